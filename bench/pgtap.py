"""A whole postcheck of 1,000 tables beside pg_prove making 20,000 assertions on them: python bench/pgtap.py.

Needs the system's PostgreSQL with pgTAP and pg_prove (Debian: postgresql-15-pgtap,
libtap-parser-sourcehandler-pgtap-perl). pgTAP gets its best layout: 20 files, each one transaction and one plan, on
two jobs. Both are whole processes, timed in turns, with the CPU that they and their children took beside.
"""

import os
import subprocess
import sys
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

import psycopg

from golive.app.learn import learn
from golive.model.target import Dsn
from golive.server import choose

ROUNDS = 3
FILES = 20
GENERATOR = Path(__file__).with_name("thousand_tables.sql")
# 15,000 column types, 2,000 indexes, 1,000 each of foreign keys, policies and triggers: 20,000.
ASSERTIONS = """
SELECT format('SELECT col_type_is(%L, %L, %L::name, %L);', 'wide', relname, attname,
              format_type(atttypid, atttypmod)), relname
FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
WHERE relnamespace = 'wide'::regnamespace AND relkind = 'r' AND attnum > 0
UNION ALL
SELECT format('SELECT has_index(%L, %L, %L::name);', 'wide', c.relname, i.relname), c.relname
FROM pg_index JOIN pg_class c ON c.oid = indrelid JOIN pg_class i ON i.oid = indexrelid
WHERE c.relnamespace = 'wide'::regnamespace AND NOT indisprimary
UNION ALL
SELECT format('SELECT col_is_fk(%L, %L, %L::name, %L);', 'wide', relname, 'parent_id', 'foreign key'), relname
FROM pg_class WHERE relnamespace = 'wide'::regnamespace AND relkind = 'r'
UNION ALL
SELECT format('SELECT policies_are(%L, %L, ARRAY[%L]);', 'wide', relname, 'isolation'), relname
FROM pg_class WHERE relnamespace = 'wide'::regnamespace AND relkind = 'r'
UNION ALL
SELECT format('SELECT has_trigger(%L, %L, %L::name);', 'wide', relname, 'touch'), relname
FROM pg_class WHERE relnamespace = 'wide'::regnamespace AND relkind = 'r'
ORDER BY 2, 1
"""


def main() -> None:
    with TemporaryDirectory() as scratch, choose("system").launch() as server:
        dsn = server.create_database("wide")
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            connection.execute(GENERATOR.read_bytes())
            connection.execute("CREATE EXTENSION pgtap")
        platform = Path(scratch) / "wide"
        learn(dsn, platform)
        files = assertions(dsn, Path(scratch))
        ours, theirs = [], []
        surroundings = {**os.environ, "GOLIVE_DSN": dsn.reveal(), **byte_code(Path(scratch))}
        timed(postcheck(platform, Path(scratch)), surroundings)  # the first run of an installation compiles
        for _ in range(ROUNDS):
            ours.append(timed(postcheck(platform, Path(scratch)), surroundings))
            theirs.append(timed(["pg_prove", "-Q", "-j", "2", *files], client(dsn)))
        print(f"{server.description}; seconds, median of {ROUNDS}")
        print("                      seconds    CPU")
        for name, spent in (("pytest -m postcheck", ours), ("pg_prove -j 2", theirs)):
            print(f"{name:20} {middle(spent, 0):8.2f} {middle(spent, 1):6.2f}   {spent}")
        ratios = [middle(theirs, at) / middle(ours, at) for at in (0, 1)]
        print(f"ratio                {ratios[0]:8.2f} {ratios[1]:6.2f}")


def byte_code(scratch: Path) -> dict[str, str]:
    """Kept between runs, as where nobody says otherwise."""
    return {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(scratch / "compiled")}


def postcheck(platform: Path, out: Path) -> list[str]:
    return [sys.executable, "-m", "pytest", "-q", "-m", "postcheck", f"--platform={platform}", f"--out={out / 'out'}"]


def assertions(dsn: Dsn, folder: Path) -> list[str]:
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        lines = [row[0] for row in connection.execute(ASSERTIONS)]
    size = -(-len(lines) // FILES)
    files = []
    for number in range(FILES):
        part = lines[number * size : (number + 1) * size]
        path = folder / f"{number:02}.sql"
        path.write_text(
            "\n".join(["BEGIN;", f"SELECT plan({len(part)});", *part, "SELECT * FROM finish();", "ROLLBACK;", ""])
        )
        files.append(str(path))
    print(f"{len(lines)} assertions in {len(files)} files")
    return files


def client(dsn: Dsn) -> dict[str, str]:
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "password": "PGPASSWORD", "dbname": "PGDATABASE"}
    return {**os.environ, **{names[name]: value for name, value in dsn.fields.items() if name in names}}


Spent = tuple[float, float]  # seconds, and seconds of CPU


def middle(spent: list[Spent], at: int) -> float:
    return median(one[at] for one in spent)


def timed(command: list[str], environment: dict[str, str]) -> Spent:
    start, before = perf_counter(), getrusage(RUSAGE_CHILDREN)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    took, after = perf_counter() - start, getrusage(RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if done.returncode or "error" in done.stderr.lower():
        raise SystemExit(done.stdout[-2000:] + done.stderr[-2000:])
    last = done.stdout.strip().splitlines()[-1][:100]
    print(f"{command[0].rpartition('/')[2]}: exit {done.returncode}, {took:.2f} s, CPU {cpu:.2f} s: {last}")
    return round(took, 2), round(cpu, 2)


if __name__ == "__main__":
    main()
