"""A platform's folder: learned, confirmed, locked, explained."""

import argparse
import sys
from pathlib import Path

from golive.app.naming import read
from golive.model.errors import WrongUse
from golive.model.target import forget_environment


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
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

    runbook = commands.add_parser("runbook", help="write the migration by hand, from the platform's own files")
    runbook.add_argument("--platform", required=True, metavar="NAME|FOLDER")
    runbook.add_argument("--into", type=Path, metavar="DIR", help="runbook.md and runbook.html; without, it is printed")
    runbook.set_defaults(act=_runbook)

    explain = commands.add_parser("explain", help="what an audit claims and mends, or what a kind of claim says")
    explain.add_argument(
        "code", nargs="?", help="such as TRG002, or a kind of claim such as credential; without: every audit"
    )
    explain.set_defaults(act=_explain)


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


def _roles(options: argparse.Namespace) -> None:
    from golive.model.platform import load_platforms
    from golive.server.logins import script

    print(script(load_platforms([options.platform])[0]), end="")


def _runbook(options: argparse.Namespace) -> None:
    from golive.app.runbook import runbook
    from golive.model.platform import load_platforms

    print(runbook(load_platforms([options.platform])[0], options.into), end="")


def _explain(options: argparse.Namespace) -> None:
    from golive.app.explain import every, explain

    print(explain(options.code) if options.code else every())
