"""Requests to an address outside the database: GET only, no redirect followed, no address in any message."""

import json
from collections.abc import Mapping
from http.client import HTTPException
from time import monotonic
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from golive.model.claims.item import Probe
from golive.model.evidence import Evidence
from golive.observe.measured import measured

ONE_S, ALL_S = 10.0, 60.0
LARGEST = 1_000_000  # bytes of an answer


class _Stay(HTTPRedirectHandler):
    """A redirect is an answer; what stands behind it may be another host, which must not get the token."""

    def redirect_request(self, *_: Any) -> None:
        return None


def probe(item: Probe, environ: Mapping[str, str]) -> Evidence:
    address = environ[item.variable].rstrip("/") + item.path
    try:
        parsed = urlsplit(address)
        usable = parsed.scheme in ("http", "https") and bool(parsed.hostname)
    except ValueError:
        usable = False
    if not usable:
        return Evidence.unknown(f"{item.variable} holds no http:// or https:// address")
    headers = {"User-Agent": "golive", "Accept": "application/json, */*"}
    if item.token and environ.get(item.token):
        headers["Authorization"] = f"Bearer {environ[item.token]}"
    opener = build_opener(_Stay())
    wrong, times, value = [], [], None
    begun = monotonic()
    for _ in range(item.requests):
        if monotonic() - begun > ALL_S:
            wrong.append(f"not all {item.requests} requests were answered within {ALL_S:g} s")
            break
        started = monotonic()
        try:
            status, body = _get(opener, Request(address, headers=headers))
            reason, number = _judged(item, status, body)
        except (OSError, HTTPException, ValueError) as error:
            reason, number = f"no answer: {type(getattr(error, 'reason', None) or error).__name__}", None
        times.append((monotonic() - started) * 1000)
        if reason:
            wrong.append(reason)
        value = value if number is None else number
    return measured(value, max(times), looked_at=len(times), wrong=wrong, errors=len(wrong))


def _get(opener: OpenerDirector, request: Request) -> tuple[int, bytes]:
    try:
        with opener.open(request, timeout=ONE_S) as answer:
            return int(answer.status), answer.read(LARGEST)
    except HTTPError as error:
        with error:
            return error.code, b""


def _judged(item: Probe, status: int, body: bytes) -> tuple[str, float | None]:
    """What is wrong with an answer, and the number that stands in it."""
    if status != item.status:
        return f"status {status} in the place of {item.status}", None
    if item.json_ is None:
        return "", None
    try:
        found: Any = json.loads(body)
    except ValueError:
        return "the answer is no JSON", None
    for part in item.json_.split("."):
        try:
            found = found[int(part)] if isinstance(found, list) else found[part]
        except (KeyError, IndexError, TypeError, ValueError):
            return f"{item.json_} is not in the answer", None
    if item.is_ is not None:
        same = type(found) is type(item.is_) and found == item.is_
        return "" if same else f"{item.json_} is not {item.is_!r}", None
    found = len(found) if isinstance(found, list) else found
    if isinstance(found, bool) or not isinstance(found, int | float):
        return (f"{item.json_} is no number" if item.limited else ""), None
    return "", float(found)
