"""Constraints: gone, unchecked, wider, or of another action."""

import re
from collections.abc import Iterator

from golive.model.catalog import Constraint
from golive.model.claims import Claims
from golive.model.snapshot import Snapshot
from golive.prove.defect import Defect, altered, dropped
from golive.prove.ways import way
from golive.sqltext.quoting import ident

_ACTION = re.compile(r" ON DELETE (?:CASCADE|SET NULL|SET DEFAULT|RESTRICT)")
_LITERAL = re.compile(r"'[^']+'::text")


@way
def constraints(live: Snapshot, claims: Claims) -> Iterator[Defect]:
    for one in live.of(Constraint):
        if one.type == "n" or one.parent:
            continue
        yield from dropped(one, live)
        if one.type in "cf" and one.validated:
            yield from altered(one, live, "does not hold for rows that are there", validated=False)
        if one.type in "fup" and not one.deferrable:
            text = f"{one.definition} DEFERRABLE INITIALLY DEFERRED"
            yield from altered(one, live, "is checked at the end only", definition=text)
        if one.type == "f":
            yield from _foreign_key(one, live)
        if one.type == "c":
            yield from _check(one, live)


def _foreign_key(one: Constraint, live: Snapshot) -> Iterator[Defect]:
    said = _ACTION.search(one.definition)
    if said:
        text = one.definition.replace(said[0], "")
        yield from altered(one, live, f"has lost{said[0]}", definition=text)
    else:
        text = f"{one.definition} ON DELETE CASCADE"
        yield from altered(one, live, "takes rows away with those they refer to", definition=text)
    head = f"ALTER TABLE {one.relation} DISABLE TRIGGER ALL;"
    yield Defect("constraint", one.identity, "is not checked, its triggers are off", head)


def _check(one: Constraint, live: Snapshot) -> Iterator[Defect]:
    inner = one.definition.removeprefix("CHECK (").removesuffix(")")
    yield from altered(one, live, "accepts everything", definition=f"CHECK (({inner}) OR true)")
    column = ident(one.columns[0]) if one.columns else ""
    if column:
        text = f"CHECK (({inner}) OR {column} IS NULL)"
        yield from altered(one, live, "accepts whatever stands beside a NULL", definition=text)
    listed = _LITERAL.findall(one.definition)
    if len(listed) > 1:
        more = one.definition.replace(listed[-1], f"{listed[-1]}, 'golive-unheard-of'::text", 1)
        if "ARRAY[" in more:
            yield from altered(one, live, "accepts a value more", definition=more)
