"""What [promotion] and [[compare]] claim of rows that travel between two databases, and of rows that travelled."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from golive.model.claim import Claim, Name, Qualified, Strict, Text
from golive.sqltext.names import parts

FAST = "fast: not numeric scale, not signed zero"


class Compare(Claim):
    """Tables whose rows are equal in the source and here; without --source-dsn it is not observed."""

    name: Name
    tables: Annotated[tuple[Qualified, ...], Field(min_length=1)]
    where: Text = "true"  # SQL over t: the rows that travel; the same on both sides
    key: dict[Qualified, tuple[Name, ...]] = Field(default_factory=dict)  # where it is not the primary key
    without: dict[Qualified, tuple[Name, ...]] = Field(default_factory=dict)  # columns that may differ
    fast: bool = False  # its tests then bear FAST in their names: that is what they may miss, and nothing else
    why: Text

    def __str__(self) -> str:
        return f"{self.name} ({FAST})" if self.fast else self.name

    @model_validator(mode="after")
    def _of_these(self) -> "Compare":
        if strange := sorted({*self.key, *self.without} - set(self.tables)):
            raise ValueError(f"key and without of its own tables ({strange[0]} is none)")
        return self


class Take(Strict):
    """Rows of one table that travel."""

    table: Qualified
    where: Text = (
        "true"  # SQL over t and tenant.id, on both sides; where t has no tenant column, it says whose they are
    )
    match: tuple[Name, ...] = ()  # by what a row is the same on both sides; else by its primary key
    ids: Literal["keep", "remap"] | None = None  # where it is not as for the others
    exists: Literal["update", "keep", "refuse"] = "update"  # a row that is here already
    others: Literal["finding", "remove", "own"] = "finding"  # a row of the tenant that only this side has
    own: tuple[Name, ...] = ()  # columns whose value stays this side's once the row is here
    set: dict[Name, Text] = Field(default_factory=dict)  # column: SQL over t, in the source, in place of its value
    without: tuple[Name, ...] = ()  # columns that stay behind

    @model_validator(mode="after")
    def _once(self) -> "Take":
        said = [*self.own, *self.set, *self.without]
        if twice := sorted({one for one in said if said.count(one) > 1}):
            raise ValueError(f"each column in one of own, set and without ({twice[0]} stands in two)")
        return self


class Leaving(Strict):
    """What becomes of a reference whose row is not taken."""

    of: Name  # schema.table.column of a foreign key, or the name of a [[reference]]
    decide: Literal["bring", "exists", "drop"]
    match: tuple[Name, ...] = ()  # with exists: by what the named row is the same on both sides; else by its key
    why: Text


class Switch(Strict):
    """Rows that act by themselves: active in one of the two databases."""

    table: Qualified
    column: Name  # boolean
    on: Literal["source", "target"]
    value: Text | None = None  # SQL over t, in the source: what it is here, where `on` is the target
    why: Text = "what runs in both environments is done twice, with real customers"


class Promotion(Claim):
    """One tenant's rows, brought from the database of --source-dsn."""

    tenant: Text  # its key in the source, as text
    ids: Literal["keep", "remap"] = "keep"  # remap: integer keys are moved to where this side has room
    public: tuple[Qualified, ...] = ()  # tables whose keys others have, in addresses: never another number
    foreign_keys: Literal["each", "after"] = "each"  # after: the rows are checked as sets, where rights allow
    triggers: Literal["fire", "off"] = "fire"
    touches: tuple[Qualified, ...] = ()  # tables that the triggers of the others write to
    stays: tuple[Qualified, ...] = ()  # tables of the tenant that stay behind
    take: Annotated[tuple[Take, ...], Field(min_length=1)]
    leaving: tuple[Leaving, ...] = ()
    switch: tuple[Switch, ...] = ()
    why: Text

    def __str__(self) -> str:
        return f"promotion of {self.tenant}"

    @model_validator(mode="after")
    def _consistent(self) -> "Promotion":
        taken = [one.table for one in self.take]
        if twice := sorted({name for name in taken if taken.count(name) > 1}):
            raise ValueError(f"every table once in take ({twice[0]} stands twice)")
        if both := sorted(set(taken) & set(self.stays)):
            raise ValueError(f"a table in take or in stays ({both[0]} is in both)")
        if strange := sorted({*self.public, *(one.table for one in self.switch)} - set(taken)):
            raise ValueError(f"public and switch of tables in take ({strange[0]} is none)")
        if self.foreign_keys == "after" and self.triggers == "fire":
            raise ValueError('triggers = "off" where foreign_keys is "after": what silences one silences the other')
        return self

    @property
    def compared(self) -> Compare:
        """What the proof compares, through the numbers that rows have here."""
        return Compare(name=str(self), tables=tuple(one.table for one in self.take), why=self.why)

    def renumbers(self, take: Take) -> bool:
        """Whether its rows may get other numbers here."""
        return (take.ids or self.ids) == "remap" and take.table not in self.public

    def switches(self, table: str) -> tuple[Switch, ...]:
        return tuple(one for one in self.switch if parts(one.table) == parts(table))
