"""What an article says, in our own plain words (条文大意): one line each, never a sentence of the law itself.

They stand with their law in ``data/law/laws``, the English beside the Chinese.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from huiyin.law.sources.articles import LAWS, PLACES, Citation
from huiyin.law.words import Phrase

SUMMARIES: Final[Mapping[Citation, Phrase]] = PLACES
"""Every place with words of its own, from the files of the laws."""


def summary(citation: Citation) -> Phrase | None:
    """The words for a place; failing those, for its paragraph, then for its article; None if we wrote none."""
    for place in _widening(citation):
        if place in SUMMARIES:
            return SUMMARIES[place]
    before = LAWS[citation.law].version_of
    return summary(replace(citation, law=before)) if before else None


def _widening(citation: Citation) -> tuple[Citation, ...]:
    law, article, paragraph, item = citation.law, citation.article, citation.paragraph, citation.item
    # An only paragraph may be named or left out: 第三十一条第（六）项 and 第三十一条第一款第（六）项 are one place.
    twin = {None: 1, 1: None}.get(paragraph, paragraph)
    return (
        citation,
        Citation(law, article, twin, item),
        Citation(law, article, paragraph),
        Citation(law, article),
    )
