"""Arrangements of lists, kept as text, and the saved views that hold them."""

from __future__ import annotations

from pathlib import Path

import pytest

from refdesk.domain.errors import UserError
from refdesk.domain.practice import Practice
from refdesk.domain.user import Role, User
from refdesk.domain.views import SavedView
from refdesk.screens.views import Arrangement, fitting
from refdesk.services.changes import Changes
from refdesk.services.conditions import Condition, Match
from refdesk.services.views import Views
from tests.helpers.desks import make_desk

WHOLE = Arrangement(
    "élan", (Condition("tier", Match.IS, ("a",)),), "-name", ("name", "tier", "phone")
)


@pytest.fixture
def desk(tmp_path: Path):
    with make_desk(tmp_path / "desk") as desk:
        yield desk


def as_somebody_else(desk) -> None:
    user = User(name="Somebody else", role=Role.FRONT_DESK)
    with desk.db.change("Add user", by=None) as work:
        work.add(user)
    desk.user = user


def names(desk) -> list[str]:
    return [view.name for view in Views(desk).of("practice")]


def test_an_arrangement_survives_its_text():
    assert Arrangement.from_text(WHOLE.to_text()) == WHOLE
    assert Arrangement.from_text(Arrangement().to_text()) == Arrangement()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"filters": 3, "columns": "x", "sort": [], "search": 1}']
)
def test_a_damaged_arrangement_shows_the_list_as_at_first(text):
    assert Arrangement.from_text(text) == Arrangement()


def test_what_fits_is_shown_and_what_is_gone_is_said():
    wanted = Arrangement(
        "", (Condition("cf9", Match.EMPTY), Condition("tier", Match.EMPTY)), "cf9", ("name", "cf9")
    )
    fits, note = fitting(wanted, Practice.fields)
    assert fits == Arrangement("", (Condition("tier", Match.EMPTY),), "", ("name",))
    assert note == "A field that this view names is no longer there. The rest is shown."
    assert fitting(WHOLE, Practice.fields) == (WHOLE, "")


def test_a_view_is_saved_updated_renamed_and_deleted_and_each_is_undone(desk):
    views = Views(desk)
    view = views.save("practice", "  Tier  A ", WHOLE.to_text())
    assert names(desk) == ["Tier A"]
    views.update(view.id, Arrangement().to_text())
    views.rename(view.id, "Best")
    (kept,) = views.of("practice")
    assert kept.name == "Best"
    assert Arrangement.from_text(kept.looks) == Arrangement()
    views.delete(view.id)
    assert names(desk) == []
    assert Changes(desk).undo().startswith("Delete view")
    assert names(desk) == ["Best"]
    Changes(desk).undo()
    assert names(desk) == ["Tier A"]


def test_views_are_seen_by_everybody_and_changed_by_who_saved_them_or_an_owner(desk):
    owner = desk.user
    view = Views(desk).save("practice", "Tier A", "{}")
    as_somebody_else(desk)
    assert names(desk) == ["Tier A"]
    views = Views(desk)
    own = views.save("practice", "Tier B", "{}")
    for change in (
        lambda: views.update(view.id, "{}"),
        lambda: views.rename(view.id, "Tier C"),
        lambda: views.delete(view.id),
    ):
        with pytest.raises(UserError, match="Somebody else saved this view"):
            change()
    views.rename(own.id, "Tier C")
    desk.user = owner
    assert names(desk) == ["Tier A", "Tier C"]
    Views(desk).rename(own.id, "Tier D")
    Views(desk).delete(view.id)
    assert names(desk) == ["Tier D"]


def test_a_name_that_somebody_else_gave_a_view_is_taken(desk):
    Views(desk).save("practice", "Tier A", "{}")
    as_somebody_else(desk)
    with pytest.raises(UserError, match="another view's already"):
        Views(desk).save("practice", "tier a", "{}")


def test_two_views_of_a_list_never_share_a_name(desk):
    views = Views(desk)
    views.save("practice", "Tier A", "{}")
    with pytest.raises(UserError, match="another view's already"):
        views.save("practice", "tier a", "{}")
    views.save("office", "Tier A", "{}")
    with pytest.raises(UserError, match="Name is needed"):
        views.save("practice", "  ", "{}")


def test_a_view_that_is_gone_is_told(desk):
    with pytest.raises(UserError, match="no longer there"):
        Views(desk).update(99, "{}")
    assert SavedView.entered is False
