"""Whether both sides have the same columns: binary rows are taken as they are."""

from golive.promote.projection import Reading, copied
from golive.promote.shape import Path, Shape
from golive.sqltext.names import quoted


def differing(reading: Reading, path: Path, theirs: Shape) -> list[str]:
    table, other = reading.table(path), theirs.tables.get(path)
    if other is None:
        return [f"{quoted(*path)} is not in the source"]
    take = reading.takes[path]
    found = []
    for column in copied(reading, path):
        name = quoted(*path, column.name)
        match = other.column(column.name)
        if column.name in take.set:
            continue
        if match is None:
            found.append(f"{name} is not in the source")
        elif match.type != column.type:
            found.append(f"{name} is {column.type} here and {match.type} in the source")
    ours = {one.name for one in table.columns} | set(take.without)
    found += [f"{quoted(*path, one.name)} is not here" for one in other.columns if one.name not in ours]
    return found
