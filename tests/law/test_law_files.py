"""The law as files: what is wrong is named with its line, what is right loads, and docs/law.md is enough for it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from huiyin.house.law_books import SCHEMAS, TABLE, schemas
from huiyin.law.matter.procedure import MATTER
from huiyin.law.sources import books, files
from huiyin.law.sources.bookfiles import BOOK, PERIODS, amended, written
from huiyin.law.sources.books import BOOKS, as_of, book_for
from huiyin.law.sources.files import BadFile
from huiyin.law.sources.meanings import MEANINGS
from huiyin.law.sources.shapes import read
from huiyin.law.terms import Act, Class, Closure
from huiyin.law.trial.differences import differences
from huiyin.law.trial.table import as_markdown

ROOT = Path(__file__).parents[2]
DOC = (ROOT / "docs" / "law.md").read_text(encoding="utf-8")
DEMO = ROOT / "data" / "demo" / "law"
ZHEJIANG = (files.OURS / "books" / "20-zhejiang-2016.yaml").read_text(encoding="utf-8").replace("zhejiang-2016", "mine")


def reading(tmp_path: Path, text: str) -> Any:
    file = tmp_path / "a.yaml"
    file.write_text(text, encoding="utf-8")
    return written(read(file, BOOK), BOOKS)


def line_of(text: str, words: str) -> int:
    return next(number for number, line in enumerate(text.split("\n"), 1) if words in line)


# --- what is wrong is named -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("right", "wrong", "why"),
    [
        ("handle: {days: 30", "handel: {days: 30", "perhaps handle"),
        ("handle: {days: 30", "handle: {days: 0", "no whole number from 1"),
        ("handle: {days: 30", "handle: {days: dreißig", "no whole number"),
        ("handle: {days: 30", "handle: {days: 30, workdays: 5", "days or workdays, not both"),
        ("handle: {days: 30, ", "handle: {", "says no length"),
        ("sort: {workdays: 5, article: 20.1}", "sort: {workdays: 5}", "'article' is missing"),
        ("sort: {workdays: 5, article: 20.1}", "sort: {workdays: 5, article: art. 20}", "not written like"),
        ("sort: {workdays: 5, article: 20.1}", "sort: {workdays: 5, article: 'xx:20.1'}", "unknown law 'xx'"),
        ("sort: {workdays: 5, article: 20.1}", "sort: {workdays: 5, article: 0}", "count from 1"),
        ("sort: {workdays: 5, article: 20.1}", "sort: 5", "must be a table"),
        ("ends: [final, no_further, lapsed, agreement]", "ends: final", "must be a list"),
        ("ends: [final, no_further, lapsed, agreement]", "ends: [finale]", "perhaps final"),
        ("few: 3, most: 5, crowd: 10", "few: 3, most: 5", "few and crowd"),
        ("in_force: 2016-08-01", "in_force: 1.8.2016", "no day; write 2026-03-02"),
        ("in_force: 2016-08-01", "in_force: 2016-08-01\nrepealed: 2016-08-01", "before the day"),
        ("law: zj2016", "law: zj2099", "there is no law 'zj2099'"),
        ("lodge: 20.1", "lodge: 20.1\n  lodge: 20.2", "stands here twice"),
        ("  serve: 23.3", "  serve: 99", "nothing says what zj2016:99 says"),
        ('  recusal: "27.1"', '  recusal: "88"', "give it words under places"),
        ("key: mine", "key: Mine!", "not written like"),
        ("  zh: 浙江省信访条例（2016）", "  zh:", "is empty"),
        ("title:\n  zh:", "title:\n  ug:", "'zh' is missing"),
        ("en: Zhejiang", "en: Zhejiang {n}", "other holes"),
        ("rights: 9", "rights: [9]", "single value"),
        ("rights: 9", "right: 9", "perhaps rights"),
        ("visitors_document: 15.1", "lacks: [lodge]", "there is no 'lodge' here"),
        ("    why: 信访部门负责转送、交办、督办，不代替有权处理的机关作决定。", "    why:", "is empty"),
        ("may: true, classes: [suggestion]", "may: false, classes: [suggestion]", "says why"),
        ("under: cn-2022", "options: {rating_days: true}", "no whole number"),
    ],
)  # fmt: skip
def test_a_book_that_is_wrong_is_named_with_its_line(tmp_path: Path, right: str, wrong: str, why: str) -> None:
    assert right in ZHEJIANG
    text = ZHEJIANG.replace(right, wrong, 1)
    with pytest.raises(BadFile, match=re.escape(why)) as found:
        reading(tmp_path, text)
    named = line_of(text, wrong.rsplit("\n", 1)[-1])
    assert named - 1 <= found.value.line <= named and str(found.value).startswith(f"{tmp_path / 'a.yaml'}:")


@pytest.mark.parametrize("meaning", MEANINGS)
def test_a_book_without_one_of_the_meanings_does_not_load(tmp_path: Path, meaning: str) -> None:
    text = re.sub(rf"(?m)^  {meaning}: .*\n", "", ZHEJIANG)
    with pytest.raises(BadFile, match=rf"a\.yaml:\d+: articles: .* no equivalent for {meaning} "):
        reading(tmp_path, text)


def test_a_book_without_a_period_that_nobody_else_gives_does_not_load(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="no length for seek_review, review, seek_rereview, rereview, feedback"):
        reading(tmp_path, ZHEJIANG.replace("under: cn-2022\n", ""))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is empty"), ("key: [", "is not YAML"), ("- a", "must be a table"), ("\x00", "is not YAML"),
        ("[" * 50_000, "too many brackets"), ("- " * 50_000, "too many"), ("a: &a [*a]", "nothing is called so"),
    ],
)  # fmt: skip
def test_what_is_no_file_of_the_law_is_named(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(BadFile, match=why):
        reading(tmp_path, text)


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes("key: 规则".encode("gbk"))
    with pytest.raises(BadFile, match="not UTF-8"):
        read(tmp_path / "a.yaml", BOOK)


def test_an_amendment_is_of_a_version_of_the_same_law(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("key: other\ntitle: 甲\nlaw: zj2016\nin_force: 2030-01-01\namends: cn-2022\n")
    with pytest.raises(BadFile, match="zj2016 is no version of xf2022"):
        amended(read(tmp_path / "a.yaml", BOOK), BOOKS["cn-2022"])


def command(*arguments: object) -> subprocess.CompletedProcess[str]:
    whole = [sys.executable, "-m", "huiyin.house.law_books", *map(str, arguments)]
    return subprocess.run(whole, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_wrong_folder_stops_the_command(tmp_path: Path) -> None:
    (tmp_path / "books").mkdir()
    (tmp_path / "books" / "a.yaml").write_text(ZHEJIANG.replace("key: mine", "key: cn-2005"))
    done = command("check", tmp_path)
    assert done.returncode == 1 and "a.yaml:3: key: there is such a book already" in done.stderr


def test_an_office_has_indicators_and_forms_of_address_of_its_own(tmp_path: Path) -> None:
    for sort, text in {
        "indicators": (files.OURS / "indicators" / "2026.yaml").read_text().replace("year: 2026", "year: 2030"),
        "address": (files.OURS / "address" / "address.yaml").read_text().replace("等{n}人", "等{m}人"),
    }.items():
        (tmp_path / sort).mkdir()
        (tmp_path / sort / "ours.yaml").write_text(text, encoding="utf-8")
    done = command("check", tmp_path)
    assert done.returncode == 1 and "people.many: has a hole that nobody fills; there is {n}" in done.stderr
    (tmp_path / "address" / "ours.yaml").unlink()
    assert "indicators 2030" in command("check", tmp_path).stdout


# --- ours -------------------------------------------------------------------------------------------------------------


def test_a_book_reads_like_the_text_it_was_taken_from(tmp_path: Path) -> None:
    mine, theirs = reading(tmp_path, ZHEJIANG), BOOKS["zhejiang-2016"]
    assert (mine.periods, mine.equivalents, mine.basis) == (theirs.periods, theirs.equivalents, theirs.basis)


def test_nothing_that_was_read_can_be_changed() -> None:
    for value in (BOOKS, BOOKS["cn-2022"].periods, BOOKS["zhejiang-2016"].equivalents):
        with pytest.raises(TypeError):
            value["new"] = None  # type: ignore[index]


def test_the_published_schema_is_that_of_the_reader() -> None:
    published = {name: json.loads((files.OURS / "schema" / f"{name}.json").read_text()) for name in SCHEMAS}
    assert published == schemas()


@pytest.mark.parametrize("file", [*files.OURS.glob("*/*.yaml"), *DEMO.glob("*/*.yaml")], ids=lambda file: file.name)
def test_our_own_files_fit_the_published_schema(file: Path) -> None:
    schema = schemas()[{"laws": "law", "books": "book"}.get(file.parent.name, file.parent.name)]
    said = json.loads(json.dumps(yaml.safe_load(file.read_text(encoding="utf-8")), default=str))
    assert [fault.message for fault in Draft202012Validator(schema).iter_errors(said)] == []


def test_the_published_table_is_that_of_the_law() -> None:
    assert TABLE.read_text(encoding="utf-8") == as_markdown(MATTER), "draw it anew: ./run law table"


def test_the_page_knows_every_name() -> None:
    names = {*PERIODS, *MEANINGS, *(each.value for kind in (Class, Closure) for each in kind)}
    assert sorted(name for name in names if f"`{name}`" not in DOC) == []


# --- the page alone is enough for another province --------------------------------------------------------------------


def examples() -> Iterator[tuple[str, str]]:
    """The files that the page shows whole."""
    yield from re.findall(r"```yaml\n# ((?:laws|books|routes)/\S+\.yaml)\n(.*?)```", DOC, re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("law")
    for name, text in examples():
        file = top / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return top


@cache
def answers(folder: Path) -> dict[str, Any]:
    """Histories played with the folder, in a process of its own."""
    ways = [{"on": "05", "act": "transfer"}, {"on": "09", "act": "accept"}]
    lines = [
        {"id": f"{book} {month}", "book": book, "class": "grievance", "ground": "6",
         "acts": [{"on": f"{month}-02", "act": "lodge"}, *({**way, "on": f"{month}-{way['on']}"} for way in ways)]}
        for book, month in (("yunling-2027", "2027-07"), ("cn-2022", "2027-12"), ("cn-2022", "2028-01"),
                            ("cn-2028", "2027-12"), ("cn-2022+simplified=10", "2028-01"),
                            ("zhejiang-2016", "2027-12"), ("zhejiang-2016", "2028-01"))
    ]  # fmt: skip
    asked, told = folder / "asked.jsonl", folder / "told.jsonl"
    asked.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    whole = [sys.executable, "-m", "huiyin.house.law_dates", "--in", asked, "--out", told, "--books", folder]
    subprocess.run(whole, cwd=ROOT, check=True)
    return {answer["id"]: answer for answer in map(json.loads, told.read_text().splitlines())}


def clock(answer: Any, kind: str) -> tuple[str, str]:
    return next((each["due"], each["article"]) for each in answer["clocks"] if each["kind"] == kind)


def test_the_page_shows_a_whole_province_and_an_amendment() -> None:
    assert [name for name, _ in examples()] == [
        "laws/yl2027.yaml", "books/yunling-2027.yaml", "laws/xf2028.yaml", "books/cn-2028.yaml", "routes/ours.yaml",
    ]  # fmt: skip


def test_a_province_written_from_the_page_has_its_own_days(folder: Path) -> None:
    told = answers(folder)["yunling-2027 2027-07"]
    assert clock(told, "C1") == ("2027-07-12", "yl2027:12.1") and clock(told, "C5") == ("2027-08-18", "yl2027:21")


@pytest.mark.parametrize(
    ("history", "due"),
    [
        ("cn-2022 2027-12", ("2028-02-07", "xf2022:34")),
        ("cn-2028 2027-12", ("2028-02-07", "xf2022:34")),
        ("cn-2022 2028-01", ("2028-02-23", "xf2028:34")),
        ("cn-2022+simplified=10 2028-01", ("2028-02-23", "xf2028:34")),
    ],
)
def test_what_was_lodged_before_an_amendment_keeps_its_days(folder: Path, history: str, due: tuple[str, str]) -> None:
    assert clock(answers(folder)[history], "C5") == due


@pytest.mark.parametrize("history", ["zhejiang-2016 2027-12", "zhejiang-2016 2028-01"])
def test_what_a_province_says_itself_an_amendment_above_it_does_not_change(folder: Path, history: str) -> None:
    due, article = clock(answers(folder)[history], "C5")
    assert (due[-5:], article) == {"2027-12": ("01-08", "zj2016:23.1"), "2028-01": ("02-08", "zj2016:23.1")}[
        history.partition(" ")[2]
    ]


AMENDED = """key: xf2029
version_of: xf2022
title_en: Another
adopted: 2028-12-01
in_force: 2029-01-01
"""
SHORTER = """key: cn-2029
title: 信访工作条例（复查20日）
law: xf2029
amends: cn-2022
in_force: 2029-01-01
periods: {review: {days: 20, article: 35}}
"""
PROVINCE = """key: zhejiang-2030
title: 浙江省信访条例（修正）
law: zj2016
amends: zhejiang-2016
in_force: 2030-01-01
periods: {handle: {days: 25, article: 23.1, extension: {days: 60, article: 23.1}}}
"""


def followed(folder: Path, *books: str) -> dict[str, Any]:
    """What becomes of Zhejiang's book by date where these stand in an office's folder: key, review, its article."""
    for name, texts in {"laws": (AMENDED,), "books": books}.items():
        (folder / name).mkdir()
        for place, text in enumerate(texts):
            (folder / name / f"{place}.yaml").write_text(text, encoding="utf-8")
    ask = (
        "import sys, json; from datetime import date; from pathlib import Path\n"
        "from huiyin.law.sources import files, books\nfiles.also(Path(sys.argv[1]))\n"
        "from huiyin.law.terms import ClockKind as K\n"
        "found = {year: books.as_of('zhejiang-2016', date(year, 6, 1)) for year in (2028, 2029, 2030)}\n"
        "print(json.dumps({year: (book.key, book.periods[K.REVIEW].length, book.periods[K.REVIEW].citation.key, "
        "book.periods[K.HANDLE].length) for year, book in found.items()}))"
    )
    done = subprocess.run([sys.executable, "-c", ask, folder], cwd=ROOT, capture_output=True, text=True, check=True)
    return {year: tuple(told) for year, told in json.loads(done.stdout).items()}


def test_what_a_province_takes_from_above_follows_an_amendment_by_its_day(tmp_path: Path) -> None:
    assert followed(tmp_path, SHORTER) == {
        "2028": ("zhejiang-2016", 30, "xf2022:35", 30),
        "2029": ("zhejiang-2016~cn-2029", 20, "xf2029:35", 30),
        "2030": ("zhejiang-2016~cn-2029", 20, "xf2029:35", 30),
    }


def test_an_amendment_of_its_own_later_takes_from_the_one_above_that_stands_then(tmp_path: Path) -> None:
    told = followed(tmp_path, SHORTER, PROVINCE)
    assert told["2029"] == ("zhejiang-2016~cn-2029", 20, "xf2029:35", 30)
    assert told["2030"] == ("zhejiang-2030", 20, "xf2029:35", 25)


def test_the_amendment_that_is_shown_is_the_one_in_the_demonstration() -> None:
    shown = dict(examples())
    for name in ("laws/xf2028.yaml", "books/cn-2028.yaml"):
        assert yaml.safe_load(shown[name]) == yaml.safe_load((DEMO / name).read_text(encoding="utf-8"))


# --- which book, which difference -------------------------------------------------------------------------------------


def test_a_book_without_amendments_is_itself_on_every_day() -> None:
    assert {as_of(key, date(1999, 1, 1)).key for key in BOOKS} == set(BOOKS)


def test_where_the_preferred_book_is_not_in_force_the_national_one_of_the_day_stands_in() -> None:
    assert book_for(date(2015, 1, 1), "zhejiang-2016").key == "cn-2005"


def test_two_books_differ_in_words() -> None:
    rows = {str(row.what): (str(row.before), str(row.after)) for group in differences(
        BOOKS["cn-2022"], BOOKS["shandong-2015"]) for row in group.rows}  # fmt: skip
    assert rows["决定是否受理复查"] == ("没有规定", "3个工作日，《山东省信访条例》第四十三条第一款")


@pytest.mark.parametrize("key", BOOKS)
def test_a_book_does_not_differ_from_itself(key: str) -> None:
    assert differences(BOOKS[key], BOOKS[key]) == ()


def test_an_act_that_a_book_lacks_is_not_done_under_it() -> None:
    assert {act for act in Act if act in BOOKS["cn-2005"].lacks} == {
        Act.INFORM_PERSONNEL, Act.COLLECT_IDEA, Act.OFFER_RELIEF, Act.FOLLOW_RELIEF,
    }  # fmt: skip
    assert books.BOOKS["cn-2022"].lacks == frozenset()
