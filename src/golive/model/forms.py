"""Forms that the texts of a column may have, so that one in another form is seen beside them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from golive.model.leftovers import words
from golive.model.strays import few

_BLANK = "[:space:]"
# Each text is of the first kind that fits.
KINDS = {
    "empty": "^$",
    "mail": f"^[^@{_BLANK}]+@[^@{_BLANK}]+[.][^@{_BLANK}.]+$",
    "address": f"^[a-z][a-z0-9+.-]*://[^{_BLANK}]+$",
    "uuid": "^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$",
    "date": "^[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "digits": "^[0-9]+$",
    "number": "^-?[0-9]+([.,][0-9]+)+$",
    "phone": "^[+]?[0-9(][0-9 ()./-]{4,}$",
    "two": "^[A-Z]{2}$",
    "three": "^[A-Z]{3}$",
    "given": "^[A-Z]{1,12}[-_/#]([A-Z0-9]+[-_/])*[0-9]+$",
    "path": f"^/[^{_BLANK}]*$",
    "media": "^(application|audio|font|image|message|model|multipart|text|video)/[a-zA-Z0-9.+-]+$",
}


_DELETED = re.compile(r"^(?:is_)?(?:deleted|removed|erased|anonymi[sz]ed|purged)(?:_(?:at|on|date|time))?$")
# What people call things, each in his own letters.
_CALLED = frozenset({
    "name", "title", "label", "subject", "city", "town", "street", "company", "tag", "topic", "description", "note",
    "notes", "comment", "reason", "text", "answer", "value", "username", "nickname",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Form:
    """What a text of it is, the kinds that are of it, and whether people write such texts now and then otherwise.

    named: of which columns alone, by their names.
    """

    name: str
    kinds: tuple[str, ...]
    loose: bool = False
    named: frozenset[str] = frozenset()


FORMS = (
    Form("two capitals", ("two",)),
    Form("three capitals", ("three",)),
    Form("a number behind letters", ("given",)),
    Form("an address of mail", ("mail",)),
    Form("a UUID", ("uuid",)),
    Form("a type of media", ("media",)),
    Form("a date", ("date",)),
    Form("an address", ("address", "path")),
    Form("a telephone number", ("digits", "phone"), named=frozenset({"phone", "mobile", "fax", "tel", "telephone"})),
    Form("a number", ("digits", "number"), loose=True),
)
EMPTY = "some text"
CODES = frozenset({"two capitals", "three capitals"})  # which nobody writes otherwise and means it


def says_deleted(name: str) -> bool:
    """Whether a column of that name tells that a row is kept without what it said."""
    return bool(_DELETED.match(words(name)))


def is_called(name: str) -> bool:
    """Whether a column of that name holds what people call things."""
    return not _CALLED.isdisjoint(words(name).split("_"))


def strays(column: str, kinds: Mapping[str, int], texts: int, rows: int) -> dict[str, int]:
    """By the form that nearly all texts have, how many have it not; nothing where all are of one form."""
    empty = kinds["empty"]
    found = {EMPTY: empty} if texts == rows and few(empty, rows) else {}
    written = texts - empty
    own = words(column).split("_")
    others = {
        form: written - sum(kinds[one] for one in form.kinds)
        for form in FORMS
        if not form.named or not form.named.isdisjoint(own)
    }
    if is_called(column) or 0 in others.values():
        return found
    held = [(count, form.name) for form, count in others.items() if few(count * (1 + form.loose), written)]
    return found | {name: count for count, name in sorted(held)[:1]}
