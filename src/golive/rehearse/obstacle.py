"""What stops a step of a rehearsal, in one line."""

from psycopg import Error

from golive.migrate.work import said
from golive.model.errors import WrongUse
from golive.model.failures import StepFailed

STOPS = (StepFailed, WrongUse, Error)


def line(error: Exception) -> str:
    """Without what the server says of rows."""
    if isinstance(error, StepFailed):
        return "; ".join((error.what, *error.claims))
    return said(error) if isinstance(error, Error) else str(error)
