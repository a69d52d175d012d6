"""No count tells of a report of wrongdoing to whoever may not read it; what is published tells nobody of one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from huiyin.cases.ledgers import in_hand
from huiyin.cases.lodging import Capacity, ClaimText, PartyText
from huiyin.cases.queries import find
from huiyin.insights.figures import figures
from huiyin.insights.growing import growing
from huiyin.insights.indexing import refresh
from huiyin.insights.publishing import large_enough, published
from huiyin.law.frame.facts import Actor
from huiyin.law.terms import Channel, ClaimKind, Role
from tests.city import MONDAY, Matter, actor, at_organ, lodge, organ

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
ROLES = ("reception", "dispatcher", "handler", "head", "supervisor", "analyst", "admin", "auditor", "reviewer")


def report(*accused: PartyText, **changes: Any) -> Matter:
    claim = ClaimText("查处水利局虚报工程款", kind=ClaimKind.ACCUSATION)
    parties = accused or (PartyText(Capacity.ACCUSED_ORGAN, organ=organ("lx-slj")),)
    matter = Matter(lodge(claims=(claim,), parties=parties, **changes))
    refresh([matter.id])
    return matter


def at_discipline(*accused: PartyText) -> Matter:
    """A report that lies with the discipline organ of the city, where it counts."""
    matter = report(*accused)
    matter.do("transfer", "chenhao", to_organ=organ("qc-jw"), reason="属于纪检监察机关管辖")
    refresh([matter.id])
    return matter


def somebody(key: str, role: str) -> Actor:
    """Somebody with that one role at the organ."""
    return replace(at_organ(organ(key), role), roles=frozenset({Role(role)}))


def seen(key: str, role: str) -> tuple[object, ...]:
    who = somebody(key, role)
    found = figures(who, TODAY)
    one_day = figures(who, TODAY, MONDAY.date(), MONDAY.date())
    return found, one_day, growing("990121", TODAY), in_hand(who, TODAY, who.person or 0, 99)


@pytest.mark.parametrize("key", ["qc-xfj", "lx-xfj", "lx-slj", "sf-xfj"])
@pytest.mark.parametrize("role", ROLES)
def test_nothing_is_counted_otherwise_because_there_is_a_report(key: str, role: str) -> None:
    Matter(lodge())
    before = seen(key, role)
    told = report()
    may_read = find(somebody(key, role), TODAY, told.row.number) is not None
    assert may_read or seen(key, role) == before


def test_at_the_discipline_organ_its_confidants_count_their_reports_and_nobody_else_does() -> None:
    at_discipline()
    counted = {role: figures(somebody("qc-jw", role), TODAY).received for role in ("head", "handler")}
    assert counted == {"head": 1, "handler": 0}


def test_who_is_accused_does_not_count_the_report_among_the_others() -> None:
    head = at_organ(organ("qc-jw"), "head")
    at_discipline()
    at_discipline(PartyText(Capacity.ACCUSED_PERSON, person=head.person))
    assert (figures(head, TODAY).received, figures(head, TODAY).channels[Channel.LETTER].part) == (1, 1)


def test_an_administrator_counts_no_report_in_anybodys_hands() -> None:
    admin, clerk = actor("fangqing"), actor("chenhao").person or 0
    Matter(lodge())
    before = in_hand(admin, TODAY, clerk, 99)
    report(PartyText(Capacity.ACCUSED_ORGAN, organ=organ("yh-zf")))
    assert in_hand(admin, TODAY, clerk, 99) == before


def test_nobody_is_named_as_a_giver_because_of_a_report() -> None:
    from huiyin.cases.acts import MATTERS
    from huiyin.desk.lists.hand_over import of_person

    chen = actor("chenhao").person or 0
    report()
    reception = actor("wanglan")

    class Sitting:
        actor, today = reception, TODAY
        organ = type("Organ", (), {"id": reception.organ})

    assert not of_person(MATTERS, Sitting, chen).exists()  # type: ignore[arg-type]


# What is published ---------------------------------------------------------------------------------------------------


def year(who: str = "chenhao") -> Any:
    return published(actor(who), date(2027, 3, 1), date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(("many", "counted"), [(1, 0), (4, 0), (5, 5)])
def test_reports_stand_in_the_yearly_figures_only_when_they_are_enough(many: int, counted: int) -> None:
    for _ in range(many):
        report()
    assert year().received == counted


def test_a_small_channel_keeps_all_reports_out() -> None:
    for _ in range(6):
        report()
    report(channel=Channel.PHONE)
    assert year().received == 0


def test_a_year_that_runs_counts_no_report() -> None:
    for _ in range(6):
        report()
    running = published(actor("chenhao"), TODAY, date(2026, 1, 1), TODAY)
    assert running.received == 0


@pytest.mark.parametrize(
    ("counts", "enough"),
    [({}, True), ({"received": 8, "letter": 8}, True), ({"received": 8, "letter": 4, "web": 4}, False),
     ({"received": 12, "letter": 12, "answered": 9}, False), ({"received": 4, "letter": 4}, False),
     ({"received": 20, "letter": 20, "told": 12, "told_in_time": 10}, False),
     ({"received": 20, "letter": 20, "told": 12, "told_in_time": 6}, True)],
)  # fmt: skip
def test_what_is_left_of_a_count_must_be_large_too(counts: dict[str, int], enough: bool) -> None:
    assert large_enough(counts) is enough


# What is small -------------------------------------------------------------------------------------------------------


def test_one_place_says_what_is_too_small_to_be_told_and_to_whom() -> None:
    from huiyin.insights.small import large, smallest_for

    assert [smallest_for(who) for who in (None, somebody("qc-xfj", "analyst"), somebody("qc-xfj", "supervisor"))] == [
        5, 5, 0,
    ]  # fmt: skip
    assert large({"a": 9, "b": 7, "c": 6}, 5) == [("a", 9), ("b", 7), ("c", 6)]
    assert large({"a": 9, "b": 7, "c": 2}, 5) == [("a", 9)], "of two that are told and the whole the third follows"
    assert large({"a": 9, "b": 3, "c": 2}, 5) == [("a", 9)] and large({"a": 3}, 5) == []
    assert large({"a": 3, "b": 1}, 0) == [("a", 3), ("b", 1)]


def test_an_analysts_pages_are_the_same_with_one_and_with_four_reports() -> None:
    from huiyin.people.models import Person
    from tests.desk.staff import Desk, words

    pages = ("/desk/pictures", "/desk/figures", "/desk/figures/organ", "/desk/quality", "/desk/quality/roots")
    desk = Desk(Person.objects.get(id=at_organ(organ("qc-xfj"), "analyst").person).username)

    def told() -> list[str]:
        return [words(desk.open(page)) for page in pages]

    matter = Matter(lodge())
    refresh([matter.id])
    before = told()
    for many in (1, 4):
        for _ in range(many):
            report()
        assert told() == before, many
