"""Names of PostgreSQL objects: quoted as the server quotes them, split as it splits them."""

import re

_PART = r'(?:[a-z_][a-z0-9_$]*|"(?:[^"\x00]|"")+")'
_QUALIFIED = re.compile(rf"^{_PART}(?:\.{_PART}){{1,2}}$")
_SPLIT = re.compile(_PART)
_PLAIN = re.compile(r"^[a-z_][a-z0-9_$]*$")


def is_qualified(name: str) -> bool:
    return _QUALIFIED.match(name) is not None


def parts(name: str) -> tuple[str, ...]:
    """The parts of a qualified name, unquoted."""
    return tuple(part[1:-1].replace('""', '"') if part[0] == '"' else part for part in _SPLIT.findall(name))


def quoted(*names: str) -> str:
    """The name as a message shows it: quoted only where it must be."""
    return ".".join(name if _PLAIN.match(name) else '"' + name.replace('"', '""') + '"' for name in names)
