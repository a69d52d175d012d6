"""A kind of record that nobody planned for has everything at once by being listed: journal, clocks, papers, readers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.city import MONDAY, actor, at_organ, days, organ

if TYPE_CHECKING:
    from huiyin.record.kinds import Kind


def found(slips: Kind, **said: Any) -> Any:
    from huiyin.record.door import open_record

    return open_record(slips, by=actor("wanglan"), at=MONDAY, given={"title": "黑色雨伞一把", **said})


def do(slips: Kind, row: Any, act: str, by: str = "wanglan", at: Any = MONDAY, **given: Any) -> Any:
    from huiyin.record.door import perform

    perform(slips, record=row.id, act=slips.procedure.acts(act), by=actor(by), at=at, given=given)
    row.refresh_from_db()
    return row


def test_it_is_opened_by_the_door_with_number_clock_and_paper_owed(slips: Kind) -> None:
    row = found(slips)
    assert re.fullmatch(r"W99010020261102\d{4}", row.number)
    assert (row.stage, str(row.queue_on)) == ("kept", "2026-11-12")
    assert [paper.kind for paper in row.owed_papers] == ["receipt"]
    assert [clock.kind for clock in row.clocks] == ["L1"]


def test_the_law_of_the_kind_says_no_with_its_reason(slips: Kind) -> None:
    from huiyin.record.door import Refused

    with pytest.raises(Refused, match="还不知道是谁丢的"):
        do(slips, found(slips), "return", receipt="核对了身份证")


def test_its_form_refuses_what_is_not_said(slips: Kind) -> None:
    from huiyin.record.door import Refused

    with pytest.raises(Refused) as no:
        do(slips, found(slips, whose="陈大山"), "return", receipt="好")
    assert list(no.value.refusal.wrong) == ["receipt"]


def test_its_clock_runs_out_in_the_same_clockwork(slips: Kind) -> None:
    from huiyin.record.clockwork import run_clocks

    row = found(slips)
    run_clocks(days(11))
    assert row.events.order_by("-seq").first().act == "note_overdue"


def test_its_journal_is_sealed_and_checked_with_all_others(slips: Kind) -> None:
    from huiyin.record.checking import verify
    from huiyin.record.journal import seal_day

    row = do(slips, found(slips, whose="陈大山"), "return", receipt="核对了身份证")
    assert seal_day(MONDAY.date(), made_at=days(1)) and verify().sound
    slips.model.objects.filter(id=row.id).update(facts=row.facts.replace("雨伞", "提包"))
    assert verify().drifted == [row.id]


def harm(table: str, row: Any) -> None:
    """Change a row of that table as somebody might who writes into the database."""
    from huiyin.record.models import OwedPaper, RunningClock, Standing
    from huiyin.record.projection import linked

    match table:
        case "toy_slip":
            type(row).objects.filter(id=row.id).update(title="别的东西")
        case "record_standing":
            Standing.objects.create(record=row.id, organ=organ("lx-slj"))
        case "record_owedpaper":
            OwedPaper.objects.filter(record=row.id).delete()
        case "record_runningclock":
            RunningClock.objects.filter(record=row.id).update(due_on="2030-01-01")
        case "record_link":
            linked(row, "slip", row.id, "slip", "evidence").save(force_insert=True)


@pytest.mark.parametrize(
    "table", ["toy_slip", "record_standing", "record_owedpaper", "record_runningclock", "record_link"]
)
def test_whatever_stands_beside_its_journal_is_checked_against_it(slips: Kind, table: str) -> None:
    from huiyin.record.checking import verify

    row = found(slips)
    assert verify().sound
    harm(table, row)
    assert {fault.table for fault in verify().rows} == {table}


def test_it_is_read_where_it_was_and_where_it_is_and_nowhere_else(slips: Kind) -> None:
    from huiyin.record.reading import find

    row = do(slips, found(slips), "pass_on", to_organ=organ("lx-slj"))
    water, land = (at_organ(organ(key), "handler") for key in ("lx-slj", "lx-zrzy"))
    reads = [find(slips, who, MONDAY.date(), row.number) is not None for who in (actor("wanglan"), water, land)]
    assert reads == [True, True, False]


def test_every_role_at_every_organ_reads_it_and_has_the_buttons_of_its_row_or_finds_nothing(slips: Kind) -> None:
    from tests.desk.test_permissions import OVERSEERS, ROLES, WORKERS, somebody
    from tests.record.lost import STAFF

    url = f"/desk/records/slip/{found(slips, whose='陈大山').number}"
    seats = [(key, role) for key in ("qc-xfj", "sf-xfj", "qc-slj") for role in ROLES]
    pages = {seat: somebody(*seat).open(url) for seat in seats}
    reads = {("qc-xfj", role) for role in WORKERS} | {("sf-xfj", role) for role in OVERSEERS}
    assert {seat for seat, page in pages.items() if page.status_code != 404} == reads
    returns = {seat for seat in reads if "/acts/return" in pages[seat].content.decode()}
    assert returns == {("qc-xfj", role) for role in STAFF}


def test_the_whole_kind_is_less_than_two_hundred_lines() -> None:
    assert len(Path("tests/record/lost.py").read_text().splitlines()) < 200


def test_its_pages_have_buttons_with_reasons_forms_clocks_and_papers(slips: Kind) -> None:
    from tests.desk.staff import Desk, words

    wang = Desk("wanglan")
    url = wang.fill("/desk/records/slip/new", title="黑色雨伞一把").url
    said = words(wang.open(url))
    assert all(
        each in said for each in ("黑色雨伞一把", "转交", "还不知道是谁丢的", "保管期", "登记回执", "登记拾得物")
    )
    assert wang.fill(f"{url}/acts/pass_on", to_organ_typed="柳溪县水利局").status_code == 303
    assert "黑色雨伞一把" in words(wang.open("/desk/records/slip?shelf=all"))
    assert "黑色雨伞一把" in words(wang.open("/desk/records/slip"))  # she has none in hand any more
    assert "失物招领" in wang.open("/desk/").content.decode()


# Everywhere, without a line about it anywhere ------------------------------------------------------------------------


def heard(row: Any) -> None:
    """What the worker does with what the outbox holds of it."""
    from huiyin.insights.indexing import index
    from huiyin.record.models import Message
    from huiyin.together.telling import hear

    index(list(Message.objects.filter(topic="index", record=row.id)))
    hear(list(Message.objects.filter(topic="staff", record=row.id).order_by("seq")))


@pytest.mark.parametrize("asked", ["黑色雨伞", "雨伞", "{number}", "w9901"])
def test_the_desks_search_finds_it_by_title_and_number_for_its_readers(slips: Kind, asked: str) -> None:
    from tests.desk.staff import Desk, words

    row = found(slips)
    heard(row)
    url = f"/desk/search?q={asked.format(number=row.number)}"
    assert row.title in words(Desk("wanglan").open(url))
    assert row.title not in words(Desk("qianwei").open(url))


def test_it_stands_in_its_owners_list_and_calendar(slips: Kind) -> None:
    from huiyin.desk.lists.calendar_entries import entries
    from tests.desk.staff import Desk, words

    row, wang = found(slips), actor("wanglan")
    assert wang.person is not None and row.title in words(Desk("wanglan").open("/desk/"))
    (entry,) = [each for each in entries(wang.person, [wang], MONDAY.date()) if row.number in each.path]
    assert str(entry.begins) == "2026-11-12" and row.title not in entry.summary


def test_whoever_gets_it_is_told_and_of_what_falls_due_and_it_comes_in_the_digest(slips: Kind) -> None:
    from huiyin.people.models import Person
    from huiyin.together.daily import digest_of, tell_what_is_due
    from huiyin.together.models import Notification
    from tests.desk.staff import Desk, words

    row = do(slips, found(slips), "pass_on", to_organ=organ("lx-slj"))
    heard(row)
    assert list(Notification.objects.filter(record=row.id).values_list("person", "kind")) == [(row.owner, "assigned")]
    assert tell_what_is_due(days(8)) == 1
    assert [each.id for each in digest_of(row.owner, None, days(11)).late] == [row.id]
    new = Desk(Person.objects.get(id=row.owner).username)
    assert row.title in words(new.open("/desk/notifications"))
    told = Notification.objects.filter(record=row.id).first()
    assert told is not None
    answer = new.browser.post(f"/desk/notifications/{told.id}")
    assert answer.url == f"/desk/records/slip/{row.number}"


def test_everything_of_somebody_who_leaves_goes_to_a_colleague(slips: Kind) -> None:
    from tests.city import person
    from tests.desk.staff import Desk, words

    row = found(slips)
    giver, heir = person("wanglan"), person("zhaoning")
    typed = {"from": str(giver), "to": str(heir), "case": row.number}
    answer = Desk("zhouping").fill(f"/desk/hand-over?from={giver}", **typed)
    row.refresh_from_db()
    assert "移交了 1 件" in words(answer) and row.owner == heir


def test_what_rests_on_a_report_is_noted_when_it_is_opened_and_its_number_stays_out_of_mail(slips: Kind) -> None:
    from huiyin.record.models import Reading
    from huiyin.record.projection import linked
    from huiyin.record.reading import near_a_report
    from tests.desk.staff import Desk
    from tests.oversight.test_advice import report

    row, matter = found(slips), report()
    Desk("wanglan").open(f"/desk/records/slip/{row.number}")
    assert not Reading.objects.exists() and not near_a_report(row)
    linked(row, "slip", matter.id, "matter", "evidence").save(force_insert=True)
    assert Desk("wanglan").open(f"/desk/records/slip/{row.number}").status_code == 404
    assert Desk("chenhao").open(f"/desk/records/slip/{row.number}").status_code == 200
    assert list(Reading.objects.values_list("record_kind", "person")) == [("slip", actor("chenhao").person)]
    assert near_a_report(row) and row.number in Desk("heshan").open("/desk/audit?what=readings").content.decode()


def test_it_is_exported_and_the_lone_verifier_checks_it(slips: Kind, tmp_path: Path) -> None:
    import json
    import subprocess
    import sys

    from django.core.management import call_command

    from huiyin.record.journal import seal_day

    row = do(slips, found(slips, whose="陈大山"), "return", receipt="核对了身份证")
    seal_day(MONDAY.date(), made_at=days(1))
    call_command("verify", export=str(tmp_path / "all.jsonl"))
    lines = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text().splitlines()]
    assert any(line.get("body", {}).get("record") == row.id for line in lines)
    subprocess.run([sys.executable, "verifier/verify_journal.py", str(tmp_path / "all.jsonl")], check=True)


def test_a_story_of_it_is_played_in_the_demonstration(slips: Kind, tmp_path: Path) -> None:
    from huiyin.house.demo.play import Play
    from huiyin.house.demo.records import read_record_stories

    (tmp_path / "slip.yaml").write_text(Path("tests/record/lost.yaml").read_text())
    Play((), days(20), read_record_stories(tmp_path)).run()
    assert [row.stage for row in slips.model.objects.all()] == ["returned"]
