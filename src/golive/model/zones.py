"""Time zones that are written so that they mean one offset, or two things, instead of a place."""

import re

# For Python and PostgreSQL alike, without regard to case. Three to five letters are an abbreviation but for names that
# are a place's or UTC's own; UTC+2 is two hours WEST of Greenwich where it is read as POSIX has it.
ABBREVIATED = (
    r"^\s*((?!(utc|uct|gmt|zulu|prc|roc|rok|cuba|eire|iran|japan|egypt|libya|none|null|auto|local|other)\s*$)[a-z]{3,5}"
    r"|(utc|gmt)?\s*[+-](?!0?0(:?00)?\s*$)[0-9]{1,2}(:?[0-9]{2})?"
    r"|<[+-]?[a-z0-9]+>[+-]?[0-9:]+)\s*$"
)
# What is looked up in a table of names finds no other spelling of one.
REGION = r"^(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific|Etc)/"
_ABBREVIATED = re.compile(ABBREVIATED, re.IGNORECASE)
_COLUMN = re.compile(r"(?:^|_)(?:time_?zone|tz|zone_?info)(?:_?(?:name|id))?$")


def is_abbreviated(zone: str) -> bool:
    return bool(_ABBREVIATED.match(zone))


def is_zone(name: str) -> bool:
    """Whether a column of that name, with its words apart, holds time zones."""
    return bool(_COLUMN.search(name))
