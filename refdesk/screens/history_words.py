"""Lines of history in a few words, and moments as people say them."""

from __future__ import annotations

import datetime as dt

from refdesk.domain.dates import show_date, show_time
from refdesk.i18n import _
from refdesk.services.changes import Line


def what_changed(line: Line) -> str:
    """Return a line of history in a few words: the fields, or the change's own label."""
    labels = [change.label for change in line.fields]
    if not labels:
        words = line.label
    elif len(labels) > 3:
        words = _("{fields} and {count} more").format(
            fields=", ".join(labels[:2]), count=len(labels) - 2
        )
    else:
        words = ", ".join(labels)
    return _("{words} (undone)").format(words=words) if line.undone else words


def when_words(at: dt.datetime) -> str:
    """Return a moment as people say it: only the time if it is of today."""
    local = at.astimezone()
    if local.date() == dt.datetime.now(dt.UTC).astimezone().date():
        return show_time(local.time())
    return f"{show_date(local.date())}, {show_time(local.time())}"
