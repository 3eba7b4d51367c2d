"""What the text of a function, view or condition names: relations with what is done to them, and functions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from golive.model.catalog import Function, Relation
from golive.model.claims import Claims
from golive.model.snapshot import Snapshot
from golive.rights.search_path import path_of
from golive.sqltext.plpgsql_body import meaning
from golive.sqltext.statements import Kind, Token, Unsplittable, tokens

_ENDS = frozenset(
    """WHERE GROUP ORDER HAVING LIMIT OFFSET WINDOW FETCH FOR SET VALUES RETURNING UNION INTERSECT EXCEPT SELECT ON ;
    LOOP THEN""".split()  # noqa: SIM905
)


@dataclass(frozen=True)
class Names:
    """The relations and functions of a snapshot, as texts name them."""

    live: Snapshot
    claims: Claims

    @cached_property
    def relations(self) -> dict[tuple[str, ...], str]:
        return {one.path: one.identity for one in self.live.of(Relation)}

    @cached_property
    def functions(self) -> dict[tuple[str, ...], list[Function]]:
        """By qualified name: overloads together."""
        found: dict[tuple[str, ...], list[Function]] = {}
        for one in self.live.of(Function):
            found.setdefault(one.path, []).append(one)
        return found

    def relations_in(self, text: str, path: Iterable[str] = ()) -> dict[str, set[str]]:
        """Relations by identity, with the commands the text uses them for."""
        found: dict[str, set[str]] = {}
        for name, command in _relations(text):
            for candidate in _candidates(name, path):
                if identity := self.relations.get(candidate):
                    found.setdefault(identity, set()).add(command)
                    break
        return found

    def functions_in(self, text: str, path: Iterable[str] = ()) -> list[Function]:
        """Functions that people made and the text calls, every overload of each name."""
        found: dict[str, Function] = {}
        for name in _calls(text):
            for candidate in _candidates(name, path):
                if hits := self.functions.get(candidate):
                    found |= {one.identity: one for one in hits}
                    break
        return list(found.values())

    def unqualified(self, text: str) -> tuple[set[str], set[str]]:
        """Relations and functions that people made and the text names without a schema."""
        relations = {one.name for one in self.live.of(Relation)} & {
            name[0] for name, _ in _relations(text) if len(name) == 1
        }
        functions = {one.name for one in self.live.of(Function)} & {name[0] for name in _calls(text) if len(name) == 1}
        return relations, functions

    def text_of(self, function: Function) -> str:
        return function.body or function.sql_body

    def reached(self, text: str, path: Iterable[str] = ()) -> list[Function]:
        """The functions a text calls, those that these call, and so on."""
        found: dict[str, Function] = {}
        open_ = self.functions_in(text, path)
        while open_:
            one = open_.pop()
            if one.identity in found:
                continue
            found[one.identity] = one
            if one.language in ("sql", "plpgsql"):
                open_ += self.functions_in(self.text_of(one), path_of(one, self.claims))
        return [found[name] for name in sorted(found)]


@lru_cache(maxsize=4096)  # a thousand tables have one policy text, and several audits read it
def _relations(text: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    return tuple(_relations_of(_words(text)))


@lru_cache(maxsize=4096)
def _calls(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(_calls_of(_words(text)))


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[Token, ...]:
    try:
        return tuple(token for token in tokens(text) if token.kind is not Kind.SPACE)
    except Unsplittable:
        return ()


def _candidates(name: tuple[str, ...], path: Iterable[str]) -> Iterator[tuple[str, ...]]:
    if len(name) > 1:
        yield name[-2:]
    else:
        yield from ((schema, name[0]) for schema in path)


def _chain(words: Sequence[Token], at: int) -> tuple[tuple[str, ...], int]:
    """A dotted name from here, and the place after it."""
    if at >= len(words) or words[at].kind not in (Kind.WORD, Kind.NAME):
        return (), at
    end = at + 1
    while end + 1 < len(words) and words[end].text == "." and words[end + 1].kind in (Kind.WORD, Kind.NAME):
        end += 2
    return tuple(meaning(token) for token in words[at:end:2]), end


def _relations_of(words: Sequence[Token]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Names that stand where a table stands."""
    listing = [False]  # for each open bracket: whether a comma comes before another table
    for at, token in enumerate(words):
        word = token.text.upper() if token.kind is not Kind.NAME else ""
        before = words[at - 1].text.upper() if at else ""
        command = ""
        if word == "(":
            listing.append(before in ("FROM", "JOIN") or (listing[-1] and before == ","))
        elif word == ")" and len(listing) > 1:
            listing.pop()
        elif word in _ENDS:
            listing[-1] = False
        if word == "FROM":
            listing[-1] = before != "DISTINCT"
            command = "DELETE" if before == "DELETE" else "SELECT"
        elif word in ("JOIN", "USING") or (word == "," and listing[-1]):
            command = "SELECT"
        elif word == "INTO":
            command = {"INSERT": "INSERT", "MERGE": "UPDATE"}.get(before, "")
        elif word == "UPDATE" and before not in ("DO", "FOR", "KEY", "BEFORE", "AFTER", "OR"):
            command = "UPDATE"
        if not command:
            continue
        start = at + 1
        while start < len(words) and words[start].text.upper() in ("ONLY", "LATERAL", "("):
            start += 1
        name, end = _chain(words, start)
        if name and not (end < len(words) and words[end].text == "(" and command == "SELECT"):
            yield name, command


def _calls_of(words: Sequence[Token]) -> Iterator[tuple[str, ...]]:
    at = 0
    while at < len(words):
        name, end = _chain(words, at)
        if name and end < len(words) and words[end].text == "(":
            yield name
        at = max(end, at + 1)
