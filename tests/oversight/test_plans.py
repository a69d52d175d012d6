"""A correction plan by the one door: many matters, one answer, an opinion for each; its effect from the record."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.city import MONDAY, PETITION_CLASS, Matter, actor, at_organ, days, handler_of, lodge, organ

if TYPE_CHECKING:
    from datetime import datetime

    from huiyin.law.frame.facts import Actor

pytestmark = pytest.mark.django_db
HEARD = {"on": "2026-11-02", "way": "当面", "account": "本人说水渠被占，春耕用不上水"}
FOUND = {"on": "2026-11-02", "place": "渠边", "heard": "村干部", "account": "现场丈量，占渠属实"}
ANSWER = {
    "finding": "施工单位没有留过水口，五个组都断水", "outcome": "supported", "basis": "《水法》第三十一条",
    "executor": "县水利局", "execute_by": "2026-12-30",
}  # fmt: skip
STEP = {"what": "给五个组补留过水口", "whose": "李某，股长", "until": "2026-11-20"}


@pytest.fixture(autouse=True)
def later(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> None:
    settings.HUIYIN_DATA_DIR = tmp_path
    monkeypatch.setattr("django.utils.timezone.now", lambda: days(400))


def looked_into() -> Matter:
    """A matter in which its person was heard and somebody was at the place."""
    matter = Matter(lodge()).handled()
    matter.do("listen", handler_of(matter), **HEARD)
    matter.do("investigate", handler_of(matter), **FOUND)
    return matter


def drafted(*matters: Matter, by: str = "wuxia", **said: Any) -> Any:
    from huiyin.oversight.plans import PLANS
    from huiyin.record.door import open_record

    given = {
        "title": "修路断水一类问题", "root": "not_carried_out", "rule": "农田水利条例", "to_organ": organ("lx-slj"),
        "account": "几个组都说修路断了水，起因是同一个", "demand": "补留过水口，今后先批后占",
        "matters": "\n".join(matter.row.number for matter in matters), **said,
    }  # fmt: skip
    return open_record(PLANS, by=actor(by), at=MONDAY, given=given)


def do(row: Any, act: str, by: str | Actor, at: datetime = MONDAY, **given: Any) -> Any:
    from huiyin.law.plan.vocabulary import PlanAct
    from huiyin.oversight.plans import PLANS
    from huiyin.record.door import perform

    who = by if not isinstance(by, str) else actor(by, at)
    perform(PLANS, record=row.id, act=PlanAct(act), by=who, at=at, given=given)
    row.refresh_from_db()
    return row


def owner(role: str = "head") -> Actor:
    return at_organ(organ("lx-slj"), role)


def refused(match: str, call: Any) -> None:
    from huiyin.record.door import Refused

    with pytest.raises(Refused, match=match):
        call()


def running(*matters: Matter) -> Any:
    row = do(drafted(*matters), "set_measure", owner(), **STEP)
    return do(do(row, "agree", owner()), "start", "wuxia")


def facts(row: Any) -> Any:
    from huiyin.oversight.plans import facts_of

    return facts_of(row)


def reads(who: Actor, row: Any) -> bool:
    from huiyin.oversight.plans import PLANS
    from huiyin.record.reading import find

    return find(PLANS, who, MONDAY.date(), row.number) is not None


def test_the_owner_agrees_on_measures_with_days_before_mending_begins() -> None:
    row = drafted(Matter(lodge()).handled())
    assert (row.stage, row.holder, row.queue_clock) == ("draft", organ("lx-slj"), "")
    refused("有日子的措施", lambda: do(row, "agree", owner()))
    do(row, "object", owner(), reason="病根在交通局，不在水利局")
    assert row.holder == actor("wuxia").organ
    do(row, "amend", "wuxia", title="修路断水一类问题", root="shirking", account="两家单位都说不归自己管",
       demand="定一家管", to_organ=organ("lx-slj"))  # fmt: skip
    do(row, "set_measure", owner(), **STEP)
    do(row, "agree", owner())
    do(row, "start", "wuxia")
    assert (row.stage, row.holder, str(row.queue_on)) == ("running", organ("lx-slj"), "2026-11-20")


def chosen(row: Any, act: str) -> Any:
    """What a form of an act lets somebody choose from."""
    from huiyin.law.plan.facts import PlanFacts
    from huiyin.law.plan.vocabulary import PlanAct
    from huiyin.oversight.plans import PLANS
    from huiyin.record.snapshots import facts_from

    facts: PlanFacts = facts_from(PLANS.procedure, row.facts)
    return PLANS.choose(row, PlanAct(act), facts, days(9).date())


def test_the_clock_runs_to_the_nearest_measure_that_is_open() -> None:
    row = running(Matter(lodge()).handled())
    do(row, "set_measure", owner(), what="开一次现场会", whose="局长", until="2026-11-10")
    assert str(row.queue_on) == "2026-11-10"
    do(row, "carry_out", owner(), measure=2, account="十一月五日在渠边开了会")
    assert str(row.queue_on) == "2026-11-20"
    refused("已经完成", lambda: do(row, "carry_out", owner(), measure=2, account="十一月五日在渠边开了会"))
    assert [number for number, _ in chosen(row, "carry_out")["measure"]] == ["1"]
    do(row, "carry_out", owner(), measure=1, account="五个组的过水口都已经补好")
    assert row.queue_clock == ""


def test_one_answer_is_drafted_once_and_each_person_has_their_own_paper_and_right_of_review() -> None:
    from huiyin.papers.models import Paper
    from huiyin.record.models import Event

    first, second, unheard = looked_into(), looked_into(), Matter(lodge()).handled()
    row = running(first, second, unheard)
    refused("还没有共同答复", lambda: do(row, "answer", owner("handler")))
    do(row, "write", owner("handler"), **ANSWER)
    do(row, "answer", handler_of(first))
    assert [each.row.stage for each in (first, second, unheard)] == ["proposed", "proposed", "handling"]
    assert facts(row).answered == {first.id, second.id}
    said = json.loads(row.events.get(act="answer").payload)["said"]
    assert said["left"] == [[unheard.row.number, "还没有听取信访人陈述事实和理由的记录。"]] and "drafted" not in said
    opinion = json.loads(Event.objects.get(record=first.id, act="propose").payload)["said"]
    assert opinion["plan"] == row.number and opinion["outcomes"]["1"]["finding"] == ANSWER["finding"]
    for each in (first, second):
        each.do("sign", at_organ(organ("lx-slj"), "head"))
        each.issue()
        each.do("serve", handler_of(each), method="by_hand", receiver="陈大山", served_on="2026-11-02", proof="签名")
    papers = Paper.objects.filter(kind="opinion", matter__in=[first.id, second.id])
    assert len(set(papers.values_list("number", flat=True))) == 2
    for each in (first, second):
        assert [clock.kind.name for clock in each.facts.clocks if clock.running] == ["SEEK_REVIEW"]
    shown = [tuple(str(cell.text) for cell in line) for line in _matters_of(row)]
    with_it = {number: (opinion, until) for number, _, _, shared, opinion, until in shown if shared == "是"}
    assert set(with_it) == {first.row.number, second.row.number}
    assert {opinion for opinion, _ in with_it.values()} == set(papers.values_list("number", flat=True))
    assert all("12月2日" in until for _, until in with_it.values()), "each has the last day of its own service"


def test_whoever_drafts_too_early_is_told_of_each_matter_what_it_lacks() -> None:
    first, second = Matter(lodge()).handled(), Matter(lodge()).handled()
    row = do(running(first, second), "write", owner("handler"), **ANSWER)
    refused(f"{second.row.number}：还没有听取", lambda: do(row, "answer", handler_of(first)))


def _matters_of(row: Any) -> Any:
    from huiyin.oversight.plans import PLANS

    parts = {str(part.title): part for part in PLANS.shows(row, owner("handler"), MONDAY.date())}
    return parts["方案里的事项"].table.rows


def test_only_a_plan_may_call_an_opinion_its_one_answer() -> None:
    from huiyin.record.models import Event
    from tests.city import GROUNDS, OUTCOME

    row, other = running(looked_into()), looked_into()
    other.do("propose", handler_of(other), outcomes={"1": OUTCOME}, plan=row.number, **GROUNDS)
    assert not json.loads(Event.objects.get(record=other.id, act="propose").payload)["said"]["plan"]


def test_a_plan_is_no_answer_everybody_has_one_of_their_own_before_it_is_done() -> None:
    row = running(Matter(lodge()).handled())
    do(row, "carry_out", owner(), measure=1, account="五个组的过水口都已经补好")
    refused(
        "还有1件没有答复", lambda: do(row, "finish", owner(), summary="过水口补好了，制度也改了", until="2026-12-20")
    )


def test_what_shows_that_a_measure_was_carried_out_is_no_leftover_of_a_draft() -> None:
    from dataclasses import asdict

    from django.core.files.uploadedfile import SimpleUploadedFile

    from huiyin.cases import materials
    from huiyin.cases.tidying import tidy_uploads

    shown, left = (materials.store(SimpleUploadedFile("过水口.txt", text.encode())) for text in ("补好了", "没有交"))
    said = {"measure": 1, "account": "五个组的过水口都已经补好", "files": [asdict(shown)]}
    do(running(looked_into()), "carry_out", owner(), **said)
    assert tidy_uploads(days(900)) == 1
    assert materials.place_of(shown.sha256).exists() and not materials.place_of(left.sha256).exists()


def finished() -> Any:
    done = Matter(lodge()).served()
    row = do(running(done), "carry_out", owner(), measure=1, account="五个组的过水口都已经补好")
    return do(row, "finish", owner(), days(5), summary="过水口补好了，制度也改了", until="2026-11-27")


def test_its_effect_is_counted_from_the_record_over_as_many_days_before_and_since() -> None:
    from huiyin.insights.models import HandlingMark

    row, here = finished(), organ("lx-slj")
    mark = {"name": "root", "value": "not_carried_out", "organ": here, "place": "990121", "on": days(26).date()}
    told = (-22, -21, -1, 3, 6, 26)
    for day in told:
        HandlingMark.objects.create(case=lodge(at=days(day)).case.id, **mark)
    HandlingMark.objects.create(case=lodge(at=days(6)).case.id, **{**mark, "organ": here + 1})
    Matter(lodge(at=days(7)))
    refused("才看效果", lambda: do(row, "measure", "wuxia", days(20), note="再等几天看"))
    do(row, "measure", "wuxia", days(26), note="同类的少了")
    said = json.loads(row.events.get(act="measure").payload)["said"]
    since = [each for each in told if 5 < each <= 26]
    before = [each for each in told if -21 <= each < 0]
    assert said["days"] == 21 and said["found"][0][1:] == [len(before), len(since)]
    do(row, "close", "wuxia", days(27), effect="worked", summary="断水的没有了")
    assert row.stage == "closed" and facts(row).effect == "worked"


def test_behind_each_number_of_its_effect_stand_its_matters_as_far_as_one_may_read_them() -> None:
    from huiyin.cases.models import Case
    from huiyin.insights.models import HandlingMark
    from tests.desk.staff import Desk

    row, here = finished(), organ("lx-slj")
    mark = {"name": "root", "value": "not_carried_out", "organ": here, "place": "990121", "on": days(26).date()}
    told, hidden = {day: Matter(lodge(at=days(day))) for day in (-22, -21, -1, 3, 6, 26)}, Matter(lodge(at=days(7)))
    for matter in (*told.values(), hidden):
        HandlingMark.objects.create(case=matter.id, **mark)
    do(row, "measure", "wuxia", days(26), note="同类的少了")
    Case.objects.filter(id=hidden.id).update(report=True)
    url = f"/desk/records/plan/{row.number}"
    page = Desk("wuxia").open(url).content.decode()
    for when, expected in {"before": {-21, -1}, "since": {6, 26}}.items():
        assert f"{url}/behind/root/{when}" in page
        there = Desk("wuxia").open(f"{url}/behind/root/{when}").content.decode()
        assert {day for day, matter in told.items() if matter.row.number in there} == expected
        assert hidden.row.number not in there
    assert f'<span class="number">{row_number(row)}</span>' in page, "a number is not broken at the end of a line"
    assert [Desk(name).open(f"{url}/behind/root/since").status_code for name in ("zhengyu", "fangqing")] == [404, 404]
    assert Desk("wuxia").open(f"{url}/behind/nothing/since").status_code == 404


def row_number(row: Any) -> str:
    """The number of the first matter in a plan."""
    from huiyin.cases.models import Case

    return str(Case.objects.get(id=min(facts(row).matters)).number)


def test_what_had_no_effect_goes_on_with_another_measure() -> None:
    row = do(finished(), "measure", "wuxia", days(26), note="还是一件接一件")
    step = {**STEP, "until": "2026-12-30"}
    do(row, "resume", "wuxia", days(27), reason="新修的路又断了水", **step)
    assert (row.stage, row.holder, str(row.queue_on)) == ("running", organ("lx-slj"), "2026-12-30")


def test_a_report_is_put_in_no_plan_and_what_becomes_one_closes_it() -> None:
    from tests.oversight.test_advice import report

    secret = report()
    refused("补充或改正", lambda: drafted(Matter(lodge()).handled(), secret))
    refused("补充或改正", lambda: drafted(Matter(lodge()).handled(), matters="990100202611020000001"))
    matter = Matter(lodge())
    matter.do("classify", "chenhao", classes=PETITION_CLASS)
    row = drafted(matter, by="chenhao")
    assert reads(owner(), row)
    matter.do("classify", "chenhao", classes={"1": {"kind": "accusation"}}, accused_organ=organ("lx-slj"))
    assert not reads(owner(), row)
    refused("不能告诉这个机关", lambda: do(row, "amend", "chenhao", title="修路断水一类问题", root="shirking",
            account="两家单位都说不归自己管", demand="定一家管", to_organ=organ("lx-slj")))  # fmt: skip


def test_nobody_sets_those_above_or_beside_them_to_mend_anything() -> None:
    matter = Matter(lodge()).handled()
    refused("只能请本单位", lambda: drafted(matter, by=_username(owner()), to_organ=organ("lx-nyj")))


def _username(by: Actor) -> str:
    from huiyin.people.models import Person

    return str(Person.objects.get(id=by.person).username)


def test_when_it_is_adopted_its_paper_says_the_root_the_owner_and_each_measure_with_its_day() -> None:
    from huiyin.oversight.plans import PLANS
    from huiyin.papers.instruments import compose
    from huiyin.record.instruments import debts_of, facts_of

    row = running(Matter(lodge()).handled())
    (debt,) = debts_of(PLANS, row)
    said = facts_of(debt, days(1).date())
    assert debt.missing(days(1).date()) == () and said.word("root") == "法律、政策没有执行"
    assert said.figures["measures"] == (("给五个组补留过水口", "李某，股长", "2026年11月20日（星期五）"),)
    assert "柳溪县水利局" in str(compose(said))


def test_a_closed_matter_whose_root_is_known_leads_to_a_plan_begun_with_it() -> None:
    from urllib.parse import unquote_plus

    from tests.desk.staff import Desk

    matter = Matter(lodge()).served()
    matter.do("name_root", handler_of(matter), days(1), root="procedure", rule="灌溉管理办法")
    page = Desk("wuxia").open(f"/desk/cases/{matter.row.number}").content.decode()
    assert "/desk/records/plan/new?" not in page  # it is not closed yet
    matter.carried_out(days(2))
    matter.word("confirm", "petitioner", days(3))
    matter.issue()
    matter.do("close", handler_of(matter), days(4))
    page = unquote_plus(Desk("wuxia").open(f"/desk/cases/{matter.row.number}").content.decode())
    assert "/desk/records/plan/new?" in page and "root=procedure" in page and f"matters={matter.row.number}" in page
