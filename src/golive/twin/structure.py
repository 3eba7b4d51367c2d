"""What a twin is made from: the schema of a database and what no dump carries, without a row and without a password."""

import time
from dataclasses import dataclass
from pathlib import Path

from golive.migrate.backup import quiet
from golive.model.errors import WrongUse
from golive.model.stub import Stub
from golive.model.target import Dsn
from golive.observe.session import reading
from golive.server import find_client
from golive.server.client import run_client
from golive.server.properties import Properties, read_properties
from golive.server.roles import Roles, read_roles
from golive.twin.states import State, read_states
from golive.twin.stubs import read_stubs

LOCK_WAIT = "200ms"  # a dump that waits for a lock queues everybody behind it
ATTEMPTS = 5
_NATIVE = """
SELECT p.oid
  FROM pg_catalog.pg_proc AS p
  JOIN pg_catalog.pg_language AS l ON l.oid OPERATOR(pg_catalog.=) p.prolang
 WHERE (NOT l.lanpltrusted AND l.lanname OPERATOR(pg_catalog.<>) 'sql')
   AND p.oid OPERATOR(pg_catalog.>=) '16384'::pg_catalog.oid
"""


@dataclass(frozen=True, slots=True)
class Structure:
    """A dump of definitions, and the roles, settings and rights around it."""

    dump: Path
    database: str  # as the target is called
    dumped_by: int  # the major version of the pg_dump that wrote it
    major: int
    roles: Roles
    properties: Properties
    public: bool  # whether there is a schema of that name
    native: frozenset[int]  # functions in machine code, or in a language that nothing holds back
    stubs: tuple[Stub, ...] = ()  # of its extensions
    states: tuple[State, ...] = ()


def structure_of(dsn: Dsn, folder: Path) -> Structure:
    """Read in one read-only session and by one pg_dump that takes ACCESS SHARE and waits for nobody."""
    with reading(dsn) as connection:
        version = connection.info.server_version // 10000
        name = connection.info.dbname
        roles, properties = read_roles(connection), read_properties(connection, name)
        row = connection.execute("SELECT pg_catalog.to_regnamespace('public') IS NOT NULL").fetchone()
        native = frozenset(row[0] for row in connection.execute(_NATIVE).fetchall())
        stubs, states = read_stubs(connection), read_states(connection)
        address = quiet(connection, dsn)
    client = find_client("pg_dump", version)
    dump = folder / "structure.dump"
    words = ("--format=custom", "--schema-only", "--no-subscriptions", "--no-tablespaces",
             f"--lock-wait-timeout={LOCK_WAIT}", f"--file={dump}")  # fmt: skip
    for attempt in range(1, ATTEMPTS + 1):
        try:
            run_client(client, "pg_dump", *words, dsn=address)
            break
        except WrongUse as error:
            if "lock timeout" not in error.what or attempt == ATTEMPTS:
                raise
            time.sleep(0.2 * attempt)
    dump.chmod(0o600)
    return Structure(dump, name, client.major, version, roles, properties, bool(row and row[0]), native, stubs, states)
