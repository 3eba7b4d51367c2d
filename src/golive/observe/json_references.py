"""References that no foreign key guards: one set-based query per claim, and the place of each broken one."""

import json
from collections.abc import Iterator
from typing import Any

from psycopg import Connection, sql

from golive.model.claims import Claims
from golive.model.names import parts
from golive.model.references import Labels, Reference, steps_of
from golive.model.snapshot import Evidence
from golive.observe.ask import KEYS, ask
from golive.observe.ask import Rows as Answer
from golive.observe.claims import table, text

FLAWS = ("missing", "type", "tenant", "unfit", "without", "uncovered")
LARGEST = 1 << 20  # bytes of a document in which the place is looked for
_TYPES = {"integer": "number", "text": "string", "uuid": "string", "text of integer": "string"}
_LOOKS = {"integer": r"^-?\d+$", "text of integer": r"^-?\d+$", "uuid": "^[0-9a-fA-F-]{36}$", "text": "."}


def observe_json_references(connection: Connection[tuple[Any, ...]], claims: Claims) -> dict[str, Evidence]:
    found: dict[str, Evidence] = {}
    for claim in claims.reference:
        found |= {f"reference:{claim.name}:{flaw}": one for flaw, one in _reference(connection, claim).items()}
    for labels in claims.labels:
        found[f"labels:{labels.name}"] = ask(connection, _labels(labels), lambda rows: _keys(rows))
    return found


def _reference(connection: Connection[tuple[Any, ...]], claim: Reference) -> dict[str, Evidence]:
    broken: dict[str, list[tuple[str, str]]] = {}
    counts: dict[str, int] = {}

    def read(rows: Answer) -> Evidence:
        for flaw, count, keys, values in rows:
            counts[flaw] = count
            broken[flaw] = list(zip(keys or (), values or (), strict=True))
        return Evidence.seen(sum(count for flaw, count in counts.items() if flaw != "uncovered"))

    whole = ask(connection, _query(claim), read)
    if whole.state != "seen":
        return dict.fromkeys(FLAWS, whole)
    places = _places(connection, claim, {key for flaw in broken.values() for key, _ in flaw}) if claim.path else {}
    looked_at = sum(counts.get(flaw, 0) for flaw in ("fine", "missing", "type", "tenant", "unfit"))
    return {
        flaw: Evidence.seen(
            looked_at, counts.get(flaw, 0), (_said(claim, flaw, *one, places) for one in broken.get(flaw, ()))
        )
        for flaw in FLAWS
    }


def _said(claim: Reference, flaw: str, key: str, value: str | None, places: dict[tuple[str, str], list[str]]) -> str:
    """The row, the place in it, and the id that stands there."""
    relation = parts(claim.to if flaw == "uncovered" else claim.table)[-1]
    if value is None:
        return f"{relation} {key}"
    found = places.get((key, value))
    if found:
        return f"{relation} {key}: {found.pop(0)}"
    return f"{relation} {key}: {claim.path or claim.column} = {_cut(value)}"


def _cut(value: str) -> str:
    return value if len(value) <= 40 else value[:37] + "…"


def _key(claim: Reference | Labels, alias: str = "t") -> sql.Composed:
    named = (
        sql.SQL("coalesce({}.{}::text, 'NULL')").format(sql.SQL(alias), sql.Identifier(one)) for one in claim.key
    )  # fmt: skip
    return sql.SQL("concat_ws(' ', {})").format(sql.SQL(", ").join(named))


def _jsonpath(path: str) -> str:
    """Strict, where any depth is meant: lax unwraps arrays and would count what stands in them twice."""
    return f"strict {path}" if ".**" in path else f"lax {path}"


def _values(claim: Reference) -> sql.Composable:
    """A row source of (value, kind) beside t."""
    column = sql.Identifier(claim.column)
    if claim.path:
        return sql.SQL(
            "(SELECT p.v #>> '{{}}' AS value, jsonb_typeof(p.v) AS kind"
            " FROM jsonb_path_query(t.{}::jsonb, {}::jsonpath, '{{}}', true) AS p(v))"
        ).format(column, sql.Literal(_jsonpath(claim.path)))
    if claim.array:
        return sql.SQL("(SELECT a.v::text AS value, NULL AS kind FROM unnest(t.{}) AS a(v))").format(column)
    return sql.SQL("(SELECT t.{}::text AS value, NULL AS kind)").format(column)


def _query(claim: Reference) -> sql.Composed:
    """All references judged at once; then the rows without one, and the rows that none names."""
    own = sql.SQL("t.{}::text").format(sql.Identifier(claim.tenant)) if claim.tenant else sql.SQL("NULL::text")
    other = claim.to_tenant or claim.tenant
    theirs = sql.SQL("r.{}::text").format(sql.Identifier(other)) if other else sql.SQL("NULL::text")
    looks = _LOOKS.get(claim.type or "", "")
    mistyped = sql.SQL("(f.kind IS NOT NULL AND f.kind <> {kind}) OR f.value !~ {looks}").format(
        kind=sql.Literal(_TYPES[claim.type]), looks=sql.Literal(looks)
    ) if claim.type else sql.SQL("f.kind IN ('object', 'array', 'boolean')")  # fmt: skip
    template = sql.SQL("f.value !~ '\\{\\{.+\\}\\}'") if claim.templates else sql.SQL("true")
    same = sql.SQL("a.tenant = f.tenant") if claim.tenant else sql.SQL("true")
    shared = sql.SQL("a.tenant IS NULL") if claim.shared else sql.SQL("false")
    return sql.SQL(
        """
        WITH named AS NOT MATERIALIZED (
            SELECT {key} AS key, {own} AS tenant, v.value, v.kind
            FROM {table} AS t CROSS JOIN LATERAL {values} AS v
            WHERE ({where}) AND v.value IS NOT NULL
        ), targets AS MATERIALIZED (
            SELECT ({equals})::text AS id, {theirs} AS tenant, bool_or(({fit}) IS TRUE) AS fit
            FROM {to} AS r GROUP BY 1, 2
        ), known AS (SELECT DISTINCT id FROM targets
        ), fitting AS (
            SELECT f.key, f.value, f.kind, k.id AS known, bool_or(a.id IS NOT NULL) AS near,
                   bool_or(a.fit) AS fit, count(DISTINCT f.n) AS n
            FROM (SELECT named.*, row_number() OVER () AS n FROM named) AS f
            LEFT JOIN known AS k ON k.id = f.value
            LEFT JOIN targets AS a ON a.id = f.value AND ({same} OR {shared})
            WHERE {template}
            GROUP BY f.key, f.value, f.kind, k.id
        ), judged AS (
            SELECT f.key, f.value, f.n, CASE
                WHEN {mistyped} THEN 'type' WHEN f.known IS NULL THEN 'missing' WHEN NOT f.near THEN 'tenant'
                WHEN NOT f.fit THEN 'unfit' ELSE 'fine' END AS flaw
            FROM fitting AS f
        ), told AS (
            SELECT flaw, key, value, n FROM judged
            UNION ALL
            SELECT 'without', {key}, NULL, 1 FROM {table} AS t
            WHERE {each} AND ({where}) AND NOT EXISTS (SELECT FROM {values} AS v WHERE v.value IS NOT NULL)
            UNION ALL
            SELECT 'uncovered', ({equals})::text, NULL, 1 FROM {to} AS r
            WHERE ({covers}) AND NOT EXISTS (
                SELECT FROM named AS f WHERE f.value = ({equals})::text AND f.tenant IS NOT DISTINCT FROM {seen_by})
        )
        SELECT flaw, sum(n)::bigint, (array_agg(key ORDER BY key, value) FILTER (WHERE flaw <> 'fine'))[1:20],
               (array_agg(value ORDER BY key, value) FILTER (WHERE flaw <> 'fine'))[1:20]
        FROM told GROUP BY flaw ORDER BY flaw
        """
    ).format(
        key=_key(claim), own=own, table=table(claim.table), values=_values(claim), where=text(claim.where),
        equals=text(claim.equals), theirs=theirs, fit=text(claim.fit or "true"), to=table(claim.to),
        same=same, shared=shared, mistyped=mistyped, template=template,
        each=sql.SQL("true" if claim.each else "false"), covers=text(claim.covers or "false"),
        seen_by=theirs if claim.tenant else sql.SQL("NULL"),
    )  # fmt: skip


def _places(
    connection: Connection[tuple[Any, ...]], claim: Reference, keys: set[str]
) -> dict[tuple[str, str], list[str]]:
    """Where in its document each broken reference stands; the document does not leave this function."""
    found: dict[tuple[str, str], list[str]] = {}

    def read(rows: Answer) -> Evidence:
        for key, document in rows:
            for place, value in walk(json.loads(document), steps_of(claim.path or "$")):
                shown = json.dumps(value, ensure_ascii=False)
                known = value if isinstance(value, str) else shown
                found.setdefault((key, known), []).append(f"{place} = {_cut(shown)}")
        return Evidence.seen(len(rows))

    query = sql.SQL(
        "SELECT {key}, t.{column}::text FROM {table} AS t"
        " WHERE {key} = ANY ({keys}) AND octet_length(t.{column}::text) <= {largest} ORDER BY 1"
    ).format(
        key=_key(claim), column=sql.Identifier(claim.column), table=table(claim.table),
        keys=sql.Literal(sorted(keys)[: 4 * KEYS]), largest=sql.Literal(LARGEST),
    )  # fmt: skip
    if keys:
        ask(connection, query, read)
    return found


def walk(node: Any, steps: tuple[str, ...], place: str = "") -> Iterator[tuple[str, Any]]:
    """Each value that the path leads to, with its place, as the server finds them."""
    if not steps:
        yield place, node
        return
    step, rest = steps[0], steps[1:]
    if step == "**":
        yield from walk(node, rest, place)
        for name, inner in _members(node):
            yield from walk(inner, steps, place + name)
    elif step == "[*]":
        if isinstance(node, list):
            for name, inner in _members(node):
                yield from walk(inner, rest, place + name)
    elif step.startswith("["):
        if isinstance(node, list) and int(step[1:-1]) < len(node):
            yield from walk(node[int(step[1:-1])], rest, place + step)
    elif isinstance(node, dict) and step in node:
        yield from walk(node[step], rest, f"{place}.{step}" if place else step)


def _members(node: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict):
        yield from ((f".{name}", inner) for name, inner in node.items())
    elif isinstance(node, list):
        yield from ((f"[{number}]", inner) for number, inner in enumerate(node))


def _labels(claim: Labels) -> sql.Composed:
    """Labels that stand twice in one document, and places that name none of them."""
    column = sql.Identifier(claim.column)

    def at(path: str) -> sql.Composed:
        return sql.SQL("jsonb_path_query(t.{}::jsonb, {}::jsonpath, '{{}}', true)").format(
            column, sql.Literal(_jsonpath(path))
        )

    naming = [
        sql.SQL(
            "SELECT {key} || ': names ' || left(v.v #>> '{{}}', 40) || ', which is no label'"
            " FROM {table} AS t CROSS JOIN LATERAL {target} AS v(v) WHERE ({where}) AND v.v <> 'null'::jsonb"
            " AND NOT EXISTS (SELECT FROM {label} AS l(l) WHERE l.l = v.v)"
        ).format(
            key=_key(claim), table=table(claim.table), target=at(path), where=text(claim.where), label=at(claim.path)
        )
        for path in claim.targets or ()
    ]
    twice = sql.SQL(
        "SELECT {key} || ': ' || left(v.v #>> '{{}}', 40) || ' stands ' || count(*) || ' times'"
        " FROM {table} AS t CROSS JOIN LATERAL {label} AS v(v) WHERE ({where}) GROUP BY {key}, v.v HAVING count(*) > 1"
    ).format(key=_key(claim), table=table(claim.table), label=at(claim.path), where=text(claim.where))
    return sql.SQL(
        "WITH wrong (key) AS ({wrong}), labels (n) AS ("
        " SELECT count(*) FROM {table} AS t CROSS JOIN LATERAL {label} AS v(v) WHERE ({where}))"
        " SELECT w.key, count(w.key) OVER (), l.n FROM labels AS l LEFT JOIN wrong AS w ON true ORDER BY 1 LIMIT 20"
    ).format(
        wrong=sql.SQL(" UNION ALL ").join([twice, *naming]), table=table(claim.table), label=at(claim.path),
        where=text(claim.where),
    )  # fmt: skip


def _keys(rows: Answer) -> Evidence:
    return Evidence.seen(rows[0][2], rows[0][1], (key for key, _, _ in rows if key is not None))
