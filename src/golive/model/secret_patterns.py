"""What a secret looks like where none may stand; written for Python and for PostgreSQL alike.

Strict by intent: a template that says password or token, a masked value, an example of the documentation
and a reference to a vault are no secrets.
"""

import binascii
import json
import re
from functools import lru_cache
from typing import NamedTuple, Self

_PLACEHOLDER = r"(?!\**@|x+@|pass@|password@|pwd@|secret@|changeme@|your[_-]?pass(word)?@|redacted@|hidden@)"
_IN_ADDRESS = r"[a-z][a-z0-9+.-]*://[^][{}()\s:/@\"'<>$%*]+:" + _PLACEHOLDER + r"[^][{}()\s:/@\"'<>$*]+@[a-z0-9]"

# A login before a host and its port, without a scheme; what else has such a form begins with its own word.
_BEFORE_PORT = (
    r"(^|[\s\"'=(,])(?!(mailto|sips?|xmpp|acct|im|tel|git|ssh|e?-?mail|to|from|b?cc|user|login|by|image|tag|version):)"
    r"[a-z0-9][a-z0-9._+-]*:" + _PLACEHOLDER + r"(?=[^\s\"'@]*[0-9])[^][{}()\s:/@\"'<>$%*]{6,}"
    r"@[a-z0-9][a-z0-9.-]*:[0-9]{2,5}($|[^0-9a-z_.-])"
)
_SHORT = r"\\*\"\s*:\s*\\*\"(?!xx|\.\.|min|max|too)(?=[^\"]*[0-9])[a-z0-9_+/=.!@#^&~-]{2,}\\*\""


class Kind(NamedTuple):
    """A text without the mark holds none of the forms: a look for the mark alone is ten times as quick."""

    mark: str
    forms: str
    matches: str

    @classmethod
    def exact(cls, mark: str, *forms: str) -> Self:
        return cls(mark, "|".join(forms), "~")

    @classmethod
    def caseless(cls, mark: str, *forms: str) -> Self:
        return cls(mark, "|".join(forms), "~*")


_MARK = (
    r"BEGIN |AKIA|ASIA|gh[pousr]_|b_pat_|glpat-|_live_|hsec_|sk-|xox[abprs]-|SG\.|npm_|hf_|shp.._|p_v1_|pypi-|SPX-"
    r"|ya29\.|[ts]Key=|s\.slack|i/webhooks|:AA"  # short, as twice the states cost twice
)
_ISSUED = (
    r"-----BEGIN ([A-Z0-9]+ )*PRIVATE KEY( BLOCK)?-----",
    r"(^|[^A-Za-z0-9])(AKIA|ASIA)(?![A-Z0-9]*EXAMPLE)[A-Z0-9]{16}($|[^A-Za-z0-9])",
    r"(^|[^A-Za-z0-9])gh[pousr]_[A-Za-z0-9]{36}",
    r"(^|[^A-Za-z0-9])github_pat_[A-Za-z0-9_]{50}",
    r"(^|[^A-Za-z0-9])glpat-[A-Za-z0-9_-]{20}",
    r"(^|[^A-Za-z0-9])[sr]k_live_[A-Za-z0-9]{20}",
    r"(^|[^A-Za-z0-9])whsec_[A-Za-z0-9+/]{24}",
    r"(^|[^A-Za-z0-9_-])sk-(proj-|ant-[a-z0-9]+-|svcacct-)?(?=[A-Za-z_-]*[0-9])[A-Za-z0-9_-]{32}",
    r"(^|[^A-Za-z0-9])xox[abprs]-[0-9]{6,}-[A-Za-z0-9-]{10}",
    r"(^|[^A-Za-z0-9])SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}",
    r"(^|[^A-Za-z0-9])(npm_[A-Za-z0-9]{36}|hf_[A-Za-z]{34}|shp(at|ca|pa|ss)_[a-fA-F0-9]{32}|dop_v1_[a-f0-9]{64})",
    r"(^|[^A-Za-z0-9])(pypi-AgEI[A-Za-z0-9_-]{50}|GOCSPX-[A-Za-z0-9_-]{28}|ya29\.[A-Za-z0-9_-]{40})",
    r"(Account|SharedAccess)Key=[A-Za-z0-9+/]{40}",
    r"hooks\.slack\.com/services/T[A-Z0-9]{6,}/B[A-Z0-9]{6,}/[A-Za-z0-9]{20}",  # an address that is a secret itself
    r"discord(app)?\.com/api/webhooks/[0-9]{17,}/[A-Za-z0-9_-]{60}",
    r"(^|[^A-Za-z0-9])(bot)?[0-9]{8,10}:AA[A-Za-z0-9_-]{33}($|[^A-Za-z0-9_-])",
)
# A page has the one for its visitors, and an explanation of tokens the other.
_SHOWN = (
    r"(^|[^A-Za-z0-9])AIza[0-9A-Za-z_-]{35}",
    r"(^|[^A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20}",
)
EXACT = Kind.exact(rf"{_MARK}|AIza|eyJ", *_ISSUED, *_SHOWN)
PROSE = (
    Kind.exact(_MARK, *_ISSUED),
    # How programs connect to a host that has a name; examples have none, or a word for a password.
    Kind.caseless(
        r"(password|pwd)=[^\s;]{6}|[^\s:/@]:[^\s:/@]{6,}@",
        r"(server|host|data source)=(?![^;]*(local|example|[0-9]\.))[^;\s,]*\.[^;\n]*;[^\n]*"
        r"(password|pwd)=(?!my|your|pass|secret)(?=[^\s;]*[0-9])[^][{}()\s\"';<>$%*]{6}",
        r"(postgres|postgresql|mysql|mariadb|mongodb|mongodb\+srv|rediss?|amqps?|mssql|sqlserver|s?ftp|smtps?)://"
        r"[^][{}()\s:/@\"'<>$%*]+:(?!my|your|pass|secret|\*|x+@)(?=[^\s@]*[0-9])[^][{}()\s:/@\"'<>$*]{6,}@"
        r"(?!example|[0-9.]+[:/])[a-z0-9-]+\.(?!example)[a-z]",
    ),
)
CASELESS = (
    Kind.caseless(r"[^\s:/@]:[^\s:/@]+@", _IN_ADDRESS, _BEFORE_PORT),
    Kind.caseless(
        r"(password|passwd|pwd)(=| +')|(key|secret|token)(=|: )|pin\"?[=:]",
        r"(password|passwd|pwd)=(?=[^\s\"',;&]*[0-9])[^][{}()\s\"',;&<>$%*=]{6}",
        r"(^|[^a-z0-9])password +'(?!\*+'|x+')[^' ]+'",
        r"(api_?key|api_?secret|client_?secret|secret_?key|(access|auth|refresh)_?token)(=|: )[\"']?"
        r"(?![0-9a-f]{8}-[0-9a-f]{4}-|[0-9a-f]+:)(?=[a-z0-9+/_.-]{8})[a-z]*([0-9]+[a-z]+){2}",
        r"(^|[^a-z])pin(=|: ?|\": ?\"?)[0-9]{4}($|[^0-9a-z.:/-])",
    ),
    Kind.caseless(
        r"(key|token)[\"']?( is| was)?\s*[\"' :=]{1,4}\s*[\"']?[a-z0-9+/_-]{20}",
        r"(^|[^a-z])(encryption|master|aes|cipher|hmac|secret|signing|private|credentials?)[_ -]?key"
        r"[\"']?( is| was)?[\"' :=]{1,4}([0-9a-f]{64}|[0-9a-f]{32}|[a-z0-9+/]{43}=)($|[^0-9a-z+/=])",
        r"aws_?secret_?(access_?)?key[\"']?\s*[:=]\s*[\"']?(?=[a-z+/]*[0-9])[a-z0-9+/]{40}($|[^a-z0-9+/])",
        r"x-(api-?key|auth-?token|access-?token)[\"']?\s*[:=]\s*[\"']?(?=[a-z_-]*[0-9])[a-z0-9_-]{20}",
    ),
    Kind.caseless(
        r"(pass|password|passwd|pwd|secret|key|token)\\*\"\s*[:,]\s*\\*\"",
        r"\"[a-z0-9_-]*(password|passwd|pwd|secret|api_?key|secret_?key|access_?token|refresh_?token|private_?key)\\*\""
        r"\s*:\s*\\*\"(?!(sk|pk)_test|enc:|vault:|arn:|[$]2|[0-9a-f]{8}-[0-9a-f]{4}-|[0-9a-f]+:[0-9a-f]+\")(?=[^\"]*[0-9])"
        r"[a-z0-9_+/=.!@#^&~-]{8,}\\*\"",
        # beside the name that goes with it, also a short one
        r"\\*\"(api_?key|(client|consumer)_?(id|key))\\*\"\s*:\s*\\*\"[^\"]+\"[^{}]*"
        r"\"(api|client|consumer)_?secret" + _SHORT,
        r"\\*\"(user_?(name)?|login)\\*\"\s*:\s*\\*\"[^\"]+\"[^{}]*\"(pass|password|passwd|pwd)" + _SHORT,
        r"\"(pass|password|passwd|pwd)" + _SHORT + r"[^{}]*\"(user_?(name)?|login)\\*\"\s*:\s*\\*\"[^\"]",
        r"\"(password|passwd|pwd|secret|api_?key|client_?secret)\"\s*,\s*\"value\"\s*:\s*\"(?=[^\"]*[0-9])[^\"{}$<*]{8}",
        r"\"([a-z0-9]+[_-])*(signing|webhook|hook|hmac|jwt|session|cookie|encryption|shared)[_-]?(secret|key)\"\s*:\s*"
        r"\"(change_?me|secret|password|passw0rd|test|admin|default|dev|development|123456[0-9]*|qwerty)\"",
    ),
    Kind.caseless(
        r"(bearer|basic) |curl |cookie\"?:|authorization\"?[:=]",
        r"(^|[^a-z])(bearer|basic) +(?=[a-z0-9+/_.~-]*[0-9])[a-z0-9+/_.~-]{16}",
        r"curl [^\n]*(-u|--user)[ =]*[\"']?[^\s:\"'$]+:(?=[^\s\"']*[0-9])[^\s\"'$*<{]{6}",
        r"cookie: *[^;\s]*(session|sid|auth|token)[a-z_.-]*=(?=[^;\s]*[0-9])[^;\s*<{$]{20}",
        r"cookie\": *\"[^;\s\"]*(session|sid|auth|token)[a-z_.-]*=(?=[^;\s\"]*[0-9])[^;\s*<{$\"]{16}",
        r"authorization\"?[:=] *[\"']?[a-z-]*(key|token|auth|secret|basic|bearer|hmac)[a-z-]* +"
        r"(?=[a-z+/_.~-]*[0-9])(?=[0-9+/_.~-]*[a-z])[a-z0-9+/_.~-]{10}",
    ),
    Kind.caseless(
        r"\$2[abxy]?\$|\$argon2|scram-sha-256\$",
        r"[^]\"'$}]\$2[abxy]?\$[0-9]{2}\$[./a-z0-9]{53}",  # of a stored password, copied into a text
        r"[^]\"'$}](\$argon2i?d?\$v=|scram-sha-256\$[0-9]+:)",
    ),
    Kind.caseless(
        r"/(web)?hooks?/|\"kty\"|[?&][a-z_]*(key|token|secret|sig|signature)=",
        r"/(hooks?|webhooks?)/(?=[a-f]*[0-9])(?=[0-9]*[a-f])[0-9a-f]{32}",
        r"\"k\"\s*:\s*\"[a-z0-9_-]{22,}\"[^{}]*\"kty\"\s*:\s*\"oct\"|\"kty\"\s*:\s*\"oct\"[^{}]*\"k\"\s*:\s*\"[a-z0-9_-]{22}",
        r"otpauth://[^\s\"]*[?&]secret=[a-z2-7]{16}",
        r"[?&]sig=(?=[a-z+/]*[0-9])[a-z0-9+/%]{40}",
        r"[?&](api_?key|access_?token|auth_?token|token|secret|signature)=(?=[a-z0-9_.~%-]*[0-9])[a-z0-9_.~%-]{20}",
    ),
)

_EXACT = re.compile(EXACT.forms)
_CASELESS = re.compile("|".join(kind.forms for kind in CASELESS), re.IGNORECASE)


def holds_secret(text: str) -> bool:
    return bool(_EXACT.search(text) or _CASELESS.search(text))


_KEY = re.compile(
    r"(?i)(?<![0-9a-z+/])(?:[0-9a-f]{64}|(?=[a-z+/]*[0-9])[a-z0-9+/]{43}=)(?![0-9a-z+/=])"
    r"|key\W{1,4}(?:(?:is|was)\W{1,3})?[0-9a-f]{32}(?![0-9a-z])"
)
_SPOKEN = re.compile(
    r"(?i)\b(?:password|passwd|passphrase|pwd|pw)\b\W{0,3}(?:(?:is|was)\W{1,3})?"
    r"(?!sha|md5|argon|pbkdf|b?crypt|scrypt|scram)(?=\S*[0-9])(?=\S*[a-z])[^\s\"'<>{}$*]{8}"
)
_NAMED = re.compile(
    r"(?i)(?:key|secret|token)\W{0,2}[=:]\W{0,2}(?![0-9a-f]{8}-[0-9a-f]{4}-)(?=[a-z0-9+/_-]{10})[a-z]*(?:[0-9]+[a-z]+){3}"
)
_DIGEST = re.compile(r"(?i)sha-?\d|md5|digest|checksum|hash|fingerprint|commit|revision|etag")


def comment_holds_secret(text: str) -> bool:
    """In a comment a key stands for nothing else, whatever it is called; a digest says that it is one."""
    if holds_secret(text) or _SPOKEN.search(text):
        return True
    return bool(_KEY.search(text) or _NAMED.search(text)) and not _DIGEST.search(text)


_ADDRESS = re.compile(_IN_ADDRESS, re.IGNORECASE)
_TOKEN = re.compile(r"eyJ[A-Za-z0-9_-]{10,}\.(eyJ[A-Za-z0-9_-]{10,})\.[A-Za-z0-9_-]{20,}")


@lru_cache(maxsize=8192)  # thousands of columns have one default
def code_holds_secret(text: str) -> bool:
    """The same of SQL, where names stand beside `=` and a key that every visitor's browser has is no secret."""
    text = _TOKEN.sub(lambda token: "" if _is_published(token[1]) else token[0], text)
    return bool(_EXACT.search(text) or _ADDRESS.search(text))


def _is_published(claims: str) -> bool:
    """Of a token that is signed for whoever has not signed in."""
    try:
        found = json.loads(binascii.a2b_base64(claims.replace("-", "+").replace("_", "/") + "=="))
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and found.get("role") == "anon"


# How stored passwords look when nobody can read them: modular crypt, Django, PHC, SCRAM, LDAP, hex, base64.
DIGESTED = "|".join(
    (
        r"^\$(2[abxy]?|[15-7yph]|gy|argon2[a-z]*|b?crypt[a-z0-9-]*|scrypt|s0|md5|sha[0-9a-z-]*|pbkdf2[a-z0-9-]*)\$",
        r"^(pbkdf2|argon2|bcrypt|scrypt|md5|sha1|sha256|sha512|crypt|unsalted)[a-z0-9_]*[$:]",
        r"^scram-sha-256\$",
        r"^\{[a-z0-9.-]+\}",
        r"^(md5)?[0-9a-f]{32,}$",
        r"^[0-9a-f]{16,}[:.$][0-9a-f]{16,}",
        r"^[a-z0-9+/_=.:$-]{40,}$",
    )
)
BCRYPT = r"^\$2[abxy]?\$[0-9]{2}\$"
WHOLE_BCRYPT = BCRYPT + r"[./A-Za-z0-9]{53}$"
SALTED = r"\$[^$]{8,}\$[^$]+$"  # the salt stands before the last part
# Of them, those that take long to guess, and those that a list of words goes through in a second.
SLOW = (
    r"^(\$(2[abxy]?\$(0[89]|[1-3][0-9])|argon2|scrypt|pbkdf2|[7y]\$)"
    r"|(pbkdf2|argon2|bcrypt|scrypt|scram)[a-z0-9_-]*[$:])"
)
QUICK = r"^(\$2[abxy]?\$0[4-7]\$|(md5|sha1|unsalted_[a-z0-9]+)?\$?[0-9a-f]{32,128}$|\$(1|apr1)\$|\{(md5|sha)\})"
# The same, and marks that say that there is none.
HASHED = "|".join(
    (
        DIGESTED,
        r"^([!*]|(x+|-+)$)",
        r"^(none|null|disabled|locked|external|sso|oauth|ldap|unset|invalid)$",
    )
)
# What codes of a second factor are computed from, as it is shown to whoever enters it.
SEED = r"^\s*([A-Z2-7]{16,64}|[a-z2-7]{16,64}|([A-Za-z2-7]{4} ){3,15}[A-Za-z2-7]{4})=*\s*$"
# What stands for a value that is kept elsewhere, or for none.
MASKED = (
    r"^\s*([*x.\u2022-]+|.*[*\u2022]{3}.*|.*(\{\{|\$\{|<).*|none|null|nil|true|false|unset|empty|encrypted|sealed|redacted|hidden"
    r"|moved|migrated|n/?a|(enc|vault|arn|secret|ref|kms|v[0-9]+):.*)\s*$"
)
# A document of sealed parts names them.
SEALED_PARTS = (
    r"\"(iv|nonce|ct|cipher_?text|cipher|data|tag|auth_?tag|salt|encrypted[a-z_]*|payload|value|kid|key_?id|alg|v)\""
    r"\s*:"
)
# In a document, what was sealed or drawn before.
OLD_IN_JSON = (
    r"\"(old|prev|previous|former|backup|bak|legacy|last)_?(credentials?|secret|token|password|api_?key|key)?"
    r"(_?(encrypted|sealed|enc))?\"\s*:\s*\"([0-9a-f]{24,}[:.][0-9a-f]{32,}|gAAAAA[a-z0-9_-]{60}|[a-z0-9+/]{16,}={0,2}:[a-z0-9+/]{24,})"
)
# Under the name of a secret, in a document: a value that is too short to be sealed.
SHORT_IN_JSON = (
    r"\"([a-z0-9]+[_-]?)*(password|passwd|pwd|secret|token|api_?key|access_?key|private_?key|secret_?key|passphrase|pin"
    r"|pass_?code)\"\s*:\s*\"(?!\s*\"|[*x.-]+\"|none\"|null\"|true\"|false\")[^\"{$<*]{1,7}\""
)
