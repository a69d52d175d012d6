"""Letters to be posted and calls to be made (待寄信件): print, fold into a window envelope, note what is done."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiyin.cases.acts import Refused
from huiyin.channels.posting import (
    MOST,
    SHOWN,
    Printed,
    Waiting,
    lists,
    mark_not_reached,
    mark_posted,
    print_letters,
    say_on_call,
)
from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.frame import page
from huiyin.desk.staff import Desk, staff
from huiyin.wording.listed import cut, wanted


@staff
@require_http_methods(["GET", "POST"])
def postings(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The lists: calls to make, letters to print, printed and to post, posted lately."""
    found = lists(desk.actor, desk.today, wanted(request, MOST), wanted(request, SHOWN, "posted"))
    if request.method == "POST":
        if "posted" in request.POST:
            return _posted(request, desk, _chosen(found.to_post, {request.POST["posted"]}))
        if "called" in request.POST:
            return _called(request, desk, _chosen(found.to_call, {request.POST["called"]}))
        if "nobody" in request.POST:
            for row in _chosen(found.to_call, {request.POST["nobody"]}):
                mark_not_reached(row, at=desk.now)
            return see_other(reverse("desk:postings"))
        if rows := _chosen([*found.to_print, *found.to_post], set(request.POST.getlist("letter"))):
            return _sheets(request, desk, print_letters(rows, by=desk.actor, at=desk.now))
    nothing = request.method == "POST"
    context = {
        "calls": found.to_call, "waiting": found.to_print, "printed": found.to_post, "nothing": nothing,
        "here": cut(request, [*found.to_call, *found.to_print, *found.to_post], found.more, MOST),
        "posted": cut(request, found.posted, found.more_posted, SHOWN, "posted"),
    }  # fmt: skip
    return page(request, desk, "desk/postings.html", context, here="postings", status=422 if nothing else 200)


def _chosen(rows: Iterable[Waiting], wanted: set[str]) -> list[Waiting]:
    return [row for row in rows if str(row.posting.id) in wanted]


def _sheets(request: HttpRequest, desk: Desk, printed: Printed) -> HttpResponse:
    """The letters themselves, one a page; shown this once."""
    answer = page(request, desk, "desk/posting_sheets.html", {"printed": printed}, here="postings")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _posted(request: HttpRequest, desk: Desk, rows: list[Waiting]) -> HttpResponse:
    for row in rows:
        tracking = request.POST.get(f"tracking-{row.posting.id}", "").strip()
        mark_posted(row, tracking, by=desk.actor, on=desk.today)
    return see_other(reverse("desk:postings"))


def _called(request: HttpRequest, desk: Desk, rows: list[Waiting]) -> HttpResponse:
    """Told by telephone; what was said is part of the matter, so it is asked for."""
    for row in rows:
        said = request.POST.get(f"said-{row.posting.id}", "").strip()
        if not said:
            messages.warning(request, _("请写几句说了什么，再按“打通了，说过了”。"))
            continue
        try:
            say_on_call(row, said, by=desk.actor, at=desk.now)
        except Refused as refused:
            messages.warning(request, str(refused.refusal.reason))
    return see_other(reverse("desk:postings"))
