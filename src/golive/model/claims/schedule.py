"""[[schedule]]: cron expressions that fire, in time zones that exist."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated, Literal

from psycopg import sql
from pydantic import Field

from golive.model.asking import KEYS, Answer, Asked, key_text, table, text
from golive.model.claim import Found, Key, Name, Qualified, Text, says
from golive.model.claim_kind import kind
from golive.model.evidence import Evidence
from golive.model.questions import Question
from golive.model.zones import is_abbreviated

if TYPE_CHECKING:
    from golive.model.claims import Claims

SCHEDULE = Question("schedule")
_SPANS = (60, 24, 31, 12, 7)
_SHOWN = re.compile(r"^[\w\s*/,#?@+-]{1,40}$")


@kind("schedule", answers="REF")
class Schedule(Found):
    """Cron expressions that fire, in time zones that exist."""

    table: Annotated[Qualified, says("the table", "public.schedules")]
    column: Annotated[Name, says("the column with the expression", "cron")]
    key: Annotated[Key, says("the columns that name a row in a finding", ["id"])] = ("id",)
    timezone: Annotated[Name | None, says("the column with the time zone; without it UTC", "timezone")] = None
    where: Annotated[Text, says("SQL over t: which rows", "t.is_active")] = "true"
    seconds: Annotated[
        Literal["no", "first", "last", "optional first"], says("whether there is a field of seconds, and where", "no")
    ] = "no"
    years: Annotated[int, Field(ge=1, le=50), says("it fires at least once within so many", 8)] = 8
    allowed: Annotated[tuple[Text, ...], says("the only expressions that the application writes", ["0 9 * * 1"])] = ()
    why: Annotated[Text, says("what happens where one does not fire", "the report is never sent")] = (
        "what is due never runs, and nothing says so"
    )

    def asks(self, claims: "Claims", now: str) -> Iterable[Asked]:
        zone = sql.SQL("t.{}::text").format(sql.Identifier(self.timezone)) if self.timezone else sql.SQL("'UTC'::text")
        query = sql.SQL(
            """
            SELECT s.cron, s.zone, pg_catalog.count(*), (pg_catalog.array_agg(s.key ORDER BY s.key))[1:20],
                   EXISTS (SELECT FROM pg_catalog.pg_timezone_names AS z WHERE z.name = s.zone)
            FROM (SELECT {key} AS key, t.{column}::text AS cron, {zone} AS zone FROM {table} AS t WHERE {where}) AS s
            GROUP BY s.cron, s.zone ORDER BY s.cron, s.zone
            """
        ).format(
            key=key_text(self.key), column=sql.Identifier(self.column), zone=zone, table=table(self.table),
            where=text(self.where),
        )  # fmt: skip
        yield Asked(SCHEDULE.of(self.name), query, partial(_fires, self, now))


def _too_long(text: str, first: bool) -> bool:
    """Whether it steps beyond the hour, the day or the year: */90 fires at each full hour, as 0 does."""
    every = text.split()
    fields = every[len(every) - len(_SPANS) :] if first else every
    steps = ((field.rpartition("/")[2], span) for field, span in zip(fields, _SPANS, strict=False) if "/" in field)
    return any(step.isdecimal() and int(step) > span for step, span in steps)


def _judge(claim: Schedule, start: datetime) -> Callable[[str | None], str]:
    """What is wrong with an expression, by a maintained parser; '' where nothing is."""
    from croniter import CroniterBadDateError, CroniterError, croniter

    fields = {"no": (5,), "first": (6,), "last": (6,), "optional first": (5, 6)}[claim.seconds]

    def wrong(text: str | None) -> str:
        if text is None or not text.strip():
            return "is empty"
        if claim.allowed:
            return "" if text in claim.allowed else "is none that the application writes"
        if not text.startswith("@") and len(text.split()) not in fields:
            return f"has not {' or '.join(map(str, fields))} fields"
        first = claim.seconds in ("first", "optional first")
        if _too_long(text, first):
            return "has a step that is longer than its field"
        try:
            runs = croniter(text, start, second_at_beginning=first, max_years_between_matches=claim.years)
            runs.get_next(datetime)
        except CroniterBadDateError:
            return f"never fires within {claim.years} years"
        except (CroniterError, ValueError, KeyError, AttributeError, TypeError, IndexError, OverflowError):
            return "is no cron expression"
        return ""

    return wrong


def _fires(claim: Schedule, now: str, rows: Answer) -> Evidence:
    try:
        wrong = _judge(claim, datetime.fromisoformat(now))
    except ImportError:
        return Evidence.unknown("croniter is not installed: it reads cron expressions")
    keys: list[str] = []
    count = looked_at = 0
    for cron, zone, times, names, known in rows:
        looked_at += times
        said = [what] if (what := wrong(cron)) else []
        if zone and is_abbreviated(zone):
            said.append("has a time zone that is an abbreviation or an offset")
        elif not known:
            said.append("has a time zone that does not exist")
        if said:
            count += times
            shown = f" '{cron}'" if cron and _SHOWN.match(cron) else ""
            keys += [f"{name}:{shown} {' and '.join(said)}" for name in names]
    return Evidence.seen(looked_at, count, sorted(keys)[:KEYS])
