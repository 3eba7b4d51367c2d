"""What is missing may only have been renamed or misspelt."""

from difflib import get_close_matches

from golive.diff.wording import named
from golive.model.catalog import CatalogObject


def resembling(missing: CatalogObject, unlocked: list[CatalogObject]) -> str:
    """', and … is there instead', else nothing."""
    near = {
        entry.name: entry
        for entry in unlocked
        if type(entry) is type(missing)
        and (entry.relation == missing.relation if missing.relation else entry.schema == missing.schema)
    }
    elsewhere = [entry for entry in unlocked if type(entry) is type(missing) and entry.name == missing.name]
    if elsewhere and elsewhere[0].schema is not None:
        return f" (did you mean {named(elsewhere[0])}, which is not in the lock?)"
    found = get_close_matches(missing.name, list(near), n=1, cutoff=0.6)
    return f" (did you mean {named(near[found[0]])}, which is not in the lock?)" if found else ""
