"""What a rehearsal told: of every step on a clone, and of the requests that came meanwhile."""

from dataclasses import dataclass
from typing import Any, ClassVar

from pydantic import ConfigDict, TypeAdapter

from golive.model.finding import PUBLISHED

PERFORMED = "performed"  # how a run leaves it for all its workers and its certificate


@dataclass(frozen=True, slots=True)
class RequestTold:
    """One request of a release, over the whole rehearsal."""

    __pydantic_config__: ClassVar[ConfigDict] = PUBLISHED

    name: str
    release: str
    who: str  # the identity, or the role
    sent: int
    errors: int
    median_ms: float
    p99_ms: float
    worst_ms: float


@dataclass(frozen=True, slots=True)
class StepTold:
    """What the real run of a step will take."""

    __pydantic_config__: ClassVar[ConfigDict] = PUBLISHED

    name: str
    at_s: float = 0.0  # since requests began to come
    seconds: float = 0.0
    back_seconds: float | None = None  # None: it was not taken back, or not deployed again
    again_seconds: float | None = None
    rows: int = 0
    locks: tuple[str, ...] = ()  # "AccessExclusiveLock public.users", of relations that were there before
    sent: int = 0  # requests that were on their way while it ran
    worst_ms: float = 0.0  # of them
    bound_ms: float = 0.0  # beyond which they were kept waiting
    wait_ms: int = 0  # for a lock: the step's own wait, or somebody's behind it
    errors: tuple[str, ...] = ()  # "0001_entries of the previous release, after it: 42703, 1 of 1"
    failed: str = ""
    untrue: str = ""  # what Locks of its header keeps back
    otherwise: str = ""  # what comes out otherwise where the owner of the objects migrates
    refused: str = ""  # why the owner was refused

    @property
    def slow(self) -> bool:
        return self.worst_ms > self.bound_ms

    @property
    def borne(self) -> bool:
        return not (self.errors or self.failed or self.slow)


@dataclass(frozen=True, slots=True)
class Point:
    """What requests took at one time."""

    __pydantic_config__: ClassVar[ConfigDict] = PUBLISHED

    at_s: float
    median_ms: float
    worst_ms: float


@dataclass(frozen=True, slots=True)
class RehearsalTold:
    """A clone migrated under its requests, taken back, and migrated again."""

    __pydantic_config__: ClassVar[ConfigDict] = PUBLISHED

    of: str = ""  # what was cloned; empty where no rehearsal was asked for
    named: bool = False  # it was a database that the run was given
    sessions: int = 0
    connections: int = 0
    seconds: float = 0.0
    sent: int = 0
    errors: int = 0
    median_ms: float = 0.0
    p95_ms: float = 0.0
    p99_ms: float = 0.0
    worst_ms: float = 0.0
    control_ms: float = 0.0  # the worst before the first step
    points: tuple[Point, ...] = ()
    requests: tuple[RequestTold, ...] = ()
    steps: tuple[StepTold, ...] = ()
    owner: str = ""  # the role that migrated beside the superuser
    deployer: str = ""  # the superuser that migrates, where the platform says so: what the owner lacks is then advice
    unowned: str = ""  # why there is none
    compared: int = 0  # answers that said whose their rows are
    leaks: tuple[str, ...] = ()  # answers with rows of another tenant
    notes: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """It came to its end: there, back and there again."""
        return bool(self.of and self.steps) and all(one.again_seconds is not None for one in self.steps)

    @property
    def borne(self) -> bool:
        """No request was refused or kept waiting, and none was shown what is another tenant's."""
        return not self.errors and not self.leaks and all(one.borne for one in self.steps)

    @property
    def figures(self) -> str:
        return (
            f"{self.sessions:,} sessions, {self.sent:,} requests, {self.errors:,} errors; "
            f"median {self.median_ms:,.1f} ms, 95 of 100 within {self.p95_ms:,.0f} ms, 99 within {self.p99_ms:,.0f}, "
            f"worst {self.worst_ms:,.0f} ms"
        )


def told_of(left: Any) -> RehearsalTold | None:
    """As a run left it; None where it was not asked to."""
    return TypeAdapter(RehearsalTold).validate_python(left) if left else None
