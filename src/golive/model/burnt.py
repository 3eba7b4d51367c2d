"""Values that everybody knows: printed in a document, a tutorial or a default, and so no secret anywhere.

Only keyed hashes are kept here: nobody reads from this file what to try, and no scanner takes it for a leak.
"""

import hmac
from hashlib import sha256

from golive.model.burnt_hashes import BURNT

_KEY = b"golive: burnt values, by keyed hash"


def keyed(value: str) -> str:
    return hmac.new(_KEY, value.strip().lower().encode(), sha256).hexdigest()


def is_burnt(value: str) -> bool:
    """Whether the value, however it is written, is one that everybody knows."""
    return keyed(value) in BURNT
