"""Learning writes down what a reference database is, for a person to review."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from psycopg import Connection

from golive.model.catalog import Column, Constraint, Relation
from golive.model.claims import Claims, load_claims
from golive.model.claims.frozen import FROZEN, Frozen
from golive.model.claims.platform import Head
from golive.model.claims.tenancy import Tenancy
from golive.model.errors import WrongUse
from golive.model.evidence import Evidence
from golive.model.lock import Lock
from golive.model.migration_tools import tool_of
from golive.model.migrations import learned_history
from golive.model.platform import Platform
from golive.model.scope import of_other_databases, outside
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.observe.catalog import read_catalog
from golive.observe.claims import observe_claims
from golive.observe.data import observe_data
from golive.observe.history import observe_history
from golive.observe.server import read_server, supported
from golive.observe.session import reading
from golive.sqltext.names import parts, quoted

SMALL = 200  # rows: a table of this size may be one that nobody ever changes
TENANTS = ("organization_id", "organisation_id", "org_id", "tenant_id", "workspace_id", "account_id", "company_id",
           "customer_id", "clinic_id", "team_id", "customerId", "tenantId", "organizationId")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Learned:
    lock: Lock
    claims: Claims
    drafted: bool  # platform.toml did not exist


def learn(dsn: Dsn, folder: Path) -> Learned:
    """Reads the database; writes lock.json and, the first time, a drafted platform.toml."""
    toml = folder / "platform.toml"
    claims = load_claims(toml) if toml.exists() else None
    with reading(dsn) as connection:
        live = Snapshot(supported(read_server(connection)), read_catalog(connection))
        drafted = claims is None
        claims = claims or draft(connection, live, _name(folder))
        if drafted:
            claims = with_common_rows(claims, observe_data(connection, claims, live))
        platform = Platform(folder, claims, None, (), (), ())
        live = live.with_evidence(observe_claims(connection, claims, live.server.now))
        live = live.with_evidence(observe_history(connection, platform, live))
    frozen = {claim.table: FROZEN.word(live.asked(FROZEN.of(claim.table))) for claim in claims.of(Frozen)}
    covered, foreign = outside(claims), of_other_databases(live)
    lock = Lock.of(
        live,
        claims.platform.name,
        lambda entry: covered(entry) or foreign(entry),
        frozen=frozen,
        history=learned_history(live),
    )
    folder.mkdir(parents=True, exist_ok=True)
    if drafted:
        toml.write_text(told(claims), encoding="utf-8")
    lock.save(folder / "lock.json")
    return Learned(lock, claims, drafted)


def _name(folder: Path) -> str:
    name = folder.resolve().name.lower().replace(" ", "-")
    try:
        return Head(name=name, title=name).name
    except ValueError:
        raise WrongUse("--into", f"{name!r} cannot be the name of a platform", "letters, digits, - and _") from None


def draft(connection: Connection[tuple[Any, ...]], live: Snapshot, name: str) -> Claims:
    """Claims that the database itself suggests; each a proposal until a person has confirmed it."""
    tenancy = propose_tenancy(live)
    unchanged = {
        row[0]
        for row in connection.execute(
            "SELECT format('%I.%I', schemaname, relname) FROM pg_stat_user_tables"
            " WHERE n_tup_upd + n_tup_del = 0 AND n_tup_ins > 0 ORDER BY 1"
        )
    }
    frozen = tuple(
        Frozen(table=relation.identity, proposal=True)
        for relation in live.of(Relation)
        if relation.relkind == "r" and tool_of(live, relation) is None
        and relation.identity in unchanged and 0 < relation.rows <= SMALL
        and not (tenancy and _carries(live, relation, tenancy))
    )  # fmt: skip
    head = Head(name=name, title=name.replace("_", " ").replace("-", " "))
    return Claims.made_of(head, *([tenancy] if tenancy else []), *frozen)


def with_common_rows(claims: Claims, evidence: Mapping[str, Evidence]) -> Claims:
    """Where rows without a tenant stand in the reference, they are proposed to belong to everybody."""
    if claims.tenancy is None:
        return claims
    without = [
        name.partition(":")[2] for name, one in evidence.items() if name.startswith("without tenant:") and one.count
    ]
    tables = sorted({quoted(*parts(column)[:2]) for column in without})
    return claims.model_copy(update={"tenancy": claims.tenancy.model_copy(update={"nullable": tuple(tables)})})


def _carries(live: Snapshot, relation: Relation, tenancy: Tenancy) -> bool:
    names = {column.name for column in live.on(Column, relation.identity)}
    return relation.identity == tenancy.root or bool(names & set(tenancy.columns))


def propose_tenancy(live: Snapshot) -> Tenancy | None:
    """The table that most tables refer to by a column named like a tenant."""
    referred: Counter[tuple[str, str]] = Counter()
    for constraint in live.of(Constraint):
        if constraint.type == "f" and len(constraint.columns) == 1 and constraint.columns[0] in TENANTS:
            referred[(constraint.referenced, constraint.columns[0])] += 1
    if not referred:
        return None
    (root, _), times = referred.most_common(1)[0]
    if times < 2:
        return None
    columns = sorted({name for (table, name) in referred if table == root})
    secured = any(relation.row_security for relation in live.of(Relation))
    return Tenancy(
        root=root, columns=tuple(columns), enforced_by="database" if secured else "application", proposal=True
    )


def told(claims: Claims) -> str:
    """A drafted platform.toml: what is proposed says so, and what only people know is asked for."""
    lines = [
        "# Drafted by golive learn. Every claim with 'proposal = true' is a guess: confirm it by removing that line,",
        "# correct it, or delete it. The certificate counts what nobody has confirmed.",
        "",
        "[platform]",
        f"name = {_toml(claims.platform.name)}",
        f"title = {_toml(claims.platform.title)}",
    ]
    if tenancy := claims.tenancy:
        other = "application" if tenancy.enforced_by == "database" else "database"
        lines += [
            "",
            "[tenancy]",
            "proposal = true",
            f"root = {_toml(tenancy.root)}",
            f"columns = {_toml(list(tenancy.columns))}",
            f"nullable = {_toml(list(tenancy.nullable))}  # rows without a tenant in these belong to everybody",
            f"enforced_by = {_toml(tenancy.enforced_by)}  # or {other}",
        ]
    elif not claims.platform.tenants:
        lines += ['# tenants = "one"  # so it is, or [tenancy] says whose the rows are: without either, not certified']
    for frozen in claims.of(Frozen):
        lines += ["", "[[frozen]]", "proposal = true", f"table = {_toml(frozen.table)}"]
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
