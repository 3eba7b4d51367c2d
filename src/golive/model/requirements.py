"""Each requirement of a platform's document: what answers it, or why it stays open or does not apply."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from golive.model.claim import Strict, Text
from golive.model.claim_kind import KINDS, kind_of
from golive.model.claims import Claims
from golive.model.errors import WrongUse, did_you_mean
from golive.model.typed_toml import read_toml

Answer = Annotated[str, StringConstraints(pattern=r"^([A-Z]{3}[0-9]{3}|[A-Z]{3}:[^\x00-\x1f]+)$")]
CODE = re.compile(r"[A-Z]{3}[0-9]{3}")

# What a run does besides judging: each is true in a run only where it has happened.
RUN = {
    "backup": "a backup was restored and compared before anything was changed",
    "order": "every step ran in its order and verified before the next",
    "counts": "the final row counts are printed",
    "sections": "every section has a verdict, and there is one for all",
    "mends": "every finding carries its mend, and fix.sql holds them all",
    "runbook": "the same steps stand in runbook.md and runbook.html to be done by hand, with each check's own command",
    "headers": "every step says why it is there, what it locks and what it needs",
    "traffic": "requests of both releases were answered before, during and after every step of a rehearsal",
    "rehearsed": "a clone of the named database was migrated under its requests, taken back and migrated again",
    "load": "so many sessions as [platform] load says were answered while it migrated",
    "record": "document, server, role and what was judged against stand in the certificate",
}


class Requirement(Strict):
    """One requirement. Answered in part, it says what answers it and what stays open: then it is shown as open."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}-[0-9]{2,3}$")]
    sentence: Text
    answered_by: tuple[Answer, ...] = ()
    open: Text | None = None
    not_applicable: Text | None = None

    @model_validator(mode="after")
    def _answered(self) -> "Requirement":
        if not (self.answered_by or self.open or self.not_applicable):
            raise ValueError("answered_by, open or not_applicable")
        if self.not_applicable and (self.answered_by or self.open):
            raise ValueError("not_applicable alone")
        return self


class Requirements(Strict):
    """requirements.toml."""

    requirement: Annotated[tuple[Requirement, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _distinct(self) -> "Requirements":
        ids = [one.id for one in self.requirement]
        if twice := sorted({one for one in ids if ids.count(one) > 1}):
            raise ValueError(f"every requirement once ({twice[0]} stands twice)")
        return self


def load_requirements(
    path: Path, claims: Claims, steps: Iterable[str], smokes: Iterable[str]
) -> tuple[Requirement, ...]:
    """The platform's list; an answer that names nothing of the platform is wrong use."""
    if not path.exists():
        return ()
    found = read_toml(path, Requirements, missing="").requirement
    known = answerable(claims, steps, smokes)
    for one in found:
        for answer in one.answered_by:
            if CODE.fullmatch(answer):
                continue  # which audits there are is not the platform's to know
            kind, _, name = answer.partition(":")
            if name not in known.get(kind, ()):
                guess = did_you_mean(name, known[kind]) if kind in known else f"; kinds: {', '.join(sorted(known))}"
                raise WrongUse(str(path), f"{one.id} is answered by {answer!r}, which does not exist{guess}")
    return found


def answerable(claims: Claims, steps: Iterable[str], smokes: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """What of a platform may answer, by kind and name."""
    claimed: dict[str, list[str]] = {each.answers: [] for each in KINDS.values() if each.answers}
    for claim in claims.every:
        if answers := kind_of(type(claim)).answers:
            claimed[answers].append(str(claim))
    return {"STP": tuple(steps), "SMK": tuple(smokes), "RUN": tuple(RUN)} | {
        kind: tuple(names) for kind, names in claimed.items()
    }
