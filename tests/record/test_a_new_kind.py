"""A kind of record that nobody planned for has everything at once by being listed: journal, clocks, papers, readers."""

from __future__ import annotations

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
    assert (row.number, row.stage, str(row.queue_on)) == ("W990100202611020001", "kept", "2026-11-12")
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


def test_it_is_read_where_it_was_and_where_it_is_and_nowhere_else(slips: Kind) -> None:
    from huiyin.record.reading import find

    row = do(slips, found(slips), "pass_on", to_organ=organ("lx-slj"))
    water, land = (at_organ(organ(key), "handler") for key in ("lx-slj", "lx-zrzy"))
    reads = [find(slips, who, MONDAY.date(), row.number) is not None for who in (actor("wanglan"), water, land)]
    assert reads == [True, True, False]


def test_the_whole_kind_is_less_than_two_hundred_lines() -> None:
    from pathlib import Path

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
    assert "失物招领" in wang.open("/desk/").content.decode()
