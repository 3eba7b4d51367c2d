"""What blocks is shown on a copy, where the audit says what would show it; what cannot be done there is advice."""

import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from psycopg import sql

from golive.isolation.world import World
from golive.model import questions as q
from golive.model.catalog import Setting, Type
from golive.model.claims import Claims
from golive.model.deed import Deed
from golive.model.evidence import Evidence, Shown
from golive.model.extent import digest
from golive.model.finding import Finding
from golive.model.snapshot import Snapshot
from golive.observe.session import connect
from golive.twin.attempts import Attempt, attempts
from golive.twin.build import Twin
from golive.twin.making import Maker
from golive.twin.stage import Stage
from golive.twin.trial import Sight
from golive.twin.trouble import Trouble
from golive.twin.values import Values
from golive.twin.visit import Visit

SECONDS = 15.0  # for all findings of one database; what comes later says that it was not tried
DEEDS = 8  # of one finding
HAS_IT = "a copy of this structure has it as well"
NOT = "not shown on a copy"
Seen = Callable[[Collection[str]], Sight]  # what the audits of these codes say


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a deed, and what was run."""

    statement: str
    what: str = ""
    trouble: Trouble | None = None

    @property
    def denied(self) -> bool:
        """For want of a right, not of a row, and by the server itself: code of the database may say so of anything."""
        met = self.trouble
        return met is not None and met.sqlstate == "42501" and not met.by_row_security and not met.context


@dataclass(frozen=True)
class Showing:
    """Of the findings of one database."""

    stage: Stage
    visit: Visit
    whole: bool  # it is like its target: only then it refutes

    def of(self, one: Finding, *, late: bool) -> Evidence:
        every = [] if late else list(self._done(one.deeds[:DEEDS]))
        if best := next((came for came in every if came.what), None):
            return Evidence.seen(1, told=Shown(best.statement, f"on a copy of this structure {best.what}"))
        whole = self.whole and len(every) == len(one.deeds)
        if whole and every and all(came.denied for came in every) and (met := every[0].trouble):
            said = f"it could not be done on a copy of this structure, {met.message}"
            return Evidence.seen(1, 1, told=Shown(every[0].statement, said, refuted=True))
        met = next((came.trouble for came in every if came.trouble), None)
        why = "there was no time left" if late else met.message if met else "no row and no session of a copy shows it"
        return Evidence.not_observed(f"{NOT}: {why}")

    def _done(self, deeds: Sequence[Deed]) -> Iterator[Came]:
        """Until one comes off."""
        for deed in deeds:
            came = Came("")
            for attempt in attempts(deed, self.stage):
                came = self._tried(deed, attempt)
                if came.what or came.denied:
                    break
            yield came
            if came.what:
                break

    def _tried(self, deed: Deed, attempt: Attempt) -> Came:
        become = sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(deed.role))
        settings = self.stage.session(deed.role)
        told = self.visit.pasted([*attempt.before, become, *attempt.does], "", settings)
        told = f"BEGIN; {told} ROLLBACK;"
        path = {"search_path": self.visit.paths[deed.role]} if deed.role in self.visit.paths else {}
        run = [*attempt.before, become, *(attempt.counted or attempt.does)]
        answer = self.visit.tried(run, settings={**path, **settings})
        expected = deed.fails or attempt.fails
        if isinstance(answer, Trouble):
            return Came(told, f"it ended with '{answer.message}'" if answer.sqlstate == expected else "", answer)
        more = int(answer[0][0] or 0) - attempt.own if attempt.counted else 1
        return Came(told, attempt.said(more) if more > 0 and not expected else "")


def shown(
    used: Twin, live: Snapshot, claims: Claims, found: Iterable[Finding], bare: Sight, seen: Seen, *, whole: bool
) -> dict[str, Evidence]:
    """By code, object and words; used: a copy with the rows that were made in using it.

    What could not be done is looked for on a copy that nobody has used: in what its catalog alone says (bare), then by
    all that can be asked of it.
    """
    blocking = [one for one in found if one.severity.blocks]
    answers = _done(used, live, claims, blocking, whole=whole)
    left = [one for one in blocking if answers[_key(one)].told is None]
    rest = frozenset(one.code for one in left if not bare.shows(one))
    sights = [bare, *([seen(rest)] if rest else [])]
    has_it = [one for one in left if any(sight.shows(one) for sight in sights)]
    return answers | {_key(one): Evidence.not_observed(HAS_IT) for one in has_it}


def _key(one: Finding) -> str:
    return q.SHOWN.of(one.code, one.where, digest(one.what))


def _done(used: Twin, live: Snapshot, claims: Claims, found: Iterable[Finding], *, whole: bool) -> dict[str, Evidence]:
    end = time.monotonic() + SECONDS
    with (
        connect(used.visitor, autocommit=True) as session,
        connect(used.dsn, autocommit=True, options="-c search_path=pg_catalog") as reader,
    ):
        paths = {
            one.role: one.value for one in live.of(Setting) if one.setting == "search_path" and one.scope == "role"
        }
        visit = Visit(session, paths)
        maker = Maker(visit, reader, Values({one.identity: one for one in live.of(Type)}), live.server.major)
        showing = Showing(Stage(World(live, claims), reader, maker), visit, whole)
        return {_key(one): showing.of(one, late=time.monotonic() > end) for one in found}
