"""What a notice may say by any channel: the number, the nearest day that is the person's own, and where to look.

Never what it is about, and of a report of wrongdoing not even that there is a petition: a screen has many readers.
"""

from __future__ import annotations

from collections.abc import Iterator
from time import time_ns
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from huiyin.cases.models import Case
from huiyin.cases.snapshots import load_facts
from huiyin.channels.adapter import Message
from huiyin.channels.mail.addresses import NOTICE, mark_of
from huiyin.channels.ways import VOICE, Way
from huiyin.law.frame.deadlines import due
from huiyin.law.terms import ClockKind
from huiyin.record.worlds import beijing_day, world_on
from huiyin.wording.words import day

CHINESE: Final = "zh-hans"
#: Periods in which the person must act themselves, or lose the right.
THEIR_OWN: Final = (ClockKind.SEEK_REVIEW, ClockKind.SEEK_REREVIEW)

#: In the place of an act: a query code was given anew.
CODE: Final = "code"
#: In the place of an act, followed by the number for one use that is sent to whoever lost number and code.
ONCE: Final = "way-back"
#: In the place of an act, followed by the query code that its owner wants on their own telephone.
OWN_CODE: Final = "own-code"


def own_last_day(case: Case) -> str:
    """The last day on which the person may still ask for review, in the reader's language; empty if none runs.

    That a day runs tells nobody what the matter is about, and it is the one thing that cannot wait until they look.
    """
    facts, today = load_facts(case.facts), beijing_day(timezone.now())
    clocks = [clock for kind in THEIR_OWN if (clock := facts.running(kind))]
    last = min((due(clock, world_on(today).calendar).on for clock in clocks), default=None)
    return day(last, today) if last and last >= today else ""


def follow_address(case: Case) -> str:
    """Where the matter is followed, with its number filled in; never with the query code. Empty without a site."""
    site = settings.HUIYIN_SITE_URL.rstrip("/") if settings.HUIYIN_SITE_URL else ""
    return f"{site}{reverse('portal:track')}?n={case.number}" if site else ""


def message(case: Case, act: str, to: str, row: int, way: Way) -> Message:
    """A notice in the language that is on, as this way may say it.

    :param row: the row of Sent, by which an answer or a failure finds its way home.
    """
    if act.startswith(ONCE):
        return _once(act.removeprefix(ONCE).strip(), to, row)
    if act.startswith(OWN_CODE):
        return _own_code(act.removeprefix(OWN_CODE).strip(), to, row)
    last, address = own_last_day(case), follow_address(case)
    if act == CODE:
        return _code(case, to, row, way, address)
    subject = gettext("编号{number}有新的进展") if case.report else gettext("您的信访事项{number}有新的进展")
    title = subject.format(number=case.number)
    if way.key == VOICE:
        return _spoken(to, row, act, last)
    body = "".join(_short(case, last, address)) if way.rings else "\n\n".join(_letter(case, title, last, address))
    fields = {"number": case.number, "day": last, "address": address}
    return Message(to, title, body, mark_of(NOTICE, row), answers=not case.report, act=act, fields=fields)


def trial(to: str) -> Message:
    """What an administrator sends to try a way out: it says that it is nothing."""
    body = gettext("这是试发的一条，不用管。")
    fields = {"number": "0000", "day": "", "address": ""}
    return Message(to, gettext("试发"), body, f"t-{time_ns() // 10**6}", fields=fields)


def _spoken(to: str, row: int, act: str, last: str) -> Message:
    """Whoever answers hears it: neither number nor address, which nobody could write down anyway."""
    said = [gettext("您好。您登记的事有新的进展。")]
    if last:
        said.append(gettext("有一步要您自己决定，最迟{day}。").format(day=last))
    said.append(gettext("请凭编号和查询码上网查看，或者给我们打电话。"))
    fields = {"number": "", "day": last, "address": ""}
    return Message(to, gettext("有新的进展"), "".join(said), mark_of(NOTICE, row), act=act, fields=fields)


def _once(number: str, to: str, row: int) -> Message:
    """The number for one use, and that it is given to nobody; not what it is for, nor that there is a petition."""
    body = gettext("验证码{number}，10分钟内有效。谁问您要都不要给。不是您要的，不用管。").format(number=number)
    fields = {"number": number, "day": "", "address": ""}
    return Message(to, gettext("验证码"), body, mark_of(NOTICE, row), act=ONCE, fields=fields)


def _own_code(code: str, to: str, row: int) -> Message:
    """The code its owner asked for; without the number of the matter it opens nothing."""
    shown = f"{code[:4]} {code[4:]}"
    body = gettext("您要的码：{code}。编号在您的纸条上。谁问您要都不要给。").format(code=shown)
    fields = {"number": shown, "day": "", "address": ""}
    return Message(to, gettext("您要的码"), body, mark_of(NOTICE, row), act=OWN_CODE, fields=fields)


def _code(case: Case, to: str, row: int, way: Way, address: str) -> Message:
    """Whoever asked for it knows; whoever did not can stop it while the old code still opens."""
    title = gettext("编号{number}的查询码补发过").format(number=case.number)
    said = gettext("有人要求补发编号{number}的查询码，已经补发。是您要的，不用管。").format(number=case.number)
    stop = gettext("不是您要的，请用您原来的查询码打开这件事，点“停下”；或者马上打电话告诉我们。")
    body = f"{said}{stop}" if way.rings else "\n\n".join(filter(None, [gettext("您好！"), said, stop, address]))
    fields = {"number": case.number, "day": "", "address": address}
    return Message(to, title, body, mark_of(NOTICE, row), answers=not case.report, act=CODE, fields=fields)


def _letter(case: Case, title: str, last: str, address: str) -> Iterator[str]:
    yield gettext("您好！")
    if case.report:
        yield gettext("{title}。").format(title=title)
    else:
        yield gettext("您的信访事项（编号{number}）有新的进展。").format(number=case.number)
    if last:
        yield gettext("其中有一步要您自己决定，最迟是{day}。请早点看。").format(day=last)
    if address:
        yield gettext("点开这里，输入查询码就能看：{address}").format(address=address)
    else:
        yield gettext("请到本网站，输入编号和查询码查看。")
    yield gettext("查询码在您的回执上。我们不会在邮件里问您查询码、密码，也不会要您付钱。")


def _short(case: Case, last: str, address: str) -> Iterator[str]:
    yield gettext("您登记的事（编号{number}）有新的进展。").format(number=case.number)
    if last:
        yield gettext("有一步要您自己决定，最迟{day}。").format(day=last)
    yield gettext("查看：{address}").format(address=address) if address else gettext("请凭编号和查询码查看。")
