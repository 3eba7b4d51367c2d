"""The whole definition of a missing relation: columns, constraints, indexes, triggers, policies, rights, comments."""

import re

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
from golive.rights.grants import SEQUENCE_RIGHTS, TABLE_RIGHTS
from golive.sqltext.quoting import grantee, ident, joined, literal

_ENABLE = {"O": "ENABLE", "D": "DISABLE", "R": "ENABLE REPLICA", "A": "ENABLE ALWAYS"}
_STORAGE = {"p": "PLAIN", "e": "EXTERNAL", "m": "MAIN", "x": "EXTENDED"}
FORMS = {"r": "TABLE", "p": "TABLE", "v": "VIEW", "m": "MATERIALIZED VIEW", "f": "FOREIGN TABLE"}


def form(relation: Relation) -> str:
    return FORMS[relation.relkind]


def relation(entry: Relation, locked: Snapshot) -> str | None:
    """CREATE and everything that hangs on it; None where options stayed hidden."""
    if entry.relkind in "vm":
        return joined(view_definition(entry), *_belongings(entry, locked))
    if any(option.endswith("=hidden") for option in entry.foreign_options):
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
    storage = [
        f"ALTER TABLE {entry.identity} ALTER COLUMN {ident(column.name)} SET STORAGE {_STORAGE[column.storage]}"
        for column in columns
        if column.storage
    ]
    return joined(
        *(sequence_definition(sequence) for sequence in owned),
        text,
        *storage,
        *(f"ALTER SEQUENCE {sequence.identity} OWNED BY {sequence.owned_by}" for sequence in owned),
        *_belongings(entry, locked),
    )


def view_definition(entry: Relation, *, replace: bool = False) -> str:
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
        made.append(replica_identity(entry))
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
        made += grants.statements(
            f"SEQUENCE {sequence.identity}", sequence.grants, (), owner=sequence.owner, full=SEQUENCE_RIGHTS
        )
    own = {index.identity for index in locked.on(Index, name)} | {
        sequence.identity for sequence in locked.on(Sequence, name)
    }
    made += [comment(found) for found in locked.of(Comment) if hangs_on(found, name) or found.object in own]
    return made


def hangs_on(found: Comment, relation_name: str) -> bool:
    """Whether a comment is on the relation or something of it."""
    return (
        found.object == relation_name
        or (found.on == "COLUMN" and found.object.startswith(relation_name + "."))
        or found.object.endswith(f" on {relation_name}")
    )


def owned_sequence(sequence: Sequence) -> tuple[str, str]:
    """What makes a serial column's sequence before the column is there, and what ties it to the column after."""
    owner = f"ALTER SEQUENCE {sequence.identity} OWNER TO {ident(sequence.owner)}"
    tie = f"ALTER SEQUENCE {sequence.identity} OWNED BY {sequence.owned_by}"
    return f"{sequence_definition(sequence)};\n{owner}", tie


def column_definition(column: Column, locked: Snapshot) -> str:
    text = f"{ident(column.name)} {column.type}"
    if column.foreign_options:
        text += options(column.foreign_options)
    if column.compression:
        text += f" COMPRESSION {column.compression}"
    if column.collation:
        text += f" COLLATE {column.collation}"
    if column.default:
        text += f" DEFAULT {column.default}"
    if column.generated:
        text += f" GENERATED ALWAYS AS ({column.expression}) {'VIRTUAL' if column.generated == 'v' else 'STORED'}"
    if column.as_identity:
        text += " " + identity_clause(column, locked)
    return text + (" NOT NULL" if column.not_null else "")


def identity_clause(column: Column, locked: Snapshot) -> str:
    how = "ALWAYS" if column.as_identity == "a" else "BY DEFAULT"
    own = next(
        (found for found in locked.of(Sequence) if found.owned_by == column.identity and found.of_identity), None
    )
    if own is None:
        return f"GENERATED {how} AS IDENTITY"
    return f"GENERATED {how} AS IDENTITY (SEQUENCE NAME {own.identity} {sequence_options(own)})"


def sequence_options(sequence: Sequence) -> str:
    return (
        f"INCREMENT BY {sequence.increment} MINVALUE {sequence.minimum} MAXVALUE {sequence.maximum} "
        f"START WITH {sequence.start} CACHE {sequence.cache} {'CYCLE' if sequence.cycles else 'NO CYCLE'}"
    )


def sequence_definition(sequence: Sequence) -> str:
    unlogged = "UNLOGGED " if sequence.persistence == "u" else ""
    return f"CREATE {unlogged}SEQUENCE {sequence.identity} AS {sequence.data_type} {sequence_options(sequence)}"


def constraint_definition(constraint: Constraint) -> str:
    tail = "" if constraint.validated else " NOT VALID" if constraint.enforced else " NOT ENFORCED"
    return f"ALTER TABLE {constraint.relation} ADD CONSTRAINT {ident(constraint.name)} {constraint.definition}{tail}"


def index_definition(index: Index) -> str:
    """ON ONLY is how the server tells of a partitioned table's index; without it the partitions get theirs too."""
    text = index.definition.replace(" ON ONLY ", " ON ", 1)
    if index.tablespace:
        head, where, tail = text.partition(" WHERE ")
        text = f"{head} TABLESPACE {ident(index.tablespace)}{where}{tail}"
    return text


def replica_identity(entry: Relation) -> str:
    how = entry.replica_identity
    using = how.upper() if how in ("default", "full", "nothing") else f"USING INDEX {how}"
    return f"ALTER TABLE {entry.identity} REPLICA IDENTITY {using}"


def trigger_definition(trigger: Trigger) -> list[str]:
    return [trigger.definition] + ([trigger_enabled(trigger)] if trigger.enabled != "O" else [])


def trigger_enabled(trigger: Trigger) -> str:
    return f"ALTER TABLE {trigger.relation} {_ENABLE[trigger.enabled]} TRIGGER {ident(trigger.name)}"


def rule_enabled(rule: Rule) -> str:
    return f"ALTER TABLE {rule.relation} {_ENABLE[rule.enabled]} RULE {ident(rule.name)}"


def policy_definition(policy: Policy) -> str:
    kind = "PERMISSIVE" if policy.permissive else "RESTRICTIVE"
    roles = ", ".join(grantee(role) for role in policy.roles)
    using = f" USING ({policy.using})" if policy.using else ""
    check = f" WITH CHECK ({policy.check})" if policy.check else ""
    head = f"CREATE POLICY {ident(policy.name)} ON {policy.relation} AS {kind} FOR {policy.command}"
    return f"{head} TO {roles}{using}{check}"


def comment(entry: Comment) -> str:
    return f"COMMENT ON {entry.on} {target(entry)} IS {literal(entry.text)}"


def target(entry: Comment) -> str:
    return re.sub(r" on (?=[^ ])", " ON ", entry.object, count=1) if " on " in entry.object else entry.object


def options(entries: tuple[str, ...]) -> str:
    """OPTIONS (name 'value', …) of foreign data."""
    pairs = (entry.partition("=") for entry in entries)
    inner = ", ".join(f"{ident(name)} {literal(value)}" for name, _, value in pairs)
    return f" OPTIONS ({inner})" if inner else ""
