"""Indexes serve: they are whole, there once, and where foreign keys need them."""

import re

from golive.diff.kinds.index import index_definition
from golive.judge.answers import answer
from golive.judge.audit import Findings, audit
from golive.judge.subjects import counted, judged
from golive.model import questions as q
from golive.model.catalog import Column, Constraint, Index, Policy, Relation
from golive.model.claims import Claims
from golive.model.finding import Mend, Severity, decision, sql
from golive.model.scope import ours
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.sqltext.expressions import bound_beside
from golive.sqltext.names import quoted
from golive.sqltext.quoting import ident, idents, in_database, joined

_LEFT_OVER = re.compile(r"_cc(new|old)\d*$")
_IS_NULL = re.compile(r'(?:"((?:[^"]|"")+)"|\b([a-z_]\w*)) IS NULL')
# Whose a row is: NULL there is nobody's in particular.
_OWNER = re.compile(r"(?i)(?:^|_)(?:id|uuid|key|slug|code|owner|by|tenant|org|organi[sz]ation|account|team|company)$")
_HEAD = re.compile(r"^CREATE (?:UNIQUE )?INDEX .*? ON (?:ONLY )?.*? USING ", re.DOTALL)


@audit("IDX002", Severity.HIGH, Truth.LAWFUL)
def test_indexes_are_whole(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every index is valid, ready and live, and nothing is left of one that was being built.

    An index that a failed CONCURRENTLY leaves behind is in every list and no plan; a unique one lets duplicates in.
    """
    for index in judged(findings, live, Index, claims):
        broken = (
            "half dropped"
            if not index.live
            else "not ready"
            if not index.ready
            else "not valid"
            if not index.valid
            else ""
        )
        if _LEFT_OVER.search(index.name) and not index.constraint:
            findings.add(
                index.identity,
                f"is left over from a REINDEX CONCURRENTLY of {index.table}" + (f", and {broken}" if broken else ""),
                "every write pays for it, and no query was planned for it",
                sql(f"DROP INDEX CONCURRENTLY {index.identity};", destructive=True),
            )
        elif broken:
            table = live.get(Relation, index.table)
            findings.add(
                index.identity,
                f"is {broken}",
                "nothing proves that its key is unique"
                if index.unique
                else "no query uses it, and every write pays for it",
                _whole(index, table, live),
                severity=Severity.CRITICAL if index.unique else None,
            )


def _whole(index: Index, table: Relation | None, live: Snapshot) -> Mend:
    if table is None or table.relkind != "p":
        return sql(f"REINDEX INDEX CONCURRENTLY {index.identity};")
    partitions = [one for one in live.of(Relation) if one.parents == (index.table,)]
    having = {one.table for one in live.of(Index) if one.parent == index.identity and one.valid}
    lacking = [one for one in partitions if one.identity not in having]
    if index.constraint or not lacking or any(one.relkind != "r" for one in lacking):
        return decision(
            "build the index on each partition and attach it, or drop it and create it again on the whole table"
        )
    made = []
    for one in lacking:
        name = quoted(f"{one.name}_{'_'.join(re.sub(r'[^a-z0-9_]', '', column) for column in index.columns)}_idx"[:63])
        schema = quoted(one.schema or "")
        text = index_definition(index).replace(
            f"INDEX {ident(index.name)} ON {index.table} ", f"INDEX {name} ON {one.identity} ", 1
        )
        made += [text, f"ALTER INDEX {index.identity} ATTACH PARTITION {schema}.{name}"]
    return sql(joined(*made))


@audit("IDX003", Severity.ADVICE, Truth.LAWFUL)
def test_indexes_are_there_once(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No two indexes of a table are the same but for their names.

    Every write keeps both up to date, and no query ever needs the second.
    """
    first: dict[tuple[str, ...], Index] = {}
    for index in sorted(
        judged(findings, live, Index, claims),
        key=lambda one: (not one.primary, not one.constraint, not one.unique, one.identity),
    ):
        if index.parent or not index.valid:
            continue
        body = _HEAD.sub("", index.definition, count=1)
        same = first.setdefault((index.table, index.access_method, body.replace(" NULLS NOT DISTINCT", "")), index)
        if same is index or (index.constraint and same.constraint and index.unique != same.unique):
            continue
        findings.add(
            index.identity,
            f"is the same as {same.identity}",
            "every write keeps both up to date, and no query needs the second",
            sql(f"ALTER TABLE {index.table} DROP CONSTRAINT {ident(_constraint(index))};", destructive=True)
            if index.constraint
            else sql(f"DROP INDEX {index.identity};", destructive=True),
        )


def _constraint(index: Index) -> str:
    return Constraint(index.constraint, "u", "").name


@audit("IDX004", Severity.ADVICE, Truth.LAWFUL)
def test_foreign_keys_have_an_index(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every foreign key is covered by the first columns of a valid index without a condition.

    Without one, deleting or moving a parent reads the whole child table, under a lock, once for every row.
    """
    none = "there is no foreign key"
    for constraint in judged(findings, live, Constraint, claims, _is_foreign_key, none):
        wanted = constraint.columns
        if any(_covers(index, wanted) for index in live.on(Index, constraint.relation or "")):
            continue
        table = live.get(Relation, constraint.relation or "")
        how = "" if table is not None and table.relkind == "p" else " CONCURRENTLY"
        findings.add(
            constraint.identity,
            f"no index of {constraint.relation} begins with ({idents(wanted)})",
            f"deleting a row of {constraint.referenced} reads all of {constraint.relation}",
            sql(f"CREATE INDEX{how} ON {constraint.relation} ({idents(wanted)});"),
        )


def _is_foreign_key(constraint: Constraint) -> bool:
    return constraint.type == "f" and not constraint.parent


def _covers(index: Index, wanted: tuple[str, ...]) -> bool:
    if set(index.columns[: len(wanted)]) != set(wanted):
        return False
    if not (index.valid and index.ready and index.live) or index.access_method not in ("btree", "hash", "gist"):
        return False
    return not index.predicate or index.predicate in {f"({ident(name)} IS NOT NULL)" for name in wanted}


@audit("IDX005", Severity.HIGH, Truth.LAWFUL)
def test_indexes_are_sorted_as_the_library_sorts(live: Snapshot, findings: Findings) -> None:
    """Every collation has the version that its indexes were built with.

    After an upgrade of the system texts are sorted otherwise than the index has them: lookups miss rows that are
    there, and a unique index lets in what it has. Where no index hangs on it, it is advice.
    """
    found = answer(findings, live, q.COLLATIONS.of(), "collations")
    if found is None:
        return
    findings.nothing("no collation in use has a version")
    for name, evidence in q.COLLATIONS.answers(live):
        told = q.COLLATIONS.told(evidence)
        assert told is not None  # it offends
        some = ", ".join(told.indexes[:20]) + (f" and {len(told.indexes) - 20} more" if len(told.indexes) > 20 else "")
        refreshed = (
            f"ALTER COLLATION {name} REFRESH VERSION;"
            if name
            else in_database("ALTER DATABASE %I REFRESH COLLATION VERSION")
        )
        findings.add(
            where=name or "the database",
            what=f"its collation has version {told.actual}, and {told.recorded} is recorded"
            + (f"; sorted by it: {some}" if some else "; no index is sorted by it"),
            why="what was sorted with the other version is searched with this one: rows are not found, or stand twice",
            mend=sql(" ".join([*(f"REINDEX INDEX {one};" for one in told.indexes), refreshed])),
            severity=Severity.HIGH if told.indexes else Severity.ADVICE,
            extent=[f"{told.recorded} to {told.actual}", *told.indexes],
        )


@audit("IDX006", Severity.HIGH, Truth.LAWFUL)
def test_unique_keys_hold_for_rows_of_nobody(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Where NULL says that a row is everybody's, no unique key is blind to it.

    NULL equals no NULL: a key over the tenant and a name lets the same template in as often as somebody loads it.
    """
    meant = _nulls_with_meaning(live)
    several = [one for one in ours(live, Index, claims) if one.unique and len(one.columns) > 1]
    for index in counted(findings, several, "no unique key has more than one column"):
        if index.nulls_not_distinct or not index.valid:
            continue
        predicate = index.predicate.replace('"', "")
        told = {
            one: [where for where, bound in meant.get((index.table, one), ()) if not bound & {*index.columns}]
            for one in index.columns
            if f"{one} IS NOT NULL" not in predicate
        }
        says = {one: where[0] for one, where in told.items() if where}
        blind = list(says)
        rest = {one for one in index.columns if one not in says}
        if not blind or any(_unique_without(one, blind, rest) for one in live.on(Index, index.table)):
            continue
        names = idents(blind)
        findings.add(
            index.identity,
            f"does not bind rows whose {names} is NULL, and {says[blind[0]]} says what NULL means there",
            f"rows of everybody with the same {idents(sorted(rest))} stand there twice, and a lookup finds either",
            decision(
                f"CREATE UNIQUE INDEX ON {index.table} ({idents(sorted(rest))}) WHERE "
                + " AND ".join(f"{ident(one)} IS NULL" for one in blind)
                + "; or make the key NULLS NOT DISTINCT (15 and later)"
            ),
        )


def _nulls_with_meaning(live: Snapshot) -> dict[tuple[str, str], list[tuple[str, frozenset[str]]]]:
    """Nullable columns of which a policy or an index's condition asks whether they are NULL: what asks, and by which
    other columns it binds such a row to a session nevertheless."""
    found: dict[tuple[str, str], list[tuple[str, frozenset[str]]]] = {}
    asked = [(one.relation or "", text, one.identity) for one in live.of(Policy) for text in (one.using, one.check)]
    asked += [(one.table, one.predicate, one.identity) for one in live.of(Index)]
    for table, text, where in asked:
        nullable = {one.name for one in live.on(Column, table) if not one.not_null} if " IS NULL" in text else set()
        for hit in _IS_NULL.finditer(text):
            name = (hit[1] or hit[2]).replace('""', '"')
            if name in nullable and _OWNER.search(name):
                found.setdefault((table, name), []).append((where, bound_beside(text, name)))
    return found


def _unique_without(index: Index, blind: list[str], rest: set[str]) -> bool:
    """Whether it is unique among the rows that the other one does not bind."""
    if not index.unique or not index.valid or not set(index.columns) <= rest:
        return False
    return not index.predicate or any(f"{one} IS NULL" in index.predicate.replace('"', "") for one in blind)
