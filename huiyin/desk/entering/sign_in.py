"""Coming and going: sign in, choose the post, sign out."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.conf import settings
from django.contrib import auth, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from huiyin.cases.keeping_keys import renew
from huiyin.desk.frame import page
from huiyin.desk.links import link
from huiyin.desk.staff import LACKS_SECOND, SEAT, Desk, is_demo, staff
from huiyin.gate import first, known
from huiyin.gate.addresses import address_of
from huiyin.gate.devices import label
from huiyin.gate.directory.settings import directory_name
from huiyin.gate.factors.asking import ask_second, sure
from huiyin.gate.factors.keeping import factors_of, must_have
from huiyin.gate.keys import COOKIE, pocket
from huiyin.gate.provider.people import SESSION
from huiyin.gate.provider.settings import provider_name
from huiyin.gate.resets import first_of, told, untold
from huiyin.gate.sign_in import Declined, From, authenticate_or_wait
from huiyin.gate.work import task, worked
from huiyin.law.reading import CONFIDANTS
from huiyin.law.terms import Role
from huiyin.law.words import Phrase
from huiyin.people.accounts import BEGAN, DEVICE
from huiyin.people.charts import chart_on
from huiyin.people.hashing import hashes
from huiyin.people.keys import current, has_key, is_keyed, opened_by, own_key
from huiyin.people.models import Person, Post
from huiyin.people.posts import actors_of, names_of
from huiyin.record.worlds import beijing_day
from huiyin.typed.wholes import row_id
from huiyin.wording.words import moment

SHOWN_POSTS = 200


class SignIn(forms.Form):
    username = forms.CharField(
        label=_("用户名"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True, "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("密码"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


@hashes
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    form = SignIn(request.POST or None)
    if not form.is_valid():
        return _sign_in_page(request, form, None, 422 if form.is_bound else 200)
    name, now = form.cleaned_data["username"], timezone.now()
    answer = authenticate_or_wait(**form.cleaned_data, come=come(request, name, now), at=now)
    if isinstance(answer, Declined):
        return _sign_in_page(request, form, answer.phrase, 429 if answer.until else 422)
    pocket(request).put_own(own_key(answer.person.id, form.cleaned_data["password"], now, beijing_day(now)))
    if factors_of(answer.person.id).exists():
        ask_second(request, answer.person, wanted_of(request), now)
        return see_other(link("second"))
    return let_in(request, answer.person, wanted_of(request), now)


def let_in(request: HttpRequest, person: Person, wanted: str, now: datetime, *, vouched: bool = False) -> HttpResponse:
    """Everything that was asked for has been shown: the session is theirs from now on.

    :param vouched: somebody else asked for a second factor, and this installation trusts them.
    """
    auth.login(request, person)
    request.session[BEGAN] = now.isoformat()
    request.session[DEVICE] = label(request.headers.get("User-Agent", ""))
    request.session.set_expiry(settings.HUIYIN_LONGEST_SESSION)
    sure(request, now)
    if not vouched and must_have(person.id, now) and not factors_of(person.id).exists():
        request.session[LACKS_SECOND] = True
    _tell_of_resets(request, person, now)
    _tell_of_keys(request, person, now)
    several = len(actors_of(person.id, on=beijing_day(now))) > 1
    response = see_other(reverse("desk:posts") if several else wanted)
    known.remember(request, response, device_name(person.username))
    return response


def _tell_of_resets(request: HttpRequest, person: Person, now: datetime) -> None:
    """What an administrator did to the password since, whoever asked for it."""
    rows = untold(person.id)
    # Whoever set their first password with what they were given knows of it.
    used = {row.id for row in rows if row.used_at is not None} & first_of(rows)
    names = names_of(row.by for row in rows)
    for row in (row for row in rows if row.id not in used):
        said = gettext("{at}，{by}让您的密码可以重设。不是您要的？请在“账号安全”里看，并马上告诉单位负责人。")
        messages.warning(request, said.format(at=moment(row.at), by=names.get(row.by) or gettext("管服务器的人")))
    told(rows, now)


def _tell_of_keys(request: HttpRequest, person: Person, now: datetime) -> None:
    """Whoever reads reports is told that they were not given their organ's key; after somebody left it is renewed."""
    on = beijing_day(now)
    organs = [actor.organ for actor in actors_of(person.id, on=on) if actor.organ and actor.roles & CONFIDANTS]
    for organ in organs:
        key = current(organ)
        own = pocket(request).own if key is not None and key.left else None
        private = opened_by(person.id, own).get(key.id) if key is not None and own is not None else None
        if key is not None and private is not None:
            renew(key, private, person.id, now)
            messages.warning(request, gettext("有人离开了看检举控告的岗位，密封钥匙换了新的。请重新打印两张纸。"))
    lacking = [organ for organ in organs if not has_key(organ, person.id)]
    if lacking and is_keyed(lacking):
        messages.warning(
            request, gettext("您还没有本机关的密封钥匙，看不到检举控告的内容。请有钥匙的同事在“账号安全”里给您。")
        )


def come(request: HttpRequest, username: str, now: datetime) -> From:
    """Where a try at this name comes from."""
    device = known.device(request, device_name(username))
    return From(address_of(request), worked(request, now), device)


def device_name(username: str) -> str:
    """Under what a device knows a member of staff."""
    return f"staff:{username.strip().casefold()}"


def refused(request: HttpRequest, why: Phrase, status: int) -> HttpResponse:
    """The page to sign in, with why nobody was let in."""
    return _sign_in_page(request, SignIn(), why, status)


def _sign_in_page(request: HttpRequest, form: SignIn, fault: Phrase | None, status: int) -> HttpResponse:
    accounts = demo_accounts() if is_demo() else []
    context = {"form": form, "fault": fault, "next": wanted_of(request), "accounts": accounts, "work": task()}
    doors: dict[str, object] = {"service": provider_name(), "office": directory_name(), "left": "left" in request.GET}
    doors["nobody"] = first.is_open()
    return render(request, "desk/sign_in.html", context | doors, status=status)


def demo_accounts() -> list[tuple[str, str, list[Role]]]:
    """Of the invented city one account for each role, with organ and roles, so that nobody has to look them up."""
    posts = Post.objects.filter(person__is_demo=True, person__is_active=True).select_related("person", "organ")
    held: dict[tuple[str, str], list[Role]] = {}
    for post in posts.order_by("person_id", "organ_id")[:SHOWN_POSTS]:
        held.setdefault((post.person.username, post.organ.short), []).append(Role(post.role))
    shown: set[Role] = set()
    accounts = []
    for (username, organ), roles in held.items():
        if not shown.issuperset(roles):
            shown.update(roles)
            accounts.append((username, organ, roles))
    return accounts


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    there = SESSION in request.session
    auth.logout(request)
    response = see_other(reverse("desk:sign-in") + ("?left" if there else ""))
    response.delete_cookie(COOKIE)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@staff
@require_http_methods(["GET", "POST"])
def posts(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Choose from which post to act; shown to those who serve at several organs."""
    chart = chart_on(desk.today)
    capacities = {actor.organ: actor for actor in actors_of(desk.person.id, on=desk.today) if actor.organ}
    chosen = row_id(request.POST.get("organ"))
    if chosen in capacities:
        request.session[SEAT] = chosen
        return see_other(reverse("desk:home"))
    rows = [
        {"organ": chart.organ(organ), "roles": sorted(actor.roles), "now": organ == desk.actor.organ}
        for organ, actor in capacities.items()
    ]
    status = 422 if "organ" in request.POST else 200
    return page(request, desk, "desk/posts.html", {"rows": rows}, here="posts", status=status)


def see_other(url: str) -> HttpResponseRedirect:
    """After a POST that did something, the browser asks for the result with GET (303)."""
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return response


def wanted_of(request: HttpRequest) -> str:
    """Where somebody wanted to go before they were asked who they are; never to another site."""
    target = request.POST.get("next") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe else reverse("desk:home")
