"""What closes a policy that lets too much through: the condition that other policies of the same role are proved by."""

from golive.isolation.cells import Fault, Prover
from golive.isolation.rules import said
from golive.model.catalog import Column, Membership, Policy, Relation
from golive.model.finding import Mend, decision, sql
from golive.rights.views import is_on
from golive.sqltext.conditions import holds_for_none
from golive.sqltext.expressions import calls, mentions
from golive.sqltext.quoting import ident

_INVOKER_SINCE = 15


def closing(prover: Prover, fault: Fault, role: str, command: str) -> Mend:
    live = prover.world.live
    policy = live.get(Policy, fault.where)
    if policy is None:
        return _around(prover, fault.where, role)
    table = policy.relation or ""
    if text := _proved_elsewhere(prover, policy, role, command, new=fault.part == "WITH CHECK"):
        return sql(f"ALTER POLICY {ident(policy.name)} ON {table} {fault.part} ({text});")
    helpers = [one.identity for name in calls(fault.condition) for one in prover.world.tenancy.functions(name)]
    return decision(
        f"tie the row to the session's tenant: ALTER POLICY {ident(policy.name)} ON {table} {fault.part} (…); "
        + (f"or mend {', '.join(dict.fromkeys(helpers))}, which it calls; " if helpers else "")
        + f"or, if it is right, take it by [[accept]] with object = {policy.identity!r}"
    )


def _around(prover: Prover, name: str, role: str) -> Mend:
    """For a relation whose policies are not what lets the rows through."""
    live = prover.world.live
    relation = live.get(Relation, name)
    if relation is not None and relation.is_table and relation.owner in prover.world.tenancy.roles.becomes(role):
        if live.get(Membership, f"{ident(role)} in {ident(relation.owner)}"):
            return sql(f"REVOKE {ident(relation.owner)} FROM {ident(role)};")
        return decision(f"let a role own {name} that {role} neither is nor becomes: ALTER TABLE {name} OWNER TO …;")
    held = prover.world.holds_tenants(name) or bool(live.on(Policy, name))
    if relation is not None and relation.is_table and not relation.row_security and held:
        on = f"ALTER TABLE {name}"
        return sql(f"{on} ENABLE ROW LEVEL SECURITY;\n{on} FORCE ROW LEVEL SECURITY;")
    if relation is not None and relation.relkind == "v" and is_on(relation, "security_invoker"):
        return decision(f"tie the rows of what {name} reads to the session's tenant: it reads as whoever asks already")
    if relation is not None and relation.relkind == "v" and live.server.major >= _INVOKER_SINCE:
        return sql(f"ALTER VIEW {name} SET (security_invoker = true);")
    return decision(f"say in platform.toml whose the rows of {name} are, or take the rights on it back")


def _proved_elsewhere(prover: Prover, policy: Policy, role: str, command: str, *, new: bool) -> str:
    """The condition that most other policies use, those of the same command first, and that is proved for this table.

    Where others say the very same, what they all call is to be mended, and not one policy after the other.
    """
    world, table = prover.world, policy.relation or ""
    relation, column = world.live.get(Relation, table), world.tenancy.column(table)
    if relation is None or column is None:
        return ""
    said_elsewhere: dict[str, tuple[int, int]] = {}
    for other in world.live.of(Policy):
        if other.relation != table and world.tenancy.column(other.relation or "") == column and other.permissive:
            same, count = said_elsewhere.get(said(other, new=new), (0, 0))
            said_elsewhere[said(other, new=new)] = same + (other.command in (command, "ALL")), count + 1
    if said(policy, new=new) in said_elsewhere:
        return ""
    others = [one.name for one in world.live.on(Column, table) if one.name != column]
    # What is true for nobody who has not signed in is proved of him, and opens everything to those who have.
    bound = {role, *(one for one in prover.roles if world.tenancy.binds(policy, one))}
    for text, _ in sorted(said_elsewhere.items(), key=lambda item: (-item[1][0], -item[1][1], item[0])):
        if not text or holds_for_none(text) or "." in text.split("(")[0] or any(mentions(text, one) for one in others):
            continue
        if all(prover.proves(one, relation, command, text, new=new) for one in bound):
            return text
    return ""
