"""[platform]: which platform this is."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from golive.model.claim import Claim, Name, says
from golive.model.claim_kind import Times, kind
from golive.model.window import Window


@kind("platform", Times.NEEDED, by="golive.model.platform")
class Head(Claim):
    """Which platform this is.

    Whose its rows are it must say in one of two ways, or it is not certified: with [tenancy], or with
    `tenants = "one"`, where the whole database is one tenant's.
    """

    name: Annotated[
        str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,39}$"), says("how commands and reports call it", "shop")
    ]
    title: Annotated[Name, says("how people call it", "The shop")]
    document: Annotated[str, says("the runbook it stands for, with its version and date", "Plan, version 2")] = ""
    tenants: Annotated[
        Literal["one"] | None, says("the whole database is one tenant's; in the place of [tenancy]", "one")
    ] = None
    minutes: Annotated[Annotated[int, Field(gt=0)] | None, says("the time budget of the migration", 45)] = None
    deployer: Annotated[
        Name | None, says("the role that migrates; without it, the owner of most tables", "postgres")
    ] = None
    load: Annotated[
        Annotated[int, Field(gt=0)] | None, says("how many sessions it must bear while it migrates: --load", 1000)
    ] = None
    valid_days: Annotated[
        Annotated[int, Field(gt=0, le=366)], says("how long a certificate is valid from when its run began", 30)
    ] = 30
    search_path: Annotated[
        tuple[Name, ...], says("where the application looks for unqualified names", ["public", "extensions"])
    ] = ("public",)
    strict: Annotated[
        tuple[Literal["index", "statistics", "comment", "options", "setting"], ...],
        says("tuning that is locked like everything else", ["index"]),
    ] = ()
    stages: Annotated[
        tuple[Name, ...],
        says("from the go-live on, in their order; --stage names one, the first is the default", ["day 1", "week 1"]),
    ] = ()
    window: Annotated[
        Window | None,
        says(
            "when the go-live may migrate",
            {"day": "sunday", "start": "22:00", "end": "02:00", "zone": "Asia/Bangkok"},
        ),
    ] = None
