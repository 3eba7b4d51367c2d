"""What one question may take of a server that others use, and what the planner expects it to take."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from psycopg import Connection, sql

from golive.model.claims.budget import Budget
from golive.model.evidence import Evidence
from golive.sqltext.names import quoted

HEAVY = 64 * 1024 * 1024  # bytes from which a table is asked alone, with the whole budget for itself
_MB = 1024 * 1024
_ENTRY = 64  # bytes of a row in a hash table or a sort, beside its values
_PAGE = 8192
_KEEPS = ("Sort", "Incremental Sort", "Hash", "Materialize")
Plan = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Expected:
    """What the planner expects of one question."""

    scans: tuple[str, ...]  # the tables that it reads from one end to the other
    spilled: int  # bytes that do not fit into the memory of a session


def expected(
    connection: Connection[tuple[Any, ...]], query: sql.Composable, parameters: Mapping[str, object] | None = None
) -> Expected:
    """By the statistics of the server: an estimate, nothing is read."""
    row = connection.execute(sql.SQL("EXPLAIN (VERBOSE, FORMAT JSON) {}").format(query), parameters).fetchone()
    memory = connection.execute(
        "SELECT pg_catalog.pg_size_bytes(pg_catalog.current_setting('work_mem'))"
        " * pg_catalog.current_setting('hash_mem_multiplier')::float8"
    ).fetchone()
    assert row is not None
    assert memory is not None
    nodes = list(_nodes(row[0][0]["Plan"]))
    return Expected(
        tuple(quoted(node["Schema"], node["Relation Name"]) for node in nodes if node["Node Type"] == "Seq Scan"),
        sum(kept for node in nodes if (kept := _kept(node)) > memory[0]),
    )


def is_large(connection: Connection[tuple[Any, ...]]) -> bool:
    """Whether any question to this database may need more than a session's own memory."""
    row = connection.execute("SELECT pg_catalog.pg_database_size(pg_catalog.current_database())").fetchone()
    return row is not None and row[0] > HEAVY


def beyond(budget: Budget, asked: Expected) -> Evidence | None:
    """Why a question is not asked."""
    if asked.spilled <= budget.temporary_mb * _MB:
        return None
    need = f"{asked.spilled / _MB:,.0f} MB of temporary files, {budget.temporary_mb:,} are allowed"
    return Evidence.unknown(f"it would need about {need}: raise [budget] temporary_mb, or look at a standby")


def late(seconds: float) -> str:
    """What is said where an answer did not come in time."""
    return f"no answer within {seconds:g} s: raise [budget] seconds, or look at a standby"


def _nodes(plan: Plan) -> Iterator[Plan]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from _nodes(child)


def _kept(node: Plan) -> int:
    """The bytes that a node keeps until it has seen all of its rows."""
    hashed = node["Node Type"] == "Aggregate" and node.get("Strategy") == "Hashed"
    if not hashed and node["Node Type"] not in _KEEPS:
        return 0
    return int(node["Plan Rows"] * (node["Plan Width"] + _ENTRY))
