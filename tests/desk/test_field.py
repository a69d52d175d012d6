"""What a phone sends, what it is told, and who sees where somebody went: whatever is not theirs, nobody learns of."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from huiyin.law.reading import CONFIDANTS, OVERSEERS, WORKERS
from huiyin.law.terms import Role
from huiyin.people.models import Person
from huiyin.record.kinds import KINDS
from huiyin.record.worlds import beijing_day
from tests.city import GROUNDS, MONDAY, OUTCOME, Matter, at_organ, handler_of, holder_as, lodge, organ
from tests.desk.staff import Desk, words
from tests.desk.test_permissions import NOBODY, ROLES, somebody
from tests.field.test_disputes import PLACE, found

pytestmark = pytest.mark.django_db
SAID = {"place": PLACE, "sort": "water", "account": "下游浇不上水", "parties-1-side": "a", "parties-1-name": "陈大山"}
#: Village, its township and the petition offices above are told of all its rounds; nobody else is told of any.
COVERAGE = {
    "sq-sq-cwh": WORKERS, "sq-zf": WORKERS, "sq-xfb": OVERSEERS, "lx-xfj": OVERSEERS, "sq-sfs": NOBODY,
    "lx-slj": NOBODY, "lx-zf": NOBODY,
}  # fmt: skip


def clerk(key: str = "sq-sq-cwh", role: str = "handler") -> Desk:
    return Desk(Person.objects.get(id=at_organ(organ(key), role).person).username)


def sent(desk: Desk, key: str = "k1", **said: str) -> Any:
    return desk.browser.post("/desk/field/send", {"_kind": "dispute", "_act": "find", "_key": key, **SAID, **said})


def count() -> int:
    return int(KINDS["dispute"].model.objects.count())


def test_the_same_entry_sent_twice_is_one_dispute_and_is_answered_alike() -> None:
    desk = clerk()
    first, second = sent(desk).json(), sent(desk).json()
    assert first == second and "done" in first and count() == 1


def test_another_of_its_kind_in_the_village_is_asked_about_once() -> None:
    desk = clerk()
    sent(desk)
    asked = sent(desk, "k2", account="另外两家的事")
    assert asked.status_code == 409 and len(asked.json()["alike"]) == 1 and count() == 1
    assert "done" in sent(desk, "k2", account="另外两家的事", _another="1").json() and count() == 2


def test_what_the_law_refuses_is_told_at_its_field_and_nothing_is_written() -> None:
    told = sent(clerk(), **{"parties-1-name": "", "parties-1-phone": "19900007710"})
    assert told.status_code == 422 and "姓名" in told.json()["wrong"]["parties"] and not count()
    assert "检举控告" in sent(clerk(), account="村主任贪污公款，我要举报村主任").json()["refused"] and not count()


def test_what_was_found_on_a_round_waits_for_its_round() -> None:
    desk = clerk()
    assert sent(desk, _round="r1").json() == {"later": True}
    walked = {"_kind": "round", "_act": "walk", "_key": "r1", "place": PLACE, "homes": "3"}
    assert "done" in desk.browser.post("/desk/field/send", walked).json()
    number = sent(desk, _round="r1").json()["done"]["number"]
    row = KINDS["dispute"].model.objects.get(number=number)
    assert row.events.get(seq=1).record == row.id and "上桥村走访" in words(
        desk.open(f"/desk/records/dispute/{number}")
    )


@pytest.mark.parametrize("number", ["J990121202611020001", "no such"])
def test_unknown_and_unreadable_are_one_answer(number: str) -> None:
    found(by=at_organ(organ("dwz-dw-cwh"), "handler"), place="990102101201")
    said = {"_kind": "dispute", "_act": "add", "_key": "k", "_record": number, "account": "新的情况"}
    answer = clerk().browser.post("/desk/field/send", said)
    assert (answer.status_code, set(answer.json())) == (404, {"refused"})


def test_a_wrong_clock_on_the_phone_dates_nothing() -> None:
    desk = clerk()
    for key, at in (("a", "2031-01-01T00:00:00Z"), ("b", "2001-01-01T00:00:00Z"), ("c", "nonsense")):
        number = sent(desk, key, _another="1", _at=at).json()["done"]["number"]
        row = KINDS["dispute"].model.objects.get(number=number)
        assert beijing_day(row.lodged_at) == beijing_day(timezone.now())


def test_a_phone_takes_along_ones_own_records_alone() -> None:
    mine, other = found(), found(by=at_organ(organ("sq-sq-cwh"), "head"))
    told = clerk().open("/desk/field/mine").json()
    assert [each["number"] for each in told["records"]] == [mine.number] and other.number not in str(told)
    assert "陈大山" not in str(told) and told["begins"] == ["round", "dispute"]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("key", COVERAGE)
def test_where_somebody_went_is_told_to_village_township_and_the_offices_above(key: str, role: Role) -> None:
    assert (somebody(key, role).open("/desk/field/coverage").status_code == 200) == (role in COVERAGE[key])


def test_a_village_that_nobody_visited_stands_first_and_what_was_settled_is_counted() -> None:
    from huiyin.field.coverage import coverage
    from huiyin.law.chart.organs import OrganChart
    from huiyin.people.charts import chart_on
    from huiyin.record.door import open_record

    now = timezone.now()
    open_record(KINDS["round"], by=at_organ(organ("sq-sq-cwh"), "handler"), at=now, given={"place": PLACE, "homes": 4})
    row = found()
    from tests.field.test_disputes import do

    do(row, "settle", account="当场说和了")
    chart: OrganChart = chart_on(beijing_day(now))
    by = at_organ(organ("sq-zf"), "head")
    lines = coverage(by, chart.organ(organ("sq-zf")), beijing_day(now))
    assert [(line.name, line.missed, line.settled) for line in lines] == [("下桥村", 1, 0), ("上桥村", 0, 1)]
    (above,) = [
        line for line in coverage(at_organ(organ("lx-xfj"), "head"), chart.organ(organ("lx-xfj")), beijing_day(now))
        if line.name == "石桥镇"
    ]  # fmt: skip
    assert (above.villages, above.missed, above.settled) == (2, 1, 1)


def test_the_blank_page_is_the_same_for_everybody_and_the_rest_is_for_staff() -> None:
    from django.test import Client

    stranger = Client()
    for page in ("/desk/field/", "/desk/field/worker.js", "/desk/field/app.webmanifest"):
        assert stranger.get(page).status_code == 200
    blank = stranger.get("/desk/field/").content
    assert b"camera=(self)" in stranger.get("/desk/field/").headers["Permissions-Policy"].encode()
    assert blank.count(b"<template") == clerk().open("/desk/field/").content.count(b"<template")
    for page in ("/desk/field/mine", "/desk/field/coverage"):
        assert stranger.get(page).headers["Location"].startswith("/desk/login")
    assert sent_by(stranger).status_code == 302 and not count()


def sent_by(client: Any) -> Any:
    return client.post("/desk/field/send", {"_kind": "dispute", "_key": "k", **SAID})


# On the spot ----------------------------------------------------------------------------------------------------------

SPOT = {
    "on_spot": "on", "place": "柳溪村三组渠边", "heard": "陈大山", "account": "渠道被填平四十二米",
    "went": "方正平、楚向阳", "read_back": "on", "signed": "signed",
}  # fmt: skip


def on_the_spot(matter: Any, digest: str = "", **said: str) -> Any:
    """What the handler's phone sends with one picture."""
    import hashlib
    import json
    from io import BytesIO

    from django.core.files.uploadedfile import SimpleUploadedFile
    from PIL import Image

    out = BytesIO()
    Image.new("RGB", (9, 9), "green").save(out, "JPEG")
    note = {
        "at": "2026-11-10T09:34:00+08:00",
        "what": "photo",
        "sha256": digest or hashlib.sha256(out.getvalue()).hexdigest(),
    }
    body = {
        "_kind": "matter", "_act": "investigate", "_key": "k", "_record": matter.row.number, "_note": json.dumps(note),
        "_file": SimpleUploadedFile("渠.jpg", out.getvalue(), "image/jpeg"), "on": MONDAY.date().isoformat(),
        **{**SPOT, **said},
    }  # fmt: skip
    desk = Desk(Person.objects.get(id=matter.row.owner).username)
    return desk.browser.post("/desk/field/send", {name: value for name, value in body.items() if value})


def test_only_the_picture_that_was_taken_is_taken_in_and_a_record_says_who_went_and_signed(uploads: None) -> None:
    matter = Matter(lodge()).handled()
    assert "不一样" in on_the_spot(matter, digest="0" * 64).json()["refused"]
    assert "谁去的" in on_the_spot(matter, went="").json()["refused"]
    assert "读给本人听" in on_the_spot(matter, read_back="").json()["refused"]
    assert not matter.facts.investigations
    assert "done" in on_the_spot(matter).json() and "done" in on_the_spot(matter).json()
    assert (matter.facts.investigations, matter.facts.on_spot) == (1, 1)
    assert list(matter.row.owed_papers.filter(kind="field_record").values_list("event_seq", flat=True)) == [5]


@pytest.mark.parametrize("spot", [True, False])
def test_whoever_judges_an_opinion_is_told_that_nobody_went_there(spot: bool, uploads: None) -> None:
    matter = Matter(lodge()).handled()
    if spot:
        on_the_spot(matter)
    matter.do("propose", handler_of(matter), outcomes={"1": OUTCOME}, **GROUNDS)
    head = Desk(Person.objects.get(id=holder_as(matter, "head").person).username)
    url = f"/desk/cases/{matter.row.number}"
    pages = (url, f"{url}/acts/sign", "/desk/approvals")
    assert ["没有到现场的记录" in words(head.open(page)) for page in pages] == [not spot] * 3


def test_a_report_of_wrongdoing_is_not_carried_about_on_a_phone() -> None:
    from tests.desk.life import report_on

    report = report_on("lx-slj")
    desk = Desk(Person.objects.get(id=report.row.owner).username)
    assert report.number not in str(desk.open("/desk/field/mine").json())
    said = {"_kind": "matter", "_act": "investigate", "_key": "k", "_record": report.number, **SPOT, "on": "2026-11-02"}
    assert desk.browser.post("/desk/field/send", said).status_code == 404


@pytest.fixture
def uploads(settings: Any, tmp_path: Any) -> None:
    settings.HUIYIN_DATA_DIR = tmp_path


# A dispute at the desk -----------------------------------------------------------------------------------------------

#: Found by the head of the village: whoever leads there or in the township, and who oversees the area, reads it.
READS = {
    "sq-sq-cwh": CONFIDANTS, "sq-zf": CONFIDANTS, "sq-xfb": OVERSEERS, "lx-xfj": OVERSEERS,
    "sq-pcs": NOBODY, "sq-xq-cwh": NOBODY, "lx-slj": NOBODY, "yh-xfj": NOBODY,
}  # fmt: skip


@pytest.mark.parametrize("key", READS)
def test_every_role_opens_the_page_of_a_dispute_or_does_not_find_it(key: str) -> None:
    page = f"/desk/records/dispute/{found(by=at_organ(organ('sq-sq-cwh'), 'head')).number}"
    answers = {role: somebody(key, role).open(page).status_code for role in ROLES}
    assert {role for role, status in answers.items() if status == 200} == READS[key]
    assert set(answers.values()) <= {200, 403, 404}


def test_a_dispute_is_posted_with_its_parties_and_shows_them_to_nobody_unasked() -> None:
    desk = clerk()
    said = {**SAID, "parties-2-side": "b", "parties-2-name": "吴桂兰", "parties-2-phone": "19900007711"}
    answer = desk.fill("/desk/records/dispute/new", **said)
    assert answer.status_code == 303
    row = KINDS["dispute"].model.objects.get()
    page = words(desk.open(f"/desk/records/dispute/{row.number}"))
    assert (
        "陈**" in page and "吴**" in page and not [word for word in ("陈大山", "吴桂兰", "19900007711") if word in page]
    )
    assert desk.fill("/desk/records/dispute/new", **{**said, "parties-2-name": ""}).status_code == 422 and count() == 1
