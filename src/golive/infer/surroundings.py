"""What stands around the rows: histories of migration tools, queues, people, the server, where names are looked up."""

from collections.abc import Iterator

from golive.infer.facts import Facts
from golive.infer.people import people
from golive.infer.proposal import Certainty, Proposal
from golive.infer.seals import profile
from golive.infer.shapes import FILLED
from golive.infer.states import labels
from golive.infer.tenancy import Tenants
from golive.model.catalog import Relation, Setting
from golive.model.leftovers import queue_like
from golive.model.migration_tools import MIGRATION_TOOLS, tool_of
from golive.model.migrations import OWN
from golive.model.snapshot import Snapshot
from golive.sqltext.quoting import ident

# Settings by which SQL means something else, and rows are seen or lost, with the value that a platform is tested with.
_MATTER = {
    "autovacuum": "on",
    "default_transaction_isolation": "read committed",
    "enable_indexscan": "on",
    "fsync": "on",
    "ignore_checksum_failure": "off",
    "row_security": "on",
    "session_replication_role": "origin",
    "standard_conforming_strings": "on",
}
_WAITING = ("pending", "queued", "scheduled", "waiting", "new")


def histories(live: Snapshot) -> Iterator[Proposal]:
    for one in live.of(Relation):
        name = tool_of(live, one) if one.is_table else None
        if name and name != OWN:
            claim = {"tool": name}
            claim |= {"table": one.identity} if one.path != MIGRATION_TOOLS[name].place else {}
            yield Proposal("history", claim, Certainty.SURE, (f"{name} keeps its history in {one.identity}",))


def mails(facts: Facts, whose: Tenants | None) -> Iterator[Proposal]:
    for table in people(facts):
        seen = profile(facts, table)
        for name in facts.columns(table) if seen else ():
            if seen and 0 < seen.of(name, FILLED) == seen.of(name, "mail"):
                said = f"all {seen.of(name, FILLED)} values look like addresses"
                tests = seen.of(name, "mail of a test")
                doubt = f"{tests} of them look like tests; which domains are real only people know"
                certainty = Certainty.LIKELY if tests else Certainty.SURE
                claim = {"table": table, "email": name}
                claim |= {"tenant": whose.columns[table]} if whose and table in whose.columns else {}
                yield Proposal("people", claim, certainty, (said, doubt if tests else "none of them like a test"))
                break


def queues(facts: Facts) -> Iterator[Proposal]:
    for one in queue_like(facts.live, facts.tables.values()):
        said = labels(facts, one.table, one.status)
        waiting = [label for label in _WAITING if f"'{label}'" in said]
        if waiting:
            claim = {"table": one.table, "pending": f"{ident(one.status)} = '{waiting[0]}'", "since": one.since}
            evidence = (f"{one.status} and {one.since} are those of a queue that a worker empties",)
            yield Proposal("queue", claim, Certainty.LIKELY, evidence)


def server(live: Snapshot) -> Iterator[Proposal]:
    settings = {name: value for name, value in _MATTER.items() if live.server.settings.get(name) == value}
    if settings:
        said = f"{len(settings)} settings by which rows are seen and kept have here the value that they come with"
        yield Proposal("server", {"settings": settings}, Certainty.SURE, (said,))


def search_path(live: Snapshot) -> tuple[str, ...]:
    """As the database or a role of the application sets it; () where nobody does."""
    for one in live.of(Setting):
        if one.setting == "search_path" and one.scope in ("database", "role in database", "role"):
            names = [part.strip().strip('"') for part in one.value.split(",")]
            found = tuple(name for name in names if name and not name.startswith(("$", "pg_")))
            if found:
                return found
    return ()
