"""What [[compare]] claims of rows that travelled: they are the source's, whole and unchanged."""

from typing import Annotated

from pydantic import Field, model_validator

from golive.model.claim import Claim, Name, Qualified, Text


class Compare(Claim):
    """Tables whose rows are equal in the source and here; without --source-dsn it is not observed."""

    name: Name
    tables: Annotated[tuple[Qualified, ...], Field(min_length=1)]
    where: Text = "true"  # SQL over t: the rows that travel; the same on both sides
    key: dict[Qualified, tuple[Name, ...]] = Field(default_factory=dict)  # where it is not the primary key
    without: dict[Qualified, tuple[Name, ...]] = Field(default_factory=dict)  # columns that may differ
    why: Text

    @model_validator(mode="after")
    def _of_these(self) -> "Compare":
        if strange := sorted({*self.key, *self.without} - set(self.tables)):
            raise ValueError(f"key and without of its own tables ({strange[0]} is none)")
        return self
