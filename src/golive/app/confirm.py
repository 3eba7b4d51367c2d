"""golive confirm: the proposals of a drafted platform.toml, answered one by one or by flags."""

import os
import re
import shlex
import subprocess
import tempfile
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from golive.model.claims import load_claims
from golive.model.errors import WrongUse
from golive.model.platform import ASIDE, PROPOSAL

_HEADER = re.compile(r"^\[+([a-z]+)\]+$")
_NAMES = ("name", "table", "sequence", "tool", "schema", "role")
_WORDS = ("yes", "no", "edit", "later", "quit")
_QUESTION = "yes, no, edit, later, quit? "


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together: a proposal where one of them says so."""

    lines: tuple[str, ...]

    @property
    def is_proposal(self) -> bool:
        return PROPOSAL in self.plain

    @property
    def plain(self) -> tuple[str, ...]:
        """As it would stand active."""
        return tuple(line.removeprefix(ASIDE) for line in self.lines)

    @property
    def kind(self) -> str:
        return next((found[1] for line in self.plain if (found := _HEADER.match(line))), "")

    @property
    def name(self) -> str:
        """kind, or kind:what it speaks of."""
        said: Any = tomllib.loads("\n".join(self.plain)).get(self.kind, {})
        claim = said[0] if isinstance(said, list) else said
        own = next((str(claim[key]) for key in _NAMES if key in claim), "")
        return f"{self.kind}:{own}" if own and isinstance(said, list) else self.kind

    def confirmed(self) -> "Block":
        return Block(tuple(line for line in self.plain if line != PROPOSAL))


Answers = Callable[[Block, str], str]  # yes, no, edit, later or quit, for one proposal and its place among them


def blocks_of(text: str) -> list[Block]:
    return [Block(tuple(part.splitlines())) for part in re.split(r"\n\s*\n", text.strip("\n"))]


def written(blocks: Iterable[Block]) -> str:
    return "\n\n".join("\n".join(block.lines) for block in blocks if block.lines) + "\n"


@dataclass(frozen=True, slots=True)
class Confirmed:
    answered: int
    left: tuple[str, ...]


def confirm(folder: Path, answers: Answers, say: Callable[[str], None]) -> Confirmed:
    """Each answer is written at once: whoever stops in between loses nothing."""
    path = folder / "platform.toml"
    load_claims(path)
    blocks = blocks_of(path.read_text(encoding="utf-8"))
    open_ = [at for at, block in enumerate(blocks) if block.is_proposal]
    answered = 0
    for number, at in enumerate(open_, 1):
        answer = answers(blocks[at], f"{number} of {len(open_)}")
        if answer == "quit":
            break
        if (changed := _answered(blocks[at], answer)) is None:
            continue
        after = [*blocks[:at], changed, *blocks[at + 1 :]]
        if mistake := _mistake(written(after)):
            say(f"  not taken: {mistake}")
            continue
        blocks, answered = after, answered + 1
        path.write_text(written(blocks), encoding="utf-8")
    return Confirmed(answered, tuple(block.name for block in blocks if block.is_proposal))


def _answered(block: Block, answer: str) -> Block | None:
    match answer:
        case "yes":
            return block.confirmed()
        case "no":
            return Block(())
        case "edit":
            return Block(tuple(_edited("\n".join(block.confirmed().lines)).strip("\n").splitlines()))
    return None


def _edited(text: str) -> str:
    with tempfile.TemporaryDirectory(prefix="golive-confirm-") as folder:
        path = Path(folder) / "claim.toml"
        path.write_text(text + "\n", encoding="utf-8")
        editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
        subprocess.run([*shlex.split(editor), str(path)], check=True)
        return path.read_text(encoding="utf-8")


def _mistake(text: str) -> str:
    """What is wrong with the file as it would be; '' where nothing is."""
    with tempfile.TemporaryDirectory(prefix="golive-confirm-") as folder:
        path = Path(folder) / "platform.toml"
        path.write_text(text, encoding="utf-8")
        try:
            load_claims(path)
        except WrongUse as error:
            return str(error).replace(f"{path}: ", "")
    return ""


def asked(say: Callable[[str], None], ask: Callable[[str], str]) -> Answers:
    """One proposal after another in a terminal."""

    def answer(block: Block, place: str) -> str:
        say("")
        say(f"{place}: {block.name}")
        for line in block.plain:
            say(f"  {line}")
        while True:
            try:
                said = ask(_QUESTION).strip().lower()
            except EOFError:
                return "quit"
            if said and (whole := next((one for one in _WORDS if one.startswith(said)), "")):
                return whole

    return answer


def by_flags(yes: Iterable[str], no: Iterable[str]) -> Answers:
    """Names as they are listed, or a kind for all of it; the last word is the narrower one."""
    wanted = {**dict.fromkeys(yes, "yes"), **dict.fromkeys(no, "no")}

    def answer(block: Block, _: str) -> str:
        return wanted.get(block.name) or wanted.get(block.kind) or "later"

    return answer


def unknown(folder: Path, names: Iterable[str]) -> list[str]:
    """Names that no open proposal has."""
    path = folder / "platform.toml"
    load_claims(path)
    known = {name for block in blocks_of(path.read_text(encoding="utf-8")) if block.is_proposal
             for name in (block.name, block.kind)}  # fmt: skip
    return sorted(set(names) - known)
