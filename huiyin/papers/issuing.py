"""Issuing a paper (制发): check it, number it, draw it, keep it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from huiyin.papers.document import Document, Finish, Format
from huiyin.papers.drawing import draw, fonts_here
from huiyin.papers.facts import PaperFacts
from huiyin.papers.fonts import Unprintable, unprintable
from huiyin.papers.gaps import gaps, listed
from huiyin.papers.instruments import compose, compose_plain
from huiyin.papers.models import Paper
from huiyin.papers.seals import DRAFT, SealProvider, provider
from huiyin.papers.store import keep
from huiyin.papers.verification import proof, qr
from huiyin.people import ledgers
from huiyin.vault.points import reach

MOST_LISTED = 400


def check(facts: PaperFacts) -> None:
    """Refuse what could not be drawn, before a number is spent on it.

    :raises Incomplete: what the law demands is missing.
    :raises Unprintable: a character is in no typeface of this machine.
    """
    holes = unprintable(compose(facts).texts(), fonts_here())
    if holes:
        raise Unprintable(holes)


def preview(facts: PaperFacts) -> bytes:
    """The paper as it would be, without a number and marked as a draft."""
    return draw(compose(facts), Finish(draft=DRAFT))


def form(facts: PaperFacts) -> bytes:
    """A form to be filled in and signed by hand: nothing of it waits for a seal, so no draft mark lies over it."""
    check(facts)
    return draw(compose(facts), Finish(draft=""))


def complete(paper: Paper, facts: PaperFacts, at: datetime) -> Paper:
    """Draw a numbered paper and keep its files, and say so in its row. Doing it again after a crash does no harm."""
    draw_and_keep(paper, facts, at)
    note_drawn(paper)
    return paper


def draw_and_keep(paper: Paper, facts: PaperFacts, at: datetime, envelope: Callable[[bytes], bytes] = bytes) -> None:
    """The slow half: pages on the disk, and what :func:`note_drawn` will write; no row knows of it yet.

    :param envelope: into which its files are laid, where the matter has one.
    """
    document = compose(facts, paper.official_number)
    digest = document.digest()
    sealer = provider()
    pdf = sealer.sign(draw(document, _finish(paper, document, digest, sealer)))
    plain = compose_plain(facts, paper.official_number)
    paper.digest, paper.drawn_at, paper.sealed_by = digest, at, sealer.key
    paper.pdf, paper.words = keep(envelope(pdf)), keep(envelope(document.dump()))
    paper.gaps = listed(gaps(document, fonts_here()))[:MOST_LISTED]
    paper.plain = keep(envelope(plain.dump())) if plain else ""
    reach("paper.kept")


def note_drawn(paper: Paper) -> None:
    """The quick half, for the transaction that settles what the paper was owed for."""
    with transaction.atomic():
        paper.save(update_fields=["digest", "drawn_at", "sealed_by", "pdf", "words", "plain", "gaps"])
        ledgers.bind(ledgers.PAPERS, "drawn", Paper.objects.filter(id=paper.id))


def _finish(paper: Paper, document: Document, digest: str, sealer: SealProvider) -> Finish:
    impression = sealer.impression(document.organ, paper.number, digest) if document.signed else None
    verifiable = bool(document.signed) and document.format is not Format.PLAIN
    return Finish(
        draft="" if impression or not document.signed else DRAFT,
        seal=impression.svg if impression else "",
        seal_alt=impression.says if impression else "",
        qr=qr(paper) if verifiable else "",
        proof=proof(paper, digest) if verifiable else (),
    )
