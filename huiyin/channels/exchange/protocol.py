"""What two sites say to each other (互通协议), as values: sealed for one, signed by the other, once, within minutes.

A message is a sealed file (huiyin.vault.envelopes): X25519 and AES-GCM for the receiver's key alone, Ed25519 over all
of it. Its first line is the :class:`Head`; what follows belongs to the verb. See docs/channels/exchange.md.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import secrets
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from huiyin.vault.chain import canonical, stamp
from huiyin.vault.envelopes import LONGEST_HEADER, MAGIC, Opening, Sealing, SealingKey
from huiyin.vault.errors import EnvelopeRefused, NotCanonical

#: Versions of this protocol that are spoken here, the newest last.
VERSIONS: Final = (1,)
#: So far may the clocks of two sites be apart; so long is a nonce remembered on either side of it.
WINDOW: Final = timedelta(minutes=5)
#: Bytes of a material in one message.
PORTION: Final = 1024 * 1024
#: No message is longer: one portion, or some hundred entries of a journal.
LONGEST: Final = 4 * 1024 * 1024
NONCE: Final = re.compile(r"[0-9a-f]{32}")
_CARD: Final = "hyx1-"


class Untrue(Exception):
    """A message that is not what it should be; ``code`` says how, for the other side's machine."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Head:
    """What stands before the words of every message.

    :param answers: the nonce of the request that this answers; empty in a request.
    """

    verb: str
    at: datetime
    nonce: str
    version: int = VERSIONS[-1]
    answers: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """The public halves of a site's two keys, as they are given to the administrator of the other site."""

    signer: bytes
    to: bytes

    @property
    def text(self) -> str:
        """One word that can be sent by mail; it holds no secret."""
        return _CARD + b64encode(self.signer + self.to, b"-_").decode().rstrip("=")

    @property
    def fingerprint(self) -> str:
        """What the two administrators read to each other on the telephone: eight groups of four digits."""
        number = int.from_bytes(hashlib.sha256(self.signer + self.to).digest()) % 10**32
        digits = f"{number:032}"
        return " ".join(digits[at : at + 4] for at in range(0, 32, 4))


def card_of(key: SealingKey) -> Card:
    return Card(key.signer, key.to)


def read_card(text: str) -> Card:
    """:raises ValueError: it is no card."""
    word = text.strip()
    if not word.startswith(_CARD):
        raise ValueError(text)
    data = b64decode(word.removeprefix(_CARD) + "==", b"-_", validate=True)
    if len(data) != 64:
        raise ValueError(text)
    return Card(data[:32], data[32:])


def new_head(verb: str, at: datetime, version: int = VERSIONS[-1], answers: str = "") -> Head:
    return Head(verb, at, secrets.token_hex(16), version, answers)


def sealed(own: SealingKey, other: Card, head: Head, body: bytes) -> bytes:
    """A message for the other site alone."""
    out = io.BytesIO()
    sealing = Sealing(out, SealingKey(other.to, own.signer, own.signs))
    said = {"v": head.version, "verb": head.verb, "at": stamp(head.at), "nonce": head.nonce, "answers": head.answers}
    sealing.write(canonical(said) + b"\n" + body)
    sealing.end()
    return out.getvalue()


def signer_of(message: bytes) -> bytes:
    """Whose signature a message says it bears, so that the site is found; nothing is proved by it.

    :raises Untrue: it is no message.
    """
    head = message[len(MAGIC) : len(MAGIC) + LONGEST_HEADER].partition(b"\n")[0]
    try:
        if not message.startswith(MAGIC):
            raise ValueError
        return bytes.fromhex(json.loads(head)["signer"])
    except (ValueError, KeyError, TypeError):
        raise Untrue("unreadable") from None


def opened(own: Iterable[SealingKey], other: Card, message: bytes, now: datetime) -> tuple[Head, bytes]:
    """A message from the other site.

    :param own: our keys, the present one and the one before.
    :raises Untrue: ``signature``: not from there, not for us, or changed; ``unreadable``; ``time``: its clock and ours
        are too far apart, or somebody kept the message back.
    """
    data = _first_that_opens(own, other, message)
    line, _, body = data.partition(b"\n")
    head = _head(line)
    if abs(now - head.at) > WINDOW:
        raise Untrue("time")
    return head, body


def _first_that_opens(own: Iterable[SealingKey], other: Card, message: bytes) -> bytes:
    for key in own:
        try:
            return Opening(io.BytesIO(message), replace(key, signer=other.signer, signs=None)).read()
        except EnvelopeRefused:
            continue
    raise Untrue("signature")


def _head(line: bytes) -> Head:
    try:
        said = json.loads(line)
        head = Head(
            str(said["verb"]), datetime.fromisoformat(said["at"]), str(said["nonce"]), int(said["v"]),
            str(said["answers"]),
        )  # fmt: skip
        if not NONCE.fullmatch(head.nonce) or head.at.tzinfo is None:
            raise ValueError
    except (ValueError, KeyError, TypeError):
        raise Untrue("unreadable") from None
    return head


def agreed(theirs: Iterable[Any]) -> int:
    """The newest version that both speak.

    :raises Untrue: ``version``: there is none.
    """
    common = set(VERSIONS) & {each for each in theirs if isinstance(each, int)}
    if not common:
        raise Untrue("version")
    return max(common)


def spelt(value: object) -> bytes:
    """A body that is data."""
    return canonical(value)


def read(body: bytes) -> dict[str, Any]:
    """Such a body. :raises Untrue: ``unreadable``."""
    try:
        found = json.loads(body)
        canonical(found)
    except (ValueError, RecursionError, NotCanonical):
        raise Untrue("unreadable") from None
    if not isinstance(found, dict):
        raise Untrue("unreadable")
    return found


def portions(size: int) -> int:
    """Into how many portions a file of this size goes."""
    return max(1, -(-size // PORTION))
