"""Behind a number of an organ's result (单位考核结果): each record that counted, as far as the reader may read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huiyin.desk.frame import page
from huiyin.desk.lists.queues import lines
from huiyin.desk.records.fetching import fetch
from huiyin.desk.records.lists import lines as record_lines
from huiyin.desk.staff import Desk, staff
from huiyin.law.appraisal.procedure import APPRAISAL
from huiyin.law.assessment.vocabulary import Indicator
from huiyin.law.words import P
from huiyin.oversight.assessment.indicators import INDICATORS
from huiyin.oversight.assessment.results import shown_organ
from huiyin.record.kinds import KINDS, Kind
from huiyin.record.reading import of_these
from huiyin.wording.listed import listed, wanted

SHOWN: Final = 60
#: So many are asked for in one statement.
SLICE: Final = 128
WHICH: Final = {"kept": P("做到的"), "missed": P("没有做到的")}


@staff
@require_safe
def behind(request: HttpRequest, desk: Desk, number: str, indicator: str, which: str) -> HttpResponse:
    """The records of one indicator in which the organ did as it should, or did not; the newest first."""
    result = fetch(desk, APPRAISAL.key, number)
    told = shown_organ(result.facts.assessment, result.facts.to_organ)
    if told is None or indicator not in INDICATORS or which not in WHICH:
        raise Http404
    kind = KINDS[INDICATORS[indicator][0]]
    ids = sorted(told.behind(indicator, which == "kept"), reverse=True)
    found = listed(request, list(islice(readable(kind, desk, ids), wanted(request, SHOWN) + 1)), SHOWN)
    context: dict[str, Any] = {
        "record": result.row,
        "back": result.url,
        "title": Indicator(indicator).label,
        "which": WHICH[which],
        "matters": found.of(lambda rows: lines(rows, desk.today)) if kind.page else [],
        "records": [] if kind.page else found.of(lambda rows: record_lines(desk, [(kind, row) for row in rows])),
    }
    return page(request, desk, "desk/assessed.html", context, here=f"records-{APPRAISAL.key}")


def readable(kind: Kind, desk: Desk, ids: Sequence[int]) -> Iterator[Any]:
    """Of some records, in their order, those that the desk may read."""
    for start in range(0, len(ids), SLICE):
        yield from of_these(kind, desk.actor, desk.today, ids[start : start + SLICE]).values()
