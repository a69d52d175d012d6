"""Reading the text of a law from Markdown (条文解析): chapters, articles (条), paragraphs (款) and items (项).

Pure: text in, value out. Only the numbers and the layout are trusted, so a text typed by an office parses as well as
a published one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from huiyin.law.sources.articles import LAWS, Citation, Law

_NUMERAL: Final = "零〇一二三四五六七八九十百"
_ARTICLE: Final = re.compile(rf"第([{_NUMERAL}]+)条(?:(?P<gap>\s+)|(?![之规第、，所和至的及]))(?P<text>.*)")
_DIVISION: Final = re.compile(rf"第[{_NUMERAL}]+(?P<kind>[编章节])\s+(?P<name>.+)")
_ITEM: Final = re.compile(rf"[（(]\s*([{_NUMERAL}]+)\s*[）)]\s*(.*)")
_PREFACE_END: Final = "<!-- INFO END -->"
_DATE: Final = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_VALUES: Final = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {"〇": 0}


class NotAStatute(ValueError):
    """The text holds no article."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph (款) with its items (项), which are counted from 1."""

    text: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One article (条); `chapter` is the heading it stands under, with its section if it has one."""

    number: int
    chapter: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Statute:
    """One law as published; `adopted` holds the lines on adoption, publication and entry into force."""

    title: str
    adopted: tuple[str, ...]
    articles: tuple[Article, ...]

    def article(self, number: int) -> Article | None:
        """The article of that number, if the text has it."""
        return next((article for article in self.articles if article.number == number), None)


def read_numeral(words: str) -> int:
    """Read a Chinese numeral below a thousand: 一百零二 → 102. Raises ValueError for other signs."""
    total, digit = 0, 0
    for sign in words:
        if sign in _VALUES:
            digit = _VALUES[sign]
        elif sign in "十百":
            total += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
        else:
            raise ValueError(f"not a numeral: {words!r}")
    return total + digit


def parse(markdown: str) -> Statute:
    """Parse one law. Raises NotAStatute if no article is found."""
    lines = list(_clean_lines(markdown))
    preface, body = _split_preface(lines)
    articles = tuple(_articles(body))
    if not articles:
        raise NotAStatute("no line begins with 第…条")
    title = re.sub(r"\s", "", preface[0].lstrip("#")) if preface else ""
    return Statute(title, tuple(preface[1:]), articles)


def exists(statute: Statute, citation: Citation) -> bool:
    """Whether the cited article, paragraph and item are in the text."""
    article = statute.article(citation.article)
    return article is not None and holds(article, citation)


def holds(article: Article, citation: Citation) -> bool:
    """Whether the article has the cited paragraph and item; an item cited without a paragraph may be in any."""
    if citation.paragraph is None:
        paragraphs = article.paragraphs
    else:
        paragraphs = article.paragraphs[citation.paragraph - 1 : citation.paragraph]
    return any(citation.item is None or citation.item <= len(paragraph.items) for paragraph in paragraphs)


def recognise(statute: Statute) -> Law | None:
    """Which law of ours has this title: the version that the text is of, else whichever there is."""
    found = [law for law in LAWS.values() if statute.title in (law.title, law.short)]
    return next((law for law in found if is_our_version(statute, law)), found[0] if found else None)


def adopted_on(statute: Statute) -> date | None:
    """The day of the newest adoption, amendment or publication that the text names; None if it names none."""
    days = [
        date(int(year), int(month), int(day))
        for line in statute.adopted
        if "施行" not in line
        for year, month, day in _DATE.findall(line)
    ]
    return max(days, default=None)


def is_our_version(statute: Statute, law: Law) -> bool:
    """Whether the text is the version that our citations were checked against; a text without dates is believed."""
    day = adopted_on(statute)
    return day is None or day == law.adopted


def _clean_lines(markdown: str) -> Iterator[str]:
    for line in markdown.splitlines():
        # Published texts carry zero-width spaces and bold marks around the numbers.
        clean = line.replace("\u200b", "").replace("\ufeff", "").replace("**", "").strip()
        if clean:
            yield clean


def _split_preface(lines: list[str]) -> tuple[list[str], list[str]]:
    if _PREFACE_END in lines:
        end = lines.index(_PREFACE_END)
        return lines[:end], lines[end + 1 :]
    starts = (at for at, line in enumerate(lines) if _division(line) or _ARTICLE.fullmatch(line))
    end = next(starts, len(lines))
    return lines[:end], lines[end:]


def _division(line: str) -> tuple[str, str] | None:
    """("章", "第三章 信访事项的提出和受理") for a heading, with the padding inside its name taken out."""
    found = _DIVISION.fullmatch(line.lstrip("# \u3000"))
    if found is None:
        return None
    number = line.lstrip("# \u3000").split()[0]
    name = re.sub(r"\s", "", found["name"])
    return found["kind"], f"{number} {name}"


@dataclass(slots=True)
class _Draft:
    """An article while its lines are being read."""

    number: int
    chapter: str
    paragraphs: list[tuple[str, list[str]]] = field(default_factory=list)

    def add(self, line: str) -> None:
        item = _ITEM.fullmatch(line)
        if item is None or not self.paragraphs:
            self.paragraphs.append((line, []))
            return
        number, text = read_numeral(item[1]), item[2]
        if not self._resumes_list(number):
            self.paragraphs[-1][1].append(text)
            return
        remark, _ = self.paragraphs.pop()
        self.paragraphs[-1][1][-1] += remark
        self.paragraphs[-1][1].append(text)

    def _resumes_list(self, number: int) -> bool:
        """Whether a plain line stood between item n and item n+1: it then belongs to item n (信访条例第二十一条)."""
        if len(self.paragraphs) < 2 or self.paragraphs[-1][1]:
            return False
        return number > 1 and len(self.paragraphs[-2][1]) == number - 1

    def finished(self) -> Article:
        paragraphs = tuple(Paragraph(text, tuple(items)) for text, items in self.paragraphs)
        return Article(self.number, self.chapter, paragraphs)


def _articles(lines: Iterable[str]) -> Iterator[Article]:
    draft: _Draft | None = None
    chapter, section = "", ""
    for line in lines:
        division = _division(line)
        opening = None if division else _opening(line, draft.number if draft else 0)
        if division:
            chapter, section = (chapter, division[1]) if division[0] == "节" else (division[1], "")
        elif opening:
            if draft:
                yield draft.finished()
            draft = _Draft(opening[0], " ".join(filter(None, (chapter, section))), [(opening[1], [])])
        elif draft and not line.startswith("#"):
            draft.add(line)
    if draft:
        yield draft.finished()


def _opening(line: str, last: int) -> tuple[int, str] | None:
    """Number and first words if the line opens an article; without a gap only the next number is believed."""
    found = _ARTICLE.fullmatch(line)
    if found is None:
        return None
    number = read_numeral(found[1])
    if number <= last or (found["gap"] is None and number != last + 1):
        return None
    return number, found["text"].strip()
