"""What stands in for an extension where it is not: statements that declare what a platform refers to of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_METHOD = re.compile(r"CREATE ACCESS METHOD (\S+) ")
_SCHEMA = re.compile(r"CREATE SCHEMA IF NOT EXISTS (?P<name>.+)")


@dataclass(frozen=True, slots=True)
class Stub:
    """One extension, and the statements that stand in for its members, in order."""

    name: str
    version: str
    schema: str
    statements: tuple[str, ...]

    @property
    def methods(self) -> frozenset[str]:
        """Access methods of its own."""
        return frozenset(found[1] for one in self.statements if (found := _METHOD.match(one)))

    @property
    def schemas(self) -> list[str]:
        return [found["name"].strip('"') for one in self.statements if (found := _SCHEMA.fullmatch(one))]

    def to_plain(self) -> dict[str, Any]:
        return {"version": self.version, "schema": self.schema, "statements": list(self.statements)}

    @classmethod
    def of_plain(cls, name: str, told: Any) -> "Stub | None":
        """None where it is of another form."""
        if not (isinstance(told, Mapping) and told.keys() == {"version", "schema", "statements"}):
            return None
        version, schema, statements = told["version"], told["schema"], told["statements"]
        if not (isinstance(statements, list) and all(isinstance(one, str) for one in (version, schema, *statements))):
            return None
        return cls(name, version, schema, tuple(statements))
