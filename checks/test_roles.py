"""Nobody whom row security does not bind logs in for the application, or can become such a role."""

import re

from golive.judge.audit import Findings, audit
from golive.model import questions as q
from golive.model.catalog import Membership, Relation, Role
from golive.model.claims import Claims
from golive.model.evidence import State
from golive.model.finding import Severity, decision, sql
from golive.model.scope import ours
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.rights.roles import Roles
from golive.sqltext.quoting import ident

_OLD = re.compile(r"(?<![a-z])(old|legacy|test|testing|tester|tmp|temp|temporary|deprecated|obsolete|unused)(?![a-z])")
# What a predefined role lets its members do, and how bad that is for a role of the application.
_PREDEFINED = {
    "pg_execute_server_program": (Severity.CRITICAL, "run programs on the server"),
    "pg_write_server_files": (Severity.CRITICAL, "write files of the server"),
    "pg_read_server_files": (Severity.CRITICAL, "read files of the server, those of every database among them"),
    "pg_write_all_data": (Severity.CRITICAL, "write every table, whatever is granted"),
    "pg_read_all_data": (Severity.CRITICAL, "read every table, whatever is granted"),
    "pg_create_subscription": (Severity.HIGH, "have the server connect elsewhere and take rows from there"),
    "pg_maintain": (Severity.HIGH, "lock, rewrite and reindex every table"),
    "pg_signal_backend": (Severity.HIGH, "end the sessions of others"),
    "pg_monitor": (Severity.HIGH, "read the statements of all sessions, with the values in them"),
    "pg_read_all_stats": (Severity.HIGH, "read the statements of all sessions, with the values in them"),
    "pg_checkpoint": (Severity.HIGH, "force checkpoints"),
    "pg_use_reserved_connections": (Severity.HIGH, "take the connections that are kept for emergencies"),
}
_WATCHES = ("pg_monitor", "pg_read_all_stats")


@audit("ROL002", Severity.CRITICAL, Truth.LAWFUL, opens=True)
def test_nobody_logs_in_past_row_security(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No role that logs in is a superuser or bypasses row security, or becomes such a role by itself.

    Row security does not bind it: one query of it, or one injection into it, reads and changes every tenant's rows.
    """
    roles = Roles.of(live, claims)
    relies = any(relation.row_security for relation in live.of(Relation))
    for role in findings.over(ours(live, Role, claims), name=lambda one: one.identity):
        name = role.name
        if not role.login or name in roles.outside or name in roles.bootstrap or roles.is_hosters(name):
            continue
        own = "a superuser" if role.superuser else "free of row security (BYPASSRLS)" if role.bypassrls else None
        if own:
            quiet = not relies or name == live.server.role or (name in roles.deployers and not role.superuser)
            findings.add(
                where=role.identity,
                what=f"{name} logs in and is {own}",
                why="no policy binds what it does",
                mend=sql(f"ALTER ROLE {ident(name)} {'NOSUPERUSER' if role.superuser else 'NOBYPASSRLS'};"),
                severity=Severity.ADVICE if quiet else Severity.CRITICAL,
            )
            continue
        if not roles.is_application(name):
            continue
        for past in sorted(roles.becomes(name) - {name}):
            if not roles.bypasses(past):
                continue
            direct = live.get(Membership, f"{ident(name)} in {ident(past)}")
            # A gateway that inherits nothing has to say SET ROLE; that is how PostgREST and its like are built.
            silent = not role.inherit or (direct is not None and not direct.inherit)
            gateway = silent and name not in roles.sessions and not _superuser(roles, past)
            findings.add(
                where=role.identity,
                what=f"{name} logs in and can become {past}, which row security does not bind",
                why="one SET ROLE, or one injection that says it, reaches every tenant's rows",
                mend=decision(f"if {name} does not need it: REVOKE {ident(past)} FROM {ident(name)};"),
                severity=Severity.ADVICE if gateway or not relies else Severity.CRITICAL,
            )


def _superuser(roles: Roles, name: str) -> bool:
    role = roles.known.get(name)
    return role is not None and role.superuser


@audit("ROL003", Severity.CRITICAL, Truth.LAWFUL, opens=True)
def test_predefined_rights_stay_with_operators(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No role of the application is a member of a predefined role that reaches beyond its grants.

    Such a membership stands in no list of grants: the role reads tables that nobody granted, or files of the server.
    """
    roles = Roles.of(live, claims)
    findings.look(*(role.identity for role in live.of(Role)))
    for member in findings.over(ours(live, Membership, claims), name=lambda one: one.identity):
        if member.role not in _PREDEFINED or member.member.startswith("pg_"):
            continue
        severity, can = _PREDEFINED[member.role]
        if not roles.is_application(member.member):
            continue
        if member.role in _WATCHES and not roles.becomes(member.member) & roles.sessions:
            continue  # whoever watches the server needs it
        used = roles.is_used(member.member)
        reads = member.role in ("pg_read_all_data", "pg_signal_backend", "pg_checkpoint")
        findings.add(
            where=member.member,
            what=f"{member.member} is a member of {member.role}: it may {can}",
            why="no grant of a table says so, and none can take it back",
            mend=sql(f"REVOKE {ident(member.role)} FROM {ident(member.member)};"),
            severity=severity if used or not reads else Severity.ADVICE,
        )


@audit("ROL004", Severity.HIGH, Truth.LAWFUL, opens=True)
def test_logins_are_those_of_today(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No login of a former time is left, and no role of the application makes roles or replicates.

    Whoever still knows an old password comes in by it; CREATEROLE and REPLICATION reach beyond every grant.
    """
    roles = Roles.of(live, claims)
    for role in findings.over(ours(live, Role, claims), name=lambda one: one.identity):
        name = role.name
        if roles.is_operator(name):
            continue
        if role.login and not role.superuser and (match := _OLD.search(name.lower())):
            findings.add(
                where=role.identity,
                what=f"{name} logs in, and its name says {match[0]!r}",
                why="an account that nobody looks after any more is one that nobody misses when it is used",
                mend=sql(f"ALTER ROLE {ident(name)} NOLOGIN;"),
                severity=Severity.ADVICE if name in roles.deployers or name == live.server.role else Severity.HIGH,
            )
        if role.login and role.expired:
            findings.add(
                where=role.identity,
                what=f"{name} logs in, and its password expired at {role.valid_until}",
                why="its password is refused, but a certificate, a peer or a trust line of pg_hba.conf is not",
                mend=sql(f"ALTER ROLE {ident(name)} NOLOGIN;"),
            )
        if name in roles.deployers:
            continue
        for held, word in ((role.createrole, "CREATEROLE"), (role.replication, "REPLICATION")):
            if held:
                used = roles.is_used(name)
                findings.add(
                    where=role.identity,
                    what=f"{name} has {word}",
                    why="it grants itself what it lacks"
                    if word == "CREATEROLE"
                    else "it copies the whole cluster, every tenant's rows",
                    mend=sql(f"ALTER ROLE {ident(name)} NO{word};"),
                    severity=Severity.HIGH if used else Severity.ADVICE,
                )


@audit("ROL005", Severity.HIGH, Truth.LAWFUL)
def test_passwords_of_roles_are_scram(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No role that logs in has its password kept as MD5.

    Such a hash is as good as the password: whoever reads a backup of the roles logs in with it, and the next version
    of the server refuses it. Only a superuser sees how passwords are kept.
    """
    found = live.asked(q.MD5_ROLES.of())
    if found.state is not State.SEEN:
        findings.nothing("only a superuser sees how passwords of roles are kept")
        return
    findings.count(found.looked_at)
    findings.nothing("no role has a password")
    kept = {name for name, _ in q.MD5_ROLES.answers(live)}
    for role in ours(live, Role, claims):
        if role.identity in kept and role.login and role.here:
            findings.add(
                where=role.identity,
                what=f"the password of {role.identity} is kept as MD5",
                why="whoever reads the hash, in a backup of the roles as well, logs in with it",
                mend=decision(
                    f"give it a new one under password_encryption = 'scram-sha-256': \\password {role.identity}"
                ),
            )


@audit("ROL006", Severity.CRITICAL, Truth.LAWFUL)
def test_passwords_of_roles_are_not_guessed(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No role that logs in has its own name for a password, or one that everybody tries first.

    Whoever reaches the port is in with the second attempt. Only a superuser sees how passwords are kept.
    """
    found = live.asked(q.GUESSED_ROLES.of())
    if found.state is not State.SEEN:
        findings.nothing("only a superuser sees how passwords of roles are kept")
        return
    findings.count(found.looked_at)
    findings.nothing("no role that logs in has a password")
    answers = dict(q.GUESSED_ROLES.answers(live))
    for role in ours(live, Role, claims):
        if (answer := answers.get(role.identity)) is None or not role.here:
            continue
        if answer.state is not State.SEEN:
            again = decision(f"look with time to spare, or give {role.identity} a drawn one")
            findings.unknown(role.identity, f"whether its password is guessed: {answer.note}", again)
        else:
            findings.add(
                where=role.identity,
                what=f"the password of {role.identity} is its name, or a word that everybody tries first",
                why="whoever reaches the server's port logs in with it",
                mend=decision(f"give it one that was drawn, and tell it to what logs in: \\password {role.identity}"),
            )
