"""Rights end where the application ends: nobody creates, opens the future, truncates, or leaves the database."""

import re
from collections.abc import Iterator

from golive.judge.audit import Findings, audit
from golive.judge.subjects import counted
from golive.model.catalog import (
    Column,
    Constraint,
    Database,
    DefaultPrivilege,
    Extension,
    Relation,
    Schema,
    SystemGrant,
)
from golive.model.claims import Claims
from golive.model.deed import CREATE, Deed
from golive.model.finding import Severity, decision, sql
from golive.model.scope import outside
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.rights.grants import builtin, rights
from golive.rights.policies import Tenancy
from golive.rights.roles import PUBLIC, Roles
from golive.rights.vendors import normal
from golive.sqltext.quoting import grantee, ident, in_database, joined

_MEMBER = re.compile(r"^function (?P<name>.+?): (?P<now>.*), at first (?P<first>.*)$")
_HOLDER = re.compile(r"(\S+)=([A-Z,* ]*?)(?= \S+=|$)")
# Functions that leave the database: files, programs, other connections, other sessions.
_LEAVES = re.compile(
    r"^(?:[^(]*\.)?(dblink\w*|postgres_fdw_\w+|file_fdw\w*|lo_import|lo_export|pg_read_file|pg_read_binary_file|pg_file_\w+"
    r"|pg_ls_\w+|pg_stat_file|pg_logfile_rotate|pg_rotate_logfile|pg_promote|pg_create_\w*replication_slot"
    r"|pg_logical_slot_\w+|pg_replication_origin_\w+|pg_reload_conf|pg_current_logfile|plpython\w*_call_handler)\("
)
_UNBOUND = frozenset({"TRUNCATE", "REFERENCES", "TRIGGER"})
_FILES = re.compile(r"(dblink|postgres_fdw|file|lo_import|lo_export|handler|slot)")


@audit("GRT004", Severity.HIGH, Truth.LAWFUL, opens=True)
def test_only_deployers_create(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Neither PUBLIC nor a role of the application may create objects in a schema or in the database.

    Who may create puts a function before the right one on the search path, and others run it with their rights.
    """
    roles = Roles.of(live, claims)
    covered = outside(claims)
    for schema in findings.over((one for one in live.of(Schema) if not covered(one)), name=lambda one: one.identity):
        for who in _creators(roles, schema.grants, schema.owner):
            findings.add(
                where=schema.identity,
                what=f"{who} may create objects in schema {schema.identity}",
                why="what it creates there is found before or instead of what others mean",
                mend=sql(f"REVOKE CREATE ON SCHEMA {schema.identity} FROM {grantee(who)};"),
                severity=_to_whom(roles, who),
                deeds=[Deed(who, CREATE, schema.identity)] if who != PUBLIC else [],
            )
        name = schema.path[0]
        if name in roles.sessions and schema.owner in roles.sessions:
            findings.add(
                where=schema.identity,
                what=f"{schema.owner} owns schema {schema.identity}, which every session of {name} searches first",
                why="what it creates there is found before what others mean, by whoever comes in as the same role",
                mend=decision(f"DROP SCHEMA {schema.identity}; or let a role own it that no session has"),
            )
    for database in findings.over(live.of(Database), name=lambda one: one.identity):
        for who in _creators(roles, database.grants, database.owner):
            findings.add(
                where=f"database {ident(live.server.database)}",
                what=f"{who} may create schemas in the database",
                why="a schema of its own is where it puts what others are led to run",
                mend=sql(in_database(f"REVOKE CREATE ON DATABASE %I FROM {grantee(who)}")),
                severity=_to_whom(roles, who),
            )


def _creators(roles: Roles, grants: tuple[str, ...], owner: str) -> Iterator[str]:
    for who, held in rights(grants).items():
        if who != owner and {"CREATE", "CREATE*"} & held and roles.is_application(who):
            yield who


def _to_whom(roles: Roles, who: str) -> Severity:
    """A right for PUBLIC is a hole once somebody can log in whom privileges bind."""
    return Severity.HIGH if who != PUBLIC or roles.strangers() else Severity.ADVICE


@audit("GRT005", Severity.HIGH, Truth.LAWFUL, opens=True)
def test_future_tables_are_closed(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Default privileges open no future table to PUBLIC or to a role that cannot use today's.

    The next table is created without row security and is open at once: nobody has to grant anything, or sees it.
    """
    roles = Roles.of(live, claims)
    covered = outside(claims)
    entries = (one for one in live.of(DefaultPrivilege) if one.objects in ("TABLES", "SCHEMAS"))
    own = (one for one in entries if not covered(one) and not roles.is_hosters(one.role))
    for entry in counted(findings, own, "nobody has set privileges for tables or schemas to come"):
        usual = rights(builtin(entry))
        for who, held in rights(entry.grants).items():
            new = {right.rstrip("*") for right in held - usual.get(who, frozenset())}
            if not new or who == entry.role or not roles.is_application(who):
                continue
            open_already = who != PUBLIC and _holds_mostly(live, entry, who, new)
            usual_here = normal(live, "future", who)
            where = f" in schema {ident(entry.in_schema)}" if entry.in_schema else ""
            findings.add(
                where=entry.identity,
                what=f"every new {'table' if entry.objects == 'TABLES' else 'schema'} of {entry.role}{where} "
                f"grants {', '.join(sorted(new))} to {who}",
                why="it has no row security until somebody thinks of it, and is open before",
                mend=sql(
                    f"ALTER DEFAULT PRIVILEGES FOR ROLE {ident(entry.role)}"
                    + (f" IN SCHEMA {ident(entry.in_schema)}" if entry.in_schema else "")
                    + f" REVOKE ALL ON {entry.objects} FROM {grantee(who)};"
                ),
                severity=Severity.ADVICE if open_already or usual_here else Severity.HIGH,
            )


def _holds_mostly(live: Snapshot, entry: DefaultPrivilege, who: str, new: set[str]) -> bool:
    """Whether that is how today's tables are: nearly all grant it, or none of them relies on row security."""
    tables = [one for one in live.of(Relation) if one.is_table and entry.in_schema in ("", one.schema)]
    if not any(one.row_security for one in tables):
        return bool(tables)
    granted = [
        one for one in tables if new <= {right.rstrip("*") for right in rights(one.grants).get(who, frozenset())}
    ]
    return len(granted) >= 0.8 * len(tables)


@audit("GRT006", Severity.CRITICAL, Truth.LAWFUL, opens=True)
def test_nobody_truncates_a_tenant_table(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No role of the application holds TRUNCATE, REFERENCES or TRIGGER on a table whose rows belong to tenants.

    Row security binds none of the three: TRUNCATE removes every tenant's rows, REFERENCES tells which keys exist,
    TRIGGER runs code in the sessions of others.
    """
    tenancy = Tenancy(live, claims)
    roles = tenancy.roles
    of_tenants = (one for one in tenancy.tables if tenancy.column(one.identity) or one.row_security)
    for table in counted(findings, of_tenants, "no table is known to hold rows of tenants"):
        taken = _past_policies(live, table, roles)
        if not taken:
            continue
        truncates = any("TRUNCATE" in held and _comes_through(roles, who, table) for who, held in taken.items())
        severity = Severity.CRITICAL if truncates else Severity.HIGH
        findings.add(
            where=table.identity,
            what="; ".join(f"{who} holds {', '.join(held)} on {table.identity}" for who, held in taken.items()),
            why="TRUNCATE removes the rows of every tenant, whatever the policies say"
            if truncates
            else "policies do not bind what can be done with that",
            mend=sql(
                joined(
                    *(
                        f"REVOKE {', '.join(held)} ON TABLE {table.identity} FROM {grantee(who)}"
                        for who, held in taken.items()
                    )
                )
            ),
            severity=severity
            if tenancy.column(table.identity) and tenancy.confirmed and not _as_everywhere(live, table, taken)
            else Severity.ADVICE,
        )


def _comes_through(roles: Roles, who: str, table: Relation) -> bool:
    """Whether no foreign key stops its TRUNCATE: it may empty the tables that refer to these rows as well."""
    left, seen = [table.identity], {table.identity}
    while left:
        name = left.pop()
        for key in roles.live.of(Constraint):
            if key.referenced == name and (key.relation or "") not in seen:
                behind = roles.live.get(Relation, key.relation or "")
                if behind is None or not roles.holds(who, "TRUNCATE", behind):
                    return False
                seen.add(behind.identity)
                left.append(behind.identity)
    return True


def _as_everywhere(live: Snapshot, table: Relation, taken: dict[str, list[str]]) -> bool:
    """Whether a vendor gives it to these roles on all tables, and nobody has taken it from most of them."""
    beside = [one for one in live.of(Relation) if one.is_table and one.schema == table.schema]

    def on_most(who: str, held: set[str]) -> bool:
        having = [one for one in beside if held <= {right.rstrip("*") for right in rights(one.grants).get(who, ())}]
        return len(having) >= 0.8 * len(beside)

    return all(normal(live, "bare", who) and on_most(who, set(held)) for who, held in taken.items())


def _past_policies(live: Snapshot, table: Relation, roles: Roles) -> dict[str, list[str]]:
    """By role, what it holds on the table or on a column that no policy binds."""
    found: dict[str, set[str]] = {}
    for who, held in rights(table.grants).items():
        found.setdefault(who, set()).update({right.rstrip("*") for right in held} & _UNBOUND)
    for column in live.on(Column, table.identity):
        for who, held in rights(column.grants).items():
            if {"REFERENCES", "REFERENCES*"} & held and "REFERENCES" not in found.get(who, ()):
                found.setdefault(who, set()).add(f"REFERENCES ({ident(column.name)})")
    return {
        who: sorted(held) for who, held in found.items() if held and who != table.owner and roles.is_application(who)
    }


@audit("GRT007", Severity.CRITICAL, Truth.LAWFUL, opens=True)
def test_functions_do_not_leave_the_database(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No role of the application was given a function that reads files, opens connections or moves the server.

    Such a function runs as the server: what it reads or reaches is behind every policy and every grant.
    """
    roles = Roles.of(live, claims)
    findings.nothing("nobody was granted anything on a function that leaves the database")
    for extension in live.of(Extension):
        for opened in extension.opened:
            if (match := _MEMBER.match(opened)) and _LEAVES.match(match["name"]):
                findings.look(match["name"])
                _opened(findings, roles, match["name"], _holders(match["now"]), _holders(match["first"]))
    for grant in live.of(SystemGrant):
        name = grant.identity.partition(" ")[2]
        if grant.on == "FUNCTION" and _LEAVES.match(name):
            findings.look(name)
            _opened(findings, roles, name, set(rights(grant.grants)), set(rights(grant.initial)))


def _holders(text: str) -> set[str]:
    return {who for who, held in _HOLDER.findall(text) if "EXECUTE" in held}


def _opened(findings: Findings, roles: Roles, name: str, now: set[str], first: set[str]) -> None:
    for who in sorted(now - first):
        if roles.is_application(who):
            findings.add(
                where=name,
                what=f"{who} may execute {name}",
                why="it runs as the server, behind every policy and every grant",
                mend=sql(f"REVOKE EXECUTE ON FUNCTION {name} FROM {grantee(who)};"),
                severity=(Severity.CRITICAL if _FILES.search(name) else Severity.HIGH)
                if roles.is_used(who)
                else Severity.ADVICE,
            )


@audit("GRT010", Severity.HIGH, Truth.LAWFUL, opens=True)
def test_nobody_hands_on_a_right(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No role that sessions have may grant others what it holds on a table of tenants.

    One session then opens the table to a role that nobody meant, and no deployment did it.
    """
    tenancy = Tenancy(live, claims)
    roles = tenancy.roles
    of_tenants = (one for one in tenancy.tables if tenancy.column(one.identity) or one.row_security)
    for table in counted(findings, of_tenants, "no table is known to hold rows of tenants"):
        for who, held in sorted(rights(table.grants).items()):
            passed_on = sorted(one.rstrip("*") for one in held if one.endswith("*"))
            if passed_on and who != table.owner and who in roles.sessions:
                every = ", ".join(passed_on)
                findings.add(
                    where=table.identity,
                    what=f"{who} may grant others {every} on {table.identity}",
                    why="a session opens the table to a role that nobody meant",
                    mend=sql(f"REVOKE GRANT OPTION FOR {every} ON TABLE {table.identity} FROM {grantee(who)};"),
                )
