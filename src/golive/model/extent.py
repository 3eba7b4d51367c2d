"""What a finding says, part by part: a person takes these parts of it, and nothing that is more or worse."""

import re
from collections.abc import Iterable, Mapping
from hashlib import sha256

from golive.model.evidence import Evidence
from golive.model.finding import Severity

SAYS = "says "  # the digest of all that was said
_MOST = re.compile(r"(.+) <= (\d+)")


def digest(*texts: object) -> str:
    """Of texts that are too long to stand in platform.toml; the same on every server and in each run."""
    return sha256("\x1f".join(map(str, texts)).encode("utf-8", "backslashreplace")).hexdigest()[:16]


def said(*texts: object) -> tuple[str, ...]:
    """All of what is said: another word is another finding."""
    return (SAYS + digest(*texts),)


def most(number: int, of: str) -> str:
    """So many and fewer."""
    return f"{of} <= {number}"


def counted(evidence: Evidence, of: str = "offending") -> tuple[str, ...]:
    """The keys that are shown, and how many there are; `of` says of what, where an audit tells of several."""
    return most(evidence.count, of), *(f"{of}: {key}" for key in evidence.keys)


def weighed(severity: Severity, parts: Iterable[str]) -> tuple[str, ...]:
    """With its severity: what is critical was not taken as high."""
    return severity.value, *dict.fromkeys(parts)


def beyond(extent: Iterable[str], took: Iterable[str]) -> tuple[str, ...]:
    """The parts that were not taken."""
    taken = set(took)
    if Severity.CRITICAL in taken:
        taken.add(Severity.HIGH)
    limits: Mapping[str, int] = {found[1]: int(found[2]) for one in taken if (found := _MOST.fullmatch(one))}
    return tuple(one for one in extent if one not in taken and not _within(one, limits))


def _within(part: str, limits: Mapping[str, int]) -> bool:
    found = _MOST.fullmatch(part)
    return found is not None and int(found[2]) <= limits.get(found[1], -1)
