"""The quick look at many values passes over none of which something is wrong."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.vault import unmeant
from golive.vault.unmeant import drawn, flaws_of, off

FORMS = [unmeant._TO_FILL, unmeant._MASKED, unmeant._OWN_MACHINE]
SOUND = ["live_4f1c9a07b2", "https://api.example.test/v1", "9c0de41b77"]


@pytest.mark.parametrize("form", FORMS, ids=["to fill", "masked", "own machine"])
@given(data=st.data())
def test_what_one_of_the_forms_fits_is_never_passed_over(form: re.Pattern[str], data: st.DataObject) -> None:
    value = data.draw(st.from_regex(form, fullmatch=form is unmeant._TO_FILL))
    place = data.draw(st.integers(0, len(SOUND)))
    assert off([*SOUND[:place], value, *SOUND[place:]]) == bool(flaws_of(value))


@given(st.lists(st.text()))
def test_it_says_what_each_value_says_by_itself(values: list[str]) -> None:
    assert off(values) == any(map(flaws_of, values))


def test_an_iv_of_one_byte_was_not_drawn() -> None:
    assert drawn(b"\x00\x01", b"\x02\x03", b"")
    assert not drawn(b"\x00\x01", b"\x07" * 12)
