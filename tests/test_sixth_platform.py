"""A platform of one's own is a folder that golive learns and a person confirms: no code, only what the README says."""

import json
import os
import subprocess
import sysconfig
from pathlib import Path
from secrets import token_urlsafe

import psycopg
import pytest

from golive.model.target import Dsn

SCRIPTS = Path(sysconfig.get_path("scripts"))
SHOP = """
CREATE ROLE counter LOGIN NOINHERIT;
CREATE TABLE public.shops (id bigint PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE public.products (
    id bigint PRIMARY KEY,
    tenant_id bigint NOT NULL REFERENCES public.shops (id),
    title text NOT NULL,
    price numeric(10, 2) NOT NULL CONSTRAINT price_is_positive CHECK (price > 0),
    UNIQUE (tenant_id, title),
    UNIQUE (tenant_id, id)
);
CREATE TABLE public.orders (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    tenant_id bigint NOT NULL REFERENCES public.shops (id),
    product_id bigint NOT NULL,
    pieces integer NOT NULL,
    FOREIGN KEY (tenant_id, product_id) REFERENCES public.products (tenant_id, id)
);
CREATE INDEX orders_of_product ON public.orders (tenant_id, product_id);
CREATE TABLE public.currencies (code text PRIMARY KEY, digits integer NOT NULL);
GRANT SELECT, INSERT, UPDATE, DELETE ON public.products, public.orders TO counter;
GRANT SELECT ON public.shops, public.currencies TO counter;
ALTER TABLE public.shops ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE public.products ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
ALTER TABLE public.orders ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON public.shops FOR SELECT TO counter
    USING (id = (SELECT current_setting('app.tenant', true)::bigint));
CREATE POLICY own ON public.products TO counter
    USING (tenant_id = (SELECT current_setting('app.tenant', true)::bigint));
CREATE POLICY own ON public.orders TO counter
    USING (tenant_id = (SELECT current_setting('app.tenant', true)::bigint));
INSERT INTO public.shops VALUES (1, 'Alder Books'), (2, 'Birch Bikes');
INSERT INTO public.products VALUES (1, 1, 'Atlas', 49.00), (2, 1, 'Novel', 12.50), (3, 2, 'Bell', 7.00);
INSERT INTO public.orders (tenant_id, product_id, pieces) VALUES (1, 1, 1), (1, 2, 3), (2, 3, 2);
INSERT INTO public.currencies VALUES ('EUR', 2), ('JPY', 0);
ANALYZE;
"""
ANSWERS = ("--yes", "tenancy", "--yes", "identity", "--yes", "rows", "--yes", "rule", "--yes", "server")
SPOILT = """
ALTER TABLE public.orders NO FORCE ROW LEVEL SECURITY;
UPDATE public.currencies SET digits = 2 WHERE code = 'JPY';
"""
POSTCHECK = ("-m", "postcheck", "--platform", "platforms/shop")


@pytest.fixture
def shop(database: Dsn) -> Dsn:
    """Somebody's database, of which golive knows nothing."""
    run_sql(database, SHOP)
    return database


def test_shop_is_learned_confirmed_and_certified_and_refused_when_it_is_spoilt(shop: Dsn, tmp_path: Path) -> None:
    learned = command(tmp_path, shop, "golive", "learn", "--into", "platforms/shop")
    assert learned.returncode == 0, learned.stderr
    assert "5 proposals, 3 of them active; golive confirm asks each" in learned.stdout
    confirmed = command(tmp_path, shop, "golive", "confirm", "platforms/shop", *ANSWERS)
    assert (confirmed.returncode, confirmed.stderr) == (0, "")
    toml = (tmp_path / "platforms" / "shop" / "platform.toml").read_text(encoding="utf-8")
    assert 'root = "public.shops"' in toml
    assert "proposal" not in toml.partition("[platform]")[2]

    roles = command(tmp_path, shop, "golive", "roles", "--platform", "platforms/shop")
    assert roles.returncode == 0, roles.stderr
    word = token_urlsafe()
    logins = ("golive_reader", "golive_prober")
    run_sql(shop, roles.stdout + "".join(f"ALTER ROLE {login} PASSWORD '{word}';" for login in logins))
    reader, prober = (Dsn.of(**{**shop.fields, "user": login, "password": word}) for login in logins)

    sound = command(tmp_path, reader, "pytest", *POSTCHECK, probe=prober)
    assert (sound.returncode, verdict(tmp_path)) == (0, ("CERTIFIED", set())), sound.stdout
    assert "unconfirmed" not in sound.stdout

    run_sql(shop, SPOILT)
    spoilt = command(tmp_path, reader, "pytest", *POSTCHECK, probe=prober)
    assert spoilt.returncode == 1, spoilt.stdout
    said, found = verdict(tmp_path)
    assert said == "NOT CERTIFIED"
    assert found >= {"TBL001 public.orders", "ROW001 public.currencies"}, found


def verdict(folder: Path) -> tuple[str, set[str]]:
    """What the certificate says, and which findings block it."""
    told = json.loads((folder / "reports" / "out" / "certificate.json").read_text(encoding="utf-8"))
    blocking = [one for one in told["platforms"][0]["findings"] if one["severity"] != "advice"]
    return told["verdict"], {f"{one['code']} {one['where']}" for one in blocking}


def command(
    folder: Path, dsn: Dsn, program: str, *words: str, probe: Dsn | None = None
) -> "subprocess.CompletedProcess[str]":
    """As a user types it, in a folder of his own; the addresses stay out of the list of processes."""
    given = {"GOLIVE_DSN": dsn.reveal()} | ({"GOLIVE_PROBE_DSN": probe.reveal()} if probe else {})
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return subprocess.run(
        [SCRIPTS / program, *words],
        cwd=folder, env=kept | given, capture_output=True, text=True, check=False,
    )  # fmt: skip


def run_sql(dsn: Dsn, text: str) -> None:
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        connection.execute(text.encode())
