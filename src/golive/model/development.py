"""Hosts that answer on a developer's machine or a stage before this one, and the columns where they would be called."""

import re
from functools import cache

from golive.model.catalog import Column, Relation
from golive.model.leftovers import is_text, words

# For Python and PostgreSQL alike, without regard to case.
_START, _END = r"[a-z][a-z0-9+.-]*://([^/@\s\"]*@)?", r"(:[0-9]+)?([]/?#\"'\s\\,;)}]|$)"
_OWN = (
    r"localhost|127(\.[0-9]{1,3}){3}|0\.0\.0\.0|\[::1\]|host\.docker\.internal|[a-z0-9_-]+\.local"
    r"|([a-z0-9_-]+\.)+(test|localhost)"
    r"|([a-z0-9_-]+\.)*(ngrok\.(io|app|dev)|ngrok-free\.(app|dev)|loca\.lt|localtunnel\.me|trycloudflare\.com"
    r"|serveo\.net|lhr\.life|webhook\.site|requestbin\.(com|net))"
)
_BEFORE = r"dev|devel|development|stg|stage|staging|test|testing|qa|uat|preprod|sandbox"
# A machine of one's own, a name that is reserved for tests, a tunnel to a desk.
OWN_HOST = rf"{_START}({_OWN}){_END}"
# A label that says that it is not production; a name in a network of one's own.
STAGE_HOST = (
    rf"{_START}(([a-z0-9_-]+[.-])*({_BEFORE})[.-][a-z0-9_.-]+|[a-z0-9_-]+-({_BEFORE})\.[a-z0-9_.-]+"
    rf"|(?![a-z0-9_.-]*(cluster|svc)\.local[^a-z])([a-z0-9_-]+\.){{2,}}local){_END}"
)
_OWN_COMPILED, _STAGE_COMPILED = (re.compile(one, re.IGNORECASE) for one in (OWN_HOST, STAGE_HOST))

_URL = re.compile(
    r"(?:^|_)(?:urls?|uris?|links?|endpoints?|hosts?|hostname|callbacks?|webhooks?|origins?|redirects?|href)(?:_|$)"
)
_TRACE = re.compile(
    r"(?:^|_)(?:logs?|audits?|histor(?:y|ies)|events?|requests?|responses?|messages?|e?mails?|notifications?|sessions?"
    r"|visits?|clicks?|errors?|traces?|runs?|executions?|results?|imports?|conversations?|comments?|payloads?)(?:_|$)"
)
_CONFIGURED = re.compile(
    r"config|setting|option|preference|param|propert|integration|webhook|hook|endpoint|connect|channel|provider|service"
    r"|client|tenant|organi[sz]ation|workspace|template|workflow|automation|trigger|schedule|plugin|feature|environment"
    r"|platform|site|domain|oauth|sso|definition|agent|tool|action|credential|metadata|callback|redirect|api|app"
)


def is_called(table: Relation, name: str, column: Column) -> bool:
    """A document, or a column of addresses, that is no record of what went by."""
    called = column.type in ("json", "jsonb") or (is_text(column) and _is_address(name))
    return called and not (_is_trace(name) or _is_trace(table.name))


@cache  # thousands of tables have columns of one name
def _is_address(name: str) -> bool:
    return bool(_URL.search(words(name)))


@cache
def _is_trace(name: str) -> bool:
    return bool(_TRACE.search(words(name)))


def is_configuration(table: str, column: str) -> bool:
    """Whether what it says is done, by the names of table and column."""
    return bool(_CONFIGURED.search(words(table)) or _CONFIGURED.search(words(column)))


def names_development(text: str) -> bool:
    return bool(_OWN_COMPILED.search(text) or _STAGE_COMPILED.search(text))
