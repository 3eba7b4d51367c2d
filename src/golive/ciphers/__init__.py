"""Ciphers that applications seal credentials with: one file each, which registers itself by being imported."""

from importlib import import_module
from pkgutil import iter_modules

from golive.ciphers.cipher import CIPHERS as CIPHERS
from golive.ciphers.cipher import Cipher as Cipher

for module in iter_modules(__path__):
    import_module(f"{__name__}.{module.name}")
