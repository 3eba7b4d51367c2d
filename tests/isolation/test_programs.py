"""A body in plpgsql is the branches it takes; whatever else it does is refused by its name."""

import pytest

from golive.isolation.doubt import Doubt
from golive.isolation.programs import Assigned, Branched, Command, Raised, Returned, program, writes

END = Returned("1")


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("BEGIN RETURN 1; END", (END,)),
        ("BEGIN RETURN 1; END;", (END,)),
        ("begin return; end", (Returned(""),)),
        ("BEGIN NULL; ; RETURN 1; END", (END,)),
        ("BEGIN ASSERT true; RETURN 1; END", (END,)),
        ("BEGIN RETURN (SELECT a FROM t WHERE b = 'x;y'); END", (Returned("(SELECT a FROM t WHERE b = 'x;y')"),)),
        ("BEGIN RETURN CASE WHEN a THEN 1 ELSE 2 END; END", (Returned("CASE WHEN a THEN 1 ELSE 2 END"),)),
        ("BEGIN RETURN QUERY SELECT a FROM t; END", (Returned("SELECT a FROM t", rows=True),)),
        ("DECLARE a int; b text := 'x'; c uuid = d; e int DEFAULT 1; BEGIN RETURN 1; END",
         (Assigned("a", "NULL"), Assigned("b", "'x'"), Assigned("c", "d"), Assigned("e", "1"), END)),
        *((f"DECLARE a {kind}; BEGIN RETURN 1; END", (Assigned("a", "NULL"), END))
          for kind in ("character varying", "t%ROWTYPE", "app.names", "CONSTANT text", "text[]")),
        ('DECLARE "A b" int := 1; BEGIN RETURN 1; END', (Assigned("A b", "1"), END)),
        ("BEGIN a := b + 1; c = 2; RETURN 1; END", (Assigned("a", "b + 1"), Assigned("c", "2"), END)),
        ("BEGIN RAISE EXCEPTION 'no'; END", (Raised(),)),
        ("BEGIN RAISE; END", (Raised(),)),
        ("BEGIN RAISE NOTICE 'x'; RAISE debug 'x'; RAISE WARNING 'x'; RETURN 1; END", (END,)),
        ("BEGIN PERFORM f(1); RETURN 1; END", (Command("SELECT f(1)"), END)),
        ("BEGIN SELECT a INTO b FROM t; RETURN 1; END", (Command("SELECT a FROM t", ("b",)), END)),
        ("BEGIN SELECT a, c INTO STRICT b, d FROM t WHERE e; RETURN 1; END",
         (Command("SELECT a, c FROM t WHERE e", ("b", "d")), END)),
        ("BEGIN SELECT f(a, b) INTO b; RETURN 1; END", (Command("SELECT f(a, b) ", ("b",)), END)),
        ("BEGIN INSERT INTO t VALUES (1) RETURNING id INTO a; RETURN 1; END",
         (Command("INSERT INTO t VALUES (1) RETURNING id ", ("a",)), END)),
        ("BEGIN INSERT INTO t VALUES (1); DELETE FROM t; UPDATE t SET a = 1; WITH x AS (SELECT 1) SELECT 1;"
         " RETURN 1; END",
         (Command("INSERT INTO t VALUES (1)"), Command("DELETE FROM t"), Command("UPDATE t SET a = 1"),
          Command("WITH x AS (SELECT 1) SELECT 1"), END)),
        ("BEGIN RETURN NEXT 1; END", (Returned("SELECT 1", rows=True),)),
        ("BEGIN BEGIN a := 1; END; RETURN 1; END", (Assigned("a", "1"), END)),
        ("BEGIN IF a THEN RETURN 1; END IF; RETURN 2; END", (Branched((("a", (END,)),), ()), Returned("2"))),
        ("BEGIN IF a THEN RETURN 1; ELSIF b AND (c) THEN d := 1; ELSEIF e THEN NULL; ELSE RAISE EXCEPTION 'x'; END IF;"
         " END",
         (Branched((("a", (END,)), ("b AND (c)", (Assigned("d", "1"),)), ("e", ())), (Raised(),)),)),
        ("BEGIN IF a THEN IF b THEN RETURN 1; END IF; END IF; RETURN 1; END",
         (Branched((("a", (Branched((("b", (END,)),), ()),)),), ()), END)),
    ],
)  # fmt: skip
def test_body_is_its_statements(body: str, found: tuple[object, ...]) -> None:
    assert program(body) == found


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ("SELECT 1", "a body of another form is not followed"),
        ("", "a body of another form is not followed"),
        ("<<a>> BEGIN RETURN 1; END", "a body of another form is not followed"),
        ("BEGIN RETURN 'x", "a body is beyond the reader"),
        ("BEGIN RETURN 1", "a body is beyond the reader"),
        ("BEGIN RETURN 1;", "a body is beyond the reader"),
        ("BEGIN RETURN (1; END", "a body is beyond the reader"),
        ("BEGIN IF a THEN RETURN 1; END; END", "a body is beyond the reader"),
        ("BEGIN IF a THEN RETURN 1; END IF END", "a body is beyond the reader"),
        ("BEGIN RETURN 1; END; SELECT 1", "a body of several blocks is not followed"),
        ("BEGIN RETURN 1; END x", "a body of several blocks is not followed"),
        ("DECLARE c CURSOR FOR SELECT 1; BEGIN RETURN 1; END", "a cursor is not followed"),
        ("DECLARE c ALIAS FOR $1; BEGIN RETURN 1; END", "a cursor is not followed"),
        ("DECLARE a varchar(1); BEGIN RETURN 1; END", "a variable that shortens its value (a) is not followed"),
        ("DECLARE a char := b; BEGIN RETURN 1; END", "a variable that shortens its value (a) is not followed"),
        ('DECLARE a "char"; BEGIN RETURN 1; END', "a variable that shortens its value (a) is not followed"),
        *((f"DECLARE a {kind}; BEGIN RETURN 1; END", "a variable that shortens its value (a) is not followed")
          for kind in ("name", "CONSTANT character := b", "pg_catalog.bpchar", "char NOT NULL = b", "t.b%TYPE")),
        ("BEGIN BEGIN RETURN 1; END END", "a body is beyond the reader"),
        ("BEGIN RETURN 1; EXCEPTION x; END", "a body is beyond the reader"),
        ("BEGIN a := 1; EXCEPTION WHEN others THEN b := 2; END",
         "an EXCEPTION after which a body goes on is not followed"),
        ("BEGIN a := 1; EXCEPTION WHEN others THEN RETURN a; END",
         "an EXCEPTION that reads what its block has set is not followed"),
        ("BEGIN RETURN QUERY EXECUTE 'x'; END", "RETURN QUERY is not followed"),
        *((f"BEGIN {word} x; END", f"{word} in a body is not followed")
          for word in ("DECLARE", "LOOP", "WHILE", "FOR", "FOREACH", "CASE", "EXECUTE",
                       "OPEN", "COMMIT", "MERGE")),
        ("BEGIN <<a>> LOOP x; END", "< in a body is not followed"),
        ("BEGIN" + " a := 1;" * 61 + " END", "a body of so many statements is not followed"),
    ],
)  # fmt: skip
def test_what_is_not_followed_is_named(body: str, why: str) -> None:
    with pytest.raises(Doubt) as doubt:
        program(body)
    assert str(doubt.value) == why


def test_sixty_statements_are_followed() -> None:
    assert len(program("BEGIN" + " a := 1;" * 60 + " END")) == 60


def test_parentheses_may_stand_in_a_default() -> None:
    assert program("DECLARE a int := f(1); BEGIN RETURN 1; END") == (Assigned("a", "f(1)"), END)


def test_each_handler_is_a_branch_of_its_own() -> None:
    (found,) = program("BEGIN RETURN a; EXCEPTION WHEN x THEN RETURN 1; WHEN y OR z THEN RAISE; END")
    assert isinstance(found, Branched)
    assert [inside for _, inside in found.branches] == [(END,), (Raised(),)]
    assert len({condition for condition, _ in found.branches}) == 2  # one may fail where the other does not
    assert found.otherwise == (Returned("a"),)


def test_what_writes_is_told_by_its_word() -> None:
    texts = ["insert INTO t", "UPDATE t", "DELETE FROM t", "SELECT 1", "WITH x AS (DELETE FROM t) SELECT 1"]
    assert [writes(Command(text)) for text in texts] == [True, True, True, False, False]
