"""[[item]]: what no audit of the catalog answers: what is asked, of whom, and what limits the answer."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from golive.model.claim import Claim, EnvironmentName, Name, Qualified, Select, Text, says
from golive.model.claim_kind import Times, kind
from golive.model.finding import Mend, MendKind, Severity

if TYPE_CHECKING:
    from golive.model.claims import Claims

ALWAYS = ""  # the stage of a limit that holds at every stage


def _by_stage(value: Any) -> Any:
    return value if isinstance(value, dict) else {ALWAYS: value}


Limit = Annotated[dict[str, float], BeforeValidator(_by_stage), Field(min_length=1)]  # one number, or {stage = number}
Word = Annotated[dict[str, Text], BeforeValidator(_by_stage), Field(min_length=1)]
Metric = Annotated[str, StringConstraints(pattern=r"^[a-z][A-Za-z0-9]*$")]
LIMITS = ("at_least", "at_most", "equals")


class Item(Claim):
    """One thing to know before go-live; what it does not observe in a run, the certificate lists as not run."""

    name: Annotated[Name, says("the item as a sentence", "the shop answers within a second")]
    why: Annotated[Text, says("who is harmed where it is not so", "customers leave before the page is there")]
    mend: Annotated[Text, says("what to do", "look at the slowest query")] = "find out with whoever owns it"
    mend_is: Annotated[Literal["sql", "command", "decision"], says("what kind of text the mend is", "decision")] = (
        "decision"
    )
    severity: Annotated[Literal["critical", "high", "advice"], says("advice is told and does not block", "high")] = (
        "high"
    )
    blocks: Annotated[
        Literal["never", "go-live", "always"], says("when it blocks that the item is not observed", "go-live")
    ] = "never"

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

    def fits(self, claims: "Claims") -> None:
        if strange := sorted(self.staged - set(claims.platform.stages)):
            raise ValueError(f"stages of [platform] stages ({self.name!r} speaks of {strange[0]!r})")


class Measured(Item):
    """An item whose answer is a number; exported under `metric`."""

    metric: Annotated[Metric | None, says("the name under which the number is exported", "openOrders")] = None
    unit: Annotated[str, says("what it counts", "orders")] = ""
    at_least: Annotated[Limit | None, says("its lower limit: one number, or {stage = number}", 1)] = None
    at_most: Annotated[Limit | None, says("its upper limit: one number, or {stage = number}", {"day 1": 100})] = None
    equals: Annotated[Limit | None, says("what it must be: one number, or {stage = number}", 0)] = None

    @property
    def limited(self) -> bool:
        return any(getattr(self, name) is not None for name in LIMITS)


class Figure(Measured):
    """A number that one SELECT gives; without a limit it is only exported."""

    answer: Annotated[Literal["sql"], says("who answers: the database", "sql")]
    select: Annotated[Select, says("gives one number", "SELECT count(*) FROM public.orders")]

    @model_validator(mode="after")
    def _useful(self) -> "Figure":
        if not (self.limited or self.metric):
            raise ValueError("a figure with at_least, at_most or equals, or with a metric to export it under")
        return self


class Probe(Measured):
    """GET requests to an address that an environment variable gives; limits speak of the number or length at `json`."""

    answer: Annotated[Literal["http"], says("who answers: a service", "http")]
    variable: Annotated[EnvironmentName, says("the environment variable with its address", "API_URL")]
    path: Annotated[
        str, StringConstraints(pattern=r"^(/[^\s]*)?$"), says("what is added to the address", "/health")
    ] = ""
    token: Annotated[EnvironmentName | None, says("the variable with a bearer token", "API_TOKEN")] = None
    status: Annotated[int, Field(ge=100, le=599), says("the status that it answers with", 200)] = 200
    json_: Annotated[
        str | None, Field(alias="json"), says("the place in the answer that is, or is limited", "data.items.0.count")
    ] = None
    is_: Annotated[str | bool | None, Field(alias="is"), says("what stands there, where it is no number", "ok")] = None
    requests: Annotated[int, Field(ge=1, le=100), says("how often it is asked", 20)] = 1
    errors_percent: Annotated[float, Field(ge=0, lt=100), says("how many may fail", 5)] = 0
    within_ms: Annotated[Annotated[int, Field(gt=0)] | None, says("how long the slowest answer may take", 1000)] = None

    @model_validator(mode="after")
    def _placed(self) -> "Probe":
        if self.json_ is None and (self.limited or self.is_ is not None):
            raise ValueError("at_least, at_most, equals and is with json, the place in the answer they speak of")
        return self


class Command(Item):
    """A program that ends with an exit code, run in the folder that an environment variable gives."""

    answer: Annotated[Literal["command"], says("who answers: a program", "command")]
    variable: Annotated[EnvironmentName, says("the environment variable with the folder it runs in", "APP_DIR")]
    argv: Annotated[
        tuple[Text, ...], Field(min_length=1), says("the program and its arguments", ["npm", "run", "build"])
    ]
    exit: Annotated[int, says("the code that it ends with", 0)] = 0
    within_s: Annotated[int, Field(gt=0), says("how long it may take", 600)] = 600


class Environment(Item):
    """How a variable stands to its source's, or what it is at a stage; [[variable]] says the rest of it."""

    answer: Annotated[Literal["env"], says("who answers: the environment", "env")]
    variable: Annotated[EnvironmentName, says("the variable", "ENCRYPTION_KEY")]
    same_as: Annotated[
        EnvironmentName | None, says("the variable with the source's fingerprint", "SOURCE_ENCRYPTION_KEY")
    ] = None
    differs_from: Annotated[
        EnvironmentName | None, says("the variable whose value it may not have", "STAGING_JWT_SECRET")
    ] = None
    equals: Annotated[Word | None, says("what it is, or {stage = text}", "production")] = None

    @model_validator(mode="after")
    def _one(self) -> "Environment":
        if sum(given is not None for given in (self.same_as, self.differs_from, self.equals)) != 1:
            raise ValueError("one of same_as, differs_from, equals")
        return self


class Query(Item):
    """A common query of the application: how its plan reads a table, or how long it takes."""

    answer: Annotated[Literal["query"], says("who answers: the planner", "query")]
    select: Annotated[Select, says("a query of the application", "SELECT id FROM public.orders WHERE number = 'A1'")]
    indexed: Annotated[
        tuple[Qualified, ...], says("tables it must read through a condition on an index", ["public.orders"])
    ] = ()
    uses: Annotated[tuple[Qualified, ...], says("indexes that its plan must use", ["public.orders_number_key"])] = ()
    milliseconds: Annotated[Annotated[float, Field(gt=0)] | None, says("the recorded baseline", 12.5)] = None
    times: Annotated[float, Field(gt=1), says("slower than the baseline by this factor is a finding", 3)] = 3
    metric: Annotated[Metric | None, says("the name under which its time is exported", "orderSearch")] = None

    @model_validator(mode="after")
    def _limited(self) -> "Query":
        if not (self.indexed or self.uses or self.milliseconds):
            raise ValueError("a query with indexed, uses or milliseconds")
        return self


class Signoff(Item):
    """What a person answers for, in signoffs.toml."""

    answer: Annotated[Literal["signoff"], says("who answers: a person, in signoffs.toml", "signoff")]
    role: Annotated[Name, says("whose word counts: a function, not a name", "head of support")]
    days: Annotated[Annotated[int, Field(gt=0)] | None, says("how long it holds", 30)] = None


AnyItem = Annotated[Figure | Probe | Command | Environment | Query | Signoff, Field(discriminator="answer")]
kind("item", Times.MANY, answers="ITM", by="golive.observe.items", form=AnyItem)(Item)


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
