"""Posts (岗位) at the desk: a new colleague, a post given and a post taken away; each step is written down.

The administrator acts for the organs in their charge. Who may read matters is never for one person alone to say: the
post then waits for a second person of the organ, who says yes on the page of their own account.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.validators import RegexValidator
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.frame import page
from huiyin.desk.links import link
from huiyin.desk.names import short_name
from huiyin.desk.staff import Desk, staff
from huiyin.gate.models import Naming
from huiyin.gate.namings import GIVEN, end, name_to, waiting
from huiyin.gate.resets import asked_of
from huiyin.law.chart.organs import Organ
from huiyin.law.terms import Role
from huiyin.people.account_acts import administered, looked_after, make, posts_of, take_post
from huiyin.people.models import Person, Post
from huiyin.typed.names import name_of, normal_name
from huiyin.typed.wholes import row_id

USERNAME = RegexValidator(r"^[a-z0-9][a-z0-9._-]{1,39}\Z", _("用户名用小写字母和数字，两个字以上，例如 lixiang。"))


class PostForm(forms.Form):
    """At which organ, in which role."""

    organ = forms.CharField(
        label=_("机关"), max_length=80, help_text=_("写几个字，从出来的名单里选。"),
        widget=forms.TextInput(attrs={"list": "l-organs", "autocomplete": "off"}),
        error_messages={"required": _("请写是哪个机关。")},
    )  # fmt: skip
    role = forms.ChoiceField(
        label=_("岗位"), choices=[("", "—"), *((role.value, role.label) for role in GIVEN)],
        error_messages={"required": _("请选一个岗位。")},
    )  # fmt: skip

    def __init__(self, organs: Mapping[int, Organ], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._by_name = {name: each.id for each in organs.values() for name in (each.short, each.name)}

    def clean_organ(self) -> int:
        found = self._by_name.get(self.cleaned_data["organ"].strip())
        if found is None:
            raise forms.ValidationError(_("归您管的机关里没有叫这个名字的，请从名单里选。"))
        return found


class ColleagueForm(PostForm):
    """Somebody new, and the first post."""

    name = forms.CharField(label=_("姓名"), max_length=40, error_messages={"required": _("请写姓名。")})
    username = forms.CharField(
        label=_("用户名"), max_length=40, validators=[USERNAME],
        help_text=_("登录时用，例如姓名的拼音。全市不能重。"),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("请写用户名。")},
    )  # fmt: skip
    field_order = ("name", "username", "organ", "role")

    def clean_name(self) -> str:
        return name_of(self.cleaned_data["name"])


def in_charge(desk: Desk) -> dict[int, Organ]:
    """The organs whose posts the administrator gives, by id.

    :raises PermissionDenied: whoever asks is no administrator.
    """
    if Role.ADMIN not in desk.actor.roles:
        raise PermissionDenied
    organs = desk.world.chart.organs
    return {each: organs[each] for each in sorted(administered(desk.actor, desk.today)) if each in organs}


@staff
@require_http_methods(["GET", "POST"])
def colleague(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Somebody new (新来的同事): an account that nobody can sign in to yet, and its first post."""
    organs = in_charge(desk)
    form = ColleagueForm(organs, request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        person = _account(desk, said["username"], said["name"])
        if person is None:
            form.add_error("username", _("这个用户名是别人的，请换一个，例如后面加一个数字。"))
        elif person.id == desk.person.id:
            form.add_error("username", _("自己的岗位自己不能定，请找上级机关的管理员。"))
        else:
            _given(request, desk, person.id, said["organ"], Role(said["role"]))
            return see_other(link("account", str(person.id)))
    context = {"form": form, "organs": organs.values()}
    status = 422 if form.errors else 200
    return page(request, desk, "desk/accounts/colleague.html", context, here="accounts", status=status)


def _account(desk: Desk, username: str, name: str) -> Person | None:
    """A new account, or that of somebody who comes from another organ; nothing where it is somebody else's."""
    try:
        with transaction.atomic():
            return make(username, name, by=desk.actor, at=desk.now)
    except IntegrityError:
        found = Person.objects.filter(username=username, is_active=True).first()
        return found if found is not None and normal_name(found.name) == normal_name(name) else None


@staff
@require_POST
def posts(request: HttpRequest, desk: Desk, person: int) -> HttpResponse:
    """Give a post, take one away, or let go what waits; the account's page shows what came of it."""
    organs = in_charge(desk)
    found = seen(desk, person)
    back = see_other(f"{link('account', str(person))}#posts")
    if found.id == desk.person.id:
        messages.warning(request, gettext("自己的岗位自己不能定，请找上级机关的管理员。"))
    elif request.POST.get("act") == "take":
        _taken(request, desk, found, organs)
    elif request.POST.get("act") == "let":
        for naming in waiting(desk.now).filter(person=person, id=row_id(request.POST.get("naming", "")) or 0):
            end(naming, by=desk.actor, at=desk.now)
            messages.success(request, gettext("这次提名作废了。"))
    elif (form := PostForm(organs, request.POST)).is_valid():
        _given(request, desk, person, form.cleaned_data["organ"], Role(form.cleaned_data["role"]))
    else:
        messages.warning(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return back


def seen(desk: Desk, person: int) -> Person:
    """The person, if the administrator looks after them or has named them to a post; else 404."""
    found = looked_after(desk.actor, desk.today).filter(id=person).first()
    named = waiting(desk.now).filter(person=person, organ__in=administered(desk.actor, desk.today))
    if found is None and named.exists():
        found = Person.objects.filter(id=person).first()
    if found is None:
        raise Http404
    return found


def _given(request: HttpRequest, desk: Desk, person: int, organ: int, role: Role) -> None:
    waits = name_to(person, organ, role, by=desk.actor, at=desk.now)
    if waits is None:
        messages.success(request, gettext("岗位记好了，从今天起。"))
    else:
        messages.success(request, gettext("提名记好了，等另一位同事同意。"))


def _taken(request: HttpRequest, desk: Desk, person: Person, organs: Mapping[int, Organ]) -> None:
    organ, role = row_id(request.POST.get("organ", "")), request.POST.get("role", "")
    held = [each for each in posts_of([person.id], desk.today) if (each.organ_id, each.role) == (organ, role)]
    if not held or held[0].organ_id not in organs or Role(held[0].role) not in GIVEN:
        messages.warning(request, gettext("这个岗位不能在这里免去：它不归您管，或者已经免了。"))
        return
    take_post(person.id, held[0].organ_id, Role(role), by=desk.actor, at=desk.now)
    messages.success(request, gettext("岗位免了，从今天起。以前办过的事还记在这个人名下。"))


# Shown on the page of an account --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Held:
    """A post as the page shows it; ``mine`` says whether this administrator may take it away."""

    organ: int
    name: str
    role: Role
    duty: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class Waits:
    """A post that waits: at which organ, as what, and of which organ a second person is asked ("" where nobody is)."""

    naming: Naming
    organ: str
    role: Role
    asked: str


def shown(desk: Desk, person: int) -> dict[str, Any]:
    """What the page of an account says of its posts."""
    organs, chart = in_charge(desk), desk.world.chart
    return {
        "held": [_held(post, organs, short_name(chart, post.organ_id)) for post in posts_of([person], desk.today)],
        "waits": [
            Waits(
                each, short_name(chart, each.organ), Role(each.role),
                short_name(chart, asked_of(each, each.organ, desk.today)),
            )
            for each in waiting(desk.now).filter(person=person)
        ],
        "form": PostForm(organs),
        "organs": organs.values(),
    }  # fmt: skip


def _held(post: Post, organs: Mapping[int, Organ], name: str) -> Held:
    role = Role(post.role)
    return Held(post.organ_id, name, role, post.duty, post.organ_id in organs and role in GIVEN)
