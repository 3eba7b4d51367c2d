"""Access-control lists as words: grantee=PRIVILEGE,PRIVILEGE*, sorted, without what the owner has anyway."""

import re
from functools import lru_cache

_WORDS = {
    "a": "INSERT",
    "r": "SELECT",
    "w": "UPDATE",
    "d": "DELETE",
    "D": "TRUNCATE",
    "x": "REFERENCES",
    "t": "TRIGGER",
    "X": "EXECUTE",
    "U": "USAGE",
    "C": "CREATE",
    "c": "CONNECT",
    "T": "TEMPORARY",
    "s": "SET",
    "A": "ALTER SYSTEM",
}
_ITEM = re.compile(r'(?:"((?:[^"]|"")*)"|([^="]*))=([a-zA-Z*]*)/', re.DOTALL)
_OURS = frozenset({"golive_reader", "golive_prober"})


@lru_cache(maxsize=4096)
def granted(acl: tuple[str, ...], owner: str, full: str) -> tuple[str, ...]:
    """The list in words.

    MAINTAIN (17 and later) is left out, so that lists of all versions compare. An owner with exactly the
    rights of a new object is not told; one whose rights were taken is told with what is left.
    """
    rights: dict[str, set[str]] = {}
    for item in acl:
        match = _ITEM.match(item)
        if match is None:
            continue
        quoted, plain, letters = match.groups()
        grantee = quoted.replace('""', '"') if quoted is not None else plain or "PUBLIC"
        if grantee in _OURS:
            continue
        held = rights.setdefault(grantee, set())
        for letter, star in re.findall(r"([a-zA-Z])(\*?)", letters):
            if letter in _WORDS:
                held.add(_WORDS[letter] + star)
    if full:
        if rights.get(owner) == {_WORDS[letter] for letter in full}:
            del rights[owner]
        else:
            rights.setdefault(owner, set())
    return tuple(
        f"{grantee}={','.join(sorted(held))}" for grantee, held in sorted(rights.items()) if held or grantee == owner
    )
