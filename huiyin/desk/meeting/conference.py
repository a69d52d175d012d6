"""The joint conference (联席会议) as those who take part in it see it: its office, who convenes it, a member.

Each page is a few lists of records; what is done with one is done on its own page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.frame import page
from huiyin.desk.links import link
from huiyin.desk.records.lists import lines
from huiyin.desk.staff import Desk, staff
from huiyin.field.models import Dispute
from huiyin.law.chart.organs import OrganKind
from huiyin.law.conference.table import CONVENERS, OFFICE
from huiyin.law.conference.vocabulary import ConferenceStage as C
from huiyin.law.dispute.procedure import DISPUTE
from huiyin.law.dispute.vocabulary import Grade
from huiyin.law.reading import WORKERS
from huiyin.law.terms import Role
from huiyin.law.topic.vocabulary import Cause
from huiyin.law.topic.vocabulary import TopicStage as T
from huiyin.law.words import P, Phrase
from huiyin.meeting.candidates import Candidate, candidates, grave_disputes
from huiyin.meeting.conferences import CONFERENCES, facts_of
from huiyin.meeting.models import Conference, Topic
from huiyin.meeting.topics import TOPICS
from huiyin.record.kinds import KINDS, Kind
from huiyin.record.reading import visible_to

#: So much of all that is open is shown at most; every record has its own list.
MOST: Final = 120
Row = tuple[Kind, Any]


@dataclass(frozen=True, slots=True)
class Block:
    """A list on the page. ``empty`` is said where there is nothing; without it the list is left out then."""

    title: Phrase
    rows: list[Row]
    note: Phrase | None = None
    empty: Phrase | None = None
    lines: list[dict[str, Any]] = field(default_factory=list)


@staff
@require_safe
def conference(request: HttpRequest, desk: Desk) -> HttpResponse:
    """To the page of whoever asks: the office prepares, who only convenes leads, all others are members."""
    if _at_office(desk) and desk.actor.roles & (OFFICE_HANDS | {Role.HEAD}):
        return see_other(link("conference-office"))
    return see_other(link("conference-convener" if _convenes(desk) else "conference-member"))


OFFICE_HANDS: Final = frozenset(OFFICE) - frozenset(CONVENERS)


def _at_office(desk: Desk) -> bool:
    return desk.organ.kind is OrganKind.JOINT_CONFERENCE


def _convenes(desk: Desk) -> bool:
    return _at_office(desk) and bool(desk.actor.roles & frozenset(CONVENERS))


@staff
@require_safe
def office(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What has to be prepared: meetings ahead, what was raised, what belongs before the conference, what came of it."""
    if not (_at_office(desk) and desk.actor.roles & frozenset(OFFICE)):
        raise PermissionDenied
    topics, meetings = _topics(desk, office=desk.organ.id), _meetings(desk, holder=desk.organ.id)
    blocks = [
        Block(P("要开的会"), _of(CONFERENCES, meetings, C.PREPARING, C.CALLED, C.SITTING, C.WRITING),
              empty=P("没有正在筹备的会议。")),
        Block(P("提上来、还没有列入议程的"), _of(TOPICS, topics, T.PROPOSED), P("先写议题单，再列入会议。"),
              P("没有等着列入的议题。")),
        Block(P("已列入议程的"), _of(TOPICS, topics, T.LISTED)),
        Block(P("议定了、还没有了结的"), _of(TOPICS, topics, T.DECIDED), P("下一次会议上逐件回头看。")),
        Block(P("政法单位在办的"), _of(TOPICS, topics, T.HANDED, T.TAKEN), P("没有回执的，请催。")),
        Block(P("纪要已印发、还没有了结的会"), _of(CONFERENCES, meetings, C.SIGNED)),
    ]  # fmt: skip
    found = [_offered(each) for each in candidates(desk.actor, desk.today)]
    found += [_offered_dispute(each) for each in grave_disputes(desk.actor, desk.today)]
    return _page(request, desk, "office", blocks, {"found": found, "offers": True})


@staff
@require_safe
def convener(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What waits for whoever leads: the meeting, its topics, the minutes, and what became of what was decided."""
    if not _convenes(desk):
        raise PermissionDenied
    topics, meetings = _topics(desk, office=desk.organ.id), _meetings(desk, holder=desk.organ.id)
    late = [row for row in topics if row.queue_clock and row.queue_on is not None and row.queue_on < desk.today]
    blocks = [
        Block(P("我要主持的会"), _of(CONFERENCES, meetings, C.CALLED, C.SITTING), empty=P("没有已经通知的会议。")),
        Block(P("会上要定的"), _of(TOPICS, topics, T.LISTED), P("打开看议题单和各单位的意见；会上逐件议定。")),
        Block(P("等我签发的纪要"), _of(CONFERENCES, meetings, C.WRITING)),
        Block(P("过了日子没有落实的"), _of(TOPICS, late, T.DECIDED, T.HANDED, T.TAKEN)),
        Block(P("议定了、正在落实的"),
              _of(TOPICS, [row for row in topics if row not in late], T.DECIDED, T.HANDED, T.TAKEN)),
    ]  # fmt: skip
    return _page(request, desk, "convener", blocks, {})


@staff
@require_safe
def member(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What a member organ has to do: answer, read the sheets, carry out what was set, take what belongs to it."""
    if not desk.actor.roles & WORKERS:
        raise PermissionDenied
    meetings, topics = _meetings(desk), _topics(desk)
    mine = [row for row in meetings if desk.organ.id in facts_of(row).invited]
    unanswered = [row for row in mine if facts_of(row).reply_of(desk.organ.id) is None]
    taken = [row for row in topics if row.taker == desk.organ.id]
    blocks = [
        Block(P("等本单位答复的会议通知"), _of(CONFERENCES, unanswered, C.CALLED), P("打开会议，点“答复参会”。"),
              P("没有要答复的会议通知。")),
        Block(P("已经答复、要参加的会"), _of(CONFERENCES, [each for each in mine if each not in unanswered], C.CALLED,
              C.SITTING)),
        Block(P("会上要议的"), _of(TOPICS, topics, T.LISTED), P("打开看议题单，可以先提意见。")),
        Block(P("联席会议交给本单位的"), _promised(desk), P("办好了在落实事项里报告，附凭据。")),
        Block(P("转给本单位依法办理的"), _of(TOPICS, taken, T.HANDED, T.TAKEN), P("接收的出具回执，不接的写明理由。")),
        Block(P("已提出、等列入议程的"), _of(TOPICS, topics, T.PROPOSED)),
    ]  # fmt: skip
    return _page(request, desk, "member", blocks, {})


# Found ----------------------------------------------------------------------------------------------------------------


def _topics(desk: Desk, **whose: int) -> list[Topic]:
    rows = visible_to(TOPICS, desk.actor, desk.today).filter(queue_on__isnull=False, **whose)
    return list(rows.order_by("queue_on", "id")[:MOST])


def _meetings(desk: Desk, **whose: int) -> list[Conference]:
    rows = visible_to(CONFERENCES, desk.actor, desk.today).filter(closed_on__isnull=True, **whose)
    return list(rows.order_by("day", "id")[:MOST])


def _promised(desk: Desk) -> list[Row]:
    """What the conference set for this organ and nobody has confirmed yet."""
    kind = KINDS["undertaking"]
    mine = {"source": "conference", "to_organ": desk.organ.id, "queue_on__isnull": False}
    rows = visible_to(kind, desk.actor, desk.today).filter(**mine).order_by("queue_on", "id")
    return [(kind, row) for row in rows[:MOST]]


def _of(kind: Kind, rows: Iterable[Any], *stages: Any) -> list[Row]:
    wanted = {stage.value for stage in stages}
    return [(kind, row) for row in rows if row.stage in wanted]


def _offered(found: Candidate) -> dict[str, Any]:
    """A matter with the way to put it on the list of topics."""
    case = found.case
    return {
        "title": case.title, "number": case.number, "on": case.lodged_at, "page": link("case", case.number),
        "cause": found.cause.label, "url": _raising(case.number, found.cause),
    }  # fmt: skip


def _offered_dispute(row: Dispute) -> dict[str, Any]:
    """A dispute that presses, likewise."""
    grade = P("{kind}，{grade}", kind=DISPUTE.label, grade=Grade(row.grade).label)
    return {
        "title": row.title, "number": row.number, "on": row.lodged_at, "page": link("record", DISPUTE.key, row.number),
        "cause": grade, "url": _raising(row.number, Cause.CROSS),
    }  # fmt: skip


def _raising(number: str, cause: Cause) -> str:
    return f"{link('record-new', 'topic')}?{urlencode({'matter': number, 'cause': cause.value})}"


# Drawn ----------------------------------------------------------------------------------------------------------------

_SEATS: Final[tuple[tuple[str, Phrase, Callable[[Desk], bool]], ...]] = (
    ("office", P("办公室的事"), _at_office),
    ("convener", P("召集人的事"), _convenes),
    ("member", P("本单位的事"), lambda desk: not _at_office(desk)),
)


def _page(request: HttpRequest, desk: Desk, here: str, blocks: list[Block], more: dict[str, Any]) -> HttpResponse:
    """The names of everybody in all lists in one question."""
    told = iter(lines(desk, [row for block in blocks for row in block.rows]))
    for block in blocks:
        block.lines.extend(next(told) for _ in block.rows)
    context = {
        "blocks": [block for block in blocks if block.rows or block.empty],
        "tabs": [(link(f"conference-{key}"), label, key == here) for key, label, fits in _SEATS if fits(desk)],
        "may_call": here == "office",
        **more,
    }
    return page(request, desk, "desk/conference.html", context, here="conference")
