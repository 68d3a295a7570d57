"""The help: a page for whatever is in sight, words that stand on a screen, keys that are yours."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from pkgutil import iter_modules

import pytest

import dev
import refdesk.ui
import refdesk.ui.dialogs
from refdesk.domain.catalogue import CATALOGUE
from refdesk.screens.actions import ACTIONS, BY_NAME, keys_of, normal
from refdesk.screens.help import (
    FIRST,
    OF_DIALOGS,
    OF_KINDS,
    OF_NEW,
    OF_PLACES,
    PAGES,
    Guide,
    HelpPage,
    page_for,
    text_of,
)
from refdesk.screens.help_text import Mark, Shape, Span, read_blocks
from refdesk.settings import resource
from refdesk.ui.dialog import Dialog
from refdesk.ui.own_pages import OWN_PAGES

DEFAULTS = keys_of({})
NAMES = [name for names in PAGES.values() for name in names]
KINDS = [of.kind for of in CATALOGUE]
CHANGEABLE = {action.keys for action in ACTIONS if not action.fixed}
MOST_WORDS = 600
every_page = pytest.mark.parametrize("name", NAMES)


@pytest.fixture
def guide() -> Guide:
    return Guide(DEFAULTS)


def spans(page: HelpPage, mark: Mark) -> list[Span]:
    return [span for block in page.blocks for span in block.spans if span.mark is mark]


def labels() -> set[str]:
    """Return every text of the program that a person can read."""
    found = set()
    for path in (dev.ROOT / "refdesk").rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in {"_", "N_"}:
                texts = (one.value for one in call.args if isinstance(one, ast.Constant))
                found |= {str(one).replace("&", "").rstrip(" …") for one in texts}
    return found


def shown(guide: Guide, text: str) -> list[str]:
    return [one.page.name for one in guide.find(text)]


# Its pages


def test_every_file_is_a_page_and_every_page_a_file():
    assert sorted(NAMES) == sorted(path.stem for path in resource("help").iterdir())
    assert len(set(NAMES)) == len(NAMES)


@every_page
def test_every_page_begins_with_its_title_and_says_what_it_is_for(guide, name):
    page = guide.pages[name]
    shapes = [block.shape for block in page.blocks]
    assert shapes[0] is Shape.TITLE
    assert shapes.count(Shape.TITLE) == 1
    assert Shape.HEADING in shapes
    assert sum(len(block.words.split()) for block in page.blocks) < MOST_WORDS


def test_no_two_pages_are_called_the_same(guide):
    titles = [page.title for page in guide.pages.values()]
    assert len(set(titles)) == len(titles)


@every_page
def test_every_link_leads_to_a_page(guide, name):
    for span in spans(guide.pages[name], Mark.LINK):
        assert span.page in guide.pages, span.text
        assert span.page != name


@every_page
def test_no_mark_is_left_in_the_words(guide, name):
    for block in guide.pages[name].blocks:
        assert not re.search(r"[*`{}#]|\]\(|https?:|!\[", block.words), block.words


@every_page
def test_every_key_is_that_of_an_action_or_always_the_same(name):
    text = text_of(name)
    assert set(re.findall(r"\{key:(\w*)\}", text)) <= BY_NAME.keys()
    assert {normal(keys) for keys in re.findall(r"`([^`]+)`", text)} & CHANGEABLE == set()
    bare = re.sub(r"`[^`]+`|\{key:\w+\}", "", text)
    assert not re.search(r"\b(Ctrl|Alt|Shift)\b|\bF\d+\b", bare)


def test_every_word_in_bold_stands_on_a_screen(guide):
    bold = {span.text for page in guide.pages.values() for span in spans(page, Mark.STRONG)}
    assert bold - labels() == set()


def test_a_page_shows_the_keys_that_a_person_has_chosen():
    page = Guide(keys_of({"save": "Ctrl+J"})).pages["forms"]
    keys = [span.text for span in spans(page, Mark.KEY)]
    assert "Ctrl+J" in keys
    assert "Ctrl+S" not in keys


# Which of them belongs to what is in sight


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("what", ["list", "record", "new"])
def test_every_kind_of_record_has_a_page(guide, what, kind):
    assert page_for(what, kind) in guide.pages


def test_every_place_of_the_window_has_a_page():
    assert OWN_PAGES.keys() - OF_PLACES.keys() == set()


def test_the_register_names_only_what_there_is():
    modules = [
        import_module(f"{package.__name__}.{found.name}")
        for package in (refdesk.ui, refdesk.ui.dialogs)
        for found in iter_modules(package.__path__)
    ]
    dialogs = {
        name
        for module in modules
        for name, one in vars(module).items()
        if isinstance(one, type) and issubclass(one, Dialog)
    }
    assert OF_DIALOGS.keys() - dialogs == set()
    assert (OF_KINDS.keys() | OF_NEW.keys()) - set(KINDS) == set()
    named = {*OF_PLACES.values(), *OF_KINDS.values(), *OF_NEW.values(), *OF_DIALOGS.values()}
    assert named - set(NAMES) == set()


@pytest.mark.parametrize(
    ("what", "kind", "dialog", "name"),
    [
        ("today", "", "", "today"),
        ("list", "referral", "", "lists"),
        ("record", "referral", "", "referral"),
        ("new", "referral", "", "intake"),
        ("list", "saved_view", "", "lists"),
        ("record", "saved_view", "", "forms"),
        ("sheet", "", "", "printing"),
        ("list", "referral", "FilterDialog", "lists"),
        ("today", "", "StepDialog", "loop"),
        ("board", "", "", "board"),
        ("list", "referral", "MoveDialog", "board"),
        ("today", "", "MainWindow", "today"),
        ("", "", "", FIRST),
    ],
)
def test_the_page_is_the_nearest_one(what, kind, dialog, name):
    assert page_for(what, kind, dialog) == name


# Finding


def test_without_words_every_page_is_there_in_its_order(guide):
    assert shown(guide, " ") == NAMES


def test_pages_that_are_called_so_come_first(guide):
    found = guide.find("loop")
    assert found[0].page.name == "loop"
    assert found[0].heading == ""
    assert "today" in shown(guide, "loop")


@pytest.mark.parametrize("text", ["ÚNDO Days", "undo day", "ndo later"])
def test_parts_of_words_find_whatever_their_accents_and_capitals(guide, text):
    assert "forms" in shown(guide, text)


def test_a_page_is_opened_where_the_words_stand(guide):
    (found,) = (one for one in guide.find("jammed") if one.page.name == "printing")
    assert found.heading == "The printer jammed."
    assert "jammed" in found.page.blocks[found.block].words


def test_words_from_all_over_a_page_find_it_last(guide):
    words = "wrong letter triangle"
    assert shown(guide, words) == ["today"]
    blocks = guide.pages["today"].blocks
    assert not any(all(word in block.words for word in words.split()) for block in blocks)


def test_what_no_page_holds_is_not_found(guide):
    assert guide.find("walk the dog") == []


def test_a_key_is_found_as_it_is_now():
    assert "forms" in shown(Guide(keys_of({"save": "Ctrl+J"})), "ctrl+j")


# Reading


def test_lines_that_belong_together_are_one_block():
    blocks = read_blocks("# A\n\nOne\ntwo.\n- three\n  four\n- five\n1. six\n### Why?\n", {})
    assert [(block.shape, block.words) for block in blocks] == [
        (Shape.TITLE, "A"),
        (Shape.TEXT, "One two."),
        (Shape.POINT, "three four"),
        (Shape.POINT, "five"),
        (Shape.STEP, "six"),
        (Shape.QUESTION, "Why?"),
    ]


def test_marks_within_a_line_are_read():
    (block,) = read_blocks(
        "Press {key:save} or `Esc` on **Save**: see [forms](forms.md).", DEFAULTS
    )
    assert block.spans == (
        Span("Press "),
        Span("Ctrl+S", Mark.KEY),
        Span(" or "),
        Span("Esc", Mark.KEY),
        Span(" on "),
        Span("Save", Mark.STRONG),
        Span(": see "),
        Span("forms", Mark.LINK, "forms"),
        Span("."),
    )
