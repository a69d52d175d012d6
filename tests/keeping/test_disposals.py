"""Lists of destruction: what may be on one, who says yes, and that what went is nowhere any more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from huiyin.cases.identity import Identity
from huiyin.cases.lodging import Capacity, ClaimText, PartyText
from huiyin.cases.materials import store
from huiyin.cases.models import Case
from huiyin.cases.papers.instruments import issue
from huiyin.channels.arrivals import keeping as arrivals
from huiyin.channels.arrivals.models import Arrival
from huiyin.insights import indexing
from huiyin.keeping import due
from huiyin.keeping.disposals import DISPOSALS
from huiyin.keeping.due import kept_of
from huiyin.keeping.rules import schedule_on
from huiyin.law.terms import ClaimKind
from huiyin.papers.models import Paper
from huiyin.reception.models import Ticket
from huiyin.record.checking import verify
from huiyin.record.door import Refused
from huiyin.record.journal import export_journal, seal_day
from huiyin.record.models import Event, OwedPaper
from huiyin.record.reading import visible_to
from huiyin.together import notes
from tests.city import MONDAY, Matter, actor, days, lodge, organ
from tests.keeping.old import (
    CLERK,
    HEAD,
    LONG_AGO,
    NOW,
    OTHER,
    THIRD,
    appraised,
    archived,
    carried_out,
    cleared,
    do,
    drawn,
    held,
    put_away,
    row_items,
)

pytestmark = pytest.mark.django_db


def test_what_is_past_its_period_is_listed_and_nothing_else() -> None:
    old, kept = archived(), archived(retention="永久")
    young = archived(at=MONDAY)
    lodge()
    row = drawn()
    assert [each.matter for each in row_items(row)] == [old.id]
    assert kept.id != young.id


def test_what_was_carried_out_leaves_a_journal_that_is_whole_and_says_nothing() -> None:
    old = archived()
    seal_day(days(6).date(), made_at=days(6))
    row = carried_out(cleared(drawn()))
    assert row.stage == "destroyed" and not Case.objects.filter(id=old.id).exists()
    report = verify()
    assert (report.faults, report.drifted, report.rows) == ([], [], []) and dict(report.destroyed) == {row.number: 1}


def test_what_is_held_or_hangs_together_with_what_stays_is_on_no_list() -> None:
    held(archived())
    claims = (ClaimText("恢复灌溉渠"), ClaimText("修好村里的路"))
    whole = Matter(lodge(at=LONG_AGO, claims=claims))
    whole.do("split", CLERK, LONG_AGO, claims=[2], reason="两件事分开办")
    whole.do("classify", CLERK, LONG_AGO, classes={"1": {"kind": "grievance", "ground": "6"}})
    put_away(whole)
    with pytest.raises(Refused, match="没有可以列入清册的"):
        drawn()


def test_a_second_and_a_third_person_say_yes_after_every_item_was_looked_at() -> None:
    archived(), archived()
    row = do(drawn(), "appraise", CLERK, places="1", finding="destroy")
    with pytest.raises(Refused, match="还有1件没有鉴定"):
        do(row, "submit", CLERK, summary="三个人看过了")
    with pytest.raises(Refused, match="要写延长几年"):
        do(row, "appraise", CLERK, places="2", finding="prolong", reason="还有人来查")
    do(row, "appraise", HEAD, places="2", finding="prolong", years=10, reason="还有人来查")
    do(row, "submit", CLERK, summary="三个人看过了")
    with pytest.raises(Refused, match="不能自己批准"):
        do(row, "approve", HEAD)
    assert row.stage == "submitted"


def test_what_an_appraisal_keeps_on_is_due_no_more() -> None:
    matter = archived()
    row = do(drawn(), "appraise", CLERK, places="1", finding="prolong", years=10, reason="还有人来查")
    do(do(row, "submit", CLERK, summary="三个人看过了"), "approve", HEAD)
    (line,) = kept_of([matter.row], NOW.date())
    assert line.kept.until == date(NOW.year + 10, 12, 31)


def test_what_was_held_after_the_list_was_cleared_stays_when_it_is_carried_out() -> None:
    gone, stays = archived(), archived()
    row = cleared(drawn())
    held(stays)
    carried_out(row)
    assert set(Case.objects.filter(id__in=[gone.id, stays.id])) == {stays.row}
    assert f'"spared":["{stays.row.number}"]' in row.journal()[-1].payload and verify().sound


def test_a_list_of_reports_is_its_own_and_the_accused_find_no_trace_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    short = tuple(replace(each, years=10) for each in schedule_on(NOW.date()).rules)
    monkeypatch.setattr(due, "schedule_on", lambda day: replace(schedule_on(day), rules=short))
    accused = PartyText(Capacity.ACCUSED_PERSON, person=actor(OTHER).person)
    claims = (ClaimText("查处收钱的人", kind=ClaimKind.ACCUSATION),)
    report = Matter(lodge(at=LONG_AGO, claims=claims, parties=(accused,)))
    report.do("classify", CLERK, LONG_AGO, classes={"1": {"kind": "accusation"}})
    put_away(report)
    with pytest.raises(Refused):
        drawn()
    row = appraised(drawn(reports=True))
    assert not visible_to(DISPOSALS, actor(OTHER), NOW.date()).exists()
    assert visible_to(DISPOSALS, actor(HEAD), NOW.date()).exists()
    do(row, "approve", HEAD)
    do(row, "countersign", THIRD)
    carried_out(row)
    seeing = [by for by in (CLERK, HEAD, OTHER, THIRD) if visible_to(DISPOSALS, actor(by), NOW.date()).exists()]
    assert seeing == [CLERK] and verify().sound


# What is destroyed is nowhere ----------------------------------------------------------------------------------------

PLANTED = "青石桥头的歪脖子柳树"


def every_row() -> dict[str, set[Any]]:
    return {each._meta.label: set(each._base_manager.values_list("pk", flat=True)) for each in apps.get_models()}


def every_word() -> Iterator[tuple[str, str]]:
    """Every text in every column of every table, as it lies there."""
    for model in apps.get_models():
        names = [each.attname for each in model._meta.concrete_fields]
        for row in model._base_manager.values_list(*names):
            for name, value in zip(names, row, strict=True):
                plain = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                yield f"{model._meta.label}.{name}", plain.decode(errors="replace")


def picture() -> bytes:
    held = BytesIO()
    Image.new("RGB", (8, 8), "green").save(held, "PNG")
    return held.getvalue()


def files() -> set[str]:
    return {path.name for path in Path(settings.HUIYIN_DATA_DIR).rglob("*") if path.is_file() and len(path.name) == 64}


def whole_matter() -> Matter:
    """Something in every place that keeps words or files of a matter."""
    photo = store(SimpleUploadedFile("a.png", picture()))
    chen = PartyText(Capacity.PETITIONER, Identity("柳青山", phone="13200007711、13200007712", address=PLANTED))
    matter = Matter(
        lodge(at=LONG_AGO, text=f"{PLANTED}被人砍了", parties=(chen,), files=(photo,), external=(("12345", "A-1"),),
              claims=(ClaimText(f"种回{PLANTED}", PLANTED, PLANTED),), extra={"备注": PLANTED})
    )  # fmt: skip
    matter.do("supplement", "petitioner", LONG_AGO, text=f"补充：{PLANTED}是集体的")
    matter.do("classify", CLERK, LONG_AGO, classes={"1": {"kind": "grievance", "ground": "6"}})
    matter.do("unmask", CLERK, LONG_AGO, purpose=f"核对{PLANTED}的主人")
    indexing.refresh([matter.id])
    notes.note(matter.row, actor(CLERK), f"{PLANTED}在村口", [], LONG_AGO)
    Ticket.objects.create(
        organ=organ("qc-xfj"), day=LONG_AGO.date(), series="A", number=1, case=matter.id, arrived_at=LONG_AGO,
        queued_at=LONG_AGO,
    )  # fmt: skip
    came = {"connection": "post", "adapter": "mail", "sha256": arrivals.keep(PLANTED.encode()), "size": 9}
    first = Arrival.objects.create(**came, case=matter.id, key=PLANTED[:9], arrived_at=LONG_AGO)
    Arrival.objects.create(**{**came, "connection": "other"}, same_as=first.id, reason=PLANTED, arrived_at=LONG_AGO)
    put_away(matter)
    for owed in OwedPaper.objects.filter(record=matter.id, issued_on=None, organ=organ("qc-xfj")):
        issue(owed.id, actor(CLERK, NOW), NOW)
    do(held(matter, reason=f"{PLANTED}一案巡视组调阅"), "lift", HEAD, reason="巡视组已经退回")
    return matter


def test_of_what_was_destroyed_no_row_no_word_and_no_file_is_left() -> None:
    rows, lying = every_row(), files()
    matter = whole_matter()
    seal_day(days(6).date(), made_at=days(6))
    assert [place for place, said in every_word() if PLANTED in said] and files() - lying
    row = carried_out(cleared(drawn()))
    assert [place for place, said in every_word() if PLANTED in said or "柳青山" in said] == []
    assert files() - lying <= {each for each in [*Paper.objects.values_list("pdf", flat=True)] if each}
    left = {table for table, keys in every_row().items() if keys - rows[table]}
    assert left <= STAYS, left - STAYS
    assert not Event.objects.filter(record=matter.id).exclude(payload__contains=row.number).exists()
    report = verify()
    assert (report.faults, report.drifted, report.rows) == ([], [], []) and report.destroyed[row.number] == 2
    exported = b"".join(export_journal(made_at=days(8), full=True)).decode()
    assert PLANTED not in exported and str(matter.id) in exported


#: What is left beside the list itself: journals without words, seals, ledgers of digests, numbers that were given,
#: counts that name nobody.
STAYS = {
    "record.Event", "record.SealedHead", "record.Seal", "record.Link", "record.Destroyed", "record.Message",
    "record.Standing", "record.OwedPaper", "record.NumberCounter", "people.Ledger", "people.LedgerEntry",
    "papers.Paper", "papers.NumberSeries", "papers.NumberWord", "keeping.Disposal", "insights.DailyFigure",
    "insights.MonthTally", "insights.TopicDay", "together.Notification",
}  # fmt: skip


def test_whoever_appraises_reads_what_each_item_is_about_and_after_it_nobody_does() -> None:
    from tests.desk.staff import Desk, words

    old = archived()
    title, row = old.row.title, drawn()
    page = f"/desk/records/disposal/{row.number}"
    assert title in words(Desk(CLERK).open(page))
    carried_out(cleared(row))
    assert title not in words(Desk(CLERK).open(page))
