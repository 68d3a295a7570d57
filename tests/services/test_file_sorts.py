"""What a file is, told by its bytes: nasty ones are refused in one sentence, never half read."""

from __future__ import annotations

import io
import random
import struct
import zlib

import pytest
from PIL import Image
from PIL.TiffImagePlugin import ImageFileDirectory_v2

from refdesk.documents import picture
from refdesk.domain.attachment import JPEG, OTHER, PDF, PNG, TEXT, TIFF
from refdesk.domain.errors import RefDeskError, UserError
from refdesk.services.file_sorts import MOST_SHOWN, Sort, sort_of, text_of
from refdesk.services.page_images import Pages, Pictures
from tests.helpers.files import LOCKED_PDF, a_fax, a_pdf, a_picture


def pixel(image, x: float, y: float) -> tuple[int, ...]:
    """Return the colour at a share of width and height."""
    at = int(y * (image.height - 1)) * image.stride + 3 * int(x * (image.width - 1))
    return tuple(image.rgb[at : at + 3])


@pytest.mark.parametrize(
    ("content", "sort"),
    [
        (a_pdf("One", "Two", "Three"), Sort(PDF, 3)),
        (b"\n\r junk before " + a_pdf("One"), Sort(PDF, 1)),
        (a_picture("PNG"), Sort(PNG, 1)),
        (a_picture("JPEG"), Sort(JPEG, 1)),
        (a_fax(4), Sort(TIFF, 4)),
        (b"Seen on Monday.\n", Sort(TEXT)),
        ("Łódź, Győr, Malmö\n".encode("cp1250"), Sort(TEXT)),
        ("caf\u00e9\r\n".encode("utf-16"), Sort(TEXT)),
        (b"\x1fa\x02\x03", Sort(OTHER)),
        (b"{\\rtf1\\ansi Dear colleague}", Sort(OTHER)),
        (b"PK\3\4" + bytes(range(256)) * 20, Sort(OTHER)),
        (random.Random(4).randbytes(5_000), Sort(OTHER)),
        (b"\0" * 5_000, Sort(OTHER)),
        (a_picture("GIF"), Sort(OTHER)),
    ],
)
def test_a_file_is_what_its_bytes_say(content, sort):
    assert sort_of(content) == sort


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (LOCKED_PDF, "locked with a password"),
        (b"%PDF-1.7\n1 0 obj<<>>endobj", "The PDF is damaged"),
        (a_pdf("One")[:300], "The PDF is damaged"),
        (a_picture("PNG")[:-200], "The picture is damaged"),
        (a_picture("JPEG")[:-4_000], "The picture is damaged"),
        (a_picture("PNG")[:8], "The picture is damaged"),
        (b"\xff\xd8\xff\xe0 not a picture", "The picture is damaged"),
        (a_fax(3)[:-400], "The picture is damaged"),
        (b"II*\0\x08\0\0\0", "The picture is damaged"),
    ],
)
def test_what_cannot_be_opened_is_refused_in_words(content, says):
    with pytest.raises(UserError, match=says):
        sort_of(content)


def bomb(width: int, height: int) -> bytes:
    """Return a PNG of a few kilobytes that claims to be enormous."""

    def chunk(name: bytes, body: bytes) -> bytes:
        end = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + end

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * (2**20))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [7_200, 12_000, 60_000])
def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_read(side, monkeypatch):
    monkeypatch.setattr("PIL.ImageFile.ImageFile.load", lambda _picture: pytest.fail("was read"))
    with pytest.raises(UserError, match="too many pixels; 50 million can be shown"):
        sort_of(bomb(side, side))


def test_a_fax_of_too_many_pages_is_refused(monkeypatch):
    monkeypatch.setattr(picture, "MOST_PAGES", 3)
    with pytest.raises(UserError, match=r"too many pages: 4\. At most 3"):
        sort_of(a_fax(4))


def test_of_a_very_long_fax_the_last_page_is_looked_at_too(monkeypatch):
    monkeypatch.setattr(picture, "MOST_TRIED", 1)
    assert sort_of(a_fax(3)) == Sort(TIFF, 3)
    with pytest.raises(UserError, match="damaged"):
        sort_of(a_fax(3)[:-400])


def test_broken_bytes_are_shown_or_refused_but_never_a_bug():
    choose = random.Random(11)
    for whole in (a_picture("PNG"), a_picture("JPEG"), a_fax(2), a_pdf("One")):
        for _try in range(60):
            broken = bytearray(whole)
            for _spot in range(choose.randint(1, 12)):
                broken[choose.randrange(len(broken))] = choose.randrange(256)
            try:
                sort = sort_of(bytes(broken))
            except RefDeskError:
                continue
            if sort.media in {PNG, JPEG, TIFF}:
                pages = Pictures(bytes(broken))
                assert pages.image(1, 50).width > 0


XFA = b"""%PDF-1.7
1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[]/XFA(<xdp/>)>>>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 0 0]>>endobj
trailer<</Root 1 0 R>>
"""


def test_a_form_of_another_technique_is_a_pdf_like_any_other():
    assert sort_of(XFA) == Sort(PDF, 1)  # and nobody is told how to build a library anew
    assert Pages(XFA).image(1, 50).width > 0


# --- pictures are shown upright, on white, as large as their paper was ---------------------------


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_picture_is_turned_as_the_camera_was_held(turn, form):
    upright = Image.new("RGB", (240, 160), "white")
    upright.paste("red", (0, 0, 80, 60))  # at the top left of what the person saw
    held = {
        1: lambda one: one,
        2: lambda one: one.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
        3: lambda one: one.transpose(Image.Transpose.ROTATE_180),
        4: lambda one: one.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
        5: lambda one: one.transpose(Image.Transpose.TRANSPOSE),
        6: lambda one: one.transpose(Image.Transpose.ROTATE_90),
        7: lambda one: one.transpose(Image.Transpose.TRANSVERSE),
        8: lambda one: one.transpose(Image.Transpose.ROTATE_270),
    }[turn](upright)
    noted = Image.Exif()
    noted[0x0112] = turn
    target = io.BytesIO()
    held.save(target, form, exif=noted, quality=95)
    pages = Pictures(target.getvalue())
    (size,) = pages.sizes()
    assert (size.width, size.height) == (180, 120)
    image = pages.image(1, 96)
    assert (image.width, image.height) == (240, 160)
    red, green, blue = pixel(image, 0.1, 0.1)
    assert red > 200
    assert max(green, blue) < 60
    assert min(pixel(image, 0.9, 0.9)) > 240
    assert min(pixel(image, 0.9, 0.1)) > 240


def test_a_fax_has_twice_as_many_dots_across_and_comes_out_as_a_letter():
    target = io.BytesIO()
    Image.new("1", (1728, 1078), 1).save(target, "TIFF", compression="group4", dpi=(204, 98))
    pages = Pictures(target.getvalue())
    (size,) = pages.sizes()
    assert (size.width, size.height) == pytest.approx((609.9, 792), abs=0.2)
    image = pages.image(1, 96)
    assert (image.width, image.height) == (813, 1056)
    assert pixel(image, 0.5, 0.5) == (255, 255, 255)


def test_a_fax_that_was_sent_upside_down_is_turned():
    page = Image.new("L", (200, 300), 255)
    page.paste(0, (0, 0, 60, 60))
    tags = ImageFileDirectory_v2()
    tags[0x0112] = 3
    target = io.BytesIO()
    page.save(target, "TIFF", tiffinfo=tags, dpi=(96, 96))
    image = Pictures(target.getvalue()).image(1, 96)
    assert pixel(image, 0.95, 0.95) == (0, 0, 0)
    assert pixel(image, 0.05, 0.05) == (255, 255, 255)


@pytest.mark.parametrize(
    ("mode", "colour", "seen"),
    [
        ("1", 0, (0, 0, 0)),
        ("L", 128, (128, 128, 128)),
        ("P", 3, None),
        ("RGBA", (255, 0, 0, 0), (255, 255, 255)),
        ("LA", (0, 0), (255, 255, 255)),
        ("I;16", 257 * 90, (90, 90, 90)),
    ],
)
def test_every_kind_of_colour_is_shown_on_white(mode, colour, seen):
    target = io.BytesIO()
    Image.new(mode, (31, 17), colour).save(target, "PNG")
    pages = Pictures(target.getvalue())
    image = pages.image(1, 96)
    assert (image.width, image.height, image.stride) == (31, 17, 93)
    assert seen is None or pixel(image, 0.5, 0.5) == seen


def test_a_picture_is_never_drawn_larger_than_it_is():
    image = Pictures(a_picture("PNG", (40, 30))).image(1, 2_000)
    assert (image.width, image.height) == (40, 30)


@pytest.mark.parametrize("shape", [(20_000, 1), (1, 20_000), (3_000, 2_000)])
def test_a_picture_of_any_shape_fits_on_a_sheet(shape):
    (size,) = Pictures(a_picture("PNG", shape)).sizes()
    assert max(size.width, size.height) <= 17 * 72
    assert min(size.width, size.height) >= 1


# --- texts --------------------------------------------------------------------------------------


def test_a_text_is_read_in_its_own_letters_and_without_signs_that_are_not_seen():
    assert text_of("Łódź\r\nGyőr\rMalmö\x07\x1b[31m".encode()) == ("Łódź\nGyőr\nMalmö[31m", False)
    assert text_of("naïve".encode("cp1252")) == ("naïve", False)
    assert text_of("Seen\u202eon Monday".encode())[0] == "Seenon Monday"
    assert text_of("Grüße".encode("utf-16"))[0] == "Grüße"


def test_of_a_long_text_the_beginning_is_shown():
    text, goes_on = text_of(b"0123456789" * 200_000)
    assert (len(text), goes_on) == (MOST_SHOWN, True)
    text, goes_on = text_of("ő".encode() * (MOST_SHOWN * 2 + 1))
    assert (set(text), len(text), goes_on) == ({"ő"}, MOST_SHOWN, True)
