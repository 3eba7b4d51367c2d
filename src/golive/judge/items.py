"""What an item answered, held against its limits at the stage of the run."""

from collections.abc import Iterator

from golive.judge.answers import answer
from golive.judge.audit import Findings
from golive.model import questions as q
from golive.model.claims import Claims
from golive.model.claims.item import Item, Measured, passed_over
from golive.model.evidence import Evidence
from golive.model.finding import decision
from golive.model.occasion import limits_at
from golive.model.snapshot import Snapshot

_SAYS = {"at_least": "at least", "at_most": "at most", "equals": "exactly"}


def let_go(item: Item, live: Snapshot) -> bool:
    """Whether the item was not observed, and this run is not stopped by that."""
    return _not_observed(item, live) is not None and not item.blocks_now(is_go_live(live))


def is_go_live(live: Snapshot) -> bool:
    return live.asked(q.GO_LIVE.of()).count == 1


def _not_observed(item: Item, live: Snapshot) -> str | None:
    found = live.evidence.get(q.UNOBSERVED_ITEM.of(item.name))
    return found.note if found else None


def answered(findings: Findings, live: Snapshot, item: Item) -> Evidence | None:
    """The answer of an item, counted; None where there is none, which has then been said."""
    why = _not_observed(item, live)
    if why is not None:
        findings.unknown(item.name, why, item.remedy)
        return None
    return answer(findings, live, q.ITEM.of(item.name), item.name)


def beyond(item: Measured, evidence: Evidence, claims: Claims, live: Snapshot) -> Iterator[str]:
    """The limits that its number does not keep."""
    told, stage = q.ITEM.told(evidence), q.STAGE.word(live.asked(q.STAGE.of()))
    value = told.value if told else None
    limits = limits_at(item, stage, claims.platform.stages)
    for name in limits if value is None else passed_over(value, limits):
        seen = "no number was seen" if value is None else f"it is {shown(value, item.unit)}"
        yield f"{seen}; {_SAYS[name]} {shown(limits[name])} is wanted"


def shown(value: float, unit: str = "") -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return f"{text} {unit}".strip()


def tell(findings: Findings, item: Item, what: str) -> None:
    findings.add(where=item.name, what=what, why=item.why, mend=item.remedy, severity=item.weight)


def unsigned(findings: Findings, live: Snapshot, item: Item) -> None:
    """An open sign-off is a finding once it has to be there: somebody can put it right."""
    why = _not_observed(item, live)
    if why is None:
        answer(findings, live, q.ITEM.of(item.name), item.name)
        return
    findings.look(item.name)
    mend = decision("have it signed in signoffs.toml, and give that file by --signoffs")
    findings.add(where=item.name, what=why, why=item.why, mend=mend, severity=item.weight)
