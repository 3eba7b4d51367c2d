"""What a platform would have to say so that a survivor is caught: in TOML where a claim says it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from golive.diff.tuning import TUNED, WHY
from golive.model.claims.reference import Reference
from golive.model.finding import Finding
from golive.model.platform import Platform
from golive.model.relation_names import identities_of
from golive.model.snapshot import Snapshot
from golive.prove.defect import Defect

_NAME = r'(?:[\w$]+|"[^"]+")'
_WRITTEN = re.compile(rf"(?i)\b(?:UPDATE|DELETE\s+FROM|INSERT\s+INTO|TRUNCATE(?:\s+TABLE)?)\s+({_NAME}\.{_NAME})")


@dataclass(frozen=True, slots=True)
class Unheard:
    """What an audit said of a survivor without its blocking anything."""

    accepted: tuple[Finding, ...] = ()
    advice: tuple[Finding, ...] = ()


def needed(defect: Defect, platform: Platform, sound: Snapshot, unheard: Iterable[Unheard], *, rows: bool) -> str:
    """One form of it, the nearest; a person knows others."""
    for one in unheard:
        for finding in one.accepted:
            return f"it is taken: leave out [[accept]] code = {_text(finding.code)}, object = {_text(finding.where)}"
    for one in unheard:
        for finding in one.advice:
            return f"{finding.code} says it as advice{_strict(defect, finding)}"
    if any(one.name == defect.where for one in platform.claims.of(Reference)):
        return f"[[reference]] name = {_text(defect.where)}: each = true, held_by, or at_least: as many as there are"
    table = _WRITTEN.search(defect.text)
    if rows and table:
        tenants = identities_of(sound, platform.claims.tenancy.shared) if platform.claims.tenancy else frozenset()
        return _of_rows(table[1], everybody=platform.claims.tenancy is None or table[1] in tenants)
    if platform.lock is None:
        return f"golive learn --dsn … --into {platform.folder.name}: without a lock.json nothing says what was tested"
    return "no claim says it: a [[rule]] with a SELECT of what must not be, or an audit of one's own"


def _strict(defect: Defect, finding: Finding) -> str:
    if finding.why != WHY:
        return ", whose harm it holds for small"
    kinds = [one for one in TUNED if one == defect.kind] or TUNED
    return f": [platform] strict = [{', '.join(map(_text, kinds))}]"


def _of_rows(table: str, *, everybody: bool) -> str:
    if everybody:
        return f"[[frozen]]\ntable = {_text(table)}"
    select = f"SELECT id FROM {table} WHERE false"
    return (
        f'[[rule]]\nname = "rows of {table}"\nselect = {_text(select)}  # in the place of false what no row may be\n'
        f"population = {_text(f'SELECT count(*) FROM {table}')}\n"
        'why = "…"\nmend = "…"'
    )


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
