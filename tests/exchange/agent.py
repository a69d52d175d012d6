"""One of two sites on trial: a process with its own database, its web server, and a worker that works when it is told.

The parent has everything imported and only forks: a child that is killed, by whoever, is followed by another at once.
Commands come as lines of JSON on standard input and are answered, each by one line; a child that dies says nothing, and
its parent says so.
"""

from __future__ import annotations

import errno
import json
import os
import signal
import socketserver
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from django.utils import timezone

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.house.settings")
os.environ["HUIYIN_DIE_AT"] = "exchange.told:1000000000"  # so that points are looked at; none is reached yet
django.setup()

from django.conf import settings  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import close_old_connections, connections  # noqa: E402
from django.db import connection as db  # noqa: E402
from django.db.backends.signals import connection_created  # noqa: E402
from django.urls import get_resolver  # noqa: E402

from huiyin.cases import acts, materials  # noqa: E402
from huiyin.cases.identity import Identity  # noqa: E402
from huiyin.cases.lodging import Capacity, ClaimText, File, Lodging, PartyText  # noqa: E402
from huiyin.cases.models import Case, KeyWrap, MatterKey  # noqa: E402
from huiyin.cases.papers import instruments  # noqa: E402
from huiyin.channels.exchange import pairing, protocol, sending  # noqa: E402
from huiyin.channels.exchange.models import Exchanged, Line  # noqa: E402
from huiyin.channels.registry import connection as channel  # noqa: E402
from huiyin.law.frame.facts import PETITIONER  # noqa: E402
from huiyin.law.terms import Act, Channel, ClaimKind  # noqa: E402
from huiyin.people.key_models import OrganKey  # noqa: E402
from huiyin.people.models import Organ, Person  # noqa: E402
from huiyin.people.posts import actor_of  # noqa: E402
from huiyin.people.stamps import ORGANS, touch  # noqa: E402
from huiyin.record.checking import verify  # noqa: E402
from huiyin.record.door import Refused  # noqa: E402
from huiyin.record.journal import export_record  # noqa: E402
from huiyin.record.models import Event, Message, OwedPaper  # noqa: E402
from huiyin.record.outbox import deliver  # noqa: E402
from huiyin.store.ids import new_id  # noqa: E402
from huiyin.typed.times import beijing_day  # noqa: E402
from huiyin.vault import files, points  # noqa: E402
from huiyin.vault.faults import Kind  # noqa: E402
from tests.desk.keys import Keyed, keyed  # noqa: E402

NOW = timezone.now
SKEW = [timedelta()]
FULL = [False]
READ_BY = os.read
PUT = files.Shelf._put


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None: ...


class Threads(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, *_: Any) -> None: ...


def _skewed() -> datetime:
    return NOW() + SKEW[0]


def _put(self: Any, place: Path, data: bytes, times: Any = None) -> None:
    if FULL[0]:
        raise OSError(errno.ENOSPC, "No space left on device")
    PUT(self, place, data, times)


# Commands -----------------------------------------------------------------------------------------------------------


def organ(key: str) -> int:
    return Organ.objects.values_list("id", flat=True).get(key=key)


def actor(username: str) -> Any:
    person = Person.objects.values_list("id", flat=True).get(username=username)
    return actor_of(person, on=beijing_day(timezone.now()))


def card(said: dict[str, Any]) -> Any:
    return protocol.card_of(pairing.own_key()).text


def pair(said: dict[str, Any]) -> Any:
    found = channel(said["name"])
    assert found is not None
    return pairing.pair(found, protocol.read_card(said["card"]), timezone.now()).name


def lodge(said: dict[str, Any]) -> Any:
    kept = []
    for number, size in enumerate(said.get("files", ())):
        data = (said["words"].encode() * (size // 8 + 1))[:size]
        kept.append(File(f"照片{number}.jpg", "image/jpeg", size, materials.keep(data)))
    who = PartyText(Capacity.PETITIONER, Identity("陈大山", "990121195001010011", "19900007710", "柳溪村三组"))
    lodging = Lodging(
        channel=Channel.LETTER, organ=organ(said["organ"]), place="990121000000", received_at=timezone.now(),
        text=said["words"], claims=(ClaimText(said["words"][:200]),), parties=(who,), files=tuple(kept),
    )  # fmt: skip
    return acts.lodge(lodging, by=actor(said["by"]), key=said["key"]).case.id


def act(said: dict[str, Any]) -> Any:
    given = {
        name: organ(value) if name in ("to_organ", "with_organ") else value for name, value in said["given"].items()
    }
    if "to_person" in given:
        given["to_person"] = actor(given["to_person"]).person
    by = PETITIONER if said["by"] == "petitioner" else actor(said["by"])
    at = timezone.now()
    if said["act"] == "issue":
        for row in OwedPaper.objects.filter(record=said["case"], issued_on=None, organ=by.organ).order_by("id"):
            instruments.issue(row.id, by, at)
        return 0
    try:
        event = acts.perform(case=said["case"], act=Act(said["act"]), by=by, at=at, given=given, key=said["key"])
    except Refused as refused:
        return {"refused": f"{refused.refusal.reason} {dict(refused.refusal.wrong)}"}
    return event.seq


def work(said: dict[str, Any]) -> Any:
    """One round of the worker's line."""
    deliver({"exchange": sending.hear}, timezone.now())
    if said.get("at_once"):
        Exchanged.objects.filter(ready_at__isnull=False).update(ready_at=timezone.now())
        Message.objects.filter(topic="exchange").update(ready_at=timezone.now())
    return sending.send(timezone.now())


def state(said: dict[str, Any]) -> Any:
    """All that is compared of a matter."""
    case = Case.objects.get(id=said["case"])
    row = Exchanged.objects.filter(case=case.id).first()
    journal = [line.decode().rstrip("\n") for line in export_record(case.id, made_at=timezone.now(), full=True)]
    lines = list(Line.objects.filter(exchanged=row).order_by("seq")) if row else []
    return {
        "stage": case.stage, "seq": case.seq, "head": bytes(case.head).hex(), "number": case.number,
        "holder": Organ.objects.values_list("key", flat=True).get(id=case.holder),
        "journal": [line for line in journal if json.loads(line)["kind"] == "event"],
        "lines": [{"text": each.text, "became": each.became, "here": each.here, "act": each.act, "reason": each.reason}
                  for each in lines],
        "acts": list(Event.objects.filter(record=case.id).order_by("seq").values_list("act", flat=True)),
        "row": None if row is None else {
            "sent": row.sent, "got": row.got, "head": row.their_head, "fault": row.fault, "mark": row.mark,
            "ready": row.ready_at is not None, "number": row.their_number,
        },
        "files": sorted(set(case.submissions.values_list("materials__sha256", flat=True)) - {None}),
    }  # fmt: skip


# A report of wrongdoing, by people with keys --------------------------------------------------------------------------


def keys(said: dict[str, Any]) -> Any:
    """Give these organs keys, as their own people do at the desk; who has them."""
    settings.ALLOWED_HOSTS = ["*"]
    return {key: [each.person.username for each in people] for key, people in keyed(*said["organs"]).items()}


def report(said: dict[str, Any]) -> Any:
    """Somebody reports an organ at the counter."""
    who = PartyText(Capacity.PETITIONER, Identity(**said["who"]))
    accused = PartyText(Capacity.ACCUSED_ORGAN, organ=organ(said["accused"]))
    data = said["file"].encode()
    lodging = Lodging(
        channel=Channel.VISIT, organ=organ(said["organ"]), place="990121000000", received_at=timezone.now(),
        text=said["words"], claims=(ClaimText(said["words"], kind=ClaimKind.ACCUSATION),), parties=(who, accused),
        files=(File("账本.jpg", "image/jpeg", len(data), materials.keep(data)),),
    )  # fmt: skip
    return acts.lodge(lodging, by=actor(said["by"])).case.id


def page(said: dict[str, Any]) -> Any:
    """What somebody who signed in by password gets of one of the matter's pages; with ``send`` they send it."""
    browser = Keyed(said["by"]).browser
    where = f"/desk/cases/{Case.objects.get(id=said['case']).number}{said.get('part', '')}"
    answer = browser.post(where, {"send": "1"}) if said.get("send") else browser.get(where)
    return [answer.status_code, answer.content.decode()]


def act_with_key(said: dict[str, Any]) -> Any:
    """An act by its form, with the keys that the person's password opens."""
    given = {name: str(organ(value)) if name == "to_organ" else value for name, value in said["given"].items()}
    if "to_person" in given:
        given["to_person"] = str(actor(given["to_person"]).person)
    answer = Keyed(said["by"]).act(Case.objects.get(id=said["case"]).number, said["act"], **given)
    return [answer.status_code, answer.content.decode()]


def ended(said: dict[str, Any]) -> Any:
    """An organ that is no more here, or is again."""
    until = beijing_day(timezone.now()) - timedelta(days=1) if said["ended"] else None
    found = Organ.objects.filter(key=said["organ"]).update(until=until)
    touch(ORGANS)
    return found


def renamed(said: dict[str, Any]) -> Any:
    """An organ that is called otherwise here."""
    found = Organ.objects.filter(key=said["organ"]).update(name=said["name"])
    touch(ORGANS)
    return found


def wraps(said: dict[str, Any]) -> Any:
    """The organs under whose keys the report lies, and whether it lies under the key ring as well."""
    under = KeyWrap.objects.filter(case=said["case"], holder="organ").values("of")
    organs = OrganKey.objects.filter(id__in=under).values("organ")
    names = sorted(Organ.objects.filter(id__in=organs).values_list("key", flat=True))
    return [names, MatterKey.objects.get(case=said["case"]).ring is not None]


def lies_open(said: dict[str, Any]) -> Any:
    """Which of these words stand readable in any table, or in any file of this site."""
    found = set()
    with db.cursor() as cursor:
        for table in db.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            text = repr(cursor.fetchall())
            found |= {word for word in said["words"] if word in text or repr(word.encode())[2:-1] in text}
    for path in Path(os.environ["HUIYIN_DATA_DIR"]).rglob("*"):
        data = path.read_bytes() if path.is_file() else b""
        found |= {word for word in said["words"] if word.encode() in data}
    return sorted(found)


def elsewhere(said: dict[str, Any]) -> Any:
    """The matters that came under a mark; one, or something was doubled."""
    return list(Exchanged.objects.filter(mark=said["mark"], first=False).values_list("case", flat=True))


def counted(said: dict[str, Any]) -> Any:
    return [Case.objects.count(), Exchanged.objects.count()]


def checked(said: dict[str, Any]) -> Any:
    report = verify(now=timezone.now())
    by_clock = [each for each in report.faults if each.kind is Kind.EARLIER]  # the wrong clock itself, as it should be
    rest = [each for each in report.faults if each.kind is not Kind.EARLIER]
    return {"wrong": [str(each) for each in (*rest, *report.drifted, *report.rows)], "by the clock": len(by_clock)}


def skew(said: dict[str, Any]) -> Any:
    SKEW[0] = timedelta(seconds=said["seconds"])
    return said["seconds"]


def full(said: dict[str, Any]) -> Any:
    """No file more fits, and no page of the database."""
    FULL[0] = said["full"]
    connections.close_all()
    return said["full"]


def _no_room(sender: Any, connection: Any, **_: Any) -> None:
    if FULL[0] and connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1")  # never fewer than there are


connection_created.connect(_no_room)


def die(said: dict[str, Any]) -> Any:
    """At the next visit to a point of the exchange."""
    points._visits.clear()
    if said["point"]:
        points._visits[said["point"]] = said.get("times", 1)
    return said["point"]


def idle(said: dict[str, Any]) -> Any:
    return new_id()


DEEDS: dict[str, Callable[[dict[str, Any]], Any]] = {
    each.__name__: each
    for each in (
        card,
        pair,
        keys,
        report,
        page,
        act_with_key,
        renamed,
        ended,
        wraps,
        lies_open,
        lodge,
        act,
        work,
        state,
        elsewhere,
        counted,
        checked,
        skew,
        full,
        die,
        idle,
    )
}


# Processes ----------------------------------------------------------------------------------------------------------


def line() -> str:
    """One line, byte by byte: what is behind it is for the next child."""
    found = bytearray()
    while not found.endswith(b"\n"):
        piece = READ_BY(0, 1)
        if not piece:
            os._exit(0)
        found += piece
    return found.decode()


def say(said: Any) -> None:
    os.write(1, json.dumps(said, ensure_ascii=False).encode() + b"\n")


def child(port: int) -> None:
    timezone.now = _skewed
    files.Shelf._put = _put  # type: ignore[method-assign]
    server = make_server("127.0.0.1", port, get_wsgi_application(), Threads, Quiet)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    say({"up": os.getpid()})
    while True:
        try:
            said = json.loads(line())
        except ValueError:
            continue  # a child that was killed had read half of it
        order = {"order": said.pop("order")}
        try:
            say({**order, "answer": DEEDS[said.pop("do")](said)})
        except Exception as fault:
            say({**order, "fault": f"{type(fault).__name__}: {fault}", "where": traceback.format_exc()[-1500:]})
        finally:
            close_old_connections()


def main(port: int) -> None:
    list(get_resolver().url_patterns)  # every page of the house is read in once, here
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        pid = os.fork()
        if not pid:
            child(port)
        _, status = os.waitpid(pid, 0)
        if not os.WIFSIGNALED(status):
            return
        say({"died": os.WTERMSIG(status)})


if __name__ == "__main__":
    main(int(sys.argv[1]))
