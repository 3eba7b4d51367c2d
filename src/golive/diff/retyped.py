"""Texts that differ only as PostgreSQL writes them over a column of another type: told once, with the column."""

import re
from collections.abc import Iterable, Sequence

from golive.diff.kinds.column import widens
from golive.diff.standing import names
from golive.model.catalog import CatalogObject, Column
from golive.sqltext.quoting import ident

_NAME = r'(?:"(?:[^"]|"")+"|[a-z_][\w$]*)'
_TYPE = rf"{_NAME}(?:\.{_NAME})?(?: varying| precision| with(?:out)? time zone)?(?:\(\d+(?:,-?\d+)?\))?(?:\[\])*"
_CONSTANT = rf"(?P<constant>'(?:[^']|'')*')::{_TYPE}|\((?P<number>-?\d+(?:\.\d+)?)\)::{_TYPE}"
_PATH = rf"(?:{_NAME}\.)*"
_COLUMN = (
    rf"\((?P<bound>{_PATH}(?P<inner>{_NAME}))\)::(?P<as>{_TYPE})|(?P<bare>{_PATH}(?P<own>{_NAME}))::(?P<to>{_TYPE})"
)
_CAST = re.compile(f"{_CONSTANT}|{_COLUMN}")
_LIST = re.compile(rf"\((ARRAY\[[^\[\]]*\])\)::{_TYPE}")
Types = dict[str, str]  # of a column, by its name


class Retyped:
    """Columns whose type changed, on every relation that shows them."""

    def __init__(self, changed: Iterable[tuple[Column, Column]]) -> None:
        self._changed: dict[str, tuple[Types, Types]] = {}
        for want, now in changed:
            before, after = self._changed.setdefault(want.relation or "", ({}, {}))
            before[ident(want.name)], after[ident(want.name)] = want.type, now.type

    def relations_in(self, text: str, but: str = "") -> list[str]:
        return [name for name in self._changed if name != but and names(text, [name])]

    def explains(self, want: CatalogObject, now: CatalogObject, fields: Iterable[str]) -> bool:
        """Whether all that differs are casts that such a column brings with it, and no condition is another."""
        return all(
            self._alike(want.relation or "", _texts(getattr(want, field)), _texts(getattr(now, field)))
            for field in fields
        )

    def _alike(self, relation: str, before: Sequence[str], after: Sequence[str]) -> bool:
        concerned = {relation, *self.relations_in(" ".join(before))}
        of = [types for name, types in self._changed.items() if name in concerned]
        wanted = {name: kind for types, _ in of for name, kind in types.items()}
        here = {name: kind for _, types in of for name, kind in types.items()}
        alike = sorted(_plain(each, wanted) for each in before) == sorted(_plain(each, here) for each in after)
        return alike and bool(before) and bool(of)


def _texts(value: object) -> Sequence[str]:
    """Of a field that may hold conditions; of no other."""
    return (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()


def _plain(text: str, types: Types) -> str:
    """Without casts of constants, and without those of a column that lose nothing of it."""

    def shorter(found: re.Match[str]) -> str:
        if kept := found["constant"] or found["number"]:
            return kept
        name, to = found["inner"] or found["own"], found["as"] or found["to"]
        return (found["bound"] or found["bare"]) if name in types and widens(types[name], to) else found[0]

    return " ".join(_LIST.sub(r"\1", _CAST.sub(shorter, text)).split())
