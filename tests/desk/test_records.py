"""The pages that any kind of record has, walked with advice: list, page, form; who is told what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.city import Matter, days, lodge
from tests.desk.staff import Desk, form_on, words

if TYPE_CHECKING:
    from tests.desk.staff import Answer

pytestmark = pytest.mark.django_db
Sit = Callable[..., Desk]


def typed(matter: Matter, **said: str) -> dict[str, str]:
    return {
        "kind": "work",
        "title": "按期告知信访人",
        "to_organ_typed": "柳溪县水利局",
        "account": "来信没有按期书面告知信访人。",
        "basis": "《信访工作条例》第二十三条",
        "demand": "建立收件台账",
        "evidence": matter.row.number,
        **said,
    }


def raised(desk: Sit, matter: Matter, **said: str) -> str:
    """The address of an advice that 吴霞 raised."""
    answer = desk("wuxia").fill("/desk/records/advice/new", **typed(matter, **said))
    assert answer.status_code == 303, words(answer)
    return str(answer.url)


def issued(desk: Sit, url: str) -> str:
    assert desk("wuxia").fill(f"{url}/acts/submit").status_code == 303
    assert desk("zhouping").fill(f"{url}/acts/issue", until="2027-01-15").status_code == 303
    return url


def test_an_advice_is_raised_and_its_page_says_what_may_be_done_and_why_not(desk: Sit) -> None:
    said = words(desk("wuxia").open(raised(desk, Matter(lodge()))))
    assert "按期告知信访人" in said and "送签" in said and "柳溪县水利局" in said
    assert "只有追究责任的建议要先听取陈述" in said


def test_the_map_of_responsibility_is_ticked_from_linked_journals_with_the_way_to_each_event(desk: Sit) -> None:
    matter = Matter(lodge()).transferred()
    matter.do("note_overdue", "system", days(16), clock="C3")
    said = {"kind": "liability", "whom": "水利局办公室主任", "clause": "44.3"}
    url = raised(desk, matter, **said)
    answer = desk("wuxia").open(url)
    assert f'href="/desk/cases/{matter.row.number}#s{matter.row.seq}"' in answer.content.decode()
    whole = words(answer)
    assert "✓ 记录里有 没有按期书面告知是否受理" in whole and "记录看不出的" in whole and "打击报复信访人" in whole
    assert f'id="s{matter.row.seq}"' in desk("wuxia").open(f"/desk/cases/{matter.row.number}").content.decode()


def test_whoever_may_not_read_the_records_is_not_told_that_they_hold_nothing(desk: Sit) -> None:
    matter = Matter(lodge()).transferred()
    matter.do("note_overdue", "system", days(16), clock="C3")
    said = {"whom": "水利局办公室主任", "clause": "44.3", "to_organ_typed": "柳溪县自然资源局"}
    url = raised(desk, matter, kind="liability", **said)
    heard = desk("wuxia").fill(f"{url}/acts/hear", heard_on=str(date.today()), said="当时人手不够，愿意改正。")
    assert heard.status_code == 303, words(heard)
    page = words(head_of(desk, "lx-zrzy").open(issued(desk, url)))
    assert "没有按期书面告知是否受理" in page and "您能看的记录里没有" not in page


def test_what_stands_above_is_not_said_again_in_the_story(desk: Sit) -> None:
    page = words(desk("wuxia").open(raised(desk, Matter(lodge()))))
    assert page.count("建立收件台账") == 1


def test_what_is_refused_keeps_every_typed_word(desk: Sit) -> None:
    answer = desk("wuxia").fill("/desk/records/advice/new", **typed(Matter(lodge()), evidence="没有这件"))
    assert answer.status_code == 422 and "没有找到“没有这件”" in words(answer)
    form = form_on(answer)
    assert form["demand"] == ["建立收件台账"] and form["to_organ_typed"] == ["柳溪县水利局"]


def test_an_organ_nobody_knows_is_told_at_its_field(desk: Sit) -> None:
    answer = desk("wuxia").fill("/desk/records/advice/new", **typed(Matter(lodge()), to_organ_typed="水里局"))
    assert answer.status_code == 422 and "水里局" in words(answer)


def test_the_same_form_twice_is_one_advice(desk: Sit) -> None:
    from huiyin.oversight.models import Advice

    wu, matter = desk("wuxia"), Matter(lodge())
    form = form_on(wu.open("/desk/records/advice/new"))
    first, second = (wu.send("/desk/records/advice/new", form, **typed(matter)) for _ in range(2))
    assert first.url == second.url and Advice.objects.count() == 1


def test_somebody_elses_step_meanwhile_refuses_mine_and_shows_it(desk: Sit) -> None:
    url = raised(desk, Matter(lodge()))
    form = form_on(desk("wuxia").open(f"{url}/acts/amend"))
    assert form["demand"] == ["建立收件台账"]
    desk("wuxia").fill(f"{url}/acts/submit")
    answer = desk("wuxia").send(f"{url}/acts/amend", form, demand="改过的话")
    assert answer.status_code == 409 and "送签" in words(answer) and form_on(answer)["demand"] == ["改过的话"]


def test_it_is_walked_from_desk_to_desk_to_the_end(desk: Sit) -> None:
    url = issued(desk, raised(desk, Matter(lodge()).transferred()))
    water = water_desk(desk)
    assert water.fill(f"{url}/acts/answer", adoption="wholly", answer="台账已经建立，专人负责告知").status_code == 303
    assert water.fill(f"{url}/acts/follow", done="台账已经在用", carried_out="on").status_code == 303
    assert desk("wuxia").fill(f"{url}/acts/finish", summary="已经落实").status_code == 303
    assert "已了结" in words(desk("wuxia").open(url))


def water_desk(desk: Sit) -> Desk:
    return head_of(desk, "lx-slj")


def head_of(desk: Sit, place: str) -> Desk:
    from huiyin.people.models import Person
    from tests.city import at_organ, organ

    return desk(Person.objects.get(id=at_organ(organ(place), "head").person).username)


def test_it_stands_in_the_list_of_whoever_must_act_and_of_nobody_else(desk: Sit) -> None:
    issued(desk, raised(desk, Matter(lodge())))
    assert "按期告知信访人" in words(water_desk(desk).open("/desk/records/advice?shelf=organ"))
    assert "按期告知信访人" not in words(desk("wuxia").open("/desk/records/advice?shelf=mine"))
    assert "按期告知信访人" in words(desk("wuxia").open("/desk/records/advice?shelf=all&stage=issued"))


def test_a_draft_is_no_page_for_the_organ_it_is_about(desk: Sit) -> None:
    url = raised(desk, Matter(lodge()).transferred())
    water = water_desk(desk)
    assert [water.open(each).status_code for each in (url, f"{url}/acts/answer")] == [404, 404]
    assert "按期告知信访人" not in words(water.open("/desk/records/advice?shelf=all"))


def test_a_linked_matter_is_named_only_to_whoever_may_read_it(desk: Sit) -> None:
    matter = Matter(lodge())
    url = issued(desk, raised(desk, matter))
    assert matter.row.number in links(desk("wuxia").open(url))
    assert matter.row.number not in links(water_desk(desk).open(url))


def links(answer: Answer) -> str:
    whole: Any = answer.content.decode()
    return str(whole[whole.index('class="aside') :])


@pytest.mark.parametrize("url", ["nothing", "matter", "advice/A990100202611020999", "advice/x/acts/raise"])
def test_what_is_not_there_is_not_found(desk: Sit, url: str) -> None:
    assert desk("wuxia").open(f"/desk/records/{url}").status_code == 404


@pytest.mark.parametrize("username", ["zhengyu", "fangqing", "heshan", "wanglan"])
def test_only_those_whom_the_table_names_may_raise_one(desk: Sit, username: str) -> None:
    assert desk(username).open("/desk/records/advice/new").status_code == 403


def test_the_list_offers_no_new_advice_where_the_law_lets_nobody_give_one(desk: Sit) -> None:
    assert "提出建议" in words(desk("wuxia").open("/desk/records/advice?shelf=mine"))
    assert "提出建议" not in words(water_desk(desk).open("/desk/records/advice?shelf=mine"))


def test_no_form_asks_for_the_number_of_one_of_several_without_saying_what_they_are() -> None:
    """Tasks of visits are of an earlier version; a claim is put off from its matter's page."""
    from huiyin.record.kinds import KINDS, Kind

    unsaid = {
        (kind.procedure.key, field.name)
        for kind in KINDS
        for act in kind.procedure.acts
        for field in kind.procedure.needs(act)
        if field.kind == "integer" and str(field.label).startswith("第几") and kind.choose is _of(Kind, "choose")
    }
    assert unsaid == {("visit", "task"), ("notyet", "claim")}


def _of(kind: Any, name: str) -> Any:
    return next(each.default for each in fields(kind) if each.name == name)
