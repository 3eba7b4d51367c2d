"""Lock and database compared, kind by kind: what is missing, what nobody locked, what has changed."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from operator import attrgetter

from golive.diff.difference import Change, Difference
from golive.diff.fields import differing, told_fields
from golive.diff.followers import Followers
from golive.diff.harm import harm
from golive.diff.mend import mend_changed, mend_missing, mend_partition, mend_unexpected
from golive.diff.order import ordered
from golive.diff.partitions import stranger
from golive.diff.resemblance import resembling
from golive.diff.tuning import WHY, tuning
from golive.diff.wording import changes, named
from golive.model.catalog import KINDS, CatalogObject, Index, Relation, compared_fields
from golive.model.extent import digest
from golive.model.finding import Severity
from golive.model.lock import Lock
from golive.model.snapshot import Snapshot, Unreadable


@dataclass(frozen=True, slots=True)
class Raw:
    """A difference before it is told: the locked object, the observed one, the fields that differ."""

    change: Change
    want: CatalogObject | None
    now: CatalogObject | None
    fields: tuple[str, ...] = ()

    @property
    def entry(self) -> CatalogObject:
        found = self.want or self.now
        assert found is not None
        return found


@dataclass(frozen=True, slots=True)
class Comparison:
    """What comparing gave, and what it looked at."""

    differences: tuple[Difference, ...]
    unreadable: Mapping[str, str]  # kind: why it could not be compared
    looked_at: Mapping[str, int]  # kind: how many objects, locked and observed
    new_partitions: tuple[str, ...]  # accepted: they carry what their siblings carry


def differences(
    lock: Lock, observed: Snapshot, covered: Callable[[CatalogObject], bool] | None = None
) -> tuple[Difference, ...]:
    """Every difference, in the order in which their mends run."""
    return compare(lock, observed, covered).differences


def compare(
    lock: Lock,
    observed: Snapshot,
    covered: Callable[[CatalogObject], bool] | None = None,
    strict: Collection[str] = (),
    expired: Collection[str] = (),
) -> Comparison:
    """Objects that `covered` names are somebody else's, on both sides; tuning is advice, but for `strict`.

    expired: locked relations that may be gone, with all that hung on them.
    """
    locked = lock.snapshot
    readable, unreadable = _readable(observed)
    raw: list[Raw] = []
    looked_at: dict[str, int] = {}
    for kind in KINDS:
        if kind.kind in unreadable:
            continue
        unread = observed.unread.get(kind.kind, {})  # told by name, and neither missing nor changed
        want = {
            entry.identity: entry
            for entry in locked.of(kind)
            if entry.identity not in unread and (covered is None or not covered(entry))
        }
        now = {entry.identity: entry for entry in readable.of(kind) if covered is None or not covered(entry)}
        looked_at[kind.kind] = len(want.keys() | now.keys())
        raw += _compare(kind, want, now, locked, readable)
    strange = {
        entry.now.identity: how
        for entry in raw
        if entry.change is Change.UNEXPECTED
        and isinstance(entry.now, Relation)
        and not unreadable
        and (how := stranger(entry.now, locked, readable)) is not None
    }
    accepted = tuple(name for name, how in strange.items() if not how)
    followers = Followers(tuple((entry.change, entry.want, entry.now, entry.fields) for entry in raw), locked, readable)
    leading = [
        entry
        for entry in raw
        if entry.entry.identity not in accepted
        and not (entry.change is Change.MISSING and entry.entry.identity in expired)
        and not followers.follows(entry.change, entry.want, entry.now, entry.fields)
    ]
    unlocked = [entry.now for entry in leading if entry.change is Change.UNEXPECTED and entry.now is not None]
    told = [_told(entry, locked, readable, unlocked, strange, strict) for entry in _in_order(leading, locked)]
    return Comparison(tuple(told), unreadable, looked_at, accepted)


def _readable(observed: Snapshot) -> tuple[Snapshot, dict[str, str]]:
    """The snapshot with nothing in the place of what could not be read."""
    unreadable = {}
    catalog = dict(observed.catalog)
    for kind in KINDS:
        found = catalog.get(kind.kind, Unreadable("it is not part of this snapshot"))
        if isinstance(found, Unreadable):
            unreadable[kind.kind] = found.reason
            catalog[kind.kind] = ()
    return (observed if not unreadable else replace(observed, catalog=catalog)), unreadable


def _compare(
    kind: type[CatalogObject],
    want: dict[str, CatalogObject],
    now: dict[str, CatalogObject],
    locked: Snapshot,
    observed: Snapshot,
) -> Iterable[Raw]:
    values = attrgetter(*(entry.name for entry in compared_fields(kind)))
    for identity, before in want.items():
        after = now.get(identity)
        if after is None:
            yield Raw(Change.MISSING, before, None)
        elif values(before) != values(after) and (fields := differing(before, after, locked, observed)):
            yield Raw(Change.CHANGED, before, after, fields)
    for identity, after in now.items():
        if identity not in want:
            yield Raw(Change.UNEXPECTED, None, after)


def _in_order(raw: list[Raw], locked: Snapshot) -> list[Raw]:
    by_object = {(entry.change, entry.entry.kind, entry.entry.identity): entry for entry in raw}
    return [by_object[key] for key in ordered([(entry.change, entry.entry) for entry in raw], locked)]


def _extent(raw: Raw) -> tuple[str, ...]:
    """What there is now: a digest of each field that differs, whole; of what nobody locked, of every field."""
    if raw.now is None:
        return (raw.change.value,)
    fields = raw.fields or tuple(entry.name for entry in compared_fields(type(raw.now)))
    return raw.change.value, *(f"{field} {digest(getattr(raw.now, field))}" for field in fields)


def _again(entry: CatalogObject, locked: Snapshot) -> bool:
    """Whether an index is a locked one under another name: it makes nothing faster, and every write pays for both."""
    if not isinstance(entry, Index):
        return False
    body = entry.definition.partition(" USING ")[2]
    others = (one for one in locked.on(Index, entry.table) if one.name != entry.name)
    return any(body == one.definition.partition(" USING ")[2] for one in others)


def _told(
    raw: Raw,
    locked: Snapshot,
    observed: Snapshot,
    unlocked: list[CatalogObject],
    strange: Mapping[str, str],
    strict: Collection[str],
) -> Difference:
    entry = raw.entry
    fields = told_fields(entry, raw.fields)
    severity, why = harm(raw.change, entry, raw.now, raw.fields)
    tuned = tuning(raw.change, entry, raw.now, raw.fields)
    if tuned and tuned not in strict and not (tuned == "index" and _again(entry, locked)):
        severity, why = Severity.ADVICE, WHY
    if raw.want is not None and raw.now is not None:
        what = f"{named(entry)}: {changes(raw.want, raw.now, fields)}"
        mend = mend_changed(raw.want, raw.now, raw.fields, locked, observed)
    elif raw.want is not None:
        what = f"{named(entry)} is missing{resembling(entry, unlocked)}"
        mend = mend_missing(entry, locked, observed)
    else:
        what = f"{named(entry)} is not in the lock"
        if strange.get(entry.identity):
            what += f": {strange[entry.identity]}"
        if isinstance(entry, Relation) and entry.rows >= 0 and entry.is_table:
            what += f" (about {entry.rows:.0f} rows)"
        if isinstance(entry, Relation) and strange.get(entry.identity):
            severity = Severity.CRITICAL
            why = "its rows can be read past the parent, without the protection its siblings have"
            mend = mend_partition(entry, locked, observed)
        else:
            mend = mend_unexpected(entry, locked, observed)
    told = (entry.kind, entry.code, raw.change, severity, entry.identity, what, why, mend, fields)
    return Difference(*told, _extent(raw))
