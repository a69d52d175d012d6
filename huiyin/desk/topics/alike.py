"""Which matters may be one (像是同一件事的): found over the whole record, and put to whoever dispatches.

A pair is shown to nobody who may not read both of its matters, and to nobody once one of them is a report. What a
person said is remembered with who and when, and stands on the cards of both; joining them is an act of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from huiyin.cases.models import Case
from huiyin.cases.queries import of_these
from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.frame import page
from huiyin.desk.links import link
from huiyin.desk.staff import Desk, staff
from huiyin.desk.topics.learned import may_see
from huiyin.insights.likeness import answer
from huiyin.insights.models import Compared, Likeness
from huiyin.insights.own import open_to_all
from huiyin.insights.related import DIFFERENT, SAME
from huiyin.law.words import P, Phrase
from huiyin.people.posts import names_of
from huiyin.wording.listed import listed

SHOWN: Final = 20
#: The shelves of the page: what waits for an answer by who brought it, and what was answered.
SHELVES: Final[dict[str, Phrase]] = {
    "": P("同一个人的"),
    "others": P("不同的人的"),
    "done": P("答过的"),
}
#: What may be said, by the word of the button.
SAYINGS: Final = {"same": SAME, "different": DIFFERENT, "open": ""}


@dataclass(frozen=True, slots=True)
class Pair:
    """A question with both matters, and who answered it."""

    row: Likeness
    case: Case
    other: Case
    by: str

    @property
    def sure(self) -> bool:
        return self.row.same == "1"


@staff
@require_safe
def alike(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What may be one matter, the newest first."""
    if not may_see(desk):
        raise PermissionDenied
    shelf = request.GET.get("shelf", "")
    shelf = shelf if shelf in SHELVES else ""
    rows = Likeness.objects.filter(place__startswith=desk.organ.area).order_by("-id")
    rows = rows.exclude(answer="") if shelf == "done" else rows.filter(answer="", one_person=shelf == "")
    context = {
        "rows": listed(request, rows, SHOWN).of(lambda some: list(_pairs(desk, some))),
        "shelves": [{"key": key, "label": label, "current": key == shelf} for key, label in SHELVES.items()],
        "shelf": shelf,
        "compared": Compared.objects.filter(id=1).first(),
    }
    return page(request, desk, "desk/topics/alike.html", context, here="alike")


@staff
@require_POST
def alike_said(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Somebody says whether it is one matter."""
    if not may_see(desk):
        raise PermissionDenied
    row = Likeness.objects.filter(id=number, place__startswith=desk.organ.area).first() if number < 2**63 else None
    said = request.POST.get("said", "")
    if row is None or said not in SAYINGS or not list(_pairs(desk, [row])):
        raise Http404
    answer(row.pk, SAYINGS[said], desk.person.id, desk.now)
    messages.success(request, gettext("已经记下。") if SAYINGS[said] else gettext("已经放回待答的。"))
    back = request.POST.get("shelf", "")
    return see_other(f"{link('alike')}?shelf={back}" if back in SHELVES else link("alike"))


def _pairs(desk: Desk, rows: Sequence[Likeness]) -> Iterator[Pair]:
    """The questions of which this reader may read both matters, as long as neither is, or lies behind, a report."""
    ids = {number for row in rows for number in (row.case, row.other)}
    still = open_to_all().filter(id__in=ids).values_list("id", flat=True)
    found = of_these(desk.actor, desk.today, still)
    names = names_of({row.by for row in rows if row.by is not None})
    for row in rows:
        if row.case in found and row.other in found:
            yield Pair(row, found[row.case], found[row.other], names.get(row.by or 0, ""))
