"""[[tree]]: rows with a parent among them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

from psycopg import sql

from golive.model.asking import Asked, keys_and_count, table, text
from golive.model.claim import Found, Name, Qualified, Text, says
from golive.model.claim_kind import kind
from golive.model.questions import Question

if TYPE_CHECKING:
    from golive.model.claims import Claims

TREE = Question("tree")


@kind("tree", answers="REF")
class Tree(Found):
    """Rows with a parent among them: no circle, nothing lost, one tenant."""

    table: Annotated[Qualified, says("the table", "public.folders")]
    id: Annotated[Name, says("its key", "id")] = "id"
    parent: Annotated[Name, says("the column with the key of the parent", "parent_id")] = "parent_id"
    tenant: Annotated[Name | None, says("the column with the tenant: a parent has the same", "tenant_id")] = None
    order: Annotated[Name | None, says("the column that tells siblings apart", "position")] = None
    where: Annotated[Text, says("SQL over t: which rows", "NOT t.is_deleted")] = "true"
    why: Annotated[Text, says("what a row that hangs on nothing does", "the folder is in no list any more")] = (
        "what is walked from the top never reaches these rows, or never ends"
    )

    def asks(self, claims: "Claims", now: str) -> Iterable[Asked]:
        """Rows that no root leads to stand in a circle, or under one."""
        tenant = sql.SQL("t.{}::text").format(sql.Identifier(self.tenant)) if self.tenant else sql.SQL("NULL::text")
        place = sql.SQL("t.{}::text").format(sql.Identifier(self.order)) if self.order else sql.SQL("NULL::text")
        query = sql.SQL(
            """
            WITH RECURSIVE nodes AS MATERIALIZED (
                SELECT t.{id} AS id, t.{parent} AS parent, {tenant} AS tenant, {place} AS place
                FROM {table} AS t WHERE {where}
            ), reached AS (
                SELECT n.id FROM nodes AS n
                WHERE n.parent IS NULL OR NOT EXISTS (SELECT FROM nodes AS p WHERE p.id = n.parent)
                UNION ALL
                SELECT n.id FROM nodes AS n JOIN reached AS r ON n.parent = r.id
            ), judged AS (
                SELECT n.id::text AS key, CASE
                    WHEN n.parent IS NOT NULL AND p.id IS NULL THEN 'has a parent that is not there'
                    WHEN r.id IS NULL THEN 'is in a circle, or under one'
                    WHEN p.tenant IS DISTINCT FROM n.tenant AND p.id IS NOT NULL THEN 'has a parent of another tenant'
                    WHEN n.place IS NOT NULL AND pg_catalog.count(*) OVER (PARTITION BY n.tenant, n.parent, n.place) > 1
                        THEN 'has the place of a sibling' END AS wrong
                FROM nodes AS n LEFT JOIN nodes AS p ON p.id = n.parent LEFT JOIN reached AS r ON r.id = n.id
            )
            SELECT key || ' ' || wrong, pg_catalog.count(wrong) OVER (), pg_catalog.count(*) OVER () FROM judged
            ORDER BY (wrong IS NULL), key LIMIT 20
            """
        ).format(
            id=sql.Identifier(self.id), parent=sql.Identifier(self.parent), tenant=tenant, place=place,
            table=table(self.table), where=text(self.where),
        )  # fmt: skip
        yield Asked(TREE.of(self.name), query, keys_and_count)
