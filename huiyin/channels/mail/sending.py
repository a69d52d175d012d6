"""Sending mail (发信): notices and receipts by the outgoing server, with a mark by which they find their way home."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.conf import settings
from django.core.mail import DNS_NAME, EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import translation
from django.utils.translation import gettext

from huiyin.channels.adapter import Connection, Message, Result, Send
from huiyin.channels.arrivals.keeping import read_of
from huiyin.channels.arrivals.models import Arrival
from huiyin.channels.mail.addresses import RECEIPT, answered_at, mark_of
from huiyin.channels.registry import connection as connected
from huiyin.channels.saying import CHINESE
from huiyin.record import models as record
from huiyin.record.outbox import Later, keep
from huiyin.record.worlds import beijing_day
from huiyin.store.mail import Became, hand_over
from huiyin.vault.points import reach
from huiyin.wording.words import day


class NotSent(Later):
    """A receipt could not be handed to the mail server; it is tried again."""


@contextmanager
def sending(connection: Connection | None) -> Iterator[Send]:
    """The line to the mail server; with a mailbox, answers come back to it."""
    backend: BaseEmailBackend = get_connection()

    def send(message: Message) -> Result:
        return Result(*hand_over(_mail(message, connection, backend), backend))

    try:
        yield send
    finally:
        backend.close()


def _mail(message: Message, connection: Connection | None, backend: BaseEmailBackend) -> EmailMessage:
    """Plain text. Its Message-ID is the same however often it is sent; no machine is to answer it (RFC 3834)."""
    back = answered_at(connection, message.mark) if message.answers else ""
    last = [_invited() if back else _not_invited(), *filter(None, [settings.HUIYIN_SITE_NAME])]
    body = "\n\n".join([message.body, *last])
    return EmailMessage(
        message.title, body, to=[message.to], headers=_headers(message.mark), connection=backend,
        from_email=connection["address"] if connection else None, reply_to=[back] if back else None,
    )  # fmt: skip


def _headers(mark: str) -> dict[str, str]:
    return {"Message-ID": f"<{mark}@{DNS_NAME}>", "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


def _invited() -> str:
    return gettext(
        "为保护您的隐私，邮件里不写具体内容。要补充情况，可以直接回复这封邮件；更稳妥的办法是上网或到窗口说。"
    )


def _not_invited() -> str:
    return gettext("为保护您的隐私，邮件里不写具体内容。这封邮件由系统发出，请不要回复。")


# Receipts ------------------------------------------------------------------------------------------------------------


def send_receipts(batch: list[record.Message]) -> None:
    """Called by the worker with messages of the topic ``receipt``: who wrote is told that it came, and no more.

    :raises NotSent: the mail server could not be reached or put some off.
    """
    faults = []
    backend: BaseEmailBackend = get_connection()
    try:
        for row in Arrival.objects.filter(id__in=[message.record for message in batch], receipt="wanted"):
            keep()
            if not read_of(row):
                # Registered as a report in the meantime, and sealed: the person has its number by now.
                Arrival.objects.filter(id=row.id).update(receipt="")
                continue
            became, why = hand_over(_receipt(row, backend), backend)
            reach("receipt.sent")
            if became in (Became.SENT, Became.REFUSED):
                Arrival.objects.filter(id=row.id).update(receipt="sent" if became is Became.SENT else "refused")
            else:
                faults.append(why)
    finally:
        with suppress(OSError):
            backend.close()
    if faults:
        raise NotSent(f"{len(faults)}: {faults[0]}")


def _receipt(row: Arrival, backend: BaseEmailBackend) -> EmailMessage:
    read, mark = read_of(row), mark_of(RECEIPT, row.id)
    box = connected(row.connection)
    back = answered_at(box, mark)
    with translation.override(CHINESE):
        words = [
            gettext("您好！"),
            gettext("您{day}发来的邮件，我们收到了。").format(
                day=day(beijing_day(row.arrived_at), beijing_day(row.arrived_at))
            ),
            gettext("工作人员看过以后会登记，再把编号告诉您。"),
            gettext("为保护您的隐私，这里不写您来信的内容。我们不会在邮件里问您密码，也不会要您付钱。"),
            *filter(None, [settings.HUIYIN_SITE_NAME]),
        ]
        title = gettext("您的邮件收到了")
    headers = {**_headers(mark), "Auto-Submitted": "auto-replied"}
    if read["message_id"]:
        headers |= {"In-Reply-To": read["message_id"], "References": read["message_id"]}
    return EmailMessage(
        title, "\n\n".join(words), to=[read["from"][0][1]], headers=headers, connection=backend,
        from_email=box["address"] if box else None, reply_to=[back] if back else None,
    )  # fmt: skip
