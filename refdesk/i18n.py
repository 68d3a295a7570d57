"""Translation: mark a text with N_, translate it with _ when it is shown."""

from __future__ import annotations

import gettext

_translations: gettext.NullTranslations = gettext.NullTranslations()


def use(translations: gettext.NullTranslations) -> None:
    """Make `translations` the language of the program."""
    global _translations  # noqa: PLW0603  one language per process, chosen at start
    _translations = translations


def _(text: str) -> str:
    """Return `text` in the user's language."""
    return _translations.gettext(text) if text else ""


def N_(text: str) -> str:  # noqa: N802  the usual gettext name
    """Mark `text` for translation; it is translated where it is shown."""
    return text


def plural(one: str, many: str, count: int) -> str:
    """Return the form of the text for `count`, with ``{count}`` filled in."""
    return _translations.ngettext(one, many, count).format(count=f"{count:,}")
