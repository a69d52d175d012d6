"""Closed buttons as they stand on a page: some forty a page, a few hundred in all, so each is drawn once and kept."""

from __future__ import annotations

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from huiyin.law.frame.verdict import Refusal
from huiyin.law.sources.articles import Citation
from huiyin.law.words import Phrase


def drawn(refusal: Refusal) -> SafeString:
    """The act, why it is closed, and the article, in the reader's language."""
    return _drawn(get_language() or "", refusal.act.label, refusal.reason, refusal.citation)


@lru_cache(maxsize=8192)
def _drawn(language: str, act: str, reason: Phrase, citation: Citation) -> SafeString:
    return render_to_string("desk/_closed.html", {"act": act, "reason": reason, "citation": citation})
