"""Our own words to the public are plain: short sentences, 您, verbs, and none of the office's own language."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from huiyin.house import translations
from huiyin.house.translations import ROOT

LONGEST = 35
STOPS = re.compile(r"[。！？；：\n]|……")
HOLE = re.compile(r"%\(\w+\)s|\{\w*\}")
OFFICIALESE = (
    "贵方", "予以", "相关部门", "有关部门", "有关单位", "届时", "特此", "兹", "之日起", "逾期", "务必", "切实",
    "依托", "该事项", "进行办理", "进行处理", "进行了", "作出处理", "您方", "尚未", "若", "如需", "须于",
    "均", "敬请", "烦请", "谅解", "悉知",
)  # fmt: skip
#: What is written to people by mail and letter.
NOTICES = [ROOT / "channels" / name for name in ("notices.py", "posting.py", "saying.py")]
STIFF = (
    "pursuant", "hereby", "herein", "thereof", "aforementioned", "prior to", "commence", "in respect of",
    "shall be", "shall not",    "notwithstanding", "deemed", "aforesaid", "utili", "in the event", "with regard to",
)  # fmt: skip
MOST_WORDS = 32
SIGNS = re.compile(r"[\u4e00-\u9fff]")


def sources() -> Iterator[tuple[Path, str]]:
    """Every string of the public pages and of the notices, with the file it stands in."""
    for path in [*sorted((ROOT / "portal").rglob("*")), *NOTICES]:
        if path.suffix not in (".py", ".html") or "migrations" in path.parts:
            continue
        reader = translations.in_template if path.suffix == ".html" else translations.in_python
        for words, _line in reader(path.read_text("utf-8")):
            if SIGNS.search(words):
                yield path.relative_to(ROOT), words


ALL = list(sources())


def test_there_are_words_to_judge() -> None:
    assert len(ALL) > 300


def test_no_sentence_is_longer_than_one_breath() -> None:
    long = {
        part.strip(): len(SIGNS.findall(HOLE.sub("", part)))
        for _path, words in ALL
        for part in STOPS.split(words)
        if len(SIGNS.findall(HOLE.sub("", part))) > LONGEST
    }
    assert long == {}


@pytest.mark.parametrize("word", OFFICIALESE)
def test_nobody_is_spoken_to_in_officialese(word: str) -> None:
    assert [(str(path), words) for path, words in ALL if word in words] == []


def test_people_are_addressed_politely() -> None:
    assert [words for _path, words in ALL if "你" in words] == []


def english() -> Iterator[str]:
    """The same words in English."""
    spoken = {entry.msgid: entry.msgstr for entry in translations.merged()}
    yield from (spoken[words] for _path, words in ALL if spoken.get(words))


def test_the_english_is_no_stiffer_than_the_chinese() -> None:
    stiff = re.compile("|".join(rf"\b{re.escape(word)}" for word in STIFF), re.IGNORECASE)
    assert sorted({words for words in english() if stiff.search(words)}) == []


def test_no_english_sentence_is_longer_than_one_breath() -> None:
    sentences = (part for words in english() for part in re.split(r"[.!?;:](?:\s|$)", words))
    assert sorted({part.strip() for part in sentences if len(part.split()) > MOST_WORDS}) == []
