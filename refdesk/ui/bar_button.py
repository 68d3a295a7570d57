"""A button in the bar above a page, which can do with its icon alone."""

from __future__ import annotations

from refdesk.ui.keycaps import key_text
from refdesk.ui.parts import Button, Look
from refdesk.ui.theme import Theme


class BarButton(Button):
    """A button that keeps its icon alone where there is no room; the words go to its tooltip."""

    def __init__(self, theme: Theme, text: str, icon: str, look: Look = Look.DEFAULT) -> None:
        super().__init__(theme, text, look, icon=icon)
        self._words, self._whole_keys = text, ""
        self.is_primary = look is Look.PRIMARY
        self.is_compact = False

    def show_keys(self, keys: str, *, as_cap: bool = False) -> None:
        """Say which key does the same; beside the verb, or only in the tooltip."""
        self._whole_keys = keys if as_cap else ""
        self._keys = "" if self.is_compact else self._whole_keys
        plain = self._words.replace("&", "")
        self.setToolTip(f"{plain} ({key_text(keys)})" if keys else plain)
        self.updateGeometry()
        self.update()

    def set_compact(self, *, compact: bool) -> None:
        """Show the icon alone, or the words beside it."""
        if compact == self.is_compact:
            return
        self.is_compact = compact
        self.setText("" if compact else self._words)
        self._keys = "" if compact else self._whole_keys
        self.updateGeometry()
        self.update()

    def whole_width(self) -> int:
        """Return how wide the button is with its words."""
        was = self.is_compact
        self.setText(self._words)
        self.is_compact, self._keys = False, self._whole_keys
        wide = self.sizeHint().width()
        if was:
            self.setText("")
            self.is_compact, self._keys = True, ""
        return wide

    def _content_width(self) -> float:
        return self._theme.px(16) if self.is_compact else super()._content_width()
