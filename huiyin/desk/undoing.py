"""Taking back within ten seconds what can be taken back (撤销): what lies beside the record, never an entry of it.

What was done stands in the session of whoever did it, together with what is needed to put it back; the next page offers
that. An act on a matter is not taken back but followed by another one, with its own entry.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.models import KeptView, SavedSearch
from huiyin.desk.staff import Desk, staff
from huiyin.desk.undoable import SESSION, pending
from huiyin.store.locks import writing
from huiyin.together.inbox import unread_again


@staff
@require_POST
def undo(request: HttpRequest, desk: Desk) -> HttpResponse:
    found = pending(request, desk.now)
    request.session.pop(SESSION, None)
    if found is None:
        messages.error(request, gettext("过了十秒，不能撤销了。"))
        return see_other(reverse("desk:home"))
    with writing():
        back = _BACK[found["what"]](desk, found)
    messages.success(request, gettext("已经撤销。"))
    return see_other(back)


def _view(desk: Desk, found: Mapping[str, Any]) -> str:
    """The view of a list as it was kept before; none where none was."""
    KeptView.objects.filter(person=desk.person.id, which=found["which"]).delete()
    if found["query"]:
        KeptView.objects.create(person=desk.person.id, which=found["which"], query=found["query"], at=desk.now)
    return str(found["page"])


def _search(desk: Desk, found: Mapping[str, Any]) -> str:
    values = {"query": found["query"], "at": desk.now}
    SavedSearch.objects.get_or_create(person=desk.person.id, name=found["name"], defaults=values)
    return reverse("desk:search")


def _unread(desk: Desk, found: Mapping[str, Any]) -> str:
    unread_again(desk.person.id, datetime.fromisoformat(found["at"]))
    return reverse("desk:notifications")


_BACK: Final[Mapping[str, Callable[[Desk, Mapping[str, Any]], str]]] = {
    "view": _view, "search": _search, "read": _unread,
}  # fmt: skip
