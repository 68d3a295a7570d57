"""A page of the help as data: its Markdown read into headings, paragraphs and lists."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

INLINE = re.compile(
    r"\*\*(?P<strong>[^*]+)\*\*"
    r"|`(?P<fixed>[^`]+)`"
    r"|\{key:(?P<action>\w+)\}"
    r"|\[(?P<link>[^\]]+)\]\((?P<page>[\w-]+)\.md\)"
)
"""A word of the screen, a key that is always the same, the key of an action, a link to a page."""
_STARTS = re.compile(r"(#{1,3} |- |\d+\. )?(.*)")


class Shape(enum.Enum):
    """What a block is, by how its line begins."""

    TITLE = "# "
    HEADING = "## "
    QUESTION = "### "
    POINT = "- "
    STEP = "1. "
    TEXT = ""


class Mark(enum.Enum):
    """How a piece of a line is set."""

    PLAIN = "plain"
    STRONG = "strong"
    KEY = "key"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a line; `page` is where a link leads. A key is written as Qt writes it."""

    text: str
    mark: Mark = Mark.PLAIN
    page: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, or one point of a list."""

    shape: Shape
    spans: tuple[Span, ...]

    @property
    def words(self) -> str:
        """The block without its marks."""
        return "".join(span.text for span in self.spans)


def read_blocks(markdown: str, keys: Mapping[str, str]) -> tuple[Block, ...]:
    """Return the blocks of a page, with the keys of actions as a person has them.

    Args:
        markdown: lines that belong together stand below each other, blocks are parted by an empty
            line or by how the next one begins.
        keys: of every action, by its name.
    """
    return tuple(Block(shape, tuple(_spans(text, keys))) for shape, text in _joined(markdown))


def _joined(markdown: str) -> Iterator[tuple[Shape, str]]:
    """Yield each block's shape and its lines as one."""
    shape, lines = Shape.TEXT, list[str]()
    for line in (*markdown.splitlines(), ""):
        found = _STARTS.fullmatch(line.strip())
        start, text = found.groups("") if found else ("", "")
        if lines and (start or not text):
            yield shape, " ".join(lines)
            lines.clear()
        if not lines:
            shape = Shape.STEP if start[:1].isdecimal() else Shape(start)
        if text:
            lines.append(text)


def _spans(text: str, keys: Mapping[str, str]) -> Iterator[Span]:
    end = 0
    for found in INLINE.finditer(text):
        if found.start() > end:
            yield Span(text[end : found.start()])
        end = found.end()
        if found["strong"]:
            yield Span(found["strong"], Mark.STRONG)
        elif found["link"]:
            yield Span(found["link"], Mark.LINK, found["page"])
        else:
            yield Span(found["fixed"] or keys[found["action"]], Mark.KEY)
    if end < len(text):
        yield Span(text[end:])
