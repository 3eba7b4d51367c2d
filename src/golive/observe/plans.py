"""How the plan of a common query reads its tables, and how long it takes.

The sequential scan is switched off before the plan is asked for: on a small table the planner rightly prefers one, and
says nothing about the day when the table is large. What is shown is that an index can serve the query; a plan that
reads all of an index, without a condition on it, does not count. Today's milliseconds are measured with it on.
"""

from collections.abc import Iterator
from typing import Any

from psycopg import Connection, sql

from golive.model import questions as q
from golive.model.asking import text
from golive.model.claims.item import Query
from golive.model.evidence import Evidence, State
from golive.observe.ask import Rows, ask
from golive.observe.measured import measured
from golive.sqltext.names import parts

RUNS = 3  # the fastest counts: the first one reads from disk
Node = dict[str, Any]


def query(connection: Connection[tuple[Any, ...]], item: Query) -> Evidence:
    select = text(item.select.rstrip().rstrip(";"))
    wrong: list[str] = []
    looked_at = 0
    if item.indexed or item.uses:
        evidence = _served(connection, select, item)
        if evidence.state is not State.SEEN:
            return evidence
        wrong, looked_at = list(evidence.keys), evidence.looked_at
    if item.milliseconds is None:
        return measured(looked_at=looked_at, wrong=wrong, errors=len(wrong))
    explain = sql.SQL("EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {}").format(select)
    times = []
    for _ in range(RUNS):
        evidence = ask(connection, explain, lambda rows: measured(ms=rows[0][0][0]["Execution Time"]))
        if (told := q.ITEM.told(evidence)) is None or told.ms is None:
            return evidence
        times.append(told.ms)
    return measured(ms=min(times), looked_at=looked_at + 1, wrong=wrong, errors=len(wrong))


def _served(connection: Connection[tuple[Any, ...]], select: sql.SQL, item: Query) -> Evidence:
    def read(rows: Rows) -> Evidence:
        nodes = list(_nodes(rows[0][0][0]["Plan"]))
        wrong = [*_unserved(nodes, item), *_unused(nodes, item)]
        return Evidence.seen(len(item.indexed) + len(item.uses), len(wrong), wrong)

    connection.execute("SELECT pg_catalog.set_config('enable_seqscan', 'off', true)")
    try:
        return ask(connection, sql.SQL("EXPLAIN (VERBOSE, FORMAT JSON) {}").format(select), read)
    finally:
        connection.execute("SELECT pg_catalog.set_config('enable_seqscan', 'on', true)")


def _nodes(node: Node) -> Iterator[Node]:
    yield node
    for child in node.get("Plans", ()):
        yield from _nodes(child)


def _unserved(nodes: list[Node], item: Query) -> Iterator[str]:
    for table in item.indexed:
        own = [node for node in nodes if [node.get("Schema"), node.get("Relation Name")] == list(parts(table))]
        if not own:
            yield f"its plan does not read {table}"
        for node in own:
            if not _conditioned(node):
                yield f"no index serves its condition on {table}: {node['Node Type']}"


def _conditioned(node: Node) -> bool:
    if node["Node Type"] == "Bitmap Heap Scan":
        leaves = [child for child in _nodes(node) if child["Node Type"] == "Bitmap Index Scan"]
        return all("Index Cond" in leaf for leaf in leaves)
    return node["Node Type"] in ("Index Scan", "Index Only Scan") and "Index Cond" in node


def _unused(nodes: list[Node], item: Query) -> Iterator[str]:
    used = {node["Index Name"] for node in nodes if "Index Name" in node}
    for index in item.uses:
        if parts(index)[-1] not in used:
            yield f"its plan does not use {index}"
