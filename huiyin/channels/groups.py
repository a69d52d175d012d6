"""Work groups (工作群): an organ's own group is told that something has come to it. Nothing of what it is, no number.

Of a report of wrongdoing no group is told anything: a group has readers whom nobody has counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext

from huiyin.cases.models import Case
from huiyin.channels.adapter import Connection, Message
from huiyin.channels.faring import went_out
from huiyin.channels.mail.addresses import NOTICE, mark_of
from huiyin.channels.models import Sent
from huiyin.channels.registry import WrongChannels, adapter, connections
from huiyin.channels.saying import CHINESE
from huiyin.channels.ways import GROUP
from huiyin.law.terms import Act
from huiyin.people.models import Organ
from huiyin.record.models import Event
from huiyin.record.outbox import keep
from huiyin.store.mail import Became
from huiyin.vault.points import reach

#: Steps by which something comes to an organ.
COMES: frozenset[Act] = frozenset({Act.TRANSFER, Act.ASSIGN, Act.COORDINATE})


def tell_groups(wanted: Iterable[tuple[int, int]], now: datetime) -> list[str]:
    """For each step by which a matter came to an organ with a group, that group, once; what went wrong."""
    found, wanted = _groups(), set(wanted)
    if not found or not wanted:
        return []
    events = Event.objects.filter(record__in={case for case, _ in wanted}, act__in=[act.value for act in COMES])
    came = [(case, seq) for case, seq in events.values_list("record", "seq") if (case, seq) in wanted]
    cases = {case.id: case for case in Case.objects.filter(id__in={case for case, _ in came}, report=False)}
    away: dict[str, str] = {}
    with ExitStack() as lines:
        for case, seq in came:
            for connection in found.get(cases[case].holder, ()) if case in cases else ():
                keep()
                if connection.name not in away and (why := _tell(cases[case], seq, connection, lines, now)):
                    away[connection.name] = why  # the others would only wait for the same server
    return list(away.values())


def _groups() -> dict[int, list[Connection]]:
    """The groups of each organ."""
    try:
        there = [each for each in connections() if (out := adapter(each.adapter).outward) and out.way == GROUP]
    except WrongChannels:
        return {}
    if not there:
        return {}
    organs = dict(Organ.objects.filter(key__in={each.organ for each in there}).values_list("key", "id"))
    found: dict[int, list[Connection]] = {}
    for each in there:
        if each.organ in organs:
            found.setdefault(organs[each.organ], []).append(each)
    return found


def _tell(case: Case, seq: int, connection: Connection, lines: ExitStack, now: datetime) -> str:
    """What went wrong; empty if they know it."""
    # Nobody of the matter is told: where others name a party, this names none.
    nobody = -abs(hash_of(connection.name))
    sent, _ = Sent.objects.get_or_create(
        case=case.id,
        seq=seq,
        party=nobody,
        defaults={"organ": case.holder, "way": GROUP, "connection": connection.name},
    )
    if sent.sent_at or sent.fault:
        return ""
    reach("notice.claimed")
    outward = adapter(connection.adapter).outward
    assert outward is not None
    result = lines.enter_context(outward.sending(connection))(_message(sent.id))
    reach("notice.sent")
    went_out(connection, result, now)
    if result.became is not Became.SENT:
        return result.why
    Sent.objects.filter(id=sent.id).update(sent_at=now, reference=result.reference, cost=result.cost)
    return ""


def hash_of(name: str) -> int:
    """A number for a name, the same in every process."""
    return int.from_bytes(name.encode()[:4].ljust(4, b"\0"), "big") * 131 + len(name)


def _message(row: int) -> Message:
    with translation.override(CHINESE):
        where = f"{settings.HUIYIN_SITE_URL}/desk/" if settings.HUIYIN_SITE_URL else ""
        body = gettext("请登录办公台查看。{where}").format(where=where)
        return Message("", gettext("有一件新的事项到了本单位。"), body, mark_of(NOTICE, row))
