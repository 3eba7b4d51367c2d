"""Triggers fire when, where and as the platform says."""

import re
from collections.abc import Iterable

from golive.diff.kinds import kind_of
from golive.diff.wording import clipped
from golive.judge.audit import Findings, audit
from golive.judge.subjects import judged
from golive.judge.time_partitions import children_of
from golive.model.catalog import CatalogObject, Column, Function, Relation, Trigger
from golive.model.claims import Claims
from golive.model.finding import Severity, decision, sql
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.sqltext.conditions import holds_for_none
from golive.sqltext.quoting import ident

_FIRING = {"D": "disabled", "R": "enabled for replicas only"}
# What tools of expand and contract, or of an online rebuild, make for the time of a migration.
_TRANSIENT = re.compile(
    r"(?i)^_?pgroll_|^_pgroll|(^|_)pgosc(_|$)|_gh[oc]$|^_gh_|dual_?write|^_?lhm[an]_|^repack_trigger|^pt_osc_|^_.+_(new|old)_sync$"
)


@audit("TRG002", Severity.CRITICAL, Truth.LAWFUL)
def test_triggers_fire_for_ordinary_sessions(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """Every trigger is enabled for ordinary sessions, on each partition too.

    A disabled trigger keeps its name, so an audit by name stays green while new customers get no code and nobody
    counts storage any more.
    """
    for trigger in judged(findings, live, Trigger, claims):
        if trigger.enabled in _FIRING:
            findings.add(
                trigger.identity,
                f"is {_FIRING[trigger.enabled]}",
                "rows written by the application pass it by",
                sql(f"ALTER TABLE {trigger.relation} ENABLE TRIGGER {ident(trigger.name)};"),
            )


@audit("TRG003", Severity.CRITICAL, Truth.LAWFUL)
def test_trigger_conditions_can_hold(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """The condition of every trigger holds for some row.

    A trigger whose WHEN is never true is present, enabled, and does nothing.
    """
    for trigger in judged(findings, live, Trigger, claims):
        if not trigger.condition or trigger.parent:
            continue
        if holds_for_none(trigger.condition, _never_null(trigger, live.on(Column, trigger.relation or ""))):
            findings.add(
                trigger.identity,
                f"its condition never holds: {clipped(trigger.condition)}",
                "it is present and enabled, and no row ever fires it",
                decision("put the condition right that it was made for, or drop the trigger"),
            )


def _never_null(trigger: Trigger, columns: Iterable[Column]) -> frozenset[str]:
    """What a BEFORE trigger finds in NEW has not been checked yet."""
    rows = ("old",) if trigger.timing == "BEFORE" else ("old", "new")
    kept = [column.name for column in columns if column.not_null]
    return frozenset(f"{row}.{name}" for row in rows for one in kept for name in (one, f'"{one}"'))


@audit("TRG004", Severity.HIGH, Truth.LAWFUL)
def test_partitions_have_the_same_triggers(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """A trigger stands on all partitions of a table, or on none.

    On one partition only, it works for the rows of one month, and nobody sees why it stopped.
    """
    children = children_of(live)
    for trigger in judged(findings, live, Trigger, claims):
        table = live.get(Relation, trigger.relation or "")
        if trigger.parent or table is None or not table.is_partition:
            continue
        siblings = [
            one for one in children.get(table.parents[0], []) if one.relkind == "r" and one.identity != table.identity
        ]
        lacking = [
            one for one in siblings if not any(_same(trigger, other) for other in live.on(Trigger, one.identity))
        ]
        if lacking:
            findings.add(
                trigger.identity,
                f"stands on {table.identity} and not on its sibling {lacking[0].identity}"
                + (f" and {len(lacking) - 1} more" if len(lacking) > 1 else ""),
                "what it does is done for the rows of one partition only",
                decision(f"make the trigger on {table.parents[0]}, for all its partitions, or drop it"),
                extent=[f"not on {one.identity}" for one in lacking],
            )


def _same(one: Trigger, other: Trigger) -> bool:
    return (one.function, one.events, one.timing, one.level) == (
        other.function,
        other.events,
        other.timing,
        other.level,
    )


@audit("TRG005", Severity.HIGH, Truth.LAWFUL)
def test_nothing_is_left_of_a_migration(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """No trigger, column, table or function is left that a tool made for the time of a migration.

    A trigger that copies between old and new columns goes on overwriting; the columns hold everything twice, and
    only one copy is kept by policies and exports.
    """
    kinds: tuple[type[CatalogObject], ...] = (Relation, Column, Trigger, Function)
    for kind in kinds:
        for entry in judged(findings, live, kind, claims):
            if not _TRANSIENT.search(entry.name) or _is_clone(entry):
                continue
            text = kind_of(entry).drop(entry, live)
            findings.add(
                entry.identity,
                f"the {entry.kind} has the name of something that a migration makes for its own time",
                "it goes on copying, or holds rows twice, once in a place that nobody looks after",
                sql(text, destructive=True)
                if text
                else decision("complete the migration with its tool, or roll it back"),
            )


def _is_clone(entry: CatalogObject) -> bool:
    return isinstance(entry, Trigger) and entry.parent != ""
