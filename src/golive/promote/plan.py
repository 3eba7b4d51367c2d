"""What a promotion will bring, before anything is written: read from the source alone."""

from collections.abc import Iterator
from typing import Any

from psycopg import Connection, sql

from golive.model.claims import Claims
from golive.model.claims.promotion import Promotion
from golive.model.errors import WrongUse
from golive.model.failures import StepFailed
from golive.promote.closure import close
from golive.promote.order import order
from golive.promote.projection import Reading, rows
from golive.promote.record import Moves
from golive.promote.shape import read_shape
from golive.sqltext.names import quoted


def plan(source: Connection[tuple[Any, ...]], platform: str, claims: Claims, promotion: Promotion) -> Iterator[str]:
    """A line for each table, in the order in which they are filled; what nobody decided is wrong use."""
    reading = Reading(platform, claims, promotion, read_shape(source))
    moves = Moves(promotion.tenant, promotion.tenant)
    try:
        expected = close(source, reading, moves)
        sequence = order(reading)
    except StepFailed as failed:
        raise WrongUse(failed.place, "; ".join([failed.what, *failed.claims]), failed.mend) from None
    for path in sequence.tables:
        counted = source.execute(sql.SQL("SELECT count(*) {}").format(rows(reading, path, moves, here=False)))
        count = next(iter(counted))[0]
        brought = f", {len(moves.brought[path])} of them beyond the selection" if path in moves.brought else ""
        yield f"{quoted(*path)}: {count} rows{brought}"
    for (path, column), keys in moves.drops.items():
        yield f"{quoted(*path, column)}: dropped where it names {', '.join(keys[:5])}{', …' if keys[5:] else ''}"
    for path, named in expected.items():
        yield f"{quoted(*path)}: {len(named)} rows are expected here"
