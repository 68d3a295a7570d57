"""The colours of the window, light and dark, and the sizes of its type."""

from __future__ import annotations

import enum
from typing import NamedTuple


class Tokens(NamedTuple):
    """One palette; text reaches a contrast of 4.5 on its ground, controls 3."""

    bg: str
    side: str
    surface: str
    surface2: str
    line: str
    line2: str
    key: str
    text: str
    text2: str
    text3: str
    accent: str
    onacc: str
    soft: str
    danger: str
    danger_ground: str
    warn: str
    warn_ground: str
    ok: str
    ok_ground: str
    info: str
    info_ground: str
    bar: str
    bar2: str
    land: str
    water: str
    road: str


LIGHT = Tokens(
    bg="#F3F6F5",
    side="#E9EEED",
    surface="#FFFFFF",
    surface2="#F7F9F9",
    line="#DCE3E2",
    line2="#7F8C8A",
    key="#BCC7C5",
    text="#14211F",
    text2="#43524F",
    text3="#5F6D6A",
    accent="#0B6660",
    onacc="#FFFFFF",
    soft="#DDEFEC",
    danger="#A8221B",
    danger_ground="#FBE7E5",
    warn="#7E4B00",
    warn_ground="#FDEFD2",
    ok="#2A6331",
    ok_ground="#E3F1E3",
    info="#28558F",
    info_ground="#E4EDF8",
    bar="#5C9993",
    bar2="#C3D0CE",
    land="#EEF2EC",
    water="#CFE0E8",
    road="#D5D9D2",
)

DARK = Tokens(
    bg="#131819",
    side="#0F1314",
    surface="#1B2122",
    surface2="#222A2B",
    line="#2F3839",
    line2="#76847F",
    key="#4A5755",
    text="#E8EDEC",
    text2="#BAC5C2",
    text3="#97A4A1",
    accent="#4DC4B7",
    onacc="#04211D",
    soft="#173734",
    danger="#FF9389",
    danger_ground="#40211F",
    warn="#F3BD57",
    warn_ground="#3B2D12",
    ok="#8CCF90",
    ok_ground="#1D3521",
    info="#93BBF2",
    info_ground="#1C2C42",
    bar="#3A8B83",
    bar2="#45514F",
    land="#20282A",
    water="#16303C",
    road="#343E3F",
)


class Type(enum.Enum):
    """A use of type: points at 96 dpi, and weight."""

    FIGURE = (19.5, 600)
    TITLE = (15.0, 600)
    SECTION = (12.0, 600)
    ASKED = (12.0, 400)
    CARD = (10.5, 600)
    READING = (10.5, 400)
    BODY = (9.75, 400)
    STRONG = (9.75, 600)
    MEDIUM = (9.75, 500)
    LABEL = (9.0, 500)
    SMALL = (9.0, 400)
    KEYCAP = (8.25, 500)

    @property
    def points(self) -> float:
        """Size in points at 96 dpi."""
        return self.value[0]

    @property
    def weight(self) -> int:
        """Weight as OpenType counts it."""
        return self.value[1]
