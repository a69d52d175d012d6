"""The columns of the register (登记表): said when a matter is taken down or classed, kept in the journal, printed."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

from pdfminer.high_level import extract_text

from huiyin.cases.models import Case
from huiyin.cases.papers.facts import paper_facts
from huiyin.cases.papers.record import Record
from huiyin.cases.registered import register_of
from huiyin.papers.kinds import Extra
from huiyin.record.models import Event
from tests.desk.staff import Desk, words

Open = Callable[..., Desk]
COLUMNS = {"subject": "农村农业", "aim": "seek", "happened": "2025年10月起", "affected": "43"}
LONG = (
    "我们村三组的灌溉渠去年十月被隔壁砂石厂修路填掉四十二米以后春耕用不上水到现在半年多了找过村里和镇里都没有人管请恢复"
)


def taken_down(desk: Desk, **typed: str) -> Case:
    given = {"text": f"{LONG}。谢谢。", "name": "陈大山", "phone": "19900007710", **typed}
    desk.fill("/desk/intake/visit", **given)
    return Case.objects.latest("id")


def form_of(desk: Desk, case: Case) -> str:
    answer = desk.open(f"/desk/cases/{case.number}/papers/register")
    assert answer["Content-Type"] == "application/pdf"
    return "".join(extract_text(io.BytesIO(answer.content)).split())


def test_what_was_said_stands_in_the_journal_on_the_page_and_on_the_form(desk: Open) -> None:
    wang = desk("wanglan")
    case = taken_down(wang, **COLUMNS)
    assert json.loads(Event.objects.get(record=case.id, seq=1).payload)["said"]["aim"] == "seek"
    shown, printed = words(wang.open(f"/desk/cases/{case.number}")), form_of(wang, case)
    for said in ("农村农业", "求决", "2025年10月起", "43"):
        assert said in shown and said in printed
    assert LONG in printed and "未盖章草稿" not in printed


def test_what_nobody_knew_is_a_blank_and_asks_for_no_key(desk: Open) -> None:
    wang = desk("wanglan")
    assert 'id="register"' in (page := wang.open("/desk/intake/visit").content.decode())
    assert 'id="register" open' not in page
    assert register_of(taken_down(wang)) == {}


def test_whoever_classes_it_finds_what_was_said_and_adds_the_rest(desk: Open) -> None:
    wang, chen = desk("wanglan"), desk("chenhao")
    case = taken_down(wang, happened="2025年10月起")
    chen.act(case.number, "classify", **{"classes-1": "grievance.6", "affected": "43"})
    # What the words leave in doubt is not written down by itself.
    assert register_of(case) == {"happened": "2025年10月起", "affected": 43}
    assert "43" in form_of(chen, case)


def test_only_its_clerk_prints_the_name_the_form_is_no_way_around_the_ledger(desk: Open) -> None:
    wang, chen = desk("wanglan"), desk("chenhao")
    case = taken_down(wang)
    assert "陈大山" in form_of(wang, case)
    assert "陈大山" not in (later := form_of(chen, case)) and "陈**" in later and "19900007710" not in later


def test_in_a_report_the_words_of_the_columns_rest_in_its_envelope(desk: Open) -> None:
    case = taken_down(desk("wanglan"), accused_organ="柳溪县水利局", **COLUMNS)
    payload = Event.objects.get(record=case.id, seq=1).payload
    assert case.report and "农村农业" not in payload and "2025年10月" not in payload
    assert register_of(case)["happened"] == "2025年10月起"


def test_a_request_is_a_whole_sentence_and_a_shortened_title_says_so(desk: Open) -> None:
    case = taken_down(desk("wanglan"))
    facts = paper_facts(Record(case, Extra.REGISTER_FORM, 1, case.last_on))
    assert [claim.request for claim in facts.claims] == [LONG]
    assert len(case.title) == 40 and case.title.endswith("…")
