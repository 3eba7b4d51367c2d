"""Each kind of question to a database: the one key under which its answer is left and found, and what that tells."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from golive.model.evidence import (
    Attempts,
    Broken,
    Copy,
    Counted,
    Distribution,
    Evidence,
    Files,
    Fixed,
    Named,
    Numbers,
    Opened,
    Profile,
    Reach,
    Settings,
    Shown,
    Slots,
    Sorting,
    State,
    Subscriptions,
    Told,
    Tried,
    Waiting,
)
from golive.model.snapshot import Snapshot

T = TypeVar("T", bound=Told)


@dataclass(frozen=True, slots=True)
class Question:
    """One kind; its answers are counts and keys."""

    kind: str

    def of(self, *subject: str) -> str:
        """The key of the answer for one subject, or for all of them."""
        return ":".join((self.kind, *subject))

    def answers(self, live: Snapshot) -> Iterator[tuple[str, Evidence]]:
        """By subject, in order."""
        start = self.of("")
        return ((key.removeprefix(start), one) for key, one in sorted(live.evidence.items()) if key.startswith(start))


@dataclass(frozen=True, slots=True)
class Telling(Question, Generic[T]):
    """One kind whose answers tell something of their own."""

    tells: type[T]

    def told(self, evidence: Evidence | None) -> T | None:
        """What it tells; None where there is no answer."""
        return evidence.told if evidence is not None and isinstance(evidence.told, self.tells) else None


@dataclass(frozen=True, slots=True)
class Naming(Telling[Named]):
    """One kind whose answer is a word that decides."""

    tells: type[Named] = Named

    def word(self, evidence: Evidence | None) -> str:
        told = self.told(evidence)
        return told.word if told else ""


# Laws of rows: one answer for all, and one for each subject that is not as it should be.
CHECKS = Question("check")
NOT_NULL = Question("not null")
ORPHANS = Question("orphans")
CROSSING = Question("crossing")
TWICE = Question("twice")
THROUGH_NULL = Question("through null")
TENANTS = Question("tenants")
WITHOUT_TENANT = Question("without tenant")
STRANGE_TENANT = Question("strange tenant")
GARBLED = Question("garbled")
AHEAD = Question("ahead")
UNANALYSED = Telling("unanalysed", Numbers)  # its bytes
COPIES = Telling("leftover", Copy)
UNDECLARED_QUEUE = Telling("undeclared queue", Waiting)
SECRETS = Question("secrets")
PASSWORDS = Question("passwords")
BESIDE_SEALED = Question("beside sealed")
SHARED_PASSWORDS = Question("shared passwords")
SHARED_SALTS = Question("shared salts")
CUT_HASHES = Question("cut hashes")
QUICK_HASHES = Question("quick hashes")
SHARED_SECRETS = Question("shared secrets")
KNOWN_TOKENS = Question("known tokens")  # by claim and place
UNCLAIMED = Question("unclaimed")
TEXT_DOCUMENTS = Question("text documents")
TEXT_INSIDE = Question("text inside")
ZONES = Question("zones")
OWN_HOSTS = Question("own hosts")
STAGE_HOSTS = Question("stage hosts")
# Values that stray from all others of their column; by column.
IMPOSSIBLE_TIMES = Telling("impossible times", Counted)  # by what is wrong with them
DISORDER = Telling("disorder", Counted)  # by the column whose time they should follow
FORMS = Telling("forms", Counted)  # by the form that nearly all others have
SPELLINGS = Telling("spellings", Counted)
SHAPES = Telling("shapes", Counted)  # by name that is lacked, or has another kind of value
MAGNITUDES = Telling("magnitudes", Counted)  # by how they differ
SEALED_FORMS = Telling("sealed forms", Counted)  # by the form of most, those that have none, or no iv of their own
# What golive learn asks to draft claims.
PROFILE = Telling("profile", Profile)  # by table
DOCUMENT = Telling("document", Counted)  # by column: the names in its documents
OPENED = Telling("opened", Opened)  # by table, column and shape: the variable that opens them
COMPANIONS = Telling("companions", Counted)  # by table and column: conditions that hold exactly where it is filled
NAMES = Telling("names", Counted)  # by column: documents with several names, and with one twice
SYSTEM_ROWS = Telling("system rows", Counted)  # by table, condition and column of the tenant
HABIT = Telling("habit", Counted)  # by name: rows that it speaks of, and those that offend
HOLDERS = Telling("holders", Counted)  # by column and name: kinds of objects that always hold it
LINK = Telling("link", Counted)  # by place and table: how many values are keys of it
# Sessions, bodies of functions, steps, histories.
ISOLATION = Telling("isolation", Reach)
PROBER = Question("prober")  # the login that code of the database ran as
BODY = Question("body")
STEP = Naming("step")  # its state in the ledger, or one of these
NOT_RECORDED, EDITED, DEPLOYED = "not recorded", "edited", "deployed"
HISTORIES = Question("histories")  # that they were looked for
HISTORY = Telling("history", Attempts)  # by tool, or tool and table where there are several
HISTORY_LOCK = Question("history lock")  # by tool and table
MIGRATIONS = Telling("migrations", Files)  # by tool
# Server, environment, items, and the run itself.
SERVER_FILES = Telling("server:files", Settings)
SERVER_PINNED = Telling("server:pinned", Settings)
SLOTS = Telling("server:slots", Slots)
SUBSCRIPTIONS = Telling("server:subscriptions", Subscriptions)
COLLATIONS = Telling("collation", Sorting)  # by identity; "" is the database's own
MD5_ROLES = Question("md5 roles")
GUESSED_ROLES = Question("guessed roles")
KEY_PLACES = Question("key places")
REWRITTEN_BUILTINS = Question("rewritten builtins")
DISTRIBUTION = Telling("distribution", Distribution)
ITEM = Telling("item", Numbers)
UNOBSERVED_ITEM = Question(State.NOT_OBSERVED.value)
BUDGET = Telling("budget", Numbers)
STAGE = Naming("occasion:stage")
GO_LIVE = Question("occasion:go-live")

# What came of it when everything was used once, on a twin; by kind, identity, and who.
USED = Telling("used", Broken)
TWIN = Question("twin")
PROVED = Question("proved")  # by class of defects that were planted: how many, and which survived
SHOWN = Telling("shown", Shown)  # by the code of a finding, its object, and the digest of what it says
TRIED = Telling("tried", Tried)  # by the digest of a mend
FIXED = Telling("fixed", Fixed)
