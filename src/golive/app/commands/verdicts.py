"""Verdicts that were given: signed, verified, compared, given again."""

import argparse
from pathlib import Path

from golive.model.target import Dsn, forget_environment


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    judge = commands.add_parser("judge", help="give the verdict of a saved snapshot again, without its database")
    judge.add_argument("snapshot", type=Path, metavar="FILE", help="snapshot.json, as a run writes it into --out")
    judge.add_argument("--platform", metavar="NAME|FOLDER", help="what it is judged against; a scan's needs none")
    judge.add_argument("--out", type=Path, metavar="DIR", help="certificate.json and .html; without, it is only told")
    judge.set_defaults(act=_judge)

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


def _judge(options: argparse.Namespace) -> int:
    from golive.app.judge import judge

    return judge(options.snapshot, options.platform, options.out, print)


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
