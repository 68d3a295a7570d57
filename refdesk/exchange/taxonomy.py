"""The registry's taxonomy codes (NUCC): the specialty, role and sort of practice they stand for."""

from __future__ import annotations

from refdesk.domain.person import PersonRole
from refdesk.domain.practice import PracticeKind

SPECIALTIES = {
    "101YM0800X": "Mental Health Counseling",
    "101YP2500X": "Professional Counseling",
    "103T00000X": "Psychology",
    "103TC0700X": "Clinical Psychology",
    "1041C0700X": "Clinical Social Work",
    "106H00000X": "Marriage and Family Therapy",
    "111N00000X": "Chiropractic",
    "122300000X": "Dentistry",
    "1223G0001X": "General Dentistry",
    "1223P0221X": "Pediatric Dentistry",
    "1223S0112X": "Oral and Maxillofacial Surgery",
    "1223X0400X": "Orthodontics",
    "152W00000X": "Optometry",
    "163W00000X": "Registered Nursing",
    "164W00000X": "Practical Nursing",
    "183500000X": "Pharmacy",
    "193200000X": "Multi-Specialty Group",
    "193400000X": "Single-Specialty Group",
    "204D00000X": "Osteopathic Manipulative Medicine",
    "207K00000X": "Allergy and Immunology",
    "207L00000X": "Anesthesiology",
    "207LP2900X": "Pain Medicine",
    "207N00000X": "Dermatology",
    "207P00000X": "Emergency Medicine",
    "207Q00000X": "Family Medicine",
    "207QG0300X": "Geriatric Medicine",
    "207QS0010X": "Sports Medicine",
    "207R00000X": "Internal Medicine",
    "207RC0000X": "Cardiology",
    "207RC0001X": "Cardiac Electrophysiology",
    "207RC0200X": "Critical Care Medicine",
    "207RE0101X": "Endocrinology",
    "207RG0100X": "Gastroenterology",
    "207RG0300X": "Geriatric Medicine",
    "207RH0003X": "Hematology and Oncology",
    "207RI0011X": "Interventional Cardiology",
    "207RI0200X": "Infectious Disease",
    "207RN0300X": "Nephrology",
    "207RP1001X": "Pulmonary Disease",
    "207RR0500X": "Rheumatology",
    "207RX0202X": "Medical Oncology",
    "207T00000X": "Neurological Surgery",
    "207V00000X": "Obstetrics and Gynecology",
    "207VG0400X": "Gynecology",
    "207W00000X": "Ophthalmology",
    "207X00000X": "Orthopedic Surgery",
    "207XS0106X": "Hand Surgery",
    "207XS0114X": "Adult Reconstructive Orthopedic Surgery",
    "207XS0117X": "Spine Surgery",
    "207XX0005X": "Orthopedic Sports Medicine",
    "207Y00000X": "Otolaryngology",
    "207ZP0102X": "Pathology",
    "208000000X": "Pediatrics",
    "208100000X": "Physical Medicine and Rehabilitation",
    "208200000X": "Plastic Surgery",
    "2084N0400X": "Neurology",
    "2084P0800X": "Psychiatry",
    "2085R0001X": "Radiation Oncology",
    "2085R0202X": "Diagnostic Radiology",
    "208600000X": "Surgery",
    "2086S0129X": "Vascular Surgery",
    "208800000X": "Urology",
    "208C00000X": "Colon and Rectal Surgery",
    "208D00000X": "General Practice",
    "208G00000X": "Thoracic Surgery",
    "208M00000X": "Hospital Medicine",
    "208VP0000X": "Pain Medicine",
    "208VP0014X": "Interventional Pain Medicine",
    "213E00000X": "Podiatry",
    "213ES0103X": "Foot and Ankle Surgery",
    "225100000X": "Physical Therapy",
    "225X00000X": "Occupational Therapy",
    "235Z00000X": "Speech-Language Pathology",
    "251E00000X": "Home Health",
    "251G00000X": "Hospice Care",
    "261QA1903X": "Ambulatory Surgery",
    "261QD0000X": "Dental Clinic",
    "261QF0400X": "Federally Qualified Health Center",
    "261QM1300X": "Multi-Specialty Clinic",
    "261QP2000X": "Physical Therapy",
    "261QP2300X": "Primary Care",
    "261QR0200X": "Radiology",
    "261QR1300X": "Rural Health Clinic",
    "261QU0200X": "Urgent Care",
    "282N00000X": "General Acute Care Hospital",
    "283X00000X": "Rehabilitation Hospital",
    "314000000X": "Skilled Nursing Facility",
    "332B00000X": "Medical Equipment",
    "3336C0003X": "Community Pharmacy",
    "363A00000X": "Physician Assistant",
    "363AM0700X": "Medical Physician Assistant",
    "363AS0400X": "Surgical Physician Assistant",
    "363L00000X": "Nurse Practitioner",
    "363LA2100X": "Acute Care Nurse Practitioner",
    "363LA2200X": "Adult Health Nurse Practitioner",
    "363LF0000X": "Family Nurse Practitioner",
    "363LG0600X": "Geriatric Nurse Practitioner",
    "363LP0200X": "Pediatric Nurse Practitioner",
    "363LP0808X": "Psychiatric Nurse Practitioner",
    "363LP2300X": "Primary Care Nurse Practitioner",
    "367500000X": "Nurse Anesthesia",
    "367A00000X": "Midwifery",
}
"""Names of the commonest codes, shortened as clinics say them."""

_ROLES = (
    ("20", PersonRole.PHYSICIAN),
    ("363", PersonRole.NP_PA),
    ("364", PersonRole.NP_PA),
    ("367", PersonRole.NP_PA),
    ("16", PersonRole.NURSE),
)
_ROLES_BY_CREDENTIAL = {
    **dict.fromkeys(("MD", "DO", "MBBS"), PersonRole.PHYSICIAN),
    **dict.fromkeys(("NP", "FNP", "PA", "PA-C", "CRNP", "ARNP", "APRN", "CNM"), PersonRole.NP_PA),
    **dict.fromkeys(("RN", "LPN", "LVN"), PersonRole.NURSE),
}
_KINDS = (
    ("261QU0200X", PracticeKind.URGENT_CARE),
    ("261QP2300X", PracticeKind.PRIMARY_CARE),
    ("261QF0400X", PracticeKind.PRIMARY_CARE),
    ("261QR1300X", PracticeKind.PRIMARY_CARE),
    ("261QD0000X", PracticeKind.DENTIST),
    ("122", PracticeKind.DENTIST),
    ("28", PracticeKind.HOSPITAL),
    ("207Q00000X", PracticeKind.PRIMARY_CARE),
    ("207R00000X", PracticeKind.PRIMARY_CARE),
    ("208D00000X", PracticeKind.PRIMARY_CARE),
    ("208000000X", PracticeKind.PRIMARY_CARE),
    ("363LF0000X", PracticeKind.PRIMARY_CARE),
    ("363LP2300X", PracticeKind.PRIMARY_CARE),
    ("20", PracticeKind.SPECIALIST),
)


def specialty(code: str) -> str:
    """Return the name of a code; the code itself where it is not among the commonest."""
    return SPECIALTIES.get(code, code)


def role(code: str, credentials: str = "") -> PersonRole | None:
    """Return what somebody with this code does; without a code, the credentials tell."""
    if code:
        return next((meant for start, meant in _ROLES if code.startswith(start)), PersonRole.OTHER)
    words = credentials.replace(",", " ").split()
    return next(
        (_ROLES_BY_CREDENTIAL[word] for word in words if word in _ROLES_BY_CREDENTIAL), None
    )


def practice_kind(code: str) -> PracticeKind | None:
    """Return the sort of practice where the code makes it plain."""
    return next((meant for start, meant in _KINDS if code.startswith(start)), None)
