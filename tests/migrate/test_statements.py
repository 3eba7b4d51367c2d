"""SQL text splits into exactly the statements that PostgreSQL would see."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from golive.sqltext.statements import Kind, Unsplittable, split, tokens


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("-- only\n/* comments */ ;;", [], id="comments-and-semicolons"),
        pytest.param("SELECT 1; SELECT 2", ["SELECT 1", "SELECT 2"], id="last-one-open"),
        pytest.param("SELECT ';', 'it''s;'; x", ["SELECT ';', 'it''s;'", "x"], id="quotes"),
        pytest.param("SELECT '\\'; x", ["SELECT '\\'", "x"], id="backslash-is-no-escape"),
        pytest.param("SELECT E'\\';'; x", ["SELECT E'\\';'", "x"], id="escape-string"),
        pytest.param("SELECT E'a'\n'\\';'; x", ["SELECT E'a'\n'\\';'", "x"], id="escape-string-goes-on"),
        pytest.param("SELECT E'a' -- c\n'\\';'; x", ["SELECT E'a' -- c\n'\\';'", "x"], id="goes-on-after-comment"),
        pytest.param("SELECT E'a' '\\'; x", ["SELECT E'a' '\\'", "x"], id="same-line-is-a-new-string"),
        pytest.param("SELECT nameE'\\'; x", ["SELECT nameE'\\'", "x"], id="e-belongs-to-the-word"),
        pytest.param("SELECT U&'d;' UESCAPE '!'; x", ["SELECT U&'d;' UESCAPE '!'", "x"], id="unicode-string"),
        pytest.param('SELECT ";""", U&"a;"; x', ['SELECT ";""", U&"a;"', "x"], id="identifiers"),
        pytest.param("SELECT $$;$a$;$$; x", ["SELECT $$;$a$;$$", "x"], id="dollar"),
        pytest.param("SELECT $é$;$é$; x", ["SELECT $é$;$é$", "x"], id="dollar-tag-not-ascii"),
        pytest.param("SELECT a$b$; SELECT c$b$", ["SELECT a$b$", "SELECT c$b$"], id="dollar-inside-a-word"),
        pytest.param("SELECT $1; x", ["SELECT $1", "x"], id="parameter"),
        pytest.param("/* /* ; */ ; */ SELECT 1 /* ; */ + 2", ["SELECT 1 /* ; */ + 2"], id="nested-comments"),
        pytest.param("SELECT 1 +-- ; '\n2; x", ["SELECT 1 +-- ; '\n2", "x"], id="comment-after-operator"),
        pytest.param(
            "CREATE RULE r AS ON INSERT TO s.t DO ALSO (SELECT 1; SELECT 2); x",
            ["CREATE RULE r AS ON INSERT TO s.t DO ALSO (SELECT 1; SELECT 2)", "x"],
            id="rule",
        ),
        pytest.param(
            "CREATE FUNCTION s.f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN a THEN 1 END; SELECT 3; END; x",
            [
                "CREATE FUNCTION s.f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN a THEN 1 END; SELECT 3; END",
                "x",
            ],
            id="atomic-body",
        ),
        pytest.param(
            "CREATE FUNCTION s.f() RETURNS int BEGIN ATOMIC SELECT 1 AS end; END; x",
            ["CREATE FUNCTION s.f() RETURNS int BEGIN ATOMIC SELECT 1 AS end; END", "x"],
            id="label-named-end",
        ),
    ],
)
def test_splits_where_the_server_would(text: str, statements: list[str]) -> None:
    assert [statement.text for statement in split(text)] == statements


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("\nSELECT 'a", 2, "a quote ' is never closed"),
        ("SELECT E'a\\'", 1, "a quote ' is never closed"),
        ('SELECT "a', 1, 'a quote " is never closed'),
        ("\n\nSELECT $x$ a $y$", 3, "the dollar quote $x$ is never closed"),
        ("/* /* */", 1, "a comment /* is never closed"),
        ("SELECT 1;\n\\connect other", 2, "a psql command"),
        ("SELECT (1", 1, "a parenthesis"),
        ("CREATE FUNCTION s.f() RETURNS int BEGIN ATOMIC SELECT 1;", 1, "a BEGIN ATOMIC body"),
        ("SELECT '\0'; \0", 1, "a NUL character"),
    ],
)
def test_says_where_something_is_left_open(text: str, line: int, what: str) -> None:
    with pytest.raises(Unsplittable, match="line") as caught:
        split(text)
    assert caught.value.line == line
    assert what in caught.value.what


def test_names_the_line_of_the_first_word() -> None:
    assert [statement.line for statement in split("-- why\n\nSELECT 1;\n\n\nSELECT\n2;")] == [3, 6]


def test_words_leave_out_what_is_quoted() -> None:
    (statement,) = split("create index concurrently \"commit\" ON s.t ('rollback')")
    assert statement.words == ("CREATE", "INDEX", "CONCURRENTLY", "ON", "S", "T")


PIECES = st.sampled_from(
    [
        "'",
        "''",
        '"',
        "E'",
        "\\",
        "$$",
        "$a$",
        "/*",
        "*/",
        "--",
        "\n",
        ";",
        "(",
        ")",
        " ",
        "a",
        "é",
        "1",
        "U&'",
        "b$c",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
@example("$a$;$a$")
def test_every_character_belongs_to_one_token(text: str) -> None:
    """Tokens joined are the text again; statements are found in it in order, and splitting ends."""
    try:
        found = list(tokens(text))
        statements = split(text)
    except Unsplittable:
        return
    assert "".join(token.text for token in found) == text
    at = 0
    for statement in statements:
        at = text.index(statement.text, at) + len(statement.text)
        assert all(statement.text.startswith(token.text, token.start) for token in statement.tokens)


QUOTED = st.one_of(
    st.text(st.characters(exclude_characters="\0\r", codec="utf-8"), max_size=12).map(
        lambda text: "'" + text.replace("'", "''") + "'"
    ),
    st.text(st.characters(exclude_characters="\0\r$", codec="utf-8"), max_size=12).map(lambda text: f"$q${text}$q$"),
    st.text(st.characters(exclude_characters="\0\r*/", codec="utf-8"), max_size=12).map(lambda text: f"/*{text}*/ 1"),
    st.text(st.characters(exclude_characters="\0\r", codec="utf-8"), min_size=1, max_size=12).map(
        lambda text: '"' + text.replace('"', '""') + '"'
    ),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(QUOTED, min_size=1, max_size=5))
def test_statements_survive_being_joined(quoted: list[str]) -> None:
    """Whatever stands inside quotes, n statements joined by semicolons are n statements."""
    statements = [f"SELECT {text}" for text in quoted]
    assert [statement.text for statement in split(";\n".join(statements))] == statements


def test_a_megabyte_takes_no_time() -> None:
    literal = "'" + "x''" * 350_000 + "'"
    (statement,) = split(f"SELECT {literal}")
    assert statement.tokens[-1].kind is Kind.STRING
    with pytest.raises(Unsplittable):
        split(f"SELECT {literal[:-1]}")
