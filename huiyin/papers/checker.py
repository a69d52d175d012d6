"""Reading a drafted opinion before it is signed (意见书检查): what is missing, empty, or cites what is not there.

It points out and never blocks; the law room refuses what may not be signed. Pure: values in, remarks out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from huiyin.law.sources.articles import LAWS, Citation
from huiyin.law.sources.statutes import read_numeral
from huiyin.law.sources.summaries import SUMMARIES
from huiyin.law.terms import Outcome
from huiyin.law.words import P, Phrase
from huiyin.papers.facts import ClaimText
from huiyin.typed.signs import plain_digits
from huiyin.typed.wholes import place_of

#: Words that say somebody will see to it, and not who, what or when.
EMPTY_PHRASES: Final = (
    "已责成有关部门处理", "已责成相关部门处理", "已转有关部门处理", "已转相关部门", "依法依规办理", "依法依规处理",
    "按有关规定办理", "按相关规定办理", "按照有关规定", "将积极协调", "正在积极协调", "进一步加强", "予以高度重视",
    "高度重视", "统筹考虑", "适时解决", "尽快解决", "逐步解决", "条件成熟时", "做好解释工作", "做好稳控",
)  # fmt: skip
#: A finding shorter than this says no more than its outcome.
LEAST_FINDING: Final = 15

_CITED: Final = re.compile(
    r"《(?P<title>[^》]{2,40})》(?:（[^）]*）)?"
    r"(?:第(?P<article>[一二三四五六七八九十百零〇\d]+)条(?:第(?P<paragraph>[一二三四五六七八九十\d]+)款)?)?"
)
_HAPPENED: Final = re.compile(r"\d|[一二三四五六七八九十]+(?:日|月|年|人|米|元|亩|次|户|份|张)")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at again: in which claim (None: the whole), what, and the words it is about."""

    claim: int | None
    what: Phrase
    words: str = ""


def remarks(claims: Iterable[ClaimText], known: Mapping[str, Collection[int]] | None = None) -> list[Remark]:
    """Everything worth a second look in an opinion.

    :param known: articles of each loaded law by its key; where a law is not loaded, those summed up here are known.
    """
    rows = list(claims)
    found = [remark for claim in rows for remark in _of_claim(claim, known or {})]
    return found if rows else [Remark(None, P("没有一项请求。"))]


def _of_claim(claim: ClaimText, known: Mapping[str, Collection[int]]) -> Iterator[Remark]:
    yield from _missing(claim)
    yield from _empty(claim)
    for place in _CITED.finditer(claim.basis):
        yield from _citation(claim.number, place, known)


def _missing(claim: ClaimText) -> Iterator[Remark]:
    if not claim.finding.strip():
        yield Remark(claim.number, P("没有写查明的事实。"))
    elif len(claim.finding.strip()) < LEAST_FINDING or not _HAPPENED.search(claim.finding):
        yield Remark(claim.number, P("查明的事实太笼统：写出何时、何地、查了什么、结果是多少。"), claim.finding)
    if claim.outcome is None:
        yield Remark(claim.number, P("没有写处理意见：支持、解释说明还是不予支持。"))
    if not claim.basis.strip():
        yield Remark(claim.number, P("没有写依据。"))
    elif not _CITED.search(claim.basis):
        yield Remark(claim.number, P("依据没有写出法规的名称和条文。"), claim.basis)
    if claim.outcome is Outcome.SUPPORTED and claim.execute_by is None:
        yield Remark(claim.number, P("支持了，没有写何时办到。"))
    if claim.outcome is Outcome.NOT_SUPPORTED and claim.lacking is None:
        yield Remark(claim.number, P("不予支持，没有写缺乏事实根据还是不符合规定。"))
    if claim.outcome is Outcome.SUPPORTED and not claim.executor.strip():
        yield Remark(claim.number, P("支持了，没有写由谁去办。"))


def _empty(claim: ClaimText) -> Iterator[Remark]:
    for text in (claim.finding, claim.basis, claim.executor):
        for phrase in EMPTY_PHRASES:
            if phrase in text:
                yield Remark(claim.number, P("“{words}”是空话：写出哪个单位、办什么、哪天办完。", words=phrase), phrase)


def _citation(number: int, place: re.Match[str], known: Mapping[str, Collection[int]]) -> Iterator[Remark]:
    law = law_titled(place["title"])
    if place["article"] is None:
        yield Remark(number, P("只写了《{law}》，没有写到哪一条。", law=place["title"]), place[0])
        return
    article = _numeral(place["article"])
    if law is None:
        yield Remark(number, P("法规库里没有《{law}》，请核对名称和条文。", law=place["title"]), place[0])
    elif article not in known.get(law, _summed_up(law)):
        yield Remark(
            number,
            P("《{law}》里没有找到第{n}条，请核对。", law=place["title"], n=article or place["article"]),
            place[0],
        )
    elif (repealed := LAWS[law].repealed_on) is not None:
        yield Remark(number, P("《{law}》已在{day}废止。", law=place["title"], day=repealed), place[0])


def law_titled(title: str) -> str | None:
    """The key of the law with this full or short title; None if the library does not know it."""
    bare = title.strip()
    return next((key for key, law in LAWS.items() if bare in (law.title, law.short)), None)


def _numeral(words: str) -> int:
    """The number of an article or paragraph, in digits of any width or in words; 0 where it is no number at all."""
    try:
        return place_of(plain_digits(words)) or read_numeral(words)
    except ValueError:
        return 0


def _summed_up(law: str) -> frozenset[int]:
    """Articles we have words for; of a law not loaded these are all we can vouch for."""
    return frozenset(place.article for place in SUMMARIES if place.law == law)


def cited(text: str) -> list[Citation]:
    """Every article of a law we know that ``text`` cites."""
    found = []
    for place in _CITED.finditer(text):
        law = law_titled(place["title"])
        article = _numeral(place["article"] or "")
        if law is not None and article:
            found.append(Citation(law, article, _numeral(place["paragraph"] or "") or None))
    return found
