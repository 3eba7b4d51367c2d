"""Relations, constraints, indexes, policies and sequences turned back into the locked ones."""

from golive.diff import create_table as table
from golive.diff.replacement import Altered, anew, taken_over
from golive.model.catalog import Column, Constraint, Index, Policy, Relation, Sequence
from golive.model.snapshot import Snapshot
from golive.rights import grants
from golive.sqltext.quoting import grantee, ident, joined, literal


def alter_relation(
    want: Relation, now: Relation, changed: frozenset[str], locked: Snapshot, observed: Snapshot
) -> Altered:
    if changed & {"relkind", "partition_key", "of_type", "server"}:
        return None
    name, form = want.identity, table.form(want)
    made: list[str] = []
    if "definition" in changed:
        if want.relkind == "v" and _view_grows(want, locked, observed):
            made.append(table.view_definition(want, replace=True))
        else:
            return anew(want, now, locked, observed)
    if changed & {"parents", "partition_bound"}:
        attach = _attachment(want, now)
        if attach is None:
            return None
        made += attach
    if "persistence" in changed:
        made.append(f"ALTER TABLE {name} SET {'LOGGED' if want.persistence == 'p' else 'UNLOGGED'}")
    if "owner" in changed:
        made.append(f"ALTER {form} {name} OWNER TO {ident(want.owner)}")
    if "row_security" in changed:
        made.append(f"ALTER TABLE {name} {'ENABLE' if want.row_security else 'DISABLE'} ROW LEVEL SECURITY")
    if "forced" in changed:
        made.append(f"ALTER TABLE {name} {'FORCE' if want.forced else 'NO FORCE'} ROW LEVEL SECURITY")
    if "options" in changed:
        made += _options(f"ALTER {form} {name}", want.options, now.options)
    if "replica_identity" in changed:
        made.append(table.replica_identity(want))
    if "access_method" in changed:
        made.append(f"ALTER TABLE {name} SET ACCESS METHOD {ident(want.access_method or 'heap')}")
    if "tablespace" in changed:
        made.append(f"ALTER {form} {name} SET TABLESPACE {ident(want.tablespace or 'pg_default')}")
    if "populated" in changed:
        made.append(f"REFRESH MATERIALIZED VIEW {name}{'' if want.populated else ' WITH NO DATA'}")
    if "foreign_options" in changed:
        return None
    if changed & {"grants", "owner"}:
        made += taken_over(f"TABLE {name}", want.grants, now.grants, want.owner, now.owner, grants.TABLE_RIGHTS)
    return joined(*made), False


def _view_grows(want: Relation, locked: Snapshot, observed: Snapshot) -> bool:
    """Whether the columns that are there are the first of the locked ones: then a view can be replaced in its place."""
    wanted, here = (
        [
            (column.name, column.type)
            for column in sorted(side.on(Column, want.identity), key=lambda column: column.position)
        ]
        for side in (locked, observed)
    )
    return wanted[: len(here)] == here


def _attachment(want: Relation, now: Relation) -> list[str] | None:
    name = want.identity
    made = []
    if now.is_partition:
        made.append(f"ALTER TABLE {now.parents[0]} DETACH PARTITION {name}")
    else:
        made += [f"ALTER TABLE {name} NO INHERIT {parent}" for parent in now.parents if parent not in want.parents]
    if want.is_partition:
        made.append(f"ALTER TABLE {want.parents[0]} ATTACH PARTITION {name} {want.partition_bound}")
    else:
        known = () if now.is_partition else now.parents
        made += [f"ALTER TABLE {name} INHERIT {parent}" for parent in want.parents if parent not in known]
    return made


def _options(head: str, want: tuple[str, ...], now: tuple[str, ...]) -> list[str]:
    keys = {entry.partition("=")[0] for entry in want}
    gone = [key for entry in now if (key := entry.partition("=")[0]) not in keys]
    more = [
        f"{key} = {literal(value)}" for entry in want if entry not in now for key, _, value in [entry.partition("=")]
    ]
    return ([f"{head} RESET ({', '.join(gone)})"] if gone else []) + (
        [f"{head} SET ({', '.join(more)})"] if more else []
    )


def alter_constraint(want: Constraint, changed: frozenset[str]) -> Altered:
    """Made anew also where its triggers were off: rows written meanwhile were never checked."""
    if want.parent:
        return None
    name, relation = ident(want.name), want.relation
    if changed == {"validated"} and want.validated:
        return joined(f"ALTER TABLE {relation} VALIDATE CONSTRAINT {name}"), False
    return joined(f"ALTER TABLE {relation} DROP CONSTRAINT {name}", table.constraint_definition(want)), False


def alter_index(want: Index, changed: frozenset[str]) -> Altered:
    broken = {"valid", "ready", "live"}
    if changed == {"clustered"}:
        how = f"CLUSTER ON {ident(want.name)}" if want.clustered else "SET WITHOUT CLUSTER"
        return joined(f"ALTER TABLE {want.table} {how}"), False
    if changed == {"tablespace"}:
        return joined(f"ALTER INDEX {want.identity} SET TABLESPACE {ident(want.tablespace or 'pg_default')}"), False
    if changed == {"parent"} and want.parent:
        return joined(f"ALTER INDEX {want.parent} ATTACH PARTITION {want.identity}"), False
    if changed <= broken and " ON ONLY " not in want.definition:
        return joined(f"REINDEX INDEX {want.identity}"), False
    if want.constraint or want.parent:
        return None
    return joined(f"DROP INDEX {want.identity}", table.index_definition(want)), False


def alter_policy(want: Policy, now: Policy, changed: frozenset[str], locked: Snapshot, observed: Snapshot) -> Altered:
    emptied = any(getattr(now, field) and not getattr(want, field) for field in ("using", "check"))
    if changed & {"command", "permissive"} or emptied:
        return anew(want, now, locked, observed)
    parts = [f"ALTER POLICY {ident(want.name)} ON {want.relation}"]
    parts += [f"TO {', '.join(grantee(role) for role in want.roles)}"] if "roles" in changed else []
    parts += [f"USING ({want.using})"] if "using" in changed else []
    parts += [f"WITH CHECK ({want.check})"] if "check" in changed else []
    return joined(" ".join(parts)), False


def alter_sequence(want: Sequence, now: Sequence, changed: frozenset[str]) -> Altered:
    name = want.identity
    made = []
    if changed & {"data_type", "start", "minimum", "maximum", "increment", "cycles", "cache"}:
        made.append(f"ALTER SEQUENCE {name} AS {want.data_type} {table.sequence_options(want)}")
    if "owner" in changed and not want.of_identity:
        made.append(f"ALTER SEQUENCE {name} OWNER TO {ident(want.owner)}")
    if "owned_by" in changed and not want.of_identity:
        made.append(f"ALTER SEQUENCE {name} OWNED BY {want.owned_by or 'NONE'}")
    if "persistence" in changed:
        made.append(f"ALTER SEQUENCE {name} SET {'LOGGED' if want.persistence == 'p' else 'UNLOGGED'}")
    if changed & {"grants", "owner"}:
        made += taken_over(f"SEQUENCE {name}", want.grants, now.grants, want.owner, now.owner, grants.SEQUENCE_RIGHTS)
    return (joined(*made), False) if made else None
