"""What tables and functions stand in and lean on: database, schemas, types, extensions, foreign data."""

from dataclasses import dataclass
from typing import ClassVar

from golive.model.catalog.base import CatalogObject, SchemaObject, kept, observed


@dataclass(frozen=True, slots=True)
class Database(CatalogObject):
    """The database itself; its name is not compared."""

    kind: ClassVar[str] = "database"
    code: ClassVar[str] = "DBS001"

    encoding: str
    collation: str = ""
    ctype: str = ""
    owner: str = ""
    grants: tuple[str, ...] = ()
    connection_limit: int = -1
    allows_connections: bool = True
    is_template: bool = False


@dataclass(frozen=True, slots=True)
class Schema(CatalogObject):
    """A schema."""

    kind: ClassVar[str] = "schema"
    code: ClassVar[str] = "SCH001"

    owner: str = ""
    grants: tuple[str, ...] = ()

    @property
    def schema(self) -> str | None:
        return self.path[0]


@dataclass(frozen=True, slots=True)
class Type(SchemaObject):
    """An enum (e), domain (d), composite (c), range (r) or base (b) type."""

    kind: ClassVar[str] = "type"
    code: ClassVar[str] = "TYP001"

    typtype: str
    owner: str = ""
    labels: tuple[str, ...] = ()  # of an enum, in order
    base: str = ""  # of a domain or range
    not_null: bool = False
    default: str = ""
    collation: str = ""
    constraints: tuple[str, ...] = ()  # of a domain: name definition
    attributes: tuple[str, ...] = ()  # of a composite: name type
    options: tuple[str, ...] = ()  # of a range
    grants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extension(CatalogObject):
    """An extension. Its members belong to it: told are a digest, and rights on them that it did not come with."""

    kind: ClassVar[str] = "extension"
    code: ClassVar[str] = "EXT001"

    version: str
    in_schema: str = ""
    owner: str = ""
    opened: tuple[str, ...] = ()  # kind of member, member: grants, at first grants
    made_of: tuple[str, ...] = ()  # by kind of member, how many or which, and a digest of them
    is_default_version: bool = kept(True)  # the one its server installs by itself

    @property
    def name(self) -> str:
        return self.path[0]


@dataclass(frozen=True, slots=True)
class Publication(CatalogObject):
    """A publication of logical replication."""

    kind: ClassVar[str] = "publication"
    code: ClassVar[str] = "PUB001"

    owner: str = ""
    all_tables: bool = False
    operations: tuple[str, ...] = ()
    via_root: bool = False
    tables: tuple[str, ...] = ()  # identity, columns, row filter
    schemas: tuple[str, ...] = ()
    generated_columns: str = "none"


@dataclass(frozen=True, slots=True)
class Subscription(CatalogObject):
    """A subscription; its connection is never read."""

    kind: ClassVar[str] = "subscription"
    code: ClassVar[str] = "SUB001"

    owner: str = ""
    enabled: bool = True
    slot: str = ""
    publications: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Foreign(CatalogObject):
    """A foreign server or foreign-data wrapper. Options whose name smells of a secret are hidden."""

    kind: ClassVar[str] = "foreign"
    code: ClassVar[str] = "FDW001"

    form: str  # SERVER, FOREIGN DATA WRAPPER
    owner: str = ""
    wrapper: str = ""  # of a server
    type: str = ""
    version: str = ""
    handler: str = ""  # of a wrapper
    validator: str = ""
    options: tuple[str, ...] = ()
    grants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UserMapping(CatalogObject):
    """That a role has a user mapping on a server; never its options."""

    kind: ClassVar[str] = "user_mapping"
    code: ClassVar[str] = "UMP001"

    role: str
    server: str

    @property
    def name(self) -> str:
        return self.identity


@dataclass(frozen=True, slots=True)
class PreparedTransaction(CatalogObject):
    """A prepared transaction left open in this database."""

    kind: ClassVar[str] = "prepared_transaction"
    code: ClassVar[str] = "PRP001"
    locked: ClassVar[bool] = False

    owner: str
    prepared: str = observed("")

    @property
    def name(self) -> str:
        return self.identity


@dataclass(frozen=True, slots=True)
class Comment(CatalogObject):
    """A comment on any object. Identity: kind of object and its identity."""

    kind: ClassVar[str] = "comment"
    code: ClassVar[str] = "COM001"

    on: str  # TABLE, COLUMN …, as COMMENT ON writes it
    object: str
    text: str
    in_schema: str = ""

    @property
    def schema(self) -> str | None:
        return self.in_schema or None

    @property
    def name(self) -> str:
        return self.identity


@dataclass(frozen=True, slots=True)
class OtherObject(CatalogObject):
    """A cast, operator, operator class or family, conversion, language, collation, text search object, transform
    or access method."""

    kind: ClassVar[str] = "other"
    code: ClassVar[str] = "OBJ001"

    form: str
    object: str
    in_schema: str = ""
    owner: str = ""
    definition: str = ""
    grants: tuple[str, ...] = ()

    @property
    def schema(self) -> str | None:
        return self.in_schema or None

    @property
    def name(self) -> str:
        return self.identity
