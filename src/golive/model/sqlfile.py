"""A SQL file of a platform is plain text that stays inside its folder and its transaction."""

from hashlib import sha256
from pathlib import Path

from golive.model.errors import WrongUse
from golive.sqltext.statements import Statement, Unsplittable, split

# The first words of statements that end, nest or leave the runner's own transaction.
_CONTROL = {
    "BEGIN",
    "START",
    "COMMIT",
    "END",
    "ROLLBACK",
    "ABORT",
    "SAVEPOINT",
    "RELEASE",
    "PREPARE",
    "DISCARD",
}
_QUERIES = ("SELECT", "WITH", "VALUES", "TABLE")
_ALONE = "PostgreSQL refuses it inside a transaction: a step of its own with 'Transaction: none' may run it"


def read_bytes(path: Path, root: Path) -> bytes:
    """The bytes of a file of the platform folder; a missing one or one outside is wrong use."""
    if not path.is_file():
        raise WrongUse(str(path), "is missing", "a step has deploy.sql, verify.sql and revert.sql")
    if not path.resolve().is_relative_to(root.resolve()):
        raise WrongUse(str(path), "leads out of the platform folder", "put a copy into the folder")
    return path.read_bytes()


def decode(raw: bytes, path: Path) -> str:
    """UTF-8 without BOM and with plain line ends, so that a checksum means the same on every machine."""
    if raw.startswith(b"\xef\xbb\xbf"):
        raise WrongUse(f"{path}:1", "begins with a byte order mark", "save it as UTF-8 without BOM")
    if (at := raw.find(b"\r")) >= 0:
        line = raw.count(b"\n", 0, at) + 1
        raise WrongUse(f"{path}:{line}", "has a carriage return", f"convert it: sed -i 's/\\r$//' {path}")
    return _utf8(raw, path)


def decode_foreign(raw: bytes, path: Path) -> str:
    """A file another tool owns and hashes: its line ends and its BOM are its own affair."""
    return _utf8(raw, path).removeprefix("\ufeff")


def _utf8(raw: bytes, path: Path) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        what = f"byte 0x{raw[error.start]:02x} is no UTF-8"
        raise WrongUse(f"{path}:{line}", what, "save it as UTF-8") from None


def statements_of(path: Path | str, text: str) -> tuple[Statement, ...]:
    try:
        return split(text)
    except Unsplittable as error:
        raise WrongUse(f"{path}:{error.line}", error.what, "the file must be plain SQL") from None


def check_plain(path: Path, text: str) -> tuple[Statement, ...]:
    """Statements that need no more than a server: no command of psql, no stream of a client."""
    found = statements_of(path, text)
    for statement in found:
        if statement.words[:1] == ("COPY",) and {"STDIN", "STDOUT"} & set(statement.words):
            place = f"{path}:{statement.line}"
            raise WrongUse(place, "COPY with the client's stream", "write INSERT … VALUES")
    return found


def check_changes(path: Path, text: str, *, transactional: bool, may_be_empty: bool = False) -> None:
    """Statements that change something and leave the transaction to the runner."""
    found = check_plain(path, text)
    if not found and not may_be_empty:
        raise WrongUse(f"{path}:1", "has no statement", "a step without a statement is no step")
    for statement in found:
        words = statement.words
        first = words[0] if words else ""
        place = f"{path}:{statement.line}"
        if first in _CONTROL:
            raise WrongUse(place, f"{first} ends or leaves the transaction", "the runner opens and closes it")
        if transactional and stands_alone(statement):
            raise WrongUse(place, f"{' '.join(words[:3])} …", _ALONE)


def check_query(path: Path | str, text: str) -> None:
    """One statement that only asks."""
    found = statements_of(path, text)
    if len(found) != 1:
        place = f"{path}:{found[1].line}" if found else f"{path}:1"
        raise WrongUse(place, f"has {len(found)} statements", "it is one query; its rows are what does not hold")
    words = found[0].words
    if not words or words[0] not in _QUERIES:
        raise WrongUse(f"{path}:{found[0].line}", "is no query", "begin with SELECT, WITH, VALUES or TABLE")


def stands_alone(statement: Statement) -> bool:
    """True for a statement that PostgreSQL refuses inside a transaction block."""
    words = statement.words
    first = words[0] if words else ""
    if first in ("CREATE", "DROP", "REINDEX", "ALTER", "REFRESH") and "CONCURRENTLY" in words:
        return first != "REFRESH"
    return first == "VACUUM" or words[:2] in (
        ("CREATE", "DATABASE"),
        ("DROP", "DATABASE"),
        ("CREATE", "TABLESPACE"),
        ("DROP", "TABLESPACE"),
        ("ALTER", "SYSTEM"),
    )


def checksum(parts: list[bytes]) -> str:
    """One digest over several byte strings; their borders count."""
    whole = sha256()
    for part in parts:
        whole.update(len(part).to_bytes(8, "big"))
        whole.update(part)
    return whole.hexdigest()
