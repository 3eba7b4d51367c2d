"""A backup is a dump, what a dump leaves out, and the figures by which a restore of it is proved."""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from os import environ
from pathlib import Path
from typing import Any

import psycopg

from golive.migrate.contents import pin, read_contents, read_sequences
from golive.model.errors import WrongUse
from golive.model.target import Dsn
from golive.observe.reader import Reader
from golive.observe.session import reading
from golive.server.binaries import Binaries, find_client
from golive.server.client import run_client
from golive.server.properties import read_properties
from golive.server.queries import rows
from golive.server.roles import read_roles
from golive.sqltext.names import quoted

FORMAT = 1
DUMP = "database.dump"
MANIFEST = "manifest.json"
UNKNOWN = "unknown"
KEY = "GOLIVE_BACKUP_KEY"  # whoever has it can say of a manifest that it was written by one who has it
LEAST = 32
# A role may have the setting and not the right to set it: golive_reader is such a one.
_MAY_SILENCE = "SELECT pg_catalog.has_parameter_privilege(CURRENT_USER, 'event_triggers', 'SET')"
LOCK_WAIT = "30s"  # a dump that waits for a lock queues everybody behind it
NOT_CARRIED = "passwords of roles (a role that is missing at the restore is made without one), tablespaces"


class BackupRefused(WrongUse):
    """This backup would not put back what is there now."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Which database of which cluster; clones of a cluster share its identifier."""

    database: str
    system_identifier: str

    def same(self, other: "Identity") -> bool:
        known = {self.system_identifier, other.system_identifier} - {UNKNOWN}
        return self.database == other.database and len(known) < 2


@dataclass(frozen=True, slots=True)
class Backup:
    """A folder with a dump and its manifest, checked to be whole."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def dump(self) -> Path:
        return self.folder / DUMP

    @property
    def identity(self) -> Identity:
        return Identity(self.manifest["database"], self.manifest["system_identifier"])

    @property
    def major(self) -> int:
        """Of the server it was taken from."""
        return int(self.manifest["server_version"].split(".")[0])

    @property
    def dumped_by(self) -> int:
        """The major version of the pg_dump that wrote it."""
        return int(self.manifest["pg_dump"].split(".")[0])

    @property
    def taken_at(self) -> datetime:
        return datetime.fromisoformat(self.manifest["taken_at"])

    @property
    def origin(self) -> str:
        """What is known of who wrote it; loading has held it against the key, where there is one."""
        return f"intact, of one who has {KEY}" if environ.get(KEY) else "intact, origin unproved"

    @property
    def rows(self) -> int:
        return sum(table["rows"] for table in self.manifest["contents"]["tables"].values())

    def __str__(self) -> str:
        tables = len(self.manifest["contents"]["tables"])
        return f"{self.folder} ({self.identity.database}, {tables} tables, {self.rows} rows)"


def take_backup(dsn: Dsn, folder: Path, binaries: Binaries | None = None) -> Backup:
    """Dump and figures are of one snapshot; the manifest is written last, so a backup cut short has none."""
    key = _key()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise WrongUse(str(folder), f"cannot be made ({error.strerror})", "name a new folder for the backup") from None
    if any(folder.iterdir()):
        raise WrongUse(str(folder), "is not empty", "name a new folder for the backup")
    folder.chmod(0o700)
    with reading(dsn) as connection:
        version = connection.info.server_version
        client = find_client("pg_dump", version // 10000, binaries)
        manifest = _observed(connection, version) | {"pg_dump": client.version}
        dump = folder / DUMP
        run_client(
            client, "pg_dump", "--format=custom", f"--file={dump}", f"--lock-wait-timeout={LOCK_WAIT}",
            f"--snapshot={manifest.pop('snapshot')}", dsn=quiet(connection, dsn),
        )  # fmt: skip
        dump.chmod(0o600)
        connection.rollback()
        manifest["sequences"]["after"] = read_sequences(connection)
    manifest["files"] = {DUMP: {"bytes": dump.stat().st_size, "sha256": _sha256(dump)}}
    manifest["digest"] = _digest(manifest)
    if key:
        manifest["hmac"] = _seal(manifest, key)
    made = folder / MANIFEST
    made.touch(mode=0o600)
    made.write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return load_backup(folder)


def quiet(connection: Reader, dsn: Dsn) -> Dsn:
    """The dump has nothing of what the database brings along for its sessions, and no login trigger where it may."""
    row = connection.execute(_MAY_SILENCE).fetchone() if connection.info.server_version >= 170000 else None
    off = " -c event_triggers=off" if row is not None and row[0] else ""
    given = dsn.fields.get("options", "")
    return Dsn.of(**{**dsn.fields, "options": f"{given} -c role=none -c exit_on_error=off{off}".strip()})


def load_backup(
    folder: Path,
    target: Identity | None = None,
    max_age: timedelta | None = None,
    now: datetime | None = None,
) -> Backup:
    """Refused unless it is whole, unedited, of this target and young enough."""
    place = f"backup {folder}"
    manifest = _manifest(folder, place)
    for name, told in manifest["files"].items():
        path = folder / name
        if not path.is_file():
            raise BackupRefused(place, f"{name} is missing")
        size = path.stat().st_size
        if size == 0:
            raise BackupRefused(place, f"{name} is empty")
        if size != told["bytes"]:
            raise BackupRefused(place, f"{name} has {size} bytes instead of {told['bytes']}: truncated or replaced")
        if _sha256(path) != told["sha256"]:
            raise BackupRefused(place, f"{name} is not what the manifest says: it was changed")
    backup = Backup(folder, manifest)
    if target is not None and not backup.identity.same(target):
        raise BackupRefused(
            place,
            f"is of database {backup.identity.database!r} of cluster {backup.identity.system_identifier}",
            f"the target is {target.database!r} of cluster {target.system_identifier}",
        )
    age = (now or datetime.now(UTC)) - backup.taken_at
    if max_age is not None and age > max_age:
        hours, limit = age.total_seconds() / 3600, max_age.total_seconds() / 3600
        raise BackupRefused(place, f"is {hours:.1f} hours old", f"at most {limit:g} are allowed: take a new one")
    if age < -timedelta(minutes=5):
        raise BackupRefused(place, f"was taken in the future ({backup.taken_at:%Y-%m-%d %H:%M} UTC)")
    return backup


def identify(connection: psycopg.Connection[Any]) -> Identity:
    """Unknown where the role may not ask for it."""
    try:
        with connection.transaction():
            found = rows(connection, "system_identifier")[0]["system_identifier"]
    except psycopg.errors.InsufficientPrivilege:
        found = UNKNOWN
    return Identity(connection.info.dbname, found)


def _observed(connection: Reader, version: int) -> dict[str, Any]:
    identity = identify(connection)
    pin(connection)
    snapshot = connection.execute("SELECT pg_catalog.pg_export_snapshot()").fetchone()
    assert snapshot is not None
    try:
        contents = read_contents(
            connection, {quoted(*pair) for pair, why in connection.untouched.items() if "relation" in why}
        )
    except psycopg.errors.InsufficientPrivilege as error:
        raise WrongUse(
            "backup",
            f"the role {connection.info.user!r} does not see every row ({error.diag.message_primary})",
            "connect as one that does",
        ) from None  # fmt: skip
    return {
        "format": FORMAT,
        "database": identity.database,
        "system_identifier": identity.system_identifier,
        "server_version": f"{version // 10000}.{version % 10000}",
        "taken_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "snapshot": snapshot[0],
        "contents": contents,
        "sequences": {"before": read_sequences(connection)},
        "properties": read_properties(connection, identity.database),
        "roles": read_roles(connection),
        "not_carried": NOT_CARRIED,
    }


def _manifest(folder: Path, place: str) -> dict[str, Any]:
    path = folder / MANIFEST
    if not path.is_file():
        raise BackupRefused(place, f"has no {MANIFEST}", "it is no backup of golive's, or it was cut short")
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        raise BackupRefused(place, f"{MANIFEST} cannot be read: truncated or edited") from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise BackupRefused(place, f"{MANIFEST} has another format", f"this golive reads format {FORMAT}")
    if manifest.get("digest") != _digest(manifest):
        raise BackupRefused(place, f"{MANIFEST} was edited")
    if key := _key():
        if "hmac" not in manifest:
            raise BackupRefused(place, f"{MANIFEST} carries no HMAC", f"{KEY} is set, and so it must carry one")
        if not hmac.compare_digest(str(manifest["hmac"]), _seal(manifest, key)):
            raise BackupRefused(place, f"{MANIFEST} was not written by one who has this {KEY}")
    return manifest


def _key() -> bytes:
    key = environ.get(KEY, "").encode()
    if key and len(key) < LEAST:
        raise WrongUse(KEY, f"has fewer than {LEAST} characters", "openssl rand -hex 32 makes one")
    return key


def _seal(manifest: dict[str, Any], key: bytes) -> str:
    return hmac.new(key, _told(manifest), hashlib.sha256).hexdigest()


def _digest(manifest: dict[str, Any]) -> str:
    return hashlib.sha256(_told(manifest)).hexdigest()


def _told(manifest: dict[str, Any]) -> bytes:
    told = {key: value for key, value in manifest.items() if key not in ("digest", "hmac")}
    return json.dumps(told, sort_keys=True).encode()


def _sha256(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
