"""The pages of one's own list (我的信访事项): open it, put a matter into it, take it along, delete it."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huiyin.cases.models import Case
from huiyin.gate import known
from huiyin.gate.limits import Held, count, give_back, minutes
from huiyin.gate.work import task, worked
from huiyin.people.fields import Line
from huiyin.people.hashing import hashes
from huiyin.portal.entering import grants, throttle
from huiyin.portal.fields import Phone
from huiyin.portal.following.matter import gather_many
from huiyin.portal.following.standing import coming, now_words
from huiyin.portal.mine import accounts
from huiyin.portal.models import Account
from huiyin.portal.redirects import TOO_OFTEN, UNFIT, see_other
from huiyin.record.worlds import beijing_day
from huiyin.typed.formulas import guarded
from huiyin.typed.wholes import row_id
from huiyin.wording.words import grouped, say

_HIDDEN: Final = {"autocapitalize": "off", "spellcheck": "false", "data-private": ""}


class OpenForm(forms.Form):
    """Phone or e-mail, and the password."""

    login = Line(
        label=_("电话或邮箱"), most=120, widget=forms.TextInput(attrs={"autocomplete": "username", "data-private": ""})
    )
    password = forms.CharField(
        label=_("密码"), strip=False, max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", **_HIDDEN}),
    )  # fmt: skip

    def clean_login(self) -> str:
        typed = str(self.cleaned_data["login"])
        try:
            if "@" in typed:
                validate_email(typed)
            else:
                Phone().clean(typed)
        except ValidationError:
            raise ValidationError(gettext("请写电话号码，比如 13200001234，或者邮箱。")) from None
        return typed


class KeepForm(OpenForm):
    """The same, with the password once more: a slip would make a list that nobody finds again."""

    again = forms.CharField(
        label=_("密码，再写一遍"), strip=False, max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", **_HIDDEN}),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["password"].help_text = gettext("第一次用，就自己起一个，至少 {n} 位。用过的，写原来的。").format(
            n=accounts.LEAST
        )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        password = given.get("password", "")
        if password and (weak := _too_weak(password, given.get("login", ""))):
            self.add_error("password", weak)
        if password and "again" in given and password != given["again"]:
            self.add_error("again", gettext("两遍写的不一样，请重新写一遍。"))
        return given


def _too_weak(password: str, login: str) -> str:
    if len(password) < accounts.LEAST:
        return gettext("密码太短，至少 {n} 位。可以用一句话，好记又难猜。").format(n=accounts.LEAST)
    try:
        CommonPasswordValidator().validate(password)
    except ValidationError:
        return gettext("这个密码太常见，别人一猜就中。可以用一句话，好记又难猜。")
    if len(set(password)) < 4 or password.strip() == login.strip():
        return gettext("这个密码太好猜。可以用一句话，好记又难猜。")
    return ""


# The list ----------------------------------------------------------------------------------------------------------


@hashes
@require_http_methods(["GET", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """The list, or the form that opens it."""
    account = accounts.entered(request)
    if account is not None and request.method != "POST":
        context = {"rows": rows_of(account), "here": "track", "today": beijing_day(timezone.now())}
        return render(request, "portal/mine.html", context)
    form = OpenForm(request.POST or None)
    if not form.is_bound or not form.is_valid():
        return _enter_page(request, form, UNFIT if form.is_bound else 200)
    return _looked_up(request, form)


def _looked_up(request: HttpRequest, form: OpenForm) -> HttpResponse:
    now = timezone.now()
    wait, held = _wait(request, form, now)
    if wait:
        return _enter_page(request, form, TOO_OFTEN, wait)
    account = accounts.found(form.cleaned_data["login"], form.cleaned_data["password"])
    if account is None:
        form.add_error(None, gettext("对不上。请核对电话或邮箱，再写一遍密码。没有起过的，凭编号和查询码查。"))
        return _enter_page(request, form, UNFIT)
    give_back(held)
    accounts.enter(request, account, now)
    response = see_other("mine")
    known.remember(request, response, _device_name(form))
    return response


def _wait(request: HttpRequest, form: OpenForm, now: datetime) -> tuple[int, Sequence[Held]]:
    """How many minutes to wait, 0 for none, and the brakes under which this try was counted.

    Every try counts for the place it comes from, those that go wrong for the list too: stretching a password is dear.
    """
    address, paid = throttle.address_of(request), worked(request, now)
    device = known.device(request, _device_name(form))
    if not device and (wait := throttle.too_often(throttle.ENTERING, address, now, worked=paid)):
        return wait, ()
    held = [throttle.at_login(accounts.normal(form.cleaned_data["login"]), worked=paid, device=device)]
    until = count(held, now).until
    return (minutes(until, now) if until else 0), held


def _device_name(form: OpenForm) -> str:
    """Under what a device knows somebody's list."""
    return f"list:{accounts.normal(form.cleaned_data['login'])}"


def _enter_page(request: HttpRequest, form: OpenForm, status: int = 200, wait: int = 0) -> HttpResponse:
    context = {"form": form, "here": "track", "work": task(), "wait": wait}
    return render(request, "portal/mine_enter.html", context, status=status)


def rows_of(account: Account) -> list[dict[str, Any]]:
    """Each matter of the list: what it is, how it stands, and by when something must happen."""
    matters = gather_many(accounts.cases_of(account))
    return [{"case": each.case, "now": now_words(each), "coming": coming(each)} for each in matters]


@require_safe
def mine_as_file(request: HttpRequest) -> HttpResponse:
    """The list to take along, for any spreadsheet."""
    account = accounts.entered(request)
    if account is None:
        raise Http404
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="huiyin.csv"'
    answer.headers["Cache-Control"] = "no-store"
    writer = csv.writer(answer)
    writer.writerow([str(words) for words in _HEADS])
    writer.writerows([guarded(cell) for cell in _cells(row)] for row in rows_of(account))
    return answer


_HEADS: Final = (_("编号"), _("事项"), _("收到日期"), _("办到哪一步"), _("下一步"), _("最迟日期"))


def _cells(row: dict[str, Any]) -> list[str]:
    case, due = row["case"], row["coming"].due
    received: date = beijing_day(case.lodged_at)
    last = due.on.isoformat() if due else ""
    return [grouped(case.number), case.title, received.isoformat(), say(row["now"]), say(row["coming"].sentence), last]


@require_POST
def mine_changed(request: HttpRequest) -> HttpResponse:
    """Take one matter out of the list, or delete the list."""
    account = accounts.entered(request)
    if account is None:
        return see_other("mine")
    if request.POST.get("delete") == "yes":
        accounts.forget(account)
        grants.leave(request)
        messages.success(request, gettext("删掉了。您的信访事项照常办，凭编号和查询码照样能查。"))
        return see_other("track")
    gone = row_id(request.POST.get("out"))
    if gone is not None:
        accounts.take_out(account, [gone])
        messages.success(request, gettext("拿掉了。这件事照常办，凭编号和查询码照样能查。"))
    return see_other("mine")


# A matter into the list --------------------------------------------------------------------------------------------


@hashes
@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest, number: str) -> HttpResponse:
    """Put a matter into one's list, making the list if there is none."""
    found = grants.opened(request, number)
    if not found.own:
        raise Http404
    account = accounts.entered(request)
    if request.method != "POST":
        return _keep_page(request, found.case, None if account else KeepForm())
    if account is not None:
        return _kept(request, account, found.case)
    form = KeepForm(request.POST)
    if not form.is_valid():
        return _keep_page(request, found.case, form, UNFIT)
    now = timezone.now()
    wait, held = _wait(request, form, now)
    if wait:
        return _keep_page(request, found.case, form, TOO_OFTEN, wait)
    give_back(held)
    account = accounts.opened_or_made(form.cleaned_data["login"], form.cleaned_data["password"], now)
    return _kept(request, account, found.case)


def _kept(request: HttpRequest, account: Account, case: Case) -> HttpResponse:
    now = timezone.now()
    if accounts.keep(account, case, now):
        messages.success(request, gettext("记进去了。以后凭电话或邮箱和密码，一次看到所有的。"))
    else:
        messages.warning(request, gettext("已经有 {n} 件了，放不下。请先拿掉一件。").format(n=accounts.MOST))
    accounts.enter(request, account, now)
    return see_other("mine")


def _keep_page(
    request: HttpRequest, case: Case, form: KeepForm | None, status: int = 200, wait: int = 0
) -> HttpResponse:
    context = {"case": case, "form": form, "here": "track", "work": task(), "wait": wait}
    return render(request, "portal/mine_keep.html", context, status=status)
