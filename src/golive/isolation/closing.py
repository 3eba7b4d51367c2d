"""What closes a policy that lets too much through: the condition that other policies of the same role are proved by."""

from collections import Counter

from golive.isolation.cells import Fault, Prover
from golive.isolation.rules import said
from golive.judge.sqltext import ident
from golive.model.catalog import Policy, Relation
from golive.model.finding import Mend, decision, sql

_INVOKER_SINCE = 15


def closing(prover: Prover, fault: Fault, role: str, command: str) -> Mend:
    live = prover.world.live
    policy = live.get(Policy, fault.where)
    if policy is None:
        relation = live.get(Relation, fault.where)
        if relation is not None and relation.is_table and not relation.row_security:
            on = f"ALTER TABLE {relation.identity}"
            return sql(f"{on} ENABLE ROW LEVEL SECURITY;\n{on} FORCE ROW LEVEL SECURITY;")
        if relation is not None and relation.relkind == "v" and live.server.major >= _INVOKER_SINCE:
            return sql(f"ALTER VIEW {relation.identity} SET (security_invoker = true);")
        return decision(f"say in platform.toml whose the rows of {fault.where} are, or take the rights on it back")
    table = policy.relation or ""
    if text := _proved_elsewhere(prover, table, role, command, new=fault.part == "WITH CHECK"):
        return sql(f"ALTER POLICY {ident(policy.name)} ON {table} {fault.part} ({text});")
    return decision(
        f"tie the row to the session's tenant: ALTER POLICY {ident(policy.name)} ON {table} {fault.part} (…); "
        f"or, if it is right, take it by [[accept]] with object = {policy.identity!r}"
    )


def _proved_elsewhere(prover: Prover, table: str, role: str, command: str, *, new: bool) -> str:
    """The condition that most other policies use, and that is proved for this table."""
    world = prover.world
    relation, column = world.live.get(Relation, table), world.tenancy.column(table)
    if relation is None or column is None:
        return ""
    said_elsewhere: Counter[str] = Counter()
    for policy in world.live.of(Policy):
        if policy.relation != table and world.tenancy.column(policy.relation or "") == column and policy.permissive:
            said_elsewhere[said(policy, new=new)] += 1
    for text, _ in sorted(said_elsewhere.items(), key=lambda item: (-item[1], item[0])):
        if text and "." not in text.split("(")[0] and prover.proves(role, relation, command, text, new=new):
            return text
    return ""
