"""The session that shows a leak, ready to be pasted, and what a person reads of each cell."""

from typing import Any

import pytest

from golive.isolation.cells import Cell, State
from golive.isolation.counterexample import counterexample
from golive.isolation.grids import Square
from golive.isolation.matrix import _called, _sentence, _square, _unlooked, _whose
from golive.isolation.probed import Probed, by_relation, probed
from golive.isolation.reasons import alternatives
from golive.isolation.returned import Way
from golive.isolation.world import World
from golive.model.catalog import KINDS, Column, Constraint, Function, Index, Relation
from golive.model.claims import Claims
from golive.model.claims.identity import Identity
from golive.model.evidence import Evidence, Reach
from golive.model.questions import ISOLATION
from golive.model.snapshot import Server, Snapshot

TENANCY = {
    "root": "app.orgs", "columns": ("org_id",), "enforced_by": "database", "own": {"app.inbox": "user_id"},
    "shared": ("app.countries",), "through": {"app.lines": "note_id"},
}  # fmt: skip
LISTED = "SELECT org_id::text, user_id::text FROM app.members;"


def identity(**fields: Any) -> dict[str, Any]:
    settings = {"app.org": "{tenant}", "app.usr": "{user}"}
    return {"name": "user", "role": "app", "settings": settings, "sessions": LISTED, **fields}


def world(**fields: Any) -> World:
    tables = [Relation(f"app.{one}", relkind="r") for one in ("notes", "orgs", "inbox", "other", "countries", "lines")]
    columns = [Column(one, type="uuid") for one in ("app.notes.org_id", "app.notes.id", "app.lines.note_id")]
    keys = [
        Constraint("app.lines.fk", type="f", definition="x", columns=("note_id",), referenced="app.notes",
                   referenced_columns=("id",)),
        Index("app.notes_pkey", table="app.notes", definition="x", columns=("id",), unique=True),
    ]  # fmt: skip
    objects = [*tables, *columns, *keys]
    catalog = {kind.kind: tuple(one for one in objects if type(one) is kind) for kind in KINDS}
    raw = {"platform": {"name": "it", "title": "It"}, "tenancy": TENANCY, "identity": (identity(**fields),)}
    return World(Snapshot(Server(170000, "17", "it", "reader"), catalog), Claims.model_validate(raw))


def shown(relation: str = "app.notes", command: str = "SELECT", *rest: str, **fields: Any) -> list[str]:
    given = world(**fields)
    return str(counterexample(given, given.claims.identity[0], relation, command, *rest)).split("; ")


BOTH = (
    "SELECT set_config('app.org', tenant, true), set_config('app.usr', \"user\", true) FROM (SELECT *, dense_rank() "
    'OVER (ORDER BY tenant COLLATE "C") AS of_tenant, row_number() OVER (PARTITION BY tenant ORDER BY "user" '
    'COLLATE "C") AS of_user FROM (SELECT org_id::text, user_id::text FROM app.members) AS listed (tenant, "user")) '
    "AS known WHERE (of_tenant, of_user) = ({})"
)
READ = "SELECT org_id, count(*) FROM app.notes GROUP BY org_id"


def test_session_is_the_one_that_came_to_the_row() -> None:
    assert shown() == ["BEGIN", BOTH.format("1, 1"), "SET LOCAL ROLE app", READ, "ROLLBACK"]
    for state, at in (("tenant 2, user 3", "2, 3"), ("tenant 12", "12, 1"), ("tenant 2, user 3 with its key", "2, 3")):
        assert shown("app.notes", "SELECT", state)[1] == BOTH.format(at)


@pytest.mark.parametrize(
    ("state", "settings"),
    [
        ("never set", []),
        ("empty", ["SELECT set_config('app.org', '', true), set_config('app.usr', '', true)"]),
        ("strange value 2", ["SELECT set_config('app.org', '%', true), set_config('app.usr', '%', true)"]),
        ("strange value 7", ["SELECT set_config('app.org', ''' OR ''''=''', true), "
                             "set_config('app.usr', ''' OR ''''=''', true)"]),
        ("as declared", ["SELECT set_config('app.org', '{tenant}', true), set_config('app.usr', '{user}', true)"]),
    ],
)  # fmt: skip
def test_settings_are_those_of_the_state(state: str, settings: list[str]) -> None:
    assert shown("app.notes", "SELECT", state)[1:-3] == settings


def test_settings_of_other_identities() -> None:
    one = (
        "SELECT set_config('app.org', tenant, true) FROM (SELECT *, dense_rank() OVER (ORDER BY tenant COLLATE \"C\") "
    )
    assert shown(settings={"app.org": "{tenant}"}, sessions="SELECT id FROM app.orgs ;")[1] == (
        f'{one}AS of_tenant, row_number() OVER (PARTITION BY tenant ORDER BY tenant COLLATE "C") AS of_user FROM '
        "(SELECT id FROM app.orgs) AS listed (tenant)) AS known WHERE (of_tenant, of_user) = (1, 1)"
    )
    assert shown(settings={}, sessions=None)[1] == "SET LOCAL ROLE app"
    fixed = shown(settings={"app.org": "7", "x.y": "of {tenant} and {user}"})[1]
    assert fixed.startswith(
        "SELECT set_config('app.org', '7', true), set_config('x.y', replace(replace('of {tenant} and {user}', "
        "'{tenant}', tenant), '{user}', \"user\"), true) FROM"
    )
    token = shown(settings={}, claims={"sub": "{user}"})[1]
    assert token.startswith(
        "SELECT set_config('request.jwt.claims', replace('{\"sub\": \"{user}\"}', '{user}', \"user\"), true) FROM"
    )
    assert shown(settings={}, sessions=None, role="My role")[1] == 'SET LOCAL ROLE "My role"'


@pytest.mark.parametrize(
    ("relation", "command", "statement"),
    [
        ("app.notes", "INSERT", "INSERT INTO app.notes … a row of another tenant"),
        ("app.notes", "UPDATE", "UPDATE app.notes SET org_id = org_id RETURNING org_id"),
        ("app.notes", "DELETE", "DELETE FROM app.notes RETURNING org_id"),
        ("app.inbox", "SELECT", "SELECT user_id, count(*) FROM app.inbox GROUP BY user_id"),
        ("app.other", "SELECT", "SELECT count(*) FROM app.other"),
        ("app.other", "UPDATE", "UPDATE app.other SET …"),
        ("app.other", "DELETE", "DELETE FROM app.other RETURNING *"),
        ("app.f()", "EXECUTE", "SELECT * FROM app.f()"),
    ],
)
def test_statement_is_that_of_the_command(relation: str, command: str, statement: str) -> None:
    assert shown(relation, command)[-2] == statement


def test_row_and_call_are_said_in_words() -> None:
    given = world()
    user = given.claims.identity[0]
    assert (
        counterexample(given, user, "app.notes", "SELECT").row
        == "any row of app.notes whose org_id is not the session's"
    )
    assert (
        counterexample(given, user, "app.other", "SELECT").row
        == "any row of app.other whose tenant is not the session's"
    )
    assert shown("app.f()", "EXECUTE", "tenant 1 with its key")[-2] == "SELECT * FROM app.f() with its key"


def test_settings_that_nobody_declared_are_set_as_the_condition_wants_them() -> None:
    text = (
        "(current_setting('app.support'::text, true) = 'on'::text) OR current_setting('app.org') = '1' "
        "OR current_setting('x.y', false) = ''"
    )
    assert shown("app.notes", "SELECT", "never set", text)[1:3] == [
        "SELECT set_config('app.support', 'on', true)", "SELECT set_config('x.y', '', true)",
    ]  # fmt: skip


# What a person reads


def tried(**fields: Any) -> Probed:
    values: dict[str, Any] = {
        "key": "k", "identity": Identity.model_validate(identity()), "command": "SELECT", "relation": "app.notes",
        "states": 9, "crossing": (), "tried": 5, "controls": 2, "blind": 0, "refused": 0, "failed": 0, "unseen": 0,
        "unplanned": "",
    }  # fmt: skip
    return Probed(**{**values, **fields})


def cell(state: State) -> Cell:
    return Cell("app", "app.notes", "SELECT", state)


def test_square_of_a_cell() -> None:
    looks = {State.PROVED: "good", State.CLOSED: "good", State.NO_RIGHT: "idle", State.SHARED: "idle",
             State.UNPROVEN: "unsure", State.LEAKS: "bad"}  # fmt: skip
    for state, look in looks.items():
        said = "only proved" if state is State.PROVED else ""
        assert _square(cell(state), None) == Square(state, look, said)
        assert _square(cell(state), tried()) == Square(state, look, "5 denials, 2 controls")
    assert _square(cell(State.PROVED), tried(tried=0)).tried == "no rows of others to find, 2 controls"
    assert _square(cell(State.PROVED), tried(crossing=("a", "b"))) == Square(
        State.PROVED, "bad", "reached others in 2 of 9 states"
    )


@pytest.mark.parametrize(
    ("way", "probe", "square"),
    [
        (Way.AS_CALLER, None, ("idle", "it reads what its caller may: the grids above")),
        (Way.VOLATILE, {}, ("unsure", "not called: it is VOLATILE, and may write")),
        (Way.NO_COLUMN, None, ("unsure", "not called: no column of its rows says whose they are")),
        (Way.CALLED, None, ("unsure", "not called as any declared session")),
        (Way.CALLED, {"crossing": ("a",)}, ("bad", "reached others in 1 of 9 calls")),
        (Way.CALLED, {}, ("good", "5 calls brought no row of others, 2 brought own ones")),
        (Way.CALLED, {"controls": 0}, ("unsure", "5 calls brought no row of others, 0 brought own ones")),
        (Way.CALLED, {"failed": 4, "refused": 5},
         ("unsure", "5 calls brought no row of others, 2 brought own ones, 9 failed")),
        (Way.CALLED, {"failed": 3}, ("good", "5 calls brought no row of others, 2 brought own ones, 3 failed")),
    ],
)  # fmt: skip
def test_square_of_a_function(way: Way, probe: dict[str, Any] | None, square: tuple[str, str]) -> None:
    assert _called(way, None if probe is None else tried(**probe)) == Square(way, *square)


def test_sentence_counts_what_was_asked() -> None:
    cells = [cell(one) for one in State]
    probes = [tried(), tried(crossing=("a",), tried=1, controls=0)]
    told = "2 of 4 cells (role, table, command) are proved"
    ends = "; 6 probes came to rows of other tenants 1 times, 2 came to their own."
    assert _sentence(True, cells, probes, 0) == f"Row security keeps tenants apart: {told}{ends}"
    assert _sentence(False, cells, probes, 3) == (
        f"That row security keeps tenants apart is not proved: {told}, 3 findings taken by [[accept]]{ends}"
    )


def test_whose_rows_are_is_said() -> None:
    assert {one: _whose(world(), f"app.{one}") for one in ("notes", "lines", "countries", "other")} == {
        "notes": "whose a row is: org_id",
        "lines": "whose a row is: through note_id to app.notes",
        "countries": "declared as shared",
        "other": "nothing says whose its rows are",
    }


def test_what_was_not_looked_at_is_said() -> None:
    definer = Function("app.f()", prokind="f", language="sql", security_definer=True)
    catalog = {Function.kind: (definer, Function("app.g()", prokind="f", language="sql"))}
    live = Snapshot(Server(170000, "17", "it", "reader", in_recovery=True), catalog)
    functions = (("app.f()", "app", Square("", "", "not called: x")), ("app.g()", "app", Square("", "", "5 calls")))
    definers = (
        "what 1 SECURITY DEFINER functions do, and return as single values: the audits of functions judge their bodies"
    )
    assert _unlooked(live, functions, written=False) == (
        definers,
        "the rows that app.f() returned",
        "whether UPDATE and DELETE can be planned: a standby takes no lock for them",
        "real INSERT, UPDATE and DELETE: their policies were evaluated over the rows of other tenants instead",
    )
    here = Snapshot(Server(170000, "17", "it", "reader"), catalog)
    assert _unlooked(here, functions[1:], written=True) == (definers,)


def test_what_was_tried_is_of_the_identity_that_it_names() -> None:
    """A name may begin as another one does."""
    raw = {
        "platform": {"name": "it", "title": "It"},
        "identity": ({"name": "a", "role": "r"}, {"name": "a:b", "role": "s"}),
    }
    reached = Evidence.seen(3, told=Reach(tried=2, controls=1, blind=0, refused=0, failed=0, unseen=0))
    evidence = {ISOLATION.of(f"{name}:SELECT:app.f(x)"): reached for name in ("a", "a:b")}
    live = Snapshot(Server(170000, "17", "it", "reader"), {}, evidence)
    found = [(one.identity.role, one.command, one.relation, one.states, one.tried) for one in
             probed(live, Claims.model_validate(raw))]  # fmt: skip
    assert found == [("r", "SELECT", "app.f(x)", 3, 2), ("s", "SELECT", "app.f(x)", 3, 2)]


def test_commands_on_one_relation_stand_together() -> None:
    every = [tried(command="DELETE"), tried(relation="app.a"), tried(), tried(command="EXECUTE")]
    assert [[(one.relation, one.command) for one in several] for several in by_relation(every)] == [
        [("app.a", "SELECT")], [("app.notes", "SELECT"), ("app.notes", "DELETE"), ("app.notes", "EXECUTE")],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a OR b", ["a", "b"]),
        ("((a) OR (b AND (c OR d)) OR e)", ["(a)", "(b AND (c OR d))", "e"]),
        ("(a) OR (b)", ["(a)", "(b)"]),
        ("a AND b", []),
        ("(a OR b) AND c", []),
        ("a or 'x OR y' = b", ["a", "'x OR y' = b"]),
        ('"OR"', []),
    ],
)
def test_alternatives_are_joined_by_or(text: str, found: list[str]) -> None:
    assert alternatives(text) == found
