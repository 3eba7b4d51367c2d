"""Replication sends what it should, and arrives."""

import re

from golive.judge.answers import answer
from golive.judge.audit import Findings, audit
from golive.judge.subjects import counted
from golive.model import questions as q
from golive.model.catalog import Publication, Subscription
from golive.model.claims import Claims
from golive.model.finding import Severity, decision, sql
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.rights.policies import Tenancy
from golive.sqltext.quoting import ident, joined

_NAME = re.compile(r'(?:"(?:[^"]|"")*"|[^\s("])+')  # before the columns


@audit("PUB002", Severity.HIGH, Truth.LAWFUL, opens=True)
def test_publications_are_narrow(live: Snapshot, claims: Claims, findings: Findings) -> None:
    """A publication names its tables, and sends rows of tenants only through a row filter.

    Row security does not bind replication: whoever subscribes receives every tenant's rows, new tables included.
    """
    tenancy = Tenancy(live, claims)
    for publication in counted(findings, live.of(Publication), "nothing is published"):
        if publication.all_tables or publication.schemas:
            whole = "every table" + (f" of schema {', '.join(publication.schemas)}" if publication.schemas else "")
            findings.add(
                where=f"publication {publication.identity}",
                what=f"{publication.name} sends {whole}, those to come too",
                why="a table with secrets is sent from the moment it is created",
                mend=decision("name the tables that the subscriber needs: CREATE PUBLICATION … FOR TABLE …;"),
                severity=Severity.ADVICE,
            )
        sent = [match[0] for table in publication.tables if " WHERE (" not in table and (match := _NAME.match(table))]
        tenants = [table for table in sent if tenancy.column(table)]
        if tenants:
            findings.add(
                where=f"publication {publication.identity}",
                what=f"{publication.name} sends {', '.join(tenants[:5])}"
                + (f" and {len(tenants) - 5} more" if len(tenants) > 5 else "")
                + " without a row filter",
                why="the subscriber receives the rows of every tenant",
                mend=decision("if it is meant for one tenant: ALTER PUBLICATION … SET TABLE … WHERE (…);"),
                severity=Severity.ADVICE,
                extent=[f"sends {name}" for name in tenants],
            )


@audit("SUB002", Severity.HIGH, Truth.LAWFUL)
def test_subscriptions_run(live: Snapshot, findings: Findings) -> None:
    """Every subscription is enabled, has a worker, and applies what it receives.

    Where it stands still, this database grows old without a word, and the publisher's log grows until its disk is full.
    """
    known = {one.identity: one for one in live.of(Subscription)}
    if not known:
        findings.nothing("there is no subscription")
        return
    told = q.SUBSCRIPTIONS.told(answer(findings, live, q.SUBSCRIPTIONS.of(), "subscriptions"))
    for one in told.troubled if told else ():
        name, enabled, runs = one.name, one.enabled, one.runs
        state = "is disabled" if not enabled else "has no worker" if not runs else f"failed {one.failures} times"
        slot = known[name].slot if name in known else ""
        findings.add(
            where=f"subscription {name}",
            what=f"{name} {state}",
            why="rows of the publisher do not arrive"
            + (f", and its slot {ident(slot)} keeps the log there" if slot else ""),
            mend=sql(
                joined(f"ALTER SUBSCRIPTION {name} SET (slot_name = NONE)", f"DROP SUBSCRIPTION {name}"),
                destructive=True,
            )
            if not enabled
            else decision(f"read the server's log for the reason; then ALTER SUBSCRIPTION {name} ENABLE;"),
            severity=Severity.ADVICE if enabled and runs else Severity.HIGH,
        )
