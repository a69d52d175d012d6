"""Papers across matters (文书): what is still to be issued, in one go if wished; what was not served; the numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huiyin.cases.models import Case
from huiyin.cases.papers.batches import latest, order_again, progress, refusals, start, under_way
from huiyin.cases.papers.instruments import owed_rows
from huiyin.cases.papers.service import MOST as MOST_UNSERVED
from huiyin.cases.papers.service import UNSERVED_DAYS, unserved_by
from huiyin.cases.papers.service import under_way as being_served
from huiyin.cases.queries import visible_to
from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.frame import page
from huiyin.desk.records.fetching import url_of
from huiyin.desk.staff import Desk, staff
from huiyin.law.papers import Paper as PaperKind
from huiyin.law.papers import Service as Method
from huiyin.law.reading import WORKERS
from huiyin.law.words import P, Phrase
from huiyin.papers.kinds import KINDS, Extra, Kind, kind_of
from huiyin.papers.models import Batch, Paper, Service
from huiyin.people.posts import names_of
from huiyin.record.captions import borrowed
from huiyin.record.instruments import owed_by
from huiyin.record.models import OwedPaper
from huiyin.typed.wholes import place_of, row_ids, whole
from huiyin.wording.listed import cut, listed, wanted

SHOWN: Final = 100
MOST_COUNTED: Final = 999
NUMBERS: Final = 100
FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100
#: The tabs over these pages: their addresses and names.
TABS: Final[tuple[tuple[str, Phrase], ...]] = (
    ("papers-owed", P("待出具")),
    ("papers-unserved", P("未送达")),
    ("papers-numbers", P("文号簿")),
)


def tabbed(
    request: HttpRequest, desk: Desk, template: str, here: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """One of the pages under the tabs."""
    tabs = [{"url": reverse(f"desk:{name}"), "label": label, "current": name == here} for name, label in TABS]
    return page(request, desk, template, {**context, "tabs": tabs}, here="papers-owed", status=status)


def _workers_only(desk: Desk) -> None:
    if not desk.actor.roles & WORKERS:
        raise PermissionDenied


# Still to be issued --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Debt:
    """A paper that is owed, as a list shows it."""

    id: int
    label: str
    number: str
    title: str
    owed_on: date
    under_way: bool


@staff
@require_http_methods(["GET", "POST"])
def owed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Everything the organ owes; sending the form has it drawn by the worker."""
    _workers_only(desk)
    typed = request.POST if request.method == "POST" else request.GET
    kind = typed.get("kind", "") if typed.get("kind") in list(PaperKind) else ""
    everything = _oldest(desk)
    chosen = [row for row, its_kind in everything if kind in ("", its_kind)]
    if request.method == "POST":
        return _order(request, desk, chosen if kind else [])
    context = {
        "rows": listed(request, chosen, SHOWN).of(lambda ids: _debts(list(ids))),
        "kinds": _kinds({its_kind for _, its_kind in everything}, kind),
        "kind": kind,
        "many": len(chosen),
        "shown": SHOWN,
        "batches": latest(desk.actor),
        "others": _others(desk, kind),
    }
    return tabbed(request, desk, "desk/papers/owed.html", "papers-owed", context)


def _others(desk: Desk, kind: str) -> list[dict[str, Any]]:
    """What the organ owes in records that are no matters; each is issued on the page of its record."""
    debts = [each for each in owed_by(desk.actor, desk.today, SHOWN) if kind in ("", each.row.kind)]
    words = borrowed([(each.kind, each.record) for each in debts], desk.actor, desk.today)
    return [
        {
            "debt": each,
            "called": words.get(each.record.id, each.record.title),
            "url": url_of(each.kind, each.record.number),
        }
        for each in debts
    ]


def _oldest(desk: Desk) -> list[tuple[int, str]]:
    """The oldest debts with their kinds; a long list is never read whole."""
    return list(owed_rows(desk.actor, desk.today)[:MOST_COUNTED].values_list("id", "kind"))


def _debts(ids: list[int]) -> list[Debt]:
    rows = list(OwedPaper.objects.filter(id__in=ids).order_by("owed_on", "id")) if ids else []
    cases, waiting = Case.objects.only("number", "title").in_bulk([row.record for row in rows]), under_way(ids)
    named = ((row, cases[row.record]) for row in rows)
    return [
        Debt(row.id, PaperKind(row.kind).label, case.number, case.title, row.owed_on, row.id in waiting)
        for row, case in named
    ]


def _kinds(there: set[str], chosen: str) -> list[dict[str, Any]]:
    return [{"value": kind.value, "label": kind.label, "current": kind == chosen}
            for kind in PaperKind if kind.value in there]  # fmt: skip


def _order(request: HttpRequest, desk: Desk, of_kind: list[int]) -> HttpResponse:
    """Those ticked, or with the other button all of the kind that was chosen."""
    ticked = sorted(row_ids(request.POST.getlist("owed")))
    chosen = of_kind if "all" in request.POST else ticked
    if not chosen:
        return see_other(f"{reverse('desk:papers-owed')}?none=1")
    batch = start(chosen, desk.actor, desk.now)
    return see_other(reverse("desk:papers-batch", args=[batch.id]))


@staff
@require_safe
def batch(request: HttpRequest, desk: Desk, batch: int) -> HttpResponse:
    """How far a batch has come; what was refused, and why."""
    found = get_object_or_404(Batch, id=batch, organ=desk.organ.id, by=desk.person.id)
    readable = visible_to(desk.actor, desk.today)
    refused = refusals(found)
    seen = set(readable.filter(id__in={row.record for row, _ in refused}).values_list("id", flat=True))
    context = {
        "batch": found,
        "progress": progress(found),
        "refused": [{"row": row, "label": PaperKind(row.kind).label, "why": why} for row, why in refused
                    if row.record in seen],
    }  # fmt: skip
    return tabbed(request, desk, "desk/papers/batch.html", "papers-owed", context)


@staff
@require_POST
def batch_again(request: HttpRequest, desk: Desk, batch: int) -> HttpResponse:
    """Send for what still waits once more; harmless while the worker is at it."""
    found = get_object_or_404(Batch, id=batch, organ=desk.organ.id, by=desk.person.id)
    order_again(found, desk.now)
    return see_other(reverse("desk:papers-batch", args=[found.id]))


# Not served ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Waiting:
    """An issued paper that has not reached the person. ``sent`` is the attempt under way."""

    paper: Paper
    case: Case
    owner: str
    days: int
    sent: Service | None
    method: Phrase | str

    @property
    def late(self) -> bool:
        return self.days >= UNSERVED_DAYS


@staff
@require_safe
def unserved(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Issued papers without proof of service, the oldest first."""
    _workers_only(desk)
    every = "all" in request.GET
    most = wanted(request, MOST_UNSERVED)
    found, more = unserved_by(desk.actor, desk.today, 0 if every else UNSERVED_DAYS, most)
    sent = being_served(paper for paper, _ in found)
    owners = names_of(case.owner for _, case in found) if found else {}
    rows = [_waiting(paper, case, owners.get(case.owner, ""), sent.get(paper.id), desk.today) for paper, case in found]
    context = {"rows": cut(request, rows, more, MOST_UNSERVED), "all": every, "days": UNSERVED_DAYS}
    return tabbed(request, desk, "desk/papers/unserved.html", "papers-unserved", context)


def _waiting(paper: Paper, case: Case, owner: str, sent: Service | None, today: date) -> Waiting:
    method = Method(sent.method).label if sent else ""
    return Waiting(paper, case, owner, (today - paper.issued_on).days, sent, method)


# The numbers ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Entry:
    """One number; the matter only for whoever may read it."""

    paper: Paper
    case: Case | None


@staff
@require_safe
def numbers(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The register of numbers of one kind and year of the organ: none is missing, voided ones stay.

    Papers of reports of wrongdoing have numbers that stand in none; they are found with the report itself.
    """
    _workers_only(desk)
    kind, year = _chosen_kind(request), _chosen_year(request, desk.today.year)
    found = Paper.objects.filter(organ=desk.organ.id, kind=kind.value, year=year, secret=False).order_by("-seq")
    if below := place_of(request.GET.get("below")):
        found = found.filter(seq__lt=below)
    papers = list(found[: NUMBERS + 1])
    rows = _entries(papers[:NUMBERS], desk)
    context = {
        "rows": rows,
        "kinds": [{"value": each.value, "label": each.label} for each in KINDS],
        "kind": kind.value,
        "year": year,
        "gaps": [one.seq for one, two in pairwise(papers) if one.seq - two.seq != 1],
        "older": papers[NUMBERS - 1].seq if len(papers) > NUMBERS else None,
    }
    return tabbed(request, desk, "desk/papers/numbers.html", "papers-numbers", context)


def _entries(papers: Iterable[Paper], desk: Desk) -> list[Entry]:
    papers = list(papers)
    readable = visible_to(desk.actor, desk.today)
    cases = {case.id: case for case in readable.filter(id__in={paper.matter for paper in papers if paper.matter})}
    return [Entry(paper, cases.get(paper.matter or 0)) for paper in papers]


def _chosen_kind(request: HttpRequest) -> Kind:
    chosen = request.GET.get("kind", "")
    return kind_of(chosen) if chosen in (*PaperKind, *Extra) else PaperKind.OPINION


def _chosen_year(request: HttpRequest, this: int) -> int:
    chosen = request.GET.get("year", "")
    return whole(chosen, FIRST_YEAR, LAST_YEAR) or this


urlpatterns: list[URLPattern] = [
    path("papers", owed, name="papers-owed"),
    path("papers/batches/<int:batch>", batch, name="papers-batch"),
    path("papers/batches/<int:batch>/again", batch_again, name="papers-batch-again"),
    path("papers/unserved", unserved, name="papers-unserved"),
    path("papers/numbers", numbers, name="papers-numbers"),
]
