"""Schemas and roles of vendors: known by their names, where what stands in them bears a mark of theirs."""

import fnmatch
from collections.abc import Iterator
from dataclasses import dataclass

from golive.model.catalog import Function, Relation, Role, Schema
from golive.model.migration_tools import MIGRATION_TOOLS
from golive.model.snapshot import Snapshot
from golive.model.vendors import matches, vendors


@dataclass(frozen=True, slots=True)
class Theirs:
    """A schema or a role, whose it is, and what says so."""

    owner: str
    evidence: str
    schema: str = ""
    role: str = ""


def theirs(live: Snapshot) -> Iterator[Theirs]:
    there: dict[str, set[str]] = {one.name: set() for one in live.of(Schema)}
    for kind in (Relation, Function):
        for one in live.of(kind):
            there.setdefault(one.schema or "", set()).add(one.name)
    roles = {one.name for one in live.of(Role)}
    for vendor in vendors():
        for pattern, marks in vendor.schemas.items():
            for schema in fnmatch.filter(sorted(there), pattern):
                found = [one for one in marks if one in there[schema]]
                if found or not marks:
                    said = f"{schema}.{found[0]} stands in it" if found else "it is called as theirs"
                    yield Theirs(vendor.name, said, schema=schema)
        for role in sorted(roles):
            if matches(role, vendor.roles):
                yield Theirs(vendor.name, "it is called as theirs", role=role)


def schemas_of_others(live: Snapshot) -> frozenset[str]:
    histories = {tool.schema_ for tool in MIGRATION_TOOLS.values() if tool.there}
    return frozenset(one.schema for one in theirs(live) if one.schema) | histories
