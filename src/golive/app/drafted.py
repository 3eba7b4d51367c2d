"""A drafted platform.toml: each proposal a block with its evidence; what is not sure stands behind a mark."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from golive.infer import Inference, Proposal
from golive.infer.inference import SINGLE
from golive.infer.surroundings import search_path
from golive.model.platform import ASIDE, PROPOSAL
from golive.sqltext.visible import visible_line, visible_toml

_HEAD = """\
# Drafted by golive learn. What was sure is active and says 'proposal = true'; the rest stands behind '#~'.
# `golive confirm FOLDER` goes through all of it: yes, no, edit, later. The certificate counts what nobody answered,
# and without a confirmed [tenancy], or tenants = "one", nothing is certified.
"""
_WIDTH = 110


def told(name: str, title: str, found: Inference, notes: Iterable[str] = ()) -> str:
    """notes: what the application's checkout says beside the proposals."""
    head = [
        *(f"# {visible_line(note)}" for note in notes),
        "[platform]",
        f"name = {_value(name)}",
        f"title = {_value(title)}",
    ]
    path = search_path(found.facts.live)
    if path and path != ("public",):
        head.append(f"search_path = {_value(list(path))}  # as ALTER DATABASE or ALTER ROLE sets it")
    if not found.of("tenancy"):
        head.append(
            '# tenants = "one"  # so it is, or [tenancy] says whose the rows are: without either, not certified'
        )
    blocks = ["\n".join(head), *(_block(one) for one in found.proposals)]
    return _HEAD + "\n" + "\n\n".join(blocks) + "\n"


def _block(one: Proposal) -> str:
    first, *more = map(visible_line, one.evidence)
    lines = [f"# {one.certainty}: {first}", *(f"# {said}" for said in more)]
    header = f"[{one.kind}]" if one.kind in SINGLE else f"[[{one.kind}]]"
    claim = [header, PROPOSAL, *(line for key, value in one.claim.items() for line in entry(key, value))]
    return "\n".join([*lines, *(claim if one.sure else (ASIDE + line for line in claim))])


def entry(key: str, value: Any) -> Iterator[str]:
    whole = f"{_key(key)} = {_value(value)}"
    if isinstance(value, list) and value and (len(whole) > _WIDTH or isinstance(value[0], Mapping)):
        yield f"{_key(key)} = ["
        yield from (f"    {_value(one)}," for one in value)
        yield "]"
    else:
        yield whole


def _value(value: Any) -> str:
    match value:
        case Mapping():
            inner = ", ".join(f"{_key(key)} = {_value(one)}" for key, one in value.items())
            return f"{{ {inner} }}" if inner else "{}"
        case list() | tuple():
            return f"[{', '.join(_value(one) for one in value)}]"
        case date():
            return value.isoformat()
        case None:
            return '""'  # TOML has no null: within a document of an expected row only
        case _:
            return visible_toml(json.dumps(value, ensure_ascii=False))


def _key(key: str) -> str:
    plain = key.replace("_", "").replace("-", "")
    return key if plain.isascii() and plain.isalnum() else visible_toml(json.dumps(key, ensure_ascii=False))
