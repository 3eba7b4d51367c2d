"""certificate.json holds the whole certificate, in one order, as its published schema says."""

import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from golive.sqltext.visible import visible_json
from golive.verdict.certificate import Certificate

Json = dict[str, Any]


@cache
def _edge() -> TypeAdapter[Certificate]:
    return TypeAdapter(Certificate)


def schema() -> Json:
    return _edge().json_schema(mode="serialization")


def document(certificate: Certificate) -> Json:
    found: Json = _edge().dump_python(certificate, mode="json", by_alias=True)
    return found


def dumped(certificate: Certificate) -> str:
    """The text of certificate.json. Equal certificates give equal bytes; what a reader would not see is an escape."""
    try:
        return visible_json(_edge().dump_json(certificate, indent=2, by_alias=True).decode() + "\n")
    except PydanticSerializationError:  # half of a surrogate pair, which has no UTF-8 until it is written out
        return _text(document(certificate))


def published() -> str:
    """The text of certificate.schema.json: python -m golive.reports.document prints it."""
    return _text(schema())


def _text(document: Json) -> str:
    written = json.dumps(document, indent=2, ensure_ascii=False) + "\n"
    return visible_json(written)


if __name__ == "__main__":
    print(published(), end="")
