"""Each migration tool's own table is known by its columns, and what it says is held against the folder beside it."""

from hashlib import sha1, sha384
from pathlib import Path
from typing import NamedTuple

import psycopg
import pytest

from golive.model.catalog import Relation
from golive.model.claims import Claims
from golive.model.claims.platform import Head
from golive.model.migration_tools import MIGRATION_TOOLS, tool_of
from golive.model.platform import Platform
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.observe.catalog import read_catalog
from golive.observe.history import observe_history
from golive.observe.server import read_server, supported
from golive.observe.session import reading
from golive.records.folders import expected
from golive.verdict.audits import judge

TEXT = "SELECT 1;\n"
SHA1 = sha1(TEXT.encode()).hexdigest()
SUM, OTHER_SUM = sha384(TEXT.encode()).hexdigest(), "00" * 48


class Case(NamedTuple):
    """A history in order with two files, and what spoils it: a statement, and what which audit then says."""

    setup: str
    files: dict[str, str]
    table: str
    spoilt: dict[str, tuple[str, str]]


def simple(
    table: str, columns: str, first: str, second: str, *names: str,
    text: str = TEXT, more: str = "", spoilt: dict[str, tuple[str, str]] | None = None,
) -> Case:  # fmt: skip
    """Rows that say by themselves that something was applied."""
    setup = f"{more}CREATE TABLE {table} ({columns}); INSERT INTO {table} VALUES {first}, {second};"
    return Case(setup, dict.fromkeys(names, text), table, spoilt or {})


VERSIONS = "version varchar(255) NOT NULL PRIMARY KEY"
CASES = {
    "django": simple(
        "public.django_migrations",
        "id bigserial PRIMARY KEY, app varchar(255), name varchar(255), applied timestamptz",
        "(1, 'shop', '0001_initial', now())",
        "(2, 'shop', '0002_orders', now())",
        "shop/migrations/0001_initial.py",
        "shop/migrations/0002_orders.py",
        "shop/migrations/__init__.py",
    ),
    "rails": simple(
        "public.schema_migrations",
        VERSIONS,
        "('20250101000000')",
        "('20250102000000')",
        "20250101000000_create_shops.rb",
        "20250102000000_create_orders.rb",
        more="CREATE TABLE public.ar_internal_metadata (key varchar PRIMARY KEY, value varchar);",
    ),
    "knex": simple(
        "public.knex_migrations",
        "id serial PRIMARY KEY, name varchar(255), batch integer, migration_time timestamptz",
        "(1, '20250101_shops.js', 1, now())",
        "(2, '20250102_orders.js', 1, now())",
        "20250101_shops.ts",
        "20250102_orders.ts",
        more="CREATE TABLE public.knex_migrations_lock (index integer PRIMARY KEY, is_locked integer);"
        "INSERT INTO public.knex_migrations_lock VALUES (1, 0);",
        spoilt={"HIS014": ("UPDATE public.knex_migrations_lock SET is_locked = 1", "the lock of Knex is held")},
    ),
    "node-pg-migrate": simple(
        "public.pgmigrations",
        "id serial PRIMARY KEY, name varchar(255), run_on timestamp",
        "(1, '1735689600000_shops', now())",
        "(2, '1735776000000_orders', now())",
        "1735689600000_shops.js",
        "1735776000000_orders.js",
    ),
    "typeorm": simple(
        "public.migrations",
        'id serial PRIMARY KEY, "timestamp" bigint, name varchar',
        "(1, 1735689600000, 'Shops1735689600000')",
        "(2, 1735776000000, 'Orders1735776000000')",
        "1735689600000-Shops.ts",
        "1735776000000-Orders.ts",
    ),
    "sequelize": simple(
        'public."SequelizeMeta"',
        "name varchar(255) PRIMARY KEY",
        "('20250101-shops.js')",
        "('20250102-orders.js')",
        "20250101-shops.js",
        "20250102-orders.js",
    ),
    "dbmate": simple(
        "public.schema_migrations",
        VERSIONS,
        "('20250101000000')",
        "('20250102000000')",
        "20250101000000_shops.sql",
        "20250102000000_orders.sql",
        text="-- migrate:up\nSELECT 1;\n",
    ),
    "goose": simple(
        "public.goose_db_version",
        "id serial PRIMARY KEY, version_id bigint, is_applied boolean, tstamp timestamp DEFAULT now()",
        "(1, 0, true, now()), (2, 1, true, now())",
        "(3, 2, true, now())",
        "00001_shops.sql",
        "00002_orders.sql",
        text="-- +goose Up\nSELECT 1;\n",
        spoilt={
            "HIS003": (
                "INSERT INTO public.goose_db_version VALUES (4, 2, false, now())",
                "2 is marked as rolled back, and was not applied again",
            )
        },
    ),
    "golang-migrate": Case(
        "CREATE TABLE public.schema_migrations (version bigint PRIMARY KEY, dirty boolean NOT NULL);"
        "INSERT INTO public.schema_migrations VALUES (2, false);",
        dict.fromkeys(("000001_shops.up.sql", "000001_shops.down.sql", "000002_orders.up.sql"), TEXT),
        "public.schema_migrations",
        {"HIS002": ("UPDATE public.schema_migrations SET dirty = true", "2 began and did not end")},
    ),
    "sqitch": Case(
        "CREATE SCHEMA sqitch; CREATE TABLE sqitch.changes (change_id text PRIMARY KEY, script_hash text, change text,"
        " project text, committed_at timestamptz);"
        "CREATE TABLE sqitch.events (event text, change_id text, change text, committed_at timestamptz);"
        f"INSERT INTO sqitch.changes VALUES ('a', '{SHA1}', 'shops', 'p', '2025-01-01'),"
        f" ('b', '{SHA1}', 'orders', 'p', '2025-01-02');",
        {
            "sqitch.plan": "%syntax-version=1.0.0\n%project=p\n\nshops 2025-01-01T00:00:00Z # one\n"
            "orders [shops] 2025-01-02T00:00:00Z # two\n@v1 2025-01-03T00:00:00Z\n",
            "deploy/shops.sql": TEXT,
            "deploy/orders.sql": TEXT,
        },
        "sqitch.changes",
        {
            "HIS002": ("INSERT INTO sqitch.events VALUES ('fail', 'c', 'notes', now())", "notes began and did not end"),
            "HIS004": (
                "UPDATE sqitch.changes SET script_hash = repeat('0', 40) WHERE change_id = 'b'",
                f"orders was applied with checksum 000000000000, migrations/ has {SHA1[:12]}",
            ),
        },
    ),
    "liquibase": Case(
        "CREATE TABLE public.databasechangelog (id varchar, author varchar, filename varchar, dateexecuted timestamp,"
        " orderexecuted integer, exectype varchar, md5sum varchar);"
        "INSERT INTO public.databasechangelog VALUES ('1', 'owner', 'a.sql', '2025-01-01', 1, 'EXECUTED', '9:a'),"
        " ('2', 'owner', 'b.xml', '2025-01-02', 2, 'EXECUTED', '9:b');"
        "CREATE TABLE public.databasechangeloglock (id integer, locked boolean, lockgranted timestamp,"
        " lockedby varchar); INSERT INTO public.databasechangeloglock VALUES (1, false, NULL, NULL);",
        {
            "a.sql": "--liquibase formatted sql\n--changeset owner:1\nSELECT 1;\n",
            "b.xml": '<databaseChangeLog><changeSet author="owner" id="2"><sql>SELECT 1</sql></changeSet>'
            "</databaseChangeLog>",
        },
        "public.databasechangelog",
        {
            "HIS002": (
                "UPDATE public.databasechangelog SET exectype = 'FAILED' WHERE id = '2'",
                "owner:2 began and did not end",
            ),
            "HIS014": (
                "UPDATE public.databasechangeloglock SET locked = true",
                "the lock of Liquibase is held",
            ),
        },
    ),
    "laravel": simple(
        "public.migrations",
        "id serial PRIMARY KEY, migration varchar(255), batch integer",
        "(1, '2025_01_01_000000_create_shops', 1)",
        "(2, '2025_01_02_000000_create_orders', 1)",
        "2025_01_01_000000_create_shops.php",
        "2025_01_02_000000_create_orders.php",
    ),
    "ef": simple(
        'public."__EFMigrationsHistory"',
        '"MigrationId" varchar(150) PRIMARY KEY, "ProductVersion" varchar(32)',
        "('20250101000000_Shops', '9.0')",
        "('20250102000000_Orders', '9.0')",
        "20250101000000_Shops.cs",
        "20250102000000_Orders.cs",
        "20250102000000_Orders.Designer.cs",
    ),
    "sqlx": Case(
        "CREATE TABLE public._sqlx_migrations (version bigint PRIMARY KEY, description text, installed_on timestamptz,"
        " success boolean, checksum bytea, execution_time bigint);"
        "INSERT INTO public._sqlx_migrations VALUES"
        f" (20250101, 'shops', '2025-01-01', true, decode('{SUM}', 'hex'), 1),"
        f" (20250102, 'orders', '2025-01-02', true, decode('{SUM}', 'hex'), 1);",
        dict.fromkeys(("20250101_shops.up.sql", "20250101_shops.down.sql", "20250102_orders.up.sql"), TEXT),
        "public._sqlx_migrations",
        {
            "HIS002": (
                "UPDATE public._sqlx_migrations SET success = false WHERE version = 20250102",
                "20250102 began and did not end",
            ),
            "HIS004": (
                f"UPDATE public._sqlx_migrations SET checksum = decode('{OTHER_SUM}', 'hex') WHERE version = 20250102",
                f"20250102 was applied with checksum 000000000000, migrations/ has {SUM[:12]}",
            ),
        },
    ),
}
CODES = ["HIS001", "HIS002", "HIS003", "HIS004", "HIS005", "HIS006", "HIS007", "HIS008", "HIS010", "HIS012", "HIS014"]


def written(folder: Path, files: dict[str, str]) -> Platform:
    for name, text in files.items():
        path = folder / "migrations" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    claims = Claims.made_of(Head(name="example", title="Example"))
    return Platform(folder, claims, None, steps=(), smokes=(), baseline=())


def catalog_of(database: Dsn) -> Snapshot:
    with reading(database) as connection:
        return Snapshot(supported(read_server(connection)), read_catalog(connection))


def seen(database: Dsn, platform: Platform, live: Snapshot) -> dict[str, list[str]]:
    with reading(database) as connection:
        live = live.with_evidence(observe_history(connection, platform, live))
    results = {code: next(judge(platform, live, [code])) for code in CODES}
    assert not [one for each in results.values() for one in each.unknowns]
    return {code: [one.what for one in each.found] for code, each in results.items() if each.found}


@pytest.mark.parametrize(
    "tool", [pytest.param(tool, marks=[] if case.spoilt else pytest.mark.deep) for tool, case in CASES.items()]
)
def test_history_is_read_and_compared(tool: str, database: Dsn, tmp_path: Path) -> None:
    case = CASES[tool]
    platform = written(tmp_path, case.files)
    first, last = expected(tmp_path / "migrations", tool)
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        connection.execute(case.setup.encode())
        live = catalog_of(database)
        assert seen(database, platform, live) == {}, "a history that is in order"
        for code, (spoil, what) in case.spoilt.items():
            connection.execute(spoil.encode())
            assert what in seen(database, platform, live)[code]
            connection.execute(EMPTY.encode())
            connection.execute(case.setup.encode())
        connection.execute(lacking(tool, case.table).encode())
        found = seen(database, platform, live)
        assert found["HIS001"] == [f"{last.name} is in migrations/ and not recorded as applied"]
        connection.execute(f"DELETE FROM {case.table}".encode())
        assert seen(database, platform, live)["HIS010"]
        assert first.key != last.key


EMPTY = "DROP SCHEMA public CASCADE; DROP SCHEMA IF EXISTS sqitch CASCADE; CREATE SCHEMA public"


def lacking(tool: str, table: str) -> str:
    """Takes the last row away; where there is one only, it says the one before."""
    if tool == "golang-migrate":
        return f"UPDATE {table} SET version = 1"
    return f"DELETE FROM {table} WHERE ctid = (SELECT ctid FROM {table} ORDER BY 1 DESC LIMIT 1)"


def test_every_tool_has_a_case_or_an_example() -> None:
    recorded = {"prisma", "drizzle", "supabase", "alembic", "flyway"}
    assert set(CASES) | recorded == set(MIGRATION_TOOLS)


def test_table_of_that_name_with_other_columns_is_no_history(database: Dsn) -> None:
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        connection.execute("CREATE TABLE public.migrations (id bigint PRIMARY KEY, country text)")
        connection.execute("CREATE TABLE public.schema_migrations (version bigint, inserted_at timestamp)")
        connection.execute("CREATE TABLE public.changes (id bigint PRIMARY KEY, change text)")
        connection.execute(CASES["typeorm"].setup.replace("public.migrations", "public.typeorm_migrations").encode())
    live = catalog_of(database)
    known = {one.identity: tool for one in live.of(Relation) if (tool := tool_of(live, one))}
    assert known == {"public.typeorm_migrations": "typeorm"}, "and one that was given another name is"
