"""Organs offered to a dispatcher, each with its reason; the organs a report must not reach are never among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.conf import settings

from huiyin.cases.models import Case
from huiyin.insights.own_subjects import joined, opinion
from huiyin.insights.subjects import SubjectGuess, guess_subject
from huiyin.insights.suggesting import Guess, guess_words
from huiyin.law.chart.organs import OVERSEEING_KINDS, Organ, OrganChart, OrganKind
from huiyin.law.chart.routing import Candidate, Reason, candidates
from huiyin.law.frame.facts import World
from huiyin.law.matter.facts import Facts
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Act, Ground, Stage
from huiyin.law.words import P
from huiyin.record.models import Event
from huiyin.vault.opening import read_out

NEAREST = 2
MOST_CANDIDATES = 6
MOST_MATCHES = 12
#: Why the organ stands first that an objection named.
NAMED = Reason(P("原来的机关提出异议，说明应当由它办理，异议已经同意"), cite("xf2022", 23, 3))
#: Where models learned from the record lie.
MODELS = settings.HUIYIN_DATA_DIR / "insight"

__all__ = [
    "Guess",
    "Offered",
    "called",
    "competence_words",
    "guess_words",
    "matching",
    "offered",
    "receivers",
    "subject_in",
]


@dataclass(frozen=True, slots=True)
class Offered:
    """What the form shows for choosing an organ.

    :param words: the competence catalogue; ``chosen`` is the word the dispatcher picked, empty if none.
    :param others: further organs, those of the same place first, for the list behind the input.
    :param matches: organs whose names hold what was typed, when it named none exactly.
    :param objector: the organ that had it, said that it is not competent, and was right.
    """

    words: tuple[str, ...]
    chosen: str
    guesses: tuple[Guess, ...]
    candidates: tuple[Candidate, ...]
    others: tuple[Organ, ...]
    matches: tuple[Organ, ...] = ()
    objector: int | None = None


def offered(case: Case, facts: Facts, world: World, text: str, chosen: str = "", typed: str = "") -> Offered:
    """Candidates and the rest for a transfer, an assignment, an invitation or a decision on remit.

    :param text: the petition's words, for guessing the competence.
    :param chosen: a word the dispatcher picked, instead of the guess.
    :param typed: a name typed by hand.
    """
    words = competence_words(world.chart)
    chosen = chosen if chosen in words else ""
    guesses = guess_words(text, words, case.title)
    open_to = receivers(facts, world)
    found = _best(case, facts, world, (chosen,) if chosen else tuple(guess.word for guess in guesses))
    area = world.chart.organ(facts.holder).area
    others = sorted(open_to.values(), key=lambda organ: (not organ.code.startswith(area[:6]), organ.code, organ.id))
    matches = matching(others, typed) if typed else ()
    height = world.chart.organ(facts.holder).level.height
    # A matter is passed on at its own level and downward (Art. 22 ¶1); only a report may have to go higher.
    fit = (each for each in found if each.organ.id in open_to and (facts.report or each.organ.level.height <= height))
    kept = tuple(fit)
    objection = _objection(case, facts)
    if objection is not None:
        within = {each.id: each for each in others if each.level.height <= height}
        kept = _after_objection(kept, objection, facts.objector, within)
    objector = facts.objector if objection is not None else None
    return Offered(words, chosen, guesses, kept[:MOST_CANDIDATES], tuple(others), matches, objector)


def _objection(case: Case, facts: Facts) -> Mapping[str, Any] | None:
    """What was said in the objection because of which it is sorted anew."""
    if facts.stage is not Stage.REGISTERED or facts.objector is None:
        return None
    acts = [act.value for act in (Act.OBJECT, Act.AGREE_OBJECTION, Act.REJECT_OBJECTION)]
    last = list(Event.objects.filter(record=case.id, act__in=acts).order_by("-seq")[:2])
    if [event.act for event in last] != [Act.AGREE_OBJECTION.value, Act.OBJECT.value]:
        return None
    said: Mapping[str, Any] = read_out(last[1].payload)["said"]
    return said


def _after_objection(
    found: tuple[Candidate, ...], said: Mapping[str, Any], objector: int | None, open_to: dict[int, Organ]
) -> tuple[Candidate, ...]:
    """The organ that the objection named comes first; the one that objected is proposed no more, though it may be
    written by hand."""
    proper = called(open_to.values(), str(said.get("proper") or ""))
    rest = tuple(each for each in found if each.organ.id not in (objector, proper))
    if proper is None:
        return rest
    first = next((each for each in found if each.organ.id == proper), Candidate(open_to[proper], (), 0))
    return (replace(first, reasons=(*first.reasons, NAMED)), *rest)


def receivers(facts: Facts, world: World) -> dict[int, Organ]:
    """Every organ that may receive the matter from where it is now."""
    barred = world.barred(facts) | {facts.holder}
    return {
        organ.id: organ
        for organ in world.chart.organs.values()
        if organ.id not in barred and _may_receive(organ, facts, world)
    }


def _may_receive(organ: Organ, facts: Facts, world: World) -> bool:
    """Down its own system only, unless the petition office sorts what came to it first, or it is a report alone; what
    is litigation alone goes to the political-legal organs of the level (Art. 22, 23 ¶1)."""
    here = world.chart.organ(facts.holder)
    office = here.kind in OVERSEEING_KINDS
    if facts.stage is Stage.TRANSFERRED or not (office or all(claim.accusation for claim in facts.claims)):
        return world.chart.is_below(organ.id, here.id) or (office and organ.area.startswith(here.area))
    if office and all(claim.ground is Ground.LITIGATION for claim in facts.claims):
        return organ.kind is OrganKind.POLITICAL_LEGAL and organ.level is here.level
    return True


def called(organs: Iterable[Organ], name: str) -> int | None:
    """The one organ with this name, else the one with this short name, else nothing."""
    organs = list(organs)
    by_name = [organ.id for organ in organs if organ.name == name]
    found = by_name or [organ.id for organ in organs if organ.short == name]
    return found[0] if len(found) == 1 else None


def matching(organs: Iterable[Organ], typed: str) -> tuple[Organ, ...]:
    wanted = typed.strip()
    return tuple(organ for organ in organs if wanted in organ.name or wanted in organ.short)[:MOST_MATCHES]


def _best(case: Case, facts: Facts, world: World, words: tuple[str, ...]) -> list[Candidate]:
    """All candidates for one word; of several words the nearest two each, for nobody knows yet which word is right."""
    several = len(words) > 1
    found: dict[int, Candidate] = {}
    for word in words or ("",):
        for each in _candidates(case, facts, world, word)[: NEAREST if several else None]:
            found.setdefault(each.organ.id, each)
    return list(found.values())


def _candidates(case: Case, facts: Facts, world: World, word: str) -> tuple[Candidate, ...]:
    litigation = any(claim.ground is Ground.LITIGATION for claim in facts.claims)
    if not (word or litigation or facts.report):
        return ()
    return candidates(
        world.chart,
        place=case.place or world.chart.organ(facts.holder).area,
        competence=word,
        channel=facts.channel.value,
        accused=facts.accused_organs,
        litigation=litigation,
        report=facts.report,
        at=facts.holder,
    )


def competence_words(chart: OrganChart) -> tuple[str, ...]:
    return tuple(sorted(frozenset().union(*(organ.competences for organ in chart.organs.values()))))


def subject_in(text: str, title: str, world: World, models: Path) -> SubjectGuess:
    """What it is about (内容分类), by its words and by what was learned; a person looks at it before it is said.

    :param models: where models learned from the record lie.
    """
    everyday = guess_subject(text, title, competence_words(world.chart))
    return joined(opinion(models, title, text), everyday)
