"""Many questions that count, asked at once; one that fails is asked alone, so that UNKNOWN names its table."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, cast

from psycopg import Connection, sql

from golive.model import questions as q
from golive.model.evidence import Evidence, State
from golive.observe.ask import Rows, ask
from golive.observe.budget import HEAVY
from golive.observe.reader import Reader, untouched

AT_ONCE = 100  # planning time grows with every part of the union
Counts = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Counting:
    """One question about one subject: a SELECT of one row with one bigint[]."""

    subject: str
    select: sql.Composable
    size: int | None = None  # bytes it has to read
    rows: float = -1  # what the planner expects
    slices: tuple[sql.Composable, ...] = ()  # for a large table: the same in parts, whose counts add up


def count_all(
    connection: Connection[tuple[Any, ...]],
    questions: Iterable[Counting],
    limit_ms: int | None = None,
    settings: Mapping[str, str] = {},  # it is only read
) -> dict[str, Counts | Evidence]:
    """The counts of every subject, or why there are none."""
    together = partial(_together, connection, limit_ms, settings)
    kept = connection.kept.asked if isinstance(connection, Reader) and connection.kept is not None else None
    light: list[Counting] = []
    found: dict[str, Counts | Evidence] = {}
    new: dict[str, tuple[str, str]] = {}
    for question in questions:
        if kept is not None:
            key = new[question.subject] = (question.select.as_string(connection), repr(settings))
            if key in kept:
                found[question.subject] = kept[new.pop(question.subject)]
                continue
        if refused := untouched(connection, question.select):
            found[question.subject] = Evidence.unknown(str(refused))
        elif (question.size or 0) > HEAVY:
            found[question.subject] = _alone(together, question)
        else:
            light.append(question)
    for some in _rounds(light):
        answer = together(some)
        if isinstance(answer, Evidence) and answer.state is State.NOT_OBSERVED:
            found |= {question.subject: answer for question in some}
        elif isinstance(answer, Evidence):
            found |= {question.subject: _alone(together, question) for question in some}
        else:
            found |= answer
    if kept is not None:
        kept |= {key: found[name] for name, key in new.items() if not isinstance(found[name], Evidence)}
    return found


def _rounds(questions: Sequence[Counting]) -> Iterator[list[Counting]]:
    """Those that are asked at once: no more than a large table is read under one snapshot."""
    some: list[Counting] = []
    bytes_read = 0
    for question in questions:
        if some and (len(some) == AT_ONCE or bytes_read + (question.size or 0) > HEAVY):
            yield some
            some, bytes_read = [], 0
        some.append(question)
        bytes_read += question.size or 0
    if some:
        yield some


def _together(
    connection: Connection[tuple[Any, ...]],
    limit_ms: int | None,
    settings: Mapping[str, str],
    questions: Sequence[Counting],
) -> dict[str, Counts | Evidence] | Evidence:
    union = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT {}::int, q.* FROM ({}) AS q").format(sql.Literal(n), question.select)
        for n, question in enumerate(questions)
    )
    gathered: dict[str, Counts | Evidence] = {}

    def read(answer: Rows) -> Evidence:
        gathered.update((questions[n].subject, tuple(counts)) for n, counts in answer)
        return Evidence.seen(len(answer))

    evidence = ask(connection, union, read, limit_ms=limit_ms, settings=settings)
    return gathered if evidence.state is State.SEEN else evidence


def _alone(
    together: Callable[[Sequence[Counting]], dict[str, Counts | Evidence] | Evidence], question: Counting
) -> Counts | Evidence:
    """Each part of it has a snapshot and a budget of its own; where one is not answered, the others are no answer."""
    parts: list[Counts] = []
    every = question.slices or (question.select,)
    for select in every:
        answer = together([replace(question, select=select)])
        if isinstance(answer, Evidence) and answer.state is State.NOT_OBSERVED:
            continue
        if isinstance(answer, Evidence):
            about = f"; it has about {question.rows:,.0f} rows" if question.rows >= 0 else ""
            share = f"; {len(parts)} of {len(every)} parts of it were looked at" if every[1:] else ""
            return Evidence.unknown(answer.note + about + share, answer.cure)
        parts.append(cast(Counts, answer[question.subject]))
    return tuple(map(sum, zip(*parts, strict=True))) if parts else Evidence.not_observed("it was planned and not asked")


def told(question: q.Question, answers: Mapping[str, Evidence], looked_at: int, note: str = "") -> dict[str, Evidence]:
    """What was found for one question: how many were looked at, and every subject that is not as it should be."""
    wrong = {question.of(subject): one for subject, one in answers.items() if one.state is not State.SEEN or one.count}
    return {question.of(): Evidence.seen(looked_at=looked_at, count=len(wrong), note=note), **wrong}


def first(answers: Mapping[str, Counts | Evidence], at: int = 0) -> dict[str, Evidence]:
    """One of the counts of every subject, as evidence."""
    return {
        subject: one if isinstance(one, Evidence) else Evidence.seen(looked_at=1, count=one[at])
        for subject, one in answers.items()
    }
