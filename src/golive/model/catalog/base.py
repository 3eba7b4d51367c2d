"""What every kind of catalog object has in common: an identity, and fields that are compared or only observed."""

from dataclasses import Field, dataclass, field, fields
from functools import cache
from typing import Any, ClassVar, cast

from golive.sqltext.names import parts


def observed(default: Any) -> Any:
    """A field that tells about the moment of looking: never locked, never compared."""
    return field(default=default, metadata={"observed": True})


def kept(default: Any) -> Any:
    """A field that is locked, so that the object can be made again, but not compared."""
    return field(default=default, metadata={"kept": True})


@dataclass(frozen=True, slots=True)
class CatalogObject:
    """One object of the catalog. Its identity is its name as SQL writes it, schema-qualified and quoted."""

    kind: ClassVar[str]
    code: ClassVar[str]
    locked: ClassVar[bool] = True  # False: learned by no lock, so that any one found is unexpected

    identity: str

    @property
    def path(self) -> tuple[str, ...]:
        """The parts of the identity, unquoted."""
        return parts(self.identity)

    @property
    def schema(self) -> str | None:
        """The schema it stands in, unquoted; None for what belongs to no schema."""
        return None

    @property
    def name(self) -> str:
        """Its own name, unquoted."""
        return self.path[-1]

    @property
    def relation(self) -> str | None:
        """The identity of the relation it hangs on; None for what stands by itself."""
        return None


@dataclass(frozen=True, slots=True)
class SchemaObject(CatalogObject):
    """An object that stands in a schema: schema.name."""

    @property
    def schema(self) -> str | None:
        return self.path[0]


@dataclass(frozen=True, slots=True)
class RelationObject(SchemaObject):
    """An object that hangs on a relation and is named after it: schema.relation.name."""

    @property
    def name(self) -> str:
        return self.path[-1] if '"' in self.identity else self.identity.rpartition(".")[2]

    @property
    def relation(self) -> str | None:
        if '"' not in self.identity:
            return self.identity.rpartition(".")[0]
        return self.identity[: -len(_last_part(self.identity)) - 1]


def _last_part(identity: str) -> str:
    if not identity.endswith('"'):
        return identity.rpartition(".")[2]
    start = len(identity) - 2
    while identity[start] != '"' or identity[start - 1] == '"':
        start -= 2 if identity[start] == '"' else 1
    return identity[start:]


def locked_fields(kind: type[CatalogObject]) -> tuple[Field[Any], ...]:
    """The fields that a lock holds, identity first."""
    return _fields(cast(Any, kind), "observed")


def compared_fields(kind: type[CatalogObject]) -> tuple[Field[Any], ...]:
    """The fields in which an object may not differ from the lock, identity first."""
    return _fields(cast(Any, kind), "observed", "kept")


@cache  # asked once for each of tens of thousands of objects
def _fields(kind: Any, *without: str) -> tuple[Field[Any], ...]:
    return tuple(entry for entry in fields(kind) if not any(entry.metadata.get(mark) for mark in without))


def tuple_positions(kind: type[CatalogObject]) -> tuple[int, ...]:
    """Where in the row of its query the kind has lists."""
    return tuple(n for n, entry in enumerate(fields(kind)) if "tuple" in str(entry.type))
