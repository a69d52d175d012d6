"""Mail to members of staff: that something waits, and the matter's number. Never what it is about.

Of a report of wrongdoing not even the number is told: office mail is read on many screens.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.core.mail import DNS_NAME, EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import translation
from django.utils.translation import gettext

from huiyin.people.models import Person
from huiyin.record.models import Recorded
from huiyin.record.outbox import Later, keep
from huiyin.record.reading import near_a_report
from huiyin.record.worlds import beijing_day
from huiyin.store.mail import Became, hand_over
from huiyin.together.kinds import Kind
from huiyin.together.models import Mailbox, Notification
from huiyin.together.reading import may_read
from huiyin.vault.points import reach
from huiyin.wording.words import grouped


class NotSent(Later):
    """Some mails could not be handed to the mail server; they are tried again, those sent are not."""


def send_wanted(cases: Mapping[int, Recorded], now: datetime) -> None:
    """Send the mails that wait for these records.

    :raises NotSent: the mail server could not be reached or put some off.
    """
    rows = list(Notification.objects.filter(mail="wanted", record__in=list(cases)).order_by("id"))
    boxes = mailboxes({row.person for row in rows})
    letters = [(row, letter) for row in rows for letter in _letters(row, cases[row.record], boxes, now)]
    # Without an address, or for somebody who may not read the matter any more, there is nothing to try again.
    unsent = {row.id for row in rows} - {row.id for row, _ in letters}
    Notification.objects.filter(id__in=unsent).update(mail="")
    if letters:
        _send(letters)


def mailboxes(people: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Address and language of those active persons who gave an address."""
    people = list(people)
    languages = dict(Person.objects.filter(id__in=people, is_active=True).values_list("id", "language"))
    boxes = Mailbox.objects.filter(person__in=people).exclude(address="").values_list("person", "address")
    return {person: (address, languages[person]) for person, address in boxes if person in languages}


def _letters(
    row: Notification, case: Recorded, boxes: Mapping[int, tuple[str, str]], now: datetime
) -> Iterator[EmailMessage]:
    if row.person in boxes and may_read(row.record_kind, case.id, [(row.person, row.organ)], beijing_day(now)):
        address, language = boxes[row.person]
        with translation.override(language):
            yield letter(address, _subject(row, case), _sentences(row, case), f"told.{row.id}")


def _subject(row: Notification, case: Recorded) -> str:
    return gettext("有一件需要您处理") if near_a_report(case) else gettext(Kind(row.kind).label)


def _sentences(row: Notification, case: Recorded) -> list[str]:
    if near_a_report(case):
        return [gettext("有一件需要您处理。")]
    said = gettext(Kind(row.kind).label)
    return [gettext("{what}：编号{number}。").format(what=said, number=grouped(case.number))]


def letter(address: str, subject: str, sentences: Sequence[str], mark: str) -> EmailMessage:
    """Plain text in the language that is on. The same mark gives the same Message-ID however often it is sent."""
    site = settings.HUIYIN_SITE_URL
    where = gettext("请打开 {site} 登录办公台查看。") if site else gettext("请登录办公台查看。")
    last = gettext("邮件里不写具体内容。想少收一些，可以在办公台的“提醒设置”里改。")
    body = "\n\n".join(
        [*sentences, where.format(site=f"{site}/desk/"), last, *filter(None, [settings.HUIYIN_SITE_NAME])]
    )
    return EmailMessage(subject, body, to=[address], headers={"Message-ID": f"<{mark}@{DNS_NAME}>"})


def _send(letters: Sequence[tuple[Notification, EmailMessage]]) -> None:
    faults = []
    backend: BaseEmailBackend = get_connection()
    try:
        for row, mail in letters:
            keep()
            became, why = hand_over(mail, backend)
            reach("staff.sent")
            if became in (Became.SENT, Became.REFUSED):
                Notification.objects.filter(id=row.id).update(mail=became.value)
            else:
                faults.append(why)
            if became is Became.AWAY:
                break  # the others would only wait for the same server
    finally:
        backend.close()
    if faults:
        raise NotSent(f"{len(faults)} of {len(letters)}: {faults[0]}")
