"""A function is pinned to the schemas that its own names are in, and to no other."""

import pytest

from golive.model.catalog import Extension, Function, Relation, Schema, Setting
from golive.model.claims import Claims
from golive.model.claims.platform import Head
from golive.model.snapshot import Server, Snapshot
from golive.rights.search_path import needed

CLAIMS = Claims(platform=Head(name="shop", title="Shop"))
SETTING = Setting("database search_path", "database", "", "search_path", 'app, "Odd One", public')


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ("BEGIN RETURN 1; END", ()),
        ("SELECT app.tenant()", ()),
        ("SELECT * FROM orders", ("app",)),
        ('SELECT * FROM "Bill"', ("Odd One",)),
        ("BEGIN EXECUTE 'DELETE FROM orders'; END", ("app",)),
        ("SELECT encode(digest('x', 'sha256'), 'hex')", ("extensions",)),
        ("SELECT crypt(o.secret, gen_salt('bf')) FROM orders AS o", ("app", "extensions")),
    ],
)
def test_pin_follows_the_names(body: str, path: tuple[str, ...]) -> None:
    live = Snapshot(
        Server(170000, "17", "shop", "postgres"),
        {
            "schema": tuple(map(Schema, ("app", '"Odd One"', "public", "extensions"))),
            "relation": (Relation("app.orders", "r"), Relation('"Odd One"."Bill"', "r"), Relation("public.spare", "r")),
            "function": (Function("app.tenant()", "f", "sql"),),
            "type": (),
            "sequence": (),
            "extension": (Extension("pgcrypto", "1.3", "extensions"), Extension("plpgsql", "1.0", "pg_catalog")),
            "setting": (SETTING,),
        },
    )
    assert needed(Function("audit.seal()", "f", "sql", body=body), live, CLAIMS) == path
