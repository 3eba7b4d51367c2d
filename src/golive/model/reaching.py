"""What others own, and what of it reaches into a platform: rights in their schemas, their roles, who becomes whom."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from golive.model.catalog import CatalogObject, Column, DefaultPrivilege, Membership, Relation, Role, Schema
from golive.model.referred import of_stand_in, stand_in
from golive.model.snapshot import Snapshot

Covered = Callable[[CatalogObject], bool]
Objects = Mapping[str, tuple[CatalogObject, ...]]
PUBLIC = "PUBLIC"
_PASSES = ("superuser", "bypassrls", "createrole", "replication")


def reaching(live: Snapshot, covered: Covered) -> Objects:
    """By kind; of relations and schemas those in which somebody of ours, or everybody, holds a right."""
    found: dict[str, dict[str, CatalogObject]] = {}
    for one in (*_held(live, covered), *_roles(live, covered)):
        found.setdefault(one.kind, {})[one.identity] = one
    return {kind: tuple(one for _, one in sorted(several.items())) for kind, several in found.items()}


def holders(live: Snapshot, covered: Covered) -> frozenset[str]:
    """Who counts as one of ours: roles that nobody else owns and that rights bind, and everybody."""
    return frozenset(one.name for one in live.of(Role) if not (covered(one) or one.superuser)) | {PUBLIC}


def passes(role: Role) -> tuple[str, ...]:
    """By what a login passes row security, or gives itself a role, before anybody granted it anything here."""
    return tuple(one for one in _PASSES if role.login and getattr(role, one))


def _held(live: Snapshot, covered: Covered) -> Iterator[CatalogObject]:
    ours = holders(live, covered)

    def granted(one: Relation | Column | Schema | DefaultPrivilege) -> bool:
        return any(entry.rpartition("=")[0] in ours for entry in one.grants)

    columns = [one for one in live.of(Column) if covered(one) and granted(one)]
    named = {one.relation for one in columns}
    yield from map(of_stand_in, columns)
    yield from (
        replace(stand_in(one), relkind="r", definition="") for one in live.of(Relation)
        if covered(one) and (granted(one) or one.owner in ours or one.identity in named)
    )  # fmt: skip
    yield from (one for one in live.of(Schema) if covered(one) and (granted(one) or one.owner in ours))
    yield from (one for one in live.of(DefaultPrivilege) if covered(one) and granted(one))


def _roles(live: Snapshot, covered: Covered) -> Iterator[CatalogObject]:
    here = {one.name for one in live.of(Role) if one.here}
    yield from (one for one in live.of(Role) if covered(one) and (one.here or passes(one)))
    yield from (one for one in live.of(Membership) if covered(one) and {one.role, one.member} & here)
