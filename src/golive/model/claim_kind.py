"""A kind of claim: one file of golive.model.claims, which registers what platform.toml may say by being imported."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import GenericAlias
from typing import Any, TypeVar

from golive.model.claim import Claim

C = TypeVar("C", bound=Claim)


class Times(Enum):
    """How often platform.toml says it."""

    NEEDED = "once"
    OPTIONAL = "once, or not at all"
    DEFAULT = "once; without it the defaults hold"
    MANY = "as often as there are such things"


@dataclass(frozen=True, slots=True)
class Kind:
    """What there is to know of one kind, beside what its model says of each key."""

    key: str  # in platform.toml
    model: type[Claim]
    times: Times
    form: Any  # of one claim in the file, where it is not the model itself
    answers: str  # how a requirement names one: CLM:name; '' where none may
    by: str  # the module that reads it, where it asks nothing or no audit judges it

    @property
    def field(self) -> tuple[Any, Any]:
        """Type and default in the model of the whole file."""
        match self.times:
            case Times.NEEDED:
                return self.form, ...
            case Times.OPTIONAL:
                return self.form | None, None
            case Times.DEFAULT:
                return self.form, self.model()
            case Times.MANY:
                return GenericAlias(tuple, (self.form, ...)), ()


_KINDS: dict[str, Kind] = {}
KINDS: Mapping[str, Kind] = _KINDS


def kind(
    key: str, times: Times = Times.MANY, *, answers: str = "", by: str = "", form: Any = None
) -> Callable[[type[C]], type[C]]:
    """Registers the model of a kind; what a kind must have and lacks is an error here, at import."""

    def register(model: type[C]) -> type[C]:
        if key in _KINDS:
            raise TypeError(f"[{key}] is said by {_KINDS[key].model.__name__} and by {model.__name__}")
        if model.asks is Claim.asks and not by:
            raise TypeError(f"{model.__name__} asks nothing: by= names the module that reads it")
        for name, field in model.model_fields.items():
            if not (field.description and field.examples):
                raise TypeError(f"{model.__name__}.{name} says neither what it is nor gives an example: says(...)")
        _KINDS[key] = Kind(key, model, times, form or model, answers, by)
        return model

    return register


def kind_of(model: type[Claim]) -> Kind:
    """Of a model, or of one that it refines."""
    for each in KINDS.values():
        if issubclass(model, each.model):
            return each
    raise TypeError(f"{model.__name__} is no claim of platform.toml")
