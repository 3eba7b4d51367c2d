"""Whose rows are whose: the table of tenants, the column that names them in every other, and what has none."""

import re
from collections import Counter
from dataclasses import dataclass, field

from golive.infer.facts import MARK, Facts, Pointer, alike, singular, stem
from golive.infer.people import BY, TENANT, Membership, membership, people
from golive.infer.states import active
from golive.model import questions as q
from golive.model.leftovers import words
from golive.model.migration_tools import tool_of
from golive.sqltext.expressions import asks_session, calls, disjuncts, mentions, parsed

_FEWEST = 2  # tables that name it: what one table names is a parent
MANY = 3
FILLED = "filled"
_PLAIN = ("tenant", "namespace")  # called so without being called a key


@dataclass(frozen=True, slots=True)
class Tenants:
    """What the catalog says of tenancy; columns by table."""

    root: str
    key: str
    columns: dict[str, str]
    share: float  # of the tables, how many lead to it
    ahead: float  # how far before the next table that it could be
    secured: tuple[str, ...]  # tables of tenants whose policies name the column
    guarded: int  # tables of tenants whose policies ask who comes
    walled: int  # tables of tenants with row security
    through: dict[str, Pointer] = field(default_factory=dict)
    shared: tuple[str, ...] = ()
    nullable: tuple[str, ...] = ()
    own: dict[str, str] = field(default_factory=dict)
    members: Membership | None = None
    active: str = "true"

    @property
    def by_database(self) -> bool:
        """Row security is on in most of them, and policies say for whom: by tenant, or by user, as each says."""
        return bool(self.secured or 2 * self.guarded >= len(self.columns)) and 2 * self.walled >= len(self.columns)


def tenants(facts: Facts) -> Tenants | None:
    persons = people(facts)
    scores = _scores(facts, persons)
    if not scores:
        return None
    (root, score), *others = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    columns = _columns(facts, root)
    if len(columns) < _FEWEST:
        return None
    secured = tuple(
        table for table, column in columns.items()
        if facts.tables[table].row_security and _compared(facts, table, column)
    )  # fmt: skip
    if not secured and _within_others(facts, root, columns):
        return None
    through, shared = _beside(facts, root, columns)
    return Tenants(
        root=root,
        key=_key(facts, root),
        columns=columns,
        share=(len(columns) + len(through)) / max(1, len(facts.tables) - 1),
        ahead=score / others[0][1] if others else float("inf"),
        secured=secured,
        guarded=sum(
            facts.tables[table].row_security and any(map(asks_session, facts.policies(table))) for table in columns
        ),
        walled=sum(facts.tables[table].row_security for table in columns),
        through=through,
        shared=shared,
        nullable=_nullable(facts, columns),
        members=membership(facts, root, columns, persons),
        active=active(facts, root),
    )


def rootless(facts: Facts) -> str:
    """The column that many tables name a tenant by, where none has one row for each; nothing where there is none."""
    name, tables = _commonest(facts)
    return f"{name} stands in {len(tables)} tables, and none has one row for each" if len(tables) >= MANY else ""


def _commonest(facts: Facts) -> tuple[str, set[str]]:
    """The column called as one that names tenants and leads nowhere, that most tables have, and these."""
    leading = {(one.table, one.column) for one in facts.pointers}
    found: dict[str, set[str]] = {}
    for table in facts.tables:
        for name in facts.columns(table):
            if (table, name) not in leading and (words(name) in _PLAIN or TENANT.search(stem(name) or "?")):
                found.setdefault(name, set()).add(table)
    return max(found.items(), key=lambda item: (len(item[1]), item[0]), default=("", set()))


def _within_others(facts: Facts, root: str, columns: dict[str, str]) -> bool:
    """Whether its own rows or the column's name, and far more tables than name it, say a tenant that has no table."""
    name, tables = _commonest(facts)
    return (
        (root in tables or stem(name) == "tenant") and name not in columns.values() and len(tables) > 2 * len(columns)
    )


def _scores(facts: Facts, persons: dict[str, int]) -> dict[str, float]:
    """By how many tables name it and how many more lead there, by policies, and by what such a table is called."""
    named: dict[str, dict[str, float]] = {}
    for one in facts.pointers:
        if (
            one.to in facts.tables
            and one.to not in persons
            and one.table != one.to
            and not BY.search(words(one.column))
        ):
            weight = (1.0 if one.guarded else 0.7) + _compared(facts, one.table, one.column)
            some = named.setdefault(one.to, {})
            some[one.table] = max(some.get(one.table, 0), weight)
    found = {}
    for root, tables in named.items():
        called = bool(TENANT.search(singular(words(facts.tables[root].name))))
        held = any(one in persons or one in {p.table for p in facts.pointers if p.to in persons} for one in tables)
        score = sum(tables.values()) * (2.0 if called else 1.0) * (1.25 if held else 1.0)
        if len(tables) >= _FEWEST and (called or len(tables) >= max(MANY, len(facts.tables) // 3)):
            found[root] = score
    return found


def _compared(facts: Facts, table: str, column: str) -> bool:
    return any(mentions(text, column) for text in facts.policies(table))


def _key(facts: Facts, root: str) -> str:
    keys = Counter(one.key for one in facts.pointers if one.to == root)
    return keys.most_common(1)[0][0] if keys else facts.key(root)


def _columns(facts: Facts, root: str) -> dict[str, str]:
    """By table the column with the tenant. A name that few tables use counts where it can mean nothing else."""
    key = facts.columns(root)[_key(facts, root)]
    pointing: dict[str, list[Pointer]] = {}
    for one in facts.pointers:
        if one.to == root and one.table not in (root,) and one.table in facts.tables:
            pointing.setdefault(one.table, []).append(one)
    often = Counter(one.column for some in pointing.values() for one in some)
    names = {name for name, times in often.items() if times >= _FEWEST and not BY.search(words(name))}
    about = singular(words(facts.tables[root].name))
    names |= {name for name in often if stem(name) in (about, _short(about)) or stem(name) == "tenant"}
    found: dict[str, str] = {}
    for table in sorted(facts.tables):
        columns = facts.columns(table)
        if table == root:
            continue
        usual = sorted((name for name in names if name in columns), key=lambda name: (-often[name], name))
        usual = [name for name in usual if alike(columns[name], key)]
        only = [one.column for one in pointing.get(table, ()) if columns[one.column].not_null]
        if usual:
            found[table] = usual[0]
        elif len(pointing.get(table, ())) == 1 and only and stem(only[0]).endswith(about):
            found[table] = only[0]
    return found


def _short(about: str) -> str:
    return "org" if about in ("organization", "organisation") else about


def _beside(facts: Facts, root: str, columns: dict[str, str]) -> tuple[dict[str, Pointer], tuple[str, ...]]:
    """Tables without the column: those that a foreign key leads from to a tenant's row, and those of everybody."""
    left = {
        table: sorted((one for one in facts.pointers_of(table) if one.guarded and one.to != table),
                      key=lambda one: _far(facts, one))
        for table in sorted(facts.tables)
        if table != root and table not in columns and tool_of(facts.live, facts.tables[table]) is None
    }  # fmt: skip
    leading = _leading(left, columns)
    through: dict[str, Pointer] = {}
    while open_ := sorted(leading.keys() - through.keys()):
        known = columns.keys() | through.keys()
        nearest = {table: leading[table][0] for table in open_ if leading[table][0].to in known}
        through |= nearest or dict([next((name, one) for name in open_ for one in leading[name] if one.to in known)])
    everybodys = facts.tables.keys() - columns.keys() - through.keys() - {root}
    return through, tuple(sorted(everybodys))


def _leading(left: dict[str, list[Pointer]], columns: dict[str, str]) -> dict[str, list[Pointer]]:
    """By table the keys that lead to one with the column: at once, or over others whose rows it goes with."""
    found: dict[str, list[Pointer]] = {}
    while True:
        more = {
            table: ways
            for table, some in left.items()
            if (ways := [one for one in some if one.to in columns or (one.cascades and one.to in found)])
        }
        if more.keys() == found.keys():
            return more
        found = more


def _far(facts: Facts, one: Pointer) -> tuple[bool, bool, bool, bool, int, str]:
    """The nearest parent first: what goes with it, what cannot be without it, what it is called after."""
    of_people = bool(BY.search(words(one.column)))
    own = words(one.table.rpartition(".")[2]).startswith(stem(one.column) or "?")
    column = facts.columns(one.table)[one.column]
    return of_people, not column.not_null, not one.cascades, not own, column.position, one.column


def _nullable(facts: Facts, columns: dict[str, str]) -> tuple[str, ...]:
    """Where a policy reckons with rows without a tenant; or some stand that are marked, or that no policy hides."""
    found = []
    for table, column in columns.items():
        if facts.columns(table)[column].not_null:
            continue
        profile = q.PROFILE.told(facts.live.evidence.get(q.PROFILE.of(table)))
        empty = profile is not None and profile.rows > profile.of(column, FILLED)
        reckoned = any(re.search(rf'"?{re.escape(column)}"? IS NULL', text) for text in facts.policies(table))
        marked = any(one.type == "boolean" and MARK.match(words(one.name)) for one in facts.columns(table).values())
        shown = any(_shows_marked(text, column) for text in facts.policies(table))
        if reckoned or shown or (empty and (marked or not facts.tables[table].row_security)):
            found.append(table)
    return tuple(found)


def _shows_marked(policy: str, column: str) -> bool:
    """Whether it lets rows through by what they say themselves, whosever they are."""
    ways = [one.sql("postgres") for one in disjuncts(node)] if (node := parsed(policy)) is not None else []
    return len(ways) > 1 and any(not (mentions(way, column) or calls(way) or asks_session(way)) for way in ways)
