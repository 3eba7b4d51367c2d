"""What laws ask of the rows of any database."""

from typing import Any

from psycopg import Connection, sql

from golive.model import questions as q
from golive.model.claims import Claims
from golive.model.evidence import Evidence
from golive.model.snapshot import NotObserved, Snapshot
from golive.observe.ask import ask
from golive.observe.duplicates import observe_duplicates
from golive.observe.forms import observe_forms
from golive.observe.hosts import observe_hosts
from golive.observe.known_tokens import observe_known_tokens
from golive.observe.leftovers import observe_leftovers
from golive.observe.magnitudes import observe_magnitudes
from golive.observe.references import observe_references
from golive.observe.rows import observe_rows
from golive.observe.sealed_forms import observe_sealed_forms
from golive.observe.secrets import observe_secrets
from golive.observe.sequences import observe_sequences
from golive.observe.shapes_of_documents import observe_shapes
from golive.observe.shared_passwords import observe_shared_passwords
from golive.observe.shared_secrets import observe_shared_secrets
from golive.observe.tables import named, read_tables
from golive.observe.times import observe_times
from golive.observe.unanalysed import observe_unanalysed
from golive.observe.unclaimed import observe_unclaimed
from golive.observe.zones import observe_zones
from golive.rights.tenancy import TenantKeys, tenant_keys


def observe_data(connection: Connection[tuple[Any, ...]], claims: Claims, live: Snapshot) -> dict[str, Evidence]:
    """Without the catalog nothing can be asked; the audits then say that nothing was."""
    try:
        tables = read_tables(connection, live, claims)
        tenants = tenant_keys(live, claims)
        rows, counts = observe_rows(connection, tables, claims, tenants)
        return {
            **rows,
            **observe_times(connection, tables, counts),
            **observe_forms(connection, tables, counts),
            **observe_shapes(connection, tables, counts),
            **observe_magnitudes(connection, tables, counts),
            **observe_references(connection, tables, tenants),
            **observe_duplicates(connection, tables, tenants),
            **observe_sequences(connection, tables),
            **observe_leftovers(connection, tables, claims),
            **observe_secrets(connection, tables, claims),
            **observe_sealed_forms(connection, tables, claims),
            **observe_shared_passwords(connection, tables, claims),
            **observe_shared_secrets(connection, tables, claims, tenants),
            **observe_known_tokens(connection, tables, claims),
            **observe_unanalysed(connection, tables),
            **observe_unclaimed(connection, tables, claims),
            **observe_zones(connection, tables, claims),
            **observe_hosts(connection, tables, claims),
            **({} if tenants is None or tenants.declared else {q.TENANTS.of(): _tenants(connection, tenants)}),
        }
    except NotObserved:
        return {}


def _tenants(connection: Connection[tuple[Any, ...]], tenants: TenantKeys) -> Evidence:
    """How many there are, where nobody has said which table holds them."""
    query = sql.SQL("SELECT pg_catalog.count(*) FROM {}").format(named(tenants.root))
    return ask(connection, query, lambda rows: Evidence.seen(looked_at=rows[0][0], count=rows[0][0]))
