"""News to whoever listens: a POST of JSON, whose patience ends. Its address may be a secret, and is not shown."""

import http.client
from collections.abc import Callable
from dataclasses import dataclass
from time import sleep
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from golive.model.errors import WrongUse

TIMEOUT_S, ATTEMPTS = 10.0, 3
_AGAIN = frozenset({408, 425, 429})


class _Stays(HTTPRedirectHandler):
    """What was meant for one address is given to no other."""

    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass(frozen=True, slots=True, repr=False)
class Webhook:
    url: str
    wait: Callable[[float], object] = sleep
    timeout: float = TIMEOUT_S

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.url)
            known = parts.scheme in ("http", "https") and parts.hostname and (parts.port or True)
        except ValueError:
            known = False
        if not known:
            raise WrongUse("--webhook", "is no address of a web server", "https://…, or in GOLIVE_WEBHOOK")

    def post(self, document: str) -> str:
        """'' where it was taken, else why not."""
        why = ""
        for attempt in range(ATTEMPTS):
            if attempt:
                self.wait(2.0**attempt)
            why, final = self._once(document.encode("utf-8", "backslashreplace"))
            if not why or final:
                break
        return why and f"{urlsplit(self.url).hostname} did not take it: {why}"

    def _once(self, body: bytes) -> tuple[str, bool]:
        request = Request(self.url, body, {"Content-Type": "application/json", "User-Agent": "golive"}, method="POST")
        try:
            with build_opener(_Stays).open(request, timeout=self.timeout):
                return "", True
        except HTTPError as error:
            error.close()
            return f"it answered {error.code}", error.code < 500 and error.code not in _AGAIN
        except (OSError, http.client.HTTPException) as error:  # what they say may hold the address
            reason = getattr(error, "reason", error)
            return type(reason).__name__, False
