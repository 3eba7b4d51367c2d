"""What runs by itself and what is asked first, what mends leave behind, how partitions and looks differ."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from golive.diff.compare import compare
from golive.diff.difference import Change, Difference
from golive.diff.drift import drift
from golive.diff.mended import mended
from golive.diff.partitions import like_siblings, stranger
from golive.diff.plan import Plan, planned, why_not
from golive.diff.takes import contradicts, locks_out, loses
from golive.model import questions as q
from golive.model.catalog import KINDS, Column, Comment, Index, Membership, Policy, Relation, Role, Trigger
from golive.model.catalog.base import CatalogObject
from golive.model.evidence import Evidence, Tried
from golive.model.finding import Finding, Mend, Severity, command, decision, sql
from golive.model.lock import Lock
from golive.model.snapshot import Server, Snapshot, Unreadable
from golive.sqltext.statements import split


def told(rule: Any, text: str) -> bool:
    return bool(rule(split(text)[0]))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("TRUNCATE a", True),
        ("DELETE FROM a", True),
        ("DROP TABLE a", True),
        ("DROP FOREIGN TABLE a", True),
        ("DROP SCHEMA a", True),
        ("DROP POLICY a ON b", False),
        ("DROP INDEX a", False),
        ("ALTER TABLE a DISABLE ROW LEVEL SECURITY", True),
        ("ALTER TABLE a NO FORCE ROW LEVEL SECURITY", True),
        ("ALTER TABLE a ENABLE ROW LEVEL SECURITY", False),
        ("ALTER TABLE a DISABLE TRIGGER b", False),
        ("UPDATE a SET b = 1", False),
    ],
)
def test_what_a_statement_takes_away(text: str, found: bool) -> None:
    assert told(loses, text) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("REVOKE a FROM b", True),
        ("REVOKE SELECT ON a FROM b", False),
        *(
            (f"ALTER ROLE a {what}", True)
            for what in ("NOLOGIN", "PASSWORD NULL", "CONNECTION LIMIT 0", "VALID UNTIL 'x'")
        ),
        ("ALTER USER a NOLOGIN", True),
        ("ALTER ROLE a NOSUPERUSER", False),
        ("ALTER TABLE nologin ADD COLUMN a int", False),
        *((text, True) for text in ("DROP ROLE a", "DROP USER a", "DROP OWNED BY a", "REASSIGN OWNED BY a TO b")),
        ("DROP TABLE role", False),
        ("GRANT a TO b", False),
    ],
)
def test_who_is_locked_out(text: str, found: bool) -> None:
    assert told(locks_out, text) is found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "UPDATE a SET b = 1; INSERT INTO a VALUES (1); SELECT 1; SET x = 1; ANALYZE a; VACUUM a; REINDEX TABLE a",
            False,
        ),
        ("ALTER SYSTEM SET x = 1", False),
        ("ALTER ROLE a NOLOGIN", True),
        ("GRANT SELECT ON a TO b", True),
        ("CREATE TABLE a (b int); GRANT SELECT ON a TO c; CREATE INDEX i ON a (b); COMMENT ON TABLE a IS 'x'", False),
        ("CREATE TABLE s.a (b int); ALTER TABLE ONLY s.a ADD COLUMN c int; CREATE POLICY p ON s.a USING (true)", False),
        ('CREATE TABLE "A b" (b int); ALTER TABLE "A b" ENABLE ROW LEVEL SECURITY', False),
        ("CREATE TABLE a (b int); ALTER TABLE s.a ADD COLUMN c int", True),
        ("CREATE TABLE a (b int); CREATE TRIGGER t BEFORE INSERT ON b EXECUTE FUNCTION f()", True),
        ("CREATE TABLE a (b int); CREATE UNIQUE INDEX i ON a (b); CREATE RULE r AS ON INSERT TO a DO NOTHING", True),
    ],
)
def test_what_contradicts_the_lock(text: str, found: bool) -> None:
    assert contradicts(split(text)) is found


@pytest.mark.parametrize(
    ("mend", "why"),
    [
        (command("golive"), "A command, for a shell"),
        (decision("think"), "A decision for a person"),
        (
            sql("SELECT 1;", destructive=True),
            "It takes something away that a mend cannot bring back: is it meant to go?",
        ),
        (sql("DROP TABLE a;"), "It takes something away that a mend cannot bring back: is it meant to go?"),
        (sql("-- nothing"), "No statement"),
        (sql("SELECT \u200b1;"), "It holds characters that nobody sees: are they meant?"),
        (sql("SELECT 1;", unless="\u200btrue"), "It holds characters that nobody sees: are they meant?"),
        (sql("ALTER TABLE a ADD COLUMN b int;"), ""),
    ],
)
def test_what_does_not_run_by_itself(mend: Mend, why: str) -> None:
    assert why_not(mend) == why
    assert why_not(sql("SELECT 'open")).startswith("Not run, because ")


# The plan


def finding(where: str, mend: Mend, code: str = "LAW001", what: str = "it is wrong") -> Finding:
    return Finding(code, Severity.HIGH, "it", where, what, "why", mend)


def difference(where: str, mend: Mend, change: Change = Change.CHANGED, kind: str = "relation") -> Difference:
    return Difference(kind, "TBL001", change, Severity.HIGH, where, "what", "why", mend)


ADD, MORE = sql("ALTER TABLE a ADD COLUMN b int;"), sql("ALTER TABLE a ADD COLUMN c int;")


def test_findings_of_one_mend_share_it() -> None:
    plan = Plan()
    one, two, three = finding("a", ADD), finding("b", ADD), finding("c", MORE)
    for each in (one, two, three):
        plan.add(each, each.mend, "")
    plan.add(one, ADD, "is it meant?")
    assert [(each.mend, each.findings, each.question) for each in plan.runs] == [
        (ADD, (one, two), ""),
        (MORE, (three,), ""),
    ]
    assert [(each.findings, each.question) for each in plan.decisions] == [((one,), "is it meant?")]


def test_whole_mend_takes_its_part_in() -> None:
    plan = Plan()
    whole = sql(f"BEGIN;\nDROP VIEW v;\n{ADD.text}\n{MORE.text}\nCOMMIT;")
    plan.add(finding("a", whole), whole, "")
    plan.add(finding("b", MORE), MORE, "")
    other = sql("ALTER TABLE a ADD COLUMN d int;")
    plan.add(finding("c", other), other, "")
    assert [[one.where for one in each.findings] for each in plan.runs] == [["a", "b"], ["c"]]


def test_without_a_lock_each_law_stands_by_itself() -> None:
    laws = [finding("a", ADD), finding("b", sql("REVOKE a FROM b;")), finding("c", decision("think"))]
    plan = planned(laws, (), None, None, lambda _: ())
    assert [one.mend for one in plan.runs] == [ADD]
    assert [one.question for one in plan.decisions] == [
        "Somebody may be logged in by it: who loses what, and may he?", "A decision for a person",
    ]  # fmt: skip


def seen(*objects: CatalogObject, version: int = 170000) -> Snapshot:
    catalog = {kind.kind: tuple(one for one in objects if type(one) is kind) for kind in KINDS}
    return Snapshot(Server(version, "17", "it", "me"), catalog)


def table(name: str = "s.a", **fields: Any) -> Relation:
    return Relation(name, **{"relkind": "r", "owner": "o", **fields})


LOCKED, LIVE = seen(table(row_security=True), table("s.b")), seen(table(), table("s.b"))
LOCK = Lock.of(LOCKED, "it")
SECURED = sql("ALTER TABLE s.a ENABLE ROW LEVEL SECURITY;")


def law(live: Snapshot) -> Iterator[Finding]:
    """One law goes with the difference, one stays, one is about what the lock itself has."""
    if not live.of(Relation)[0].row_security:
        yield finding("s.a", SECURED, "LAW001")
    yield finding("s.b", MORE, "LAW002")


def test_laws_are_planned_for_what_the_mends_before_them_leave() -> None:
    of_lock = difference("s.a", SECURED)
    told_of = finding("s.a", SECURED, "TBL001")
    laws = [finding("s.a", SECURED, "LAW001"), finding("s.b", MORE, "LAW002"), finding("s.c", MORE, "LAW003")]
    plan = planned([*laws, told_of], (of_lock,), LOCK, LIVE, law)
    assert [(one.mend, [each.code for each in one.findings]) for one in plan.runs] == [(SECURED, ["TBL001"])]
    assert [one.code for one in plan.settled] == ["LAW001"]
    against = "The lock has it so: where it is not meant, run this, and learn the lock again"
    assert [(one.question, [each.code for each in one.findings]) for one in plan.decisions] == [
        (against, ["LAW002", "LAW003"])
    ]
    later = replace(of_lock, mend=decision("think"))
    waiting = planned([laws[0], told_of], (later,), LOCK, LIVE, law)
    assert ([one.code for one in waiting.waiting], waiting.settled, waiting.runs) == (["LAW001"], [], [])


def test_what_stands_on_a_missing_table_waits_for_it() -> None:
    missing = difference("s.c", decision("is it s.d?"), Change.MISSING)
    view = difference("s.v", sql("CREATE VIEW s.v AS SELECT 1 FROM s.c;"))
    other = difference("s.w", sql("CREATE VIEW s.w AS SELECT 1 FROM s.cc, as.c;"))
    given = [finding(one.where, one.mend, "TBL001") for one in (other, view, missing)]
    plan = planned(given, (missing, view, other), None, None, lambda _: ())
    assert [(one.findings[0].where, one.question) for one in plan.decisions] == [
        ("s.c", "A decision for a person"), ("s.v", "It needs s.c, about which a decision is to be taken first"),
    ]  # fmt: skip
    assert [one.findings[0].where for one in plan.runs] == ["s.w"]


def test_finding_of_a_difference_says_all_of_it() -> None:
    one = replace(difference("s.a", ADD), extent=("changed", "owner 1"))
    found = one.finding("it")
    assert (found.code, found.severity, found.platform, found.where) == ("TBL001", Severity.HIGH, "it", "s.a")
    assert (found.what, found.why, found.mend) == ("what", "why", ADD)
    assert found.extent == ("high", "changed", "owner 1")


# What mends leave


def left(*done: str) -> list[CatalogObject]:
    """Missing s.gone with its index and comment, unlocked s.more with its column, s.a changed."""
    index = Index("s.i", table="s.gone", definition="x")
    locked = seen(
        table(forced=True), table("s.gone"), index, Comment("TABLE s.gone", on="TABLE", object="s.gone", text="t")
    )
    live = seen(table(rows=5.0), table("s.more"), Column("s.more.c", type="int"))
    kinds = {"s.a": Change.CHANGED, "s.gone": Change.MISSING, "s.more": Change.UNEXPECTED}
    differences = [difference(where, ADD, change) for where, change in kinds.items()]
    made = mended(locked, live, differences, lambda one: one.where in done)
    return [one for kind in (Relation, Column, Index) for one in made.of(kind)]  # type: ignore[type-abstract]


def test_catalog_after_mends_is_the_lock_but_for_what_is_left() -> None:
    assert [one.identity for one in left("s.a", "s.gone", "s.more")] == ["s.a", "s.gone", "s.i"]
    assert [one.identity for one in left()] == ["s.a", "s.more", "s.more.c"]
    assert left("s.a")[0] == table(forced=True, rows=5.0)
    assert left("s.gone")[0] == table(rows=5.0)
    assert [one.identity for one in left("s.gone")] == ["s.a", "s.gone", "s.more", "s.more.c", "s.i"]


# Partitions


def part(name: str, **fields: Any) -> Relation:
    return table(name, **{"parents": ("s.p",), "partition_bound": "FOR VALUES IN (1)", **fields})


def siblings(new: Relation, *objects: CatalogObject) -> tuple[Relation, Snapshot, Snapshot]:
    parent, old = table("s.p", relkind="p"), part("s.p1", row_security=True, grants=("a=SELECT",))
    hanging = (Column("s.p1.c", type="int"), Policy("s.p1.own", using="true"))
    return new, seen(parent, old, *hanging), seen(parent, old, *hanging, new, *objects)


NEW = part("s.p2", row_security=True, grants=("a=SELECT",))
OWN = (Column("s.p2.c", type="int"), Policy("s.p2.own", using="true"))


@pytest.mark.parametrize(
    ("fields", "objects", "how"),
    [
        ({}, OWN, ""),
        ({"partition_bound": ""}, OWN, None),
        ({"parents": ("s.p", "s.q")}, OWN, None),
        ({"parents": ("s.q",)}, OWN, None),
        ({"partition_bound": "DEFAULT"}, OWN, "a default partition takes rows that have no partition of their own"),
        ({"row_security": False}, OWN, "row security is off, that of its sibling s.p1 on"),
        ({"grants": ("a=SELECT", "b=SELECT")}, OWN, "grants is a=SELECT, b=SELECT, that of its sibling s.p1 a=SELECT"),
        ({"grants": ()}, OWN, "grants is none, that of its sibling s.p1 a=SELECT"),
        ({"owner": "x"}, OWN, "owner is x, that of its sibling s.p1 o"),
        ({}, OWN[:1], "it lacks policy own, its sibling s.p1 has it"),
        ({}, (*OWN, Policy("s.p2.more", using="true")), "it has policy more, its sibling s.p1 has not"),
        ({}, (OWN[0], Policy("s.p2.own", using="false")), "its policy own differs from that of its sibling s.p1"),
        ({}, (Column("s.p2.c", type="text"), OWN[1]), "its column c differs from that of its sibling s.p1"),
    ],
)
def test_partition_is_held_against_its_siblings(
    fields: dict[str, Any], objects: tuple[CatalogObject, ...], how: str | None
) -> None:
    new, locked, observed = siblings(replace(NEW, **fields), *objects)
    assert stranger(new, locked, observed) == how


def test_partition_is_made_like_its_siblings_where_it_can_be() -> None:
    wanted = like_siblings(*siblings(replace(NEW, row_security=False, grants=()), OWN[0]))
    assert wanted == (NEW, [OWN[1]])
    assert like_siblings(*siblings(replace(NEW, owner="x"), *OWN)) == (NEW, [])
    assert like_siblings(*siblings(NEW)) is None
    assert like_siblings(*siblings(replace(NEW, partition_bound="DEFAULT"), *OWN)) is None
    assert like_siblings(*siblings(replace(NEW, parents=("s.q",)), *OWN)) is None


# Between two looks


def test_drift_is_told_object_by_object() -> None:
    before = seen(table(), table("s.gone"), Role("there", here=False))
    now = seen(table(owner="x", forced=True), table("s.new"), Role("there", here=False, login=True))
    assert [str(one) for one in drift(before, now)] == [
        "relation s.a has changed (owner, forced)", "relation s.gone is gone", "relation s.new is new",
    ]  # fmt: skip
    dark = replace(now, catalog={**now.catalog, "relation": Unreadable("no right")})
    assert drift(before, dark) == drift(dark, before) == ()


def test_roles_of_other_databases_do_not_drift_here() -> None:
    """Those that reach nothing here, now or before, with what hangs on them; of one that did it is still told."""
    before = seen(table(), Role("there", here=False), Role("was"))
    left_now = Role("was", here=False, login=True)
    now = seen(table(), Role("came", here=False), left_now, Membership("m", role="came", member="there"))
    assert [str(one) for one in drift(before, now)] == ["role was has changed (login)"]


def test_what_could_not_be_read_is_neither_missing_nor_changed() -> None:
    reference = Lock.of(seen(table(), table("s.b")), "it")
    half = replace(seen(table("s.b")), unread={"relation": {"s.a": "its definition failed"}})
    assert compare(reference, half).differences == ()
    assert [one.where for one in compare(reference, seen(table("s.b"))).differences] == ["s.a"]


def test_extent_is_of_each_field_that_differs() -> None:
    """What was accepted once is accepted as it was: a digest of each field, of what nobody locked of every field."""
    reference = Lock.of(seen(table(), table("s.gone")), "it")
    told_of = {
        one.where: one.extent for one in compare(reference, seen(table(forced=True), table("s.new"))).differences
    }
    assert [part.partition(" ")[0] for part in told_of["s.a"]] == ["changed", "forced"]
    assert told_of["s.gone"] == ("missing",)
    assert {"unexpected", "relkind", "owner", "forced", "grants"} <= {
        part.partition(" ")[0] for part in told_of["s.new"]
    }


def test_mend_that_went_wrong_on_a_copy_is_a_decision() -> None:
    tried = replace(LIVE, evidence={q.TRIED.of(SECURED.digest): Evidence.seen(1, told=Tried("raised 42501"))})
    plan = planned([finding("s.a", SECURED)], (), None, tried, lambda _: ())
    assert [(one.mend, one.question) for one in plan.decisions] == [
        (SECURED, "Run on a copy of this structure, it raised 42501")
    ]
    assert plan.runs == []


def test_clones_stay_with_what_they_follow() -> None:
    """A trigger of a partition is there as long as that of its parent is left as it is."""
    clone = Trigger("s.p1.t", definition="x", parent="s.p.t")
    locked, live = seen(table(), Trigger("s.p.t", definition="x"), clone), seen(table())
    gone = [difference("s.p.t", ADD, Change.MISSING, "trigger")]
    assert mended(locked, live, gone, lambda _: False).of(Trigger) == ()
    assert [one.identity for one in mended(locked, live, gone, lambda _: True).of(Trigger)] == ["s.p.t", "s.p1.t"]
