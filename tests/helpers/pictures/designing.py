"""The form designer and the tidying up of sources, as pictures."""

from __future__ import annotations

from refdesk.domain.referral import Referral
from refdesk.domain.sources import ListedSource, Source
from refdesk.domain.user import Role
from refdesk.screens.design_state import DesignState
from refdesk.services.records import Records
from refdesk.ui.design_page import DesignPage
from refdesk.ui.dialogs.design_field import DesignFieldDialog
from refdesk.ui.main_window import MainWindow
from refdesk.ui.tidy_page import TidyPage
from tests.helpers.pictures.painter import NARROW, Painter


def draw_design(painter: Painter, main: MainWindow) -> None:
    """Save the designer: as it opens, begun, narrow, its dialogs, and for somebody else."""
    page, state = _opened(painter, main)
    _drawn(painter, page)
    painter.save(main, "design")
    state.turn_needed("insurer")
    state.turn_left_out("icd10")
    state.follow("authorization", "source", "physician")
    state.turn_needed("authorization")
    state.move("urgency", -1)
    form = state.own_form()
    for name, entry in (("label", "Interpreter"), ("field_kind", "choice")):
        form.type(name, entry)
    form.type("options", "Spanish\nSomali\nSign language")
    state.put("", form.working(), "source", "")  # type: ignore[arg-type]  # a custom field's form
    page._show("insurer")
    _drawn(painter, page)
    page.list.setFocus()
    painter.save(main, "design-begun")
    page._show("stage")
    painter.save(main, "design-locked")
    main.resize(NARROW * (painter.scale / 100))
    painter.save(main, "design-narrow")
    main.resize(painter.size)
    page._show("authorization")
    page.open_field()
    dialog = painter.dialog(DesignFieldDialog)
    painter.save(dialog, "design-when")
    painter.drop(dialog)
    main.activateWindow()
    page._show(next(iter(state.own)))
    page.open_field()
    dialog = painter.dialog(DesignFieldDialog)
    painter.save(dialog, "design-own")
    painter.drop(dialog)
    while state.undo():
        pass
    page._show("")
    main.back()
    before, main.desk.user.role = main.desk.user.role, Role.FRONT_DESK
    main.stack.show_page(DesignPage(main), ("design", "", 0))
    painter.read(main)
    painter.save(main, "design-not-owner")
    main.desk.user.role = before
    main.back()


def _drawn(painter: Painter, page: DesignPage) -> None:
    """Wait until the preview shows the form as it stands."""
    painter.until(lambda: not page.preview.is_waiting)


def _opened(painter: Painter, main: MainWindow) -> tuple[DesignPage, DesignState]:
    main.activateWindow()
    main.open_design()
    page = main.page
    if not isinstance(page, DesignPage):
        raise TypeError(page)
    painter.until(lambda: page.state is not None)
    painter.read(main)
    if page.state is None:
        raise TypeError(page)
    return page, page.state


def draw_tidy(painter: Painter, main: MainWindow) -> None:
    """Save the list of listed sources, and tidying up: as it opens, chosen, looked at, narrow."""
    records = Records(main.desk)
    texts = (
        *("Church bulletin", "church  bulletin.", "the church bulletin", "Chruch bulletin"),
        *("Radio spot", "Radio spot", "Poster at the gym", "Poster at the gym (east door)"),
    )
    for text in texts:
        records.add(Referral, {"patient": "1", "source": "other", "source_detail": text})
    for name, kind in (("Talk at the library", "event"), ("County fair booth", "event")):
        records.add(ListedSource, {"name": name, "source": kind})
    painter.open_list(main, "listed_source")
    painter.save(main, "listed-sources")
    main.open_tidy()
    page = main.page
    if not isinstance(page, TidyPage):
        raise TypeError(page)
    painter.until(page.list.count)
    page.list.setFocus()
    painter.save(main, "tidy")
    page.state.turn(page.state.rows()[1].key)
    page.state.place(Source.ADVERTISEMENT)
    page._show()
    painter.save(main, "tidy-chosen")
    page.go_on()
    painter.until(lambda: page.preview)
    painter.read(main)
    painter.save(main, "tidy-preview")
    main.resize(NARROW * (painter.scale / 100))
    painter.save(main, "tidy-narrow")
    main.resize(painter.size)
    page.state.done()
    main.back()
