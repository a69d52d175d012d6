"""Reading loaded laws (查阅法规原文)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

from huiyin.law.sources.statutes import Article, Paragraph
from huiyin.library.models import StatuteText


@dataclass(frozen=True, slots=True)
class LoadedLaw:
    """What `statutes list` and the index page say of one loaded law; `law` is its key in LAWS."""

    law: str
    articles: int
    source: str
    sha256: str
    loaded_at: datetime


def article_text(law: str, number: int) -> Article | None:
    """The article as loaded, None if this office has not loaded it."""
    row = StatuteText.objects.filter(law=law, article=number).values("article", "chapter", "text").first()
    if row is None:
        return None
    paragraphs = tuple(Paragraph(part["text"], tuple(part["items"])) for part in row["text"])
    return Article(row["article"], row["chapter"], paragraphs)


def article_numbers(law: str) -> tuple[int, ...]:
    """The loaded articles of a law, ascending."""
    return tuple(StatuteText.objects.filter(law=law).order_by("article").values_list("article", flat=True))


def all_articles() -> Iterator[tuple[str, int, str]]:
    """Law, number and text of every article this office has loaded, in the order of the laws; a few hundred."""
    for law, number, parts in StatuteText.objects.order_by("law", "article").values_list("law", "article", "text"):
        yield law, number, "\n".join("\n".join([part["text"], *part["items"]]) for part in parts)


def loaded_laws() -> dict[str, LoadedLaw]:
    """Loaded laws by key. One load replaces a law whole, so its rows agree on source and time."""
    rows = (
        StatuteText.objects.order_by("law")
        .values("law")
        .annotate(articles=Count("id"), source=Max("source"), digest=Max("sha256"), at=Max("loaded_at"))
    )
    return {row["law"]: LoadedLaw(row["law"], row["articles"], row["source"], row["digest"], row["at"]) for row in rows}
