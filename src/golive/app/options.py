"""The command line: what may be asked for, and what of it narrows a run."""

import argparse
from datetime import UTC, datetime
from os import environ
from pathlib import Path

import pytest

from golive.app.naming import meant, prober
from golive.migrate.lease import STALE_S, Patience
from golive.model.claims.item import Item, Signoff
from golive.model.errors import WrongUse, did_you_mean
from golive.model.finding import Severity
from golive.model.platform import Platform
from golive.model.signoffs import Signed, load_signatures
from golive.model.target import Dsn
from golive.run.case import EACH, Rehearsal, Settings


def add_options(parser: pytest.Parser) -> None:
    group = parser.getgroup("golive", "golive: migrate and certify a PostgreSQL platform")
    add = group.addoption
    add("--platform", action="append", default=[], metavar="NAME|FOLDER", help="which platform; repeatable")
    add(
        "--dsn",
        default=None,
        metavar="ADDRESS",
        help="the database to judge, only read; or GOLIVE_DSN",
    )
    add(
        "--probe-dsn",
        default=None,
        metavar="ADDRESS",
        help="the login that runs code of the database, as its declared sessions; or GOLIVE_PROBE_DSN",
    )
    add("--replica", default=None, metavar="ADDRESS", help="a standby of --dsn, asked for the rows; or GOLIVE_REPLICA")
    add("--source-dsn", default=None, metavar="ADDRESS", help="where rows came from, only read; or GOLIVE_SOURCE_DSN")
    add("--apply", action="store_true", help="let the run migrate the database that --dsn names")
    add(
        "--as-superuser",
        action="store_true",
        help="--apply as superuser where functions of other roles may run with it",
    )
    add(
        "--stale-after",
        type=float,
        default=STALE_S,
        metavar="SECONDS",
        help=f"--apply ends a run of which nothing was heard for so long, and follows it ({STALE_S:g})",
    )
    add("--backup", default=None, metavar="DIR", help="a backup made by golive, in the place of taking one")
    add(
        "--backend",
        choices=("auto", "embedded", "docker", "system"),
        default=None,
        help="judge a database of our own, and where its server comes from",
    )
    add("--pg-bin", default=None, metavar="DIR", help="the folder of the PostgreSQL binaries to use")
    add("--pg-version", type=int, default=None, metavar="MAJOR", help="the PostgreSQL major version to use")
    add("--fleet", default=None, metavar="FILE", help="one test for each database of a fleet.toml, only read")
    add("--twin", action="store_true", help="use everything once, on a copy of the structure that is made for it")
    add(
        "--prove",
        nargs="?",
        type=int,
        const=EACH,
        default=0,
        metavar="N",
        help=f"plant defects of the platform's own kind in a copy, N of each class ({EACH}), and see which are caught",
    )
    add(
        "--rehearse",
        action="store_true",
        help="migrate a clone first, under the requests that traffic/ declares, and back",
    )
    add("--data", default=None, metavar="DIR", help="of --rehearse: where rows of --dsn may lie; erased at the end")
    add(
        "--load",
        nargs="?",
        type=int,
        const=0,
        default=None,
        metavar="N",
        help="of --rehearse: so many sessions at once; without a number, as many as [platform] load says",
    )
    add("--plan", action="store_true", help="print what would be read of the database, and how often; read no row")
    add("--out", default="reports/out", metavar="DIR", help="where certificate and report are written")
    add("--partial-ok", action="store_true", help="exit code 0 also where only a part was run and nothing in it blocks")
    add("--go-live", action="store_true", help="judge as of the go-live itself: sign-offs block")
    add("--stage", default="", metavar="NAME", help="judge as of this stage of [platform] stages, such as week1")
    add("--signoffs", default=None, metavar="FILE", help="signoffs.toml: who has signed what")
    add(
        "--fail-on",
        choices=[one.value for one in Severity],
        default=None,
        help="of a scan: from which severity on it ends with 1",
    )
    add("--baseline", default=None, metavar="FILE", help="certificate.json of an earlier scan: tell what is new")
    add("--previous", default=None, metavar="FILE", help="the certificate.json before this one; else --out's own")
    add("--gate", default=None, metavar="FILE", help="--apply only with this certificate of these very steps")
    add("--gate-key", default=None, metavar="PUB", help="the public key that verifies it")
    add("--signing-key", default=None, metavar="FILE", help="signs the certificate; or GOLIVE_SIGNING_KEY: its text")
    add("--as-of", default=None, metavar="TIME", help="judge as of this ISO 8601 time instead of now")


def scans(config: pytest.Config) -> bool:
    """Whether a database is to be judged that no platform was named for: by laws, and by what it shows of itself."""
    option = config.option
    asked = not option.platform and option.markexpr == "postcheck" and option.backend is None and not option.apply
    for name in ("fail_on", "baseline"):
        if getattr(option, name) and not asked:
            raise WrongUse(_named(name), "is for a scan", "golive scan, or -m postcheck without --platform")
    if asked and (other := next((one for one in _OF_PLATFORMS if getattr(option, one)), None)):
        raise WrongUse(_named(other), "was given without --platform", "it speaks of a platform's claims")
    return asked


def _named(option: str) -> str:
    return f"--{option.replace('_', '-')}"


_OF_PLATFORMS = ("source_dsn", "go_live", "stage", "signoffs", "rehearse")


def settings_of(config: pytest.Config, platforms: tuple[Platform, ...], shared: Path, dsn: str | None) -> Settings:
    option = config.option
    postcheck = option.markexpr == "postcheck"
    address, by = meant(dsn, apply=option.apply, postcheck=postcheck, backend=option.backend) or (None, "")
    if address and len(platforms) != 1:
        raise WrongUse(by, f"names one database for {len(platforms)} platforms", "say which: --platform NAME|FOLDER")
    if option.backup and not Path(option.backup).is_dir():
        raise WrongUse("--backup", f"{option.backup!r} is no folder", "a folder that golive backup wrote")
    return Settings(
        platforms=platforms,
        out=Path(option.out),
        shared=shared,
        dsn=address,
        named_by=by,
        apply=option.apply,
        patience=Patience.of(option.stale_after),
        as_superuser=option.as_superuser,
        twin=option.twin,
        prove=_planted(option.prove, option.markexpr),
        rehearsal=_rehearsal(option, platforms, named=address is not None),
        alone=not hasattr(config, "workerinput") and getattr(option, "dist", "no") == "no",
        backup=Path(option.backup) if option.backup else None,
        backend=option.backend or "auto",
        pg_bin=Path(option.pg_bin) if option.pg_bin else None,
        pg_version=option.pg_version,
        go_live=option.go_live,
        as_of=_moment(option.as_of) if option.as_of else None,
        stage=_stage(option.stage, platforms),
        signed=_signed(Path(option.signoffs), platforms) if option.signoffs else (),
        source=_source(option.source_dsn, platforms),
        probe=_probe(option.probe_dsn, address),
        replica=_replica(option.replica, address, writes=option.apply),
        fail_on=Severity(option.fail_on or Severity.HIGH) if scans(config) else None,
    )


def _planted(each: int, selected: str) -> int:
    if each < 0:
        raise WrongUse("--prove", f"{each} of each class", "a number of defects, or no number")
    return each or (EACH if selected == "prove" else 0)


def _rehearsal(option: argparse.Namespace, platforms: tuple[Platform, ...], *, named: bool) -> Rehearsal | None:
    if not option.rehearse:
        for name in ("data", "load"):
            if getattr(option, name) is not None:
                raise WrongUse(f"--{name}", "was given without --rehearse", "it says how a rehearsal is done")
        return None
    if option.apply:
        raise WrongUse("--rehearse", "was given with --apply", "a rehearsal only reads: first the one, then the other")
    if named and option.data is None:
        raise WrongUse("--rehearse", "copies the rows of the database", "--data DIR says where they may lie meanwhile")
    if option.data is not None and not named:
        raise WrongUse("--data", "was given without --dsn", "rows of our own baseline lie where our servers do")
    data = Path(option.data) if option.data else None
    return Rehearsal(data, {} if option.load is None else _sessions(option.load, platforms))


def _sessions(load: int, platforms: tuple[Platform, ...]) -> dict[str, int]:
    if load < 0:
        raise WrongUse("--load", f"{load} sessions", "how many at once, 1 or more")
    if bare := next((one.name for one in platforms if not (load or one.claims.platform.load)), ""):
        raise WrongUse("--load", f"[platform] of {bare} says no load", "say it there, or --load N")
    return {one.name: load or one.claims.platform.load or 0 for one in platforms}


def _source(text: str | None, platforms: tuple[Platform, ...]) -> Dsn | None:
    address = text or environ.get("GOLIVE_SOURCE_DSN") or None
    if address and len(platforms) != 1:
        what = f"names one database for {len(platforms)} platforms"
        raise WrongUse("--source-dsn", what, "say which: --platform NAME|FOLDER")
    return Dsn.parse(address, "--source-dsn" if text else "GOLIVE_SOURCE_DSN") if address else None


def _probe(text: str | None, judged: Dsn | None) -> Dsn | None:
    if text and judged is None:
        raise WrongUse("--probe-dsn", "was given without --dsn", "on a server of our own the run makes both logins")
    return prober(text) if judged is not None else None


def _replica(text: str | None, judged: Dsn | None, *, writes: bool) -> Dsn | None:
    address, place = (
        (text, "--replica") if text else (environ.get("GOLIVE_REPLICA") if judged else None, "GOLIVE_REPLICA")
    )
    if text and judged is None:
        raise WrongUse("--replica", "was given without --dsn", "it names a standby of the database that is judged")
    if address and writes:
        raise WrongUse(place, "was given with --apply", "what a run has just written is looked at where it was")
    return Dsn.parse(address, place) if address else None


def _stage(name: str, platforms: tuple[Platform, ...]) -> str:
    known = list(dict.fromkeys(stage for platform in platforms for stage in platform.claims.platform.stages))
    if name and name not in known:
        allowed = ", ".join(known) or "these platforms declare none"
        raise WrongUse("--stage", f"{name!r} is no stage{did_you_mean(name, known)}", f"stages: {allowed}")
    return name


def _signed(path: Path, platforms: tuple[Platform, ...]) -> tuple[Signed, ...]:
    """A signature under something that nobody asked to be signed is a misspelt one."""
    signed = load_signatures(path)
    for platform in platforms:
        known = [item.name for item in platform.claims.of(Item) if isinstance(item, Signoff)]
        for one in signed:
            if one.platform == platform.name and one.item not in known:
                guess = did_you_mean(one.item, known)
                raise WrongUse(str(path), f"{one.item!r} is no sign-off of {platform.name}{guess}", ", ".join(known))
    return signed


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise WrongUse("--as-of", f"{text!r} is no time", "ISO 8601, such as 2026-06-01T12:00:00+00:00") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def narrowed(config: pytest.Config) -> str:
    """What chose only a part of the audits; '' for a full selection or one scope."""
    option = config.option
    if option.keyword:
        return f"-k {option.keyword}"
    if option.markexpr not in ("", "postcheck"):
        return f"-m {option.markexpr}"
    if option.deselect:
        return f"--deselect {option.deselect[0]}"
    if getattr(option, "lf", False) or getattr(option, "stepwise", False):
        return "--lf or --stepwise"
    if part := next((str(argument) for argument in config.args if not _whole(str(argument))), ""):
        return part
    return ""


def _whole(argument: str) -> bool:
    """Whether an argument names all the audits and not some."""
    import golive.checks

    if argument.startswith("golive.checks"):
        return argument == "golive.checks"
    checks = Path(str(golive.checks.__file__)).parent.resolve()
    path = Path(argument.partition("::")[0]).resolve()
    return "::" not in argument and (path == checks or path in checks.parents or checks not in path.parents)
