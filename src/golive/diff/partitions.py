"""A partition that came after the lock is covered when it carries exactly what its siblings carry."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from golive.diff.wording import named
from golive.model.catalog import CatalogObject, Column, Constraint, Index, Policy, Relation, Rule, Statistics, Trigger
from golive.model.snapshot import Snapshot

_KINDS: tuple[type[CatalogObject], ...] = (Column, Constraint, Index, Policy, Trigger, Rule, Statistics)


def model_of(new: Relation, locked: Snapshot) -> Relation | None:
    """The locked sibling that a new partition is measured by."""
    siblings = [
        entry for entry in locked.of(Relation) if entry.parents == new.parents and entry.partition_bound != "DEFAULT"
    ]
    return siblings[-1] if siblings else None


def like_siblings(new: Relation, locked: Snapshot, observed: Snapshot) -> tuple[Relation, list[Policy]] | None:
    """The partition and the policies it lacks, as its siblings have them; None where more than that differs."""
    model = model_of(new, locked)
    if model is None or new.partition_bound == "DEFAULT":
        return None
    want = replace(new, **{field: getattr(model, field) for field in ("row_security", "forced", "owner", "grants")})
    here = {policy.name for policy in observed.on(Policy, new.identity)}
    policies = [
        replace(policy, identity=f"{new.identity}.{policy.identity.removeprefix(f'{model.identity}.')}")
        for policy in locked.on(Policy, model.identity)
        if policy.name not in here
    ]
    catalog = dict(observed.catalog)
    catalog["relation"] = tuple(want if entry.identity == new.identity else entry for entry in observed.of(Relation))
    catalog["policy"] = (*observed.of(Policy), *policies)
    return (want, policies) if stranger(want, locked, Snapshot(observed.server, catalog)) == "" else None


def stranger(new: Relation, locked: Snapshot, observed: Snapshot) -> str | None:
    """How an unlocked partition differs from its siblings; empty where it does not, None where it is none of ours."""
    if not new.is_partition or len(new.parents) != 1:
        return None
    parent = locked.get(Relation, new.parents[0])
    if parent is None:
        return None
    if new.partition_bound == "DEFAULT":
        return "a default partition takes rows that have no partition of their own"
    model = model_of(new, locked)
    if model is None:
        return None
    return _difference(new, observed, model, locked)


def _difference(new: Relation, observed: Snapshot, model: Relation, locked: Snapshot) -> str:
    for field in (
        "row_security",
        "forced",
        "owner",
        "grants",
        "persistence",
        "access_method",
        "options",
        "partition_key",
    ):
        if getattr(new, field) != getattr(model, field):
            here, there = _shown(getattr(new, field)), _shown(getattr(model, field))
            return f"{field.replace('_', ' ')} is {here}, that of its sibling {model.identity} {there}"
    for kind in _KINDS:
        own, usual = _told(kind, new, observed), _told(kind, model, locked)
        if more := sorted(own.keys() - usual.keys()):
            return f"it has {more[0]}, its sibling {model.identity} has not"
        if less := sorted(usual.keys() - own.keys()):
            return f"it lacks {less[0]}, its sibling {model.identity} has it"
        if other := sorted(key for key in own if own[key] != usual[key]):
            return f"its {other[0]} differs from that of its sibling {model.identity}"
    return ""


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return (", ".join(value) if isinstance(value, tuple) else str(value)) or "none"


_SAID: dict[type[CatalogObject], Callable[[Any], tuple[str, tuple[Any, ...]]]] = {
    Column: lambda c: (
        f"column {c.name}",
        (c.type, c.not_null, c.default, c.as_identity, c.generated, c.expression, c.collation, c.grants),
    ),
    Constraint: lambda c: (
        f"constraint {c.parent or c.type + ' ' + c.definition}",
        (c.type, c.definition, c.validated, c.enforced, c.triggers_enabled),
    ),
    Index: lambda i: (
        f"index {i.parent or ', '.join(i.columns)}",
        (i.access_method, i.columns, i.included, i.predicate, i.unique, i.valid, i.ready, i.nulls_not_distinct),
    ),
    Policy: lambda p: (f"policy {p.name}", (p.command, p.permissive, p.roles, p.using, p.check)),
    Trigger: lambda t: (
        f"trigger {t.name}",
        (t.enabled, t.function, t.timing, t.level, t.events, t.columns, t.condition, t.parent),
    ),
}


def _told(kind: type[CatalogObject], relation: Relation, snapshot: Snapshot) -> dict[str, tuple[Any, ...]]:
    say = _SAID.get(kind, lambda entry: (named(entry), ()))
    return dict(say(entry) for entry in snapshot.on(kind, relation.identity))
