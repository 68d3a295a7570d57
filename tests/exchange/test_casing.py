"""Names in capitals become names as a letter would write them."""

from __future__ import annotations

import pytest

from refdesk.exchange import casing


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("DAVID", "A", "WEIR", ""), "David A. Weir"),
        (("MARY-ANN", "", "O'SHADE", ""), "Mary-Ann O'Shade"),
        (("IAN", "MCKAY", "MCALDER-SMITH", "JR."), "Ian McKay McAlder-Smith Jr."),
        (("QUILL", "", "WEIR III", ""), "Quill Weir III"),
        (("LEE", "", "WEIR", "IV"), "Lee Weir IV"),
        (("Ada", "van", "deWeir", "Sr"), "Ada van deWeir Sr."),
        (("", "", "WEIR", ""), "Weir"),
        (("D'ANA", "", "ÉLAN", ""), "D'Ana Élan"),
    ],
)
def test_names_of_people(parts, name):
    assert casing.person_name(*parts) == name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("TAMSIN COUNTY HOSPITAL SYSTEM, INC", "Tamsin County Hospital System, Inc"),
        ("THE CLINIC OF ST. MARY'S AT HOME, LLC", "The Clinic of St. Mary's at Home, LLC"),
        ("WEIR & MCKAY, D.D.S.,P.A.", "Weir & McKay, D.D.S.,P.A."),
        ("TRI-COUNTY EAR NOSE AND THROAT", "Tri-County Ear Nose and Throat"),
        ("TAMSIN LTD", "Tamsin Ltd"),
        ("iHealth of Tamsin", "iHealth of Tamsin"),
        ("", ""),
    ],
)
def test_names_of_organisations(written, name):
    assert casing.organisation(written) == name


@pytest.mark.parametrize(
    ("written", "street"),
    [
        ("3500 N CENTRAL AVE", "3500 N Central Ave"),
        ("1 NE 12TH ST STE A", "1 NE 12th St Ste A"),
        ("PO BOX 21B", "PO Box 21B"),
    ],
)
def test_streets(written, street):
    assert casing.place(written) == street


@pytest.mark.parametrize(
    ("written", "tidy"),
    [
        ("M.D.", "MD"),
        ("M.D., PH.D.", "MD, PhD"),
        ("PHARM D", "PharmD"),
        ("rn,ms; c-fnp", "RN, MS, C-FNP"),
        ("MD, M.D.", "MD"),
        ("", ""),
    ],
)
def test_credentials(written, tidy):
    assert casing.credentials(written) == tidy
