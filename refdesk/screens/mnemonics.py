"""Letters that lead to a field with Alt, one for each label."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def mnemonics(labels: Sequence[str], taken: Iterable[str] = ()) -> list[str]:
    """Return the labels with an ampersand before a letter that no other one has.

    The first letters of words come first, then any other; a label for which nothing is left goes
    without. Letters are those of the basic Latin alphabet, which every keyboard has.
    """
    used = {letter.casefold() for letter in taken}
    marked = []
    for label in labels:
        place = _place(label, used)
        text = label.replace("&", "&&")
        if place is None:
            marked.append(text)
            continue
        used.add(label[place].casefold())
        head = label[:place].replace("&", "&&")
        marked.append(f"{head}&{label[place:].replace('&', '&&')}")
    return marked


def _place(label: str, used: set[str]) -> int | None:
    letters = [n for n, one in enumerate(label) if one.isascii() and one.isalpha()]
    starts = [n for n in letters if n == 0 or not label[n - 1].isalnum()]
    for place in (*starts, *letters):
        if label[place].casefold() not in used:
            return place
    return None
