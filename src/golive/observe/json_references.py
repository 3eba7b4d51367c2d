"""References that no foreign key guards: one set-based query per claim, and the place of each broken one."""

import json
from typing import Any

from psycopg import Connection, sql

from golive.model.asking import matched, table, text
from golive.model.claims import Claims
from golive.model.claims.labels import LABELS, Labels
from golive.model.claims.reference import REFERENCE, Reference
from golive.model.evidence import Evidence, State
from golive.model.json_paths import name_of, steps_of
from golive.observe.ask import KEYS, ask
from golive.observe.ask import Rows as Answer
from golive.observe.places import walk
from golive.observe.rewritten import jsonpath
from golive.sqltext.names import parts

EVERY = sql.SQL("true")
FLAWS = ("missing", "type", "tenant", "unfit", "without", "uncovered", "null")
LARGEST = 1 << 20  # bytes of a document in which the place is looked for
_TYPES = {"integer": "number", "text": "string", "uuid": "string", "text of integer": "string"}
_LOOKS = {"integer": r"^-?\d+$", "text of integer": r"^-?\d+$", "uuid": "^[0-9a-fA-F-]{36}$", "text": "."}


def observe_json_references(connection: Connection[tuple[Any, ...]], claims: Claims) -> dict[str, Evidence]:
    found: dict[str, Evidence] = {}
    for claim in claims.of(Reference):
        found |= {REFERENCE.of(claim.name, flaw): one for flaw, one in _reference(connection, claim).items()}
    for labels in claims.of(Labels):
        found[LABELS.of(labels.name)] = ask(connection, _labels(labels), lambda rows: _keys(rows))
    return found


def _reference(connection: Connection[tuple[Any, ...]], claim: Reference) -> dict[str, Evidence]:
    """First the distinct references, which are few, are judged; then the rows of the broken ones are named."""
    counts: dict[str, int] = {}
    broken: list[tuple[str, list[str | None]]] = []
    rows: dict[str, list[tuple[str, str | None]]] = {}

    def judge(answer: Answer) -> Evidence:
        for flaw, count, some in answer:
            counts[flaw] = count
            broken.extend((flaw, json.loads(one)) for one in (some or ()))
        return Evidence.seen(sum(counts.values()))

    def name(answer: Answer) -> Evidence:
        for flaw, key, value, count in answer:
            counts[flaw] = count or counts[flaw]
            rows.setdefault(flaw, []).append((key, value))
        return Evidence.seen(len(answer))

    asking = [(_judged(claim), judge)]
    asking += [(_without(claim), name)] if claim.each or claim.held_by else []
    asking += [(_uncovered(claim), name)] if claim.covers else []
    for query, read in asking:
        answer = ask(connection, query, read)
        if answer.state is not State.SEEN:
            return dict.fromkeys(FLAWS, answer)
    looked_at = sum(counts.get(flaw, 0) for flaw in ("fine", *FLAWS[:4]))
    if broken and (answer := ask(connection, _rows_of(claim, broken), name)).state is not State.SEEN:
        return dict.fromkeys(FLAWS, answer)
    places = _places(connection, claim, {key for flaw in FLAWS[:4] for key, _ in rows.get(flaw, ())})
    return {
        flaw: Evidence.seen(
            looked_at, counts.get(flaw, 0), (_said(claim, flaw, *one, places) for one in rows.get(flaw, ()))
        )
        for flaw in FLAWS
    }


def _said(claim: Reference, flaw: str, key: str, value: str | None, places: dict[tuple[str, str], list[str]]) -> str:
    """The row, the place in it, and the id that stands there."""
    relation = parts(claim.to if flaw == "uncovered" else claim.table)[-1]
    if flaw == "null":
        return f"{relation} {key}: {claim.path} is null"
    if value is None:
        return f"{relation} {key}" + (f": {claim.column} is JSON kept as text" if flaw == "type" else "")
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
    return sql.SQL("pg_catalog.concat_ws(' ', {})").format(sql.SQL(", ").join(named))


def _values(claim: Reference) -> sql.Composable:
    """A row source of (value, kind) beside t."""
    column = sql.Identifier(claim.column)
    if claim.path:
        return sql.SQL(
            "(SELECT p.v #>> '{{}}' AS value, pg_catalog.jsonb_typeof(p.v) AS kind"
            " FROM pg_catalog.jsonb_path_query(t.{}::jsonb, {}::jsonpath, '{{}}', true) AS p(v))"
        ).format(column, sql.Literal(jsonpath(claim.path)))
    if claim.array:
        return sql.SQL("(SELECT a.v::text AS value, NULL AS kind FROM pg_catalog.unnest(t.{}) AS a(v))").format(column)
    return sql.SQL("(SELECT {} AS value, NULL AS kind)").format(matched(sql.SQL("t.{}").format(column)))


def _tenants(claim: Reference) -> tuple[sql.Composable, sql.Composable]:
    """The tenant of t and that of r, as text; NULL where they do not matter."""
    if not claim.tenant:
        return sql.SQL("NULL::text"), sql.SQL("NULL::text")
    own, other = sql.Identifier(claim.tenant), sql.Identifier(claim.to_tenant or claim.tenant)
    return sql.SQL("t.{}::text").format(own), sql.SQL("r.{}::text").format(other)


def _named(claim: Reference, key: sql.Composable, only: sql.Composable = EVERY) -> sql.Composed:
    """Every reference: key, tenant, value and how it is stored; documents that are one string."""
    named = sql.SQL(
        "SELECT {key} AS key, {own} AS tenant, v.value, v.kind FROM {table} AS t CROSS JOIN LATERAL {values} AS v"
        " WHERE ({where}) AND {only} AND {said}"
    ).format(
        said=_said_in("v.value", "v.kind", claim),
        key=key, only=only, own=_tenants(claim)[0], table=table(claim.table), values=_values(claim),
        where=text(claim.where),
    )  # fmt: skip
    if not claim.path:
        return named
    return sql.SQL("{} UNION ALL SELECT {}, NULL, NULL, 'text' FROM {} AS t WHERE ({}) AND {}").format(
        named, key, table(claim.table), text(claim.where), _is_text(claim)
    )


def _said_in(value: str, kind: str, claim: Reference) -> sql.Composed:
    """What stands at its place: a value, or the null that no claim allows."""
    counts = sql.SQL("({value} IS NOT NULL OR {null})")
    null = sql.SQL("{} = 'null'").format(sql.SQL(kind)) if claim.path and not claim.nullable else sql.SQL("false")
    return counts.format(value=sql.SQL(value), null=null)


def _used(claim: Reference) -> sql.Composed:
    """The distinct references and how often each stands there: their text in C is what is fastest to group by.

    A document that is one string holds its JSON as text, which no path enters: it is counted as wrongly stored.
    """
    column = sql.Identifier(claim.column)
    own: sql.Composable = sql.SQL("NULL::text")
    if claim.tenant:
        own = sql.SQL("t.{}").format(sql.Identifier(claim.tenant))
    found, value, kind = (
        sql.SQL("pg_catalog.unnest(t.{})" if claim.array else "t.{}").format(column),
        'g.v COLLATE pg_catalog."default"',  # as that of the other side has it, if it has one
        "NULL::text",
    )
    if claim.path:
        path = sql.Literal(jsonpath(claim.path))
        found = sql.SQL("pg_catalog.jsonb_path_query(t.{}::jsonb, {}::jsonpath, '{{}}', true)").format(column, path)
        value, kind = "g.v::jsonb #>> '{}'", "pg_catalog.jsonb_typeof(g.v::jsonb)"
    used = sql.SQL(  # OFFSET 0: what is asked of the few is not asked of all
        "SELECT g.tenant::text AS tenant, {value} AS value, {kind} AS kind, g.n FROM ("
        'SELECT s.tenant, s.v::text COLLATE "C" AS v, pg_catalog.count(*) AS n FROM ('
        "SELECT {own} AS tenant, {found} AS v FROM {table} AS t WHERE {where}) AS s GROUP BY 1, 2 OFFSET 0"
        ") AS g WHERE {said}"
    ).format(
        said=_said_in(value, kind, claim), value=sql.SQL(value), kind=sql.SQL(kind), own=own, found=found,
        table=table(claim.table), where=text(claim.where),
    )  # fmt: skip
    if not claim.path:
        return used
    return sql.SQL(
        "{} UNION ALL SELECT NULL, NULL, 'text', pg_catalog.count(*)"
        " FROM {} AS t WHERE ({}) AND {} HAVING pg_catalog.count(*) > 0"
    ).format(used, table(claim.table), text(claim.where), _is_text(claim))


def _is_text(claim: Reference) -> sql.Composed:
    """A document that is one string, or holds the claimed name within one: no path enters it."""
    whole = sql.SQL("pg_catalog.jsonb_typeof(t.{}::jsonb) = 'string'").format(sql.Identifier(claim.column))
    if not (name := name_of(claim.path or "$")):
        return whole
    return sql.SQL("({} OR pg_catalog.strpos(t.{}::jsonb::text, {}) > 0)").format(
        whole, sql.Identifier(claim.column), sql.Literal(f'\\"{name}\\')
    )


def _judged(claim: Reference) -> sql.Composed:
    mistyped: sql.Composable = sql.SQL("f.kind IN ('object', 'array', 'boolean')")
    if claim.type:
        mistyped = sql.SQL("(f.kind IS NOT NULL AND f.kind <> {kind}) OR f.value !~ {looks}").format(
            kind=sql.Literal(_TYPES[claim.type]), looks=sql.Literal(_LOOKS[claim.type])
        )
    return sql.SQL(
        """
        WITH used AS MATERIALIZED ({used}
        ), targets AS MATERIALIZED (
            SELECT ({equals})::text AS id, {theirs} AS tenant, pg_catalog.bool_or(({fit}) IS TRUE) AS fit
            FROM {to} AS r GROUP BY 1, 2
        ), known AS (SELECT DISTINCT id FROM targets
        ), judged AS (
            SELECT f.n, f.value, f.tenant, f.kind, CASE
                WHEN f.kind = 'null' THEN 'null' WHEN f.kind = 'text' OR {mistyped} THEN 'type'
                WHEN k.id IS NULL THEN 'missing'
                WHEN own.id IS NULL AND everybody.id IS NULL THEN 'tenant'
                WHEN NOT coalesce(own.fit, false) AND NOT coalesce(everybody.fit, false) THEN 'unfit'
                ELSE 'fine' END AS flaw
            FROM used AS f
            LEFT JOIN known AS k ON k.id = f.value
            LEFT JOIN targets AS own ON own.id = f.value AND {same}
            LEFT JOIN targets AS everybody ON everybody.id = f.value AND everybody.tenant IS NULL AND {shared}
            WHERE {template}
        )
        SELECT flaw, pg_catalog.sum(n)::bigint,
               (pg_catalog.array_agg(pg_catalog.json_build_array(tenant, value, kind)::text
                   ORDER BY value, tenant, kind)
                FILTER (WHERE flaw <> 'fine'))[1:20]
        FROM judged GROUP BY flaw ORDER BY flaw
        """
    ).format(
        used=_used(claim), equals=text(claim.equals), theirs=_theirs(claim),
        fit=text(claim.fit or "true"), to=table(claim.to), mistyped=mistyped,
        same=sql.SQL("own.tenant = f.tenant" if claim.tenant else "true"),
        shared=sql.SQL("true" if claim.shared else "false"),
        template=sql.SQL("f.value !~ '\\{\\{.+\\}\\}' IS NOT FALSE") if claim.templates else sql.SQL("true"),
    )  # fmt: skip


def _theirs(claim: Reference) -> sql.Composable:
    """The tenant of a row that is named; none where the claim says that it is everybody's."""
    own = _tenants(claim)[1]
    if not isinstance(claim.shared, str):
        return own
    return sql.SQL("CASE WHEN ({}) THEN NULL ELSE {} END").format(text(claim.shared), own)


def _rows_of(claim: Reference, broken: list[tuple[str, list[str | None]]]) -> sql.Composed:
    """The rows in which the broken references stand, twenty of each kind."""
    listed = sql.SQL(", ").join(
        sql.SQL("({}, {}::text, {}::text, {}::text)").format(sql.Literal(flaw), *map(sql.Literal, one))
        for flaw, one in broken
    )
    tenants = sorted({tenant for _, (tenant, _, _) in broken if tenant is not None})
    only: sql.Composable = EVERY
    if claim.tenant and len(tenants) == len({tenant for _, (tenant, _, _) in broken}):
        only = sql.SQL("{} = ANY ({})").format(_tenants(claim)[0], sql.Literal(tenants))
    return sql.SQL(
        """
        SELECT s.flaw, s.key, s.value, NULL FROM (
            SELECT b.flaw, n.key, n.value, pg_catalog.row_number() OVER (PARTITION BY b.flaw
                ORDER BY n.key, n.value) AS place
            FROM ({named}) AS n JOIN (VALUES {listed}) AS b (flaw, tenant, value, kind)
              ON (b.value, b.tenant, b.kind) IS NOT DISTINCT FROM (n.value, n.tenant, n.kind)
        ) AS s WHERE s.place <= 20 ORDER BY s.flaw, s.place
        """
    ).format(named=_named(claim, _key(claim), only), listed=listed)


def _without(claim: Reference) -> sql.Composed:
    return sql.SQL(
        "SELECT 'without', {key}, NULL, pg_catalog.count(*) OVER () FROM {table} AS t"
        " WHERE ({where}) AND ({none} OR {lacking}) ORDER BY 2 LIMIT 20"
    ).format(
        key=_key(claim), table=table(claim.table), where=text(claim.where), lacking=_lacking(claim),
        none=sql.SQL("NOT EXISTS (SELECT FROM {} AS v WHERE {})").format(
            _values(claim), _said_in("v.value", "v.kind", claim)
        ) if claim.each else sql.SQL("false"),
    )  # fmt: skip


def _lacking(claim: Reference) -> sql.Composable:
    """Whether an object that should hold a reference, at whatever depth in it, has none."""
    if not claim.held_by:
        return sql.SQL("false")
    [(key, values)] = claim.held_by.items()
    is_one = " || ".join(f"@.{json.dumps(key)} == {json.dumps(value)}" for value in values)
    return sql.SQL(
        "EXISTS (SELECT FROM pg_catalog.jsonb_path_query(t.{}::jsonb, {}::jsonpath, '{{}}', true) AS h(v)"
        " WHERE NOT pg_catalog.jsonb_path_exists(h.v, {}::jsonpath, '{{}}', true))"
    ).format(
        sql.Identifier(claim.column),
        sql.Literal(f"strict $.** ? ({is_one})"),
        sql.Literal(f"strict $.**.{json.dumps(name_of(claim.path or ''))}"),
    )


def _uncovered(claim: Reference) -> sql.Composed:
    return sql.SQL(
        "SELECT 'uncovered', ({equals})::text, NULL, pg_catalog.count(*) OVER ()"
        " FROM {to} AS r WHERE ({covers}) AND NOT EXISTS ("
        " SELECT FROM ({named}) AS n WHERE n.value = ({equals})::text AND n.tenant IS NOT DISTINCT FROM {theirs})"
        " ORDER BY 2 LIMIT 20"
    ).format(
        equals=text(claim.equals), to=table(claim.to), covers=text(claim.covers or "false"),
        named=_named(claim, sql.SQL("NULL")), theirs=_tenants(claim)[1],
    )  # fmt: skip


def _places(
    connection: Connection[tuple[Any, ...]], claim: Reference, keys: set[str]
) -> dict[tuple[str, str], list[str]]:
    """Where in its document each broken reference stands; the document does not leave this function."""
    found: dict[tuple[str, str], list[str]] = {}

    def read(rows: Answer) -> Evidence:
        for key, document in rows:
            try:
                for place, value in walk(json.loads(document), steps_of(claim.path or "$")):
                    shown = json.dumps(value, ensure_ascii=False)
                    known = value if isinstance(value, str) else shown
                    found.setdefault((key, known), []).append(f"{place} = {_cut(shown)}")
            except RecursionError:  # nested deeper than Python reads: its references are named without a place
                continue
        return Evidence.seen(len(rows))

    query = sql.SQL(
        "SELECT {key}, t.{column}::text FROM {table} AS t"
        " WHERE {key} = ANY ({keys}) AND pg_catalog.octet_length(t.{column}::text) <= {largest} ORDER BY 1"
    ).format(
        key=_key(claim), column=sql.Identifier(claim.column), table=table(claim.table),
        keys=sql.Literal(sorted(keys)[: 4 * KEYS]), largest=sql.Literal(LARGEST),
    )  # fmt: skip
    if keys and claim.path:
        ask(connection, query, read)
    return found


def _labels(claim: Labels) -> sql.Composed:
    """Labels that stand twice in one document, and places that name none of them."""
    column = sql.Identifier(claim.column)

    def at(path: str) -> sql.Composed:
        return sql.SQL("pg_catalog.jsonb_path_query(t.{}::jsonb, {}::jsonpath, '{{}}', true)").format(
            column, sql.Literal(jsonpath(path))
        )

    naming = [
        sql.SQL(
            "SELECT {key} || ': names ' || pg_catalog.left(v.v #>> '{{}}', 40) || ', which is no label'"
            " FROM {table} AS t CROSS JOIN LATERAL {target} AS v(v) WHERE ({where}) AND v.v <> 'null'::jsonb"
            " AND NOT EXISTS (SELECT FROM {label} AS l(l) WHERE l.l = v.v)"
        ).format(
            key=_key(claim), table=table(claim.table), target=at(path), where=text(claim.where), label=at(claim.path)
        )
        for path in claim.targets or ()
    ]
    twice = sql.SQL(
        "SELECT {key} || ': ' || pg_catalog.left(v.v #>> '{{}}', 40) || ' stands ' || pg_catalog.count(*) || ' times'"
        " FROM {table} AS t CROSS JOIN LATERAL {label} AS v(v)"
        " WHERE ({where}) GROUP BY {key}, v.v HAVING pg_catalog.count(*) > 1"
    ).format(key=_key(claim), table=table(claim.table), label=at(claim.path), where=text(claim.where))
    return sql.SQL(
        "WITH wrong (key) AS ({wrong}), labels (n) AS ("
        " SELECT pg_catalog.count(*) FROM {table} AS t CROSS JOIN LATERAL {label} AS v(v) WHERE ({where}))"
        " SELECT w.key, pg_catalog.count(w.key) OVER (), l.n"
        " FROM labels AS l LEFT JOIN wrong AS w ON true ORDER BY 1 LIMIT 20"
    ).format(
        wrong=sql.SQL(" UNION ALL ").join([twice, *naming]), table=table(claim.table), label=at(claim.path),
        where=text(claim.where),
    )  # fmt: skip


def _keys(rows: Answer) -> Evidence:
    return Evidence.seen(rows[0][2], rows[0][1], (key for key, _, _ in rows if key is not None))
