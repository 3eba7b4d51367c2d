"""One claim, and the forms its values take."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from golive.model.asking import Asked
from golive.sqltext.names import is_qualified

if TYPE_CHECKING:
    from golive.model.claims import Claims

Name = Annotated[str, StringConstraints(min_length=1, max_length=120, pattern=r"^[^\x00-\x1f]+$")]
Text = Annotated[str, StringConstraints(min_length=1, pattern=r"^[^\x00]+$")]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}[0-9]{3}$")]


def _qualified(name: str) -> str:
    if not is_qualified(name):
        raise ValueError('a schema-qualified name such as public.customers or public."Order"')
    return name


def _regex(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"a regular expression ({error})") from None
    return pattern


def _select(text: str) -> str:
    if not re.match(r"(?is)^\s*(?:--[^\n]*\n\s*)*(select|with|values|table)\b", text):
        raise ValueError("one SELECT that returns the keys that offend")
    return text


Qualified = Annotated[str, AfterValidator(_qualified)]
Regex = Annotated[str, AfterValidator(_regex)]
Select = Annotated[str, AfterValidator(_select)]
EnvironmentName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]  # of the environment
Key = Annotated[tuple[Name, ...], Field(min_length=1)]  # the columns that name a row
Value = str | int | float | bool | list[Any] | dict[str, Any]


def says(what: str, example: Any) -> Any:
    """What a key of platform.toml means, and a value that it may have: the reference of platform.toml prints both."""
    return Field(description=what, examples=[example])


class Strict(BaseModel):
    """Nothing but the known keys, each of its own type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class Claim(Strict):
    """One claim; a proposal of `golive learn` until a person has confirmed it."""

    proposal: Annotated[bool, says("a guess of golive learn that nobody has confirmed yet", True)] = False

    def __str__(self) -> str:
        """What it speaks of: the first thing that it says."""
        return str(next(getattr(self, name) for name in type(self).model_fields if name != "proposal"))

    def asks(self, claims: "Claims", now: str) -> Iterable[Asked]:
        """Its questions to the data, each one query; what needs more than that is asked by a module of observe."""
        return ()

    def fits(self, claims: "Claims") -> None:
        """Raises ValueError with the allowed form where it contradicts what the others say."""


class Found(Claim):
    """A claim that is about rows, and not kept by having none."""

    name: Annotated[Name, says("what the certificate calls it", "reminders")]
    at_least: Annotated[int, Field(ge=0, le=1), says("0: there may be no row yet", 0)] = 1
