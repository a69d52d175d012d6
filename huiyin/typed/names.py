"""Names of people (姓名): kept as written, compared without what only separates."""

from __future__ import annotations

import unicodedata

from huiyin.typed.texts import line_of


def name_of(raw: str) -> str:
    """A name as it is kept and shown: one line, every character that was written."""
    return line_of(raw)


def normal_name(name: str) -> str:
    """A name to compare by: without spaces, middle dots and other signs, in one width and case."""
    return folded("".join(char for char in unicodedata.normalize("NFKC", name) if _is_written(char)))


def folded(text: str) -> str:
    """In one case and width; folding can leave a letter and its accent apart."""
    return unicodedata.normalize("NFKC", text.casefold())


def _is_written(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] in "LMN" or category in {"Co", "Cn", "Cs"}
