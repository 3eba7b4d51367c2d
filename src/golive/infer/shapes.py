"""What values of a column can look like, as patterns that PostgreSQL counts; nothing but counts leaves the server."""

from golive.model.secret_patterns import DIGESTED

SAMPLED = 2000  # rows of a table that are looked at
FILLED, DISTINCT, SHORTEST, LONGEST, SECRET = "filled", "distinct", "shortest", "longest", "secret"

_B = r"[A-Za-z0-9+/]"
# By the layout that a sealed value in one text has: name, pattern.
SEALED = {
    "hex iv:ciphertext": r"^[0-9a-fA-F]{32}[:.]([0-9a-fA-F]{32})+$",
    "hex iv:tag:ciphertext": r"^[0-9a-fA-F]{24}([0-9a-fA-F]{8})?[:.][0-9a-fA-F]{32}[:.][0-9a-fA-F]+$",
    "hex iv:ciphertext:tag": r"^[0-9a-fA-F]{24}([0-9a-fA-F]{8})?[:.][0-9a-fA-F]+[:.][0-9a-fA-F]{32}$",
    "base64 iv:ciphertext": rf"^{_B}{{22}}==[:.]{_B}+={{0,2}}$",
    "base64 iv:tag:ciphertext": rf"^({_B}{{16}}|{_B}{{22}}==)[:.]{_B}{{22}}==[:.]{_B}+={{0,2}}$",
    "base64 iv:ciphertext:tag": rf"^({_B}{{16}}|{_B}{{22}}==)[:.]{_B}+={{0,2}}[:.]{_B}{{22}}==$",
    "fernet": r"^gAAAA[A-Za-z0-9_-]{70,}={0,2}$",
    "prefixed": r"^(enc(rypted)?|sealed|aes|vault|kms|v[0-9]+|\{[a-z0-9-]+\})[:$|].{16,}$",
    "pgp": r"^-----BEGIN PGP MESSAGE-----",
}
TEXTS = {
    **SEALED,
    "hex": r"^([0-9a-fA-F]{2}){12,}$",
    "base64": rf"^({_B}{{4}}){{6,}}({_B}{{2}}==|{_B}{{3}}=)?$",
    "hash": rf"(?i){DIGESTED}",
    "five fields": r"^[0-9*?/,-]+(\s+[0-9A-Za-z*?/,#-]+){4}$|^@[a-z]+$",
    "six fields": r"^[0-9*?/,-]+(\s+[0-9A-Za-z*?/,#-]+){5}$",
    "zone": r"^[A-Z][A-Za-z]+/[A-Za-z_/+-]+$|^UTC$",
    "mail": r"^[^@\s]+@[^@\s]+\.[^@\s.]+$",
    "mail of a test": r"(?i)@([^@]*\.)?(test|example|invalid|localhost)$|@(example|test|mailinator|yopmail)\."
    r"|^(test|demo|dummy|e2e|qa|fake)([0-9._+-][^@]*)?@",
    "number": r"^[A-Za-z]+[-_/ ]?[0-9]{3,}$",
    "placeholder": r"\{\{\s*[\w.]+\s*\}\}",
    "random": r"^(?=.*[0-9])[A-Za-z0-9_.~-]{20,}$",
    "uuid": r"^[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}$",
    "words": r"\s\S+\s",
}
# Passwords that are tried one by one, each for long.
SLOW_DIGEST = (
    "^[$](2[abxy]?|y|7|5|6|argon2(id?|d)|b?crypt[a-z0-9-]*|s0|scrypt|pbkdf2[a-z0-9-]*)[$]"
    "|^(pbkdf2_sha(256|512)|argon2|bcrypt(_sha256)?|scrypt)[$:]"
)
# OpenPGP packets by their first bytes: a session key for a password or for a key, or sealed data.
BYTES = {"pgp": (0xC1, 0xC3, 0x84, 0x85, 0x8C, 0xD2)}


def is_text(kind: str) -> bool:
    return kind.partition("(")[0] in ("text", "character varying", "character", "citext", "public.citext")


def is_document(kind: str) -> bool:
    return kind in ("json", "jsonb")


def can_point(kind: str) -> bool:
    """Whether keys of other tables are of such types."""
    return is_text(kind) or kind in ("integer", "bigint", "smallint", "uuid")
