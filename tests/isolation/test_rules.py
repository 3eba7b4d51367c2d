"""What the policies of a relation ask together: of rows that are there, and of new ones."""

import pytest

from golive.isolation.rules import rule
from golive.isolation.world import World
from golive.model.catalog import KINDS, Membership, Policy, Relation, Role
from golive.model.claims import Claims
from golive.model.claims.platform import Head
from golive.model.snapshot import Server, Snapshot

NOTES = Relation("app.notes", relkind="r", owner="owner", row_security=True)


def world(*policies: Policy) -> World:
    roles = (Role("app", login=True), Role("group"), Role("other"))
    objects = (NOTES, *roles, Membership("app in group", role="group", member="app"), *policies)
    catalog = {kind.kind: tuple(one for one in objects if type(one) is kind) for kind in KINDS}
    live = Snapshot(Server(170000, "17", "it", "reader"), catalog)
    return World(live, Claims(platform=Head(name="it", title="It")))


def policy(name: str, **fields: object) -> Policy:
    return Policy(**{"identity": f"app.notes.{name}", "roles": ("group",), **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "old", "new"),
    [
        ({"using": "a", "check": "b"}, "((a))", "((b))"),
        ({"using": "a"}, "((a))", "((a))"),  # USING stands for WITH CHECK where there is none
        ({"command": "INSERT", "check": "b"}, "(false)", "((b))"),  # and an INSERT is never judged by USING
        ({"command": "DELETE", "using": "a"}, "(false)", "(false)"),
        ({"roles": ("other",), "using": "a"}, "(false)", "(false)"),
        ({"roles": ("PUBLIC",), "using": "a"}, "((a))", "((a))"),
        ({"permissive": False, "using": "a"}, "(false) AND (a)", "(false) AND (a)"),
    ],
)
def test_old_rows_are_judged_by_using_and_new_ones_by_check(fields: dict[str, object], old: str, new: str) -> None:
    seen = world(policy("p", **fields))
    command = str(fields.get("command", "UPDATE"))
    if command == "DELETE":
        command = "UPDATE"
    assert rule(seen, "app", NOTES, "SELECT" if command == "INSERT" else command) == old
    assert rule(seen, "app", NOTES, command, new=True) == new


def test_permissive_policies_add_up_and_restrictive_ones_take_away() -> None:
    seen = world(
        policy("a", using="a"), policy("b", using="b", command="UPDATE"), policy("c", using="c", command="SELECT"),
        policy("d", using="d", permissive=False), policy("e", using="e", permissive=False, roles=("other",)),
    )  # fmt: skip
    assert rule(seen, "app", NOTES, "UPDATE") == "((a) OR (b)) AND (d)"
    assert rule(seen, "app", NOTES, "SELECT") == "((a) OR (c)) AND (d)"
    assert rule(seen, "other", NOTES, "SELECT") == "(false) AND (e)"
