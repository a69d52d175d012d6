"""What waits for the leader's word (需要我批), in one list that can be worked off on a phone.

Opinions to sign, extensions asked for, and objections or disputes over remit; below them what waits for the head in
records of every other kind (advice, reports, bulletins …), each on its own page. Each matter can be opened with one tap
and decided with the next; the forms post to the very act pages, so the law answers here as it does there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huiyin.cases.models import Case, Claim
from huiyin.cases.parts import part_of
from huiyin.cases.queries import visible_to
from huiyin.cases.snapshots import load_facts
from huiyin.desk.frame import page
from huiyin.desk.lists.counting import REVIEWS, TO_APPROVE
from huiyin.desk.records.lists import lines
from huiyin.desk.staff import Desk, staff
from huiyin.gate import changes, namings
from huiyin.law.frame.decide import decide
from huiyin.law.frame.verdict import Decision
from huiyin.law.frame.waiting import Waiting as Waits
from huiyin.law.matter.facts import ClaimFacts, Facts
from huiyin.law.matter.procedure import MATTER
from huiyin.law.matter.waiting import waiting as waits
from huiyin.law.terms import Act, ClockKind, Outcome, Role, Ruling, Stage
from huiyin.law.words import P, Phrase
from huiyin.oversight.orders import under_order
from huiyin.people.posts import names_of
from huiyin.record.models import Event
from huiyin.record.projection import FAR
from huiyin.record.reading import for_head
from huiyin.vault.opening import read_out
from huiyin.wording.listed import cut, listed, wanted

MOST = 40
#: Decided here at once, in the order in which the buttons stand.
HERE = (Act.SIGN, Act.SEND_BACK, Act.EXTEND, Act.AGREE_OBJECTION, Act.REJECT_OBJECTION)
#: These ask for an organ or a ruling, so they lead to their own page.
ELSEWHERE = (Act.DETERMINE, Act.COORDINATE, Act.DECIDE_REVIEW)
#: What somebody said when asking for the leader's word; more time is asked for beside any of the others.
ASKED = (Act.PROPOSE, Act.OBJECT, Act.PROPOSE_REVIEW)
WHY = {
    Stage.PROPOSED: P("意见待签发"),
    Stage.OBJECTED: P("对方提出异议"),
    Stage.DISPUTED: P("受理有争议"),
    Stage.CONFERENCE: P("联席会议协调"),
    Stage.REVIEWING: P("复查意见待签发"),
    Stage.REREVIEWING: P("复核意见待签发"),
}


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is proposed for one claim."""

    seq: int
    request: str
    finding: str
    outcome: str
    basis: str
    execute_by: date | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """One matter in the list.

    :param acts: the acts the law opens to this leader now.
    :param asked: the particulars of the request: the proposal, or the objection; ``time`` those of the request for
        more time, which stays a question of its own while an opinion waits.
    :param follows: what comes of signing, in sentences.
    """

    case: Case
    facts: Facts
    why: Phrase
    due: date | None
    waits: Waits | None
    acts: frozenset[Act]
    by: str
    asked: Mapping[str, Any]
    time: Mapping[str, Any]
    follows: tuple[Phrase, ...]
    claims: tuple[Proposed, ...]
    once: str
    supervised: bool = False

    @property
    def ruling(self) -> str:
        """How a review is to be decided, if that is what waits."""
        said = self.asked.get("ruling")
        return Ruling(said).label if said else ""

    @property
    def elsewhere(self) -> list[Act]:
        return [act for act in ELSEWHERE if act in self.acts]


@staff
@require_safe
def approvals(request: HttpRequest, desk: Desk) -> HttpResponse:
    if Role.HEAD not in desk.actor.roles:
        raise PermissionDenied
    most = wanted(request, MOST)
    rows = cut(request, *waiting(desk, most), MOST)
    seconds = len(changes.to_agree(desk.actor, desk.now)) + len(namings.to_agree(desk.actor, desk.now))
    others = listed(request, for_head(desk.actor, desk.today, most), MOST)
    more = "+" if rows.more or others.more else ""
    context = {
        "rows": rows,
        "lines": others.of(lambda found: lines(desk, found)),
        "seconds": seconds,
        "counts": {"approvals": f"{len(rows) + len(others)}{more}"},
    }
    return page(request, desk, "desk/approvals.html", context, here="approvals")


def waiting(desk: Desk, most: int) -> tuple[list[Waiting], bool]:
    """The matters that wait for this leader, the nearest last day first, and whether there are more; seven queries
    however many there are."""
    found = [*_at_a_stage(desk, most), *_reviews(desk, most), *_asking_for_time(desk, most)]
    cases = sorted(found, key=lambda case: (case.queue_on or FAR, case.id))[:most]
    asked, time = _asked(cases)
    claims = _claims(cases)
    names = names_of(event.by for event in (*asked.values(), *time.values()) if event.by)
    pressed = under_order(case.id for case in cases)
    events = {case.id: (asked.get(case.id), time.get(case.id)) for case in cases}
    rows = (_waiting(case, desk, events[case.id], claims.get(case.id, []), names) for case in cases)
    return [replace(row, supervised=row.case.id in pressed) for row in rows if row.acts], len(found) > most


def _held(desk: Desk) -> QuerySet[Case]:
    return visible_to(desk.actor, desk.today).filter(holder=desk.organ.id)


def _at_a_stage(desk: Desk, most: int) -> QuerySet[Case]:
    # Ordered as the index of an organ's stages is, so that nothing else of the organ is touched.
    return _held(desk).filter(stage__in=sorted(TO_APPROVE)).order_by("stage", "queue_on")[: most * len(TO_APPROVE)]


def _reviews(desk: Desk, most: int) -> QuerySet[Case]:
    # By the index of an owner's queue: a review that was drafted lies with the head who is to sign it.
    mine = _held(desk).filter(owner=desk.person.id, queue_on__isnull=False, stage__in=sorted(REVIEWS))
    return mine.order_by("queue_on")[: most + 1]


def _asking_for_time(desk: Desk, most: int) -> list[Case]:
    # By the index of those who ask; hardly one of them has left the stage in which time can be given.
    asking = _held(desk).filter(asks_time=True, queue_on__isnull=False).order_by("queue_on")[: most + 1]
    return [case for case in asking if case.stage == Stage.HANDLING]


def _asked(cases: Iterable[Case]) -> tuple[dict[int, Event], dict[int, Event]]:
    """Per matter the last request for a decision, and the last one for more time; a review begins with none."""
    wanted = (*ASKED, Act.ASK_EXTENSION, Act.ADMIT_REVIEW)
    events = Event.objects.filter(record__in=[case.id for case in cases], act__in=wanted).order_by("seq")
    asked: dict[int, Event] = {}
    time: dict[int, Event] = {}
    for event in events:
        if event.act == Act.ADMIT_REVIEW:
            asked.pop(event.record, None)
        else:
            (time if event.act == Act.ASK_EXTENSION else asked)[event.record] = event
    return asked, time


def _claims(cases: Iterable[Case]) -> dict[int, list[Claim]]:
    found: dict[int, list[Claim]] = {}
    for claim in Claim.objects.filter(case__in=[case.id for case in cases], split_to=None).order_by("seq"):
        found.setdefault(claim.case_id, []).append(claim)
    return found


def _waiting(
    case: Case, desk: Desk, events: Sequence[Event | None], claims: list[Claim], names: Mapping[int, str]
) -> Waiting:
    part = part_of(case, desk.actor, desk.today)
    facts = part.facts(load_facts(case.facts))
    asked, time = (next(iter(part.events([each])), None) if each else None for each in events)
    time = time if facts.extension_asked else None
    verdicts = (decide(MATTER, act, facts, desk.actor, desk.today, desk.world) for act in (*HERE, *ELSEWHERE))
    found = {verdict.act: verdict for verdict in verdicts if isinstance(verdict, Decision)}
    by = asked or time
    return Waiting(
        case=case,
        facts=facts,
        why=WHY.get(facts.stage, P("申请延期")),
        due=case.queue_on if case.queue_clock else None,
        waits=None if case.queue_clock else waits(facts),
        acts=_worth_asking(frozenset(found), facts),
        by=names.get(by.by, "") if by and by.by else "",
        asked=read_out(asked.payload)["said"] if asked else {},
        time=read_out(time.payload)["said"] if time else {},
        follows=_follows(found.get(Act.SIGN), facts),
        claims=tuple(_proposed(claim, facts, asked) for claim in part.claims(claims)),
        once=uuid4().hex,
    )


def _follows(signing: Decision | None, facts: Facts) -> tuple[Phrase, ...]:
    """What comes of signing: the paper, and what the petitioner may do when they have it."""
    if signing is None:
        return ()
    said = [P("出{papers}，由经办人送达。", papers=signing.papers), P("签发以后不能再改，也不能退回。")]
    if facts.needs_opinion:
        length = facts.book.periods[ClockKind.SEEK_REVIEW].length
        said.insert(1, P("信访人收到以后，{n}日内可以申请复查。", n=length))
    if facts.extension_asked:
        said.append(P("申请的延期就不用批了。"))
    return tuple(said)


def _worth_asking(acts: frozenset[Act], facts: Facts) -> frozenset[Act]:
    """More time is a question only when somebody asked for it."""
    return acts if facts.extension_asked else acts - {Act.EXTEND}


def _proposed(claim: Claim, facts: Facts, asked: Event | None) -> Proposed:
    said = read_out(asked.payload)["said"].get("outcomes", {}).get(str(claim.seq), {}) if asked else {}
    known = next((each for each in facts.claims if each.id == claim.seq), ClaimFacts(claim.seq))
    outcome = Outcome(said["outcome"]).label if said.get("outcome") else ""
    return Proposed(claim.seq, claim.request, said.get("finding", ""), outcome, said.get("basis", ""), known.execute_by)
