"""Prepared transactions that were left open."""

from golive.diff.kinds.base import CRITICAL, Kind, in_catalog
from golive.model.catalog import PreparedTransaction
from golive.model.snapshot import Snapshot
from golive.sqltext.quoting import joined, literal


class PreparedTransactions(Kind[PreparedTransaction]):
    of = PreparedTransaction
    word = "prepared transaction"
    unexpected = CRITICAL, "it keeps its locks and stops VACUUM until somebody finishes it, restart or not"

    def drop(self, entry: PreparedTransaction, observed: Snapshot) -> str | None:
        return joined(f"ROLLBACK PREPARED {literal(entry.identity)}")

    def exists(self, entry: PreparedTransaction) -> str | None:
        return in_catalog("pg_prepared_xacts", "gid", entry.identity)
