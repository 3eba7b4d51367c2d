"""golive check: one audit, a section's, or what all of them say of one object; or the SQL that they stand on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from os import environ

from psycopg import sql

from golive.judge.as_locked import AsLocked
from golive.judge.audit import AUDITS, FUNCTIONS, Findings, LookedAtNothing, asked_by
from golive.model.claims.item import Figure, Item, Query
from golive.model.errors import WrongUse, did_you_mean
from golive.model.evidence import Evidence
from golive.model.finding import Finding, Unknown
from golive.model.platform import Platform
from golive.model.sections import SECTIONS, section_of
from golive.model.snapshot import NotObserved, Snapshot, T
from golive.model.subjects import answer_of
from golive.model.target import Dsn
from golive.observe.catalog import query
from golive.run.observation import observe
from golive.verdict.acceptance import MISUSED, Acceptance
from golive.verdict.audits import judge, load_audits
from golive.verdict.complete import stage_of

GOOD, RED = 0, 1
_RUN = "it changes a database, or belongs to a whole run: pytest --platform … runs it"


@dataclass(frozen=True, slots=True)
class Asked:
    """Which audits, and of which object; '' for all."""

    codes: tuple[str, ...]
    thing: str = ""
    spoken: frozenset[str] = frozenset()  # codes that these audits speak under and that are meant; empty: all

    def concerns(self, *words: str) -> bool:
        return not self.thing or any(self.thing.lower() in word.lower() for word in words)


def asked(name: str, platform: Platform) -> Asked:
    """A code, a section by its name or three letters, or an object or requirement's subject as findings name it."""
    load_audits()
    alone = tuple(code for code in sorted(FUNCTIONS) if stage_of(FUNCTIONS[code]) == "postcheck")
    code, section = name.upper(), SECTIONS.get(name.upper(), name).lower()
    kinds = AUDITS.keys() - FUNCTIONS.keys() - {MISUSED.code}  # of objects: what is compared with the lock speaks so
    comparing = tuple(each for each in alone if AsLocked in asked_by(FUNCTIONS[each]).values())
    if code in AUDITS and code not in alone and code not in kinds:
        raise WrongUse("check", f"{code} cannot be asked by itself", _RUN)
    meant = {each for each in (*alone, *kinds) if each == code or section_of(each).lower() == section}
    if meant:
        codes = {each for each in meant if each in alone} | set(comparing if meant & kinds else ())
        return Asked(tuple(sorted(codes)), spoken=frozenset(meant))
    if not any(name.lower() in known.lower() for known in [*_named(platform), *_symptoms(platform)]):
        near = did_you_mean(name, [*AUDITS, *SECTIONS.values(), *_named(platform)])
        raise WrongUse("check", f"{name!r} is no code, section or object of {platform.name}{near}", "golive explain")
    return Asked(alone, name)


def _named(platform: Platform) -> list[str]:
    """Objects as the lock has them, and what the claims speak of."""
    locked = platform.lock.snapshot.catalog.values() if platform.lock else ()
    objects = [one.identity for kind in locked if isinstance(kind, tuple) for one in kind]
    subjects = [*platform.claims.every, *platform.steps]
    return [*objects, *(answer.partition(":")[2] for one in subjects if (answer := answer_of(one)))]


def _symptoms(platform: Platform) -> list[str]:
    """What people see where a claim does not hold: an error message leads to its cause and mend."""
    return [str(getattr(one, "why", "")) for one in platform.claims.every]


def check(wanted: Asked, platform: Platform, dsn: Dsn, probe: Dsn | None, tell: Callable[[str], None]) -> int:
    """Looks, tells what was found and what nobody could look at; 0 where there was nothing of either."""
    live = observe(dsn, platform, environ, probe=probe)
    acceptance = Acceptance(platform, date.fromisoformat(live.server.now[:10]))
    red = looked = 0
    for code in wanted.codes:
        results, failed = _judged(platform, live, code)
        found, _ = acceptance.settle(one for result in results for one in result.found)
        unknown = [one for result in results for one in result.unknowns]
        every: list[Finding | Unknown] = [*found, *unknown]
        told: list[object] = [
            one for one in every if wanted.concerns(*_words(one)) and (not wanted.spoken or one.code in wanted.spoken)
        ]
        if failed and not wanted.thing:
            told.append(f"{code} UNKNOWN  could not look: {failed}")
        looked += sum(result.looked_at for result in results)
        red += sum(not isinstance(one, Finding) or one.severity.blocks for one in told)
        for each in told:
            tell(f"{each}\n")
        if not wanted.thing and not told:
            tell(_quiet(code, results))
    if wanted.thing and not red:
        tell(f"nothing is wrong with {wanted.thing}: {looked} subjects of {len(wanted.codes)} audits were looked at")
    return RED if red else GOOD


def _words(one: object) -> tuple[str, ...]:
    return tuple(str(getattr(one, name, "")) for name in ("where", "what", "why"))


def _judged(platform: Platform, live: Snapshot, code: str) -> tuple[list[Findings], str]:
    try:
        return list(judge(platform, live, [code])), ""
    except (NotObserved, LookedAtNothing) as error:
        return [], str(error)


def _quiet(code: str, results: list[Findings]) -> str:
    looked = sum(one.looked_at for one in results)
    if looked:
        return f"{code} OK  {AUDITS[code].claim} Looked at {looked}."
    reason = next((one.reason for one in results if one.reason), f"nothing declared, or {_RUN}")
    return f"{code} NOT LOOKED AT  {reason}"


@dataclass(frozen=True, repr=False)
class _Recording(Snapshot):
    """What was tested in the place of a database, and what an audit asks it for."""

    kinds: dict[str, None] = field(default_factory=dict)
    answers: dict[str, None] = field(default_factory=dict)

    def of(self, kind: type[T]) -> tuple[T, ...]:
        self.kinds[kind.kind] = None
        return super().of(kind)

    def asked(self, claim: str) -> Evidence:
        self.answers[claim] = None
        return super().asked(claim)


def statements(wanted: Asked, platform: Platform) -> str:
    """The SQL that the audits stand on, to paste into psql; nothing is connected to."""
    if platform.lock is None:
        raise WrongUse(str(platform.folder / "lock.json"), "does not exist", "golive learn writes it")
    locked = platform.lock.snapshot
    # An answer to each question, so that no audit ends at the first that it lacks.
    answers = {one.key: Evidence.unknown("not asked") for one in platform.claims.questions(locked.server.now)}
    seen = _Recording(locked.server, locked.catalog, answers)
    for code in wanted.codes:
        _judged(platform, seen, code)
    told = list(_statements(platform, seen, wanted))
    if not told:
        raise WrongUse("--sql", f"no single statement answers {', '.join(wanted.codes[:3])}", "check it with --dsn")
    session = "SET search_path = pg_catalog, pg_temp;"  # as the reader of golive asks
    return "\n\n".join([session, *told]) + "\n"


def _statements(platform: Platform, seen: _Recording, wanted: Asked) -> Iterator[str]:
    major = seen.server.major
    thing = wanted.thing
    for kind in seen.kinds:
        text = query(kind, major).rstrip().rstrip(";")
        only = ""
        if thing:
            quoted = sql.Literal(thing).as_string()
            text = f"WITH q AS (\n{text}\n)\nSELECT * FROM q WHERE pg_catalog.strpos(identity, {quoted}) > 0"
            only = f" of {thing}"
        yield f"-- every {kind.replace('_', ' ')}{only}\n{text}\n;"
    for asked in platform.claims.questions(seen.server.now):
        if asked.key in seen.answers and wanted.concerns(asked.key):
            yield f"-- {asked.key}\n{asked.query.as_string().strip().removesuffix(';')}\n;"
    for item in platform.claims.of(Item):
        asks = any(code.startswith("ITM") for code in wanted.codes) and wanted.concerns(item.name)
        if asks and isinstance(item, Figure | Query):
            yield f"-- {item.name}\n{item.select.strip().removesuffix(';')}\n;"
