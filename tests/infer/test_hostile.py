"""Names that an owner may give: golive learn writes what can be read again, and shows every character."""

import re
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from golive.app.learn import learn
from golive.model.claims import load_claims
from golive.model.claims.rule import Rule
from golive.model.lock import load_lock
from golive.model.target import Dsn

NAMES = {
    "line": 'a\nroot = "public.b"\n[[accept]]', "return": "a\rb", "escape": "a\x1b[31m", "direction": "a\u202egnp",
    "separator": "a\u2028b", "tag": "a\U000e0041", "delete": "a\x7f", "quotes": "a\"b'c", "longest": "n" * 63,
    "letters": "ü" * 31, "keyword": "select", "percent": "%s {t} $1", "comment": "--#~ [[rule]]", "backslash": "\\",
}  # fmt: skip
UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\U000e0000-\U000e007f]")
TABLES = """
CREATE TYPE {kind} AS ENUM ({label}, 'published');
CREATE TABLE {table} (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant_id bigint NOT NULL REFERENCES public.tenants,
    parent_id bigint REFERENCES {table}, email text DEFAULT 'a@example.net', {column} jsonb NOT NULL DEFAULT '{{}}',
    state {kind} NOT NULL DEFAULT 'published', published_at timestamptz DEFAULT now(),
    amount numeric DEFAULT 1, cron text DEFAULT '1 2 * * *', secret_token text DEFAULT md5(random()::text),
    span tstzrange DEFAULT '[1990-01-01,)', ends_on date DEFAULT 'infinity', weight double precision DEFAULT 'NaN',
    sealed_secret text DEFAULT repeat('ab', 16) || ':' || repeat('cd', 32), raw bytea DEFAULT '\\xc1');
INSERT INTO {table} (tenant_id, {column})
    SELECT id, jsonb_build_object({label}::text, id, 'tenantsId', id) FROM public.tenants;
CREATE TABLE {given} (key text PRIMARY KEY, is_system boolean NOT NULL DEFAULT true, body text);
INSERT INTO {given} SELECT {label} || n, true, {label} || ' {{{{y}}}}' FROM generate_series(1, 3) AS n;
"""


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_any_name_is_written_and_read_again(database: Dsn, name: str, tmp_path: Path) -> None:
    def called(prefix: str) -> sql.Identifier:
        return sql.Identifier("public", (prefix + name).encode()[:63].decode(errors="ignore"))

    with psycopg.connect(database.reveal(), autocommit=True) as connection:
        connection.execute("CREATE TABLE public.tenants (id bigint PRIMARY KEY, name text)")
        connection.execute("INSERT INTO public.tenants SELECT n, 'Tenant ' || n FROM generate_series(1, 3) AS n")
        for prefix in ("", "b", "c"):
            made = sql.SQL(TABLES).format(
                kind=called(f"{prefix}k"), table=called(prefix), given=called(f"{prefix}role"),
                column=sql.Identifier(name), label=sql.Literal(name[:60]),
            )  # fmt: skip
            connection.execute(made)
    learn(database, tmp_path / "hostile", {})
    claims = load_claims(tmp_path / "hostile" / "platform.toml")
    load_lock(tmp_path / "hostile" / "lock.json")
    assert claims.tenancy is not None
    assert claims.tenancy.root == "public.tenants"
    assert len(claims.of(Rule)) >= 6
    for file in ("platform.toml", "lock.json"):
        text = (tmp_path / "hostile" / file).read_text(encoding="utf-8")
        assert UNSEEN.findall(text) == []
