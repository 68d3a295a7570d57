"""The old name of `exchange.opening`, until its last caller has moved."""

from refdesk.exchange.opening import Row, Table, open_table

__all__ = ["Row", "Table", "open_table"]
