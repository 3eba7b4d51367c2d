"""Differences that can leak nothing and lose nothing: how fast it is, and what is written about it.

They are advice, unless [platform] strict names their kind.
"""

import re
from typing import Literal, get_args

from golive.diff.difference import Change
from golive.model.catalog import CatalogObject, Column, Comment, Index, Relation, Setting, Statistics

Tuned = Literal["index", "statistics", "comment", "options", "setting"]
TUNED: tuple[Tuned, ...] = get_args(Tuned)
WHY = "the planner and whoever reads it are served otherwise than tested; no row is lost or shown by it"
_UNCLEARED = re.compile(
    r"(?i)(?:toast[.])?autovacuum_enabled=(of|f|n|0)"
)  # dead rows stay, until the server refuses every write
_WITH = re.compile(r" WITH \([^()]*\)")
_SETTINGS = re.compile(
    r"^(?:work_mem|hash_mem_multiplier|maintenance_work_mem|autovacuum_work_mem|logical_decoding_work_mem|temp_buffers"
    r"|effective_cache_size|\w+_io_concurrency|\w+_page_cost|cpu_\w+_cost|parallel_\w+_cost|max_parallel_\w+"
    r"|min_parallel_\w+|default_statistics_target|jit|jit_\w+|track_io_timing)$"
)


def tuning(change: Change, entry: CatalogObject, other: CatalogObject | None, fields: tuple[str, ...]) -> Tuned | None:
    """Which kind of tuning a difference is; None where it is more than that. Entry is the locked one, if any."""
    match entry:
        case Statistics():
            return "statistics" if "owner" not in fields else None
        case Comment():  # '@' begins what tools obey, such as an API that leaves a table out
            texts = [one.text for one in (entry, other) if isinstance(one, Comment)]
            return None if any("@" in text for text in texts) else "comment"
        case Setting():
            return "setting" if _SETTINGS.match(entry.setting) else None
        case Index() if change is Change.UNEXPECTED:
            plain = entry.valid and not (entry.unique or entry.exclusion or entry.constraint)
            return "index" if plain else None
        case Index() if change is Change.CHANGED and isinstance(other, Index):
            alike = _WITH.sub("", entry.definition) == _WITH.sub("", other.definition)
            return "options" if fields == ("definition",) and alike else None
        case Relation() if change is Change.CHANGED and isinstance(other, Relation):
            gained = set(other.options) - set(entry.options)
            plain = entry.relkind in "rpm" and not any(map(_UNCLEARED.match, gained))
            return "options" if fields == ("options",) and plain else None
        case Column() if change is Change.CHANGED:
            return "options" if set(fields) <= {"storage", "compression"} else None
    return None
