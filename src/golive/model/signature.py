"""The arguments of a function, by name and type."""

from golive.model.catalog import Function

_MODES = ("INOUT ", "OUT ", "VARIADIC ", "IN ")


def arguments(function: Function, *, only_input: bool = False) -> tuple[tuple[str, str], ...]:
    """(name, type) of each argument, with OUT and the columns of RETURNS TABLE; the name is empty where it has none."""
    types = list(_input_types(function.identity))
    found = []
    for entry in _apart(function.arguments):
        mode, text = "", entry.strip()
        for word in _MODES:
            if text.startswith(word):
                mode, text = word.strip(), text.removeprefix(word)
        text = _apart_default(text)
        if mode == "OUT":
            if not only_input:
                found.append(_named(text))
            continue
        kind = types.pop(0) if types else ""
        name = text.removesuffix(kind).strip() if kind else ""
        found.append((_plain(name), kind))
    result = function.result
    if not only_input and result.startswith("TABLE("):
        found += [_named(entry.strip()) for entry in _apart(result.removeprefix("TABLE(").removesuffix(")"))]
    return tuple(found)


def required(function: Function) -> int:
    """How many arguments have to be given: those with a default are the last ones."""
    entries = [entry.strip() for entry in _apart(function.arguments)]
    return sum(_apart_default(entry) == entry for entry in entries if not entry.startswith("OUT "))


def variadic(function: Function) -> bool:
    """Whether its last argument stands for as many as are given."""
    return any(entry.strip().startswith("VARIADIC ") for entry in _apart(function.arguments))


def defaults(function: Function) -> tuple[str, ...]:
    """What stands for each input argument that is not given; empty where it has to be."""
    entries = [entry.strip() for entry in _apart(function.arguments)]
    plain = [(entry, _apart_default(entry)) for entry in entries if not entry.startswith("OUT ")]
    return tuple(entry.removeprefix(bare).removeprefix(" DEFAULT ") for entry, bare in plain)


def _named(text: str) -> tuple[str, str]:
    if text.startswith('"'):
        end = text.index('"', 1)
        return text[1:end], text[end + 1 :].strip()
    name, _, kind = text.partition(" ")
    return (name, kind) if kind else ("", name)


def _plain(name: str) -> str:
    return name[1:-1].replace('""', '"') if name.startswith('"') else name


def _input_types(identity: str) -> tuple[str, ...]:
    quoted = False
    for at, letter in enumerate(identity):
        if letter == '"':
            quoted = not quoted
        elif letter == "(" and not quoted:
            return tuple(entry.strip() for entry in _apart(identity[at + 1 : -1]))
    return ()


def _apart(text: str) -> list[str]:
    """At the commas outside brackets and quotes."""
    found, start, depth, quote = [], 0, 0, ""
    for at, letter in enumerate(text):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter in "([":
            depth += 1
        elif letter in ")]":
            depth -= 1
        elif letter == "," and depth == 0:
            found.append(text[start:at])
            start = at + 1
    return [*found, text[start:]] if text[start:].strip() else found


def _apart_default(text: str) -> str:
    depth, quote = 0, ""
    for at, letter in enumerate(text):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif depth == 0 and text.startswith(" DEFAULT ", at):
            return text[:at]
        depth += (letter in "([") - (letter in ")]")
    return text
