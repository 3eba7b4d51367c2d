"""The variables of the application's environment that are declared; what is wrong with them, never what they are."""

import re
from collections.abc import Iterator, Mapping

from golive.model.burnt import is_burnt
from golive.model.claims import Claims
from golive.model.claims.variable import VARIABLE, Variable
from golive.model.evidence import Evidence

_PLACEHOLDER = re.compile(
    r"""(?ix)
    ^your[\W_] | ^(insert|enter|put|paste|add|fill)[\W_]+(in|your|the|here|a|value|key)\b
    | [\W_](here|goes[\W_]?here)$ | change[\W_]?(me|this|it)\b | replace[\W_]?(me|this|it|with)
    | ^<[^<>]*>$ | ^\[[a-z][\w\s-]*\]$ | \$\{[^}]*\} | \$\([^)]*\) | ^\$[A-Z_][A-Z0-9_]*$ | \{\{.*\}\}
    | ^%[A-Z_]+%$ | ^__\w+__$
    | ^(?P<one>.)(?P=one){2,}$
    | x{6,} | ^\W*$ | placeholder | ^(todo|fixme|tbd|tba|n/?a|xxx|dummy|sample|example)([\W_]|$)
    | django-insecure- | ://[^/@:]*:(pass|password|pwd|secret|yourpassword)@
    """
)
_BROKEN = ("undefined", "null", "none", "nan", "[object object]")


def observe_environment(claims: Claims, environ: Mapping[str, str]) -> dict[str, Evidence]:
    """By variable, the words for what is wrong with it."""
    found = {}
    for claim in claims.of(Variable):
        wrong = tuple(_wrong(claim, environ.get(claim.name)))
        found[VARIABLE.of(claim.name)] = Evidence.seen(looked_at=1, count=len(wrong), keys=wrong)
    return found


def _wrong(claim: Variable, value: str | None) -> Iterator[str]:
    if value is None:
        if claim.required:
            yield "is not set"
        return
    text = value.strip()
    if not text:
        yield "is empty"
        return
    if text != value:
        yield "begins or ends with a space or a line end"
    if claim.equals is not None and value != claim.equals:
        yield "is another value than declared"
    if text.lower() in _BROKEN:
        yield "is the text of a value that was not there"
    elif _PLACEHOLDER.search(text) and value != claim.equals:
        yield "is a placeholder"
    elif claim.secret and is_burnt(text):
        yield "is a value that everybody knows"
    if claim.min_length is not None and len(text) < claim.min_length:
        yield f"has {len(text)} characters, at least {claim.min_length} are declared"
    if claim.secret and len(text) >= 8 and len(set(text)) <= 3:
        yield "consists of very few different characters"
