"""Notifications (提醒): the list behind the bell, and how one wishes to be told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huiyin.desk.entering.password import typed
from huiyin.desk.entering.sign_in import come, see_other
from huiyin.desk.frame import page
from huiyin.desk.records.fetching import url_of
from huiyin.desk.staff import Desk, staff
from huiyin.desk.undoable import may_be_undone
from huiyin.gate.sign_in import Declined, confirm_or_wait
from huiyin.oversight.weekly import LOOKS
from huiyin.people.hashing import hashes
from huiyin.people.posts import actor_of, names_of
from huiyin.record.captions import borrowed
from huiyin.record.kinds import KINDS
from huiyin.record.models import Recorded
from huiyin.record.reading import of_these
from huiyin.together.inbox import MOST, choose, mark_all_read, mark_read, newest, wishes
from huiyin.together.kinds import How, Kind
from huiyin.together.models import Mailbox, Notification
from huiyin.wording.listed import listed
from huiyin.wording.words import say

HOURS = (7, 8, 9, 12, 14, 17)


@dataclass(frozen=True, slots=True)
class Line:
    """What a record that its reader may read now has been told about; ``row`` is the newest, read or not like all."""

    row: Notification
    kinds: tuple[str, ...]
    case: Recorded
    called: str
    by: str


@staff
@require_safe
def notifications(request: HttpRequest, desk: Desk) -> HttpResponse:
    rows = listed(request, newest(desk.person.id), MOST)
    context = {"lines": rows.of(lambda found: _lines(desk, list(found)))}
    return page(request, desk, "desk/notifications.html", context, here="notifications")


def _lines(desk: Desk, rows: list[Notification]) -> list[Line]:
    """Those of records that may be read; what may not be is thrown away, so that not even the bell tells of it."""
    cases, called = _readable(desk, rows)
    gone = [row.id for row in rows if row.record not in cases]
    if gone:
        Notification.objects.filter(id__in=gone).delete()
    by = {row.by for row in rows if row.by}
    names = names_of(by) if by else {}
    groups: dict[tuple[int, bool], list[Notification]] = {}
    for row in rows:
        if row.id not in gone:
            groups.setdefault((row.record, row.read_at is None), []).append(row)
    return [_line(group, cases[about], called[about], names) for (about, _unread), group in groups.items()]


def _line(group: list[Notification], case: Recorded, called: str, names: Mapping[int, str]) -> Line:
    kinds = tuple(dict.fromkeys(Kind(row.kind).label for row in group))
    by = dict.fromkeys(names.get(row.by or 0, "") for row in group)
    return Line(group[0], kinds, case, called, " ".join(filter(None, by)))


def _readable(desk: Desk, rows: Iterable[Notification]) -> tuple[dict[int, Recorded], dict[int, str]]:
    """Each record, asked for in the capacity in which its reader was told of it, and what it is called to them."""
    asked: dict[tuple[str, int], set[int]] = {}
    for row in rows:
        asked.setdefault((row.record_kind, row.organ), set()).add(row.record)
    found: dict[int, Recorded] = {}
    posts: dict[int, list[tuple[Any, Recorded]]] = {}
    for (kind, organ), records in asked.items():
        actor = actor_of(desk.person.id, on=desk.today, organ=organ)
        there = of_these(KINDS[kind], actor, desk.today, records)
        posts.setdefault(organ, []).extend((KINDS[kind], row) for row in there.values())
        found |= there
    called = {record: row.title for record, row in found.items()}
    for organ, told in posts.items():
        called |= borrowed(told, actor_of(desk.person.id, on=desk.today, organ=organ), desk.today)
    return found, called


@staff
@require_POST
def open_one(request: HttpRequest, desk: Desk, told: int) -> HttpResponse:
    """Go to the record of a notification, which is read then."""
    row = mark_read(desk.person.id, told, desk.now)
    cases = _readable(desk, [row])[0] if row else {}
    if row is None or row.record not in cases:
        raise Http404
    return see_other(url_of(KINDS[row.record_kind], cases[row.record].number))


@staff
@require_POST
def all_read(request: HttpRequest, desk: Desk) -> HttpResponse:
    mark_all_read(desk.person.id, desk.now)
    may_be_undone(request, desk, "read")
    return see_other(reverse("desk:notifications"))


class Wishes(forms.Form):
    """Address, hour of the digest, and a way for each kind."""

    address = forms.EmailField(
        label=_("邮箱"),
        required=False,
        max_length=160,
        help_text=_("不填就只在页面上提醒。邮件里只写编号，不写事情的内容。"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    current = typed(
        _("现在的密码"), "current-password", required=False,
        help_text=_("改邮箱时才要填：重设密码的链接发到这个邮箱。"),
    )  # fmt: skip
    hour = forms.TypedChoiceField(
        label=_("每日汇总几点发"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("只在工作日发；没有要说的就不发。"),
    )

    weekly = forms.BooleanField(
        label=_("每周一封本机关的数字"), required=False,
        help_text=_("周一早上发上一周的，只有总数，没有哪一件事；检举控告不在里面。"),
    )  # fmt: skip

    def __init__(self, desk: Desk, *args: object, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]
        hours = [(hour, f"{hour}:00") for hour in HOURS]
        self.fields["hour"].choices = [("", _("不发")), *hours]  # type: ignore[attr-defined]
        if not desk.actor.roles & LOOKS:
            del self.fields["weekly"]
        for kind, how in wishes(desk.person.id).items():
            field = forms.ChoiceField(
                label=_(kind.label), choices=[(each.value, _(each.label)) for each in How], initial=how.value
            )
            self.fields[kind.value] = field

    def clean(self) -> dict[str, object]:
        said: dict[str, object] = super().clean() or {}
        if said.get("hour") and not said.get("address") and "address" not in self.errors:
            self.add_error("address", _("要收每日汇总，请先填邮箱。"))
        if said.get("weekly") and not said.get("address") and "address" not in self.errors:
            self.add_error("address", _("要收每周的数字，请先填邮箱。"))
        return said


@hashes
@staff
@require_http_methods(["GET", "POST"])
def wished(request: HttpRequest, desk: Desk) -> HttpResponse:
    """How one wishes to be told."""
    box = Mailbox.objects.filter(person=desk.person.id).first()
    start = {"address": box.address, "hour": box.digest_hour, "weekly": box.weekly} if box else {}
    form = Wishes(desk, request.POST or None, initial=start)
    status = 422 if form.is_bound else 200
    if form.is_valid() and form.cleaned_data["address"] != start.get("address", ""):
        # A link to a new password goes to this address: whoever finds a desk left open must not choose it.
        here = come(request, desk.person.username, desk.now)
        answer = confirm_or_wait(desk.person, password=form.cleaned_data["current"], come=here, at=desk.now)
        if isinstance(answer, Declined):
            form.add_error("current", say(answer.phrase))
            status = 429 if answer.until else 422
    if form.is_valid():
        said = form.cleaned_data
        hows = {kind: How(said[kind.value]) for kind in Kind}
        choose(desk.person.id, hows, said["address"], said["hour"], bool(said.get("weekly")))
        messages.success(request, gettext("提醒设置已经保存。"))
        return see_other(reverse("desk:wishes"))
    context = {"form": form, "kinds": [form[kind.value] for kind in Kind]}
    return page(request, desk, "desk/wishes.html", context, here="notifications", status=status)
