"""Values that a column may take, as SQL of its own type; what its checks compare it with comes first."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from random import Random

from rstr import Rstr

from golive.model.catalog import Column, Type

MARK = "golive"  # in every text that is made here, so that it is known again in an error
_LITERAL = re.compile(r"'((?:[^']|'')*)'(?:::[\w. \"]+(?:\[\])?)?")
_PATTERN = re.compile(r"~\*? '((?:[^']|'')*)'")
_NUMBER = re.compile(r"(?<![\w.'])-?\d+(?:\.\d+)?(?![\w.'])")
_SIZE = re.compile(r"\((\d+)\)")
_WHOLE = {"smallint": 32_000, "integer": 2_000_000_000, "bigint": 9 * 10**18, "oid": 4 * 10**9}
_NUMERIC = ("numeric", "real", "double precision", "money")
_TEXTS = ("text", "character varying", "character", "citext", "name", '"char"', "bpchar")
_OF_TYPES = {
    "boolean": ("true", "false"),
    "json": ("{}", "[]", '""', "0"),
    "jsonb": ("{}", "[]", '""', "0"),
    "bytea": ("\\x00", "\\x"),
    "interval": ("1 hour", "1 day", "0"),
    "time without time zone": ("09:00", "17:00"),
    "time with time zone": ("09:00+00", "17:00+00"),
    "inet": ("192.0.2.1", "192.0.2.2"),
    "cidr": ("192.0.2.0/24", "198.51.100.0/24"),
    "macaddr": ("02:00:00:00:00:01", "02:00:00:00:00:02"),
    "xml": ("<a/>",),
    "tsvector": ("a",),
    "tsquery": ("a",),
    "point": ("(0,0)", "(1,1)"),
    "bit": ("0", "1"),
    "bit varying": ("0", "1"),
    "hstore": ("",),
    "ltree": ("a", "b"),
    "pg_lsn": ("0/0",),
    "int4range": ("[1,2)", "[3,4)"),
    "int8range": ("[1,2)", "[3,4)"),
    "numrange": ("[1,2)", "[3,4)"),
    "daterange": ("[2030-01-01,2030-01-02)", "[2030-02-01,2030-02-02)"),
    "tsrange": ("[2030-01-01,2030-01-02)", "[2030-02-01,2030-02-02)"),
    "tstzrange": ("[2030-01-01 00:00+00,2030-01-02 00:00+00)", "[2030-02-01 00:00+00,2030-02-02 00:00+00)"),
}
_SHAPES = (
    "{mark} {n}", "{mark}-{n}", "{mark}_{n}", "{mark}{n}", "{mark}{n}@example.org", "https://example.org/{mark}/{n}",
    "#00{n:04x}", "+1555{n:07d}", "{n}", "{MARK}{n}", "{n:06d}", "{hex}", "{{}}", "0 9 * * *", "UTC", "en",
    "USD", "A", "",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Values:
    """For the columns of a database with these types."""

    types: Mapping[str, Type]

    def of(self, column: Column, checks: tuple[str, ...], n: int) -> tuple[str, ...]:
        """Texts, best first and each once; n makes them differ from those of other rows."""
        told = [*_shaped(checks, n)]
        told += [found[1].replace("''", "'") for text in checks for found in _LITERAL.finditer(text)]
        numbers = [float(found[0]) for text in checks for found in _NUMBER.finditer(_LITERAL.sub("", text))]
        numbers += [float(one) for one in told if _NUMBER.fullmatch(one)]
        found = [*self._typed(column.type, n, told, numbers)]
        return tuple(dict.fromkeys(found))

    def of_type(self, type_: str, n: int) -> tuple[str, ...]:
        return tuple(self._typed(type_, n, [], []))

    def _typed(self, type_: str, n: int, told: list[str], numbers: list[float]) -> Iterator[str]:
        if type_.endswith("[]"):
            inner = [*self._typed(type_[:-2], n, told, numbers)][:6]
            yield from ("{" + _quoted(one) + "}" for one in inner)
            yield "{}"
            return
        base, size = _SIZE.sub("", type_).strip(), _SIZE.search(type_)
        if own := self.types.get(type_):
            yield from self._own(own, n, told)
        elif base in _TEXTS or base.rpartition(".")[2] in _TEXTS:
            limit = int(size[1]) if size else 1 if base in ("character", '"char"') else 0
            yield from (one[:limit] if limit else one for one in (*told, *_texts(n)))
        elif base in _WHOLE:
            yield from (str(int(one)) for one in _near(numbers, n, 1) if abs(one) <= _WHOLE[base])
        elif base.startswith(_NUMERIC):
            yield from (f"{one:g}" for one in _near(numbers, n, 0.5))
        elif base == "uuid":
            yield from told
            yield sha256(f"{MARK}{n}".encode()).hexdigest()[:32]
        elif base.startswith(("timestamp", "date")):
            yield from told
            day = 1 + n % 27
            yield from (f"20{year}-01-{day:02d}" for year in (30, 20, 40, 25))
        else:
            known = _OF_TYPES.get(base.rpartition(".")[2], _OF_TYPES.get(base, ()))
            yield from (*told, *(known[n % len(known) :] + known[: n % len(known)] if known else [*_texts(n)][:2]))

    def _own(self, own: Type, n: int, told: list[str]) -> Iterator[str]:
        match own.typtype:
            case "e":
                turn = n % max(len(own.labels), 1)
                yield from (*(one for one in told if one in own.labels), *own.labels[turn:], *own.labels[:turn])
            case "d":
                text = " ".join(own.constraints)
                inner = Column(identity="a.b.c", type=own.base)
                yield from Values(self.types).of(inner, (text, *map(_constant, told)), n)
            case "c":
                yield "(" + "," * (len(own.attributes) - 1) + ")"
            case "r":
                yield "empty"


def _shaped(checks: tuple[str, ...], n: int) -> Iterator[str]:
    """Texts that the patterns of checks match; the server has the last word on them."""
    making = Rstr(Random(n))  # invented values, the same in each run
    for text in checks:
        for found in _PATTERN.finditer(text):
            with suppress(Exception):  # a pattern of PostgreSQL's that is none of Python's
                yield making.xeger(found[1].replace("''", "'"))


def _near(numbers: list[float], n: int, step: float) -> Iterator[float]:
    """What is compared with, beside it and between; then numbers that tell rows apart."""
    ordered = sorted(set(numbers))
    yield from ((low + high) / 2 for low, high in pairwise(ordered))
    yield from (one + step for one in ordered)
    yield from ordered
    yield from (one - step for one in ordered)
    yield from (n, 1, 0, 10, 100, 2030)


def _texts(n: int) -> Iterator[str]:
    spelled = sha256(f"{MARK}{n}".encode()).hexdigest()
    for shape in _SHAPES:
        yield shape.format(mark=MARK, MARK=MARK.upper(), n=n, hex=spelled)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _constant(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
