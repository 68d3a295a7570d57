"""What the papers say must be true, and no file names a machine or a package index."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from typing import TYPE_CHECKING

import pytest

import dev

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAPERS = ("README.md", "CONTRIBUTING.md")
# In halves, so that this file does not name them itself.
HOSTS = [
    first + rest
    for first, rest in (
        ("pypi", ".org"),
        ("pypi", ".python.org"),
        ("python", "hosted"),
        (".pkg", ".dev"),
        ("npm", "js.org"),
        ("npm", "js.com"),
        ("ana", "conda.org"),
    )
]
FOLDERS = [rf"(?<![\w.])/{name}/" for name in ("root", "work")]
FORBIDDEN = re.compile("|".join([*map(re.escape, HOSTS), *FOLDERS]))


def project_files(folder: Path = dev.ROOT) -> Iterator[Path]:
    """Yield the files that belong to the project: all that .gitignore leaves (no git is needed)."""
    patterns = (dev.ROOT / ".gitignore").read_text("utf-8").split()
    ignored = [".git", *(pattern.strip("/") for pattern in patterns)]
    for path in sorted(folder.iterdir()):
        if any(fnmatch(path.name, pattern) for pattern in ignored):
            continue
        if path.is_dir():
            yield from project_files(path)
        else:
            yield path


def test_no_file_names_a_package_index_or_a_folder_of_one_machine():
    found = []
    for path in project_files():
        try:
            text = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue  # a font or a picture
        for number, line in enumerate(text.splitlines(), start=1):
            if FORBIDDEN.search(line):
                found.append(f"{path.relative_to(dev.ROOT)}:{number}")
    assert found == []


def test_the_search_for_such_names_finds_them():
    for host in HOSTS:
        assert FORBIDDEN.search(f"https://{host}/simple")
    assert FORBIDDEN.search("see /" + "work/notes")
    assert not FORBIDDEN.search("services/" + "work/cancel")


@pytest.mark.parametrize("paper", PAPERS)
def test_every_command_of_dev_py_in_the_papers_exists(paper):
    text = (dev.ROOT / paper).read_text("utf-8")
    named = set(re.findall(r"dev\.py ([a-z]+)", text))
    assert named
    assert named <= dev.COMMANDS.keys()


def test_the_readme_begins_with_the_two_commands():
    text = (dev.ROOT / "README.md").read_text("utf-8")
    assert re.findall(r"^python3? dev\.py (\w+)", text, re.MULTILINE)[:2] == ["run", "test"]


@pytest.mark.parametrize("paper", PAPERS)
def test_every_link_to_a_file_leads_somewhere(paper):
    text = (dev.ROOT / paper).read_text("utf-8")
    links = re.findall(r"\]\(([^)#:]+)\)", text)
    missing = [link for link in links if not (dev.ROOT / link).exists()]
    assert missing == []


@pytest.mark.parametrize(
    "page", sorted((dev.ROOT / "docs" / "adr").glob("*.md")), ids=lambda page: page.name
)
def test_every_decision_says_the_same_five_things(page):
    headings = re.findall(r"^## (.+)$", page.read_text("utf-8"), re.MULTILINE)
    assert headings == ["Summary", "Context", "Decision", "Consequences", "Alternatives"]
