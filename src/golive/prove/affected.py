"""Which answers a change can have made other: by the names that a question comes to, through views and functions.

Names are compared without their schemas: too much is asked again, never too little.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from golive.model.catalog import (
    KINDS,
    CatalogObject,
    Column,
    Constraint,
    Function,
    Index,
    Policy,
    Relation,
    RelationObject,
    Statistics,
    Trigger,
)  # fmt: skip
from golive.model.snapshot import Catalog, Unreadable
from golive.prove.writes import Written
from golive.sqltext.names import parts

_WORD = re.compile(r"[^\W\d][\w$]*")
_SHAPE = ("relkind", "definition", "parents", "partition_bound")
# What reads no catalog, and what reads others than its name says.
_NO_CATALOG = frozenset(
    {"pg_", "pg_catalog", "pg_temp", "pg_timezone_names", "pg_is_in_recovery", "pg_current_wal_lsn", "pg_wal_lsn_diff"}
)
# Functions that read catalogs under no name of theirs.
_ASKS_CATALOGS = re.compile(r"has_\w+_privilege|to_reg\w+|row_security_active|current_schemas?|regclass|regproc\w*")
_BEHIND = {
    "pg_stats": {"pg_statistic", "pg_class", "pg_attribute", "pg_namespace"},
    "pg_roles": {"pg_authid", "pg_db_role_setting"},
    "pg_has_role": {"pg_authid", "pg_auth_members"},
    "pg_relation_size": {"pg_class"},
    "pg_prepared_statements": set[str](),
    "pg_settings": {"pg_db_role_setting"},
}
_CATALOGS = frozenset(
    f"pg_{name}"
    for name in ("attribute", "auth_members", "authid", "class", "collation", "constraint", "database", "index",
                 "namespace", "proc", "sequence", "shdepend", "subscription", "type")
)  # fmt: skip
# Neither what rows say nor who may read them depends on these.
_NEITHER: tuple[type[CatalogObject], ...] = (Trigger, Index, Constraint, Statistics)


@dataclass(frozen=True, slots=True)
class Stale:
    """Names: of what may hold other rows, and of what a declared session may find otherwise."""

    rows: frozenset[str]
    rights: frozenset[str] | None  # None: anything
    catalogs: frozenset[str]

    def row(self, text: str) -> bool:
        """Whether the answer to this question of one who sees every row may be another now."""
        return self.named(words_of(text))

    def named(self, words: frozenset[str]) -> bool:
        if words & self.rows:
            return True
        return bool(self.catalogs) and any(_written(word, self.catalogs) for word in words)

    @property
    def anybody(self) -> bool:
        """Whether a declared session may find anything otherwise."""
        return self.rights is None or bool(self.rights)

    def right(self, text: str) -> bool:
        """Whether the answer to this question of a declared session may be another now."""
        return self.rights is None or bool(words_of(text) & self.rights)


def _written(word: str, catalogs: frozenset[str]) -> bool:
    """Whether a name of the server's own may stand for something that was written; of those we do not know, any may."""
    if _ASKS_CATALOGS.fullmatch(word):
        return True
    if not word.startswith("pg_") or word in _NO_CATALOG:
        return False
    return word in catalogs or not (word in _CATALOGS or catalogs.isdisjoint(_BEHIND.get(word, catalogs)))


@lru_cache(maxsize=8192)  # the same questions for each defect
def words_of(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text))


def stale(sound: Catalog, now: Catalog, written: Written) -> Stale:
    rows = {name for _, name in written.relations}
    rights: set[str] = set()
    anything = False
    for kind in KINDS:
        for before, after in _changed(sound, now, kind):
            one = before or after
            assert one is not None  # something changed
            if isinstance(one, _NEITHER):
                continue
            names = _names(one)
            if _reshaped(before, after):
                rows |= names
            if isinstance(one, RelationObject | Relation | Function):
                rights |= names
            else:
                anything = True
    rows = _reached(rows, sound, now, policies=False)
    return Stale(
        frozenset(rows),
        None if anything else frozenset(_reached(rights | rows, sound, now, policies=True)),
        written.catalogs,
    )


def _changed(
    sound: Catalog, now: Catalog, kind: type[CatalogObject]
) -> Iterator[tuple[CatalogObject | None, CatalogObject | None]]:
    one, other = sound[kind.kind], now[kind.kind]
    if one is other or isinstance(one, Unreadable) or isinstance(other, Unreadable):
        return
    before, after = ({entry.identity: entry for entry in side} for side in (one, other))
    for identity in before.keys() | after.keys():
        if before.get(identity) != after.get(identity):
            yield before.get(identity), after.get(identity)


def _names(one: CatalogObject) -> set[str]:
    if isinstance(one, RelationObject) and one.relation:
        return {parts(one.relation)[-1]}
    return {one.name}


def _reshaped(before: CatalogObject | None, after: CatalogObject | None) -> bool:
    """Whether what is read from it may be another, by one who may read all."""
    one = before or after
    if isinstance(one, Policy):
        return False
    if before is None or after is None:
        return True
    if isinstance(one, Relation):
        return any(getattr(before, field) != getattr(after, field) for field in _SHAPE)
    if isinstance(before, Column) and isinstance(after, Column):
        return (before.type, before.collation, before.expression) != (after.type, after.collation, after.expression)
    return True


def _reached(names: set[str], *catalogs: Catalog, policies: bool) -> set[str]:
    """With what is made of them: views and functions, and tables whose policies ask them."""
    made = [(name, words_of(text)) for catalog in catalogs for name, text in _made(catalog, policies=policies)]
    while more := {name for name, words in made if name not in names and words & names}:
        names = names | more
    return names


def _made(catalog: Catalog, *, policies: bool) -> Iterator[tuple[str, str]]:
    for kind in (Relation, Function, Policy) if policies else (Relation, Function):
        entries = catalog[kind.kind]
        for one in () if isinstance(entries, Unreadable) else entries:
            if isinstance(one, Relation) and one.definition:
                yield one.name, one.definition
            elif isinstance(one, Function):
                yield one.name, f"{one.body} {one.sql_body}"
            elif isinstance(one, Policy) and one.relation:
                yield parts(one.relation)[-1], f"{one.using} {one.check}"
