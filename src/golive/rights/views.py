"""The tables behind a view, each with the role whose rights and policies it is read with."""

from collections.abc import Iterator

from golive.model.catalog import Relation
from golive.rights.bodies import Names

_ON = ("on", "true", "1", "yes")
CALLER = ""  # whoever asks


def is_on(view: Relation, option: str) -> bool:
    """Whether a boolean option of a view is on: by its value, not by its presence."""
    for entry in view.options:
        name, equals, value = entry.partition("=")
        if name == option:
            return not equals or value.lower() in _ON
    return False


def tables_behind(
    view: Relation, names: Names, reader: str | None = None, seen: frozenset[str] = frozenset()
) -> Iterator[tuple[Relation, str]]:
    """Tables with the role that reads them: the view's owner, or the caller where it is security_invoker."""
    if view.identity in seen:
        return
    own = reader if reader is not None else CALLER
    if view.relkind == "m" or not is_on(view, "security_invoker"):
        own = view.owner
    for identity in sorted(names.relations_in(view.definition)):
        relation = names.live.get(Relation, identity)
        if relation is None:
            continue
        if relation.relkind == "v":
            yield from tables_behind(relation, names, own, seen | {view.identity})
        else:
            yield relation, own
