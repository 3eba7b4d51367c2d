"""Names of relations and columns, of the catalog and of platform.toml, brought together."""

from collections.abc import Iterable, Mapping

from golive.model.catalog import Column, Relation
from golive.model.snapshot import Snapshot
from golive.sqltext.names import parts, quoted


def identity_of(live: Snapshot, name: str) -> str:
    """The identity of the relation, or the name as it would be written where there is none."""
    wanted = parts(name)
    plain = quoted(*wanted)
    if live.get(Relation, plain) is not None:
        return plain
    return next((relation.identity for relation in live.of(Relation) if relation.path == wanted), plain)


def identities_of(live: Snapshot, names: Iterable[str]) -> frozenset[str]:
    return frozenset(identity_of(live, name) for name in names)


def columns_of(live: Snapshot, relation: str) -> Mapping[str, Column]:
    """The columns by their own, unquoted names."""
    return live.named(Column, relation)
