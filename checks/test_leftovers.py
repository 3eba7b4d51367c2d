"""Nothing goes live that was only meant for the way there."""

from collections.abc import Iterator

from golive.judge.answers import answer
from golive.judge.audit import Findings, audit
from golive.judge.items import is_go_live
from golive.judge.row_answers import offenders, rows
from golive.model import questions as q
from golive.model.catalog import Column, Comment, Function, Relation, Trigger
from golive.model.claims import Claims
from golive.model.claims.people import PEOPLE, SPELLED, TEMPORARY, People
from golive.model.claims.queue import QUEUE, Queue
from golive.model.development import is_configuration
from golive.model.extent import counted
from golive.model.finding import Severity, decision
from golive.model.platform import Platform
from golive.model.secret_patterns import code_holds_secret, comment_holds_secret
from golive.model.snapshot import Snapshot
from golive.model.truth import Truth
from golive.rights.reach import reaching
from golive.rights.roles import Roles
from golive.sqltext.quoting import ident


@audit("LFT001", Severity.HIGH, Truth.DECLARED)
def test_queue_holds_nothing_old(queue: Queue, live: Snapshot, findings: Findings) -> None:
    """Every declared queue is free of rows that have waited too long and will fire.

    They come from a test or from before an outage: at the first start of a worker real people get old mails.
    """
    evidence = answer(findings, live, QUEUE.of(queue.table), queue.table)
    if evidence and evidence.count:
        findings.add(
            where=queue.table,
            what=f"{rows(evidence.count, verb='has')} waited for more than {queue.hours} h and will fire",
            why=queue.why,
            mend=decision(f"cancel or send each: SELECT * FROM {queue.table} WHERE {queue.pending};"),
            extent=counted(evidence),
        )


@audit("LFT002", Severity.HIGH, Truth.DECLARED)
def test_people_are_real(people: People, live: Snapshot, findings: Findings) -> None:
    """Every account that goes live belongs to a person, with a password of its own.

    Test accounts have passwords that many know, and nobody misses them when somebody else uses them.
    """
    evidence = answer(findings, live, PEOPLE.of(people.table), people.table)
    if evidence and evidence.count:
        findings.add(
            where=people.table,
            what=f"{evidence.count} of {evidence.looked_at} addresses in {people.email} look like tests",
            why="accounts of tests have passwords that many know",
            mend=decision("remove them; if a domain is real here, name it in [[people]] real"),
            extent=counted(evidence, "test address"),
        )
    if people.temporary:
        evidence = answer(findings, live, TEMPORARY.of(people.table), people.table)
        if evidence and evidence.count:
            findings.add(
                where=people.table,
                what=f"{rows(evidence.count, verb='has')} a temporary password ({people.temporary})",
                why="whoever set it, or read it on the way, still gets in",
                mend=decision("have each of them set a password of their own, or lock the account"),
                severity=None if is_go_live(live) else Severity.ADVICE,  # later on, support has given one
                extent=counted(evidence, "temporary password"),
            )
    if SPELLED.of(people.table) not in live.evidence:
        return
    evidence = answer(findings, live, SPELLED.of(people.table), people.table)
    if evidence and evidence.count:
        findings.add(
            where=people.table,
            what=f"{evidence.count} of {evidence.looked_at} addresses in {people.email} are of two accounts, "
            "but for case or a space",
            why="who signs in comes to one account today and to another tomorrow, or to somebody else's",
            mend=decision("settle which account is the person's, and compare addresses without their case"),
            extent=counted(evidence, "address written in two ways"),
        )


@audit("LFT003", Severity.HIGH, Truth.LAWFUL, opens=True)
def test_no_table_was_left_behind(live: Snapshot, platform: Platform, claims: Claims, findings: Findings) -> None:
    """No table with rows is a copy, a backup, or a trace of somebody's search for an error.

    Nothing guards it: neither row security nor its keys came along, and what is deleted in the original stays in it.
    Blocks where it is not part of what was tested, or where an application may read in it what the original hides.
    """
    roles = Roles.of(live, claims)
    tested = platform.lock.snapshot if platform.lock else None
    for name, evidence in offenders(findings, live, q.COPIES, "no table has rows"):
        copy = q.COPIES.told(evidence)
        assert copy is not None  # it offends
        table, original = live.get(Relation, name), live.get(Relation, copy.original)
        assert table is not None
        reading = reaching(roles, table, "SELECT")
        open_ = bool(reading and original and original.row_security and not table.row_security)
        read = f"; {', '.join(reading)} may read it" if reading else ""
        findings.add(
            where=name,
            what=f"{rows(evidence.count)} in a table that seems left behind: {copy.reason}{read}",
            why=(
                f"row security guards {copy.original} and not this"
                if open_
                else "what is deleted elsewhere stays here, and nothing guards it"
            ),
            mend=decision(f"if nothing uses it, keep a copy outside of the database; then DROP TABLE {name};"),
            severity=Severity.HIGH
            if open_ or tested is None or tested.get(Relation, name) is None
            else Severity.ADVICE,
            extent=[*counted(evidence), *(f"{role} may read" for role in reading)],
        )


@audit("LFT004", Severity.HIGH, Truth.LAWFUL)
def test_no_secret_stands_in_plain_words(live: Snapshot, findings: Findings) -> None:
    """No password, key or token stands in code, comments, logs, notes, settings or documents.

    Everybody who may read the table, its dumps and its replicas has it; where it came from, it still opens something.
    """
    for comment in findings.over(live.of(Comment), name=lambda comment: comment.identity):
        if comment_holds_secret(comment.text):
            findings.add(
                where=comment.identity,
                what="the comment holds what looks like a password, key or token",
                why="comments are in every dump of the schema, and everybody who may connect reads them",
                mend=decision(f"replace the secret itself; COMMENT ON {comment.on} {comment.object} IS NULL;"),
            )
    for name, code in _code(live):
        findings.look(name)
        if code_holds_secret(code):
            findings.add(
                where=name,
                what="its text holds what looks like a password, key or token",
                why="whoever may connect reads the code of functions, triggers, views and defaults",
                mend=decision(
                    "replace the secret itself, and let the code read it where the application keeps its own"
                ),
            )
    for name, evidence in offenders(findings, live, q.SECRETS, "no column of texts has rows"):
        findings.add(
            where=name,
            what=f"{rows(evidence.count, verb='holds')} what looks like a password, key or token",
            why="everybody who may read the table, a dump or a replica has it",
            mend=decision("replace the secrets where they are used, then remove them here and at their source"),
            extent=counted(evidence),
        )


def _code(live: Snapshot) -> Iterator[tuple[str, str]]:
    for function in live.of(Function):
        yield function.identity, f"{function.body}\n{function.sql_body}"
    for trigger in live.of(Trigger):
        yield trigger.identity, trigger.definition
    for view in live.of(Relation):
        if view.definition:
            yield view.identity, view.definition
    for column in live.of(Column):
        if column.default or column.expression:
            yield column.identity, f"{column.default} {column.expression}"


@audit("LFT006", Severity.HIGH, Truth.LAWFUL)
def test_no_forgotten_queue_will_fire(live: Snapshot, findings: Findings) -> None:
    """No queue that nobody declared holds rows that have waited for more than a day.

    Queued in a test or before an outage, they fire when the first worker starts: real people get old mails.
    """
    for name, evidence in offenders(findings, live, q.UNDECLARED_QUEUE, "no table has the columns of a queue"):
        waiting = q.UNDECLARED_QUEUE.told(evidence)
        assert waiting is not None  # it offends
        status, since = ident(waiting.status), ident(waiting.since)
        findings.add(
            where=name,
            what=f"{rows(evidence.count, verb='waits')} to fire ({status}), and {since} is more than a day ago",
            why="they fire when the first worker starts, at real people",
            mend=decision("cancel or send each, and declare the table as [[queue]] in platform.toml"),
            extent=counted(evidence),
        )


@audit("LFT008", Severity.HIGH, Truth.LAWFUL)
def test_no_secret_stands_beside_sealed_ones(live: Snapshot, findings: Findings) -> None:
    """No secret stands in clear in a column of sealed ones, or beside it, and none that was sealed before.

    The table looks sealed, and is not: whoever reads it or a dump of it has what was to be kept from him.
    """
    for name, evidence in offenders(findings, live, q.BESIDE_SEALED, "no table seals values beside others"):
        column = live.get(Column, name)
        assert column is not None
        findings.add(
            where=name,
            what=f"{rows(evidence.count, verb='holds')} a secret in clear, or an old one;"
            f" {column.relation} seals others",
            why="what is sealed elsewhere can be read here, or is kept where nobody renews it",
            mend=decision("replace each secret where it is used, seal the new one, and clear it here"),
            extent=counted(evidence),
        )


@audit("LFT009", Severity.HIGH, Truth.LAWFUL)
def test_no_address_of_development_is_called(live: Snapshot, findings: Findings) -> None:
    """No configuration calls a developer's machine or a stage before this one.

    Real requests go to nobody, or to whoever listens at that desk. Advice where nothing says that it is called, and
    where only a part of the name says dev or staging: rows that platform.toml expects so are declared.
    """
    said = {
        q.OWN_HOSTS: "a machine of one's own, a name reserved for tests, or a tunnel to a desk",
        q.STAGE_HOSTS: "a stage before this one, by its name",
    }
    for question, words in said.items():
        for name, evidence in offenders(findings, live, question, "there is no column of addresses or documents"):
            column = live.get(Column, name)
            assert column is not None
            called = question is q.OWN_HOSTS and is_configuration(str(column.relation), column.name)
            findings.add(
                where=name,
                what=f"{rows(evidence.count, verb='names')} {words}",
                why="what the platform sends there reaches nobody, or a stranger",
                mend=decision("put the address that holds here, or expect the row in [[rows]] if it is meant so"),
                severity=None if called else Severity.ADVICE,
                extent=counted(evidence),
            )
