"""The examples of all audits, on a server that each of them finds as if it were the first."""

from contextlib import ExitStack
from pathlib import Path

import psycopg
from psycopg import sql

from golive.judge.audit import AUDITS, FUNCTIONS
from golive.model.claims import Claims, load_claims
from golive.model.claims.frozen import FROZEN
from golive.model.claims.platform import Head
from golive.model.lock import Lock
from golive.model.platform import Platform
from golive.model.scope import outside
from golive.model.target import Dsn
from golive.model.truth import Truth
from golive.run.observation import observe
from golive.server import Server, choose
from golive.verdict.audits import load_audits

load_audits()
EXAMPLES = Path(__file__).parents[1] / "examples"
FOLDERS = sorted(path.parent for path in EXAMPLES.rglob("bad.sql"))


def code_of(folder: Path) -> str:
    return folder.relative_to(EXAMPLES).parts[0]


def name(folder: Path) -> str:
    return "-".join(folder.relative_to(EXAMPLES).parts)


def platform_of(folder: Path, lock: Lock | None = None) -> Platform:
    own = folder / "platform.toml"
    claims = load_claims(own) if own.exists() else Claims(platform=Head(name="example", title="Example"))
    return Platform(folder, claims, lock, steps=(), smokes=(), baseline=())


def lock_of(folder: Path, dsn: Dsn) -> Lock:
    """Of the database as it stands."""
    platform = platform_of(folder)
    seen = observe(dsn, platform, {})
    frozen = {claim.table: FROZEN.word(seen.asked(FROZEN.of(claim.table))) for claim in platform.claims.frozen}
    return Lock.of(seen, "example", outside(platform.claims), frozen=frozen)


def truth_of(folder: Path) -> Truth:
    code = code_of(folder)
    return AUDITS[code].truth if code in FUNCTIONS else Truth.LOCKED


class Bench:
    """A server, cleaned after each example, or where that fails a fresh one."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._running: Server | None = None

    @property
    def server(self) -> Server:
        if self._running is None:
            self._running = self._stack.enter_context(choose("embedded").launch())
            self._clean = self._digest()
        return self._running

    def clean(self) -> None:
        server = self.server
        try:
            with psycopg.connect(server.dsn("example").reveal(), autocommit=True) as connection:
                for (gid,) in connection.execute("SELECT gid FROM pg_prepared_xacts").fetchall():
                    connection.execute(sql.SQL("ROLLBACK PREPARED {}").format(gid))
            server.drop("example")
            with psycopg.connect(server.dsn().reveal(), autocommit=True) as connection:
                rows = connection.execute("SELECT rolname FROM pg_roles WHERE rolname !~ '^pg_' AND NOT rolsuper")
                if names := [sql.Identifier(row[0]) for row in rows.fetchall()]:
                    roles = sql.SQL(", ").join(names)  # at once: they may have granted each other
                    connection.execute(sql.SQL("DROP OWNED BY {}").format(roles))
                    connection.execute(sql.SQL("DROP ROLE {}").format(roles))
            if self._digest() == self._clean:
                return
        except psycopg.Error:
            pass
        server.stop()
        self._running = None

    def _digest(self) -> str:
        """Whatever an example may leave in the cluster."""
        with psycopg.connect(self.server.dsn().reveal()) as connection:
            row = connection.execute(_CLUSTER).fetchone()
        return str(row)


_CLUSTER = """
    SELECT (SELECT array_agg(d::text ORDER BY datname) FROM (SELECT datname, datconnlimit FROM pg_database) AS d),
        (SELECT array_agg(r::text ORDER BY oid) FROM pg_authid AS r),
        (SELECT array_agg(m::text ORDER BY oid) FROM pg_auth_members AS m),
        (SELECT array_agg(s::text ORDER BY s::text) FROM pg_db_role_setting AS s),
        (SELECT array_agg(p::text ORDER BY p::text) FROM pg_parameter_acl AS p),
        (SELECT array_agg(f::text ORDER BY seqno) FROM pg_file_settings AS f),
        (SELECT count(*) FROM pg_replication_slots), (SELECT count(*) FROM pg_subscription)
"""
