"""How a table is read on either side, so that both give the same: which rows, and what stands in each column."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from psycopg import sql

from golive.model.claims import Claims
from golive.model.claims.promotion import Promotion, Take
from golive.model.claims.reference import Reference
from golive.model.claims.tenancy import Tenancy
from golive.model.claims.tree import Tree
from golive.model.errors import WrongUse
from golive.observe.rewritten import rewritten_by, target_column
from golive.promote.record import Moves
from golive.promote.shape import INTEGERS, Column, Path, Shape, Table, of_t, relation
from golive.sqltext.names import parts, quoted

_DIGITS = "^-?[0-9]{1,18}$"


@dataclass(slots=True)
class Reading:
    """The claims of a promotion, brought together with the tables."""

    platform: str
    claims: Claims
    promotion: Promotion
    shape: Shape
    implied: dict[Path, Take] = field(default_factory=dict)  # tables of rows that were brought along
    sealed: dict[Path, frozenset[str]] = field(default_factory=dict)  # columns whose key is another here

    @property
    def tenancy(self) -> Tenancy:
        if self.claims.tenancy is None:
            raise WrongUse("[promotion]", "whose rows they are is not said", "a platform with [tenancy]")
        return self.claims.tenancy

    @property
    def takes(self) -> dict[Path, Take]:
        return {parts(one.table): one for one in self.promotion.take} | self.implied

    def imply(self, path: Path) -> None:
        """Some rows of a table that nobody takes were brought along."""
        self.implied[path] = Take(table=quoted(*path), exists="keep", others="own")

    def table(self, path: Path) -> Table:
        if (found := self.shape.tables.get(path)) is None:
            raise WrongUse("[promotion]", f"{quoted(*path)} does not exist here", "tables that both sides have")
        return found

    def tenant_column(self, path: Path) -> str | None:
        if path == parts(self.tenancy.root):
            return self.tenancy.key
        table = self.table(path)
        return next((name for name in self.tenancy.columns if table.column(name)), None)

    def references(self, path: Path) -> dict[str, list[Reference]]:
        """The claims that name rows by their key, by the column they stand in."""
        found: dict[str, list[Reference]] = {}
        for claim in self.claims.of(Reference):
            if parts(claim.table) == path and self.names_key(claim):
                found.setdefault(claim.column, []).append(claim)
        return found

    def names_key(self, claim: Reference) -> bool:
        table = self.shape.tables.get(parts(claim.to))
        return table is not None and table.key == (target_column(claim),)

    def parents(self, path: Path) -> set[str]:
        """Columns that name a row of the same table, as [[tree]] claims."""
        table = self.shape.tables.get(path)
        trees = [one for one in self.claims.of(Tree) if parts(one.table) == path and table and table.key == (one.id,)]
        return {one.parent for one in trees}

    def domain(self, path: Path, column: str) -> Path | None:
        """The table whose numbers stand in the column, by foreign key, tree or tenancy."""
        if found := self.shape.domain(path, column):
            return found
        if column in self.parents(path):
            return path
        root = parts(self.tenancy.root)
        return root if column in self.tenancy.columns and path != root else None


def copied(reading: Reading, path: Path) -> list[Column]:
    """The columns that travel."""
    without = reading.takes[path].without
    return [one for one in reading.table(path).columns if not one.generated and one.name not in without]


def kept(reading: Reading, path: Path) -> set[str]:
    """The columns whose value is this side's own once a row is here."""
    switches = {one.column for one in reading.promotion.switches(quoted(*path))}
    return {*reading.takes[path].own, *switches, *reading.sealed.get(path, ())}


def rows(reading: Reading, path: Path, moves: Moves, *, here: bool, whole: bool = False) -> sql.Composed:
    """FROM … WHERE: the tenant's rows that travel, or all that are the tenant's; t is the table."""
    take, table = reading.takes[path], reading.table(path)
    key = reading.shape.tables[parts(reading.tenancy.root)].column(reading.tenancy.key)
    tenant = sql.SQL("CAST({} AS {})").format(
        sql.Literal(moves.here if here else moves.tenant), sql.SQL(key.type if key else "text")
    )
    conditions: list[sql.Composable] = [sql.SQL("({}\n)").format(sql.SQL(take.where))]
    if path in reading.implied:
        conditions = [sql.SQL("false")]
    elif column := reading.tenant_column(path):
        mine = sql.SQL("{} = tenant.id").format(of_t(column))
        conditions = [mine] if whole else [mine, *conditions]
    elif "tenant.id" not in take.where:
        raise WrongUse(
            f"[promotion] take {quoted(*path)}",
            "has no tenant column, and `where` does not say whose its rows are",
            "SQL over t that compares with tenant.id",
        )
    chosen: sql.Composable = sql.SQL(" AND ").join(conditions)
    if (extra := moves.brought.get(path)) and len(table.key) == 1:
        keys = [moves.map(reading.domain(path, table.key[0])).of(one) if here else one for one in extra]
        chosen = sql.SQL("({}) OR {}::text = ANY ({})").format(chosen, of_t(table.key[0]), sql.Literal(keys))
    return sql.SQL("FROM {} AS t CROSS JOIN (SELECT {}) AS tenant(id) WHERE ({})").format(
        relation(path), tenant, chosen
    )


def columns(reading: Reading, path: Path, moves: Moves) -> dict[str, sql.Composable]:
    """What stands here in each column that travels, as SQL over t in the source."""
    references = reading.references(path)
    return {one.name: _column(reading, path, one, moves, references.get(one.name, ())) for one in copied(reading, path)}


def stated(reading: Reading, path: Path, column: str) -> sql.Composable:
    """What the column holds before any number is changed: its value, or what [[promotion.take]] sets."""
    if text := reading.takes[path].set.get(column):
        found = reading.table(path).column(column)
        return sql.SQL("CAST(({}\n) AS {})").format(sql.SQL(text), sql.SQL(found.type if found else "text"))
    return of_t(column)


def _column(
    reading: Reading, path: Path, column: Column, moves: Moves, references: Iterable[Reference]
) -> sql.Composable:
    for switch in reading.promotion.switches(quoted(*path)):
        if switch.column == column.name:
            value = "false" if switch.on == "source" else switch.value
            return sql.SQL("({}\n)").format(sql.SQL(value)) if value else of_t(column.name)
    found = stated(reading, path, column.name)
    if gone := moves.drops.get((path, column.name)):
        found = sql.SQL("CASE WHEN {v}::text = ANY ({gone}) THEN NULL ELSE {v} END").format(
            v=found, gone=sql.Literal(gone)
        )
    if domain := reading.domain(path, column.name):
        return moves.map(domain).moved(found, column.type)
    if moving := [one for one in references if moves.map(parts(one.to))]:
        return rewritten_by(moving, found, lambda claim, value: _mapped(moves, claim, column, value))
    return found


def _mapped(moves: Moves, claim: Reference, column: Column, value: sql.Composable) -> sql.Composable:
    """A value of a reference, of the type that it is asked in."""
    known = moves.map(parts(claim.to))
    own = column.type.removesuffix("[]")
    if claim.path:
        own = "bigint" if claim.type in ("integer", "text of integer") else "text"
    if own in INTEGERS or not known.spans:
        return known.moved(value, own)
    number = known.moved(sql.SQL("({}::bigint)").format(value), "bigint")
    return sql.SQL("(CASE WHEN {v}::text ~ {digits} THEN ({number})::text ELSE {v}::text END)::{own}").format(
        v=value, digits=sql.Literal(_DIGITS), number=number, own=sql.SQL(own)
    )
