"""The sound databases of the tests and every way to spoil them: recorded, and judged again without a server."""

import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from random import Random

import psycopg
from psycopg import sql

from golive.model.claims import Claims, load_claims
from golive.model.claims.frozen import FROZEN
from golive.model.claims.platform import Head
from golive.model.claims.variable import Variable
from golive.model.lock import Lock
from golive.model.platform import BUILT_IN, Platform, load_platform
from golive.model.scope import outside
from golive.model.snapshot import Snapshot
from golive.model.target import Dsn
from golive.observe.catalog import read_catalog
from golive.observe.server import read_server
from golive.observe.session import reading
from golive.run import rehearse
from golive.run.observation import observe
from golive.server import Server, choose
from golive.server.logins import made
from golive.testing import look
from golive.testing.spoil import Defect, planted, read_defects, run
from tests.isolation.test_generated import ISOLATING, LEAKING, OTHERS, PLATFORM, SCHEMA, condition

TESTS = Path(__file__).parents[1]
AS_OF = datetime(2026, 6, 1, 12, tzinfo=UTC)
SOUND = "sound"


@dataclass(frozen=True, slots=True)
class Seen:
    """A snapshot of a case, and the case that it differs little from."""

    case: str
    live: Snapshot
    parent: str = ""


@dataclass(frozen=True, slots=True)
class World:
    """A name, its cases, how those that are wanted are seen on a server, and the platform that a case is judged by."""

    name: str
    cases: tuple[str, ...]
    see: Callable[[Collection[str]], Iterator[Seen]]
    platform: Callable[[str, Callable[[str], Snapshot]], Platform]
    changed: Collection[str] = ()  # cases that were saved, and are others since
    codes: tuple[str, ...] = ()  # the audits that judge it; all where it names none


def spoilt(
    name: str,
    platform: Platform,
    launch: Callable[[], AbstractContextManager[tuple[Server, str]]],
    defects: tuple[Defect, ...],
    *,
    own: bool = False,
) -> World:
    """One sound database and a copy for each defect; what spoils the rows is held against the sound ones."""

    def see(wanted: Collection[str]) -> Iterator[Seen]:
        with launch() as (server, database):
            prober = made(server.dsn(database), platform).prober
            environ = {one.name: one.equals or "invented" * 6 for one in platform.claims.of(Variable)}

            def observed(dsn: Dsn, source: Dsn | None = None) -> Snapshot:
                probe = prober.database(dsn.fields["dbname"])
                return observe(dsn, platform, environ, AS_OF, source=source, own=own, probe=probe)

            yield Seen(SOUND, observed(server.dsn(database)))
            for defect in (one for one in defects if one.name in wanted):
                source = server.dsn(database) if defect.kind == "data" else None
                with planted(server, database, defect) as dsn:
                    yield Seen(defect.name, observed(dsn, source), SOUND)

    return World(name, (SOUND, *(defect.name for defect in defects)), see, lambda *_: platform)


def loaded(name: str, files: tuple[Path, ...]) -> Callable[[], AbstractContextManager[tuple[Server, str]]]:
    @contextmanager
    def launch() -> Iterator[tuple[Server, str]]:
        with choose("embedded").launch() as server:
            dsn = server.create_database(name)
            for path in files:
                run(dsn, path.read_text(encoding="utf-8"))
            yield server, name

    return launch


DRAWN = Path(__file__).parent / "drawn.sql"


def migrated(platform: Platform) -> Callable[[], AbstractContextManager[tuple[Server, str]]]:
    """By its steps, on a server that draws the same keys each time."""

    @contextmanager
    def launch() -> Iterator[tuple[Server, str]]:
        with rehearse.migrated(replace(platform, baseline=(DRAWN, *platform.baseline))) as dsn:
            run(dsn, "VACUUM")  # as autovacuum does or does not meanwhile: a table whose rows are gone takes no page
            yield Server("", "", platform.folder, dsn.database("postgres"), lambda: None), platform.name

    return launch


def sample() -> World:
    platform = load_platform(TESTS / "platforms" / "sample")
    return spoilt("sample", platform, loaded("sample", platform.baseline), read_defects(TESTS / "defects"))


def built_in(name: str) -> World:
    """Own defects, and policies and helpers spoilt on the same schema."""
    policies = tomllib.loads((TESTS / "isolation" / "defects.toml").read_text(encoding="utf-8"))
    undo = "\n-- UNDO (cluster-wide): REVOKE platform_owner FROM authenticated;"
    defects = [
        Defect(title, "", title, text + (undo if "GRANT platform_owner" in text else ""))
        for title, (text, _) in policies.get(name, {}).items()
    ]
    folder = TESTS / "own_defects" / name
    platform = load_platform(BUILT_IN / name)
    return spoilt(name, platform, migrated(platform), (*read_defects(folder), *defects), own=True)


def reach() -> World:
    platform = load_platform(TESTS / "reach" / "platform")
    ways = tomllib.loads((TESTS / "reach" / "ways.toml").read_text(encoding="utf-8"))
    texts = {
        f"{kind}: {title}": said if isinstance(said, str) else said[0]
        for kind, titles in ways.items()
        for title, said in titles.items()
    }
    defects = tuple(Defect(title, "", title, text) for title, text in texts.items())
    return spoilt("reach", platform, loaded("reach", platform.baseline), defects)


EXAMPLES = TESTS / "examples"
FOLDERS = {"-".join(path.parent.relative_to(EXAMPLES).parts): path.parent for path in sorted(EXAMPLES.rglob("bad.sql"))}


SEEN = Path(__file__).parent / "examples.sha256"


GUESSED = {"TBL001-unexpected"}  # its finding tells what the planner guesses, which is not saved


def as_it_stands(folder: Path) -> str:
    """A line of SEEN: what an example was when it was saved."""
    files = (folder / one for one in ("good.sql", "bad.sql", "platform.toml"))
    data = b"\0".join(path.read_bytes() for path in files if path.exists())
    return f"{sha256(data).hexdigest()}  {'-'.join(folder.relative_to(EXAMPLES).parts)}"


def saved_as_they_stand() -> set[Path]:
    """The examples that nobody has changed since; the others are seen on a server: tests/test_examples.py."""
    lines = set(SEEN.read_text(encoding="utf-8").splitlines())
    return {folder for name, folder in FOLDERS.items() if name not in GUESSED and as_it_stands(folder) in lines}


def by_example(folder: Path, lock: Lock | None) -> Platform:
    own = folder / "platform.toml"
    claims = load_claims(own) if own.exists() else Claims(platform=Head(name="example", title="Example"))
    return Platform(folder, claims, lock, steps=(), smokes=(), baseline=())


def locked_by(folder: Path, sound: Snapshot) -> Platform:
    claims = by_example(folder, None).claims
    frozen = {claim.table: FROZEN.word(sound.asked(FROZEN.of(claim.table))) for claim in claims.frozen}
    return by_example(folder, Lock.of(sound, "example", outside(claims), frozen=frozen))


def examples() -> World:
    """Each audit's example, before and after; both differ little from an empty database."""
    environ = {"PLACEHOLDER": "changeme"}

    def see(wanted: Collection[str]) -> Iterator[Seen]:
        with choose("embedded").launch() as server:
            with scratch(server) as dsn:
                yield Seen(SOUND, observe(dsn, by_example(EXAMPLES, None), environ, AS_OF))
            for name, folder in FOLDERS.items():
                if not {f"{name} good", f"{name} bad"} & set(wanted):
                    continue
                with scratch(server) as dsn:
                    run_whole(dsn, folder / "good.sql")
                    good = look.observe(dsn, by_example(folder, None), environ, AS_OF)
                    yield Seen(f"{name} good", good, SOUND)
                    run_whole(dsn, folder / "bad.sql")
                    bad = look.observe(dsn, locked_by(folder, good), environ, AS_OF)
                    yield Seen(f"{name} bad", bad, f"{name} good")
        SEEN.write_text("".join(f"{as_it_stands(one)}\n" for one in FOLDERS.values()), encoding="utf-8")

    def platform(case: str, live: Callable[[str], Snapshot]) -> Platform:
        name = case.partition(" ")[0]
        return locked_by(FOLDERS[name], live(f"{name} good")) if name in FOLDERS else by_example(EXAMPLES, None)

    cases = tuple(f"{name} {which}" for name in FOLDERS for which in ("good", "bad"))
    lines = set(SEEN.read_text(encoding="utf-8").splitlines())
    changed = {case for case in cases if as_it_stands(FOLDERS[case.partition(" ")[0]]) not in lines}
    return World("examples", (SOUND, *cases), see, platform, changed)


def catalogs(
    name: str, platform: Platform, sound: str, cases: Mapping[str, str | Sequence[str]], codes: tuple[str, ...] = ()
) -> World:
    """One sound database and a copy for each statement; of each nothing but its catalog is seen.

    Of a pair of statements the second takes back what the first did beyond its database.
    """

    def see(wanted: Collection[str]) -> Iterator[Seen]:
        with choose("embedded").launch() as server:
            run(server.create_database("as_it_is"), sound)
            for case in (SOUND, *(one for one in cases if one in wanted)):
                dsn = server.clone("as_it_is", name)
                done, *undone = [text] if isinstance(text := cases.get(case, "SELECT"), str) else text
                run(dsn, done)
                with reading(dsn) as connection:
                    seen = replace(read_server(connection), now=AS_OF.isoformat())
                    yield Seen(case, Snapshot(seen, read_catalog(connection)), (case != SOUND) * SOUND)
                server.drop(name)
                for text in undone:
                    run(server.dsn("as_it_is"), text)

    return World(name, (SOUND, *cases), see, lambda *_: platform, codes=codes)


def authority() -> World:
    """Policies and functions that give what their caller does not hold, and ones that do not."""
    folder = TESTS / "isolation" / "authority"
    cases = tomllib.loads((folder / "cases.toml").read_text(encoding="utf-8"))
    texts = {f"wrong: {title}": one[1] for title, one in cases["wrong"].items()} | cases["right"]
    platform = Platform(folder, load_claims(folder / "platform.toml"), None, steps=(), smokes=(), baseline=())
    return catalogs("authority", platform, (folder / "good.sql").read_text(encoding="utf-8"), texts)


def bodies() -> World:
    """Policies, functions and rights of every form, as they are read: tests/isolation/test_read.py."""
    folder = TESTS / "isolation" / "reading"
    cases = tomllib.loads((folder / "cases.toml").read_text(encoding="utf-8"))
    asked = [("p", table, one) for table, every in cases["conditions"].items() for one in every]
    asked += [(name, "notes", one) for name, every in cases["tokens"].items() for one in every]
    texts: dict[str, str | Sequence[str]] = {
        f"{table}.{name}: {one}": f"ALTER POLICY {name} ON public.{table} USING ({one})" for name, table, one in asked
    }
    rights = " SECURITY DEFINER SET search_path = '' "
    for title, text in cases["functions"].items():
        head, body = text.split(" LANGUAGE ", 1)
        texts[title] = f"CREATE FUNCTION app.f{head}{rights}LANGUAGE {body}"
    platform = Platform(folder, load_claims(folder / "platform.toml"), None, steps=(), smokes=(), baseline=())
    sound = (folder / "good.sql").read_text(encoding="utf-8")
    return catalogs("reading", platform, sound, texts | cases["statements"], ("ISO001", "ISO008", "ISO009"))


def conditions() -> World:
    """Conditions of a policy that keep to the tenant, that let through others, and that are made of both."""
    chance = Random("conditions")
    made = dict.fromkeys((*ISOLATING, *OTHERS, *LEAKING, *(condition(chance, 2) for _ in range(40))))
    cases = {one: f"ALTER POLICY p ON public.docs USING ({one.replace('{t}', 'docs')})" for one in made}
    platform = Platform(TESTS, Claims.model_validate(PLATFORM), None, steps=(), smokes=(), baseline=())
    return catalogs("conditions", platform, SCHEMA + DOCS, cases)


DOCS = """
CREATE TABLE public.docs (id int PRIMARY KEY, tenant_id int, owner int, flag boolean, kind text, n int NOT NULL);
ALTER TABLE public.docs ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON public.docs TO generated_app;
CREATE POLICY p ON public.docs FOR SELECT TO generated_app USING (tenant_id = app.org());
"""


def run_whole(dsn: Dsn, path: Path) -> None:
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        connection.execute(path.read_bytes())


@contextmanager
def scratch(server: Server) -> Iterator[Dsn]:
    """An empty database; roles, subscriptions and what is prepared in it are gone after it."""
    dsn = server.create_database("example")
    yield dsn
    with psycopg.connect(dsn.reveal(), autocommit=True) as connection:
        for (name,) in connection.execute("SELECT gid FROM pg_prepared_xacts WHERE database = current_database()"):
            connection.execute(sql.SQL("ROLLBACK PREPARED {}").format(sql.Literal(name)))
        for (name,) in connection.execute("SELECT subname FROM pg_subscription"):
            for how in (
                "ALTER SUBSCRIPTION {} DISABLE",
                "ALTER SUBSCRIPTION {} SET (slot_name = NONE)",
                "DROP SUBSCRIPTION {}",
            ):
                connection.execute(sql.SQL(how).format(sql.Identifier(name)))  # type: ignore[arg-type]
    server.drop("example")
    with psycopg.connect(server.dsn("postgres").reveal(), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM RESET ALL")
        connection.execute("SELECT pg_reload_conf()")
    roles = "SELECT string_agg(quote_ident(rolname), ', ') FROM pg_roles WHERE rolname !~ '^pg_' AND NOT rolsuper"
    with psycopg.connect(server.dsn("postgres").reveal(), autocommit=True) as connection:
        found = connection.execute(roles).fetchone()
        if found and found[0]:
            connection.execute(f"DROP OWNED BY {found[0]}; DROP ROLE {found[0]}".encode())


READ = ("reading",)  # what is made of it stands in tests/isolation/reading/read.txt, and in no table of audits
WORLDS: dict[str, Callable[[], World]] = {
    "sample": sample,
    **{
        name: (lambda name=name: built_in(name))
        for name in ("aimee", "bnaura", "enterprise", "knowledge", "propertyhub")
    },
    "reach": reach,
    "authority": authority,
    "conditions": conditions,
    "reading": bodies,
    "examples": examples,
}
