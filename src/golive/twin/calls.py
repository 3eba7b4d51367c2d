"""Views are read, functions are called: with nothing, and with a value for each argument."""

from collections.abc import Iterator, Sequence

from psycopg import sql

from golive.model.catalog import Function, Relation
from golive.model.signature import variadic
from golive.sqltext.names import quoted
from golive.twin.making import relation
from golive.twin.trouble import Trouble
from golive.twin.values import Values
from golive.twin.visit import Statement

_NOT_CALLED = ("trigger", "event_trigger", "internal", "cstring", "language_handler", "fdw_handler")
_POLYMORPHIC = ("any", "record", "internal", "cstring", '"char"[]')


def read(view: Relation) -> Statement:
    if view.relkind == "m":
        return sql.SQL("REFRESH MATERIALIZED VIEW {}").format(relation(view.identity))
    return sql.SQL("SELECT * FROM {} LIMIT 10").format(relation(view.identity))


def callable_(function: Function) -> bool:
    types = _types(function)
    return (
        function.prokind in "fp"
        and function.result not in _NOT_CALLED
        and not any(one.startswith(_POLYMORPHIC) for one in types)
    )


def calls(function: Function, values: Values) -> Iterator[Statement]:
    """Two: one that a strict function does not hear, and one with generated arguments."""
    types = _types(function)
    texts = [next(iter(values.of_type(one, 1)), None) for one in types]
    for given in ([None] * len(types), texts) if types else ([],):
        arguments = [
            sql.SQL("{}::{}").format(sql.Literal(text), relation(type_))
            for text, type_ in zip(given, types, strict=True)
        ]
        call = sql.SQL("CALL {}({})") if function.prokind == "p" else sql.SQL("SELECT {}({})")
        yield call.format(relation(quoted(*function.path[:2])), handed(function, arguments))


def handed(function: Function, arguments: Sequence[sql.Composable]) -> sql.Composable:
    """As they stand in a call: what is given for many arguments is an array, and says so."""
    *first, last = arguments or [sql.SQL("")]
    return sql.SQL(", ").join([*first, sql.SQL("VARIADIC {}").format(last) if variadic(function) else last])


def _types(function: Function) -> list[str]:
    """Of the arguments that are given, as the identity has them."""
    inside = function.identity.partition("(")[2].removesuffix(")")
    found, depth, word = [], 0, ""
    for sign in inside:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            found.append(word.strip())
            word = ""
        else:
            word += sign
    return [*found, word.strip()] if word.strip() else found


def lasting(trouble: Trouble, definer: bool) -> bool:
    """Whether no argument and no row could change it. What its caller may not, its owner may."""
    denied = trouble.sqlstate == "42501" and definer and not (trouble.by_row_security or trouble.raised)
    return trouble.for_ever or trouble.in_circles or denied
