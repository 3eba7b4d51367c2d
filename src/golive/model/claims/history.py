"""[[history]]: the migration history that another tool keeps."""

from typing import Annotated

from pydantic import AfterValidator

from golive.model.claim import Claim, Qualified, says
from golive.model.claim_kind import kind
from golive.model.migration_tools import MIGRATION_TOOLS


def _known(name: str) -> str:
    if name not in MIGRATION_TOOLS:
        raise ValueError(", ".join(MIGRATION_TOOLS))
    return name


@kind("history", by="golive.observe.history")
class History(Claim):
    """The migration history that another tool keeps."""

    tool: Annotated[str, AfterValidator(_known), says("the tool that migrates", "prisma")]
    table: Annotated[Qualified | None, says("where it is not the tool's own default", "public.schema_history")] = None
