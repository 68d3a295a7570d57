"""The table of actions: each with its key, what it is called, and where it acts."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass

from refdesk.domain.text import fold
from refdesk.i18n import N_, _


class Area(enum.Enum):
    """Where an action acts; the heading it stands under."""

    WINDOW = N_("Everywhere")
    LIST = N_("Lists")
    FORM = N_("Forms")
    IMPORT = N_("Bringing files in")
    NOTES = N_("Thank-you notes")
    DAY = N_("Day of visits")
    TODAY = N_("Today")
    SHEET = N_("Sheets and files")


@dataclass(frozen=True, slots=True)
class Action:
    """One action.

    `keys` is written as Qt writes it ("Ctrl+S"); `letter` acts only while rows have the focus, and
    only while letters are on; a `fixed` key belongs to the control and cannot be another. `icon`
    stands beside it where commands are found.
    """

    name: str
    area: Area
    keys: str
    label: str
    letter: str = ""
    fixed: bool = False
    icon: str = ""


W, L, F, B, T, D, H, S = Area
ANYWHERE = "find_anything"
"""The action that finds anything, which many places name."""
ACTIONS: tuple[Action, ...] = (
    Action("find", W, "Ctrl+F", N_("Find in this list")),
    Action(ANYWHERE, W, "Ctrl+K", N_("Find anything, from anywhere")),
    Action("new", W, "Ctrl+N", N_("New record"), icon="plus"),
    Action("new_referral", W, "Ctrl+Shift+N", N_("New referral"), icon="plus"),
    Action("undo", W, "Ctrl+Z", N_("Undo the last change"), icon="undo-2"),
    Action("redo", W, "Ctrl+Shift+Z", N_("Redo what was undone"), icon="redo-2"),
    Action("changes", W, "Ctrl+H", N_("Undo, redo, latest changes"), icon="history"),
    Action("drafts", W, "Ctrl+Shift+D", N_("Drafts: what you have begun"), icon="square-pen"),
    Action("today", W, "Ctrl+0", N_("Today: what has to be done"), icon="sun"),
    Action("board", W, "Ctrl+B", N_("Board: open referrals by stage"), icon="square-kanban"),
    Action("day", W, "Ctrl+Shift+R", N_("Day of visits"), icon="route"),
    Action("design", W, "Ctrl+Shift+U", N_("Form designer"), icon="sliders-horizontal"),
    Action("import", W, "Ctrl+Shift+I", N_("Bring a file in"), icon="download"),
    Action("settings", W, "Ctrl+,", N_("Settings"), icon="settings"),
    Action("sidebar", W, "F3", N_("Sidebar: every list and page")),
    Action("back", W, "Alt+Left", N_("Back")),
    Action("lock", W, "Ctrl+L", N_("Lock the desk"), icon="lock"),
    Action("quit", W, "Ctrl+Q", N_("Quit RefDesk")),
    Action("help", W, "F1", N_("Help for what is in sight"), icon="life-buoy"),
    Action("keys", W, "Shift+F1", N_("All keys"), letter="?", icon="keyboard"),
    Action("cancel", W, "Ctrl+.", N_("Stop what is running")),
    Action("offer", W, "F9", N_("Do what the notice in sight offers")),
    Action("open", L, "Enter", N_("Open the record"), fixed=True),
    Action("filter", L, "Ctrl+Shift+F", N_("Filter"), icon="list-filter"),
    Action("clear_filters", L, "Ctrl+Shift+X", N_("Show all again"), icon="filter-x"),
    Action("columns", L, "Ctrl+Shift+C", N_("Choose columns"), icon="table"),
    Action("views", L, "Ctrl+Shift+V", N_("Saved views"), icon="bookmark"),
    Action("select_all", L, "Ctrl+A", N_("Select all rows"), fixed=True),
    Action("edit", L, "F2", N_("Change the selected records"), icon="square-pen"),
    Action("move_many", L, "Ctrl+M", N_("Move the selected referrals to a stage")),
    Action("archive", L, "Del", N_("Archive the selected records"), fixed=True, icon="archive"),
    Action("print", L, "Ctrl+P", N_("Print what is shown"), letter="P", icon="printer"),
    Action("export", L, "Ctrl+E", N_("Save what is shown as a file"), icon="file-down"),
    Action("thank", L, "Ctrl+T", N_("Thank-you notes and labels"), icon="mail"),
    Action("tidy", L, "Ctrl+Shift+T", N_("Tidy up “other” sources"), icon="tags"),
    Action(
        "print_again",
        L,
        "Ctrl+Shift+P",
        N_("Show what was printed, to print it again"),
        icon="printer",
    ),
    Action("save", F, "Ctrl+S", N_("Save"), icon="save"),
    Action("save_add", F, "Ctrl+Shift+S", N_("Save, then add another"), icon="save"),
    Action("next_problem", F, "F8", N_("Go to the next problem")),
    Action("previous_problem", F, "Shift+F8", N_("Go to the problem before")),
    Action("next_step", F, "Ctrl+G", N_("Do the next step of the loop")),
    Action("other_step", F, "Ctrl+Shift+G", N_("Other steps of the loop")),
    Action("history", F, "Ctrl+Shift+H", N_("History of this record"), icon="history"),
    Action("close", F, "Esc", N_("Close; what was typed is kept"), fixed=True),
    Action("choose_file", B, "Ctrl+O", N_("Choose a file"), icon="paperclip"),
    Action("go_on", B, "Ctrl+Enter", N_("Go on to the next step"), fixed=True),
    Action("labels", T, "Ctrl+Shift+L", N_("Show the labels")),
    Action("envelopes", T, "Ctrl+Shift+E", N_("Show the envelopes")),
    Action("visits_today", D, "F6", N_("Show the visits of today")),
    Action("visits_tomorrow", D, "F7", N_("Show the visits of tomorrow")),
    Action("drive", D, "F5", N_("Put into driving order")),
    Action("visit_plan", D, "Ctrl+Shift+O", N_("Show the visit plan")),
    Action("stop_up", D, "Alt+Up", N_("Up in a day or form; loop before"), fixed=True),
    Action("stop_down", D, "Alt+Down", N_("Down in a day or form; next loop"), fixed=True),
    Action("whose", H, "Ctrl+Shift+M", N_("Mine, or everybody's")),
    Action("call_list", H, "Ctrl+Shift+J", N_("Call list for today"), icon="phone"),
    Action("reminders", H, "Ctrl+Shift+Y", N_("Reminders for your calendar"), icon="bell"),
    Action("larger", S, "Ctrl++", N_("Show pages larger")),
    Action("larger_plain", S, "Ctrl+=", N_("Larger by the same key without Shift")),
    Action("smaller", S, "Ctrl+-", N_("Show pages smaller")),
    Action("fit_width", S, "Ctrl+Shift+W", N_("Show pages as wide as there is room")),
)
BY_NAME: dict[str, Action] = {action.name: action for action in ACTIONS}


MODIFIERS = ("Meta", "Ctrl", "Alt", "Shift")
"""In the order in which Qt writes them."""
TYPED = frozenset({"C", "V", "X", "A"})
"""Ctrl with these belongs to every field."""
MOVES = frozenset({"Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDown"})
EDITS = frozenset({"Tab", "Backtab", "Return", "Enter", "Esc", "Space", "Del", "Backspace", "Ins"})


def keys_of(chosen: Mapping[str, object]) -> dict[str, str]:
    """Return the keys of every action, with what a person has chosen where that is sound.

    A choice for an unknown or fixed action, a key that cannot be taken, or one that another action
    has, is left out.
    """
    sound: dict[str, str] = {}
    for action in ACTIONS:
        own = chosen.get(action.name)
        if not action.fixed and isinstance(own, str) and not refusal(own):
            sound[action.name] = normal(own)
    while True:
        keys = {action.name: sound.get(action.name, action.keys) for action in ACTIONS}
        holders: dict[str, list[str]] = {}
        for name, own in keys.items():
            holders.setdefault(own, []).append(name)
        # A default goes before a choice, and the table's order decides between two choices.
        doubled = [name for names in holders.values() if len(names) > 1 for name in names]
        loser = next((name for name in reversed(doubled) if name in sound), None)
        if loser is None:
            return keys
        del sound[loser]


def chosen_with(chosen: Mapping[str, object], name: str, keys: str) -> dict[str, object]:
    """Return a person's choices with another key for one action; its default is no choice."""
    others = {other: own for other, own in chosen.items() if other != name}
    return others if keys == BY_NAME[name].keys else {**others, name: keys}


def taken_by(keys: Mapping[str, str], name: str, wanted: str) -> Action | None:
    """Return the action that has the key `wanted` already, None if `name` may take it."""
    found = next((other for other, own in keys.items() if own == wanted and other != name), None)
    return BY_NAME[found] if found else None


def matching(text: str, keys: Mapping[str, str]) -> list[Action]:
    """Return the actions with this very key, else those whose words begin as the typed ones do."""
    typed = normal(text)
    exact = [action for action in ACTIONS if typed in {keys[action.name], action.letter}]
    if exact and typed and not typed.isalnum():
        return exact
    words = fold(text).split()
    found = []
    for action in ACTIONS:
        said = fold(f"{_(action.label)} {_(action.area.value)} {keys[action.name]}").split()
        if all(any(one.startswith(word) for one in said) for word in words):
            found.append(action)
    return found


def normal(keys: str) -> str:
    """Return a key combination as Qt writes it: the modifiers in order, a letter as a capital."""
    held, key = _parts(keys)
    return "+".join([*(name for name in MODIFIERS if name in held), key])


def refusal(keys: str) -> str:
    """Return why no action can have a key, as a sentence; empty if one can."""
    held, key = _parts(keys)
    is_character = len(key) == 1
    is_function = key[:1] == "F" and key[1:].isdecimal() and 1 <= int(key[1:]) <= 24
    reserved = _reserved(held, key)
    if reserved:
        return reserved
    if not (is_character or is_function or (held == {"Alt"} and key in MOVES - {"Up", "Down"})):
        return _("That key cannot be used here.")
    if is_character and "Alt" in held:
        return _("Alt with a letter leads to the field or button that underlines it.")
    if is_character and "Ctrl" not in held:
        return _("Letters, figures and signs are for typing. Hold Ctrl with them.")
    return ""


def _reserved(held: frozenset[str], key: str) -> str:
    """Return what a key that fields, lists or the system need is for; empty if none does."""
    if "Meta" in held or (key == "F4" and "Alt" in held):
        return _("That key belongs to the system.")
    if key in EDITS or (key in MOVES and held != {"Alt"}):
        return _("That key moves, types or deletes in fields and lists.")
    if held == {"Ctrl"} and key in TYPED:
        return _("That key copies, cuts, pastes or selects in every field.")
    if held == {"Ctrl"} and key in "123456789":
        return _("Ctrl with a figure leads to a list.")
    return ""


def _parts(keys: str) -> tuple[frozenset[str], str]:
    """Split a combination into what is held and what is pressed."""
    held: set[str] = set()
    rest = keys.strip()
    while "+" in rest[1:]:
        first, after = rest.split("+", 1)
        name = first.strip().capitalize()
        if name not in MODIFIERS or not after:
            break
        held.add(name)
        rest = after
    return frozenset(held), rest.upper() if len(rest.upper()) == 1 else rest
