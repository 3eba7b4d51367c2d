"""A step is one folder that changes a database, proves the change, and takes it back."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

from golive.model.batch import TABLE, Batch, parted, read_batch
from golive.model.errors import WrongUse, did_you_mean
from golive.model.header import Header, choice, milliseconds, read_header
from golive.model.sqlfile import check_changes, check_query, checksum, decode, decode_foreign, read_bytes


class Phase(StrEnum):
    """The order in which a platform goes live."""

    SCHEMA = "schema"
    BACKFILL = "backfill"
    SEEDS = "seeds"
    PROMOTION = "promotion"
    VALIDATION = "validation"

    @property
    def rank(self) -> int:
        return list(Phase).index(self)


@dataclass(frozen=True, slots=True)
class Migration:
    """A migration of the team's own tool that a step applies as the tool would."""

    name: str  # as the header says it: without folder and suffix
    path: Path
    text: str
    checksum: str  # sha256 of the file's bytes


@dataclass(frozen=True, slots=True)
class Command:
    """An external command in the place of deploy.sql: the team's own migration tool."""

    argv: tuple[str, ...]
    folder: Path
    dsn_variable: str
    timeout_s: float


@dataclass(frozen=True, slots=True, repr=False)
class Step:
    name: str  # 0003_force_rls
    folder: Path
    phase: Phase
    why: str
    locks: str
    requires: tuple[str, ...]
    transactional: bool
    lock_timeout_ms: int
    statement_timeout_ms: int
    residue: str | None  # what revert cannot undo
    loses: str | None  # SELECT count(*) of the rows revert loses
    rows: str | None  # SELECT count(*) of the rows that deploy should touch
    allows: tuple[str, ...]  # what its statements may do to others, by rule: somebody has said why
    batch: Batch | None  # it walks a table in transactions of its own
    migration: Migration | None
    command: Command | None
    deploy: str  # "" for a command, or for a migration that needs nothing more
    verify: str
    revert: str  # "" only for a command
    checksum: str  # sha256 over the exact bytes of everything above that came from a file

    def __repr__(self) -> str:
        return f"Step({self.name})"

    def __str__(self) -> str:
        return self.name

    @property
    def number(self) -> int:
        return int(self.name[:4])

    def file(self, part: str) -> Path:
        """deploy, verify or revert as a path that a message can name."""
        return self.folder / f"{part}.sql"


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """What became of one step on a copy: what is wrong with its way back, or why that was not tried."""

    wrong: tuple[str, ...] = ()
    untried: str = ""


PARTS = ("deploy.sql", "verify.sql", "revert.sql", "command.toml")
LOCK_TIMEOUT_MS = 500
STATEMENT_TIMEOUT_MS = 300_000
UNDO = "golive_undo"  # the schema of what deploy found, kept for revert
_NAME = re.compile(r"[0-9]{4}_[a-z0-9]+(?:_[a-z0-9]+)*")
_MIGRATION = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


def load_steps(platform: Path) -> tuple[Step, ...]:
    """The steps of a platform folder in their order; the first mistake is one line that says where."""
    folder = platform / "steps"
    if not folder.exists():
        return ()
    steps: list[Step] = []
    for entry in sorted(folder.iterdir()):
        if not entry.is_dir() or not _NAME.fullmatch(entry.name):
            raise WrongUse(str(entry), "is no step", "a step is a folder named like 0003_force_rls")
        step = _load(entry, platform)
        _fits(step, steps)
        steps.append(step)
    return tuple(steps)


def _fits(step: Step, before: list[Step]) -> None:
    place = str(step.folder)
    if before and before[-1].number == step.number:
        raise WrongUse(place, f"has the number of {before[-1].name}", "numbers are unique")
    if before and before[-1].phase.rank > step.phase.rank:
        raise WrongUse(
            place,
            f"is of phase {step.phase} after {before[-1].name} of phase {before[-1].phase}",
            "phases follow each other: " + ", ".join(Phase),
        )
    known = [earlier.name for earlier in before]
    for name in step.requires:
        if name not in known:
            raise WrongUse(place, f"requires {name!r}{did_you_mean(name, known)}", "only earlier steps, by full name")


def _load(folder: Path, platform: Path) -> Step:
    for entry in sorted(folder.iterdir()):
        if entry.name not in PARTS:
            guess = did_you_mean(entry.name, PARTS)
            raise WrongUse(str(entry), f"no part of a step{guess}", "parts are " + ", ".join(PARTS))
    if (folder / "command.toml").exists():
        if (folder / "deploy.sql").exists():
            raise WrongUse(str(folder), "has both deploy.sql and command.toml", "a step changes in one way")
        return _load_command(folder, platform)
    raw = {part: read_bytes(folder / f"{part}.sql", platform) for part in ("deploy", "verify", "revert")}
    text = {part: decode(raw[part], folder / f"{part}.sql") for part in raw}
    place = str(folder / "deploy.sql")
    header = read_header(text["deploy"], place)
    fields = header.fields
    transactional = choice(header, "Transaction", ("one", "none", "batches")) == "one"
    alone = fields["Transaction"] == "none"
    migration = None
    if name := fields.get("Migration"):
        migration = _migration(name, platform, f"{place}:{header.lines['Migration']}")
        check_changes(migration.path, migration.text, transactional=not alone)
    check_changes(folder / "deploy.sql", text["deploy"], transactional=not alone, may_be_empty=migration is not None)
    check_query(folder / "verify.sql", text["verify"])
    check_changes(
        folder / "revert.sql",
        text["revert"],
        transactional=not alone,
        may_be_empty="Residue" in fields,
    )
    return Step(
        name=folder.name,
        folder=folder,
        phase=Phase(choice(header, "Phase", tuple(str(phase) for phase in Phase))),
        why=fields["Why"],
        locks=fields["Locks"],
        requires=_requires(fields["Requires"]),
        transactional=transactional,
        lock_timeout_ms=milliseconds(header, "Lock-Timeout", LOCK_TIMEOUT_MS),
        statement_timeout_ms=milliseconds(header, "Statement-Timeout", STATEMENT_TIMEOUT_MS),
        residue=fields.get("Residue"),
        loses=_counting(header, "Loses"),
        rows=_counting(header, "Rows"),
        allows=_allows(header),
        batch=_batch(header, text, folder),
        migration=migration,
        command=None,
        deploy=text["deploy"],
        verify=text["verify"],
        revert=text["revert"],
        checksum=checksum([*raw.values(), migration.checksum.encode() if migration else b""]),
    )


def _requires(text: str) -> tuple[str, ...]:
    return () if text == "nothing" else tuple(name for name in re.split(r"[,\s]+", text) if name)


def _counting(header: Header, field: str) -> str | None:
    """A query of one count."""
    if text := header.fields.get(field):
        check_query(Path(f"{header.place}:{header.lines[field]}"), text)
    return text


def _batch(header: Header, text: Mapping[str, str], folder: Path) -> Batch | None:
    """Said by Batch and by Transaction, or by neither; what walks is there in deploy.sql at least."""
    said, walks = header.fields.get("Batch"), header.fields["Transaction"] == "batches"
    if walks != (said is not None):
        raise WrongUse(header.place, "Batch and 'Transaction: batches' go together", "say both, or neither")
    if said is None:
        return None
    batch = read_batch(said, f"{header.place}:{header.lines['Batch']}")
    parted(text["revert"], str(folder / "revert.sql"))
    if not parted(text["deploy"], header.place).each:
        raise WrongUse(header.place, f"no statement names pg_temp.{TABLE}", "it holds the keys of each batch")
    if "Migration" in header.fields:
        raise WrongUse(header.place, "has both Batch and Migration", "two steps: what walks stands by itself")
    return batch


def _allows(header: Header) -> tuple[str, ...]:
    """`rule, rule: why`."""
    if (text := header.fields.get("Allows")) is None:
        return ()
    rules, colon, why = text.partition(":")
    if not colon or not why.strip():
        place = f"{header.place}:{header.lines['Allows']}"
        raise WrongUse(place, f"Allows is {text!r}", "the form is 'rule, rule: why'")
    return tuple(rule for rule in re.split(r"[,\s]+", rules) if rule)


def _migration(name: str, platform: Path, place: str) -> Migration:
    """Where the tools put it: a folder with migration.sql, a flat file, or a file below versions/."""
    if not _MIGRATION.fullmatch(name) or ".." in name:
        raise WrongUse(place, f"Migration is {name!r}", "a file of migrations/, without folder and suffix")
    folder = platform / "migrations"
    ways = (folder / name / "migration.sql", folder / f"{name}.sql", folder / "versions" / f"{name}.sql")
    path = next((way for way in ways if way.is_file()), None)
    if path is None:
        known = [entry.stem if entry.is_file() else entry.name for entry in folder.glob("*")]
        what = f"no migration {name!r}{did_you_mean(name, known)}"
        raise WrongUse(place, what, "looked for " + ", ".join(str(way.relative_to(platform)) for way in ways))
    raw = read_bytes(path, platform)
    return Migration(name, path, decode_foreign(raw, path), sha256(raw).hexdigest())


_COMMAND = {
    "why": str,
    "phase": str,
    "locks": str,
    "requires": list,
    "argv": list,
    "cwd": str,
    "dsn_variable": str,
    "timeout": str,
    "residue": str,
}


def _load_command(folder: Path, platform: Path) -> Step:
    path = folder / "command.toml"
    raw = {"command": read_bytes(path, platform), "verify": read_bytes(folder / "verify.sql", platform)}
    revert = b""
    if (folder / "revert.sql").exists():
        revert = read_bytes(folder / "revert.sql", platform)
        check_changes(folder / "revert.sql", decode(revert, folder / "revert.sql"), transactional=True)
    verify = decode(raw["verify"], folder / "verify.sql")
    check_query(folder / "verify.sql", verify)
    keys = _command_keys(path, decode(raw["command"], path))
    cwd = platform / keys.get("cwd", ".")
    if not cwd.resolve().is_relative_to(platform.resolve()) or not cwd.is_dir():
        raise WrongUse(str(path), f"cwd is {keys['cwd']!r}", "a folder inside the platform folder")
    header = Header(keys, dict.fromkeys(keys, 1), str(path))
    timeout_ms = milliseconds(header, "timeout", 0)
    return Step(
        name=folder.name,
        folder=folder,
        phase=Phase(choice(header, "phase", tuple(str(phase) for phase in Phase))),
        why=keys["why"],
        locks=keys["locks"],
        requires=tuple(keys["requires"]),
        transactional=False,
        lock_timeout_ms=LOCK_TIMEOUT_MS,
        statement_timeout_ms=STATEMENT_TIMEOUT_MS,
        residue=keys.get("residue"),
        loses=None,
        rows=None,
        allows=(),
        batch=None,
        migration=None,
        command=Command(tuple(keys["argv"]), cwd, keys["dsn_variable"], timeout_ms / 1000),
        deploy="",
        verify=verify,
        revert=revert.decode(),
        checksum=checksum([*raw.values(), revert]),
    )


def _command_keys(path: Path, text: str) -> dict[str, Any]:
    try:
        keys = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongUse(str(path), str(error), "the file must be TOML") from None
    for key, value in keys.items():
        if key not in _COMMAND:
            guess = did_you_mean(key, _COMMAND)
            raise WrongUse(str(path), f"unknown key {key!r}{guess}", "keys are " + ", ".join(_COMMAND))
        fits = isinstance(value, _COMMAND[key])
        if fits and isinstance(value, list):
            fits = all(isinstance(word, str) for word in value) and (key != "argv" or bool(value))
        if not fits:
            kind = "a list of texts" if _COMMAND[key] is list else "a text"
            raise WrongUse(str(path), f"{key} is {value!r}", f"it is {kind}")
    for key in _COMMAND:
        if key not in keys and key not in ("cwd", "residue"):
            raise WrongUse(str(path), f"key {key!r} is missing", "keys are " + ", ".join(_COMMAND))
    return keys
