"""The reference of platform.toml is what its models say; every example in it is one that they take."""

import tomllib
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import TypeAdapter

from golive.app.explain import explain
from golive.app.platform_keys import example, forms, page
from golive.model.claim_kind import KINDS
from golive.model.errors import WrongUse
from golive.model.typed_toml import tuples

DOCS = Path(__file__).parent.parent / "docs" / "platform.md"


def test_the_page_is_what_the_models_say() -> None:
    assert DOCS.read_text(encoding="utf-8") == page(), "python -m golive.app.explain writes it"


@pytest.mark.parametrize("key", KINDS)
def test_every_key_has_an_example_that_is_taken(key: str) -> None:
    each = KINDS[key]
    said = tomllib.loads(example(key))[key]
    if not forms(each):
        TypeAdapter(Annotated[tuple[each.form, ...], ...]).validate_python(tuples(said), strict=True)  # type: ignore[name-defined]
        return
    claims: list[dict[str, Any]] = said if isinstance(said, list) else [said]
    assert len(claims) == len(forms(each))
    for claim, model in zip(claims, forms(each), strict=True):
        fields = {field.alias or name: field for name, field in model.model_fields.items() if name != "proposal"}
        assert claim.keys() == fields.keys()
        for name, field in fields.items():
            form: Any = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
            value = tuple(claim[name]) if name == "expect" else tuples(claim[name])
            TypeAdapter(form).validate_python(value, strict=True)


def test_explain_tells_a_kind_and_an_audit() -> None:
    assert "#   cipher: how it is sealed" in explain("credential")
    assert explain("trg002").startswith("TRG002")
    with pytest.raises(WrongUse, match=r"no kind of claim \(did you mean 'credential'"):
        explain("credentials")
