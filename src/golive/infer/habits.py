"""[[rule]]: what every row keeps to and nothing demands: addresses, digests, forms of documents, numbers given."""

import re
from collections.abc import Iterator

from golive.infer.counters import counters
from golive.infer.facts import Facts
from golive.infer.habit import OFFENDING, SPOKEN, Habit
from golive.infer.needed import needed
from golive.infer.people import MAIL
from golive.infer.proposal import Certainty, Proposal
from golive.infer.schedules import fed
from golive.infer.shapes import SLOW_DIGEST, is_document, is_text
from golive.infer.states import listed
from golive.infer.tenancy import Tenants
from golive.model import questions as q
from golive.model.catalog import Column
from golive.model.leftovers import is_password, words
from golive.model.migration_tools import tool_of
from golive.sqltext.quoting import ident, literal

_FEWEST = 3  # rows that keep to it, before it is more than chance
_LARGEST = 1 << 28  # bytes of a table that a rule may read whole
_ADDRESS = "^[^@[:space:]]+@[^@[:space:]]+[.][^@[:space:].]+$"
_AMOUNT = re.compile(r"(?:^|_)(?:amount|price|total|subtotal|net|gross|balance|cost|fee|tax|quantity|sum)(?:_|$)")
_FORMS = {"'{": "object", "'[": "array"}
_SPECIAL = re.compile(r"[^\w /:#-]")
_WHEN = re.compile(r"^(?P<word>[a-z]+)_(?:at|on|date)$")


def habits(facts: Facts, tenants: Tenants | None) -> Iterator[Habit]:
    """What is worth asking."""
    found = [*_of_columns(facts), *_given(facts), *_counted(facts), *needed(facts, tenants)]
    yield from (one for one in found if facts.tables[one.table].bytes <= _LARGEST)


def _of_columns(facts: Facts) -> Iterator[Habit]:
    for table, relation in facts.tables.items():
        if tool_of(facts.live, relation) is not None:
            continue
        columns = facts.columns(table)
        for name in sorted(columns):
            yield from _of_column(facts, table, columns[name])
        amounts = [f"t.{ident(name)} = 'NaN'" for name in sorted(columns) if _is_amount(columns[name])]
        if amounts:
            yield Habit(
                f"the amounts of {table} are numbers", table, " OR ".join(amounts),
                "every sum that such a row is part of is none", "set it from its source",
            )  # fmt: skip


def _is_amount(column: Column) -> bool:
    return column.type.startswith(("numeric", "double", "real")) and bool(_AMOUNT.search(words(column.name)))


def _of_column(facts: Facts, table: str, column: Column) -> Iterator[Habit]:
    name, value, said = column.name, f"t.{ident(column.name)}", words(column.name)
    filled = f"{value} IS NOT NULL"
    if is_text(column.type) and MAIL.match(said):
        yield Habit(
            f"{name} of {table} looks like an address", table, f"{value}::text !~ {literal(_ADDRESS)}",
            "mail is lost and nobody signs in by it; an import may have swapped columns",
            "compare the rows with their source", f"{value}::text <> ''",
        )  # fmt: skip
    elif is_password(name, column):
        yield Habit(
            f"{name} of {table} is digested slowly", table, f"{value}::text !~ {literal(SLOW_DIGEST)}",
            "a password that is plain, or digested fast, is had by whoever has a dump",
            "set a new password through the application", f"{value}::text ~ '^[^!*]'",
        )  # fmt: skip
    elif is_document(column.type) and (form := _FORMS.get(column.default[:2])):
        yield Habit(
            f"each {name} of {table} is an {form}", table,
            f"pg_catalog.{column.type}_typeof({value}) NOT IN ({literal(form)}, 'null')",
            "whoever reads it expects that form: a text that holds JSON was written twice",
            "write the document again in its form", filled,
        )  # fmt: skip
    elif column.type.endswith("range") and "." not in column.type:
        yield Habit(
            f"no {name} of {table} is empty", table, f"pg_catalog.isempty({value})",
            "an empty range meets no other: no exclusion constraint and no search finds it",
            "set its bounds from their source", filled,
        )  # fmt: skip
    elif column.type.startswith(("timestamp", "date")) and not column.not_null and (when := _WHEN.match(said)):
        for state in sorted(facts.columns(table)):
            if when["word"] in listed(facts, table, state):
                yield Habit(
                    f"{name} of {table} stands where {state} is {when['word']}", table, f"{value} IS NULL",
                    "lists that are sorted by it show the row first for ever, or never", "set it from its history",
                    f"t.{ident(state)} = {literal(when['word'])}",
                )  # fmt: skip


def _given(facts: Facts) -> Iterator[Habit]:
    for one in fed(facts):
        table, value = one.column.relation or "", f"t.{ident(one.column.name)}"
        why = "whoever looks for the row by it does not find it"
        mend = f"give it the next number of {one.sequence}"
        yield Habit(f"{one.column.name} of {table} is given to each row", table, f"{value} IS NULL", why, mend)
        if one.prefix and is_text(one.column.type):
            form = literal(f"^{_SPECIAL.sub(_alone, one.prefix)}[0-9]+$")
            yield Habit(
                f"{one.column.name} of {table} has the form that is given", table, f"{value}::text !~ {form}",
                why, mend, f"{value} IS NOT NULL", sure=not one.keeps,
            )  # fmt: skip


def _alone(found: re.Match[str]) -> str:
    return f"[{found[0]}]" if found[0] not in "^\\]" else f"\\{found[0]}"


def _counted(facts: Facts) -> Iterator[Habit]:
    for one in counters(facts):
        if facts.tables[one.of].bytes <= _LARGEST:
            yield Habit(
                f"{one.column} of {one.table} is what {one.of} adds up to", one.table, one.differs,
                f"{one.functions} counts step by step, and never makes up for one that was lost",
                f"count {one.of} anew", tells=f"t.{ident(one.column)} <> 0", sure=one.plain,
            )  # fmt: skip


def habitual(facts: Facts, tenants: Tenants | None) -> Iterator[Proposal]:
    """Those that every row keeps to; sure where enough of them say so."""
    for one in habits(facts, tenants):
        told = q.HABIT.told(facts.live.evidence.get(one.question))
        if told is None or not told.counts[SPOKEN] or told.counts[OFFENDING]:
            continue
        keys = ", ".join(f"t.{ident(name)}" for name in facts.keys(one.table))
        condition = one.offends if one.speaks == "true" else f"{one.speaks} AND ({one.offends})"
        claim = {
            "name": one.name,
            "select": " ".join(("SELECT", keys, "FROM", one.table, "AS t WHERE", condition)),
            "why": one.why,
            "mend": one.mend,
        }
        sure = one.sure and told.counts[SPOKEN] >= _FEWEST
        said = f"each of {told.counts[SPOKEN]} rows that have one keeps to it"
        yield Proposal("rule", claim, Certainty.SURE if sure else Certainty.LIKELY, (said,))
