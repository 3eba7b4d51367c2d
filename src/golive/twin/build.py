"""A twin is built on a walled server: roles, settings and rights first, then the dump, entry by entry."""

import re
import subprocess
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from psycopg import sql

from golive.migrate.dump_options import carried
from golive.migrate.restore import UNKNOWN_BEFORE, created
from golive.model.errors import WrongUse
from golive.model.target import Dsn
from golive.observe.session import connect
from golive.server import TESTED, Binaries, Server, find_binaries, find_client, launch
from golive.server.client import client_environment
from golive.server.enclosure import refused
from golive.server.properties import apply_properties
from golive.server.roles import apply_roles
from golive.server.verifier import verifier
from golive.twin.states import put
from golive.twin.structure import Structure, structure_of
from golive.twin.stubs import laid_asleep, stood_in, touched, without_options
from golive.twin.wall import HARMLESS, walled_entries, walled_properties, walled_roles

BUILDER = "golive_builder"  # the only superuser of a twin; no object of the target is his, and none of its code
STUB = "golive_stub"  # owns what would be left to the builder otherwise
VISITOR = "golive_visitor"  # a login that owns nothing and becomes each role of the target
RIGHTS = "golive_rights"  # what the target's superusers may do to its objects: here they are none
NAME = "golive_twin"
_CLOSED = b"\\restrict "
_ERROR = re.compile(r"^(?:psql:\S+ )?ERROR:  (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Twin:
    """A database with the target's structure, and what it lacks."""

    server: Server
    dsn: Dsn  # as its builder, who only looks at catalogs once it stands
    visitor: Dsn  # as whom code of the target is run
    left_out: tuple[str, ...]  # on purpose: the wall's, and what no dump carries
    failed: tuple[str, ...]  # statements that this server refused
    stubs: tuple[str, ...] = ()  # extensions that are stood in for
    touched: frozenset[str] = frozenset()  # what depends on them: whatever comes of it says nothing of the target

    def cloned(self, name: str) -> "Twin":
        """The same once more, for what is not to change this one."""
        return replace(self, dsn=self.server.clone(NAME, name), visitor=self.visitor.database(name))


@contextmanager
def twin_of(dsn: Dsn) -> Iterator[Twin]:
    """A twin of a database that is only read."""
    with tempfile.TemporaryDirectory(prefix="golive-twin-") as folder:
        structure = structure_of(dsn, Path(folder))
        with built(structure) as twin:
            yield twin


@contextmanager
def built(structure: Structure) -> Iterator[Twin]:
    with server_of(structure.major) as server:
        yield _filled(structure, server)


@contextmanager
def server_of(major: int) -> Iterator[Server]:
    """A walled server of that version, or the next newer, whose only superuser is the builder."""
    binaries = next(_binaries(major), None)
    if binaries is None:
        raise WrongUse("the twin", f"needs a PostgreSQL {major} or newer", "name binaries by --pg-bin")
    with launch(binaries, durable=False, walled=True) as server:
        server.admin = _builder(server.admin)
        yield server


def lacking(major: int) -> str:
    """Why this machine can make no twin; empty where it can."""
    try:
        find_client("pg_dump", major)
    except WrongUse as error:
        return f"{error.place}: {error.what}"
    return refused() or ("" if any(_binaries(major)) else f"there is no PostgreSQL {major} or newer here")


def _binaries(major: int) -> Iterator[Binaries]:
    for version in range(major, max(*TESTED, major) + 1):
        try:
            yield find_binaries("auto", version=version)
        except WrongUse:
            continue


def _builder(admin: Dsn) -> Dsn:
    """The cluster's first superuser under another name, so that no role of the target's can be it."""
    passing = "golive_passing"
    fields = admin.fields
    with connect(admin, autocommit=True) as connection:
        connection.execute(_with_password("CREATE ROLE {} LOGIN SUPERUSER PASSWORD {}", passing, admin))
    other = Dsn.of(**{**fields, "user": passing})
    with connect(other, autocommit=True) as connection:
        connection.execute(
            sql.SQL("ALTER ROLE {} RENAME TO {}").format(sql.Identifier(fields["user"]), sql.Identifier(BUILDER))
        )
        connection.execute(_with_password("ALTER ROLE {} PASSWORD {}", BUILDER, admin))
    builder = Dsn.of(**{**fields, "user": BUILDER})
    with connect(builder, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(passing)))
    return builder


def _with_password(words: LiteralString, role: str, dsn: Dsn) -> sql.Composed:
    return sql.SQL(words).format(sql.Identifier(role), sql.Literal(verifier(dsn.password or "")))


def _filled(structure: Structure, server: Server) -> Twin:
    roles, taken = walled_roles(structure.roles, server.major)
    properties = walled_properties(structure.properties)
    with connect(server.admin, autocommit=True) as admin:
        apply_roles(admin, roles)
        try:
            created(admin, NAME, properties)
        except psycopg.Error:  # its locale is not on this machine
            server.create_database(NAME)
            taken = (*taken, f"the database is under the locale of {server.description}")
        dsn = server.dsn(NAME)
        with connect(dsn, autocommit=True) as inside:
            if not structure.public:
                inside.execute("DROP SCHEMA public")
            available = frozenset(
                row[0] for row in inside.execute("SELECT name FROM pg_catalog.pg_available_extensions").fetchall()
            )
        missing = [one for one in structure.stubs if one.name not in HARMLESS & available]
        standing = stood_in(dsn, BUILDER, missing)
        left_out, failed = _restored(structure, server, dsn, available, standing.methods)
        laid_asleep(dsn, standing.names)
        failed = tuple(
            one for one in failed if one not in {f'schema "{name}" already exists' for name in standing.schemas}
        )
        put(dsn, structure.states)
        apply_properties(admin, NAME, properties)
        visitor = visitor_of(admin, dsn, [one["name"] for one in roles["roles"]])
        stand_for_superusers(admin, {one["name"]: one["superuser"] for one in structure.roles["roles"]})
    on_stubs = touched(dsn, standing.names)
    left_out = (*taken, *left_out, *standing.left_out)
    return Twin(server, dsn, visitor, left_out, failed, tuple(standing.names), on_stubs)


def visitor_of(admin: psycopg.Connection[Any], dsn: Dsn, roles: Sequence[str]) -> Dsn:
    """Who runs the target's code must have nothing that the code could take back to: no RESET ROLE to a superuser."""
    admin.execute(_with_password("CREATE ROLE {} LOGIN BYPASSRLS PASSWORD {}", VISITOR, dsn))
    if roles:
        names = sql.SQL(", ").join(map(sql.Identifier, roles))
        admin.execute(sql.SQL("GRANT {} TO {}").format(names, sql.Identifier(VISITOR)))
    admin.execute(sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(sql.Identifier(NAME), sql.Identifier(VISITOR)))
    return Dsn.of(**{**dsn.fields, "user": VISITOR})


def stand_for_superusers(admin: psycopg.Connection[Any], roles: Mapping[str, bool]) -> None:
    """They come to all rows and objects, as theirs do in the target; to nothing outside of the database."""
    if not any(roles.values()):
        return
    rights = sql.Identifier(RIGHTS)
    admin.execute(sql.SQL("CREATE ROLE {}").format(rights))
    admin.execute(sql.SQL("GRANT pg_read_all_data, pg_write_all_data TO {}").format(rights))
    for name, superuser in sorted(roles.items(), key=lambda one: not one[1]):
        role, member = (RIGHTS, name) if superuser else (name, RIGHTS)
        with suppress(psycopg.errors.InvalidGrantOperation):  # who is a member of such a role gives it nothing more
            admin.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(role), sql.Identifier(member)))


def _restored(
    structure: Structure, server: Server, dsn: Dsn, available: frozenset[str], methods: Collection[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """By psql, statement by statement: what one of them lacks is told, and the others go on."""
    reader = find_client("pg_restore", max(server.major, structure.dumped_by))
    listed = subprocess.run([reader.program("pg_restore"), "--list", structure.dump], capture_output=True, check=True)
    entries = list(
        walled_entries(listed.stdout.decode("utf-8", "surrogateescape").splitlines(), available, structure.native)
    )
    left_out = [_named(line) + " is left out" for line, comes in entries if not comes]
    chosen = structure.dump.with_suffix(".list")
    chosen.write_bytes("\n".join(line for line, comes in entries if comes).encode("utf-8", "surrogateescape"))
    script = subprocess.run(
        [reader.program("pg_restore"), "--file=-", f"--use-list={chosen}", structure.dump],
        capture_output=True, check=True,
    ).stdout  # fmt: skip
    if not closed(script):
        raise WrongUse(
            f"pg_restore of {reader.description}",
            "writes scripts in which a name with a line break is a command of psql",
            "install its newest minor version: 17.6, 16.10, 15.14, 14.19 or later",
        )
    unknown = {line for since, line in UNKNOWN_BEFORE.items() if server.major < since}
    lines = (line for line in script.splitlines(keepends=True) if line not in unknown)
    told = b"".join(carried(without_options(lines, methods), left_out))
    psql = find_client("psql", reader.major)
    answer = subprocess.run(
        [psql.program("psql"), "--no-psqlrc", "--quiet", "--output=/dev/null"],
        input=told, capture_output=True, check=False, env=client_environment(dsn),
    )  # fmt: skip
    if answer.returncode not in (0, 3):
        raise WrongUse("psql", answer.stderr.decode("utf-8", "replace").strip().splitlines()[-1])
    said = _ERROR.finditer(answer.stderr.decode("utf-8", "replace"))
    return tuple(left_out), tuple(one[1] for one in said)


def closed(script: bytes) -> bool:
    """Whether psql is told to take no commands before the first name comes."""
    return any(line.startswith(_CLOSED) for line in script.splitlines()[:8])


def _named(entry: str) -> str:
    """'EXTENSION dblink' of an entry of a dump's table of contents."""
    return " ".join(word for word in entry.split()[3:] if word != "-")
