"""What rests on a matter that becomes a report, of every kind there is: whom it accuses sees no word of it,
no count and no gap, and whoever keeps the machine finds no word of it either.

A new kind that is linked to matters is met here with its own way to begin, or this says that it is missing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.apps import apps
from django.db import models

from huiyin.record.kinds import KINDS
from tests.city import MONDAY, Matter, actor, at_organ, days, handler_of, lodge, organ
from tests.oversight.test_pairs_with_reports import seen, uploads, worker

if TYPE_CHECKING:
    from huiyin.law.frame.facts import Actor

__all__ = ["uploads"]
pytestmark = pytest.mark.django_db
#: Said in each record, and nowhere else.
SECRET = "槐荫闸虚报工程款"
MORE = ("/desk/leaders", "/desk/field/coverage", "/desk/oversight", "/desk/checks", "/hearings/", "/desk/quality")
Begun = tuple[Matter, Any]
#: Who is involved in a dispute; it rests as ciphertext, whose key the machine has until it lies behind a report.
PARTIES = [{"side": "a", "name": "槐荫闸人", "phone": "13900007712"}]


def _hearing() -> Begun:
    from tests.meeting.hearing import HELD, called

    hearing = called().arranged(subject=SECRET)
    hearing.do("notify", actor("gaolei"), note=SECRET)
    hearing.do("start", hearing.host, HELD, present="信访人", checked=True, told=True)
    hearing.do("speak", hearing.host, HELD, part="statement", speaker="陈大山", words=SECRET)
    return hearing.matter, hearing.row


def _order() -> Begun:
    matter = Matter(lodge()).transferred()
    row = matter.supervised(account=f"{SECRET}，二十天没有告知", demand=SECRET)
    return matter, row


def _advice() -> Begun:
    from tests.oversight.test_advice import issued, raised

    matter = Matter(lodge())
    return matter, issued(raised(matter, title=SECRET, account=f"{SECRET}，没有按期书面告知"))


def _visit() -> Begun:
    from tests.reception.test_visits import arrange, do, matter, task

    about = matter()
    row = arrange(about, days(1), by="chenhao", leader="陶书航", post="市长")
    do(row, "hold", "chenhao", days(4), said=SECRET, answer="我们核实", **task(days(4), promise=SECRET))
    return about, row


def _undertaking() -> Begun:
    from tests.oversight.test_undertakings import beside

    matter = Matter(lodge()).handled()
    return matter, beside(matter, handler_of(matter), what=SECRET)


def _dispute() -> Begun:
    from tests.field import test_disputes as disputes

    now = days(1)
    matter = Matter(lodge(by="cenxi", organ=organ("sq-xfb"), place=disputes.PLACE, at=now))
    town = at_organ(organ("sq-xfb"), "head")
    row = disputes.found(by=town, at=now, matter=matter.row.number, account=SECRET, parties=PARTIES)
    return matter, disputes.do(row, "pass_on", town, now, to_organ=organ(disputes.VILLAGE), reason=SECRET)


def _check() -> Begun:
    from tests.oversight import test_checks as checks

    matter, *_ = checks.answered(1)
    row = checks.do(checks.framed(title=SECRET), "draw")
    for by in (checks.READS, checks.READS_TOO):
        checks.do(row, "read", by, matter=checks.number(matter.id), answers=checks.sheet())
    checks.do(row, "ask", question=SECRET, until="2026-11-20")
    matter.do("reopen", "petitioner", days(2), reason="其实是有人收了钱才这样办")
    return matter, row


def _plan() -> Begun:
    from tests.oversight.test_plans import drafted

    matter = Matter(lodge()).transferred()
    return matter, drafted(matter, title=SECRET, account=f"{SECRET}，起因是同一个", demand=SECRET)


def _sign() -> Begun:
    from huiyin.law.frame.facts import SYSTEM
    from huiyin.law.frame.turn import Holding
    from huiyin.oversight.signs import SIGNS
    from huiyin.record.door import open_record

    matter, head = Matter(lodge()), at_organ(organ("lx-xfj"), "head")
    given = {"place": "990121000000", "named": "", "thing": "水渠", "people": 3, "account": SECRET,
             "since": "2026-11-01", "cases": [matter.id]}  # fmt: skip
    whose = Holding(organ("lx-xfj"), head.person or 0)
    return matter, open_record(SIGNS, by=SYSTEM, at=days(1), given=given, whose=whose)


def _topic() -> Begun:
    from tests.meeting.conference import matter, propose

    about = matter()
    return about, propose(about, MONDAY, asks=SECRET)


def _charge() -> Begun:
    from tests.reception.test_charges import take_on
    from tests.reception.test_visits import matter

    about = matter()
    said = {"why": SECRET, "plan": f"{SECRET}，年底以前查清"}
    return about, take_on(about, days(1), by="chenhao", leader="陶书航", post="市长", **said)


def _notyet() -> Begun:
    from tests.oversight.test_notyet import answered, keep

    matter = answered()
    row = keep(matter, days(1), why=f"请求合理，{SECRET}", condition=SECRET)
    matter.do("reopen", "petitioner", days(2), reason="其实是有人收了钱才这样办")
    return matter, row


def _hold() -> Begun:
    from huiyin.keeping.holds import HOLDS
    from huiyin.record.door import open_record

    matter = Matter(lodge()).transferred()
    given = {"matter": matter.row.number, "ground": "audit", "reason": SECRET}
    return matter, open_record(HOLDS, by=at_organ(matter.row.holder, "head"), at=days(1), given=given)


BEGIN: dict[str, Callable[[], Begun]] = {
    "hearing": _hearing, "order": _order, "advice": _advice, "visit": _visit, "undertaking": _undertaking,
    "dispute": _dispute, "check": _check, "plan": _plan, "sign": _sign,
    "charge": _charge, "notyet": _notyet, "hold": _hold,
}  # fmt: skip
if KINDS.get("topic"):
    BEGIN["topic"] = _topic
#: Which organ has the record.
WHERE = {"hearing": "lx-zrzy", "dispute": "sq-sq-cwh", "sign": "lx-xfj"}
#: Kinds that no matter stands behind by a link, and why.
APART = {
    "matter": "it is the matter itself",
    "annual": "figures of an office; reports stand in none of them",
    "assessment": "figures; the matters behind one are asked for by their own right to read",
    "appraisal": "rests on an assessment",
    "round": "disputes rest on it",
    "conduct": "of a visit and no matter",
    "panelist": "a list of people",
    "module": "words of an office, which rest on nothing",
    "disposal": "lists what is archived, which changes no more; reports have lists of their own (tests/keeping)",
    "bulletin": "keeps no word of any matter and rests on none",
    "membership": "who sits at the joint conference",
    "conference": "a meeting; its topics rest on matters",
}


def test_every_kind_is_tried_here_or_says_why_not() -> None:
    assert {kind.key for kind in KINDS} <= BEGIN.keys() | APART.keys()


def looks(by: Actor) -> dict[str, Any]:
    """All that somebody is told by pages, feeds and machines."""
    from django.test import Client

    from huiyin.people.models import Person
    from tests.desk.staff import Desk, words
    from tests.house.attacking import Account

    desk = Desk(Person.objects.get(id=by.person).username)
    lists = [f"/desk/records/{key}?shelf={shelf}" for key in BEGIN for shelf in ("all", "organ")]
    found = {page: words(desk.open(page)) for page in (*MORE, *lists, f"/desk/search?q={SECRET}")}
    machine = Account(Person.objects.get(id=by.person), by).browser
    for kind in KINDS.offered:
        answer = machine.get(f"/api/v1/{kind.collection}")
        found[kind.collection] = answer.json().get("items") if answer.status_code == 200 else answer.status_code
    return {**seen(by), **found, "public": words(Client().get("/hearings/"))}


def everywhere(word: str) -> list[str]:
    """Columns of the database in which a word stands in the clear."""
    found = []
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField):
                named = f'CAST("{model._meta.db_table}"."{field.column}" AS TEXT) LIKE %s'
                rows = model._base_manager.extra(where=[named],
                                                 params=[f"%{word}%"])  # fmt: skip
                found += [f"{model._meta.label}.{field.name}" for _ in range(rows.count())]
    return found


@pytest.mark.parametrize("key", BEGIN)
def test_what_rests_on_a_matter_closes_with_it(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from huiyin.record.checking import verify

    monkeypatch.setattr("django.utils.timezone.now", lambda: days(400))
    accused = at_organ(organ(WHERE.get(key, "lx-slj")), "head")
    nothing = looks(accused)
    matter, row = BEGIN[key]()
    worker()
    before = looks(accused)
    assert row.number in str(before) or matter.row.number in str(before)
    assert everywhere(SECRET)
    kind = KINDS[key]
    turns_out_a_report(key, matter)
    worker()
    now = looks(accused)
    people = {"panelist", "panelists"}  # a list of the office's own, which rests on nothing
    assert {name: now[name] for name in now.keys() - people if now[name] != nothing[name]} == {}
    assert everywhere(SECRET) == []
    report = verify()
    assert (report.faults, report.drifted, report.rows) == ([], [], [])
    assert SECRET in _read_back(kind, row)


def test_what_rests_on_reports_of_before_goes_in_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from huiyin.cases import enveloping
    from huiyin.cases.resting import carry_what_rests
    from huiyin.record.models import Event

    matter, row = _advice()
    with monkeypatch.context() as before:
        before.setattr(enveloping.resting, "close_up", lambda *given: None)
        accused = {"accused_organ": organ("lx-slj")}
        matter.do("classify", _clerk(matter), days(8), classes={"1": {"kind": "accusation"}}, **accused)
    assert everywhere(SECRET)
    carry_what_rests()
    once = list(Event.objects.filter(record=row.id).values_list("payload", flat=True))
    carry_what_rests()
    assert everywhere(SECRET) == []
    assert list(Event.objects.filter(record=row.id).values_list("payload", flat=True)) == once


def test_what_lay_under_the_key_ring_lies_under_the_key_of_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    from huiyin.field import people
    from huiyin.record.checking import verify
    from huiyin.vault import opening
    from huiyin.vault.boxes import is_enveloped

    monkeypatch.setattr("django.utils.timezone.now", lambda: days(400))
    matter, row = _dispute()
    before = people.clear(people.involved_in(row.id)[0])
    turns_out_a_report("dispute", matter)
    (somebody,) = people.involved_in(row.id)
    assert is_enveloped(somebody.name) and is_enveloped(somebody.phone)
    assert people.clear(somebody) == before and before["name"] == "槐荫闸人"
    with monkeypatch.context() as nobody:
        nobody.setattr(opening, "private_of", lambda matter: None)
        assert people.masked(somebody) == {"name": opening.closed()}
    report = verify()
    assert (report.faults, report.drifted, report.rows) == ([], [], [])


def turns_out_a_report(key: str, matter: Matter) -> None:
    """A report on the organ that has the record of this kind."""
    classes, accused = {"1": {"kind": "accusation"}}, organ(WHERE.get(key, "lx-slj"))
    matter.do("classify", _clerk(matter), days(8), classes=classes, accused_organ=accused)


def _clerk(matter: Matter) -> Actor:
    """Whoever has it in hand now."""
    from huiyin.people.posts import actor_of

    row = matter.row
    return actor_of(row.owner, on=days(8).date(), organ=row.holder)


def _read_back(kind: Any, row: Any) -> str:
    """What its readers are shown, who have the key."""
    from huiyin.record.reading import events_of
    from huiyin.vault.opening import read_out

    return "".join(str(read_out(event.payload)["said"]) for event in events_of(row))
