"""Relations and what hangs on them: columns, constraints, indexes, statistics, rules; and sequences."""

from dataclasses import dataclass
from typing import ClassVar

from golive.model.catalog.base import CatalogObject, RelationObject, SchemaObject, kept, observed


@dataclass(frozen=True, slots=True)
class Relation(SchemaObject):
    """A table (r), partitioned table (p), view (v), materialised view (m) or foreign table (f)."""

    kind: ClassVar[str] = "relation"
    code: ClassVar[str] = "TBL001"

    relkind: str
    persistence: str = "p"  # p permanent, u unlogged
    owner: str = ""
    row_security: bool = False
    forced: bool = False
    grants: tuple[str, ...] = ()
    definition: str = ""  # of a view
    options: tuple[str, ...] = ()
    partition_key: str = ""
    partition_bound: str = ""
    parents: tuple[str, ...] = ()  # identities: the partitioned table, or the tables it inherits from
    replica_identity: str = "default"  # default, full, nothing, or the name of an index
    populated: bool = True
    access_method: str = ""
    tablespace: str = ""
    of_type: str = ""
    server: str = ""  # of a foreign table
    foreign_options: tuple[str, ...] = ()
    rows: float = observed(-1.0)  # the planner's estimate; -1: never analysed
    bytes: int = observed(0)

    @property
    def is_table(self) -> bool:
        return self.relkind in "rp"

    @property
    def is_partition(self) -> bool:
        return self.partition_bound != ""


@dataclass(frozen=True, slots=True)
class Column(RelationObject):
    """A column of any relation. Its place in the order is not compared."""

    kind: ClassVar[str] = "column"
    code: ClassVar[str] = "COL001"

    type: str
    not_null: bool = False
    default: str = ""
    as_identity: str = ""  # a always, d by default
    generated: str = ""  # s stored, v virtual
    expression: str = ""  # what it is generated from
    collation: str = ""  # where it is not the type's own
    storage: str = ""  # where it is not the type's own
    compression: str = ""
    grants: tuple[str, ...] = ()
    foreign_options: tuple[str, ...] = ()
    position: int = kept(0)


@dataclass(frozen=True, slots=True)
class Constraint(RelationObject):
    """A check (c), foreign key (f), primary key (p), unique (u) or exclusion (x) constraint."""

    kind: ClassVar[str] = "constraint"
    code: ClassVar[str] = "CON001"

    type: str
    definition: str
    validated: bool = True
    enforced: bool = True
    deferrable: bool = False
    deferred: bool = False
    no_inherit: bool = False
    columns: tuple[str, ...] = ()
    referenced: str = ""  # identity of the referenced table
    referenced_columns: tuple[str, ...] = ()
    parent: str = ""  # identity of the partitioned table's constraint it is a part of
    triggers_enabled: str = ""  # of a foreign key: O where all its triggers fire for ordinary sessions
    index: str = observed("")  # identity of the index that backs or serves it


@dataclass(frozen=True, slots=True)
class Index(SchemaObject):
    """An index, of partitions too."""

    kind: ClassVar[str] = "index"
    code: ClassVar[str] = "IDX001"

    table: str  # identity of the relation
    definition: str
    access_method: str = "btree"
    columns: tuple[str, ...] = ()  # keys in order; an expression as it was written
    included: tuple[str, ...] = ()
    predicate: str = ""
    unique: bool = False
    primary: bool = False
    exclusion: bool = False
    immediate: bool = True
    nulls_not_distinct: bool = False
    valid: bool = True
    ready: bool = True
    live: bool = True
    clustered: bool = kept(False)  # the mark that CLUSTER leaves
    parent: str = ""
    constraint: str = ""  # identity of the constraint it backs
    tablespace: str = ""
    replica_identity: bool = observed(False)  # its table says so

    @property
    def relation(self) -> str | None:
        return self.table


@dataclass(frozen=True, slots=True)
class Statistics(SchemaObject):
    """Extended statistics on a table."""

    kind: ClassVar[str] = "statistics"
    code: ClassVar[str] = "STA001"

    table: str
    definition: str
    owner: str = ""

    @property
    def relation(self) -> str | None:
        return self.table


@dataclass(frozen=True, slots=True)
class Rule(RelationObject):
    """A rewrite rule other than the one that makes a view."""

    kind: ClassVar[str] = "rule"
    code: ClassVar[str] = "RUL001"

    event: str
    definition: str
    instead: bool = False
    enabled: str = "O"


@dataclass(frozen=True, slots=True)
class Sequence(SchemaObject):
    """A sequence, with the column that owns it."""

    kind: ClassVar[str] = "sequence"
    code: ClassVar[str] = "SEQ001"

    data_type: str
    start: int
    minimum: int
    maximum: int
    increment: int = 1
    cycles: bool = False
    cache: int = 1
    owner: str = ""
    owned_by: str = ""  # identity of the column
    of_identity: bool = False
    persistence: str = "p"
    grants: tuple[str, ...] = ()
    last_value: int | None = observed(None)  # None: never used, or no right to look
    readable: bool = observed(True)

    @property
    def relation(self) -> str | None:
        return self.owned_by.rpartition(".")[0] or None if '"' not in self.owned_by else _relation_of(self.owned_by)


def _relation_of(column: str) -> str | None:
    return Column(identity=column, type="").relation


@dataclass(frozen=True, slots=True)
class LargeObjects(CatalogObject):
    """The large objects of one owner with one set of rights."""

    kind: ClassVar[str] = "large_objects"
    code: ClassVar[str] = "LOB001"

    owner: str
    grants: tuple[str, ...] = ()
    count: int = observed(0)

    @property
    def name(self) -> str:
        return self.identity
