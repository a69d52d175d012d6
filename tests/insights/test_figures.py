"""The figures: each a part of a whole, kept by the day, the same however often the worker looks."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from huiyin.cases.lodging import Capacity, ClaimText, PartyText
from huiyin.cases.models import Case
from huiyin.insights.figures import Figures, NotYours, Share, figures
from huiyin.insights.indexing import index, refresh
from huiyin.insights.models import Contribution, DailyFigure, MonthTally
from huiyin.law.frame.facts import Actor
from huiyin.law.terms import Channel, ClaimKind
from huiyin.record.models import Message
from tests.city import IDEA_CLASS, MONDAY, Matter, actor, at_organ, days, handler_of, lodge, organ

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """The record's own clock stands after everything these tests play through."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: days(400))


def indexed(*matters: Matter) -> None:
    index(list(Message.objects.filter(record__in=[matter.id for matter in matters], topic="index")))


def counted(*matters: Matter, who: Actor | None = None, on: date = TODAY, **options: Any) -> Figures:
    indexed(*matters)
    return figures(who, on, **options)


def answered(after: int, **changes: Any) -> Matter:
    matter = Matter(lodge(**changes))
    matter.do("classify", "chenhao", at=days(after), classes=IDEA_CLASS)
    matter.do("answer_on_spot", "chenhao", at=days(after), answer="渠道本周恢复，您放心用水。")
    return matter


def test_what_is_received_is_counted_by_its_channel() -> None:
    now = counted(Matter(lodge()), Matter(lodge(channel=Channel.PHONE)), Matter(lodge(channel=Channel.PHONE)))
    assert (now.received, now.channels[Channel.PHONE]) == (3, Share(2, 3))


def test_silence_is_unanswered() -> None:
    assert counted(Matter(lodge())).unanswered == Share(1, 1)


def test_what_was_withdrawn_is_neither_answered_nor_unanswered() -> None:
    matter = Matter(lodge())
    matter.do("withdraw", "petitioner", reason="已经解决了")
    now = counted(matter)
    assert (now.ended.part, now.unanswered.part, now.answered.part) == (1, 0, 0)


def test_who_said_nothing_is_unrated_and_never_satisfied() -> None:
    rated, silent = answered(1), answered(1)
    rated.do("rate", "petitioner", at=days(2), unit="satisfied")
    now = counted(rated, silent)
    assert (now.unit.satisfied, now.unit.unrated, now.office.unrated) == (Share(1, 2), Share(1, 2), Share(2, 2))


def test_result_and_service_are_rated_apart() -> None:
    rated, silent = answered(1), answered(1)
    rated.do("rate", "petitioner", at=days(2), unit="dissatisfied", unit_service="satisfied", office_service="fair")
    now = counted(rated, silent)
    half = Share(1, 2)
    assert (now.unit.dissatisfied, now.unit_service.satisfied, now.office_service.fair) == (half, half, half)
    assert (now.office.unrated, now.unit.satisfied) == (Share(2, 2), Share(0, 2))


def test_what_was_answered_at_once_has_nothing_to_tell_in_time() -> None:
    now = counted(Matter(lodge()).handled(), Matter(lodge()), answered(0))
    assert (now.told_in_time, now.sorted_in_time.part) == (Share(1, 1), now.sorted_in_time.whole)


def test_a_repeat_is_counted_as_one() -> None:
    first = Matter(lodge())
    assert counted(first, Matter(lodge(follows=first.id))).repeats == Share(1, 2)


def test_a_share_of_nothing_has_no_percentage() -> None:
    assert counted().answered.percent is None


# Whose figures -----------------------------------------------------------------------------------------------------


def test_a_matter_counts_for_the_organ_that_is_responsible() -> None:
    matter = Matter(lodge()).handled()
    indexed(matter)
    seen = [figures(at_organ(organ(key), "handler"), TODAY).received for key in ("lx-slj", "lx-zrzy")]
    assert seen == [1, 0]


def test_a_petition_office_sees_its_whole_area() -> None:
    matter = Matter(lodge()).handled()
    assert counted(matter, who=actor("chenhao")).received == 1


def test_a_petition_office_of_another_county_does_not() -> None:
    matter = Matter(lodge()).handled()
    assert counted(matter, who=at_organ(organ("yh-xfj"), "dispatcher")).received == 0


def test_a_petition_office_may_ask_for_one_organ_of_its_area() -> None:
    assert counted(Matter(lodge()).handled(), who=actor("chenhao"), organ=organ("lx-slj")).received == 1


def test_an_organ_may_not_ask_for_another() -> None:
    with pytest.raises(NotYours):
        figures(at_organ(organ("lx-slj"), "handler"), TODAY, organ=organ("lx-zrzy"))


def test_nobody_without_an_organ_sees_figures() -> None:
    with pytest.raises(NotYours):
        figures(Actor(1, None, frozenset()), TODAY)


def test_reports_of_wrongdoing_do_not_show_in_the_figures_of_an_area() -> None:
    accused = PartyText(Capacity.ACCUSED_ORGAN, organ=organ("lx-slj"))
    report = Matter(lodge(claims=(ClaimText("查处", kind=ClaimKind.ACCUSATION),), parties=(accused,)))
    assert (counted(report, who=actor("chenhao")).received, counted(report).received) == (0, 1)


def test_a_period_counts_its_first_and_its_last_day() -> None:
    matters = [Matter(lodge(at=days(count))) for count in range(4)]
    assert counted(*matters, since=days(1).date(), until=days(2).date()).received == 2


# Kept, not recounted ------------------------------------------------------------------------------------------------


def test_the_same_message_twice_counts_once() -> None:
    matter = Matter(lodge())
    counted(matter)
    assert counted(matter).received == 1


def test_a_matter_that_moves_on_is_taken_back_where_it_was() -> None:
    matter = Matter(lodge())
    before = counted(matter, who=actor("chenhao"), organ=organ("qc-xfj")).received
    matter.transferred()
    assert (before, counted(matter, who=actor("chenhao"), organ=organ("qc-xfj")).received) == (1, 0)


def test_the_kept_figures_are_what_counting_anew_gives() -> None:
    matters = [Matter(lodge()), Matter(lodge()).handled(), answered(3), Matter(lodge()).transferred()]
    indexed(matters[0], matters[2])
    matters[0].do("withdraw", "petitioner", reason="已经解决了")
    matters[1].do("contact", handler_of(matters[1]), way="电话", account="核实了地点")
    indexed(*matters)
    kept = standing()
    for model in (DailyFigure, MonthTally, Contribution):
        model.objects.all().delete()
    refresh(Case.objects.values_list("id", flat=True))
    assert standing() == kept


def standing() -> list[dict[str, Any]]:
    """Every count that is not none, whatever it is of."""
    daily = ({**row, "scope": "", "day": ""} for row in DailyFigure.objects.values())
    told = [row for row, plain in zip(DailyFigure.objects.values(), daily, strict=True) if any(plain.values())]
    months = list(MonthTally.objects.exclude(many=0).values())
    return sorted(told + months, key=str)


def test_a_day_is_a_day_of_china() -> None:
    matter = Matter(lodge(at=datetime.fromisoformat("2026-11-02T17:00:00+00:00")))
    assert counted(matter, since=date(2026, 11, 3)).received == 1


def test_a_page_reads_one_row_for_each_day() -> None:
    indexed(*(Matter(lodge(at=MONDAY)) for _ in range(5)))
    assert DailyFigure.objects.filter(scope="a9901", received__gt=0).count() == 1
