"""Seal and signature (印章、签名) by a provider. Without a certified one every paper says that it is a draft.

Only an electronic certification service for government may make seals that count (商用密码管理条例 第三十条), so none
is made here: an office installs its provider's package and names the class in HUIYIN_SEAL.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from functools import cache
from typing import Final, Protocol, TypeVar
from xml.sax.saxutils import escape

from django.conf import settings
from django.utils.module_loading import import_string

from huiyin.papers.drawing import fonts_here

DRAFT: Final = "未盖章草稿"
DEMO: Final = "demo"
#: So long may a provider outside this house take for one answer, in seconds.
ANSWER_WITHIN: Final = 30.0
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Impression:
    """What a provider gives for one paper: a picture of the seal as SVG, and what it says."""

    svg: str
    says: str


class SealProvider(Protocol):
    """Seals papers of an organ."""

    key: str

    def impression(self, organ: str, number: str, digest: str) -> Impression | None:
        """The seal for the paper of ``organ`` with this number and content digest; None if it may not seal it."""

    def sign(self, pdf: bytes) -> bytes:
        """The finished PDF with the provider's electronic signature, or as it is."""


class Unsealed:
    """No provider: papers are drafts until somebody puts a seal on them by hand."""

    key = ""

    def impression(self, organ: str, number: str, digest: str) -> Impression | None:
        return None

    def sign(self, pdf: bytes) -> bytes:
        return pdf


class DemoSeal:
    """A seal that says 演示, for the demonstration city only."""

    key = DEMO

    def impression(self, organ: str, number: str, digest: str) -> Impression | None:
        return Impression(_demo_svg(organ), f"演示印章：{organ}")

    def sign(self, pdf: bytes) -> bytes:
        return pdf


_STAR: Final = "M50 22 L54.7 36.4 H70 L57.6 45.4 L62.3 60 L50 51 L37.7 60 L42.4 45.4 L30 36.4 H45.3 Z"
#: The arc of the organ's name, in degrees, is as wide as a real seal has it.
_WIDEST: Final = 250


def _demo_svg(organ: str) -> str:
    """A round seal: the organ's name along the ring, a star, and 演示 where a real one has nothing."""
    family = ",".join(f"'{name}'" for name in fonts_here().roles["title"][:2])
    step = min(34.0, _WIDEST / max(len(organ), 1))
    start = -step * (len(organ) - 1) / 2
    size = min(12.0, 0.62 * step)
    ring = "".join(
        f'<text transform="rotate({start + step * at:.2f} 50 50)" x="50" y="16" font-size="{size:.1f}">'
        f"{escape(char)}</text>"
        for at, char in enumerate(organ)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
        f'<g fill="#e60012" opacity="0.72" text-anchor="middle" font-weight="700" font-family="{family}">'
        '<circle cx="50" cy="50" r="47.5" fill="none" stroke="#e60012" stroke-width="2.4"/>'
        f'<path d="{_STAR}"/>{ring}<text x="50" y="78" font-size="15" letter-spacing="3">演示</text></g></svg>'
    )


class NoSuchProvider(RuntimeError):
    """HUIYIN_SEAL names a provider that is not installed."""


PROVIDERS: Final[Mapping[str, Callable[[], SealProvider]]] = {"": Unsealed, DEMO: DemoSeal}


class SealAway(OSError):
    """The provider of the seals does not answer; the paper keeps its number and is drawn when it does."""


class InTime:
    """A provider outside this house, which may take its time and no more."""

    def __init__(self, within: SealProvider) -> None:
        self.within, self.key = within, within.key

    def impression(self, organ: str, number: str, digest: str) -> Impression | None:
        return _in_time(lambda: self.within.impression(organ, number, digest))

    def sign(self, pdf: bytes) -> bytes:
        return _in_time(lambda: self.within.sign(pdf))


def _in_time(ask: Callable[[], T]) -> T:
    """In a thread that nobody waits for, not even at the end: a call that never returns has no other end."""
    answer: Future[T] = Future()

    def call() -> None:
        try:
            answer.set_result(ask())
        except BaseException as fault:
            answer.set_exception(fault)

    threading.Thread(target=call, name="seal", daemon=True).start()
    try:
        return answer.result(ANSWER_WITHIN)
    except TimeoutError:
        raise SealAway("the provider of the seals does not answer") from None


def provider() -> SealProvider:
    """The provider of this installation: the one named in the settings, else the demonstration's in demo mode.

    :raises NoSuchProvider: the one named is not here; nothing is issued as if it had been sealed.
    """
    named = settings.HUIYIN_SEAL or (DEMO if settings.HUIYIN_MODE == "demo" else "")
    if named == DEMO and settings.HUIYIN_MODE != "demo":
        named = ""
    return _maker(named)() if named in PROVIDERS else InTime(_maker(named)())


@cache
def _maker(named: str) -> Callable[[], SealProvider]:
    if named in PROVIDERS:
        return PROVIDERS[named]
    try:
        found: Callable[[], SealProvider] = import_string(named)
    except ImportError as fault:
        raise NoSuchProvider(f"HUIYIN_SEAL names {named!r}, which cannot be imported: {fault}") from fault
    return found
