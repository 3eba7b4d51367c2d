"""A postcheck of 1,000 tables beside pg_prove making 20,000 assertions on them: python -m bench.pgtap [ROUNDS]

Needs the system's PostgreSQL with pgTAP and pg_prove (Debian: postgresql-15-pgtap,
libtap-parser-sourcehandler-pgtap-perl). pgTAP gets its best layout: 20 files, each one transaction and one plan, on
two jobs. It asserts structure alone, and so does golive at first; then golive also proves and tries the policies, for
two tenants, and looks at the rows.

A fleet of databases like the first, each made by the same statements, is looked at as `golive fleet` does.

All are timed in turns, with the CPU of both sides; then the same six differences are planted, and both must name them.
"""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import astuple, replace
from operator import add
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from bench.ratios import Ratio
from bench.shards import Shards
from bench.wide import Meter, Spent, Wide, middle
from golive.fleet.task import Asked, Remembered, look
from golive.model.platform import Platform, load_platform
from golive.model.strict_json import loads
from golive.model.target import Dsn
from golive.reports.render import render
from golive.server import choose
from golive.verdict.certificate import Certificate, Verdict

ROUNDS = int(sys.argv[1]) if sys.argv[1:] else 5
FILES, ROWS = 20, 10
STRUCTURE = "structure"
PGTAP = "CREATE EXTENSION pgtap"
# 15,000 column types, 2,000 indexes, 1,000 each of foreign keys, policies and triggers: 20,000.
ASSERTIONS = """
SELECT format('SELECT col_type_is(%L, %L, %L::name, %L);', 'wide', relname, attname,
              format_type(atttypid, atttypmod)), relname
FROM pg_attribute JOIN pg_class c ON c.oid = attrelid
WHERE relnamespace = 'wide'::regnamespace AND relkind = 'r' AND relname <> 'tenants' AND attnum > 0
UNION ALL
SELECT format('SELECT has_index(%L, %L, %L::name);', 'wide', c.relname, i.relname), c.relname
FROM pg_index JOIN pg_class c ON c.oid = indrelid JOIN pg_class i ON i.oid = indexrelid
WHERE c.relnamespace = 'wide'::regnamespace AND NOT indisprimary
UNION ALL
SELECT format('SELECT col_is_fk(%L, %L, %L::name, %L);', 'wide', relname, 'parent_id', relname || ' refers'), relname
FROM pg_class WHERE relnamespace = 'wide'::regnamespace AND relkind = 'r' AND relname <> 'tenants'
UNION ALL
SELECT format('SELECT policies_are(%L, %L, ARRAY[%L]);', 'wide', relname, 'isolation'), relname
FROM pg_class WHERE relnamespace = 'wide'::regnamespace AND relkind = 'r' AND relname <> 'tenants'
UNION ALL
SELECT format('SELECT has_trigger(%L, %L, %L::name);', 'wide', relname, 'touch'), relname
FROM pg_class WHERE relnamespace = 'wide'::regnamespace AND relkind = 'r' AND relname <> 'tenants'
ORDER BY 2, 1
"""
PLANTED = (
    "ALTER TABLE wide.t11 ALTER COLUMN code TYPE varchar(64)",
    "DROP INDEX wide.t12_tenant_id_created_at_idx",
    "ALTER TABLE wide.t13 DROP CONSTRAINT t13_parent_id_fkey",
    "DROP POLICY isolation ON wide.t14",
    "DROP TRIGGER touch ON wide.t15",
    "ALTER TABLE wide.t16 DROP COLUMN note",
)
WHERE = {f"t{number}" for number in range(11, 17)}
COLLECTED = "limit: collected, and the catalog asked for"  # pytest, imports, platform and lock; the server's CPU alone
RENDERED = "limit: that, and its report rendered by Node"
LOOKED = "in one process"
FLEET = "each further database of a fleet, on two processes"
BARS = {  # of time, and of CPU: pg_prove by ours
    "until certificate.json and JUnit": (4, 7),
    COLLECTED: (4, 7),
    "with report.html": (3, 5),
    RENDERED: (3, 5),
    LOOKED: (10, 10),
    FLEET: (10, 10),
    "the same, its catalog unchanged": (20, 20),
}


def main() -> int:
    with TemporaryDirectory() as scratch, choose("system").launch() as server:
        meter, missed = Meter(server), 0
        for shape, rows in ((STRUCTURE, 0), (f"{STRUCTURE}, isolation and {ROWS} rows each", ROWS)):
            folder = Path(scratch) / f"r{rows}"
            folder.mkdir()
            wide = Wide.make(server, f"wide_{rows}", folder / "wide", rows=rows, more=PGTAP, proved=rows > 0)
            files = assertions(wide.dsn, folder)
            missed += measured(wide, files, meter, folder, shape)
            names = differences(wide, files, meter, folder)
            print(f"{shape}: of the planted differences golive names {names[0]}, pgTAP {names[1]}")
            missed += names != (sorted(WHERE), sorted(WHERE))
    return int(missed > 0)


def measured(wide: Wide, files: list[str], meter: Meter, folder: Path, shape: str) -> int:
    around = wide.surroundings(folder)
    remembered = Remembered()
    shards = Shards.make(meter.server, wide, folder / "shards", PGTAP) if shape == STRUCTURE else None
    ways: dict[str, Callable[[], Spent]] = {
        "until certificate.json and JUnit": lambda: meter.of(postcheck(wide, folder, "-p", "no:allure_pytest"), around),
        "with report.html": lambda: meter.of(postcheck(wide, folder), around),
        RENDERED: lambda: rendered(wide, meter, folder),  # of the results that the one before left
        LOOKED: lambda: looked(wide, meter, None),
        "the same, its catalog unchanged": lambda: looked(wide, meter, remembered),
        COLLECTED: lambda: meter.of(postcheck(wide, folder, "-p", "no:allure_pytest", "--collect-only"), around),
        **({FLEET: lambda: shards.each(meter)} if shards else {}),
        "pg_prove -j 2": lambda: meter.of(["pg_prove", "-Q", "-j", "2", *files], client(wide.dsn)),
    }
    for work in ways.values():
        work()  # the first of its kind compiles, installs, and remembers
    took: dict[str, list[Spent]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, work in ways.items():
            took[name].append(work())
    spent = {name: middle(several) for name, several in took.items()}
    spent[COLLECTED] = replace(spent[COLLECTED], cpu=spent[COLLECTED].cpu + spent[LOOKED].served)
    spent[RENDERED] = Spent(*map(add, astuple(spent[COLLECTED]), astuple(spent[RENDERED])))
    theirs, missed = spent["pg_prove -j 2"], 0
    for name, one in spent.items():
        print(f"{shape}: {name}: {one.seconds:.2f} s, CPU {one.cpu:.2f} s")
        if name in BARS:
            for kind, value, bar in (
                ("time", theirs.seconds / one.seconds, BARS[name][0]),
                ("CPU", theirs.cpu / one.cpu, BARS[name][1]),
            ):
                told = f"pg_prove by golive, 1,000 tables, {shape}, {name}, {kind}"
                wanted = bar if shape == STRUCTURE else None  # pgTAP asserts nothing of the rest
                missed += Ratio(told, value, wanted, least=True, limit=name in (COLLECTED, RENDERED)).tell()
    return missed


def looked(wide: Wide, meter: Meter, remembered: Remembered | None) -> Spent:
    """Without the start of a process, which a fleet has once for many."""
    platform = load_platform(wide.folder)
    return meter.here(lambda: certified(wide, platform, remembered))


def certified(wide: Wide, platform: Platform, remembered: Remembered | None = None) -> Certificate:
    certificate = look(wide.reader, platform, Asked(), wide.prober, remembered=remembered).certificate
    if certificate.verdict is not Verdict.CERTIFIED:
        raise SystemExit(f"{certificate.verdict}: {certificate.reasons}")
    return certificate


def rendered(wide: Wide, meter: Meter, folder: Path) -> Spent:
    certificate = certified(wide, load_platform(wide.folder))
    remarks: list[str] = []
    spent = meter.here(
        lambda: remarks.append(render(certificate, folder / "out" / "allure-results", folder / "r.html"))
    )
    if remarks[0]:
        raise SystemExit(remarks[0])
    return spent


def postcheck(wide: Wide, out: Path, *words: str) -> list[str]:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:hypothesispytest", *words]
    return [*command, "-m", "postcheck", f"--platform={wide.folder}", f"--out={out / 'out'}"]


def differences(wide: Wide, files: list[str], meter: Meter, folder: Path) -> tuple[list[str], list[str]]:
    """By the tables that are named, each in findings that block, or in assertions that fail."""
    with psycopg.connect(wide.dsn.reveal(), autocommit=True) as connection:
        for statement in PLANTED:
            connection.execute(statement.encode())
    meter.of(postcheck(wide, folder, "-p", "no:allure_pytest"), wide.surroundings(folder), red=True)
    certificate = loads((folder / "out" / "certificate.json").read_bytes())
    found = [one["where"] for one in certificate["platforms"][0]["findings"]]
    told = subprocess.run(
        ["pg_prove", "-j", "2", *files], env=client(wide.dsn), capture_output=True, text=True, check=False
    )
    failed = re.findall(r"# +Failed test \d+: (.*)", told.stdout + told.stderr)
    return named(found), named(failed)


def named(told: list[str]) -> list[str]:
    return sorted({name for line in told for name in re.findall(r"\bt\d+(?=_|\b)", line)})


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


if __name__ == "__main__":
    sys.exit(main())
