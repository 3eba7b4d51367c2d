"""Whether two definitions that servers of different versions wrote down say the same.

Compared token by token, never rewritten as a whole, so that nothing else is taken for equal: the only freedom is
what servers are known to write differently. 16 stopped qualifying the columns of a view over one relation, and
quotes names that became keywords. Every version writes the cast of a list of constants behind the list, and reads it
back from a dump as a cast of each constant.
"""

import re
from itertools import pairwise

_TOKEN = re.compile(
    r"""\s+|(?P<token>
      [eEbBxXnN]?'(?:[^'\\]|''|\\.)*'        # a constant
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
_CONSTANT = r"'(?:[^']|'')*'::[a-z ]+"
_CAST_LIST = re.compile(rf"\(ARRAY\[({_CONSTANT}(?:, {_CONSTANT})*)\]\)::([a-z ]+)\[\]")
_ENDS = frozenset({"WHERE", "GROUP", "HAVING", "WINDOW", "ORDER", "LIMIT", "OFFSET", "FETCH", "FOR"})
_MANY = frozenset({"JOIN", ",", "UNION", "INTERSECT", "EXCEPT"})


def plain_identity(identity: str) -> str:
    """A name without the quotes that only younger servers put around it."""
    return _YOUNG_QUOTED.sub(r"\1", identity) if '"' in identity else identity


def restored(text: str) -> str:
    """As a dump of it reads after it was restored: (ARRAY['a'::s])::t[] became ARRAY[('a'::s)::t]."""

    def each(found: re.Match[str]) -> str:
        return "ARRAY[" + ", ".join(f"({one})::{found[2]}" for one in re.findall(_CONSTANT, found[1])) + "]"

    return _CAST_LIST.sub(each, text)


def tokens(text: str) -> list[str]:
    found = [match["token"] for match in _TOKEN.finditer(text) if match["token"] is not None]
    return [word[1:-1] if word[:1] == '"' and word[1:-1] in YOUNG else word for word in found]


def same_expression(one: str, other: str) -> bool:
    """Equal but for spaces, the quotes of young keywords, and what a dump writes otherwise."""
    return one == other or tokens(restored(one)) == tokens(restored(other))


def same_view(one: str, other: str) -> bool:
    """Equal but for the qualifier of columns, where the query reads one relation only."""
    if one == other:
        return True
    left, right = (tokens(restored(text.rstrip("; \n"))) for text in (one, other))
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
