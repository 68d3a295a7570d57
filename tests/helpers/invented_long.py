"""Records whose every field is filled in, as long and as accented as people write."""

from __future__ import annotations

import datetime as dt

from refdesk.domain import kinds
from refdesk.domain.asked import FormRule
from refdesk.domain.attachment import Attachment
from refdesk.domain.catalogue import BY_NAME
from refdesk.domain.clinic import Clinic
from refdesk.domain.fields import Field, Ref
from refdesk.domain.history import StageLine
from refdesk.domain.imports import ImportRun
from refdesk.domain.letter import Letter, LetterKind
from refdesk.domain.record import Record
from refdesk.domain.referral import Referral
from refdesk.domain.register import Release
from refdesk.domain.stages import Stage
from refdesk.domain.views import SavedView
from refdesk.services.records import Records
from refdesk.services.session import Desk

NAME = "Überregionales Zentrum für Bewegungsmedizin Łódź-Århus & Partners of the Three Rivers"
SENTENCE = (
    "Señora Núñez de la Peña says: Fußgängerzone, crème brûlée, Žižkov, Ångström; çok güzel. "
    "The door to the left of the ramp is open from half past seven on every weekday. "
)
PARAGRAPHS = f"{SENTENCE}{SENTENCE}\n\n{SENTENCE}\nÆrø, Þórshöfn, Đà Nẵng"
BY_KIND: dict[kinds.base.Kind, str] = {
    kinds.NOTE: PARAGRAPHS,
    kinds.EMAIL: "anmeldung.und.rezeption.im.erdgeschoss@bewegungsmedizin-three-rivers.example.org",
    kinds.PHONE: "740-555-0142 ext 20345",
    kinds.NPI: "1234567893",
    kinds.INTEGER: "3",
    kinds.DECIMAL: "39.4321",
    kinds.MONEY: "1234567.89",
    kinds.DATE: "2019-09-28",
    kinds.PARTIAL_DATE: "9/28/1949",
    kinds.TIME: "12:45 PM",
    kinds.DATETIME: "2026-11-28 12:45",
    kinds.YESNO: "yes",
    kinds.HOURS: "Mon-Thu 7:30-12:15, 13:00-17:45; Fri 7:30-12:15; Sat 9:00-11:30",
    kinds.TAGS: "Rampe im Innenhof, kostenlose Parkplätze, Łódź, Kaffee, fax only, closed Fridays",
    kinds.REFERENCE: "1",
    kinds.REFERENCES: "1; 2; 3; 4",
}
BY_NAME_OF_FIELD = {
    "closed_days": "12/24/2026\n12/31/2026",
    "icd10": "M54.5, M25.561, S83.511A",
    "stage": "received",
    "source": "other",
    "record_kind": "practice",
    "needed": "no",
    "field_kind": "choices",
    "options": "Ebenerdig über den Innenhof\nAufzug\nÇatı katı\nNo entrance for wheelchairs",
    "lat": "39.4321",
    "lon": "-82.1234",
    "latitude": "39.4321",
    "longitude": "-82.1234",
}
NOT_TYPED = frozenset({"archived", "report_letter", "referring_patient"})
"""The letter is there only after the referral; there is one patient, who cannot recommend us."""
ADDRESS = {
    "street": "1180 Großherzog-Friedrich-Straße am Unteren Weir, Hintereingang",
    "street2": "Suite 2140, 3rd floor, ask for Małgorzata",
    "city": "Saint-Étienne-de-la-Montérégie",
    "state": "OH",
    "zip": "45701-1234",
}
FILLED = (
    *("practice", "office", "person", "patient", "listed_source", "referral"),
    *(
        "contact_attempt",
        "appointment",
        "task",
        "outbound_referral",
        "touch",
        "visit",
        "promise",
        "custom_field",
    ),
)


def fill_long(desk: Desk) -> dict[str, int]:
    """Add one such record of every kind; return their ids by kind."""
    records = Records(desk)
    made = {kind: records.add(BY_NAME[kind], typed(BY_NAME[kind])).id for kind in FILLED}
    records.set(Clinic, 1, {**typed(Clinic), "name": desk.clinic.name})
    desk_user = desk.user.id
    release = Release(
        sheet="list",
        about=f"{NAME}, {NAME}"[:200],
        day=dt.date(2026, 11, 24),
        copy_number=12,
        with_patients=True,
    )
    view = SavedView(
        name="Tier A in Łódź-Århus, not seen since the leaves fell"[:60],
        record_kind="practice",
        looks="{}",
    )
    letter = Letter(
        number="N-2026-0412",
        letter_kind=LetterKind.THANKS,
        recipient=Ref(made["person"]),
        practice=Ref(made["practice"]),
        text="Thank you for the trust you place in us, and for the care behind it. " * 8,
        signed_by=NAME,
    )
    run = ImportRun(
        file=f"{NAME}.xlsx"[:120],
        brought="Practices",
        rows=12_345,
        created=12_000,
        rejected=45,
        report="\n".join(f"Row {row}: Phone is not a phone number." for row in range(1, 30)),
        layout="0123456789abcdef",
        reading=PARAGRAPHS,
    )
    line = StageLine(
        referral=made["referral"], before=Stage.RECEIVED, stage=Stage.CONTACTING, why=SENTENCE[:200]
    )
    rule = FormRule(record_kind="referral", field="insurer", heading="Patient", place=3)
    file = Attachment(
        name=f"{NAME}.pdf",
        record_kind="referral",
        record_number=made["referral"],
        media="application/pdf",
        size=26_000_000,
        pages=12,
    )
    kept = (line, release, letter, view, run, rule, file)
    with desk.db.change("Fill", by=desk_user) as work:
        for record in kept:
            work.add(record)
    for record in kept:
        made[record.kind] = record.id
    records.set(Referral, made["referral"], {"report_letter": str(letter.id)})
    return {**made, "clinic": 1, "user": desk_user}


def typed(of: type[Record]) -> dict[str, str]:
    """Return what a person types into every field of a kind."""
    found: dict[str, str] = {}
    for name, own in of.fields.items():
        if own.program or name in NOT_TYPED:
            continue
        if own.kind is kinds.ADDRESS:
            found |= {f"{name}.{part}": text for part, text in ADDRESS.items()}
        else:
            found[name] = BY_NAME_OF_FIELD.get(name) or text_of(own)
    return found


def text_of(own: Field) -> str:
    """Return a long text for one field."""
    if own.choices:
        longest = sorted(own.choices, key=lambda one: len(one.label))
        several = [str(one.value) for one in longest[-4:]]
        return "; ".join(several) if own.kind is kinds.CHOICES else several[-1]
    if own.kind is kinds.TEXT:
        return (NAME if own.limit <= 200 else SENTENCE)[: own.limit]
    return BY_KIND[own.kind][: max(own.limit, 200)]
