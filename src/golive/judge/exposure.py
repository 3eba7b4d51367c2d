"""What a database says of a finding: who comes to what it opens, and its cause without the names of objects."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from golive.model import questions as q
from golive.model.catalog import KINDS, Function, Policy, Relation, RelationObject, Role, Schema
from golive.model.claims import Claims
from golive.model.evidence import Evidence
from golive.model.extent import digest
from golive.model.finding import REACHES, Reach
from golive.model.snapshot import NotObserved, Snapshot
from golive.rights.entrances import Entrances
from golive.rights.roles import PUBLIC

_WORD = re.compile(r'"[^"]+"|[\w$]+')
_QUALIFIED = re.compile(r'(?:"[^"]+"|[^\W\d][\w$]*)(?:\.(?:"[^"]+"|[^\W\d][\w$]*))+(?:\([^()]*\))?')
_LITERAL = re.compile(r"'(?:[^']|'')*'")
_INNERMOST = re.compile(r"\([^()]*\)")
_SEVERAL = re.compile(r"·(?:(?:,| and)? ·)*(?:(?:,)? and # more)?")
_NUMBER = re.compile(r"\b\d[\d,.]*\b")
_ABSENT = re.compile(r"\b(?:relation|column|function|type|schema|operator) [^;]+? does not exist")
_LINES = re.compile(r"(\S+ #: · does not exist)(?:; \1)+")
_NAMED = (Relation, Policy, Function, Schema)
MASK = "·"


@dataclass(frozen=True)
class Exposure:
    """Of one snapshot; findings about it are told by these."""

    live: Snapshot
    claims: Claims
    answers: Mapping[str, Evidence] = field(default_factory=dict)  # what a twin has shown stands among them

    @cached_property
    def entrances(self) -> Entrances:
        return Entrances(self.live, self.claims)

    def reach(self, where: str, *said: str) -> Reach:
        """By the roles that the finding names; where it names none, by who comes to its object."""
        try:
            words = {word.strip('"') for text in said for word in _WORD.findall(text)}
            named = words & self._roles
            if self.live.get(Policy, where) is not None:
                named -= {PUBLIC}  # whom a policy is for comes to it by a grant alone
            if named:
                return self.entrances.of(*named)
            return min(Reach.OWNERS, self._to(where), key=REACHES.__getitem__)
        except NotObserved:
            return Reach.OWNERS

    @cached_property
    def _roles(self) -> frozenset[str]:
        """Those that come in; words of a sentence are no roles."""
        roles = self.entrances.roles
        outside = {one.name for one in self.live.of(Role) if roles.is_used(one.name)} | self.entrances.strangers
        return frozenset((outside | {PUBLIC}) - {"user", "role", "table", "row", "rows", "policies", "tenants"})

    def _to(self, where: str) -> Reach:
        for kind in _NAMED:
            if (one := self.live.get(kind, where)) is not None:
                return self.entrances.to(one)
        return self.entrances.of(where) if where in self._roles else Reach.NOBODY

    def shown(self, code: str, where: str, what: str) -> tuple[str, bool]:
        """What came of it on a copy of the structure, and whether it could not be done there."""
        evidence = self.answers.get(q.SHOWN.of(code, where, digest(what)))
        if evidence is None:
            return "", False
        told = q.SHOWN.told(evidence)
        return (f"{told.came}: {told.statement}", told.refuted) if told else (evidence.note, False)

    @cached_property
    def _names(self) -> frozenset[str]:
        """What objects of this database are called, where that is no word of a sentence."""
        found: set[str] = set()
        for kind in KINDS:
            if kind is Relation or issubclass(kind, RelationObject) or kind is Function:
                try:
                    found |= {one.name for one in self.live.of(kind)}
                except NotObserved:
                    continue
        return frozenset(found)

    def cause(self, what: str) -> str:
        """The same of two findings that differ in names, numbers and conditions alone."""
        text = _LITERAL.sub("''", what)
        text = _ABSENT.sub(f"{MASK} does not exist", text)
        text = _QUALIFIED.sub(MASK, text)
        before = None
        while text != before:
            before, text = text, _INNERMOST.sub("…", text)
        text = _WORD.sub(lambda word: MASK if word[0].strip('"') in self._names else word[0], text)
        text = _LINES.sub(r"\1", _NUMBER.sub("#", text))
        return re.sub(r"\bare\b", "is", _SEVERAL.sub(MASK, text))
