"""Settings that undo what keeps rows safe, wherever they are set: for a role, the database, or the server."""

import re

from golive.model.finding import Severity

_OFF = {
    "row_security": (Severity.CRITICAL, "queries that policies would narrow fail instead"),
    "standard_conforming_strings": (Severity.CRITICAL, "a backslash ends what the application quoted: injection"),
    "synchronous_commit": (Severity.HIGH, "a commit that was confirmed is lost when the server stops"),
    "check_function_bodies": (Severity.HIGH, "a function that cannot run is created without a word"),
    "full_page_writes": (Severity.CRITICAL, "a page torn in a crash cannot be repaired"),
    "autovacuum": (Severity.HIGH, "dead rows are never cleared, until the server refuses every write"),
    "track_counts": (Severity.HIGH, "autovacuum does not know what to clear"),
}
_ON = {
    "zero_damaged_pages": (Severity.CRITICAL, "damaged pages are emptied without a word: rows are gone"),
    "ignore_checksum_failure": (Severity.CRITICAL, "damaged pages are read as if they were sound"),
    "ignore_invalid_pages": (Severity.CRITICAL, "damaged pages are read as if they were sound"),
    "allow_system_table_mods": (Severity.CRITICAL, "the catalog itself can be written"),
    "lo_compat_privileges": (Severity.CRITICAL, "everybody reads and writes every large object, whatever is granted"),
    "backslash_quote": (Severity.CRITICAL, "a quote can be smuggled in behind a backslash: injection"),
    "default_transaction_read_only": (Severity.HIGH, "every write of the application fails"),
    "transform_null_equals": (Severity.HIGH, "comparisons with NULL hold that should not"),
    "debug_print_plan": (Severity.HIGH, "every plan, with its constants, stands in the log"),
}
_IS = {
    ("session_replication_role", "replica"): (
        Severity.CRITICAL,
        "triggers and foreign keys do not fire, or not all of them",
    ),
    ("session_replication_role", "local"): (
        Severity.CRITICAL,
        "triggers and foreign keys do not fire, or not all of them",
    ),
    ("client_min_messages", "error"): (Severity.ADVICE, "warnings do not reach the application"),
    ("client_min_messages", "fatal"): (Severity.ADVICE, "warnings do not reach the application"),
    ("client_min_messages", "panic"): (Severity.ADVICE, "warnings do not reach the application"),
    ("bytea_output", "escape"): (Severity.ADVICE, "drivers of today expect hex"),
    ("synchronous_commit", "local"): (Severity.ADVICE, "a confirmed commit may be missing on the standby"),
    ("wal_level", "minimal"): (Severity.HIGH, "neither a base backup nor a standby is possible"),
}
_METHODS = (
    "bitmapscan", "hashagg", "hashjoin", "indexonlyscan", "indexscan", "material", "memoize", "mergejoin", "nestloop",
    "seqscan", "sort", "tidscan",
)  # fmt: skip
_PLANNER = re.compile(r"^(enable_(?!partitionwise)\w+|geqo)$")
_DEBUG = re.compile(
    r"^(debug_(?!io_direct)\w+|trace_\w+|log_(parser|planner|executor|statement)_stats|jit_dump_bitcode)$"
)
# What is looked at in the server's own values and files.
NAMES = tuple(sorted({*_OFF, *_ON, *(name for name, _ in _IS), "geqo", *(f"enable_{method}" for method in _METHODS)}))


def undoes(setting: str, value: str) -> tuple[Severity, str] | None:
    """How grave it is and why; None where the value is safe."""
    name, said = setting.lower(), value.lower()
    if (name, said) in _IS:
        return _IS[name, said]
    if said in ("off", "false", "0", "no"):
        if _PLANNER.match(name):
            return Severity.HIGH, "every query of the application is planned without it, and large ones become slow"
        return _OFF.get(name)
    if said in ("on", "true", "1", "yes"):
        if name not in _ON and _DEBUG.match(name):
            return Severity.HIGH, "queries, with their constants, stand in the log"
        return _ON.get(name)
    return None
