"""What people claim of a platform: platform.toml as a typed model, every mistake one line."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from golive.model.claim import Claim, Code, EnvironmentName, Name, Qualified, Regex, Select, Text, Value
from golive.model.credentials import Credential
from golive.model.finding import Severity
from golive.model.items import AnyItem
from golive.model.promotion import Compare, Promotion
from golive.model.references import Labels, Reference, Schedule, Token, Tree
from golive.model.typed_toml import read_toml
from golive.model.window import Window


class Head(Claim):
    """Which platform this is.

    Whose its rows are it must say in one of two ways, or it is not certified: with [tenancy], or with
    `tenants = "one"`, where the whole database is one tenant's.
    """

    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,39}$")]
    title: Name
    document: str = ""  # the runbook it stands for, with its version and date
    tenants: Literal["one"] | None = None  # in the place of [tenancy]
    minutes: Annotated[int, Field(gt=0)] | None = None  # the time budget of the migration
    search_path: tuple[Name, ...] = ("public",)  # where the application looks for unqualified names
    strict: tuple[Literal["index", "statistics", "comment", "options", "setting"], ...] = ()  # tuning that is locked
    stages: tuple[Name, ...] = ()  # from the go-live on, in their order; --stage names one, the first is the default
    window: Window | None = None  # when the go-live may migrate


class Members(Claim):
    """The table that says which users belong to which tenants."""

    table: Qualified
    tenant: Name
    user: Name
    where: Text = "true"  # boolean SQL over its columns: which memberships count


class Tenancy(Claim):
    """Whose rows are whose."""

    root: Qualified  # the table with one row per tenant
    key: Name = "id"
    columns: tuple[Name, ...]  # what the tenant key is called in the other tables
    enforced_by: Literal["database", "application"]
    shared: tuple[Qualified, ...] = ()  # tables that carry no tenant by intent
    nullable: tuple[Qualified, ...] = ()  # tables where a row without tenant belongs to everybody
    active: str = "true"  # boolean SQL over the root: which tenants must be complete
    through: dict[Qualified, Name] = Field(default_factory=dict)  # table: the foreign key whose row has the tenant
    own: dict[Qualified, Name] = Field(default_factory=dict)  # table: the column with the user who may see the row
    shared_rows: dict[Qualified, Text] = Field(default_factory=dict)  # table: boolean SQL: every tenant may read it
    members: Members | None = None


class Identity(Claim):
    """A session of the application, as whom isolation is looked at: {tenant} and {user} stand for whose it is."""

    name: Name
    role: Name
    settings: dict[str, Text] = Field(default_factory=dict)  # setting: its value, with {tenant} or {user}
    claims: dict[str, Any] = Field(default_factory=dict)  # the token that the gateway puts into request.jwt.claims
    sessions: Select | None = None  # lists (tenant, user, ...) pairs, as text; one column where there are no users
    allowed: dict[Qualified, tuple[Literal["SELECT", "INSERT", "UPDATE", "DELETE"], ...]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _says_whose(self) -> "Identity":
        said = [*self.settings.values(), repr(self.claims)]
        keyed = any("{tenant}" in one or "{user}" in one for one in said)
        if self.sessions and not keyed:
            raise ValueError("settings or claims with {tenant} or {user}")
        if not self.sessions and keyed:
            raise ValueError("sessions, which lists whom {tenant} and {user} stand for; one without is anonymous")
        return self

    def allows(self, relation: str, command: str) -> bool:
        """Whether the platform means it to: what is not declared is as the grants have it."""
        return command in self.allowed.get(relation, (command,))


class Rows(Claim):
    """System rows, by content: these and, under `where`, no others."""

    name: Name
    table: Qualified
    key: Annotated[tuple[Name, ...], Field(min_length=1)]
    where: Text = "true"
    expect: Annotated[tuple[dict[str, Value], ...], Field(min_length=1)]
    others: bool = False  # rows beyond the expected ones are allowed
    per_tenant: Name | None = None  # the column with the tenant: every active tenant has them all
    placeholders: dict[str, tuple[Name, ...]] = Field(default_factory=dict)  # column: {{names}} each row must carry
    optional: dict[str, tuple[Name, ...]] = Field(default_factory=dict)  # column: {{names}} a row may carry
    why: Text

    @model_validator(mode="after")
    def _complete(self) -> "Rows":
        for row in self.expect:
            if missing := [column for column in self.key if column not in row]:
                raise ValueError(f"every expected row with its key ({', '.join(missing)} missing)")
        return self


def nulls(row: Mapping[str, Any]) -> list[str]:
    """The columns that an expected row wants empty: NULL = ["column"], since TOML has no null."""
    return list(row.get("NULL", []))


class Filled(Claim):
    """A table that must not be empty: at least so many rows."""

    table: Qualified
    minimum: Annotated[int, Field(gt=0)] = 1
    where: Text = "true"
    why: Text

    def __str__(self) -> str:
        return self.table if self.where == "true" else f"{self.table} where {self.where}"


class Feed(Claim):
    """A sequence that makes the numbers in a column it does not own."""

    sequence: Qualified
    feeds: Qualified  # schema.table.column
    pattern: Regex = r"^(\d+)$"  # its first group is the number
    why: Text = "the next number it gives is one that was given before"

    @model_validator(mode="after")
    def _one_group(self) -> "Feed":
        if re.compile(self.pattern).groups != 1:
            raise ValueError("a pattern with exactly one group, the number")
        return self


class Frozen(Claim):
    """A table whose rows are part of what was tested: count and contents are locked."""

    table: Qualified
    without: tuple[Name, ...] = ()  # columns that may differ, such as timestamps
    where: Text = "true"
    why: Text = "rows that were tested are not the rows that go live"


class Rule(Claim):
    """What no other claim says: one SELECT that returns the keys that offend."""

    name: Name
    select: Select
    population: Select | None = None  # one count: how many rows the rule speaks of; 0 of them is an error
    why: Text
    mend: Text
    mend_is: Literal["sql", "command", "decision"] = "decision"
    severity: Literal["critical", "high", "advice"] = "high"

    @property
    def weight(self) -> Severity:
        return Severity(self.severity)


class Accept(Claim):
    """The one way to take a blocking finding: who answers for it, why, and until when."""

    code: Code
    object: Name
    took: tuple[Text, ...] = ()  # what was seen, part by part; the certificate prints it beside each finding
    reason: Annotated[str, StringConstraints(min_length=10)]
    owner: Name  # a function, not a name
    until: date


class Outside(Claim):
    """A schema or role of somebody else: not judged, printed in the certificate."""

    schema_: Annotated[Name | None, Field(alias="schema")] = None
    role: Name | None = None
    owner: Name
    reason: Annotated[str, StringConstraints(min_length=10)]

    @model_validator(mode="after")
    def _one(self) -> "Outside":
        if (self.schema_ is None) == (self.role is None):
            raise ValueError("either schema or role")
        return self


class History(Claim):
    """The migration history that another tool keeps."""

    tool: Literal["prisma", "drizzle", "supabase", "alembic", "flyway"]
    table: Qualified | None = None  # where it is not the tool's own default


class Variable(Claim):
    """A variable of the application's environment."""

    name: EnvironmentName
    required: bool = True
    equals: str | None = None
    min_length: Annotated[int, Field(gt=0)] | None = None
    secret: bool = False
    why: Text = "the application starts without it and fails at the first request that needs it"


class Queue(Claim):
    """Rows that fire by themselves once a worker starts."""

    table: Qualified
    pending: Text  # boolean SQL: the row will fire
    since: Name  # the column that says how long it has waited
    hours: Annotated[int, Field(gt=0)] = 24
    why: Text = "old rows fire at go-live, at real people"


class People(Claim):
    """Where accounts stand, so that test users can be told from real ones."""

    table: Qualified
    email: Name
    real: tuple[Name, ...] = ()  # e-mail domains that look like tests and are real here
    temporary: str | None = None  # boolean SQL: the password is a temporary one


class Server(Claim):
    """What the server must be."""

    settings: dict[str, str] = Field(default_factory=dict)
    timezone: str | None = None
    encoding: str = "UTF8"


class Budget(Claim):
    """What one question to the data may take of a server that others use; beyond it the answer is UNKNOWN."""

    seconds: Annotated[int, Field(gt=0)] = 60
    temporary_mb: Annotated[int, Field(gt=0)] = 256  # temporary files, as the planner expects them
    memory_mb: Annotated[int, Field(gt=0)] = 64  # for a question about a large table, which is cut so that it fits


class Partitions(Claim):
    """How far ahead the partitions of time must reach."""

    days: Annotated[int, Field(ge=0)] = 30


class Claims(Claim):
    """All that platform.toml may say."""

    platform: Head
    tenancy: Tenancy | None = None
    identity: tuple[Identity, ...] = ()
    rows: tuple[Rows, ...] = ()
    filled: tuple[Filled, ...] = ()
    feed: tuple[Feed, ...] = ()
    frozen: tuple[Frozen, ...] = ()
    rule: tuple[Rule, ...] = ()
    accept: tuple[Accept, ...] = ()
    outside: tuple[Outside, ...] = ()
    history: tuple[History, ...] = ()
    variable: tuple[Variable, ...] = ()
    queue: tuple[Queue, ...] = ()
    people: tuple[People, ...] = ()
    server: Server = Server()
    budget: Budget = Budget()
    partitions: Partitions = Partitions()
    credential: tuple[Credential, ...] = ()
    reference: tuple[Reference, ...] = ()
    labels: tuple[Labels, ...] = ()
    schedule: tuple[Schedule, ...] = ()
    token: tuple[Token, ...] = ()
    tree: tuple[Tree, ...] = ()
    compare: tuple[Compare, ...] = ()
    promotion: Promotion | None = None
    item: tuple[AnyItem, ...] = ()
    counts: tuple[Qualified, ...] = ()  # tables whose final row counts the certificate prints

    @model_validator(mode="after")
    def _distinct(self) -> "Claims":
        for kind, claims in (
            ("identity", self.identity),
            ("rows", self.rows),
            ("rule", self.rule),
            ("item", self.item),
            ("credential", self.credential),
            ("reference", self.reference),
            ("labels", self.labels),
            ("schedule", self.schedule),
            ("token", self.token),
            ("tree", self.tree),
            ("compare", self.compare),
        ):
            names = [claim.name for claim in claims]
            if twice := sorted({name for name in names if names.count(name) > 1}):
                raise ValueError(f"every [[{kind}]] once ({twice[0]!r} stands twice)")
        return self

    @model_validator(mode="after")
    def _staged(self) -> "Claims":
        for item in self.item:
            if strange := sorted(item.staged - set(self.platform.stages)):
                raise ValueError(f"stages of [platform] stages ({item.name!r} speaks of {strange[0]!r})")
        return self

    @property
    def compared(self) -> tuple[Compare, ...]:
        """Every claim of rows that travelled."""
        return (*self.compare, *([self.promotion.compared] if self.promotion else []))

    @model_validator(mode="after")
    def _tenanted(self) -> "Claims":
        if self.tenancy is None and (one := next((rows for rows in self.rows if rows.per_tenant), None)):
            raise ValueError(f"[tenancy], which per_tenant needs ({one.name!r})")
        if self.tenancy and self.platform.tenants:
            raise ValueError('either [tenancy] or [platform] tenants = "one"')
        return self

    @cached_property
    def unconfirmed(self) -> int:
        """How many claims are still proposals of `golive learn`."""
        single = [self.tenancy, self.server, self.partitions, self.promotion]
        many = [
            *self.rows,
            *self.filled,
            *self.feed,
            *self.frozen,
            *self.rule,
            *self.history,
            *self.people,
            *self.queue,
            *self.credential,
            *self.reference,
            *self.labels,
            *self.schedule,
            *self.token,
            *self.tree,
            *self.compare,
        ]
        return sum(claim.proposal for claim in [*single, *many] if claim is not None)


def load_claims(path: Path) -> Claims:
    """The claims of a platform.toml, or every mistake in it at once."""
    return read_toml(path, Claims, missing="a platform is a folder with a platform.toml")
