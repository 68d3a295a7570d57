"""What a liaison carries through a day: the visit log to write on, and the plan to read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from refdesk.documents.model import Fact, Stop, StopPerson, VisitLog
from refdesk.documents.paper import Imprint
from refdesk.domain.codes import day_code, stop_code
from refdesk.domain.dates import show_date
from refdesk.domain.errors import UserError
from refdesk.domain.greetings import spoken
from refdesk.domain.hours import DAYS, Hours
from refdesk.domain.patient_words import look_again
from refdesk.domain.person import Person, PersonRole
from refdesk.domain.promise import Promise
from refdesk.domain.record import Record
from refdesk.domain.text import fold, inside
from refdesk.domain.touch import Visit
from refdesk.i18n import N_, _
from refdesk.services.drives import STAY, PlannedStop
from refdesk.services.patients_named import PatientsNamed
from refdesk.services.planning import PlannedDay, Planning
from refdesk.services.records import Records
from refdesk.services.run import Run
from refdesk.services.session import Desk
from refdesk.services.visit_words import promised_at, when_in
from refdesk.store.listing import Filter, Query

MOST_PEOPLE = 3
Subjects = Sequence[tuple[type[Record], int]]


class VisitPapers:
    """Makes the sheets of a day of visits."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._records = Records(desk)

    def visit_log(self, date: dt.date, subjects: Subjects = ()) -> Run:
        """Return a day's visit log, ready to be printed: of these visits, or all of the day.

        Raises:
            UserError: nothing is planned, or the visits are on several days.
        """
        from refdesk.documents.sheets.visit_log import render_visit_log  # noqa: PLC0415  heavy

        label = N_("Print visit log")
        return self._run("visit_log", _("Visit log"), label, render_visit_log, (date, subjects))

    def visit_plan(self, date: dt.date, subjects: Subjects = ()) -> Run:
        """Return a day's visit plan, ready to be printed: of these visits, or all of the day.

        Raises:
            UserError: nothing is planned, or the visits are on several days.
        """
        from refdesk.documents.sheets.visit_plan import render_visit_plan  # noqa: PLC0415  heavy

        label = N_("Print visit plan")
        return self._run("visit_plan", _("Visit plan"), label, render_visit_plan, (date, subjects))

    def _run(
        self,
        sheet: str,
        title: str,
        label: str,
        render: Callable[[VisitLog, Imprint], bytes],
        of: tuple[dt.date, Subjects],
    ) -> Run:
        date, subjects = of
        only = self._visits(subjects)
        if only:
            date = self._records.get(Visit, only[0]).date
        planning = Planning(self._desk)
        day = planning.day(date, only)
        log = self._log(day)
        return Run(
            sheet=sheet,
            title=title,
            label=label,
            about=show_date(date),
            day=date,
            render=lambda imprint: render(log, imprint),
            remarks=(*day.remarks, *self._patients_on(log)),
            write=lambda work, _entry, _imprint: planning.save(work, day),
        )

    def _patients_on(self, log: VisitLog) -> tuple[str, ...]:
        """Return that something typed for a stop names a patient: a log is carried about."""
        named = PatientsNamed(self._desk)
        texts = [text for stop in log.stops for text in (*_typed(stop), *stop.leave)]
        words = [word for text in texts for word in named.certain(text)]
        return (look_again(words),) if words else ()

    def _visits(self, subjects: Sequence[tuple[type[Record], int]]) -> list[int]:
        wrong = next((of for of, _row_id in subjects if of is not Visit), None)
        if wrong is not None:
            raise UserError(
                _("A visit log is printed for visits, not for a {kind}.").format(
                    kind=_(wrong.one).lower()
                )
            )
        visits = [self._records.get(Visit, row_id) for _of, row_id in subjects]
        if len({visit.date for visit in visits}) > 1:
            raise UserError(_("These visits are on different days. Print one day at a time."))
        return [visit.id for visit in visits]

    def _log(self, day: PlannedDay) -> VisitLog:
        return VisitLog(
            clinic_name=self._desk.clinic.name,
            liaison=self._liaison(day),
            date=day.date,
            code=day_code(day.date),
            leave=_clock(day.times.leave) if day.times else "",
            back=_clock(day.times.back) if day.times else "",
            drive_minutes=sum(leg.shown_minutes for leg in day.legs),
            miles=sum(leg.shown_miles for leg in day.legs),
            stops=tuple(self._stop(day, place) for place in range(len(day.stops))),
            office_minutes=sum(stop.visit.minutes or STAY for stop in day.stops),
        )

    def _liaison(self, day: PlannedDay) -> str:
        names = {stop.visit.liaison for stop in day.stops} - {None}
        if len(names) == 1:
            return next(iter(self._records.titles("user", [i for i in names if i]).values()))
        return self._desk.user.name

    def _stop(self, day: PlannedDay, place: int) -> Stop:
        stop, leg, times = day.stops[place], day.legs[place], day.at(place)
        office = stop.office
        people = self._people(stop)
        phone = (office.phone if office else None) or stop.practice.phone
        return Stop(
            number=place + 1,
            name=stop.practice.name,
            address=office.address.one_line() if office and office.address else "",
            phone=str(phone) if phone else "",
            window=f"{_clock(times.arrive)}–{_clock(times.leave)}" if times else "",
            drive_minutes=leg.shown_minutes if stop.place else None,
            miles=leg.shown_miles if stop.place else None,
            people=tuple(_met(person) for person in people[:MOST_PEOPLE]),
            more_people=len(people[MOST_PEOPLE:]),
            facts=tuple(self._facts(stop, day.date, people)),
            leave=tuple(line for line in stop.visit.leave_behinds.splitlines() if line.strip()),
            code=stop_code(day.date, place + 1),
            town=office.address.city if office and office.address else "",
        )

    def _people(self, stop: PlannedStop) -> list[Person]:
        query = Query(
            filters=(Filter(Person.fields["practices"], plain=[int(stop.practice.id)]),),
            sort=Person.fields["name"],
        )
        people = self._records.page(Person, self._records.ids(Person, query))
        return sorted(
            (person for person in people if not person.do_not_contact),
            key=lambda person: (not person.gatekeeper, -(person.influence or 0)),
        )

    def _facts(self, stop: PlannedStop, date: dt.date, people: Sequence[Person]) -> list[Fact]:
        office = stop.office
        inside = when_in(people[:MOST_PEOPLE])
        first = [Fact(label=_("Note"), text="\n".join(stop.notes), strong=True)]
        promised = promised_at(self._promises(stop), date)
        facts = [(_("In"), inside)]
        if office:
            lunch = [_today(office.lunch, date, _("closed {hours}")), office.lunch_rule]
            facts = [
                (_("In"), inside or _today(office.hours, date, "{hours}")),
                (_("Drop-in"), _today(office.drop_in, date, "{hours}")),
                (_("Lunch"), "; ".join(part for part in lunch if part)),
                (_("Park"), office.entry_note),
            ]
        facts.append((_("Say"), stop.visit.talking_points))
        known = [Fact(label=label, text=text) for label, text in facts]
        return [fact for fact in (*first, *promised, *known) if fact.text]

    def _promises(self, stop: PlannedStop) -> list[Promise]:
        of = Filter(Promise.fields["practice"], plain=int(stop.practice.id))
        return self._records.page(Promise, self._records.ids(Promise, Query(filters=(of,))))


def _typed(stop: Stop) -> list[str]:
    return [*(fact.text for fact in stop.facts), *(person.likes for person in stop.people)]


def _met(person: Person) -> StopPerson:
    return StopPerson(
        name=", ".join(part for part in (spoken(person.name), person.credentials) if part),
        role=_role(person),
        likes=person.likes,
    )


def _role(person: Person) -> str:
    if person.role is PersonRole.NP_PA:
        degrees = set(fold(person.credentials).split()) & {"np", "pa"}
        words = {"np": _("nurse practitioner"), "pa": _("physician assistant")}
        return words[degrees.pop()] if len(degrees) == 1 else _(person.role.label)
    known = person.role if person.role is not PersonRole.OTHER else None
    return inside(_(known.label)) if known else ""


def _clock(time: dt.time) -> str:
    return f"{time.hour % 12 or 12}:{time:%M}"  # a day sheet runs one way: no AM and PM


def _today(hours: Hours | None, date: dt.date, words: str) -> str:
    if not hours:
        return ""
    spans = ", ".join(f"{_clock(span.start)}–{_clock(span.end)}" for span in hours.on(date))
    return (
        words.format(hours=spans) if spans else _("not on {day}").format(day=DAYS[date.weekday()])
    )
