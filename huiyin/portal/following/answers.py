"""What was answered (答复), claim by claim and paper by paper, as the person may read it.

Only what has been served counts (huiyin.law.matter.served): a draft, or a signed opinion on its way, is not shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from huiyin.cases.models import Claim
from huiyin.law.chart.routes import ROUTES, Route
from huiyin.law.terms import Act, Execution, Outcome, Ruling, Stage
from huiyin.law.words import P, Phrase
from huiyin.portal.following.matter import Matter, Told
from huiyin.portal.following.standing import VERDICT_STATE

OUTCOME_WORDS: Final[Mapping[Outcome, Phrase]] = {
    Outcome.SUPPORTED: P("支持您的要求，要落实"),
    Outcome.EXPLAINED: P("您说得有道理，但现在没有法律依据办到，作了说明"),
    Outcome.NOT_SUPPORTED: P("没有支持您的要求"),
    Outcome.ADOPTED: P("采纳了您的建议"),
    Outcome.PARTLY_ADOPTED: P("采纳了一部分"),
    Outcome.NOTED: P("留作参考"),
    Outcome.PERFORMED: P("已经依法去做"),
    Outcome.ANSWERED: P("已经依法答复"),
    Outcome.HANDLED: P("已经依规依纪依法处理"),
}
EXECUTION_WORDS: Final[Mapping[Execution, Phrase]] = {
    Execution.DUE: P("等着落实"),
    Execution.DONE: P("单位说已经落实，等您确认"),
    Execution.CONFIRMED: P("您确认已经落实"),
    Execution.DENIED: P("您说没有落实，单位要接着落实"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """What an answer says to one claim."""

    claim: int
    outcome: Outcome
    finding: str
    basis: str
    execute_by: date | None

    @property
    def words(self) -> Phrase:
        return OUTCOME_WORDS[self.outcome]

    @property
    def state(self) -> str:
        return VERDICT_STATE.get(self.outcome, "")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer that reached the person.

    :param standing: whether it still counts, or was changed or revoked by a later one.
    """

    title: Phrase
    organ: str
    on: date
    lines: tuple[Line, ...] = ()
    text: str = ""
    where: str = ""
    routes: tuple[tuple[int, Route], ...] = ()
    standing: bool = True


@dataclass(slots=True)
class _Reader:
    """Walks through the journal and keeps what was written until it is served."""

    matter: Matter
    answers: list[Answer] = field(default_factory=list)
    waiting: Answer | None = None
    lines: tuple[Line, ...] = ()

    def read(self, told: Told) -> None:
        kind = _WRITES.get(told.act)
        if kind is not None:
            self.waiting = kind(self.matter, told)
            if told.act in _AT_ONCE:
                self._arrive(told.day)
        elif told.act is Act.SEND_BACK:
            self.waiting = None
        elif told.act is Act.SERVE and self.waiting is not None:
            self._arrive(date.fromisoformat(told.said["served_on"]), redo=told.to == Stage.HANDLING)

    def _arrive(self, on: date, *, redo: bool = False) -> None:
        answer = self.waiting
        assert answer is not None
        self.waiting = None
        if redo:
            self.answers = [_overtaken(each) for each in self.answers]
        elif answer.lines:
            changed = {line.claim for line in answer.lines}
            self.lines = (*(line for line in self.lines if line.claim not in changed), *answer.lines)
        self.answers.append(
            Answer(answer.title, answer.organ, on, answer.lines, answer.text, answer.where, answer.routes)
        )


def _overtaken(answer: Answer) -> Answer:
    return Answer(
        answer.title, answer.organ, answer.on, answer.lines, answer.text, answer.where, answer.routes, standing=False
    )  # fmt: skip


def _opinion(matter: Matter, told: Told) -> Answer:
    title = P("书面处理意见") if matter.facts.needs_opinion else P("书面答复")
    return Answer(
        title, _organ(matter, told), told.day, _lines(told.said["outcomes"]), str(told.said.get("remedy") or "")
    )


def _ruling(matter: Matter, told: Told) -> Answer:
    what = P("复查意见") if told.to == Stage.REVIEW_DECIDED else P("复核意见")
    title = P("{what}：{ruling}", what=what, ruling=Ruling(told.said["ruling"]))
    return Answer(title, _organ(matter, told), told.day, _lines(told.said.get("outcomes") or {}), told.said["reason"])


def _told(title: Phrase, text: str = "", where: str = "") -> Any:
    return lambda matter, told: Answer(
        title, _organ(matter, told), told.day, (), str(told.said.get(text) or ""), str(told.said.get(where) or "")
    )


def _guided(matter: Matter, told: Told) -> Answer:
    routes = [
        (int(claim), ROUTES[row["route"]]) for claim, row in told.said["routes"].items() if row["route"] in ROUTES
    ]
    text = str(told.said["explanation"])
    return Answer(
        P("该走的法定途径"), _organ(matter, told), told.day, (), text, "", tuple(sorted(routes, key=lambda r: r[0]))
    )


def _organ(matter: Matter, told: Told) -> str:
    return matter.organ_name(told.event.organ) or matter.organ_name(told.follows["holder"])


def _lines(outcomes: Mapping[str, Mapping[str, str]]) -> tuple[Line, ...]:
    rows = sorted(outcomes.items(), key=lambda row: int(row[0]))
    return tuple(
        Line(
            int(claim), Outcome(row["outcome"]), row.get("finding", ""), row.get("basis", ""),
            date.fromisoformat(row["execute_by"]) if row.get("execute_by") else None,
        )
        for claim, row in rows
        if row.get("outcome")
    )  # fmt: skip


_WRITES: Final[Mapping[Act, Any]] = {
    Act.PROPOSE: _opinion,
    Act.DECIDE_REVIEW: _ruling,
    Act.GUIDE: _guided,
    Act.REPLY: _told(P("书面答复"), "answer"),
    Act.ANSWER_ON_SPOT: _told(P("当场答复"), "answer"),
    Act.DIRECT_ELSEWHERE: _told(P("应当向别的机关提出"), "reason", "where"),
    Act.NO_FURTHER: _told(P("不再受理"), "reason"),
    Act.DECLINE_REVIEW: _told(P("没有受理复查复核申请"), "reason"),
    Act.MEDIATE: _told(P("调解协议"), "terms"),
}
_AT_ONCE: Final = frozenset(_WRITES) - {Act.PROPOSE, Act.DECIDE_REVIEW}


@dataclass(frozen=True, slots=True)
class Answered:
    """All answers, newest first, and what counts now for each claim."""

    answers: list[Answer]
    lines: Mapping[int, Line]


def answered(matter: Matter) -> Answered:
    """Read the journal once."""
    reader = _Reader(matter)
    for told in matter.told:
        reader.read(told)
    # What was revoked, or is dealt with again, is answered no more.
    counts = {claim.id for claim in matter.facts.claims if claim.outcome is not None}
    return Answered(list(reversed(reader.answers)), {line.claim: line for line in reader.lines if line.claim in counts})


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim beside its answer. Somebody else's claims are told without their facts and reasons.

    :param shown: the visitor reads what is asked and answered, if not the story behind it: they joined the petition.
    """

    claim: Claim
    line: Line | None
    execution: Phrase | None
    execute_by: date | None
    route: Route | None
    split_to: str
    own: bool
    shown: bool


def claim_rows(matter: Matter, found: Answered, children: Mapping[int, str]) -> list[ClaimRow]:
    """The claims in their order; ``children`` gives the number of a matter that was split off by its id."""
    now = {claim.id: claim for claim in matter.facts.claims}
    return [_row(matter, found, children, claim, now.get(claim.seq)) for claim in matter.claims]


def _row(matter: Matter, found: Answered, children: Mapping[int, str], claim: Claim, facts: Any) -> ClaimRow:
    execution = EXECUTION_WORDS.get(facts.execution) if facts else None
    route = ROUTES.get(facts.route) if facts and facts.route else None
    child = children.get(claim.split_to, "") if claim.split_to else ""
    by = facts.execute_by if facts and facts.execution in (Execution.DUE, Execution.DENIED) else None
    return ClaimRow(claim, found.lines.get(claim.seq), execution, by, route, child, matter.own, matter.told_all)
