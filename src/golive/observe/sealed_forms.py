"""Sealed values that no [[credential]] claims: those that have the form of most, have none, or another value's iv."""

from collections.abc import Sequence
from typing import Any

from psycopg import Connection, sql

from golive.infer.seals import Kept, kept_sealed
from golive.infer.shapes import SEALED, TEXTS, is_text
from golive.model import questions as q
from golive.model.asking import matched
from golive.model.catalog import Relation
from golive.model.claims import Claims
from golive.model.claims.credential import Credential
from golive.model.evidence import Counted, Evidence
from golive.model.relation_names import identities_of
from golive.model.sealed import FORMLESS, SHARED_IV
from golive.observe.counted import Counting, count_all, told
from golive.observe.tables import Tables, joined, rows_of

_FEWEST = 2  # values of one form in a column that is called sealed: that is no chance
_WITH_IV = "|".join(form for name, form in SEALED.items() if " iv:" in name)
_OPAQUE = "|".join((TEXTS["hex"], TEXTS["base64"]))  # sealed with an iv beside, or in a form that nobody can tell
_APART = "an iv beside"


def observe_sealed_forms(
    connection: Connection[tuple[Any, ...]], tables: Tables, claims: Claims
) -> dict[str, Evidence]:
    claimed = {
        (table, claim.column) for claim in claims.of(Credential) for table in identities_of(tables.live, [claim.table])
    }
    asked: dict[str, list[Kept]] = {}
    for table in tables.stored:
        for kept in kept_sealed(tables.columns(table.identity)):
            if is_text(kept.column.type) and (table.identity, kept.column.name) not in claimed:
                asked.setdefault(table.identity, []).append(kept)
    questions = []
    for table in tables.stored:
        if columns := asked.get(table.identity):
            size = tables.size(table.identity)
            questions.append(Counting(table.identity, _scan(table, columns), size, table.rows))
    found: dict[str, Evidence] = {}
    for name, answer in count_all(connection, questions).items():
        if isinstance(answer, Evidence):
            found[name] = answer
            continue
        counts = len(answer) // len(asked[name])
        for at, kept in enumerate(asked[name]):
            found[kept.column.identity] = _said(answer[at * counts : (at + 1) * counts])
    return told(q.SEALED_FORMS, found, sum(map(len, asked.values())))


def _scan(table: Relation, columns: Sequence[Kept]) -> sql.Composable:
    counts = [one for kept in columns for one in _counts(kept)]
    return sql.SQL("SELECT ARRAY[{}] FROM {} AS t").format(joined(counts), rows_of(table))


def _counts(kept: Kept) -> list[sql.Composable]:
    """All; those of no form; what was sealed with an iv, and the ivs, each once; by form, an iv beside last."""
    value = matched(sql.Identifier("t", kept.column.name))
    forms = [sql.SQL("{} ~ {}").format(value, sql.Literal(form)) for form in SEALED.values()]
    opaque = sql.SQL("{} ~ {}").format(value, sql.Literal(_OPAQUE))
    if kept.iv:
        iv = matched(sql.Identifier("t", kept.iv))
        sealed = apart = sql.SQL("({} AND {} <> '')").format(opaque, iv)
    else:
        iv = sql.SQL("pg_catalog.split_part(pg_catalog.translate({}, '.', ':'), ':', 1)").format(value)
        sealed, apart = sql.SQL("{} ~ {}").format(value, sql.Literal(_WITH_IV)), sql.SQL("false").format()
    number = sql.SQL("pg_catalog.count({}) FILTER (WHERE {})")
    every, filled = sql.SQL("*"), sql.SQL("{} <> ''").format(value)
    return [
        number.format(every, filled),
        number.format(every, sql.SQL("{} AND NOT ({})").format(filled, sql.SQL(" OR ").join([*forms, opaque]))),
        number.format(sql.SQL("DISTINCT ({}, {})").format(iv, value), sealed),
        number.format(sql.SQL("DISTINCT {}").format(iv), sealed),
        *(number.format(every, one) for one in (*forms, apart)),
    ]


def _said(counts: Sequence[int]) -> Evidence:
    filled, formless, values, ivs, *by_form = counts
    form, most = max(zip((*SEALED, _APART), by_form, strict=True), key=lambda one: one[1])
    if most < _FEWEST or 2 * most <= filled:
        return Evidence.seen(filled)
    strays = {FORMLESS: formless, SHARED_IV: values - ivs}
    told = {form: most} | {said: count for said, count in strays.items() if count}
    return Evidence.seen(filled, formless + values - ivs, told=Counted(told))
