"""The question sheets (评议表) of sample checks, kept in ``data/law/sheets``: what is asked, what may be answered."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from huiyin.law.sources.articles import ANYWHERE, Citation, cited
from huiyin.law.sources.files import each_folder
from huiyin.law.sources.shapes import Flag, Many, Read, Record, Text, Whole, read


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer that a question may have; ``wrong`` speaks against the handling, ``counts`` says anything at all."""

    key: str
    name: str
    wrong: bool
    counts: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One question about a matter; ``grave``: a wrong answer to it alone is enough."""

    key: str
    text: str
    basis: Citation | None
    grave: bool


#: What was read of one matter: to each question its answer and what was noted beside it.
Reading = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Sheet:
    """A sheet in one version.

    :param twice: so many of a hundred are read a second time, ``least`` at least.
    :param several: so many wrong answers make a matter wanting, where none of them is grave.
    """

    key: str
    version: str
    title: str
    source: str
    twice: int
    least: int
    several: int
    answers: tuple[Answer, ...]
    questions: tuple[Question, ...]

    @cached_property
    def answer(self) -> Mapping[str, Answer]:
        return {answer.key: answer for answer in self.answers}

    def whole(self, reading: Any) -> Reading | None:
        """The reading with all its questions answered, and nothing else; ``None`` if it is not one."""
        if not isinstance(reading, Mapping) or set(reading) != {each.key for each in self.questions}:
            return None
        rows = {key: _row(row) for key, row in reading.items()}
        return rows if all(row.get("answer") in self.answer for row in rows.values()) else None

    def wrong(self, reading: Reading) -> list[str]:
        """The questions answered against the handling, in their order."""
        return [each.key for each in self.questions if self.answer[reading[each.key]["answer"]].wrong]

    def wanting(self, reading: Reading) -> bool:
        """Whether the handling of the matter was found wanting."""
        wrong = self.wrong(reading)
        return len(wrong) >= self.several or any(each.grave and each.key in wrong for each in self.questions)

    def written(self) -> str:
        """The whole sheet, as a check keeps it: whoever reads by it later asks what was asked."""
        plain = {name: getattr(self, name) for name in _PLAIN}
        answers = [[each.key, each.name, each.wrong, each.counts] for each in self.answers]
        asked = [[each.key, each.text, each.basis.key if each.basis else "", each.grave] for each in self.questions]
        return json.dumps({**plain, "answers": answers, "questions": asked}, ensure_ascii=False, sort_keys=True)


_PLAIN: Final = ("key", "version", "title", "source", "twice", "least", "several")


@lru_cache(maxsize=64)
def sheet_from(written: str) -> Sheet:
    """The sheet that a check kept."""
    said = json.loads(written)
    return Sheet(
        **{name: said[name] for name in _PLAIN},
        answers=tuple(Answer(*each) for each in said["answers"]),
        questions=tuple(
            Question(key, text, Citation.parse(basis) if basis else None, grave)
            for key, text, basis, grave in said["questions"]
        ),
    )


def _row(row: Any) -> dict[str, str]:
    said = row if isinstance(row, Mapping) else {"answer": row}
    found = {name: str(said.get(name) or "").strip() for name in ("answer", "note")}
    return {name: words for name, words in found.items() if words}


_sheets: dict[str, Sheet] = {}
#: The sheets in force by their key. A check keeps the one it was begun with.
SHEETS: Final[Mapping[str, Sheet]] = MappingProxyType(_sheets)

_KEY: Final = Text("Its name in the record; never changed.", "[a-z][a-z_]{1,31}", "handling")
_ANSWER: Final = Record(
    {
        "key": _KEY,
        "name": Text("What one ticks."),
        "wrong": Flag("It speaks against the handling."),
        "counts": Flag("false where it says nothing either way."),
    },
    needed=("key", "name"),
)
_QUESTION: Final = Record(
    {
        "key": _KEY,
        "text": Text("What is asked, as a sentence that may be true or not."),
        "article": ANYWHERE,
        "grave": Flag("A wrong answer to it alone makes the matter wanting."),
    },
    needed=("key", "text"),
)
FILE: Final = Record(
    {
        "key": _KEY,
        "version": Text("Changes with every change."),
        "title": Text("What it is called."),
        "source": Text("Where it comes from."),
        "twice": Whole(0, 100, "Of a hundred drawn matters, read a second time by somebody else."),
        "least": Whole(0, 100, "At least so many."),
        "several": Whole(1, 100, "So many wrong answers make a matter wanting."),
        "answers": Many(_ANSWER),
        "questions": Many(_QUESTION),
    },
    needed=("key", "version", "title", "source", "twice", "least", "several", "answers", "questions"),
    about="A question sheet (评议表). One of the same key in a folder read later takes the place of the earlier.",
)


def _read(files: Sequence[Path]) -> None:
    for file in files:
        said = read(file, FILE)
        answers = tuple(_answer(each) for each in said["answers"])
        sheet = Sheet(
            **{name: said[name] for name in _PLAIN},
            answers=answers,
            questions=tuple(_question(each) for each in said["questions"]),
        )
        _sheets[sheet.key] = sheet


def _answer(said: Read) -> Answer:
    return Answer(said["key"], said["name"], bool(said["wrong"]), said["counts"] is not False)


def _question(said: Read) -> Question:
    basis = cited(said.spot("article"), said["article"]) if said["article"] else None
    return Question(said["key"], said["text"], basis, bool(said["grave"]))


each_folder("sheets", _read)


def names() -> Mapping[str, str]:
    """Every sheet by its key, as a form offers them."""
    return {sheet.key: sheet.title for sheet in SHEETS.values()}
