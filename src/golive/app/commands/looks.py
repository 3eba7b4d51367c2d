"""A database looked at without a test run: asked one thing, scanned, copied, spoilt in a copy."""

import argparse
from pathlib import Path

from golive.app.naming import given, prober, read
from golive.model.errors import WrongUse
from golive.model.finding import Severity
from golive.model.target import forget_environment


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
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
    target = scan.add_mutually_exclusive_group()
    target.add_argument("dsn", nargs="?", metavar="DSN", help="the database, only read; or GOLIVE_DSN, or libpq's own")
    target.add_argument("--dsn", dest="named", metavar="DSN", help="the same, as other commands name it")
    scan.add_argument("--probe-dsn", help="the login that runs code of the database; or GOLIVE_PROBE_DSN")
    scan.add_argument("--replica", help="a standby of it, asked for the rows; or GOLIVE_REPLICA")
    scan.add_argument(
        "--fail-on", choices=[one.value for one in Severity], default=Severity.HIGH, help="exit 1 from here on; high"
    )
    scan.add_argument("--baseline", metavar="FILE", help="certificate.json of an earlier scan: tell only what is new")
    scan.add_argument("--out", default="reports/out", metavar="DIR", help="where certificate and report are written")
    on_a_copy = "make no copy of the structure, on which everything is used once and mends are tried"
    scan.add_argument("--no-twin", dest="twin", action="store_false", help=on_a_copy)
    scan.set_defaults(act=_scan)

    twin = commands.add_parser("twin", help="make a platform's structure from its lock alone, and use everything once")
    twin.add_argument("--platform", required=True, metavar="NAME|FOLDER")
    twin.set_defaults(act=_twin)

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
    probe = prober(options.probe_dsn)
    forget_environment()
    return check(wanted, platform, named[0], probe, print)


def _scan(options: argparse.Namespace) -> int:
    from golive.app.scan import scan

    given = {
        "--dsn": options.named or options.dsn, "--probe-dsn": options.probe_dsn, "--replica": options.replica,
        "--baseline": options.baseline, "--fail-on": options.fail_on, "--out": options.out,
    }  # fmt: skip
    return scan(given, twin=options.twin)


def _twin(options: argparse.Namespace) -> int:
    from golive.app.twin import twin
    from golive.model.platform import load_platforms

    return twin(load_platforms([options.platform])[0], print)


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
