"""What a function is given by somebody who asks for what is another tenant's."""

import re
from collections.abc import Iterator

from psycopg import sql

from golive.model.catalog import Function
from golive.model.deed import Deed
from golive.model.signature import arguments
from golive.twin.making import relation
from golive.twin.stage import Stage

_MARKED = re.compile(r"(?i)^(?:p|v|in|arg|_)?_+")


def given(function: Function, deed: Deed, stage: Stage, variants: int) -> Iterator[list[sql.Composable]]:
    """Keys of rows that are there, by the names of the arguments; made values for the rest."""
    told = arguments(function, only_input=True)
    for variant in range(variants if told else 1):
        yield [_value(name, kind, deed, stage, variant) for name, kind in told]


def _value(name: str, kind: str, deed: Deed, stage: Stage, variant: int) -> sql.Composable:
    found = _known(_MARKED.sub("", name), deed, stage) or [*stage.maker.values.of_type(kind, 1)]
    text = found[min(variant, len(found) - 1)] if found else None
    return sql.SQL("{}::{}").format(sql.Literal(text), relation(kind))


def _known(name: str, deed: Deed, stage: Stage) -> list[str]:
    """Those of the second tenant first."""
    tenancy = stage.world.claims.tenancy
    if tenancy is not None and name in (*tenancy.columns, "tenant_id", "tenant"):
        return [*stage.tenants[1:], *stage.tenants[:1]]
    for reached, _ in deed.comes_to:
        if keys := stage.keys(reached, name):
            return [*keys[1:], *keys[:1]]
    stem = name.removesuffix("_id")
    plural = (stem, f"{stem}s", f"{stem}es", f"{stem.removesuffix('y')}ies")
    near = [stage.tables[reached] for reached, _ in deed.comes_to if reached in stage.tables]
    for table in (*(one for one in near if one.relation.name.endswith(plural)), *stage.tables.values()):
        if stem != name and (table in near or table.relation.name in plural):
            key = [*next((one.columns for one in table.constraints if one.type == "p"), ())]
            if len(key) == 1 and (keys := stage.keys(table.name, key[0])):
                return [*keys[1:], *keys[:1]]
    return []
