"""What roles and the database are set to is safe for whoever logs in."""

import re

from golive.judge.audit import Findings, audit
from golive.judge.settings import effective, hidden, settings
from golive.judge.subjects import counted
from golive.judge.unsafe import undoes
from golive.model.catalog import Database, EventTrigger, Function, Policy, Role, Schema, Setting, Trigger
from golive.model.claims import Claims
from golive.model.finding import Mend, Severity, decision, sql
from golive.model.scope import ours
from golive.model.signature import arguments
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.model.zones import is_abbreviated
from golive.rights.grants import rights
from golive.rights.policies import Tenancy
from golive.rights.requests import callers
from golive.rights.roles import PUBLIC, Roles
from golive.sqltext.names import quoted
from golive.sqltext.quoting import grantee, ident, in_database

_NAME = re.compile(r'"((?:[^"]|"")+)"|([^\s,"\']+)|\'([^\']*)\'')
_NO_TENANT = re.compile(r"^(|0|-1|null|none|nil|00000000-0000-0000-0000-000000000000)$", re.IGNORECASE)
_SECRET = re.compile(
    r"(secret|passw|pwd|token|api_?key|private|credential|encrypt\w*_?key|signing_?key|master_?key|jwt)", re.IGNORECASE
)
_HIDDEN = re.compile(r"^hidden \((\d+) characters\)$")
_CHANGES = re.compile(
    r"(?i)\bset_config\(\s*'([^']+\.[^']+)'|\bset\s+(?:local\s+|session\s+)?([a-z_]\w*\.\w+)\s*(?:=|\bto\b)"
)
_TAKES = re.compile(r"(?is)\bset_config\(\s*'([^']+)'\s*,(.+?),\s*(?:true|false)\s*\)")
_ASKS = re.compile(r"(?i)\bcurrent_setting\s*\(|\bauth\s*\.\s*\w+\s*\(|\braise\s+exception\b")
_SETS = re.compile(r"current_setting\(\s*'([^']+)'", re.IGNORECASE)


def whose(one: Setting) -> str:
    if one.scope == "database":
        return "the database"
    return f"role {one.role}" if one.role else "all roles"


def reset(one: Setting) -> Mend:
    name = quoted(*one.setting.split("."))
    if one.scope == "database":
        return sql(in_database(f"ALTER DATABASE %I RESET {name}"))
    role = ident(one.role) if one.role else "ALL"
    if one.scope == "role in database":
        return sql(in_database(f"ALTER ROLE {role} IN DATABASE %I RESET {name}"))
    return sql(f"ALTER ROLE {role} RESET {name};")


NONE = "neither a role nor the database has a setting"


@audit("SET002", Severity.CRITICAL, Truth.LAWFUL)
def test_settings_undo_no_safety(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No setting of a role or of the database switches off what keeps rows safe, or was left from debugging.

    It holds for every session from its first query on, and nothing in the application or the schema shows it.
    """
    for one in counted(findings, settings(live, claims), NONE):
        told = undoes(one.setting, one.value)
        if told is None:
            continue
        severity, why = told
        findings.add(
            where=one.identity,
            what=f"{whose(one)} sets {one.setting} = {one.value}",
            why=why,
            mend=reset(one),
            severity=severity,
        )


@audit("SET003", Severity.CRITICAL, Truth.LAWFUL, opens=True)
def test_search_paths_are_safe(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No search_path of a role or of the database leads through a schema that others create in, or that is not there.

    Whoever can put a table or function there is found before the right one, by everybody who has that path.
    """
    roles = Roles.of(live, claims)
    schemas = {one.path[0]: one for one in live.of(Schema)}
    known = {role.name for role in live.of(Role)}
    opening = next(
        (who for database in live.of(Database) for who in _creators(roles, database.grants, database.owner)), None
    )
    paths = (one for one in settings(live, claims) if one.setting == "search_path")
    for one in counted(findings, paths, "neither a role nor the database has a search_path"):
        for name in [match[1] or match[2] or match[3] or "" for match in _NAME.finditer(one.value)]:
            if name in ("$user", "information_schema", "golive", "golive_undo", "") or name.startswith("pg_"):
                continue
            schema = schemas.get(name)
            makers = _creators(roles, schema.grants, schema.owner) if schema else []
            makers = [who for who in makers if who in known or (who == PUBLIC and roles.strangers())]
            if schema is not None and not makers:
                continue
            findings.add(
                where=one.identity,
                what=f"the search_path of {whose(one)} leads through {quoted(name)}, "
                + (f"where {', '.join(makers)} may create" if schema else "which does not exist"),
                why="what is put there is found before, or instead of, what the application means"
                if schema or opening
                else "whoever creates that schema one day decides what the application finds",
                mend=reset(one),
                severity=Severity.CRITICAL if schema or opening else Severity.HIGH,
            )


def _creators(roles: Roles, grants: tuple[str, ...], owner: str) -> list[str]:
    return [
        who for who, held in rights(grants).items()
        if who != owner and {"CREATE", "CREATE*"} & held and roles.is_application(who)
    ]  # fmt: skip


@audit("SET004", Severity.CRITICAL, Truth.LAWFUL, opens=True)
def test_no_tenant_is_set_at_login(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No setting that policies read is fixed for a role, the database or a function, or set by a trigger or a caller.

    A session that forgot to say whose it is gets no rows; with a fixed setting it gets those of one tenant. What a
    BEFORE trigger sets holds for the WITH CHECK of the very row that fired it, what a request calls for all of it.
    """
    tenancy = Tenancy(live, claims)
    read: dict[str, str] = {}
    for policy in counted(findings, live.of(Policy), "there is no policy"):
        for text, function in tenancy.followed(policy.using, policy.check):
            for name in _SETS.findall(text):
                read.setdefault(name.lower(), function.identity if function else policy.identity)
    for one in settings(live, claims):
        if one.setting.lower() in read and "." in one.setting and not _NO_TENANT.match(one.value.strip("'\" ")):
            if one.role and tenancy.roles.bypasses(one.role):
                continue
            findings.add(
                where=one.identity,
                what=f"{whose(one)} sets {one.setting}, which {read[one.setting.lower()]} reads",
                why="a session without context is not refused, it is that tenant",
                mend=reset(one),
            )
    coming = {name.lower() for identity in claims.identity for name in identity.settings}
    fired = {one.function for one in live.of(Trigger)} | {one.function for one in live.of(EventTrigger)}
    for function in ours(live, Function, claims) if read else ():
        for entry in function.config:
            name, _, value = entry.partition("=")
            if name.lower() in read and "." in name and not _NO_TENANT.match(value.strip("'\" ")):
                findings.add(
                    where=function.identity,
                    what=f"{function.identity} sets {name} for itself, which {read[name.lower()]} reads",
                    why="whoever calls it is that tenant while it runs",
                    mend=sql(f"ALTER {_routine(function)} {function.identity} RESET {quoted(*name.split('.'))};"),
                )
        set_there = {one.lower() for found in _CHANGES.finditer(function.body) for one in found.groups() if one}
        for name in sorted(set_there & coming & read.keys()) if function.identity in fired else ():
            findings.add(
                where=function.identity,
                what=f"triggers run {function.identity}, which sets {name}, which {read[name]} reads",
                why="a row that is written says whose the session is, before its policies are asked and after",
                mend=decision(
                    f"let the trigger refuse what does not fit {name}; who comes in sets it, and nobody else"
                ),
            )

    for function in ours(live, Function, claims) if read else ():
        who = [one for one in callers(tenancy.roles, function) if not tenancy.roles.known[one].login]
        for name, value in _TAKES.findall(function.body) if who else ():
            reader = "the server" if name.lower() == "role" else read.get(name.lower(), "")
            if reader and name.lower() not in coming and _given(function).search(value):
                findings.add(
                    where=function.identity,
                    what=f"{function.identity} sets {name} to what its caller gives, and {reader} reads it",
                    why=f"{', '.join(who)} calls it, and is whom he likes until the request ends",
                    mend=decision(
                        f"let it find by its argument only what the caller may see; or REVOKE EXECUTE ON "
                        f"{_routine(function)} {function.identity} FROM PUBLIC, {', '.join(map(grantee, who))};"
                    ),
                    severity=Severity.ADVICE if _ASKS.search(function.body) else None,
                )


def _given(function: Function) -> re.Pattern[str]:
    """What its arguments are called in its body."""
    named = [re.escape(name) for name, _ in arguments(function, only_input=True) if name]
    return re.compile(rf"(?i)\$\d|\b(?:{'|'.join(named or ['$'])})\b")


def _routine(function: Function) -> str:
    return "PROCEDURE" if function.prokind == "p" else "FUNCTION"


@audit("SET005", Severity.HIGH, Truth.LAWFUL)
def test_settings_hold_no_secret(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No setting of a role or of the database holds a secret.

    Everybody who can log in reads it with current_setting(), or from pg_db_role_setting without even that.
    """
    for one in counted(findings, settings(live, claims), NONE):
        match = _HIDDEN.match(one.value)
        if match is None or int(match[1]) < 4:
            continue
        certain = _SECRET.search(one.setting) is not None or not re.search(r"(?i)[._]key$", one.setting)
        findings.add(
            where=one.identity,
            what=f"{whose(one)} sets {one.setting} to a value that looks like a secret",
            why="whoever logs in reads it",
            mend=reset(one),
            severity=Severity.HIGH if certain else Severity.ADVICE,
        )


@audit("SET006", Severity.HIGH, Truth.LAWFUL)
def test_time_zone_is_a_place(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """The time zone of the server, of the database and of each role is that of a place, or UTC.

    An abbreviation is one offset for the whole year, and UTC+2 is two hours west: days begin and end at another hour
    than people think, and what is booked at their edge counts for the wrong one.
    """
    found = {whose(one): one.value for one in settings(live, claims) if one.setting.lower() == "timezone"}
    if "the database" not in found and not hidden(live, "TimeZone", findings):
        found["server"] = effective(live, "TimeZone") or ""
    for where in findings.over(found):
        if is_abbreviated(found[where]):
            findings.add(
                where=where,
                what=f"TimeZone is {found[where]}",
                why="it does not follow summer time, or means another offset than was meant",
                mend=decision("ask which place is meant, and set that: Europe/Berlin; or UTC"),
            )
