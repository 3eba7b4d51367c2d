"""What fires, hangs on a parent, or counts: [[schedule]], [[tree]], [[feed]], and names inside of documents."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from golive.infer.facts import Facts
from golive.infer.proposal import Certainty, Proposal
from golive.infer.seals import profile
from golive.infer.shapes import FILLED, is_document, is_text
from golive.infer.tenancy import Tenants
from golive.model import questions as q
from golive.model.catalog import Column, Sequence, Trigger
from golive.model.leftovers import words
from golive.sqltext.names import parts
from golive.sqltext.quoting import ident

_CRON = re.compile(r"cron|schedule|expression|recurrence|crontab")
_ZONE = re.compile(r"(?:^|_)(?:time_?zone|tz|zone)$")
_PARENT = re.compile(r"(?:^|_)(?:parent|ancestor|reports_to|supervisor|manager|superior|delegate|reply)(?:_|$)")
_NEXT = re.compile(r"nextval\(\s*'([^']+)'", re.IGNORECASE)
_GIVEN = re.compile(
    r"new\.(?:\"([^\"]+)\"|(\w+))\s*:?=\s*(?:'([^']*)'\s*\|\|)?[^;]*?nextval\(\s*'([^']+)'", re.IGNORECASE | re.DOTALL
)
_KEEPS = r"new\.\"?{}\"?\s+is\s+null|coalesce\(\s*new\."
FEWEST = 2  # names in one document, before they are told apart


def schedules(facts: Facts) -> Iterator[Proposal]:
    for table in facts.tables:
        seen = profile(facts, table)
        for name, column in facts.columns(table).items() if seen else ():
            if seen is None or not is_text(column.type):
                continue
            filled, five, six = (seen.of(name, one) for one in (FILLED, "five fields", "six fields"))
            called = bool(_CRON.search(words(name)))
            if not filled or five + six < filled * (0.8 if called else 1) or not (called or filled > FEWEST):
                continue
            zone = next((one for one in facts.columns(table) if _ZONE.search(words(one))), "")
            claim: dict[str, Any] = {
                "name": f"{name} of {parts(table)[-1]}", "table": table, "column": name,
                "key": list(facts.keys(table)),
            }  # fmt: skip
            claim |= {"timezone": zone} if zone else {}
            claim |= {} if column.not_null else {"where": f"t.{ident(name)} IS NOT NULL"}
            claim |= {"seconds": "optional first" if five else "first"} if six else {}
            said = f"{five + six} of {filled} values have the fields of a cron expression"
            sure = called and five + six == filled
            yield Proposal("schedule", claim, Certainty.SURE if sure else Certainty.LIKELY, (said,))


def trees(facts: Facts, tenants: Tenants | None) -> Iterator[Proposal]:
    for table in facts.tables:
        columns, key = facts.columns(table), facts.key(table)
        for one in facts.pointers_of(table):
            if one.to != table or one.key != key:
                continue
            yield _tree(
                facts, tenants, table, one.column, f"{one.column} is a foreign key to {table} itself", guarded=True
            )
        guarded = {one.column for one in facts.pointers_of(table)}
        for name, column in columns.items():
            alike = key and column.type == columns[key].type and name != key
            if alike and name not in guarded and re.match(r"^parent(_id|_uuid)?$", words(name)):
                yield _tree(facts, tenants, table, name, f"{name} has the type of {key}, and its name", guarded=False)


def _tree(facts: Facts, tenants: Tenants | None, table: str, parent: str, said: str, *, guarded: bool) -> Proposal:
    claim: dict[str, Any] = {"name": f"{parent} of {parts(table)[-1]}", "table": table}
    claim |= {"id": facts.key(table)} if facts.key(table) != "id" else {}
    claim |= {"parent": parent} if parent != "parent_id" else {}
    claim |= {"at_least": 0}
    if tenants and (tenant := tenants.columns.get(table)):
        claim["tenant"] = tenant
    sure = guarded and bool(_PARENT.search(words(parent)))
    return Proposal("tree", claim, Certainty.SURE if sure else Certainty.LIKELY, (said,))


@dataclass(frozen=True, slots=True)
class Fed:
    """A column that a trigger's function fills with the next number of a sequence that the column does not own."""

    sequence: str
    column: Column
    prefix: str
    function: str
    keeps: bool  # what a row brings itself


def fed(facts: Facts) -> Iterator[Fed]:
    owned = {one.identity for one in facts.live.of(Sequence) if one.owned_by}
    by_name = {one.path: one.identity for one in facts.live.of(Sequence)}
    triggers = [one for one in facts.live.of(Trigger) if (one.relation or "") in facts.tables]
    for function in facts.functions:
        for match in _GIVEN.finditer(function.body):
            column, prefix, named = match[1] or match[2], match[3], parts(match[4])
            sequence = by_name.get(named) or next((one for path, one in by_name.items() if path[-1:] == named[-1:]), "")
            if not sequence or sequence in owned:
                continue
            keeps = re.search(_KEEPS.format(re.escape(column)), function.body, re.IGNORECASE)
            for trigger in triggers:
                if trigger.function.partition("(")[0] == function.identity.partition("(")[0]:
                    table = trigger.relation or ""
                    feed = next((one for one in facts.live.on(Column, table) if one.name == column), None)
                    if feed is not None:
                        yield Fed(sequence, feed, prefix or "", function.identity, keeps is not None)


def feeds(facts: Facts) -> Iterator[Proposal]:
    for one in fed(facts):
        said = [f"{one.function} fills {one.column.identity} with the next number of {one.sequence}"]
        claim: dict[str, Any] = {"sequence": one.sequence, "feeds": one.column.identity}
        if is_text(one.column.type):
            claim["pattern"] = f"^{re.escape(one.prefix)}(\\d+)$"
        seen = profile(facts, one.column.relation or "")
        name = one.column.name
        fitting = seen is not None and seen.of(name, "number") == seen.of(name, FILLED) > 0
        if fitting:
            said.append("every value ends with a number")
        plain = not is_text(one.column.type) or (bool(one.prefix) and fitting)
        yield Proposal("feed", claim, Certainty.SURE if plain else Certainty.LIKELY, tuple(said))


def labels(facts: Facts) -> Iterator[Proposal]:
    """Names under id in a document, where no document has one twice."""
    for table in facts.tables:
        for name, column in facts.columns(table).items():
            told = q.NAMES.told(facts.live.evidence.get(q.NAMES.of(column.identity)))
            if not is_document(column.type) or told is None or not told.counts["several"]:
                continue
            claim = {
                "name": f"names in {name} of {parts(table)[-1]}", "table": table, "column": name,
                "key": list(facts.keys(table)), "path": "$.**.id",
                "why": "what jumps to a name takes the first that has it, and the other is never reached",
            }  # fmt: skip
            said = f"{told.counts['several']} documents hold several names under id, {told.counts['twice']} one twice"
            if not told.counts["twice"]:
                sure = told.counts["several"] > FEWEST
                yield Proposal("labels", claim, Certainty.SURE if sure else Certainty.LIKELY, (said,))
