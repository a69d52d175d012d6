"""The opinion while it is written (拟定处理意见): kept as typed, looked over claim by claim by the checker beside it.

The checker points out and never blocks. It is asked a moment after the last key; without a script a button asks it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.forms.acts_known import known
from huiyin.desk.forms.drafts import drop, keep
from huiyin.desk.forms.sheets import Sheet
from huiyin.desk.matter.cases import fetch
from huiyin.desk.staff import Desk, staff
from huiyin.insights import rarity
from huiyin.insights.replies import LINE, Answered, Fault, Judged, checked_claims
from huiyin.insights.similar import COMMON
from huiyin.insights.taking_up import Scale, lowest, spoken
from huiyin.law.terms import Act, Lacking, Outcome
from huiyin.law.words import P, Phrase
from huiyin.library.queries import article_numbers, loaded_laws
from huiyin.papers.checker import Remark, cited, remarks
from huiyin.papers.facts import ClaimText
from huiyin.typed.times import day_of

#: Acts whose outcomes the checker reads.
CHECKED = frozenset({Act.PROPOSE, Act.DECIDE_REVIEW})
#: In which field a remark is mended, by the sentence the checker says.
WHERE: Mapping[str, str] = {
    "没有写查明的事实。": "finding",
    "查明的事实太笼统：写出何时、何地、查了什么、结果是多少。": "finding",
    "没有写处理意见：支持、解释说明还是不予支持。": "outcome",
    "没有写依据。": "basis",
    "依据没有写出法规的名称和条文。": "basis",
    "支持了，没有写何时办到。": "execute_by",
    "支持了，没有写由谁去办。": "executor",
    "不予支持，没有写缺乏事实根据还是不符合规定。": "lacking",
}


@dataclass(frozen=True, slots=True)
class Pointer:
    """A remark and the field it is about; ``target`` is that field's id on the page, empty without one."""

    what: Phrase
    target: str


@dataclass(frozen=True, slots=True)
class Checked:
    """One claim of the opinion, with what to look at again."""

    number: int
    request: str
    begun: bool
    pointers: tuple[Pointer, ...]


@staff
@require_POST
def check(request: HttpRequest, desk: Desk, number: str, act: str) -> HttpResponse:
    """Keep what is typed, and say what to look at again; asked by the page a moment after the last key."""
    case, which = fetch(desk, number), known(act)
    at = keep(desk, case, which, request.POST)
    context = {"saved_at": at, "checked": checked(Sheet(case, which, desk, request.POST))}
    return render(request, "desk/_beside.html", context)


@staff
@require_POST
def drop_draft(request: HttpRequest, desk: Desk, number: str, act: str) -> HttpResponse:
    case, which = fetch(desk, number), known(act)
    drop(desk, case, which)
    return see_other(reverse("desk:act", args=[number, act]) + "?fresh=1")


def checked(sheet: Sheet) -> tuple[Checked, ...] | None:
    """The remarks on what stands in the form, claim by claim; nothing for acts without an opinion."""
    if sheet.act not in CHECKED:
        return None
    claims = [_claim(sheet, row.seq, row.request) for row in sheet.claims if sheet.claim_facts(row).route is None]
    found = remarks(claims, _loaded(claims))
    told = {row.seq: row.facts for row in sheet.claims}
    counted = rarity.known()
    scale = spoken() if counted is None else Scale(lowest(counted.worth, spoken().worth))
    answers = [
        Answered(claim.request, f"{claim.request}\n{told.get(claim.number, '')}", claim.finding) for claim in claims
    ]
    faults = dict(zip((claim.number for claim in claims), checked_claims(answers, COMMON, scale), strict=True))
    return tuple(
        _checked(claim, [each for each in found if each.claim == claim.number], faults[claim.number], claims)
        for claim in claims
    )


def _claim(sheet: Sheet, seq: int, request: str) -> ClaimText:
    before = sheet.earlier_findings.get(str(seq), {})
    parts = ("outcome", "lacking", "finding", "basis", "executor", "execute_by")
    said = {part: sheet.said(f"outcomes-{seq}-{part}", str(before.get(part, ""))).strip() for part in parts}
    return ClaimText(
        seq,
        request,
        outcome=Outcome(said["outcome"]) if said["outcome"] in list(Outcome) else None,
        lacking=Lacking(said["lacking"]) if said["lacking"] in list(Lacking) else None,
        finding=said["finding"],
        basis=said["basis"],
        executor=said["executor"],
        execute_by=_day(said["execute_by"]),
    )


def _day(typed: str) -> date | None:
    return day_of(typed)


def _loaded(claims: Iterable[ClaimText]) -> dict[str, tuple[int, ...]]:
    """The articles of the laws cited here, as far as this office has loaded them."""
    laws = {citation.law for claim in claims for citation in cited(claim.basis)}
    return {law: article_numbers(law) for law in laws & set(loaded_laws())} if laws else {}


def _checked(claim: ClaimText, found: list[Remark], judged: Judged, claims: list[ClaimText]) -> Checked:
    begun = bool(claim.finding or claim.basis or claim.outcome)
    pointers = tuple(Pointer(each.what, f"f-outcomes-{claim.number}-{_field(each, claim)}") for each in found)
    said = any(each.target.endswith("-finding") for each in pointers)
    return Checked(
        claim.number, claim.request, begun, pointers if said else (*pointers, *_empty(claim, judged, claims))
    )


def _empty(claim: ClaimText, judged: Judged, claims: list[ClaimText]) -> Iterator[Pointer]:
    """Where what was found says nothing, nothing of what this claim speaks of, or passes something over."""
    if not claim.finding:
        return
    field, faults = f"f-outcomes-{claim.number}-finding", judged.checked.faults
    if words := faults.get(Fault.PLACEHOLDER):
        yield Pointer(P("只写了“{words}”，看不出查明了什么。", words=words), field)
    if judged.fits is not None:
        yield Pointer(P("像是答第{n}项诉求的，看看是不是写错了位置。", n=claims[judged.fits].number), field)
    elif words := faults.get(Fault.UNRELATED):
        yield Pointer(
            P("没有提到这项诉求里说的任何一件事，写的是“{words}”，看看是不是别的件的答复。", words=words), field
        )
    elif words := faults.get(Fault.INCOMPLETE):
        yield Pointer(P("没有答到“{words}”。", words=words[:LINE]), field)


def _field(remark: Remark, claim: ClaimText) -> str:
    """Where to mend it: the sentence tells, else the field that holds the words; a citation stands in the basis."""
    if remark.what.text in WHERE:
        return WHERE[remark.what.text]
    holds = ((part, getattr(claim, part)) for part in ("finding", "executor"))
    return next((part for part, text in holds if remark.words and remark.words in text), "basis")
