"""Which column of which table says whose a row is."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from golive.model.catalog import Column, Constraint, Policy, Relation
from golive.model.claims import Claims
from golive.model.relation_names import columns_of, identities_of, identity_of
from golive.model.snapshot import Snapshot
from golive.sqltext.names import parts, quoted

# A person is no tenant: what two people wrote may well refer to each other.
_PEOPLE = re.compile(
    r"(?i)(user|owner|author|member|person|profile|creator|sender|recipient|assignee|employee|_by$|^by_)"
)
_TENANT = re.compile(r"(?i)(?:tenant|organi[sz]ation|org|workspace|company|account|team|customer)_?(?:id|uuid|key)")
_FEWEST = 3  # tables whose policies compare it


@dataclass(frozen=True, slots=True)
class TenantKeys:
    """The table of tenants, its key, and by table the column with the tenant."""

    root: str
    key: str
    columns: Mapping[str, str]
    declared: bool


def tenant_keys(live: Snapshot, claims: Claims) -> TenantKeys | None:
    """As claimed; without a claim, what row security itself compares, where foreign keys name the tenants' table."""
    if (said := claims.tenancy) is None:
        return live.derived(evident_keys)
    return live.derived(_declared, said.root, said.key, said.columns, said.shared)


def normal(name: str) -> str:
    """A name of platform.toml as the catalog writes it, but for keywords: see relation_names."""
    return quoted(*parts(name))


def _declared(live: Snapshot, named: str, key: str, candidates: tuple[str, ...], shared: tuple[str, ...]) -> TenantKeys:
    root = identity_of(live, named)
    apart = {root, *identities_of(live, shared)}
    columns: dict[str, str] = {}
    for relation in live.of(Relation):
        if relation.is_table and relation.identity not in apart:
            names = columns_of(live, relation.identity)
            if name := next((name for name in candidates if name in names), None):
                columns[relation.identity] = name
    return TenantKeys(root, key, columns, declared=True)


def evident_keys(live: Snapshot) -> TenantKeys | None:
    """What row security itself compares."""
    compared: dict[str, str] = {}  # table: the texts of its policies
    for policy in live.of(Policy):
        table = policy.relation or ""
        compared[table] = f"{compared.get(table, '')} {policy.using} {policy.check}"
    secured = {relation.identity for relation in live.of(Relation) if relation.row_security}
    roots: Counter[tuple[str, str, str]] = Counter()
    for constraint in live.of(Constraint):
        if constraint.type == "f" and len(constraint.columns) == 1 and constraint.relation in secured:
            name = constraint.columns[0]
            if not _PEOPLE.search(name) and _names(compared.get(constraint.relation or "", ""), name):
                roots[constraint.referenced, constraint.referenced_columns[0], name] += 1
    if not roots:
        return None
    (root, key, name), times = min(roots.items(), key=lambda item: (-item[1], item[0]))
    if times < 2:
        return None
    columns = {
        column.relation: name
        for column in live.of(Column)
        if column.identity.endswith(name) and column.name == name
        and column.relation in secured and column.relation != root
        and _names(compared.get(column.relation, ""), name)
    }  # fmt: skip
    return TenantKeys(root, key, columns, declared=False)


def columns_without_root(live: Snapshot) -> Mapping[str, str]:
    """By table the column that policies compare, and that is called after a tenant who has no table."""
    pointing = {(one.relation, name) for one in live.of(Constraint) if one.type == "f" for name in one.columns}
    compared: dict[str, str] = {}
    for policy in live.of(Policy):
        compared[policy.relation or ""] = f"{compared.get(policy.relation or '', '')} {policy.using} {policy.check}"
    called = [
        one for one in live.of(Column) if _TENANT.fullmatch(one.name) and (one.relation, one.name) not in pointing
    ]
    names = Counter(one.name for one in called if _names(compared.get(one.relation or "", ""), one.name))
    name, times = min(names.items(), key=lambda item: (-item[1], item[0]), default=("", 0))
    tables = {one.identity for one in live.of(Relation) if one.is_table}
    found = {one.relation or "": name for one in called if one.name == name and one.relation in tables}
    return found if times >= _FEWEST else {}


def _names(text: str, column: str) -> bool:
    return re.search(rf"(?<![\w$]){re.escape(column)}(?![\w$])", text) is not None
