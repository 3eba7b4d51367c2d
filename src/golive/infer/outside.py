"""Schemas and roles of vendors: known by their names, where what stands in them bears a mark of theirs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from golive.model.catalog import Function, Relation, Role, Schema
from golive.model.migrations import IN_SCHEMA
from golive.model.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Vendor:
    """What one vendor installs; a schema is theirs where one of the marks stands in it."""

    name: str
    schemas: Mapping[str, tuple[str, ...]]  # schema: relations or functions of it, any of which is a mark
    roles: tuple[str, ...] = ()


VENDORS = (
    Vendor(
        "Supabase",
        {
            "auth": ("uid", "jwt", "identities", "sessions", "refresh_tokens"),
            "storage": ("objects", "buckets"),
            "realtime": ("subscription", "messages"),
            "_realtime": ("tenants",),
            "vault": ("secrets",),
            "supabase_functions": ("hooks",),
            "supabase_migrations": ("schema_migrations",),
            "graphql": ("resolve",),
            "graphql_public": ("graphql",),
            "pgsodium": ("key",),
            "pgbouncer": ("get_auth",),
            "net": ("http_request_queue", "http_get"),
        },
        (
            "supabase_admin", "supabase_auth_admin", "supabase_storage_admin", "supabase_realtime_admin",
            "supabase_replication_admin", "supabase_read_only_user", "supabase_functions_admin", "supabase_etl_admin",
            "dashboard_user", "pgsodium_keyiduser", "pgsodium_keyholder", "pgsodium_keymaker", "pgbouncer",
        ),
    ),
    Vendor("Hasura", {"hdb_catalog": ("hdb_metadata", "hdb_version")}, ("hasurauser",)),
    Vendor("pg_cron", {"cron": ("job", "job_run_details")}),
    Vendor("graphile-worker", {"graphile_worker": ("migrations", "jobs", "_private_jobs")}),
    Vendor("pg-boss", {"pgboss": ("job", "version")}),
    Vendor("Neon", {"neon_auth": ("users_sync",), "neon": ("neon_stat_file_cache",)}, ("cloud_admin",)),
    Vendor("PostGIS", {"topology": ("topology",), "tiger": ("geocode_settings",)}),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Theirs:
    """A schema or a role, whose it is, and what says so."""

    owner: str
    evidence: str
    schema: str = ""
    role: str = ""


def theirs(live: Snapshot) -> Iterator[Theirs]:
    there: dict[str, set[str]] = {one.name: set() for one in live.of(Schema)}
    for kind in (Relation, Function):
        for one in live.of(kind):
            there.setdefault(one.schema or "", set()).add(one.name)
    roles = {one.name for one in live.of(Role)}
    for vendor in VENDORS:
        for schema, marks in vendor.schemas.items():
            if schema in there and (found := [one for one in marks if one in there[schema]]):
                yield Theirs(vendor.name, f"{schema}.{found[0]} stands in it", schema=schema)
        for role in vendor.roles:
            if role in roles:
                yield Theirs(vendor.name, "it is called as theirs", role=role)


def schemas_of_others(live: Snapshot) -> frozenset[str]:
    return frozenset(one.schema for one in theirs(live) if one.schema) | {schema for schema, _ in IN_SCHEMA}
