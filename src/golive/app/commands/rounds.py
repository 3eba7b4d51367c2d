"""Many databases, or one again and again."""

import argparse
from os import cpu_count, environ
from pathlib import Path

from golive.app.naming import prober, read
from golive.model.errors import WrongUse
from golive.model.finding import Severity
from golive.model.target import forget_environment


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    fleet = commands.add_parser("fleet", help="judge all databases of a fleet.toml; or merge the parts of such a run")
    fleet.add_argument("what", nargs="+", metavar="FILE | merge DIR", help="fleet.toml; or merge and folders of parts")
    fleet.add_argument("--out", default="reports/fleet", type=Path, metavar="DIR", help="one page, a certificate each")
    fleet.add_argument("--workers", type=int, default=cpu_count() or 1, metavar="N", help="processes of this machine")
    fleet.add_argument("--dask", metavar="ADDRESS", help="a scheduler of Dask, whose workers look in their place")
    fleet.add_argument("--shard", default="1/1", metavar="I/N", help="this part of all databases, such as 3/20")
    fleet.add_argument(
        "--fail-on", choices=[one.value for one in Severity], default=Severity.HIGH, help="where a scan fails; high"
    )
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
    probe = prober(options.probe_dsn)
    forget_environment()

    def tell(line: str) -> None:
        print(line, flush=True)

    one = watching(*named, probe, options.platform, options.out, options.metrics, options.webhook, tell)
    return watch(one, every)
