"""Tables take the rows they are written, keep them, and show them to nobody else."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from golive.diff.kinds.policy import policy_definition
from golive.diff.kinds.relation import relation_definition as definition
from golive.judge.audit import Findings, audit
from golive.judge.deeds import to_rows
from golive.judge.guarding import guarded_like
from golive.judge.row_answers import offenders
from golive.judge.subjects import judged
from golive.judge.time_partitions import Span, TimeTable, children_of, coming, time_table
from golive.model import questions as q
from golive.model.catalog import Constraint, Function, Policy, Relation
from golive.model.claims import Claims
from golive.model.claims.partitions import Partitions
from golive.model.finding import Mend, Severity, decision, sql
from golive.model.scope import ours
from golive.model.snapshot import NotObserved, Snapshot
from golive.model.truth import Truth
from golive.rights.reach import reaching
from golive.rights.roles import Roles
from golive.rights.search_path import paths
from golive.rights.tenancy import tenant_keys
from golive.sqltext.names import quoted
from golive.sqltext.quoting import joined

_MAKES = re.compile(r"(?i)\b(?:attach\s+partition|partition\s+of)\b")
_LARGE = 64 * 1024 * 1024  # bytes from which a wrong plan is felt by everybody


@audit("TBL002", Severity.HIGH, Truth.LAWFUL)
def test_partitions_reach_ahead(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every table that is partitioned by time has a partition for now and for the days to come.

    Without one every insert fails, at midnight of a day that nobody watches; the table itself is there, and so are
    all its old rows.
    """
    if not live.server.now:
        raise NotObserved("the server's time", "it is not part of this snapshot")
    now = datetime.fromisoformat(live.server.now).astimezone(UTC)
    ahead = now + timedelta(days=claims.the(Partitions).days)
    children = children_of(live)
    makers = [one for one in live.of(Function) if _MAKES.search(one.body)]
    findings.nothing("no table is partitioned by time")
    for table in ours(live, Relation, claims):
        found = time_table(table, live, children.get(table.identity, []))
        if found is None:
            continue
        findings.look(table.identity)
        gaps = found.gaps(now, ahead + timedelta(seconds=1))
        if not gaps:
            continue
        due = gaps[0].start <= now
        since = "now" if due else f"{found.shown(gaps[0].start)} on"
        if found.default is not None:
            text = f"has no partition of its own from {since}: rows go to {found.default.identity}"
            why = "rows in the default partition keep the partition that should hold them from being made"
            mend = decision("make the partitions, after moving their rows out of the default partition")
            severity = Severity.ADVICE
        elif makers and not found.spans:
            maker = min(makers, key=lambda one: (table.name not in one.body, one.identity)).identity
            text, why = f"has no partition yet; {maker} makes partitions", "every insert fails until there is one"
            mend = decision(f"call {maker} before the first row comes")
            severity = Severity.ADVICE
        else:
            text = f"has no partition for rows from {since}"
            why = "every insert fails" if due else f"every insert fails once it is {found.shown(gaps[0].start)}"
            mend = _partitions(found, gaps, live)
            severity = Severity.CRITICAL if due else Severity.HIGH
        findings.add(table.identity, text, why, mend, severity=severity)


def _partitions(found: TimeTable, gaps: list[Span], live: Snapshot) -> Mend:
    """New partitions with the rights and policies of the one before them."""
    made: list[str] = []
    for gap in gaps:
        spans = coming(found, gap)
        if not spans or any(live.get(Relation, span.partition) for span in spans):
            return decision("make the missing partitions, with the row security and the rights of their siblings")
        last = next(span for span in reversed(found.spans) if span.end <= gap.start)
        model = live.get(Relation, last.partition)
        if model is None or model.relkind != "r":
            return decision("make the missing partitions, with the row security and the rights of their siblings")
        for span in spans:
            bound = f"FOR VALUES FROM ('{found.shown(span.start)}') TO ('{found.shown(span.end)}')"
            new = replace(model, identity=span.partition, partition_bound=bound, parents=(found.table.identity,))
            made.append(definition(new, replace(live, catalog=_without_rest(live, new))) or "")
            made += [
                policy_definition(replace(policy, identity=f"{new.identity}.{quoted(policy.name)}"))
                for policy in live.on(Policy, model.identity)
            ]
    return sql(joined(*made))


def _without_rest(live: Snapshot, new: Relation) -> dict[str, tuple[Relation, ...]]:
    """What hangs on the new table is made by its parent, but for what is written here."""
    return {**dict.fromkeys(live.catalog, ()), "relation": (new,)}


@audit("TBL003", Severity.CRITICAL, Truth.LAWFUL, opens=True)
def test_default_partition_is_like_its_siblings(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """A default partition has the row security of its siblings.

    It quietly takes every row that has no partition of its own; whoever reads it directly reads rows of all tenants
    that its siblings would have held back.
    """
    children = children_of(live)
    roles = Roles.of(live, claims)
    none = "there is no default partition"
    for default in judged(findings, live, Relation, claims, lambda one: one.partition_bound == "DEFAULT", none):
        siblings = [one for one in children.get(default.parents[0], []) if one.identity != default.identity]
        guarded = [one for one in siblings if one.row_security and one.relkind != "f"]
        if guarded and not default.row_security:
            readers = reaching(roles, default)
            findings.add(
                default.identity,
                f"is the default partition of {default.parents[0]} and has no row security, {guarded[0].identity} has",
                f"{', '.join(readers) or 'whoever is granted it next'} can read rows of every tenant in it",
                guarded_like(default, guarded[0], live),
                deeds=to_rows(roles, readers, default),
            )
        elif default.relkind == "r" and _by_time(default, live, children):
            holds = f"holds some {default.rows:.0f} rows that have" if default.rows > 0 else "takes every row that has"
            findings.add(
                default.identity,
                f"{holds} no partition of their own" if default.rows > 0 else f"{holds} no partition of its own",
                "the partition that should hold them can only be made after a scan under the strongest lock",
                decision("make partitions ahead of time, and move the rows of the default partition to them"),
                severity=Severity.ADVICE,
            )


def _by_time(default: Relation, live: Snapshot, children: dict[str, list[Relation]]) -> bool:
    parent = live.get(Relation, default.parents[0])
    return parent is not None and time_table(parent, live, children[parent.identity]) is not None


@audit("TBL004", Severity.HIGH, Truth.LAWFUL)
def test_no_table_hides_another(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No search path of the application finds two relations of one name.

    The first one wins: the application reads and writes a copy, an old table or a view, and the tested table stays
    as it was.
    """
    named: dict[str, dict[str, Relation]] = {}
    for relation in judged(findings, live, Relation, claims):
        named.setdefault(relation.name, {})[relation.schema or ""] = relation
    twins = {name: where for name, where in named.items() if len(where) > 1}
    told: set[tuple[str, str]] = set()
    for who, path in paths(live, claims):
        for name, where in sorted(twins.items()):
            there = [schema for schema in path if schema in where]
            for hidden in there[1:]:
                pair = (where[there[0]].identity, where[hidden].identity)
                if pair[0] != pair[1] and pair not in told:
                    told.add(pair)
                    findings.add(
                        pair[0],
                        f"hides {pair[1]} on the search path of {who} ({', '.join(path)})",
                        f"whoever says {quoted(name)} without its schema reads and writes {pair[0]}",
                        decision(
                            f"keep one of the two: rename or drop the other, or take {quoted(hidden)} off that path"
                        ),
                    )


@audit("TBL005", Severity.HIGH, Truth.LAWFUL)
def test_tables_survive_a_crash(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every table of the platform is logged.

    An unlogged table is emptied when the server crashes, and a replica never has its rows.
    """
    referenced = {one.referenced for one in live.of(Constraint) if one.type == "f"}
    keys = tenant_keys(live, claims)
    for table in judged(findings, live, Relation, claims, lambda one: one.is_table, "there is no table"):
        if table.persistence != "u":
            continue
        tied = table.identity in referenced or any(one.type == "f" for one in live.on(Constraint, table.identity))
        tenants = keys is not None and table.identity in keys.columns
        passing = _is_passing(table.name) and not (tied or tenants or table.row_security)
        findings.add(
            table.identity,
            "is unlogged",
            "a crash empties it, and no replica or backup from one has its rows",
            sql(f"ALTER TABLE {table.identity} SET LOGGED;"),
            severity=Severity.ADVICE if passing else None,
        )


def _is_passing(name: str) -> bool:
    """Named as something that may be lost."""
    words = name.lower().replace("-", "_").split("_")
    return any(
        word.startswith(("cache", "tmp", "temp", "stag", "scratch", "session", "queue", "import")) for word in words
    )


@audit("TBL006", Severity.ADVICE, Truth.LAWFUL)
def test_tables_have_a_primary_key(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every table has a primary key.

    Without one a row can stand in it twice and nothing tells the two apart, and logical replication refuses updates.
    """
    for table in judged(
        findings, live, Relation, claims, lambda one: one.is_table and not one.parents, "there is no table"
    ):
        if not any(one.type == "p" for one in live.on(Constraint, table.identity)):
            findings.add(
                table.identity,
                "has no primary key",
                "a row can stand in it twice, and logical replication refuses its updates",
                decision("add a primary key over the columns that tell its rows apart"),
            )


@audit("TBL007", Severity.CRITICAL, Truth.LAWFUL, opens=True)
def test_inheriting_tables_are_guarded(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """A table that inherits from a row-secured table has row security of its own.

    Policies of the parent hold only when the parent is read: whoever may read the child itself reads rows of every
    tenant.
    """
    roles = Roles.of(live, claims)
    none = "no table inherits from another"
    for child in judged(findings, live, Relation, claims, lambda one: bool(one.parents) and not one.is_partition, none):
        if child.row_security:
            continue
        parent = next((p for name in child.parents if (p := live.get(Relation, name)) and p.row_security), None)
        if parent is None:
            continue
        readers = reaching(roles, child)
        findings.add(
            child.identity,
            f"inherits from {parent.identity} and has no row security",
            f"{', '.join(readers) or 'whoever is granted it next'} can read it past the policies of {parent.identity}",
            _apart(child, parent, live),
            severity=None if readers else Severity.ADVICE,
            deeds=to_rows(roles, readers, child),
        )


def _apart(child: Relation, parent: Relation, live: Snapshot) -> Mend:
    """Whoever reads the parent meets the parent's policies alone, so that the child's own may be right or too much."""
    guard = guarded_like(child, parent, live).text
    return decision(
        f"say what {child.identity} is for: move its rows to {parent.identity} and drop it; or, where it is read by"
        f" itself:\n{guard}"
    )


@audit("TBL012", Severity.ADVICE, Truth.LAWFUL)
def test_the_planner_knows_the_tables(live: Snapshot, findings: Findings) -> None:
    """Every table of more than a thousand rows has statistics.

    After a restore there are none: the planner guesses, and a query of milliseconds takes minutes on the first day.
    Blocks where a table is large.
    """
    large: list[str] = []
    small: list[str] = []
    for name, evidence in offenders(findings, live, q.UNANALYSED, "no table has rows"):
        told = q.UNANALYSED.told(evidence)
        (large if told and (told.value or 0) > _LARGE else small).append(name)
    for names, severity in ((large, Severity.HIGH), (small, Severity.ADVICE)):
        if names:
            findings.add(
                where=names[0] if len(names) == 1 else "tables",
                what=f"{', '.join(names)} {'has' if len(names) == 1 else 'have'} rows and no statistics",
                why="the planner guesses how many rows there are, and joins them in the slowest way",
                mend=sql(" ".join(f"ANALYZE {name};" for name in names)),
                severity=severity,
                extent=names,
            )
