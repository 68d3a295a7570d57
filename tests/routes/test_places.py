"""ZIP codes on the map."""

import subprocess
import sys

import pytest

from refdesk.domain.geo import GeoPoint
from refdesk.routes.places import centroid


@pytest.mark.parametrize("zip_code", ["45750", "45750-1234", " 45750 ", "45750 1234", "457501234"])
def test_a_zip_code_is_found_however_it_is_written(zip_code):
    place = centroid(zip_code)
    assert place is not None
    assert place.latitude == pytest.approx(39.4, abs=0.1)
    assert place.longitude == pytest.approx(-81.5, abs=0.1)


@pytest.mark.parametrize(
    "zip_code", ["", "00000", "4575", "45750-12", "K1A 0B1", "٤٥٧٥٠", "45750\n1"]
)
def test_what_is_no_known_zip_code_has_no_place(zip_code):
    assert centroid(zip_code) is None


def test_military_mail_has_a_zip_code_and_no_place():
    assert centroid("09002") is None


def test_the_same_code_gives_an_equal_place():
    assert centroid("45701") == centroid("45701-0001")
    assert isinstance(centroid("45701"), GeoPoint)


def test_the_table_is_not_loaded_before_it_is_asked():
    program = (
        "import sys, refdesk.routes.places, refdesk.routes.plan; "
        "print('zipcodes' in sys.modules, 'pyvrp' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "False"]
