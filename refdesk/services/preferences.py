"""What has been chosen in the settings: of this computer, of the user, of the desk."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from refdesk.domain.errors import KnownFailure, UserError
from refdesk.i18n import N_, _
from refdesk.settings import SETTINGS, Scope, Setting, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from refdesk.domain.changes import ChangeSet
    from refdesk.services.session import Desk

Listener = Callable[[Setting], None]
LARGEST_FILE = 1_000_000
DESK_SETTING = "desk_setting"
"""The kind of record that keeps a desk's settings."""


class Computer:
    """The settings of this computer: one small file that names no patient and no partner.

    A file that is missing or damaged is as good as none: the program starts as new. What a newer
    version has written beside is kept.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._one_at_a_time = threading.Lock()
        self._values: dict[str, Any] = self._read()
        self._unsaved: dict[str, Any] = {}

    def get(self, name: str) -> Any:  # noqa: ANN401  any JSON
        """Return what is kept under a name, None if nothing is."""
        return self._values.get(name)

    def put(self, name: str, value: Any) -> None:  # noqa: ANN401  any JSON
        """Keep a value under a name.

        Raises:
            KnownFailure: the file could not be written; the value holds until the program ends.
        """
        with self._one_at_a_time:
            if name not in self._unsaved and _same(self._values.get(name), value):
                return
            self._values[name] = self._unsaved[name] = value
            if self._path is not None:
                self._save(self._path)
            self._unsaved.clear()

    def _read(self) -> dict[str, Any]:
        if self._path is None:
            return {}
        try:
            if self._path.stat().st_size > LARGEST_FILE:
                return {}
            found = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def _save(self, path: Path) -> None:
        # Read again: another window of the program may have kept something meanwhile.
        self._values = {**self._read(), **self._unsaved}
        text = json.dumps(self._values, indent=1, sort_keys=True)
        draft = path.with_name(f"{path.name}.partial")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(text, "utf-8")
            draft.replace(path)
        except OSError:
            with contextlib.suppress(OSError):
                draft.unlink()
            raise KnownFailure(
                _("The settings of this computer could not be saved. They hold until you quit.")
            ) from None


class Preferences:
    """Every setting's present value; those of user and desk only while a desk is open.

    `open`, `close` and what writes to the vault belong to the lane that changes the desk, so that
    what one user asked for is never kept for the next.
    """

    def __init__(self, computer: Computer) -> None:
        self.computer = computer
        self._desk: Desk | None = None
        self._mine: dict[str, Any] = {}
        self._of_desk: dict[str, str] = {}
        self._listeners: list[Listener] = []
        self._deaf: Callable[[], None] = lambda: None

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` after a setting changed, in the thread that changed it.

        Returns the function that stops it.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def open(self, desk: Desk) -> None:
        """Read what user and desk have chosen; away from the window."""
        mine, of_desk = desk.db.own.preferences(desk.user.id), _kept(desk)
        self._deaf()
        self._desk, self._mine = desk, mine
        self._of_desk = {name: text for name, (_row_id, text) in of_desk.items()}
        self._deaf = desk.listen(self._heard)

    def close(self) -> None:
        """Forget user and desk."""
        self._deaf()
        self._deaf = lambda: None
        self._desk = None
        self._mine, self._of_desk = {}, {}

    def value(self, setting: Setting) -> Value:
        """Return a setting's value; its default where nothing sound was chosen."""
        if setting.scope is Scope.COMPUTER:
            return setting.sound(self.computer.get(setting.name))
        if setting.scope is Scope.USER:
            return setting.sound(self._mine.get(setting.name))
        text = self._of_desk.get(setting.name)
        found = (one for one, _label in setting.allowed if str(one) == text)
        return next(found, setting.default)

    def may_change(self, setting: Setting) -> bool:
        """Tell whether the user at the desk may change a setting."""
        if setting.scope is Scope.COMPUTER:
            return True
        desk = self._desk
        return desk is not None and (not setting.safety or desk.user.opens_as_owner())

    def choose(self, setting: Setting, value: Value) -> None:
        """Keep a choice; of user and desk away from the window, for it is written to the vault.

        Raises:
            UserError: only an owner may change this, or the value is none of the allowed.
            KnownFailure: it could not be written; one of this computer holds until the end.
        """
        if not self.may_change(setting):
            raise UserError(_("Only an owner of the desk may change this setting."))
        if not setting.allows(value):
            raise UserError(_("This setting does not take that value."))
        if setting.scope is Scope.DESK:
            self._choose_for_desk(setting, value)
            return  # the desk itself tells of the change
        try:
            if setting.scope is Scope.COMPUTER:
                self.computer.put(setting.name, value)
            else:
                self.remember(setting.name, value)
        finally:
            self._tell(setting)

    def remembered(self, name: str) -> Any:  # noqa: ANN401  any JSON
        """Return what the program remembers for this user, such as the columns of a list."""
        return self._mine.get(name)

    def remember(self, name: str, value: Any) -> None:  # noqa: ANN401  any JSON
        """Remember something for this user; None forgets it. Away from the window."""
        desk = self._desk
        if desk is None:
            return
        desk.db.own.prefer(desk.user.id, name, value)
        if value is None:
            self._mine.pop(name, None)
        else:
            self._mine[name] = value

    def _choose_for_desk(self, setting: Setting, value: Value) -> None:
        from refdesk.domain.views import DeskSetting  # noqa: PLC0415  not at start

        desk = self._desk
        if desk is None:
            return
        label = _(N_("Change setting {setting}")).format(setting=_(setting.label).lower())
        with desk.db.change(label, by=desk.user.id) as work:
            # Read within the change: two choices at once must not become two rows.
            row_id, _text = _kept(desk).get(setting.name, (0, ""))
            if row_id:
                record = work.get(DeskSetting, row_id)
                record.value = str(value)
                work.save(record)
            else:
                record = DeskSetting()
                record.name, record.label, record.value = setting.name, setting.label, str(value)
                work.add(record)

    def _heard(self, change: ChangeSet) -> None:
        """Take over what a change, or the undoing of one, made of the desk's settings."""
        desk = self._desk
        if desk is None or DESK_SETTING not in change.touched:
            return
        of_desk = [setting for setting in SETTINGS if setting.scope is Scope.DESK]
        before = [self.value(setting) for setting in of_desk]
        self._of_desk = {name: text for name, (_row_id, text) in _kept(desk).items()}
        for setting, value in zip(of_desk, before, strict=True):
            if self.value(setting) != value:
                self._tell(setting)

    def _tell(self, setting: Setting) -> None:
        for listener in tuple(self._listeners):
            listener(setting)


def desk_value(desk: Desk, setting: Setting) -> Value:
    """Return a setting of the desk itself, for whoever has no `Preferences`."""
    _row_id, text = _kept(desk).get(setting.name, (0, ""))
    found = (one for one, _label in setting.allowed if str(one) == text)
    return next(found, setting.default)


def _same(one: object, other: object) -> bool:
    return one == other and type(one) is type(other)  # True is no 1 here


def _kept(desk: Desk) -> dict[str, tuple[int, str]]:
    """Return the settings that a desk keeps, by name: the row and its text."""
    from refdesk.domain.views import DeskSetting  # noqa: PLC0415  not at start
    from refdesk.store.listing import Query  # noqa: PLC0415

    rows = desk.db.page(DeskSetting, desk.db.ids(DESK_SETTING, Query()))
    return {one.name: (one.id, one.value) for one in rows}


__all__ = ["SETTINGS", "Computer", "Preferences", "desk_value"]
