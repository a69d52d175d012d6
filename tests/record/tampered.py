"""An office with something in every table that is bound to the chain, and every change of one value in a row of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.db import models

from tests.city import (
    GROUNDS,
    MONDAY,
    OUTCOME,
    PROOF,
    Matter,
    actor,
    at_organ,
    days,
    handler_of,
    holder_as,
    lodge,
    organ,
    person,
)

#: A server that everybody can reach, by its address: no name is looked up.
HOOK = "https://8.8.8.8/hook"


def build() -> None:
    """Matters of every sort, opened by those who may, with papers and account acts; the days sealed."""
    from huiyin.record.journal import seal_day

    _served()
    _split_off()
    _merged()
    _accounts()
    _codes()
    _factors()
    _keys()
    _elsewhere()
    _read()
    _sealed()
    _advice()
    _check()
    _assessed()
    _dispute()
    _oversight()
    _face_to_face()
    _kept()
    _beside()
    _thin()
    seal_day(days(2).date(), made_at=days(3))


def _served() -> None:
    from huiyin.cases.identity import Identity
    from huiyin.cases.lodging import Capacity, File, PartyText

    file = File("照片.jpg", "image/jpeg", 9, "a" * 64)
    chen = PartyText(Capacity.PETITIONER, Identity("陈大山", phone="13200007711、13200007712", email="c@example.org"))
    matter = Matter(lodge(parties=(chen,), files=(file,), external=(("12345", "A-1"),), extra={"票数": "3"}))
    matter.do("supplement", "petitioner", text="补充：照片是上周拍的")
    matter.do("join", "petitioner", _joining=PartyText(Capacity.COSIGNER, Identity("王二梅", phone="13200007713")))
    matter.handled()
    handler = handler_of(matter)
    photo = {"name": "现场.jpg", "media_type": "image/jpeg", "size": 9, "sha256": "b" * 64}
    found = {"on": "2026-11-02", "place": "渠边", "heard": "陈大山", "account": "现场丈量四十二米属实"}
    matter.do("investigate", handler, files=[photo], **found)
    matter.do("propose", handler, outcomes={"1": OUTCOME}, **GROUNDS)
    matter.do("sign", holder_as(matter, "head"))
    matter.issue()
    matter.do("serve", handler, **PROOF)
    matter.do("rate", "petitioner", unit="fair", reason="水还没通")


def _split_off() -> None:
    from huiyin.cases.lodging import Capacity, ClaimText, PartyText
    from huiyin.cases.readings import record_reading
    from huiyin.law.terms import ClaimKind

    claims = (ClaimText("恢复灌溉渠"), ClaimText("查处水利局虚报工程款", kind=ClaimKind.ACCUSATION))
    accused = PartyText(Capacity.ACCUSED_ORGAN, organ=organ("lx-slj"))
    matter = Matter(lodge(claims=claims, parties=(accused,)))
    matter.do("split", "chenhao", claims=[2], reason="检举控告另案处理")
    child = Matter(matter.lodged).row.__class__.objects.get(follows=matter.id)
    record_reading(child, actor("chenhao"), MONDAY)


def _merged() -> None:
    kept, gone = Matter(lodge()), Matter(lodge(text="再说一遍"))
    gone.do("merge", "chenhao", into=kept.row.number, reason="同一人同一事")


def _accounts() -> None:
    from huiyin.gate import changes, namings, resets
    from huiyin.law.terms import Role
    from huiyin.people.account_acts import lock, unlock
    from huiyin.people.loading.sheets import Row
    from huiyin.people.models import Person
    from huiyin.people.posts import actor_of, people_of

    who, by = Person.objects.get(id=person("wanglan")), actor("chenhao")
    lock(who, by=by, at=MONDAY)
    unlock(who, by=by, at=MONDAY)
    reset = resets.issue(who, "slip", by=by, at=MONDAY)
    namings.name_to(who.id, organ("qc-xfj"), Role.REVIEWER, by=by, at=MONDAY)
    changes.prepare("改名", [Row("organs", "", {"key": "lx-slj", "name": "改了"})], by=by, at=MONDAY)
    first = resets.reads_at(who.id, MONDAY.date())[0]
    organ_id = resets.asked_of(reset, first, MONDAY.date())
    assert organ_id is not None
    others = [each.person for each in people_of(organ_id, on=MONDAY.date()) if each.person not in (who.id, by.person)]
    assert any(resets.agree(reset, by=actor_of(each, on=MONDAY.date(), organ=organ_id), at=MONDAY) for each in others)


def _codes() -> None:
    from huiyin.cases.identity import Identity
    from huiyin.cases.lodging import Capacity, PartyText
    from huiyin.joint import codes
    from huiyin.joint.models import Proof

    matter = Matter(lodge())
    event = matter.do("join", "petitioner", _joining=PartyText(Capacity.COSIGNER, Identity("王二梅")))
    codes.admit(matter.row, event)
    clerk = actor("chenhao")
    asked = codes.Asked(Proof.DOCUMENT, clerk.person, clerk.organ)
    codes.reissue(matter.row, matter.row.parties.get(capacity="petitioner"), asked, MONDAY)


def _factors() -> None:
    from huiyin.gate.factors import keeping, recovery
    from huiyin.gate.models import CalledElsewhere, Factor
    from huiyin.people.models import Person

    who = Person.objects.get(id=person("wanglan"))
    keeping.add(who, Factor.APP, "手机", b"x" * 20, at=MONDAY)
    CalledElsewhere.objects.create(person=who.id, issuer="https://login.example.gov.cn", subject="7f3a", at=MONDAY)
    recovery.new_codes(who, MONDAY)


def _keys() -> None:
    from huiyin.api.callers import Caller
    from huiyin.api.hooks.keeping import make
    from huiyin.api.keys import CLIENTS, give, turn
    from huiyin.people.charts import chart_on

    client, by = CLIENTS["office"], actor("fangqing")
    key = turn(give(client.name, organ("qc-xfj"), client.scopes, client.roles, by=by, at=MONDAY).key, by=by, at=MONDAY)
    make(Caller(key.key, by, chart_on(MONDAY.date()).organ(key.key.organ), frozenset(), MONDAY), HOOK, (), MONDAY)


def _elsewhere() -> None:
    """Another site that is believed, and has turned its keys."""
    from huiyin.channels.exchange.models import Site
    from huiyin.people import ledgers

    keys = {name: name.encode().ljust(32) for name in ("signer", "to", "former_signer", "former_to")}
    site = Site.objects.create(name="county", ours="1", paired_at=MONDAY, former_until=days(7), **keys)
    ledgers.bind(ledgers.ACCOUNTS, "paired", [site])


def _sealed() -> None:
    """An organ of which two have its key, on paper too; one before it has ended."""
    from huiyin.people import keys

    people = [person("yanzheng"), person("luzhi")]
    for each in people:
        assert keys.own_key(each, "secret", MONDAY, MONDAY.date())
    keys.begin(organ("qc-jw"), people[0], MONDAY)
    key, private = keys.begin(organ("qc-jw"), people[0], MONDAY)
    keys.give(key, private, people, by=people[0], at=MONDAY)
    keys.on_paper(key, private, by=people[0])


def _read() -> None:
    """What pages write when somebody takes a list away or opens a paper."""
    from huiyin.desk.models import Export
    from huiyin.papers import service
    from huiyin.papers.models import Opening, Paper
    from huiyin.people import ledgers

    clerk = actor("chenhao")
    paper = Paper.objects.filter(to_serve=True).first()
    assert paper is not None
    whose = {"person": clerk.person, "organ": clerk.organ, "at": MONDAY}
    rows = [Export.objects.create(**whose, what="/desk/", rows=3), Opening.objects.create(**whose, paper=paper)]
    ledgers.bind(ledgers.READINGS, "read", rows)
    proof = service.Proof(service.Method.BY_HAND, served_on=MONDAY.date(), words=service.Words(receiver="陈大山"))
    service.record(paper, proof, clerk.person, clerk.organ, MONDAY, None)


def _assessed() -> None:
    """What an assessment computed."""
    from unittest.mock import patch

    from django.utils import timezone

    from huiyin.law.assessment.vocabulary import AssessmentAct
    from huiyin.oversight.assessing import ASSESSMENTS
    from huiyin.oversight.assessment import running
    from huiyin.record.door import open_record, perform

    now = timezone.now()
    given = {"title": "2026年度信访工作考核", "year": now.year}
    row = open_record(ASSESSMENTS, by=actor("wuxia"), at=now, given=given)
    perform(ASSESSMENTS, record=row.id, act=AssessmentAct.COMPUTE, by=actor("wuxia"), at=now)
    with patch.object(running, "SETTLED", timedelta()):
        assert running.take_in_all(timezone.now()) == 1
    by, until = at_organ(organ("qc-xfj"), "head"), (now + timedelta(days=14)).date().isoformat()
    perform(ASSESSMENTS, record=row.id, act=AssessmentAct.SHOW, by=by, at=timezone.now(), given={"until": until})


def _dispute() -> None:
    from huiyin.record.door import open_record
    from huiyin.record.kinds import KINDS
    from tests.field.test_disputes import CHEN, FIRST, PLACE, WU, agreed, worker

    whole = {"phone": "19900007710", "id_number": "990121195001010011", "address": "上桥村三组"}
    agreed(parties=[{**CHEN, **whole}, {**WU, **whole}])
    open_record(KINDS["round"], by=worker(), at=FIRST, given={"place": PLACE, "homes": 4})


def _oversight() -> None:
    """An order that was sent, a bulletin that was noted on, a yearly report, a correction plan, a claim that waits."""
    from tests.oversight.test_bulletins import noted
    from tests.oversight.test_notyet import answered, keep
    from tests.oversight.test_papers_of_records import drawn_up
    from tests.oversight.test_plans import drafted

    noted()
    Matter(lodge()).transferred().supervised()
    drawn_up()
    drafted(Matter(lodge()).transferred())
    keep(answered(MONDAY), days(1))


def _face_to_face() -> None:
    """A hearing with its list, a leader's visit and charge, a meeting of the joint conference with members and a topic,
    and what was noted of conduct."""
    from django.utils import timezone

    from tests.meeting import conference
    from tests.meeting.hearing import called
    from tests.reception import test_conduct as conduct
    from tests.reception.test_charges import take_on
    from tests.reception.test_visits import arrange, matter

    called().noticed()
    _, row, _ = conference.opened()
    conference.do(row, "decide", conference.CONVENER, days(3), **conference.resolution(days(3)))
    arrange(matter(), days(1), by="chenhao", leader="陶书航", post="市长")
    take_on(matter(), days(1), by="chenhao", leader="陶书航", post="市长")
    conduct.note(timezone.localtime() - timedelta(hours=1))


def _kept() -> None:
    """A hold, and a list by which one matter went and another is kept on."""
    from tests.keeping import old

    old.archived(), old.archived()
    old.held(old.archived(), until="2027-11-02")
    row = old.do(old.drawn(), "appraise", old.CLERK, places="1", finding="destroy")
    old.do(row, "appraise", old.CLERK, places="2", finding="prolong", years=9, reason="还有人来查")
    old.do(old.do(row, "submit", old.CLERK, summary="三个人看过"), "approve", old.HEAD)
    old.carried_out(old.do(row, "countersign", old.OTHER))


def _advice() -> None:
    """A record that rests on others."""
    from tests.oversight.test_advice import raised

    raised(Matter(lodge()).transferred())


def _check() -> None:
    """A sample that was drawn, and a reading of it."""
    from tests.oversight import test_checks as checks

    checks.answered(1)
    row = checks.do(checks.framed(), "draw")
    checks.do(row, "read", matter=checks.number(checks.facts(row).drawn[0]), answers=checks.sheet())


def _beside() -> None:
    """What people act on beside the record: ready answers, notes on routes, days and rooms of reception."""
    from huiyin.desk.models import Answer, RouteNote
    from huiyin.people import ledgers
    from huiyin.people.loading.sheets import Row
    from huiyin.people.loading.write import load
    from huiyin.reception import days as reception
    from huiyin.reception.models import ReceptionDay, Room
    from huiyin.reception.rooms import keep

    whose = {"organ": organ("qc-xfj"), "owner": person("chenhao"), "review_on": MONDAY.date()}
    rows = [
        Answer.objects.create(title="水渠", words="水渠", body="找水利局", law="《水法》", **whose),
        RouteNote.objects.create(route="water", body="电话 0999-0000008", **whose),
    ]
    ledgers.bind(ledgers.REFERENCE, "answer", rows)
    lodge()
    day = ReceptionDay(organ=organ("qc-xfj"), leader=person("zhouping"), leader_name="周平", post="局长", place="一楼",
                       on=MONDAY.date(), begins=time(9), ends=time(11))  # fmt: skip
    keep(
        Room(organ=organ("qc-xfj"), name="接待室", address="一楼", opens=time(8), closes=time(17)), by=person("wanglan")
    )
    reception.publish(day, by=person("wanglan"), at=MONDAY)
    said = {"organ": "qc-xfj", "part": "promise", "line": "1", "words": "取号以后二十分钟以内接谈。"}
    load([Row("room_texts", "here", said)], on=MONDAY.date(), demo_allowed=False)


def _thin() -> None:
    """A few rows of the reference data that nothing here rests on say as much as a thousand."""
    from huiyin.people import ledgers
    from huiyin.people.bound import ledger_of
    from huiyin.people.models import CalendarDay, Competence, Person, Post

    for model in (Competence, CalendarDay, Post, Person):
        kept = (
            Post.objects.values("person") if model is Person else model._default_manager.order_by("pk").values("pk")[:2]
        )
        rows = list(model._default_manager.exclude(pk__in=[next(iter(each.values())) for each in kept]))
        model._default_manager.filter(pk__in=[row.pk for row in rows]).delete()
        ledgers.bind(ledger_of(model), "thin", gone=rows)


def put_in(row: Any) -> None:
    """One more row like this one, other only where the table demands it."""
    meta = row._meta
    alone = {field.attname for field in meta.concrete_fields if field.unique and not field.primary_key}
    alone |= {meta.get_field(name).attname for each in meta.constraints for name in getattr(each, "fields", ())[-1:]}
    for name in alone:
        field, value = meta.get_field(name), getattr(row, name)
        named = (
            [each.pk for each in field.related_model._base_manager.exclude(pk=value)[:1]] if field.is_relation else []
        )
        setattr(row, name, named[0] if named else other(field, value))
    key = meta.pk
    row.pk = None if isinstance(key, models.AutoField | models.BigAutoField) else other(key, row.pk)
    row._state.adding = True
    row.save(force_insert=True)


# Changes -------------------------------------------------------------------------------------------------------------


def columns() -> Iterator[tuple[str, str]]:
    """Every column of every table, from the models."""
    for model in apps.get_models():
        yield from ((model._meta.label, field.attname) for field in model._meta.concrete_fields)


def other(field: models.Field[Any, Any], value: Any) -> Any:
    """Another value that the column takes."""
    match value:
        case bool():
            return not value
        case int():
            return value + (77 if isinstance(field, models.SmallIntegerField) else 1_000_003)
        case datetime():
            return value + timedelta(hours=1)
        case date():
            return value + timedelta(days=20_000)
        case time():
            return value.replace(minute=(value.minute + 1) % 60)
        case bytes() | memoryview():
            return bytes(value)[:-1] + bytes([bytes(value)[-1] ^ 1]) if value else b"x"
        case str():
            most = field.max_length or len(value) + 1
            return value + "x" if len(value) < most else ("y" if value[0] == "x" else "x") + value[1:]
    return _first(field)


def _first(field: models.Field[Any, Any]) -> Any:
    """A value for a column that holds none."""
    if isinstance(field, models.DateTimeField):
        return MONDAY
    if isinstance(field, models.DateField):
        return MONDAY.date()
    if isinstance(field, models.TimeField):
        return time(12)
    if isinstance(field, models.BinaryField):
        return b"x" * 16
    if isinstance(field, models.CharField | models.TextField):
        return "x"
    return 1
