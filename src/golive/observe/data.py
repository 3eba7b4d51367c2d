"""What laws ask of the rows of any database."""

from typing import Any

from psycopg import Connection

from golive.model.claims import Claims
from golive.model.snapshot import Evidence, NotObserved, Snapshot
from golive.observe.duplicates import observe_duplicates
from golive.observe.leftovers import observe_leftovers
from golive.observe.references import observe_references
from golive.observe.rows import observe_rows
from golive.observe.secrets import observe_secrets
from golive.observe.sequences import observe_sequences
from golive.observe.tables import read_tables
from golive.rights.tenancy import tenant_keys


def observe_data(connection: Connection[tuple[Any, ...]], claims: Claims, live: Snapshot) -> dict[str, Evidence]:
    """Without the catalog nothing can be asked; the audits then say that nothing was."""
    try:
        tables = read_tables(connection, live, claims)
        tenants = tenant_keys(live, claims)
        return {
            **observe_rows(connection, tables, claims, tenants),
            **observe_references(connection, tables, tenants),
            **observe_duplicates(connection, tables, tenants),
            **observe_sequences(connection, tables),
            **observe_leftovers(connection, tables, claims),
            **observe_secrets(connection, tables),
        }
    except NotObserved:
        return {}
