"""Whether two column types are one, and whether one becomes the other without a row being written."""

from sqlglot import exp
from sqlglot.errors import SqlglotError

from golive.migrate.ahead.act import Act
from golive.migrate.ahead.facts import Relation

_SERIAL = {"serial": "integer", "bigserial": "bigint", "smallserial": "smallint"}
_TEXTS = (exp.DataType.Type.VARCHAR, exp.DataType.Type.TEXT)


def _type(text: str) -> exp.DataType | None:
    try:
        return exp.DataType.build(_SERIAL.get(text.lower(), text), dialect="postgres")
    except (SqlglotError, ValueError):
        return None


def _limits(kind: exp.DataType) -> list[int]:
    return [int(one.name) for one in kind.expressions if one.name.isdigit()]


def free_change(old: str, new: str) -> bool:
    """The server changes the catalog alone: a longer text, a wider number of the same scale, cidr as inet."""
    if (old.lower(), new.lower()) == ("cidr", "inet"):
        return True
    before, after = _type(old), _type(new)
    if before is None or after is None:
        return False
    if before == after:
        return True
    was, will = _limits(before), _limits(after)
    if before.this in _TEXTS and after.this in _TEXTS:
        return not will or (bool(was) and will[0] >= was[0])
    if before.this == after.this == exp.DataType.Type.DECIMAL:
        return not will or (len(was) == len(will) == 2 and will[0] >= was[0] and will[1] == was[1])
    return False


def other_shape(act: Act, relation: Relation | None, index: Relation | None) -> str:
    """How what is there differs from what would have been made; nothing where it does not, or it cannot be told."""
    if act.index:
        if index is None:
            return ""
        if not index.valid:
            return f"{act.index} is INVALID"
        made, there = _keys(act.text), _keys(index.definition.partition(" USING ")[2].partition(" ")[2])
        return f"{act.index} is on {index.name} {there}" if made != there else ""
    if relation is None or not act.shape:
        return ""
    missing = [name for name, _ in act.shape if name.strip('"') not in relation.columns]
    whole = act.said.startswith("CREATE")
    if missing:
        return f"column {missing[0]} is not there" if whole else ""
    for name, kind in act.shape:
        there = relation.columns[name.strip('"')][0]
        if (wanted := _type(kind)) is not None and (found := _type(there)) is not None and wanted != found:
            return f"column {name} is {there}, not {kind}"
    return ""


def _keys(text: str) -> str:
    """What follows the access method, without what the server writes otherwise."""
    keys = text.partition("USING ")[2].partition(" ")[2] if text.upper().startswith("USING") else text
    return "".join(keys.replace('"', "").lower().split())
