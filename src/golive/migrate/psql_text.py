"""How a script of psql is written: comments that nothing ends, queries whose answer becomes a variable."""

import re
from collections.abc import Iterator

from psycopg import sql

from golive.sql import fill
from golive.sqltext.statements import split
from golive.sqltext.visible import visible, visible_sql


def comment(text: str) -> str:
    """No character of the text can end the comment, nor hide."""
    lines = re.split(r"\r\n|\r|\n", text.rstrip())
    return "\n".join(f"-- {visible(line)}".rstrip() for line in lines)


def shown(line: str) -> str:
    """Escaped; a statement where that cannot be was made a decision before, see why_not."""
    return visible_sql(line) or comment(line)


def closed(text: str) -> str:
    """The script as it stands, its last statement ended."""
    statements = split(text)
    return text.rstrip() + ("" if not statements or statements[-1].ended else "\n;")


def unended(query: str) -> str:
    return query.rstrip().removesuffix(";")


def gset(query: str) -> Iterator[str]:
    yield f"{shown(unended(query))}\n\\gset"


def asked(query: str, name: str) -> str:
    return f"{unended(query)} AS {name}\n\\gset"


def written(composed: sql.Composable) -> str:
    return composed.as_string().rstrip()


def cleared(schema: str, index: str) -> Iterator[str]:
    yield from gset(written(fill("fix/invalid.sql", schema=schema, index=index)))
    yield "\\if :golive_invalid"
    yield written(sql.SQL("DROP INDEX CONCURRENTLY {};").format(sql.Identifier(schema, index)))
    yield "\\endif"
