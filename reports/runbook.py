"""The manual path of a platform, written from the same files that the automated one runs: they cannot differ."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from golive.migrate.psql_steps import deploying, opening, reverting
from golive.model.claims.item import Command, Environment, Figure, Item, Probe, Query, Signoff
from golive.model.claims.promotion import Promotion
from golive.model.platform import Platform
from golive.model.step import Phase, Step
from golive.reports.markup import Html, joined, tag
from golive.sqltext.names import quoted

DEPLOY, REVERT, ASK = "deploy", "revert", "ask"


@dataclass(frozen=True, slots=True)
class Block:
    """One piece: a heading of its level, a paragraph, a list entry, or what is pasted into psql or a shell."""

    kind: Literal["heading", "text", "entry", "sql", "sh"]
    text: str
    level: int = 0
    path: str = ""  # of SQL: whether it goes there, back, or only asks


def blocks(platform: Platform) -> tuple[Block, ...]:
    return tuple(_blocks(platform))


def _blocks(platform: Platform) -> Iterator[Block]:
    head = platform.claims.platform
    yield Block("heading", f"{head.title}: the migration by hand", 1)
    yield Block(
        "text",
        f"`golive runbook --platform {head.name}` wrote this from the files of the platform, which "
        f"`pytest --platform {head.name} --dsn … --apply` runs: both do the same. Stop at the first error, and take "
        "back from the last step to the first.",
    )
    for told, value in (
        ("Document", head.document),
        ("Window", str(head.window or "")),
        ("Time budget", f"{head.minutes} minutes" if head.minutes else ""),
    ):
        if value:
            yield Block("entry", f"{told}: {value}")
    yield Block("heading", "Before", 2)
    yield Block("text", "Logins that may look and no more, once; a backup that was restored and compared.")
    yield Block("sh", f'golive roles --platform {head.name} | psql -X "$DATABASE_URL"')
    yield Block("sh", 'golive backup --dsn "$DATABASE_URL" --into backup')
    yield Block("text", "The whole database comes back with:")
    yield Block("sh", 'golive restore --dsn "$DATABASE_URL" --backup backup --apply')
    yield Block("heading", "The session", 2)
    yield Block("text", "All SQL below is pasted into this one session, in order. It takes the lock of a migration.")
    yield Block("sh", 'psql -X "$DATABASE_URL"')
    yield Block("sql", opening(), path=DEPLOY)
    for step in platform.steps:
        if step.phase.rank >= Phase.PROMOTION.rank and platform.claims.one(Promotion) and not _moved(platform, step):
            yield from _promotion(platform)
        yield from _step(platform, step)
    yield from _afterwards(platform)


def _moved(platform: Platform, step: Step) -> bool:
    """Whether an earlier step came behind the promotion already."""
    return any(one.number < step.number and one.phase.rank >= Phase.PROMOTION.rank for one in platform.steps)


def _promotion(platform: Platform) -> Iterator[Block]:
    yield Block("heading", "Rows that come from the source", 2)
    yield Block("text", "No way by hand keeps their numbers, keys and ciphertexts together; end the session and run:")
    yield Block(
        "sh",
        f'pytest --platform {platform.name} --dsn "$DATABASE_URL" --source-dsn "$SOURCE_URL" --apply -m migrate '
        "-k promotion",
    )


def _transaction(step: Step) -> str:
    if step.batch:
        return f"one for every batch of {quoted(*step.batch.table)}"
    return "one" if step.transactional else "none: each statement by itself"


def _step(platform: Platform, step: Step) -> Iterator[Block]:
    yield Block("heading", f"Step {step.name}", 2)
    yield Block("text", step.why)
    fields = {
        "Phase": str(step.phase),
        "Locks": step.locks,
        "Requires": ", ".join(step.requires) or "nothing",
        "Transaction": _transaction(step),
        "Waits for a lock": f"{step.lock_timeout_ms} ms",
        "Migration": step.migration.name if step.migration else "",
        "What taking it back cannot undo": step.residue or "",
    }
    for name, value in fields.items():
        if value:
            yield Block("entry", f"{name}: {value}")
    if step.command:
        yield Block("text", f"In {step.command.folder.name}/, with {step.command.dsn_variable} set, and then the SQL:")
        yield Block("sh", " ".join(step.command.argv))
    yield Block("sql", deploying(platform.name, step), path=DEPLOY)
    yield Block("text", "Expect no row; each row is a claim that does not hold:")
    yield Block("sql", _ended(step.verify), path=ASK)
    if step.loses:
        yield Block("text", "Rows that taking it back loses; somebody agrees to that first:")
        yield Block("sql", _ended(step.loses), path=ASK)
    if step.revert or not step.command:
        yield Block("text", "To take it back, when every later step is back:")
        yield Block("sql", reverting(platform.name, step), path=REVERT)
    else:
        yield Block("text", "The tool that deployed it takes it back.")


def _afterwards(platform: Platform) -> Iterator[Block]:
    if platform.smokes:
        yield Block("heading", "Try it out", 2)
        yield Block("text", "Each is rolled back. Expect true in every row.")
    for smoke in platform.smokes:
        yield Block("heading", smoke.name, 3)
        yield Block("text", smoke.why)
        yield Block("sql", f"BEGIN;\n{_ended(smoke.text)}\nROLLBACK;", path=ASK)
    if platform.claims.of(Item):
        yield Block("heading", "What somebody answers for", 2)
    for item in platform.claims.of(Item):
        yield Block("entry", f"{item.name}: {_asked(item)}. {item.why}")
        if isinstance(item, Figure | Query):
            yield Block("sql", _ended(item.select), path=ASK)
    yield Block("heading", "The verdict", 2)
    yield Block("text", "All checks, only read; one of them by its code, its section or an object; and its SQL alone:")
    name = platform.name
    yield Block("sh", f'pytest --platform {name} --dsn "$DATABASE_URL" -m postcheck')
    yield Block("sh", f'golive check CODE --platform {name} --dsn "$DATABASE_URL"')
    yield Block("sh", f"golive check CODE --platform {name} --sql")
    yield Block("text", "All of it back, from the last step to the first, by the tool:")
    yield Block("sh", f'golive revert --platform {name} --dsn "$DATABASE_URL" --apply')


def _asked(item: Item) -> str:
    match item:
        case Signoff():
            return f"signed by {item.role}" + (f", for {item.days} days" if item.days else "")
        case Probe():
            return f"GET {item.path or '/'} of ${item.variable} answers {item.status}"
        case Command():
            return f"in ${item.variable}, `{' '.join(item.argv)}` ends with {item.exit}"
        case Environment():
            return f"the variable {item.variable}"
        case Figure():
            limits = (("at least", item.at_least), ("at most", item.at_most), ("exactly", item.equals))
            told = [f"{word} {n:g}" + (f" at {at}" if at else "") for word, by in limits if by for at, n in by.items()]
            return ", ".join(told) or "recorded"
        case Query():
            return f"within {item.times:g} times {item.milliseconds:g} ms" if item.milliseconds else "by an index"
    return "looked at"


def _ended(query: str) -> str:
    return query.rstrip().removesuffix(";") + "\n;"


def as_markdown(told: Sequence[Block]) -> str:
    lines: list[str] = []
    for one in told:
        match one.kind:
            case "heading":
                lines += [f"{'#' * one.level} {one.text}", ""]
            case "entry":
                lines += [f"- {one.text}", ""]
            case "text":
                lines += [one.text, ""]
            case _:
                fence = "```"
                while fence in one.text:
                    fence += "`"
                lines += [f"{fence}{one.kind} {one.path}".rstrip(), one.text.rstrip(), fence, ""]
    return "\n".join(lines)


def as_html(told: Sequence[Block]) -> str:
    body = joined(*(_element(one) for one in told))
    title = next((one.text for one in told if one.kind == "heading"), "Runbook")
    head = tag("head", tag("meta", charset="utf-8"), tag("title", title))
    return f"<!doctype html>\n{tag('html', head, tag('body', body), lang='en')}\n"


def _element(one: Block) -> Html:
    match one.kind:
        case "heading":
            return tag(f"h{one.level}", one.text)
        case "entry":
            return tag("p", f"– {one.text}")
        case "text":
            return tag("p", one.text)
    return tag("pre", one.text, class_=f"{one.kind} {one.path}".rstrip())
