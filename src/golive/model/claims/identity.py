"""[[identity]]: a session of the application, as whom isolation is looked at."""

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from golive.model.claim import Claim, Name, Qualified, Select, Text, says
from golive.model.claim_kind import kind


@kind("identity", by="golive.observe.isolation")
class Identity(Claim):
    """A session of the application, as whom isolation is looked at: {tenant} and {user} stand for whose it is."""

    name: Annotated[Name, says("what the certificate calls it", "member")]
    role: Annotated[Name, says("the role that it has in the database", "authenticated")]
    settings: Annotated[
        dict[str, Text], says("setting: its value, with {tenant} or {user}", {"app.tenant": "{tenant}"})
    ] = Field(default_factory=dict)
    claims: Annotated[
        dict[str, Any],
        says("the token that the gateway puts into request.jwt.claims", {"sub": "{user}", "role": "authenticated"}),
    ] = Field(default_factory=dict)
    sessions: Annotated[
        Select | None,
        says(
            "lists (tenant, user, …) as text, one column without users; needed for {tenant} and {user}",
            "SELECT tenant_id::text, user_id::text FROM public.members",
        ),
    ] = None
    allowed: Annotated[
        dict[Qualified, tuple[Literal["SELECT", "INSERT", "UPDATE", "DELETE"], ...]],
        says("table: what it is meant to do there, where the grants allow more", {"public.audit": ["SELECT"]}),
    ] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _says_whose(self) -> "Identity":
        said = [*self.settings.values(), repr(self.claims)]
        keyed = any("{tenant}" in one or "{user}" in one for one in said)
        if self.sessions and not keyed:
            raise ValueError("settings or claims with {tenant} or {user}")
        if not self.sessions and keyed:
            raise ValueError("sessions, which lists whom {tenant} and {user} stand for; one without is anonymous")
        return self

    def allows(self, relation: str, command: str) -> bool:
        """Whether the platform means it to: what is not declared is as the grants have it."""
        return command in self.allowed.get(relation, (command,))
