"""Before anything else: is there something to judge, and may it be judged this way."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from psycopg import Connection

from golive.migrate.ahead.judge import recent, refuse_unsafe
from golive.migrate.backup import identify, load_backup
from golive.migrate.lease import gone
from golive.migrate.session import RUN_KEY
from golive.migrate.verify import pending
from golive.model.claims.promotion import Promotion
from golive.model.errors import WrongUse
from golive.model.evidence import Evidence
from golive.model.platform import Platform
from golive.observe.prober import PLACE, Prober
from golive.observe.reader import Reader
from golive.observe.server import read_server, supported
from golive.observe.session import reading
from golive.observe.source import reading_source
from golive.records import ledger
from golive.run.case import Settings
from golive.run.phases import require_baseline
from golive.server import choose, find_client
from golive.server.erased import refuse_taken
from golive.sql import fill


def preflight(settings: Settings) -> tuple[str, ...]:
    """Wrong use in one line, before anything is changed; with --apply, what will be done."""
    if settings.dsn is None:
        for platform in settings.platforms:
            require_baseline(platform)
        choose(settings.backend, settings.pg_bin, settings.pg_version)
        return ()
    _in_time(settings)
    if settings.rehearsal and settings.rehearsal.data:
        refuse_taken(settings.rehearsal.data, "--data")
    with reading(settings.dsn) as connection, reading_source(connection, settings.source) as source:
        server = supported(read_server(connection))
        if not settings.apply:
            return (*_too_strong(connection, settings), *_probers(connection, settings))
        if server.in_recovery:
            raise WrongUse("--apply", f"{settings.dsn} is a standby", "migrate its primary")
        warned = as_superuser(connection, settings) if server.superuser else ()
        steps = [line for platform in settings.platforms for line in _announced(connection, settings, platform)]
        return (
            *warned,
            *steps,
            *(line for platform in settings.platforms for line in _promised(source, settings, platform)),
        )


def as_superuser(connection: Reader, settings: Settings) -> tuple[str, ...]:
    """A step that writes rows runs triggers, checks and index functions of others with the rights of its session."""
    others = [".".join(pair) for pair, kinds in sorted(connection.untouched.items()) if "function" in kinds]
    if not others:
        return ()
    more = f" and {len(others) - 1} more" if others[1:] else ""
    who = f"{connection.info.user} is superuser, and functions of other roles ({others[0]}{more})"
    if not settings.as_superuser:
        raise WrongUse(
            "--apply",
            f"{who} could run with its rights",
            "connect as the owner of the schema; --as-superuser where their owners may do anything on this server",
        )
    return (f"! --apply: {who} may run with its rights, as --as-superuser allows",)


def _too_strong(connection: Reader, settings: Settings) -> Iterator[str]:
    if strength := connection.strength():
        yield (
            f"! {connection.info.user}, of {settings.named_by}, {strength}: to look, a login that may only look is "
            "enough; `golive roles` prints the script that makes it"
        )


def _probers(connection: Reader, settings: Settings) -> Iterator[str]:
    """What keeps code of the database from being run: no login for it, one that is too strong, or somewhere else."""
    for platform in settings.platforms:
        prober = Prober(settings.probe, platform.claims)
        with prober.session() as opened:
            if not isinstance(opened, Evidence):
                if _place(opened[0]) != _place(connection):
                    raise WrongUse(PLACE, "is not the database that is judged", "the one that --dsn names")
            elif platform.claims.identity:
                drafted = all(one.proposal for one in platform.claims.identity)
                stays = "isolation is read from the catalog and not tried" if drafted else "isolation stays UNKNOWN"
                yield f"! {stays}: {opened.note}; {opened.cure}"


def _place(connection: Reader) -> object:
    return connection.execute("SELECT pg_catalog.pg_postmaster_start_time(), pg_catalog.current_database()").fetchone()


def _promised(source: Connection[tuple[Any, ...]] | None, settings: Settings, platform: Platform) -> Iterator[str]:
    """The plan of a promotion; wrong use where a reference leaves it and nobody decided."""
    promotion = platform.claims.one(Promotion)
    if promotion is None:
        return
    if source is None:
        yield f"--apply: {platform.name} promotes nothing: --source-dsn was not given"
        return
    from golive.promote.plan import plan  # SQLAlchemy is a fifth of the start, and most runs promote nothing

    yield f"--apply will bring tenant {promotion.tenant} from {settings.source}, in one transaction:"
    for line in plan(source, platform.name, platform.claims, promotion):
        yield f"  {line}"


def _in_time(settings: Settings) -> None:
    """The go-live of a platform keeps to its window; trying it out elsewhere need not."""
    now = settings.as_of or datetime.now(UTC)
    for platform in settings.platforms if settings.apply and settings.go_live else ():
        window = platform.claims.platform.window
        if window and not window.holds(now):
            there = now.astimezone(ZoneInfo(window.zone))
            raise WrongUse("--apply", f"it is {there:%A %H:%M} in {window.zone}", f"the window is {window}")


def _announced(connection: Connection[tuple[Any, ...]], settings: Settings, platform: Platform) -> Iterator[str]:
    """What --apply will do, after a look at what it needs: the lock, the role's rights, a way to a backup."""
    if vanished := gone(connection, RUN_KEY, settings.patience):
        yield f"--apply will end {vanished}, silent for {vanished.silent_s:.0f} s, and what it has left at work"
    steps = pending(connection, platform.name, platform.steps)
    promotes = settings.source is not None and platform.claims.one(Promotion) is not None
    if not steps and not promotes:
        yield f"--apply: every step of {platform.name} is deployed; nothing will be changed"
        return
    rows = {row.step: row for row in ledger.read(connection, platform.name)}
    waiting = [one.step for one in steps if not one.in_place]
    refuse_unsafe(connection, waiting, recent(connection, platform.steps, rows), ahead=True)
    role, may = connection.execute(fill("runner/may_begin.sql")).fetchone() or ("?", False)
    if not may:
        raise WrongUse(
            "--apply", f"the role {role!r} may not create a schema in {settings.dsn}", "connect as its owner"
        )
    if settings.backup:
        load_backup(settings.backup, identify(connection), timedelta(hours=24))
        first = f"restore {settings.backup} into a scratch database and compare them"
    else:
        find_client("pg_dump", connection.info.server_version // 10000)
        first = "take a backup, restore it into a scratch database and compare them"
    yield f"--apply will {first}" + (f"; then, on {settings.dsn} as {role}:" if steps else "")
    for one in steps:
        yield f"  {one.step.name}: " + ("in place, will be recorded" if one.in_place else f"locks {one.step.locks}")
