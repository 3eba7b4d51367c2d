"""Where the key of sealed rows stands: what was dropped meanwhile holds none, and what may not be read is said."""

import psycopg

from golive.model.claims import Claims
from golive.model.claims.platform import Head
from golive.model.snapshot import Server, Snapshot
from golive.model.target import Dsn
from golive.observe.catalog import read_catalog
from golive.observe.key_places import places

SECRET = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0"
TABLES = """
CREATE TABLE public.logs (message text);
CREATE TABLE public.gone (message text);
CREATE TABLE public.closed (message text);
CREATE ROLE looks_for_keys LOGIN;
GRANT SELECT ON public.logs, public.gone TO looks_for_keys;
"""


def test_a_table_that_was_dropped_holds_no_key(database: Dsn) -> None:
    claims = Claims(platform=Head(name="shop", title="Shop"))
    with psycopg.connect(database.reveal(), autocommit=True) as owner:
        owner.execute(TABLES.encode())
        owner.execute("INSERT INTO public.logs VALUES ('started with ' || %s)", (SECRET,))
        for name in ("gone", "closed"):
            owner.execute(f"INSERT INTO public.{name} VALUES ('nothing')".encode())
        with psycopg.connect(database.reveal()) as connection:
            live = Snapshot(Server(170000, "17", "none", "nobody"), read_catalog(connection))
            connection.rollback()
            owner.execute("DROP TABLE public.gone")
            connection.execute("SET ROLE looks_for_keys")
            found = places(connection, claims, live, SECRET)
            connection.rollback()
        owner.execute("DROP OWNED BY looks_for_keys; DROP ROLE looks_for_keys; DROP TABLE public.logs, public.closed")
    assert found.seen == ("public.logs.message",)
    assert found.unseen.startswith("public.closed: ")
    assert "public.gone" not in str(found)
