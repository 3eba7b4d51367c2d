"""What differs, in words: the field, the value that is there, the value that was locked; never a wall of text."""

from typing import Any

from golive.diff.kinds import kind_of
from golive.model.catalog import CatalogObject, Comment
from golive.rights import grants

LIMIT = 300
_ENABLED = {"O": "enabled", "D": "disabled", "R": "enabled for replicas only", "A": "enabled always"}
_NAMES = {
    "as_identity": "identity",
    "relkind": "kind",
    "prokind": "kind",
    "typtype": "kind",
    "parents": "parent",
    "row_security": "row security",
}
_VALUES = {
    ("as_identity", "a"): "always",
    ("as_identity", "d"): "by default",
    ("generated", "s"): "stored",
    ("generated", "v"): "virtual",
    ("persistence", "p"): "permanent",
    ("persistence", "u"): "unlogged",
    ("relkind", "r"): "table",
    ("relkind", "p"): "partitioned table",
    ("relkind", "v"): "view",
    ("relkind", "m"): "materialised view",
    ("relkind", "f"): "foreign table",
}


def named(entry: CatalogObject) -> str:
    """'trigger public.customers.set_customer_code'."""
    return kind_of(entry).named(entry)


def changes(want: CatalogObject, now: CatalogObject, fields: tuple[str, ...]) -> str:
    """All differing fields, as many as fit."""
    told = [field_change(want, now, field) for field in fields]
    text = told[0]
    for n, more in enumerate(told[1:], 1):
        if len(text) + len(more) > LIMIT:
            return f"{text}; {len(told) - n} more ({', '.join(fields[n:])})"
        text += f"; {more}"
    return text


def field_change(want: CatalogObject, now: CatalogObject, field: str) -> str:
    before, after = getattr(want, field), getattr(now, field)
    name = _NAMES.get(field, field.replace("_", " "))
    if field == "grants":
        return clipped(grants.told(before, after, getattr(want, "owner", "")))
    if field in ("enabled", "triggers_enabled") and isinstance(after, str):
        return f"is {_switch(after)}, locked as {_switch(before)}"
    if isinstance(want, Comment):
        return f"its text ({len(after)} characters) is not the locked one ({len(before)} characters)"
    if isinstance(after, bool):
        return f"{name} is {'on' if after else 'off'}, locked as {'on' if before else 'off'}"
    if isinstance(after, tuple):
        return _list_change(name, before, after)
    if "\n" in before + after if isinstance(after, str) else False:
        return _line_change(name, before, after)
    return f"{name} is {_value(field, after)}, locked as {_value(field, before)}"


def _switch(letters: str) -> str:
    return " and ".join(_ENABLED.get(letter, letter) for letter in letters) or "without triggers"


def _value(field: str, value: Any) -> str:
    if value == "":
        return "none"
    return clipped(_VALUES.get((field, value), str(value)), LIMIT // 2)


def _list_change(name: str, before: tuple[str, ...], after: tuple[str, ...]) -> str:
    more = [entry for entry in after if entry not in before]
    less = [entry for entry in before if entry not in after]
    if not more and not less:
        return clipped(f"{name} in another order: {', '.join(after)}; locked as {', '.join(before)}")
    said = [f"{name} has {', '.join(more)}"] if more else []
    said += [f"{name} lacks {', '.join(less)}"] if less else []
    return clipped(", ".join(said))


def _line_change(name: str, before: str, after: str) -> str:
    old, new = (text.strip("\n").removesuffix(";").split("\n") for text in (before, after))
    for n, (left, right) in enumerate(zip(old, new, strict=False), 1):
        if left.rstrip() != right.rstrip():
            now, then = (clipped(line.strip(), LIMIT // 2 - 30) for line in (right, left))
            return f"{name} differs from line {n}: {now!r}, locked as {then!r}"
    if len(new) == len(old):
        return f"{name} differs in blanks or its last semicolon"
    return f"{name} has {len(new)} lines, locked with {len(old)}"


def clipped(text: str, limit: int = LIMIT) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"
