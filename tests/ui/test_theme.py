"""Colours, sizes and high contrast: what is asked for, and that everything follows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLineEdit, QWidget

from refdesk.ui.contrast import contrast, tokens_of
from refdesk.ui.editors.field_style import field_style
from refdesk.ui.parts import Button, Look, Text
from refdesk.ui.theme import Scheme, Theme
from refdesk.ui.tokens import DARK, LIGHT, Tokens, Type
from tests.ui.test_accessible import TEXTS

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

Role = QPalette.ColorRole
# Windows' own four contrast themes: window, words, selection, words on it, links, disabled.
THEMES = {
    "aquatic": ("#202020", "#FFFFFF", "#8EE3F0", "#263B50", "#75E9FC", "#A6A6A6"),
    "desert": ("#FFFAEF", "#3D3D3D", "#903909", "#FFF5E3", "#1C5E75", "#676767"),
    "dusk": ("#2D3236", "#FFFFFF", "#A1BFDE", "#212D3B", "#70EBDE", "#A6A6A6"),
    "night sky": ("#000000", "#FFFFFF", "#D6B4FD", "#2B2B2B", "#8080FF", "#A6A6A6"),
}


def system(name: str) -> QPalette:
    """Return the palette of a desktop with high contrast."""
    window, text, chosen, on_chosen, link, disabled = map(QColor, THEMES[name])
    made = QPalette()
    for roles, color in (
        ((Role.Window, Role.Base, Role.Button, Role.AlternateBase), window),
        ((Role.WindowText, Role.Text, Role.ButtonText, Role.PlaceholderText), text),
        ((Role.Highlight,), chosen),
        ((Role.HighlightedText,), on_chosen),
        ((Role.Link,), link),
    ):
        for role in roles:
            made.setColor(role, color)
    for role in (Role.WindowText, Role.Text, Role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, disabled)
    return made


class Desktop:
    """A system that asks for high contrast, or does not."""

    def __init__(self) -> None:
        self.shows = ""

    def __call__(self) -> QPalette | None:
        return system(self.shows) if self.shows else None


@pytest.fixture
def desktop() -> Desktop:
    return Desktop()


@pytest.fixture
def theme(qapp: QApplication, desktop: Desktop) -> Iterator[Theme]:
    made = Theme(qapp, Scheme.LIGHT, contrast=desktop)
    yield made
    desktop.shows = ""
    made.scale_to(1.0)
    made.choose(Scheme.LIGHT)


def colors_of(widget: QWidget) -> set[str]:
    """Return the colours that a person sees in a widget."""
    seen = widget.grab().toImage()
    return {seen.pixelColor(x, y).name() for x in range(seen.width()) for y in range(seen.height())}


def test_the_scheme_is_the_persons_choice(theme, qapp):
    assert theme.tokens is LIGHT
    assert not theme.is_dark
    theme.choose(Scheme.DARK)
    assert theme.tokens is DARK
    assert theme.is_dark
    assert qapp.palette().color(Role.Window).name() == DARK.bg.lower()


def test_whoever_shows_colours_is_told_of_others(theme, qtbot):
    with qtbot.waitSignal(theme.changed), qtbot.assertNotEmitted(theme.resized):
        theme.choose(Scheme.DARK)


def test_words_that_were_never_in_sight_have_the_new_colours_when_they_come(theme, qtbot):
    label = Text(theme, "Aldermoor", ink="danger")
    qtbot.addWidget(label)
    theme.choose(Scheme.DARK)
    label.grab()  # only now does Qt style it
    assert label.palette().color(Role.WindowText).name() == DARK.danger.lower()


def test_another_size_is_told_once_fonts_and_lengths_have_it(theme, qtbot, qapp):
    label = Text(theme, "Aldermoor", Type.TITLE)
    qtbot.addWidget(label)
    seen: list[tuple[float, float, int]] = []
    theme.resized.connect(
        lambda: seen.append((theme.scale, label.font().pointSizeF(), theme.px(32)))
    )
    with qtbot.waitSignals([theme.changed, theme.resized]):
        theme.scale_to(1.5)
    assert seen == [(1.5, 22.5, 48)]
    assert qapp.font().pointSizeF() == pytest.approx(9.75 * 1.5, abs=0.1)
    with qtbot.assertNotEmitted(theme.resized):
        theme.scale_to(1.5)


@pytest.mark.parametrize(("asked", "got"), [(0.1, 1.0), (9.0, 2.0), (1.25, 1.25)])
def test_the_size_stays_between_one_and_two(theme, asked, got):
    theme.scale_to(asked)
    assert theme.scale == got


def test_fields_of_later_windows_are_styled_with_the_rest(theme, qapp):
    assert "QPlainTextEdit" not in qapp.styleSheet()
    theme.add_style(field_style)
    theme.add_style(field_style)
    assert qapp.styleSheet().count("QPlainTextEdit:focus") == 1
    theme.choose(Scheme.DARK)
    assert qapp.styleSheet().count("QPlainTextEdit:focus") == 1
    assert LIGHT.surface not in qapp.styleSheet()


def test_high_contrast_drops_our_style_sheet_and_takes_the_systems_palette(theme, desktop, qapp):
    desktop.shows = "night sky"
    theme.follow()
    assert theme.is_plain
    assert theme.is_dark
    assert "#" not in qapp.styleSheet()
    assert qapp.palette().color(Role.Window).name() == "#000000"
    assert qapp.palette().color(Role.Highlight).name() == "#d6b4fd"


def test_what_paints_itself_follows_high_contrast_and_comes_back(theme, desktop, qtbot):
    button = Button(theme, "Save", Look.PRIMARY)
    label = Text(theme, "Aldermoor", ink="danger")
    for widget in (button, label):
        qtbot.addWidget(widget)
    assert LIGHT.accent.lower() in colors_of(button)
    desktop.shows = "desert"
    theme.follow()
    assert "#903909" in colors_of(button)
    assert LIGHT.accent.lower() not in colors_of(button)
    assert "#3d3d3d" in colors_of(label)
    desktop.shows = ""
    theme.follow()
    assert not theme.is_plain
    assert LIGHT.accent.lower() in colors_of(button)
    assert LIGHT.danger.lower() in colors_of(label)


def test_a_field_with_a_problem_and_its_room_can_be_seen_in_high_contrast(theme, desktop, qtbot):
    desktop.shows = "desert"
    theme.follow()
    field = QLineEdit("13/40")
    qtbot.addWidget(field)
    calm = colors_of(field)
    assert field.sizeHint().height() >= theme.px(32)
    field.setProperty("wrong", True)
    field.style().polish(field)
    assert field.grab().toImage().pixelColor(1, field.height() // 2).name() == "#3d3d3d"
    assert LIGHT.danger.lower() not in colors_of(field) | calm


def test_another_contrast_theme_is_taken_over(theme, desktop):
    seen = []
    for name in THEMES:
        desktop.shows = name
        theme.follow()
        seen.append(theme.tokens.bg)
    assert seen == [colors[0].lower() for colors in THEMES.values()]


def test_the_chosen_scheme_waits_while_the_system_asks_for_contrast(theme, desktop):
    desktop.shows = "aquatic"
    theme.follow()
    theme.choose(Scheme.DARK)
    assert theme.tokens.bg == "#202020"
    desktop.shows = ""
    theme.follow()
    assert theme.tokens is DARK


def test_a_person_who_chose_light_does_not_follow_the_system_into_the_dark(theme, qtbot):
    with qtbot.assertNotEmitted(theme.changed):
        theme.follow()


def test_without_such_a_wish_the_systems_answer_is_taken(qapp):
    theme = Theme(qapp, Scheme.LIGHT)
    assert not theme.is_plain
    assert theme.tokens is LIGHT


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXTS, ids="-".join)
def test_text_stands_out_in_every_contrast_theme(name: str, ink: str, ground: str):
    tokens = tokens_of(system(name))
    assert contrast(QColor(getattr(tokens, ink)), QColor(getattr(tokens, ground))) >= 4.5


@pytest.mark.parametrize("name", THEMES)
def test_borders_and_selection_can_be_seen_in_every_contrast_theme(name: str):
    tokens = tokens_of(system(name))
    for line in (tokens.line, tokens.line2, tokens.key):
        assert contrast(QColor(line), QColor(tokens.surface)) >= 4.5
    assert tokens.soft != tokens.surface
    assert contrast(QColor(tokens.accent), QColor(tokens.soft)) >= 4.5


def test_every_token_of_a_contrast_theme_is_an_opaque_colour():
    tokens = tokens_of(system("dusk"))
    for color in tokens:
        assert QColor(color).isValid()
        assert len(color) == 7


def test_a_selection_colour_that_cannot_be_read_gives_way_to_the_words():
    palette = system("night sky")
    for role in (Role.Highlight, Role.Link):
        palette.setColor(role, QColor("#202020"))
    tokens = tokens_of(palette)
    assert tokens.accent == tokens.text
    assert contrast(QColor(tokens.onacc), QColor(tokens.accent)) >= 4.5


def test_contrast_is_counted_as_wcag_does():
    white, black, grey = QColor("#FFFFFF"), QColor("#000000"), QColor("#767676")
    assert contrast(white, black) == pytest.approx(21)
    assert contrast(black, white) == pytest.approx(21)
    assert contrast(grey, white) == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_muted_words_can_be_read_on_a_selected_row_too(tokens: Tokens):
    assert contrast(QColor(tokens.text2), QColor(tokens.soft)) >= 4.5


def test_type_never_falls_below_the_smallest():
    assert min(use.points for use in Type) == 8.25
    sizes = sorted(use.points for use in Type)
    assert all(small <= large for small, large in pairwise(sizes))
