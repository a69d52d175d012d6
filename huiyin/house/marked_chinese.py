"""Chinese on a page in another language says that it is Chinese (WCAG 2.2, 3.1.2), wherever on the page it stands.

The pages' own words are translated; what stays Chinese is what the record holds: names, places, what people wrote. A
screen reader would spell it out in English, and a browser choose a Japanese typeface for it. Every template would have
to remember to mark it, and a third of the places did not; so it is done once, to the page as it goes out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from django.http import HttpResponse
from django.http.response import HttpResponseBase

#: Unlike the mark that templates set by hand, so that tests can tell words nobody translated from words of the record.
MARK: Final = ' lang="zh"'
_HAN: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_WIDE: Final = "\u2e80-\u2fff\u3001-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uffef\U00020000-\U0003ffff"
#: From the first to the last Chinese sign of a stretch without Latin letters: “2026年12月1日” is one.
_RUN: Final = re.compile(f"[0-9]*[{_WIDE}](?:[^A-Za-z&]*[{_WIDE}])?")
_LATIN: Final = re.compile("[A-Za-z]")
_ENTITY: Final = re.compile("&#?[0-9A-Za-z]+;")
_BETWEEN: Final = re.compile(">([^<]+)(?=<)")
_NAME: Final = re.compile("<([A-Za-z][0-9A-Za-z-]*)")
#: Tags whose element is Chinese already, or holds no words at all.
_CLOSED: Final = re.compile('<(?:(script|style)|([A-Za-z][0-9A-Za-z-]*)[^<>]* lang="zh)(?=[\\s>"-])')
#: Elements that say their words in an attribute and hold none.
_SAYING: Final = re.compile("<(input|img|optgroup|option|audio|video)(?= )([^<>]*)>")
_SAID: Final = re.compile(' (?:value|alt|label|placeholder|aria-label)="([^"]*)"')
#: Elements in which no other may stand; a mark for a part of their words has no place.
_WORDS_ALONE: Final = frozenset({"option", "textarea"})
_NO_PART: Final = frozenset({*_WORDS_ALONE, "title"})


def mark_answer(response: HttpResponseBase) -> None:
    """Mark the Chinese in an answer, if it is a whole page or a part of one."""
    html = response.headers.get("Content-Type", "").startswith("text/html")
    if not html or response.streaming or not isinstance(response, HttpResponse):
        return
    response.content = marked(response.content.decode(response.charset)).encode(response.charset)
    if "Content-Length" in response.headers:
        response.headers["Content-Length"] = str(len(response.content))


def marked(page: str) -> str:
    """The same page, with ``lang="zh"`` on every element that is Chinese, and around Chinese among other words."""
    if not _HAN.search(page):
        return page
    pieces, at = list[str](), 0
    for start, end, instead in sorted([*_in_attributes(page), *_between_tags(page)]):
        pieces += (page[at:start], instead)
        at = end
    return "".join((*pieces, page[at:]))


def _between_tags(page: str) -> Iterator[tuple[int, int, str]]:
    """What to put in place of which stretch of the page: into the tag where its words are Chinese alone, else around
    the words."""
    closed = _closed(page)
    inside = next(closed, None)
    for found in _BETWEEN.finditer(page):
        text, start = found[1], found.start(1)
        if not _HAN.search(text):
            continue
        while inside is not None and inside[1] <= start:
            inside = next(closed, None)
        if inside is not None and inside[0] <= start:
            continue
        opened = page.rfind("<", 0, start)
        name = _NAME.match(page, opened, start)
        alone = name is not None and page.startswith(f"</{name[1]}>", found.end())
        if name is not None and alone and " lang=" not in page[opened:start] and _whole(name[1], text):
            yield name.end(), name.end(), MARK
        elif name is None or name[1] not in _NO_PART:
            yield start, found.end(), _RUN.sub(_around, text)


def _whole(name: str, text: str) -> bool:
    return name in _WORDS_ALONE or not _LATIN.search(_ENTITY.sub("", text))


def _around(found: re.Match[str]) -> str:
    return f"<span{MARK}>{found[0]}</span>" if _HAN.search(found[0]) else found[0]


def _in_attributes(page: str) -> Iterator[tuple[int, int, str]]:
    """Where a mark is missing on what somebody typed, on pictures and on groups of choices."""
    for found in _SAYING.finditer(page):
        wordless = found[1] != "option" or page.startswith(("<", "\n<"), found.end())
        said = " ".join(_SAID.findall(found[2]))
        if wordless and _HAN.search(said) and " lang=" not in found[2]:
            yield found.end(1), found.end(1), MARK


def _closed(page: str) -> Iterator[tuple[int, int]]:
    """From where to where the page needs no mark, in its order; what lies within another is left out."""
    until = 0
    for found in _CLOSED.finditer(page):
        if found.start() >= until:
            until = _end(page, found.start(), found[1] or found[2])
            yield found.start(), until


def _end(page: str, start: int, name: str) -> int:
    """Where the element that begins here ends; at once for one that holds nothing."""
    depth = 0
    for tag in re.compile(f"<(/?){name}(?=[\\s>])").finditer(page, start):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.end()
    return page.find(">", start) + 1
