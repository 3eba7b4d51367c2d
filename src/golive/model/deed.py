"""What shows a finding where it is done: whose session, what it does, and to what."""

from dataclasses import dataclass

EXECUTE = "EXECUTE"
CREATE = "CREATE"  # a table in a schema
LURE = "LURE"  # a function is called that finds what its caller has made


@dataclass(frozen=True, slots=True)
class Deed:
    """It comes off, or ends with the SQLSTATE that it says."""

    role: str
    does: str  # a command on rows, or one of these
    to: str  # a relation, a function, a schema
    where: str = ""  # the condition that lets rows through
    comes_to: tuple[tuple[str, str], ...] = ()  # by a function: relations, and what is done to them
    names: tuple[str, ...] = ()  # relations that a function finds by search_path
    fails: str = ""
