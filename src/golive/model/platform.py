"""A platform is a folder: its claims, its lock, its steps and smokes, its baseline."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from golive.model.claims import Claims, load_claims
from golive.model.errors import WrongUse, did_you_mean
from golive.model.lock import Lock, load_lock
from golive.model.requirements import Requirement, load_requirements
from golive.model.sqlfile import check_changes, decode, read_bytes, statements_of
from golive.model.step import Step, load_steps
from golive.model.traffic import Request, load_traffic

BUILT_IN = Path(str(files("golive.sql"))) / "platforms"
PROPOSAL = "proposal = true"  # a line of a claim that nobody has confirmed
ASIDE = "#~ "  # before the lines of a proposal that is not sure
_FORM = "a built-in name, or a folder with a platform.toml"
_SMOKE = re.compile(r"[0-9]{4}_[a-z0-9_]+\.sql")
_KNOWN = (
    "platform.toml",
    "lock.json",
    "requirements.toml",
    "baseline",
    "source",
    "migrations",
    "steps",
    "smoke",
    "traffic",
    "README.md",
)


@dataclass(frozen=True, slots=True, repr=False)
class Smoke:
    """Behaviour, written and rolled back: its last statement returns (claim, holds)."""

    name: str
    path: Path
    why: str
    text: str

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return f"Smoke({self.name})"


@dataclass(frozen=True, repr=False)
class Platform:
    folder: Path
    claims: Claims
    lock: Lock | None
    steps: tuple[Step, ...]
    smokes: tuple[Smoke, ...]
    baseline: tuple[Path, ...]
    source: tuple[Path, ...] = ()  # the database that rows come from, where both sides are servers of our own
    requirements: tuple[Requirement, ...] = ()
    traffic: tuple[Request, ...] = ()  # what applications send while it migrates

    @property
    def name(self) -> str:
        return self.claims.platform.name

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        """Short: it is a parameter of every test, and reports print parameters."""
        return f"Platform({self.name})"

    @cached_property
    def unanswered(self) -> int:
        """How many proposals of `golive learn` nobody has answered, active or not."""
        try:
            lines = (self.folder / "platform.toml").read_text(encoding="utf-8").splitlines()
        except OSError:
            lines = []
        return self.claims.unconfirmed + lines.count(ASIDE + PROPOSAL)

    @cached_property
    def digests(self) -> dict[str, str]:
        """What was judged against: sha256 of lock, claims and steps."""

        def digest(*parts: bytes) -> str:
            return sha256(b"\x00".join(parts)).hexdigest() if parts else ""

        lock, claims = self.folder / "lock.json", self.folder / "platform.toml"
        return {
            "lock": digest(lock.read_bytes()) if lock.exists() else "",
            "platform": digest(claims.read_bytes()) if claims.exists() else "",
            "steps": digest(*(step.checksum.encode() for step in self.steps)),
        }


def built_in() -> list[str]:
    return sorted(entry.parent.name for entry in BUILT_IN.glob("*/platform.toml"))


def load_platforms(names: Iterable[str]) -> tuple[Platform, ...]:
    """The platforms named on the command line; without any, all that are built in."""
    found = [load_platform(folder_of(name)) for name in (list(names) or built_in())]
    for platform in found:
        if sum(other.name == platform.name for other in found) > 1:
            raise WrongUse("--platform", f"{platform.name!r} is named twice", "each platform once")
    return tuple(found)


def folder_of(name: str) -> Path:
    if (BUILT_IN / name / "platform.toml").is_file() and "/" not in name:
        return BUILT_IN / name
    folder = Path(name)
    if (folder / "platform.toml").is_file():
        return folder
    if folder.is_dir():
        raise WrongUse("--platform", f"{name!r} has no platform.toml", _FORM)
    known = built_in()
    raise WrongUse(
        "--platform", f"{name!r} is no platform{did_you_mean(name, known)}", f"{_FORM}; built in: {', '.join(known)}"
    )


def load_platform(folder: Path) -> Platform:
    for entry in sorted(folder.iterdir()):
        if entry.name not in _KNOWN and not entry.name.startswith("."):
            guess = did_you_mean(entry.name, _KNOWN)
            raise WrongUse(str(entry), f"is no part of a platform{guess}", "parts are " + ", ".join(_KNOWN))
    claims = load_claims(folder / "platform.toml")
    steps = load_steps(folder)
    smokes = tuple(_smoke(path, folder) for path in sorted((folder / "smoke").glob("*")))
    return Platform(
        folder=folder,
        claims=claims,
        lock=load_lock(folder / "lock.json", claims.platform.name) if (folder / "lock.json").exists() else None,
        steps=steps,
        smokes=smokes,
        baseline=tuple(sorted((folder / "baseline").glob("*.sql"))),
        source=tuple(sorted((folder / "source").glob("*.sql"))),
        requirements=load_requirements(
            folder / "requirements.toml", claims, [step.name for step in steps], [smoke.name for smoke in smokes]
        ),
        traffic=load_traffic(folder, claims, steps),
    )


def _smoke(path: Path, root: Path) -> Smoke:
    if not _SMOKE.fullmatch(path.name):
        raise WrongUse(str(path), "is no smoke", "a smoke is a file named like 0001_new_user_gets_preferences.sql")
    text = decode(read_bytes(path, root), path)
    if not (why := re.match(r"-- Why: (.+)\n((?:-- {3}.+\n)*)", text)):
        raise WrongUse(f"{path}:1", "has no header", "its first line is '-- Why: who is harmed if it does not hold'")
    if not statements_of(path, text):
        raise WrongUse(str(path), "has no statement", "the last statement returns rows of (claim, holds)")
    check_changes(path, text, transactional=True)  # a COMMIT would keep what must be rolled back
    more = " ".join(line.removeprefix("--").strip() for line in why[2].splitlines())
    return Smoke(path.stem, path, f"{why[1]} {more}".strip(), text)
