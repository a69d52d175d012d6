"""What the vault refuses, as sentences: one sentence each, in Chinese, translatable like a phrase of the law."""

from __future__ import annotations


class VaultError(Exception):
    """A refusal of the vault.

    :param text: the sentence as a template in simplified Chinese; it is the key of the translation.
    :param args: values for its named holes, kept apart so that a screen may translate before it fills.
    """

    def __init__(self, text: str, **holes: object) -> None:
        super().__init__(text, holes)
        self.text = text
        self.holes = tuple(holes.items())

    def __str__(self) -> str:
        return self.text.format(**dict(self.holes))


class KeyRingRefused(VaultError):
    """The key ring is missing, unsafe, damaged, or does not hold the key that was asked for."""


class FieldRefused(VaultError):
    """A ciphertext is damaged, was moved from another place, or is of an unknown kind."""


class NotCanonical(VaultError, ValueError):
    """A value has no canonical form: a float, a naive date, a key that is not text …"""


class NothingToIndex(VaultError, ValueError):
    """Nothing is left of the value after normalisation, so an index of it would match strangers."""


class ReceiptRefused(VaultError, ValueError):
    """A receipt code was mistyped."""


class EnvelopeRefused(VaultError):
    """A sealed file is no such file, was changed, or its key is missing."""
