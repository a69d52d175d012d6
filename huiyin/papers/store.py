"""Where drawn papers lie: under their SHA-256, encrypted, for a paper says in the clear who wrote."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction

from huiyin.people import ledgers
from huiyin.people.keyring import ring
from huiyin.vault import opening
from huiyin.vault.fields import decrypt, encrypt
from huiyin.vault.files import Rewritten, Shelf

if TYPE_CHECKING:
    from huiyin.papers.models import Paper

#: The columns of a paper that name a file.
FILES: Final = ("pdf", "words", "plain")
#: How bytes lie in an envelope; what is in one stays as it is.
Lay = Callable[[bytes], bytes]


def keep(data: bytes) -> str:
    """Keep a file for good; the same bytes are kept once.

    :returns: their SHA-256, by which :func:`fetch` finds them again.
    """
    return _shelf().keep(data)


def fetch(sha256: str) -> bytes:
    """The bytes kept under a hash.

    :raises FileNotFoundError: nothing is kept under it.
    :raises FieldRefused: the file was changed.
    :raises Shut: it is in an envelope that the keys at hand do not open.
    """
    return opening.file(_shelf().fetch(sha256))


def laid(sha256: str, envelope: Lay) -> str:
    """The hash of a file as it lies in an envelope; outside of it it is gone with the commit."""
    shelf = _shelf()
    kept = shelf.keep(envelope(shelf.fetch(sha256)))
    if kept != sha256:
        transaction.on_commit(partial(shelf.forget, sha256))
    return kept


def put_in(paper: Paper, envelope: Lay) -> None:
    """Lay the files of a drawn paper into an envelope, inside the transaction that writes where they lie now."""
    shelf, before = _shelf(), {name: getattr(paper, name) for name in FILES if getattr(paper, name)}
    for name, sha256 in before.items():
        setattr(paper, name, shelf.keep(envelope(shelf.fetch(sha256))))
    gone = {sha256 for name, sha256 in before.items() if getattr(paper, name) != sha256}
    if gone:
        paper.save(update_fields=list(before))
        ledgers.bind(ledgers.PAPERS, "envelope", [paper])
        for sha256 in gone:
            transaction.on_commit(partial(shelf.forget, sha256))


def rewrite() -> Rewritten:
    """Write papers kept under an older key anew (密钥轮换)."""
    return _shelf().rewrite()


def _shelf() -> Shelf:
    # Inside the uploads, so that a backup holds the papers too.
    return Shelf(Path(settings.HUIYIN_DATA_DIR) / "uploads" / "papers", "paper", ring())


def seal_words(text: str, context: str) -> bytes:
    """A few words as ciphertext, bound to the row they stand in.

    :param context: ``"service:<id>"``; must be given again to read them.
    """
    return encrypt(ring(), text, context)


def read_words(data: bytes, context: str) -> str:
    """What :func:`seal_words` made.

    :raises FieldRefused: it was changed, or belongs to another row.
    """
    return decrypt(ring(), data, context)
