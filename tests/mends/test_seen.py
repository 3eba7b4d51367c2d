"""Scripts that once broke what they mended."""

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


class Unlocked:
    place, text, undo = "shop", SPOILT, ("REVOKE shop_owner FROM shop_login",)

    def plant(self, dsn: Any) -> None:
        with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
            connection.execute(SPOILT.encode())


@pytest.fixture(scope="module")
def script(places: Any, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("script")
    with places("shop").spoilt(Unlocked()) as dsn:
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
