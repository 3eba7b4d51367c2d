"""What no audit of the catalog answers is one [[item]] each: what is asked, of whom, and what limits the answer."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from golive.model.claim import Claim, EnvironmentName, Name, Qualified, Select, Text
from golive.model.finding import Mend, MendKind, Severity

ALWAYS = ""  # the stage of a limit that holds at every stage


def _by_stage(value: Any) -> Any:
    return value if isinstance(value, dict) else {ALWAYS: value}


Limit = Annotated[dict[str, float], BeforeValidator(_by_stage), Field(min_length=1)]  # one number, or {stage = number}
Word = Annotated[dict[str, Text], BeforeValidator(_by_stage), Field(min_length=1)]
Metric = Annotated[str, StringConstraints(pattern=r"^[a-z][A-Za-z0-9]*$")]
LIMITS = ("at_least", "at_most", "equals")


class Item(Claim):
    """One thing to know before go-live; what it does not observe in a run, the certificate lists as not run."""

    name: Name
    why: Text
    mend: Text = "find out with whoever owns it"
    mend_is: Literal["sql", "command", "decision"] = "decision"
    severity: Literal["critical", "high", "advice"] = "high"
    blocks: Literal["never", "go-live", "always"] = "never"  # when the item is not observed

    @property
    def weight(self) -> Severity:
        return Severity(self.severity)

    @property
    def remedy(self) -> Mend:
        return Mend(MendKind(self.mend_is), self.mend)

    @property
    def staged(self) -> set[str]:
        """The stages it speaks of."""
        limits = [getattr(self, name, None) for name in LIMITS]
        return {stage for limit in limits if isinstance(limit, dict) for stage in limit} - {ALWAYS}

    def blocks_now(self, go_live: bool) -> bool:
        return self.blocks == "always" or (self.blocks == "go-live" and go_live)


class Measured(Item):
    """An item whose answer is a number; exported under `metric`."""

    metric: Metric | None = None
    unit: str = ""
    at_least: Limit | None = None
    at_most: Limit | None = None
    equals: Limit | None = None

    @property
    def limited(self) -> bool:
        return any(getattr(self, name) is not None for name in LIMITS)


class Figure(Measured):
    """A number that one SELECT gives; without a limit it is only exported."""

    answer: Literal["sql"]
    select: Select

    @model_validator(mode="after")
    def _useful(self) -> "Figure":
        if not (self.limited or self.metric):
            raise ValueError("a figure with at_least, at_most or equals, or with a metric to export it under")
        return self


class Probe(Measured):
    """GET requests to an address that an environment variable gives; limits speak of the number or length at `json`."""

    answer: Literal["http"]
    variable: EnvironmentName
    path: Annotated[str, StringConstraints(pattern=r"^(/[^\s]*)?$")] = ""
    token: EnvironmentName | None = None  # the variable with a bearer token
    status: Annotated[int, Field(ge=100, le=599)] = 200
    json_: Annotated[str | None, Field(alias="json")] = None  # such as data.items.0.count
    is_: Annotated[str | bool | None, Field(alias="is")] = None  # what stands there, where it is no number
    requests: Annotated[int, Field(ge=1, le=100)] = 1
    errors_percent: Annotated[float, Field(ge=0, lt=100)] = 0
    within_ms: Annotated[int, Field(gt=0)] | None = None  # the slowest answer

    @model_validator(mode="after")
    def _placed(self) -> "Probe":
        if self.json_ is None and (self.limited or self.is_ is not None):
            raise ValueError("at_least, at_most, equals and is with json, the place in the answer they speak of")
        return self


class Command(Item):
    """A program that ends with an exit code, run in the folder that an environment variable gives."""

    answer: Literal["command"]
    variable: EnvironmentName
    argv: Annotated[tuple[Text, ...], Field(min_length=1)]
    exit: int = 0
    within_s: Annotated[int, Field(gt=0)] = 600


class Environment(Item):
    """How a variable stands to its source's, or what it is at a stage; [[variable]] says the rest of it."""

    answer: Literal["env"]
    variable: EnvironmentName
    same_as: EnvironmentName | None = None  # the variable with the source's fingerprint
    differs_from: EnvironmentName | None = None
    equals: Word | None = None

    @model_validator(mode="after")
    def _one(self) -> "Environment":
        if sum(given is not None for given in (self.same_as, self.differs_from, self.equals)) != 1:
            raise ValueError("one of same_as, differs_from, equals")
        return self


class Query(Item):
    """A common query of the application: how its plan reads a table, or how long it takes."""

    answer: Literal["query"]
    select: Select
    indexed: tuple[Qualified, ...] = ()  # tables it must read through a condition on an index
    uses: tuple[Qualified, ...] = ()  # indexes that its plan must use
    milliseconds: Annotated[float, Field(gt=0)] | None = None  # the recorded baseline
    times: Annotated[float, Field(gt=1)] = 3  # slower than the baseline by this factor is a finding
    metric: Metric | None = None

    @model_validator(mode="after")
    def _limited(self) -> "Query":
        if not (self.indexed or self.uses or self.milliseconds):
            raise ValueError("a query with indexed, uses or milliseconds")
        return self


class Signoff(Item):
    """What a person answers for, in signoffs.toml."""

    answer: Literal["signoff"]
    role: Name
    days: Annotated[int, Field(gt=0)] | None = None  # how long it holds


AnyItem = Annotated[Figure | Probe | Command | Environment | Query | Signoff, Field(discriminator="answer")]


def at_stage(limits: dict[str, Any] | None, stage: str, stages: tuple[str, ...]) -> Any:
    """The limit at a stage: the latest that was given for it or a stage before it; None where there is none yet."""
    if limits is None:
        return None
    reached = (ALWAYS, *stages[: stages.index(stage) + 1]) if stage in stages else (ALWAYS,)
    return next((limits[one] for one in reversed(reached) if one in limits), None)


def passed_over(value: float, limits: Mapping[str, float]) -> list[str]:
    """Which of the limits a number does not keep."""
    keeps = {"at_least": value.__ge__, "at_most": value.__le__, "equals": value.__eq__}
    return [name for name, limit in limits.items() if not keeps[name](limit)]
