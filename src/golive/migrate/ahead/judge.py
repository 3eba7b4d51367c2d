"""A step whose statements would hold others up, or lose what is theirs, is refused before it runs."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from golive.migrate.ahead.act import Act
from golive.migrate.ahead.acts import acts, made_by
from golive.migrate.ahead.facts import Facts, Relation, Session, facts
from golive.migrate.ahead.rules import AT_ITS_TURN, RULES, Bar, Effort, budget_ms, duration_ms
from golive.migrate.ahead.shapes import free_change, other_shape
from golive.model.batch import TABLE
from golive.model.errors import WrongUse, did_you_mean
from golive.model.failures import StepUnsafe
from golive.model.step import Step
from golive.records.ledger import LedgerRow
from golive.sqltext.cursor import Name
from golive.sqltext.names import quoted

Refusal = tuple[Act, str]


@dataclass(frozen=True, slots=True)
class Part:
    """A file of a step, read."""

    path: Path
    acts: tuple[Act, ...]
    made: frozenset[Name]


@lru_cache(maxsize=512)
def parts(step: Step) -> tuple[Part, ...]:
    texts = [(step.migration.path, step.migration.text)] if step.migration else []
    texts.append((step.file("deploy"), step.deploy))
    return tuple(Part(path, _read(step, text), frozenset(made_by(text))) for path, text in texts)


def _read(step: Step, text: str) -> tuple[Act, ...]:
    """What a walk writes, it writes in short transactions."""
    return tuple(act for act in acts(text) if step.batch is None or TABLE not in act.text)


def refuse_unsafe(session: Session, steps: Iterable[Step], new: frozenset[Name], *, ahead: bool) -> None:
    """The first statement of these steps that may not run as it stands, on a database as large as this one.

    `new` are the relations that this migration has made: nobody else uses them yet. `ahead`, before the first step has
    run, what an earlier one may prove, empty or make is left for its turn.
    """
    read = [(step, parts(step)) for step in steps if not step.command]
    seen = facts(session, (act for _, files in read for file in files for act in file.acts), ahead=ahead)
    for step, files in read:
        consent(step)
        for file in files:
            for act, what in unsafe(step, file.acts, seen, new):
                if act.rule not in step.allows and not (ahead and act.rule in AT_ITS_TURN):
                    place = f"{file.path}:{act.line}"
                    raise StepUnsafe(place, what, f"{act.safe}; or '-- Allows: {act.rule}: why it may'")
            new |= file.made


_SAME = timedelta(days=1)  # a migration that was cut off goes on within a day


def recent(session: Session, steps: Iterable[Step], rows: Mapping[str, LedgerRow]) -> frozenset[Name]:
    """What this migration has made already: of what an earlier one made, others make use by now."""
    now = session.execute("SELECT pg_catalog.now()").fetchone()
    assert now is not None
    mine = (
        step
        for step in steps
        if (row := rows.get(step.name)) and (row.finished_at is None or row.finished_at > now[0] - _SAME)
    )
    return frozenset(name for step in mine if not step.command for part in parts(step) for name in part.made)


def consent(step: Step) -> None:
    """Nobody consents to what is not refused."""
    for rule in step.allows:
        if rule not in RULES:
            what = f"Allows {rule!r}{did_you_mean(rule, RULES)}"
            raise WrongUse(str(step.file("deploy")), what, "rules are " + ", ".join(RULES))


def unsafe(step: Step, found: Iterable[Act], seen: Facts, new: frozenset[Name]) -> Iterator[Refusal]:
    """What a file of the step does to others, each with how long it would."""
    held: Act | None = None  # what keeps writers out until this transaction ends
    for act in found:
        if act.relation in new:
            continue
        why = _refused(act, seen) if act.rule else None
        if why is None and held is not None and step.transactional and act.line > held.line and act.late:
            act = replace(act, rule="held", safe=f"put it into a step of its own: the lock is that of line {held.line}")
            why = _long(act, seen)
        if why is not None:
            yield act, why
        if act.strong and held is None and seen.there(act.relation):
            held = act


def _refused(act: Act, seen: Facts) -> str | None:
    rule, relation = RULES[act.rule], seen.of(act.relation)
    match rule.bar:
        case Bar.ALWAYS:
            return _said(act)
        case Bar.THERE:
            if not seen.there(act.relation):
                return None
            if act.rule == "other-shape":
                differs = other_shape(act, relation, seen.index(act) if act.index else None)
                return f"{_said(act)}: {differs}" if differs else None
            return _said(act)
        case Bar.ROWS:
            return _said(act) if relation is not None and relation.filled else None
        case Bar.TIME:
            return _long(act, seen)


def _long(act: Act, seen: Facts) -> str | None:
    if act.rule == "domain":
        rows, size = seen.domains.get(quoted(*act.relation), (0, 0))
        return _takes(act, rows, size)
    relation = seen.of(act.relation)
    if relation is None or _spared(act, relation, seen):
        return None
    rows, size = relation.rows, relation.size
    if act.effort is Effort.WRITES:
        rows = min(rows, seen.written.get(act.text, rows))
        size = int(size * rows / max(relation.rows, 1))
    return _takes(act, rows, size)


def _spared(act: Act, relation: Relation, seen: Facts) -> bool:
    """Whether the server need not look at the rows after all."""
    if act.rule == "not-null":
        index = seen.index(act) if act.index else None
        columns = tuple(index.columns) if index else act.columns
        return all(column in relation.proved or relation.columns.get(column, ("", False))[1] for column in columns)
    if act.rule == "volatile-default":
        return act.calls <= seen.steady
    if act.rule == "type":
        old = relation.columns.get(act.columns[-1], ("", False))[0] if act.columns else ""
        return bool(act.type) and free_change(old, act.type)
    return act.rule == "attach" and bool(relation.checks)


def _takes(act: Act, rows: int, size: int) -> str | None:
    assert act.effort is not None
    spent = duration_ms(act.effort, rows, size)
    if spent <= budget_ms(act.rule):
        return None
    return f"{_said(act)}: up to {spent / 1000:.1f} s for {rows:,} rows, {size / 1_000_000:,.0f} MB"


def _said(act: Act) -> str:
    relation = act.relation[0] if act.rule == "grant-public" else quoted(*act.relation)
    return f"{act.said} {RULES[act.rule].says.format(relation=relation)}"
