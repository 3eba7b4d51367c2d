"""The first lines of deploy.sql are fields that the runner reads and a reader trusts; so are those of a request."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from golive.model.errors import WrongUse, did_you_mean


@dataclass(frozen=True, slots=True)
class Header:
    """The fixed fields at the top of a file, each with its line."""

    fields: dict[str, str]
    lines: dict[str, int]
    place: str


REQUIRED = ("Why", "Phase", "Locks", "Requires", "Transaction")
FIELDS = (*REQUIRED, "Migration", "Lock-Timeout", "Statement-Timeout", "Residue", "Loses", "Allows", "Batch", "Rows")
_FIELD = re.compile(r"--\s?([A-Za-z][A-Za-z-]*):(?:\s+(.*?))?\s*$")
_MORE = re.compile(r"--\s{2,}(\S.*?)\s*$")
_DURATION = re.compile(r"([1-9][0-9]{0,6})(ms|s|min)")
_UNIT = {"ms": 1, "s": 1_000, "min": 60_000}


def read_header(text: str, place: str, known: Sequence[str] = FIELDS, required: Sequence[str] = REQUIRED) -> Header:
    """The leading comment lines of a file; an unknown, empty, doubled or missing field is wrong use."""
    fields: dict[str, str] = {}
    lines: dict[str, int] = {}
    last = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if last and (more := _MORE.fullmatch(line)):
            fields[last] = f"{fields[last]} {more[1]}".strip()
            continue
        field = _FIELD.fullmatch(line)
        if field is None:
            break
        last = field[1]
        if last not in known:
            raise WrongUse(
                f"{place}:{number}",
                f"unknown header field {last!r}{did_you_mean(last, known)}",
                "fields are " + ", ".join(known),
            )
        if last in fields:
            raise WrongUse(f"{place}:{number}", f"header field {last!r} stands there twice", "say it once")
        fields[last], lines[last] = field[2] or "", number
    for name in required:
        if name not in fields:
            raise WrongUse(f"{place}:1", f"header field {name!r} is missing", f"begin with '-- {name}: …'")
    for name, value in fields.items():
        if not value:
            raise WrongUse(f"{place}:{lines[name]}", f"header field {name!r} is empty", "say it")
    return Header(fields, lines, place)


def choice(header: Header, field: str, allowed: tuple[str, ...]) -> str:
    value = header.fields[field]
    if value not in allowed:
        raise WrongUse(
            f"{header.place}:{header.lines[field]}",
            f"{field} is {value!r}{did_you_mean(value, allowed)}",
            "allowed: " + ", ".join(allowed),
        )
    return value


def milliseconds(header: Header, field: str, default: int) -> int:
    value = header.fields.get(field)
    if value is None:
        return default
    found = _DURATION.fullmatch(value)
    if found is None:
        place = f"{header.place}:{header.lines[field]}"
        raise WrongUse(place, f"{field} is {value!r}", "the form is 200ms, 60s or 5min")
    return int(found[1]) * _UNIT[found[2]]
