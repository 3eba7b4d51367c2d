"""Small faults in the functions of a package: mutmut writes them, each a body in the place of the function's own.

Decorated functions are mutated too. What is not: what runs at import, annotations, docstrings.
"""

import gc
import hashlib
import marshal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from importlib import import_module
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import libcst
from mutmut.mutation.file_mutation import create_mutations

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "golive"
KEPT = ROOT / "bench" / ".mutation"
Place = tuple[str, str]  # file below SOURCE and qualified name of a function


def place(code: CodeType) -> Place:
    return code.co_filename[len(str(SOURCE)) + 1 :], code.co_qualname.partition(".<locals>")[0]


@dataclass(frozen=True)
class Mutant:
    """One changed body: where, the text that shows the change, and the body."""

    place: Place
    change: str
    code: CodeType
    function: FunctionType
    lines: frozenset[int]  # of the function's file: those that are changed

    @property
    def where(self) -> str:
        return ": ".join(self.place)

    def install(self) -> None:
        self.function.__code__ = self.code


def mutants(folders: Sequence[str], sample: int, chance: str) -> tuple[int, list[Mutant]]:
    """How many there are, and a sample of them: written once, and kept until the package is another."""
    paths = paths_of(folders)
    key = hashlib.sha256(
        b"\0".join([f"{sample} {chance}".encode(), *(path.read_bytes() for path in paths)])
    ).hexdigest()
    file = _file(folders)
    if not file.exists() or marshal.loads(file.read_bytes())[0] != key:
        KEPT.mkdir(exist_ok=True)
        file.write_bytes(marshal.dumps((key, *_written(paths, sample, chance))))
    total, written = kept(folders)
    alive = {(one.__code__.co_filename, one.__code__.co_qualname): one for one in _functions(paths)}
    return total, [
        Mutant(place(code), change, code, alive[code.co_filename, code.co_qualname], frozenset(lines))
        for change, code, lines in written
    ]


def paths_of(folders: Sequence[str]) -> list[Path]:
    return [path for folder in folders for path in sorted((SOURCE / folder).rglob("*.py"))]


Written = tuple[str, CodeType, tuple[int, ...]]


def kept(folders: Sequence[str]) -> tuple[int, list[Written]]:
    """How many mutants there are, and of those that were chosen last the change, the body and the changed lines."""
    return marshal.loads(_file(folders).read_bytes())[1:] if _file(folders).exists() else (0, [])


def _file(folders: Sequence[str]) -> Path:
    return KEPT / f"{folders[0]}.marshal"


def _written(paths: Sequence[Path], sample: int, chance: str) -> tuple[int, list[Written]]:
    """The first of them in an order that chance gives to each by what it changes: others of it leave its place."""
    alive = {(one.__code__.co_filename, one.__code__.co_qualname): one.__code__ for one in _functions(paths)}
    every: list[tuple[bytes, Path, libcst.Module, Any]] = []
    for path in paths:
        module, made, _, _ = create_mutations(str(path), _plain(path.read_text("utf-8")).code)
        for one in made:
            if isinstance(outer := one.contained_by_top_level_function, libcst.FunctionDef):
                change = (module.code_for_node(node) for node in (one.original_node, one.mutated_node))
                text = "\0".join([chance, str(path.relative_to(SOURCE)), outer.name.value, *change])
                every.append((hashlib.sha256(text.encode()).digest(), path, module, one))
    chosen: list[Written] = []
    for _, path, module, one in sorted(every, key=lambda one: one[0]):
        if len(chosen) == sample:
            break
        if found := _changed(path, module, one, alive):
            chosen.append(found)
    return len(every), chosen


def _functions(paths: Sequence[Path]) -> list[FunctionType]:
    """The functions that are alive and were written in these files."""
    for path in paths:
        import_module(".".join(path.relative_to(SOURCE.parent).with_suffix("").parts).removesuffix(".__init__"))
    files = {str(path) for path in paths}
    every = (one for one in gc.get_objects() if isinstance(one, FunctionType) and one.__code__.co_filename in files)
    return [one for one in every if "<locals>" not in one.__qualname__]


def _plain(source: str) -> libcst.Module:
    """Without the decorators of functions: mutmut passes by what is decorated, and only bodies are taken from here."""

    class Bare(libcst.CSTTransformer):
        def leave_FunctionDef(self, _: libcst.FunctionDef, node: libcst.FunctionDef) -> libcst.FunctionDef:
            return node.with_changes(decorators=[])

    return libcst.parse_module(source).visit(Bare())


def _changed(path: Path, module: libcst.Module, one: Any, alive: dict[tuple[str, str], CodeType]) -> Written | None:
    changed = module.deep_replace(one.original_node, one.mutated_node)
    assert isinstance(changed, libcst.Module)
    try:
        before, after = (compile(each.code, str(path), "exec", dont_inherit=True) for each in (module, changed))
    except SyntaxError:
        return None
    for old, new in zip(_bodies(before), _bodies(after), strict=False):
        if old.co_qualname == new.co_qualname and _differ(old, new):
            there = alive.get((str(path), old.co_qualname))
            if there and there.co_code == old.co_code and there.co_freevars == new.co_freevars:
                diff = list(unified_diff(module.code.splitlines(), changed.code.splitlines(), n=0, lineterm=""))[2:]
                further = _last(there) - _last(old)  # what is decorated begins further down in its file
                lines = [at + further for line in diff if line.startswith("@@") for at in _lines(line)]
                return "\n".join(line for line in diff if not line.startswith("@@")), new, tuple(lines)
    return None


def _last(code: CodeType) -> int:
    return max(line or 0 for *_, line in code.co_lines())


def _lines(head: str) -> range:
    """The lines of the original that a part of a difference is about."""
    start, _, count = head.split()[1].removeprefix("-").partition(",")
    return range(int(start), int(start) + int(count or 1))


def _bodies(code: CodeType) -> Iterator[CodeType]:
    """The code of every function and method of a module, without functions inside of functions."""
    for one in code.co_consts:
        if isinstance(one, CodeType) and "<locals>" not in one.co_qualname and not one.co_name.startswith("<"):
            yield one
            yield from _bodies(one)


def _differ(old: CodeType, new: CodeType) -> bool:
    return (old.co_code, old.co_names, old.co_varnames) != (new.co_code, new.co_names, new.co_varnames) or any(
        _differ(a, b) if isinstance(a, CodeType) and isinstance(b, CodeType) else (type(a), a) != (type(b), b)
        for a, b in zip(old.co_consts, new.co_consts, strict=False)
    )
