"""The walk of a step as a script of psql: \\gexec sends each batch as one query, so each is one transaction."""

from collections.abc import Iterator, Sequence

from psycopg import sql

from golive.migrate.psql_text import unended, written
from golive.model.batch import Batch
from golive.sql import fill
from golive.sqltext.names import quoted
from golive.sqltext.statements import Statement

ROWS = 1000


def walking(batch: Batch, statements: Sequence[Statement], budgets: str) -> Iterator[str]:
    """The whole table, a thousand rows at a time."""
    table = quoted(*batch.table)
    keys = _text("fix/keys.sql", keyset=_keyset(batch, table))
    yield f"{keys}\n\\gset"
    yield _text("fix/batch_table.sql", table=sql.Identifier(*batch.table)) + ";"
    each = "\n".join([budgets, *(one.text + ";" for one in statements)])
    bounds = _text("fix/batches.sql", name=table, table=sql.Identifier(*batch.table), each="\n" + each, rows=ROWS)
    yield f"{bounds}\n\\gexec"


def _keyset(batch: Batch, table: str) -> sql.Composable:
    return sql.SQL(_text("runner/keyset.sql", table=table, keys=list(batch.keys)))


def _text(file: str, **values: object) -> str:
    return unended(written(fill(file, **values)))
