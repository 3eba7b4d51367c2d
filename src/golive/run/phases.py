"""The work behind each phase, done once in a run whatever the number of workers."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from psycopg import Error

from golive.migrate.runner import Outcome, Runner
from golive.migrate.secure import secured
from golive.migrate.verify import pending
from golive.model.claims.promotion import Promotion
from golive.model.errors import WrongUse
from golive.model.platform import Platform
from golive.model.sqlfile import check_plain, decode_foreign
from golive.model.step import Phase, Step
from golive.model.target import Dsn
from golive.observe.session import connect
from golive.run.case import Case, Stopped


@dataclass(frozen=True, slots=True)
class PhaseResult:
    phase: Phase
    steps: tuple[str, ...]  # empty: nothing declared

    def __str__(self) -> str:
        return f"{self.phase}: {', '.join(self.steps) or 'nothing declared'}"


@dataclass(frozen=True, slots=True)
class BackupProof:
    sentence: str


def baseline(case: Case) -> None:
    """A database of our own begins as the platform's baseline; one that was named stays as it is."""
    if case.settings.dsn is not None:
        return
    require_baseline(case.platform)
    case.once("baseline", lambda: _load(case.dsn, case.platform.baseline))
    if case.settings.plays_source(case.platform) and (origin := case.source):
        case.once("source", lambda: _load(origin, case.platform.source))


def _load(dsn: Dsn, files: tuple[Path, ...]) -> int:
    with connect(dsn, autocommit=True, options="-c TimeZone=UTC") as connection:
        for path in files:
            written = path.read_bytes()
            try:
                connection.execute(written)
            except Error as error:
                raise _unloadable(path, written, error) from None
    return len(files)


def _unloadable(path: Path, written: bytes, error: Error) -> Stopped:
    """Where the file is wrong; what the server says of rows may hold their values."""
    at = error.diag.statement_position
    line = f":{decode_foreign(written, path).count(chr(10), 0, int(at) - 1) + 1}" if at else ""
    state = error.sqlstate or ""
    of_names = error.diag.message_primary if state.startswith("42") else ""
    return Stopped(f"{path}{line}: {of_names or f'the server answered {state} ({type(error).__name__})'}")


def require_baseline(platform: Platform) -> None:
    """Without it there is nothing to migrate on a server of our own; what only psql can run is refused before that."""
    if not platform.baseline:
        raise WrongUse(
            str(platform.folder), "has no baseline", "without --dsn a platform needs baseline/*.sql to begin with"
        )
    for path in (*platform.baseline, *platform.source):
        check_plain(path, decode_foreign(path.read_bytes(), path))


def deploy(case: Case, phase: Phase) -> PhaseResult:
    """Every step of the phase, deployed and verified, or the error that stopped the first one."""
    mine = [step for step in case.platform.steps if step.phase is phase]

    def run() -> list[str]:
        exact = case.settings.dsn is None
        with Runner(case.dsn, case.platform.name, case.platform.steps, case.settings.patience, exact=exact) as runner:
            for step in mine:
                case.once(f"step-{step.name}", lambda step=step: _result(asdict(runner.deploy(step))))  # type: ignore[misc]
        return [step.name for step in mine]

    return PhaseResult(phase, tuple(case.once(f"phase-{phase}", run) if mine else ()))


_STATES = {
    Outcome.DEPLOYED: "deployed",
    Outcome.FOUND: "found in place",
    Outcome.ALREADY: "deployed before",
}


def _result(result: dict[str, Any]) -> dict[str, Any]:
    return {**result, "state": _STATES[result["outcome"]]}


def sentence(case: Case, step: Step) -> str:
    """What became of a step that its phase has run."""
    result = case.once(f"step-{step.name}", lambda: None)
    return f"{result['state']}, {result['rows_touched']} rows, {result['duration_ms']} ms"


def take_backup(case: Case) -> BackupProof:
    """A backup that was restored into a scratch database and compared, before the first change."""

    def prove() -> dict[str, str]:
        with connect(case.dsn) as connection:
            promotes = case.platform.claims.one(Promotion) is not None and case.source is not None
            if not promotes and not pending(connection, case.platform.name, case.platform.steps):
                return {"sentence": "no step is pending: nothing is changed, so nothing was backed up"}
        taken, proof = secured(case.dsn, _backup_folder(case), case.settings.backup)
        place = f"{taken.folder} " if case.settings.dsn else "a backup "
        return {"sentence": "; ".join([f"{place}was restored and compared: nothing differs", *proof.notes])}

    return BackupProof(case.once("backup", prove)["sentence"])


def _backup_folder(case: Case) -> Path:
    """Kept where the run's files are, for a database that was named; else it ends with the run."""
    if case.settings.dsn is None:
        return case.settings.shared / f"{case.platform.name}.backup"
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    return case.settings.out / f"backup-{case.platform.name}-{stamp}"
