"""Scripts that once broke what they mended."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

SPOILT = """
ALTER TABLE shop.orders ADD CONSTRAINT orders_unlocked CHECK (amount > 0) NOT VALID;
CREATE TABLE shop.unlocked AS TABLE shop.customers; GRANT SELECT ON shop.unlocked TO shop_app;
DROP INDEX shop.customers_name_idx;
ALTER TABLE shop.customers OWNER TO shop_app;
GRANT shop_owner TO shop_login;
ALTER SEQUENCE shop.orders_id_seq INCREMENT BY -1 MINVALUE -1000;
INSERT INTO shop.tenants (name) VALUES ('one');
"""


@dataclass(frozen=True)
class Planted:
    text: str
    undo: tuple[str, ...] = ()

    def plant(self, dsn: Any) -> None:
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            connection.execute(self.text.encode())


@pytest.fixture(scope="module")
def script(places: Any, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("script")
    with places("shop").spoilt(Planted(SPOILT, ("REVOKE shop_owner FROM shop_login",))) as dsn:
        mended = places("shop").mend(dsn, folder)
        mended.check(places("shop").told)
    return (folder / "fix.sql").read_text()


def running(script: str) -> list[str]:
    return [line for line in script.splitlines() if not line.startswith("--")]


def test_what_is_to_be_dropped_is_not_mended(script: str) -> None:
    assert [line for line in running(script) if "orders_unlocked" in line or "shop.unlocked" in line] == []
    assert "-- ALTER TABLE shop.orders DROP CONSTRAINT orders_unlocked;" in script
    assert "-- DROP TABLE shop.unlocked;" in script


def test_indexes_are_built_beside_the_traffic(script: str) -> None:
    assert "SET lock_timeout = '3s';" in script
    (line,) = [line for line in running(script) if "customers_name_idx" in line and line.startswith("CREATE")]
    assert line.startswith("CREATE INDEX CONCURRENTLY customers_name_idx ")


def test_nobody_is_logged_out(script: str) -> None:
    assert [line for line in running(script) if line.startswith("REVOKE") and " ON " not in line] == []
    assert "-- REVOKE shop_owner FROM shop_login;" in script
    assert any(line.startswith("ALTER TABLE shop.customers OWNER TO shop_owner") for line in running(script))


def test_the_script_does_not_speak_of_itself(script: str) -> None:
    head = script.partition("\\set")[0]
    assert "psql" in head
    assert "psql" not in script.removeprefix(head)


def test_rights_on_columns_outlive_an_owner_and_a_revoke(places: Any, tmp_path: Path) -> None:
    spoilt = "ALTER TABLE shop.customers OWNER TO shop_read; GRANT INSERT, UPDATE ON shop.tenants TO shop_read"
    with places("shop").spoilt(Planted(spoilt)) as dsn:
        places("shop").mend(dsn, tmp_path).check(places("shop").told)


SEQUENCES = """
INSERT INTO shop.tenants (name) SELECT n::text FROM generate_series(1, 9) AS n;
INSERT INTO shop.customers (tenant_id, name) SELECT n, n::text FROM generate_series(1, 9) AS n;
INSERT INTO shop.events (tenant_id, action, at) SELECT n, 'x', '2026-01-01 00:00+00' FROM generate_series(1, 9) AS n;
ALTER SEQUENCE shop.tenants_id_seq INCREMENT BY -1 MINVALUE -1000 MAXVALUE -1 START -1 RESTART;
SELECT nextval('shop.tenants_id_seq'), nextval('shop.tenants_id_seq');
ALTER SEQUENCE shop.customers_id_seq MINVALUE 1 RESTART 1;
ALTER SEQUENCE shop.events_id_seq AS smallint INCREMENT BY 50 MAXVALUE 100 START 1 RESTART;
"""


def test_what_comes_next_is_a_number_that_no_row_has(places: Any, tmp_path: Path) -> None:
    with places("shop").spoilt(Planted(SEQUENCES)) as dsn:
        places("shop").mend(dsn, tmp_path).check(places("shop").told)
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            rows = connection.execute("""
                WITH tenant AS (INSERT INTO shop.tenants (name) VALUES ('next') RETURNING id),
                customer AS (INSERT INTO shop.customers (tenant_id, name) VALUES (1, 'next') RETURNING id),
                event AS (INSERT INTO shop.events (tenant_id, action, at) VALUES (1, 'x', '2026-02-01') RETURNING id)
                SELECT tenant.id, customer.id, event.id FROM tenant, customer, event""").fetchone()
        assert rows is not None
        assert all(given > reached for given, reached in zip(rows, (9, 108, 9), strict=True)), rows


IN_THE_WAY = """
ALTER DOMAIN shop.email DROP CONSTRAINT email_form;
INSERT INTO shop.customers (tenant_id, name, email) SELECT id, 'one', 'no sign' FROM shop.tenants LIMIT 1;
REFRESH MATERIALIZED VIEW shop.totals WITH NO DATA;
ALTER TABLE shop.orders ADD COLUMN stray text;
DROP INDEX shop.customers_name_idx;
"""


def test_values_in_the_way_of_a_domain_stop_nothing_else(places: Any, tmp_path: Path) -> None:
    with places("shop").spoilt(Planted(IN_THE_WAY)) as dsn:
        mended = places("shop").mend(dsn, tmp_path)
        mended.check(places("shop").told)
    assert {where for code, where in mended.left if code == "TYP001"} == {"shop.email"}
    after = {(one.code, one.where) for one in mended.after.blocking}
    assert after - places("shop").told == {("TYP001", "shop.email"), ("COL001", "shop.orders.stray")}
