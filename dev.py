"""The commands of somebody who works on RefDesk; ``python dev.py`` alone lists them.

Standard library only: it runs where nothing is installed yet. An old Python can read it far enough
to say that it is too old. Where packages come from is left to pip's own settings on the machine.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import inspect
import os
import shutil
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from subprocess import DEVNULL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

ROOT = Path(__file__).resolve().parent
LOCK, PROJECT = ROOT / "requirements.lock", ROOT / "pyproject.toml"
BUNDLE_LOCK = ROOT / "requirements-bundle.lock"
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
STAMP = VENV / "refdesk-setup.txt"
SAMPLE = ROOT / "sample"
SAMPLE_WORDS = "only invented people live here"  # its passphrase: nothing there is secret
VENV_MODULE = "Python's venv module"

# What Qt loads on Linux, and what a real window needs on top.
OFFSCREEN = [
    *("libglib-2.0.so.0", "libGL.so.1", "libEGL.so.1", "libfontconfig.so.1"),
    *("libxkbcommon.so.0", "libdbus-1.so.3"),
]
WINDOW = [
    *("libxkbcommon-x11.so.0", "libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxcb-keysyms.so.1"),
    *("libxcb-shape.so.0", "libxcb-image.so.0", "libxcb-render-util.so.0", "libxcb-xkb.so.1"),
]
CHECKS = [["ruff", "format", "--check", "."], ["ruff", "check", "."], ["mypy"], ["lint-imports"]]
# These drive the window: half as slow again where branches are followed, and held to none.
IN_THE_WINDOW = ("tests/ui", "tests/every_screen", "tests/e2e")
# Every branch of these is tested: wrong rules, lost keys and lost history cannot be mended later.
FULLY_COVERED = (
    "refdesk/domain/*,refdesk/vault/*,refdesk/store/work.py,refdesk/store/log.py,"
    "refdesk/store/undo.py,refdesk/store/verify.py,refdesk/store/migrat*"
)
LOCKED = (
    (LOCK, "--extra", "dev", PROJECT.name),
    (BUNDLE_LOCK, "installer/requirements.in"),
)
UV_COMPILE = (
    *("pip", "compile", "--quiet", "--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-emit-index-url", "--no-header", "--no-annotate"),
    "--no-strip-extras",  # pip before 23.3 takes the newest of what is asked for with extras
)

say = partial(print, flush=True)  # at once: lines keep their place among those of other programs


class ExpectedError(Exception):
    """A failure with one clear sentence for the person at the terminal."""


def too_old(version: Sequence[int]) -> str:
    """Return what to say to a Python older than 3.11, or nothing."""
    found = ".".join(str(part) for part in version[:3])
    ask = f"RefDesk needs Python 3.11 or newer, and this is {found}: start dev.py with a newer one."
    return "" if tuple(version[:2]) >= (3, 11) else ask


def call(*command: str | Path, out: int | None = None) -> int:
    """Run a program in the project's folder and return its exit code."""
    return subprocess.call([str(part) for part in command], cwd=ROOT, stdout=out)


def lacking(
    libraries: Iterable[str], *, venv: bool, load: Callable[[str], object] = ctypes.CDLL
) -> list[str]:
    """List the libraries that do not load, and ``venv`` when it is needed and Python lacks it."""
    importlib.invalidate_caches()
    no_venv = venv and importlib.util.find_spec("ensurepip") is None
    missing = [VENV_MODULE] if no_venv else []
    for name in libraries:
        try:
            load(name)
        except OSError:
            missing.append(name)
    return missing


def debian_package(name: str) -> str:
    """Return the Debian package of a shared library, named as Debian's policy 8.1 says."""
    if name == VENV_MODULE:
        return f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    stem, _, number = name.lower().replace("glib-", "glib").partition(".so.")
    return f"{stem}-{number}" if stem[-1].isdigit() else stem + number


def advice(missing: Sequence[str], *, apt: bool, sudo: bool) -> str:
    """Tell a person what to install before the next try."""
    if not apt:
        return f"RefDesk needs these from your system first: {', '.join(missing)}."
    who, word = ("Please run", "sudo ") if sudo else ("Please run as root", "")
    packages = " ".join(debian_package(name) for name in missing)
    install = f"{word}apt-get install -y --no-install-recommends {packages}"
    return f"RefDesk needs some system packages first. {who}:\n  {word}apt-get update && {install}"


def as_root() -> list[str] | None:
    """Return what to put before a command so that root runs it unasked; None when we may not."""
    if sys.platform != "win32" and os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    may = shutil.which("sudo") and not subprocess.call([*sudo, "true"], stderr=DEVNULL)
    return sudo if may else None


def system_libraries(*, window: bool, venv: bool) -> None:
    """Have the libraries that Qt needs, and Python's venv when it will be used."""
    wanted = (OFFSCREEN + WINDOW if window else OFFSCREEN) if sys.platform == "linux" else []
    missing = lacking(wanted, venv=venv)
    has_apt = shutil.which("apt-get") is not None
    prefix = as_root() if missing and has_apt else None
    if prefix is not None:
        packages = [debian_package(name) for name in missing]
        say("Installing system packages:", *packages)
        apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
        install = [*apt, "install", "-y", "--no-install-recommends", *packages]
        if not any(Path("/var/lib/apt/lists").glob("*_Packages*")) or call(*install, out=DEVNULL):
            call(*apt, "update")  # no lists yet, or stale ones
            call(*install, out=DEVNULL)
        missing = lacking(wanted, venv=venv)
    if missing:
        sudo = prefix != [] and shutil.which("sudo") is not None
        raise ExpectedError(advice(missing, apt=has_apt, sudo=sudo))


def state(lock: bytes, project: bytes, version: Sequence[int]) -> str:
    """Name what a finished .venv was made from: the Python and a digest of the two files."""
    both = hashlib.sha256(lock).digest() + hashlib.sha256(project).digest()
    return f"Python {version[0]}.{version[1]}, {hashlib.sha256(both).hexdigest()}"


def work_left(found: str, wanted: str) -> str:
    """Return "nothing", "update", or "new" (.venv is absent, half made, of another Python)."""
    if found == wanted:
        return "nothing"
    return "update" if found.partition(",")[0] == wanted.partition(",")[0] else "new"


def make_venv(folder: Path) -> None:
    """Make an empty virtual environment, also in place of a damaged one."""
    base = getattr(sys, "_base_executable", sys.executable)  # not the one being replaced
    if call(base, "-m", "venv", "--clear", folder):
        raise ExpectedError(f"{folder} could not be made; Python's message is above.")


def pip_install(*what: str | Path, python: Path = PYTHON) -> None:
    """Install with pip, which follows the settings of this machine."""
    if call(python, "-m", "pip", "-qq", "--disable-pip-version-check", "install", *what):
        raise ExpectedError("Not everything could be installed; pip's message is above.")


def setup(*, window: bool = False) -> int:
    """Install everything into .venv; instant when it is there already."""
    wanted = state(LOCK.read_bytes(), PROJECT.read_bytes(), sys.version_info[:3])
    finished = STAMP.is_file() and PYTHON.exists()
    work = work_left(STAMP.read_text("utf-8") if finished else "", wanted)
    system_libraries(window=window, venv=work == "new")
    if work == "nothing":
        return 0
    STAMP.unlink(missing_ok=True)  # without it, a setup that is killed starts over
    if work == "new":
        make_venv(VENV)
    say("Installing the libraries of requirements.lock into .venv (a minute or two)")
    pip_install("--require-hashes", "-r", LOCK)
    pip_install("--no-deps", "--no-build-isolation", "-e", ROOT)
    STAMP.write_text(wanted, "utf-8")
    say("Ready.")
    return 0


def run() -> int:
    """Open RefDesk on a sample desk of invented people, made at the first run."""
    screen = any(map(os.environ.get, ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")))
    if sys.platform == "linux" and not screen:
        raise ExpectedError("There is no screen here (DISPLAY and WAYLAND_DISPLAY are empty).")
    setup(window=os.environ.get("QT_QPA_PLATFORM") != "offscreen")
    say(f"Sample desk: {sample_desk()}\nPassphrase:  {SAMPLE_WORDS}")
    return call(SCRIPTS / "refdesk", "open", sample_desk())


def sample_desk() -> Path:
    """Return the folder of the sample desk; one that is only half made is never kept."""
    desk = SAMPLE / "Cedar Grove Joint Clinic"
    if desk.exists():
        return desk
    say("Making the sample desk")
    unfinished = SAMPLE / "unfinished"
    made, words = unfinished / desk.name, unfinished / "passphrase.txt"
    shutil.rmtree(unfinished, ignore_errors=True)  # of a run that was killed
    unfinished.mkdir(parents=True)
    words.write_text(SAMPLE_WORDS, "utf-8")
    try:
        demo = (SCRIPTS / "refdesk", "demo", made, "--passphrase-file", words)
        if call(*demo, out=subprocess.DEVNULL):
            raise ExpectedError("The sample desk could not be made, and nothing of it was kept.")
        return made.replace(desk)
    finally:
        shutil.rmtree(unfinished if desk.exists() else SAMPLE, ignore_errors=True)


def step(name: str, *command: str | Path, quiet: bool = True) -> bool:
    """Run one step and print one line for it; what a quiet step says is shown when it fails."""
    start = time.monotonic()
    out, err = (subprocess.PIPE, subprocess.STDOUT) if quiet else (None, None)
    parts = [str(part) for part in command]
    done = subprocess.run(parts, cwd=ROOT, stdout=out, stderr=err, check=False)
    if quiet and done.returncode:
        say(done.stdout.decode(errors="replace").rstrip())
    result = "FAILED" if done.returncode else "ok"
    say(f"{name:22}{result:7}{time.monotonic() - start:6.1f} s")
    return done.returncode == 0


def check() -> int:
    """Run the checks alone: format, lint, types, layers."""
    setup()
    results = [step(" ".join([tool, *rest]), SCRIPTS / tool, *rest) for tool, *rest in CHECKS]
    return 0 if all(results) else 1


def test(*arguments: str) -> int:
    """Run the checks, then the tests; takes --faults, --long and pytest's own arguments."""
    if check():
        return 1
    if not {"--faults", "--long"}.issuperset(arguments):  # somebody chose among the tests
        return 0 if step("pytest", PYTHON, "-m", "pytest", *arguments, quiet=False) else 1
    pytest: list[str | Path] = [PYTHON, "-m", "pytest", "-n", "auto", *arguments]
    apart = [f"--ignore={folder}" for folder in IN_THE_WINDOW]
    if not step("pytest", *pytest, "--cov", "--cov-report=", *apart, quiet=False):
        return 1
    if not step("pytest: in the window", *pytest, *IN_THE_WINDOW, quiet=False):
        return 1
    report = ["-m", "coverage", "report", f"--include={FULLY_COVERED}", "--fail-under=100"]
    return 0 if step("coverage", PYTHON, *report) else 1


def bench(*arguments: str) -> int:
    """Measure the speed of the program; takes --only NAME and --json FILE."""
    setup()
    return call(PYTHON, "-m", "tests.performance", *arguments)


def pictures(folder: str) -> int:
    """Draw every screen into the folder that is named."""
    setup()
    return call(PYTHON, "-m", "tests.helpers.pictures", folder)


def migration(*words: str) -> int:
    """Write the migration for what the records declare now; name it in a few words."""
    setup()
    failed = call(PYTHON, "-m", "tests.helpers.migration", *words)
    return failed or call(SCRIPTS / "ruff", "format", "--quiet", "refdesk/store/migrations")


def bundle(folder: str = "dist") -> int:
    """Build the frozen program into a folder, with its licences, and let it try itself."""
    setup()
    return call(PYTHON, ROOT / "installer" / "bundle.py", folder)


def lock(*arguments: str) -> int:
    """Write both lock files anew; takes uv's arguments, such as --upgrade."""
    system_libraries(window=False, venv=True)
    programs = VENV / "lock-tools" / SCRIPTS.name
    if not list(programs.glob("uv*")):
        make_venv(programs.parent)
        pip_install("uv", python=programs / PYTHON.name)
    for written, *source in LOCKED:
        draft = programs / written.name
        shutil.copyfile(written, draft)  # uv keeps the versions it finds there
        failed = call(programs / "uv", *UV_COMPILE, *arguments, *source, "-o", draft)
        if failed or "http" in draft.read_text("utf-8"):
            reason = "uv's message is above." if failed else "the new one names a host."
            raise ExpectedError(f"{written.name} was left as it was: {reason}")
        draft.replace(written)
    return 0


_ALL = (setup, run, test, check, bench, pictures, migration, lock, bundle)
COMMANDS: dict[str, Callable[..., int]] = {command.__name__: command for command in _ALL}


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code; without one, say which there are."""
    name, *rest = arguments or ["help"]
    command = COMMANDS.get(name)
    if command is None or "--help" in rest:
        for known, function in COMMANDS.items():
            say(f"python dev.py {known:9} {function.__doc__}")
        return 0 if command or name in {"help", "-h", "--help"} else 2
    try:
        inspect.signature(command).bind(*rest)
    except TypeError:
        say(f"python dev.py {name} does not take: {' '.join(rest) or 'nothing'}")
        return 2
    if name != "run":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        return command(*rest)
    except (ExpectedError, KeyboardInterrupt) as problem:
        say(problem if problem.args else "Stopped.")
        return 1


if __name__ == "__main__":
    sys.exit(too_old(sys.version_info[:3]) or main(sys.argv[1:]))
