"""What an audit was given beside the snapshot: what a run did, so that it can be judged again later."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from pydantic.errors import PydanticSchemaGenerationError

from golive.judge.as_locked import AsLocked
from golive.judge.audit import Findings, asked_by
from golive.judge.exposure import Exposure
from golive.model.claims import Claims
from golive.model.lock import Lock
from golive.model.platform import Platform
from golive.model.snapshot import Snapshot
from golive.model.subjects import subjects

# What the snapshot and the platform give by themselves.
_KNOWN = frozenset({Snapshot, Claims, Lock, Platform, AsLocked, Exposure, Findings})


@cache
def beside(function: Any) -> Mapping[str, Any]:
    """The other parameters of an audit, each with its type."""
    return {name: kind for name, kind in asked_by(function).items() if kind not in _KNOWN and subjects(kind) is None}


def undone(function: Any) -> dict[str, Any]:
    """Its other arguments in a run that only looks: of each kind the value by which nothing was done."""
    return {name: kind() for name, kind in beside(function).items()}


def given_beside(function: Any, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """As JSON has them; nothing where one was not made, or is of a kind that has no such form."""
    kinds = beside(function)
    if not kinds or not kinds.keys() <= arguments.keys():
        return {}
    try:
        return {name: _edge(kind).dump_python(arguments[name], mode="json") for name, kind in kinds.items()}
    except PydanticSchemaGenerationError:
        return {}


def taken_back(function: Any, saved: Mapping[str, Any]) -> dict[str, Any] | None:
    """The arguments again; None where they were not kept."""
    kinds = beside(function)
    if not kinds.keys() <= saved.keys():
        return None
    return {name: _edge(kind).validate_python(saved[name]) for name, kind in kinds.items()}


@cache
def _edge(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
