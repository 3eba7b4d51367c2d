"""Values that stand where a credential's should and are none: to be filled in, masked, of one's own machine."""

import re
from collections.abc import Callable, Mapping

from golive.model.flaws import Flaw

_TO_FILL = re.compile(
    r"""(?ix) <[^<>]*> | \$\{[^{}]*\} | \{\{[^{}]*\}\} | x{3,20}
    | (?:change|replace|fill|insert|enter)[-_ ]?(?:me|this|in|it)
    | (?:change|replace|fill|insert|enter|put|paste|add|set)[-_ ].*[-_ ](?:here|key|secret|token|value|password|this|me)
    | your[-_ ].* | my[-_ ]?(?:secret|password|api[-_ ]?key|key|token) | .*[-_ ]here
    | (?:sk|pk|api|key|token|secret)[-_](?:x{3,20}|your[-_ ].*)
    | to-?do | tbd | fix-?me | place-?holder | dummy(?:[-_ ].*)? | foo(?:bar)? | not[-_ ]?set | n/a
    | secret | password | api[-_ ]?key | client[-_ ]?(?:id|secret)"""
)
_MASKED = re.compile(r"[*•●]{4,}|^[*•●]+$|^\[(?:redacted|hidden|masked|filtered|secret)\]$", re.IGNORECASE)
_OWN_MACHINE = re.compile(
    r"//(?:[^/@\s]*@)?(?:localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[::1\]|host\.docker\.internal)(?:[:/?#]|$)",
    re.IGNORECASE,
)
# What one of these expressions fits begins with one of these, or `off` asks for its sign.
_HEADS = frozenset({
    "xx", "ch", "re", "fi", "in", "en", "pu", "pa", "ad", "se", "yo", "my", "sk", "pk", "ap", "ke", "to", "tb", "pl",
    "du", "fo", "no", "n/", "cl",
})  # fmt: skip
_SIGNS = frozenset("<${*•●[")


def off(value: str) -> bool:
    """Whether something of it may be wrong; cheap, since every value of every row is asked."""
    suspect = (
        value[:1] in _SIGNS
        or value[:2].lower() in _HEADS
        or "//" in value
        or "***" in value
        or "••" in value
        or value[:1].isspace()
        or value[-1:].isspace()
        or value[-4:].lower() == "here"
    )
    return suspect and bool(flaws_of(value))


def flaws_of(value: str) -> list[Flaw]:
    bare = value.strip()
    found = {
        Flaw.TO_FILL: _TO_FILL.fullmatch(bare),
        Flaw.MASKED: _MASKED.search(bare),
        Flaw.AROUND: bare and bare != value and not bare.startswith("-----BEGIN"),  # a key file ends with a line end
        Flaw.OWN_MACHINE: _OWN_MACHINE.search(bare),
    }
    return [flaw for flaw, so in found.items() if so]


def unmeant(
    values: Mapping[str, object], needed: tuple[str, ...], at: Callable[[str], object]
) -> dict[Flaw, list[str]]:
    """The fields by what is wrong; what nobody asked for may be a word, or stand with blanks."""
    found: dict[Flaw, list[str]] = {}
    for name in dict.fromkeys((*needed, *values)):
        value = at(name)
        for flaw in flaws_of(value) if isinstance(value, str) else ():
            if name in needed or flaw in (Flaw.MASKED, Flaw.OWN_MACHINE):
                found.setdefault(flaw, []).append(name)
    return found


def drawn(iv: bytes) -> bool:
    """Whether it may have come from a random source: one byte over and over did not."""
    return not iv or iv != iv[:1] * len(iv)
