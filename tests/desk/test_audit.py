"""The auditor's page: what was sealed, who looked, opened, took away; no matter, and no report on oneself."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from huiyin.cases.ledgers import Page, looked_most, readings, seals_before, unmaskings
from huiyin.cases.models import Case, Claim, Party, Screen
from huiyin.desk.audit.seals import gap_between
from huiyin.desk.models import Export
from huiyin.law.terms import Role
from huiyin.people.account_acts import lock
from huiyin.people.models import Person, Post
from huiyin.people.posts import actor_of
from huiyin.people.stamps import POSTS, touch
from huiyin.record.journal import seal_day
from huiyin.record.models import Event, Reading, Seal, SealedHead
from tests.city import actor, organ, person
from tests.desk.life import Life, ago, begin, report_on
from tests.desk.staff import Desk, words

PURPOSE = "核对来信的地址"


def auditor_at(key: str) -> Desk:
    somebody = Person.objects.create_person(f"{key}-auditor", "沈察")
    Post.objects.create(person=somebody, organ_id=organ(key), role=Role.AUDITOR.value)
    touch(POSTS)
    return Desk(somebody.username)


def accuse(report: Life, key: str) -> None:
    """As if found out later: the law lets no organ take in a report on itself."""
    Party.objects.filter(case=report.id, capacity="accused_organ").update(organ=organ(key))


def ledger(desk: Desk, what: str, **more: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in {"what": what, **more}.items())
    return words(desk.open(f"/desk/audit?{query}"))


@pytest.fixture
def auditor(db: None) -> Desk:
    """何山, auditor of the city's petition office."""
    return Desk("heshan")


@pytest.fixture
def looked(letter: Life) -> Life:
    """陈浩 saw who wrote the letter."""
    letter.do("unmask", "chenhao", purpose=PURPOSE)
    return letter


# Who gets in -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("username", ["fangqing", "chenhao", "zhouping", "zhengyu"])
def test_nobody_but_auditors_gets_in(username: str, db: None) -> None:
    desk = Desk(username)
    assert {desk.open(page).status_code for page in ("/desk/audit", "/desk/audit/seals/1.json")} == {403}


def test_the_auditors_day_begins_with_the_audit(auditor: Desk) -> None:
    assert auditor.open("/desk/").headers["Location"] == "/desk/audit"


def test_the_analysts_day_begins_with_the_figures(desk: Callable[..., Desk]) -> None:
    assert desk("zhengyu").open("/desk/").headers["Location"] == "/desk/pictures"


# Seals -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def two_seals(letter: Life) -> None:
    """Of five days ago and of the day before yesterday."""
    today = timezone.localdate()
    for back in (5, 2):
        seal_day(today - timedelta(days=back), made_at=timezone.now())


def test_a_seal_tells_how_much_it_holds_and_that_its_signature_is_right(auditor: Desk, two_seals: None) -> None:
    page, first = words(auditor.open("/desk/audit")), json.loads(Seal.objects.get(number=1).body)
    held = f"{first['cases']} {first['events']}"
    assert f"第 1 号 {held} ✓ 对得上" in page and "第 2 号 0 0 ✓ 对得上" in page and held > "1 1"


def test_days_without_a_seal_are_marked_between_two_and_since_the_last(auditor: Desk, two_seals: None) -> None:
    page = words(auditor.open("/desk/audit"))
    assert "▲ 中间有空" in page and "2 天没有单独封存" in page and "1 天没有封存" in page


def test_a_seal_that_was_rewritten_no_longer_matches(auditor: Desk, two_seals: None) -> None:
    seal = Seal.objects.get(number=1)
    Seal.objects.filter(number=1).update(body=seal.body.replace('"events":', '"events":9'))
    assert "■ 对不上" in words(auditor.open("/desk/audit"))


def test_a_seal_that_was_removed_is_missed(auditor: Desk, two_seals: None) -> None:
    SealedHead.objects.filter(seal=1).delete()
    Seal.objects.filter(number=1).delete()
    assert "编号 1 的封存不见了" in words(auditor.open("/desk/audit"))


def test_two_days_in_a_row_have_no_gap(auditor: Desk, letter: Life) -> None:
    today = timezone.localdate()
    for back in (2, 1):
        seal_day(today - timedelta(days=back), made_at=timezone.now())
    page = words(auditor.open("/desk/audit"))
    assert "天没有" not in page


def test_a_seal_leaves_as_its_signed_words(auditor: Desk, two_seals: None) -> None:
    answer, row = auditor.open("/desk/audit/seals/2.json"), Seal.objects.get(number=2)
    kept = json.loads(answer.content)
    assert kept["body"] == json.loads(row.body) and "attachment" in answer.headers["Content-Disposition"]
    assert (kept["hash"], kept["signature"]) == (bytes(row.hash).hex(), bytes(row.signature).hex())


def test_a_seal_that_is_not_there_is_not_found(auditor: Desk) -> None:
    assert auditor.open("/desk/audit/seals/7.json").status_code == 404


# Who looked at whom ------------------------------------------------------------------------------------------------


def test_a_look_is_told_with_who_where_what_for_and_the_number(auditor: Desk, looked: Life) -> None:
    page = ledger(auditor, "unmasked")
    spaced = f"{looked.number[:6]} {looked.number[6:14]} {looked.number[14:]}"
    assert "陈浩 · 市信访局 · 分流员" in page and PURPOSE in page and spaced in page


@pytest.mark.parametrize("what", ["unmasked", "readings", "exports", "accounts", ""])
def test_no_entry_tells_a_title_or_a_name(what: str, auditor: Desk, looked: Life) -> None:
    page = ledger(auditor, what)
    assert "灌溉渠" not in page and "陈大山" not in page


def test_somebody_elses_looks_are_left_out_when_a_name_is_asked_for(auditor: Desk, looked: Life) -> None:
    assert PURPOSE in ledger(auditor, "unmasked", q="陈浩")
    assert PURPOSE not in ledger(auditor, "unmasked", q="王兰")
    assert "没有这个人的记录" in ledger(auditor, "unmasked", q="无此人")


def test_the_number_of_looks_in_thirty_days_is_told_by_person(auditor: Desk, looked: Life) -> None:
    looked.do("unmask", "chenhao", purpose="再看一次电话")
    begin(ago(days=40)).do("unmask", "chenhao", ago(days=31), purpose="上个月看的")
    assert "1 陈浩 2 次" in ledger(auditor, "unmasked").replace("  ", " 1 ") or "陈浩 2 次" in ledger(
        auditor, "unmasked"
    )


def test_looks_of_organs_out_of_range_are_not_told(looked: Life) -> None:
    assert PURPOSE not in ledger(auditor_at("lx-slj"), "unmasked")
    assert PURPOSE not in ledger(auditor_at("yh-xfj"), "unmasked")


def test_an_office_above_reads_what_those_of_its_area_did(looked: Life) -> None:
    assert PURPOSE in ledger(auditor_at("sf-xfj"), "unmasked")


def test_fifty_a_page_and_no_entry_is_lost_between_two(auditor: Desk, letter: Life) -> None:
    for number in range(53):
        letter.do("unmask", "chenhao", ago(minutes=1 + number % 3), purpose=f"第{number:03}次看")
    first = auditor.open("/desk/audit?what=unmasked").content.decode()
    older = re.search(r'href="(\?[^"]+)" rel="next"', first)
    assert older is not None
    second = auditor.open("/desk/audit" + older[1].replace("&amp;", "&")).content.decode()
    seen = re.findall(r"第\d{3}次看", first), re.findall(r"第\d{3}次看", second)
    assert [len(each) for each in seen] == [50, 3] and len({*seen[0], *seen[1]}) == 53


@pytest.mark.parametrize("after", ["x", "2026-01-01_1", "_", "2026-01-01T00:00:00+00:00_99999999999999999999"])
def test_an_address_that_was_tampered_with_shows_the_first_page(after: str, auditor: Desk, looked: Life) -> None:
    assert PURPOSE in ledger(auditor, "unmasked", after=after.replace("+", "%2B"))


@pytest.mark.parametrize("what", ["", "unmasked", "readings", "exports", "accounts"])
def test_no_shelf_asks_more_than_twelve_questions(what: str, auditor: Desk, looked: Life) -> None:
    with CaptureQueriesContext(connection) as asked:
        ledger(auditor, what)
    # In tests the stamps of the reference data are looked at each time they are needed, see people/stamps.py.
    assert len([each for each in asked if "people_referencestamp" not in each["sql"]]) <= 12


# Reports of wrongdoing ---------------------------------------------------------------------------------------------


@pytest.fixture
def opened(db: None) -> Life:
    """A report on the county's water bureau, opened and unmasked by 陈浩 of the city's petition office."""
    report = report_on("lx-slj")
    Desk("chenhao").open(report.url)
    report.do("unmask", "chenhao", purpose=PURPOSE)
    return report


def test_who_opened_a_report_is_told(auditor: Desk, opened: Life) -> None:
    page = ledger(auditor, "readings")
    assert "陈浩 · 市信访局" in page and opened.number[14:] in page


@pytest.mark.parametrize("what", ["readings", "unmasked"])
def test_the_auditor_of_the_accused_organ_sees_nothing_of_it(what: str, opened: Life) -> None:
    at_bureau = auditor_at("lx-slj")
    Event.objects.filter(record=opened.id).update(organ=organ("lx-slj"))
    Reading.objects.update(organ=organ("lx-slj"))
    assert opened.number[14:] not in ledger(at_bureau, what) and "陈浩" not in ledger(at_bureau, what)


@pytest.mark.parametrize("above", ["qc-xfj", "qc-zf"])
@pytest.mark.parametrize("what", ["readings", "unmasked"])
def test_nor_does_the_auditor_of_one_below_it(what: str, above: str, db: None) -> None:
    report = report_on("lx-slj")
    Reading.objects.create(
        record=report.row.id, person=person("chenhao"), organ=organ("qc-xfj"), role="dispatcher",
        on=timezone.localdate(), at=timezone.now(),
    )  # fmt: skip
    report.do("unmask", "chenhao", purpose=PURPOSE)
    accuse(report, above)
    page = ledger(Desk("heshan"), what)
    assert "这里还没有记录" in page and "陈浩" not in page


def test_an_accused_auditor_sees_nothing_of_it(opened: Life) -> None:
    Party.objects.create(case=opened.row, capacity="accused_person", person=person("heshan"))
    assert PURPOSE not in ledger(Desk("heshan"), "unmasked")


def test_looks_from_before_a_report_was_split_off_stay_closed_to_those_it_accuses(auditor: Desk, looked: Life) -> None:
    report = report_on("lx-slj")
    accuse(report, "qc-xfj")
    upto = Event.objects.filter(record=looked.id).count()
    Case.objects.filter(id=looked.id).update(screened=upto)
    Screen.objects.create(case_id=looked.id, report=report.id, upto=upto)
    assert PURPOSE not in ledger(auditor, "unmasked")


def test_they_stay_open_to_an_auditor_it_does_not_accuse(auditor: Desk, looked: Life) -> None:
    report = report_on("lx-slj")
    Case.objects.filter(id=looked.id).update(screened=Event.objects.filter(record=looked.id).count())
    Claim.objects.filter(case=looked.id).update(split_to=report.id)
    assert PURPOSE in ledger(auditor, "unmasked")


# Exports and accounts ----------------------------------------------------------------------------------------------


def test_an_export_is_told_and_never_what_was_searched_for(auditor: Desk, letter: Life) -> None:
    assert Desk("chenhao").open("/desk/export/organ.xlsx?shelf=sort").getvalue()
    assert Desk("chenhao").open("/desk/export/search.xlsx?q=陈大山").getvalue()
    page = ledger(auditor, "exports")
    assert "本机关的办件，“待分流”一类，1行" in page and "查找的结果（用了1个条件）" in page and "陈大山" not in page


def test_exports_of_organs_out_of_range_are_not_told(db: None) -> None:
    Export.objects.create(person=person("chenhao"), organ=organ("qc-xfj"), at=timezone.now(), what="mine", rows=3)
    assert "陈浩" not in ledger(auditor_at("lx-slj"), "exports")


def test_what_an_administrator_did_is_told_with_whom(auditor: Desk) -> None:
    lock(Person.objects.get(username="sunli"), by=actor("fangqing"), at=timezone.now())
    assert "方青 · 市信访局 停用账号：孙立" in ledger(auditor, "accounts")
    assert "停用账号" in ledger(auditor, "accounts", q="孙立")


def test_seals_with_a_number_missing_between_them_have_a_gap_even_on_neighbouring_days(
    auditor: Desk, two_seals: None
) -> None:
    later, earlier = seals_before(actor_of(person("heshan"), on=timezone.localdate()), None, 2)
    gap = gap_between(earlier, replace(later, number=4, day=earlier.day + timedelta(days=1)))
    assert gap is not None and gap.lost == (2, 3)


def test_the_ledgers_are_empty_for_whoever_is_no_auditor(looked: Life) -> None:
    admin, today = actor("fangqing"), timezone.localdate()
    found = (unmaskings(admin, today, Page(9)), readings(admin, today, Page(9)), seals_before(admin, None, 9))
    assert found == ([], [], []) and looked_most(admin, today, ago(days=9), 9) == []


def test_a_matter_registered_by_nobody_audited_adds_nothing(auditor: Desk, db: None) -> None:
    begin()
    assert "这里还没有记录" in ledger(auditor, "unmasked")
