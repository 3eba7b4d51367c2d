"""Settings: of the database and of roles, changed or gone; those that let policies or checks be passed by."""

from collections.abc import Iterator

from golive.model.catalog import Role, Setting
from golive.model.claims import Claims
from golive.model.snapshot import Snapshot
from golive.prove.defect import Defect, dropped
from golive.prove.ways import way
from golive.prove.ways.role import OURS
from golive.sqltext.quoting import in_database, joined, literal

_BAD = {
    "row_security": "off", "session_replication_role": "replica", "search_path": '"$user", public, pg_temp',
    "check_function_bodies": "off", "standard_conforming_strings": "off", "synchronous_commit": "off",
    "default_transaction_read_only": "on", "statement_timeout": "1ms", "TimeZone": "America/Caracas",
    "enable_indexscan": "off", "lock_timeout": "1ms", "DateStyle": "SQL, DMY",
}  # fmt: skip


@way
def settings(live: Snapshot, claims: Claims) -> Iterator[Defect]:
    for one in live.of(Setting):
        yield from dropped(one, live)
    roles = [one.name for one in live.of(Role) if not one.superuser and one.name not in OURS]
    for name, value in _BAD.items():
        yield Defect(
            "setting", name, "of the database", in_database(f"ALTER DATABASE %I SET {name} TO {literal(value)}")
        )
        for role in roles[:3]:
            text = joined(f"ALTER ROLE {role} SET {name} TO {literal(value)}")
            yield Defect("setting", name, f"of {role}", text)
    for identity in claims.identity:
        for name, value in identity.settings.items():
            text = joined(f"ALTER ROLE {identity.role} SET {name} TO {literal(str(value).replace('{tenant}', '1'))}")
            yield Defect("setting", name, f"of {identity.role} for every session", text)
