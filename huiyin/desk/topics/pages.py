"""Hot topics (热点): a picture with its table, where they are, and one topic with its matters.

Whatever is counted here is what the reader may read, so that a number and the list behind it agree; whoever reads
figures and no matters sees competence words and numbers of large topics alone. No report of wrongdoing is among them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huiyin.desk.frame import page
from huiyin.desk.links import link
from huiyin.desk.lists.queues import lines
from huiyin.desk.matter.planned import way_to_plan
from huiyin.desk.pictures.charts import Chart, Dot, Drawn, Row
from huiyin.desk.pictures.period import place_name
from huiyin.desk.staff import Desk, staff
from huiyin.desk.topics.drift import may_look
from huiyin.desk.topics.learned import may_see
from huiyin.desk.topics.where import looked_at, topics_in, where_of
from huiyin.insights.figures import NotYours, counted_for
from huiyin.insights.topics.kept import GROWTH, Hot, figures_of, topics_for
from huiyin.law.chart.organs import OrganKind
from huiyin.law.reading import WORKERS
from huiyin.law.sign.vocabulary import SignStage
from huiyin.law.words import P
from huiyin.oversight.signs import SIGNS, judged
from huiyin.record.reading import visible_to
from huiyin.wording.listed import listed

#: So many topics at first, and so many of them are drawn.
SHOWN: Final = 20
DRAWN: Final = 12
_LONGEST_NAME: Final = 18


@staff
@require_safe
def topics(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What many speak of, the hottest first."""
    everywhere, area = _topics(desk)
    centre = looked_at(request.GET.get("place", ""), area)
    found = topics_in(everywhere, centre)
    rows = listed(request, found, SHOWN)
    context = {
        "rows": rows.of(lambda some: [(hot, _places(hot)) for hot in some]),
        "charts": [chart for chart in (_heat(found[:DRAWN]),) if not chart.empty],
        "where": where_of(found, area, centre),
        "reads": bool(desk.actor.roles & WORKERS),
        "days": GROWTH.days,
        "signs": _signs(desk),
        "learned": may_see(desk),
        "drift": may_look(desk),
    }
    return page(request, desk, "desk/topics/topics.html", context, here="topics")


@staff
@require_safe
def topic(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """One topic: its numbers, and the matters of it that the reader may read, the newest first."""
    found = topics_for(desk.actor, desk.today, "", number) if desk.actor.roles & WORKERS else []
    if not found:
        raise Http404
    hot = found[0]
    cases = sorted(hot.cases, key=lambda case: (case.lodged_at, case.id), reverse=True)
    context = {
        "hot": hot,
        "places": _places(hot),
        "rows": listed(request, cases, SHOWN).of(lambda some: lines(some, desk.today)),
        "numbers": " ".join(case.number for case in cases),
        "days": GROWTH.days,
        "to_plan": way_to_plan(desk, (case.number for case in cases), title=hot.title or hot.thing),
    }
    return page(request, desk, "desk/topics/topic.html", context, here="topics")


def _signs(desk: Desk) -> dict[str, int] | None:
    """How people of this office judged the signs of a year, as far as the reader may read them."""
    if desk.organ.kind is not OrganKind.PETITION_OFFICE or not desk.actor.roles & WORKERS:
        return None
    mine = visible_to(SIGNS, desk.actor, desk.today).filter(holder=desk.organ.id)
    counted = judged(mine, desk.today - timedelta(days=365))
    return {
        "yes": counted.get(SignStage.TRUE.value, 0),
        "no": counted.get(SignStage.FALSE.value, 0),
        "open": counted.get(SignStage.ASKED.value, 0),
    }


def _topics(desk: Desk) -> tuple[list[Hot], str]:
    """What the reader may see of them, and of which area."""
    if desk.actor.roles & WORKERS:
        return topics_for(desk.actor, desk.today, desk.organ.area), desk.organ.area
    try:
        scope = counted_for(desk.actor, desk.today)
    except NotYours:
        return [], desk.organ.area
    area = scope.removeprefix("a")
    return (figures_of(desk.today, area), area) if scope.startswith("a") else ([], desk.organ.area)


def _places(hot: Hot) -> list[tuple[str, int]]:
    return [(place_name(code), many) for code, many in hot.places]


def name_of(hot: Hot) -> str:
    """As a picture says it: the title of the matter in its middle; of figures alone the competence word."""
    title = hot.title or hot.thing
    return title if len(title) <= _LONGEST_NAME else f"{title[: _LONGEST_NAME - 1]}…"


def _heat(found: Sequence[Hot]) -> Chart:
    rows = (
        Row(name_of(hot) or P("说不准"), (Dot(hot.heat, f"{hot.heat:g}", link("topic", hot.id) if hot.cases else ""),))
        for hot in found
    )
    about = P("热度 = 人数 + 60天里最多的人数的一半；同一个人来几次，只算一个人。")
    return Chart("heat", Drawn.BARS, P("哪些事最热"), P("热点"), (P("热度"),), tuple(rows), "", about)
