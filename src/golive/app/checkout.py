"""What an application's checkout says beside its database: variables, migrations, and the tables its models mean."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from golive.infer import Certainty, Inference, Proposal
from golive.model.catalog import Relation
from golive.model.errors import WrongUse
from golive.model.snapshot import Snapshot
from golive.records.folders import detect, expected

_EXAMPLES = (".env.example", ".env.sample", ".env.template", ".env.dist", "env.example", "example.env")
_FOLDERS = ("prisma/migrations", "drizzle", "drizzle/migrations", "supabase/migrations", "migrations", "db/migrations",
            "alembic", "sql", "db/migrate", "src/db/migrations")  # fmt: skip
_VARIABLE = re.compile(r"^(?P<off>#\s*)?(?:export\s+)?(?P<name>[A-Z][A-Z0-9_]*)=(?P<value>.*)$")
_SECRET = re.compile(r"KEY|SECRET|TOKEN|PASSWORD|PASSPHRASE|DSN|DATABASE_URL|CREDENTIAL|PRIVATE")
_PUBLIC = re.compile(r"PUBLIC|PUBLISHABLE|ANON")
_SEALS = re.compile(r"ENCRYPT|CIPHER|CRYPT|FERNET|SEAL")
_MODES = ("NODE_ENV", "RAILS_ENV", "RACK_ENV", "APP_ENV", "DJANGO_ENV")
_DECLARES = re.compile(r"\.prisma$|(?:schema|table|/db/).*\.ts$|/models\.py$|/models/[^/]+\.py$")
_SKIPPED = frozenset({"node_modules", ".git", ".venv", "venv", "dist", "build", ".next"})
_PRISMA = re.compile(r"^model\s+(\w+)\s*\{(.*?)^\}", re.MULTILINE | re.DOTALL)
_MAPPED = re.compile(r'@@map\(\s*(?:name:\s*)?"([^"]+)"')
_DRIZZLE = re.compile(r"\b(?:pgTable|\w+\.table)\(\s*[\"'`]([^\"'`]+)[\"'`]")
_DJANGO = re.compile(r"^class\s+(\w+)\([^)]*models\.Model[^)]*\):(.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
_DB_TABLE = re.compile(r"db_table\s*=\s*[\"']([^\"']+)[\"']")
_LARGEST = 2_000_000  # bytes of a file that is read


@dataclass(frozen=True, slots=True)
class Checkout:
    """Read, never run: names of variables, migrations, tables. No value of a variable is kept."""

    folder: Path
    variables: tuple[tuple[str, bool], ...]  # name, and whether it is needed
    tool: str | None
    migrations: int
    tables: tuple[tuple[str, str], ...]  # as models name them, and the file

    @classmethod
    def read(cls, folder: Path) -> "Checkout":
        if not folder.is_dir():
            raise WrongUse("--app", f"{folder} is no folder", "the application's checkout")
        found = next(((at, tool) for name in _FOLDERS if (at := folder / name).is_dir() and (tool := detect(at))), None)
        files = expected(*found) if found else ()
        return cls(folder, tuple(_variables(folder)), found[1] if found else None, len(files), tuple(_tables(folder)))

    def beside(self, inferred: Inference) -> Inference:
        """The proposals with what the checkout adds to them."""
        seals = [name for name, _ in self.variables if _SEALS.search(name)]
        some = tuple(self._named(one, seals) for one in inferred.proposals)
        return replace(inferred, proposals=(*some, *self._proposed()))

    def _named(self, one: Proposal, seals: list[str]) -> Proposal:
        """A sealed column whose key no variable of this environment is: the checkout names one."""
        if one.kind == "credential" and not one.sure and len(seals) == 1:
            (form,) = one.claim["format"]
            claim = {**one.claim, "format": [{**form, "variable": seals[0]}]}
            return replace(one, claim=claim, evidence=(*one.evidence, f"the checkout names one variable: {seals[0]}"))
        if one.kind == "history" and one.claim["tool"] == self.tool:
            said = f"the checkout holds {self.migrations} migrations of it"
            return replace(one, evidence=(*one.evidence, said))
        return one

    def _proposed(self) -> Iterator[Proposal]:
        for name, needed in self.variables:
            claim: dict[str, Any] = {"name": name}
            claim |= {"required": False} if not needed else {}
            claim |= {"secret": True} if _SECRET.search(name) and not _PUBLIC.search(name) else {}
            claim |= {"equals": "production"} if name in _MODES else {}
            yield Proposal("variable", claim, Certainty.LIKELY, ("the checkout's example of an environment has it",))

    def notes(self, live: Snapshot) -> Iterator[str]:
        """What is meant to be there and is not, in words."""
        there = {one.name for one in live.of(Relation)}
        for file in dict.fromkeys(file for _, file in self.tables):
            meant = [name for name, where in self.tables if where == file]
            missing = sorted(set(meant) - there)
            lacking = f"not there: {', '.join(missing)}" if missing else "all there"
            yield f"{file} means {len(meant)} tables; {lacking}"
        if self.tool:
            yield f"{self.migrations} migrations of {self.tool}: copy the folder to migrations/ to have them compared"


def _variables(folder: Path) -> Iterator[tuple[str, bool]]:
    for name in _EXAMPLES:
        if (text := _text(folder / name)) is not None:
            found: dict[str, bool] = {}
            for line in text.splitlines():
                if match := _VARIABLE.match(line.strip()):
                    found[match["name"]] = found.get(match["name"], False) or not match["off"]
            yield from found.items()
            return


def _tables(folder: Path) -> Iterator[tuple[str, str]]:
    for path in _sources(folder):
        text = _text(path) or ""
        where = path.relative_to(folder).as_posix()
        if path.suffix == ".prisma":
            for model, body in _PRISMA.findall(text):
                mapped = _MAPPED.search(body)
                yield (mapped[1] if mapped else model), where
        elif path.suffix == ".ts":
            yield from ((name, where) for name in _DRIZZLE.findall(text) if "drizzle-orm" in text)
        else:
            app = path.parent.name if path.name == "models.py" else path.parent.parent.name
            for model, body in _DJANGO.findall(text):
                if "abstract = True" not in body:
                    named = _DB_TABLE.search(body)
                    yield (named[1] if named else f"{app}_{model.lower()}"), where


def _sources(folder: Path) -> Iterator[Path]:
    """Files in which tables are declared: Prisma's, Drizzle's, Django's."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if _SKIPPED & set(inside.parts) or path.is_symlink() or not path.is_file():
            continue
        if _DECLARES.search(f"/{inside.as_posix()}"):
            yield path


def _text(path: Path) -> str | None:
    try:
        return path.read_text("utf-8", errors="replace") if path.stat().st_size <= _LARGEST else None
    except OSError:
        return None
