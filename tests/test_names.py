"""Names are quoted as the server quotes them: an identity of the catalog and a name of platform.toml meet."""

import psycopg

from golive.model.target import Dsn
from golive.sqltext.names import parts, quoted

ODD = ("plain", "Order", "a b", 'say "so"', "1st", "_x", "price$", "ünder", "user", "order", "value", "name")


def test_a_name_is_quoted_as_quote_ident_does(database: Dsn) -> None:
    with psycopg.connect(database.reveal()) as connection:
        words = [*ODD, *(row[0] for row in connection.execute("SELECT word FROM pg_get_keywords()"))]
        rows = connection.execute("SELECT w, quote_ident(w) FROM unnest(%s::text[]) AS w", [words]).fetchall()
    assert {word: quoted(word) for word, _ in rows} == dict(rows)
    assert all(parts(quoted("public", word)) == ("public", word) for word in words)
