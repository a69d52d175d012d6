"""One answer to many (举一反三): drafted once, and each person has a paper, a number and a last day of their own."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from tests.city import PROOF, actor, at_organ, organ
from tests.journeys.clerk import POCKET, fill, sit_down
from tests.journeys.visitor import Visit, fits, follow, press, seen, words

if TYPE_CHECKING:
    from huiyin.law.frame.facts import Actor
    from tests.desk.life import Life

pytestmark = pytest.mark.django_db(transaction=True)
WHOLE = {"title": "修路断水一类问题", "root": "not_carried_out", "account": "几个组都说修路断了水，起因是同一个"}


def looked_into() -> Life:
    """Heard, and seen on the spot: ready for an opinion."""
    from tests.desk.life import begin

    matter, today = begin(), timezone.localdate().isoformat()
    matter.handled()
    matter.do("listen", matter.at("handler"), on=today, way="当面", account="本人说水渠被占，春耕用不上水")
    matter.do(
        "investigate",
        matter.at("handler"),
        on=today,
        place="渠边",
        heard="村干部",
        account="现场丈量四十二米，占渠属实",
    )
    return matter


def running(*matters: Life) -> Any:
    """A plan over them that the county's water bureau carries out."""
    from huiyin.law.plan.vocabulary import PlanAct
    from huiyin.oversight.plans import PLANS
    from huiyin.record.door import open_record, perform
    from tests.desk.life import ago

    numbers, until = "\n".join(each.number for each in matters), (timezone.localdate() + timedelta(days=9)).isoformat()
    given = {**WHOLE, "to_organ": organ("lx-slj"), "demand": "补留过水口，今后先批后占", "matters": numbers}
    row = open_record(PLANS, by=actor("wuxia"), at=ago(minutes=1), given=given)
    measure = {"what": "给五个组补留过水口", "whose": "李某，股长", "until": until}
    for act, by, said in (("set_measure", owner(), measure), ("agree", owner(), {}), ("start", actor("wuxia"), {})):
        perform(PLANS, record=row.id, act=PlanAct(act), by=by, at=ago(minutes=1), given=said)
    return row


def owner() -> Actor:
    return at_organ(organ("lx-slj"), "head", timezone.now())


def username(by: Actor) -> str:
    from huiyin.people.models import Person

    return str(Person.objects.get(id=by.person).username)


def test_it_is_written_once_and_everybody_gets_a_paper_a_number_and_a_last_day(visit: Visit, city: None) -> None:
    from tests.desk.life import ago

    both = looked_into(), looked_into()
    plan = f"/desk/records/plan/{running(*both).number}"
    page = sit_down(visit, username(both[0].at("handler")))
    home = page.url.partition("/desk")[0]
    page.goto(f"{home}{plan}/acts/write")
    fill(page, finding="施工单位没有留过水口，五个组都断水", basis="《水法》第三十一条", executor="县水利局")
    page.locator("[name=outcome][value=supported]").check()
    fill(page, execute_by=(timezone.localdate() + timedelta(days=31)).isoformat())
    press(page, "起草共同答复")
    seen(page.get_by_role("heading", name="共同答复"))
    page.goto(f"{home}{plan}/acts/answer")
    press(page, "逐件拟定意见")
    seen(page.get_by_text("“逐件拟定意见”已经记录"))
    assert [each.row.stage for each in both] == ["proposed", "proposed"]
    head = sit_down(visit, username(both[0].at("head")), POCKET)
    for each in both:
        head.goto(f"{home}/desk/cases/{each.number}/acts/sign")
        assert "施工单位没有留过水口" in words(head) and fits(head)
        press(head, "签发处理意见")
        seen(head.get_by_text("“签发处理意见”已经记录"))
        each.issue(ago(minutes=1))
        each.do("serve", each.at("handler"), **{**PROOF, "served_on": timezone.localdate().isoformat()})
    page.goto(f"{home}{plan}")
    table = page.get_by_role("table", name="方案里的事项")
    heads, *lines = [row.inner_text().split("\t") for row in table.get_by_role("row").all()]
    rows = [dict(zip(heads, line, strict=True)) for line in lines]
    opinions = [row["意见书"] for row in rows]
    assert len(set(opinions)) == 2 and all("〔" in opinion for opinion in opinions)
    assert all("以前" in row["申请复查的期限"] for row in rows)
    own = visit("/follow/", viewport=POCKET)
    follow(own, both[0].number, both[0].lodged.query_code)
    seen(own.get_by_role("link", name="申请复查").first)
    assert both[1].number not in words(own) and rows[1]["意见书"] not in words(own)
