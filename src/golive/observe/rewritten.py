"""Values of a claimed reference with each id replaced by another: one SQL expression over t, which only reads.

What is no id, a template, or an id that is mapped to NULL stays as it is, and so does every other byte.
"""

import json
import re
from collections.abc import Callable, Iterable
from itertools import groupby

from psycopg import sql

from golive.model.claims.reference import Reference
from golive.model.json_paths import steps_of

Mapped = Callable[[sql.Composable], sql.Composable]
_INTEGER = r"^-?[0-9]{1,18}$"
_ID = {"integer": _INTEGER, "text of integer": _INTEGER, "uuid": "^[0-9a-fA-F-]{36}$"}
_TEMPLATE = r"\{\{.+\}\}"
# The text of a jsonb value is canonical: a number or a string, and nothing else, begins like this.
_SCALAR = r'^(?:-?[0-9][0-9.eE+-]*|"(?:[^"\\]|\\.)*")'
_TARGET = re.compile(r'^r\.(?:"(?P<quoted>[^"]+)"|(?P<plain>[a-z_][a-z0-9_$]*))(?:::text)?$')


def target_column(claim: Reference) -> str | None:
    """The column of the named table that holds the id; None where it is computed, as an address from a slug is."""
    found = _TARGET.match(claim.equals.strip())
    return (found["quoted"] or found["plain"]) if found else None


def rewritten_by(
    claims: Iterable[Reference], column: sql.Composable, mapped: Callable[[Reference, sql.Composable], sql.Composable]
) -> sql.Composable:
    """The claims of one column in turn; those that differ only in their rows are one: no id is mapped twice."""

    def place(claim: Reference) -> tuple[str, str, str]:
        return claim.path or "", claim.to, claim.equals

    for _, several in groupby(sorted(claims, key=place), place):
        same = list(several)
        either = " OR ".join(f"({one.where}\n)" for one in same)
        one = same[0].model_copy(update={"where": either})
        column = rewritten(one, column, lambda value, claim=one: mapped(claim, value))  # type: ignore[misc]
    return column


def rewritten(claim: Reference, column: sql.Composable, mapped: Mapped) -> sql.Composable:
    """`column` of the row t with its ids mapped; of the type that it has."""
    if claim.path:
        new: sql.Composable = _document(claim, mapped)
    elif claim.array:
        new = sql.SQL(
            "CASE WHEN d.doc IS NOT NULL THEN ARRAY(SELECT coalesce({new}, a.v)"
            " FROM pg_catalog.unnest(d.doc) WITH ORDINALITY AS a(v, n) ORDER BY a.n) END"
        ).format(new=mapped(sql.SQL("a.v")))
    else:
        new = sql.SQL("coalesce({}, d.doc)").format(mapped(sql.SQL("d.doc")))
    return sql.SQL(
        "(SELECT CASE WHEN ({where}\n) THEN {new} ELSE d.doc END FROM (SELECT {column} AS doc OFFSET 0) AS d)"
    ).format(where=sql.SQL(claim.where), new=new, column=column)


def _document(claim: Reference, mapped: Mapped) -> sql.Composable:
    """By its text where the last name of the path stands nowhere else in the document, else place by place."""
    steps = steps_of(claim.path or "$")
    by_place = _by_place(claim, steps, mapped)
    if steps[-1].startswith("["):
        return by_place
    by_text = _by_text(claim, steps[-1], mapped, by_place)
    if len(steps) == 2 and steps[0] == "**":
        return by_text
    return sql.SQL("CASE WHEN {anywhere} = {here} THEN {by_text} ELSE {by_place} END").format(
        anywhere=_count(f'strict $.**."{steps[-1]}"'), here=_count(jsonpath(claim.path or "$")),
        by_text=by_text, by_place=by_place,
    )  # fmt: skip


def jsonpath(path: str) -> str:
    """Strict, where any depth is meant: lax unwraps arrays and would count what stands in them twice."""
    return f"strict {path}" if ".**" in path else f"lax {path}"


def _count(path: str) -> sql.Composable:
    return sql.SQL(
        "pg_catalog.jsonb_array_length(pg_catalog.jsonb_path_query_array(d.doc, {}::jsonpath, '{{}}', true))"
    ).format(sql.Literal(path))


def _looks(claim: Reference, value: sql.SQL) -> sql.Composable:
    looks = sql.SQL("{} ~ {}").format(value, sql.Literal(_ID.get(claim.type or "", ".")))
    if not claim.templates:
        return looks
    return sql.SQL("{} AND {} !~ {}").format(looks, value, sql.Literal(_TEMPLATE))


def _new(claim: Reference, value: sql.SQL, mapped: Mapped) -> sql.Composable:
    """Text of the new id, NULL where the old one stays."""
    of = sql.SQL("({}::bigint)" if claim.type in ("integer", "text of integer") else "{}").format(value)
    return sql.SQL("CASE WHEN {} IS NOT NULL THEN ({})::text END").format(value, mapped(of))


def _by_text(claim: Reference, name: str, mapped: Mapped, by_place: sql.Composable) -> sql.Composable:
    """A quoted name before a colon is a key; only a key that ends in a quote of its own could be taken for it."""
    key = json.dumps(name, ensure_ascii=False) + ": "
    return sql.SQL(
        """
        (SELECT CASE WHEN pg_catalog.strpos(w.whole, {key}) = 0 THEN d.doc
            WHEN pg_catalog.strpos(w.whole, {longer}) > 0 THEN {by_place}
            ELSE (
            SELECT pg_catalog.string_agg(CASE WHEN n.new IS NULL THEN n.piece
                WHEN pg_catalog.left(n.old, 1) = '"'
                THEN pg_catalog.to_json(n.new)::text || pg_catalog.substr(n.piece, pg_catalog.length(n.old) + 1)
                ELSE n.new || pg_catalog.substr(n.piece, pg_catalog.length(n.old) + 1) END, {key} ORDER BY n.place)
            FROM (
                SELECT v.piece, v.place, v.old, {new} AS new
                FROM (
                    SELECT p.piece, p.place, s.old, CASE WHEN p.place = 1 THEN NULL
                        WHEN pg_catalog.ascii(s.old) BETWEEN 48 AND 57 THEN CASE
                            WHEN pg_catalog.length(s.old) <= 18
                                AND pg_catalog.substr(p.piece, pg_catalog.length(s.old) + 1, 1) <> '.' THEN s.old END
                        WHEN {looks} THEN s.old::jsonb #>> '{{}}' END AS value
                    FROM pg_catalog.string_to_table(w.whole, {key}) WITH ORDINALITY AS p(piece, place)
                    CROSS JOIN LATERAL (SELECT CASE WHEN pg_catalog.ascii(p.piece) BETWEEN 48 AND 57
                        THEN pg_catalog.left(p.piece, pg_catalog.length(p.piece)
                             - pg_catalog.length(pg_catalog.ltrim(p.piece, '0123456789')))
                        ELSE substring(p.piece FROM {scalar}) END AS old OFFSET 0) AS s
                    OFFSET 0
                ) AS v OFFSET 0
            ) AS n)::jsonb END
        FROM (SELECT d.doc::text AS whole OFFSET 0) AS w)
        """
    ).format(
        key=sql.Literal(key), longer=sql.Literal("\\" + key), scalar=sql.Literal(_SCALAR), by_place=by_place,
        new=_new(claim, sql.SQL("v.value"), mapped), looks=_looks(claim, sql.SQL("(s.old::jsonb #>> '{}')")),
    )  # fmt: skip


def _by_place(claim: Reference, steps: tuple[str, ...], mapped: Mapped) -> sql.Composable:
    """Each place is found with its path, and set in turn."""
    found: sql.Composable = sql.SQL("SELECT ARRAY[]::text[] AS path, d.doc AS v")
    lax = "**" not in steps
    for step in steps:
        found = sql.SQL(_STEPS.get(step, _INDEX if step.startswith("[") else _NAME)).format(
            found=found,
            name=sql.Literal(step.strip("[]")),
            all=sql.SQL(_UNWRAPPED if lax else _ELEMENTS),
            opened=sql.SQL(_OPENED if lax and not step.startswith("[") else "SELECT f.path, f.v"),
        )
    return sql.SQL(
        """
        (WITH RECURSIVE places AS MATERIALIZED (
            SELECT pg_catalog.row_number() OVER (ORDER BY s.path) AS n, s.path, s.v, s.new
            FROM (
                SELECT v.path, v.v, {new} AS new
                FROM (SELECT i.path, i.v, CASE WHEN {looks} THEN i.value END AS value
                      FROM (SELECT DISTINCT f.path, f.v, f.v #>> '{{}}' AS value FROM ({found}) AS f
                            WHERE pg_catalog.jsonb_typeof(f.v) IN ('number', 'string')) AS i OFFSET 0) AS v
                OFFSET 0
            ) AS s WHERE s.new IS NOT NULL
        ), done AS (
            SELECT 0::bigint AS n, d.doc
            UNION ALL
            SELECT p.n, CASE WHEN p.path = '{{}}' THEN x.one ELSE pg_catalog.jsonb_set(o.doc, p.path, x.one) END
            FROM done AS o JOIN places AS p ON p.n = o.n + 1
            CROSS JOIN LATERAL (
                SELECT CASE pg_catalog.jsonb_typeof(p.v) WHEN 'string'
                    THEN pg_catalog.to_jsonb(p.new) ELSE p.new::jsonb END AS one) AS x
        ) SELECT o.doc FROM done AS o ORDER BY o.n DESC LIMIT 1)
        """
    ).format(found=found, new=_new(claim, sql.SQL("v.value"), mapped), looks=_looks(claim, sql.SQL("i.value")))


_ELEMENTS = (
    "SELECT f.path || (e.n - 1)::text AS path, e.v"
    " FROM pg_catalog.jsonb_array_elements(CASE pg_catalog.jsonb_typeof(f.v) WHEN 'array'"
    " THEN f.v END) WITH ORDINALITY AS e(v, n)"
)
# In lax mode what is no array counts as one of one element, and a name is looked for in each element of an array.
_UNWRAPPED = f"{_ELEMENTS} UNION ALL SELECT f.path, f.v WHERE pg_catalog.jsonb_typeof(f.v) <> 'array'"  # constants
_OPENED = _UNWRAPPED
_NAME = (
    "SELECT o.path || {name}::text AS path, o.v -> {name}::text AS v FROM ({found}) AS f"
    " CROSS JOIN LATERAL ({opened}) AS o(path, v) WHERE pg_catalog.jsonb_typeof(o.v) = 'object' AND o.v ? {name}"
)
_INDEX = (
    "SELECT o.path, o.v FROM ({found}) AS f CROSS JOIN LATERAL ({all}) AS o(path, v)"
    " WHERE o.path = CASE pg_catalog.jsonb_typeof(f.v) WHEN 'array' THEN f.path || {name}::text ELSE f.path END"
    " AND (pg_catalog.jsonb_typeof(f.v) = 'array' OR {name} = '0')"
)
_STEPS = {
    "[*]": "SELECT o.path, o.v FROM ({found}) AS f CROSS JOIN LATERAL ({all}) AS o(path, v)",
    "**": (
        "SELECT o.path, o.v FROM ({found}) AS f CROSS JOIN LATERAL ("
        " WITH RECURSIVE inner_of AS (SELECT f.path, f.v UNION ALL"
        "  SELECT i.path || m.name, m.v FROM inner_of AS i CROSS JOIN LATERAL ("
        "   SELECT e.key, e.value FROM pg_catalog.jsonb_each(CASE pg_catalog.jsonb_typeof(i.v) WHEN 'object'"
        " THEN i.v END) AS e"
        "   UNION ALL SELECT (e.n - 1)::text, e.v"
        "   FROM pg_catalog.jsonb_array_elements(CASE pg_catalog.jsonb_typeof(i.v) WHEN 'array'"
        " THEN i.v END) WITH ORDINALITY AS e(v, n)"
        "  ) AS m(name, v)) SELECT path, v FROM inner_of) AS o(path, v)"
    ),
}
