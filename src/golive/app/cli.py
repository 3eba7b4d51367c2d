"""golive: what is no test run: learn a lock, explain an audit, back up, restore, revert."""

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib.metadata import version
from os import cpu_count, environ
from pathlib import Path

from golive.app.naming import given, read
from golive.app.streams import nobody_reads, readable
from golive.model.errors import WrongUse
from golive.model.finding import Severity
from golive.model.target import Dsn, client_settings_are_ours, forget_environment
from golive.sqltext.visible import visible

WRONG_USE = 4
SIGINT, SIGPIPE = 2, 13  # as a shell counts them; Windows has no second one


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    act: Callable[[argparse.Namespace], int | None] = options.act
    client_settings_are_ours()
    readable()
    try:
        code = act(options) or 0
        sys.stdout.flush()
    except WrongUse as error:
        print(visible(f"golive: {error}"), file=sys.stderr)
        return WRONG_USE
    except BrokenPipeError:
        nobody_reads(sys.stdout)
        return 128 + SIGPIPE
    except OSError as error:  # a full disk, behind stdout too
        nobody_reads(sys.stdout)
        print(visible(f"golive: {error}"), file=sys.stderr)
        return WRONG_USE
    except KeyboardInterrupt:
        print("golive: interrupted", file=sys.stderr)
        return 128 + SIGINT
    return code


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]  # ends here, as the original does
        self.exit(WRONG_USE, f"golive: {message}; see {self.prog} --help\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="golive", description="The tools beside `pytest`, which migrates and certifies.")
    parser.add_argument("--version", action="version", version=f"golive {version('golive')}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    learn = commands.add_parser("learn", help="write the lock of a reference database")
    learn.add_argument(
        "--dsn", help="the reference database; or GOLIVE_DSN; without: the folder's own baseline, migrated"
    )
    learn.add_argument("--into", required=True, type=Path, metavar="FOLDER", help="the platform folder")
    learn.add_argument(
        "--app", type=Path, metavar="DIR", help="the application's checkout: its migrations, .env.example, models"
    )
    learn.set_defaults(act=_learn)

    confirm = commands.add_parser("confirm", help="answer the proposals of golive learn: yes, no, edit, later")
    confirm.add_argument("folder", type=Path, metavar="FOLDER", help="the platform folder")
    confirm.add_argument("--yes", action="append", default=[], metavar="NAME", help="a proposal, or a kind; repeatable")
    confirm.add_argument("--no", action="append", default=[], metavar="NAME", help="take it away; repeatable")
    confirm.set_defaults(act=_confirm)

    lock = commands.add_parser("lock", help="whether a lock is as it was written; --accept takes a change by hand")
    lock.add_argument("--platform", required=True, metavar="NAME|FOLDER")
    lock.add_argument("--accept", action="store_true", help="renew its digest: you have read what was changed")
    lock.set_defaults(act=_lock)

    roles = commands.add_parser("roles", help="print the script that makes the logins a platform is looked at with")
    roles.add_argument("--platform", required=True, metavar="NAME|FOLDER")
    roles.set_defaults(act=_roles)

    backup = commands.add_parser("backup", help="back a database up, and prove it by restoring it elsewhere")
    backup.add_argument("--dsn", help="the database; or GOLIVE_DSN")
    backup.add_argument("--into", required=True, type=Path, metavar="DIR", help="a new folder")
    backup.set_defaults(act=_backup)

    restore = commands.add_parser("restore", help="put a backup back, prove it, and keep what was there beside it")
    restore.add_argument("--dsn", help="the database it was taken of; or GOLIVE_DSN")
    restore.add_argument("--backup", required=True, type=Path, metavar="DIR", help="a folder that golive wrote")
    restore.add_argument("--apply", action="store_true", help="do it; without, only say what would be done")
    restore.add_argument("--consent", action="store_true", help="the sessions of the database may be ended")
    restore.add_argument("--stale-after", type=float, default=30.0, metavar="SECONDS",
                         help="end a restore of which nothing was heard for so long (30)")  # fmt: skip
    restore.set_defaults(act=_restore)

    revert = commands.add_parser("revert", help="take a platform's steps back, from the last to the first")
    revert.add_argument("--dsn", help="the database; or GOLIVE_DSN")
    revert.add_argument("--platform", required=True, metavar="NAME|FOLDER")
    revert.add_argument("--apply", action="store_true", help="do it; without, only say what would be done")
    revert.add_argument("--stale-after", type=float, default=30.0, metavar="SECONDS",
                        help="end a run of which nothing was heard for so long (30)")  # fmt: skip
    revert.add_argument("--consent", action="store_true", help="the rows that reverting loses may go")
    revert.set_defaults(act=_revert)

    check = commands.add_parser("check", help="one audit, a section's, or what all of them say of one object")
    check.add_argument(
        "subject", metavar="CODE|SECTION|OBJECT", help="such as TRG002, Triggers, public.users, or words of a symptom"
    )
    check.add_argument("--platform", required=True, metavar="NAME|FOLDER")
    check.add_argument("--dsn", help="the database, only read; or GOLIVE_DSN")
    check.add_argument("--probe-dsn", help="the login that runs code of the database; or GOLIVE_PROBE_DSN")
    check.add_argument("--sql", action="store_true", help="print the statements it stands on; connects to nothing")
    check.set_defaults(act=_check)

    scan = commands.add_parser("scan", help="judge a database without a platform, by laws and by what it shows")
    scan.add_argument("dsn", nargs="?", metavar="DSN", help="the database, only read; or GOLIVE_DSN, or libpq's own")
    scan.add_argument("--probe-dsn", help="the login that runs code of the database; or GOLIVE_PROBE_DSN")
    scan.add_argument("--fail-on", choices=tuple(Severity), default=Severity.HIGH, help="exit 1 from here on; high")
    scan.add_argument("--baseline", metavar="FILE", help="certificate.json of an earlier scan: tell only what is new")
    scan.add_argument("--out", default="reports/out", metavar="DIR", help="where certificate and report are written")
    on_a_copy = "make no copy of the structure, on which everything is used once and mends are tried"
    scan.add_argument("--no-twin", dest="twin", action="store_false", help=on_a_copy)
    scan.set_defaults(act=_scan)

    diff = commands.add_parser("diff", help="what has become of findings and structure between two runs")
    diff.add_argument("before", type=Path, metavar="A", help="certificate.json or snapshot.json of the earlier run")
    diff.add_argument("now", type=Path, metavar="B", help="the same of the later one")
    diff.set_defaults(act=_diff)

    keygen = commands.add_parser("keygen", help="a new pair of keys: the one signs certificates, the other verifies")
    keygen.add_argument("path", type=Path, metavar="FILE", help="the private key; the public one becomes FILE.pub")
    keygen.set_defaults(act=_keygen)

    verify = commands.add_parser("verify", help="whether a certificate is signed, valid, and of this database still")
    verify.add_argument("certificate", type=Path, metavar="FILE", help="certificate.json, with what stands beside it")
    verify.add_argument("--key", required=True, type=Path, metavar="PUB", help="the public key, from whom you trust")
    verify.add_argument("--dsn", help="the database that it should be of, only read: what has drifted is named")
    verify.add_argument(
        "--expect-digest", action="append", default=[], metavar="[NAME=]SHA256",
        help="of the certificate, snapshot, lock, platform or steps that you expect; repeatable",
    )  # fmt: skip
    verify.add_argument("--previous", type=Path, metavar="FILE", help="the certificate.json that it should follow")
    verify.set_defaults(act=_verify)

    twin = commands.add_parser("twin", help="make a platform's structure from its lock alone, and use everything once")
    twin.add_argument("--platform", required=True, metavar="NAME|FOLDER")
    twin.set_defaults(act=_twin)

    judge = commands.add_parser("judge", help="give the verdict of a saved snapshot again, without its database")
    judge.add_argument("snapshot", type=Path, metavar="FILE", help="snapshot.json, as a run writes it into --out")
    judge.add_argument("--platform", metavar="NAME|FOLDER", help="what it is judged against; a scan's needs none")
    judge.add_argument("--out", type=Path, metavar="DIR", help="certificate.json and .html; without, it is only told")
    judge.set_defaults(act=_judge)

    fleet = commands.add_parser("fleet", help="judge all databases of a fleet.toml; or merge the parts of such a run")
    fleet.add_argument("what", nargs="+", metavar="FILE | merge DIR", help="fleet.toml; or merge and folders of parts")
    fleet.add_argument("--out", default="reports/fleet", type=Path, metavar="DIR", help="one page, a certificate each")
    fleet.add_argument("--workers", type=int, default=cpu_count() or 1, metavar="N", help="processes of this machine")
    fleet.add_argument("--dask", metavar="ADDRESS", help="a scheduler of Dask, whose workers look in their place")
    fleet.add_argument("--shard", default="1/1", metavar="I/N", help="this part of all databases, such as 3/20")
    fleet.add_argument("--fail-on", choices=tuple(Severity), default=Severity.HIGH, help="where a scan fails; high")
    fleet.add_argument("--signing-key", metavar="FILE", help="signs each certificate; or GOLIVE_SIGNING_KEY: its text")
    fleet.add_argument("--anew", action="store_true", help="begin again where an unfinished run would be gone on with")
    fleet.set_defaults(act=_fleet)

    watch = commands.add_parser("watch", help="look at one database again and again, and tell only what has changed")
    watch.add_argument("--dsn", help="the database, only read; or GOLIVE_DSN")
    watch.add_argument("--probe-dsn", help="the login that runs code of the database; or GOLIVE_PROBE_DSN")
    watch.add_argument("--platform", metavar="NAME|FOLDER", help="what it is judged against; without, it is scanned")
    often = watch.add_mutually_exclusive_group(required=True)
    often.add_argument("--every", metavar="SPAN", help="from one look to the next: 30s, 15m, 6h, 1d")
    often.add_argument("--once", action="store_true", help="for cron: exit code 1 where something is worse")
    often.add_argument("--alerts", action="store_true", help="print rules for Prometheus; connects to nothing")
    watch.add_argument("--webhook", metavar="URL", help="what is new, as JSON; or GOLIVE_WEBHOOK: its address")
    watch.add_argument("--metrics", type=Path, metavar="FILE", help="OpenMetrics; without, watch.prom in --out")
    watch.add_argument("--out", default="reports/watch", type=Path, metavar="DIR", help="the last certificate")
    watch.set_defaults(act=_watch)

    prove = commands.add_parser("prove", help="plant defects of a platform's own kind, one at a time: are they caught?")
    prove.add_argument("--platform", required=True, metavar="NAME|FOLDER")
    prove.add_argument("--dsn", help="plant them in a copy of this database's structure; only read; or GOLIVE_DSN")
    prove.add_argument("--rows", action="store_true", help="copy up to 10,000 rows a table as well, without secrets")
    prove.add_argument("--defects", type=Path, metavar="DIR", help="more of them: *.sql, one file a defect")
    prove.add_argument("--each", type=int, metavar="N", help="so many of each class, the same each time; all")
    prove.add_argument(
        "--pairs", type=int, default=0, metavar="N", help="and so many pairs at once: does one hide another?"
    )
    prove.add_argument("--json", type=Path, metavar="FILE", help="what became of each defect")
    prove.set_defaults(act=_prove)

    runbook = commands.add_parser("runbook", help="write the migration by hand, from the platform's own files")
    runbook.add_argument("--platform", required=True, metavar="NAME|FOLDER")
    runbook.add_argument("--into", type=Path, metavar="DIR", help="runbook.md and runbook.html; without, it is printed")
    runbook.set_defaults(act=_runbook)

    explain = commands.add_parser("explain", help="what an audit claims and mends, or what a kind of claim says")
    explain.add_argument(
        "code", nargs="?", help="such as TRG002, or a kind of claim such as credential; without: every audit"
    )
    explain.set_defaults(act=_explain)
    return parser


def _learn(options: argparse.Namespace) -> None:
    from golive.app.learn import learn

    if (named := read(options.dsn)) is not None:
        dsn, by = named
        forget_environment()
        print(f"golive: learning from {dsn}, named by {by}")
        learned = learn(dsn, options.into, app=options.app)
    else:
        from golive.run.rehearse import migrated_database

        with migrated_database(options.into) as dsn:
            learned = learn(dsn, options.into, app=options.app)
    count = sum(len(objects) for objects in learned.lock.objects.values())
    print(f"{options.into / 'lock.json'}: {count} objects, {len(learned.lock.frozen)} frozen tables")
    if learned.proposals is not None:
        active, every = len(learned.proposals.sure), len(learned.proposals.proposals)
        print(f"{options.into / 'platform.toml'}: {every} proposals, {active} of them active; golive confirm asks each")
    print("review both in git: what is locked is what will be certified; its digest shows a change by hand, no forgery")


def _confirm(options: argparse.Namespace) -> None:
    from golive.app.confirm import asked, by_flags, confirm, unknown

    named = [*options.yes, *options.no]
    if strange := unknown(options.folder, named):
        raise WrongUse("--yes, --no", f"{strange[0]!r} is no open proposal", "golive confirm FOLDER lists them")
    terminal = not named and sys.stdin.isatty()
    answers = asked(print, input) if terminal else by_flags(options.yes, options.no)
    done = confirm(options.folder, answers, print)
    print(f"{options.folder / 'platform.toml'}: {done.answered} answered, {len(done.left)} left")
    for name in done.left:
        print(f"  {name}")


def _lock(options: argparse.Namespace) -> None:
    from golive.model.lock import accept_lock, load_lock
    from golive.model.platform import folder_of

    path = folder_of(options.platform) / "lock.json"
    if options.accept:
        print(f"{path}: {'digest renewed' if accept_lock(path) else 'its digest fits; nothing was changed'}")
    elif load_lock(path).digested:
        print(f"{path}: its digest fits. That shows a change by hand, not a forgery: review it in git")
    else:
        print(f"{path}: has no digest; --accept writes it")


def _target(options: argparse.Namespace) -> Dsn:
    """Of commands that write, or that ask for all rights: what libpq's variables name is not meant."""
    if (named := given(options.dsn)) is None:
        raise WrongUse("--dsn", "is missing", "name the database, or set GOLIVE_DSN")
    forget_environment()
    return named[0]


def _roles(options: argparse.Namespace) -> None:
    from golive.model.platform import load_platforms
    from golive.server.logins import script

    print(script(load_platforms([options.platform])[0]), end="")


def _backup(options: argparse.Namespace) -> None:
    from golive.migrate.secure import secured

    backup, proof = secured(_target(options), options.into)
    print(f"{backup.folder}: restored into a scratch database and compared, nothing differs")
    for note in proof.notes:
        print(f"note: {note}")


def _restore(options: argparse.Namespace) -> None:
    from golive.migrate.backup import load_backup
    from golive.migrate.lease import Patience
    from golive.migrate.restore import connected, restore
    from golive.model.failures import ConsentNeeded

    dsn, backup = _target(options), load_backup(options.backup)
    print(f"{backup}: {backup.origin}")
    there = connected(dsn)
    ends = f"{sum(there.values())} sessions are ended: {', '.join(f'{n} of {role}' for role, n in there.items())}"
    if not options.apply:
        print(f"would make {backup.folder} anew beside {dsn}, compare it, and let it take its place; --apply does it")
        print(f"with that, {ends}" if there else "nobody is connected")
        return
    if there and not options.consent:
        if not sys.stdin.isatty():
            raise ConsentNeeded(str(dsn), f"with a restore, {ends}", "say that they may be: --consent")
        if input(f"{dsn}: with a restore, {ends}. May they be? yes, no: ").strip() != "yes":
            print("nothing was changed")
            return
    restored = restore(backup, dsn, ends=bool(there) or options.consent, patience=Patience.of(options.stale_after))
    print(f"{dsn}: restored, and compared with the backup: nothing differs")
    if restored.kept_as:
        print(f"what was there is kept as database {restored.kept_as}")
    for note in restored.notes:
        print(f"note: {note}")


def _revert(options: argparse.Namespace) -> None:
    from golive.app.progress import progress
    from golive.migrate.lease import Patience
    from golive.migrate.runner import Runner
    from golive.model.platform import load_platforms

    dsn = _target(options)
    (platform,) = load_platforms([options.platform])
    with Runner(dsn, platform.name, platform.steps, Patience.of(options.stale_after)) as runner:
        deployed = runner.standing()
        if not options.apply:
            for step in deployed:
                print(f"would revert {step.name}" + (f", losing {lost} rows" if (lost := runner.losses(step)) else ""))
            print("--apply does it" if deployed else "nothing is deployed")
            return
        with progress(print):
            for result in runner.revert_all(consent=options.consent):
                print(f"{result.step}: {result.outcome}")
    for step in deployed:
        if step.residue:
            print(f"residue of {step.name}: {step.residue}")


def _explain(options: argparse.Namespace) -> None:
    from golive.app.explain import every, explain

    print(explain(options.code) if options.code else every())


def _check(options: argparse.Namespace) -> int:
    from golive.app.check import asked, check, statements
    from golive.model.platform import load_platforms

    (platform,) = load_platforms([options.platform])
    wanted = asked(options.subject, platform)
    if options.sql:
        print(statements(wanted, platform), end="")
        return 0
    if (named := read(options.dsn)) is None:
        raise WrongUse("--dsn", "is missing", "name the database, or set GOLIVE_DSN; --sql needs none")
    probe = options.probe_dsn or environ.get("GOLIVE_PROBE_DSN")
    prober = Dsn.parse(probe, "--probe-dsn") if probe else None
    forget_environment()
    return check(wanted, platform, named[0], prober, print)


def _scan(options: argparse.Namespace) -> int:
    from golive.app.scan import scan

    return scan(options.dsn, options.probe_dsn, options.fail_on, options.baseline, options.out, options.twin)


def _diff(options: argparse.Namespace) -> int:
    from golive.app.compare import compare

    return compare(options.before, options.now, print)


def _keygen(options: argparse.Namespace) -> None:
    from golive.app.attest import keygen

    keygen(options.path, print)


def _verify(options: argparse.Namespace) -> int:
    from golive.app.attest import verify

    dsn = Dsn.parse(options.dsn) if options.dsn else None  # no variable: an address binds it, or nothing does
    forget_environment()
    return verify(options.certificate, options.key, dsn, options.expect_digest, options.previous, print)


def _judge(options: argparse.Namespace) -> int:
    from golive.app.judge import judge

    return judge(options.snapshot, options.platform, options.out, print)


def _fleet(options: argparse.Namespace) -> int:
    from golive.app.fleet import engine_of, fleet, merge, shard_of
    from golive.attest.keys import signing_key

    first, *more = options.what
    if first == "merge":
        if not more:
            raise WrongUse("golive fleet merge", "names no folder", "the --out of each part")
        return merge(list(map(Path, more)), options.out, print)
    if more:
        raise WrongUse("golive fleet", f"{more[0]!r} is one file too many", "one fleet.toml, or merge and folders")
    if options.workers < 1:
        raise WrongUse("--workers", f"{options.workers} processes", "one at least")
    shard, key = shard_of(options.shard), signing_key(options.signing_key, environ)
    with engine_of(options.workers, options.dask) as engine:
        return fleet(Path(first), options.out, engine, shard, Severity(options.fail_on), key, print, anew=options.anew)


def _watch(options: argparse.Namespace) -> int:
    from golive.app.watch import alerts, seconds_of, watch, watching

    if options.alerts:
        print(alerts(), end="")
        return 0
    every = seconds_of(options.every) if options.every else None
    if (named := read(options.dsn)) is None:
        raise WrongUse("--dsn", "is missing", "name the database, or set GOLIVE_DSN")
    probe = options.probe_dsn or environ.get("GOLIVE_PROBE_DSN")
    prober = Dsn.parse(probe, "--probe-dsn") if probe else None
    forget_environment()

    def tell(line: str) -> None:
        print(line, flush=True)

    one = watching(
        *named, prober, options.platform, options.out, options.metrics, options.webhook, tell
    )  # fmt: skip
    return watch(one, every)


def _prove(options: argparse.Namespace) -> int:
    from golive.app.prove import prove
    from golive.model.platform import load_platforms

    (platform,) = load_platforms([options.platform])
    named = given(options.dsn)
    if named is not None:
        forget_environment()
    target = named[0] if named else None
    return prove(
        platform, target, options.defects, options.each, options.json, print, rows=options.rows, pairs=options.pairs
    )


def _twin(options: argparse.Namespace) -> int:
    from golive.app.twin import twin
    from golive.model.platform import load_platforms

    return twin(load_platforms([options.platform])[0], print)


def _runbook(options: argparse.Namespace) -> None:
    from golive.app.runbook import runbook
    from golive.model.platform import load_platforms

    print(runbook(load_platforms([options.platform])[0], options.into), end="")
