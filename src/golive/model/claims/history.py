"""[[history]]: the migration history that another tool keeps."""

from typing import Annotated, Literal

from golive.model.claim import Claim, Qualified, says
from golive.model.claim_kind import kind


@kind("history", by="golive.observe.history")
class History(Claim):
    """The migration history that another tool keeps."""

    tool: Annotated[
        Literal["prisma", "drizzle", "supabase", "alembic", "flyway"], says("the tool that migrates", "prisma")
    ]
    table: Annotated[Qualified | None, says("where it is not the tool's own default", "public.schema_history")] = None
