"""What a function asks of its caller before it comes to a row, and what that is worth."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlglot import exp

from golive.isolation.computed import computed
from golive.isolation.forms import enclosed, where_of
from golive.isolation.keys import GIVEN, USER, editable
from golive.isolation.prove import Proof
from golive.isolation.sameness import conjuncts
from golive.isolation.trees import bare, is_token, rows_of, steps
from golive.isolation.world import World

Node = Any  # the parser's class has another name from version to version
_SECRET = re.compile(
    r"(?i)token|secret|magic|nonce|otp|signature|hash$|api_?key|(?:invit\w*|access|verification|reset|share|join)_?code"
)
_STEPS = (exp.JSONExtract, exp.JSONExtractScalar, exp.JSONBExtract, exp.JSONBExtractScalar)
_DEEP = 4  # operators over a value that is NULL


@dataclass(frozen=True, slots=True)
class Lack:
    """A statement that is not shown to keep to the caller's tenant."""

    command: str
    relation: str
    certain: bool  # it asks nothing of its caller, or all of what it asks was understood: it goes beyond
    known: bool  # all that it asks of its caller was understood, and nothing of it is about the row
    rank: bool = False  # it keeps to the tenant; who may give what it gives is not asked
    secret: bool = False  # it finds its rows by what nobody guesses, and its caller gives: an invitation's token


@dataclass(frozen=True)
class Asking:
    """Conditions as they are read in one proof."""

    world: World
    proof: Proof

    def lack(self, command: str, row: str, where: Node) -> Lack:
        opaque = any(one.find(exp.Select) or one.find(exp.Anonymous) for one in where.walk())
        opaque |= any(_says_token(one) for one in where.find_all(exp.Column))
        secret = any(_by_secret(one) for one in where.find_all(exp.EQ))
        certain = not opaque or self._passed_by_strangers(where)
        asked = [one for one in where.find_all(exp.Exists, exp.In, exp.Subquery, exp.EQ) if self._about_caller(one)]
        known = bool(asked) and not self._opaque(where) and not any(one.find(exp.Anonymous) for one in asked)
        tied = any(_outer(one) for one in asked)
        tied |= any(_compared(one) for one in asked)
        tied |= any(isinstance(one, exp.EQ) and self._is_user(one) for one in conjuncts(where))  # by a row beside it
        relation = self.proof.reading.tables[row]
        named = set(_given(where, row, self.world.tenancy.column(relation)))
        tied |= any(one.name in named for each in asked for one in each.find_all(exp.Column))
        return Lack(command, relation, certain, known and (self.proof.authority is not None or not tied), secret=secret)

    def _about_caller(self, node: Node) -> bool:
        if isinstance(node, exp.EQ):
            return node.find(exp.Select) is None and self._is_user(node)
        query = node.args.get("query") if isinstance(node, exp.In) else node.this
        inner = enclosed(query) if query is not None else None
        return isinstance(inner, exp.Select) and self._names_user(inner)

    def _is_user(self, node: Node) -> bool:
        used = self.proof.reading.values.used
        return USER in (used.get(bare(one).name) for one in (node.this, node.expression))

    def _passed_by_strangers(self, where: Node) -> bool:
        """Whether it lets through somebody of whom no table says anything: whom IF role <> 'owner' does not stop."""

        def nowhere(node: Node) -> Node:
            query = node.args.get("query") if isinstance(node, exp.In) else node.this
            inner = enclosed(query) if isinstance(node, exp.In | exp.Exists | exp.Subquery) and query else None
            if not isinstance(inner, exp.Select) or not self._names_user(inner) or inner.find(exp.AggFunc):
                return node
            if isinstance(node, exp.Subquery):
                return exp.Null()
            return exp.Boolean(this=False)

        left = where.transform(nowhere)
        for _ in range(_DEEP):
            left = left.transform(computed)
        return not self._asks(left) and not self.proof.none(left, [exp.Boolean(this=False)])

    def _names_user(self, query: Node) -> bool:
        return any(
            isinstance(one, exp.Null)  # as what is compared with a token that has no user comes out
            or (isinstance(one, exp.EQ) and self._is_user(one))
            for one in conjuncts(where_of(query))
        )

    def _asks(self, where: Node) -> bool:
        """Whether something in it may depend on who calls."""
        used = self.proof.reading.values.used
        free = [one for one in where.find_all(exp.Column) if not one.table]
        return self._opaque(where) or any(one.name in used or _says_token(one) for one in free)

    def _opaque(self, where: Node) -> bool:
        """Whether it asks the session in a way that is not followed."""
        if where.find(exp.CurrentUser, exp.SessionUser):
            return True
        made = self.world.routines.names.functions
        for one in where.find_all(exp.Anonymous):
            first = one.expressions[0].name if one.this == "golive_call" and one.expressions else ""
            last = first.rpartition(".")[2]
            if one.this == "current_setting" or " " in first or any(path[-1] == last for path in made):
                return True
        return False


def _says_token(node: Node) -> bool:
    """Whether it is something in the token that its user does not write himself."""
    above = node.parent
    path = (*node.name.split("\x1f")[1:], *(steps(above) if isinstance(above, _STEPS) else ()))
    return is_token(node) and not editable(path)


def _compared(node: Node) -> bool:
    """Whether the value that a query of the caller gives is compared with what is no constant."""
    above = node.parent
    while isinstance(above, exp.Paren | exp.Cast):
        above = above.parent
    if not isinstance(node, exp.Subquery) or not isinstance(above, exp.Binary | exp.In):
        return False
    others = [one for one in above.walk() if isinstance(one, exp.Column | exp.Select)]
    inside = {id(one) for one in node.walk()}
    return any(id(one) not in inside for one in others)


def _outer(node: Node) -> bool:
    """Whether a query of the caller speaks of a row that stands outside of it."""
    if isinstance(node, exp.EQ):
        return False
    inside = {row for one in node.find_all(exp.Select) for row in rows_of(one)}
    return any(one.table and one.table not in inside for one in node.find_all(exp.Column))


def _given(where: Node, row: str, tenant: str | None) -> Iterator[str]:
    """Arguments that find the row by something else than its tenant: what is asked of them is asked of the row."""
    for each in conjuncts(where):
        if isinstance(each, exp.EQ):
            sides = bare(each.this), bare(each.expression)
            for one, other in (sides, sides[::-1]):
                found = isinstance(one, exp.Column) and one.table == row and one.name != tenant
                if found and isinstance(other, exp.Column) and other.name.startswith(GIVEN):
                    yield other.name


def _by_secret(node: Node) -> bool:
    for one, other in ((node.this, node.expression), (node.expression, node.this)):
        one = bare(one)
        if isinstance(one, exp.Column) and one.table and _SECRET.search(one.name):
            return any(str(each.name).startswith(GIVEN) for each in other.find_all(exp.Column))
    return False
