"""Functions: with other rights, another plan, another body; or a body that no longer does one of its things."""

import re
from collections.abc import Iterator

from golive.model.catalog import Function
from golive.model.claims import Claims
from golive.model.snapshot import Snapshot
from golive.prove.defect import Defect, altered, dropped
from golive.prove.rewriting import unlike
from golive.prove.ways import way
from golive.sqltext.statements import Kind, Unsplittable, tokens

_BLOCKS = frozenset(
    {"BEGIN", "DECLARE", "END", "IF", "ELSE", "ELSIF", "LOOP", "FOR", "WHILE", "CASE", "EXCEPTION", "WHEN"}
)


@way
def functions(live: Snapshot, claims: Claims) -> Iterator[Defect]:
    for one in live.of(Function):
        if one.prokind not in "fp" or one.language not in ("sql", "plpgsql"):
            continue
        yield from dropped(one, live)
        turned = "INVOKER" if one.security_definer else "DEFINER"
        yield from altered(one, live, f"is SECURITY {turned}", security_definer=not one.security_definer)
        if one.config:
            yield from altered(one, live, "has lost its settings", config=())
        if one.prokind == "f":
            yield from _planned(one, live)
        yield from _less(one, live)


def _planned(one: Function, live: Snapshot) -> Iterator[Defect]:
    for volatility in ("volatile", "stable", "immutable"):
        yield from altered(one, live, f"is {volatility.upper()}", volatility=volatility)
    yield from altered(one, live, "is LEAKPROOF" if not one.leakproof else "leaks", leakproof=not one.leakproof)
    if one.result not in ("trigger", "event_trigger"):
        yield from altered(one, live, "is strict" if not one.strict else "takes NULL", strict=not one.strict)
    else:
        yield from altered(one, live, "does nothing", body="BEGIN RETURN NULL; END")
        yield from altered(one, live, "only lets the row pass",
                           body="BEGIN IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END")  # fmt: skip


def _less(one: Function, live: Snapshot) -> Iterator[Defect]:
    """One statement of a body, one branch, one condition gone at a time."""
    if one.language == "sql":
        if not one.sql_body:
            for title, text in unlike(one.body.strip().rstrip(";"), ()):
                yield from altered(one, live, title, body=text)
        return
    for title, start, end, instead in _pieces(one.body):
        yield from altered(one, live, title, body=one.body[:start] + instead + one.body[end:])


def _pieces(body: str) -> Iterator[tuple[str, int, int, str]]:
    """Simple statements, and conditions of IF."""
    try:
        found = [(token, at) for token, at in _placed(body) if token.strip()]
    except Unsplittable:
        return
    begun = next((n for n, (word, _) in enumerate(found) if word.upper() == "BEGIN"), None)
    if begun is None:
        return
    start = begun + 1
    for n in range(begun + 1, len(found)):
        word, at = found[n]
        upper = word.upper()
        if upper == "THEN" and found[start][0].upper() in ("IF", "ELSIF"):
            first = found[start][1] + len(found[start][0])
            yield f"never: {_short(body[first:at])}", first, at, " false "
            yield f"always: {_short(body[first:at])}", first, at, " true "
        if upper in ("THEN", "ELSE", "LOOP", "BEGIN"):
            start = n + 1
        elif word == ";":
            if start < n and found[start][0].upper() not in _BLOCKS:
                yield f"without {_short(body[found[start][1] : at])}", found[start][1], at, "NULL"
            start = n + 1


def _placed(body: str) -> Iterator[tuple[str, int]]:
    at = 0
    for token in tokens(body):
        if token.kind is not Kind.SPACE:
            yield token.text, at
        at += len(token.text)


def _short(text: str) -> str:
    flat = re.sub(r"\s+", " ", text).strip()
    return flat if len(flat) < 60 else flat[:59] + "…"
