"""What people claim of a platform: platform.toml as a typed model, every mistake one line; one file a kind of claim."""

from collections.abc import Iterator
from functools import cached_property
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, Self, TypeVar

from pydantic import create_model, model_validator

from golive.model.asking import Asked
from golive.model.claim import Claim
from golive.model.claim_kind import KINDS, Times, kind_of
from golive.model.claims.compare import Compare
from golive.model.claims.identity import Identity
from golive.model.claims.platform import Head
from golive.model.claims.promotion import Promotion
from golive.model.claims.tenancy import Tenancy
from golive.model.typed_toml import read_toml

C = TypeVar("C", bound=Claim)
NAME = "name"  # by which several claims of a kind are told apart

for module in iter_modules(__path__):
    import_module(f"{__name__}.{module.name}")


class _Claims(Claim):
    """All that platform.toml may say. What the engine itself stands on has a name here, every kind is had by `of`."""

    platform: Head
    tenancy: Tenancy | None = None
    identity: tuple[Identity, ...] = ()

    @classmethod
    def made_of(cls, *claims: Claim) -> Self:
        """As if a platform.toml said these."""
        said: dict[str, Any] = {}
        for claim in claims:
            each = kind_of(type(claim))
            said[each.key] = (*said.get(each.key, ()), claim) if each.times is Times.MANY else claim
        return cls(**said)

    def of(self, kind: type[C]) -> tuple[C, ...]:
        """What is claimed of this kind, or of one that refines it."""
        said = getattr(self, kind_of(kind).key)
        several = said if isinstance(said, tuple) else (said,)
        return tuple(one for one in several if isinstance(one, kind))

    def one(self, kind: type[C]) -> C | None:
        """Of a kind that is said once, or not at all."""
        return next(iter(self.of(kind)), None)

    def the(self, kind: type[C]) -> C:
        """Of a kind that always holds, if only with its defaults."""
        return self.of(kind)[0]

    @property
    def every(self) -> Iterator[Claim]:
        for each in KINDS.values():
            yield from self.of(each.model)

    def questions(self, now: str) -> Iterator[Asked]:
        """What the claims ask the data, each one query."""
        for claim in self.every:
            yield from claim.asks(self, now)

    @property
    def compared(self) -> tuple[Compare, ...]:
        """Every claim of rows that travelled."""
        promotion = self.one(Promotion)
        return (*self.of(Compare), *([promotion.compared] if promotion else []))

    @cached_property
    def unconfirmed(self) -> int:
        """How many claims are still proposals of `golive learn`."""
        return sum(claim.proposal for claim in self.every)

    @model_validator(mode="after")
    def _consistent(self) -> "_Claims":
        for key, each in KINDS.items():
            names = [name for claim in self.of(each.model) if (name := getattr(claim, NAME, None))]
            if twice := sorted({name for name in names if names.count(name) > 1}):
                raise ValueError(f"every [[{key}]] once ({twice[0]!r} stands twice)")
        for claim in self.every:
            claim.fits(self)
        return self


if TYPE_CHECKING:
    Claims = _Claims
else:
    _more = {key: each.field for key, each in KINDS.items() if key not in _Claims.model_fields}
    Claims = create_model("Claims", __base__=_Claims, __module__=__name__, __doc__=_Claims.__doc__, **_more)


def load_claims(path: Path) -> Claims:
    """The claims of a platform.toml, or every mistake in it at once."""
    return read_toml(path, Claims, missing="a platform is a folder with a platform.toml")
