"""What a finding says is done on a copy; what cannot be done there is no longer said to be open."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
import pytest

from golive.judge.exposure import Exposure
from golive.model import questions as q
from golive.model.catalog import Relation
from golive.model.claims import Claims
from golive.model.deed import CREATE, EXECUTE, LURE, Deed
from golive.model.extent import digest
from golive.model.finding import Finding, Severity, decision
from golive.model.platform import Platform
from golive.model.snapshot import Snapshot
from golive.server import choose
from golive.server.enclosure import refused
from golive.sqltext.statements import split
from golive.twin.build import Twin, built
from golive.twin.faithful import catalog_of
from golive.twin.meeting import meeting
from golive.twin.showing import DEEDS, HAS_IT, NOT, Came, shown
from golive.twin.structure import structure_of
from golive.twin.trial import Bench, Sight, said_of
from golive.twin.trouble import Trouble
from golive.twin.use import used

pytestmark = pytest.mark.skipif(bool(refused()), reason=refused() or "there is an enclosure")
HERE = Path(__file__).parent
CLAIMS = Claims.model_validate(
    {
        "platform": {"name": "desk", "title": "Desk"},
        "tenancy": {
            "root": "desk.firms", "key": "id", "columns": ("firm_id",), "enforced_by": "database",
            "members": {"table": "desk.staff", "user": "person", "tenant": "firm_id"},
        },
        "identity": (
            {
                "name": "app", "role": "desk_app", "settings": {"desk.firm": "{tenant}"},
                "sessions": "SELECT id FROM desk.firms",
            },
        ),
    }
)  # fmt: skip
PLATFORM = Platform(HERE, CLAIMS, None, (), (), ())
NOBODY = Sight(frozenset(), {})


@dataclass(frozen=True)
class Desk:
    """A copy with rows of two firms, and what stands in it."""

    copy: Twin
    live: Snapshot
    bench: Bench

    def says(self, deeds: Sequence[Deed], copy: Sight = NOBODY, *, whole: bool = True) -> tuple[str, bool]:
        """Of one finding with these deeds: the words, and whether it is refuted."""
        one = Finding("ISO001", Severity.HIGH, "desk", "desk.calls", "is open", "", decision(""), deeds=tuple(deeds))
        answers = shown(self.copy, self.live, CLAIMS, [one], NOBODY, lambda _: copy, whole=whole)
        return Exposure(self.live, CLAIMS, answers).shown("ISO001", "desk.calls", "is open")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """On a server of its own: other tests' roles have the same names."""
    with choose("embedded").launch() as server, ExitStack() as stack:
        dsn = server.create_database("desk")
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            for statement in split((HERE / "shown.sql").read_text("utf-8")):
                connection.execute(statement.text.encode())
        structure = structure_of(dsn, tmp_path_factory.mktemp("desk"))
        bench = Bench(structure, PLATFORM, stack, stack.enter_context(built(structure)))
        live = catalog_of(bench.twin.dsn, walled=False)
        copy = bench.twin.cloned("used")
        used(copy, live, CLAIMS)
        yield Desk(copy, live, bench)


COMES_OFF = {
    "an open table is read": (Deed("desk_app", "SELECT", "desk.bare"), "1 row was read, of another tenant"),
    "and changed": (Deed("desk_app", "UPDATE", "desk.bare"), "1 row was changed, of another tenant"),
    "and emptied": (Deed("desk_app", "DELETE", "desk.bare"), "1 row was deleted, of another tenant"),
    "and added to": (Deed("desk_app", "INSERT", "desk.bare"), "a row of another tenant was added"),
    "through a view": (Deed("desk_app", "SELECT", "desk.every"), "1 row was read, of another tenant"),
    "where a row meets the condition": (
        Deed("desk_app", "SELECT", "desk.calls", "open"), "1 row was read, of another tenant",
    ),
    "by a function that is told whose": (
        Deed("desk_app", EXECUTE, "desk.closes(uuid)", comes_to=(("desk.calls", "UPDATE"),)), "1 row was changed by it",
    ),
    "which answers": (
        Deed("desk_app", EXECUTE, "desk.notes(uuid)", comes_to=(("public.notices", "SELECT"),)),
        "it was answered with what is not its own",
    ),
    "which finds what its caller has made": (
        Deed("desk_app", LURE, "desk.notes(uuid)", names=("notices",)), "the code of its caller runs as desk_owner",
    ),
    "by a trigger that does": (
        Deed("desk_app", LURE, "desk.counts()", names=("notices",)), "the code of its caller runs as desk_owner",
    ),
    "by making something": (Deed("desk_app", CREATE, "desk"), "a table was made there"),
    "policies without end": (Deed("desk_app", "SELECT", "desk.staff", fails="42P17"), "infinite recursion"),
}  # fmt: skip


@pytest.mark.parametrize("name", COMES_OFF)
def test_what_is_open_is_done(desk: Desk, name: str) -> None:
    deed, came = COMES_OFF[name]
    told, against = desk.says([deed])
    assert told.startswith("on a copy of this structure ")
    assert came in told
    assert f'SET LOCAL ROLE "{deed.role}"' in told
    assert not against


HELD = {
    "by a policy": (Deed("desk_app", "SELECT", "desk.firms"), False),
    "by a policy, when rows are changed": (Deed("desk_app", "UPDATE", "desk.calls"), False),
    "by a policy, when they are added": (Deed("desk_app", "INSERT", "desk.calls"), False),
    "by its search_path": (Deed("desk_app", LURE, "desk.closes(uuid)", names=("calls",)), False),
    "for want of a right": (Deed("desk_guest", "SELECT", "desk.bare"), True),
    "for want of a right to make something": (Deed("desk_guest", CREATE, "desk"), True),
    "where it was to fail, and does not": (Deed("desk_app", "SELECT", "desk.bare", fails="42P17"), False),
}


@pytest.mark.parametrize("name", HELD)
def test_what_is_held_is_not_shown(desk: Desk, name: str) -> None:
    """A row that is not there shows nothing; a right that is not there refutes, where the copy is whole."""
    deed, refutes = HELD[name]
    told, against = desk.says([deed])
    assert against is refutes
    assert told.startswith("it could not be done on a copy" if refutes else NOT)
    assert desk.says([deed], whole=False)[1] is False


def test_code_of_the_database_refutes_nothing() -> None:
    """Whatever its function is called: only what the server says by itself is a right that is missing."""
    said = Trouble("42501", "permission denied for table bare", "SELECT 1")
    assert Came("", "", said).denied
    assert not Came("", "", replace(said, context='PL/pgSQL function "a\nb"() line 1 at RAISE')).denied


def test_what_was_not_tried_refutes_nothing(desk: Desk) -> None:
    denied = [Deed("desk_guest", "SELECT", "desk.bare")] * DEEDS
    assert desk.says(denied)[1]
    assert not desk.says([*denied, Deed("desk_app", "SELECT", "desk.bare")])[1]


def test_one_of_several_is_enough(desk: Desk) -> None:
    denied, done = Deed("desk_guest", "SELECT", "desk.bare"), Deed("desk_app", "SELECT", "desk.bare")
    assert desk.says([denied, done])[0].startswith("on a copy of this structure 1 row was read")


def test_what_cannot_be_done_is_seen_on_the_copy_at_least(desk: Desk) -> None:
    sight = Sight(frozenset({("ISO001", "desk.calls", "is open")}), {})
    assert desk.says([], sight) == (HAS_IT, False)
    assert desk.says([])[0].startswith(NOT)


def test_audits_say_what_shows_them(desk: Desk) -> None:
    """The copy as it stands, judged; each of these is done by what its audit says."""
    found, _ = said_of(PLATFORM, desk.live)
    answers = shown(desk.copy, desk.live, CLAIMS, found, NOBODY, lambda _: NOBODY, whole=True)
    told = {(code, where): answers[q.SHOWN.of(code, where, digest(what))] for code, where, what in _blocking(found)}
    assert {key for key, one in told.items() if one.told} >= {
        ("FUN004", "desk.notes(uuid)"),
        ("FUN004", "desk.counts()"),
        ("GRT004", "desk"),
        ("ISO001", "desk.bare"),
        ("ISO001", "desk.calls.shown"),
        ("ISO008", "desk.closes(uuid)"),
        ("POL003", "desk.bare"),
        ("POL013", "desk.staff"),
        ("TBL008", "desk.every"),
    }, told


def test_what_is_refuted_is_advice(desk: Desk) -> None:
    """The audit says it of a role that the copy shuts out: who judges again, with that, does not stop for it."""
    found, _ = said_of(PLATFORM, desk.live)
    law = next(one for one in found if one.code == "POL003")
    refuted = [replace(law, deeds=(Deed("desk_guest", "SELECT", "desk.bare"),))]
    answers = shown(desk.copy, desk.live, CLAIMS, refuted, NOBODY, lambda _: NOBODY, whole=True)
    again, _ = said_of(PLATFORM, desk.live.with_evidence(answers))
    (told,) = [one for one in again if (one.code, one.where) == (law.code, law.where)]
    assert law.severity.blocks
    assert told.severity is Severity.ADVICE
    assert "permission denied" in told.shown


def _blocking(found: Sequence[Finding]) -> list[tuple[str, str, str]]:
    return [(one.code, one.where, one.what) for one in found if one.severity.blocks]


MET: Mapping[str, Mapping[str, str | None]] = {
    "(is_public = true)": {"is_public": "true"},
    "((status)::text = 'open'::text)": {"status": "open"},
    "((deleted_at IS NULL) AND visible)": {"deleted_at": None, "visible": "true"},
    "(kind = ANY (ARRAY['a'::text, 'b'::text]))": {"kind": "a"},
    "((firm_id = (current_setting('x'::text))::uuid) OR (NOT closed))": {"closed": "false"},
    "true": {},
    "(a = b)": {},
    "(person = ( SELECT auth.uid() AS uid))": {},
    "beyond (a parser": {},
}


@pytest.mark.parametrize("condition", MET)
def test_rows_are_made_to_meet_a_condition(condition: str) -> None:
    assert meeting(condition) == MET[condition]


def test_nothing_of_it_stays(desk: Desk) -> None:
    """Each deed is undone: no table, view or row of it is there afterwards."""
    assert {one.identity for one in catalog_of(desk.copy.dsn, walled=False).of(Relation)} == {
        one.identity for one in desk.live.of(Relation)
    }
