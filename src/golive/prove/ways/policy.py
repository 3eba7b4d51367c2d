"""Policies: gone, for others, wider by a condition less, or open for one role."""

from collections.abc import Iterator

from golive.model.catalog import Column, Policy
from golive.model.claims import Claims
from golive.model.snapshot import Snapshot
from golive.prove.defect import Defect, altered, dropped
from golive.prove.rewriting import rewritten
from golive.prove.ways import way
from golive.sqltext.quoting import literal

_SIDES = ("using", "check")


@way
def policies(live: Snapshot, claims: Claims) -> Iterator[Defect]:
    for one in live.of(Policy):
        yield from dropped(one, live)
        turned = "restrictive" if one.permissive else "permissive"
        yield from altered(one, live, f"is {turned} now", permissive=not one.permissive)
        yield from altered(one, live, "is for everybody", roles=("PUBLIC",))
        if one.command not in ("ALL", "INSERT") and one.using:
            yield from altered(one, live, "is for every command", command="ALL")
        for side in _SIDES:
            if getattr(one, side):
                yield from _weakened(one, live, side)


def _weakened(one: Policy, live: Snapshot, side: str) -> Iterator[Defect]:
    text = getattr(one, side)
    columns = tuple(column.name for column in live.on(Column, one.relation or ""))
    yield from altered(one, live, f"{side} is true", **{side: "true"})
    yield from altered(one, live, f"{side} is false", **{side: "false"})
    for role in sorted(set(one.roles) - {"PUBLIC"}):
        other = f"(({text}) OR (CURRENT_USER = {literal(role)}::name))"
        yield from altered(one, live, f"{side} lets {role} do all", **{side: other})
    for title, other in rewritten(text, columns):
        yield from altered(one, live, f"{side} {title}", **{side: other})
