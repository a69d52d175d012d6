"""试算: a history under any book with its words, two books side by side, open matters under another book."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode

import pytest
from django.utils.timezone import localdate

from huiyin.cases.queries import visible_to
from huiyin.people.posts import actors_of
from huiyin.record.models import Event
from huiyin.wording.words import say
from tests.city import person
from tests.desk.life import Life, report_on
from tests.desk.staff import Desk, words

Open = Callable[..., Desk]
ACTS = "2026-03-02 登记\n2026-03-05 转送\n2026-03-09 接收并告知\n2026-04-20 批准延期 天数=30"
SAID = {"book": "cn-2022", "claim": "6", "channel": "letter", "lodged_with": "petition_office", "acts": ACTS}


def day(*said: int) -> str:
    return say(date(*said))


def tried(desk: Desk, **said: str) -> str:
    return words(desk.open(f"/desk/trial?{urlencode({**SAID, 'ask': '2026-05-01', **said})}"))


def test_it_shows_each_step_with_its_period_in_words(desk: Open) -> None:
    said = tried(desk("chenhao"))
    assert all(part in said for part in (f"自{day(2026, 3, 2)}起15日", "转送函", f"延长30日，到{day(2026, 6, 7)}"))


def test_another_book_has_other_days(desk: Open) -> None:
    assert f"自{day(2026, 3, 2)}起5个工作日，到{day(2026, 3, 9)}" in tried(desk("chenhao"), book="zhejiang-2016")


def test_a_step_that_the_law_refuses_says_why(desk: Open) -> None:
    said = tried(desk("chenhao"), acts="2026-03-02 登记\n2026-03-05 签发处理意见")
    assert "现在是“已登记”" in said


def test_a_hearing_keeps_its_days_out(desk: Open) -> None:
    acts = ACTS.rsplit("\n", 1)[0] + (
        "\n2026-03-20 拟定处理意见\n2026-03-21 签发处理意见\n2026-03-25 送达\n2026-04-10 申请复查"
        "\n2026-04-12 接收复查复核申请"
        "\n2026-05-01 签发复查复核意见\n2026-05-03 送达\n2026-05-13 申请复核\n2026-05-14 接收复查复核申请"
        "\n2026-05-20 举行听证 听证=2026-06-01\n2026-06-03 听证结束"
    )
    assert f"扣除听证3日，到{day(2026, 6, 15)}" in tried(desk("chenhao"), acts=acts)


@pytest.mark.parametrize(
    "line", ["2026-03-02", "昨天 登记", "2026-03-02 跳舞", "2026-03-02 登记 天=3", "登记 2026-03-02"]
)
def test_a_line_that_is_no_step_is_named(desk: Open, line: str) -> None:
    answer = desk("chenhao").browser.get("/desk/trial", {**SAID, "acts": f"2026-03-02 登记\n{line}"})
    assert answer.status_code == 422 and f"第2行看不懂：“{line}”" in words(answer)


def test_a_history_that_does_not_begin_is_told_so(desk: Open) -> None:
    answer = desk("chenhao").browser.get("/desk/trial", {**SAID, "acts": "2026-03-02 转送"})
    assert answer.status_code == 422 and "第一步必须是“登记”" in words(answer)


def test_two_books_stand_side_by_side(desk: Open) -> None:
    said = words(desk("chenhao").open("/desk/trial/compared?before=cn-2022&after=shandong-2015"))
    assert "决定是否受理复查" in said and "3个工作日，《山东省信访条例》第四十三条第一款" in said


def test_open_matters_say_what_another_book_would_make_of_them(desk: Open, letter: Life) -> None:
    said = words(desk("chenhao").open("/desk/trial/open?book=zhejiang-2016"))
    assert letter.number in said.replace(" ", "") and "登记分流" in said


def test_nothing_is_written_by_trying(desk: Open, letter: Life) -> None:
    before = Event.objects.count()
    tried(desk("chenhao"))
    desk("chenhao").open("/desk/trial/open?book=zhejiang-2016")
    assert Event.objects.count() == before


def test_a_report_is_not_there_for_whoever_may_not_read_it(desk: Open) -> None:
    report = report_on("lx-slj")
    hidden = [name for name in ("zhaoning", "linxiaoman", "wanglan", "xumei") if not reads(name, report)]
    shown = [words(desk(name).open("/desk/trial/open?book=zhejiang-2016")).replace(" ", "") for name in hidden]
    assert hidden and not [page for page in shown if report.number in page]


def reads(name: str, report: Life) -> bool:
    asked = actors_of(person(name), on=localdate())
    return any(visible_to(actor, localdate()).filter(id=report.row.id).exists() for actor in asked)
