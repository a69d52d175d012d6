"""Notices by e-mail and by letter: that something happened, the number, and where to look. Never what it is about.

Mail goes out at once; letters and calls go on the list of the organ that acted, for its clerk to post and make.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import DNS_NAME, EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext

from huiyin.cases.identity import open_identity
from huiyin.cases.lodging import Capacity
from huiyin.cases.models import Case, Party
from huiyin.channels import posting
from huiyin.channels.models import Sent
from huiyin.channels.saying import BY_EMAIL, BY_LETTER, BY_PHONE, CHINESE, follow_address, own_last_day
from huiyin.law.terms import Act
from huiyin.record.models import Event, Message
from huiyin.record.outbox import Later, keep
from huiyin.store.mail import Became, Handed, hand_over
from huiyin.vault.points import reach

# What changes a right or a date of the person, or waits for their answer. Of an opinion its service is told, not its
# signing: what is not served binds nobody yet.
TOLD = frozenset(
    {
        Act.LODGE, Act.TRANSFER, Act.ASSIGN, Act.ACCEPT, Act.DETERMINE, Act.COORDINATE, Act.GUIDE, Act.NO_FURTHER,
        Act.DIRECT_ELSEWHERE, Act.ANSWER_ON_SPOT, Act.REPLY, Act.REQUEST_MATERIAL, Act.OPEN_HEARING, Act.EXTEND,
        Act.MEDIATE, Act.BREAK_AGREEMENT, Act.SERVE, Act.EXECUTE, Act.MERGE, Act.SPLIT, Act.ADMIT_REVIEW,
        Act.DECLINE_REVIEW, Act.LAPSE, Act.CLOSE, Act.CONCLUDE_CHECK, Act.REOPEN,
    }
)  # fmt: skip


_REACHABLE = (
    Q(notify_by=BY_EMAIL, email__isnull=False)
    | Q(notify_by=BY_LETTER, address__isnull=False)
    | Q(notify_by=BY_PHONE, phone__isnull=False)
)


class NotSent(Later):
    """Some notices could not be handed to the mail server; the messages come back and those sent are skipped."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell to one party; ``organ`` is the one that acted, else the one that holds the matter."""

    case: Case
    seq: int
    party: Party
    organ: int


def tell(batch: list[Message]) -> None:
    """Called by the worker with messages of the topic ``notice``; the same message twice sends one mail.

    :raises NotSent: the mail server could not be reached or put some off.
    """
    notices = list(_notices(batch))
    for notice in notices:
        if notice.party.notify_by in (BY_LETTER, BY_PHONE):
            posting.put_on_list(notice.case, notice.seq, notice.party, notice.organ, at=timezone.now())
    _mail([notice for notice in notices if notice.party.notify_by == BY_EMAIL])


def _mail(notices: list[Notice]) -> None:
    if not notices:
        return
    faults: list[str] = []
    backend: BaseEmailBackend = get_connection()
    try:
        for notice in notices:
            keep()
            became, why = _send(notice, backend)
            if became in (Became.PUT_OFF, Became.AWAY):
                faults.append(why)
            if became is Became.AWAY:
                break  # the others would only wait for the same server
    finally:
        backend.close()
    if faults:
        raise NotSent(f"{len(faults)} of {len(notices)}: {faults[0]}")


def _notices(batch: Iterable[Message]) -> Iterator[Notice]:
    """One for each told event and each party that asked for it; those who are complained of are told nothing."""
    wanted = {(message.record, message.seq) for message in batch}
    cases = {case for case, _ in wanted}
    parties: dict[int, list[Party]] = defaultdict(list)
    asked = Party.objects.filter(_REACHABLE, case__in=cases).select_related("case")
    for party in asked.order_by("id"):
        if not _is_other_side(Capacity(party.capacity)):
            parties[party.case_id].append(party)
    if not parties:
        return
    events = Event.objects.filter(record__in=parties, act__in=[act.value for act in TOLD]).order_by("record", "seq")
    for case, seq, organ in events.values_list("record", "seq", "organ"):
        if (case, seq) in wanted:
            yield from (Notice(party.case, seq, party, organ or party.case.holder) for party in parties[case])


def _is_other_side(capacity: Capacity) -> bool:
    return capacity.accused or capacity is Capacity.CONCERNED


def _send(notice: Notice, backend: BaseEmailBackend) -> Handed:
    """Send unless it was sent or refused for good."""
    sent, _ = Sent.objects.get_or_create(case=notice.case.id, seq=notice.seq, party=notice.party.id)
    if sent.sent_at or sent.fault:
        return Handed(Became.SENT)
    reach("notice.claimed")
    handed = hand_over(_letter(notice, backend), backend)
    reach("notice.sent")
    if handed.became is Became.SENT:
        Sent.objects.filter(id=sent.id).update(sent_at=timezone.now())
    elif handed.became is Became.REFUSED:
        Sent.objects.filter(id=sent.id).update(fault=handed.why)
    return handed


def _letter(notice: Notice, backend: BaseEmailBackend) -> EmailMessage:
    """Plain text in the party's language. Its Message-ID is the same however often it is sent."""
    with translation.override(notice.party.language or CHINESE):
        subject = gettext("您的信访事项{number}有新的进展").format(number=notice.case.number)
        body = "\n\n".join(_sentences(notice))
    mark = f"{notice.case.id}.{notice.seq}.{notice.party.id}"
    headers = {"Message-ID": f"<{mark}@{DNS_NAME}>"}
    address = open_identity(notice.party).email
    return EmailMessage(subject, body, to=[address], headers=headers, connection=backend)


def _sentences(notice: Notice) -> Iterator[str]:
    yield gettext("您好！")
    yield gettext("您的信访事项（编号{number}）有新的进展。").format(number=notice.case.number)
    if last := own_last_day(notice.case):
        yield gettext("其中有一步要您自己决定，最迟是{day}。请早点看。").format(day=last)
    if address := follow_address(notice.case):
        yield gettext("点开这里，输入查询码就能看：{address}").format(address=address)
    else:
        yield gettext("请到本网站，输入编号和查询码查看。")
    yield gettext("查询码在您的回执上。我们不会在邮件里问您查询码、密码，也不会要您付钱。")
    yield gettext("为保护您的隐私，邮件里不写具体内容。这封邮件由系统发出，请不要回复。")
    if settings.HUIYIN_SITE_NAME:
        yield settings.HUIYIN_SITE_NAME
