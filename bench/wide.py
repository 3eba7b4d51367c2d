"""Databases to measure on: many tables of two tenants, with policies, declared as a platform; and what they cost.

CPU is counted on both sides: of a command with all that it starts, and of the server, whose postmaster knows what each
of its sessions took once it has ended.
"""

import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from ctypes import CDLL
from dataclasses import astuple, dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from time import perf_counter, process_time, sleep

import psycopg

from golive.app.learn import learn
from golive.model.platform import load_platform
from golive.model.target import Dsn
from golive.server import Server
from golive.server.logins import made

GENERATOR = Path(__file__).with_name("thousand_tables.sql")
TENANTS = """
CREATE TABLE wide.tenants (id bigint PRIMARY KEY);
INSERT INTO wide.tenants VALUES (1), (2);
ALTER TABLE wide.tenants ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON wide.tenants USING (id = wide.tenant());
GRANT USAGE ON SCHEMA wide TO wide_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA wide TO wide_app;
REVOKE INSERT, UPDATE, DELETE ON wide.tenants FROM wide_app;
"""
ROWS = """
DO $$ BEGIN FOR n IN 1..{tables} LOOP
  EXECUTE format('INSERT INTO wide.t%s (id, tenant_id, name) '
                 'SELECT i, i %% 2 + 1, ''n'' FROM generate_series(1, {rows}) AS i', n);
END LOOP; END $$;
"""
CLAIMS = """
[platform]
name = "wide"
title = "Wide"

[tenancy]
root = "wide.tenants"
columns = ["tenant_id"]
enforced_by = "{by}"
"""
SESSIONS = """
[[identity]]
name = "application"
role = "wide_app"
settings = { "app.tenant" = "{tenant}" }
sessions = "SELECT id::text FROM wide.tenants ORDER BY 1"
"""
_SUBREAPER = 36  # of prctl(2): orphans of our children become our own
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Wide:
    """One such database, its platform's folder, and the two logins that look at it."""

    dsn: Dsn
    folder: Path
    reader: Dsn
    prober: Dsn

    @classmethod
    def make(
        cls,
        server: Server,
        name: str,
        folder: Path,
        tables: int = 1000,
        rows: int = 0,
        more: str = "",
        proved: bool = True,
    ) -> "Wide":
        """proved: the database keeps tenants apart; else the application is said to, and no policy is looked at."""
        dsn = database(server, name, tables, rows, more)
        folder.mkdir()
        claims = CLAIMS.replace("{by}", "database" if proved else "application")
        (folder / "platform.toml").write_text(claims + (SESSIONS if proved else ""), "utf-8")
        learn(dsn, folder)
        logins = made(dsn, load_platform(folder))
        return cls(dsn, folder, logins.reader, logins.prober)

    def surroundings(self, scratch: Path) -> dict[str, str]:
        """Byte code is kept between runs, as where nobody says otherwise."""
        compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(scratch / "compiled")}
        return {**os.environ, "GOLIVE_DSN": self.reader.reveal(), "GOLIVE_PROBE_DSN": self.prober.reveal(), **compiled}


def database(server: Server, name: str, tables: int, rows: int, more: str) -> Dsn:
    dsn = server.create_database(name)
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = 'wide_app'").fetchone():
            connection.execute("CREATE ROLE wide_app")
        schema, each = GENERATOR.read_text("utf-8").removesuffix("ANALYZE;\n").split("DO $$")
        connection.execute(schema.encode())
        for first in range(1, tables + 1, 1000):  # a transaction of its own: a server holds so many locks
            part = each.replace("1..1000", f"{first}..{min(first + 999, tables)}")
            connection.execute(f"DO $${part}".encode())
        connection.execute(TENANTS.encode())
        if rows:
            connection.execute(ROWS.format(tables=tables, rows=rows).encode())
        connection.execute(f"{more}; ANALYZE".encode())
    return dsn


@dataclass(frozen=True, slots=True)
class Spent:
    seconds: float
    cpu: float  # of the command and of the server
    served: float = 0.0  # of that, the server's, where the other is of this process


class Meter:
    """What something took, of this machine and of one server."""

    def __init__(self, server: Server) -> None:
        self.server = server
        CDLL(None).prctl(_SUBREAPER, 1)
        self._postmaster = Path("/proc", (server.folder / "data" / "postmaster.pid").read_text().split("\n")[0], "stat")

    def of(self, command: Sequence[str], environment: Mapping[str, str], *, red: bool = False) -> Spent:
        """red: it is to fail."""
        start, before = perf_counter(), self.cpu()
        done = subprocess.run(command, env=dict(environment), capture_output=True, text=True, check=False)
        took = perf_counter() - start
        sleep(0.2)  # the last session ends
        _reap()
        if bool(done.returncode) != red:
            raise SystemExit(done.stdout[-2000:] + done.stderr[-2000:])
        return Spent(took, self.cpu() - before)

    def here(self, work: Callable[[], object]) -> Spent:
        """Of this process."""
        start, before, own = perf_counter(), self.cpu(), process_time()
        work()
        took, own = perf_counter() - start, process_time() - own
        sleep(0.2)
        served = self.cpu() - before
        return Spent(took, served + own, served)

    def cpu(self) -> float:
        children = getrusage(RUSAGE_CHILDREN)
        ticks = self._postmaster.read_text().rpartition(")")[2].split()[11:15]
        return children.ru_utime + children.ru_stime + sum(map(int, ticks)) / _TICK


def _reap() -> None:
    """Those whose parent ended before them: what they took is counted once they are waited for."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def middle(several: Sequence[Spent]) -> Spent:
    return Spent(*(median(column) for column in zip(*map(astuple, several), strict=True)))
