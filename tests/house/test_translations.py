"""Every word on a screen is in Chinese and in English."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from huiyin.house import translations


def found(reader: Callable[[str], Iterator[tuple[str, int]]], source: str) -> list[str]:
    return [msgid for msgid, _ in reader(source)]


def test_no_msgid_lacks_its_english() -> None:
    lacking = translations.missing()
    assert not lacking, "\n".join(lacking)


def test_no_template_says_chinese_untranslated() -> None:
    bare = [
        f"{path.relative_to(translations.ROOT)}:{line}  {words}"
        for path in translations.templates()
        for words, line in translations.bare_chinese(path.read_text(encoding="utf-8"))
    ]
    assert not bare, "\n".join(bare)


def test_the_english_keeps_every_hole_of_the_chinese() -> None:
    assert translations.broken_holes() == []


def test_two_rooms_do_not_say_one_thing_differently() -> None:
    assert translations.conflicts() == []


@pytest.mark.parametrize(
    ("source", "msgids"),
    [
        ('{% translate "查询" %}', ["查询"]),
        ("{% translate '查询' as words %}", ["查询"]),
        ("{% translate words %}", []),
        ("{% blocktranslate %}还有 {{ n }} 天{% endblocktranslate %}", ["还有 %(n)s 天"]),
        (
            "{% blocktranslate with n=a|length trimmed %}\n 还有\n {{ n }} 天\n{% endblocktranslate %}",
            ["还有 %(n)s 天"],
        ),
        ("{% blocktranslate count n=a %}一{% plural %}多{% endblocktranslate %}", ["一", "多"]),
        ("{% blocktranslate %}满意 90%{% endblocktranslate %}", ["满意 90%%"]),
        ('{% include "a.html" with title=_("标题") %}', ["标题"]),
        ('{{ "办结"|say }}', ["办结"]),
        ('{% comment %}{% translate "旧" %}{% endcomment %}', []),
    ],
)
def test_it_reads_what_a_template_says(source: str, msgids: list[str]) -> None:
    assert found(translations.in_template, source) == msgids


@pytest.mark.parametrize(
    ("source", "msgids"),
    [
        ('gettext("查询")', ["查询"]),
        ('translation.gettext_lazy("查" "询")', ["查询"]),
        ('ngettext("一天", "多天", n)', ["一天", "多天"]),
        ('P("还有{n}天", n=3)', ["还有{n}天"]),
        ('P("甲" if a else "乙")', ["甲", "乙"]),
        ('class Stage(Term):\n    NEW = "new", "未登记"', ["未登记"]),
        ('print("查询")', []),
    ],
)
def test_it_reads_what_code_says(source: str, msgids: list[str]) -> None:
    assert found(translations.in_python, source) == msgids


def test_it_sees_chinese_outside_a_translation() -> None:
    assert found(translations.bare_chinese, '<p title="提示">你好</p>{% translate "好" %}') == ["提示", "你好"]


def test_it_names_the_place_of_a_missing_msgid(tmp_path: Path) -> None:
    page = tmp_path / "desk" / "templates" / "a.html"
    page.parent.mkdir(parents=True)
    page.write_text('\n{% translate "没有英文的话" %}', encoding="utf-8")
    assert translations.missing(tmp_path) == ["desk/templates/a.html:2  没有英文的话"]


def test_a_younger_part_makes_the_catalogue_stale(tmp_path: Path) -> None:
    (tmp_path / "parts").mkdir()
    translations.compile_messages(tmp_path)
    assert not translations.is_stale(tmp_path)
    (tmp_path / "parts" / "desk.en.po").write_text('msgid "一"\nmsgstr "one"\n', encoding="utf-8")
    assert translations.is_stale(tmp_path)
