"""One act on many records of a kind (批量办理): chosen in the list, looked over here, and done one by one.

Which acts these are the law's table says (:attr:`huiyin.law.frame.procedure.Procedure.of_many`). Before anything is
done every line says whether the law lets it, and by which article not. Each goes through the door alone, so that one
that is refused keeps nothing else back. The same sheet sent again, because the line broke or the page was closed,
counts once for what is done and goes on with what is not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from huiyin.cases.models import Case
from huiyin.cases.parts import seen_mark, seq_seen
from huiyin.desk.dispatch.batches import MOST, chosen
from huiyin.desk.forms.drawn import Drawn
from huiyin.desk.forms.reading import do, read
from huiyin.desk.forms.sheets import Sheet
from huiyin.desk.forms.unfit import UNFIT, unreadable
from huiyin.desk.frame import page
from huiyin.desk.links import case_link
from huiyin.desk.staff import Desk, staff
from huiyin.law.frame.decide import decide
from huiyin.law.frame.procedure import Procedure
from huiyin.law.frame.verdict import Decision, Refusal
from huiyin.law.matter.procedure import MATTER
from huiyin.law.words import P, Phrase
from huiyin.record.door import Refused

Wrong = Mapping[str, Phrase]


class Chosen(Protocol):
    """One record on the sheet; ``seen`` is what its line was drawn from."""

    @property
    def number(self) -> str: ...
    @property
    def called(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def seen(self) -> str: ...

    def verdict(self, act: Any) -> Decision | Refusal:
        """Whether the act may be done now, before anything is said with it."""

    def fields(self, act: Any, typed: QueryDict | None, wrong: Wrong) -> tuple[list[Drawn], Sequence[str]]:
        """The form of the act, and the organs that can be named in it."""

    def send(self, act: Any, typed: QueryDict, seen: str) -> Wrong:
        """Do the act; what of the typed nobody can make sense of, and then nothing is done.

        :raises Refused: the law said no.
        """


@dataclass(frozen=True, slots=True)
class Many:
    """What was chosen of one kind of record.

    :param url: of the sheet; ``back`` of the list; ``here`` the entry of the menu.
    :param hint: what else can be done with several, and where.
    :param ticked: how many were, be they more than a sheet takes.
    """

    procedure: Procedure
    found: Sequence[Chosen]
    url: str
    back: str
    here: str
    hint: Phrase
    ticked: int

    @property
    def too_many(self) -> bool:
        return self.ticked > MOST

    @property
    def most(self) -> int:
        return MOST


@dataclass(frozen=True, slots=True)
class Line:
    """One record on the sheet. ``refusal`` is why the act is closed to it."""

    of: Chosen
    refusal: Refusal | None


def carry(request: HttpRequest, desk: Desk, many: Many) -> HttpResponse:
    """The sheet of many records, from the choice of an act to the result of each."""
    said = request.POST if request.method == "POST" else request.GET
    act = next((act for act in many.procedure.of_many if act.value == said.get("act")), None)
    if act is None and said.get("act"):
        raise Http404
    if act is None:
        return _choose(request, desk, many)
    if request.method == "POST":
        return _send(request, desk, many, act)
    return _sheet(request, desk, many, act)


def _choose(request: HttpRequest, desk: Desk, many: Many) -> HttpResponse:
    """Which act: each with how many of the chosen the law lets it be done to."""
    counted = [(act, sum(line.refusal is None for line in _lines(many, act))) for act in many.procedure.of_many]
    return page(request, desk, "desk/bulk.html", {"many": many, "counted": counted}, here=many.here)


def _lines(many: Many, act: Any) -> list[Line]:
    said = ((each, each.verdict(act)) for each in many.found)
    return [Line(each, None if isinstance(verdict, Decision) else verdict) for each, verdict in said]


def _sheet(
    request: HttpRequest, desk: Desk, many: Many, act: Any, typed: QueryDict | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:  # fmt: skip
    lines = _lines(many, act)
    first = next((line.of for line in lines if line.refusal is None), None)
    fields, organs = first.fields(act, typed, refusal.wrong if refusal else {}) if first else ([], [])
    context: dict[str, Any] = {
        "many": many,
        "act": act,
        "lines": lines,
        "fields": fields,
        "sheet": {"organ_names": organs},
        "article": many.procedure.by_act[act][0].article,
        "open": sum(line.refusal is None for line in lines),
        "once": (typed.get("_once") if typed is not None else "") or uuid4().hex,
        "refusal": refusal,
    }
    return page(request, desk, "desk/bulk_sheet.html", context, here=many.here, status=UNFIT if refusal else 200)


def _send(request: HttpRequest, desk: Desk, many: Many, act: Any) -> HttpResponse:
    done: list[Chosen] = []
    refused: list[Line] = []
    for each in many.found:
        own, seen = request.POST.copy(), request.POST.get(f"{each.number}.seen", "")
        own["_seen"] = seen
        try:
            wrong = each.send(act, own, seen)
        except Refused as no:
            if no.refusal.wrong and not done:
                return _sheet(request, desk, many, act, request.POST, no.refusal)
            refused.append(Line(each, no.refusal))
        else:
            if wrong:
                return _sheet(request, desk, many, act, request.POST, unreadable(many.procedure, act, wrong))
            done.append(each)
    gone = sorted(set(request.POST.getlist("case")) - {each.number for each in many.found})
    context = {"many": many, "act": act, "done": done, "refused": refused, "gone": gone}
    return page(request, desk, "desk/bulk_done.html", context, here=many.here)


# Matters -------------------------------------------------------------------------------------------------------------


@staff
@require_http_methods(["GET", "POST"])
def bulk(request: HttpRequest, desk: Desk) -> HttpResponse:
    said = request.POST if request.method == "POST" else request.GET
    ticked = said.getlist("case")
    found = [Matter(case, desk) for case in chosen(desk, ticked)]
    hint = P("转送、交办、引导在“分流”里一起办；要逐件写理由的，打开那一件办。")
    where = reverse("desk:bulk"), reverse("desk:organ-queue"), "organ"
    return carry(request, desk, Many(MATTER, found, *where, hint, len(ticked)))


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter on the sheet."""

    case: Case
    desk: Desk

    @property
    def number(self) -> str:
        return str(self.case.number)

    @property
    def called(self) -> str:
        return str(self.case.title)

    @property
    def url(self) -> str:
        return case_link(self.number)

    @property
    def seen(self) -> str:
        return str(seen_mark(self.case))

    def verdict(self, act: Any) -> Decision | Refusal:
        sheet = Sheet(self.case, act, self.desk)
        return decide(MATTER, act, sheet.facts, self.desk.actor, self.desk.today, sheet.world)

    def fields(self, act: Any, typed: QueryDict | None, wrong: Wrong) -> tuple[list[Drawn], Sequence[str]]:
        sheet = Sheet(self.case, act, self.desk, typed, wrong)
        return sheet.drawn(), sheet.organ_names

    def send(self, act: Any, typed: QueryDict, seen: str) -> Wrong:
        sheet = Sheet(self.case, act, self.desk, typed)
        given, wrong = read(sheet)
        if not wrong:
            do(sheet, given, self.desk.now, seq_seen(self.case, seen))
        return wrong
