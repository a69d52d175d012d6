"""The mail that lets somebody set a password of their own, to the address they registered themselves and no other."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from django.conf import settings
from django.core.mail import DNS_NAME, EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone, translation
from django.utils.translation import gettext

from huiyin.gate.models import Reset
from huiyin.gate.resets import OPEN, code_of, lacking
from huiyin.people.models import Person
from huiyin.record.models import Message
from huiyin.record.outbox import keep
from huiyin.record.worlds import beijing_day
from huiyin.store.mail import Became, hand_over
from huiyin.together.mail import NotSent, mailboxes
from huiyin.wording.words import moment

PATH = "/desk/reset"


def send(batch: list[Message]) -> None:
    """Called by the worker with messages of the topic ``reset``; the same message twice sends one mail.

    :raises NotSent: the mail server could not be reached or put some off.
    """
    rows = Reset.objects.filter(OPEN, id__in=[message.record for message in batch], sent_at__isnull=True)
    backend = get_connection()
    try:
        faults = [fault for row in rows if (fault := _sent(row, backend))]
    finally:
        backend.close()
    if faults:
        raise NotSent(f"{len(faults)} of {len(batch)}: {faults[0]}")


def _sent(reset: Reset, backend: BaseEmailBackend) -> str:
    """Send one; the kind of fault if it must be tried again."""
    keep()
    box = mailboxes([reset.person]).get(reset.person)
    if box is None:
        return ""
    with translation.override(box[1]):
        became, why = hand_over(_letter(reset, box[0]), backend)
    if became not in (Became.SENT, Became.REFUSED):
        return why
    Reset.objects.filter(id=reset.id).update(sent_at=timezone.now())
    return ""


def _letter(reset: Reset, address: str) -> EmailMessage:
    person = Person.objects.get(id=reset.person)
    headers = {"Message-ID": f"<reset.{reset.id}@{DNS_NAME}>"}
    return EmailMessage(gettext("设登录密码"), "\n\n".join(_words(reset, person)), to=[address], headers=headers)


def _words(reset: Reset, person: Person) -> Iterator[str]:
    yield gettext("{name}，您好！").format(name=person.name)
    yield gettext("您的管理员请系统给您发这封信，让您自己设一个密码。{until}以前有效，只能用一次。").format(
        until=moment(reset.until)
    )
    code = code_of(reset)
    if settings.HUIYIN_SITE_URL:
        yield f"{settings.HUIYIN_SITE_URL}{PATH}?{urlencode({'u': person.username})}#{code}"
    yield gettext("用户名：{username}\n一次性的码：{code}").format(username=person.username, code=code)
    yield gettext("打不开链接，就在办公台登录页点“有链接或者信，设密码”，把用户名和码输进去。")
    if lacking(reset, beijing_day(reset.at)):
        yield gettext("为了安全，还要请您单位的另一位同事登录办公台，在“账号安全”里点“同意”，这个码才能用。")
    yield gettext("不是您要的？不要把码告诉任何人，用原来的密码登录，在“账号安全”里作废它，并告诉单位的负责人。")
    if settings.HUIYIN_SITE_NAME:
        yield settings.HUIYIN_SITE_NAME
