"""How the machine fares (运行情况), for administrators: what was set aside, what waits, whether the clock is believed.

Nobody's matter is named here, nor how many there are: who keeps the house reads no matters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from huiyin.channels.exchange.account import known_sites, own_fingerprint
from huiyin.channels.faring import Failing, not_going_out
from huiyin.channels.registry import WrongChannels, connections, is_connected
from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.frame import page
from huiyin.desk.links import link
from huiyin.desk.staff import Desk, staff
from huiyin.law.terms import Role
from huiyin.law.words import P, Phrase
from huiyin.people.keys import keyless
from huiyin.record.clock_guard import WORD
from huiyin.record.models import ClockWord, Message, Seal, SetAside
from huiyin.record.setting_aside import try_again, waiting
from huiyin.store.ids import made_at
from huiyin.typed.wholes import row_id

#: What was set aside, and what to do about it.
KINDS: Final[Mapping[str, tuple[Phrase, Phrase]]] = {
    "clock": (P("一件事项的期限算不出来"), P("请运行 ./run verify，把它说的话交给维护的人；修好以后点“再试一次”。")),
    "paper": (P("一份文书有了文号，制不出来"), P("多半是缺字体或者缺内容，请看工作进程的日志；补上以后点“再试一次”。")),
    "draw": (P("批量文书中有一份制不出来"), P("请看工作进程的日志；修好以后点“再试一次”。")),
    "index": (P("一件事项进不了查找和统计"), P("查找时可能找不到它。请看工作进程的日志；修好以后点“再试一次”。")),
    "notice": (P("一条给信访人的通知发不出去"), P("请看工作进程的日志；修好以后点“再试一次”。")),
    "staff": (P("一条给同事的提醒发不出去"), P("请看工作进程的日志；修好以后点“再试一次”。")),
    "receipt": (P("一封“收到了”的回执发不出去"), P("请看工作进程的日志；修好以后点“再试一次”。")),
    "reset": (P("一封重设密码的信发不出去"), P("请看工作进程的日志；修好以后点“再试一次”。")),
    "exchange": (P("一件要发给别的系统的事项发不出去"), P("请看工作进程的日志；修好以后点“再试一次”。")),
    "served": (P("一份文书的送达没有记上"), P("请看工作进程的日志；修好以后点“再试一次”。")),
}
#: From the second try on it is no accident any more.
OFTEN: Final = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that was set aside."""

    row: SetAside
    what: Phrase
    todo: Phrase


@staff
@require_http_methods(["GET", "POST"])
def machine(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The page; a POST names what is to be tried again."""
    if Role.ADMIN not in desk.actor.roles:
        raise PermissionDenied
    if request.method == "POST":
        row = SetAside.objects.filter(id=row_id(request.POST.get("again")) or 0, given_up=True).first()
        if row is not None:
            try_again(row, timezone.now())
        return see_other(link("machine"))
    lines = [Line(row, *KINDS.get(row.what, KINDS["draw"])) for row in waiting()]
    clock = ClockWord.objects.filter(id=WORD).first()
    stuck = _stuck()
    context = {
        "lines": lines,
        "clock": clock,
        "mail_since": min(filter(None, [_mail_since(), stuck[""].since if "" in stuck else None]), default=None),
        "stuck": [each for name, each in stuck.items() if name],
        "keyless": keyless(desk.today),
        "sites": known_sites(),
        "own_fingerprint": own_fingerprint() if is_connected("exchange") else "",
        "sealed": Seal.objects.order_by("-day").values_list("day", flat=True).first(),
    }
    return page(request, desk, "desk/machine.html", context, here="machine")


def _stuck() -> dict[str, Failing]:
    """The connections by which nothing goes out now, by name; the mail server under none."""
    try:
        return not_going_out([None, *connections()])
    except WrongChannels:
        return not_going_out([None])


def _mail_since() -> datetime | None:
    """Since when the mail server has not taken what colleagues and writers should have; whoever waits longest."""
    late = Message.objects.filter(topic__in=("staff", "reset", "receipt"), attempts__gte=OFTEN).exclude(fault="")
    oldest = late.order_by("id").values_list("id", flat=True).first()
    return made_at(oldest) if oldest else None
