"""The sorts of practices in the sample desk, and what each sends its patients for."""

from __future__ import annotations

from dataclasses import dataclass

from refdesk.domain.person import PersonRole
from refdesk.domain.practice import PracticeKind, Relationship

KNEE, SPINE, SHOULDER = "Ines Calloway, MD", "Tobias Renfrew, DO", "Hạnh Whitcomb, MD"
PROVIDERS = (KNEE, SPINE, SHOULDER)

Reason = tuple[str, str, str]
"""Why a patient is sent, its ICD-10 code, and who of us sees such patients."""
KNEES: tuple[Reason, ...] = (
    ("Knee pain, six weeks", "M25.561", KNEE),
    ("Knee osteoarthritis, injection?", "M17.11", KNEE),
    ("Hip pain on stairs", "M25.551", KNEE),
    ("Meniscus tear, asks for an opinion", "S83.206A", KNEE),
)
BACKS: tuple[Reason, ...] = (
    ("Low back pain", "M54.50", SPINE),
    ("Sciatica, left leg", "M54.32", SPINE),
    ("Neck pain with tingling fingers", "M54.12", SPINE),
    ("Lumbar stenosis, walks 200 yards", "M48.061", SPINE),
)
ARMS: tuple[Reason, ...] = (
    ("Shoulder injury, cannot lift the arm", "S49.92XA", SHOULDER),
    ("Frozen shoulder", "M75.01", SHOULDER),
    ("Rotator cuff, physical therapy done", "M75.101", SHOULDER),
    ("Tennis elbow", "M77.11", SHOULDER),
)
FRESH: tuple[Reason, ...] = (
    ("Ankle sprain, not better in two weeks", "S93.401A", KNEE),
    ("Wrist fracture, follow-up", "S52.501D", SHOULDER),
    ("Fall on the shoulder", "S40.011A", SHOULDER),
    ("Acute low back pain after lifting", "S39.012A", SPINE),
)
SPORT: tuple[Reason, ...] = (
    ("ACL tear, soccer", "S83.511A", KNEE),
    ("Runner’s knee", "M22.2X1", KNEE),
    ("Throwing shoulder", "M75.41", SHOULDER),
)
CHILD: tuple[Reason, ...] = (
    ("Scoliosis found at screening", "M41.124", SPINE),
    ("Knee pain while growing", "M92.521", KNEE),
    ("Flat feet, tires early", "M21.41", KNEE),
)
NERVE: tuple[Reason, ...] = (BACKS[2], BACKS[1], ("Carpal tunnel syndrome", "G56.01", SHOULDER))
JOINTS: tuple[Reason, ...] = (
    ("Swollen knee, rheumatoid arthritis", "M05.761", KNEE),
    ("Hand pain, joint injection?", "M79.641", SHOULDER),
    KNEES[1],
)
PELVIS: tuple[Reason, ...] = (
    ("Pelvic girdle pain after birth", "M53.3", SPINE),
    ("Hip pain in pregnancy", "M25.552", KNEE),
    ("Osteoporosis, new fracture", "M80.08XA", SPINE),
)
GENERAL = KNEES + BACKS + ARMS


@dataclass(frozen=True)
class Sort:
    """One sort of practice; `lead` is who decides there."""

    name: str
    kind: PracticeKind
    reasons: tuple[Reason, ...]
    specialty: str = ""
    relationship: Relationship = Relationship.SOURCE
    lead: PersonRole = PersonRole.PHYSICIAN
    sees: str = ""


_K = PracticeKind
_FAMILY = Sort(
    "Family Medicine",
    _K.PRIMARY_CARE,
    GENERAL,
    "Family medicine",
    sees="Back and knee pain that stays after six weeks of exercise",
)
_INTERNAL = Sort("Internal Medicine", _K.PRIMARY_CARE, KNEES + BACKS, "Internal medicine")
_PRIMARY = Sort("Primary Care", _K.PRIMARY_CARE, GENERAL, "Family medicine")
_CENTER = Sort(
    "Community Health Center", _K.PRIMARY_CARE, GENERAL, "Family medicine", Relationship.BOTH
)
_URGENT = Sort(
    "Urgent Care",
    _K.URGENT_CARE,
    FRESH,
    "Urgent care",
    sees="Sprains and simple fractures on weekends; wants a visit within three days",
)
_SPORTS = Sort("Sports Medicine", _K.SPECIALIST, SPORT, "Sports medicine")
_RHEUMA = Sort("Rheumatology", _K.SPECIALIST, JOINTS, "Rheumatology", Relationship.BOTH)
_NEURO = Sort("Neurology", _K.SPECIALIST, NERVE, "Neurology", Relationship.BOTH)
_CHILDREN = Sort("Pediatrics", _K.PRIMARY_CARE, CHILD, "Pediatrics")
_WOMEN = Sort("Women’s Health", _K.SPECIALIST, PELVIS, "OB/GYN")
_THERAPY = Sort(
    "Physical Therapy",
    _K.OTHER,
    ARMS + KNEES,
    "Physical therapy",
    Relationship.POWER_PARTNER,
    PersonRole.OTHER,
)
_HOSPITAL = Sort("Memorial Hospital", _K.HOSPITAL, FRESH + BACKS, "", Relationship.BOTH)
_SCHOOLS = Sort("Local Schools", _K.SCHOOL, CHILD, lead=PersonRole.NURSE)
_WORKS = Sort("Glassworks", _K.EMPLOYER, FRESH, lead=PersonRole.NURSE)
_DENTAL = Sort("Dental", _K.DENTIST, BACKS[2:3], "Dentistry")
STRONG = (
    *(_FAMILY, _URGENT, _INTERNAL, _FAMILY, _SPORTS, _PRIMARY, _FAMILY, _RHEUMA, _CENTER),
    *(_INTERNAL, _FAMILY, _CHILDREN),
)
"""The sorts that send most; the weak ones send now and then or not at all."""
WEAK = (
    *(_FAMILY, _CHILDREN, _NEURO, _WOMEN, _THERAPY, _SCHOOLS, _INTERNAL, _HOSPITAL, _PRIMARY),
    *(_WORKS, _FAMILY, _DENTAL, _URGENT),
)
