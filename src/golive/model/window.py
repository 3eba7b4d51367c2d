"""The hours of a week in which the go-live may migrate."""

from datetime import datetime, time, timedelta
from typing import Annotated, Literal, get_args
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, StringConstraints

from golive.model.claim import Claim, says

Day = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Clock = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


def _zone(name: str) -> str:
    known = available_timezones()  # none where the machine has no database of time zones
    if known and name not in known:
        raise ValueError("a time zone such as UTC or Asia/Bangkok")
    return name


class Window(Claim):
    """It begins on its day; where its end is no later than its start, it ends on the next."""

    day: Annotated[Day, says("the day on which it begins", "sunday")]
    start: Annotated[Clock, says("when it begins", "22:00")]
    end: Annotated[Clock, says("when it ends; no later than its start: on the next day", "02:00")]
    zone: Annotated[str, AfterValidator(_zone), says("the time zone of both", "Asia/Bangkok")]

    def holds(self, moment: datetime) -> bool:
        there = moment.astimezone(ZoneInfo(self.zone))
        starts, ends = time.fromisoformat(self.start), time.fromisoformat(self.end)
        for begun in (there.date(), there.date() - timedelta(days=1)):
            if get_args(Day)[begun.weekday()] == self.day:
                last = begun if ends > starts else begun + timedelta(days=1)
                if datetime.combine(begun, starts) <= there.replace(tzinfo=None) < datetime.combine(last, ends):
                    return True
        return False

    def __str__(self) -> str:
        return f"{self.day} {self.start} to {self.end} {self.zone}"
