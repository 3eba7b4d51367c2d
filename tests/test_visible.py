"""What nobody sees is written out, and means the same where a machine reads it."""

import json

import psycopg
import pytest

from golive.model.target import Dsn
from golive.sqltext.names import quoted
from golive.sqltext.quoting import literal
from golive.sqltext.visible import visible, visible_json, visible_sql

UNSEEN = {
    "ESC": "\x1b[2J", "OSC": "\x1b]0;title\x07", "C1": "\x9b2J", "direction": "\u202egnp", "isolate": "\u2066a\u2069",
    "no width": "a\u200bb\ufeff", "line": "a\u2028b", "return": "CERTIFIED\r", "delete": "a\x7f", "tag": "a\U000e0041",
}  # fmt: skip


@pytest.mark.parametrize("text", UNSEEN.values(), ids=UNSEEN)
def test_a_statement_says_the_same_to_the_server_and_all_of_it_to_a_reader(database: Dsn, text: str) -> None:
    name, value = f'x"\\{text}', f"it's \\{text}"
    plain = "'" + value.replace("'", "''") + "'"
    statement = visible_sql(f"SELECT {plain} AS {quoted(name)}")
    assert statement is not None
    assert statement.isascii()
    assert visible(statement) == statement
    with psycopg.connect(database.reveal()) as connection:
        cursor = connection.execute(statement.encode())
        assert cursor.description is not None
        assert (cursor.description[0].name, cursor.fetchall()) == (name, [(value,)])


@pytest.mark.parametrize("text", [*UNSEEN.values(), "\udcff"], ids=[*UNSEEN, "surrogate"])
def test_a_document_says_the_same(text: str) -> None:
    written = visible_json(json.dumps({text: [text]}, ensure_ascii=False))
    assert json.loads(written) == {text: [text]}
    assert visible(written) == written
    assert text not in visible(text)


@pytest.mark.parametrize("statement", ["DO $$ SELECT '\u202e' $$", "SELECT 1 AS a\u200b", literal("\\\u202e"), "'\x1b"])
def test_where_no_escape_can_stand_there_is_none(statement: str) -> None:
    assert visible_sql(statement) is None


def test_text_as_people_write_it_stays() -> None:
    text = "Größe\t–\n日本 é 👩‍💻 می‌خواهم"
    assert visible(text) == visible_json(text) == visible_sql(text) == text
    assert visible_sql("DO $$BEGIN\r\nEND$$") == "DO $$BEGIN\r\nEND$$"
