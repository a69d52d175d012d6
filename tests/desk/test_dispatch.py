"""Dispatching: the suggestion card, accepted as it stands, and many matters in one go."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from huiyin.cases.lodging import ClaimText
from huiyin.cases.models import Case
from huiyin.cases.snapshots import load_facts
from huiyin.desk.dispatch.suggestions import suggest
from huiyin.desk.matter.offered import competence_words, offered
from huiyin.desk.staff import Desk as Seat
from huiyin.insights.indexing import refresh
from huiyin.insights.suggesting import guess_class, guess_words
from huiyin.law.terms import Act, Channel, ClaimKind, Ground
from huiyin.people.charts import chart_on
from huiyin.people.models import Person
from huiyin.people.posts import actor_of
from huiyin.record.models import Event, OwedPaper, Reading
from huiyin.store.ids import new_id
from huiyin.together.models import Notification
from tests.city import organ
from tests.desk.life import Life, ago, begin, bureau, report_on, wages
from tests.desk.staff import Desk, asked, form_on, words

SOON = (timezone.localdate() + timedelta(days=31)).isoformat()

Open = Callable[..., Desk]


def seated(username: str) -> Seat:
    """The desk of somebody, as a view gets it."""
    person = Person.objects.get(username=username)
    actor = actor_of(person.id, on=timezone.localdate())
    return Seat(person, actor, chart_on(timezone.localdate()).organ(actor.organ or 0), timezone.now(), False)


def dispatched(matter: Life) -> str:
    return str(Case.objects.get(id=matter.id).stage)


def sheet(desk: Desk, act: str, *matters: Life) -> dict[str, Any]:
    query = "&".join(f"case={matter.number}" for matter in matters)
    return dict(form_on(desk.open(f"/desk/dispatch/batch?act={act}&{query}")))


# What the words point to --------------------------------------------------------------------------------------------


def test_a_word_of_the_title_weighs_more_than_one_in_passing() -> None:
    found = guess_words("物业不管。路灯也坏了。", ["物业管理", "路灯管护"], title="路灯坏了")
    assert found[0].word == "路灯管护"


def test_a_guess_names_the_words_it_rests_on() -> None:
    assert guess_words("老板拖欠工资半年", ["拖欠工资"])[0].found == ("拖欠工资",)


@pytest.mark.parametrize(
    ("text", "kind", "ground"),
    [
        ("村支书贪污征地款，收受贿赂", ClaimKind.ACCUSATION, None),
        ("建议在公园增加长椅", ClaimKind.SUGGESTION, None),
        ("厂里拖欠工资三个月", ClaimKind.GRIEVANCE, Ground.ARBITRATION),
        ("恢复灌溉渠四十二米", ClaimKind.GRIEVANCE, Ground.PETITION),
    ],
)
def test_a_claims_words_propose_its_class(text: str, kind: ClaimKind, ground: Ground | None) -> None:
    guess = guess_class(text)
    assert (guess.kind, guess.ground) == (kind, ground)


# The card -----------------------------------------------------------------------------------------------------------


def test_the_card_proposes_an_organ_with_its_reason(desk: Open, letter: Life) -> None:
    said = words(desk("chenhao").open(f"/desk/dispatch/{letter.number}"))
    assert "水利局" in said and "谁主管、谁负责" in said


@pytest.mark.django_db
def test_a_county_office_is_not_offered_what_stands_above_it() -> None:
    """Whatever the words, of whatever place: passed on is at the own level and downward (Art. 22 ¶1)."""
    world, case = seated("qianwei").world, begin(by="qianwei", organ=organ("lx-xfj")).row
    facts = load_facts(case.facts)
    heights = {
        each.organ.level.height
        for word in competence_words(world.chart)
        for each in offered(case, facts, world, "", chosen=word).candidates
    }
    assert heights and max(heights) <= world.chart.organ(facts.holder).level.height


def test_accepting_the_card_classes_and_transfers_in_one_sending(desk: Open, letter: Life) -> None:
    answer = desk("chenhao").fill(f"/desk/dispatch/{letter.number}")
    acts = list(Event.objects.filter(record=letter.row.id).order_by("seq").values_list("act", flat=True))
    assert answer.status_code == 303 and acts == ["lodge", "classify", "transfer"]


def test_accepting_owes_the_papers_of_a_transfer(desk: Open, letter: Life) -> None:
    desk("chenhao").fill(f"/desk/dispatch/{letter.number}")
    owed = set(OwedPaper.objects.filter(record=letter.row.id).values_list("kind", flat=True))
    assert {"transfer_letter", "destination_notice"} <= owed


def test_accepting_opens_the_next_matter(desk: Open, letter: Life) -> None:
    other = begin()
    answer = desk("chenhao").fill(f"/desk/dispatch/{letter.number}")
    assert answer.headers["Location"] == f"/desk/dispatch/{other.number}"


def test_a_refused_card_keeps_what_was_typed(desk: Open, letter: Life) -> None:
    answer = desk("chenhao").fill(f"/desk/dispatch/{letter.number}", to_organ="", reason="就是归它管的")
    assert answer.status_code == 422 and "就是归它管的" in answer.content.decode()


def test_a_refused_card_says_that_the_class_stands(desk: Open, letter: Life) -> None:
    answer = desk("chenhao").fill(f"/desk/dispatch/{letter.number}", to_organ="")
    assert "分类已经记录" in words(answer)


def test_advice_to_send_on_without_anybody_to_send_to_has_no_strong_key(desk: Open) -> None:
    aimless = begin(title="说不清的事", claims=(ClaimText("请给个说法"),), text="请给个说法。")
    page = desk("chenhao").open(f"/desk/dispatch/{aimless.number}")
    assert "还不知道转给谁" in words(page) and 'class="button first"' not in page.content.decode()


def test_another_way_has_its_own_form_filled_in(desk: Open, letter: Life) -> None:
    page = desk("chenhao").open(f"/desk/dispatch/{letter.number}?act=assign")
    assert form_on(page)["until"] != [""] and "您选了别的办法" in words(page)


def test_a_repeated_matter_is_proposed_for_assignment(desk: Open, letter: Life) -> None:
    again = begin(follows=letter.id)
    assert suggest(again.row, seated("chenhao")).act is Act.ASSIGN


def test_a_way_outside_petition_work_is_proposed_with_its_outside_limit(desk: Open) -> None:
    said = words(desk(bureau()).open(f"/desk/dispatch/{wages().number}"))
    assert "建议：引导法定途径" in said and "1年内" in said


def test_the_same_persons_earlier_matter_is_shown(desk: Open, letter: Life) -> None:
    later = begin(claims=(ClaimText("修剪香樟枯枝"),))
    assert "恢复灌溉渠四十二米" in words(desk("chenhao").open(f"/desk/dispatch/{later.number}"))


def test_matters_like_it_tell_who_dealt_with_them(desk: Open, letter: Life) -> None:
    first = begin(claims=(ClaimText("恢复灌溉渠四十二米", "去年十月灌溉渠被占"),))
    first.handled()
    refresh([first.id])
    twin = begin(claims=(ClaimText("恢复灌溉渠四十二米", "去年十月灌溉渠被占"),), parties=())
    found = suggest(twin.row, seated("chenhao"))
    assert first.id in [each.id for each in (*found.alike, *found.earlier)]


# Reports of wrongdoing ----------------------------------------------------------------------------------------------


def test_the_accused_organ_is_never_proposed(desk: Open) -> None:
    found = suggest(report_on("lx-slj").row, seated("chenhao"))
    assert organ("lx-slj") not in [each.organ.id for each in found.offered.candidates]


def test_an_organ_named_in_what_looks_like_a_report_is_not_proposed_either(desk: Open) -> None:
    claim = ClaimText("举报柳溪县水利局贪污灌溉渠的钱", "县水利局受贿，柳溪县水利局领导收了回扣")
    found = suggest(begin(claims=(claim,)).row, seated("chenhao"))
    named = [each.organ.id for each in (*found.offered.candidates,)] + [each.id for each in found.offered.others]
    assert found.facts.report and organ("lx-slj") not in named


def test_an_organ_named_in_passing_is_not_put_down_as_the_accused(desk: Open) -> None:
    claim = ClaimText("请柳溪县水利局查处村支书贪污受贿的事")
    page = desk("chenhao").open(f"/desk/dispatch/{begin(claims=(claim,)).number}")
    assert "写到了" in words(page) and form_on(page)["accused_organ_typed"] == [""]


def test_a_report_mixed_with_other_claims_is_proposed_for_splitting(desk: Open) -> None:
    mixed = begin(claims=(ClaimText("查村支书贪污受贿"), ClaimText("恢复灌溉渠四十二米")))
    assert suggest(mixed.row, seated("chenhao")).act is Act.SPLIT


def test_whoever_looks_a_report_over_among_others_is_noted(desk: Open) -> None:
    report = report_on("lx-slj")
    desk("chenhao").open(f"/desk/dispatch/batch?act=transfer&case={report.number}")
    assert Reading.objects.filter(record=report.row.id).exists()


def test_a_report_closed_to_the_reader_has_no_card(desk: Open) -> None:
    report = report_on("lx-slj")
    assert desk("qianwei").open(f"/desk/dispatch/{report.number}").status_code == 404


# The queue ----------------------------------------------------------------------------------------------------------


def test_the_queue_holds_new_matters_and_objections(desk: Open, letter: Life) -> None:
    objected = begin(claims=(ClaimText("划一个能摆摊的地方"),))
    objected.transferred_at(objected.row.lodged_at)
    objected.do(
        "object", objected.at("dispatcher"), reason="这件事不属于本机关的职权范围，应当由城管部门来管",
        basis="本局三定方案",
    )  # fmt: skip
    said = words(desk("chenhao").open("/desk/dispatch"))
    assert "恢复灌溉渠四十二米" in said and "划一个能摆摊的地方" in said


def test_the_queue_is_for_those_who_dispatch(desk: Open) -> None:
    assert desk("wanglan").open("/desk/dispatch").status_code == 403


# Many in one go -----------------------------------------------------------------------------------------------------


def test_many_are_transferred_each_with_its_own_entry(desk: Open, letter: Life) -> None:
    clerk, other = desk("chenhao"), begin()
    clerk.send("/desk/dispatch/batch", sheet(clerk, "transfer", letter, other), tick=[letter.number, other.number])
    assert (dispatched(letter), dispatched(other)) == ("transferred", "transferred")


def test_one_that_is_refused_keeps_nothing_else_back(desk: Open, letter: Life) -> None:
    clerk, other = desk("chenhao"), begin()
    typed = sheet(clerk, "transfer", letter, other)
    typed |= {f"{other.number}.to_organ": "", "tick": [letter.number, other.number]}
    said = words(clerk.browser.post("/desk/dispatch/batch", typed))
    assert (dispatched(letter), dispatched(other)) == ("transferred", "registered")
    assert "办好了 1 件" in said and "没有办成 1 件" in said


def test_the_same_sheet_sent_twice_counts_once(desk: Open, letter: Life) -> None:
    clerk = desk("chenhao")
    typed = sheet(clerk, "transfer", letter) | {"tick": [letter.number]}
    first, second = (words(clerk.browser.post("/desk/dispatch/batch", typed)) for _ in range(2))
    assert Event.objects.filter(record=letter.row.id, act="transfer").count() == 1
    assert "办好了 1 件" in first and "办好了 1 件" in second


def test_all_papers_of_a_batch_are_issued_with_one_button(desk: Open, letter: Life) -> None:
    clerk, other = desk("chenhao"), begin()
    typed = sheet(clerk, "transfer", letter, other) | {"tick": [letter.number, other.number]}
    owed = _papers_offered(clerk.browser.post("/desk/dispatch/batch", typed))
    answer = clerk.browser.post("/desk/papers", {"owed": owed})
    cases = set(OwedPaper.objects.filter(id__in=owed).values_list("record", flat=True))
    assert cases == {letter.id, other.id}
    assert answer.headers["Location"].startswith("/desk/papers/batches/")
    assert f"{len(owed)}" in words(clerk.open(answer.headers["Location"]))


def test_papers_that_were_ordered_are_not_offered_again(desk: Open, letter: Life) -> None:
    clerk = desk("chenhao")
    typed = sheet(clerk, "transfer", letter) | {"tick": [letter.number]}
    clerk.browser.post("/desk/papers", {"owed": _papers_offered(clerk.browser.post("/desk/dispatch/batch", typed))})
    assert not _papers_offered(clerk.browser.post("/desk/dispatch/batch", typed))


def _papers_offered(answer: Any) -> list[str]:
    return re.findall(r'name="owed" value="(\d+)"', answer.content.decode())


def test_only_what_is_ticked_goes(desk: Open, letter: Life) -> None:
    clerk, other = desk("chenhao"), begin()
    clerk.send("/desk/dispatch/batch", sheet(clerk, "transfer", letter, other), tick=[letter.number])
    assert dispatched(other) == "registered"


def test_many_are_assigned_with_one_day(desk: Open, letter: Life) -> None:
    clerk = desk("chenhao")
    clerk.send("/desk/dispatch/batch", sheet(clerk, "assign", letter), tick=[letter.number], until=SOON)
    assert Event.objects.get(record=letter.row.id, act="assign").payload.count(SOON)


def test_many_are_guided_each_with_its_own_words(desk: Open) -> None:
    suit = (ClaimText("不服判决，要申请再审，判决没有执行"),)
    clerk, visit = desk("chenhao"), begin(claims=suit, channel=Channel.VISIT)
    clerk.send("/desk/dispatch/batch", sheet(clerk, "guide", visit), tick=[visit.number])
    assert dispatched(visit) == "closed"


def test_nothing_ticked_does_nothing_and_says_so(desk: Open, letter: Life) -> None:
    clerk = desk("chenhao")
    typed = sheet(clerk, "transfer", letter)
    typed.pop("tick", None)
    answer = clerk.browser.post("/desk/dispatch/batch", typed)
    assert answer.status_code == 422 and dispatched(letter) == "registered"


def test_a_matter_closed_to_the_reader_is_not_on_the_sheet(desk: Open, letter: Life) -> None:
    report = report_on("lx-slj")
    said = desk("qianwei").open(f"/desk/dispatch/batch?act=transfer&case={report.number}").content.decode()
    assert report.row.title not in said


def test_a_long_sheet_asks_no_more_than_a_few_questions(desk: Open) -> None:
    query = "&".join(f"case={each.number}" for each in (begin() for _ in range(8)))
    assert asked(desk("chenhao"), f"/desk/dispatch/batch?act=transfer&{query}") <= 12


def test_the_queue_asks_no_more_than_a_few_questions(desk: Open, letter: Life) -> None:
    assert asked(desk("chenhao"), "/desk/dispatch") <= 12


def test_the_card_asks_no_more_than_a_few_questions(desk: Open, letter: Life) -> None:
    twin = begin(claims=(ClaimText("恢复灌溉渠四十二米", "去年十月灌溉渠被占"),), parties=())
    begin()
    refresh([letter.id, twin.id])
    assert asked(desk("chenhao"), f"/desk/dispatch/{letter.number}") <= 12


def test_the_card_of_a_way_outside_asks_no_more_either(desk: Open) -> None:
    wages, earlier = (begin(claims=(ClaimText("厂里拖欠工资三个月，不签劳动合同"),)) for _ in range(2))
    refresh([wages.id, earlier.id])
    # One more than the others: the notes of the way.
    assert asked(desk("chenhao"), f"/desk/dispatch/{wages.number}?act=guide") <= 13


def test_the_card_of_a_report_asks_no_more_either(desk: Open) -> None:
    report = report_on("lx-slj")
    refresh([report.id])
    assert asked(desk("chenhao"), f"/desk/dispatch/{report.number}") <= 12


def test_a_matter_left_for_later_opens_the_next(desk: Open, letter: Life) -> None:
    other = begin()
    assert desk("chenhao").open(f"/desk/dispatch/{letter.number}/skip").headers["Location"].endswith(other.number)


def test_behind_the_last_one_nothing_begins_anew(desk: Open, letter: Life) -> None:
    """The walk ends in the list and says so, instead of showing the first card as if it were the next."""
    first, last = letter, begin()
    chen = desk("chenhao")
    assert chen.open(f"/desk/dispatch/{first.number}/skip").headers["Location"].endswith(last.number)
    assert chen.open(f"/desk/dispatch/{last.number}/skip").headers["Location"] == "/desk/dispatch"
    assert "到最后一件了" in words(chen.open("/desk/dispatch"))


def test_a_card_says_which_of_how_many_it_is(desk: Open, letter: Life) -> None:
    begin(), (last := begin())
    assert "第 3 件，共 3 件" in words(desk("chenhao").open(f"/desk/dispatch/{last.number}"))


def test_what_is_urgent_comes_before_what_is_due_sooner(desk: Open, letter: Life) -> None:
    urgent = begin()
    urgent.do("report_urgent", urgent.at("dispatcher"), reason="桥要塌了", measures="已经封路")
    shown = desk("chenhao").open("/desk/dispatch").content.decode()
    assert shown.index(f"/{urgent.number}") < shown.index(f"/{letter.number}") and "重大紧急" in shown
    assert "第 1 件" in words(desk("chenhao").open(f"/desk/dispatch/{urgent.number}"))


def test_what_speaks_of_danger_comes_first_for_who_was_told(desk: Open, letter: Life) -> None:
    danger = begin()
    row = Case.objects.get(id=danger.id)
    Notification.objects.create(
        id=new_id(), person=Person.objects.get(username="chenhao").id, organ=row.holder, kind="danger", record=row.id,
        at=timezone.now(), key="danger",
    )  # fmt: skip
    assert "第 1 件" in words(desk("chenhao").open(f"/desk/dispatch/{danger.number}"))


@pytest.mark.parametrize("page", ["/desk/dispatch", "card", "batch"])
def test_no_two_things_on_a_page_have_one_key(page: str, desk: Open, letter: Life) -> None:
    url = {
        "card": f"/desk/dispatch/{letter.number}",
        "batch": f"/desk/dispatch/batch?act=transfer&case={letter.number}",
    }
    whole = desk("chenhao").open(url.get(page, page)).content.decode()
    keys = [key.upper() for key in re.findall(r'data-key="([^"]+)"', whole)]
    assert len(keys) == len(set(keys)), sorted(keys)


@pytest.mark.django_db
def test_an_earlier_matter_about_the_same_thing_is_marked_and_another_is_not() -> None:
    old, other, new = begin(), begin(claims=(ClaimText("路灯坏了", "村口的路灯坏了半年"),), title="路灯"), begin()
    marks = suggest(Case.objects.get(id=new.id), seated("chenhao")).marks
    assert old.id in marks and other.id not in marks


def test_what_has_no_term_stands_behind_what_is_late(desk: Open, letter: Life) -> None:
    late = begin(ago(days=20))
    Case.objects.filter(id=letter.id).update(queue_clock="", queue_on=ago(days=60).date())
    shown = desk("chenhao").open("/desk/dispatch").content.decode()
    assert shown.index(f"/{late.number}") < shown.index(f"/{letter.number}")


# The reason belongs to the organ ------------------------------------------------------------------------------------


@pytest.mark.parametrize("reason", ["as proposed", ""])
def test_another_organ_written_on_the_card_goes_with_its_own_reason_in_one_step(
    desk: Open, letter: Life, reason: str
) -> None:
    where, other = f"/desk/dispatch/{letter.number}", chart_on(timezone.localdate()).organ(organ("lx-xfj"))
    form = form_on(desk("chenhao").open(where))
    proposed = form["reason"][0] if isinstance(form["reason"], list) else form["reason"]
    said = {"reason": reason} if not reason else {}
    desk("chenhao").fill(where, to_organ_typed=other.name, **said)
    sent = Event.objects.get(record=letter.row.id, act="transfer")
    assert str(other.id) in sent.payload and proposed not in sent.payload and "属地管理" in sent.payload


def test_a_reason_that_somebody_wrote_stays_whatever_organ_they_choose(desk: Open, letter: Life) -> None:
    other = chart_on(timezone.localdate()).organ(organ("lx-xfj"))
    desk("chenhao").fill(f"/desk/dispatch/{letter.number}", to_organ_typed=other.name, reason="电话里说好了")
    assert "电话里说好了" in Event.objects.get(record=letter.row.id, act="transfer").payload


def test_an_organ_that_nothing_speaks_for_is_still_one_step_away(desk: Open, letter: Life) -> None:
    """It says no more than the person did who wrote it; what they write themselves goes before."""
    other = chart_on(timezone.localdate()).organ(organ("lx-wlj"))
    answer = desk("chenhao").fill(f"/desk/dispatch/{letter.number}", to_organ_typed=other.name, reason="")
    assert answer.status_code == 303
    assert "属于该机关职责范围" in Event.objects.get(record=letter.row.id, act="transfer").payload


def test_after_an_objection_was_agreed_to_the_organ_it_named_is_proposed_not_the_one_that_objected(
    desk: Open, letter: Life
) -> None:
    """Sorted anew, the card proposed with its full key the very organ that had just proved that it is not competent."""
    letter.transferred_at(letter.row.lodged_at)
    first = letter.row.holder
    why = {
        "reason": "这条渠在农业园区里，由农业农村部门建设和管护，不属于本机关职权",
        "basis": "《农田水利条例》第十条",
    }
    letter.do("object", letter.at("dispatcher"), **why, proper="柳溪县农业农村局")
    letter.do("agree_objection", "chenhao", reason="异议成立，管护责任在农业农村部门")
    card = desk("chenhao").open(f"/desk/dispatch/{letter.number}")
    said = words(card)
    assert "建议：转送 → 柳溪县农业农村局" in said and "提出异议，说明应当由它办理" in said
    assert f'name="to_organ" value="{first}"' not in card.content.decode()
    form = desk("chenhao").open(f"/desk/cases/{letter.number}/acts/transfer").content.decode()
    assert f'name="to_organ" value="{first}"' not in form and "提出异议，说明应当由它办理" in form
