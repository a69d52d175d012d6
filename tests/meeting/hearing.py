"""A hearing on the way: a matter in hand, a list to draw from, and the steps in the words of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.city import MONDAY, PETITION_CLASS, Matter, actor, days, issue_owed, lodge, organ, person

if TYPE_CHECKING:
    from datetime import datetime

    from huiyin.law.frame.facts import Actor

HELD = days(7)
NAMES = ("李静", "赵一鸣", "孙大海")
WHEN = {"hour": "上午9时", "place": "水利局三楼会议室"}


def enrol(*names: str, by: str = "chenhao") -> list[Any]:
    """People on the list of the city's petition office."""
    from huiyin.meeting.models import Panelist
    from huiyin.meeting.panelists import PANELISTS
    from huiyin.record.door import open_record

    known = set(Panelist.objects.values_list("title", flat=True))
    said = {"capacity": "lawyer", "field": "水利", "until": days(300).date().isoformat()}
    return [
        open_record(PANELISTS, by=actor(by), at=MONDAY, given={**said, "title": name})
        for name in names or NAMES
        if name not in known
    ]


def handled() -> Matter:
    """In hand at the county's bureau of natural resources, where there are people enough for a table."""
    matter = Matter(lodge())
    matter.do("classify", "chenhao", classes=PETITION_CLASS)
    matter.do("transfer", "chenhao", to_organ=organ("lx-zrzy"), reason="占地归县自然资源局管")
    matter.do("accept", "gaolei", to_person=person("gaolei"), procedure="调查核实后，六十天内书面答复您")
    return matter


class Hearing:
    """One hearing under test."""

    def __init__(self, matter: Matter, row: Any) -> None:
        self.matter, self.id = matter, row.id

    @property
    def row(self) -> Any:
        from huiyin.meeting.models import Hearing

        return Hearing.objects.get(id=self.id)

    @property
    def facts(self) -> Any:
        from huiyin.meeting.hearing_shown import facts_of

        return facts_of(self.row)

    def do(self, act: str, by: Actor, at: datetime = MONDAY, **given: Any) -> Any:
        from huiyin.law.hearing.vocabulary import HearingAct
        from huiyin.meeting.hearings import HEARINGS
        from huiyin.record.door import perform

        return perform(HEARINGS, record=self.id, act=HearingAct(act), by=by, at=at, given=given)

    @property
    def host(self) -> Actor:
        return actor("tangyun")

    def arranged(self, at: datetime = MONDAY, day: int = 7, **said: Any) -> Hearing:
        enrol()
        given = {
            "host": self.host.person, "recorder": person("maxiaojun"), "day": days(day).date().isoformat(),
            "openness": "public", "subject": "灌溉渠被占一事", "attends": "信访人、砂场、村委会", **WHEN, **said,
        }  # fmt: skip
        self.do("arrange", actor("gaolei"), at, **given)
        self.do("draw", actor("gaolei"), at, named="李静、赵一鸣")
        return self

    def noticed(self, **said: Any) -> Hearing:
        self.arranged(**said)
        self.do("notify", actor("gaolei"))
        issue_owed(self.matter.id, MONDAY)
        return self

    def held(self, at: datetime = HELD) -> Hearing:
        self.noticed()
        self.do("start", self.host, at, present="信访人、砂场负责人", checked=True, told=True)
        self.do("speak", self.host, at, part="statement", speaker="陈大山", words="渠是集体的，占了四十二米")
        self.do("finish", self.host, at, asked=True)
        return self

    def concluded(self, at: datetime = HELD) -> Hearing:
        self.held(at)
        self.do("read", self.host, at, reader="陈大山", reading="signed", petitioner=True)
        self.do("conclude", self.host, at, opinions="一致认为占渠属实", conclusion="占渠属实，应当恢复")
        return self


def called(matter: Matter | None = None) -> Hearing:
    """Called by whoever has the matter in hand."""
    from huiyin.meeting.hearings import HEARINGS
    from huiyin.record.door import open_record

    matter = matter or handled()
    given = {"matter": matter.row.number, "reason": "占渠多少米，双方说法不一"}
    return Hearing(matter, open_record(HEARINGS, by=actor("gaolei"), at=MONDAY, given=given))


def wished(matter: Matter) -> Hearing:
    """Asked for by the petitioner."""
    from huiyin.meeting.models import Hearing as Row

    matter.do("supplement", "petitioner", text="我要当面说清楚", wish="hearing")
    return Hearing(matter, Row.objects.get(matter=matter.id))
