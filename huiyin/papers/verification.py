"""Is this paper genuine (查验)? Anyone may ask with its number and check code; nobody learns what it says."""

from __future__ import annotations

import hmac
import io
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import urlencode

import segno
from django.conf import settings

from huiyin.papers.models import Paper
from huiyin.typed.petitions import code_of


class Standing(StrEnum):
    """What the office knows of a paper."""

    GENUINE = "genuine"
    VOID = "void"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer; organ (its id) and days only for a paper that exists.

    :param same_content: whether the digest that was asked with is the paper's; None if none was given.
    """

    standing: Standing
    organ: int | None = None
    issued_on: date | None = None
    voided_on: date | None = None
    same_content: bool | None = None


UNKNOWN = Answer(Standing.UNKNOWN)


def verify(number: str, code: str, digest: str = "") -> Answer:
    """Whether a paper with this number and check code was issued here.

    :param digest: the digest printed on it (its first 16 signs or all), to see whether the words are the same.
    """
    paper = Paper.objects.filter(number=tidy_number(number), drawn_at__isnull=False).first()
    if paper is None or not hmac.compare_digest(paper.code.encode(), code_of(code).encode()):
        return UNKNOWN
    standing = Standing.VOID if paper.voided_on else Standing.GENUINE
    asked = digest.strip().lower().replace(" ", "")
    same = hmac.compare_digest(paper.digest[: len(asked)].encode(), asked.encode()) if len(asked) >= 16 else None
    return Answer(standing, paper.organ, paper.issued_on, paper.voided_on, same)


def tidy_number(typed: str) -> str:
    """A number as it is stored, whatever brackets and spaces were typed."""
    for typed_bracket, bracket in (*zip("[［【(（", "〔" * 5, strict=True), *zip("]］】)）", "〕" * 5, strict=True)):
        typed = typed.replace(typed_bracket, bracket)
    return "".join(typed.split())


def shown_code(code: str) -> str:
    """A check code in groups of four, as it is printed."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def address(paper: Paper) -> str:
    """Where the QR code leads: the public page with number and code; just the two without HUIYIN_SITE_URL."""
    if not settings.HUIYIN_SITE_URL:
        return f"{paper.number} {paper.code}"
    return f"{settings.HUIYIN_SITE_URL}/papers/verify/?{urlencode({'n': paper.number, 'c': paper.code})}"


def qr(paper: Paper) -> str:
    """The QR code as SVG."""
    # Every mask can be read; trying all eight for the prettiest would take longer than drawing the page.
    drawn = io.BytesIO()
    segno.make(address(paper), error="m", micro=False, mask=2).save(
        drawn, kind="svg", border=0, omitsize=True, xmldecl=False
    )
    return drawn.getvalue().decode()


def proof(paper: Paper, digest: str) -> tuple[str, ...]:
    """The lines beside the QR code; a record, which carries no number at its head, has its own here."""
    listed = () if paper.official_number else (f"编号 {paper.number}",)
    return (*listed, f"查验码 {shown_code(paper.code)}", f"摘要 {digest[:16]}", "扫码或上网查验真伪")
