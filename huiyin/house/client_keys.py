"""Keys of clients (接口密钥) of the administrator's organ and those below: given, turned, ended, each written down.

It stands here, for what a key is belongs to the interfaces, and its page to the desk; neither room knows the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from huiyin.api.keys import CLIENTS, Given, Scope, end, give, keys_of, turn
from huiyin.api.models import Key
from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.frame import page
from huiyin.desk.names import short_name
from huiyin.desk.staff import Desk, staff
from huiyin.law.terms import Role
from huiyin.law.words import P, Phrase
from huiyin.people.account_acts import administered
from huiyin.typed.wholes import row_id
from huiyin.wording.words import word

#: What each kind of client may do, in words an administrator chooses by.
KINDS = {
    "office": P("业务系统：按本机关各岗位的权限登记、办理、看办件"),
    "analyst": P("统计分析：只读统计数字，看不到任何一件事"),
    "open311": P("上报应用：群众用手机应用报路坑、路灯这类事"),
    "scim": P("人员同步：由单位的人事或统一身份系统建账号、定岗位"),
}
#: So many days before a key ends its line says so.
SOON = timedelta(days=30)


class GiveForm(forms.Form):
    kind = forms.ChoiceField(label=_("给哪一种系统"), widget=forms.RadioSelect)
    organ = forms.ChoiceField(label=_("在哪个单位"))
    name = forms.CharField(
        label=_("叫什么"), max_length=40, required=False, help_text=_("以后在名单和办理日志里认得出是谁")
    )
    days = forms.IntegerField(label=_("用多少天"), min_value=1, max_value=730, initial=365)
    most = forms.IntegerField(label=_("每分钟最多多少次"), min_value=1, max_value=100_000, initial=600)

    def __init__(self, *args: Any, desk: Desk, **options: Any) -> None:
        super().__init__(*args, **options)
        kind, organ = self.fields["kind"], self.fields["organ"]
        assert isinstance(kind, forms.ChoiceField) and isinstance(organ, forms.ChoiceField)
        kind.choices = [(key, word(words.text)) for key, words in KINDS.items()]
        chart = desk.world.chart
        known = [chart.organs[each] for each in administered(desk.actor, desk.today) if each in chart.organs]
        known.sort(key=lambda each: (each.id != desk.organ.id, each.code, each.id))
        organ.choices = [(str(each.id), each.name) for each in known]


@dataclass(frozen=True, slots=True)
class Line:
    """One key in the list; its text is never seen again."""

    key: Key
    organ: str
    scopes: tuple[Scope, ...]
    state: str
    words: Phrase


@staff
@require_http_methods(["GET", "POST"])
def keys(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The list, and the form; a POST gives one, or names one to be turned or ended. A secret is shown this once."""
    if Role.ADMIN not in desk.actor.roles:
        raise PermissionDenied
    if request.method == "POST" and "key" in request.POST:
        return _with_one(request, desk)
    form = GiveForm(request.POST or None, desk=desk)
    if form.is_bound and form.is_valid():
        return _page(request, desk, GiveForm(desk=desk), _given(form.cleaned_data, desk))
    return _page(request, desk, form, None, 422 if form.is_bound else 200)


def _given(said: dict[str, Any], desk: Desk) -> Given:
    client = CLIENTS[said["kind"]]
    return give(
        said["name"].strip() or client.name, int(said["organ"]), client.scopes, client.roles,
        by=desk.actor, at=desk.now, life=timedelta(days=said["days"]), most=said["most"],
    )  # fmt: skip


def _with_one(request: HttpRequest, desk: Desk) -> HttpResponse:
    found = _keys(desk).filter(id=row_id(request.POST["key"]) or 0, ended_at=None).first()
    act = request.POST.get("act")
    if found is None or act not in ("turn", "end"):
        raise Http404
    if act == "turn":
        return _page(request, desk, GiveForm(desk=desk), turn(found, by=desk.actor, at=desk.now))
    end(found, by=desk.actor, at=desk.now)
    messages.success(request, gettext("“%(name)s”停用了，从现在起打不开。") % {"name": found.name or found.id})
    return see_other(reverse("keys"))


def _keys(desk: Desk) -> Any:
    return keys_of(administered(desk.actor, desk.today))


def _page(request: HttpRequest, desk: Desk, form: GiveForm, given: Given | None, status: int = 200) -> HttpResponse:
    rows = [_line(key, desk) for key in _keys(desk)]
    context = {
        "form": form,
        "given": given,
        "rows": [row for row in rows if row.key.ended_at is None],
        "ended": [row for row in rows if row.key.ended_at is not None],
    }
    response = page(request, desk, "client_keys.html", context, here="accounts", status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _line(key: Key, desk: Desk) -> Line:
    state, words = _state(key, desk.now)
    return Line(key, short_name(desk.world.chart, key.organ), tuple(_scopes(key.scopes.split())), state, words)


def _scopes(words: Iterable[str]) -> Iterable[Scope]:
    return (Scope(each) for each in words)


def _state(key: Key, now: datetime) -> tuple[str, Phrase]:
    if key.ended_at is not None:
        return "done", P("{day}停用", day=key.ended_at)
    if key.expires_at <= now:
        return "late", P("{day}到期了", day=key.expires_at)
    if key.former_until is not None and key.former_until > now:
        return "soon", P("换过，旧的到{day}还能用", day=key.former_until)
    return "soon" if key.expires_at - now < SOON else "ok", P("用到{day}", day=key.expires_at)
