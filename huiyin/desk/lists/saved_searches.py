"""Searches somebody wants again, under names of their own; kept beside the record and seen by nobody else."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.lists.finding import query_string, read_filters
from huiyin.desk.models import SavedSearch
from huiyin.desk.staff import Desk, staff
from huiyin.desk.undoable import may_be_undone
from huiyin.store.rows import asked_often

MOST = 30


def saved(desk: Desk) -> list[SavedSearch]:
    return _saved(desk.person.id)


@asked_often
def _saved(person: int) -> QuerySet[SavedSearch]:
    return SavedSearch.objects.filter(person=person).order_by("name")[:MOST]


@staff
@require_POST
def save(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Keep the search of the page under a name; the same name again means the new search."""
    filters = read_filters(request.POST, desk)
    name = " ".join(request.POST.get("name", "").split())[:40]
    address = f"{reverse('desk:search')}?{filters.address}"
    if not name or not filters.asked:
        messages.error(request, gettext("没有存下：要先查找，再起个名字。"))
        return see_other(address)
    if len(saved(desk)) >= MOST and not SavedSearch.objects.filter(person=desk.person.id, name=name).exists():
        messages.error(request, gettext("最多存 %(n)s 个，请先删掉不用的。") % {"n": MOST})
        return see_other(address)
    values = {"query": query_string(filters.said)[:1000], "at": desk.now}
    SavedSearch.objects.update_or_create(person=desk.person.id, name=name, defaults=values)
    messages.success(request, gettext("存下了“%(name)s”。") % {"name": name})
    return see_other(address)


@staff
@require_POST
def forget(request: HttpRequest, desk: Desk, saved: int) -> HttpResponse:
    row = SavedSearch.objects.filter(id=saved, person=desk.person.id).first()
    if row is not None:
        row.delete()
        may_be_undone(request, desk, "search", name=row.name, query=row.query)
    return see_other(reverse("desk:search"))
