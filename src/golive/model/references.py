"""What claims say of references that no foreign key guards: ids in documents, paths, schedules, tokens and trees."""

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from golive.model.claim import Claim, Name, Qualified, Text

_STEP = re.compile(r'\.\*\*|\.[A-Za-z_]\w*|\."[^"]+"|\[\*\]|\[\d+\]')


def _path(path: str) -> str:
    if not path.startswith("$") or _STEP.sub("", path[1:]) or path.endswith(".**"):
        raise ValueError("a path of $, .name, .** for any depth, [*] and [0], such as $.**.config.integrationId")
    return path


def steps_of(path: str) -> tuple[str, ...]:
    """Its parts: **, *, a number in brackets, or a name."""
    return tuple(one.lstrip(".").strip('"') if one != "[*]" else "[*]" for one in _STEP.findall(path[1:]))


def name_of(path: str) -> str:
    """The last name of a path; '' where it has none."""
    return next((one for one in reversed(steps_of(path)) if re.match(r"[^*\[]", one)), "")


def _one_or_many(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


JsonPath = Annotated[str, AfterValidator(_path)]
Key = Annotated[tuple[Name, ...], Field(min_length=1)]
Paths = Annotated[tuple[JsonPath, ...], BeforeValidator(_one_or_many), Field(min_length=1)]


class Reference(Claim):
    """Values that name rows of a table: a column, an array, or places in JSON documents at any depth."""

    name: Name
    table: Qualified
    column: Name
    key: Key = ("id",)  # the columns that name a row in a finding
    path: JsonPath | None = None  # in a json column
    array: bool = False  # the column is an array
    where: Text = "true"  # SQL over t: which rows; for one of several tables that a type column chooses between
    type: Literal["integer", "text", "uuid", "text of integer"] | None = None  # how it is stored
    to: Qualified
    equals: Text = "r.id"  # SQL over r, the row that is named
    tenant: Name | None = None  # both rows belong to the same tenant
    to_tenant: Name | None = None  # what that column is called in the other table
    shared: bool | Text = False  # rows without a tenant may be named by all; or SQL over r: these may
    fit: Text | None = None  # SQL over r: what the named row must be, such as r.is_enabled
    templates: bool = False  # a text with {{…}} is filled in later
    at_least: Annotated[int, Field(ge=0)] = 1  # fewer were found: a key was renamed, and nothing was looked at
    each: bool = False  # every row of `where` has one
    nullable: bool = False  # JSON null stands for none
    covers: Text | None = None  # SQL over r: rows that must be named by one
    why: Text

    @model_validator(mode="after")
    def _one_place(self) -> "Reference":
        if self.array and self.path:
            raise ValueError("either array or path")
        if self.shared and not self.tenant:
            raise ValueError("tenant where shared is true")
        return self


class Found(Claim):
    """A claim that is about rows, and not kept by having none."""

    name: Name
    at_least: Annotated[int, Field(ge=0, le=1)] = 1  # 0: there may be no row yet


class Labels(Found):
    """Names inside a document that are told apart: no two steps of one workflow have the same id."""

    table: Qualified
    column: Name
    key: Key = ("id",)
    path: JsonPath
    where: Text = "true"
    targets: Paths | None = None  # places that name one of the labels
    why: Text


class Schedule(Found):
    """Cron expressions that fire, in time zones that exist."""

    table: Qualified
    column: Name
    key: Key = ("id",)
    timezone: Name | None = None
    where: Text = "true"
    seconds: Literal["no", "first", "last", "optional first"] = "no"
    years: Annotated[int, Field(ge=1, le=50)] = 8  # it fires at least once within them
    allowed: tuple[Text, ...] = ()  # the only expressions that the application writes
    why: Text = "what is due never runs, and nothing says so"


class Token(Found):
    """Secrets in addresses: there, long enough, and each its own."""

    table: Qualified
    column: Name
    key: Key = ("id",)
    where: Text = "true"  # the rows that need one
    bits: Annotated[int, Field(ge=32, le=512)] = 128
    why: Text = "whoever guesses it triggers what it guards"


class Tree(Found):
    """Rows with a parent among them: no circle, nothing lost, one tenant."""

    table: Qualified
    id: Name = "id"
    parent: Name = "parent_id"
    tenant: Name | None = None
    order: Name | None = None  # siblings are told apart by it
    where: Text = "true"
    why: Text = "what is walked from the top never reaches these rows, or never ends"
