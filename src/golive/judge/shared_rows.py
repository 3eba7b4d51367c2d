"""Tables with rows that belong to everybody."""

import re

from golive.model.catalog import Column
from golive.model.leftovers import words
from golive.model.snapshot import Snapshot

_EVERYBODY = re.compile(
    r"^(is_)?(system|default|global|built_?in|shared|predefined)(_(role|row|template|record|defined))?$"
)


def has_shared_rows(live: Snapshot, table: str) -> bool:
    """The table tells rows of the system from those of tenants by a flag."""
    return any(column.type == "boolean" and _EVERYBODY.match(words(column.name)) for column in live.on(Column, table))
