"""Many rows at once are called sound only where each of them is, looked at by itself."""

import json

import pytest

from golive.model.claims.credential import Credential, Format
from golive.vault.seal import Plain, Sealer
from golive.vault.vault import Batch, Row, Vault
from tests.vault.test_hostile import FIELDS, GOOD, HOSTILE, SECRET, cbc
from tests.vault.test_vectors import VECTORS, called, vault


def batch(*stored: str, kind: str | None = "openai") -> Batch:
    nothing = [None] * len(stored)
    names = list(map(str, range(len(stored))))
    return Batch(stored, nothing, nothing, [kind] * len(stored), nothing, names, nothing)


@pytest.mark.parametrize("vector", VECTORS, ids=called)
def test_sound_rows_get_the_numbers_of_the_single_look(vector: dict[str, str]) -> None:
    opened = vault({name: vector[name] for name in vector if name not in ("secret", "stored")}, vector["secret"])
    found = opened.sound(batch(*vector["stored"][::2], kind=None))
    assert found is not None
    looked = [opened.look(Row("1", stored)) for stored in vector["stored"][::2]]
    held = [number for one in looked for number in one.held.values()]
    assert [list(numbers) for numbers in found] == [[one.iv for one in looked], held]


@pytest.mark.parametrize("name", [name for name, (stored, _) in HOSTILE.items() if stored])
def test_one_hostile_value_makes_the_batch_unsound(name: str) -> None:
    claim = Credential(
        name="c", table="public.c", column="c", kind="kind", fields=FIELDS,
        format=(Format(cipher="aes-256-cbc", variable="KEY"),),
    )  # fmt: skip
    judging = Vault(claim, {"KEY": SECRET})
    sound = [cbc(GOOD) for _ in range(5)]
    assert judging.sound(batch(*sound)) is not None
    assert judging.sound(batch(*sound, HOSTILE[name][0] or "", *sound)) is None


@pytest.mark.parametrize(
    "texts", [('{"apiKey": "a"', ', "b": "c"}'), ("[1", "2]"), ('"a', 'b"'), ("", '{"apiKey": "a"}, {}')]
)
def test_texts_do_not_make_each_other_whole(texts: tuple[str, ...]) -> None:
    form = Format(cipher="aes-256-gcm", layout="iv:tag:ciphertext", variable="KEY")
    claim = Credential(name="c", table="public.c", column="c", format=(form,))
    sealer = Sealer(form, SECRET)
    stored = [str(sealer.seal(Plain(text.encode())).stored) for text in (*texts, json.dumps({"apiKey": "a"}))]
    assert Vault(claim, {"KEY": SECRET}).sound(batch(*stored)) is None
