"""Loading the texts of laws from an office's own folder (载入法规原文)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from huiyin.law.sources.articles import Law
from huiyin.law.sources.statutes import Article, NotAStatute, Statute, adopted_on, is_our_version, parse, recognise
from huiyin.library.models import StatuteText


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one file; `law` is None if it was skipped."""

    file: str
    law: Law | None
    articles: int
    sentence: str


def load_folder(folder: Path, *, at: datetime) -> Iterator[Report]:
    """Load every *.md of a folder, one report per file; a second run changes nothing. Raises OSError if unreadable."""
    for file in sorted(folder.iterdir()):
        if file.suffix.lower() == ".md":
            yield load_file(file, at=at)


def load_file(file: Path, *, at: datetime) -> Report:
    """Load one Markdown text if it is a law that we cite, in the version that our citations were checked against."""
    raw = file.read_bytes()
    try:
        statute = parse(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _skipped(file, "it is not UTF-8 text")
    except NotAStatute:
        return _skipped(file, "no line begins with 第…条")
    law = recognise(statute)
    if law is None:
        return _skipped(file, f"no citation of ours uses a law titled 《{statute.title}》")
    if not is_our_version(statute, law):
        return _skipped(file, f"our citations are to {law.file_stem}, and this is the text of {adopted_on(statute)}")
    return _store(file, law, statute, hashlib.sha256(raw).hexdigest(), at)


def _skipped(file: Path, why: str) -> Report:
    return Report(file.name, None, 0, f"Skipped: {why}.")


def _store(file: Path, law: Law, statute: Statute, digest: str, at: datetime) -> Report:
    count = len(statute.articles)
    rows = StatuteText.objects.filter(law=law.key)
    with transaction.atomic():
        if rows.filter(sha256=digest).count() == count == rows.count():
            return Report(file.name, law, count, "Unchanged.")
        rows.delete()
        StatuteText.objects.bulk_create(_row(article, file, law, digest, at) for article in statute.articles)
    return Report(file.name, law, count, "Loaded.")


def _row(article: Article, file: Path, law: Law, digest: str, at: datetime) -> StatuteText:
    return StatuteText(
        law=law.key,
        article=article.number,
        chapter=article.chapter[:120],
        text=[{"text": paragraph.text, "items": list(paragraph.items)} for paragraph in article.paragraphs],
        loaded_at=at,
        source=file.name,
        sha256=digest,
    )
