"""What the reader may be asked for: rows that are rows, and texts that run nothing which people wrote."""

from dataclasses import dataclass

from golive.model.catalog import Relation
from golive.model.snapshot import Snapshot
from golive.observe.reader import Reader
from golive.sqltext.names import parts
from golive.sqltext.statements import Kind, Unsplittable, tokens

# Of pg_catalog, what runs a text or a name that it is given, or does more than look.
_ACTS = (
    "ts_stat", "ts_rewrite", "set_config", "pg_notify", "pg_read_", "pg_ls_", "pg_stat_file", "lo_", "pg_advisory",
    "pg_try_advisory", "pg_terminate", "pg_cancel", "pg_reload", "pg_rotate", "pg_switch", "pg_logical", "dblink",
)  # fmt: skip
_XML = "_to_xml"


@dataclass(frozen=True, slots=True)
class Plain:
    """Which relations of a database are rows and nothing else."""

    live: Snapshot
    reader: Reader | None  # None: on a server of our own everything is ours

    def reads(self, relation: str) -> bool:
        """Whether it is rows and nothing else."""
        found = self.live.get(Relation, relation)
        schema, name = parts(relation)
        refused = self.reader.untouched.get((schema, name), {}) if self.reader else {}
        return found is not None and found.relkind in "rpm" and "relation" not in refused

    def runs_nothing(self, text: str) -> bool:
        """Whether a text of the platform's authors, resolved in pg_catalog, can be sent by the reader.

        What cannot be told cannot.
        """
        if self.reader is None:
            return True
        try:
            words = [one.text.strip('"').lower() for one in tokens(text) if one.kind in (Kind.WORD, Kind.NAME)]
        except Unsplittable:
            return False
        if any(one.startswith(_ACTS) or _XML in one for one in words) or self.reader.closed_to(text) is not None:
            return False
        return not any(one.relkind in "vf" and _names(words, one) for one in self.live.of(Relation))


def _names(words: list[str], relation: Relation) -> bool:
    return any(tuple(words[at : at + 2]) == tuple(map(str.lower, relation.path)) for at in range(len(words) - 1))
