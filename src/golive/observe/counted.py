"""Many questions that count, asked at once; one that fails is asked alone, so that UNKNOWN names its table."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from psycopg import Connection, sql

from golive.model import questions as q
from golive.model.evidence import Evidence, State
from golive.observe.ask import LIMIT_MS, Rows, ask
from golive.observe.reader import untouched
from golive.observe.tables import HEAVY

AT_ONCE = 100  # planning time grows with every part of the union
Counts = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Counting:
    """One question about one subject: a SELECT of one row with one bigint[]."""

    subject: str
    select: sql.Composable
    size: int | None = None  # bytes it has to read
    rows: float = -1  # what the planner expects


@contextmanager
def planned(connection: Connection[tuple[Any, ...]], settings: Mapping[str, str]) -> Iterator[None]:
    """Settings of the planner for some questions, put back after them."""
    for name, value in settings.items():
        connection.execute("SELECT pg_catalog.set_config(%s, %s, true)", (name, value))
    try:
        yield
    finally:
        for name in settings:
            connection.execute(sql.SQL("SET LOCAL {} TO DEFAULT").format(sql.Identifier(name)))


def count_all(
    connection: Connection[tuple[Any, ...]],
    questions: Iterable[Counting],
    limit_ms: int = LIMIT_MS,
) -> dict[str, Counts | Evidence]:
    """The counts of every subject, or why there are none."""
    light: list[Counting] = []
    found: dict[str, Counts | Evidence] = {}
    for question in questions:
        if refused := untouched(connection, question.select):
            found[question.subject] = Evidence.unknown(str(refused))
        elif (question.size or 0) > HEAVY:
            found[question.subject] = _alone(connection, question, limit_ms)
        else:
            light.append(question)
    for start in range(0, len(light), AT_ONCE):
        some = light[start : start + AT_ONCE]
        answer = _together(connection, some, limit_ms)
        if isinstance(answer, Evidence):
            found |= {question.subject: _alone(connection, question, limit_ms) for question in some}
        else:
            found |= answer
    return found


def _together(
    connection: Connection[tuple[Any, ...]], questions: Sequence[Counting], limit_ms: int
) -> dict[str, Counts | Evidence] | Evidence:
    union = sql.SQL(" UNION ALL ").join(
        sql.SQL("SELECT {}::int, q.* FROM ({}) AS q").format(sql.Literal(n), question.select)
        for n, question in enumerate(questions)
    )
    gathered: dict[str, Counts | Evidence] = {}

    def read(answer: Rows) -> Evidence:
        gathered.update((questions[n].subject, tuple(counts)) for n, counts in answer)
        return Evidence.seen(len(answer))

    evidence = ask(connection, union, read, limit_ms=limit_ms)
    return gathered if evidence.state is State.SEEN else evidence


def _alone(connection: Connection[tuple[Any, ...]], question: Counting, limit_ms: int) -> Counts | Evidence:
    answer = _together(connection, [question], limit_ms)
    if not isinstance(answer, Evidence):
        return answer[question.subject]
    about = f"; it has about {question.rows:,.0f} rows" if question.rows >= 0 else ""
    return Evidence.unknown(answer.note + about)


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
