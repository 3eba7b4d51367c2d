"""A TOML file as a typed model: every mistake at once, each one line with its place."""

import re
import tomllib
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from golive.model.errors import WrongUse, did_you_mean

_PASSWORD = re.compile(r"(://[^:/@\s]*:)\S+(?=@)|(password\s*=\s*)\S+", re.IGNORECASE)
M = TypeVar("M", bound=BaseModel)


def read_toml(path: Path, model: type[M], missing: str) -> M:
    """What the file says; `missing` is what a reader needs to know where there is none."""
    try:
        text = path.read_bytes().decode()
        if text.startswith("\ufeff"):
            raise WrongUse(str(path), "begins with a byte order mark", "save the file as UTF-8 without one")
        data = tomllib.loads(text)
    except FileNotFoundError:
        raise WrongUse(str(path), "does not exist", missing) from None
    except UnicodeDecodeError as error:
        raise WrongUse(f"{path}: byte {error.start}", "is not UTF-8", "save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise WrongUse(str(path), f"is no TOML: {error}", "see https://toml.io/en/v1.0.0") from None
    try:
        return model.model_validate(tuples(data))
    except ValidationError as error:
        lines = [f"{path}: {_mistake(detail, model)}" for detail in error.errors(include_url=False)]
        raise WrongUse(*_split_first(lines)) from None


def _split_first(lines: list[str]) -> tuple[str, str]:
    place, _, rest = lines[0].partition(": ")
    return place, "\n".join([rest, *lines[1:]])


def tuples(value: Any, depth: int = 0) -> Any:
    """TOML's arrays as tuples where the model wants them; the values of expected rows stay as they are."""
    if isinstance(value, dict):
        expected = {"expect": tuple(value["expect"])} if depth and isinstance(value.get("expect"), list) else {}
        return {key: tuples(item, depth + 1) for key, item in value.items() if key not in expected} | expected
    if isinstance(value, list):
        return tuple(tuples(item, depth + 1) for item in value)
    return value


def _mistake(detail: ErrorDetails, model: type[BaseModel]) -> str:
    loc, within = _walk(detail["loc"], model)
    place = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in loc).lstrip(".")
    match detail["type"]:
        case "extra_forbidden":
            known = [field.alias or name for name, field in within.model_fields.items()] if within else []
            key = str(detail["loc"][-1])
            return f"{place}: is no known key{did_you_mean(key, known)}; allowed: {', '.join(sorted(known))}"
        case "missing":
            return f"{place}: is missing"
        case "union_tag_not_found":
            return f"{place}.{detail['ctx']['discriminator'].strip(chr(39))}: is missing"
        case "union_tag_invalid":
            context = detail["ctx"]
            key = context["discriminator"].strip("'")
            return f"{place}.{key}: {context['tag']!r} is not allowed; allowed: {context['expected_tags']}"
        case "model_type":
            return f"{place}: {_shown(detail['input'])} is not allowed; a table"
        case "value_error":
            value = _shown(detail["input"]) if place else "what it says together"
            return f"{place or 'file'}: {value} is not allowed; allowed: {detail['ctx']['error']}"
        case _:
            rest = detail["msg"].removeprefix("Input should ").strip()
            return f"{place}: {_shown(detail['input'])} is not allowed; {rest}"


def _shown(value: object) -> str:
    """Also what should not be there: a password in an address is not repeated."""
    text = _PASSWORD.sub(r"\1\2***", repr(value))
    return text if len(text) <= 60 else text[:57] + "…"


def _walk(loc: tuple[int | str, ...], model: type[BaseModel]) -> tuple[list[int | str], type[BaseModel] | None]:
    """The place as the file's author knows it, without the tags of unions; and the model that it stands in."""
    place: list[int | str] = []
    within: type[BaseModel] | None = None
    here: list[type[BaseModel]] = [model]
    for part in loc:
        if len(here) > 1 and isinstance(part, str):
            here = [one for one in here if part in _tags(one)]
            continue
        place.append(part)
        if isinstance(part, str):
            within = here[0] if here else None
            field = within.model_fields.get(part) if within else None
            here = _models_in(field.annotation) if field else []
    return place, within


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for inner in get_args(annotation) for found in _models_in(inner)]


def _tags(model: type[BaseModel]) -> set[str]:
    """What a member of a union calls itself: a field that can hold one word only."""
    words = [get_args(one.annotation) for one in model.model_fields.values() if get_origin(one.annotation) is Literal]
    return {tags[0] for tags in words if len(tags) == 1}
