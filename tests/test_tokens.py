"""Our own reading of SQL text agrees with that of the server, as libpg_query has it."""

from pathlib import Path

import postgast
import pytest
from hypothesis import given
from hypothesis import strategies as some

from golive.sqltext.statements import Kind, Unsplittable, is_one, split, tokens

ROOT = Path(__file__).parents[1]
HARD = {
    "a body of its own": "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN a THEN 1 END; SELECT 2; END;",
    "a comment in a comment": "SELECT 1 /* ; /* ; */ ; */; SELECT 2",
    "dollars in dollars": "DO $a$ BEGIN PERFORM $b$;$b$; END $a$; SELECT $$;$$",
    "a backslash that escapes": r"SELECT E'\';', ';'; SELECT 1",
    "a backslash that does not": r"SELECT '\'; SELECT ';'",
    "texts that go on": "SELECT 'a'\n  ';b'; SELECT E'\\''\n';'",
    "names with signs": 'SELECT ";" AS "a;""b", U&"d\\0061t;" FROM t; SELECT 1',
    "a rule of several": "CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM u; DELETE FROM v); SELECT 1",
    "no statement": ";; -- ;\n;",
    "letters of all kinds": "SELECT 'ä;ö' AS größe; SELECT 'Ж'",
    "operators": "SELECT a->>'x;', b #>> '{;}'; SELECT 1",
}


def words(statement: str) -> list[str]:
    return [token.text for token in tokens(statement) if token.kind is not Kind.SPACE]


def agree(text: str) -> bool:
    theirs = [found for one in postgast.split(text) if (found := words(one))]
    return theirs == [words(one.text) for one in split(text)]


@pytest.mark.parametrize("text", HARD.values(), ids=list(HARD))
def test_hard_texts_are_split_as_the_server_would(text: str) -> None:
    assert agree(text)


@pytest.mark.parametrize("text", ["SELECT 'a", 'SELECT "a', "SELECT $a$ 1", "SELECT /* /* */ 1"])
def test_what_is_left_open_is_refused_by_both(text: str) -> None:
    with pytest.raises(postgast.PgQueryError):
        postgast.scan(text)
    with pytest.raises(Unsplittable):
        split(text)


_PIECES = [
    "SELECT 1",
    "a",
    " ",
    "\n",
    ";",
    "'",
    "''",
    "E'",
    '"',
    "--",
    "-",
    "/*",
    "*/",
    "/",
    "$$",
    "$a$",
    "\\",
    "(",
    ")",
    "\0",
]


@given(some.lists(some.sampled_from(_PIECES), max_size=9).map("".join))
def test_what_passes_as_one_statement_holds_no_second(text: str) -> None:
    try:
        alone = len(split(text)) == 1
    except Unsplittable:
        return  # the server takes no part of it
    assert is_one(text) == alone


@pytest.mark.parametrize("text", HARD.values(), ids=list(HARD))
def test_hard_texts_are_one_statement_or_more(text: str) -> None:
    assert is_one(text) == (len(split(text)) == 1)


@pytest.mark.deep
def test_every_script_is_split_as_the_server_would() -> None:
    compared = 0
    for path in (one for part in ("sql", "tests") for one in sorted((ROOT / part).rglob("*.sql"))):
        text = path.read_text("utf-8")
        try:
            postgast.split(text)
        except postgast.PgQueryError:  # a template with {…}, or a script for psql
            continue
        assert agree(text), path
        compared += 1
    assert compared > 1000
