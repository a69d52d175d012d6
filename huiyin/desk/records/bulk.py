"""One act on many records of any kind: the sheet of huiyin.desk.lists.bulk, with the forms that these kinds share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from huiyin.desk.dispatch.batches import MOST
from huiyin.desk.forms.drawn import Drawn
from huiyin.desk.lists.bulk import Many, Wrong, carry
from huiyin.desk.records.fetching import Shown, kind_called, noted
from huiyin.desk.records.forms import Form
from huiyin.desk.staff import Desk, staff
from huiyin.law.frame.verdict import Decision, Refusal
from huiyin.law.words import P
from huiyin.record.captions import borrowed
from huiyin.record.door import perform
from huiyin.record.kinds import Kind
from huiyin.record.reading import visible_to
from huiyin.typed.wholes import place_of


@staff
@require_http_methods(["GET", "POST"])
def bulk(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    found, said = kind_called(kind), request.POST if request.method == "POST" else request.GET
    here = reverse("desk:records-bulk", args=[kind]), reverse("desk:records", args=[kind]), f"records-{kind}"
    ticked = said.getlist("case")
    many = Many(found.procedure, _chosen(desk, found, ticked), *here, P("要逐件写理由的，打开那一件办。"), len(ticked))
    return carry(request, desk, many)


def _chosen(desk: Desk, kind: Kind, numbers: Iterable[str]) -> list[Record]:
    """The records chosen, as far as the reader may see them, nearest last day first; what is to be noted is."""
    among = list(dict.fromkeys(numbers))[:MOST]
    rows = list(visible_to(kind, desk.actor, desk.today).filter(number__in=among).order_by("queue_on", "id"))
    lent = borrowed([(kind, row) for row in rows], desk.actor, desk.today)
    return [Record(noted(Shown(kind, row, desk)), lent.get(row.id, row.title)) for row in rows]


@dataclass(frozen=True, slots=True)
class Record:
    """A record on the sheet; ``called`` by what it is about, for whoever may read that."""

    shown: Shown
    called: str

    @property
    def number(self) -> str:
        return str(self.shown.row.number)

    @property
    def url(self) -> str:
        return self.shown.url

    @property
    def seen(self) -> str:
        return str(self.shown.row.seq)

    def verdict(self, act: Any) -> Decision | Refusal:
        return self.shown.verdict(act)

    def _form(self, act: Any, typed: QueryDict | None) -> Form:
        shown = self.shown
        start = shown.kind.suggest(shown.row, act, shown.facts, shown.desk.today)
        choices = shown.kind.choose(shown.row, act, shown.facts, shown.desk.today)
        return Form(shown.kind, act, shown.desk, shown.row.id, shown.facts.holder, typed, start, choices)

    def fields(self, act: Any, typed: QueryDict | None, wrong: Wrong) -> tuple[list[Drawn], Sequence[str]]:
        form = self._form(act, typed)
        return form.drawn(wrong), [organ.name for organ in form.organs]

    def send(self, act: Any, typed: QueryDict, seen: str) -> Wrong:
        shown, form = self.shown, self._form(act, typed)
        given, wrong = form.read()
        if not wrong:
            perform(
                shown.kind, record=shown.row.id, act=act, by=shown.desk.actor, at=shown.desk.now, given=given,
                key=form.once(given), seen=place_of(seen),
            )  # fmt: skip
        return wrong
