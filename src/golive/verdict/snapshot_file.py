"""snapshot.json: what was seen of a database, and what its run did, so that its verdict can be given again.

The same database gives the same bytes but for the head, which is all of the run: times, results, what was left out.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from importlib.metadata import version
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import to_json

from golive.model import questions as q
from golive.model.catalog import Comment
from golive.model.errors import WrongUse
from golive.model.evidence import Evidence, Numbers
from golive.model.finding import Severity
from golive.model.platform import Platform
from golive.model.secret_patterns import comment_holds_secret
from golive.model.signoffs import Signed
from golive.model.snapshot import Found, NotObserved, Snapshot, Unreadable, in_words, uncollected
from golive.sqltext.visible import visible_json
from golive.verdict.book import Book
from golive.verdict.certificate import Scope

FORMAT = 1
FORM = "snapshot.json, as a run writes it into --out"
_PASSWORD = re.compile(r"(passw\w*\s*=\s*)('(?:[^'\\]|\\.)*'|[^\s'\"]+)", re.IGNORECASE)
# What stands for a comment that holds a secret: it is judged as one still.
_HIDDEN = "password=00000000 (hidden)"
_DEPTH = {"server": 1, "catalog": 3, "evidence": 1, "unread": 2}  # what stands below has a line for itself
Written = dict[str, tuple[Found, str]]  # by kind of object, the text of what was found


@dataclass(frozen=True, slots=True)
class Run:
    """One run on one platform, without what it saw."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    platform: str
    scope: Scope
    suite: str  # the version that saw it
    digests: Mapping[str, str]  # of what was judged against
    started: datetime
    finished: datetime
    now: str  # the server's clock, by which dates were judged
    as_of: datetime | None = None
    target: str = ""  # without password; empty: a database of our own
    applied: bool = False
    stage: str = ""
    go_live: bool = False
    signed: tuple[Signed, ...] = ()
    fail_on: Severity | None = None
    backend: str = ""
    interrupted: str = ""
    command: str = ""
    previous: str = ""
    strangers: tuple[str, ...] = ()
    collect_errors: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    left_out: Mapping[str, str] = field(default_factory=dict)  # by test, why
    unreported: tuple[str, ...] = ()  # tests that were due
    broken: Mapping[str, str] = field(default_factory=dict)  # by test, what stopped it
    given: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # by test, what was done for it
    done: Mapping[str, Any] = field(default_factory=dict)  # steps, backup, promotion
    measured: Mapping[str, Numbers] = field(default_factory=dict)  # by question: how long something took


@dataclass(frozen=True, slots=True)
class Kept:
    run: Run
    live: Snapshot

    @classmethod
    def of(cls, book: Book, platform: Platform) -> "Kept | None":
        """None where nothing was seen."""
        live = book.live(platform)
        if live is None:
            return None
        settings = book.settings
        mine = {test: one for test, one in sorted(book.results.items()) if one.platform == platform.name}
        due = [one for one in book.whole if not one.left_out and one.platform == platform.name]
        run = Run(
            platform.name,
            book.scope,
            version("golive"),
            platform.digests,
            settings.started,
            book.end,
            live.server.now,
            settings.as_of,
            str(settings.dsn) if settings.dsn else "",
            settings.apply,
            settings.stage,
            settings.go_live,
            settings.signed,
            settings.fail_on,
            book.backends.get(platform.name, ""),
            book.interrupted,
            book.command,
            book.previous,
            tuple(book.strangers),
            tuple(book.collect_errors),
            tuple(book.lost),
            {one.test: one.left_out for one in book.whole if one.left_out and one.platform == platform.name},
            tuple(one.test for one in due if one.test not in book.results),
            {test: one.broken for test, one in mine.items() if one.broken},
            {test: dict(one.given) for test, one in mine.items() if one.given},
            book.done(platform),
            {
                name: told
                for name, one in live.evidence.items()
                if isinstance(told := one.told, Numbers) and _is_time(name, one)
            },
        )
        return cls(run, live)

    def text(self, clean: Callable[[str], str] = str, written: Written | None = None) -> str:
        """Of the file; `clean` takes out what the run knows as secrets; written: of the last look, then of this one."""
        shown = _without_secrets(_timeless(self.live))
        known = {} if written is None else written
        for kind, found in shown.catalog.items():
            if kind not in known or known[kind][0] is not found:
                known[kind] = found, _lines(in_words(kind, found), _DEPTH["catalog"] - 1)
        head = {"format": FORMAT, **_edge().dump_python(self.run, mode="json", exclude_defaults=True)}
        rest = replace(shown, catalog={}).document()
        texts = {"head": _json(head), **{key: _lines(value, _DEPTH[key]) for key, value in rest.items()}}
        texts["catalog"] = _entries({kind: known[kind][1] for kind in shown.catalog})
        return visible_json(clean("{" + ",\n".join(f'"{key}":{text}' for key, text in texts.items()) + "}\n"))


def opened(content: bytes, place: str) -> Kept:
    try:
        with uncollected():
            saved = json.loads(content.decode())
            head = saved.pop("head")
            if (form := head.pop("format")) != FORMAT:
                raise WrongUse(f"{place}: format", f"is {form!r}", f"this golive reads format {FORMAT}")
            run, live = _edge().validate_python(head), Snapshot.of_document(saved)
    except NotObserved as error:
        raise WrongUse(place, error.reason, FORM) from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise WrongUse(f"{place}: {where}", first["msg"], FORM) from None
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise WrongUse(place, "is no saved snapshot", FORM) from None
    evidence = {name: replace(one, told=run.measured.get(name, one.told)) for name, one in live.evidence.items()}
    return Kept(run, replace(live, server=replace(live.server, now=run.now), evidence=evidence))


@cache
def _edge() -> TypeAdapter[Run]:
    return TypeAdapter(Run)


def _is_time(name: str, one: Evidence) -> bool:
    return isinstance(one.told, Numbers) and (one.told.ms is not None or name == q.BUDGET.of())


def _timeless(live: Snapshot) -> Snapshot:
    evidence = {
        name: replace(one, told=Numbers()) if _is_time(name, one) else one
        for name, one in sorted(live.evidence.items())
    }
    return replace(live, server=replace(live.server, now=""), evidence=evidence)


def _without_secrets(live: Snapshot) -> Snapshot:
    """What the catalog itself holds of them: in settings of replication, and in comments."""
    settings = {name: _PASSWORD.sub(r"\g<1>***", text) for name, text in live.server.settings.items()}
    comments = live.catalog.get(Comment.kind, ())
    catalog = dict(live.catalog)
    if not isinstance(comments, Unreadable):
        catalog[Comment.kind] = tuple(
            replace(one, text=_HIDDEN) if comment_holds_secret(one.text) else one for one in live.of(Comment)
        )
    return replace(live, server=replace(live.server, settings=settings), catalog=catalog)


def _lines(value: Any, depth: int) -> str:
    """JSON with a line for each entry down to a depth, so that two files can be compared by any tool."""
    if not depth or not value or isinstance(value, str | int | float):
        return _json(value)
    if isinstance(value, dict):
        return _entries({name: _lines(entry, depth - 1) for name, entry in value.items()})
    if isinstance(value[0], str):
        return _json(value)
    return "[\n" + ",\n".join(_lines(entry, depth - 1) for entry in value) + "]"


def _entries(texts: Mapping[str, str]) -> str:
    return "{\n" + ",\n".join(f"{_json(name)}:{text}" for name, text in texts.items()) + "}" if texts else "{}"


def _json(value: Any) -> str:
    return to_json(value).decode()
