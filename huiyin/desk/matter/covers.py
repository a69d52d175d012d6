"""What is pinned to the file of a matter (卷宗封面、卷内目录、流转单、标签), printed from what the record says.

Nothing here tells who petitioned: that place is left for the hand, for a cover lies on desks and in corridors. Of a
report of wrongdoing not even the title stands on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from huiyin.cases.models import Case, Material
from huiyin.cases.own_words import requests_shown
from huiyin.cases.papers.instruments import papers_for_staff
from huiyin.cases.parts import part_of
from huiyin.cases.queries import events_of, submissions_of
from huiyin.cases.readings import record_reading
from huiyin.cases.snapshots import load_facts
from huiyin.desk.frame import page
from huiyin.desk.matter.cases import fetch
from huiyin.desk.matter.timeline import Told, entries, people_in, told
from huiyin.desk.names import Names
from huiyin.desk.staff import Desk, staff
from huiyin.law.papers import Paper
from huiyin.law.terms import Act, Channel, ClaimKind
from huiyin.law.words import P, Phrase, plain
from huiyin.papers.covers import KINDS, SIZES, draw_cover
from huiyin.people.posts import names_of
from huiyin.typed.times import beijing_day
from huiyin.wording.words import english, grouped, say

TITLES: Final = {"cover": P("信访卷宗"), "contents": P("卷内目录"), "slip": P("流转单"), "label": P("卷宗标签")}
WHAT: Final = {
    "cover": P("钉在卷宗最外面。信访人一栏留空，手写。"),
    "contents": P("来件、材料、文书，按先后排，页号留空。"),
    "slip": P("谁交给谁、办什么、哪天以前，后面留空行签收。"),
    "label": P("一张纸多个标签，带二维码，贴在卷脊和盒子上。"),
}
#: What stands on the slip that goes with a matter even where it stays with whoever has it; whatever hands it on does.
MOVES: Final = frozenset({
    Act.LODGE, Act.TRANSFER, Act.ASSIGN, Act.ACCEPT, Act.NAME_HANDLER, Act.PROPOSE, Act.SIGN, Act.SEND_BACK, Act.SERVE,
    Act.DECIDE_REVIEW, Act.CLOSE, Act.ARCHIVE,
})  # fmt: skip
#: Rows left for the hand.
EMPTY: Final = {"contents": 6, "slip": 8}
#: Labels in a row and on a sheet.
LABELS: Final = {"a4": (2, 12), "a5": (2, 12)}


@staff
@require_safe
def covers(request: HttpRequest, desk: Desk, number: str) -> HttpResponse:
    """The sheets there are, each in both sizes."""
    case = fetch(desk, number)
    rows = [(kind, TITLES[kind], WHAT[kind]) for kind in KINDS]
    crumbs = [{"label": case.number, "url": reverse("desk:case", args=[number])}, {"label": P("卷宗封面和目录")}]
    return page(request, desk, "desk/covers.html", {"case": case, "rows": rows, "sizes": SIZES, "crumbs": crumbs})


@staff
@require_safe
def cover(request: HttpRequest, desk: Desk, number: str, kind: str, size: str) -> HttpResponse:
    case = fetch(desk, number)
    if kind not in KINDS or size not in SIZES:
        raise Http404
    record_reading(case, desk.actor, desk.now)
    said = {**_said(request, desk, case, kind, size), **_DRAWN[kind](desk, case)}
    if kind == "label":
        said["columns"], said["copies"] = LABELS[size]
    answer = HttpResponse(draw_cover(said), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{number}-{kind}-{size}.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _said(request: HttpRequest, desk: Desk, case: Case, kind: str, size: str) -> dict[str, Any]:
    """What every sheet says. The code leads to the page of the matter, which opens for whoever may read it."""
    return {
        "kind": kind, "size": size, "lang": "en" if english() else "zh", "title": say(TITLES[kind]),
        "date": desk.today.isoformat(), "organ": desk.organ.name, "number": grouped(case.number),
        "mark": say(P("检举控告，密封")) if case.report else "", "about": _about(case),
        "address": request.build_absolute_uri(reverse("desk:case", args=[case.number])), "note": "",
    }  # fmt: skip


def _day(on: date) -> str:
    """With its year: a file lies for decades."""
    return str(plain(beijing_day(on) if isinstance(on, datetime) else on))


def _about(case: Case) -> str:
    return say(P("（内容密封）")) if case.report else case.title


def _cover(desk: Desk, case: Case) -> dict[str, Any]:
    facts, chart = load_facts(case.facts), desk.world.chart
    kinds = {claim.kind for claim in facts.claims if claim.kind}
    holder = chart.organs.get(facts.responsible or facts.holder)
    rows: list[tuple[Phrase, str]] = [
        (P("编号"), grouped(case.number)),
        (P("事项"), _about(case)),
        (P("信访人"), ""),
        (P("信访形式"), say(Channel(case.channel).label)),
        (P("类别"), say("、".join(say(kind.label) for kind in ClaimKind if kind in kinds))),
        (P("承办单位"), holder.name if holder else ""),
        (P("经办人"), names_of([facts.owner]).get(facts.owner, "")),
        (P("登记日期"), _day(case.lodged_at)),
        (P("办结日期"), _day(case.closed_on) if case.closed_on else ""),
        (P("保管期限"), ""),
        (P("件数、页数"), ""),
    ]
    return {"rows": [[say(label), value] for label, value in rows], "note": say(P("用手机扫一扫，打开这件事的页面。"))}


def _contents(desk: Desk, case: Case) -> dict[str, Any]:
    head = (P("序号"), P("日期"), P("名称"), P("文号"), P("页号"))
    rows = [[str(at), *row, ""] for at, row in enumerate(sorted(_things(desk, case)), 1)]
    shown = [[at, on, name, number, pages] for at, _, on, name, number, pages in rows]
    return {
        "head": [say(each) for each in head], "columns": [0, 0, 5, 0, 1], "rows": shown, "empty": EMPTY["contents"],
        "note": "",
    }  # fmt: skip


def _things(desk: Desk, case: Case) -> Iterator[list[str]]:
    """What lies in the file: when, and by which day it is sorted; what it is, never under which name it was kept."""
    submissions = list(submissions_of(case, desk.actor, desk.today))
    for each in submissions:
        yield [each.received_at.isoformat(), _day(each.received_at), say(Channel(each.channel).label), ""]
    papers = Material.objects.filter(submission__in=[each.id for each in submissions]).order_by("id")
    by = {each.id: each for each in submissions}
    for at, paper in enumerate(papers, 1):
        come = by[paper.submission_id].received_at
        yield [come.isoformat() + "~", _day(come), say(P("随附材料{n}", n=at)), ""]
    for issued in papers_for_staff(case, desk.actor, desk.today):
        on = issued.issued_on
        yield [on.isoformat() + "T99", _day(on), say(Paper(issued.kind).label), issued.number]


def _slip(desk: Desk, case: Case) -> dict[str, Any]:
    part = part_of(case, desk.actor, desk.today)
    events = list(_handed_on(told(part.events(events_of(case, desk.actor, desk.today).order_by("seq")))))
    head = (P("日期"), P("做了什么"), P("交给谁"), P("谁经手"), P("签收"))
    shown = [
        [_day(each.at), say(each.act), each.to, "、".join(say(who) for who in each.who), ""]
        for each in entries(events, Names.of(desk.world.chart, people_in(events)))
    ]
    claims = requests_shown(case, desk.actor, desk.today) if not case.report else []
    note = say(P("诉求：{said}", said="；".join(claims))) if claims else ""
    return {
        "head": [say(each) for each in head], "columns": [0, 2, 3, 4, 2], "rows": shown, "empty": EMPTY["slip"],
        "note": note,
    }  # fmt: skip


def _handed_on(events: Iterable[Told]) -> Iterator[Told]:
    """The steps after which somebody else has it, an objection or a request for review too; and :data:`MOVES`."""
    had: tuple[object, object] | None = None
    for event, payload in events:
        has = (payload["follows"]["holder"], payload["follows"]["owner"])
        if has != had or event.act in MOVES:
            yield event, payload
        had = has


def _label(desk: Desk, case: Case) -> dict[str, Any]:
    return {}


_DRAWN: Final[Mapping[str, Callable[[Desk, Case], dict[str, Any]]]] = {
    "cover": _cover, "contents": _contents, "slip": _slip, "label": _label,
}  # fmt: skip
