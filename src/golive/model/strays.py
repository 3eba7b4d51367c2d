"""How few of a column's values may stray from all others before they are what the column holds as well."""

FEWEST = 20  # rows, before what all others keep to is more than chance
_MEANT = 50  # of so many, more than one row that does otherwise may well be meant
_WRONG = 10  # likewise, where no row may mean it: with more the rule is another than it seems


def few(strays: int, of: int, wrong: bool = False) -> bool:
    """One, or two in a hundred; ten, where each is wrong by itself."""
    return of >= FEWEST and 0 < strays <= max(1, of // (_WRONG if wrong else _MEANT))


# What is said of a document's name.
LACKED, OTHERWISE = "lacked", "otherwise"
