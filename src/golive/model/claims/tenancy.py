"""[tenancy]: whose rows are whose."""

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from golive.model.claim import Claim, Name, Qualified, Text, says
from golive.model.claim_kind import Times, kind

if TYPE_CHECKING:
    from golive.model.claims import Claims


class Members(Claim):
    """The table that says which users belong to which tenants."""

    table: Annotated[Qualified, says("the table with one row per membership", "public.members")]
    tenant: Annotated[Name, says("its column with the tenant", "tenant_id")]
    user: Annotated[Name, says("its column with the user", "user_id")]
    where: Annotated[Text, says("boolean SQL over its columns: which memberships count", "status = 'active'")] = "true"


@kind("tenancy", Times.OPTIONAL, by="golive.rights.tenancy")
class Tenancy(Claim):
    """Whose rows are whose."""

    root: Annotated[Qualified, says("the table with one row per tenant", "public.tenants")]
    key: Annotated[Name, says("its key", "id")] = "id"
    columns: Annotated[tuple[Name, ...], says("what the tenant's key is called in the other tables", ["tenant_id"])]
    enforced_by: Annotated[
        Literal["database", "application"], says("who keeps tenants apart: row security, or the code", "database")
    ]
    shared: Annotated[tuple[Qualified, ...], says("tables that carry no tenant by intent", ["public.countries"])] = ()
    nullable: Annotated[
        tuple[Qualified, ...], says("tables where a row without a tenant belongs to everybody", ["public.templates"])
    ] = ()
    active: Annotated[str, says("boolean SQL over the root: which tenants must be complete", "status = 'active'")] = (
        "true"
    )
    through: Annotated[
        dict[Qualified, Name],
        says("table: the column whose foreign key leads to the row that has the tenant", {"public.lines": "order_id"}),
    ] = Field(default_factory=dict)
    own: Annotated[
        dict[Qualified, Name], says("table: the column with the user who may see the row", {"public.inbox": "user_id"})
    ] = Field(default_factory=dict)
    shared_rows: Annotated[
        dict[Qualified, Text],
        says("table: boolean SQL over it: rows that every tenant may read", {"public.articles": "is_public"}),
    ] = Field(default_factory=dict)
    members: Annotated[
        Members | None,
        says(
            "the table that says which users belong to which tenants",
            {"table": "public.members", "tenant": "tenant_id", "user": "user_id", "where": "status = 'active'"},
        ),
    ] = None

    def fits(self, claims: "Claims") -> None:
        if claims.platform.tenants:
            raise ValueError('either [tenancy] or [platform] tenants = "one"')
