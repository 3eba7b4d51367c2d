"""What has become another since a certificate is named, object by object; no other database passes for its own."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest

from golive.app.attest import keygen, verify
from golive.attest.envelope import sealed
from golive.attest.keys import signing_key
from golive.attest.statement import statement
from golive.model.target import Dsn
from golive.reports.document import dumped
from golive.reports.folder import SIGNED
from golive.run.observation import structure
from golive.server import Server, choose
from golive.verdict.certificate import Certificate, Database, Digests, PlatformResult, Scope, Verdict
from golive.verdict.snapshot_file import Kept, Run

SCHEMA = """
CREATE TABLE public.notes (id bigint PRIMARY KEY, org_id bigint NOT NULL, body text);
ALTER TABLE public.notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.notes USING (org_id = current_setting('app.org', true)::bigint);
CREATE FUNCTION public.said() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END';
CREATE TRIGGER said BEFORE INSERT ON public.notes FOR EACH ROW EXECUTE FUNCTION public.said();
"""
DRIFTS = {
    "ALTER TABLE public.notes ALTER COLUMN body SET NOT NULL": "column public.notes.body has changed (not_null)",
    "DROP POLICY own ON public.notes": "policy public.notes.own is gone",
    "CREATE TABLE public.backup_of_notes AS TABLE public.notes": "relation public.backup_of_notes is new",
    "CREATE OR REPLACE FUNCTION public.said() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'":
        "function public.said() has changed (body)",
    "ALTER TABLE public.notes DISABLE TRIGGER said": "trigger public.notes.said has changed (enabled)",
    "GRANT SELECT ON public.notes TO PUBLIC": "relation public.notes has changed (grants)",
}  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with choose("embedded").launch() as running:
        yield running


@pytest.fixture
def shop(server: Server) -> Iterator[Dsn]:
    dsn = server.create_database("shop")
    do(dsn, SCHEMA)
    yield dsn
    server.drop("shop")


def do(dsn: Dsn, statements: str) -> None:
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        connection.execute(statements.encode())


def certified(dsn: Dsn, folder: Path) -> Path:
    """As a run leaves it, signed by a key beside it."""
    live, now = structure(dsn), datetime.now(UTC)
    run = Run("shop", Scope.POSTCHECK, "0", {}, now, now, now.isoformat())
    snapshot = Kept(run, live).text()
    digests = Digests(snapshot=sha256(snapshot.encode()).hexdigest())
    database = Database(live.server.database, live.server.oid, live.server.system)
    platform = PlatformResult("shop", "Shop", str(dsn), digests=digests, database=database)
    certificate = Certificate(
        Verdict.CERTIFIED, (), Scope.POSTCHECK, (platform,), now, now, expires=now + timedelta(days=1)
    )
    keygen(folder / "key", lambda _: None)
    key = signing_key(str(folder / "key"), os.environ)
    assert key is not None
    text = dumped(certificate)
    papers = {"certificate.json": text, "snapshot.json": snapshot, SIGNED: sealed(statement(text), key)}
    for name, content in papers.items():
        (folder / name).write_text(content, "utf-8")
    return folder / "certificate.json"


def told(path: Path, dsn: Dsn | None) -> tuple[int, list[str]]:
    said: list[str] = []
    code = verify(path, path.parent / "key.pub", dsn, [], None, said.append)
    return code, said


def test_drift_is_named_object_by_object(shop: Dsn, tmp_path: Path) -> None:
    path = certified(shop, tmp_path)
    code, said = told(path, shop)
    assert (code, said[-1].partition(" until ")[0]) == (0, "VALID")
    assert said[-1].endswith("and the database is as it was")
    for statement_ in DRIFTS:
        do(shop, statement_)
    code, said = told(path, shop)
    assert code == 1
    drifted = {line.removeprefix("  ✗ ") for line in said if line.startswith("  ✗ ")}
    assert drifted == set(DRIFTS.values())
    assert said[-1].startswith(f"DRIFTED: {len(DRIFTS)} since ")


def test_a_copy_beside_it_is_another_database(server: Server, shop: Dsn, tmp_path: Path) -> None:
    path = certified(shop, tmp_path)
    copy = server.clone("shop", "shop_copy")
    code, said = told(path, copy)
    assert (code, len(said)) == (1, 1)
    assert "and --dsn is shop_copy" in said[0]
    server.drop("shop")  # and the copy takes its name
    do(server.dsn(), "ALTER DATABASE shop_copy RENAME TO shop")
    assert "it is of database shop (" in told(path, shop)[1][0]


@pytest.mark.deep
def test_a_server_of_our_own_is_told_from_every_other(server: Server, shop: Dsn, tmp_path: Path) -> None:
    path = certified(shop, tmp_path)
    with choose("embedded").launch() as other:
        other.create_database("shop")
        assert structure(other.dsn("shop")).server.system != structure(shop).server.system
        assert "it is of a database of cluster" in told(path, other.dsn("shop"))[1][0]


def test_without_its_snapshot_nothing_is_compared(shop: Dsn, tmp_path: Path) -> None:
    path = certified(shop, tmp_path)
    (tmp_path / "snapshot.json").unlink()
    assert "nothing says what the database was" in told(path, shop)[1][0]
    code, said = told(path, None)
    assert code == 0
    assert any("snapshot.json of shop is not beside it" in line for line in said)
