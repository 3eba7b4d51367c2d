"""What there is to know of a cipher; nothing here keeps or shows what was in a sealed value."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(slots=True)
class Parts:
    """A sealed value, taken apart as its format says."""

    iv: bytes
    ciphertext: bytes
    tag: bytes | None = None
    token: bytes | None = None  # of a cipher with a form of its own, with everything in it


class Malformed(ValueError):
    """No value of a cipher's own form; what is wrong holds none of it."""

    def __init__(self, what: str, *, length: bool = False) -> None:
        self.length = length
        super().__init__(what)


Opener = Callable[[Parts, bytes | None], bytes | None]  # with what GCM authenticates; None: it does not open
Texts = Sequence[bytes]
Aads = Sequence[bytes | None]
Decrypt = Callable[[Texts, Texts, Aads], Texts]  # ivs, ciphertexts with their tags; ValueError where one is not sound

_CIPHERS: dict[str, "Cipher"] = {}
CIPHERS: Mapping[str, "Cipher"] = _CIPHERS  # by each name that [[credential]] may say


class Cipher(ABC):
    """One way of sealing, for keys of one or more sizes."""

    names: ClassVar[Mapping[str, int]]  # in platform.toml: bytes of its key
    family: ClassVar[str]  # as a finding names it, before the bits of a key
    iv_bytes: ClassVar[int] = 16  # where a format says nothing else
    block: ClassVar[int] = 1  # a ciphertext is a multiple of it
    whole: ClassVar[bool] = False  # a text of its own form: no layout, no columns; base64url

    def __init_subclass__(cls) -> None:
        lacking = [name for name in ("names", "family") if not hasattr(cls, name)]
        lacking += [name for name in sorted(Cipher.__abstractmethods__) if getattr(cls, name) is getattr(Cipher, name)]
        lacking += ["parts"] if cls.whole and cls.parts is Cipher.parts else []
        if lacking:
            raise TypeError(f"{cls.__name__} has no {' and no '.join(lacking)}")
        for name in cls.names:
            if name in _CIPHERS:
                raise TypeError(f"{name} is a name of {type(_CIPHERS[name]).__name__} and of {cls.__name__}")
            _CIPHERS[name] = cls()

    @property
    def sizes(self) -> frozenset[int]:
        """Of its keys, in bytes."""
        return frozenset(self.names.values())

    def refuses(self, named: frozenset[str], iv_bytes: int) -> str:
        """The allowed form, where these parts (iv, tag, ciphertext) are not such as it has; else ''."""
        return ""

    def authentic(self, tagged: bool) -> bool:
        """Whether opening proves the key; else what comes out has to be plausible."""
        return False

    @abstractmethod
    def opener(self, key: bytes, tagged: bool) -> Opener:
        """Made once for a key: its schedule costs more than a short text."""

    def many(self, key: bytes, tagged: bool, tag_bytes: int) -> Decrypt | None:
        """Opens many at once; None where it has no quicker way than one by one."""
        return None

    @abstractmethod
    def seal(self, key: bytes, data: bytes, iv: bytes, tag_bytes: int, aad: bytes | None) -> Mapping[str, bytes]:
        """The parts by name; of a whole one the token."""

    def parts(self, token: bytes) -> Parts:
        """Of a whole one, which has to say how; raises Malformed."""
        raise Malformed("it has no form of its own")

    def blocks(self, key: bytes, parts: Parts) -> bytes | None:
        """What comes out before its end is looked at, where each block opens by itself; else None."""
        return None
