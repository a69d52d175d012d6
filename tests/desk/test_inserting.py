"""Typed once: approved texts, what was found on the spot, articles and earlier bases are put in and not typed again."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from huiyin.desk.answers.keeping import keep
from huiyin.desk.models import Answer
from huiyin.law.module.vocabulary import ModuleAct, ModuleStage
from huiyin.oversight.models import Module
from huiyin.oversight.modules import MODULES, facts_of
from huiyin.people.models import Person
from huiyin.record.door import open_record, perform
from tests.city import at_organ, organ
from tests.desk.life import Life, ago, begin, report_on
from tests.desk.staff import Desk, form_on, words
from tests.reception.test_visits import refused

pytestmark = pytest.mark.django_db
TEXT = "就您反映的【诉求】（【编号】），我们到现场看过。"


def write(at: Any = None, key: str = "lx-slj", **said: Any) -> Module:
    given = {
        "title": "到现场", "uses": ["finding"], "words": "水渠 灌溉渠", "text": TEXT, "law": "《水法》第三十一条",
        "since": (timezone.localdate() - timedelta(days=400)).isoformat(), **said,
    }  # fmt: skip
    row: Module = open_record(MODULES, by=at_organ(organ(key), "handler"), at=at or ago(hours=2), given=given)
    return row


def do(row: Module, act: str, role: str = "head", at: Any = None, **given: Any) -> Module:
    perform(
        MODULES, record=row.id, act=ModuleAct(act), by=at_organ(row.holder, role), at=at or ago(hours=1), given=given
    )
    row.refresh_from_db()
    return row


def approve(row: Module, days: int = 90) -> Module:
    return do(row, "approve", until=(timezone.localdate() + timedelta(days=days)).isoformat())


def desk_of(matter: Life, role: str = "handler") -> Desk:
    return Desk(Person.objects.get(id=matter.at(role).person).username)


def put(matter: Life, key: str, name: str, **typed: str) -> tuple[str, dict[str, Any]]:
    """What the page says, and what stands in the form, once the button was pressed."""
    page = desk_of(matter).send(f"{matter.url}/acts/propose", typed, _insert=f"{key}@{name}")
    return words(page), form_on(page)


@pytest.fixture
def matter(letter: Life) -> Life:
    return letter.handled() or letter


def test_an_approved_text_is_put_behind_what_was_typed_with_its_blanks_filled(matter: Life) -> None:
    row = approve(write())
    said, form = put(matter, f"module.{row.number}", "outcomes-1-finding", **{"outcomes-1-finding": "先写的。"})
    assert "请看一遍再改" in said and matter.row.stage == "handling"
    (finding,) = form["outcomes-1-finding"]
    assert finding.startswith("先写的。") and matter.number in finding and "【" not in finding


def test_one_press_of_a_macro_fills_several_fields_of_the_act_each_behind_what_was_typed(matter: Life) -> None:
    row = approve(write(also_basis="《水法》第三十一条", also_remark="【本机关】会回访。"))
    said = {"outcomes-1-basis": "《信访工作条例》第三十二条", "outcomes-1-finding": "先写的。"}
    for _ in range(2):
        _, form = put(matter, f"module.{row.number}", "outcomes-1-finding", **said)
    assert form["outcomes-1-basis"] == ["《信访工作条例》第三十二条；《水法》第三十一条"]
    assert form["remedy"] == ["柳溪县水利局会回访。"] and form["outcomes-1-finding"][0].startswith("先写的。")


def test_what_a_macro_adds_is_offered_as_it_was_approved(matter: Life) -> None:
    row = approve(write(also_basis="《水法》第三十一条"))
    do(row, "amend", "handler", title="到现场", uses=["finding"], text="改过的文本", law="《水法》", since="2026-01-01")
    assert put(matter, f"module.{row.number}", "outcomes-1-finding")[1]["outcomes-1-basis"] == ["《水法》第三十一条"]


def test_what_waits_for_approval_or_was_withdrawn_is_not_offered(matter: Life) -> None:
    waiting, gone = write(title="待批的"), approve(write(title="停用的"))
    do(gone, "withdraw", reason="不用了")
    said = desk_of(matter).open(f"{matter.url}/acts/propose/texts").content.decode()
    assert "待批的" not in said and "停用的" not in said
    assert put(matter, f"module.{waiting.number}", "outcomes-1-finding")[1]["outcomes-1-finding"] in ([""], [])


def test_an_amended_text_is_offered_as_it_was_approved_until_it_is_approved_again(matter: Life) -> None:
    row = approve(write())
    do(row, "amend", "handler", title="到现场", uses=["finding"], text="改过的文本", law="《水法》", since="2026-01-01")
    assert (facts_of(row).approved, facts_of(row).version, row.stage) == (TEXT, 1, ModuleStage.DRAFTED)
    approve(row)
    assert (facts_of(row).approved, facts_of(row).version) == ("改过的文本", 2)


def test_a_blank_that_nobody_can_fill_is_refused() -> None:
    assert "没有叫【家庭住址】的填空" in refused(lambda: write(text="请到【家庭住址】领取"))


def test_an_organ_has_one_text_of_a_name() -> None:
    write()
    assert "已经有一条" in refused(write)


def test_only_who_leads_the_organ_approves() -> None:
    row = write()
    with pytest.raises(Exception, match=r".+"):
        do(row, "approve", "handler", until="2030-01-01")
    row.refresh_from_db()
    assert row.stage == ModuleStage.DRAFTED


def test_texts_of_another_place_are_not_offered(matter: Life) -> None:
    approve(write(key="yh-zjj", title="云河的"))
    assert "云河的" not in desk_of(matter).open(f"{matter.url}/acts/propose/texts").content.decode()


def test_what_was_found_on_the_spot_goes_into_the_opinion(matter: Life) -> None:
    matter.do(
        "investigate", matter.at("handler"), on=timezone.localdate().isoformat(), place="下桥村", heard="陈大山",
        account="量得渠道被填四十二米。",
    )  # fmt: skip
    _, form = put(matter, f"found.{matter.row.seq}", "outcomes-1-finding")
    assert form["outcomes-1-finding"] == ["量得渠道被填四十二米。"]


def test_an_article_is_found_by_its_words_and_put_into_the_basis(matter: Life) -> None:
    said = desk_of(matter).open(f"{matter.url}/acts/propose/texts?_find=复查").content.decode()
    assert "《信访工作条例》第三十五条" in said
    _, form = put(matter, "law.xf2022:32", "outcomes-1-basis", **{"outcomes-1-basis": "《水法》第三十一条"})
    assert form["outcomes-1-basis"] == ["《水法》第三十一条；《信访工作条例》第三十二条"]


@pytest.mark.parametrize(
    "asked",
    ["", "@", "law.xf2022:0@outcomes-1-basis", "law.no:1@x", "law.xf2022:32@heard", "module.1@remedy", "x" * 900],
)
def test_what_is_not_offered_is_not_put_in(matter: Life, asked: str) -> None:
    page = desk_of(matter).send(f"{matter.url}/acts/propose", {"outcomes-1-finding": "留着"}, _insert=asked)
    assert page.status_code == 200 and form_on(page)["outcomes-1-finding"] == ["留着"]


def test_the_basis_of_an_opinion_served_on_a_like_claim_is_offered_and_never_of_a_report(matter: Life) -> None:
    from huiyin.insights.indexing import refresh

    earlier = begin(ago(days=9)).proposed()
    earlier.do("sign", earlier.at("head"))
    waiting = begin(ago(days=8)).proposed()
    report = report_on("yh-zjj")
    refresh([earlier.id, waiting.id, report.id, matter.id])
    keys = desk_of(matter).open(f"{matter.url}/acts/propose/texts").content.decode()
    assert f"earlier.{waiting.number}" not in keys and f"earlier.{report.number}" not in keys
    earlier.issue()
    earlier.do(
        "serve", earlier.at("handler"), method="by_hand", receiver="陈大山", served_on=timezone.localdate().isoformat(),
        proof="签名",
    )  # fmt: skip
    refresh([earlier.id])
    keys = desk_of(matter).open(f"{matter.url}/acts/propose/texts").content.decode()
    assert f"earlier.{earlier.number}.1@outcomes-1-basis" in keys


def test_the_accused_are_told_of_no_texts_for_a_report() -> None:
    report = report_on("lx-slj")
    assert Desk("qianwei").open(f"{report.url}/acts/transfer/texts").status_code == 404


def test_the_notice_of_acceptance_begins_with_the_sentence_for_its_class(letter: Life) -> None:
    letter.transferred()
    page = desk_of(letter, "dispatcher").open(f"{letter.url}/acts/accept")
    assert form_on(page)["procedure"][0].startswith("适用信访程序")


def test_a_page_with_texts_asks_no_more_than_a_few_questions(matter: Life) -> None:
    from tests.desk.staff import asked

    approve(write())
    assert asked(desk_of(matter), f"{matter.url}/acts/propose/texts") <= 12


@pytest.mark.parametrize(("review", "there"), [(30, True), (-1, False)])
def test_a_ready_answer_that_fits_is_put_into_the_remarks_and_its_law_into_the_basis(
    matter: Life, review: int, there: bool
) -> None:
    row = Answer(
        title="灌溉渠谁管", words="灌溉渠 水渠", body="灌溉渠由水利部门管。", law="《水法》第三十一条",
        organ=organ("lx-slj"), review_on=timezone.localdate() + timedelta(days=review),
    )  # fmt: skip
    keep(row, matter.at("handler"))
    _, form = put(matter, f"answer.{row.id}", "remedy")
    assert (form["remedy"][0] == row.body) is there
    _, form = put(matter, f"answer-law.{row.id}", "outcomes-1-basis")
    assert (form["outcomes-1-basis"][0] == row.law) is there
