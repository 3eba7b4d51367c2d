"""Two values that stand in each other's fields are seen where the rest of the rows looks alike, and nowhere else."""

from collections.abc import Callable
from random import Random
from string import ascii_letters, digits

import pytest

from golive.vault.exchanged import Exchanged


def drawn(random: Random, letters: str, size: int) -> str:
    return "".join(random.choice(letters) for _ in range(size))


def any_size(random: Random) -> str:
    return drawn(random, ascii_letters, random.randint(5, 30))


LIKE: dict[str, Callable[[Random, int], tuple[str, str]]] = {
    "hex and letters": lambda random, _: (drawn(random, "0123456789abcdef", 32), drawn(random, ascii_letters, 40)),
    "with signs": lambda random, _: ("-".join(drawn(random, digits, 8) for _ in "ab"), drawn(random, digits, 17)),
    "one beginning": lambda _, number: (f"c{number}", f"cs{number}"),
}
ALIKE: dict[str, Callable[[Random, int], tuple[str, str]]] = {
    "of one form": lambda random, _: (drawn(random, digits, 32), drawn(random, digits, 32)),
    "of no form": lambda random, _: (any_size(random), any_size(random)),
}


def seen(like: Callable[[Random, int], tuple[str, str]], rows: int, wrong: int | None) -> tuple[bool, list[str]]:
    random = Random(rows)
    found = [dict(zip(("id", "secret"), like(random, number), strict=True)) for number in range(rows)]
    if wrong is not None:
        found[wrong] = {"id": found[wrong]["secret"], "secret": found[wrong]["id"]}
    looking = Exchanged({"xero": ("id", "secret"), "openai": ("key",)})
    at_once = looking.any_in(["xero"] * rows, found)
    for number, one in enumerate(found):
        looking.looked(str(number), "xero", looking.looks_of("xero", one))
    return at_once, [row for row, _ in looking.rows()]


@pytest.mark.parametrize("rows", [3, 8, 200])
@pytest.mark.parametrize("name", LIKE)
def test_exchanged_values_are_seen(name: str, rows: int) -> None:
    assert seen(LIKE[name], rows, rows - 2) == (True, [str(rows - 2)])
    assert seen(LIKE[name], rows, None) == (False, [])


@pytest.mark.parametrize("rows", [2, 3, 8, 200])
@pytest.mark.parametrize("name", ALIKE)
def test_what_looks_alike_is_not_told_apart(name: str, rows: int) -> None:
    assert seen(ALIKE[name], rows, 0) == (False, [])


def test_two_rows_do_not_say_which_is_right() -> None:
    assert seen(LIKE["one beginning"], 2, 0) == (False, [])
