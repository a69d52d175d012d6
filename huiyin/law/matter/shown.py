"""What the journal of a matter shows of how it was handled (办理情况): the words, and the values they stand in.

A mark is of an organ and a day, never of a person; each leads back to its matter. What is asked of an organ because of
marks is a question with its facts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from huiyin.law.chart.routing import OrganChart
from huiyin.law.frame.fold import replay
from huiyin.law.frame.verdict import Event
from huiyin.law.frame.workdays import WorkCalendar
from huiyin.law.matter.facts import Facts
from huiyin.law.matter.procedure import MATTER
from huiyin.law.matter.signs import Signs, signs
from huiyin.law.terms import Term


class Shown(Term):
    """What a mark says."""

    ANSWERED = "answered", "已经答复"
    TIMED = "timed", "有办结期限的答复"
    LATE = "late", "超过期限"
    SLOW = "slow", "作出意见很久才送达"
    UNHEARD = "unheard", "没有听取陈述"
    UNLOOKED = "unlooked", "没有调查核实"
    DENIED = "denied", "信访人说没有落实"
    QUASHED = "quashed", "复查复核撤销、变更"
    BACK_SHORT = "back_short", "很快又回来"
    BACK_LONG = "back_long", "后来又回来"
    EVE = "eve", "卡在期限前答复"
    AT_OFFICE = "at_office", "在办公设备上评价"
    CONTENT_BACK = "content_back", "评了满意又来反映"
    ANEW = "anew", "换个编号重新登记"
    SAME_WORDS = "same_words", "答复一字不差"
    AGAIN = "again", "重复信访"
    SKIPPED = "skipped", "越级走访"
    GROUP = "group", "集体走访"
    ASKED_HELD = "asked_held", "要了已经有的材料"
    TRIP = "trip", "群众多跑了一趟"
    ROOT = "root", "症结"
    RULE = "rule", "涉及的规定"


class Why(Term):
    """What the record shows of the earlier handling, where somebody came again, skipped a level or came in a group."""

    LATE = "late", "原来的办理超过期限"
    UNANSWERED = "unanswered", "原来的还没有答复"
    UNSERVED = "unserved", "原来的意见没有及时送达"
    UNDONE = "undone", "答应的没有落实"
    NOTHING = "nothing", "原来的办理看不出问题"
    FIRST = "first", "以前没有反映过"


#: Signs that a figure was made rather than earned.
GAMING = (Shown.AT_OFFICE, Shown.EVE, Shown.ANEW, Shown.CONTENT_BACK, Shown.SAME_WORDS)
VISITS = (Shown.AGAIN, Shown.SKIPPED, Shown.GROUP)
#: What was not needed and cost the person something (一次办).
NEEDLESS = (Shown.ASKED_HELD, Shown.TRIP)
#: What makes it likelier that something was wrong with the handling; never who petitioned.
RISKS = (
    Shown.LATE, Shown.SLOW, Shown.UNHEARD, Shown.UNLOOKED, Shown.DENIED, Shown.QUASHED, Shown.BACK_LONG, Shown.EVE,
    Shown.AT_OFFICE, Shown.CONTENT_BACK, Shown.SAME_WORDS,
)  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """One thing that the journal shows: of which organ, from which day, ``value`` what more there is to say of it.

    :param other: the matter that it also speaks of, 0 for none.
    """

    name: Shown
    organ: int
    on: date
    value: str = ""
    other: int = 0


@dataclass(frozen=True)
class Told:
    """A matter as its journal tells it.

    :param people: how many came.
    """

    id: int
    events: Sequence[Event]
    people: int = 1

    @cached_property
    def facts(self) -> Facts:
        facts: Facts = replay(MATTER, self.events)
        return facts

    def until(self, day: date) -> Facts:
        """The facts as they stood at the end of a day."""
        facts: Facts = replay(MATTER, [event for event in self.events if event.on <= day] or self.events[:1])
        return facts


@dataclass(frozen=True, slots=True)
class Around:
    """What a judgement of marks needs beside the journal."""

    chart: OrganChart
    calendar: WorkCalendar
    signs: Signs


def around(chart: OrganChart, calendar: WorkCalendar) -> Around:
    return Around(chart, calendar, signs())
