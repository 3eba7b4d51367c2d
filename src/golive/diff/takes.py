"""What a statement takes away, or changes of the catalog: read from its text, whoever wrote it."""

from collections.abc import Sequence

from golive.sqltext.statements import Kind, Statement

_ROWS = frozenset({"SELECT", "WITH", "INSERT", "UPDATE", "REINDEX", "VACUUM", "ANALYZE", "SET"})
_LOST = frozenset({"TABLE", "SCHEMA", "DATABASE", "OWNED", "COLUMN", "ROLE", "USER", "EXTENSION", "TYPE", "SEQUENCE"})


def loses(statement: Statement) -> bool:
    """Rows, an object that nothing makes again, or row security, while policies that nobody locked rely on it."""
    words = statement.words
    if words[:2] == ("ALTER", "TABLE") and words[-3:] == ("ROW", "LEVEL", "SECURITY"):
        return "DISABLE" in words or "NO" in words
    return words[:1] in (("TRUNCATE",), ("DELETE",)) or (words[:1] == ("DROP",) and bool(set(words[1:3]) & _LOST))


def locks_out(statement: Statement) -> bool:
    """It ends a login, or a membership."""
    words = statement.words
    if words[:1] == ("REVOKE",):
        return "ON" not in words  # a role, not a right
    if words[:2] in (("ALTER", "ROLE"), ("ALTER", "USER")):
        return bool({"NOLOGIN", "PASSWORD", "LIMIT", "VALID"} & set(words))
    return words[:2] in (("DROP", "ROLE"), ("DROP", "USER"), ("DROP", "OWNED"), ("REASSIGN", "OWNED"))


def contradicts(statements: Sequence[Statement]) -> bool:
    """It changes what a lock holds, and not only rows, the server, or a table that it makes itself."""
    made = {_target(one) for one in statements if one.words[:2] == ("CREATE", "TABLE")}
    return any(
        one.words[:1][0] not in _ROWS and one.words[:2] != ("ALTER", "SYSTEM") and _target(one) not in made
        for one in statements
        if one.words
    )


_KINDS = frozenset(
    """ALTER CREATE TABLE ONLY POLICY TRIGGER INDEX UNIQUE CONCURRENTLY IF NOT EXISTS ON COMMENT GRANT REVOKE VIEW
    MATERIALIZED FOREIGN SEQUENCE FUNCTION PROCEDURE SCHEMA COLUMN CONSTRAINT UNLOGGED""".split()  # noqa: SIM905
)
_ON = (("CREATE", "POLICY"), ("CREATE", "TRIGGER"), ("CREATE", "INDEX"), ("CREATE", "UNIQUE"), ("CREATE", "RULE"))


def _target(statement: Statement) -> str:
    """The relation that a statement speaks of, as it writes it."""
    tokens = list(statement.tokens)
    if statement.words[:1][0] in ("GRANT", "REVOKE", "COMMENT") or statement.words[:2] in _ON:
        at = next((n for n, one in enumerate(tokens) if one.kind is Kind.WORD and one.text.upper() == "ON"), 0)
        tokens = tokens[at:]
    while tokens and tokens[0].kind is Kind.WORD and tokens[0].text.upper() in _KINDS:
        tokens = tokens[1:]
    name = ""
    while tokens and tokens[0].kind in (Kind.WORD, Kind.NAME):
        name += tokens[0].text
        if tokens[1:2] and tokens[1].text == ".":
            name += "."
            tokens = tokens[2:]
        else:
            break
    return name
