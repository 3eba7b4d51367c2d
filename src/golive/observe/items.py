"""Every [[item]], each by its own evaluator; and how long the steps took."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from psycopg import Connection

from golive.model import questions as q
from golive.model.claims import Claims
from golive.model.claims.item import Command, Environment, Figure, Item, Probe, Query, at_stage
from golive.model.evidence import Evidence, Named
from golive.model.failures import LedgerHidden
from golive.model.fingerprint import is_fingerprint, matches
from golive.model.occasion import Occasion, unobserved
from golive.observe.commands import run
from golive.observe.figures import figure
from golive.observe.measured import measured
from golive.observe.plans import query
from golive.observe.probes import probe
from golive.records import ledger

Environ = Mapping[str, str]


def observe_items(connection: Connection[tuple[Any, ...]], claims: Claims) -> dict[str, Evidence]:
    """What the database answers. Figures are measured at every stage, for those who read the metrics."""
    found = {q.ITEM.of(item.name): figure(connection, item) for item in claims.of(Item) if isinstance(item, Figure)}
    found |= {q.ITEM.of(item.name): query(connection, item) for item in claims.of(Item) if isinstance(item, Query)}
    return found | {q.BUDGET.of(): _spent(connection, claims)}


def observe_outside(claims: Claims, occasion: Occasion, environ: Environ, today: date) -> dict[str, Evidence]:
    """What others answer, asked after the database's session has ended; and what the run was told of itself."""
    stage = occasion.stage_of(claims)
    found = {
        q.STAGE.of(): Evidence.seen(1, told=Named(stage)),
        q.GO_LIVE.of(): Evidence.seen(1, count=occasion.go_live),
    }
    for item in claims.of(Item):
        if why := unobserved(item, claims, occasion, environ, today):
            found[q.UNOBSERVED_ITEM.of(item.name)] = Evidence.not_observed(why)
        elif not isinstance(item, Figure | Query):
            found[q.ITEM.of(item.name)] = _answer(item, claims, stage, environ)
    return found


def _answer(item: Item, claims: Claims, stage: str, environ: Environ) -> Evidence:
    match item:
        case Probe():
            return probe(item, environ)
        case Command():
            return run(item, environ)
        case Environment():
            return _variable(item, claims, stage, environ)
    return Evidence.seen(1)  # a sign-off that stands


def _variable(item: Environment, claims: Claims, stage: str, environ: Environ) -> Evidence:
    value = environ[item.variable]
    if item.equals:
        allowed = at_stage(item.equals, stage, claims.platform.stages)
        wrong = [] if value == allowed else [f"{item.variable} is not {allowed!r}"]
        return measured(wrong=wrong, errors=len(wrong))
    other = item.same_as or item.differs_from or ""
    if not is_fingerprint(environ[other]):
        how = f"python -m golive.model.fingerprint {item.variable}, run with the source's environment, makes it"
        return Evidence.unknown(f"{other} holds no fingerprint: {how}")
    same = matches(value, environ[other])
    wrong = [] if same == bool(item.same_as) else [f"{item.variable} is {'' if same else 'not '}the one of the source"]
    return measured(wrong=wrong, errors=len(wrong))


def _spent(connection: Connection[tuple[Any, ...]], claims: Claims) -> Evidence:
    """The minutes that the platform's steps took when they were deployed."""
    try:
        rows = ledger.read(connection, claims.platform.name)
    except LedgerHidden as error:
        return Evidence.unknown(str(error).splitlines()[-1])
    ran = [row for row in rows if row.state is ledger.State.DEPLOYED and not row.found]
    if not ran:
        return Evidence.not_observed("golive has deployed no step here")
    return measured(sum(row.duration_ms for row in ran) / 60_000, looked_at=len(ran))
