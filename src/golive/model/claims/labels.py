"""[[labels]]: names inside a document that are told apart."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from golive.model.claim import Found, Key, Name, Qualified, Text, says
from golive.model.claim_kind import kind
from golive.model.json_paths import JsonPath
from golive.model.questions import Question

LABELS = Question("labels")


def _one_or_many(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


@kind("labels", answers="REF", by="golive.observe.json_references")
class Labels(Found):
    """Names inside a document that are told apart: no two steps of one workflow have the same id."""

    table: Annotated[Qualified, says("the table with the documents", "public.workflows")]
    column: Annotated[Name, says("the column of JSON", "definition")]
    key: Annotated[Key, says("the columns that name a row in a finding", ["id"])] = ("id",)
    path: Annotated[JsonPath, says("where the names stand", "$.steps[*].id")]
    where: Annotated[Text, says("SQL over t: which rows", "t.is_active")] = "true"
    targets: Annotated[
        Annotated[tuple[JsonPath, ...], BeforeValidator(_one_or_many), Field(min_length=1)] | None,
        says("places that name one of them", ["$.steps[*].next"]),
    ] = None
    why: Annotated[Text, says("what two of one name do", "the second step is never reached")]
