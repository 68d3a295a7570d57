"""Builds the frozen program, gathers the licences of what is inside, and lets it try itself.

Run by ``python dev.py bundle [DIR]`` in the project's environment; standard library only.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter, defaultdict
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ROOT / "build"
TOOLS = WORK / "pyinstaller"
LOCK = ROOT / "requirements-bundle.lock"
OWN_LICENCES = Path(__file__).parent / "licences"
NAME = "RefDesk"
WHOLE = ("refdesk", "holidays.countries.united_states")
"""Packages whose modules are found by name while the program runs."""
DATA = ("zipcodes", "refdesk")
BY_NAME = ("alembic.context", "alembic.op", "alembic.operations")
"""What the migrations import, which are read from files."""
LEFT_OUT = (
    *("tkinter", "pydoc", "PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick", "setuptools"),
    *("alembic.testing", "sqlalchemy.testing", "hypothesis", "mypy", "pytest", "_pytest"),
)
LICENCE = re.compile(r"(^|/)((licen[cs]e|copying|notice|authors)[^/]*$|licenses/)", re.IGNORECASE)
REFUSED = re.compile(r"\b(A?GPL|GNU (Affero )?General Public)", re.IGNORECASE)
ALLOWED = re.compile(r"LGPL|Lesser|Library General|\bOR\b|exception", re.IGNORECASE)


class BundleError(Exception):
    """Why there is no bundle, in a sentence."""


def main(arguments: list[str]) -> int:
    """Build, gather, measure and try; return the exit code."""
    into = Path(arguments[0] if arguments else ROOT / "dist").resolve()
    try:
        install_tools()
        build(into)
        bundle = into / NAME
        parts = inside()
        gather_licences(parts, bundle / "licences")
        report(bundle)
        return try_it(bundle)
    except BundleError as problem:
        sys.stdout.write(f"{problem}\n")
        return 1


def install_tools() -> None:
    """Install what builds the bundle beside the project's environment, by hash."""
    stamp = TOOLS / "lock.txt"
    wanted = LOCK.read_text("utf-8")
    if stamp.is_file() and stamp.read_text("utf-8") == wanted:
        return
    shutil.rmtree(TOOLS, ignore_errors=True)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    call([*pip, "--require-hashes", "--target", str(TOOLS), "-r", str(LOCK)], "its tools")
    stamp.write_text(wanted, "utf-8")


def build(into: Path) -> None:
    """Build the program as a folder."""
    entry = WORK / "refdesk_entry.py"
    entry.write_text("import sys\nfrom refdesk.app.main import main\nsys.exit(main())\n", "utf-8")
    steps = ROOT / "refdesk" / "store" / "migrations"
    options = ["--noconfirm", "--clean", "--onedir", "--name", NAME, "--log-level", "WARN"]
    options += ["--distpath", str(into), "--workpath", str(WORK / "work"), "--specpath", str(WORK)]
    options += ["--paths", str(ROOT), "--add-data", f"{steps}{os.pathsep}refdesk/store/migrations"]
    options += ["--add-data", f"{ROOT / 'resources'}{os.pathsep}resources"]
    options += [part for name in BY_NAME for part in ("--hidden-import", name)]
    options += [part for name in WHOLE for part in ("--collect-submodules", name)]
    options += [part for name in DATA for part in ("--collect-data", name)]
    options += [part for name in LEFT_OUT for part in ("--exclude-module", name)]
    if os.name == "nt":
        options += ["--hide-console", "hide-early"]
    paths = os.pathsep.join([str(TOOLS), os.environ.get("PYTHONPATH", "")])
    call(
        [sys.executable, "-m", "PyInstaller", *options, str(entry)],
        "the program",
        {**os.environ, "PYTHONPATH": paths},
    )
    trim(into / NAME / "_internal" / "PySide6")


def trim(pyside: Path) -> None:
    """Take out what Qt brings along and no page of ours loads."""
    qt = pyside / "Qt"
    for folder in (qt / "translations", qt / "qml", qt / "plugins" / "networkinformation"):
        shutil.rmtree(folder, ignore_errors=True)
    for folder in (qt / "plugins" / "tls", qt / "plugins" / "platforminputcontexts"):
        shutil.rmtree(folder, ignore_errors=True)


def inside() -> dict[str, metadata.Distribution]:
    """Return the distributions that have gone into the bundle, by name."""
    tables = [WORK / "work" / NAME / name for name in ("PYZ-00.toc", "Analysis-00.toc")]
    tops = set()
    for table in tables:
        tops |= {name.partition(".")[0] for name in modules(table)}
    found = {}
    for top, names in metadata.packages_distributions().items():
        if top in tops:
            for name in names:
                found[name.casefold()] = metadata.distribution(name)
    found.pop("refdesk", None)
    return found


def modules(table: Path) -> set[str]:
    """Return the names of modules and binaries that a table of PyInstaller lists."""
    names = set()
    for node in ast.walk(ast.parse(table.read_text("utf-8"))):
        if isinstance(node, ast.Tuple) and len(node.elts) == 3:
            parts = [one.value if isinstance(one, ast.Constant) else None for one in node.elts]
            if parts[2] in {"PYMODULE", "EXTENSION", "BINARY", "DATA"}:
                names.add(str(parts[0]).replace("\\", "/").replace("/", "."))
    return names


def gather_licences(parts: dict[str, metadata.Distribution], into: Path) -> None:
    """Copy the licence of everything inside; refuse what has none, and what we may not pass on."""
    shutil.rmtree(into, ignore_errors=True)
    lacking = [name for name, part in sorted(parts.items()) if not copied(name, part, into)]
    if lacking:
        raise BundleError(f"No licence text is known of: {', '.join(lacking)}.")
    said = {name: terms(part) for name, part in sorted(parts.items())}
    barred = [name for name, words in said.items() if REFUSED.search(words)]
    barred = [name for name in barred if not ALLOWED.search(said[name])]
    if barred:
        raise BundleError(f"These may not be passed on with ours: {', '.join(barred)}.")
    for source in (
        ROOT / "LICENSE",
        *(ROOT / "resources").rglob("LICENSE"),
        *(ROOT / "resources").rglob("OFL-*"),
    ):
        shutil.copyfile(source, into / f"refdesk-{source.parent.name}-{source.name}")
    python = Path(sys.base_prefix) / "lib" / f"python3.{sys.version_info[1]}" / "LICENSE.txt"
    if python.is_file():
        shutil.copyfile(python, into / "python.txt")
    sys.stdout.write(f"Licences of {len(parts)} parts are in {into.name}\n")


def copied(name: str, part: metadata.Distribution, into: Path) -> int:
    """Copy the licence texts of one part, its own or those kept here; return how many there are."""
    texts = [Path(str(file.locate())) for file in part.files or () if LICENCE.search(str(file))]
    texts += [own for own in (OWN_LICENCES / f"{name}.txt",) if own.is_file()]
    folder = into / name
    folder.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(texts):
        shutil.copyfile(text, folder / f"{number}-{text.name}")
    return len(texts)


def terms(part: metadata.Distribution) -> str:
    """Return what a distribution says of its licence, on one line."""
    told = [part.metadata["License-Expression"] or part.metadata["License"] or ""]
    told += [one for one in part.metadata.get_all("Classifier") or () if "License ::" in one]
    return " ".join(" ".join(told).split())[:200]


def report(bundle: Path) -> None:
    """Say how large each part is."""
    sizes: Counter[str] = Counter()
    files: defaultdict[str, int] = defaultdict(int)
    for file in bundle.rglob("*"):
        if file.is_file() and not file.is_symlink():
            part = part_of(file.relative_to(bundle))
            sizes[part] += file.stat().st_size
            files[part] += 1
    for part, size in sizes.most_common(14):
        sys.stdout.write(f"{part:<28}{size / 1e6:8.1f} MB{files[part]:6} files\n")
    rest = sum(size for _part, size in sizes.most_common()[14:])
    sys.stdout.write(f"{'all others':<28}{rest / 1e6:8.1f} MB\n")
    sys.stdout.write(f"{'together':<28}{sum(sizes.values()) / 1e6:8.1f} MB\n")


def part_of(file: Path) -> str:
    """Return what a file of the bundle belongs to."""
    parts = [part for part in file.parts if part != "_internal"]
    if len(parts) == 1:
        if parts[0].startswith(NAME):
            return "our code and all modules"
        return "Python" if "python" in parts[0].casefold() else "libraries of the system"
    if parts[0] == "PySide6":
        return "Qt" if "Qt" in parts[1:2] else "PySide"
    if parts[0] in {"lib-dynload", "base_library.zip"} or parts[0].startswith("python"):
        return "Python"
    return parts[0].removesuffix(".libs")


def try_it(bundle: Path) -> int:
    """Start the frozen program without a screen and let it try itself."""
    program = bundle / (f"{NAME}.exe" if os.name == "nt" else NAME)
    home = WORK / "self-test"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    keep = ("PATH", "SYSTEMROOT", "TMP", "TEMP", "LANG")
    alone = {name: os.environ[name] for name in keep if name in os.environ}
    begun = time.perf_counter()
    code = subprocess.call(
        [str(program), "--self-test", str(home)],
        env={**alone, "HOME": str(home), "QT_QPA_PLATFORM": "offscreen"},
        cwd=home,
    )
    sys.stdout.write(f"The frozen program tried itself in {time.perf_counter() - begun:.1f} s\n")
    return code


def call(command: list[str], what: str, env: dict[str, str] | None = None) -> None:
    """Run a program in the project's folder."""
    if subprocess.call(command, cwd=ROOT, env=env):
        raise BundleError(f"The bundle was not made: {what} could not be; the message is above.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
