"""A platform says whose its rows are, or that it has one tenant; what nobody said or confirmed is not certified."""

from pathlib import Path

import psycopg
import pytest

from golive.app.learn import learn
from golive.model import questions as q
from golive.model.claims import Claims, load_claims
from golive.model.claims.platform import Head
from golive.model.claims.tenancy import Tenancy
from golive.model.errors import WrongUse
from golive.model.evidence import Evidence
from golive.model.lock import Lock
from golive.model.platform import Platform
from golive.model.target import Dsn
from golive.run.observation import observe
from golive.verdict.audits import judge

TENANCY = Tenancy(root="public.tenants", columns=("tenant_id",), enforced_by="database")
LEAKS = """
CREATE TABLE public.tenants (id integer PRIMARY KEY);
CREATE TABLE public.users (id integer PRIMARY KEY, tenant_id integer NOT NULL REFERENCES public.tenants);
CREATE TABLE public.notes (id integer PRIMARY KEY, tenant_id integer NOT NULL REFERENCES public.tenants);
ALTER TABLE public.users ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.users USING (tenant_id = current_setting('app.tenant')::integer);
CREATE POLICY every ON public.notes USING (tenant_id = 1 OR true);
INSERT INTO public.tenants VALUES (1), (2);
"""
BOTH = """
[platform]
name = "example"
title = "Example"
tenants = "one"

[tenancy]
root = "public.tenants"
columns = ["tenant_id"]
enforced_by = "database"
"""


def claims(tenancy: Tenancy | None = None, **head: object) -> Claims:
    return Claims(platform=Head.model_validate({"name": "example", "title": "Example", **head}), tenancy=tenancy)


def said(dsn: Dsn, given: Claims, **evidence: Evidence) -> list[str]:
    lock = Lock("example", 170000, {})
    platform = Platform(Path("example"), given, lock, steps=(), smokes=(), baseline=())
    live = observe(dsn, platform, {}).with_evidence(evidence)
    (result,) = judge(platform, live, ["TEN004"])
    return [*(one.what for one in result.found), *(one.why for one in result.unknowns)]


@pytest.fixture
def leaking(database: Dsn) -> Dsn:
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        connection.execute(LEAKS.encode())
    return database


def test_what_is_not_said_blocks(leaking: Dsn) -> None:
    assert said(leaking, claims(TENANCY)) == []
    assert said(leaking, claims()) == ["neither [tenancy] nor [platform] tenants says whose the rows are"]
    proposed = claims(TENANCY.model_copy(update={"proposal": True}))
    assert said(leaking, proposed) == ["[tenancy] is a proposal of golive learn, and nobody has confirmed it"]


def test_one_tenant_is_held_against_what_row_security_compares(leaking: Dsn) -> None:
    one = claims(tenants="one")
    assert said(leaking, one) == ['tenants = "one", and 2 rows of public.tenants are told apart by row security']
    with psycopg.connect(leaking.reveal(), autocommit=True) as connection:
        connection.execute("DELETE FROM public.tenants WHERE id = 2")
        assert said(leaking, one) == []
    assert said(leaking, one, **{q.TENANTS.of(): Evidence.unknown("no right to look")}) == [
        "could not look: no right to look"
    ]


def test_what_row_security_keeps_apart_is_not_said_to_be_everybodys(leaking: Dsn) -> None:
    shared = claims(TENANCY.model_copy(update={"shared": ("public.notes",)}))
    assert said(leaking, shared) == [
        "[tenancy] shared has public.notes, and row security tells its rows apart by tenant_id"
    ]
    elsewhere = claims(TENANCY.model_copy(update={"enforced_by": "application"}))
    assert said(leaking, elsewhere) == ['enforced_by = "application", and row security compares the tenant in 2 tables']
    with psycopg.connect(leaking.reveal(), autocommit=True) as connection:
        for name in ("a", "b", "c"):
            connection.execute(f"CREATE TABLE public.{name} (tenant_id integer)".encode())
    assert said(leaking, elsewhere) == []  # a beginning: the application keeps most of them apart


def test_both_at_once_is_wrong_use(tmp_path: Path) -> None:
    file = tmp_path / "platform.toml"
    file.write_text(BOTH, "utf-8")
    with pytest.raises(WrongUse, match=r"either \[tenancy\] or \[platform\] tenants"):
        load_claims(file)


def test_a_draft_without_tenancy_asks_for_it(leaking: Dsn, database: Dsn, tmp_path: Path) -> None:
    learn(leaking, tmp_path / "several", {})
    assert '# tenants = "one"' not in (tmp_path / "several" / "platform.toml").read_text()
    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        connection.execute("DROP TABLE public.tenants CASCADE")
    learn(database, tmp_path / "one", {})
    assert '# tenants = "one"' in (tmp_path / "one" / "platform.toml").read_text()
