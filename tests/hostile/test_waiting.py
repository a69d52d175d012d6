"""What waits before registration and accuses a clerk, or their organ: by whatever door it came, they see no word of it,
no row and no count, and somebody else does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.utils import timezone

from huiyin.channels.arrivals.lists import seen_by_nobody
from huiyin.channels.arrivals.models import Arrival
from huiyin.channels.arrivals.taking import take_in
from huiyin.channels.letters import work as letters
from huiyin.channels.letters.arrival import take_in as scan
from huiyin.channels.letters.batches import join_previous, open_batch, part
from huiyin.channels.letters.models import Letter, LetterBatch, LetterFile, LetterPage
from huiyin.channels.letters.splitting import split
from huiyin.channels.orders.registering import register
from huiyin.channels.registry import connection
from huiyin.house.config import read
from huiyin.house.ready import make_keyring
from huiyin.people.models import Person
from tests.channels import mails
from tests.channels.mailroom import connect
from tests.channels.stands import workbook
from tests.city import actor, organ, person
from tests.desk.staff import Desk, words
from tests.desk.test_letters import SCAN, Canned
from tests.hostile.doors import CHANNELS, _work

pytestmark = pytest.mark.django_db
SECRET = "槐荫闸"
NAMED = "somebody named in words that no list knows"
LIKE = "somebody who may be meant by a story that is like a report"
#: On whom: of the office that receives it one clerk, or the office itself.
STORIES = {
    "a clerk": f"我举报青川市信访局王兰收受红包，{SECRET}的事，请查处。",
    "the office": f"我举报青川市信访局收受好处费，{SECRET}的事，请查处。",
    NAMED: f"{SECRET}的信，王兰一直压着，老板请她吃了三回饭。",
    LIKE: f"{SECRET}的救护车，王主任开回老家给他妈过寿，油都是公家加的，账报在单位。",
}
HEAD = ["工单编号", "来电时间", "诉求内容", "来电号码"]


@pytest.fixture(autouse=True)
def connected(settings: Any, tmp_path: Path) -> None:
    settings.HUIYIN_DATA_DIR = tmp_path
    make_keyring(read())
    folder = tmp_path / "scanner"
    folder.mkdir()
    scans = {"name": "scanner", "adapter": "scans", "organ": "qc-xfj", "folder": str(folder)}
    connect(settings, tmp_path, *map(dict, CHANNELS), scans)


def _came(name: str, data: bytes, mark: str) -> None:
    channel = connection(name)
    assert channel is not None
    take_in(channel, data, mark, timezone.now())
    _work()


def read_scans(*pages: str) -> None:
    while letters.read_next(Canned(*([page] for page in pages)), timezone.now):
        pass


def by_hand(story: str) -> None:
    batch = open_batch(organ("qc-xfj"), person("zhaoning"), timezone.now(), timezone.now())
    scan(batch, SimpleUploadedFile("来信.jpg", SCAN), timezone.now())
    read_scans(story)


def by_its_name(story: str) -> None:
    """A photo of a page that no machine reads, under a name that says it."""
    batch = open_batch(organ("qc-xfj"), person("zhaoning"), timezone.now(), timezone.now())
    scan(batch, SimpleUploadedFile(f"{story}.jpg", SCAN), timezone.now())
    read_scans("龙飞凤舞")


def unread(story: str) -> None:
    """Nobody has read it: of a scan that still waits nobody opens a page."""
    batch = open_batch(organ("qc-xfj"), person("zhaoning"), timezone.now(), timezone.now())
    scan(batch, SimpleUploadedFile(f"{story}.jpg", SCAN), timezone.now())


def on_two_pages(story: str) -> None:
    """The second file comes when the first is read; only together do they accuse somebody."""
    batch = open_batch(organ("qc-xfj"), person("zhaoning"), timezone.now(), timezone.now())
    first = scan(batch, SimpleUploadedFile("1.jpg", SCAN), timezone.now()).file
    read_scans("尊敬的领导：附上材料。")
    scan(batch, SimpleUploadedFile("2.jpg", SCAN + b"2"), timezone.now(), first.letter)
    read_scans(story)


def by_scanner(story: str) -> None:
    _came("scanner", SCAN, "SCAN0001.jpg")
    read_scans(story)


def no_scan(story: str) -> None:
    _came("scanner", b"no picture", f"{story}.txt")


def by_mail(story: str) -> None:
    _came("xfj-mail", mails.plain("一件事", story, mark="w1"), "1")


def attached(story: str) -> None:
    _came("xfj-mail", mails.with_file("情况.docx", mails.document(story)), "1")


def by_a_machine(story: str) -> None:
    """A mail that says of itself that a program wrote it stands on another shelf."""
    _came("xfj-mail", mails.plain("一件事", story, mark="w2", **{"Auto-Submitted": "auto-generated"}), "1")


def twice(story: str) -> None:
    for extra in (b"", b"Received: from elsewhere\r\n"):
        _came("xfj-mail", extra + mails.plain("一件事", story, mark="w3"), extra.hex() or "1")


def sheet_by_its_name(story: str) -> None:
    _came("hotline", workbook(HEAD, ["G1", "2026-11-02 08:00", "路灯不亮", "13200007710"]), f"{story}.xlsx")
    register(Event(), once=True)


def row_of_a_sheet(story: str) -> None:
    rows = [[f"G{n}", "2026-11-02 08:00", f"路灯{n}不亮", "13200007710"] for n in range(3)]
    rows.insert(1, ["G9", "2026-11-02 08:00", story, "13200007711"])
    _came("hotline", workbook(HEAD, *rows), "工单.xlsx")
    register(Event(), once=True)


WAYS: tuple[Callable[[str], None], ...] = (
    by_hand, by_its_name, unread, on_two_pages, by_scanner, no_scan, by_mail, attached, by_a_machine, twice,
    sheet_by_its_name, row_of_a_sheet,
)  # fmt: skip
LISTS = ("letters", "mails", "mails?show=automatic", "mails?show=done", "sheets")
ROWS: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (LetterBatch, ("letters/{}", "letters/{}?show=done")), (Letter, ("letters/read/{}",)),
    (LetterPage, ("letters/pages/{}.jpg",)), (LetterFile, ("letters/files/{}",)),
    (Arrival, ("mails/{}", "mails/{}/original", "mails/{}/parts/0", "sheets/{}")),
)  # fmt: skip


def seen(desk: Desk) -> dict[str, str]:
    """All that somebody gets to see of what waits: by address, what there is to read."""
    rows = [f"/desk/{each.format(row)}" for model, each in _addresses() for row in _ids(model)]
    found = {}
    for address in [f"/desk/{each}" for each in LISTS] + rows:
        answer = desk.browser.get(address)
        if answer.status_code == 200:
            found[address] = words(answer) if "text/html" in answer["Content-Type"] else answer.content.decode("latin1")
    return found


def _addresses() -> list[tuple[type[Model], str]]:
    return [(model, each) for model, some in ROWS for each in some]


def _ids(model: type[Model]) -> list[int]:
    return list(model._default_manager.values_list("pk", flat=True))


#: A row of a sheet is placed by itself, as a matter that somebody must sort.
TRIED = [(way, who) for way in WAYS for who in STORIES if who != NAMED or way is not row_of_a_sheet]


@pytest.mark.parametrize(("way", "who"), TRIED, ids=lambda each: getattr(each, "__name__", each))
def test_whom_it_accuses_sees_nothing_of_it_and_it_is_not_lost(way: Callable[[str], None], who: str) -> None:
    wanglan = Desk("wanglan")
    before = seen(wanglan)
    way(STORIES[who])
    after = seen(wanglan)
    if way is not row_of_a_sheet:
        new = {at: text for at, text in after.items() if at not in before}
        assert {at: after[at] for at in before} == before and not new
    assert not [at for at, text in after.items() if SECRET in text or "G9" in text]
    clerks = {row.organ: row.withheld for row in (*Arrival.objects.all(), *Letter.objects.all()) if row.withheld}
    assert clerks or way is row_of_a_sheet
    for holder, away in clerks.items():
        others = Person.objects.filter(posts__organ=holder, posts__role__in=("reception", "dispatcher"))
        assert others.exclude(id__in=away).exists() or seen_by_nobody(timezone.now())


def test_a_letter_by_a_wang_about_a_lamp_is_kept_from_no_wang() -> None:
    by_hand("我叫王建国，电话13900001231。路灯不亮，请修好。")
    assert Letter.objects.get().withheld == []


def test_of_an_unread_scan_nobody_opens_a_page() -> None:
    unread("来信")
    assert [at for at in seen(Desk("wanglan")) if "/read/" in at or "/files/" in at] == []


def test_what_hangs_on_a_mail_and_stays_unread_is_told_before_anybody_opens_it() -> None:
    _came("xfj-mail", mails.with_file("录音.amr", b"#!AMR\n" + bytes(32)), "1")
    shown = seen(Desk("wanglan"))
    assert "里面的字没有读全" in shown["/desk/mails"]
    assert "机器没有核对过" in shown[f"/desk/mails/{Arrival.objects.get().id}"]


def test_the_lines_of_a_sheet_have_no_gap_where_one_is_kept_from_its_reader() -> None:
    row_of_a_sheet(STORIES["a clerk"])
    page = seen(Desk("wanglan"))[f"/desk/sheets/{Arrival.objects.get(mark='工单.xlsx').id}"]
    assert "1 G0" in page and "2 G1" in page and "3 G2" in page and "4 G" not in page


def test_pages_put_to_a_letter_or_taken_from_it_are_judged_together() -> None:
    now, clerk = timezone.now(), actor("zhaoning", timezone.now())
    batch = open_batch(organ("qc-xfj"), person("zhaoning"), now, now)
    scan(batch, SimpleUploadedFile("1.jpg", SCAN), now)
    read_scans("路灯不亮")
    scan(batch, SimpleUploadedFile("2.jpg", SCAN + b"2"), now)
    read_scans(STORIES["a clerk"])
    first, second = Letter.objects.order_by("seq")
    assert (first.report, second.report) == (False, True)
    joined = join_previous(second, clerk, now)
    assert joined is not None and Letter.objects.get().report
    part(LetterFile.objects.get(name="2.jpg"), now)
    assert list(Letter.objects.order_by("seq").values_list("report", flat=True)) == [False, True]


def test_several_letters_of_one_scan_are_judged_apart_and_the_scan_is_closed_with_one_of_them() -> None:
    now = timezone.now()
    batch = open_batch(organ("qc-xfj"), person("zhaoning"), now, now)
    scan(batch, SimpleUploadedFile("1.jpg", SCAN), now)
    read_scans("路灯不亮", STORIES["a clerk"])
    letter = Letter.objects.get()
    LetterPage.objects.update(picture=_picture())
    split(letter, {2}, now)
    assert list(Letter.objects.order_by("seq").values_list("report", flat=True)) == [False, True]
    whole = LetterFile.objects.get(cut=True)
    assert f"/desk/letters/files/{whole.id}" not in seen(Desk("wanglan"))


def _picture() -> str:
    from huiyin.channels.letters.keeping import keep
    from tests.channels.drawn_letters import drawn, packed

    return keep(packed(drawn("页")))
