"""Reading the text of a law, and checking our citations against the published texts."""

import ast
import dataclasses
import importlib
import os
import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

import huiyin.law
from huiyin.law.sources.articles import LAWS, Citation, chinese_numeral, cite
from huiyin.law.sources.statutes import (
    NotAStatute,
    Statute,
    adopted_on,
    exists,
    is_our_version,
    parse,
    read_numeral,
    recognise,
)
from huiyin.law.sources.summaries import SUMMARIES

ROOT = Path(__file__).parents[2]
TEXTS = Path(os.environ.get("LAW_TEXTS", ROOT.parent / "shared" / "data" / "law"))
needs_texts = pytest.mark.skipif(not TEXTS.is_dir(), reason=f"absent: the texts of the laws (looked in {TEXTS})")

SMALL = """# 养 猫 条 例

2020年1月2日 村民会议通过
2021年3月4日 修订
2021年5月1日 施行

<!-- INFO END -->

## 第一章 总 则

### 第一节　养猫

第一条 为了养猫，制定本条例。

猫是动物。

第二条　猫有下列权利：

（一）睡觉；

(二)吃鱼。

鱼由村里买。

（三）晒太阳。

猫不能有下列行为：

（一）上桌。

## 第二章 附则

**第三条**本条例由猫解释。
"""


@pytest.fixture
def small() -> Statute:
    return parse(SMALL)


def test_it_reads_title_and_dates(small: Statute) -> None:
    assert (small.title, str(adopted_on(small))) == ("养猫条例", "2021-03-04")


def test_it_reads_every_article_in_order(small: Statute) -> None:
    assert [article.number for article in small.articles] == [1, 2, 3]


def test_it_knows_chapter_and_section(small: Statute) -> None:
    assert [article.chapter for article in small.articles] == ["第一章 总则 第一节 养猫"] * 2 + ["第二章 附则"]


def test_it_counts_paragraphs_and_items_in_both_kinds_of_brackets(small: Statute) -> None:
    second = small.articles[1]
    assert [len(paragraph.items) for paragraph in second.paragraphs] == [3, 1]


def test_a_line_between_two_items_of_one_list_belongs_to_the_former(small: Statute) -> None:
    assert small.articles[1].paragraphs[0].items[1] == "吃鱼。鱼由村里买。"


def test_it_reads_an_article_without_a_space_after_its_number(small: Statute) -> None:
    assert small.articles[2].paragraphs[0].text == "本条例由猫解释。"


def test_a_paragraph_that_begins_with_another_article_is_no_new_article() -> None:
    text = "第一条 甲。\n\n第二条规定的猫除外。\n\n第二条 乙。\n\n第一条 的老鼠不算。"
    assert [len(article.paragraphs) for article in parse(text).articles] == [2, 2]


def test_it_refuses_a_text_without_articles() -> None:
    with pytest.raises(NotAStatute):
        parse("# 通知\n\n请开会。")


@given(st.integers(min_value=1, max_value=999))
def test_it_reads_the_numerals_it_writes(number: int) -> None:
    assert read_numeral(chinese_numeral(number)) == number


@pytest.mark.parametrize(
    ("place", "there"),
    [((2, 1, 3), True), ((2, 1, 4), False), ((2, None, 3), True), ((1, 2), True), ((1, 3), False), ((4,), False)],
)
def test_it_tells_whether_a_cited_place_is_in_the_text(small: Statute, place: tuple[int, ...], there: bool) -> None:
    assert exists(small, cite("xf2022", *place)) is there


def test_it_does_not_recognise_a_law_nobody_cites(small: Statute) -> None:
    assert recognise(small) is None


def test_it_tells_an_older_version_of_a_law_apart() -> None:
    older = parse("# 中华人民共和国行政复议法\n\n2017年9月1日 修正\n\n第一条 旧。")
    assert not is_our_version(older, LAWS["fuyi2023"])


@cache
def texts() -> dict[str, Statute]:
    return {key: parse((TEXTS / f"{law.file_stem}.md").read_text(encoding="utf-8")) for key, law in LAWS.items()}


def law_modules() -> Iterator[ModuleType]:
    for found in pkgutil.iter_modules(huiyin.law.__path__):
        yield importlib.import_module(f"huiyin.law.{found.name}")


def inside(value: object) -> Iterator[Citation]:
    """Every citation in a value of the law room, however deep."""
    if isinstance(value, Citation):
        yield value
    elif isinstance(value, Mapping):
        for key, entry in value.items():
            yield from inside(key)
            yield from inside(entry)
    elif isinstance(value, tuple | list | frozenset):
        for entry in value:
            yield from inside(entry)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for each in dataclasses.fields(value):
            yield from inside(getattr(value, each.name))


def written(file: Path) -> Iterator[Citation]:
    """Every `cite("law", 1, 2)` in a source file whose arguments are plain."""
    text = file.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(text)) if "cite(" in text else ():
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "cite":
            try:
                named = {word.arg or "": ast.literal_eval(word.value) for word in node.keywords}
                yield cite(*[ast.literal_eval(argument) for argument in node.args], **named)
            except (ValueError, TypeError):
                continue  # it cites by a variable


@cache
def in_use() -> set[Citation]:
    values = {id(value): value for module in law_modules() for value in vars(module).values()}
    tables = {place for value in values.values() for place in inside(value)}
    return tables.union(*(written(file) for file in (ROOT / "huiyin").rglob("*.py")))


def test_the_walk_finds_the_citations_of_the_rules() -> None:
    assert {cite("xf2022", 34), cite("xf2022", 30, 3)} <= in_use()


@needs_texts
@pytest.mark.parametrize("law", sorted(LAWS))
def test_the_published_text_is_read_whole(law: str) -> None:
    numbers = [article.number for article in texts()[law].articles]
    assert numbers == list(range(1, len(numbers) + 1))


@needs_texts
@pytest.mark.parametrize("law", sorted(LAWS))
def test_the_published_text_is_recognised_in_the_version_we_cite(law: str) -> None:
    assert recognise(texts()[law]) == LAWS[law] and is_our_version(texts()[law], LAWS[law])


@needs_texts
@pytest.mark.parametrize("law", sorted(LAWS))
def test_every_place_we_cite_is_in_the_law(law: str) -> None:
    cited = {place for place in in_use() if place.law == law}
    assert not {place.key for place in cited if not exists(texts()[law], place)}


@needs_texts
@pytest.mark.parametrize("law", sorted(LAWS))
def test_no_summary_copies_the_law(law: str) -> None:
    whole = "".join(
        part for article in texts()[law].articles for line in article.paragraphs for part in (line.text, *line.items)
    )
    ours = [phrase.text for place, phrase in SUMMARIES.items() if place.law == law]
    assert not [text for text in ours if any(text[at : at + 18] in whole for at in range(len(text) - 17))]
