"""A backup is proved by restoring it elsewhere; it is put back beside the database, then takes its place."""

import hashlib
import shutil
import subprocess
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import IO, Any

import psycopg
from psycopg import sql

from golive.migrate.backup import Backup, BackupRefused, Identity, identify
from golive.migrate.contents import (
    content_differences,
    pin,
    read_contents,
    read_sequences,
    sequence_differences,
)
from golive.migrate.definitions import definition_differences, definitions
from golive.migrate.dump_options import carried
from golive.migrate.lease import Lease, Patience
from golive.migrate.scratch import cut, dropped, scratch
from golive.model.errors import WrongUse
from golive.model.failures import ConsentNeeded
from golive.model.target import Dsn
from golive.observe.session import APPLICATION, connect
from golive.server import Server, find_client
from golive.server.client import client_environment, last_error, run_client
from golive.server.properties import Properties, apply_properties, read_properties
from golive.server.roles import apply_roles, missing_from, read_roles, surplus
from golive.sql import fill

# pg_restore of 17 and newer writes it into every script; an older server does not know it.
UNKNOWN_BEFORE = {17: b"SET transaction_timeout = 0;\n"}
PREAMBLE = 60  # lines before the first object of a script
Connection = psycopg.Connection[tuple[Any, ...]]


@dataclass(slots=True)
class Proof:
    """What a restored database has otherwise than the backup says. Nothing: proved."""

    differences: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.differences


@dataclass(frozen=True, slots=True)
class Restored:
    """The database as it was, the former one beside it, and what was left alone."""

    kept_as: str | None
    notes: tuple[str, ...]


def prove_backup(backup: Backup, scratch: Server, keep: str = "") -> Proof:
    """Restored on a server of its own, which gets the backup's roles, and compared with its figures.

    `keep`: the name of the database, where it is wanted afterwards.
    """
    if scratch.major < backup.major:
        raise WrongUse(f"backup {backup.folder}", f"is of PostgreSQL {backup.major}",
                       f"it cannot be proved on {scratch.version}")  # fmt: skip
    name = keep or "golive_proof"
    proof = Proof()
    with connect(scratch.dsn(), autocommit=True) as admin:
        try:
            apply_roles(admin, backup.manifest["roles"])
            try:
                created(admin, name, backup.manifest["properties"])
            except psycopg.Error:  # its locale is not on this machine; figures do not depend on it
                scratch.drop(name)
                scratch.create_database(name)
                proof.notes.append(f"proved under the locale of {scratch.description}")
            dsn = scratch.dsn(name)
            _fill(backup, dsn, proof.notes)
            apply_properties(admin, name, backup.manifest["properties"])
            proof.differences = compare(backup, dsn, proof.notes)
        except WrongUse as error:
            proof.differences = [f"cannot be restored: {error}"]
        except psycopg.Error as error:
            proof.differences = [f"cannot be restored: {error.diag.message_primary or type(error).__name__}"]
        finally:
            if not (keep and proof.holds):
                scratch.drop(name)
    return proof


def compare(backup: Backup, dsn: Dsn, notes: list[str]) -> list[str]:
    """Everything the manifest tells, and the schema in the dump, with what this database has."""
    told = backup.manifest
    with connect(dsn) as connection:
        connection.read_only = True
        pin(connection)
        unplanned = {name for name, figures in told["contents"]["tables"].items() if "copied" in figures}
        contents, sequences = read_contents(connection, unplanned), read_sequences(connection)
        properties, roles = read_properties(connection, connection.info.dbname), read_roles(connection)
        server, user = connection.info.server_version // 10000, connection.info.user
    found = content_differences(told["contents"], contents)
    found += sequence_differences(told["sequences"]["before"], told["sequences"]["after"], sequences)
    found += _property_differences(told["properties"], properties)
    found += missing_from(told["roles"], roles, connected_as=user)
    client = find_client("pg_dump", max(server, backup.dumped_by))
    reader = find_client("pg_restore", backup.dumped_by)
    same_version = server == backup.major and client.major == backup.dumped_by
    found += definition_differences(
        definitions(run_client(reader, "pg_restore", "--schema-only", "--file=-", backup.dump)),
        definitions(run_client(client, "pg_dump", "--schema-only", dsn=dsn)),
        same_version,
    )
    if not same_version:
        notes.append(f"views are compared by name: {server} writes them otherwise than {backup.major}")
    return found


def connected(dsn: Dsn) -> dict[str, int]:
    """Sessions of the database by role: what a restore would end."""
    with connect(_admin(dsn), autocommit=True) as admin:
        return dict(admin.execute(fill("restore/connected.sql", database=dsn.name)).fetchall())


def restore(backup: Backup, dsn: Dsn, *, ends: bool, patience: Patience | None = None) -> Restored:
    """Made beside the database, proved, renamed to its place; the former one is kept under a new name.

    One restore of a database at a time; `ends` where somebody has agreed to the end of the sessions that are there.
    """
    key = int.from_bytes(hashlib.sha256(f"golive restore {dsn.name}".encode()).digest()[:7], "big")
    try:
        with Lease(_admin(dsn), patience, key=key, act=f"restoring {dsn.name}") as lease:
            return _restored(backup, dsn, lease, ends=ends)
    except psycopg.OperationalError as error:
        what = f"the connection was lost ({error.sqlstate or 'no answer'}): another restore may have begun"
        raise BackupRefused(f"backup {backup.folder}", what, "look at the databases that are there") from None


def _admin(dsn: Dsn) -> Dsn:
    return dsn.database("template1" if dsn.name == "postgres" else "postgres")


def _restored(backup: Backup, dsn: Dsn, lease: Lease, *, ends: bool) -> Restored:
    name, admin, notes = dsn.name, lease.session, list(lease.notes)
    _same_cluster(admin, backup, name)
    notes += dropped(admin)
    beside = scratch(lease.token, name)
    former = f"{cut(name, 40)}_before_{datetime.now(UTC):%Y%m%d%H%M%S}"
    known = read_roles(admin)
    try:
        apply_roles(admin, backup.manifest["roles"])
        created(admin, beside, backup.manifest["properties"])
    except psycopg.errors.InsufficientPrivilege as error:
        raise WrongUse(str(dsn), f"the role may not restore: {error.diag.message_primary}",
                       "connect as a role with CREATEDB, or as a superuser") from None  # fmt: skip
    try:
        _fill(backup, dsn.database(beside), notes, lease.named("psql"))
        apply_properties(admin, beside, backup.manifest["properties"])
        if differences := compare(backup, dsn.database(beside), notes):
            raise BackupRefused(f"backup {backup.folder}", f"restores to something else: {differences[0]}"
                                + (f" and {len(differences) - 1} more" if differences[1:] else ""),
                                "the database is untouched")  # fmt: skip
        kept = _swapped(admin, name, beside, former, ends=ends)
    except BaseException:
        with suppress(psycopg.OperationalError):  # whoever followed this restore drops it
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(beside)))
        raise
    notes += [f"left alone, not in the backup: {each}" for each in surplus(backup.manifest["roles"], known)]
    return Restored(former if kept else None, tuple(notes))


def _same_cluster(admin: Connection, backup: Backup, name: str) -> None:
    target = Identity(name, identify(admin).system_identifier)
    if not backup.identity.same(target):
        raise BackupRefused(
            f"backup {backup.folder}",
            f"is of database {backup.identity.database!r} of cluster {backup.identity.system_identifier}",
            f"the target is {name!r} of cluster {target.system_identifier}",
        )


def created(admin: Connection, name: str, properties: Properties) -> None:
    options = {"ENCODING": properties["encoding"], "LC_COLLATE": properties["lc_collate"],
               "LC_CTYPE": properties["lc_ctype"]}  # fmt: skip
    provider = {"c": "libc", "i": "icu", "b": "builtin"}[properties["locale_provider"]]
    if provider != "libc":
        keyword = "ICU_LOCALE" if provider == "icu" else "BUILTIN_LOCALE"
        options |= {"LOCALE_PROVIDER": provider, keyword: properties["locale"]}
    elif admin.info.server_version >= 150000:
        options["LOCALE_PROVIDER"] = provider
    words = [sql.SQL("{} {}").format(sql.SQL(key), sql.Literal(value)) for key, value in options.items()]
    admin.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE template0 {}").format(sql.Identifier(name), sql.SQL(" ").join(words))
    )


def _fill(backup: Backup, dsn: Dsn, notes: list[str], name: str = APPLICATION) -> None:
    """All of it or nothing. Through a script, because a newer pg_restore tells an older server too much."""
    with connect(dsn, autocommit=True) as connection:
        server = connection.info.server_version // 10000
        if "public" not in backup.manifest["contents"]["schemas"]:
            connection.execute("DROP SCHEMA public")
    client = find_client("pg_restore", max(server, backup.dumped_by))
    writer = find_client("psql", client.major)
    unknown = {line for since, line in UNKNOWN_BEFORE.items() if server < since}
    with tempfile.TemporaryFile() as unread, tempfile.TemporaryFile() as refused:
        scripts = [
            subprocess.Popen(
                [client.program("pg_restore"), "--file=-", *(f"--section={one}" for one in sections), backup.dump],
                stdout=subprocess.PIPE, stderr=unread,
            )
            for sections in (("pre-data",), ("data", "post-data"))
        ]  # fmt: skip
        psql = subprocess.Popen(
            [writer.program("psql"), "--no-psqlrc", "--quiet", "--single-transaction",
             "--set=ON_ERROR_STOP=1", "--output=/dev/null"],
            stdin=subprocess.PIPE, stderr=refused, env=client_environment(dsn, name),
        )  # fmt: skip
        definitions_, rest = (script.stdout for script in scripts)
        assert definitions_ is not None
        assert rest is not None
        assert psql.stdin is not None
        try:
            with suppress(BrokenPipeError):  # psql stopped at an error, and says which
                for text in (definitions_, rest):
                    preamble = [text.readline() for _ in range(PREAMBLE)]
                    known = [line for line in preamble if line not in unknown]
                    psql.stdin.writelines(carried((*known, *text), notes) if text is definitions_ else known)
                    shutil.copyfileobj(text, psql.stdin)
            definitions_.close()
            rest.close()
            if any(script.wait() for script in scripts) and psql.poll() is None:
                psql.kill()  # at the end of its input it would commit half of the dump
                raise WrongUse("pg_restore", _said(unread))
            with suppress(BrokenPipeError):
                psql.stdin.close()
            if psql.wait():
                raise WrongUse("psql", _said(refused))
        finally:
            for child in (*scripts, psql):
                child.kill()
                child.wait()
            with suppress(BrokenPipeError):
                psql.stdin.close()


def _said(written: IO[bytes]) -> str:
    written.seek(0)
    return last_error(written.read())


def _swapped(admin: Connection, name: str, beside: str, former: str, *, ends: bool) -> bool:
    """Both names change in one transaction; nobody connects to the former database from here on."""
    if not admin.execute("SELECT 1 FROM pg_catalog.pg_database WHERE datname = %s", (name,)).fetchone():
        admin.execute(_renamed(beside, name))
        return False
    _closed(admin, name, closed=True)
    try:
        came = admin.execute(fill("restore/connected.sql", database=name)).fetchall()
        if came and not ends:
            what = f"{sum(count for _, count in came)} sessions came meanwhile"
            raise ConsentNeeded(name, what, "it is untouched; say that they may be ended: --consent")
        for _ in range(100):
            left = admin.execute(
                "SELECT pg_catalog.count(pg_catalog.pg_terminate_backend(pid))"
                " FROM pg_catalog.pg_stat_activity WHERE datname = ANY (%s)", ([name, beside],)
            ).fetchone()  # fmt: skip
            if left == (0,):
                break
            time.sleep(0.05)
        with admin.transaction():
            admin.execute(_renamed(name, former))
            admin.execute(_renamed(beside, name))
    except BaseException:
        _closed(admin, name, closed=False)
        raise
    return True


def _renamed(old: str, new: str) -> sql.Composed:
    return sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(old), sql.Identifier(new))


def _closed(admin: Connection, name: str, *, closed: bool) -> None:
    allowed = sql.Literal(not closed)
    admin.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}").format(sql.Identifier(name), allowed))


def _property_differences(wanted: Properties, found: Properties) -> list[str]:
    compared = ("owner", "connection_limit", "comment", "settings", "default_acl", "acl")
    return [f"the database's {each.replace('_', ' ')} differs" for each in compared if wanted[each] != found[each]]
