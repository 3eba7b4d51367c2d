"""Whether the sessions' UPDATE and DELETE can be planned: lacking a right, or where policies recurse, none runs."""

import json
from importlib.resources import files

from psycopg import errors

from golive.isolation.world import World
from golive.model import questions as q
from golive.model.catalog import Relation
from golive.model.claims import Identity
from golive.observe.session_states import LIMIT_MS, Connected, State
from golive.rights.policies import COMMANDS
from golive.rights.reach import uses

_PLANNED = [one for one in COMMANDS if one in ("UPDATE", "DELETE")]


def unplanned(connection: Connected, world: World, identity: Identity, states: list[State]) -> dict[str, str]:
    """By the key of a probe: the SQLSTATE of its plan. A standby takes no such lock, and plans nothing."""
    state = next((one for one in states if one.mine), None)
    if state is None or world.live.server.in_recovery:
        return {}
    roles = world.tenancy.roles
    plans = [
        {"key": q.ISOLATION.of(identity.name, command, relation.identity), "command": command,
         "relation": relation.identity}
        for relation in world.live.of(Relation)
        if relation.is_table and uses(roles, identity.role, relation.schema)
        for command in _PLANNED
        if roles.holds(identity.role, command, relation)
    ]  # fmt: skip
    asked = {
        "role": identity.role,
        "path": ", ".join(json.dumps(name) for name in world.claims.platform.search_path),
        "settings": dict(state.settings),
        "plans": plans,
    }
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(
                "SELECT set_config('golive.asked', %s, true), set_config('statement_timeout', %s, true)",
                (json.dumps(asked), str(LIMIT_MS)),
            )
            connection.execute((files("golive.sql") / "probes" / "isolation_plans.sql").read_bytes())
            row = connection.execute("SELECT current_setting('golive.answers')").fetchone()
    except errors.DatabaseError as error:
        if error.sqlstate is None:
            raise
        return {}
    return dict(json.loads(row[0])) if row else {}
