"""Who has signed what, and whether that still holds."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from golive.model.claim import Name, Strict, Text
from golive.model.claims.item import Signoff
from golive.model.typed_toml import read_toml

# What a form says before anybody has filled it in.
_BLANK = re.compile(
    r"\s*(?:[\[<{(].*[\]>})]|\.{2,}|[-_?x*]+|todo|tbd|tba|n/?a|none|null|(?:full|first|last)?[ _-]*name"
    r"|john doe|jane doe|to be (?:filled|determined|named|done).*|your[ _-].*)\s*",
    re.IGNORECASE,
)


def is_blank(text: str) -> bool:
    """Whether it is what a form says before anybody has filled it in, such as '[Your Name]'."""
    return not text.strip() or _BLANK.fullmatch(text) is not None


class Signed(Strict):
    """One signature: who answers for an item, in which role, since when, and what shows it."""

    platform: Name
    item: Name
    who: Text
    role: Text
    when: date
    until: date | None = None
    evidence: Text


class Signatures(Strict):
    """signoffs.toml."""

    signoff: tuple[Signed, ...] = ()


def load_signatures(path: Path) -> tuple[Signed, ...]:
    return read_toml(path, Signatures, missing="signoffs.toml holds one [[signoff]] for each signature").signoff


def standing(item: Signoff, platform: str, signed: Iterable[Signed], today: date) -> str:
    """Why the item is not signed off; '' where it is."""
    own = sorted((one for one in signed if (one.platform, one.item) == (platform, item.name)), key=lambda one: one.when)
    if not own:
        return f"open: nobody has signed as {item.role}"
    last = own[-1]
    for field in ("who", "role", "evidence"):
        value = getattr(last, field)
        if is_blank(value):
            return f"open: its {field} is the placeholder {value!r}"
    if last.role != item.role:
        return f"open: it was signed as {last.role!r}, and {item.role!r} has to"
    if last.when > today:
        return f"open: it is dated {last.when}, which has not come yet"
    ends = [one for one in (last.until, last.when + timedelta(days=item.days) if item.days else None) if one]
    if ends and min(ends) < today:
        return f"expired on {min(ends)}"
    return ""
