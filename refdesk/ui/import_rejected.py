"""Saving the rejected rows as a file: why it leaves the desk, where it goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from refdesk.i18n import _, plural
from refdesk.screens.import_words import personal_labels
from refdesk.services.outcomes import Outcome
from refdesk.ui.ask_place import ask_place
from refdesk.ui.dialogs.export import ReleaseDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from refdesk.domain.register import Purpose
    from refdesk.services.incoming import Incoming
    from refdesk.services.looked import Look
    from refdesk.ui.host import Host


class RejectedRows:
    """Asks what for and where to, then saves.

    Args:
        host: the window.
        page: what dialogs open over.
    """

    def __init__(self, host: Host, page: QWidget) -> None:
        self._host, self._page = host, page
        self.ask_path: Callable[[str, Callable[[Path], None]], None] = self._ask_path

    def ask(self, incoming: Incoming, look: Look) -> None:
        """Say what the file will hold; personal data leaves for a purpose."""
        count = look.counts.get(Outcome.REJECTED, 0)
        rows = plural(
            "The {count} rejected row as it stands in the file, and why.",
            "The {count} rejected rows as they stand in the file, and why.",
            count,
        )
        dialog = ReleaseDialog(
            self._host.theme,
            _("Save the rejected rows"),
            rows,
            personal_labels(incoming),
            _("Choose the file"),
            over=self._page,
        )
        name = f"{Path(incoming.file_name).stem} – {_('rejected')}.csv"
        dialog.decided.connect(
            lambda purpose: self.ask_path(name, lambda path: self._save(look, path, purpose))
        )
        dialog.open()

    def _ask_path(self, name: str, chosen: Callable[[Path], None]) -> None:
        ask_place(self._page, _("Save the rejected rows"), name, chosen)

    def _save(self, look: Look, path: Path, purpose: Purpose) -> None:
        def saved(rows: int) -> None:
            words = plural("Saved {count} row", "Saved {count} rows", rows)
            self._host.tell(
                _("{words} as {file}. Mend them there and bring that file in.").format(
                    words=words, file=path.name
                )
            )

        self._host.run(
            _("Saving the rejected rows"),
            lambda progress: look.write_rejected(path, purpose, progress),
            saved,
        )
