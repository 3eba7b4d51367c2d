"""The server loses nothing, knows no open holes, and is what the platform says it must be."""

from golive.judge.answers import answer
from golive.judge.audit import Findings, audit
from golive.judge.floor import FLOOR, number
from golive.judge.settings import effective, files, hidden, is_off, pinned, same, unread
from golive.judge.unsafe import NAMES, undoes
from golive.model import questions as q
from golive.model.catalog import Database, Setting
from golive.model.claims import Claims
from golive.model.claims.server import Server
from golive.model.finding import Mend, Severity, command, decision, sql
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.rights.roles import Roles
from golive.sqltext.quoting import ident

_MUST_BE_ON = {
    "fsync": "a crash of the machine leaves a database that cannot be started, or one that is wrong",
    "full_page_writes": "a page torn in a crash cannot be repaired",
    "synchronous_commit": "a commit that was confirmed is lost when the server stops",
}


def alter_system(name: str) -> Mend:
    return sql(f"ALTER SYSTEM RESET {ident(name)};")


@audit("SRV001", Severity.HIGH, Truth.LAWFUL)
def test_server_has_no_known_hole(live: Snapshot, findings: Findings) -> None:
    """The server that runs is a release in which the known holes of row security are closed.

    The package may be newer than the process: until the restart every tenant can use what was published.
    """
    findings.look(live.server.version)
    floor = FLOOR.get(live.server.major)
    if floor and live.server.version_num < floor:
        findings.add(
            where="server",
            what=f"PostgreSQL {number(live.server.version_num)} runs; {number(floor)} is the first without known holes",
            why="row security can be read past with what has been published",
            mend=command(f"install PostgreSQL {number(floor)} or later of {live.server.major}, and restart the server"),
        )


@audit("SRV002", Severity.CRITICAL, Truth.LAWFUL)
def test_server_keeps_what_it_confirmed(live: Snapshot, findings: Findings) -> None:
    """What was committed survives a crash: now, and with what the configuration files will bring.

    Switched off for a fast import and never switched on again, the first power failure costs every tenant's rows.
    """
    own = {one.setting for one in live.of(Setting) if one.scope == "database"}
    said = files(live)
    for name in findings.over(_MUST_BE_ON):
        running = live.server.settings.get(name)
        if is_off(running) and name not in own:
            _off(findings, name, f"{name} is off", None if said is None else said.get(name))
        elif said is not None and is_off(said.get(name)):
            what = f"{name} is off in the configuration files and will be with the next reload"
            _off(findings, name, what, said[name])
    waiting = [name for name in live.server.settings if name.endswith(" (pending restart)")]
    for name in waiting:
        findings.add(
            where="server",
            what=f"{name.partition(' ')[0]} waits for a restart",
            why="the next restart changes the server in a way nobody has tested",
            mend=decision("restart the server before it is certified, or take the change back"),
            severity=Severity.ADVICE,
        )
    if said is None:
        unread(live, "what its configuration files say", findings)


def _off(findings: Findings, name: str, what: str, in_files: str | None) -> None:
    findings.add(
        where="server",
        what=what,
        why=_MUST_BE_ON[name],
        mend=alter_system(name)
        if in_files is not None
        else command(f"start the server without -c {name}=off, and SELECT pg_reload_conf();"),
        severity=Severity.HIGH if name == "synchronous_commit" else Severity.CRITICAL,
    )


@audit("SRV003", Severity.HIGH, Truth.DECLARED)
def test_server_is_as_declared(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Encoding, time zone and settings of the database are those that the platform declares.

    Another encoding refuses or spoils names; another time zone moves every day's bookings by hours.
    """
    declared = claims.the(Server)
    for database in findings.over(live.of(Database), name=lambda one: one.identity):
        if not same(database.encoding, declared.encoding):
            findings.add(
                where=f"database {ident(live.server.database)}",
                what=f"its encoding is {database.encoding}, declared is {declared.encoding}",
                why="text that the application writes is refused, or comes back as something else",
                mend=decision(
                    "make a database with that encoding and restore into it: "
                    f"CREATE DATABASE … ENCODING '{declared.encoding}' TEMPLATE template0;"
                ),
            )
    wanted = dict(declared.settings)
    if declared.timezone:
        wanted["TimeZone"] = declared.timezone
    for name in findings.over(wanted):
        if hidden(live, name, findings):
            continue
        value = effective(live, name)
        if value is None or not same(value, wanted[name]):
            findings.add(
                where="server",
                what=f"{name} is {value!r}, declared is {wanted[name]!r}"
                if value is not None
                else f"{name} is not known here",
                why="the platform was tested with the declared value",
                mend=decision(f"set {name} for this database, or correct [server] in platform.toml"),
            )


@audit("SRV004", Severity.CRITICAL, Truth.LAWFUL)
def test_triggers_fire_on_this_server(live: Snapshot, findings: Findings) -> None:
    """Sessions start in the ordinary replication role, in which triggers and foreign keys fire.

    As replica, rows are written without customer codes, without counting storage, and without any foreign key.
    """
    findings.look("session_replication_role")
    said = [
        live.server.settings.get("session_replication_role"), (files(live) or {}).get("session_replication_role")
    ]  # fmt: skip
    own = any(one.setting == "session_replication_role" for one in live.of(Setting))
    if not own and (role := next((value for value in said if value not in (None, "origin")), None)):
        findings.add(
            where="server",
            what=f"session_replication_role is {role}",
            why="triggers and foreign keys do not fire" if role == "replica" else "a mode for replication tools",
            mend=alter_system("session_replication_role"),
        )


@audit("SRV005", Severity.HIGH, Truth.LAWFUL)
def test_replication_slots_are_read(live: Snapshot, findings: Findings) -> None:
    """Every replication slot of the server has somebody who reads from it.

    A slot that nobody reads keeps the whole log from its place on: the disk fills, and then the server stops.
    """
    findings.look("replication slots")
    told = q.SLOTS.told(answer(findings, live, q.SLOTS.of(), "server"))
    for slot in told.idle if told else ():
        waiting = (slot.bytes or 0) // 1024**3
        size = f"; {waiting} GB of the log wait for it" if waiting else ""
        findings.add(
            where=f"replication slot {slot.name}",
            what=f"nobody reads from the {slot.kind} slot {slot.name}{size}"
            + ("; it is lost" if slot.status == "lost" else ""),
            why="the log is kept for it until the disk is full" if slot.holds else "it was made and never used",
            mend=sql(f"SELECT pg_catalog.pg_drop_replication_slot('{slot.name}');", destructive=True),
            severity=Severity.HIGH if slot.holds else Severity.ADVICE,
        )


@audit("SRV006", Severity.HIGH, Truth.LAWFUL)
def test_log_holds_no_secrets(live: Snapshot, findings: Findings) -> None:
    """The server does not write every statement with its values into the log.

    Passwords, tokens and personal data of every tenant then stand in a file that has other readers and no policy.
    """
    findings.look("log_statement")
    value = (live.server.settings.get("log_statement") or "none").lower()
    own = any(one.setting == "log_statement" for one in live.of(Setting))
    if value in ("all", "mod"):
        findings.add(
            where="server",
            what=f"log_statement is {value}" + (" by a setting of the database or of a role" if own else ""),
            why="the values of every written row stand in the log, credentials among them",
            mend=decision("log what takes long instead: log_statement = 'ddl', log_min_duration_statement = '1s'"),
            severity=Severity.ADVICE,
        )


@audit("SRV007", Severity.HIGH, Truth.LAWFUL)
def test_passwords_are_kept_well(live: Snapshot, findings: Findings) -> None:
    """New passwords of roles are kept as SCRAM, not as MD5.

    An MD5 hash is as good as the password: whoever reads a backup of the roles logs in with it.
    """
    findings.look("password_encryption")
    running = live.server.settings.get("password_encryption", "")
    said = (files(live) or {}).get("password_encryption", "")
    if "md5" in (running.lower(), said.lower()):
        findings.add(
            where="server",
            what="password_encryption is md5",
            why="the next password that is set can be used by whoever reads its hash",
            mend=alter_system("password_encryption")
            if said
            else decision("ALTER DATABASE or ALTER ROLE … RESET password_encryption, wherever it is set"),
        )


@audit("SRV008", Severity.HIGH, Truth.LAWFUL)
def test_sessions_end(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """A statement that never ends and a transaction that idles are ended by the server.

    One forgotten transaction keeps its locks and stops every vacuum; the next migration waits behind it.
    """
    roles = Roles.of(live, claims)
    logins = [role.name for role in roles.known.values() if role.login and not role.superuser]
    for name in findings.over(("statement_timeout", "idle_in_transaction_session_timeout")):
        if hidden(live, name, findings):
            continue
        value = effective(live, name)
        own = {one.role for one in live.of(Setting) if one.setting == name and one.role and not same(one.value, "0")}
        if value is None or not same(value, "0") or (own and set(logins) <= own):
            continue
        findings.add(
            where="server",
            what=f"{name} is not set for the database" + (f", only for {', '.join(sorted(own))}" if own else ""),
            why="a session that hangs holds its locks for as long as it likes",
            mend=decision(f"set it for the application's login: ALTER ROLE … SET {name} = '60s';"),
            severity=Severity.ADVICE,
        )


@audit("SRV009", Severity.CRITICAL, Truth.LAWFUL)
def test_server_undoes_no_safety(live: Snapshot, findings: Findings) -> None:
    """No setting of the server, or of the files it reads at its next start, undoes what keeps rows safe.

    It holds for every database and every session. What was switched off for one import stays off until somebody
    looks, and one that only waits in a file comes with the next restart.
    """
    said = files(live) or {}
    for name in findings.over(NAMES):
        if name in _MUST_BE_ON:
            continue  # SRV002
        running = None if name in pinned(live) else live.server.settings.get(name)
        for value, where in ((running, ""), (said.get(name), " in the configuration files")):
            if value is not None and (told := undoes(name, value)):
                severity, why = told
                findings.add(
                    where="server",
                    what=f"{name} = {value}{where}",
                    why=why,
                    mend=alter_system(name),
                    severity=severity,
                )
                break
