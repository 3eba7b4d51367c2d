"""Which PostgreSQL versions golive is written for, and what is said of the others."""

from golive.model.errors import WrongUse

OLDEST = 14
TESTED = (15, 16, 17, 18)


def version_note(place: str, major: int, shown: str = "") -> str:
    """A word on a version that was not tested, '' for a tested one; WrongUse below the oldest."""
    shown = shown or str(major)
    if major < OLDEST:
        raise WrongUse(place, f"PostgreSQL {shown} is too old", f"{OLDEST} to {TESTED[-1]} are supported")
    if major > TESTED[-1]:
        return f"PostgreSQL {shown} is newer than {TESTED[-1]}: golive was not tested on it"
    if major not in TESTED:
        return f"PostgreSQL {shown} is supported but was not tested"
    return ""
