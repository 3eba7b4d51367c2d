"""Sequences, whether a column owns them or nobody does."""

from golive.diff.kinds.base import CRITICAL, HIGH, Altered, Kind, by_name
from golive.diff.kinds.ddl import taken_over
from golive.model.catalog import Column, Sequence
from golive.model.snapshot import Snapshot
from golive.rights import grants
from golive.sqltext.quoting import ident, joined, literal


class Sequences(Kind[Sequence]):
    of = Sequence
    missing = HIGH, "the numbers it gave are no longer given"
    unexpected = HIGH, "nobody tested what draws numbers from it"
    changed = HIGH, "the numbers it gives are other than tested"
    fields = {"cycles": (CRITICAL, "numbers that were given before are given again")}

    def create(self, entry: Sequence, locked: Snapshot, observed: Snapshot) -> str | None:
        return joined(
            sequence_definition(entry),
            f"ALTER SEQUENCE {entry.identity} OWNER TO {ident(entry.owner)}",
            f"ALTER SEQUENCE {entry.identity} OWNED BY {entry.owned_by}" if entry.owned_by else "",
            *sequence_grants(entry),
        )

    def alter(
        self, want: Sequence, now: Sequence, changed: frozenset[str], locked: Snapshot, observed: Snapshot
    ) -> Altered:
        name = want.identity
        made = []
        if changed & {"data_type", "start", "minimum", "maximum", "increment", "cycles", "cache"}:
            made += _on_course(want, now, locked)
            made.append(f"ALTER SEQUENCE {name} AS {want.data_type} {sequence_options(want)}")
        if "owner" in changed and not want.of_identity:
            made.append(f"ALTER SEQUENCE {name} OWNER TO {ident(want.owner)}")
        if "owned_by" in changed and not want.of_identity:
            made.append(f"ALTER SEQUENCE {name} OWNED BY {want.owned_by or 'NONE'}")
        if "persistence" in changed:
            made.append(f"ALTER SEQUENCE {name} SET {'LOGGED' if want.persistence == 'p' else 'UNLOGGED'}")
        if changed & {"grants", "owner"}:
            on = f"SEQUENCE {name}"
            made += taken_over(on, want.grants, now.grants, want.owner, now.owner, grants.SEQUENCE_RIGHTS)
        return (joined(*made), False) if made else None

    def drop(self, entry: Sequence, observed: Snapshot) -> str | None:
        return joined(f"DROP SEQUENCE {entry.identity}")

    def exists(self, entry: Sequence) -> str | None:
        return by_name("to_regclass", entry.identity)


def _on_course(want: Sequence, now: Sequence, locked: Snapshot) -> list[str]:
    """Where it stands is moved between the locked bounds, and past what its column has, before they are set."""
    turned = (want.increment > 0) != (now.increment > 0)
    if not turned and want.minimum <= now.minimum and want.maximum >= now.maximum:
        return []
    low, high = min(want.minimum, now.minimum), max(want.maximum, now.maximum)
    column = locked.get(Column, want.owned_by)
    reached, further = ("max", "greatest") if want.increment > 0 else ("min", "least")
    far = f", (SELECT {reached}({ident(column.name)}) FROM {column.relation})" if column and _counts(column) else ""
    position = f"greatest({want.minimum}, least({want.maximum}, {further}(last_value{far})))"
    return [
        f"ALTER SEQUENCE {want.identity} AS bigint MINVALUE {low} MAXVALUE {high}",
        f"SELECT pg_catalog.setval({literal(want.identity)}, {position}) FROM {want.identity}",
    ]


def _counts(column: Column) -> bool:
    return column.type in ("smallint", "integer", "bigint")


def sequence_definition(sequence: Sequence) -> str:
    unlogged = "UNLOGGED " if sequence.persistence == "u" else ""
    return f"CREATE {unlogged}SEQUENCE {sequence.identity} AS {sequence.data_type} {sequence_options(sequence)}"


def sequence_options(sequence: Sequence) -> str:
    return (
        f"INCREMENT BY {sequence.increment} MINVALUE {sequence.minimum} MAXVALUE {sequence.maximum} "
        f"START WITH {sequence.start} CACHE {sequence.cache} {'CYCLE' if sequence.cycles else 'NO CYCLE'}"
    )


def sequence_grants(sequence: Sequence) -> list[str]:
    on = f"SEQUENCE {sequence.identity}"
    return grants.statements(on, sequence.grants, (), owner=sequence.owner, full=grants.SEQUENCE_RIGHTS)


def owned_sequence(sequence: Sequence) -> tuple[str, str]:
    """What makes a serial column's sequence before the column is there, and what ties it to the column after."""
    owner = f"ALTER SEQUENCE {sequence.identity} OWNER TO {ident(sequence.owner)}"
    tie = f"ALTER SEQUENCE {sequence.identity} OWNED BY {sequence.owned_by}"
    return f"{sequence_definition(sequence)};\n{owner}", tie
