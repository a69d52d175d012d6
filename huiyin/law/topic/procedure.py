"""The law of a topic of the joint conference (议题) as one value: what is decided there is an act on the matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from huiyin.law.beside import Conferred
from huiyin.law.dispute.vocabulary import DisputeAct
from huiyin.law.frame.common import noted_by, set_by_somebody
from huiyin.law.frame.facts import Particulars
from huiyin.law.frame.procedure import Move, Procedure
from huiyin.law.frame.verdict import Also
from huiyin.law.frame.waiting import Waiting
from huiyin.law.terms import Act, OfKind
from huiyin.law.topic.facts import CHANGES, TopicFacts, TopicSituation, newborn
from huiyin.law.topic.forms import FORMS
from huiyin.law.topic.guards import on_the_chart
from huiyin.law.topic.table import LAW, MOVES, SEATS, TURNS
from huiyin.law.topic.vocabulary import TopicAct, TopicClock, TopicStage
from huiyin.law.words import P

A = TopicAct
#: What the record knows and tells the law; the journal does not keep it.
ASKED: Final = frozenset({
    "secret", "archived", "urgent", "taken", "conference_stage", "open_tasks", "of_law", "remit_open", "from_matter",
    "moves_matter", "matter_number",
})  # fmt: skip
#: What the matter's own journal says of an act here, with which words of it, and which organ it names.
TOLD: Final[Mapping[TopicAct, tuple[Conferred, str, str]]] = {
    A.RAISE: (Conferred.RAISED, "", "office"),
    A.LIST: (Conferred.LISTED, "", ""),
    A.DECIDE: (Conferred.DECIDED, "resolution", "lead"),
    A.SET_TASK: (Conferred.ADDED, "task", "to_organ"),
    A.DEFER: (Conferred.DEFERRED, "reason", ""),
    A.DROP: (Conferred.DROPPED, "reason", ""),
    A.SETTLE: (Conferred.RESULT, "account", ""),
    A.HAND_OVER: (Conferred.GUIDED, "", "to_organ"),
    A.TAKE: (Conferred.TAKEN, "file", ""),
    A.REFUSE: (Conferred.REFUSED, "reason", ""),
    A.CONCLUDE: (Conferred.ANSWERED, "account", ""),
}


#: By what a topic may be about the act with which that writes down what became of it.
_NOTED: Final[Mapping[str, str]] = {"matter": Act.NOTE_CONFERENCE.value, "dispute": DisputeAct.CONFER.value}


def _says(move: Move, s: TopicSituation) -> Particulars:
    return {name: value for name, value in (s.given or {}).items() if name not in ASKED}


def _until(kind: OfKind, s: TopicSituation) -> str | None:
    """What is urgent goes on the agenda the same day; all other days somebody sets."""
    if kind is TopicClock.AGENDA:
        return s.on.isoformat()
    said: str | None = s.value("until")
    return said


def _waits(facts: TopicFacts) -> Waiting | None:
    listed = facts.stage is TopicStage.LISTED
    return Waiting(P("等会议议定") if listed else P("等列入议程"), facts.moved_on or facts.lodged_on)


# What else is done ----------------------------------------------------------------------------------------------------


def _also(move: Move, s: TopicSituation) -> tuple[Also, ...]:
    """The matter says so in its own journal and goes to whom the conference named; what was set becomes a promise to
    the person, with a day."""
    if s.given is None:
        return ()
    return (*_told(s), *_sent(s), *_set(s))


def _told(s: TopicSituation) -> Iterator[Also]:
    told = TOLD.get(TopicAct(s.act))
    if told is None or s.value("archived"):
        return
    what, words, organ = told
    said: dict[str, Any] = {"what": what.value, "account": s.value(words), "helper": s.value("helper")}
    said["on"] = s.value("conference_day") or s.value("until")
    said["organ"] = s.facts.office if organ == "office" else s.value(organ) if organ else None
    if what in (Conferred.TAKEN, Conferred.ANSWERED):
        said["organ"] = s.facts.taker
    subject, act = s.facts.subject, _NOTED[s.facts.subject]
    yield Also(subject, s.facts.matter, act, {k: v for k, v in said.items() if v})
    if s.act is A.RAISE and s.at_once:
        listed = {"what": Conferred.LISTED.value, "on": s.value("conference_day")}
        yield Also(subject, s.facts.matter, act, listed)


def _sent(s: TopicSituation) -> Iterator[Also]:
    """Who is competent (Art. 24 ¶1): the matter goes there, if it has not gone already."""
    if s.act is A.DECIDE and s.value("competent") and s.value("moves_matter"):
        said = {"to_organ": s.value("competent"), "reason": f"联席会议议定：{s.value('resolution')}"}
        yield Also("matter", s.facts.matter, Act.COORDINATE.value, said)


def _set(s: TopicSituation) -> Iterator[Also]:
    given = (("lead", "task"), ("helper", "part")) if s.act is A.DECIDE else (("to_organ", "task"),)
    if s.act not in (A.DECIDE, A.SET_TASK) or s.facts.subject != "matter":
        return  # a dispute has nobody yet to whom something was promised: the topic itself is looked at again
    for organ, words in given:
        if s.value(organ):
            said = {
                "matter": s.value("matter_number"), "matter_id": s.facts.matter, "source": "conference",
                "what": s.value(words), "until": s.value("until"), "to_organ": s.value(organ), "from_topic": True,
            }  # fmt: skip
            yield Also("undertaking", None, "promise", said)


TOPIC = Procedure(
    key="topic",
    label="联席会议议题",
    facts=TopicFacts,
    acts=TopicAct,
    stages=TopicStage,
    clocks=TopicClock,
    moves=MOVES,
    forms=FORMS,
    opening=A.RAISE,
    newborn=newborn,
    seats=SEATS,
    turns=TURNS,
    changes=CHANGES,
    situation=TopicSituation,
    begins=on_the_chart,
    over=frozenset({TopicStage.SETTLED, TopicStage.DROPPED}),
    end=TopicStage.SETTLED,
    ended=(P("这件议题已经了结，不再变动。"), P("还有问题，可以另提议题。")),
    fixed=frozenset(TopicClock),
    until=_until,
    hands=A.NAME_HANDLER,
    runs_out=noted_by(A.NOTE_OVERDUE),
    waits=_waits,
    says=_says,
    periods=set_by_somebody(TopicClock, LAW),
    also=_also,
)
