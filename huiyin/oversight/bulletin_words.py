"""The first draft of a bulletin's words, written from its figures by rule; and what a plain reader would stumble over.

In Chinese, because it is an official text. Whatever is written here somebody must look over before it is submitted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from huiyin.law.bulletin.vocabulary import Issue, Part
from huiyin.law.words import P, Phrase, plain
from huiyin.oversight.bulletin_figures import PLACES, Line
from huiyin.papers.checker import EMPTY_PHRASES, Remark

#: A sentence that is longer is read twice.
LONGEST_SENTENCE: Final = 80
_STOPS: Final = "。！？；\n"


def title_of(issue: Issue, first: date, last: date, organ: str) -> str:
    """What a bulletin is called where nobody says otherwise."""
    if issue is Issue.MONTHLY and first.day == 1 and (first.year, first.month) == (last.year, last.month):
        return f"{organ}{first.year}年{first.month}月信访情况"
    return f"{organ}{_span(first, last)}信访情况"


def _span(first: date, last: date) -> str:
    year = f"{last.year}年" if last.year != first.year else ""
    return f"{plain(first)}至{year}{last.month}月{last.day}日"


def drafted(figures: Mapping[str, Sequence[Line]], first: date, last: date) -> dict[str, str]:
    """The words of each part; none where there is nothing to say."""
    span = _span(first, last)
    found = {
        Part.OVERVIEW: _overview(span, figures),
        Part.HOT: _listed("群众反映较多的是", figures[Part.HOT]),
        Part.GROWING: _listed("比平时明显增多的是", figures[Part.GROWING]),
        Part.EARLY: _listed("这段时间提出的", figures[Part.EARLY]),
        Part.POLICY: _listed("群众提到较多的规定是", figures[Part.POLICY]),
        Part.SUGGESTIONS: _suggestions(figures),
    }
    return {part.value: text for part, text in found.items() if text}


def _overview(span: str, figures: Mapping[str, Sequence[Line]]) -> str:
    lines = figures[Part.OVERVIEW]
    if not lines:
        return ""
    said = [f"{span}，{_said(lines[0])}", *(_said(line) for line in lines[1:])]
    places = figures[PLACES]
    if places:
        said.append("分地方看，" + "，".join(f"{line['name']}{line['text']}件" for line in places))
    return "；".join(said) + "。"


def _said(line: Line) -> str:
    """A line as part of a sentence: its unit behind the number."""
    name, bracket, unit = line["name"].partition("（")
    text = str(line["text"])
    if not bracket or unit.rstrip("）") not in ("件", "条"):
        return f"{line['name']}{text}"
    number, comma, rest = text.partition("，")
    return f"{name}{number}{unit.rstrip('）')}{comma}{rest}"


def _listed(lead: str, lines: Sequence[Line]) -> str:
    return f"{lead}：{'；'.join(_said(line) for line in lines)}。" if lines else ""


def _suggestions(figures: Mapping[str, Sequence[Line]]) -> str:
    """What follows from the figures; who does it and by when a person writes."""
    said = [_said(line) for line in figures[Part.SUGGESTIONS]]
    hot = figures[Part.GROWING] or figures[Part.HOT]
    if hot:
        said.append(f"建议由主管单位查明“{hot[0]['name']}”的原因，写出由谁办、哪天办完")
    return "；".join(said) + "。" if said else ""


# What a plain reader stumbles over ------------------------------------------------------------------------------------


def stumbles(words: Mapping[str, Any]) -> Iterator[tuple[Part, Remark]]:
    """Empty phrases, endless sentences and what has no number, part by part."""
    for part in Part:
        text = str(words.get(part.value) or "")
        for phrase in EMPTY_PHRASES:
            if phrase in text:
                why = P("“{words}”是空话：写出哪个单位、办什么、哪天办完。", words=phrase)
                yield part, Remark(None, why, phrase)
        for sentence in _sentences(text):
            if len(sentence) > LONGEST_SENTENCE:
                yield part, Remark(None, _long(len(sentence)), sentence[:20])


def _long(many: int) -> Phrase:
    return P("这一句有{n}个字，太长了，请分成几句。", n=many)


def _sentences(text: str) -> Iterator[str]:
    rest = text
    for stop in _STOPS:
        rest = rest.replace(stop, "\n")
    return (each for each in rest.split("\n") if each.strip())
