"""Several people in one field (信访代表): a name and a telephone number each, however they are strung together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from huiyin.typed.documents import IN_TEXT as DOCUMENT
from huiyin.typed.names import name_of
from huiyin.typed.phones import IN_TEXT
from huiyin.typed.signs import clean, narrow, plain_digits
from huiyin.typed.texts import line_of

Person = tuple[str, str]
_LINES: Final = re.compile(r"[\n;；]")
_LIST: Final = re.compile(r"[、,，/|｜\u2460-\u2473]|(?<=[^\W\da-zA-Z]{2})[和与及](?=[^\W\da-zA-Z]{2,3}$)")
#: Three words of two or three characters are three people; one name has at most two.
_SPACED: Final = re.compile(r"[\u3400-\u9fff]{2,3}(?: [\u3400-\u9fff]{2,3}){2,}")
_LABELS: Final = re.compile(
    r"(?:信访)?代表(?:人)?\d*\s*[:：]|姓\s*名\s*[:：]|(?:联系)?(?:电\s*话|手\s*机|方\s*式)(?:号码?)?\s*[:：]?|号码\s*[:：]?"
    r"|^\s*(?:\d{1,2}\s*[.、．)）]|[（(]\d{1,2}[)）])"
)
_EMPTY: Final = re.compile(r"[（(\[【]\s*[)）\]】]")
_EDGES: Final = " \t,，、:：;；/|｜-—.。()（）[]【】"
#: The number of a document is no telephone: 张三（身份证11010519491231002X，电话13211111234）.
_DOCUMENT: Final = re.compile(rf"(?:居民|公民)?(?:身份证|证件)?(?:号码?)?\s*[:：]?\s*{DOCUMENT.pattern}")
_BY_THE_WAY: Final = re.compile(r"(?<=\s)[男女](?=\s|$)")
#: What looks like a number and is none: kept, so that the page can say that a digit is missing.
_DIGITS: Final = re.compile(r"[+（(]?\d(?:[ \-()（）]{0,2}\d){4,19}(?:转\d+)?")


def people_in(field: str) -> tuple[Person, ...]:
    """Name and telephone number of each person named, in their order; a number without a name has an empty one."""
    lines = _LINES.split(_DOCUMENT.sub(" ", clean(field)))
    return tuple(person for line in lines for person in _on(line))


def _on(line: str) -> Iterator[Person]:
    numbers = _numbers(line)
    if not numbers:
        listed = line.strip().replace(" ", "、") if _SPACED.fullmatch(line.strip()) else line
        yield from ((name, "") for name in map(_name, _LIST.split(listed)) if name)
        return
    names, ends = _between(line, numbers)
    if not names[0] and names[-1]:
        names = names[1:]  # the number stands before the name
    for name, (start, end) in zip(names, ends, strict=False):
        yield name, line_of(plain_digits(line[start:end]))


def _between(line: str, numbers: list[tuple[int, int]]) -> tuple[list[str], list[tuple[int, int]]]:
    """The words before each number and behind the last; numbers with nothing between them are one person's."""
    spans: list[tuple[int, int]] = []
    names: list[str] = []
    at = 0
    for start, end in numbers:
        name = _name(line[at:start])
        if spans and not name:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
            names.append(name)
        at = end
    return [*names, _name(line[at:])], spans


def _numbers(line: str) -> list[tuple[int, int]]:
    plain = narrow(line)
    sure = [each.span() for each in IN_TEXT.finditer(plain)]
    maybe = [each.span() for each in _DIGITS.finditer(plain)]
    extra = [span for span in maybe if not any(span[0] < end and start < span[1] for start, end in sure)]
    return sorted([*sure, *extra])


def _name(words: str) -> str:
    name = name_of(_EMPTY.sub(" ", _BY_THE_WAY.sub(" ", _LABELS.sub(" ", words))).strip(_EDGES))
    return f"{name}）" if name.count("（") > name.count("）") else name
