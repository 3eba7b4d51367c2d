"""The quick look at many values passes over none of which something is wrong."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.vault import unmeant
from golive.vault.unmeant import drawn, flaws_of, off, undrawn

FORMS = {
    "to fill": unmeant._TO_FILL,
    "masked": unmeant._MASKED,
    "own machine": unmeant._OWN_MACHINE,
    "dressed": unmeant._DRESSED,
    "hidden": unmeant._HIDDEN,
    "test mode": unmeant._TEST_MODE,
}
SOUND = ["live_4f1c9a07b2", "https://api.example.test/v1", "9c0de41b77"]


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@given(data=st.data())
def test_what_one_of_the_forms_fits_is_never_passed_over(form: re.Pattern[str], data: st.DataObject) -> None:
    value = data.draw(st.from_regex(form, fullmatch=form is unmeant._TO_FILL))
    place = data.draw(st.integers(0, len(SOUND)))
    assert off([*SOUND[:place], value, *SOUND[place:]]) == bool(flaws_of(value))


@given(st.lists(st.text()))
def test_it_says_what_each_value_says_by_itself(values: list[str]) -> None:
    assert off(values) == any(map(flaws_of, values))


SOUND_IV = bytes.fromhex("9fd0c5e1880a41b7c2d4e6f801a3b5c7")


@pytest.mark.parametrize(
    "iv", [b"\x07" * 12, b"0f3a9c77d2e1b845", b"0f3a9c77d2e1", (4711).to_bytes(16), (4711).to_bytes(16, "little")]
)
def test_iv_that_was_not_drawn(iv: bytes) -> None:
    assert undrawn(iv)
    assert not drawn([SOUND_IV, iv])


@given(st.lists(st.binary(max_size=16)))
def test_ivs_that_were_drawn_are_each_by_itself(ivs: list[bytes]) -> None:
    assert not (drawn(ivs) and any(map(undrawn, ivs)))
    assert drawn([SOUND_IV, b"\x00\x01", b""])
