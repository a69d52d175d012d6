"""Information bulletins: counted, drafted, edited, sent, read, noted on; a report stands in no number and no word."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from huiyin.cases.lodging import Capacity, ClaimText, PartyText
from huiyin.cases.models import Case
from huiyin.insights.indexing import refresh
from huiyin.law.bulletin.vocabulary import BulletinAct, Part
from huiyin.law.frame.facts import Actor
from huiyin.law.terms import ClaimKind, Role
from huiyin.oversight.bulletin_figures import figures_of
from huiyin.oversight.bulletins import BULLETINS
from huiyin.record.door import Refused, open_record, perform
from huiyin.record.reading import find
from tests.city import MONDAY, Matter, actor, at_organ, days, lodge, organ
from tests.desk.staff import Desk, words

pytestmark = pytest.mark.django_db
FIRST, LAST = MONDAY.date(), MONDAY.date() + timedelta(days=6)
GIVEN = {"issue": "weekly", "first": FIRST.isoformat(), "last": FIRST.isoformat(), "leaders": "陶书航"}


@pytest.fixture(autouse=True)
def uploads(settings: Any, tmp_path: Path) -> None:
    settings.HUIYIN_DATA_DIR = tmp_path


def matters(many: int, **changes: Any) -> list[int]:
    found = [Matter(lodge(key=f"{changes.get('title', '')}{n}", **changes)) for n in range(many)]
    refresh([each.id for each in found])
    return [each.id for each in found]


def report(**changes: Any) -> Matter:
    accused = (PartyText(Capacity.ACCUSED_ORGAN, organ=organ("lx-slj")),)
    claim = ClaimText("查处水利局虚报工程款", kind=ClaimKind.ACCUSATION)
    found = Matter(lodge(claims=(claim,), parties=accused, title="举报虚报工程款", **changes))
    refresh([found.id])
    return found


def drawn_up(by: str = "zhengyu", **said: Any) -> Any:
    return open_record(BULLETINS, by=actor(by), at=MONDAY, given={**GIVEN, **said})


def do(row: Any, act: str, by: str | Actor, day: int = 0, **given: Any) -> Any:
    who = actor(by) if isinstance(by, str) else by
    perform(BULLETINS, record=row.id, act=BulletinAct(act), by=who, at=days(day), given=given)
    row.refresh_from_db()
    return row


def sent() -> Any:
    row = drawn_up()
    do(row, "amend", "zhengyu", **GIVEN, title="一周信访情况", overview="本周总量平稳。")
    return do(do(row, "submit", "zhengyu"), "issue", "zhouping")


def noted() -> Any:
    task = {"task_text": "公布停水计划", "to_organ": organ("qc-slj"), "whose": "分管副局长", "until": "2026-12-10"}
    return do(sent(), "note", "taoshuhang", 1, note="请水利局抓紧", **task)


def said(row: Any, seq: int = 1) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(row.journal()[seq - 1].payload)["said"]
    return found


# Numbers -------------------------------------------------------------------------------------------------------------


def test_its_numbers_are_those_that_counting_by_hand_gives() -> None:
    matters(7)
    matters(5, title="公交车晚点", claims=(ClaimText("公交车晚点，请增加班次"),))
    figures = figures_of(organ("qc-xfj"), FIRST, LAST, LAST)
    received = next(line for line in figures[Part.OVERVIEW] if line["name"].startswith("收到"))
    by_hand = Case.objects.filter(lodged_at__date__gte=FIRST, lodged_at__date__lte=LAST, report=False)
    assert received["many"] == by_hand.count() == 12
    channels = {
        line["ask"]["counts"][0]: line["many"] for line in figures[Part.OVERVIEW] if line["name"].startswith("其中")
    }
    assert channels == {key: by_hand.filter(channel=key).count() for key in channels} and channels
    places = {line["ask"]["scope"][1:]: line["many"] for line in figures["places"]}
    assert all(many == by_hand.filter(holder_code__startswith=area).count() for area, many in places.items())
    fields = {line["ask"]["topic"]: line["many"] for line in figures[Part.HOT] if "topic" in line["ask"]}
    assert 5 in fields.values() and all(many >= 5 for many in fields.values())


def test_the_list_behind_a_number_has_as_many_matters_for_whoever_may_read_all() -> None:
    matters(6)
    row = drawn_up()
    assert said(row)["figures"]["overview"][0]["many"] == 6
    (at,) = [at for at, line in enumerate(said(row)["figures"]["overview"]) if line["name"].startswith("收到")]
    page = Desk("wuxia").open(f"/desk/bulletins/{row.number}/figures/overview/{at}")
    assert page.status_code == 200 and page.content.decode().count('data-label="编号"') == 6
    assert Desk("zhengyu").open(f"/desk/bulletins/{row.number}/figures/overview/{at}").status_code == 200
    assert Desk("wuxia").open(f"/desk/bulletins/{row.number}/figures/overview/99").status_code == 404


def test_small_counts_are_not_told() -> None:
    matters(3)
    assert [line["text"] for line in figures_of(organ("qc-xfj"), FIRST, LAST, LAST)[Part.OVERVIEW]] == ["不足5"]


def test_rules_that_people_complain_of_are_counted_with_what_became_of_them() -> None:
    claim = ClaimText("停水没有通知，请按《柳溪县供水办法》提前一天", facts="停了三次")
    matters(5, title="停水", claims=(claim,))
    (line,) = figures_of(organ("qc-xfj"), FIRST, LAST, LAST)[Part.POLICY]
    assert line["name"] == "《柳溪县供水办法》（件）" and line["many"] == 5


# A report stands in none of it ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("many", [1, 6])
def test_a_report_changes_no_number_and_no_word_of_a_bulletin(many: int) -> None:
    matters(6)
    before = figures_of(organ("qc-xfj"), FIRST, LAST, LAST)
    for n in range(many):
        report(key=f"secret{n}")
    row = drawn_up()
    kept = said(row)
    assert figures_of(organ("qc-xfj"), FIRST, LAST, LAST) == before
    assert "虚报" not in json.dumps(kept, ensure_ascii=False)


def readers() -> Iterator[tuple[str, Actor]]:
    """Every role at an office, at the leader's organ, at the organ with the task, and at the accused."""
    for key in ("qc-xfj", "qc-zf", "qc-slj", "lx-slj"):
        for role in ("head", "dispatcher", "handler", "analyst", "reviewer"):
            yield key, replace(at_organ(organ(key), "head"), roles=frozenset({Role(role)}))


def test_no_reader_finds_a_report_in_a_bulletin_by_any_page_word_or_list() -> None:
    matters(6)
    told = report()
    row = noted()
    for username in ("zhengyu", "wuxia", "zhouping", "taoshuhang"):
        desk = Desk(username)
        pages = [f"/desk/records/bulletin/{row.number}", f"/desk/bulletins/{row.number}"]
        figures = said(row, 2)["figures"]
        pages += [f"/desk/bulletins/{row.number}/figures/{p}/{n}" for p in figures for n in range(len(figures[p]))]
        for page in pages:
            text = words(desk.open(page))
            assert "虚报" not in text and told.row.number not in text, (username, page)


def test_the_list_behind_no_number_has_a_report_for_any_reader_who_may_not_read_it() -> None:
    """Generated over readers: every role at every organ that has to do with it, and the accused."""
    from types import SimpleNamespace

    from huiyin.cases.queries import find as find_matter
    from huiyin.desk.bulletins.behind import _behind

    matters(6)
    secret = [report(key=f"secret{n}") for n in range(3)]
    row = noted()
    lines = [line for part in said(row, 2)["figures"].values() for line in part if line["ask"]]
    seen = 0
    for _, who in readers():
        desk = SimpleNamespace(actor=who, today=LAST)
        for line in lines:
            if not {"signs", "orders"} & set(line["ask"]):
                cases = {case.id for case in _behind(desk, line["ask"], 60)[0]}  # type: ignore[arg-type]
                seen += len(cases)
                assert not cases & {each.id for each in secret if find_matter(who, LAST, each.row.number) is None}
                assert not cases & {each.id for each in secret}
    assert seen


def test_what_reads_as_a_report_is_not_written_into_a_bulletin() -> None:
    with pytest.raises(Refused, match="检举控告"):
        drawn_up(overview="群众举报县水利局局长张某收受贿赂")


# Who reads it --------------------------------------------------------------------------------------------------------


def test_before_it_is_issued_only_the_office_reads_it() -> None:
    row = drawn_up()
    may = {(key, *who.roles) for key, who in readers() if find(BULLETINS, who, LAST, row.number)}
    assert {key for key, _ in may} == {"qc-xfj"} and len(may) == 5


def test_then_the_leaders_it_was_sent_to_and_the_organ_with_the_task() -> None:
    row = noted()
    may = {(key, role.value) for key, who in readers() for role in who.roles if find(BULLETINS, who, LAST, row.number)}
    assert {each for each in may if each[0] == "qc-zf"} == {("qc-zf", "head")}
    assert ("qc-slj", "handler") in may and not {each for each in may if each[0] == "lx-slj"}


def test_the_sender_sees_when_a_leader_opened_it_and_nobody_else_does() -> None:
    row = sent()
    url = f"/desk/records/bulletin/{row.number}"
    assert "还没有打开" in words(Desk("zhengyu").open(url))
    assert "谁看过了" not in words(Desk("taoshuhang").open(f"/desk/bulletins/{row.number}"))
    told = words(Desk("zhengyu").open(url))
    assert "还没有打开" not in told and "天看过" in told


def test_the_leaders_are_told_and_whoever_drafted_it_hears_of_a_note() -> None:
    from huiyin.record.models import Message
    from huiyin.together.models import Notification
    from huiyin.together.telling import hear

    row = noted()
    hear(list(Message.objects.filter(topic="staff", record=row.id).order_by("seq")))
    told = Notification.objects.filter(record=row.id, kind="to_read").values_list("person", flat=True)
    assert set(told) == {actor("taoshuhang").person, actor("zhengyu").person}


# Edited, sent, noted on -----------------------------------------------------------------------------------------------


def test_what_the_machine_drafted_is_looked_over_before_it_is_submitted() -> None:
    matters(6)
    row = drawn_up()
    assert "收到信访事项6件" in said(row)["overview"] and said(row)["title"].endswith("信访情况")
    with pytest.raises(Refused, match="没有人看过"):
        do(row, "submit", "zhengyu")
    do(row, "amend", "zhengyu", **GIVEN, overview="本周收到六件。")
    assert do(row, "submit", "zhengyu").stage == "submitted"


def test_nothing_typed_is_lost_when_somebody_else_was_faster_or_a_name_is_wrong() -> None:
    row, desk = drawn_up(), Desk("zhengyu")
    url = f"/desk/records/bulletin/{row.number}/acts/amend"
    typed = {**GIVEN, "title": "一周", "overview": "我写了很久的一段话。", "_seen": str(row.seq), "_once": "a"}
    wrong = desk.browser.post(url, {**typed, "leaders": "查无此人"})
    assert wrong.status_code == 422 and "我写了很久的一段话。" in wrong.content.decode()
    do(row, "amend", "wuxia", **GIVEN)
    late = desk.browser.post(url, typed)
    assert late.status_code == 409 and "我写了很久的一段话。" in late.content.decode()


def test_the_checker_points_at_empty_phrases_and_endless_sentences() -> None:
    row = drawn_up(suggestions="建议高度重视", hot="很长" * 60)
    page = words(Desk("zhengyu").open(f"/desk/records/bulletin/{row.number}"))
    assert "高度重视”是空话" in page and "这一句有120个字" in page


def test_a_note_makes_a_task_and_what_was_done_stands_on_the_bulletin() -> None:
    row = noted()
    assert (row.stage, row.holder, row.queue_on) == ("working", organ("qc-slj"), date(2026, 12, 10))
    with pytest.raises(Refused):
        do(row, "report", "zhouping", 2, task=1, done="已经公布停水计划了")
    do(row, "report", at_organ(organ("qc-slj"), "head"), 2, task=1, done="已经公布停水计划了")
    assert (row.stage, row.holder) == ("done", organ("qc-xfj"))
    page = words(Desk("taoshuhang").open(f"/desk/bulletins/{row.number}"))
    assert "公布停水计划" in page and "已经公布停水计划了" in page
    do(row, "return", "wuxia", 3, task=1, missing="没有写提前多久通知", until="2026-12-15")
    assert (row.stage, row.queue_on) == ("working", date(2026, 12, 15))


def test_only_a_leader_it_was_sent_to_notes_on_it_and_the_office_enters_what_was_noted_on_paper() -> None:
    row = sent()
    with pytest.raises(Refused):
        do(row, "note", "fengguoqiang", note="我也说一句")
    with pytest.raises(Refused, match="没有送给"):
        do(row, "enter_note", "wuxia", leader="冯国强", note="我也说一句")
    assert do(row, "enter_note", "wuxia", leader="陶书航", note="已阅").stage == "issued"


def test_a_policy_advice_rests_on_a_bulletin() -> None:
    from huiyin.oversight.advice import ADVICES

    row = sent()
    given = {
        "kind": "policy", "to_organ": organ("qc-zf"), "title": "停水提前通知", "account": "七件来信说停水没有通知",
        "demand": "写明提前一天通知", "basis": "条例第四十条第二款", "evidence": row.number,
    }  # fmt: skip
    advice = open_record(ADVICES, by=actor("wuxia"), at=days(1), given=given)
    assert advice.title in words(Desk("wuxia").open(f"/desk/records/bulletin/{row.number}"))


def test_its_paper_has_the_head_of_a_bulletin_its_bars_and_its_readers() -> None:
    from huiyin.papers.document import Document, Format
    from huiyin.papers.instruments import sketch
    from huiyin.papers.wordfile import as_docx
    from huiyin.record.instruments import debts_of, facts_of, issue

    matters(6)
    matters(5, title="公交车晚点", claims=(ClaimText("公交车晚点，请增加班次"),))
    row = sent()
    (debt,) = debts_of(BULLETINS, row)
    document = sketch(facts_of(debt, MONDAY.date()))
    assert document.format is Format.BULLETIN and document.copies == "报：陶书航同志。"
    assert Document.load(document.dump()) == document
    assert as_docx(document)[:2] == b"PK"
    paper = issue(debt.row.id, actor("zhouping"), days(1))
    assert "信息" in paper.number


def test_a_part_that_is_a_picture_alone_has_one_heading(monkeypatch: pytest.MonkeyPatch) -> None:
    row = sent()
    lines = [{"name": name, "text": "1", "many": 1, "ask": {}} for name in ("判定是苗头的（条）", "等研判的苗头（条）")]
    monkeypatch.setattr("huiyin.desk.bulletins.reading.figures_in", lambda events: {Part.EARLY.value: lines})
    page = Desk("zhouping").open(f"/desk/bulletins/{row.number}").content.decode()
    assert page.count("<h2>苗头性问题</h2>") + page.count(">苗头性问题<") >= 1
    assert '<section class="sheet"><h2>苗头性问题</h2>' not in page
