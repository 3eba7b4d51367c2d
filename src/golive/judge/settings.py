"""What a setting is for a session of the application: of this database, of the server, or of its files."""

import re
from collections.abc import Iterator

from golive.judge.audit import Findings
from golive.model import questions as q
from golive.model.catalog import Setting
from golive.model.claims import Claims
from golive.model.evidence import Settings
from golive.model.finding import sql
from golive.model.scope import ours
from golive.model.snapshot import Snapshot
from golive.model.state import MAY_READ_FILES
from golive.sqltext.quoting import ident

_ON = {"on": "on", "true": "on", "yes": "on", "1": "on", "off": "off", "false": "off", "no": "off", "0": "off"}
_TIME = {"us": 0.001, "ms": 1.0, "s": 1000.0, "min": 60_000.0, "h": 3_600_000.0, "d": 86_400_000.0}
_SIZE = {"b": 1.0, "kb": 1024.0, "mb": 1024.0**2, "gb": 1024.0**3, "tb": 1024.0**4}
_NUMBER = re.compile(r"^(-?\d+(?:\.\d+)?)\s*([a-zA-Z]*)$")


def settings(live: Snapshot, claims: Claims) -> Iterator[Setting]:
    """The settings of roles and of the database that are not somebody else's."""
    return iter(ours(live, Setting, claims))


def files(live: Snapshot) -> dict[str, str] | None:
    """By name, what the configuration files say; None where they could not be read."""
    return _told(live, q.SERVER_FILES)


def pinned(live: Snapshot) -> dict[str, str]:
    """What the suite set for its own session, so that the session does not show the server's value."""
    return _told(live, q.SERVER_PINNED) or {}


def effective(live: Snapshot, name: str) -> str | None:
    """The value that a new session of this database finds; None where that could not be seen."""
    of_database = {one.setting.lower(): one.value for one in live.of(Setting) if one.scope == "database"}
    of_all = {one.setting.lower(): one.value for one in live.of(Setting) if one.scope == "role" and not one.role}
    for known in (of_database, of_all):
        if name.lower() in known:
            return known[name.lower()]
    ours = {key.lower(): value for key, value in pinned(live).items()}
    if name.lower() not in ours:
        return {key.lower(): value for key, value in live.server.settings.items()}.get(name.lower())
    said = files(live)
    if said is None:
        return None
    return {key.lower(): value for key, value in said.items()}.get(name.lower(), ours[name.lower()])


def hidden(live: Snapshot, name: str, findings: Findings) -> bool:
    """Whether it is there and could not be seen, which is entered."""
    found = effective(live, name) is None and name.lower() in {key.lower() for key in live.server.settings}
    if found:
        unread(live, f"what {name} is for other sessions", findings)
    return found


def unread(live: Snapshot, what: str, findings: Findings) -> None:
    """The configuration files say it, and could not be read."""
    note = live.asked(q.SERVER_FILES.of()).note
    findings.unknown(
        "server", f"could not look at {what}: {note}", sql(MAY_READ_FILES.format(role=ident(live.server.role)))
    )


def same(one: str, other: str) -> bool:
    """Equal as the server reads them: on is true, 5s is 5000."""
    left, right = one.strip().lower(), other.strip().lower()
    if left == right or (left in _ON and _ON[left] == _ON.get(right)):
        return True
    if left.isdigit() and right.isdigit():
        return int(left) == int(right)
    return bool(_amounts(left) & _amounts(right))


def is_off(value: str | None) -> bool:
    return value is not None and _ON.get(value.lower()) == "off"


def _amounts(text: str) -> set[float]:
    """What a number may mean: without a unit it counts in one that only the server knows."""
    match = _NUMBER.match(text)
    if match is None:
        return set()
    number, unit = float(match[1]), match[2]
    if not unit:
        return {number, number * 1000, number * 60_000, number * 1024, number * 8192}
    scale = _TIME.get(unit) or _SIZE.get(unit)
    return {number * scale} if scale else set()


def _told(live: Snapshot, question: q.Telling[Settings]) -> dict[str, str] | None:
    told = question.told(live.asked(question.of()))
    return told.values if told else None
