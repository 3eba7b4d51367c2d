"""What can be wrong with one sealed value, in words that hold no value."""

from enum import StrEnum


class Flaw(StrEnum):
    # it opens with the key
    UNOPENED = "does not open with any key that is known here"
    OTHER_KEY = "opens with another key"
    WRONG_IV = "opens with the key, behind a first block that another iv was used for"
    DAMAGED = "begins as the key says and is damaged behind"
    # it is written as declared
    EMPTY = "is empty where one is required"
    WORD = "is the text of a value that was not there"
    CLEAR = "stands in clear"
    ENCODED = "is encoded, not encrypted"
    SHAPE = "is not written as declared"
    LENGTH = "has a part of another length"
    # it holds what its kind needs
    NOT_JSON = "opens, and is no JSON"
    NOT_OBJECT = "opens, and is no JSON object"
    STRING = "opens, and is JSON inside a JSON string"
    TWICE = "was sealed twice"
    LACKS = "lacks a field of its kind"
    BLANK = "has a field without a value"
    TO_FILL = "has a field that nobody filled in"
    MASKED = "has a field as a screen had masked it"
    AROUND = "has a field with a space or line end around it"
    DRESSED = "has a field that is no key as it stands: with quotes, a name, an address, blanks, escapes, or wrapped"
    HIDDEN = "has a field with a letter that nobody sees, or of another script"
    TEST_MODE = "is of its provider's test mode, or of a stage before this one"
    NESTED = "has fields in the place of a value"
    OWN_MACHINE = "names an address of one's own machine, example or stage, without TLS, with a login, key or no port"
    OTHER_KIND = "holds the fields or the key of another kind"
    OTHER_ROW = "holds another value than its row"
    REPEATED = "has one value in the place of several, or several in the place of one"
    ENDED = "says of itself that it has ended"
    PATTERN = "opens, and does not look as declared"
    # it is nobody else's
    SAME_IV = "has the iv of another row"
    SAME_CONTENT = "holds the credentials of another row"
    WEAK_IV = "has an iv that was not drawn"
    # it is sealed with the current key
    OLD_KEY = "opens with an old key"


OPENS = (Flaw.UNOPENED, Flaw.OTHER_KEY, Flaw.WRONG_IV, Flaw.DAMAGED)
WRITTEN = (Flaw.EMPTY, Flaw.WORD, Flaw.CLEAR, Flaw.ENCODED, Flaw.SHAPE, Flaw.LENGTH)
HOLDS = (
    Flaw.NOT_JSON, Flaw.NOT_OBJECT, Flaw.STRING, Flaw.TWICE, Flaw.LACKS, Flaw.BLANK, Flaw.OTHER_KIND, Flaw.OTHER_ROW,
    Flaw.PATTERN, Flaw.TO_FILL, Flaw.MASKED, Flaw.AROUND, Flaw.NESTED, Flaw.OWN_MACHINE, Flaw.REPEATED, Flaw.ENDED,
    Flaw.DRESSED, Flaw.HIDDEN, Flaw.TEST_MODE,
)  # fmt: skip
EQUAL = (Flaw.SAME_IV, Flaw.SAME_CONTENT)  # found by comparing rows
OWN = (*EQUAL, Flaw.WEAK_IV)
CURRENT = (Flaw.OLD_KEY,)
WITHOUT_KEY = (*WRITTEN, Flaw.SAME_IV, Flaw.WEAK_IV)  # what can be judged where no key is known
