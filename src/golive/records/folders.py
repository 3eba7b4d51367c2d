"""What a folder of migrations holds, as the tool sees it that made it."""

import ast
import json
import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha1, sha256, sha384
from pathlib import Path

from golive.model.migration_tools import MIGRATION_TOOLS, Layout


@dataclass(frozen=True, slots=True)
class Expected:
    """A migration file as its tool sees it."""

    key: str  # what the tool's own table calls it
    name: str  # the file or folder, without suffix
    path: Path
    checksum: str | None  # as the tool computes it
    version: str
    description: str
    parents: tuple[str, ...] = ()  # alembic: what it follows


def _prisma(folder: Path) -> list[Expected]:
    found = []
    for path in sorted(folder.glob("*/migration.sql"), key=lambda path: path.parent.name):
        name = path.parent.name
        found.append(Expected(name, name, path, _sha(path), name.partition("_")[0], name))
    return found


def _drizzle(folder: Path) -> list[Expected]:
    journal = json.loads((folder / "meta" / "_journal.json").read_text(encoding="utf-8"))
    found = []
    for entry in journal["entries"]:
        path = folder / f"{entry['tag']}.sql"
        when = str(entry["when"])
        found.append(Expected(when, entry["tag"], path, _sha(path), when, entry["tag"]))
    return found


def _supabase(folder: Path) -> list[Expected]:
    found = []
    for path in sorted(folder.glob("*.sql"), key=lambda path: path.name):
        version, _, description = path.stem.partition("_")
        if version.isdigit():
            found.append(Expected(version, path.stem, path, None, version, description))
    return found


def _alembic(folder: Path) -> list[Expected]:
    found = []
    for path in sorted((folder / "versions").glob("*.py")):
        named = {
            target.id: ast.literal_eval(node.value)
            for node in ast.parse(path.read_text(encoding="utf-8")).body
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
            for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
            if isinstance(target, ast.Name) and target.id in ("revision", "down_revision")
        }
        if "revision" in named:
            down = named.get("down_revision") or ()
            parents = (down,) if isinstance(down, str) else tuple(down)
            revision = named["revision"]
            found.append(Expected(revision, path.stem, path, None, revision, path.stem, parents))
    return found


def _flyway(folder: Path) -> list[Expected]:
    found = []
    for path in folder.glob("V*__*.sql"):
        version, _, description = path.stem[1:].partition("__")
        dotted = version.replace("_", ".")
        crc = flyway_checksum(path.read_bytes())
        found.append(Expected(dotted, path.stem, path, str(crc), dotted, description.replace("_", " ")))
    return sorted(found, key=lambda one: [int(part) for part in one.version.split(".")])


def flyway_checksum(raw: bytes) -> int:
    """CRC-32 over the lines without their ends, without a BOM, as the signed number Flyway stores."""
    crc = 0
    lines = re.split(rb"\r\n|\r|\n", raw.removeprefix(b"\xef\xbb\xbf"))
    for line in lines if lines[-1] else lines[:-1]:
        crc = zlib.crc32(line, crc)
    return crc - (1 << 32) if crc >= 1 << 31 else crc


def _sqitch(folder: Path) -> list[Expected]:
    """The plan says which changes there are, and in which order."""
    plan = next(iter(sorted(folder.glob("*.plan"))), folder / "sqitch.plan")
    lines = (line.strip() for line in plan.read_text(encoding="utf-8").splitlines())
    names = [line.split()[0] for line in lines if line and line[0] not in "%@#"]
    found = []
    for name in names:
        path = folder / "deploy" / f"{name}.sql"
        checksum = sha1(path.read_bytes(), usedforsecurity=False).hexdigest() if path.exists() else None
        found.append(Expected(name, name, path, checksum, name, name))
    return found


_CHANGESET = re.compile(
    r"""(?ix)^\s*--\s*changeset\s+(?P<author>[^:\s]+):(?P<id>\S+) | <changeSet\b(?P<attributes>[^>]*)>""", re.MULTILINE
)
_ATTRIBUTE = re.compile(r"""\b(id|author)\s*=\s*["']([^"']*)["']""")


def _liquibase(folder: Path) -> list[Expected]:
    """Changesets of SQL and XML, file by file; YAML and JSON are for its own parser."""
    files = sorted(one for one in folder.rglob("*") if one.suffix in (".sql", ".xml", ".yaml", ".yml", ".json"))
    if foreign := next((one for one in files if one.suffix not in (".sql", ".xml")), None):
        raise ValueError(f"{foreign.name} is not read")
    found = []
    for path in files:
        for one in _CHANGESET.finditer(path.read_text(encoding="utf-8")):
            said = dict(_ATTRIBUTE.findall(one["attributes"] or "")) or one.groupdict()
            key = f"{said['author']}:{said['id']}"
            found.append(Expected(key, key, path, None, key, path.stem))
    return found


def _named(folder: Path, layout: Layout) -> list[Expected]:
    """Files that are told by their names."""
    pattern = re.compile(layout.pattern or "")
    found = []
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        groups = pattern.fullmatch(path.relative_to(folder.parent).as_posix()) or pattern.fullmatch(
            path.relative_to(folder).as_posix()
        )
        if groups is None or (layout.without and path.name.endswith(layout.without)):
            continue
        if layout.holds and not re.search(layout.holds, path.read_text(encoding="utf-8")):
            continue
        key = layout.key.format(**groups.groupdict())
        key = str(int(key)) if layout.number else key
        checksum = sha384(path.read_bytes()).hexdigest() if layout.checksum else None
        found.append(Expected(key, path.stem, path, checksum, key, path.stem))
    return sorted(found, key=lambda one: (int(one.key), one.name)) if layout.number else found


def _sha(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


_LAYOUTS: Mapping[str, Callable[[Path], list[Expected]]] = {
    "prisma": _prisma,
    "drizzle": _drizzle,
    "supabase": _supabase,
    "alembic": _alembic,
    "flyway": _flyway,
    "sqitch": _sqitch,
    "liquibase": _liquibase,
}


def expected(folder: Path, name: str) -> tuple[Expected, ...]:
    """The migrations of a folder in the order the tool applies them."""
    tool = MIGRATION_TOOLS[name]
    found = _named(folder, tool.files) if tool.files.pattern else _LAYOUTS[tool.files.layout](folder)
    if not tool.last or any(one.parents for one in found):
        return tuple(found)
    before = [None, *found[:-1]]  # what stands in the table was applied after all that comes before it
    return tuple(replace(one, parents=(last.key,) if last else ()) for one, last in zip(found, before, strict=True))


def detect(folder: Path) -> str | None:
    """The tool whose layout a migrations folder has, where it has one that no other tool has."""
    if (folder / "migration_lock.toml").exists() or any(folder.glob("*/migration.sql")):
        return "prisma"
    if (folder / "meta" / "_journal.json").exists():
        return "drizzle"
    if (folder / "versions").is_dir():
        return "alembic"
    if any(folder.glob("V*__*.sql")):
        return "flyway"
    if any(folder.glob("*.plan")):
        return "sqitch"
    for name, tool in MIGRATION_TOOLS.items():
        if tool.files.holds and _named(folder, tool.files):
            return name
    return "supabase" if _supabase(folder) else None
