"""A report at the counter, by letter or telephone: the same rule as on the web, the clerk warned, the desk told."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from huiyin.cases.models import Case, Party
from huiyin.cases.snapshots import load_facts
from huiyin.law.terms import ClaimKind
from tests.city import MONDAY, organ, person
from tests.desk.life import Life, begin
from tests.desk.staff import Answer, Desk, form_on, words

pytestmark = pytest.mark.django_db
Open = Callable[..., Desk]
STORY = "学校收费不开票，希望查一查。"
COUNTERS = ("visit", "phone", "letter")


def register(desk: Desk, channel: str = "visit", /, **typed: Any) -> Answer:
    """Type, read what is asked, and press once more."""
    url = f"/desk/intake/{channel}"
    answer = desk.fill(url, **{"text": STORY, "place": "990121000000", **typed})
    if answer.status_code == 422 and "accused-warning" in answer.content.decode():
        return desk.send(url, form_on(answer))
    return answer


def newest() -> Case:
    return Case.objects.latest("id")


@pytest.mark.parametrize("channel", COUNTERS)
def test_a_report_naming_only_a_person_stores_who_it_is(desk: Open, channel: str) -> None:
    register(desk("wanglan"), channel, accused_person="县纪委唐主任")
    facts = load_facts(newest().facts)
    assert (facts.report, facts.accused_persons) == (True, {person("tangzhenhua")})


@pytest.mark.parametrize("channel", COUNTERS)
def test_what_is_not_sure_goes_straight_to_the_organ_that_cannot_be_meant(desk: Open, channel: str) -> None:
    register(desk("wanglan"), channel, accused_person="唐主任")
    case = newest()
    assert (case.holder, load_facts(case.facts).unsure) == (organ("qc-jw"), True)
    assert case.owner != person("tangzhenhua")


def test_the_clerk_prints_its_receipt_and_opens_it_no_more(desk: Open) -> None:
    clerk = desk("wanglan")
    answer = register(clerk, accused_person="唐主任")
    receipt = clerk.open(answer.headers["Location"])
    assert receipt.status_code == 200 and "本机关不再经手" in words(receipt)
    assert clerk.open(f"/desk/cases/{newest().number}").status_code == 404
    assert desk("chenhao").open(answer.headers["Location"]).status_code == 404


def test_the_clerk_reads_out_what_was_understood_before_it_is_registered(desk: Open) -> None:
    answer = desk("wanglan").fill("/desk/intake/visit", text=STORY, accused_person="唐主任")
    assert answer.status_code == 422 and not Case.objects.exists()
    assert "认不准" in words(answer) and "登记后由" in words(answer)


def test_a_clerk_who_may_be_meant_does_not_take_it_down(desk: Open) -> None:
    answer = register(desk("wanglan"), accused_person="王主任")
    assert answer.status_code == 422 and not Case.objects.exists()
    assert "请换一位同事" in words(answer)


def test_words_that_are_a_report_are_asked_about_once_at_the_counter(desk: Open) -> None:
    clerk, heard = desk("wanglan"), "村支书贪污低保款，请查处"
    answer = clerk.fill("/desk/intake/visit", text=heard)
    assert answer.status_code == 422 and "听起来是检举控告" in words(answer)
    assert clerk.send("/desk/intake/visit", form_on(answer)).status_code == 303
    assert Case.objects.count() == 1


def test_an_ordinary_story_is_registered_at_once(desk: Open) -> None:
    assert desk("wanglan").fill("/desk/intake/visit", text="楼下饭店油烟扰民").status_code == 303


def test_what_was_said_on_a_call_of_three_is_kept(desk: Open) -> None:
    typed = {"accused_person": "唐主任", "joined": "县教育局", "joined_said": "会计：我们没有收费"}
    register(desk("wanglan"), "phone", **typed)
    assert "会计" in str(newest().submissions.get().extra)


# --- until somebody says who is meant ---------------------------------------------------------------------------------


def unsure() -> Life:
    """A report on 唐主任, kept by the city's discipline organ."""
    from huiyin.cases.accused import accused_of
    from huiyin.cases.lodging import ClaimText

    found = accused_of(MONDAY.date(), "990121000000", person="唐主任")
    claim = ClaimText("查处收费不开票", kind=ClaimKind.ACCUSATION)
    return begin(
        by="yanzheng", organ=organ("qc-jw"), claims=(claim,), parties=found.parties(), unsure=True,
    )  # fmt: skip


def test_the_page_tells_who_may_be_meant(desk: Open) -> None:
    shown = words(desk("yanzheng").open(f"/desk/cases/{unsure().number}"))
    assert "还没有认定" in shown and "唐振华" in shown


def test_it_goes_nowhere_before(desk: Open) -> None:
    matter = unsure()
    with pytest.raises(Exception, match="还没有认定反映的是谁"):
        matter.do("transfer", "yanzheng", to_organ=organ("lx-jw"), reason="归它管，请办理")


def test_once_somebody_said_who_is_meant_the_others_are_free(desk: Open) -> None:
    matter = unsure()
    desk("yanzheng").act(matter.number, "classify", **{
        "classes-1": "accusation", "accused_organ_typed": "县自然资源局", "accused_person_typed": "唐局长",
    })  # fmt: skip
    assert (matter.facts.unsure, matter.facts.accused_persons) == (False, {person("tangyun")})
    rows = Party.objects.filter(case=matter.row, capacity="accused_person", person__isnull=False)
    assert {row.person for row in rows} == {person("tangyun")}


def test_that_nobody_here_is_meant_can_be_said_too(desk: Open) -> None:
    matter = unsure()
    desk("yanzheng").act(matter.number, "classify", **{"classes-1": "accusation", "accused_elsewhere": "on"})
    assert (matter.facts.unsure, matter.facts.accused_persons) == (False, frozenset())


def test_half_a_name_in_a_classification_is_sent_back_with_who_it_may_be(desk: Open) -> None:
    matter = unsure()
    answer = desk("yanzheng").act(
        matter.number, "classify", **{"classes-1": "accusation", "accused_person_typed": "唐主任"}
    )
    assert "不止指一个人" in words(answer) and matter.facts.unsure


def test_the_field_for_nobody_here_is_asked_only_then(desk: Open) -> None:
    other = begin()
    assert "不在名录里" not in words(desk("chenhao").open(f"/desk/cases/{other.number}/acts/classify"))


# --- the dispatcher ---------------------------------------------------------------------------------------------------


def test_the_card_warns_of_words_that_are_a_report() -> None:
    from huiyin.cases.lodging import ClaimText

    matter = begin(claims=(ClaimText("请查处村支书贪污低保款"),), text="村支书贪污低保款，请查处")
    shown = words(Desk("chenhao").open(f"/desk/dispatch/{matter.number}"))
    assert "听起来是检举控告" in shown


def test_the_card_of_an_ordinary_matter_warns_of_nothing() -> None:
    assert "听起来是检举控告" not in words(Desk("chenhao").open(f"/desk/dispatch/{begin().number}"))


def test_the_card_asks_to_look_at_a_story_that_is_like_a_report() -> None:
    from huiyin.cases.lodging import ClaimText

    story = "卫生院的院长把救护车开回老家给他妈过寿，油都是公家加的。"
    card = Desk("chenhao").open(f"/desk/dispatch/{begin(claims=(ClaimText('请查一查'),), text=story).number}")
    assert "也许是反映干部、公职人员的问题" in words(card) and "听起来是检举控告" not in words(card)


REPORTS = ("村支书贪污低保款，请查处", "卫生院的院长把救护车开回老家给他妈过寿，油都是公家加的。")


@pytest.mark.parametrize("story", REPORTS)
def test_what_may_be_a_report_has_no_key_of_full_strength(story: str) -> None:
    from huiyin.cases.lodging import ClaimText

    card = Desk("chenhao").open(f"/desk/dispatch/{begin(claims=(ClaimText('请查一查'),), text=story).number}")
    assert 'class="button first"' not in card.content.decode()


@pytest.mark.parametrize("story", REPORTS)
def test_on_the_sheet_of_many_what_may_be_a_report_is_told_and_not_ticked(story: str) -> None:
    from huiyin.cases.lodging import ClaimText

    told, other = begin(claims=(ClaimText("请查一查"),), text=story), begin()
    page = Desk("chenhao").open(f"/desk/dispatch/batch?act=transfer&case={told.number}&case={other.number}")
    ticked = re.findall(r'name="tick" value="(\d+)" checked', page.content.decode())
    assert ticked == [other.number] and "打开这一件" in words(page)


def test_whoever_may_be_meant_does_not_open_it(desk: Open) -> None:
    assert desk("tangzhenhua").open(unsure().url).status_code == 404


# --- a report that names nobody ---------------------------------------------------------------------------------------


def nameless() -> Life:
    from huiyin.cases.lodging import ClaimText

    return begin(claims=(ClaimText("请查处贪污低保款的人", kind=ClaimKind.ACCUSATION),))


def hand_on(desk: Desk, matter: Life, **more: str) -> Answer:
    return desk.act(matter.number, "transfer", to_organ_typed="柳溪县纪委监委", reason="归它管，请办理", **more)


def test_a_report_that_names_nobody_is_not_handed_on_unasked(desk: Open) -> None:
    matter = nameless()
    answer = hand_on(desk("chenhao"), matter)
    assert answer.status_code == 422 and "还没有写明反映的是谁" in words(answer)
    assert matter.row.holder == organ("qc-xfj")


def test_whoever_asked_and_was_told_that_nobody_knows_hands_it_on(desk: Open) -> None:
    matter = nameless()
    hand_on(desk("chenhao"), matter, _nobody_known="1")
    assert matter.row.holder == organ("lx-jw")


def test_a_report_that_names_somebody_is_not_asked_about(desk: Open) -> None:
    from tests.desk.life import report_on

    matter = report_on("lx-slj")
    assert "不知道反映的是谁" not in words(desk("chenhao").open(f"{matter.url}/acts/transfer"))
