"""golive fleet: many databases at once, and the parts of such a run put together."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext
from os import environ
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from golive.attest.envelope import sealed
from golive.attest.statement import CERTIFICATE, statement
from golive.fleet.engines import Dask, Pool
from golive.fleet.file import load_fleet
from golive.fleet.store import Run, Store
from golive.fleet.task import Asked
from golive.fleet.visit import Visited, visits
from golive.fleet.work import Engine, Work
from golive.model.errors import WrongUse
from golive.model.finding import Severity
from golive.reports.fleet_files import line
from golive.reports.folder import SIGNED
from golive.sqltext.visible import visible
from golive.verdict.certificate import Verdict
from golive.verdict.decision import counted
from golive.verdict.members import Member, Roll, groups, odd, unjudged

GOOD, RED = 0, 1
Tell = Callable[[str], None]
_SHARD = re.compile(r"([0-9]{1,4})/([0-9]{1,4})")
_SHOWN = 10


def fleet(
    path: Path, out: Path, engine: Engine, shard: tuple[int, int], fail_on: Severity, key: Ed25519PrivateKey | None,
    tell: Tell, *, anew: bool,
) -> int:  # fmt: skip
    """0 where every database is well."""
    whole = load_fleet(path)
    mine = whole.shard(*shard)
    if not mine.databases:
        raise WrongUse("--shard", f"part {shard[0]} of {shard[1]} has no database", "fewer parts")
    servers = whole.servers(environ, strict=isinstance(engine, Pool))
    store = Store(out)
    with store.alone():
        run, finished = store.begin(Run.of(whole, shard), anew=anew)
        if finished:
            tell(f"going on with the run of {run.started:%Y-%m-%d %H:%M} UTC: {len(finished):,} are finished")
        asked = Asked(run.started, fail_on=fail_on, command="golive fleet")
        left = {one.name for one in mine.databases} - finished.keys()
        for visited in Work((one for one in visits(whole, servers, asked) if one.name in left), engine).done():
            store.keep(visited, _signed(visited, key))
            if not visited.member.good:
                tell(_short(visited.member))
        return _told(store.end(run), out, tell)


def merge(folders: list[Path], out: Path, tell: Tell) -> int:
    """What several parts of one run have finished, as one."""
    parts = [Store(folder) for folder in folders]
    runs = [part.run() for part in parts]
    first, store = runs[0], Store(out)
    for one, folder in zip(runs, folders, strict=True):
        if (one.digest, one.shard[1]) != (first.digest, first.shard[1]):
            raise WrongUse(str(folder), "is a part of another run", "the same fleet.toml, platforms, suite and parts")
    started, ended = min(one.started for one in runs), max(one.finished or one.started for one in runs)
    with store.alone():
        whole = Run(first.digest, first.title, first.file, first.entries, started, finished=ended)
        run, _ = store.begin(whole, anew=True)
        for part in parts:
            store.take(part)
        return _told(store.end(run), out, tell)


@contextmanager
def engine_of(workers: int, dask: str | None) -> Iterator[Engine]:
    with closing(Dask(dask)) if dask else nullcontext(Pool(workers)) as engine:
        yield engine


def shard_of(text: str) -> tuple[int, int]:
    said = _SHARD.fullmatch(text)
    number, of = (int(said[1]), int(said[2])) if said else (0, 0)
    if not 1 <= number <= of:
        raise WrongUse("--shard", f"{text!r} is no part", "such as 3/20: the third of twenty")
    return number, of


def _signed(visited: Visited, key: Ed25519PrivateKey | None) -> Mapping[str, str]:
    """By whoever runs it: the key goes to no worker."""
    certificate = visited.files.get(CERTIFICATE)
    return {SIGNED: sealed(statement(certificate), key)} if key and certificate else {}


def _short(one: Member) -> str:
    return visible(
        f"  {one.name}: {one.verdict}"
        + (f": {one.why}" if one.why else f", {counted(one.findings, 'finding', 'findings')}")
    )


def _told(roll: Roll, out: Path, tell: Tell) -> int:
    for said in summed(roll, out):
        tell(said)
    return GOOD if is_good(roll) else RED


def is_good(roll: Roll) -> bool:
    return roll.verdict in (Verdict.CERTIFIED, Verdict.SCANNED)


def summed(roll: Roll, out: Path) -> Iterator[str]:
    """What a terminal shows at the end; the last line is the verdict."""
    for group in groups(one for one in roll.members if not one.good):
        yield f"\n{len(group.names):,} of {group.platform or 'scans'}: {_few(group.names)}"
        for one in group.differences[:_SHOWN]:
            yield visible(f"  {line(one)}")
        if len(group.differences) > _SHOWN:
            yield f"  and {len(group.differences) - _SHOWN:,} more"
    if unseen := unjudged(roll.members):
        yield f"\nnot judged: {_few([one.name for one in unseen])}"
    if strange := [f"{one.name} (PostgreSQL {one.version})" for one, _ in odd(roll.members)]:
        yield f"\non another major version than most: {_few(strange)}"
    yield f"\npage  {out / 'fleet.html'}\n"
    yield roll.summed


def _few(names: list[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (f" and {len(names) - _SHOWN:,} more" if names[_SHOWN:] else "")
