"""An earlier scan: what it told is known, and a later one tells only what is new or more."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from golive.model.errors import WrongUse
from golive.model.extent import beyond
from golive.model.finding import Finding, Unknown

_FORM = "certificate.json of an earlier scan"


@dataclass(frozen=True, slots=True)
class Baseline:
    """By audit and object, the parts of what was told; of what could not be looked at, none."""

    told: Mapping[tuple[str, str], tuple[tuple[str, ...], ...]] = field(default_factory=dict)

    def lacks(self, one: Finding | Unknown) -> bool:
        """Whether it is new, or more or worse than what was told."""
        before = self.told.get((one.code, one.where), ())
        extent = one.extent if isinstance(one, Finding) else ()
        return not any(not beyond(extent, took) for took in before)


NONE = Baseline()


def load_baseline(path: Path) -> Baseline:
    try:
        saved = json.loads(path.read_text("utf-8"))
        platforms = saved["platforms"]
        entries = [
            one for platform in platforms for kind in ("findings", "advice", "unknowns") for one in platform[kind]
        ]
        told: dict[tuple[str, str], tuple[tuple[str, ...], ...]] = {}
        for one in entries:
            key = _key(one)
            told[key] = (*told.get(key, ()), tuple(one.get("extent", ())))
    except OSError as error:
        raise WrongUse("--baseline", f"{path} cannot be read ({error.strerror})", _FORM) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise WrongUse("--baseline", f"{path} is no certificate", _FORM) from None
    return Baseline(told)


def _key(one: Any) -> tuple[str, str]:
    return str(one["code"]), str(one["where"])
