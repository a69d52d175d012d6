"""One's own password (修改密码): the one now, the new one, once more."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import password_validation
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from huiyin.desk.entering.sign_in import come, see_other
from huiyin.desk.frame import page
from huiyin.desk.links import link
from huiyin.desk.staff import Desk, staff
from huiyin.gate.sign_in import Declined, confirm_or_wait
from huiyin.people.account_acts import choose_password
from huiyin.people.accounts import stay_signed_in
from huiyin.people.hashing import hashes
from huiyin.people.keys import lock_anew, own_key
from huiyin.people.models import Person
from huiyin.store.locks import writing
from huiyin.wording.words import say


def typed(label: Any, complete: str, **options: Any) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": complete})
    return forms.CharField(label=label, strip=False, max_length=200, widget=widget, **options)


class Choice(forms.Form):
    """A password of one's own, typed twice."""

    new = typed(_("新密码"), "new-password", help_text=_("至少十个字，不能全是数字，不能是常见的密码。"))
    again = typed(_("再输一遍新密码"), "new-password")

    def __init__(self, person: Person, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.person = person

    def clean_new(self) -> str:
        new = str(self.cleaned_data["new"])
        if new == self.data.get("current"):
            raise forms.ValidationError(gettext("新密码和现在的一样，请换一个。"))
        password_validation.validate_password(new, self.person)
        return new

    def clean_again(self) -> str:
        again = str(self.cleaned_data["again"])
        if again != self.data.get("new"):
            raise forms.ValidationError(gettext("两遍输得不一样，请再输一次。"))
        return again


class Change(Choice):
    current = typed(_("现在的密码"), "current-password")
    field_order = ("current", "new", "again")


@hashes
@staff
@require_http_methods(["GET", "POST"])
def password(request: HttpRequest, desk: Desk) -> HttpResponse:
    form = Change(desk.person, request.POST or None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        current = form.cleaned_data["current"]
        here = come(request, desk.person.username, desk.now)
        answer = confirm_or_wait(desk.person, password=current, come=here, at=desk.now)
        if not isinstance(answer, Declined):
            own = own_key(desk.person.id, current, desk.now, desk.today)
            return _changed(request, desk, form.cleaned_data["new"], own)
        form.add_error("current", say(answer.phrase))
        status = 429 if answer.until else 422
    response = page(request, desk, "desk/password.html", {"form": form}, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _changed(request: HttpRequest, desk: Desk, new: str, own: bytes | None) -> HttpResponse:
    with writing():
        choose_password(desk.person, new, by=desk.actor, at=desk.now)
        if own is not None:
            lock_anew(desk.person.id, own, new)
    stay_signed_in(request.session, desk.person)
    messages.success(request, gettext("密码改好了。别处登录着的都已退出，这里不用重新登录。"))
    return see_other(link("home"))
