"""The opinion while it is written: the checker beside it, and drafts that survive a lost device."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from huiyin.cases.lodging import ClaimText
from huiyin.desk.models import Answer, Draft
from huiyin.law.terms import ClaimKind, Ground
from huiyin.people.models import Person
from tests.city import GROUNDS, IDEA_CLASS, OUTCOME, at_organ, organ
from tests.desk.life import Life, begin
from tests.desk.staff import Desk, form_on, words

Open = Callable[..., Desk]
EMPTY = {
    "outcomes-1-finding": "已责成有关部门处理",
    "outcomes-1-outcome": "supported",
    "outcomes-1-basis": "按有关规定",
}
FINDING = "2026年11月3日到现场量过，渠道被填42米，影响下游19户灌溉。"
SOUND = {
    "outcomes-1-finding": FINDING, "outcomes-1-outcome": "supported", "outcomes-1-basis": "《信访工作条例》第三十二条",
    "outcomes-1-executor": "柳溪县水利局", "outcomes-1-execute_by": (date.today() + timedelta(days=60)).isoformat(),
    "heard": "当面听取，本人说水渠被占", "suffices": "已有丈量图和照片，事实清楚",
}  # fmt: skip


@pytest.fixture
def matter(letter: Life) -> Life:
    return letter.handled() or letter


def at_desk(matter: Life, role: str) -> Desk:
    actor = matter.at(role)
    return Desk(Person.objects.get(id=actor.person).username)


def test_what_is_typed_is_looked_over_claim_by_claim(matter: Life) -> None:
    answer = at_desk(matter, "handler").browser.post(f"{matter.url}/acts/propose/check", EMPTY)
    said = answer.content.decode()
    assert "是空话" in said and "支持了，没有写何时办到。" in said


def test_a_remark_leads_to_its_field(matter: Life) -> None:
    desk = at_desk(matter, "handler")
    said = desk.browser.post(f"{matter.url}/acts/propose/check", EMPTY).content.decode()
    targets = [part.split('"')[0] for part in said.split('href="#')[1:]]
    form = desk.open(f"{matter.url}/acts/propose").content.decode()
    assert targets and all(f'id="{target}"' in form for target in targets)


def test_a_sound_claim_is_said_to_be_so(matter: Life) -> None:
    answer = at_desk(matter, "handler").browser.post(f"{matter.url}/acts/propose/check", SOUND)
    assert "有事实、意见、依据和期限" in answer.content.decode()


def test_what_answers_another_matter_is_pointed_out(matter: Life) -> None:
    finding = "2026年11月3日到食堂抽检了三种菜品，留样化验全部合格，炊事员均有健康证，收费标准已经公示。"
    answer = at_desk(matter, "handler").browser.post(
        f"{matter.url}/acts/propose/check", {**SOUND, "outcomes-1-finding": finding}
    )
    assert "看看是不是别的件的答复" in answer.content.decode()


@pytest.mark.django_db
def test_what_a_claim_asks_beside_and_nobody_answers_is_named() -> None:
    asked = "诉求：\n一、恢复被占的灌溉渠四十二米。\n二、赔偿鱼塘翻塘死亡的草鱼一千二百斤。"
    matter = begin(title="灌溉渠被占", text=asked, claims=(ClaimText("恢复灌溉渠并赔偿", asked),))
    matter.handled()
    said = at_desk(matter, "handler").browser.post(f"{matter.url}/acts/propose/check", SOUND).content.decode()
    assert "没有答到“赔偿鱼塘翻塘死亡的草鱼" in said


@pytest.mark.django_db
def test_a_finding_at_the_wrong_claim_is_pointed_out() -> None:
    plain = {"kind": ClaimKind.GRIEVANCE, "ground": Ground.PETITION}
    claims = (
        ClaimText("恢复被占的灌溉渠", "灌溉渠四十二米被填，下游的田灌溉不了", **plain),
        ClaimText("取缔村口的烧烤摊", "烧烤摊占道，油烟熏人", **plain),
    )
    matter = begin(title="灌溉渠被占，烧烤摊占道", text="x", claims=claims)
    matter.handled()
    typed = {"outcomes-1-finding": "2026年11月3日到村口看过，烧烤摊确实占道，油烟直排，已经取缔，炉具两台暂扣。"}
    said = at_desk(matter, "handler").browser.post(f"{matter.url}/acts/propose/check", typed).content.decode()
    assert "像是答第2项诉求的" in said


def test_without_a_script_a_button_asks_the_checker_and_keeps_the_words(matter: Life) -> None:
    answer = at_desk(matter, "handler").send(f"{matter.url}/acts/propose", EMPTY, _again="check")
    said = answer.content.decode()
    assert "是空话" in said and "已责成有关部门处理</textarea>" in said


def test_a_draft_is_there_again_on_another_device(matter: Life) -> None:
    at_desk(matter, "handler").browser.post(f"{matter.url}/acts/propose/check", SOUND)
    page = at_desk(matter, "handler").open(f"{matter.url}/acts/propose")
    assert form_on(page)["outcomes-1-finding"] == [FINDING] and "存下的草稿" in words(page)


def test_a_draft_rests_as_ciphertext(matter: Life) -> None:
    at_desk(matter, "handler").browser.post(f"{matter.url}/acts/propose/check", SOUND)
    assert FINDING.encode() not in bytes(Draft.objects.get().body)


def test_nobody_else_sees_a_draft(matter: Life) -> None:
    at_desk(matter, "handler").browser.post(f"{matter.url}/acts/propose/check", SOUND)
    assert FINDING not in at_desk(matter, "head").open(f"{matter.url}/acts/propose").content.decode()


def test_a_draft_ends_with_its_act(matter: Life) -> None:
    desk = at_desk(matter, "handler")
    desk.browser.post(f"{matter.url}/acts/propose/check", SOUND)
    desk.act(matter.number, "propose", **SOUND)
    assert matter.row.stage == "proposed" and not Draft.objects.exists()


def test_a_draft_is_dropped_on_wish(matter: Life) -> None:
    desk = at_desk(matter, "handler")
    desk.browser.post(f"{matter.url}/acts/propose/check", SOUND)
    desk.browser.post(f"{matter.url}/acts/propose/drop")
    assert not Draft.objects.exists()


def test_an_empty_form_is_no_draft(matter: Life) -> None:
    at_desk(matter, "handler").browser.post(f"{matter.url}/acts/propose/check", {"outcomes-1-finding": ""})
    assert not Draft.objects.exists()


def test_the_purpose_of_an_unmasking_is_never_kept(matter: Life) -> None:
    at_desk(matter, "handler").browser.post(f"{matter.url}/acts/unmask/check", {"purpose": "联系信访人"})
    assert not Draft.objects.exists()


def test_a_draft_of_a_matter_closed_to_the_reader_is_not_kept(matter: Life) -> None:
    stranger = at_organ(organ("lx-zjj"), "dispatcher", timezone.now())
    desk = Desk(Person.objects.get(id=stranger.person).username)
    answer = desk.browser.post(f"{matter.url}/acts/contact/check", {"account": "x"})
    assert answer.status_code == 404 and not Draft.objects.exists()


def test_a_ready_answer_goes_behind_what_was_typed(letter: Life) -> None:
    desk = Desk("chenhao")
    letter.do("classify", "chenhao", classes=IDEA_CLASS)
    desk.browser.post(f"{letter.url}/acts/answer_on_spot/check", {"answer": "您好："})
    row = Answer.objects.create(
        title="渠道", words="渠", body="占渠的要恢复原状。", law="《水法》", organ=organ("qc-xfj"), owner=1,
        review_on=timezone.localdate(),
    )  # fmt: skip
    page = desk.open(f"{letter.url}/acts/answer_on_spot?use={row.id}")
    assert form_on(page)["answer"] == ["您好：\n占渠的要恢复原状。\n《水法》"]


def test_the_head_sees_what_changed_between_drafts(matter: Life) -> None:
    matter.do("propose", matter.at("handler"), outcomes={"1": OUTCOME}, **GROUNDS)
    matter.do("send_back", matter.at("head"), reason="写明面积")
    matter.do("propose", matter.at("handler"), outcomes={"1": {**OUTCOME, "finding": FINDING}}, **GROUNDS)
    page = at_desk(matter, "head").open(f"{matter.url}/acts/sign").content.decode()
    assert "<ins>" in page and "</del>" in page
