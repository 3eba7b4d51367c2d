"""Tables: unprotected, somebody else's, forgotten by a crash, beside themselves, or gone."""

from collections.abc import Iterator

from golive.model.catalog import Relation, Role
from golive.model.claims import Claims
from golive.model.snapshot import Snapshot
from golive.prove.defect import Defect, altered, dropped
from golive.prove.ways import way
from golive.sqltext.quoting import grantee, ident


@way
def tables(live: Snapshot, claims: Claims) -> Iterator[Defect]:
    strangers = sorted({one.role for one in claims.identity} & {one.name for one in live.of(Role)})
    for one in live.of(Relation):
        if not one.is_table:
            continue
        yield from dropped(one, live)
        yield from altered(one, live, "has row security" if not one.row_security else "has no row security",
                           row_security=not one.row_security)  # fmt: skip
        if one.row_security:
            yield from altered(one, live, "binds its owner" if not one.forced else "does not bind its owner",
                               forced=not one.forced)  # fmt: skip
        if one.relkind == "r":  # of a partitioned table the server forgets that it was said
            yield from altered(one, live, "does not outlive a crash", persistence="u")
        yield from altered(one, live, "tells replicas nothing", replica_identity="nothing")
        yield from _given(one, live, strangers)
        own = ident(f"{one.name[:40]}_backup")
        copy = f"CREATE TABLE {ident(one.schema or '')}.{own} AS TABLE {one.identity};"
        yield Defect("table", f"{one.schema}.{own}", "is a copy that somebody left", copy)
        name = ident(f"{one.name[:40]}_moved")
        yield Defect("table", one.identity, "has another name", f"ALTER TABLE {one.identity} RENAME TO {name};")
        quiet = f"CREATE RULE golive_quiet AS ON DELETE TO {one.identity} DO INSTEAD NOTHING;"
        yield Defect("rule", one.identity, "keeps rows that are deleted", quiet)
        inherited = (
            f"CREATE TABLE {ident(one.schema or '')}.{ident(one.name[:40] + '_more')} () INHERITS ({one.identity});"
        )
        yield Defect("table", one.identity, "has rows elsewhere as well", inherited)


def _given(one: Relation, live: Snapshot, strangers: list[str]) -> Iterator[Defect]:
    for role in strangers[:1]:
        if one.owner != role:
            yield from altered(one, live, f"is owned by {role}", owner=role)
        text = f"CREATE POLICY golive_for_now ON {one.identity} TO {grantee(role)} USING (true);"
        if one.row_security:
            yield Defect("policy", one.identity, f"has one more, which lets {role} do all", text)
