"""A sheet is registered by the worker: wherever that dies, each row becomes one matter and has its own result."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
import yaml
from django.utils import timezone

from huiyin.cases.models import Case, ExternalNumber
from huiyin.channels.adapter import Connection
from huiyin.channels.arrivals.beside import read_arrivals
from huiyin.channels.arrivals.models import Arrival
from huiyin.channels.arrivals.taking import take_in
from huiyin.channels.arrivals.work import MOST_ATTEMPTS, read_again
from huiyin.channels.orders import registering
from huiyin.channels.orders.kept import kept
from huiyin.channels.orders.models import SheetOrder, SheetPart
from huiyin.channels.orders.ordering import latest, order, tidy
from huiyin.channels.orders.registering import BATCH, Registrar, register
from huiyin.channels.sheets import taking
from huiyin.channels.sheets.placing import Placed, placed
from huiyin.channels.sheets.reading import Message
from huiyin.channels.sheets.taking import Fate
from huiyin.vault.points import POINTS
from tests.desk.staff import Desk, words
from tests.office import ROOT, Office, postgresql, sqlite

Open = Callable[..., Desk]
#: In the order in which they are reached; a matter is written between the first and the next.
OF_SHEETS = [point for point in POINTS if point.startswith("sheet.")]
POINTS_HERE = [OF_SHEETS[0], "act.written", *OF_SHEETS[1:]]
SPOILT = (3, BATCH + 7)
COUNT = 2 * BATCH + 20


def sheet(count: int = COUNT, spoilt: tuple[int, ...] = SPOILT, begin: int = 0) -> bytes:
    """So many orders of a hotline; of those that are spoilt nobody can read when they came."""
    rows = range(begin, begin + count)
    return json.dumps([
        {"工单编号": f"G{n}", "来电时间": "后天" if n in spoilt else "2026-11-02 08:00", "诉求内容": f"第{n}盏路灯不亮"}
        for n in rows
    ]).encode()  # fmt: skip


# Killed ---------------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=[sqlite, postgresql])
def killed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, str]:
    """A sheet of more than two batches; a worker dies at each point, the last one works to the end."""
    folder = tmp_path_factory.mktemp("sheets")
    office = Office(folder, request.param(folder))
    place = folder / "in"
    place.mkdir()
    (place / "orders.json").write_bytes(sheet())
    row = {"name": "hotline", "adapter": "orders", "organ": "qc-xfj", "mapping": "12345", "folder": str(place)}
    channels = folder / "channels.yaml"
    channels.write_text(yaml.safe_dump([{**row, "settle": 0}]))
    command = [sys.executable, "tests/channels/contract_worker.py", str(channels), *POINTS_HERE, ""]
    environ = {**office.environ, "HUIYIN_DIE_AT": "arrival.row:1000000"}
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
    return office, done.stdout + done.stderr[-2000:]


def test_the_worker_dies_at_every_point_of_registering(killed: tuple[Office, str]) -> None:
    said = [line.split()[1:] for line in killed[1].splitlines() if line.startswith("hotline ")]
    assert said == [*([point, "-9"] for point in POINTS_HERE), ["end", "0"]]


def test_each_row_is_one_matter_and_has_the_result_it_would_have_had(killed: tuple[Office, str]) -> None:
    code = (
        "from collections import Counter; from huiyin.cases.models import Case, ExternalNumber as E; "
        "from huiyin.channels.models import Arrival, SheetOrder; from huiyin.channels.orders.kept import kept; "
        "row = SheetOrder.objects.get(); lines = [line for _, line in kept(row)]; "
        "print(E.objects.count(), Case.objects.count(), sorted(Counter(l.fate.value for l in lines).items()), "
        "len({l.number for l in lines}), row.ready_at, Arrival.objects.get().reason)"
    )
    good = COUNT - len(SPOILT)
    told = f"{good} {good} [('new', {good}), ('refused', 2)] {COUNT} None 新登记 {good}，没有收 2"
    assert killed[0].ask(code) == told


def test_the_record_is_whole_after_all_these_deaths(killed: tuple[Office, str]) -> None:
    assert killed[0].run("verify").returncode == 0


# In one process -------------------------------------------------------------------------------------------------------


@pytest.fixture
def arrival(db: None) -> Callable[..., Arrival]:
    """Something put in at the desk, and read."""

    def put(data: bytes) -> Arrival:
        row = take_in(Connection("desk-qc-xfj", "orders", "qc-xfj"), data, "工单.json", timezone.now())
        read_arrivals(Event(), once=True)
        row.refresh_from_db()
        return row

    return put


def ordered(row: Arrival, by: int | None = None) -> SheetOrder:
    found = order(row, by, timezone.now())
    assert found is not None
    return found


def fates(found: SheetOrder) -> list[str]:
    return [line.fate.value for _, line in kept(found)]


def test_ordered_twice_it_is_one_order(arrival: Any) -> None:
    row = arrival(sheet(3))
    assert ordered(row).id == ordered(row).id


def test_two_sheets_take_turns(arrival: Any) -> None:
    rows = [arrival(sheet(BATCH + 5)), arrival(sheet(BATCH + 5, begin=1000))]
    found = [ordered(row) for row in rows]
    registrar = Registrar()
    assert registrar.some() and registrar.some()
    assert [SheetOrder.objects.get(id=each.id).done for each in found] == [BATCH, BATCH]
    register(Event(), once=True)
    assert ExternalNumber.objects.count() == 2 * (BATCH + 5) - 1


def test_what_another_worker_did_meanwhile_is_not_done_again(arrival: Any) -> None:
    found = ordered(arrival(sheet(2 * BATCH + 5, ())))
    mine, theirs = Registrar(), Registrar()
    assert mine.some() and theirs.some() and mine.some()
    assert fates(found) == ["new"] * (2 * BATCH + 5)
    assert SheetOrder.objects.get(id=found.id).ready_at is None


def test_a_sheet_that_is_read_again_is_waited_for(arrival: Any) -> None:
    row = arrival(sheet(3, ()))
    found = ordered(row)
    read_again(row, timezone.now())
    register(Event(), once=True)
    read_arrivals(Event(), once=True)
    later = timezone.now() + registering.PAUSE * 2
    registrar = Registrar(lambda: later)
    while registrar.some():
        pass
    assert fates(found) == ["new"] * 3


def test_a_row_that_breaks_keeps_no_other_from_being_registered(arrival: Any, monkeypatch: Any) -> None:
    def breaks(message: Message, organ: int, place: str) -> Placed:
        if message.number == "G2":
            raise ValueError(message.number)
        return placed(message, organ, place)

    found = ordered(arrival(sheet(5, ())))
    monkeypatch.setattr(taking, "placed", breaks)
    register(Event(), once=True)
    assert fates(found) == ["new", "new", "refused", "new", "new"] and Case.objects.count() == 4
    assert "出了错" in str(kept(found)[2][1].reason)


def test_a_sheet_that_kills_every_worker_is_given_up_and_gone_on_with_when_somebody_wants(
    desk: Open, arrival: Any
) -> None:
    row = arrival(sheet(3, ()))
    found, now = ordered(row), timezone.now()
    for _ in range(MOST_ATTEMPTS):
        now += registering.LEASE * 2
        assert registering.take(now) is not None
    assert registering.take(now + registering.LEASE * 2) is None
    client = desk("wanglan")
    assert "登记到一半停了" in words(client.open(f"/desk/sheets/{row.id}"))
    client.browser.post(f"/desk/sheets/{row.id}", {"go_on": "1"})
    register(Event(), once=True)
    assert fates(found) == ["new"] * 3


def test_the_page_says_how_far_it_is_and_when_no_worker_comes(desk: Open, arrival: Any) -> None:
    row, client = arrival(sheet()), desk("wanglan")
    client.browser.post(f"/desk/sheets/{row.id}", {"take": "1"})
    page = words(client.open(f"/desk/sheets/{row.id}"))
    assert "正在登记" in page and "没有来取" not in page and "会登记" not in page
    SheetOrder.objects.update(ready_at=timezone.now() - timedelta(minutes=2))
    assert "没有来取" in words(client.open(f"/desk/sheets/{row.id}"))
    Registrar().some()
    assert "百分之 40" in words(client.open(f"/desk/sheets/{row.id}"))
    assert "正在登记" in words(client.open("/desk/sheets"))
    register(Event(), once=True)
    page = words(client.open(f"/desk/sheets/{row.id}"))
    assert f"登记的结果：新登记 {COUNT - 2}，没有收 2" in page and page.index("看不懂") < page.index("登记了")
    # The list counts what all may know, the page what this reader may: side by side they would contradict each other.
    assert page.count("新登记") == 1


def test_what_is_kept_of_the_rows_is_ciphertext_and_goes_with_the_sheet(arrival: Any) -> None:
    row = arrival(sheet(3, ()))
    found = ordered(row)
    register(Event(), once=True)
    assert all("路灯".encode() not in bytes(part.lines) for part in SheetPart.objects.all())
    assert tidy(timezone.now()) == 0
    Arrival.objects.update(tidied=True)
    assert tidy(timezone.now()) == 1 and latest(row) is None and not SheetPart.objects.filter(order=found.id).exists()


def test_what_is_kept_of_the_rows_is_told_in_the_same_words(arrival: Any) -> None:
    found = ordered(arrival(sheet(5)))
    register(Event(), once=True)
    line = kept(found)[3][1]
    assert (line.fate, line.number, "后天" in str(line.reason)) == (Fate.REFUSED, "G3", True)


def test_of_a_row_that_became_a_report_its_number_alone_stays_with_the_results(arrival: Any) -> None:
    said = ["路灯不亮", "举报示范省教育厅工作人员收受好处费，请查处"]
    rows = [{"工单编号": f"R{n}", "来电时间": "2026-11-02 08:00", "诉求内容": text} for n, text in enumerate(said)]
    found = ordered(arrival(json.dumps(rows).encode()))
    register(Event(), once=True)
    assert Case.objects.filter(report=True).count() == 1
    assert [(line.number, line.title) for _, line in kept(found)] == [("R0", said[0]), ("R1", "")]
