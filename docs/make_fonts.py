# /// script
# requires-python = ">=3.11"
# dependencies = ["fonttools>=4.60", "brotli>=1.1"]
# ///
"""Make the program's fonts (resources/fonts) from their published families.

Inputs, unpacked below one folder that is the first argument:

    source-sans 3.52.0       TTF/SourceSans3-*.ttf      Adobe, OFL 1.1, reserved name "Source"
    source-serif 4.5.1       TTF/SourceSerif4-*.ttf     Adobe, OFL 1.1, reserved name "Source"
    source-code-pro 2.42.0   TTF/SourceCodePro-*.ttf    Adobe, OFL 1.1, reserved name "Source"
    inter-ui 4.1.1           web/Inter-*.woff2          The Inter Project Authors, OFL 1.1

These are npm packages: ``npm pack <name>@<version>``, then unpack each tarball into
``<folder>/<name>``. Run ``python docs/make_fonts.py <folder>``; equal inputs give equal bytes.

A changed font may not carry Adobe's reserved name, so the paper fonts are called RefDesk Sans,
RefDesk Serif and RefDesk Code. They lose GSUB, because a ligature drawn into a PDF loses letters
when it is copied ("effusion" becomes "eusion"); kerning stays. The window's Inter keeps all its
features.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parent.parent / "resources" / "fonts"

LETTERS = (
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x024F),  # Latin-1, Latin Extended-A and -B
    (0x0259, 0x0259),  # schwa
    (0x02B9, 0x02DD),  # modifier letters and accents
    (0x0300, 0x0331),  # combining accents
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x045F),  # Cyrillic
    (0x0490, 0x0491),
    (0x1E00, 0x1EFF),  # Latin Extended Additional, with all of Vietnamese
)
SIGNS = (
    (0x2000, 0x205F),  # spaces, dashes, quotes
    (0x2070, 0x209C),  # superscripts and subscripts
    (0x20A0, 0x20BF),  # currencies
    (0x2113, 0x2126),  # litre, numero, trade mark, ohm
    (0x2150, 0x215F),  # fractions
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematics
    (0x25A0, 0x25FF),  # squares, circles
    (0x2600, 0x2714),  # boxes, ticks, crosses
)


@dataclass(frozen=True)
class Face:
    """One font to make: the published file and what ours is called."""

    source: str
    family: str
    style: str
    paper: bool = True

    @property
    def file(self) -> str:
        """The file's name without its ending, which is also the PostScript name."""
        return f"{self.family.replace(' ', '')}-{self.style}"


FACES = (
    Face("source-sans/TTF/SourceSans3-Regular.ttf", "RefDesk Sans", "Regular"),
    Face("source-sans/TTF/SourceSans3-It.ttf", "RefDesk Sans", "Italic"),
    Face("source-sans/TTF/SourceSans3-Semibold.ttf", "RefDesk Sans", "SemiBold"),
    Face("source-sans/TTF/SourceSans3-Bold.ttf", "RefDesk Sans", "Bold"),
    Face("source-serif/TTF/SourceSerif4-Regular.ttf", "RefDesk Serif", "Regular"),
    Face("source-serif/TTF/SourceSerif4-It.ttf", "RefDesk Serif", "Italic"),
    Face("source-serif/TTF/SourceSerif4-Semibold.ttf", "RefDesk Serif", "SemiBold"),
    Face("source-code-pro/TTF/SourceCodePro-Semibold.ttf", "RefDesk Code", "SemiBold"),
    Face("inter-ui/web/Inter-Regular.woff2", "Inter", "Regular", paper=False),
    Face("inter-ui/web/Inter-Medium.woff2", "Inter", "Medium", paper=False),
    Face("inter-ui/web/Inter-SemiBold.woff2", "Inter", "SemiBold", paper=False),
)

LICENCES = {
    "source-sans/LICENSE.md": "OFL-RefDeskSans.txt",
    "source-serif/LICENSE.md": "OFL-RefDeskSerif.txt",
    "source-code-pro/LICENSE.md": "OFL-RefDeskCode.txt",
    "inter-ui/LICENSE.txt": "OFL-Inter.txt",
}


def options(*, paper: bool) -> subset.Options:
    """Return how a font is cut: what it keeps and what it loses."""
    chosen = subset.Options()
    chosen.hinting = False
    chosen.glyph_names = False
    chosen.recalc_timestamp = False
    chosen.notdef_outline = True
    chosen.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    chosen.drop_tables += ["DSIG", "GSUB", "BASE", "STAT", "meta"] if paper else ["DSIG", "meta"]
    chosen.layout_features = ["kern", "mark", "mkmk"] if paper else ["*"]
    return chosen


def rename(font: TTFont, face: Face) -> None:
    """Give the font its family and style in every place a program looks for them."""
    plain = face.style in {"Regular", "Bold", "Italic"}
    legacy = face.family if plain else f"{face.family} {face.style}"
    full = f"{face.family} {face.style}"
    names = {
        1: legacy,
        2: face.style if plain else "Regular",
        3: f"1.0;RefDesk;{face.file}",
        4: full,
        6: face.file,
        16: face.family,
        17: face.style,
    }
    table = font["name"]
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)


def make(face: Face, inputs: Path) -> Path:
    """Cut and name one font; return the file."""
    font = TTFont(inputs / face.source, recalcTimestamp=False)
    font.flavor = None
    cutter = subset.Subsetter(options(paper=face.paper))
    ranges = LETTERS + SIGNS
    cutter.populate(unicodes=[code for first, last in ranges for code in range(first, last + 1)])
    cutter.subset(font)
    if face.paper:
        rename(font, face)
    path = TARGET / f"{face.file}.ttf"
    font.save(path)
    return path


def main(inputs: Path) -> None:
    """Make every font and lay its licence beside it."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        path = make(face, inputs)
        sys.stdout.write(f"{path.name} {path.stat().st_size / 1024:.0f} KB\n")
    for source, name in LICENCES.items():
        (TARGET / name).write_text((inputs / source).read_text(encoding="utf-8"), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
