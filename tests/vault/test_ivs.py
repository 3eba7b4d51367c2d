"""An iv that was drawn passes, and no other."""

from hashlib import md5, sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.vault.ivs import apart, computed, drawn, undrawn

SOUND_IV = bytes.fromhex("9fd0c5e1880a41b7c2d4e6f801a3b5c7")


@pytest.mark.parametrize(
    "iv",
    [
        b"\x07" * 12,
        b"0f3a9c77d2e1b845",
        b"0f3a9c77d2e1",
        (4711).to_bytes(16),
        (4711).to_bytes(16, "little"),
        SOUND_IV[:8] * 2,
    ],
)
def test_iv_that_was_not_drawn(iv: bytes) -> None:
    assert undrawn(iv)
    assert not drawn([SOUND_IV, iv])


@given(st.lists(st.binary(max_size=16)))
def test_ivs_that_were_drawn_are_each_by_itself(ivs: list[bytes]) -> None:
    assert not (drawn(ivs) and any(map(undrawn, ivs)))
    assert drawn([SOUND_IV, b"\x00\x01", b""])


def rows(count: int) -> tuple[list[bytes], list[bytes]]:
    ivs, sealed = ([sha256(f"{what} {row}".encode()).digest() for row in range(count)] for what in ("iv", "text"))
    return [iv[:16] for iv in ivs], sealed


def test_ivs_that_have_a_part_of_another_row() -> None:
    ivs, sealed = rows(6)
    assert apart(ivs, sealed)
    assert apart([iv[:12] for iv in ivs] * 2, sealed * 2)
    assert not apart([*ivs[:5], sealed[2][-16:]], sealed)
    assert not apart([*ivs[:5], ivs[0][:8] + ivs[5][8:]], sealed)


def test_iv_that_whoever_knows_the_row_can_compute() -> None:
    assert computed(md5(b"7", usedforsecurity=False).digest(), [b"8", b"7"])
    assert computed(sha256(b"7").digest()[:12], [b"7"])
    assert not computed(SOUND_IV, [b"7"])


@pytest.mark.parametrize("text", [b"acme", b"xero", b"acmexero", b"xero:7", b"7:acme"])
def test_iv_that_comes_of_what_the_row_is(text: bytes) -> None:
    assert computed(sha256(text).digest()[:12], (), ("7", "acme", "xero"))
    assert not computed(SOUND_IV[:12], (), ("7", "acme", None))
