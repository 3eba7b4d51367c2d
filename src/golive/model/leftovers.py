"""What stays behind: tables, columns and queues whose names or shapes say that nobody meant them to go live."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from golive.model.catalog import Column, Constraint, Index, Relation
from golive.model.relation_names import columns_of
from golive.model.snapshot import Snapshot

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_CERTAIN = r"bak|bkp|bkup|tmp|dump|debug|old|deleteme|scratch|junk|obsolete"
_LIKELY = r"backups?|copy|temp|test|orig|original|archived?|saved?|prev|previous|new|v1|restored?|snapshot"
_MARK = rf"{_CERTAIN}|{_LIKELY}"
_MARKED = re.compile(rf"(?:^(?P<first>{_MARK})_(?P<rest>.+)|(?P<stem>.+)_(?P<last>{_MARK})_?\d*)$")
_DATED = re.compile(r"^(?P<stem>.+?)_?(?:19|20)\d\d_?(?:0[1-9]|1[0-2])_?(?:0[1-9]|[12]\d|3[01])(?:_?\d{4,6})?$")
_SURE = re.compile(rf"^(?:{_CERTAIN})$")
_SCHEMA = re.compile(
    r"^(?:bak|bkp|backups?|tmp|temp|old|scratch|debug|dump|junk)(?:_.*|\d*)$|_(?:bak|bkp|backup|old|tmp)\d*$"
)
Shape = frozenset[tuple[str, str]]  # names and types of columns
COPIED = 3  # columns from which the same names and types are no coincidence


@dataclass(frozen=True, slots=True)
class Leftover:
    """A table, and what says that it was left behind."""

    table: str
    reason: str
    original: str = ""  # identity of the table that it copies


@cache
def words(name: str) -> str:
    """A name in small letters with its words apart: userBackup2024 is user_backup2024."""
    return _CAMEL.sub("_", name).lower().replace("-", "_").replace(" ", "_")


def leftover_tables(live: Snapshot, outside: frozenset[str]) -> tuple[Leftover, ...]:
    """By name or by shape, of the schemas that are not outside; a partition, or what others inherit from, is none."""
    every = tuple(table for table in live.of(Relation) if table.is_table and table.schema not in outside)
    parents = {parent for table in every for parent in table.parents}
    shapes = {table.identity: _shape(live, table) for table in every}
    alike: dict[tuple[Shape, str], list[Relation]] = {}
    for table in every:
        if not table.is_partition:
            alike.setdefault((shapes[table.identity], table.relkind), []).append(table)
    by_name: dict[str, list[Relation]] = {}
    for table in every:
        by_name.setdefault(words(table.name), []).append(table)
    found = []
    for table in every:
        if table.is_partition or table.parents or table.identity in parents or table.relkind != "r":
            continue
        if leftover := _by_shape(live, table, shapes[table.identity], alike) or _by_name(table, by_name):
            found.append(leftover)
    return tuple(found)


def _shape(live: Snapshot, table: Relation) -> Shape:
    start = len(table.identity) + 1
    return frozenset((column.identity[start:], column.type) for column in live.on(Column, table.identity))


def _by_shape(
    live: Snapshot,
    table: Relation,
    own: Shape,
    alike: Mapping[tuple[Shape, str], list[Relation]],
) -> Leftover | None:
    """CREATE TABLE … AS copies columns and rows, and nothing that guards them; a detached partition keeps its name."""
    if len(own) < COPIED:
        return None
    for other in alike.get((own, "p"), ()):
        if words(table.name).startswith(words(other.name)):
            reason = f"it has the columns of {other.identity} and is no partition of it"
            return Leftover(table.identity, reason, other.identity)
    bare = not (
        bool(live.on(Constraint, table.identity))
        or bool(live.on(Index, table.identity))
        or any(column.not_null or column.default or column.as_identity for column in live.on(Column, table.identity))
    )
    if not bare:
        return None
    for other in (*alike.get((own, "r"), ()), *alike.get((own, "p"), ())):
        if other is not table and live.on(Constraint, other.identity):
            reason = f"it has the columns of {other.identity}, and none of its keys and constraints"
            return Leftover(table.identity, reason, other.identity)
    return None


def _by_name(table: Relation, by_name: Mapping[str, list[Relation]]) -> Leftover | None:
    name = words(table.name)
    match, dated = _MARKED.match(name), _DATED.match(name)
    if dated:
        return Leftover(table.identity, "its name ends with a date", _original(dated["stem"], by_name, table))
    if match:
        mark, stem = match["first"] or match["last"], match["rest"] or match["stem"]
        original = _original(stem, by_name, table)
        if original or _SURE.match(mark):
            return Leftover(table.identity, f"its name says {mark!r}", original)
    if _SURE.match(name):
        return Leftover(table.identity, f"its name says {name!r}")
    if table.schema and _SCHEMA.search(words(table.schema)):
        return Leftover(table.identity, f"its schema is called {table.schema!r}", _original(name, by_name, table))
    return None


def _original(stem: str, by_name: Mapping[str, list[Relation]], table: Relation) -> str:
    for name in (stem, stem + "s", stem.removesuffix("s")):
        for other in by_name.get(name, ()):
            if other.identity != table.identity:
                return other.identity
    return ""


_QUEUES = re.compile(
    r"(?:^|_)(?:queues?|queued|outbox|mailqueue|emailqueue|jobqueue|jobs?"
    r"|(?:pending|scheduled)_(?:e?mails?|messages|notifications|jobs|sms))(?:_|$)"
)
_STATUS = re.compile(r"^(?:status|state|(?:job|queue|email|mail|message|send|delivery|outbox)_(?:status|state))$")
_DUE = re.compile(
    r"^(?:run|send|due|fire|process|execute|deliver|publish|start)_?(?:at|on|after|time)$|^scheduled?_(?:at|for|on|time)$"
    r"|^next_(?:run|attempt|retry|try)(?:_at)?$|^available_at$|^visible_at$|^not_before$"
)
_MADE = re.compile(
    r"^(?:created|queued|enqueued|inserted|added|requested|submitted)_?(?:at|on|time)$|^date_?(?:created|added)$"
)
_WORKED = re.compile(
    r"^(?:attempts?|tries|retries|(?:retry|attempt)_count|locked_(?:at|by|until)|reserved_at|payload|to_?addr(?:ess)?"
    r"|recipient|to_email|handler|args|arguments|last_error)$"
)
_ASSIGNED = re.compile(r"^(?:assigned_(?:to|at|by|user|user_id)|assignee(?:_id)?|claimed_by)$")  # a list for people


@dataclass(frozen=True, slots=True)
class QueueLike:
    """A table whose rows fire by themselves, as it seems."""

    table: str
    status: str
    since: str


def queue_like(live: Snapshot, tables: Iterable[Relation]) -> tuple[QueueLike, ...]:
    """Called a queue, with a state, a moment, and a sign that a worker takes its rows."""
    found = []
    for table in tables:
        if table.is_partition or not _QUEUES.search(words(table.name)):
            continue
        named = {words(name): column for name, column in columns_of(live, table.identity).items()}
        status = next((column for name, column in named.items() if _STATUS.match(name) and _is_label(column)), None)
        moments = {name: column for name, column in named.items() if column.type.startswith(("timestamp", "date"))}
        due = next((column for name, column in moments.items() if _DUE.match(name)), None)
        made = next((column for name, column in moments.items() if _MADE.match(name)), None)
        since = due or made
        if any(_ASSIGNED.match(name) for name in named):
            continue
        if status and since and (due or any(_WORKED.match(name) for name in named)):
            found.append(QueueLike(table.identity, status.name, since.name))
    return tuple(found)


def _is_label(column: Column) -> bool:
    return not column.type.startswith(("boolean", "integer", "smallint", "bigint", "json"))


_TALKATIVE = re.compile(
    r"log|error|message|note|detail|meta|config|setting|payload|comment|context|param|trace|output|request|response|header"
    r"|exception|statements|definition|workflow|step|action|trigger|webhook|connection|integration|auth"
)
_PROSE = re.compile(
    r"(?:^|_)(?:content|body|descriptions?|summary|text|tags?|labels?|bio|html|markdown|answers?|prompts?|instructions?"
    r"|snippets?|about|reason|remarks?|subject|questions?|transcripts?)$"
)
_SECOND_FACTOR = re.compile(r"(?:^|_)(?:two_?factor|2_?fa|totp|mfa|otp)_?(?:secret|seed|key)$")
_RECORDS = re.compile(r"(?:^|_)(?:logs?|audits?|history|histories|events?|versions?|traces?|revisions?|changes)(?:_|$)")
_VALUES = re.compile(r"setting|config|option|preference|environment|variable|propert|parameter|env(?:_|$)")
_OF = (
    r"user|account|login|admin|db|database|smtp|imap|s?ftp|ldap|e?mail|root|hashed|encrypted|crypted|plain|clear|raw|initial"
    r"|temp|temporary|default|old|current|legacy"
)
_FORM = r"hash|hashed|digest|bcrypt|enc|encrypted|crypted|plain|clear|plaintext|cleartext|raw|text|value|unencrypted"
_PASSWORD = re.compile(rf"^(?:(?:{_OF})_?)*(?:password|passwd|passphrase|pwd|pass_word)(?:_?(?:{_FORM}))*$")
_PLAIN = re.compile(r"(?:^|_)(?:plain|plain_?text|clear|clear_?text|unencrypted|unhashed|raw)(?:_|$)")
_SECRET = re.compile(r"password|passwd|pwd|secret|token|api_?key|credential")


def is_talkative(table: Relation, name: str, column: Column) -> bool:
    """A column where people and programs write what comes to mind."""
    return is_text(column, documents=True) and (
        _is_talkative(name)
        or (words(name) in ("value", "data", "val") and bool(_VALUES.search(words(table.name))))
        or (column.type in ("text", "json", "jsonb") and bool(_RECORDS.search(words(table.name))))
    )


def is_written(table: Relation, name: str, column: Column) -> bool:
    """The same, or one that is written for readers, or seeds codes of a second factor, by its name."""
    return is_talkative(table, name, column) or (
        is_text(column, documents=True) and (_is_prose(name) or is_second_factor(name))
    )


@cache
def is_second_factor(name: str) -> bool:
    return bool(_SECOND_FACTOR.search(words(name)))


@cache
def _is_prose(name: str) -> bool:
    return bool(_PROSE.search(words(name)))


@cache  # thousands of tables have columns of one name
def _is_talkative(name: str) -> bool:
    return bool(_TALKATIVE.search(words(name)))


def is_password(name: str, column: Column) -> bool:
    """A column whose name says that it holds a password, hashed or not, or a secret in plain text."""
    return is_text(column) and _is_password(name)


@cache
def _is_password(name: str) -> bool:
    name = words(name)
    return bool(_PASSWORD.match(name) or (_PLAIN.search(name) and _SECRET.search(name)))


def is_secret(name: str) -> bool:
    """A column whose name says that who reads it may do something with it."""
    return bool(_SECRET.search(words(name)))


def is_text(column: Column, documents: bool = False) -> bool:
    return column.generated != "v" and _is_text(column.type, documents)


@cache
def _is_text(kind: str, documents: bool) -> bool:
    written = kind.startswith(("text", "character")) or kind.endswith("citext")
    return written or kind in ("json", "jsonb") if documents else written and not kind.endswith("[]")
