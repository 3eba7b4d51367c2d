"""What applications send while a platform migrates: one file a request, with the release that sends it."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from golive.model.claims import Claims
from golive.model.claims.identity import Identity
from golive.model.errors import WrongUse, did_you_mean
from golive.model.header import Header, choice, read_header
from golive.model.sqlfile import check_changes, check_query, decode, read_bytes, statements_of
from golive.model.step import Step


class Release(StrEnum):
    PREVIOUS = "previous"  # from before the first step until after the last: it runs on while the platform migrates
    NEXT = "next"  # from the last step on
    BOTH = "both"

    @property
    def before(self) -> bool:
        """Whether it is sent before the last step has run."""
        return self is not Release.NEXT


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Request:
    """One statement of an application, in a transaction of its own."""

    name: str  # 0001_entries
    path: Path
    why: str
    identity: str  # of [[identity]]; empty where the application keeps tenants apart itself
    role: str
    weight: int
    release: Release
    keys: str | None  # the query of its parameters: each row is one choice of $1, $2 …
    sessions: str | None  # who sends it, where that is not whom platform.toml lists
    until: str  # the step before which its service is switched off; empty where it goes on
    text: str

    @property
    def reads(self) -> bool:
        return self.text.lstrip().split(None, 1)[0].upper() in ("SELECT", "TABLE", "VALUES")

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return f"Request({self.name})"


REQUIRED = ("Why", "Identity", "Weight", "Release")
FIELDS = (*REQUIRED, "Keys", "Sessions", "Until")
_NAME = re.compile(r"[0-9]{4}_[a-z0-9_]+\.sql")
_WEIGHT = re.compile(r"[1-9][0-9]{0,2}")
_ROLE = re.compile(r"role (\S.*)")
_PARAMETER = re.compile(r"\$([1-9][0-9]?)\b")


def load_traffic(folder: Path, claims: Claims, steps: Sequence[Step]) -> tuple[Request, ...]:
    """The requests of a platform folder; the first mistake is one line that says where."""
    known = {one.name: one for one in claims.of(Identity)}
    names = [step.name for step in steps]
    return tuple(_request(path, folder, known, names) for path in sorted((folder / "traffic").glob("*")))


def _request(path: Path, root: Path, known: Mapping[str, Identity], steps: Sequence[str]) -> Request:
    if not _NAME.fullmatch(path.name):
        raise WrongUse(str(path), "is no request", "a request is a file named like 0001_entries_of_a_workspace.sql")
    text = decode(read_bytes(path, root), path)
    header = read_header(text, str(path), FIELDS, REQUIRED)
    check_changes(path, text, transactional=True)
    statement, *more = statements_of(path, text)
    if more:
        raise WrongUse(f"{path}:{more[0].line}", "is a second statement", "a request is one: join them by WITH")
    for field in ("Keys", "Sessions"):
        if query := header.fields.get(field):
            check_query(f"{path}:{header.lines[field]}", query)
    keys, sessions = header.fields.get("Keys"), header.fields.get("Sessions")
    named = sorted({int(one) for one in _PARAMETER.findall(statement.text)})
    if named != list(range(1, len(named) + 1)) or bool(named) != bool(keys):
        said = ", ".join(f"${one}" for one in named) or "no parameter"
        raise WrongUse(
            f"{path}:{statement.line}", f"has {said}", "Keys gives $1, $2 …, and each of its columns is used"
        )
    identity, role = _who(header, known)
    if sessions and not identity:
        place = f"{path}:{header.lines['Sessions']}"
        raise WrongUse(place, "Sessions, and Identity is a role", "an [[identity]] has sessions")
    weight = header.fields["Weight"]
    if not _WEIGHT.fullmatch(weight):
        raise WrongUse(f"{path}:{header.lines['Weight']}", f"Weight is {weight!r}", "a number from 1 to 999")
    release = Release(choice(header, "Release", tuple(Release)))
    until = header.fields.get("Until", "")
    if until and (until not in steps or release is not Release.PREVIOUS):
        form = "a step of this platform, for a request of the previous release"
        raise WrongUse(f"{path}:{header.lines['Until']}", f"Until is {until!r}{did_you_mean(until, steps)}", form)
    return Request(
        path.stem, path, header.fields["Why"], identity, role, int(weight), release, keys, sessions, until,
        statement.text,
    )  # fmt: skip


def _who(header: Header, known: Mapping[str, Identity]) -> tuple[str, str]:
    """The identity's name with its role; or a role alone."""
    said = header.fields["Identity"]
    if role := _ROLE.fullmatch(said):
        return "", role[1]
    if said not in known:
        place = f"{header.place}:{header.lines['Identity']}"
        raise WrongUse(place, f"Identity is {said!r}{did_you_mean(said, known)}", _allowed(known))
    return said, known[said].role


def _allowed(known: Collection[str]) -> str:
    return f"'role NAME', or an [[identity]] of platform.toml: {', '.join(known) or 'there is none'}"
