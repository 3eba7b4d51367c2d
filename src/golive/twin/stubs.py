"""What an extension provides that is not here is stood in for, from the catalog's own signatures.

Values of its types are text that nobody reads, equal where the text is; whatever else is called refuses. What touches
that says nothing of the target.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg

from golive.model.stub import Stub
from golive.model.target import Dsn
from golive.observe.session import connect
from golive.sql import fill
from golive.twin.signatures import read_parts, stubs_of

REFUSED = "GS001"  # the SQLSTATE of a stand-in
_INDEX = re.compile(rb"(CREATE (?:UNIQUE )?INDEX .+ USING (?P<method>\S+) \(.+\)) WITH \([^()]*\)(.*;\s*)")


@dataclass(slots=True)
class Standing:
    """What stands in, and what could not be stood in for."""

    names: list[str] = field(default_factory=list)
    methods: set[str] = field(default_factory=set)
    schemas: set[str] = field(default_factory=set)
    left_out: list[str] = field(default_factory=list)


def read_stubs(connection: psycopg.Connection[Any]) -> tuple[Stub, ...]:
    """Of every extension of a target, which is only read."""
    return stubs_of(read_parts(connection))


def stood_in(dsn: Dsn, owner: str, stubs: Sequence[Stub]) -> Standing:
    """In a twin that has nothing yet: what is there afterwards is theirs, and belongs to an extension of that name."""
    standing = Standing()
    with connect(dsn, autocommit=True) as builder:
        builder.execute(fill("twin/builder.sql"))
        builder.execute("SET allow_system_table_mods = on")  # no file of the extension is here to make it from
        for stub in stubs:
            for statement in stub.statements:
                try:
                    builder.execute(statement.encode())
                except psycopg.Error as error:
                    first = statement.splitlines()[0][:120]
                    standing.left_out.append(f"{first}: {error.diag.message_primary} (extension {stub.name})")
            values = {"name": stub.name, "owner": owner, "schema": stub.schema, "version": stub.version}
            own = [one for one in stub.schemas if one != stub.schema]
            builder.execute(fill("twin/standing_in.sql", **values, schemas=own))
            standing.names.append(stub.name)
            standing.methods |= stub.methods
            standing.schemas |= {*stub.schemas}
    return standing


def laid_asleep(dsn: Dsn, names: Sequence[str]) -> None:
    """What sorts rows into an index of theirs is not here: the index stays empty, and its table takes rows."""
    with connect(dsn, autocommit=True) as builder:
        builder.execute(fill("twin/builder.sql"))
        builder.execute(fill("twin/asleep.sql", names=list(names)))


def touched(dsn: Dsn, names: Sequence[str]) -> frozenset[str]:
    """The relations and functions that depend on what stands in."""
    if not names:
        return frozenset()
    with connect(dsn, autocommit=True) as builder:
        builder.execute(fill("twin/builder.sql"))
        return frozenset(row[0] for row in builder.execute(fill("twin/touching.sql", names=list(names))).fetchall())


def without_options(script: Iterable[bytes], methods: Iterable[str]) -> Iterator[bytes]:
    """A method that stands in knows no options of its indexes."""
    known = {one.encode() for one in methods}
    for line in script:
        found = _INDEX.fullmatch(line)
        yield found[1] + found[3] if found and found["method"] in known else line
