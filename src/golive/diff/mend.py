"""What puts a difference right: statements that were run, or the question a person has to answer."""

from golive.diff.kinds import kind_of
from golive.diff.kinds.comment import comments_on
from golive.diff.kinds.large_objects import regrant
from golive.diff.kinds.policy import policy_definition
from golive.diff.partitions import like_siblings
from golive.diff.standing import Aside, Immovable, aside
from golive.diff.wording import named
from golive.model.catalog import CatalogObject, Column, LargeObjects, Relation, Subscription
from golive.model.finding import Mend, decision, sql
from golive.model.snapshot import Snapshot
from golive.sqltext.quoting import ident, joined


def mend_missing(want: CatalogObject, locked: Snapshot, observed: Snapshot) -> Mend:
    kind = kind_of(want)
    if other := _renamed(want, locked, observed):
        again = f"ALTER TABLE {other} RENAME TO {ident(want.name)};"
        return decision(f"if {other} is it under another name, with its rows: {again} else make it as the lock has it")
    text = kind.create(want, locked, observed)
    if text:
        return sql(joined(text, *comments_on(want, locked)), unless=kind.exists(want))
    return decision(f"make {named(want)} as the reference database has it, or learn the lock again without it")


def _renamed(want: CatalogObject, locked: Snapshot, observed: Snapshot) -> str | None:
    """An unlocked table of the same columns: an empty one beside it would hide the rows."""
    if not isinstance(want, Relation) or not want.is_table or want.is_partition:
        return None

    def columns(side: Snapshot, table: str) -> set[tuple[str, str]]:
        return {(column.name, column.type) for column in side.on(Column, table)}

    wanted = columns(locked, want.identity)
    return next(
        (
            one.identity
            for one in observed.of(Relation)
            if one.is_table
            and one.schema == want.schema
            and locked.get(Relation, one.identity) is None
            and columns(observed, one.identity) == wanted
        ),
        None,
    )


def mend_partition(now: Relation, locked: Snapshot, observed: Snapshot) -> Mend:
    """A partition that came after the lock gets what its siblings have."""
    like = like_siblings(now, locked, observed)
    if like is None:
        return mend_unexpected(now, locked, observed)
    want, policies = like
    fields = tuple(
        field for field in ("row_security", "forced", "owner", "grants") if getattr(want, field) != getattr(now, field)
    )
    altered = kind_of(want).alter(want, now, frozenset(fields), locked, observed)
    return sql(joined(altered[0] if altered else "", *(policy_definition(policy) for policy in policies)))


def mend_unexpected(now: CatalogObject, locked: Snapshot, observed: Snapshot) -> Mend:
    if isinstance(now, LargeObjects) and (rights := regrant(now, locked)):
        return sql(rights)
    if isinstance(now, Subscription):
        return decision(f"drop {named(now)} with its slot, or learn the lock again with it")
    kind = kind_of(now)
    text = kind.drop(now, observed)
    if text:
        there = kind.exists(now)
        return sql(text, destructive=kind.destructive, unless=f"NOT {there}" if there else None)
    return decision(f"drop {named(now)}, or learn the lock again with it")


def mend_changed(
    want: CatalogObject, now: CatalogObject, fields: tuple[str, ...], locked: Snapshot, observed: Snapshot
) -> Mend:
    altered = kind_of(want).alter(want, now, frozenset(fields), locked, observed)
    if altered is not None and altered[0]:
        said = comments_on(want, locked) if "DROP " in altered[0] else []  # made anew, it has lost them
        try:
            around = _around(want, fields, altered[0], locked, observed)
        except Immovable as reason:
            return decision(f"{_back(want, fields)}: {reason}")
        whole = joined(around.away, altered[0], around.back, *said)
        # whoever pastes it leaves nobody without a policy meanwhile
        return sql(joined("BEGIN", whole, "COMMIT") if around.away else whole, destructive=altered[1])
    return decision(_back(want, fields))


def _back(want: CatalogObject, fields: tuple[str, ...]) -> str:
    return (
        f"change {', '.join(fields)} of {named(want)} back as the reference database has it, "
        "or learn the lock again from a database that was tested with it"
    )


def _around(want: CatalogObject, fields: tuple[str, ...], text: str, locked: Snapshot, observed: Snapshot) -> Aside:
    """What stands in the way of another type, and of what is made anew."""
    of_column = isinstance(want, Column) and bool({"type", "collation", "generated", "expression"} & set(fields))
    of_view = isinstance(want, Relation) and want.relkind in "vm" and text.startswith("DROP ")
    return aside(want, locked, observed) if isinstance(want, Column | Relation) and (of_column or of_view) else Aside()
