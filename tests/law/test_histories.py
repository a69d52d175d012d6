"""Generated histories: whatever people do to a matter, the law keeps its promises.

A history is bytes: every choice (which act, by whom, with what words, how much later) takes the next one, so hypothesis
can shrink it. `./run law` tries a few, `./run test` ten thousand, `./run law --deep` a hundred thousand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huiyin.law.chart.organs import OrganKind
from huiyin.law.frame.deadlines import due
from huiyin.law.frame.decide import decide
from huiyin.law.frame.facts import Actor, World
from huiyin.law.frame.fold import evolve, replay
from huiyin.law.frame.verdict import Decision, Event, Refusal
from huiyin.law.matter.facts import Facts
from huiyin.law.matter.procedure import MATTER
from huiyin.law.papers import Paper
from huiyin.law.terms import Act, Channel, Stage
from tests import cast
from tests.law import plausible

PROFILES = {"quick": 60, "deep": 100_000}
HISTORIES = PROFILES.get(settings.get_current_profile_name(), 10_000)
LONGEST = 8

OPENINGS = (
    (cast.PETITION,), (cast.PETITION,), (cast.PETITION, cast.PETITION), (cast.PETITION, cast.REPORT), (cast.REPORT,),
    (cast.DUTY, cast.PETITION), (cast.IDEA,), ({}, {}), (cast.SUIT, cast.PETITION), (cast.IDEA, cast.PETITION),
)  # fmt: skip
BOOKS = (
    "cn-2022", "cn-2022", "zhejiang-2016", "cn-2005", "cn-2022+simplified=10", "shanghai-2018", "shandong-2015",
)  # fmt: skip
LATER = (0, 0, 1, 3, 10, 31, 65)
A = Act
#: The road most matters take; a story follows it some way before it strays.
ROAD = (
    A.CLASSIFY, A.TRANSFER, A.ACCEPT, A.PROPOSE, A.SIGN, A.SERVE, A.SEEK_REVIEW, A.ADMIT_REVIEW, A.DECIDE_REVIEW,
    A.SERVE, A.SEEK_REREVIEW, A.ADMIT_REVIEW, A.DECIDE_REVIEW, A.SERVE,
)  # fmt: skip
DISPUTE = (A.CLASSIFY, A.TRANSFER, A.OBJECT, A.REJECT_OBJECTION, A.OBJECT)
ROADS = (*(ROAD[:end] for end in range(len(ROAD) + 1)), DISPUTE, DISPUTE[:3], (*ROAD[1:3], A.MEDIATE), (A.REPLY,))
#: What ends a matter, or only says something about it, comes up less often than what moves it.
ASIDE = frozenset(
    {
        A.ANSWER_ON_SPOT, A.DIRECT_ELSEWHERE, A.NO_FURTHER, A.CONCLUDE_CHECK, A.MERGE, A.WITHDRAW, A.ARCHIVE,
        A.CONTACT, A.SUPPLEMENT, A.UNMASK, A.RATE, A.REPORT_URGENT, A.ABSORB, A.REQUEST_MATERIAL,
        A.NOTE_OVERDUE, A.JOIN, A.LEAVE,
    }
)  # fmt: skip
LIKELY = {
    stage: tuple(act for act in acts for _ in range(1 if act in ASIDE else 4))
    for stage, acts in MATTER.by_stage.items()
}
FIRST_ASKED = (cast.CITY_OFFICE, cast.LIUXI_OFFICE, cast.LIUXI_WATER)
ACCUSED: tuple[tuple[list[int], list[int]], ...] = (
    ([], []),
    ([cast.LIUXI_WATER], []),
    ([cast.LIUXI_GOV], []),
    ([], [cast.handler(cast.LIUXI_WATER).person or 0]),
)


class Tape:
    """Choices read from bytes; when they run out, always the first."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def pick(self, choices: Sequence[Any]) -> Any:
        if self._at >= len(self._data):
            return choices[0]
        self._at += 1
        return choices[self._data[self._at - 1] % len(choices)]

    @property
    def over(self) -> bool:
        return self._at >= len(self._data)


class Story:
    """A matter under way, with the journal of what happened to it."""

    def __init__(self, tape: Tape) -> None:
        self.tape, self.journal, self.refused = tape, list[Event](), 0
        organs, persons = tape.pick(ACCUSED)
        said = cast.lodging(
            *tape.pick(OPENINGS), book=tape.pick(BOOKS), accused_organs=organs, accused_persons=persons,
            organ=tape.pick(FIRST_ASKED), anonymous=tape.pick((False, False, False, True)),
        )  # fmt: skip
        self.facts, self.on, self.owed = cast.newborn(said), cast.MONDAY, frozenset[Paper]()
        self._try(Act.LODGE, cast.dispatcher(self.facts.holder), said)
        for act in tape.pick(ROADS):
            if act in MATTER.by_stage[self.facts.stage]:
                self.owed = frozenset()
                self._do(act)

    @property
    def world(self) -> World:
        return replace(cast.WORLD, unissued=self.owed)

    def step(self) -> None:
        if self.tape.pick((True, True, False)):
            self.owed = frozenset()  # the clerks have written what was owed
        self.on += timedelta(days=self.tape.pick(LATER))
        if acts := LIKELY[self.facts.stage]:
            self._do(self.tape.pick(acts))

    def _do(self, act: Act) -> None:
        move = self.tape.pick(MATTER.by_stage[self.facts.stage][act])
        by = plausible.actor(move, self.facts, self.tape.pick)
        self._try(act, by, plausible.particulars(act, self.facts, self.on, self.tape.pick))

    def _try(self, act: Act, by: Actor, said: dict[str, Any]) -> None:
        verdict = decide(MATTER, act, self.facts, by, self.on, self.world, said)
        if isinstance(verdict, Refusal):
            self.refused += 1
            return
        self._happen(verdict, by)

    def _happen(self, decision: Decision, by: Actor) -> None:
        assert self.facts.stage is not Stage.ARCHIVED
        assert decide(MATTER, decision.act, self.facts, by, self.on, self.world).allowed, "its button was closed"
        assert rests_on_its_papers(decision.act, self.facts, self.owed)
        self.owed |= set(decision.papers)
        event = cast.event_of(decision, by, self.on)
        before, self.facts = self.facts, evolve(MATTER, self.facts, event)
        self.journal.append(event)
        keeps_its_promises(before, self.facts, event, self.on)


def keeps_its_promises(before: Facts, facts: Facts, event: Event, on: date) -> None:
    assert nobody_unfit_acted(before, event)
    assert only_readers_act(before, event)
    assert nobody_presses_upward(before, event)
    assert closed_in_the_way_the_law_names(before, facts, event)
    assert opinions_rest_on_hearing_and_facts(before, facts, event)
    assert one_named_owner(facts)
    assert clocks_end(facts, on)
    assert closed_is_settled(facts)
    assert nobody_accused_has_it(facts)
    assert judges_are_strangers(facts, event, before)
    assert somebody_can_go_on(facts)


def nobody_unfit_acted(before: Facts, event: Event) -> bool:
    """Neither who was recused or complained of, nor anybody of an organ that may not see it."""
    unfit = before.recused | before.accused_persons
    return event.person not in unfit and event.organ not in cast.WORLD.barred(before)


def only_readers_act(before: Facts, event: Event) -> bool:
    """Who acts may read the matter: organs that have to do with it, and who watches over the one that holds it."""
    if event.organ is None or event.act is Act.LODGE:
        return True
    watching = event.act in (Act.SUPERVISE, Act.NOTE_VISIT, Act.NOTE_CONFERENCE)
    return event.organ in cast.WORLD.readers(before) | (
        cast.CHART.overseers(before.holder) - cast.WORLD.barred(before) if watching else frozenset()
    )


def nobody_presses_upward(before: Facts, event: Event) -> bool:
    """Art. 14, 40: neither oneself, nor an organ above, nor one of a higher level."""
    if event.act is not Act.SUPERVISE or event.organ is None:
        return True
    addressed = event.particulars["addressed"]
    pressed = cast.ORGANS[addressed]
    above = addressed in cast.CHART.ancestors(event.organ) or addressed == event.organ
    return not above and not pressed.level.is_above(cast.ORGANS[event.organ].level)


SERVED = {
    Stage.DECIDED: {Paper.OPINION, Paper.REPLY_LETTER},
    Stage.REVIEW_DECIDED: {Paper.REVIEW_OPINION},
    Stage.REREVIEW_DECIDED: {Paper.REREVIEW_OPINION},
}


def rests_on_its_papers(act: Act, facts: Facts, owed: frozenset[Paper]) -> bool:
    """Nothing is served that was not issued, and nothing closed or archived while a paper is owed."""
    if act is Act.SERVE:
        return not owed & SERVED[facts.stage]
    return act not in (Act.CLOSE, Act.ARCHIVE) or not owed - {Paper.RECEIPT, Paper.PROOF_OF_SERVICE, Paper.ARCHIVE_FORM}


def closed_in_the_way_the_law_names(before: Facts, facts: Facts, event: Event) -> bool:
    """What only a competent organ may close (Art. 22, 23, 28–31), said here in other words than the table's."""
    if facts.stage is not Stage.CLOSED or before.stage is Stage.CLOSED or event.organ is None:
        return True
    office = cast.ORGANS[before.holder].kind in (OrganKind.PETITION_OFFICE, OrganKind.JOINT_CONFERENCE)
    claims = [claim for claim in before.claims if claim.open]
    if event.act is Act.GUIDE:
        suits = before.channel is Channel.VISIT and all(claim.ground == "1" for claim in claims)
        return all(claim.statutory for claim in claims) and (not office or suits or before.book_key != "cn-2022")
    if event.act is Act.ANSWER_ON_SPOT:
        return not any(claim.petition or claim.kind is None for claim in claims)
    if event.act is Act.DIRECT_ELSEWHERE:
        return not any(claim.kind is None for claim in claims) and not (office and before.report)
    return event.act is not Act.NO_FURTHER or all(claim.ground is not None for claim in claims)


def opinions_rest_on_hearing_and_facts(before: Facts, facts: Facts, event: Event) -> bool:
    """Art. 31 (6): the person was heard or declined, and it was looked into or said why the papers suffice."""
    if event.act is not Act.SIGN or not before.needs_opinion:
        return True
    return before.heard and (before.investigations > 0 or before.suffices)


def one_named_owner(facts: Facts) -> bool:
    """One organ, one named person who serves there and is neither recused nor complained of."""
    fit = facts.owner not in facts.recused and facts.owner not in facts.accused_persons
    return fit and cast.organ_of(facts.owner) == facts.holder and facts.holder in facts.organs


def clocks_end(facts: Facts, on: date) -> bool:
    """Every clock has a last day, none starts in the future, and of each kind at most one runs."""
    running = [clock for clock in facts.clocks if clock.running]
    dated = all(clock.started <= on and due(clock, cast.CALENDAR).on >= clock.started for clock in running)
    return dated and len(running) == len({clock.kind for clock in running})


def closed_is_settled(facts: Facts) -> bool:
    """What is closed has a reason, owes nothing, and only a supervision may still wait for its answer."""
    if facts.stage not in (Stage.CLOSED, Stage.ARCHIVED):
        return facts.closure is None
    running = {clock.kind.value for clock in facts.clocks if clock.running}
    return facts.closure is not None and not facts.execution_outstanding and running <= {"C13"}


def nobody_accused_has_it(facts: Facts) -> bool:
    """Art. 30 ¶3: neither the accused organ nor one below holds it, handles it, judges it or reads it."""
    if not facts.report:
        return True
    barred = cast.CHART.barred(facts.accused_organs)
    having = {facts.holder, facts.coordinator, facts.responsible, *facts.co_handlers, *facts.organs}
    judging = {facts.reviewer, facts.rereviewer} if facts.stage in JUDGING else set()
    return not barred & (having | judging)


JUDGING = frozenset(
    {Stage.REVIEW_SOUGHT, Stage.REVIEWING, Stage.REVIEW_DECIDED, Stage.REREVIEW_SOUGHT, Stage.REREVIEWING}
)


def judges_are_strangers(facts: Facts, event: Event, before: Facts) -> bool:
    """Art. 35, 36: who decides a review took no part in another instance; the organ is the next one up."""
    if event.act is Act.DECIDE_REVIEW:
        return event.person not in before.judged_by
    if event.act is Act.SEEK_REVIEW:
        return facts.reviewer == cast.CHART.superior(facts.responsible or 0)
    if event.act is Act.SEEK_REREVIEW:
        return facts.rereviewer == cast.CHART.superior(facts.reviewer or 0)
    return facts.owner not in facts.judged_by


def somebody_can_go_on(facts: Facts) -> bool:
    """No stage but the last is a dead end for the organ that holds the matter."""
    return facts.stage is Stage.ARCHIVED or any(
        move.to is not None for moves in MATTER.by_stage[facts.stage].values() for move in moves
    )


@settings(max_examples=HISTORIES, suppress_health_check=list(HealthCheck))
@given(st.binary(min_size=30, max_size=60))
def test_whatever_people_do_the_law_keeps_its_promises(data: bytes) -> None:
    story = Story(Tape(data))
    for _ in range(LONGEST):
        if story.tape.over:
            break
        story.step()
    assert not story.journal or replay(MATTER, story.journal) == story.facts
