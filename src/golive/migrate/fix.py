"""fix.sql: what a DBA reviews and runs with psql, to come from the database as found to a certified one."""

from collections.abc import Iterable
from hashlib import sha256

from golive.diff.plan import Plan
from golive.migrate.psql_mends import mends
from golive.migrate.psql_steps import START, alone, deployed, session
from golive.migrate.psql_text import comment
from golive.migrate.verify import Pending
from golive.model import questions as q
from golive.model.snapshot import Snapshot

_HEAD = """\
fix.sql for platform {platform}
Review it, take a backup, then run it: psql -X -f FILE 'postgresql://user@host:port/database'
It stops at the first error. A transaction that failed leaves nothing; run again, it goes on where it stopped.
No statement waits for a lock longer than 3 s: 'canceling statement due to lock timeout' means that somebody held
the table; run it again at a quieter moment. What rows stand in the way of is told, and left.
Commented out, each with its question: what takes something away, and what a person must decide.
{tried}
"""
_NOT_TRIED = "It was not run on a copy of this structure: --twin does that, and says here what came of it."


def render_fix(platform: str, pending: Iterable[Pending], plan: Plan, live: Snapshot | None = None) -> str:
    """The script: pending steps in order, each with its ledger row in its own transaction, then mends."""
    lines = [*session()]
    steps = list(pending)
    if steps:
        lines += alone()
    for each in steps:
        lines += [
            "",
            comment(f"Step {each.step.name} ({each.step.phase}): {each.step.why}"),
            *deployed(platform, each),
        ]
    lines += mends(plan, live)
    body = "\n".join(lines) + "\n"
    return f"{comment(_HEAD.format(platform=platform, tried=_tried(live, _digest(body))))}\n{body}"


def body_digest(script: str) -> str:
    """Of what psql runs, without the comments."""
    return _digest(script[script.index(START) :])


def _digest(body: str) -> str:
    body = "\n".join(line for line in body.splitlines() if not line.startswith("--"))
    return sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def _tried(live: Snapshot | None, digest: str) -> str:
    evidence = live.evidence.get(q.FIXED.of()) if live else None
    if evidence is None or (told := q.FIXED.told(evidence)) is None:
        return f"It was not run on a copy of this structure: {evidence.note}." if evidence else _NOT_TRIED
    if told.digest != digest:
        return "It is not what was run on a copy of this structure: what was found since is in it."
    if told.stopped:
        return f"Run on a copy of this structure, without a row of its tables, it stopped: {told.stopped}"
    rows = f"; {told.unseen:,} more hang on rows" if told.unseen else ""
    asked = f"; {told.asked:,} wait for a decision" if told.asked else ""
    new = ": " + ", ".join(told.new[:3]) + " …" * (len(told.new) > 3) if told.new else ""
    return (
        f"Run on a copy of this structure, without a row of its tables: {told.gone:,} of {told.findings:,} findings "
        f"gone, {len(told.new):,} new{new}{asked}{rows}."
    )
