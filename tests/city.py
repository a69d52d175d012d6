"""The demonstration city in a test database, and short names for its people and organs.

Rooms whose tests need the city import ``django_db_setup`` from here in their conftest: it is loaded once a session.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from huiyin.cases.acts import Lodged
    from huiyin.law.frame.facts import Actor
    from huiyin.record.models import Event

# Monday, 2 November 2026, nine in the morning in China (hours are told from here).
MONDAY = datetime.fromisoformat("2026-11-02T09:00:00+08:00")


def load_city() -> None:
    from django.core.management import call_command

    call_command("people", "load", verbosity=0, stdout=_Silence())


class _Silence:
    def write(self, text: str) -> None: ...

    def flush(self) -> None: ...


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock():
        load_city()
    yield


def organ(key: str) -> int:
    """The id of an organ by its handle: ``qc-xfj`` 青川市信访局, ``lx-slj`` 柳溪县水利局 …"""
    from huiyin.people.models import Organ

    return Organ.objects.values_list("id", flat=True).get(key=key)


def person(username: str) -> int:
    from huiyin.people.models import Person

    return Person.objects.values_list("id", flat=True).get(username=username)


def actor(username: str, at: datetime = MONDAY) -> Actor:
    """Somebody of the city in all their roles at the organ where they have served longest."""
    from huiyin.people.posts import actor_of

    return actor_of(person(username), on=at.date())


def days(count: int) -> datetime:
    """``count`` days after that Monday."""
    return MONDAY + timedelta(days=count)


def lodge(*, by: str = "chenhao", at: datetime = MONDAY, key: str | None = None, **changes: Any) -> Lodged:
    """A letter about an irrigation ditch, received by the city's petition office; change what the test is about."""
    from huiyin.cases import acts
    from huiyin.cases.identity import Identity
    from huiyin.cases.lodging import Capacity, ClaimText, Lodging, PartyText
    from huiyin.law.terms import Channel

    chen = PartyText(Capacity.PETITIONER, Identity("陈大山", "990121195001010011", "19900007710", "柳溪村三组"))
    values: dict[str, Any] = {
        "channel": Channel.LETTER,
        "organ": organ("qc-xfj"),
        "place": "990121000000",
        "received_at": at,
        "text": "柳溪村三组的灌溉渠被占了四十二米，春耕用不上水。",
        "claims": (ClaimText("恢复灌溉渠四十二米", "去年十月被占", "渠道是集体的"),),
        "parties": (chen,),
    }
    return acts.lodge(Lodging(**{**values, **changes}), by=actor(by, at), key=key)


PETITION_CLASS = {"1": {"kind": "grievance", "ground": "6"}}
IDEA_CLASS = {"1": {"kind": "suggestion"}}
OUTCOME = {"finding": "现场丈量，占渠属实", "outcome": "supported", "basis": "《水法》", "execute_by": "2026-12-30"}
#: How the person was heard and why the papers suffice, as a proposal must say where no record does (Art. 31 (6)).
GROUNDS = {"heard": "当面听取，本人说水渠被占", "suffices": "已有丈量图和照片，事实清楚"}
#: The facts behind a supervision, confirmed (Art. 40 ¶1).
BREACH = {"facts": "收到以后二十天没有告知信访人", "confirmed": True}
PROOF = {"method": "by_hand", "receiver": "陈大山", "served_on": "2026-11-02", "proof": "签名"}


def issue_owed(record: int, at: datetime) -> None:
    """What a matter owes is issued by whoever owes it, as the law wants before service and the end."""
    from huiyin.cases.papers.instruments import number
    from huiyin.people.posts import actor_of, people_of
    from huiyin.record.models import OwedPaper

    for row in OwedPaper.objects.filter(record=record, issued_on__isnull=True):
        if row.kind in ("receipt", "proof_of_service"):
            continue
        clerk = people_of(row.organ, on=at.date())[0].person
        number(row.id, actor_of(clerk, on=at.date(), organ=row.organ), at)


class Matter:
    """A matter under test: ``matter.do("transfer", "chenhao", to_organ=…)`` in the words of the table."""

    def __init__(self, lodged: Lodged) -> None:
        self.id = lodged.case.id
        self.lodged = lodged

    def do(self, act: str, by: str | Actor, at: datetime = MONDAY, **given: Any) -> Event:
        from huiyin.cases.acts import perform
        from huiyin.law.frame.facts import PETITIONER, SYSTEM
        from huiyin.law.terms import Act

        named = {"petitioner": PETITIONER, "system": SYSTEM}
        who = by if not isinstance(by, str) else named.get(by) or actor(by, at)
        extra = {name: given.pop(f"_{name}") for name in ("key", "seen", "joining") if f"_{name}" in given}
        return perform(case=self.id, act=Act(act), by=who, at=at, given=given, **extra)

    @property
    def row(self) -> Any:
        from huiyin.cases.models import Case

        return Case.objects.get(id=self.id)

    @property
    def facts(self) -> Any:
        from huiyin.cases.snapshots import load_facts

        return load_facts(self.row.facts)

    def issue(self, at: datetime = MONDAY) -> None:
        issue_owed(self.id, at)

    def transferred(self) -> Matter:
        self.do("classify", "chenhao", classes=PETITION_CLASS)
        self.do("transfer", "chenhao", to_organ=organ("lx-slj"), reason="水渠归县水利局管")
        return self

    def handled(self) -> Matter:
        self.transferred()
        handler = handler_of(self)
        self.do("accept", handler, to_person=handler.person, procedure="调查核实后，六十天内书面答复您")
        return self

    @property
    def promises(self) -> list[Any]:
        """The undertakings of the matter, oldest first."""
        from huiyin.oversight.models import Undertaking

        return list(Undertaking.objects.filter(matter=self.id).order_by("id"))

    def word(self, act: str, by: str | Actor, at: datetime = MONDAY, which: int = 0, **given: Any) -> Any:
        """Something about one of its promises: reported, confirmed, denied …; the undertaking."""
        return word(self.promises[which], act, by, at, **given)

    def carried_out(self, at: datetime = MONDAY, by: Actor | None = None) -> Any:
        (promised,) = self.promises
        who = by or at_organ(promised.holder, "handler")
        return self.word("report", who, at, **SITE)

    def supervised(self, by: str = "wuxia", at: datetime = MONDAY, **said: Any) -> Any:
        """The order that somebody raised on it."""
        from huiyin.oversight.orders import ORDERS
        from huiyin.record.door import open_record

        given = {
            "matter": self.row.number, "cause": "other", "ground": "shirking", "demand": "请尽快办理并反馈",
            "account": BREACH["facts"], "confirmed": True, "until": (at + timedelta(days=10)).date().isoformat(),
            **said,
        }  # fmt: skip
        return open_record(ORDERS, by=actor(by, at), at=at, given=given)

    def served(self, **outcome: str) -> Matter:
        self.handled()
        handler = handler_of(self)
        self.do("propose", handler, outcomes={"1": {**OUTCOME, **outcome}}, **GROUNDS)
        self.do("sign", holder_as(self, "head"))
        self.issue()
        self.do("serve", handler, **PROOF)
        return self


#: A promise reported as carried out.
SITE = {"account": "四十二米灌溉渠已经恢复过水", "kind": "site"}


def word(row: Any, act: str, by: str | Actor, at: datetime = MONDAY, **given: Any) -> Any:
    """An act about an undertaking through its door; the row as it is then."""
    from huiyin.law.frame.facts import PETITIONER, SYSTEM
    from huiyin.law.undertaking.vocabulary import UndertakingAct
    from huiyin.oversight.undertakings import UNDERTAKINGS
    from huiyin.record.door import perform

    named = {"petitioner": PETITIONER, "system": SYSTEM}
    who = by if not isinstance(by, str) else named.get(by) or actor(by, at)
    perform(UNDERTAKINGS, record=row.id, act=UndertakingAct(act), by=who, at=at, given=given)
    row.refresh_from_db()
    return row


def handler_of(matter: Matter) -> Actor:
    return holder_as(matter, "handler")


def holder_as(matter: Matter, role: str) -> Actor:
    """Whoever at the holding organ has the role."""
    return at_organ(matter.row.holder, role)


def at_organ(organ_id: int, role: str, at: datetime = MONDAY) -> Actor:
    from huiyin.law.terms import Role
    from huiyin.people.posts import actor_of, duty_person

    found = duty_person(organ_id, Role(role), on=at.date())
    assert found is not None
    return actor_of(found, on=at.date(), organ=organ_id)
