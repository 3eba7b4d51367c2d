"""[[reference]]: values that name rows of a table and that no foreign key guards."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from golive.model.claim import Claim, Key, Name, Qualified, Text, says
from golive.model.claim_kind import kind
from golive.model.json_paths import JsonPath, name_of
from golive.model.questions import Question

REFERENCE = Question("reference")


@kind("reference", answers="REF", by="golive.observe.json_references")
class Reference(Claim):
    """Values that name rows of a table: a column, an array, or places in JSON documents at any depth."""

    name: Annotated[Name, says("what the certificate calls it", "the integration of a workflow's step")]
    table: Annotated[Qualified, says("the table with the values", "public.workflows")]
    column: Annotated[Name, says("the column with them", "definition")]
    key: Annotated[Key, says("the columns that name a row in a finding", ["id"])] = ("id",)
    path: Annotated[JsonPath | None, says("where they stand in a column of JSON", "$.**.config.integrationId")] = None
    array: Annotated[bool, says("whether the column is an array", True)] = False
    where: Annotated[
        Text,
        says("SQL over t: which rows; for one of several tables that a type column chooses between", "t.kind = 'step'"),
    ] = "true"
    type: Annotated[
        Literal["integer", "text", "uuid", "text of integer"] | None, says("how the value is stored", "integer")
    ] = None
    to: Annotated[Qualified, says("the table whose rows are named", "public.integrations")]
    equals: Annotated[Text, says("SQL over r, the row that is named: what the value equals", "r.id")] = "r.id"
    tenant: Annotated[Name | None, says("the column with the tenant: both rows belong to the same", "tenant_id")] = None
    to_tenant: Annotated[Name | None, says("what that column is called in the other table", "owner_id")] = None
    shared: Annotated[
        bool | Text,
        says("true: rows without a tenant may be named by all; or SQL over r: these may", "r.is_template"),
    ] = False
    fit: Annotated[Text | None, says("SQL over r: what the named row must be", "r.is_enabled")] = None
    templates: Annotated[bool, says("whether a text with {{…}} is filled in later, and is none", True)] = False
    at_least: Annotated[
        int,
        Field(ge=0),
        says("how many are found at least: with fewer a key was renamed, and nothing was looked at", 1),
    ] = 1
    each: Annotated[bool, says("whether every row of `where` has one", True)] = False
    held_by: Annotated[
        dict[Name, tuple[Text, ...]] | None,
        says(
            "in JSON: each object in which this key has one of these values has one", {"type": ["integration_action"]}
        ),
    ] = None
    nullable: Annotated[bool, says("whether JSON null stands for none", True)] = False
    covers: Annotated[Text | None, says("SQL over r: rows that must be named by one", "r.is_active")] = None
    why: Annotated[Text, says("who is harmed by one that leads nowhere", "the step fails when it is due")]

    @model_validator(mode="after")
    def _one_place(self) -> "Reference":
        if self.array and self.path:
            raise ValueError("either array or path")
        if self.held_by is not None and (not name_of(self.path or "") or len(self.held_by) != 1):
            raise ValueError("held_by has one key, beside a path that ends with a name")
        if self.shared and not self.tenant:
            raise ValueError("tenant where shared is true")
        return self
