"""A tag proves a ciphertext by its whole declared length: a shorter one can be tried out."""

import pytest

from golive.model.claims.credential import Credential, Format
from golive.model.flaws import Flaw
from golive.vault.seal import Plain, Sealer
from golive.vault.stored import Stored
from golive.vault.vault import Batch, Row, Vault

SECRET = "an invented key of thirty-two by"
PLAIN = Plain(b'{"apiKey": "invented"}')


def sealed(size: int) -> tuple[Vault, str, str, str]:
    form = Format(cipher="aes-256-gcm", layout="iv:tag:ciphertext", variable="KEY", tag_bytes=size)
    opened = Vault(Credential(name="c", table="public.c", column="c", format=(form,)), {"KEY": SECRET})
    iv, tag, ciphertext = str(Sealer(form, SECRET).seal(PLAIN).stored).split(":")
    return opened, iv, tag, ciphertext


@pytest.mark.parametrize("size", [16, 12])
def test_tag_of_another_length_is_refused(size: int) -> None:
    """Row by row and all at once; a short tag that is declared opens in its own length alone."""
    opened, iv, tag, ciphertext = sealed(size)
    assert len(tag) == 2 * size
    assert opened.look(Row("1", f"{iv}:{tag}:{ciphertext}")).flaws == []
    for cut in (2, 8, 2 * size - 8):
        flaws = opened.look(Row("1", f"{iv}:{tag[:-cut]}:{ciphertext}")).flaws
        assert flaws == [(Flaw.LENGTH, f"its tag has {size - cut // 2} bytes, not {size}")]
    assert opened.look(Row("1", f"{iv}:{tag}00:{ciphertext}")).flaws[0][0] is Flaw.LENGTH
    assert opened.look(Row("1", f"{iv}:{'00' * size}:{ciphertext}")).flaws[0][0] is Flaw.UNOPENED


def test_batch_takes_whole_tags_only() -> None:
    opened, iv, tag, ciphertext = sealed(16)

    def sound(*stored: Stored) -> bool:
        nothing = [None] * len(stored)
        return opened.sound(Batch(stored, nothing, nothing, nothing, nothing, ["a"] * len(stored), nothing)) is not None

    good = f"{iv}:{tag}:{ciphertext}"
    assert sound(good, good)
    assert not sound(good, f"{iv}:{tag[:-8]}:{ciphertext}")
    assert not sound(f"{iv}:{tag[:24]}:{tag[24:]}{ciphertext}")
    assert not sound(good, f"{iv}:{'00' * 16}:{ciphertext}")


def test_short_tags_are_looked_at_one_by_one() -> None:
    """The batch's cipher knows tags of sixteen bytes only."""
    opened, iv, tag, ciphertext = sealed(12)
    assert opened.sound(Batch([f"{iv}:{tag}:{ciphertext}"], [None], [None], [None], [None], ["a"], [None])) is None
