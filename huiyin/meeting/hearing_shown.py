"""What a hearing shows of itself: on its page, in lists, in the forms of its acts, on its papers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from huiyin.cases.models import Case
from huiyin.cases.papers.people import people
from huiyin.law.frame.facts import Actor
from huiyin.law.hearing.facts import HearingFacts
from huiyin.law.hearing.procedure import HEARING
from huiyin.law.hearing.vocabulary import HearingAct, HearingStage, Part
from huiyin.law.papers import Paper
from huiyin.law.words import P, Phrase, plain
from huiyin.meeting.models import Hearing
from huiyin.papers.facts import PaperFacts
from huiyin.people.posts import names_of
from huiyin.record.kinds import Given
from huiyin.record.models import Event
from huiyin.record.sections import Section
from huiyin.record.snapshots import facts_from
from huiyin.vault.opening import read_out

A = HearingAct


def facts_of(row: Hearing) -> HearingFacts:
    found: HearingFacts = facts_from(HEARING, row.facts)
    return found


def panel_in_words(facts: HearingFacts) -> str:
    """主持人王守正；记录人李敏；听证员李静（律师）、赵一鸣（人大代表）."""
    seated = names_of([each for each in (facts.host, facts.recorder) if each])
    host, recorder = (seated.get(each or 0, "") for each in (facts.host, facts.recorder))
    sitting = "、".join(each.named for each in facts.panel)
    told = (("主持人", host), ("记录人", recorder), ("听证员", sitting))
    return "；".join(f"{post}{name}" for post, name in told if name)


def spoken(events: Sequence[Event]) -> list[tuple[Part, str, str]]:
    """What was said at the hearing, in its order: in which part, by whom, in which words."""
    said = (read_out(event.payload)["said"] for event in events if event.act == A.SPEAK)
    return [(Part(each["part"]), each["speaker"], each["words"]) for each in said]


def shows(row: Hearing, actor: Actor, on: date) -> Iterator[Section]:
    facts = facts_of(row)
    if facts.day is not None:
        openness = facts.openness or ""
        when = P("{day}{hour}", day=facts.day, hour=facts.hour)
        rows_ = [(P("时间"), when), (P("地点"), facts.place), (P("公开不公开"), openness)]
        yield Section(P("听证的安排"), rows=(*rows_, *_table(facts)), note=_by_hand(facts))
    if facts.objections:
        told = (
            (P("{who}（本人提出）", who=each.whom) if each.own else each.whom, each.ruling or P("待决定"))
            for each in facts.objections
        )
        yield Section(P("回避申请"), rows=tuple(told))
    words = [(P("{part}：{who}", part=part, who=who), said) for part, who, said in spoken(row.journal())]
    if words:
        yield Section(P("笔录"), rows=tuple(words))
    if opinions := _opinions(row):
        yield Section(P("听证员的评议意见"), rows=tuple(opinions))


def _opinions(row: Hearing) -> list[tuple[str, str]]:
    """What each member of the panel wrote by themselves; the last word of each counts."""
    said = (read_out(event.payload)["said"] for event in row.journal() if event.act == A.SIGN)
    return list({each["member"]: each["opinion"] for each in said if each.get("opinion")}.items())


def _by_hand(facts: HearingFacts) -> Phrase | None:
    """Members of the panel come from outside the offices and have no account that could tell them."""
    if facts.stage is not HearingStage.NOTICED or not facts.panel:
        return None
    return P("听证员没有账号。请打印“听证员阅案单”交给本人，时间、地点也请送达或者电话告知。")


def _table(facts: HearingFacts) -> Iterator[tuple[Phrase, Any]]:
    seated = names_of([each for each in (facts.host, facts.recorder) if each])
    if facts.host:
        yield P("主持人"), seated.get(facts.host, "")
    if facts.recorder:
        yield P("记录人"), seated.get(facts.recorder, "")
    if facts.panel:
        yield P("听证员"), "、".join(each.named for each in facts.panel)
    if facts.attendance:
        yield P("信访人答复"), facts.attendance


#: Which parts of what was said stand in which part of the record.
_PARTS: Final = {
    Part.STATEMENT: 2, Part.ANSWER: 3, Part.EVIDENCE: 4, Part.QUESTION: 4, Part.REPLY: 4, Part.LAST: 5,
}  # fmt: skip


def paper(facts: PaperFacts, row: Hearing, events: Sequence[Event]) -> PaperFacts:
    """Of the record what was said, part by part; every paper greets the petitioner by name."""
    case = Case.objects.get(id=row.matter)
    told = replace(facts, people=tuple(people(case, case.report)), case_number=case.number, title=case.title, to=None)
    if facts.kind is not Paper.HEARING_RECORD:
        return told
    hearing = facts_of(row)
    said: dict[str, Any] = {**facts.said, "panel": panel_in_words(hearing), "place": hearing.place}
    said |= {"on": hearing.day.isoformat() if hearing.day else "", "hour": hearing.hour, "part1": _present(events)}
    for part, who, words in spoken(events):
        name = f"part{_PARTS[part]}"
        said[name] = "\n".join([*filter(None, [said.get(name)]), f"{who}：{words}"])
    for name in (f"part{each}" for each in sorted(set(_PARTS.values()))):
        said.setdefault(name, "（没有人发言）")
    return replace(told, said=said)


def _present(events: Sequence[Event]) -> str:
    """Who came, and that they were told their rights."""
    said = next((read_out(event.payload)["said"] for event in events if event.act == A.START), None)
    if said is None:
        return ""
    away = "信访人没有到场，也没有委托人到场。" if said.get("absent") else ""
    return f"到场的人：{said['present']}。{away}\n身份已经核对，权利义务和申请回避的权利已经告知。"


def caption(row: Hearing) -> str:
    """In lists: when, and what about in the words of the announcement."""
    facts = facts_of(row)
    when = f"{plain(facts.day)}{facts.hour}" if facts.day else ""
    return " ".join(part for part in (when, facts.subject) if part)


def wants(facts: HearingFacts, on: date) -> A | None:
    """What is to be done next, whoever does it."""
    least = facts.book.options.hearing_panel
    if facts.undecided is not None:
        return A.RULE
    match facts.stage:
        case HearingStage.ASKED:
            return A.GRANT
        case HearingStage.PREPARING if facts.host is None:
            return A.ARRANGE
        case HearingStage.PREPARING | HearingStage.NOTICED if len(facts.panel) < least:
            return A.DRAW
        case HearingStage.PREPARING:
            return A.NOTIFY
        case HearingStage.NOTICED:
            return A.START if facts.day is None or facts.day <= on else None
        case HearingStage.SITTING:
            return A.SPEAK
        case HearingStage.READING:
            return A.CONCLUDE if (facts.petitioner_read or facts.absent) and not facts.to_correct else A.READ
    return None


def suggest(row: Hearing, act: A, facts: HearingFacts, on: date) -> Given:
    """What is known stands in the form: whom an objection means, and what was arranged before."""
    if act is A.RULE and facts.undecided is not None:
        names = [*names_of([each for each in (facts.host, facts.recorder) if each]).values()]
        names += [each.name for each in facts.panel]
        whom = next((name for name in names if name in facts.undecided.whom), "")
        if not whom and facts.host and "主持" in facts.undecided.whom:
            whom = names_of([facts.host]).get(facts.host, "")
        return {"whom": whom}
    if act in (A.ARRANGE, A.POSTPONE) and facts.day is not None:
        known = {"day": facts.day.isoformat(), "hour": facts.hour, "place": facts.place, "subject": facts.subject}
        return {**known, "host": facts.host, "recorder": facts.recorder, "openness": facts.openness or ""}
    if act is A.CONCLUDE:
        return {"opinions": "\n".join(f"{who}：{said}" for who, said in _opinions(row))}
    return {"reader": "信访人本人"} if act is A.READ and not facts.petitioner_read else {}
