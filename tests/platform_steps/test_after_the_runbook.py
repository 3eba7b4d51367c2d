"""The state that each runbook's own SQL leaves is not certified, and the findings say what it got wrong."""

from collections import Counter
from pathlib import Path
from typing import Any

import psycopg

from golive.model.step import Migration
from golive.model.target import Dsn
from golive.records import history
from golive.sqltext.statements import split
from golive.testing.look import observe
from golive.testing.spoil import judged

RUNBOOKS = Path(__file__).parents[1] / "runbooks"
REFUSED = {
    "aimee": {"42703": 6},  # names of the application in the place of the columns'
    "enterprise": {},
    "bnaura": {},
    "knowledge": {"42601": 3},  # RAISE outside a function
    "propertyhub": {"42P07": 1},  # a migration was applied by hand and never recorded: the tool stops at it
}
FAILED = b"UPDATE public._prisma_migrations SET finished_at = NULL, logs = %s WHERE migration_name = %s"
FOUND = {
    "aimee": {
        "HIS010 drizzle.__drizzle_migrations",  # pushed, so that nobody knows what was applied
        "CLM001 a workflow acts as its agent user",
        "REF002 integrations that steps name",
        "CLM001 credentials are sealed as iv:ciphertext",
        "CLM001 an item of the menu can be seen",
        "SEQ005 public.integrations_id_seq",  # rows came with their numbers
        "TEN001 public.agent_workflow_schedules.agent_workflow_schedules_workflow_id_agent_workflows_id_fk",
    },
    "bnaura": {
        "SEQ002 public.customer_code_seq",  # starts at 1000, below codes that were given
        "ITM001 customers without a code",
        "FUN001 public.generate_customer_code()",  # cuts the millionth number, takes the caller's search_path
        "CON001 public.customers.customers_customer_code_key",  # unique across clinics
        "POL005 public.workflow_events.workflow_events_testing",
        "POL006 public.task_queue",  # a policy where row security is off
        "TBL001 public.customers",  # not forced
    },
    "enterprise": {
        "POL003 enterprise.organizations",  # tenants' rows and no row security, on every new table
        "POL003 enterprise.organization_api_keys",
        "POL003 metadata.repositories",
        'POL005 public.profiles."Public profiles are viewable by everyone."',
        "TEN002 public.profiles.organization_id",  # the user without an e-mail
        "TEN002 github_module.github_app_installations.organization_id",  # handed over to nobody
        "CLM001 every active organization has an administrator",  # one whose name was taken
        "CLM001 no two organizations differ by letter case alone",
        "CLM001 every user has a profile",
        "ROW001 enterprise.organization_roles",
    },
    "knowledge": {
        "POL006 public.knowledge_base",  # a policy where row security is off
        "POL003 public.knowledge_base_sections",
        "ITM001 entries without a workspace that nobody marked as shared",
        "CLM001 an entry lies in a section of its own workspace",
        "TEN003 public.knowledge_base.workspace_id",
        "GRT006 public.knowledge_base",
    },
    "propertyhub": {
        "HIS002 public._prisma_migrations",  # began and did not end
        "HIS001 public._prisma_migrations",  # the four behind it
        "TBL001 public.notification_preferences",
        "ITM001 roles that the dropdown offers",
        "ROW001 public.notification_templates",
        "ROW002 public.notification_templates",  # a template without its placeholder
        "ROW004 public.team_roles_customer_id_name_key",  # the system role Owner twice
        "TRG001 public.users.create_user_notification_preferences",
    },
}


def test_state_after_the_runbook_is_not_certified(place: Any) -> None:
    name = place.platform.name
    with place.copy() as dsn:
        assert as_the_runbook_says(place.platform, dsn) == REFUSED[name]
        said = judged(place.platform, observe(dsn, place.platform, {}))
        assert not said.certified
        assert FOUND[name] - {f"{one.code} {one.where}" for one in said.blocking} == set()


def as_the_runbook_says(platform: Any, dsn: Dsn) -> dict[str, int]:
    """Every statement by itself and on after an error, as psql sends them; what the server refused, by SQLSTATE."""
    files = sorted((RUNBOOKS / platform.name).glob("*.sql"))
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        if not files:  # it prints no SQL and has its tool deploy the migrations
            return migrate(platform.folder / "migrations", connection)
        refused: Counter[str] = Counter()
        for path in files:
            for statement in split(path.read_text(encoding="utf-8").replace("YOUR_ORG_ID", "4")):
                try:
                    connection.execute(statement.text.encode())
                except psycopg.Error as error:
                    refused[error.sqlstate or ""] += 1
        return dict(refused)


def migrate(folder: Path, connection: psycopg.Connection[Any]) -> dict[str, int]:
    """What `prisma migrate deploy` does: each migration not recorded is applied and recorded; a failed one ends it."""
    tool = history.TOOLS[history.detect(folder) or ""]
    for one in history.expected(folder, tool.name):
        if history.standing(connection, tool, one) is None:
            migration = Migration(one.name, one.path, one.path.read_text(encoding="utf-8"), one.checksum or "")
            connection.execute(history.record(tool, one, migration))
            try:
                connection.execute(migration.text.encode())
            except psycopg.Error as error:
                connection.execute(FAILED, (str(error), one.name))
                return {error.sqlstate or "": 1}
    return {}
