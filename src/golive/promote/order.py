"""In which order tables are filled: parents first, by foreign keys and by references that none guards."""

from dataclasses import dataclass

from sqlalchemy import Column, ForeignKeyConstraint, Integer, MetaData, Table
from sqlalchemy.exc import CircularDependencyError
from sqlalchemy.schema import sort_tables_and_constraints

from golive.model.failures import StepFailed
from golive.promote.projection import Reading
from golive.promote.shape import ForeignKey, Path
from golive.sqltext.names import parts


@dataclass(frozen=True, slots=True)
class Order:
    tables: tuple[Path, ...]
    later: dict[Path, tuple[str, ...]]  # columns of a circle of tables: filled when all rows are there


def order(reading: Reading) -> Order:
    taken = list(reading.takes)
    metadata = MetaData()
    tables = {path: _table(metadata, path, reading) for path in taken}
    guarded = [one for one in reading.shape.of(taken) if one.parent in tables and one.parent != one.child]
    for one in guarded:
        child = tables[one.child]
        # Made by name below: a column may stand in several foreign keys.
        child.append_constraint(
            ForeignKeyConstraint(
                one.columns, [tables[one.parent].c[name] for name in one.parent_columns], name=_label(one)
            )
        )
    unguarded = [
        (tables[parts(claim.to)], tables[path])
        for path in taken
        for claims in reading.references(path).values()
        for claim in claims
        if parts(claim.to) in tables and parts(claim.to) != path
    ]
    breakable = {_label(one): _own(reading, one) for one in guarded if not one.deferrable}

    def inline(constraint: ForeignKeyConstraint) -> bool | None:
        """False: the parent comes first; None: unless they stand in a circle."""
        return None if breakable.get(str(constraint.name), ()) else False

    for extra in (unguarded, []):  # references may go round in a circle: no order satisfies them, and none is checked
        try:
            found = sort_tables_and_constraints(  # type: ignore[no-untyped-call]
                list(tables.values()), filter_fn=inline, extra_dependencies=extra
            )
            break
        except CircularDependencyError:
            continue
    else:
        raise StepFailed(
            str(reading.promotion),
            "[promotion] take",
            "tables name each other by columns that may not be NULL: no row of them can be the first",
            "make one of their foreign keys DEFERRABLE",
        )
    by_table = {table: path for path, table in tables.items()}
    later: dict[Path, tuple[str, ...]] = {}
    for one in guarded:
        if any(
            _label(one) == str(constraint.name) for table, several in found if table is None for constraint in several
        ):
            later[one.child] = tuple(dict.fromkeys((*later.get(one.child, ()), *breakable[_label(one)])))
    return Order(tuple(by_table[table] for table, _ in found if table is not None), later)


def _own(reading: Reading, one: ForeignKey) -> tuple[str, ...]:
    """The columns that can wait, NULL, until the row they name is there."""
    table, tenant = reading.table(one.child), reading.tenant_column(one.child)
    names = tuple(name for name in one.columns if name != tenant)
    return () if any(column.required for column in table.columns if column.name in names) else names


def _table(metadata: MetaData, path: Path, reading: Reading) -> Table:
    columns = [Column(one.name, Integer) for one in reading.table(path).columns]
    return Table(path[1], metadata, *columns, schema=path[0])


def _label(one: ForeignKey) -> str:
    return f"{'.'.join(one.child)}.{one.name}"
