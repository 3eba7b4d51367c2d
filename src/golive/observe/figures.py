"""A figure is the one number that one SELECT gives."""

from decimal import Decimal
from math import isfinite
from typing import Any

from psycopg import Connection

from golive.model.asking import text
from golive.model.claims.item import Figure
from golive.model.evidence import Evidence
from golive.observe.ask import Rows, ask
from golive.observe.measured import measured


def figure(connection: Connection[tuple[Any, ...]], item: Figure) -> Evidence:
    return ask(connection, text(item.select.rstrip().rstrip(";")), _number)


def _number(answer: Rows) -> Evidence:
    if len(answer) != 1 or len(answer[0]) != 1:
        return Evidence.unknown(f"its SELECT gave {len(answer)} rows, and one number is wanted")
    value = answer[0][0]
    if value is None:
        return Evidence.unknown("its SELECT gave NULL: there was nothing to count or divide by")
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal) or not isfinite(value):
        return Evidence.unknown(f"its SELECT gave {type(value).__name__} in the place of a number")
    return measured(float(value))
