"""Setting a password with a link or a slip (重设密码): name, code, and a new password that nobody else ever sees."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from huiyin.desk.entering.password import Choice, typed
from huiyin.desk.entering.sign_in import device_name, see_other
from huiyin.desk.links import link
from huiyin.desk.names import short_name
from huiyin.gate import known
from huiyin.gate.addresses import address_of
from huiyin.gate.limits import Brake, count, give_back
from huiyin.gate.models import Reset
from huiyin.gate.resets import asked_of, found, lacking, use
from huiyin.gate.sign_in import MINUTE
from huiyin.law.words import P, Phrase
from huiyin.people.charts import chart_on
from huiyin.people.hashing import hashes
from huiyin.people.models import Person
from huiyin.record.worlds import beijing_day

TRIES = Brake("reset", 10, MINUTE, 15 * MINUTE)
WRONG = P("用户名和码对不上，或者码已经用过、过期、作废。请照着再核对一遍，或者找管理员。")


class ResetForm(Choice):
    username = forms.CharField(
        label=_("用户名"), max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )  # fmt: skip
    pin = forms.CharField(
        label=_("一次性的码"), max_length=40, help_text=_("十六个字母和数字，中间的短横输不输都行。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip
    new = typed(_("新密码"), "new-password", help_text=_("至少十个字，不能全是数字，不能是常见的密码。"))
    field_order = ("username", "pin", "new", "again")


@hashes
@never_cache
@require_http_methods(["GET", "POST"])
def reset(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    if request.method != "POST":
        return _page(request, ResetForm(Person(), initial={"username": request.GET.get("u", "")[:40]}))
    held = ((TRIES, address_of(request)),)
    if count(held, now).until:
        return _page(request, ResetForm(Person()), P("试得太多了，请过几分钟再试。"), 429)
    allowed = found(request.POST.get("username", ""), request.POST.get("pin", ""), now)
    form = ResetForm(allowed[0] if allowed else Person(), request.POST)
    if allowed is None:
        return _page(request, form, WRONG, 422)
    give_back(held)
    person, row = allowed
    if refused := _lacking(row):
        return _page(request, form, refused, 409)
    if not form.is_valid():
        return _page(request, form, None, 422)
    use(person, row, form.cleaned_data["new"], now)
    messages.success(request, gettext("密码设好了，只有您自己知道。请用它登录。"))
    response = see_other(link("home"))
    known.remember(request, response, device_name(person.username))
    return response


def _lacking(row: Reset) -> Phrase | None:
    """Who has yet to agree before this opens anything."""
    on = beijing_day(timezone.now())
    organs = lacking(row, on)
    if not organs:
        return None
    asked = asked_of(row, organs[0], on)
    if asked is None:
        return P("还要另一位同事同意，可是没有别的同事能登录：请找管服务器的人。")
    name = short_name(chart_on(on), asked)
    return P("码是对的，还差一步：请{organ}的另一位同事登录办公台，在“账号安全”里点“同意”，您再来一次。", organ=name)


def _page(request: HttpRequest, form: ResetForm, fault: Phrase | None = None, status: int = 200) -> HttpResponse:
    return render(request, "desk/security/reset.html", {"form": form, "fault": fault}, status=status)
