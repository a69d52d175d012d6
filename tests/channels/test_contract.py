"""What every adapter keeps, one test for all: nothing lost, nothing doubled, every fault said with what to do."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.utils import timezone

from huiyin.channels.adapter import Connection, Fault, Message
from huiyin.channels.arrivals import beside, work
from huiyin.channels.arrivals.beside import fetch_once
from huiyin.channels.arrivals.keeping import fetch, place_of
from huiyin.channels.arrivals.models import Arrival, Watched
from huiyin.channels.arrivals.work import MOST_ATTEMPTS, WHAT_TO_DO, Readers, work_on_next
from huiyin.channels.registry import ADAPTERS, WrongChannels, adapter, connection, connections
from huiyin.channels.ways import GROUP, WAYS
from huiyin.law.words import P
from huiyin.media.apart.limits import Limit
from huiyin.store.mail import Became
from huiyin.vault.points import POINTS
from tests.channels.mailroom import connect
from tests.channels.stands import INWARD, Stand
from tests.office import ROOT, Office, sqlite

WAYS_IN = [name for name in ADAPTERS if adapter(name).inward is not None]
WAYS_OUT = [name for name in ADAPTERS if adapter(name).outward is not None]
#: Where something that comes in may be half done; huiyin/vault/points.py says who goes on.
COMING = ["arrival.bytes", "arrival.row", "arrival.taken", "arrival.read", "arrival.settled"]
DOCS = Path("docs/channels")


@pytest.fixture(scope="module")
def stands(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Stand]]:
    with ExitStack() as stack:
        yield {name: stack.enter_context(INWARD[name](tmp_path_factory.mktemp(name))) for name in WAYS_IN}


def test_every_adapter_that_brings_things_in_is_tried_here() -> None:
    assert set(WAYS_IN) == set(INWARD)


@pytest.mark.parametrize("name", ADAPTERS)
def test_every_adapter_has_a_page_that_names_all_its_settings(name: str) -> None:
    page = (DOCS / f"{name}.md").read_text()
    assert [each.name for each in adapter(name).settings if f"`{each.name}`" not in page] == []


@pytest.mark.parametrize("name", ADAPTERS)
def test_what_a_page_says_to_write_is_taken_as_it_stands_there(name: str, settings: Any, tmp_path: Path) -> None:
    page = (DOCS / f"{name}.md").read_text()
    written = yaml.safe_load(textwrap.dedent(page.partition("```yaml\n")[2].partition("```")[0]))
    connect(settings, tmp_path, *written)
    assert [each.adapter for each in connections()] == [name]


@pytest.mark.parametrize("name", ADAPTERS)
def test_a_setting_that_is_wrong_is_named_with_what_is_allowed(name: str, settings: Any, tmp_path: Path) -> None:
    connect(settings, tmp_path, {"name": "x", "adapter": name, "nonsense": 1})
    with pytest.raises(WrongChannels) as wrong:
        connections()
    needed = [each.name for each in adapter(name).settings if each.needed]
    assert all(any(f"x: {each} is missing" in fault for fault in wrong.value.faults) for each in needed)
    assert any("'nonsense' is no setting" in fault for fault in wrong.value.faults)


def test_every_fault_has_a_sentence_that_says_what_to_do() -> None:
    assert {each.value for each in Limit} <= set(WHAT_TO_DO)


@pytest.fixture(scope="module", params=[sqlite])
def killed(
    request: pytest.FixtureRequest, stands: dict[str, Stand], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Office, str, str]:
    """Three things wait by every way; workers die at every point, then one works to the end. Each thing comes twice."""
    folder = tmp_path_factory.mktemp("killed")
    office = Office(folder, request.param(folder))
    channels = folder / "channels.yaml"
    channels.write_text(yaml.safe_dump([stand.row for stand in stands.values()], allow_unicode=True))
    said = []
    for words in ([*COMING, ""], [""]):
        for stand in stands.values():
            for thing in stand.things:
                stand.put(thing)
        command = [sys.executable, "tests/channels/contract_worker.py", str(channels), *words]
        environ = {**office.environ, "HUIYIN_DIE_AT": "arrival.row:1000000"}
        done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, check=False)
        said.append(done.stdout + done.stderr[-2000:])
    return office, *said


def test_every_point_on_the_way_in_is_tried() -> None:
    assert set(COMING) == {point for point in POINTS if point.startswith("arrival.")}


@pytest.mark.parametrize("name", WAYS_IN)
def test_a_worker_dies_at_every_point_on_the_way_in(
    killed: tuple[Office, str, str], stands: dict[str, Stand], name: str
) -> None:
    mine = [line.split()[1:] for line in killed[1].splitlines() if line.startswith(f"{stands[name].row['name']} ")]
    assert mine == [*([point, "-9"] for point in COMING), ["end", "0"]]


@pytest.mark.parametrize("name", WAYS_IN)
def test_nothing_is_lost_or_doubled_wherever_a_worker_dies(
    killed: tuple[Office, str, str], stands: dict[str, Stand], name: str
) -> None:
    office, stand = killed[0], stands[name]
    code = (
        "from huiyin.channels.models import Arrival; rows = Arrival.objects.filter(adapter=%r); "
        "faults = list(rows.exclude(fault='').values_list('fault', flat=True)); "
        "print(rows.filter(same_as=None).count(), rows.filter(ready_at__isnull=False).count(), faults)"
    )
    assert office.ask(code % stand.row["adapter"]) == f"{len(stand.things)} 0 []"
    assert office.ask(stand.after[0]) == stand.after[1]


@pytest.mark.django_db
@pytest.mark.parametrize("name", WAYS_IN)
def test_what_comes_is_kept_byte_for_byte_and_encrypted_before_it_is_read(
    stands: dict[str, Stand], name: str, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand = stands[name]
    connect(settings, tmp_path, stand.row)
    for thing in stand.things:
        stand.put(thing)
    assert fetch_once(known(stand))
    rows = list(Arrival.objects.all())
    assert all(any(stand.kept(thing, fetch(row)) for row in rows) for thing in stand.things)
    assert all(row.reading is None and fetch(row)[:40] not in place_of(row.sha256).read_bytes() for row in rows)


@pytest.mark.django_db
@pytest.mark.parametrize("name", WAYS_IN)
def test_what_cannot_be_settled_is_tried_again_and_then_shown_with_what_to_do(
    stands: dict[str, Stand], name: str, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand = stands[name]
    connect(settings, tmp_path, stand.row)
    stand.put(stand.things[0])
    fetch_once(known(stand))
    Arrival.objects.exclude(id=Arrival.objects.order_by("-id")[0].id).delete()

    whole = adapter(name)
    assert whole.inward is not None
    broken = replace(whole, inward=replace(whole.inward, settle=_fails))
    monkeypatch.setattr(work, "adapter", lambda _: broken)
    readers, ahead = Readers(), timedelta()
    for _ in range(MOST_ATTEMPTS + 1):
        work_on_next(readers, lambda: timezone.now() + ahead)  # noqa: B023
        ahead += timedelta(hours=2)
    readers.close()
    row = Arrival.objects.get()
    assert (row.ready_at, row.settled_at, row.fault in WHAT_TO_DO, row.reading is not None) == (None, None, True, True)


def _fails(*_: object) -> None:
    raise RuntimeError("something in the house")


@pytest.mark.django_db
@pytest.mark.parametrize("name", WAYS_IN)
def test_where_nobody_answers_it_is_said_since_when_and_what_to_do(
    stands: dict[str, Stand], name: str, settings: Any, tmp_path: Path
) -> None:
    connect(settings, tmp_path, stands[name].broken)
    assert not fetch_once(known(stands[name]))
    row = Watched.objects.get()
    assert row.failing_since is not None and row.said and row.todo
    looked = list(adapter(stands[name].row["adapter"]).check(known(stands[name])))
    assert any(not each.well and str(each.said) and str(each.todo) for each in looked)


@pytest.mark.django_db
def test_a_connection_that_begins_to_work_says_so_before_it_waits_for_news(
    stands: dict[str, Stand], settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect(settings, tmp_path, stands["orders"].row)
    whole, looked = adapter("orders"), list[tuple[bool, bool]]()

    def fetch(each: Connection, take: Any, stopped: Any, wait: bool) -> None:
        looked.append((wait, Watched.objects.filter(well_at__isnull=False).exists()))

    assert whole.inward is not None
    fetching = replace(whole, inward=replace(whole.inward, fetch=fetch))
    monkeypatch.setattr(beside, "adapter", lambda _: fetching)
    for _ in range(2):
        beside.fetch_once(known(stands["orders"]), threading.Event())
    assert looked == [(False, False), (True, True), (True, True)]


@pytest.mark.parametrize("name", WAYS_OUT)
def test_a_check_shows_no_key_and_no_password(
    name: str, settings: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row = {"url": "http://127.0.0.1:9/hook/geheim?key=geheim", **asked(name)}
    secret = {"secret": "geheim"} if any(each.secret for each in adapter(name).settings) else {}
    imap = {"imap": "imap://u:geheim@127.0.0.1:9/INBOX?tls=none", "address": "x@y.example"}
    connect(settings, tmp_path, {"name": "x", "adapter": name, **(imap if name == "mail" else {**row, **secret})})
    with pytest.raises(CommandError):
        call_command("channel", "check", "x", stdout=sys.stdout)
    said = capsys.readouterr().out
    assert "127.0.0.1" in said and "geheim" not in said


@pytest.mark.parametrize("name", WAYS_OUT)
def test_what_goes_out_never_raises_for_what_the_other_side_may_do(name: str, settings: Any, tmp_path: Path) -> None:
    outward = adapter(name).outward
    assert outward is not None and (outward.way in WAYS or outward.way == GROUP)
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = "huiyin.store.mail.Backend", "127.0.0.1", 9
    connect(
        settings,
        tmp_path,
        *([] if name == "mail" else [{"name": name, "adapter": name, "url": "http://127.0.0.1:9/", **asked(name)}]),
    )
    with outward.sending(connection(name)) as send:
        result = send(Message("13200007710" if name != "mail" else "chen@example.org", "t", "b", "n-1-a"))
    assert result.became in (Became.AWAY, Became.PUT_OFF) and result.why


def asked(name: str) -> dict[str, Any]:
    """What an adapter that asks a gateway by number cannot do without."""
    needed = {each.name for each in adapter(name).settings if each.needed}
    return {"body": {"to": "{phone}", "text": "{text}"}} if "body" in needed else {}


def known(stand: Stand) -> Connection:
    found = connection(stand.row["name"])
    assert found is not None
    return found


def test_a_fault_says_what_is_wrong_and_what_to_do() -> None:
    fault = Fault(P("连不上。"), P("请看网络。"))
    assert (str(fault.said), str(fault.todo)) == ("连不上。", "请看网络。")
