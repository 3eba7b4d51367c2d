"""[promotion]: one tenant's rows, brought from another database."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from golive.model.claim import Claim, Name, Qualified, Strict, Text, says
from golive.model.claim_kind import Times, kind
from golive.model.claims.compare import Compare
from golive.model.questions import Question
from golive.sqltext.names import parts

PROMOTION = Question("promotion")


class Take(Strict):
    """Rows of one table that travel."""

    table: Annotated[Qualified, says("the table", "public.orders")]
    where: Annotated[
        Text,
        says(
            "SQL over t and tenant.id, on both sides; where t has no tenant column, it says whose rows they are",
            "t.status <> 'draft'",
        ),
    ] = "true"
    match: Annotated[
        tuple[Name, ...], says("by what a row is the same on both sides; else by its primary key", ["number"])
    ] = ()
    ids: Annotated[
        Literal["keep", "remap"] | None, says("what becomes of its keys, where it is not as for the others", "remap")
    ] = None
    exists: Annotated[
        Literal["update", "keep", "refuse"], says("what becomes of a row that is here already", "keep")
    ] = "update"
    others: Annotated[
        Literal["finding", "remove", "own"], says("what a row of the tenant is that only this side has", "own")
    ] = "finding"
    own: Annotated[
        tuple[Name, ...], says("columns whose value stays this side's once the row is here", ["is_enabled"])
    ] = ()
    set: Annotated[
        dict[Name, Text],
        says("column: SQL over t, in the source, in place of its value", {"base_url": "'https://shop.example.com'"}),
    ] = Field(default_factory=dict)
    without: Annotated[tuple[Name, ...], says("columns that stay behind", ["last_run_at"])] = ()

    @model_validator(mode="after")
    def _once(self) -> "Take":
        said = [*self.own, *self.set, *self.without]
        if twice := sorted({one for one in said if said.count(one) > 1}):
            raise ValueError(f"each column in one of own, set and without ({twice[0]} stands in two)")
        return self


class Leaving(Strict):
    """What becomes of a reference whose row is not taken."""

    of: Annotated[
        Name, says("schema.table.column of a foreign key, or the name of a [[reference]]", "public.orders.user_id")
    ]
    decide: Annotated[
        Literal["bring", "exists", "drop"], says("bring the row, find it here, or leave the reference out", "exists")
    ]
    match: Annotated[
        tuple[Name, ...],
        says("with exists: by what the named row is the same on both sides; else by its key", ["email"]),
    ] = ()
    why: Annotated[Text, says("why it is so", "accounts are made by hand before the go-live")]


class Switch(Strict):
    """Rows that act by themselves: active in one of the two databases."""

    table: Annotated[Qualified, says("the table", "public.schedules")]
    column: Annotated[Name, says("its boolean column that makes a row act", "is_enabled")]
    on: Annotated[Literal["source", "target"], says("in which of the two it acts", "target")]
    value: Annotated[
        Text | None, says("SQL over t, in the source: what it is here, where `on` is the target", "t.is_enabled")
    ] = None
    why: Annotated[Text, says("what happens where both act", "customers get every reminder twice")] = (
        "what runs in both environments is done twice, with real customers"
    )


@kind("promotion", Times.OPTIONAL, answers="PRM", by="golive.promote.observed")
class Promotion(Claim):
    """One tenant's rows, brought from the database of --source-dsn."""

    tenant: Annotated[Text, says("its key in the source, as text", "7")]
    ids: Annotated[
        Literal["keep", "remap"], says("remap: integer keys are moved to where this side has room", "remap")
    ] = "keep"
    public: Annotated[
        tuple[Qualified, ...],
        says("tables whose keys others have, in addresses: never another number", ["public.invoices"]),
    ] = ()
    foreign_keys: Annotated[
        Literal["each", "after"], says("after: the rows are checked as sets, where rights allow", "after")
    ] = "each"
    triggers: Annotated[Literal["fire", "off"], says("whether triggers fire while rows are written", "off")] = "fire"
    touches: Annotated[
        tuple[Qualified, ...], says("tables that the triggers of the others write to", ["public.audit_log"])
    ] = ()
    stays: Annotated[tuple[Qualified, ...], says("tables of the tenant that stay behind", ["public.sessions"])] = ()
    take: Annotated[
        tuple[Take, ...], Field(min_length=1), says("the tables whose rows travel", [{"table": "public.orders"}])
    ]
    leaving: Annotated[
        tuple[Leaving, ...],
        says(
            "what becomes of references to rows that are not taken",
            [
                {
                    "of": "public.orders.user_id",
                    "decide": "exists",
                    "match": ["email"],
                    "why": "made by hand",
                }
            ],
        ),
    ] = ()
    switch: Annotated[
        tuple[Switch, ...],
        says(
            "rows that act by themselves, in one of the two databases",
            [{"table": "public.schedules", "column": "is_enabled", "on": "target"}],
        ),
    ] = ()
    why: Annotated[Text, says("why it is brought", "the pilot customer goes live with what it has set up")]

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
