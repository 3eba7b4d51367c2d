"""Whether two definitions that servers of different versions wrote down say the same.

Compared token by token, never rewritten as a whole, so that nothing else is taken for equal: the only freedom is
what servers are known to write differently. 16 stopped qualifying the columns of a view over one relation, and
quotes names that became keywords. Every version writes the cast of a list behind the list, and reads it back from a
dump as a cast of each element; writes x IN (a, b, c) of columns as ((x = a OR x = b) OR x = c), and reads that back
without the inner brackets; and where nobody sees the name of a column (an arm of UNION, a subquery that gives one
value, what is inserted), a constant has none until it is read back, and then its type's.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

_TOKEN = re.compile(
    r"""\s+|(?P<token>
      [eE]'(?:[^'\\]|''|\\.)*'              # a constant with escapes
    | [bBxXnN]?'(?:[^']|'')*'               # another one
    | "(?:[^"]|"")*"                          # a quoted name
    | \$(?P<tag>[A-Za-z_]*)\$.*?\$(?P=tag)\$  # a dollar-quoted constant
    | [A-Za-z_\u0080-\uffff][\w$]*            # a word
    | \d[\w.]*                                # a number
    | [-+*/<>=~!@\#%^&|`?:]+                  # an operator
    | .)""",
    re.VERBOSE | re.DOTALL,
)
# Keywords since 16 that stood unquoted before.
YOUNG = frozenset(
    """
    json json_array json_arrayagg json_exists json_object json_objectagg json_query json_scalar
    json_serialize json_table json_value merge_action system_user
    """.split()  # noqa: SIM905
)
_YOUNG_QUOTED = re.compile(rf'(?<![^.])"({"|".join(sorted(YOUNG))})"(?![^.(])')
_NAME = r'(?:"(?:[^"]|"")*"|[A-Za-z_\u0080-\uffff][\w$]*)'
_TYPE = rf"(?:{_NAME}\.)?(?P<type>{_NAME}(?: varying| precision)?(?:\([\d,]+\))?(?: with(?:out)? time zone)?)"
_LIST = "(ARRAY["
_LIST_CAST = re.compile(rf"\]\)::({_TYPE})\[\]")
_NAMED_CAST = re.compile(rf"(?P<cast>::{_TYPE}(?:\[\])*) AS (?P<name>{_NAME})")
# What a column is called after a cast to a type whose name in SQL is not its own.
_OWN_NAMES = {
    "integer": "int4",
    "bigint": "int8",
    "smallint": "int2",
    "real": "float4",
    "double precision": "float8",
    "boolean": "bool",
    "character": "bpchar",
    "character varying": "varchar",
    "bit varying": "varbit",
    "time without time zone": "time",
    "time with time zone": "timetz",
    "timestamp without time zone": "timestamp",
    "timestamp with time zone": "timestamptz",
}
_ENDS = frozenset({"WHERE", "GROUP", "HAVING", "WINDOW", "ORDER", "LIMIT", "OFFSET", "FETCH", "FOR"})
_MANY = frozenset({"JOIN", ",", "UNION", "INTERSECT", "EXCEPT"})


def plain_identity(identity: str) -> str:
    """A name without the quotes that only younger servers put around it."""
    return _YOUNG_QUOTED.sub(r"\1", identity) if '"' in identity else identity


def restored(text: str) -> list[str]:
    """The words of a definition as they are after a dump of it was restored, without names that only repeat a cast.

    (ARRAY['a'::s, b])::t[] became ARRAY[('a'::s)::t, (b)::t], 'a'::t became 'a'::t AS t, and ((a OR b) OR c) lost its
    inner brackets.
    """
    return _in_one_row(tokens(_NAMED_CAST.sub(_without_its_name, _cast_one_by_one(text))))


def _without_its_name(found: re.Match[str]) -> str:
    kind = re.sub(r"\([\d,]+\)", "", found["type"])
    own = _OWN_NAMES.get(kind, kind)
    return found["cast"] if found["name"].strip('"') == own.strip('"') else found[0]


def _cast_one_by_one(text: str) -> str:
    written, at = "", 0
    while (start := text.find(_LIST, at)) >= 0:
        begin = start + len(_LIST)
        elements, end = _elements(text, begin)
        cast = _LIST_CAST.match(text, end)
        if cast:
            each = ", ".join(f"({_cast_one_by_one(one)})::{cast[1]}" for one in elements)
            written += f"{text[at:start]}ARRAY[{each}]"
        else:
            written += text[at:begin]
        at = cast.end() if cast else begin
    return written + text[at:]


def _elements(text: str, at: int) -> tuple[list[str], int]:
    """What stands between commas until the bracket that closes it, and where that is."""
    found, depth = [], 0
    for match in _TOKEN.finditer(text, at):
        word = match["token"]
        if depth == 0 and word in (",", "]"):
            found.append(text[at : match.start()].strip())
            at = match.end()
            if word == "]":
                return found, match.start()
        depth += (word in ("(", "[")) - (word in (")", "]"))
    return found, len(text)


@dataclass
class _Bracket:
    """What stands in brackets, and AND or OR where that is what joins it."""

    joined: str
    words: list[str]


def _in_one_row(words: list[str]) -> list[str]:
    open_: list[list[str | _Bracket]] = [[]]
    for word in words:
        if word == "(":
            open_.append([])
        elif word == ")" and open_[1:]:
            closed = open_.pop()
            open_[-1].append(_closed(closed))
        else:
            open_[-1].append(word)
    return [word for level, parts in enumerate(open_) for word in (["("] if level else []) + _written(parts)]


def _closed(parts: list[str | _Bracket]) -> _Bracket:
    joined = next((one for one in parts if isinstance(one, str) and one in ("AND", "OR")), "")
    match parts:
        case [_Bracket() as first, str() as word, *rest] if word == joined == first.joined:
            return _Bracket(joined, [*first.words, *_written([word, *rest])])
    return _Bracket(joined, _written(parts))


def _written(parts: list[str | _Bracket]) -> list[str]:
    return [word for one in parts for word in ([one] if isinstance(one, str) else ["(", *one.words, ")"])]


def tokens(text: str) -> list[str]:
    found = [match["token"] for match in _TOKEN.finditer(text) if match["token"] is not None]
    return [word[1:-1] if word[:1] == '"' and word[1:-1] in YOUNG else word for word in found]


def same_expression(one: str, other: str) -> bool:
    """Equal but for spaces, the quotes of young keywords, and what a dump writes otherwise."""
    return one == other or restored(one) == restored(other)


def same_view(one: str, other: str) -> bool:
    """Equal but for the qualifier of columns, where the query reads one relation only."""
    if one == other:
        return True
    left, right = (restored(text.rstrip("; \n")) for text in (one, other))
    if left == right:
        return True
    long, short = (left, right) if len(left) > len(right) else (right, left)
    source = _only_source(long)
    if source is None or source != _only_source(short):
        return False
    return _same_but_qualified(long, short, source)


def _same_but_qualified(long: list[str], short: list[str], source: str) -> bool:
    """Whether the short form is the long one without `source.` before columns of the outermost query."""
    at = 0
    nested: list[bool] = []  # for each open bracket: is it a query of its own
    ordering = False
    aliases = _aliases(short)
    for place, word in enumerate(short):
        if at + 2 < len(long) and long[at] == source and long[at + 1] == "." and long[at] != word:
            if any(nested) or (ordering and not nested and word in aliases and aliases[word] != word):
                return False
            at += 2
        if at >= len(long) or long[at] != word:
            return False
        at += 1
        if word == "(":
            nested.append(short[place + 1 : place + 2] in (["SELECT"], ["WITH"], ["VALUES"]))
        elif word == ")" and nested:
            nested.pop()
        elif word == "BY" and not nested:
            ordering = short[place - 1] == "ORDER" or ordering
    return at == len(long)


def _aliases(words: list[str]) -> dict[str, str]:
    """The names of the output columns, with the word before AS: the column itself where it only was renamed."""
    depth = 0
    found = {}
    for (before, word), after in zip(pairwise(words), words[2:], strict=False):
        depth += (before == "(") - (before == ")")
        if word == "AS" and depth == 0:
            found[after] = before
        if before == "FROM" and depth == 0:
            break
    return found


def _only_source(words: list[str]) -> str | None:
    """What the only relation of the outermost query is called there; None where there are several, or none."""
    depth = 0
    inside = False
    name = None
    for word in words:
        depth += (word == "(") - (word == ")")
        if depth or word == ")":
            continue
        if word in _MANY and (inside or word in ("UNION", "INTERSECT", "EXCEPT")):
            return None
        if word == "FROM":
            inside = True
        elif word in _ENDS:
            inside = False
        elif inside and re.match(r'["A-Za-z_\u0080-\uffff]', word):
            name = word
    return name
