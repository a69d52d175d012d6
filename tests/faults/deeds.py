"""What is done inside the record during a trial: work for every point, and the reckoning afterwards.

``prepare URL``, ``orders SEED``, ``lapse``, ``account LEDGER``; each prints what it did or found.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from huiyin.api.callers import Caller  # noqa: E402
from huiyin.api.hooks.keeping import make  # noqa: E402
from huiyin.api.keys import Scope, give  # noqa: E402
from huiyin.cases.acts import perform  # noqa: E402
from huiyin.cases.identity import Identity  # noqa: E402
from huiyin.cases.lodging import Capacity, PartyText  # noqa: E402
from huiyin.cases.models import Case, ExternalNumber, Submission  # noqa: E402
from huiyin.cases.papers.batches import start  # noqa: E402
from huiyin.cases.papers.instruments import owed_rows  # noqa: E402
from huiyin.channels.adapter import Connection  # noqa: E402
from huiyin.channels.arrivals.taking import take_in  # noqa: E402
from huiyin.channels.models import Arrival, Sent, SheetOrder  # noqa: E402
from huiyin.channels.orders.kept import kept as rows_of  # noqa: E402
from huiyin.law.terms import Act, Role  # noqa: E402
from huiyin.papers.models import BatchItem, Paper  # noqa: E402
from huiyin.people.models import Organ  # noqa: E402
from huiyin.people.posts import actor_of  # noqa: E402
from huiyin.record import setting_aside  # noqa: E402
from huiyin.record.models import Event, Message, NumberCounter, OwedPaper, RunningClock  # noqa: E402
from huiyin.record.outbox import LEASE  # noqa: E402
from huiyin.together.kinds import How, Kind  # noqa: E402
from huiyin.together.models import Mailbox, Notification, Wish  # noqa: E402
from tests.channels.mails import plain  # noqa: E402
from tests.city import Matter, actor, at_organ, lodge, organ, person  # noqa: E402
from tests.faults.trial import INBOX  # noqa: E402

#: More than the worker registers in one go.
ROWS = 60
CHEN = PartyText(Capacity.PETITIONER, Identity("陈大山", email="chen@example.org"), way="email")
CLASSES = {"1": {"kind": "grievance", "ground": "6"}}


def prepare(url: str) -> None:
    """Colleagues who wish to be told by mail, and want the morning's digest at once, a system told by a hook."""
    here = timezone.now()
    county = at_organ(organ("lx-slj"), "dispatcher", here).person
    for number, who in enumerate((person("chenhao"), person("wanglan"), county)):
        Mailbox.objects.create(person=who, address=f"colleague{number}@example.org", digest_hour=0)
        Wish.objects.create(person=who, kind=Kind.ASSIGNED, how=How.EMAIL)
    scopes, roles, by = (Scope.READ, Scope.HOOKS), (Role.DISPATCHER,), actor("chenhao", here)
    given = give("trial", organ("qc-xfj"), scopes, roles, by=by, at=here).key
    seat = actor_of(given.person, on=timezone.localdate(), organ=given.organ)
    make(Caller(given, seat, Organ.objects.get(id=given.organ), frozenset(scopes), here), url, (), here)


def orders(seed: str) -> None:
    """Matters with somebody to tell, one of them long overdue, handed on, and their papers ordered."""
    dice, now = random.Random(seed), timezone.now()
    for count in range(3):
        at = now - timedelta(days=100 if count == 0 else dice.randrange(1, 5))
        matter = Matter(lodge(parties=(CHEN,), at=at, key=f"{seed}-{count}"))
        if count:
            at = now - timedelta(minutes=5)
            matter.do("classify", "chenhao", at=at, classes=CLASSES)
            matter.do("transfer", "chenhao", at=at, to_organ=organ("lx-slj"), reason="水渠归县水利局管")
    lapse()
    known = ExternalNumber.objects.order_by("id").last()
    if known is not None:  # the hotline waits for what comes of its orders
        given = {"way": "电话", "account": f"问了情况{seed}"}
        perform(case=known.case_id, act=Act.CONTACT, by=actor("chenhao", now), at=now, given=given)
    row = {"来电时间": "2026-11-02 08:00", "诉求内容": "路灯不亮"}
    sheet = [{"工单编号": f"{seed}-{n}", **row} for n in range(ROWS)]
    (Path(settings.HUIYIN_DATA_DIR) / INBOX / f"{seed}.json").write_text(json.dumps(sheet))
    # Somebody else each time: nobody gets more than a few receipts a day.
    mail = plain("水渠", f"水渠{seed}", mark=seed, From=f"chen{seed}@example.org")
    take_in(Connection("mailbox", "mail", "qc-xfj"), mail, seed, now)
    by = actor("chenhao", now)
    start(owed_rows(by, timezone.localdate()).values_list("id", flat=True), by, now)


def lapse() -> None:
    """A minute goes by for those who wait for the lease of somebody who died."""
    now = timezone.now()
    Message.objects.filter(ready_at__gt=now, ready_at__lte=now + 2 * LEASE).update(ready_at=now)
    RunningClock.objects.filter(look_at__gt=now, look_at__lte=now + 2 * LEASE).update(look_at=now)
    for model in (Arrival, SheetOrder):
        model._default_manager.filter(ready_at__isnull=False).update(ready_at=now)


def _through(sheet: SheetOrder) -> bool:
    """Each row became one matter and has its result, and nobody waits for it."""
    told = Counter((line.number, line.fate.value) for _, line in rows_of(sheet))
    there = ExternalNumber.objects.filter(number__in=[number for number, _ in told]).count()
    return (len(told), there, set(told.values()), sheet.ready_at) == (ROWS, ROWS, {1}, None)


def account(ledger: str) -> None:
    """Compare what was acknowledged with what is there; one JSON object of counts and faults."""
    told = json.loads(Path(ledger).read_text())
    kept = Counter(Submission.objects.values_list("text", flat=True))
    acts = Event.objects.filter(act="contact").values_list("payload", flat=True)
    said = Counter(json.loads(payload)["said"].get("account") for payload in acts)
    faults = [f"lost: {text}" for text in told["registered"] if not kept[text]]
    faults += [f"lost: rows of sheet {each.id}" for each in SheetOrder.objects.all() if not _through(each)]
    faults += [f"lost: {text}" for text in told["contacted"] if not said[text]]
    faults += [f"doubled: {text}" for text in told["tried"] if kept[text] > 1 or said[text] > 1]
    faults += list(_half_written())
    print(json.dumps({"faults": faults, "matters": Case.objects.count(), "events": Event.objects.count()}))


def _half_written():  # type: ignore[no-untyped-def]
    for case in Case.objects.exclude(id__in=Event.objects.values("record")):
        yield f"half: matter {case.number} without an event"
    for case in Case.objects.filter(submissions__isnull=True):
        yield f"half: matter {case.number} without what was submitted"
    for paper in Paper.objects.filter(drawn_at=None, voided_on=None):
        yield f"half: paper {paper.number} has its number and no pages"
    drawn = Paper.objects.filter(voided_on=None, drawn_at__isnull=False).values("owed")
    for owed in OwedPaper.objects.filter(id__in=drawn, issued_on=None):
        yield f"half: a paper is drawn and still owed ({owed.id})"
    for row in BatchItem.objects.filter(BatchItem.WAITING):
        yield f"half: a paper of a batch still waits ({row.id})"
    there = Counter(number[:14] for number in Case.objects.values_list("number", flat=True))
    for prefix, last in NumberCounter.objects.exclude(prefix__regex="^[A-Z]").values_list("prefix", "last"):
        if there[prefix] != last:
            yield f"half: {last} numbers of {prefix} were given, {there[prefix]} matters have one"
    for sent in Sent.objects.filter(sent_at=None, fault=""):
        yield f"half: a notice was not sent ({sent.id})"
    for row in Notification.objects.filter(mail="wanted"):
        yield f"half: a colleague's mail was not sent ({row.id})"
    for topic, many in Counter(Message.objects.exclude(topic="seal").values_list("topic", flat=True)).items():
        yield f"half: {many} messages of {topic} wait"
    for row in setting_aside.waiting():
        yield f"half: {row.what} was set aside: {row.fault}"


if __name__ == "__main__":
    {"prepare": prepare, "orders": orders, "lapse": lapse, "account": account}[sys.argv[1]](*sys.argv[2:])
