"""Where no login may run code of the database, what sessions reach is unknown to every audit of it, with the mend."""

import pytest

from golive.model.platform import Platform
from golive.run.observation import observe
from golive.server import Server
from golive.testing.spoil import judged


@pytest.mark.parametrize("code", ["ISO003", "ISO004"])
def test_a_superuser_alone_does_not_know_what_sessions_reach(code: str, alone: Server, example: Platform) -> None:
    said = judged(example, observe(alone.dsn("sound"), example, {}), (code,))
    assert (said.blocking, said.broken) == ((), ())
    (unknown,) = said.unknown
    assert "--probe-dsn" in unknown
