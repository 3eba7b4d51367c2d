"""A step that a superuser runs may do something else, or nothing, where the owner of the objects runs it.

Row security that is forced hides rows from their owner: a backfill is then a success that changed nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic, sleep
from typing import Any

from psycopg import Connection, sql

from golive.migrate.runner import Runner
from golive.model.platform import Platform
from golive.model.step import Step
from golive.model.target import Dsn
from golive.observe.session import connect
from golive.rehearse.clone import Clone
from golive.rehearse.obstacle import STOPS, line
from golive.server.logins import login
from golive.sql import fill

Session = Connection[tuple[Any, ...]]
Written = Mapping[str, tuple[int, int, int]]  # by table: rows inserted, updated, deleted
OWNED = sql.SQL("ALTER DATABASE {} OWNER TO {}")
RAISED, LOWERED = sql.SQL("ALTER ROLE {} SUPERUSER"), sql.SQL("ALTER ROLE {} NOSUPERUSER")
_DID = ("inserted", "updated", "deleted")
_PATIENCE_S = 10.0  # for the server to count what a session did that has ended


@dataclass(slots=True)
class Parity:
    """By step, what came out otherwise, and what was refused to the owner."""

    owner: str = ""
    deployer: str = ""  # a superuser, by what the platform says
    unowned: str = ""
    otherwise: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def as_owner(clone: Clone, platform: Platform) -> Parity:
    """Every step on two copies, once by each, and what they wrote compared, table by table."""
    parity = Parity()
    declared = platform.claims.platform.deployer
    with connect(clone.dsn, autocommit=True) as session:
        row = session.execute(fill("rehearsal/owner.sql", deployer=declared)).fetchone()
        if row is None:
            parity.unowned = "all that is there is a superuser's: there is no owner to migrate as"
            return parity
        parity.owner, holds_database = row
        parity.deployer = declared if declared and declared != parity.owner else ""
    with _copy(clone, "by_superuser") as (copy, admin):
        wrote = dict(_migrated(admin, copy, platform, lambda step, deploy: deploy(step)))
    with _copy(clone, "by_owner") as (copy, admin):
        owner = login(admin, copy, parity.owner)
        if not holds_database:
            admin.execute(OWNED.format(sql.Identifier(copy.name), sql.Identifier(parity.owner)))
            parity.notes.append(f"{parity.owner} was given the database, to keep a ledger in it")
        attempt = _Attempt(admin, parity)
        for name, written in _migrated(admin, owner, platform, attempt.deploy):
            if name in wrote and name not in parity.refused and (told := _difference(wrote[name], written)):
                parity.otherwise[name] = told
    return parity


@dataclass(slots=True)
class _Attempt:
    admin: Session
    parity: Parity

    def deploy(self, step: Step, deploy: Callable[[Step], object]) -> None:
        """What is refused to the owner is done with a superuser's rights, so that what stands on it can be tried."""
        try:
            deploy(step)
        except STOPS as error:
            self.parity.refused[step.name] = line(error)
            self.admin.execute(RAISED.format(sql.Identifier(self.parity.owner)))
            try:
                deploy(step)
            finally:
                self.admin.execute(LOWERED.format(sql.Identifier(self.parity.owner)))


def _migrated(
    admin: Session, who: Dsn, platform: Platform, deploy: Callable[[Step, Callable[[Step], object]], object]
) -> Iterator[tuple[str, Written]]:
    """Each step with what it wrote; one that fails ends it: the rehearsal itself says why."""
    with Runner(who, platform.name, platform.steps) as runner:
        counters = _Counters(admin)
        for step in platform.steps:
            before = counters.read()
            try:
                deploy(step, runner.deploy)
            except STOPS:
                break
            yield step.name, counters.since(before)
        with suppress(*STOPS):  # roles are of the whole server: the next one begins as this one did
            runner.revert_all(consent=True)


@dataclass(slots=True)
class _Counters:
    """What the server counts of rows that were written; a session's share stands there once it has ended."""

    admin: Session
    staying: set[int] = field(default_factory=set)  # sessions of the run itself

    def read(self) -> Written:
        self.staying |= self._there()
        rows = self.admin.execute(fill("rehearsal/written.sql")).fetchall()
        return {name: (inserted, updated, deleted) for name, inserted, updated, deleted in rows}

    def since(self, before: Written) -> Written:
        until = monotonic() + _PATIENCE_S
        while self._there() - self.staying and monotonic() < until:
            sleep(0.005)
        none = (0, 0, 0)
        return {
            name: (now[0] - was[0], now[1] - was[1], now[2] - was[2])
            for name, now in self.read().items()
            if now != (was := before.get(name, none))
        }

    def _there(self) -> set[int]:
        return {row[0] for row in self.admin.execute(fill("rehearsal/sessions.sql")).fetchall()}


def _difference(by_superuser: Written, by_owner: Written) -> str:
    none = (0, 0, 0)
    told = []
    for name in sorted(by_superuser.keys() | by_owner.keys()):
        for did, wanted, found in zip(_DID, by_superuser.get(name, none), by_owner.get(name, none), strict=True):
            if wanted != found:
                told.append(f"{found:,} rows of {name} {did} instead of {wanted:,}")
    return "; ".join(told)


@contextmanager
def _copy(clone: Clone, by: str) -> Iterator[tuple[Dsn, Session]]:
    """With the one session there that is not a step's."""
    name = f"{clone.dsn.name[:40]}_{by}"
    copy = clone.server.clone(clone.dsn.name, name)
    with connect(copy, autocommit=True) as admin:
        yield copy, admin
    clone.server.drop(name)
