"""Histories over pairs of records, one of them a report: the accused sees no word of it, no count, no gap.

Matters, advice and the toy kind are done to at random by those who may; what rests on a report, or on what rests on
one, must leave every page of the accused as it was. ``PAIRS=200`` plays that many histories.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from tests.city import MONDAY, Matter, actor, at_organ, days, lodge, organ
from tests.oversight.test_advice import do, head, issued, raised, report
from tests.record.conftest import slips, toy_table

if TYPE_CHECKING:
    from huiyin.law.frame.facts import Actor

__all__ = ["slips", "toy_table"]
pytestmark = pytest.mark.django_db
HISTORIES = range(int(os.environ.get("PAIRS", "2")))
PAGES = (
    "/desk/", "/desk/organ", "/desk/notifications", "/desk/papers", "/desk/records/advice?shelf=all",
    "/desk/records/slip?shelf=all", "/desk/records/slip?shelf=organ", "/desk/records/annual?shelf=all",
    "/desk/records/assessment?shelf=all", "/desk/records/appraisal?shelf=all", "/desk/records/plan?shelf=all",
    "/desk/records/sign?shelf=all",
    "/desk/records/bulletin?shelf=all", "/desk/topics", "/desk/pictures", "/desk/figures", "/desk/quality/promises",
    "/desk/figures/organ", "/desk/search?q=虚报工程款", "/desk/search?q=密件", "/desk/search?q=雨伞",
)  # fmt: skip


def seats() -> list[Actor]:
    """The accused organ's people, and somebody of the city's bureau above whom nothing is closed."""
    return [at_organ(organ("lx-slj"), role) for role in ("head", "handler")]


def seen(by: Actor) -> dict[str, Any]:
    """Everything the desk, the digest and the calendar tell somebody."""
    from huiyin.desk.lists.calendar_entries import entries
    from huiyin.people.models import Person
    from huiyin.record.kinds import KINDS
    from huiyin.record.reading import in_hand, visible_to
    from huiyin.together.daily import digest_of
    from huiyin.together.inbox import bell
    from tests.desk.staff import Desk, words

    assert by.person is not None
    desk, today = Desk(Person.objects.get(id=by.person).username), MONDAY.date()
    digest = digest_of(by.person, None, days(40))
    found = {page: words(desk.open(page)) for page in PAGES}
    found |= {kind.key: list(visible_to(kind, by, today).values_list("id", flat=True)) for kind in KINDS}
    found |= {"bell": bell(by.person), "digest": [row.id for row in (*digest.late, *digest.due, *digest.new)]}
    return {
        **found,
        "calendar": list(entries(by.person, [by], today)),
        "hand": [r.id for _, r in in_hand(by, today, 9)],
    }


def worker() -> None:
    """What the worker does with all that happened."""
    from huiyin.insights.indexing import index
    from huiyin.record.models import Message
    from huiyin.together.daily import tell_what_is_due
    from huiyin.together.telling import hear

    index(list(Message.objects.filter(topic="index")))
    hear(list(Message.objects.filter(topic="staff").order_by("record", "seq")))
    tell_what_is_due(days(7))
    Message.objects.all().delete()


def slip(slips: Any, title: str) -> Any:
    from huiyin.record.door import open_record

    return open_record(slips, by=actor("chenhao"), at=MONDAY, given={"title": title})


def rests(row: Any, kind: str, other: Any, other_kind: str) -> None:
    from huiyin.record.projection import linked

    linked(row, kind, other.id, other_kind, "evidence").save(force_insert=True)


class Secret:
    """What is done to a report and to records that rest on it, one random step after the other."""

    def __init__(self, slips: Any, chance: Random) -> None:
        self.slips, self.chance = slips, chance
        self.report = report()
        self.advice: list[Any] = []
        self.slip: list[Any] = []

    def play(self, steps: int) -> None:
        for _ in range(steps):
            self.chance.choice(list(self._open()))()

    def _open(self) -> Iterator[Callable[[], Any]]:
        yield self.raise_on_report
        yield self.link_slip
        if self.advice:
            yield from (self.raise_on_advice, self.issue, self.answer)
        if self.slip:
            yield self.pass_on

    def raise_on_report(self) -> None:
        self._raised(self.report)

    def raise_on_advice(self) -> None:
        self._raised(self.report, evidence=self.chance.choice(self.advice).number)

    def _raised(self, matter: Matter, **said: Any) -> None:
        to = self.chance.choice(("qc-jw", "qc-zfw"))
        self.advice.append(raised(matter, by="chenhao", title="密件建议一份", to_organ=organ(to), **said))

    def issue(self) -> None:
        from huiyin.record.instruments import debts_of, issue
        from huiyin.record.kinds import KINDS

        row = next((each for each in self.advice if each.stage == "draft"), None)
        if row is not None:
            row.refresh_from_db()
            issue_at = do(row, "submit", actor("chenhao"))
            do(issue_at, "issue", head(), until="2026-11-20")
            (debt,) = debts_of(KINDS["advice"], row)
            paper = issue(debt.row.id, head(), MONDAY)
            assert paper.secret and paper.seq >= 100_000

    def answer(self) -> None:
        row = next((each for each in self.advice if each.stage == "issued"), None)
        if row is not None:
            do(row, "answer", at_organ(row.holder, "head"), adoption="wholly", answer="已经按照建议的内容核查处理")

    def link_slip(self) -> None:
        row = slip(self.slips, "密件雨伞")
        rests(row, "slip", self.report, "matter")
        self.slip.append(row)

    def pass_on(self) -> None:
        from huiyin.record.door import Refused, perform

        act = self.slips.procedure.acts("name_handler")
        row = self.chance.choice(self.slip)
        try:
            given = {"to_person": actor("zhaoning").person}
            perform(self.slips, record=row.id, act=act, by=actor("zhouping"), at=MONDAY, given=given)
        except Refused:
            pass


@pytest.fixture(autouse=True)
def uploads(settings: Any, tmp_path: Any) -> None:
    settings.HUIYIN_DATA_DIR = tmp_path


@pytest.mark.parametrize("history", HISTORIES)
def test_what_rests_on_a_report_changes_nothing_that_the_accused_sees(history: int, slips: Any) -> None:
    from huiyin.oversight.annual_figures import figures_of

    issued(raised(Matter(lodge()).transferred()))
    mine = slip(slips, "黑色雨伞一把")
    do_slip(slips, mine)
    worker()
    before = [seen(by) for by in seats()]
    told = figures_of(actor("wuxia"), 2026, MONDAY.date())
    secret = Secret(slips, Random(history))
    secret.play(8)
    worker()
    assert [seen(by) for by in seats()] == before
    assert figures_of(actor("wuxia"), 2026, MONDAY.date()) == told


def do_slip(slips: Any, row: Any) -> None:
    from huiyin.record.door import perform

    given = {"to_organ": organ("lx-slj")}
    perform(slips, record=row.id, act=slips.procedure.acts("pass_on"), by=actor("chenhao"), at=MONDAY, given=given)


def test_what_the_accused_read_is_gone_with_all_that_rests_on_it_when_it_becomes_a_report(slips: Any) -> None:
    """A matter at the county becomes a report on its water bureau: the advice and the slip that the bureau read close
    in the same moment, and what it was told of them is taken back."""
    nothing = [seen(by) for by in seats()]
    matter = Matter(lodge())
    row = issued(raised(matter, title="密件建议一份"))
    mine = slip(slips, "密件雨伞")
    rests(mine, "slip", row, "advice")
    do_slip(slips, mine)
    worker()
    assert any("密件" in str(seen(by)) for by in seats())
    accused = {"accused_organ": organ("lx-slj")}
    matter.do("classify", "chenhao", classes={"1": {"kind": "accusation"}}, **accused)
    worker()
    assert [seen(by) for by in seats()] == nothing
