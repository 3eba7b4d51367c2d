"""A server with other databases: their roles are counted, and judged as soon as they reach something here."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

from golive.model.target import Dsn

OTHERS = """
CREATE ROLE other_owner LOGIN CREATEDB;
CREATE ROLE other_app LOGIN;
CREATE ROLE other_old_backup LOGIN VALID UNTIL '2020-01-01';
CREATE ROLE other_watch LOGIN;
CREATE ROLE other_service NOLOGIN BYPASSRLS;
GRANT other_service TO other_app;
GRANT pg_monitor TO other_watch;
ALTER ROLE other_app SET search_path = other, public;
COMMENT ON ROLE other_app IS 'of another team';
"""
GONE = "DROP ROLE other_app, other_old_backup, other_watch, other_service, other_owner"
REACHES = {
    "a grant": "GRANT SELECT ON public.invoices TO other_app",
    "a grant on a column": "GRANT SELECT (id) ON public.invoices TO other_app",
    "the database by name": "GRANT CREATE ON DATABASE {here} TO other_app",
    "a default": "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO other_app",
    "an owner": "CREATE TABLE public.theirs (); ALTER TABLE public.theirs OWNER TO other_app",
    "a setting here": "ALTER ROLE other_app IN DATABASE {here} SET work_mem = '1GB'",
    "a member": "GRANT authenticated TO other_app",
    "a predefined role": "GRANT pg_read_all_data TO other_app",
    "a superuser": "ALTER ROLE other_app SUPERUSER",
}  # fmt: skip
UNDONE = (
    "DROP OWNED BY other_app; REVOKE authenticated, pg_read_all_data FROM other_app; ALTER ROLE other_app NOSUPERUSER;"
    "ALTER ROLE other_app IN DATABASE {here} RESET ALL"
)


@pytest.fixture(scope="module")
def others(life: Any) -> Iterator[None]:
    """Another database of the same server, with roles of its own."""
    life.server.create_database("other")
    with psycopg.connect(life.server.dsn("other").reveal(), autocommit=True) as connection:
        connection.execute(OTHERS)
        connection.execute("CREATE SCHEMA other AUTHORIZATION other_owner; CREATE TABLE other.t ()")
        connection.execute(
            "GRANT ALL ON ALL TABLES IN SCHEMA other TO other_app; GRANT ALL ON SCHEMA other TO other_app"
        )
    yield
    life.server.drop("other")
    with psycopg.connect(life.server.dsn("sound").reveal(), autocommit=True) as connection:
        connection.execute(GONE)


def test_roles_of_other_databases_are_counted_and_not_judged(life: Any, alive: Dsn, others: None) -> None:
    assert life.told(alive) == []
    assert life.told(alive, life.learned) == []


SOME = {"a grant", "a member", "a superuser"}


@pytest.mark.parametrize("way", [pytest.param(one, marks=() if one in SOME else pytest.mark.deep) for one in REACHES])
def test_a_role_is_judged_as_soon_as_it_reaches_something_here(life: Any, alive: Dsn, others: None, way: str) -> None:
    with psycopg.connect(alive.reveal(), autocommit=True) as connection:
        connection.execute(REACHES[way].format(here=alive.name).encode())
        try:
            assert [one for one in life.told(alive, life.learned) if one.startswith("ROL001 other_app")]
        finally:
            connection.execute(UNDONE.format(here=alive.name).encode())
