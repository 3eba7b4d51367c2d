"""What the text of a condition uses: functions, relations, columns, and whether it can depend on who asks."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from golive.sqltext.canonical import tokens
from golive.sqltext.names import parts, quoted

Node = Any  # the parser's class has another name from version to version
_WORD = re.compile(r'^(?:"|[A-Za-z_\u0080-\uffff])')
_KEYWORDS = frozenset(
    """and or not in any all some exists select from where case when then else end is as on using coalesce nullif array
    values over filter within union intersect except order group by having limit offset row cast""".split()  # noqa: SIM905
)
_SESSION = re.compile(r"\b(current_user|session_user|current_role|user|current_setting)\b", re.IGNORECASE)
_PLAIN_FUNCTIONS = frozenset(
    """lower upper length btrim trim now date_trunc char_length jsonb_typeof abs round floor ceil replace substring
    left right md5 cardinality array_length concat""".split()  # noqa: SIM905
)


@lru_cache(maxsize=8192)
def parsed(text: str) -> Node | None:
    """The expression, or None where it is beyond the parser."""
    try:
        return sqlglot.parse_one(text, dialect="postgres") if text else None
    except (SqlglotError, RecursionError):
        return None


def _bare(node: Node) -> Node:
    while isinstance(node, exp.Paren | exp.Cast):
        node = node.this
    return node


def conjuncts(node: Node) -> Iterator[Node]:
    node = _bare(node)
    if isinstance(node, exp.And):
        yield from conjuncts(node.this)
        yield from conjuncts(node.expression)
    else:
        yield node


def disjuncts(node: Node) -> Iterator[Node]:
    node = _bare(node)
    if isinstance(node, exp.Or):
        yield from disjuncts(node.this)
        yield from disjuncts(node.expression)
    else:
        yield node


def predicate(node: Node) -> Node:
    """`(a = b) = true` says what `a = b` says, and `(a = b) = false` the contrary."""
    if isinstance(node, exp.EQ | exp.NEQ):
        for side, other in ((node.this, node.expression), (node.expression, node.this)):
            truth, inner = _bare(other), _bare(side)
            if not isinstance(truth, exp.Boolean) or isinstance(inner, exp.Any | exp.All):
                continue
            if isinstance(inner, exp.Predicate | exp.Connector | exp.Not):
                same = bool(truth.this) is isinstance(node, exp.EQ)
                return side if same else exp.Not(this=exp.Paren(this=side))
    return node


def is_column(node: Node, column: str) -> bool:
    found = _bare(node)
    return isinstance(found, exp.Column) and found.name == column


@lru_cache(maxsize=8192)
def bound_beside(text: str, column: str) -> frozenset[str]:
    """The columns that are compared with what somebody else says, wherever the condition asks whether `column` is NULL:
    `org_id = app.org() AND owner_id IS NULL` is a row of the session's organization."""
    tree = parsed(text)
    tests = [one for one in tree.find_all(exp.Is) if isinstance(one.expression, exp.Null)] if tree else []
    bound = [frozenset(_bound(one)) - {column} for one in tests if is_column(one.this, column)]
    return frozenset.intersection(*bound) if bound else frozenset()


def _bound(node: Node) -> Iterator[str]:
    """By the conjunction that a test stands in."""
    top = node
    while isinstance(top.parent, exp.And | exp.Paren):
        top = top.parent
    for one in conjuncts(top):
        if any(not isinstance(call, exp.Cast) for call in one.find_all(exp.Select, exp.Func)):
            yield from (each.name for each in one.find_all(exp.Column))


@lru_cache(maxsize=8192)
def calls(text: str) -> tuple[str, ...]:
    """The functions that a condition calls, as it names them, each once."""
    return tuple(dict.fromkeys(_calls(text)))


@lru_cache(maxsize=8192)
def reads(text: str) -> tuple[str, ...]:
    """The relations that a condition reads in a query of its own, as it names them, each once."""
    return tuple(dict.fromkeys(_reads(text)))


def _calls(text: str) -> Iterator[str]:
    words = tokens(text)
    for place, word in enumerate(words):
        if word != "(" or place == 0 or not _WORD.match(words[place - 1]) or words[place - 1].lower() in _KEYWORDS:
            continue
        start = place - 1
        while start >= 2 and words[start - 1] == "." and _WORD.match(words[start - 2]):
            start -= 2
        if start and words[start - 1].upper() in ("AS", "::"):
            continue
        yield "".join(map(_folded, words[start:place]))


def _folded(word: str) -> str:
    return word if word.startswith('"') else word.lower()


def passed(text: str, name: str) -> Iterator[str]:
    """What each call of a function of that name is passed, however deep its brackets go."""
    words = tokens(text) if name.lower() in text.lower() else []
    for place, word in enumerate(words):
        if word == "(" and place and _folded(words[place - 1]) == quoted(name):
            end, depth = place + 1, 1
            while end < len(words) and depth:
                depth += {"(": 1, ")": -1}.get(words[end], 0)
                end += 1
            yield " ".join(words[place + 1 : end - 1])


def _reads(text: str) -> Iterator[str]:
    words = tokens(text)
    for place, word in enumerate(words[:-1]):
        if word.upper() in ("FROM", "JOIN") and _WORD.match(words[place + 1]):
            end = place + 2
            while end + 1 < len(words) and words[end] == ".":
                end += 2
            if end >= len(words) or words[end] != "(":
                yield "".join(words[place + 1 : end])


@lru_cache(maxsize=8192)
def asks_session(text: str) -> bool:
    """Whether the condition can depend on who asks: by a function, a setting, or a query of its own."""
    return bool(_SESSION.search(text)) or any(not _is_plain(name) for name in calls(text)) or any(reads(text))


def asks_whose(text: str, plain: Collection[str] = (), roles: Collection[str] = ()) -> bool:
    """Whether it is true only of what has to do with who asks: not for whoever is signed in, or has a role.

    plain: schemas whose functions look at what they are given alone.
    """
    tree = parsed(text)
    return tree is None or _asks_whose(tree, plain, roles)


def _asks_whose(node: Node, plain: Collection[str], roles: Collection[str]) -> bool:
    every = list(conjuncts(node))
    if len(every) > 1:
        return any(_asks_whose(one, plain, roles) for one in every)
    ways = list(disjuncts(node))
    if len(ways) > 1:
        return all(_asks_whose(one, plain, roles) for one in ways)
    node = predicate(_bare(node))
    if isinstance(node, exp.Not):
        return _asks_whose(node.this, plain, roles)
    if isinstance(node, exp.Is):
        return False
    if isinstance(node, exp.EQ) and any(one.is_string and one.name in roles for one in node.find_all(exp.Literal)):
        return False
    text = node.sql(dialect="postgres")
    called = [name for name in calls(text)
              if not _is_plain(name) and (parts(name)[0] not in plain or f"{name}()" in text)]  # fmt: skip
    return bool(_SESSION.search(text) or called or reads(text))


def _is_plain(name: str) -> bool:
    return name.lower() in _PLAIN_FUNCTIONS


@lru_cache(maxsize=8192)
def mentions(text: str, column: str) -> bool:
    return column in tokens(text) or quoted(column) in tokens(text)


@lru_cache(maxsize=8192)
def compares_with_session(text: str, column: str) -> bool:
    """Whether one conjunct says: this column equals something of the session."""
    tree = parsed(text)
    if tree is None:
        return False
    for part in conjuncts(tree):
        if isinstance(part, exp.EQ | exp.In):
            sides = [part.this, part.expression] if isinstance(part, exp.EQ) else [part.this]
            if any(is_column(one, column) for one in sides) and asks_session(part.sql(dialect="postgres")):
                return True
    return False
