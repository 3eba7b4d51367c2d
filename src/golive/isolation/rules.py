"""What the policies of a relation ask together of one role."""

from golive.isolation.world import World
from golive.model.catalog import Policy, Relation


def rule(world: World, role: str, relation: Relation, command: str, *, new: bool = False) -> str:
    """The condition of all policies of a command together; false where none lets anything through."""
    permissive = [text for one in permitting(world, role, relation, command) if (text := said(one, new=new))]
    allowed = " OR ".join(f"({one})" for one in permissive) or "false"
    return " AND ".join([f"({allowed})", *restricting(world, role, relation, command, new=new)])


def permitting(world: World, role: str, relation: Relation, command: str) -> list[Policy]:
    tenancy = world.tenancy
    return [one for one in tenancy.of(relation.identity, command) if one.permissive and tenancy.binds(one, role)]


def restricting(world: World, role: str, relation: Relation, command: str, *, new: bool = False) -> list[str]:
    tenancy = world.tenancy
    found = [one for one in tenancy.of(relation.identity, command) if not one.permissive and tenancy.binds(one, role)]
    return [f"({text})" for one in found if (text := said(one, new=new))]


def said(policy: Policy, *, new: bool) -> str:
    """What a policy asks of a row: of a new one its WITH CHECK, or its USING where it has none."""
    return (policy.check or policy.using) if new else policy.using
