"""The pages of the first-run guide, and the one for the first user and the passphrase."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from refdesk.domain.errors import UserError
from refdesk.domain.user import User
from refdesk.i18n import _
from refdesk.screens.strength import Strength, measure
from refdesk.ui.dialogs.asked import Asked, reader
from refdesk.ui.dialogs.passphrase_strength import StrengthMeter
from refdesk.ui.notice import Notice, Weight
from refdesk.ui.parts import Text
from refdesk.ui.passphrase import PassphraseField
from refdesk.ui.theme import Theme
from refdesk.ui.tokens import Type

Then = Callable[[], None]


class Step(QWidget):
    """One page of the guide."""

    changed = Signal()

    def __init__(self, theme: Theme, title: str, intro: str) -> None:
        super().__init__()
        self._theme = theme
        self.title = title
        self.asked: dict[str, Asked] = {}
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.px(16))
        said = Text(theme, intro, Type.BODY, "text2")
        said.setWordWrap(True)
        self.body.addWidget(said)

    @property
    def first(self) -> QWidget:
        """What has the focus when the page opens."""
        return next(iter(self.asked.values())).edit

    def leave(self, then: Then) -> None:
        """Go on when every answer will do; else show what is wrong and go to the first of it."""
        wrong = [asked for asked in self.asked.values() if not asked.is_sound()]
        if wrong:
            wrong[0].edit.setFocus()
        else:
            then()

    def tell(self, name: str, sentence: str) -> None:
        """Show what is wrong with one answer, and go there."""
        self.asked[name].tell(sentence)
        self.asked[name].edit.setFocus()

    def ask(self, name: str, asked: Asked) -> Asked:
        """Take a question into the page."""
        self.asked[name] = asked
        asked.typed.connect(self.changed)
        return asked


class PersonStep(Step):
    """The first user and the passphrase that opens the desk."""

    def __init__(self, theme: Theme, check_passphrase: Callable[[str], None]) -> None:
        super().__init__(
            theme,
            _("Choose a passphrase"),
            _("It opens the desk every morning. Four or five words that do not belong together "
              "are easy to keep and hard to guess."),
        )  # fmt: skip
        self._check = check_passphrase
        self.clinic = ""
        self._judged: tuple[str, str, str] | None = None
        self._strength: Strength | None = None
        self.meter = StrengthMeter(theme)
        self.field, self.again = PassphraseField(theme), PassphraseField(theme, has_eye=False)
        self.field.eye.toggled.connect(self.again.show_words)
        name = Asked(
            theme,
            _("Your &name"),
            reader(User.fields["name"]),
            needed=_("Type your name."),
            help=_("You are the owner of the desk, and can let others in."),
        )
        first = Asked(
            theme, _("&Passphrase"), self._too_weak, field=self.field,
            needed=_("Type a passphrase."),
        )  # fmt: skip
        first.add_below(self.meter)
        second = Asked(
            theme, _("Passphrase a&gain"), self._differs, field=self.again,
            needed=_("Type the passphrase a second time."),
        )  # fmt: skip
        first.typed.connect(lambda: second.tell(""))  # what was said of the two is said no more
        for key, asked in (("user", name), ("passphrase", first), ("again", second)):
            self.body.addWidget(self.ask(key, asked))
            asked.typed.connect(self._judge)
        self.caps = Notice(theme)
        self.body.addWidget(self.caps)
        for field in (self.field, self.again):
            field.caps_changed.connect(self._caps)
        warning = Notice(theme)
        self.body.addWidget(warning)
        warning.tell(
            Weight.WARN,
            _("Nobody can reset a passphrase: not by phone, not by us."),
            _("Without it the desk stays closed for good. Keep it where you would find it."),
        )

    @property
    def user(self) -> str:
        """The user's name as it will be kept."""
        return " ".join(self.asked["user"].text.split())

    def wipe(self) -> None:
        """Forget the passphrase."""
        self.field.wipe()
        self.again.wipe()
        self._judged = self._strength = None
        self.meter.judge(None)

    def refresh(self) -> None:
        """Judge anew: the clinic's name may be another now."""
        self._judge()

    def _judge(self) -> None:
        self.meter.judge(self._measured())

    def _measured(self) -> Strength | None:
        now = (self.field.text(), self.clinic, self.user)
        if now != self._judged:
            self._judged = now
            self._strength = measure(now[0], now[1:]) if now[0] else None
        return self._strength

    def _too_weak(self, passphrase: str) -> str:
        try:
            self._check(passphrase)
        except UserError as error:
            return error.message
        found = self._measured()
        if found is not None and not found.grade.is_enough:
            return _("This would be guessed too easily. Add words until the bar is half full.")
        return ""

    def _differs(self, again: str) -> str:
        if again == self.field.text():
            return ""
        return _("The two are not the same. Type the passphrase again in both fields.")

    def _caps(self, is_on: bool) -> None:  # noqa: FBT001  Qt's
        if is_on:
            self.caps.tell(Weight.WARN, _("Caps Lock is on."))
        else:
            self.caps.clear()
