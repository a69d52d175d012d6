"""The asking side of one message (问): sealed, sent, its answer opened; what goes wrong is said with what to do."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any, Final
from urllib.error import URLError
from urllib.request import Request

from django.utils import timezone

from huiyin.channels.adapter import Fault
from huiyin.channels.asking import posted
from huiyin.channels.exchange import protocol
from huiyin.channels.exchange.models import Site
from huiyin.channels.exchange.pairing import SCHEME, Peer, own_key, own_keys, speaking_to
from huiyin.channels.exchange.protocol import Untrue, card_of
from huiyin.law.words import P, Phrase

PATH: Final = "/exchange/v1"
#: For one wait, and for the whole: a county's line may take minutes for a piece of a film.
WAIT: Final = 30.0
WITHIN: Final = 300.0
_AGAIN: Final = P("会自己再试；请看网络、防火墙和对方的服务。")
_NOT_OURS: Final = (P("对方答的不是互通的话。"), P("请核对 url：那里要是另一套回音；会自己再试。"))
#: What the other side says by a word, what that means, and what to do.
WORDS: Final[Mapping[str, tuple[Phrase, Phrase]]] = {
    "unknown": (P("对方不认得本站。"), P("请对方用 ./run exchange pair 写上本站的名片，两边核对指纹。")),
    "signature": (P("对方说签名不对。"), P("多半有一边换过钥匙；请两边重新结对。")),
    "time": (P("两边的时钟差了五分钟以上。"), P("请校准时钟；校好以后会自己再试。")),
    "replayed": (P("对方说这个请求来过了。"), _AGAIN),
    "unreadable": (P("对方读不懂本站发的。"), P("请核对两边的版本，把这句话交给维护的人。")),
    "version": (P("两边没有共同的版本。"), P("请把旧的一边升级。")),
    "organ": (P("对方的机关表里没有写交出的机关。"), P("请对方把它写进 channels.yaml 的 organs。")),
    "accused": (
        P("对方认不准反映的是谁，没有收。"),
        P("请对方核对机关表里有没有被反映的单位、有没有同名的人；急的，密封后派人送去。"),
    ),
    "files": (P("对方还缺材料。"), _AGAIN),
    "size": (P("有一份材料太大，对方不收。"), P("请用别的办法送去，在办理里写明。")),
    "digest": (P("有一份材料在路上坏了。"), _AGAIN),
    "chain": (P("对方说本站的记录接不上。"), P("请在两边运行 ./run verify，把它说的话交给维护的人。")),
    "law": (P("对方的规则不让收。"), P("请看对方说的原因，更正以后再发。")),
}  # fmt: skip


class Turned(Fault):
    """The other side has read it and says no; trying again alone changes nothing. ``why`` is its own sentence."""

    def __init__(self, said: Phrase, todo: Phrase, why: str = "") -> None:
        super().__init__(said, todo)
        self.why = why


def ask(peer: Peer, verb: str, body: bytes) -> dict[str, Any]:
    """One request and its answer.

    :raises Turned: the other side refuses what it says.
    :raises Fault: it is away, or does not believe us.
    """
    own, now = speaking_to(peer.site), timezone.now()
    head = protocol.new_head(verb, now)
    message = protocol.sealed(own, peer.card, head, body)
    data = _posted(peer.connection["url"].rstrip("/") + PATH, message, f"{SCHEME} {own.signer.hex()}")
    try:
        back, said = protocol.opened(own_keys(), peer.card, data, timezone.now())
        found = protocol.read(said)
        if back.answers != head.nonce or back.verb != verb:
            raise Untrue("signature")
    except Untrue as untrue:
        raise _fault(untrue.code) from None
    if "refused" in found:
        raise _turned(str(found["refused"]), str(found.get("why", "")))
    return found


def _posted(url: str, message: bytes, who: str) -> bytes:
    headers = {"Content-Type": "application/octet-stream", "Authorization": who}
    request = Request(url, message, headers, method="POST")
    try:
        status, said = posted(request, protocol.LONGEST, WAIT, WITHIN)
    except (URLError, HTTPException, OSError, ValueError) as fault:
        if isinstance(getattr(fault, "reason", fault), ssl.SSLCertVerificationError):
            raise Fault(P("对方的证书不对。"), P("请核对 url 和对方的证书。")) from None
        raise Fault(P("对方没有应答。"), _AGAIN) from None
    if not 200 <= status < 300:
        raise _fault(said[:200].decode("ascii", "replace").strip())
    return said


def _fault(word: str) -> Fault:
    said, todo = WORDS.get(word, _NOT_OURS)
    return Fault(said, todo)


def _turned(word: str, why: str) -> Turned:
    said, todo = WORDS.get(word, (P("对方没有收下。"), _AGAIN))
    return Turned(said, todo, why)


def hello(peer: Peer) -> int:
    """The version that both speak. Tells the other side of our new key, if we have turned ours.

    :raises Fault: as :func:`ask`.
    """
    said = ask(peer, "hello", protocol.spelt({"versions": list(protocol.VERSIONS)}))
    try:
        version = protocol.agreed(said["versions"])
    except Untrue as untrue:
        raise _fault(untrue.code) from None
    tell_card(peer)
    return version


def tell_card(peer: Peer) -> None:
    """If we turned our keys, say so, signed with the ones they know.

    :raises Fault: as :func:`ask`.
    """
    key = own_key()
    if peer.site.ours != key.name:
        ask(peer, "card", protocol.spelt({"card": card_of(key).text}))
        Site.objects.filter(name=peer.name).update(ours=key.name)
        peer.site.ours = key.name
