"""[server]: what the server must be."""

from typing import Annotated

from pydantic import Field

from golive.model.claim import Claim, says
from golive.model.claim_kind import Times, kind


@kind("server", Times.DEFAULT, by="golive.observe.server_state")
class Server(Claim):
    """What the server must be."""

    settings: Annotated[dict[str, str], says("setting: its value", {"max_connections": "200"})] = Field(
        default_factory=dict
    )
    timezone: Annotated[str | None, says("the time zone of sessions", "UTC")] = None
    encoding: Annotated[str, says("the encoding of the database", "UTF8")] = "UTF8"
    grace_seconds: Annotated[
        int, Field(ge=0, le=600), says("for how long a prepared transaction or a slot without reader may stand", 5)
    ] = 5
