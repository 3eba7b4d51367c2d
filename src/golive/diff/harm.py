"""Who is harmed by a difference, and how badly: per kind of object, and per field where that says more."""

from golive.diff.difference import Change
from golive.model.catalog import CatalogObject, Constraint, Index, Membership, Relation, Role
from golive.model.finding import Severity
from golive.rights.grants import gained

_CRITICAL, _HIGH = Severity.CRITICAL, Severity.HIGH

_MISSING: dict[str, tuple[Severity, str]] = {
    "relation": (_HIGH, "whatever reads or writes it fails at its first request"),
    "column": (_HIGH, "statements that name it fail"),
    "constraint": (_HIGH, "rows that it refused are accepted from now on"),
    "index": (_HIGH, "queries that relied on it read the whole table"),
    "trigger": (_CRITICAL, "what it did for every row is no longer done, and nobody is told"),
    "policy": (_CRITICAL, "rows it let through are invisible, or rows it held back are open"),
    "function": (_HIGH, "triggers, policies and queries that call it fail"),
    "type": (_HIGH, "columns and casts that name it fail"),
    "sequence": (_HIGH, "the numbers it gave are no longer given"),
    "extension": (_HIGH, "its functions, operators and index methods are gone, with what was built on them"),
    "schema": (_HIGH, "everything that was in it is gone"),
    "role": (_HIGH, "what connects or switches to it is refused"),
    "membership": (_HIGH, "the member is refused what it was tested with"),
    "setting": (_HIGH, "sessions run with another value than the one that was tested"),
    "default_privilege": (_HIGH, "objects made from now on grant other rights than those tested"),
    "publication": (_HIGH, "consumers of the changes get none"),
    "subscription": (_HIGH, "changes no longer arrive"),
    "event_trigger": (_CRITICAL, "what it did at every change of the schema is no longer done"),
    "rule": (_HIGH, "statements on the relation do something else than tested"),
    "statistics": (_HIGH, "the planner estimates without it, and chooses other plans than those tested"),
    "comment": (_HIGH, "tools that read it, an API layer among them, behave differently"),
}
_UNEXPECTED: dict[str, tuple[Severity, str]] = {
    "relation": (_HIGH, "nobody tested it: its rows stand outside every check, and its rights are whoever's"),
    "column": (_HIGH, "nobody tested it: data may stand in it that no policy, export or deletion knows"),
    "constraint": (_HIGH, "rows that the tested schema accepts are refused"),
    "index": (_HIGH, "every write pays for it, and a unique one refuses rows the tested schema accepts"),
    "trigger": (_CRITICAL, "it runs for every row written, and nobody tested what it does"),
    "policy": (_CRITICAL, "a permissive policy opens rows to its roles, whatever the others say"),
    "function": (_HIGH, "nobody tested it, and who may execute it was decided by a default"),
    "type": (_HIGH, "a type of that name may be taken for the tested one"),
    "sequence": (_HIGH, "nobody tested what draws numbers from it"),
    "extension": (_HIGH, "its functions are executable by whoever its defaults allow"),
    "schema": (_HIGH, "what stands in it is outside every check, and may hide tested objects on a search path"),
    "role": (_HIGH, "whoever holds it has rights that nobody reviewed"),
    "membership": (_CRITICAL, "the member holds every right of that role"),
    "setting": (_HIGH, "sessions run with another value than the one that was tested"),
    "default_privilege": (_CRITICAL, "objects made from now on grant rights that nobody reviewed"),
    "system_grant": (_CRITICAL, "the server's own objects are open to a role they came closed to"),
    "parameter_grant": (_CRITICAL, "a role may change a setting that was the superuser's"),
    "publication": (_CRITICAL, "rows leave the database on a path that row security does not cover"),
    "subscription": (_CRITICAL, "rows enter the database on a path that nobody tested"),
    "event_trigger": (_CRITICAL, "it runs at every change of the schema, and nobody tested what it does"),
    "rule": (_CRITICAL, "statements on the relation are rewritten, and nobody tested into what"),
    "foreign": (_HIGH, "the database reaches out to a server that nobody reviewed"),
    "user_mapping": (_CRITICAL, "a password for another server is stored, for whoever may use that server"),
    "large_objects": (_HIGH, "large objects have no row security: whoever holds the right reads every tenant's"),
    "prepared_transaction": (
        _CRITICAL,
        "it keeps its locks and stops VACUUM until somebody finishes it, restart or not",
    ),
    "statistics": (_HIGH, "the planner chooses other plans than those tested"),
    "comment": (_HIGH, "tools that read it, an API layer among them, behave differently"),
}
_CHANGED: dict[str, tuple[Severity, str]] = {
    "relation": (_HIGH, "it behaves differently from what was tested"),
    "column": (_HIGH, "the application's values are refused, cut or read differently"),
    "constraint": (_HIGH, "rows are accepted or refused that were not when it was tested"),
    "index": (_HIGH, "queries and uniqueness rest on another index than the one tested"),
    "trigger": (_CRITICAL, "it fires at other moments, or does something else, than was tested"),
    "policy": (_CRITICAL, "it decides which tenant's rows a role sees and writes"),
    "function": (_HIGH, "whatever calls it gets something else than was tested"),
    "type": (_HIGH, "values are accepted, ordered or refused differently"),
    "sequence": (_HIGH, "the numbers it gives are other than tested"),
    "role": (_HIGH, "the role can do, or can no longer do, what was tested"),
    "database": (_HIGH, "text is stored, ordered or opened differently from what was tested"),
}
_FIELD: dict[tuple[str, str], tuple[Severity, str]] = {
    ("relation", "row_security"): (_CRITICAL, "every role with a grant reads and writes the rows of all tenants"),
    ("relation", "forced"): (_CRITICAL, "the owner, and every function that runs as the owner, passes all policies by"),
    ("relation", "owner"): (
        _CRITICAL,
        "an owner passes policies by where row security is not forced, and may drop them",
    ),
    ("relation", "options"): (
        _CRITICAL,
        "a view's options decide whose rights and which policies its rows are read with",
    ),
    ("relation", "definition"): (_HIGH, "it shows other rows or columns than those tested"),
    ("relation", "parents"): (_CRITICAL, "rows are missing from the parent, or are in it without its policies"),
    ("relation", "partition_bound"): (_HIGH, "rows of a period are refused or land elsewhere"),
    ("relation", "persistence"): (_CRITICAL, "an unlogged table is emptied by a crash, and replicas never have it"),
    ("relation", "populated"): (_HIGH, "reading it is an error until it is refreshed"),
    ("relation", "replica_identity"): (_HIGH, "updates and deletes fail on, or never reach, consumers of the changes"),
    ("relation", "relkind"): (_CRITICAL, "something else stands under its name"),
    ("column", "not_null"): (_HIGH, "rows without a value are accepted, or rows the application writes are refused"),
    ("column", "default"): (_HIGH, "rows written without the column get another value, or none"),
    ("column", "generated"): (_CRITICAL, "the value goes stale, or can no longer be written"),
    ("column", "expression"): (_CRITICAL, "every row carries a value computed another way"),
    ("column", "as_identity"): (_HIGH, "rows written with, or without, a number of their own are refused"),
    ("column", "collation"): (_HIGH, "order and equality of its text are other than tested"),
    ("constraint", "validated"): (_CRITICAL, "rows from before it may violate it, and nothing says which"),
    ("constraint", "enforced"): (_CRITICAL, "it is written down and never checked"),
    ("constraint", "triggers_enabled"): (_CRITICAL, "the foreign key keeps its name and checks nothing"),
    ("constraint", "deferrable"): (_HIGH, "ON CONFLICT refuses a deferrable key, and violations show only at commit"),
    ("index", "valid"): (_CRITICAL, "the planner ignores it, and a unique one proves nothing"),
    ("index", "ready"): (_CRITICAL, "new rows are not in it"),
    ("index", "live"): (_CRITICAL, "it is half dropped"),
    ("index", "unique"): (_CRITICAL, "duplicates are accepted"),
    ("trigger", "enabled"): (_CRITICAL, "rows written by the application pass it by"),
    ("trigger", "function"): (_CRITICAL, "another function runs under the name of the tested trigger"),
    ("function", "security_definer"): (
        _CRITICAL,
        "it runs with the rights of its owner instead of its caller's, or the reverse",
    ),
    ("function", "leakproof"): (_CRITICAL, "it is evaluated before the policies and can show the rows they hide"),
    ("function", "volatility"): (
        _CRITICAL,
        "a plan may keep one tenant's result for the next, or compute it for every row",
    ),
    ("function", "config"): (_CRITICAL, "without its search_path a caller decides which objects it works on"),
    ("function", "owner"): (_CRITICAL, "a security definer runs with its owner's rights, and its owner may rewrite it"),
    ("function", "trusted"): (_CRITICAL, "its language can leave the database"),
    ("function", "language"): (_CRITICAL, "another program stands under its name"),
    ("sequence", "cycles"): (_CRITICAL, "numbers that were given before are given again"),
    ("type", "labels"): (_HIGH, "rows with the missing label are refused, and comparisons follow another order"),
    ("extension", "opened"): (_CRITICAL, "functions of the extension are open to roles it came closed to"),
    ("database", "grants"): (_CRITICAL, "the database is open, or closed, to roles it was not tested with"),
    ("event_trigger", "enabled"): (_CRITICAL, "changes of the schema pass it by"),
    ("publication", "tables"): (_CRITICAL, "consumers miss changes, or get rows that were not meant for them"),
}
_GAINED = (_CRITICAL, "a role holds a right that nobody reviewed")
_LOST = (_HIGH, "a role is refused what it was tested with")
_ROLE_GAINED = ("superuser", "bypassrls", "createrole", "replication")


def harm(
    change: Change, entry: CatalogObject, other: CatalogObject | None = None, fields: tuple[str, ...] = ()
) -> tuple[Severity, str]:
    """Severity and why of a difference; entry is the locked object, or the one nobody locked."""
    kind = entry.kind
    if change is Change.MISSING:
        if isinstance(entry, Constraint) and entry.type in "pux":
            return _CRITICAL, "duplicates are accepted, and upserts on it fail"
        if isinstance(entry, Index) and entry.unique:
            return _CRITICAL, "duplicates are accepted, and upserts on it fail"
        return _MISSING.get(kind, (_HIGH, "what was tested leaned on it"))
    if change is Change.UNEXPECTED:
        if isinstance(entry, Role) and (entry.superuser or entry.bypassrls):
            return _CRITICAL, "row security does not bind it"
        if isinstance(entry, Relation) and any(not grant.startswith(f"{entry.owner}=") for grant in entry.grants):
            return _CRITICAL, "nobody tested it, and roles of the application hold rights on it"
        return _UNEXPECTED.get(kind, (_HIGH, "nobody tested it"))
    weighed = [_field(entry, other, field) for field in fields]
    return next((found for found in weighed if found[0] is _CRITICAL), weighed[0])


def _field(entry: CatalogObject, other: CatalogObject | None, field: str) -> tuple[Severity, str]:
    if field == "grants" and other is not None and entry.kind != "database":
        return _GAINED if gained(getattr(entry, field), getattr(other, field)) else _LOST
    if isinstance(entry, Role) and field in _ROLE_GAINED and getattr(other, field):
        return _CRITICAL, "it gained a right that passes every policy by, or can give itself one"
    if isinstance(entry, Membership) and field == "admin" and getattr(other, field):
        return _CRITICAL, "the member may give the role to anyone, itself with more rights included"
    found = _FIELD.get((entry.kind, field))
    if found is not None:
        return found
    return _CHANGED.get(entry.kind, (_HIGH, "it behaves differently from what was tested"))
