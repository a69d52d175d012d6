"""The suggestion card (建议卡): class, organ and way for one matter, each with its reason and the alternatives.

Drawn from the law's routing, the petition's own words and what became of matters like it. It proposes; a dispatcher
decides, and whatever is proposed goes through the same forms and the same door as what is typed by hand. A report of
wrongdoing is supposed as soon as the words look like one, so that the accused organ is not proposed even then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property

from django.http import QueryDict

from huiyin.cases.models import Case, Claim
from huiyin.cases.parts import part_of
from huiyin.cases.snapshots import load_facts
from huiyin.desk.answers.routes import notes_of
from huiyin.desk.forms.claim_rows import class_key
from huiyin.desk.forms.procedure_told import told_procedure
from huiyin.desk.forms.reading import KNOWN_CLASSES
from huiyin.desk.forms.sheets import TO, Sheet
from huiyin.desk.matter.offered import MODELS as KEPT_MODELS
from huiyin.desk.matter.offered import Offered, offered, receivers, subject_in
from huiyin.desk.models import RouteNote
from huiyin.desk.staff import Desk
from huiyin.insights.own import Opinion, opinion
from huiyin.insights.related import SAME_SAID, Akin, akin_to, same_as
from huiyin.insights.same.compare import Same
from huiyin.insights.subjects import SubjectGuess
from huiyin.insights.suggesting import ClassGuess, guess_class
from huiyin.law.chart.organs import OrganChart
from huiyin.law.chart.routes import Route
from huiyin.law.chart.routing import Candidate, Reason
from huiyin.law.frame.decide import decide
from huiyin.law.frame.verdict import Decision
from huiyin.law.matter.facts import ClaimFacts, Facts
from huiyin.law.matter.procedure import MATTER
from huiyin.law.sources.articles import Citation, cite
from huiyin.law.terms import Act, ClaimKind, Ground, Stage
from huiyin.law.words import P, Phrase

#: The acts that dispatch a matter, in the order of the keys.
DISPATCHING = (
    Act.TRANSFER, Act.ASSIGN, Act.ACCEPT, Act.GUIDE, Act.SPLIT, Act.OBJECT, Act.ANSWER_ON_SPOT, Act.REPLY,
    Act.DIRECT_ELSEWHERE,
)  # fmt: skip
LIKE_IT = cite("xf2022", 22, 1)
#: Days set for an assignment unless the dispatcher says otherwise.
ASSIGNED_FOR = 30
LARGE_GROUP = 5
#: Of a person's earlier matters so many of the newest are compared.
MOST_COMPARED = 12
#: Where models learned from the record lie.
MODELS = KEPT_MODELS


@dataclass(frozen=True, slots=True)
class Classed:
    """One claim with the class proposed for it; ``stands`` when somebody classed it already."""

    row: Claim
    guess: ClassGuess
    stands: bool


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What is proposed for one matter.

    :param facts: the matter as it would be once the classes stand.
    :param act: the way proposed, empty if the reader may do none; ``because`` says why.
    :param acts: the ways open to this reader, the proposed one first.
    :param subject: what it is about (内容分类); nothing of a report, and where many cards are drawn.
    :param accused: names of organs that a supposed report speaks of. They are never offered, nor put down as the
        accused: whoever is asked for help is named as well, and only a person can tell the two apart.
    """

    case: Case
    facts: Facts
    claims: tuple[Classed, ...]
    offered: Offered
    act: Act | None
    because: Phrase
    citation: Citation | None
    acts: tuple[Act, ...]
    alike: tuple[Case, ...]
    earlier: tuple[Case, ...]
    accused: tuple[str, ...]
    learned: Opinion | None = None
    same: Mapping[int, Same] = field(default_factory=dict)
    subject: SubjectGuess | None = None

    @property
    def marks(self) -> dict[int, Phrase]:
        """What is to be thought of an earlier or alike matter that may be about the same thing."""
        return {number: SAME_SAID[same] for number, same in self.same.items()}

    @property
    def sure(self) -> bool:
        """Whether the proposal deserves the full-strength key: nothing was learned that doubts it."""
        sends = self.act in (Act.TRANSFER, Act.ASSIGN)
        return (
            self.learned is None
            or not sends
            or (self.learned.sure and self.best is not None and self.best.organ.id == self.learned.organ)
        )

    @property
    def words(self) -> str:
        """Title and claims, as far as they are still this matter's."""
        rows = (each.row for each in self.claims)
        return "\n".join([self.case.title, *(f"{row.request}\n{row.facts}\n{row.reasons}" for row in rows)])

    @property
    def best(self) -> Candidate | None:
        return next(iter(self.offered.candidates), None)


@dataclass(frozen=True)
class SuggestedSheet(Sheet):
    """An act's form that offers what the suggestion found, and does not read the claims a second time."""

    card: Suggestion | None = None

    @cached_property
    def organs(self) -> Offered:
        return self.card.offered if self.card else super().organs

    @cached_property
    def claims(self) -> list[Claim]:
        return [each.row for each in self.card.claims] if self.card else super().claims


def suggest(
    case: Case, desk: Desk, chosen: Mapping[str, str] | None = None, *, rows: list[Claim] | None = None
) -> Suggestion:
    """The card of one matter.

    :param chosen: what the dispatcher has set already: ``classes-{claim}``, ``competence``, ``to_organ_typed``.
    :param rows: the claims, where many cards are drawn at once; these do without similar and earlier matters.
    """
    chosen, alone = chosen or {}, rows is None
    part = part_of(case, desk.actor, desk.today)
    facts = part.facts(load_facts(case.facts))
    rows = list(Claim.objects.filter(case=case, split_to=None).order_by("seq")) if rows is None else rows
    rows = part.claims(rows)
    claims = tuple(_classed(row, facts, chosen) for row in rows)
    words = "\n".join([case.title, *(f"{row.request}\n{row.facts}\n{row.reasons}" for row in rows)])
    accused = _named_in_reports(claims, desk.world.chart)
    supposed = _supposed(facts, claims, frozenset(accused))
    akin = akin_to(case, words, desk.actor, desk.today) if alone else Akin()
    found = offered(case, supposed, desk.world, words, chosen.get("competence", ""), chosen.get(f"{TO}_typed", ""))
    found = _with_precedent(found, akin.alike, supposed, desk)
    learned = _learned(case, rows, supposed, desk, found, chosen) if alone else None
    found = _with_opinion(found, learned, supposed, desk)
    acts = _open_acts(supposed, desk)
    act, because = _way(supposed, claims, acts, found)
    named = tuple(desk.world.chart.organ(organ).name for organ in accused)
    citation = MATTER.by_act[act][0].article if act else None
    ordered = tuple(sorted(acts, key=lambda each: each is not act))
    claimed = "\n".join(f"{row.request}\n{row.facts}" for row in rows)
    beside = [*akin.earlier[:MOST_COMPARED], *akin.alike]
    same = {} if supposed.report else same_as(case.title, claimed, beside, case.id)
    about = subject_in(claimed, case.title, desk.world, MODELS) if alone and not supposed.report else None
    return Suggestion(
        case, supposed, claims, found, act, because, citation, ordered, akin.alike, akin.earlier, named, learned, same,
        about,
    )  # fmt: skip


def _classed(row: Claim, facts: Facts, chosen: Mapping[str, str]) -> Classed:
    standing = next((claim for claim in facts.claims if claim.id == row.seq), ClaimFacts(row.seq))
    guess = guess_class(f"{row.request}\n{row.facts}")
    key = chosen.get(f"classes-{row.seq}", "") or (class_key(standing) if standing.classed else "")
    if key in KNOWN_CLASSES and key != guess.key:
        kind, _, ground = key.partition(".")
        guess = ClassGuess(ClaimKind(kind), Ground(ground) if ground else None, (), guess.route)
    return Classed(row, guess, standing.classed)


def _named_in_reports(claims: Iterable[Classed], chart: OrganChart) -> tuple[int, ...]:
    """Organs whose names stand in claims that look like reports of wrongdoing."""
    reports = [each.row for each in claims if each.guess.kind is ClaimKind.ACCUSATION]
    text = "\n".join(f"{row.request}\n{row.facts}\n{row.reasons}" for row in reports)
    return tuple(organ.id for organ in chart.organs.values() if organ.short in text or organ.name in text)


def _supposed(facts: Facts, claims: Iterable[Classed], accused: frozenset[int]) -> Facts:
    """The facts with the proposed classes in them."""
    guesses = {each.row.seq: each.guess for each in claims}
    rows = tuple(
        replace(claim, kind=guesses[claim.id].kind, ground=guesses[claim.id].ground) if claim.id in guesses else claim
        for claim in facts.claims
    )
    return facts.changed({"claims": rows, "accused_organs": facts.accused_organs | accused})


def _with_precedent(found: Offered, like: Iterable[Case], facts: Facts, desk: Desk) -> Offered:
    """The candidates, each with how many matters like this one it dealt with; organs only precedent knows come last."""
    counted = Counter(organ for case in like if (organ := load_facts(case.facts).responsible) is not None)
    if found.objector is not None:
        counted.pop(found.objector, None)
    known = {each.organ.id for each in found.candidates}
    rows = [_told(each, counted.get(each.organ.id, 0)) for each in found.candidates]
    open_to = receivers(facts, desk.world)
    for organ, count in counted.most_common():
        if organ in open_to and organ not in known and not facts.report:
            rows.append(_told(Candidate(open_to[organ], (), len(rows)), count))
    return replace(found, candidates=tuple(rows))


def _learned(
    case: Case, rows: Iterable[Claim], facts: Facts, desk: Desk, found: Offered, chosen: Mapping[str, str]
) -> Opinion | None:
    """What the record taught of matters like this; not asked about what looks like a report, nor once a person chose,
    at this desk or in an objection that was agreed to."""
    if facts.report or any(claim.accusation for claim in facts.claims) or chosen.get("competence"):
        return None
    if found.objector is not None:
        return None
    said = opinion(MODELS, case.title, "\n".join(f"{row.request}\n{row.facts}" for row in rows))
    return said if said and said.organ in receivers(facts, desk.world) else None


def _with_opinion(found: Offered, learned: Opinion | None, facts: Facts, desk: Desk) -> Offered:
    """The candidates with what was learned; it comes first where it is sure, else it is only told."""
    if learned is None:
        return found
    organ = receivers(facts, desk.world)[learned.organ]
    known = next((each for each in found.candidates if each.organ.id == organ.id), None)
    if not learned.sure and known is None:
        return found
    share, words = min(round(learned.probability * 100), 99), "、".join(learned.reasons.speaking_for)
    reason = Reason(P("从以往受理的件看，{share}% 归它；依据的词：{words}", share=share, words=words), LIKE_IT)
    standing = known or Candidate(organ, (), 0)
    mine = replace(standing, reasons=(*standing.reasons, *((reason,) if words else ())))
    others = tuple(each for each in found.candidates if each.organ.id != organ.id)
    return (
        replace(found, candidates=(mine, *others))
        if learned.sure
        else replace(found, candidates=tuple(mine if each is known else each for each in found.candidates))
    )


def _told(candidate: Candidate, count: int) -> Candidate:
    if not count:
        return candidate
    reason = Reason(P("相似的事项有{n}件由它办理", n=count), LIKE_IT)
    return replace(candidate, reasons=(*candidate.reasons, reason))


def _open_acts(facts: Facts, desk: Desk) -> tuple[Act, ...]:
    verdicts = (decide(MATTER, act, facts, desk.actor, desk.today, desk.world) for act in DISPATCHING)
    return tuple(verdict.act for verdict in verdicts if isinstance(verdict, Decision))


def _way(facts: Facts, claims: tuple[Classed, ...], acts: tuple[Act, ...], found: Offered) -> tuple[Act | None, Phrase]:
    """The way that fits best among those open, and why."""
    for act, because, fits in _WAYS:
        if act in acts and fits(facts, claims, found):
            return act, because
    if acts:
        return acts[0], P("没有更合适的去向，请看下面的其他办法。")
    return None, P("现在不由您分流这件事。")


def _mixed(facts: Facts, claims: tuple[Classed, ...], found: Offered) -> bool:
    return facts.report and not all(claim.accusation for claim in facts.claims)


def _led_elsewhere(facts: Facts, claims: tuple[Classed, ...], found: Offered) -> bool:
    waiting = [claim for claim in facts.claims if claim.open]
    led = {each.row.seq for each in claims if each.guess.route is not None}
    return bool(waiting) and all(claim.statutory and claim.id in led for claim in waiting)


def _weighty(facts: Facts, claims: tuple[Classed, ...], found: Offered) -> bool:
    return facts.urgent or facts.repeat or facts.petitioners >= LARGE_GROUP


def _taken_here(facts: Facts, claims: tuple[Classed, ...], found: Offered) -> bool:
    return facts.stage is Stage.TRANSFERRED or not found.candidates


def _always(facts: Facts, claims: tuple[Classed, ...], found: Offered) -> bool:
    return True


_WAYS = (
    (Act.SPLIT, P("检举控告和别的诉求写在一起，先分案，再分别转送。"), _mixed),
    (Act.GUIDE, P("写到的事应当走法定途径，引导过去，并写明外部期限。"), _led_elsewhere),
    (Act.ACCEPT, P("转来的事项归本机关管的，接收并书面告知；不归本机关管，可以提出异议。"), _taken_here),
    (Act.ASSIGN, P("重复、紧急或者人多的事项，交办并定下反馈期限。"), _weighty),
    (Act.TRANSFER, P("转送给有权处理的机关，并告知信访人去向。"), _always),
    (Act.ACCEPT, P("归本机关办理，接收并书面告知信访人。"), _always),
)


def prefilled(card: Suggestion, desk: Desk, act: Act | None = None) -> QueryDict:
    """What the forms of the class and of the act start from, as if it had been typed."""
    values = QueryDict(mutable=True)
    for each in card.claims:
        values[f"classes-{each.row.seq}"] = each.guess.key
    values["competence"] = card.offered.chosen
    if card.subject is not None and card.subject.sure:
        values["subject"] = card.subject.path
    act = act or card.act
    if act in (Act.TRANSFER, Act.ASSIGN) and card.best is not None:
        values[TO] = str(card.best.organ.id)
        values["reason"] = reason_for(card.best)
    if act is Act.ASSIGN:
        values["until"] = (desk.today + timedelta(days=ASSIGNED_FOR)).isoformat()
    if act is Act.GUIDE:
        _routes(values, card, desk)
    if act is Act.ACCEPT:
        values["to_person"] = str(desk.actor.person)
        values["procedure"] = told_procedure(card.facts)
    if act is Act.SPLIT:
        values.setlist("claims", [str(claim.id) for claim in card.facts.claims if claim.accusation])
        values["reason"] = str(P("检举控告单独转送有管理权限的机关，其余诉求另行办理。"))
    return values


def reason_for(candidate: Candidate) -> str:
    """Why the matter belongs to this organ, as the letter of transfer says it."""
    said = [str(reason.phrase) for reason in candidate.reasons if reason.citation != LIKE_IT]
    return "；".join(said or [str(P("属于该机关职责范围"))]) + "。"


def _routes(values: QueryDict, card: Suggestion, desk: Desk) -> None:
    """Each claim's route, and the words for the petitioner: where to go and until when, here and by law."""
    led = {each.row.seq: each.guess.route.route for each in card.claims if each.guess.route and each.guess.ground}
    notes = notes_of(desk.organ.id) if led else {}
    for seq, route in led.items():
        values[f"routes-{seq}"] = route.key
    told = (_told_of(route, notes.get(route.key), desk.today) for route in led.values())
    values["explanation"] = "\n".join(dict.fromkeys(told))


def _told_of(route: Route, note: RouteNote | None, today: date) -> str:
    """A route in words. A note past its review is not passed on."""
    limits = "；".join(str(limit.words) for limit in route.limits)
    here = note.body if note is not None and note.review_on >= today else ""
    until = str(P("期限：{limits}。", limits=limits)) if limits else ""
    said = P("{route}：{why}到哪里：{where}。", route=route.name, why=route.explanation, where=route.where)
    return f"{said}{until}{here}"
