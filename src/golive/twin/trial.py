"""Mends run on a clone of a twin: what each statement met and locked, and what is judged there afterwards."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

import psycopg
from psycopg import sql

from golive.diff.plan import Planned
from golive.judge.audit import AUDITS, FUNCTIONS, Findings
from golive.migrate.traffic import Turn, turns
from golive.model import questions as q
from golive.model.catalog import CatalogObject, Database, Membership, Role
from golive.model.evidence import Evidence
from golive.model.finding import Finding
from golive.model.platform import Platform
from golive.model.recorded import Recorded, other
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.observe.session import connect
from golive.server import find_client
from golive.server.client import run_client
from golive.sql import fill
from golive.sqltext.statements import split
from golive.twin.build import NAME, VISITOR, Twin, built
from golive.twin.faithful import catalog_of, made_for_it
from golive.twin.making import relation
from golive.twin.structure import Structure
from golive.twin.use import used
from golive.twin.wall import reaches_out
from golive.verdict.audits import judge_one, known_of, load_audits

Key = tuple[str, str]
OUTWARD = "it asks for what a copy gives nobody"


@dataclass(frozen=True, slots=True)
class Sight:
    """What is said of one state of the structure."""

    found: frozenset[tuple[str, str, str]]
    said: dict[Key, str]  # what blocks, and what nobody can know

    def shows(self, finding: Finding) -> bool:
        return (finding.code, finding.where, finding.what) in self.found

    def beside(self, before: "Sight") -> dict[Key, str]:
        """What came."""
        return {key: what for key, what in self.said.items() if key not in before.said}


@dataclass(frozen=True, slots=True)
class Trial:
    """Of some mends, one after the other."""

    at: Planned | None = None  # where it stopped
    error: str = ""
    sqlstate: str = ""
    beside: bool = False  # for something in another database
    after: Sight | None = None
    locks: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by digest
    idle: frozenset[str] = frozenset()  # digests of those that had nothing to do


@dataclass(slots=True)
class Bench:
    """A twin that stays as it was, and clones of it; where a trial changed its roles, the next is on a fresh one."""

    structure: Structure
    platform: Platform
    stack: ExitStack
    twin: Twin
    sound: str = ""  # what the whole cluster holds
    proofs: dict[str, "Proved"] = field(default_factory=dict)  # of the last clone that was looked at
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.sound = self._cluster()

    @contextmanager
    def clone(self) -> Iterator[Twin]:
        """Gone afterwards. Roles are of the cluster: what a mend did to them stays in it."""
        copy = self.twin.cloned(f"golive_trial_{next(self.numbers)}")
        try:
            yield copy
        finally:
            if self._cluster() == self.sound:
                self.twin.server.drop(copy.dsn.fields["dbname"])
            else:
                self.twin.server.stop()
                self.twin = self.stack.enter_context(built(self.structure))
                self.sound = self._cluster()

    def look(self, copy: Twin, *, locked: bool = True) -> Sight:
        """Its catalog, what can be used there, and what the audits say of both."""
        live = catalog_of(copy.dsn, walled=False)
        return self.sight(live, used(copy, live, self.platform.claims), locked=locked)

    def sight(
        self, live: Snapshot, answers: Mapping[str, Evidence], *, locked: bool = True, codes: Collection[str] = ()
    ) -> Sight:
        shown = {kind: _without_ours(found) for kind, found in live.catalog.items()}
        server = replace(live.server, database=self.structure.database)  # as findings name it
        live = replace(live, server=server, catalog=shown).with_evidence({**answers, q.TWIN.of(): Evidence.seen(1)})
        found, unknown = said_of(self.platform, live, locked=locked, codes=codes, proofs=self.proofs)
        told = {(one.code, one.where): one.what for one in found if one.severity.blocks}
        return Sight(frozenset((one.code, one.where, one.what) for one in found), {**unknown, **told})

    def tried(self, mends: Sequence[Planned], target: Snapshot, *, locked: bool = True) -> Trial:
        locks: dict[str, tuple[str, ...]] = {}
        idle: set[str] = set()
        with self.clone() as copy:
            with connect(copy.dsn, autocommit=True) as session:
                session.execute(fill("twin/session.sql"))
                for one in mends:
                    try:
                        if _is_done(session, one):
                            idle.add(one.mend.digest)
                        else:
                            locks[one.mend.digest] = tuple(_ran(session, one, target))
                    except psycopg.Error as error:
                        why = error.diag.message_primary or type(error).__name__
                        beside = NAME in (error.diag.message_detail or "")
                        return Trial(one, f"{why} (SQLSTATE {error.sqlstate})", error.sqlstate or "", beside)
            return Trial(after=self.look(copy, locked=locked), locks=locks, idle=frozenset(idle))

    def ran(self, copy: Twin, script: str) -> None:
        """By psql, as a person runs it; raises WrongUse with the first error."""
        path = self.structure.dump.with_name("fix.sql")
        path.write_text(script, "utf-8")
        run_client(find_client("psql", self.twin.server.major), "psql", "-X", "-q", "-f", path, dsn=copy.dsn)

    def _cluster(self) -> str:
        with connect(self.twin.dsn) as session:
            row = session.execute(fill("twin/cluster.sql")).fetchone()
        return str(row and row[0])


@dataclass(frozen=True, slots=True)
class Proved:
    """What an audit that proves has said, and what of a snapshot it asked for that: it takes longest."""

    said: tuple[Findings, ...]
    live: Snapshot
    kinds: frozenset[str]
    answers: frozenset[str]

    @classmethod
    def of(cls, code: str, platform: Platform, live: Snapshot) -> "Proved":
        catalog, evidence = Recorded(live.catalog), Recorded(live.evidence)
        known = known_of(platform, replace(live, catalog=catalog, evidence=evidence))
        said = tuple(judge_one(FUNCTIONS[code], platform, known))
        return cls(said, live, frozenset(catalog.asked), frozenset(evidence.asked))

    def holds(self, live: Snapshot) -> bool:
        """Whether it would say the same of another."""
        return not (
            other(self.live.catalog, live.catalog, self.kinds) or other(self.live.evidence, live.evidence, self.answers)
        )


def said_of(
    platform: Platform, live: Snapshot, *, locked: bool = True, codes: Collection[str] = (),
    proofs: dict[str, Proved] | None = None,
) -> tuple[list[Finding], dict[Key, str]]:  # fmt: skip
    """What the audits find that need no rows, and what they cannot know; without a lock only laws speak.

    codes: of those that are asked, where not all are; proofs: what was proved of another one like it.
    """
    load_audits()
    lawful = platform.lock is None
    known = known_of(platform, live)
    found: list[Finding] = []
    unknown: dict[Key, str] = {}
    for code in sorted(FUNCTIONS.keys() & (codes or FUNCTIONS.keys())):
        truth = AUDITS[code].truth
        if (lawful and truth is not Truth.LAWFUL) or (not locked and truth is Truth.LOCKED):
            continue
        try:
            for result in _judged(code, platform, live, known, proofs):
                found += result.found
                unknown |= {(one.code, one.where): one.why for one in result.unknowns}
        except Exception:  # it asks for what a structure has not
            unknown[code, ""] = "it needs more than a structure"
    return found, unknown


def _judged(
    code: str, platform: Platform, live: Snapshot, known: Mapping[Any, Any], proofs: dict[str, Proved] | None
) -> Iterable[Findings]:
    if proofs is None or AUDITS[code].part is None:
        return judge_one(FUNCTIONS[code], platform, known)
    if code not in proofs or not proofs[code].holds(live):
        proofs[code] = Proved.of(code, platform, live)
    return proofs[code].said


def refused(mend: Planned) -> str:
    """Why it is not run even on a copy; empty where it is."""
    return OUTWARD if any(map(reaches_out, split(mend.mend.text))) else ""


def _without_ours(found: Any) -> Any:
    return tuple(_unhelped(one) for one in found if not _helper(one)) if isinstance(found, tuple) else found


def _helper(one: CatalogObject) -> bool:
    return isinstance(one, (Role, Membership)) and made_for_it(one)


def _unhelped(one: CatalogObject) -> CatalogObject:
    """The database without the right of its visitor to come in."""
    if not isinstance(one, Database):
        return one
    return replace(one, grants=tuple(grant for grant in one.grants if not grant.startswith(f"{VISITOR}=")))


def _is_done(session: psycopg.Connection[Any], one: Planned) -> bool:
    if not one.mend.unless:
        return False
    asked = sql.SQL("SELECT (\n{}\n)").format(relation(one.mend.unless.rstrip().removesuffix(";")))
    row = session.execute(asked).fetchone()
    return bool(row and row[0])


def _ran(session: psycopg.Connection[Any], one: Planned, target: Snapshot) -> Iterable[str]:
    locks: dict[str, None] = {}
    for turn in turns(one.mend.text, target):
        if turn.alone:
            for statement in turn.statements:
                session.execute(statement.encode())
            continue
        with session.transaction():
            locks |= dict.fromkeys(_locked(session, turn))
    return locks


def _locked(session: psycopg.Connection[Any], turn: Turn) -> Iterable[str]:
    for statement in turn.statements:
        session.execute(statement.encode())
        for name, mode in session.execute(fill("runner/locks.sql")).fetchall():
            yield f"{mode} {name}"
