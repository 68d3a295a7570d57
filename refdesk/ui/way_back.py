"""The way back: the places that were in sight, and where each of them leads."""

from __future__ import annotations

PASSED_OVER = frozenset({"new", "sheet", "file"})
"""Places that Back does not lead to from everywhere: it goes to what was behind them."""
OVER_NEW = frozenset({"sheet", "record", "form"})
"""Places from which Back leads to the new record that they were opened from."""
MOST_STEPS = 50
"""Places that Back remembers."""
Place = tuple[str, str, int]
"""What is in sight (such as "list", "record", "form", "new", "sheet" or "day"); kind; id."""


class WayBack:
    """Remembers the places that were in sight, the one that is last."""

    def __init__(self) -> None:
        self._places: list[Place] = []

    def come_to(self, place: Place) -> None:
        """Another place is in sight now."""
        if self._places[-1:] != [place]:
            self._places.append(place)
            del self._places[:-MOST_STEPS]

    def pass_over(self) -> None:
        """Forget the last place: what comes now stands in its stead."""
        del self._places[-1:]

    def leave(self, place: Place) -> None:
        """Lead to the last place no more: nothing was begun there."""
        if self._places[-1:] == [place]:
            del self._places[-1:]

    def forget(self, what: str) -> None:
        """Lead to a place no more: it is gone."""
        self._places = [place for place in self._places if place[0] != what]

    def come_through(self, place: Place, *others: Place) -> None:
        """Have been at a place before what comes now, unless at it or one of the others just so."""
        if self._places[-1:] not in [[one] for one in (place, *others)]:
            self._places.append(place)

    def begin_at(self, place: Place) -> None:
        """Have a place behind what comes now, where there is none."""
        if len(self._places) < 2:
            self._places = [place]

    def behind_sheet(self) -> str:
        """Return what stands behind a sheet that is in sight; empty without one."""
        here, behind = self._places[-1:], self._places[-2:-1]
        return behind[0][0] if behind and here[0][0] == "sheet" else ""

    def back(self) -> Place:
        """Go back, and return to where: "new" for the new record that another page came over."""
        places = self._places
        here = places.pop() if places else ("list", "", 0)
        if here[0] == "new":  # it is closed, wherever else it was passed
            places[:] = [place for place in places if place != here]
        if here[0] in OVER_NEW and places and places[-1][0] == "new":
            return places.pop()
        while places and places[-1][0] in PASSED_OVER:
            places.pop()
        return places.pop() if places else ("list", here[1], 0)
