"""A kind of claim is one file: what it lacks is an error, and every key says what it means and gives an example."""

import ast
import importlib
import inspect
from collections.abc import Iterator
from pkgutil import iter_modules
from typing import Annotated, Any, get_args

import pytest
from pydantic import BaseModel, TypeAdapter

import golive.model.claims
from golive.checks import __path__ as checks
from golive.judge.audit import audit_of
from golive.model.claim import Claim, Name, says
from golive.model.claim_kind import KINDS, Kind, Times, kind, kind_of
from golive.model.claims import Claims
from golive.model.claims.filled import Filled
from golive.model.claims.item import Signoff
from golive.model.claims.platform import Head
from golive.model.claims.server import Server
from golive.model.claims.tenancy import Tenancy
from golive.model.typed_toml import tuples
from golive.verdict.complete import asked

HEAD = Head(name="example", title="Example")


def models(form: Any) -> Iterator[type[BaseModel]]:
    """What stands in the annotation of a key, with what stands in that."""
    if isinstance(form, type) and issubclass(form, BaseModel):
        yield form
        for field in form.model_fields.values():
            yield from models(field.annotation)
    for inner in get_args(form):
        yield from models(inner)


EVERY = sorted(
    {model for each in KINDS.values() for model in (each.model, *models(each.form))}, key=lambda one: one.__name__
)


@pytest.mark.parametrize("model", EVERY, ids=lambda model: model.__name__)
def test_every_key_says_what_it_means_and_gives_an_example(model: type[BaseModel]) -> None:
    for name, field in model.model_fields.items():
        assert field.description, f"{model.__name__}.{name}: says(…)"
        assert field.examples, f"{model.__name__}.{name}: says(…)"
        form: Any = Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation
        for example in field.examples:
            TypeAdapter(form).validate_python(tuples(example, 1))


def parameters() -> set[object]:
    """The types that audits are parametrized by."""
    modules = [importlib.import_module(f"golive.checks.{one.name}") for one in iter_modules(checks)]
    functions = [one for module in modules for _, one in inspect.getmembers(module, inspect.isfunction)]
    return {inspect.get_annotations(one)[asked(one)[0]] for one in functions if audit_of(one) and asked(one)[0]}


JUDGED = parameters()


def names(module: str) -> set[str]:
    tree = ast.parse(inspect.getsource(importlib.import_module(module)))
    found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return found | {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


@pytest.mark.parametrize("each", KINDS.values(), ids=lambda each: each.key)
def test_an_audit_judges_what_is_claimed_or_a_module_reads_it(each: Kind) -> None:
    if each.by:
        assert {each.model.__name__, each.key} & names(each.by)
    else:
        assert each.model in JUDGED


def test_every_file_registers_a_kind() -> None:
    files = {f"golive.model.claims.{one.name}" for one in iter_modules(golive.model.claims.__path__)}
    assert files == {each.model.__module__ for each in KINDS.values()}


def test_what_a_kind_lacks_is_an_error_when_it_is_imported() -> None:
    class Undescribed(Claim):
        name: Name

    class Silent(Claim):
        name: Annotated[Name, says("its name", "x")]

    with pytest.raises(TypeError, match=r"Undescribed\.name says neither"):
        kind("undescribed", by="golive.model.scope")(Undescribed)
    with pytest.raises(TypeError, match="Silent asks nothing: by="):
        kind("silent")(Silent)
    with pytest.raises(TypeError, match=r"\[rule\] is said by Rule and by Silent"):
        kind("rule", by="golive.model.scope")(Silent)
    with pytest.raises(TypeError, match="Silent is no claim"):
        kind_of(Silent)
    assert not {"undescribed", "silent"} & set(KINDS)


def test_claims_are_had_by_their_kind() -> None:
    tenancy = Tenancy(root="public.t", columns=("t_id",), enforced_by="database", proposal=True)
    signoff = Signoff(name="said", why="w", answer="signoff", role="head of support")
    filled = Filled(table="public.t", why="w")
    claims = Claims.made_of(HEAD, tenancy, signoff, filled)
    assert claims.of(Signoff) == (signoff,)
    assert claims.of(Filled) == (filled,)
    assert claims.one(Tenancy) is claims.tenancy
    assert claims.the(Server) == Server()
    assert claims.unconfirmed == 1
    assert [one for one in claims.every if type(one) in (Head, Filled)] == [HEAD, filled]


def test_the_model_of_the_file_has_every_kind() -> None:
    assert set(Claims.model_fields) == {*KINDS, "proposal"}
    for key, each in KINDS.items():
        assert Claims.model_fields[key].is_required() is (each.times is Times.NEEDED)
