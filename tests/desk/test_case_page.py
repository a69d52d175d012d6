"""The case page: one screen with claims, the next step, clocks, people, papers and the whole course of events."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.cases.models import Submission
from huiyin.people import stamps
from huiyin.people.models import Person
from huiyin.record.models import Reading
from tests.city import organ
from tests.desk.life import TWO_CLAIMS, Life, ago, begin, report_on
from tests.desk.staff import Desk, words
from tests.desk.test_queues import name_of

MOST_QUERIES = 12
Open = Callable[..., Desk]


def test_it_shows_each_claim_with_facts_and_reasons(desk: Open, letter: Life) -> None:
    said = words(desk("chenhao").open(letter.url))
    assert all(part in said for part in ("恢复灌溉渠四十二米", "去年十月被占", "渠道是集体的"))


def test_a_claim_without_an_answer_is_seen_to_lack_it(desk: Open, letter: Life) -> None:
    assert "还没有查明。答复不能缺这一项。" in words(desk("chenhao").open(letter.url))


def test_it_says_what_the_law_wants_next_with_its_article(desk: Open, letter: Life) -> None:
    said = words(desk("chenhao").open(letter.url))
    assert "法律要的下一步 先逐项分类定性" in said and "《信访工作条例》第三十一条" in said


def test_there_is_one_primary_button(desk: Open, letter: Life) -> None:
    assert desk("chenhao").open(letter.url).content.decode().count('class="button first"') == 1


def test_whoever_has_nothing_to_do_is_told_who_has(desk: Open, letter: Life) -> None:
    letter.transferred()
    assert "现在由柳溪县水利局" in words(desk("chenhao").open(letter.url))


def test_closed_acts_say_why_and_by_which_article(desk: Open, letter: Life) -> None:
    said = words(desk("chenhao").open(letter.url))
    assert "签发处理意见 现在是“已登记”，这一步要在“意见待签发”时才能做。 第32条" in said


def test_what_only_the_petitioner_may_do_is_no_button(desk: Open, letter: Life) -> None:
    assert "确认已经落实" not in words(desk("chenhao").open(letter.url))


def test_a_clock_explains_its_last_day(desk: Open, letter: Life) -> None:
    said = words(desk("chenhao").open(letter.url))
    assert "登记分流 第22条" in said and "起15日，到" in said


def test_people_are_masked(desk: Open, letter: Life) -> None:
    said = words(desk("chenhao").open(letter.url))
    assert "陈**" in said and "199****7710" in said and "陈大山" not in said


def test_the_own_words_stand_there(desk: Open, letter: Life) -> None:
    assert "柳溪村三组的灌溉渠被占了四十二米" in words(desk("chenhao").open(letter.url))


def test_the_course_of_events_names_act_person_organ_and_role(desk: Open, letter: Life) -> None:
    letter.transferred()
    said = words(desk("chenhao").open(letter.url))
    assert "转送 → 柳溪县水利局" in said and "陈浩 · 市信访局 · 分流员" in said and "水渠归县水利局管" in said


def test_what_was_said_of_each_claim_is_in_words(desk: Open, letter: Life) -> None:
    letter.transferred()
    assert "第1项：申诉求决、（六）信访程序" in words(desk("chenhao").open(letter.url))


def test_a_late_entry_shows_by_how_many_days(desk: Open) -> None:
    letter = begin(ago(days=4))
    assert "补记 4 天" in words(desk("chenhao").open(letter.url))


def test_papers_owed_stand_there(desk: Open, letter: Life) -> None:
    letter.transferred()
    said = words(desk("chenhao").open(letter.url))
    assert "转送函" in said and "去向告知书" in said


def test_findings_stand_beside_the_claim_they_answer(desk: Open, letter: Life) -> None:
    letter.served()
    said = words(desk("chenhao").open(letter.url))
    assert "现场丈量，占渠属实" in said and "《水法》" in said and "支持 待落实" in said


def test_a_repeat_leads_to_the_earlier_matter(desk: Open, letter: Life) -> None:
    again = begin(follows=letter.id)
    said = words(desk("chenhao").open(again.url))
    assert "▲ 重复" in said and "上一次 恢复灌溉渠四十二米" in said


def test_a_merged_matter_leads_to_the_other_and_back(desk: Open, letter: Life) -> None:
    other = begin(title="并进去的那件")
    other.do("merge", "chenhao", into=letter.number, reason="同一条渠")
    assert "并进来 并进去的那件" in words(desk("chenhao").open(letter.url))
    assert "并入 恢复灌溉渠" in words(desk("chenhao").open(other.url))


def test_a_split_claim_leads_to_where_it_went(desk: Open) -> None:
    letter = begin(claims=TWO_CLAIMS)
    letter.do("split", "chenhao", claims=[2], reason="两件不相干的事")
    said = words(desk("chenhao").open(letter.url))
    assert "已分出另办" in said and "分出去 赔偿去年减产损失3200元" in said


def test_a_report_carries_a_banner(desk: Open) -> None:
    assert "不能让被反映的人和单位知道" in words(desk("chenhao").open(report_on("lx-slj").url))


def test_reading_a_report_is_written_down_once_a_day(desk: Open) -> None:
    report, chen = report_on("lx-slj"), desk("chenhao")
    chen.open(report.url)
    chen.open(report.url)
    (row,) = Reading.objects.filter(record=report.id)
    assert (row.role, row.organ) == ("dispatcher", organ("qc-xfj"))


def test_reading_anything_else_leaves_no_trace(desk: Open, letter: Life) -> None:
    desk("chenhao").open(letter.url)
    assert not Reading.objects.exists()


def test_a_crowd_is_cut_short_and_the_rest_is_offered(desk: Open) -> None:
    from huiyin.cases.identity import Identity
    from huiyin.cases.lodging import Capacity, PartyText

    crowd = tuple(PartyText(Capacity.COSIGNER, Identity(name=f"王{number}")) for number in range(12))
    url = begin(parties=crowd, petitioners=12).url
    assert "这里先列 8 项，后面还有。" in words(desk("chenhao").open(url))
    assert "后面还有" not in words(desk("chenhao").open(f"{url}?people=40"))


def test_an_anonymous_matter_says_so(desk: Open) -> None:
    assert "没有留下姓名" in words(desk("chenhao").open(begin(parties=()).url))


def take_on(letter: Life) -> Any:
    from tests.reception.test_charges import take_on as charge

    return charge(letter, ago(hours=1), by="wanglan", leader="周平", post="局长")


def test_it_names_the_leader_who_answers_for_the_matter(desk: Open, letter: Life) -> None:
    take_on(letter)
    said = words(desk("chenhao").open(letter.url))
    assert "领导包案 周平（局长）" in said


def test_it_says_who_read_an_oral_account_back(desk: Open, letter: Life) -> None:
    extra = json.dumps({"念给本人听": "王兰"}, ensure_ascii=False)
    Submission.objects.filter(case=letter.id).update(read_back=True, extra=extra)
    assert "记录已由王兰念给本人听，本人确认" in words(desk("chenhao").open(letter.url))


def test_it_says_that_it_was_read_back_where_nobody_knows_by_whom(desk: Open, letter: Life) -> None:
    Submission.objects.filter(case=letter.id).update(read_back=True)
    assert "已念给本人听并确认" in words(desk("chenhao").open(letter.url))


@pytest.mark.parametrize("how", ["fresh", "served", "taken on"])
def test_it_costs_few_queries(desk: Open, monkeypatch: pytest.MonkeyPatch, letter: Life, how: str) -> None:
    if how != "fresh":
        letter.served()
    if how == "taken on":
        take_on(letter)
    monkeypatch.setattr(stamps, "RECHECK_SECONDS", 60.0)
    chen, url = desk("chenhao"), letter.url
    with CaptureQueriesContext(connection) as queries:
        chen.open(url)
    assert len(queries) <= MOST_QUERIES


def test_what_came_before_a_split_off_report_is_closed_to_the_next_organ(desk: Open) -> None:
    from dataclasses import replace

    from huiyin.law.terms import ClaimKind

    report = replace(TWO_CLAIMS[1], request="查处水利局的人", kind=ClaimKind.ACCUSATION)
    letter = begin(claims=(TWO_CLAIMS[0], report), text="又占渠，又贪污，都在这封信里。")
    letter.do("split", "chenhao", claims=[2], reason="检举控告要分开")
    letter.transferred()
    said = words(desk(name_of(letter.row.owner)).open(letter.url))
    assert "又占渠" not in said and "不在这里显示" not in said and "查处水利局的人" not in said
    assert said.count("恢复灌溉渠四十二米") == 3  # as its name, as its claim, and as what was brought


def test_whoever_is_to_serve_reads_that_the_paper_must_be_issued_first(desk: Open, letter: Life) -> None:
    """After signing, the page said to whoever serves that there is nothing to do, while it waited for them."""
    letter.proposed()
    letter.do("sign", letter.at("head"))
    said = words(desk(Person.objects.get(id=letter.row.owner).username).open(letter.url))
    assert "下一步“送达”还不能做：信访处理意见书还没有出具" in said and "现在没有要做的" not in said
    other = words(desk("chenhao").open(letter.url))
    assert "还没有出具。请先" not in other
