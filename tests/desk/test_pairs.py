"""Matters that come from each other: whatever is done to them, nobody reads in one the report that another one is.

Generated histories, the real door, the real pages.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.utils import timezone

from huiyin.cases.acts import Refused
from huiyin.cases.models import Case, Claim
from huiyin.cases.queries import of_these
from huiyin.cases.screens import TOOK_IN
from huiyin.cases.snapshots import load_facts
from huiyin.insights.indexing import refresh
from huiyin.law.frame.facts import Actor
from huiyin.law.reading import WHOLE, readers_of
from huiyin.law.terms import Act
from huiyin.people.charts import chart_on
from huiyin.people.models import Person
from huiyin.people.posts import ties_on
from huiyin.together.notes import note
from tests.city import at_organ, organ
from tests.desk.life import Life, ago, begin
from tests.desk.staff import Desk, words

pytestmark = pytest.mark.django_db

SEEDS = range(6)
#: Words that stand nowhere else, one for each claim of the two letters.
MARKS = ("槐荫闸甲", "柳浪桥乙", "稻香渡丙", "枫林坝丁")
OFFICE, ACCUSED, OTHER = "qc-xfj", "lx-slj", "lx-zjj"
#: Who looks: the accused, whoever is above and beside, those of the office who are no confidants.
LOOKING = (
    (ACCUSED, "handler"), (ACCUSED, "head"), (OTHER, "handler"), (OFFICE, "reception"), (OFFICE, "dispatcher"),
    ("lx-xfj", "dispatcher"), ("sf-xfj", "supervisor"),
)  # fmt: skip
ACTS = ("classify", "classify", "classify", "split", "split", "merge", "transfer", "transfer", "note", "supplement")


class Pair:
    """Two letters of one person, and what is done to them and to what comes from them."""

    def __init__(self, seed: int) -> None:
        self.pick = random.Random(seed).choice
        self.lives = [self._letter(MARKS[:2]), self._letter(MARKS[2:])]
        refresh([life.id for life in self.lives])

    @staticmethod
    def _letter(marks: tuple[str, ...]) -> Life:
        from huiyin.cases.lodging import ClaimText

        claims = tuple(ClaimText(f"请求处理{mark}", f"{mark}的事实") for mark in marks)
        return begin(ago(days=3), claims=claims, text="，".join(marks))

    @property
    def matters(self) -> list[Life]:
        known = {life.id for life in self.lives}
        for claim in Claim.objects.filter(split_to__isnull=False):
            if claim.split_to not in known:
                life = object.__new__(Life)
                life.id = claim.split_to or 0
                self.lives.append(life)
                known.add(life.id)
        return self.lives

    def step(self) -> None:
        matter = self.pick(self.matters)
        with suppress(Refused):
            getattr(self, f"_{self.pick(ACTS)}")(matter)

    def _classify(self, matter: Life) -> None:
        kinds = ({"kind": "accusation"}, {"kind": "grievance", "ground": "6"}, {"kind": "grievance", "ground": "6"})
        classes = {str(claim.id): self.pick(kinds) for claim in matter.facts.claims}
        more: dict[str, object] = {}
        if any(each["kind"] == "accusation" for each in classes.values()):
            more = self.pick(({}, {"accused_organ": organ(ACCUSED)}, {"accused_person": self._head()}))
        matter.do("classify", matter.at("dispatcher"), classes=classes, **more)

    @staticmethod
    def _head() -> int:
        return at_organ(organ(ACCUSED), "head").person or 0

    def _split(self, matter: Life) -> None:
        matter.do("split", matter.at("dispatcher"), claims=[self.pick(matter.facts.claims).id], reason="另案办理")

    def _merge(self, matter: Life) -> None:
        into = self.pick([each for each in self.matters if each.id != matter.id])
        matter.do("merge", matter.at("dispatcher"), into=into.number, reason="同一件事")

    def _transfer(self, matter: Life) -> None:
        to = organ(self.pick((ACCUSED, OTHER)))
        matter.do("transfer", matter.at("dispatcher"), to_organ=to, reason="归它管理，请依法办理")

    def _note(self, matter: Life) -> None:
        marks = [row.request for row in Claim.objects.filter(case=matter.id, split_to=None)]
        note(matter.row, matter.at("dispatcher"), f"看了：{marks}", (), ago(minutes=1))

    def _supplement(self, matter: Life) -> None:
        marks = [row.request for row in Claim.objects.filter(case=matter.id, split_to=None)]
        matter.do("supplement", "petitioner", text=f"补充：{marks}")

    def secrets(self) -> Iterator[tuple[str, int]]:
        """Each word that belongs to a report now, with the report."""
        for matter in self.matters:
            if matter.facts.report:
                for row in Claim.objects.filter(case=matter.id, split_to=None):
                    yield next(mark for mark in MARKS if mark in row.request), matter.id


def admitted(case: Case, who: Actor) -> bool:
    """Whether the law lets somebody read a matter: the value itself, not the question asked of the database."""
    today = timezone.localdate()
    ties = ties_on(today)(who.person or 0)
    return readers_of(load_facts(case.facts), case.holder_code).admit(who, chart_on(today), ties)


def pages(matter: Life) -> list[str]:
    behind = ("", "/notes", "/papers", "/receipt", "/acts/classify", "/acts/transfer", "/acts/contact", "/acts/split")
    return [matter.url + each for each in behind] + [f"/desk/dispatch/{matter.number}"]


def everything(desk: Desk, pair: Pair) -> Iterator[tuple[str, str]]:
    for matter in pair.matters:
        for page in pages(matter):
            answer = desk.open(page)
            if answer.status_code in (200, 409):
                yield page, answer.content.decode()
    for page in ("/desk/", "/desk/organ", "/desk/dispatch", "/desk/notifications", "/desk/papers", "/desk/trouble"):
        answer = desk.open(page)
        if answer.status_code == 200:
            yield page, words(answer)


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_is_done_nobody_reads_a_report_in_a_matter_beside_it(seed: int) -> None:
    pair = Pair(seed)
    for _ in range(14):
        pair.step()
    secrets = list(pair.secrets())
    for key, role in LOOKING:
        who = at_organ(organ(key), role)
        desk = Desk(Person.objects.get(id=who.person).username)
        hidden = [mark for mark, report in secrets if not admitted(Case.objects.get(id=report), who)]
        for page, text in everything(desk, pair) if hidden else ():
            assert [mark for mark in hidden if mark in text] == [], (seed, key, role, page)
        for mark in hidden:
            found = words(desk.open(f"/desk/search?q={mark}"))
            assert not any(matter.row.title in found for matter in pair.matters), (seed, key, role, mark)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_the_rows_say_is_what_the_law_says(seed: int) -> None:
    """Standing, columns and screens after any sequence; asked of the law for everybody."""
    pair, today = Pair(100 + seed), timezone.localdate()
    for _ in range(14):
        pair.step()
    for row in (matter.row for matter in pair.matters):
        assert row.report == (load_facts(row.facts).report or row.screened == WHOLE) and row.screened >= TOOK_IN
        for key, role in LOOKING if row.screened != WHOLE else ():
            who = at_organ(organ(key), role)
            assert (row.id in of_these(who, today, [row.id])) == admitted(row, who), (key, role)


def test_a_claim_that_turns_out_a_report_after_it_was_split_off_is_closed_in_what_is_left() -> None:
    """Split first, then find out, then hand the rest to the accused."""
    pair = Pair(0)
    parent = pair.lives[0]
    parent.do("split", "chenhao", claims=[1], reason="另案办理")
    child = pair.matters[-1]
    child.do("classify", "chenhao", classes={"1": {"kind": "accusation"}}, accused_organ=organ(ACCUSED))
    parent.do("classify", "chenhao", classes={"2": {"kind": "grievance", "ground": "6"}})
    parent.do("transfer", "chenhao", to_organ=organ(ACCUSED), reason="归它管理，请依法办理")
    desk = Desk(Person.objects.get(id=parent.row.owner).username)
    page = words(desk.open(parent.url))
    assert MARKS[0] not in page and f"1. 请求处理{MARKS[1]}" in page and "登记" in page
    assert "另案办理" not in page and "已分出" not in page
    form = desk.open(f"{parent.url}/acts/classify").content.decode()
    assert "classes-1" in form and "classes-2" not in form
    assert parent.row.title not in words(desk.open(f"/desk/search?q={MARKS[0]}"))


def test_what_the_next_organ_types_goes_to_the_claim_it_means() -> None:
    pair = Pair(0)
    parent = pair.lives[0]
    parent.do("split", "chenhao", claims=[1], reason="另案办理")
    pair.matters[-1].do("classify", "chenhao", classes={"1": {"kind": "accusation"}}, accused_organ=organ(ACCUSED))
    parent.do("classify", "chenhao", classes={"2": {"kind": "grievance", "ground": "6"}})
    parent.do("transfer", "chenhao", to_organ=organ(ACCUSED), reason="归它管理，请依法办理")
    desk = Desk(Person.objects.get(id=parent.row.owner).username)
    desk.act(parent.number, "classify", **{"classes-1": "suggestion"})
    assert {claim.id: claim.kind for claim in parent.facts.claims} == {2: "suggestion"}
    assert "第1项" in words(desk.open(parent.url)) and "第2项" not in words(desk.open(parent.url))
    assert Act.CLASSIFY in {Act(event.act) for event in parent.row.events.all()}
