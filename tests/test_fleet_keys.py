"""The reference of fleet.toml is what its models say; every example in it is one that they take."""

import tomllib
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import TypeAdapter

from golive.app.fleet_keys import example, page, sections
from golive.fleet.file import Common

DOCS = Path(__file__).parent.parent / "docs" / "fleet.md"


def test_the_page_is_what_the_models_say() -> None:
    assert DOCS.read_text(encoding="utf-8") == page(), "python -m golive.app.explain writes it"


@pytest.mark.parametrize(("key", "header", "model"), sections(), ids=[key for key, _, _ in sections()])
def test_every_key_has_an_example_that_is_taken(key: str, header: str, model: type[Common]) -> None:
    said = tomllib.loads(example(header, model))[key]
    entry: dict[str, Any] = said[0] if isinstance(said, list) else said
    assert entry.keys() == model.model_fields.keys()
    for name, field in model.model_fields.items():
        form: Any = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
        TypeAdapter(form).validate_python(entry[name], strict=True)
