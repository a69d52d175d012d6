"""The figures of the offices held against plain arithmetic on what was played; what it cost; lists behind numbers."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random
from statistics import median_low
from typing import Any

import pytest

from huiyin.insights.counted import known_of
from huiyin.insights.figures import Days, sums
from huiyin.insights.indexing import refresh
from huiyin.insights.models import COUNTS as COLUMNS
from huiyin.insights.quality import Months, said
from huiyin.insights.trends import Span, costs, counts_of, roads, spread_of, with_past
from huiyin.law.matter.cost import Burden, Channel, Course, Done, cost_of
from huiyin.law.matter.figures import COUNTS, FIGURES
from huiyin.law.terms import Act
from huiyin.people.calendars import calendar
from tests.city import GROUNDS, OUTCOME, PETITION_CLASS, PROOF, Matter, actor, days, handler_of, holder_as, lodge, organ

pytestmark = pytest.mark.django_db
TODAY = date(2027, 12, 1)
ALL_DAYS = Days("all", date.min, date.max)
LIKED = {"satisfied", "fair"}


@pytest.fixture(autouse=True)
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: days(600))


class Played:
    """Matters played by chance, and what of them is to be counted, told without a look at how it is counted."""

    def __init__(self, seed: int, many: int = 9) -> None:
        self.chance, self.told = Random(seed), Counter[str]()
        self.waited: list[int] = []
        self.matters = [self._play(self.chance.randint(0, 200)) for _ in range(many)]
        refresh([matter.id for matter in self.matters])

    def _play(self, begun: int) -> Matter:
        came, people = self.chance.choice(list(Channel)), self.chance.choice((1, 1, 4, 6))
        people = people if came is Channel.VISIT else 1
        matter = Matter(lodge(at=days(begun), channel=came, persons_present=people))
        self.told["pieces"] += 1
        self.told["people"] += people
        if came is Channel.VISIT:
            self.told.update(visits=1, visit_people=people)
            self.told.update(group_visits=people >= 5, group_people=people if people >= 5 else 0)
        sort, take, decide = (self.chance.randint(1, most) for most in (25, 25, 80))
        matter.do("classify", "chenhao", days(begun), classes=PETITION_CLASS)
        matter.do("transfer", "chenhao", days(begun + sort), to_organ=organ("lx-slj"), reason="水渠归县水利局管")
        self.told["office_in_time" if sort <= 15 else "office_late"] += 1
        if self.chance.random() < 0.2:
            self.told["unit_open"] += 1
            return matter
        self._decided(matter, begun, begun + sort + take, decide)
        self.told["unit_in_time" if take <= 15 else "unit_late"] += 1
        return matter

    def _decided(self, matter: Matter, begun: int, taken: int, decide: int) -> None:
        handler = handler_of(matter)
        procedure = {"to_person": handler.person, "procedure": "调查核实后，六十天内书面答复您"}
        matter.do("accept", handler, days(taken), **procedure)
        if self.chance.random() < 0.2:
            self.told["answer_open"] += 1
            return
        done = days(taken + decide)
        matter.do("propose", handler, done, outcomes={"1": {**OUTCOME, "execute_by": "2028-12-30"}}, **GROUNDS)
        matter.do("sign", holder_as(matter, "head"), done)
        matter.issue(done)
        matter.do("serve", handler, done, **{**PROOF, "served_on": done.date().isoformat()})
        self.told["answer_in_time" if decide <= 60 else "answer_late"] += 1
        self.waited.append(taken + decide - begun)
        self._rated(matter, done)

    def _rated(self, matter: Matter, done: Any) -> None:
        said = self.chance.choice(("satisfied", "fair", "dissatisfied", ""))
        if said:
            matter.do("rate", "petitioner", done, unit=said)
        self.told["unit_silent" if not said else "unit_liked" if said in LIKED else "unit_disliked"] += 1
        self.told["office_silent"] += 1


@pytest.mark.parametrize("seed", [3, 8])
def test_every_count_is_what_was_played(seed: int) -> None:
    played = Played(seed)
    assert {name: sums(ALL_DAYS)[name] for name in played.told} == dict(played.told)
    told, at = played.told, counts_of(actor("chenhao"), "a99", Span(date(2026, 1, 1), date(2028, 12, 31), TODAY))
    rated = told["unit_liked"] + told["unit_disliked"]
    expected = {
        "unit_in_time": (told["unit_in_time"], told["unit_in_time"] + told["unit_late"] + told["unit_open"]),
        "answer_in_time": (told["answer_in_time"], sum(told[f"answer_{e}"] for e in ("in_time", "late", "open"))),
        "unit_rated": (rated, rated + told["unit_silent"]),
        "unit_liked": (told["unit_liked"], rated),
    }
    assert {key: (FIGURES[key].value(at).part, FIGURES[key].value(at).whole) for key in expected} == expected
    word = said([organ("lx-slj")], Months(date(2026, 1, 1), date(2028, 12, 1)), TODAY)[organ("lx-slj")]
    for key, value in (("unit_rated", word.rated), ("unit_liked", word.liked)):
        assert (value.part, value.whole) == expected[key], "the pages of quality say the same as the tables of figures"


def test_who_may_still_rate_is_in_no_share_of_those_who_did() -> None:
    counts = with_past(Counter(unit_liked=3, unit_disliked=1, unit_silent=6), Counter(unit_liked=1, unit_silent=2))
    assert (FIGURES["unit_rated"].value(counts).part, FIGURES["unit_rated"].value(counts).whole) == (1, 3)
    assert (FIGURES["unit_liked"].value(counts).part, FIGURES["unit_liked"].value(counts).whole) == (3, 4)


def test_the_middle_and_the_tail_of_what_people_waited() -> None:
    played = Played(5)
    span = Span(date(2026, 1, 1), date(2028, 12, 31), TODAY)
    found = costs([f"o{organ('lx-slj')}"], span)[f"o{organ('lx-slj')}"][Burden.DAYS]
    assert (found.many, found.median) == (len(played.waited), median_low(played.waited))
    assert found.tail == sorted(played.waited)[-(-9 * len(played.waited) // 10) - 1]


@pytest.mark.parametrize(("values", "median", "tail"), [([3], 3, 3), ([1, 2], 1, 2), ([0] * 9 + [50], 0, 0)])
def test_a_spread_is_of_whole_matters(values: list[int], median: int, tail: int) -> None:
    assert (spread_of(Counter(values), 90).median, spread_of(Counter(values), 90).tail) == (median, tail)


def test_what_it_cost_is_what_the_record_shows() -> None:
    lodged = date(2026, 11, 2)
    done = [Done(Act.LODGE, Channel.VISIT), Done(Act.SUPPLEMENT, Channel.VISIT), Done(Act.SUPPLEMENT, Channel.WEB),
            Done(Act.REQUEST_MATERIAL), Done(Act.REQUEST_MATERIAL), Done(Act.LISTEN), Done(Act.LISTEN), Done(Act.URGE),
            Done(Act.CLOSE_HEARING)]  # fmt: skip
    told = cost_of(Course(lodged, lodged + timedelta(days=40), 3, True, done))
    assert {burden.value: many for burden, many in told.items()} == {
        "days": 40, "trips": 3, "asked": 3, "organs": 3, "retold": 2, "papers_again": 1,
    }  # fmt: skip


def test_every_count_of_the_figures_is_a_column() -> None:
    assert set(COUNTS) == set(COLUMNS)


def test_behind_a_number_stand_just_its_matters_for_whoever_may_read_them() -> None:
    from tests.desk.staff import Desk, words

    played = Played(3)
    late = {
        matter.row.number for matter in played.matters
        if any(name == "office_late" for name, _, _ in _counts(matter))
    }  # fmt: skip
    url = "/desk/figures/behind?counts=office_late&since=2026-01&until=2028-12"
    office, stranger = Desk("chenhao").open(url).content.decode(), words(Desk("zhengyu").open(url))
    assert late and {m.row.number for m in played.matters if m.row.number in office} == late
    assert "这里没有您能看的办件" in stranger


def _counts(matter: Matter) -> Any:
    from huiyin.insights.counted import counts

    return list(counts(known_of([matter.row], {}, calendar())[matter.id]))


def test_no_road_and_no_cost_is_kept_of_a_report() -> None:
    from tests.oversight.test_advice import report

    refresh([report().id])
    span = Span(date(2026, 1, 1), date(2028, 12, 31), TODAY)
    assert roads("all", span) == [] and not costs(["all"], span)["all"][Burden.DAYS].many


def test_a_first_time_matter_stands_on_the_lane_until_it_is_answered_or_the_lane_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its tag and its shelf say so; one that came again, and one whose lane is over, stand there no more."""
    from tests.desk.staff import Desk, words

    monkeypatch.setattr("django.utils.timezone.now", lambda: days(20))
    first, again = Matter(lodge(at=days(15))), Matter(lodge(at=days(16), follows=Matter(lodge(at=days(0))).id))
    page = Desk("chenhao").open("/desk/organ?shelf=first").content.decode()
    shown = [matter.row.number in page for matter in (first, again)]
    assert shown == [True, False] and page.count("○ 马上就办") == 1
    said = words(Desk("chenhao").open(f"/desk/cases/{first.row.number}"))
    assert "信访人的付出" in said and "从提出到答复的天数 5" in said
