"""Opening and locking a desk: vault and store, composed."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from refdesk.domain.asked import Asked, FormRule
from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.changes import ChangeSet
from refdesk.domain.clinic import Clinic
from refdesk.domain.customs import CustomField
from refdesk.domain.errors import AccessRefused, KnownFailure, UserError
from refdesk.domain.fields import Field
from refdesk.domain.record import Record
from refdesk.domain.user import Role, User
from refdesk.i18n import N_, _
from refdesk.vault.unlock import Vault, Vaults

if TYPE_CHECKING:
    from refdesk.store.database import Database


class Desk:
    """One open desk and the user at it. Close it to lock it."""

    def __init__(self, vault: Vault, db: Database, user: User) -> None:
        self._vault = vault
        self.db = db
        self.user = user
        self.unwritten: set[Any] = set()
        """Drafts that wait to be written; see services.drafts."""
        self._asked: dict[str, Asked] | None = None
        db.listen(self._notice_asked)

    @property
    def notices(self) -> list[str]:
        """What a person should know though every change was saved."""
        return self.db.notices

    @property
    def folder(self) -> Path:
        """The folder a person sees."""
        return self._vault.folder

    @property
    def id(self) -> str:
        """What tells this desk from all others: 32 hexadecimal digits that say nothing else."""
        return self._vault.desk_id

    def listen(self, listener: Callable[[ChangeSet], None]) -> Callable[[], None]:
        """Call `listener` after every change; return the function that stops it."""
        return self.db.listen(listener)

    def require_owner(self, kinds: Iterable[str]) -> None:
        """Refuse a change of what only an owner of the desk may change.

        Raises:
            UserError: one of these kinds of record is kept for owners, and the user is none.
        """
        for kind in kinds:
            of = BY_NAME.get(kind)
            if of is not None and of.owners_only and not self.user.opens_as_owner():
                raise UserError(
                    _("Only an owner of the desk may change {kind}.").format(
                        kind=_(of.many).lower()
                    )
                )

    def require_room(self, needed: int) -> None:
        """Refuse work for which the disk has not so many bytes left.

        Raises:
            KnownFailure: says how much is needed and how much there is.
        """
        free = shutil.disk_usage(self.folder).free
        if free < needed:
            raise KnownFailure(
                _(
                    "The disk has too little room: about {needed} MB are needed, and {free} MB are "
                    "free. Nothing was changed."
                ).format(needed=f"{needed / 1e6:,.0f}", free=f"{free / 1e6:,.0f}")
            )

    @property
    def clinic(self) -> Clinic:
        """The clinic whose desk this is."""
        found = self.db.get(Clinic, 1)
        if found is None:
            raise RuntimeError("a desk has its clinic from the first change on")
        return found

    def fields(self, of: type[Record]) -> Asked:
        """Return what is asked for of a kind of record, the clinic's own fields after the others.

        The clinic's rules are in it; it is made anew when they, or its own fields, change.
        """
        asked = self._asked
        if asked is None:
            asked = self._asked = self._read_asked()
        return asked.get(of.kind) or Asked.of(of)

    def _read_asked(self) -> dict[str, Asked]:
        from refdesk.store.listing import Query  # noqa: PLC0415  SQLAlchemy comes with it

        own: dict[str, list[Field]] = {}
        for custom in self.db.page(CustomField, self.db.ids(CustomField.kind, Query())):
            own.setdefault(custom.record_kind, []).append(custom.field())
        rules: dict[str, list[FormRule]] = {}
        for rule in self.db.page(FormRule, self.db.ids(FormRule.kind, Query())):
            rules.setdefault(rule.record_kind, []).append(rule)
        return {
            kind: Asked(BY_NAME[kind].fields, own.get(kind, ()), rules.get(kind, ()))
            for kind in own.keys() | rules.keys()
            if kind in BY_NAME
        }

    def verify(self) -> list[str]:
        """Return what is wrong with the desk, page by page and row by row; empty when sound."""
        from refdesk.store.verify import findings  # noqa: PLC0415  seldom needed

        pages = self._vault.check_pages()
        with self.db.reading() as connection:
            return [*pages, *findings(connection, self.db.schema, self.db.log)]

    def close(self) -> None:
        """Lock the desk; what the head file could not take is among `notices`."""
        try:
            self._vault.close()
        except KnownFailure as failure:
            self.db.notices.append(failure.message)

    def discard(self) -> None:
        """Lock the desk and remove its files; for one that was never finished."""
        self.close()
        _discard(self._vault)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _notice_asked(self, change: ChangeSet) -> None:
        if not change.touched.keys() & {CustomField.kind, FormRule.kind}:
            return
        self._asked = None
        for custom in self.db.page(CustomField, sorted(change.touched.get(CustomField.kind, ()))):
            # The index is for speed: the field is saved, and works without it.
            if custom.record_kind in self.db.schema.kinds:
                with contextlib.suppress(KnownFailure):
                    self.db.index_custom(custom.record_kind, custom.field())


class Desks:
    """Makes and opens desks."""

    def __init__(self, vaults: Vaults | None = None) -> None:
        self._vaults = vaults or Vaults()

    def create(
        self,
        folder: Path,
        clinic: str,
        passphrase: str,
        *,
        user: str = "",
        letterhead: Mapping[str, Any] | None = None,
    ) -> Desk:
        """Make a desk in a new or empty folder, with its clinic and its first owner.

        `letterhead` holds further values of the clinic by the names of its fields.

        Raises:
            UserError: the folder is not empty, or the passphrase is too short.
            KnownFailure: the folder cannot be written.
        """
        owner = User(name=user or _("Owner"), role=Role.OWNER)
        profile = Clinic(name=clinic)
        for name, value in (letterhead or {}).items():
            Clinic.fields[name].set_on(profile, value)
        check_new(owner, profile)
        vault = self._vaults.create(folder, clinic, passphrase, holder=owner.name)
        try:
            db = _database(vault)
            owner.slot = vault.slot_id
            with db.change(N_("New desk"), by=None) as work:
                work.add(owner)
                work.add(profile)
        except BaseException:
            vault.close()
            _discard(vault)
            raise
        return Desk(vault, db, owner)

    @contextlib.contextmanager
    def making(
        self, folder: Path, clinic: str, passphrase: str, user: str | None = None
    ) -> Iterator[Desk]:
        """Make a desk that is whole when the block ends; nothing of it is left when it raises."""
        with self.create(folder, clinic, passphrase, user=user or "") as desk:
            try:
                yield desk
            except BaseException:
                desk.discard()
                raise

    def open(
        self,
        path: Path,
        passphrase: str,
        *,
        user: str | None = None,
        accept_head: bool = False,
    ) -> Desk:
        """Open a desk by its folder or its key file.

        Args:
            path: the folder, or the ``.refdesk`` file in it.
            passphrase: of this user, or of any.
            user: the name of who opens it, if there are several.
            accept_head: take the database as it is, even if it is older than its head says.

        Raises:
            AccessRefused: wrong passphrase, or open elsewhere.
            Damaged: a file of the desk is missing, damaged, foreign or older than it was.
            KnownFailure: made by a newer version, read-only, disk full.
        """
        from refdesk.store.long import take_back_unfinished  # noqa: PLC0415  see _database

        slot_id = self._slot_of(path, user) if user else None
        vault = self._vaults.open(path, passphrase, slot_id=slot_id)
        try:
            _check_head(vault, accept=accept_head)
            db = _database(vault)
            take_back_unfinished(db)
            found = _user_of(vault, db)
        except BaseException:
            vault.close()
            raise
        return Desk(vault, db, found)

    def unpack(self, backup: Path, folder: Path) -> None:
        """Unpack a backup into a new folder; its passphrases are those of the day it was made.

        Raises:
            UserError: the folder is not empty.
            Damaged: the backup is damaged, or is none. Nothing is left behind.
        """
        from refdesk.vault.backup import unpack_backup  # noqa: PLC0415  seldom needed

        unpack_backup(backup, folder)

    def _slot_of(self, path: Path, user: str) -> str:
        from refdesk.domain.text import fold  # noqa: PLC0415  not at start

        for slot in self._vaults.describe(path).slots:
            if fold(slot.holder) == fold(user):
                return slot.slot_id
        raise AccessRefused(_("No user of that name has a passphrase for this desk."))


def warm() -> None:
    """Import and build what opening a desk needs, while its passphrase is typed."""
    from refdesk.store import database, migrate  # noqa: PLC0415  that is the point
    from refdesk.store.tables import build_schema  # noqa: PLC0415

    build_schema()
    del database, migrate


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase with which no desk can be made.

    Raises:
        UserError: it is too short.
    """
    from refdesk.vault.keys import check_new_passphrase  # noqa: PLC0415  not at start

    check_new_passphrase(passphrase)


def check_new(*records: Record) -> None:
    """Refuse records that are not sound.

    Raises:
        UserError: with all problems.
    """
    from refdesk.domain.validation import require_sound  # noqa: PLC0415  not at start

    for record in records:
        require_sound(record)


def _database(vault: Vault) -> Database:
    from refdesk.services.loop_keeper import LoopKeeper  # noqa: PLC0415  needs the store
    from refdesk.store.database import Database  # noqa: PLC0415  the unlock window does without
    from refdesk.store.migrate import prepare_search, upgrade  # noqa: PLC0415

    is_anew = upgrade(vault.writer, lambda revision: _backup(vault, revision))
    db = Database(vault.writer, vault.reader, vault.chain_key, vault.write_head)
    prepare_search(db, vault.writer)
    db.keeper = keeper = LoopKeeper(db)
    if is_anew:
        keeper.catch_up()
    return db


def _backup(vault: Vault, revision: str) -> None:
    from refdesk.vault.backup import SUFFIX, write_backup  # noqa: PLC0415  seldom needed

    # One name per revision, so that an update that is tried again does not fill the disk.
    name = _("Before update {revision}").format(revision=revision)
    write_backup(vault, vault.folder / f"{name}{SUFFIX}")


def _check_head(vault: Vault, *, accept: bool) -> None:
    from refdesk.domain.changes import START  # noqa: PLC0415  not at start
    from refdesk.store.log import ChangeLog  # noqa: PLC0415
    from refdesk.store.migrate import revision  # noqa: PLC0415
    from refdesk.store.tables import build_schema  # noqa: PLC0415
    from refdesk.vault import anchor  # noqa: PLC0415

    log = ChangeLog(build_schema(), vault.chain_key)
    head = vault.read_head()
    with vault.reader.connect() as connection:
        made = revision(connection) is not None
        last, mac = log.last(connection) if made else (0, START)
        if not accept:
            anchor.check(head, last, mac, lambda i: log.mac_at(connection, i))
        if last == 0:
            raise KnownFailure(
                _("Making this desk was interrupted. Delete its folder, then make it anew.")
            )
        if accept:
            vault.accept_head(last, mac)
        elif head is not None and last > head.sequence:
            vault.write_head(last, mac)  # after a crash: else an older copy would pass unseen


def _user_of(vault: Vault, db: Database) -> User:
    from refdesk.store.listing import Query  # noqa: PLC0415  see _database

    users = db.page(User, db.ids("user", Query()))
    found = next((user for user in users if user.slot == vault.slot_id and user.active), None)
    if found is None:
        raise AccessRefused(_("This passphrase belongs to a user who is no longer active."))
    return found


def _discard(vault: Vault) -> None:
    from refdesk.vault.folder import DeskFolder  # noqa: PLC0415  seldom needed

    for path in DeskFolder(vault.folder, vault.key_file).everything():
        with contextlib.suppress(OSError):
            path.unlink()
    with contextlib.suppress(OSError):
        vault.folder.rmdir()
