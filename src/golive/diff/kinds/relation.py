"""Tables, views and foreign tables, with everything that hangs on them."""

from golive.diff.kinds.base import CRITICAL, HIGH, Altered, Kind, Weight, by_name
from golive.diff.kinds.column import column_definition, stored
from golive.diff.kinds.comment import comment_definition, hangs_on
from golive.diff.kinds.constraint import constraint_definition
from golive.diff.kinds.ddl import form, hidden, moved, options, taken_over
from golive.diff.kinds.index import index_definition
from golive.diff.kinds.policy import policy_definition
from golive.diff.kinds.sequence import sequence_definition, sequence_grants
from golive.diff.kinds.trigger import trigger_definition
from golive.model.catalog import (
    Column,
    Comment,
    Constraint,
    Index,
    Policy,
    Relation,
    Rule,
    Sequence,
    Statistics,
    Trigger,
)
from golive.model.snapshot import Snapshot
from golive.rights import grants
from golive.rights.grants import TABLE_RIGHTS
from golive.sqltext.quoting import grantee, ident, joined, literal

_FORMS = {"r": "table", "p": "partitioned table", "v": "view", "m": "materialised view", "f": "foreign table"}


class Relations(Kind[Relation]):
    of = Relation
    missing = HIGH, "whatever reads or writes it fails at its first request"
    unexpected = HIGH, "nobody tested it: its rows stand outside every check, and its rights are whoever's"
    changed = HIGH, "it behaves differently from what was tested"
    fields = {
        "row_security": (CRITICAL, "every role with a grant reads and writes the rows of all tenants"),
        "forced": (CRITICAL, "the owner, and every function that runs as the owner, passes all policies by"),
        "owner": (CRITICAL, "an owner passes policies by where row security is not forced, and may drop them"),
        "options": (CRITICAL, "a view's options decide whose rights and which policies its rows are read with"),
        "definition": (HIGH, "it shows other rows or columns than those tested"),
        "parents": (CRITICAL, "rows are missing from the parent, or are in it without its policies"),
        "partition_bound": (HIGH, "rows of a period are refused or land elsewhere"),
        "persistence": (CRITICAL, "an unlogged table is emptied by a crash, and replicas never have it"),
        "populated": (HIGH, "reading it is an error until it is refreshed"),
        "replica_identity": (HIGH, "updates and deletes fail on, or never reach, consumers of the changes"),
        "relkind": (CRITICAL, "something else stands under its name"),
    }

    def named(self, entry: Relation) -> str:
        return f"{_FORMS.get(entry.relkind, 'relation')} {entry.identity}"

    def harm_unexpected(self, entry: Relation) -> Weight:
        if any(not grant.startswith(f"{entry.owner}=") for grant in entry.grants):
            return CRITICAL, "nobody tested it, and roles of the application hold rights on it"
        return self.unexpected

    def create(self, entry: Relation, locked: Snapshot, observed: Snapshot) -> str | None:
        made = relation_definition(entry, locked)
        return made and joined(
            made, *(self.create(one, locked, observed) or "" for one in _parts(entry, locked, observed))
        )

    def alter(
        self, want: Relation, now: Relation, changed: frozenset[str], locked: Snapshot, observed: Snapshot
    ) -> Altered:
        if changed & {"relkind", "partition_key", "of_type", "server"}:
            return None
        name, word = want.identity, form(want)
        made: list[str] = []
        if "definition" in changed:
            if want.relkind == "v" and _view_grows(want, locked, observed):
                made.append(_view(want, replace=True))
            else:
                return self.anew(want, now, locked, observed)
        if changed & {"parents", "partition_bound"}:
            attach = _attachment(want, now)
            if attach is None:
                return None
            made += attach
        if "persistence" in changed:
            made.append(f"ALTER TABLE {name} SET {'LOGGED' if want.persistence == 'p' else 'UNLOGGED'}")
        if "owner" in changed:
            made.append(f"ALTER {word} {name} OWNER TO {ident(want.owner)}")
        if "row_security" in changed:
            made.append(f"ALTER TABLE {name} {'ENABLE' if want.row_security else 'DISABLE'} ROW LEVEL SECURITY")
        if "forced" in changed:
            made.append(f"ALTER TABLE {name} {'FORCE' if want.forced else 'NO FORCE'} ROW LEVEL SECURITY")
        if "options" in changed:
            made += _options(f"ALTER {word} {name}", want.options, now.options)
        if "replica_identity" in changed:
            made.append(_replica_identity(want))
        if "access_method" in changed:
            made.append(f"ALTER TABLE {name} SET ACCESS METHOD {ident(want.access_method or 'heap')}")
        if "tablespace" in changed:
            made.append(f"ALTER {word} {name} SET TABLESPACE {ident(want.tablespace or 'pg_default')}")
        if "populated" in changed:
            made.append(f"REFRESH MATERIALIZED VIEW {name}{'' if want.populated else ' WITH NO DATA'}")
        if "foreign_options" in changed:
            return None
        if changed & {"grants", "owner"}:
            told = taken_over(f"TABLE {name}", want.grants, now.grants, want.owner, now.owner, TABLE_RIGHTS)
            made += [*told, *_columns_again(want, now, told, locked, observed)]
        return joined(*made), False

    def drop(self, entry: Relation, observed: Snapshot) -> str | None:
        away = f"ALTER TABLE {entry.parents[0]} DETACH PARTITION {entry.identity}" if entry.is_partition else ""
        return joined(away, f"DROP {form(entry)} {entry.identity}")

    def exists(self, entry: Relation) -> str | None:
        return by_name("to_regclass", entry.identity)


def relation_definition(entry: Relation, locked: Snapshot) -> str | None:
    """CREATE and everything that hangs on it; None where options stayed hidden."""
    if entry.relkind in "vm":
        return joined(_view(entry), *_belongings(entry, locked))
    if hidden(*entry.foreign_options):
        return None
    columns = sorted(locked.on(Column, entry.identity), key=lambda column: column.position)
    owned = [sequence for sequence in locked.on(Sequence, entry.identity) if not sequence.of_identity]
    body = ", ".join(column_definition(column, locked) for column in columns)
    head = f"CREATE {'UNLOGGED ' if entry.persistence == 'u' else ''}{form(entry)} {entry.identity}"
    if entry.is_partition and entry.relkind != "f":
        text = f"{head} PARTITION OF {entry.parents[0]} {entry.partition_bound}"
    elif entry.of_type:
        text = f"{head} OF {entry.of_type}"
    else:
        text = f"{head} ({body})"
        if entry.parents and not entry.is_partition:
            text += f" INHERITS ({', '.join(entry.parents)})"
    if entry.partition_key:
        text += f" PARTITION BY {entry.partition_key}"
    if entry.server:
        text += f" SERVER {ident(entry.server)}" + options(entry.foreign_options)
    if entry.access_method:
        text += f" USING {ident(entry.access_method)}"
    if entry.options:
        text += f" WITH ({', '.join(entry.options)})"
    if entry.tablespace:
        text += f" TABLESPACE {ident(entry.tablespace)}"
    return joined(
        *(sequence_definition(sequence) for sequence in owned),
        text,
        *map(stored, columns),
        *(f"ALTER SEQUENCE {sequence.identity} OWNED BY {sequence.owned_by}" for sequence in owned),
        *_belongings(entry, locked),
    )


def _parts(entry: Relation, locked: Snapshot, observed: Snapshot) -> list[Relation]:
    """Partitions that went with it: without any it takes no row."""
    return [
        one
        for one in locked.of(Relation)
        if one.is_partition and entry.identity in one.parents and observed.get(Relation, one.identity) is None
    ]


def _view(entry: Relation, *, replace: bool = False) -> str:
    with_options = f" WITH ({', '.join(entry.options)})" if entry.options else ""
    query = entry.definition.strip().removesuffix(";")
    unfilled = " WITH NO DATA" if entry.relkind == "m" and not entry.populated else ""
    head = f"CREATE {'OR REPLACE ' if replace else ''}{form(entry)} {entry.identity}{with_options}"
    return f"{head} AS {query}{unfilled}"


def _belongings(entry: Relation, locked: Snapshot) -> list[str]:
    name = entry.identity
    constraints = sorted(
        (constraint for constraint in locked.on(Constraint, name) if not constraint.parent),
        key=lambda constraint: "pxucf".index(constraint.type) if constraint.type != "c" else 3,
    )
    made = [constraint_definition(constraint) for constraint in constraints]
    indexes = [index for index in locked.on(Index, name) if not index.constraint and not index.parent]
    made += [index_definition(index) for index in indexes]
    made += [
        f"ALTER TABLE {name} CLUSTER ON {ident(index.name)}" for index in locked.on(Index, name) if index.clustered
    ]
    if entry.replica_identity != "default":
        made.append(_replica_identity(entry))
    made += [entry.definition for entry in locked.on(Statistics, name)]
    made += [entry.definition.rstrip(";") for entry in locked.on(Rule, name)]
    made += [text for trigger in locked.on(Trigger, name) for text in trigger_definition(trigger) if not trigger.parent]
    if entry.row_security:
        made.append(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY")
    if entry.forced:
        made.append(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY")
    made += [policy_definition(policy) for policy in locked.on(Policy, name)]
    made.append(f"ALTER {form(entry)} {name} OWNER TO {ident(entry.owner)}")
    made += grants.statements(f"TABLE {name}", entry.grants, (), owner=entry.owner, full=TABLE_RIGHTS)
    for column in locked.on(Column, name):
        made += grants.column_statements(name, column.name, column.grants, ())
    for sequence in locked.on(Sequence, name):
        made += sequence_grants(sequence)
    own = {index.identity for index in locked.on(Index, name)} | {
        sequence.identity for sequence in locked.on(Sequence, name)
    }
    made += [comment_definition(found) for found in locked.of(Comment) if hangs_on(found, name) or found.object in own]
    return made


def _replica_identity(entry: Relation) -> str:
    how = entry.replica_identity
    using = how.upper() if how in ("default", "full", "nothing") else f"USING INDEX {how}"
    return f"ALTER TABLE {entry.identity} REPLICA IDENTITY {using}"


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


def _columns_again(want: Relation, now: Relation, told: list[str], locked: Snapshot, observed: Snapshot) -> list[str]:
    """The locked rights on columns that a change of owner and a REVOKE on the table take with them."""
    poorer = {one.rpartition(" FROM ")[2] for one in told if one.startswith("REVOKE ")}
    made = []
    for column in locked.on(Column, want.identity):
        here = observed.get(Column, column.identity)
        left = moved(here.grants, now.owner, want.owner) if here else ()
        left = tuple(one for one in left if grantee(one.rpartition("=")[0]) not in poorer)
        if here is not None and left != here.grants:
            made += grants.column_statements(want.identity, column.name, column.grants, left)
    return made
