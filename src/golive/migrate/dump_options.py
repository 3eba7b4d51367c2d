"""What a dump names and no server takes: options of columns that some versions keep there for themselves."""

import re
from collections.abc import Iterable, Iterator

_OPTIONS = re.compile(
    rb"(ALTER TABLE (?:ONLY )?(?P<table>\S.*) ALTER COLUMN (?P<column>\S.*) SET \()(?P<options>.*)\);"
)
_TAKEN = (b"n_distinct", b"n_distinct_inherited")  # all that ALTER COLUMN … SET knows


def carried(script: Iterable[bytes], left_out: list[str]) -> Iterator[bytes]:
    """The lines of a script of definitions; what had to go is added to `left_out`, by name."""
    for line in script:
        found = _OPTIONS.fullmatch(line.rstrip(b"\r\n"))
        options = found["options"].split(b", ") if found else []
        own = [one for one in options if one.partition(b"=")[0] not in _TAKEN]
        if found is None or not own:
            yield line
            continue
        told = b", ".join(own).decode("utf-8", "replace")
        column = b".".join((found["table"], found["column"])).decode("utf-8", "replace")
        left_out.append(f"{told} of column {column} is the server's own, and no dump carries it over")
        if kept := [one for one in options if one not in own]:
            yield found[1] + b", ".join(kept) + b");\n"
