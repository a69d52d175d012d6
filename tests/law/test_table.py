"""The one table: every act answers from every stage, every stage can be reached, every row says what it rests on."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from huiyin.law.frame.decide import Verdict, decide, openings
from huiyin.law.frame.facts import PETITIONER, SYSTEM, Actor
from huiyin.law.frame.procedure import Move
from huiyin.law.frame.verdict import Decision, Refusal
from huiyin.law.matter.duties import ENDS_BY
from huiyin.law.matter.facts import Facts
from huiyin.law.matter.forms import FORMS, PAPER_CONTENTS
from huiyin.law.matter.procedure import MATTER
from huiyin.law.matter.table import MOVES
from huiyin.law.papers import Paper
from huiyin.law.sources.articles import Citation
from huiyin.law.sources.bookfiles import OPTIONAL
from huiyin.law.sources.books import BOOKS, RuleBook
from huiyin.law.sources.summaries import summary
from huiyin.law.terms import OUTSIDE, Act, Channel, ClockKind, Role, Stage
from tests import cast
from tests.law import plausible
from tests.law.procedures import every_procedure

ROLES = [role for role in Role if role not in OUTSIDE]


# --- one history to every stage -------------------------------------------------------------------------------------


def beginnings() -> Iterator[Facts]:
    yield cast.newborn(cast.lodging(cast.PETITION))
    yield cast.lodged(cast.PETITION)
    yield cast.lodged(cast.IDEA)
    yield cast.transferred()
    yield cast.transferred(cast.REPORT, to=cast.LIUXI_DISCIPLINE)
    yield cast.ruled("redo", cast.reviewing())
    yield cast.ruled()


def kin(facts: Facts) -> tuple[Any, ...]:
    """Facts alike enough that searching on from one of them will do."""
    claim = facts.claims[0]
    return facts.stage, facts.holder, facts.objections, facts.ruling, facts.content, claim.kind, claim.execution


def first(choices: Any) -> Any:
    return choices[0]


@cache
def found() -> dict[Stage, Facts]:
    """A matter in each stage, found by search from lodging."""
    seen, reached, waiting = set(), {}, deque(beginnings())
    while waiting:
        facts = waiting.popleft()
        if kin(facts) in seen:
            continue
        seen.add(kin(facts))
        reached.setdefault(facts.stage, facts)
        waiting.extend(following(facts))
    return reached


def following(facts: Facts) -> Iterator[Facts]:
    on = (facts.last_on or cast.MONDAY) + timedelta(days=1)
    for act, moves in MATTER.by_stage[facts.stage].items():
        by = plausible.actor(moves[0], facts, first)
        given = {**plausible.particulars(act, facts, on, first), "classes": {"1": cast.PETITION}}
        if act is Act.LODGE:
            by, on, given = cast.dispatcher(facts.holder), facts.lodged_on, cast.lodging(cast.PETITION)
        verdict = decide(MATTER, act, facts, by, on, cast.WORLD, given)
        if isinstance(verdict, Decision):
            yield cast.evolve(MATTER, facts, cast.event_of(verdict, by, on))


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_is_reached(stage: Stage) -> None:
    assert stage in found()


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.ARCHIVED])
def test_every_stage_is_left_again(stage: Stage) -> None:
    assert any(move.to not in (None, stage) for moves in MATTER.by_stage[stage].values() for move in moves)


def test_nothing_leaves_the_archive() -> None:
    assert not MATTER.by_stage[Stage.ARCHIVED]


# --- every stage × act × role ----------------------------------------------------------------------------------------


def somebody(role: Role, facts: Facts) -> Actor:
    return Actor(facts.holder * 10 + 8, facts.holder, frozenset({role}))


def everybody(facts: Facts) -> Actor:
    """One person with every role."""
    return Actor(facts.holder * 10 + 8, facts.holder, frozenset(Role))


@cache
def walk(stage: Stage) -> list[Verdict]:
    return list(verdicts(stage))


def verdicts(stage: Stage) -> Iterator[Verdict]:
    facts = found()[stage]
    on = (facts.last_on or cast.MONDAY) + timedelta(days=1)
    actors = [PETITIONER, SYSTEM, *(somebody(role, facts) for role in ROLES)]
    for act in Act:
        given = plausible.particulars(act, facts, on, first)
        yield decide(MATTER, act, facts, everybody(facts), on, cast.WORLD, {})
        for by in actors:
            yield decide(MATTER, act, facts, by, on, cast.WORLD)
            yield decide(MATTER, act, facts, by, on, cast.WORLD, given)


@pytest.mark.parametrize("stage", Stage)
def test_the_law_always_answers_with_an_article_we_can_explain(stage: Stage) -> None:
    assert not {verdict.citation.key for verdict in walk(stage) if summary(verdict.citation) is None}


@pytest.mark.parametrize("stage", Stage)
def test_every_refusal_is_a_whole_sentence(stage: Stage) -> None:
    said = {str(verdict.reason) for verdict in walk(stage) if isinstance(verdict, Refusal)}
    assert not {words for words in said if "{" in words or not words.endswith("。")}


@pytest.mark.parametrize("book", ["cn-2005", "zhejiang-2016"])
def test_an_older_book_is_explained_as_well(book: str) -> None:
    assert not {place.key for stage in Stage for place in cited(book, stage) if summary(place) is None}


def test_under_the_old_regulation_nothing_rests_on_the_new_one() -> None:
    assert not {place.key for stage in Stage for place in cited("cn-2005", stage) if place.law == "xf2022"}


@cache
def cited(book: str, stage: Stage) -> set[Citation]:
    """The articles behind every act with and without words, asked by somebody with every role."""
    facts = replace(found()[stage], book_key=book)
    on = (facts.last_on or cast.MONDAY) + timedelta(days=1)
    said = ({act: plausible.particulars(act, facts, on, first) for act in Act}, dict.fromkeys(Act))
    return {
        decide(MATTER, act, facts, everybody(facts), on, cast.WORLD, given[act]).citation
        for given in said
        for act in Act
    }


@pytest.mark.parametrize("act", [act for act in Act if act not in ENDS_BY])
def test_every_act_is_open_to_somebody_somewhere(act: Act) -> None:
    assert any(
        decide(MATTER, act, facts, plausible.actor(move, facts, pick), day, cast.WORLD).allowed
        for facts in samples()
        for move in MATTER.by_stage[facts.stage].get(act, ())
        for pick in (first, last)
        for day in ((facts.last_on or cast.MONDAY) + timedelta(days=1), cast.after(400))
    )


def last(choices: Any) -> Any:
    return choices[-1]


@cache
def samples() -> list[Facts]:
    """What the search found, and the situations that some acts wait for."""
    invited = cast.play(
        cast.handling(), Act.INVITE, cast.handler(cast.LIUXI_WATER), to_organ=cast.LIUXI_LAND, part="请核实产权",
        until="2026-12-01",
    )  # fmt: skip
    assigned = cast.play(
        cast.lodged(cast.PETITION), Act.ASSIGN, cast.dispatcher(cast.CITY_OFFICE), to_organ=cast.LIUXI_WATER,
        reason="请办理并反馈", until="2026-12-31",
    )  # fmt: skip
    accepted = cast.play(
        assigned, Act.ACCEPT, cast.handler(cast.LIUXI_WATER), to_person=cast.handler(cast.LIUXI_WATER).person,
        procedure="调查后书面答复您",
    )  # fmt: skip
    done = cast.play(
        cast.served(cast.SUPPORTED),
        Act.EXECUTE,
        cast.handler(cast.LIUXI_WATER),
        claims=[1],
        evidence="水渠已经恢复，有照片",
        undertaken=True,
    )
    heard = cast.play(
        cast.handling(), Act.OPEN_HEARING, cast.handler(cast.LIUXI_WATER), on="2026-11-09", place="县政府", panel="王"
    )
    handling = cast.handling()
    pressed = handling.changed(
        {"clocks": (*handling.clocks, handling.book.start(ClockKind.FEEDBACK, cast.MONDAY, until=cast.after(20)))}
    )
    simple = cast.handling(book="cn-2022+simplified=10")
    several, idea = cast.lodged(cast.PETITION, cast.IDEA), cast.lodged(cast.IDEA)
    clerk, by = cast.dispatcher(cast.CITY_OFFICE), cast.handler(cast.LIUXI_WATER)
    urgent = cast.play(cast.lodged(cast.PETITION), Act.REPORT_URGENT, clerk, reason="水渠塌了", measures="已派人")
    partial = cast.play(cast.handling(), Act.ASK_RECUSAL, PETITIONER, whom="承办人", reason="他是对方的亲戚")
    helped = cast.play(
        cast.handling(),
        Act.OFFER_RELIEF,
        by,
        relief="social",
        where="县民政局，府前街3号",
        account="本人低保，帮着填了申请",
    )
    urged = cast.play(cast.lodged(cast.PETITION), Act.URGE, PETITIONER, cast.after(30))
    adopted = cast.served(plausible.ANSWERS["suggestion"][0], facts=cast.handling(cast.IDEA))
    public = cast.ruled(facts=cast.heard(cast.reviewing(cast.ruled())))
    untouched, dispute = cast.transferred(), cast.handling(cast.ARBITRATION)
    more = [urgent, urged, partial, helped, adopted, public]
    return [
        *more,
        *found().values(),
        idea,
        untouched,
        dispute,
        invited,
        cast.served(facts=accepted),
        done,
        heard,
        pressed,
        simple,
        several,
        cast.handling().changed({"channel": Channel.VISIT}),
    ]


def test_openings_answer_for_every_act_once() -> None:
    verdicts = list(openings(MATTER, cast.handling(), cast.handler(cast.LIUXI_WATER), cast.MONDAY, cast.WORLD))
    assert [verdict.act for verdict in verdicts] == list(Act)


# --- rows ------------------------------------------------------------------------------------------------------------


def test_every_act_has_a_row() -> None:
    assert not [act for act in Act if not MATTER.by_act[act]]


@pytest.mark.parametrize("book", BOOKS.values(), ids=lambda book: book.key)
def test_every_row_cites_an_article_we_can_explain(book: RuleBook) -> None:
    articles = {book.basis.get(move.act, book.own(move.article)) for move in MOVES}
    assert not [article.key for article in articles if summary(article) is None]


@pytest.mark.parametrize("book", BOOKS.values(), ids=lambda book: book.key)
def test_every_clock_a_row_opens_is_in_every_book(book: RuleBook) -> None:
    assert {kind for move in MOVES for kind, _ in move.opens} - OPTIONAL <= set(book.periods)


def test_what_is_said_with_an_act_supplies_its_papers() -> None:
    assert not [(move.act, paper) for move in MOVES for paper in move.papers if not supplied(paper, move)]


def supplied(paper: Paper, move: Move) -> bool:
    wanted, said = set(PAPER_CONTENTS[paper]), {field.name for field in (*MATTER.needs(move.act), *FORMS[Act.PROPOSE])}
    either = paper is Paper.REPLY_LETTER  # what was proposed claim by claim, or a direct answer
    return bool(wanted & said) if either else wanted <= said


def test_rows_of_one_act_differ_only_in_what_follows() -> None:
    rows = [pair for acts in MATTER.by_stage.values() for moves in acts.values() for pair in pairwise(moves)]
    assert not [one.act for one, other in rows if (one.by, one.seat) != (other.by, other.seat)]


def test_every_row_can_be_chosen() -> None:
    hidden = [
        (stage, act)
        for stage, acts in MATTER.by_stage.items()
        for act, moves in acts.items()
        for move in moves[:-1]
        if move.when is Move.__dataclass_fields__["when"].default
    ]
    assert hidden == []


def test_every_form_belongs_to_an_act_with_rows() -> None:
    assert set(FORMS) <= {move.act for move in MOVES}


#: Acts that need no words: what they do is all there is to say.
WORDLESS = {Act.LAPSE, Act.JOIN}


def test_every_other_act_has_a_form() -> None:
    assert set(Act) - set(FORMS) == WORDLESS


def test_every_paper_is_owed_somewhere_and_has_contents() -> None:
    owed = {paper for move in MOVES for paper in move.papers}
    others = {paper for procedure in every_procedure() for move in procedure.moves for paper in move.papers}
    assert owed == set(PAPER_CONTENTS) and set(Paper) == owed | others


def test_every_clock_that_opens_can_stop() -> None:
    opened = {kind for move in MOVES for kind, _ in move.opens}
    stopped = {kind for move in MOVES for kind in (*move.stops, *(kind for kind, _ in move.stops_when))}
    assert opened <= stopped
