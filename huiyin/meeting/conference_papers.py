"""What the papers of the joint conference say beside their own words: agenda, presence, what was decided."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from huiyin.law.conference.procedure import CONFERENCE
from huiyin.law.conference.vocabulary import ConferenceAct
from huiyin.law.papers import Paper
from huiyin.law.topic.vocabulary import TopicAct, TopicStage
from huiyin.meeting.models import Conference, Topic
from huiyin.meeting.topic_shown import (
    ABOUT,
    about,
    agenda_of,
    agenda_words,
    decided_at,
    followed_at,
    organ_name,
    said_of,
)
from huiyin.papers.document import week_day
from huiyin.papers.facts import PaperFacts
from huiyin.record.models import Event
from huiyin.record.snapshots import facts_from
from huiyin.record.worlds import beijing_day


def conference_paper(facts: PaperFacts, row: Conference, events: Sequence[Event]) -> PaperFacts:
    """The meeting as it stands: its day, who came, its agenda by number, and in the minutes what was decided."""
    meeting, on = facts_from(CONFERENCE, row.facts), beijing_day(events[-1].at)
    said: dict[str, Any] = {
        **facts.said, "day": meeting.day.isoformat(), "hour": meeting.hour, "place": meeting.place,
        "chair": meeting.chair, "meeting_title": row.title,
    }  # fmt: skip
    if facts.kind is Paper.CONFERENCE_NOTICE:
        said["agenda"] = "\n".join(_agenda(row))
    if facts.kind is Paper.CONFERENCE_MINUTES:
        said |= {
            "came": "、".join(organ_name(each, on) for each in sorted(meeting.present)),
            "talk": _said(events, ConferenceAct.DRAFT, "said"),
        }
        said["absent"] = _said(events, ConferenceAct.START, "absent")
        said["decided"] = "\n".join(_decided(row, on))
        said["followed"] = "\n".join(_followed(topic, words) for topic, words in followed_at(row))
    return replace(facts, said=said)


def _agenda(row: Conference) -> list[str]:
    return agenda_words([each for each in agenda_of(row) if each.stage != TopicStage.DROPPED])


def _said(events: Sequence[Event], act: ConferenceAct, name: str) -> str:
    """What was said of it with the last of these acts."""
    told = [json.loads(event.payload)["said"].get(name) for event in events if event.act == act]
    return told[-1] or "" if told else ""


def _decided(row: Conference, on: date) -> list[str]:
    """Each topic with what was decided, who leads, who helps, and by when."""
    return [_line(topic, said, on) for topic, said in decided_at(row)]


def _followed(topic: Topic, said: Mapping[str, Any]) -> str:
    """What became of what was decided before, and the new day if one was set."""
    until = said.get("until")
    again = f"重新限定{week_day(date.fromisoformat(until))}以前办好。" if until else ""
    return f"{about(topic)}：{said['finding'].strip().rstrip('。')}。{again}"


def _line(topic: Topic, said: Mapping[str, Any], on: date) -> str:
    who = [("由{}受理", said.get("competent")), ("由{}牵头", said.get("lead")), ("{}配合", said.get("helper"))]
    told = "，".join(words.format(organ_name(organ, on)) for words, organ in who if organ)
    until = week_day(date.fromisoformat(said["until"]))
    return f"{about(topic)}：{said['resolution'].strip().rstrip('。')}。{told}，最迟{until}办好。"


def topic_paper(facts: PaperFacts, row: Topic, events: Sequence[Event]) -> PaperFacts:
    """Which matter or dispute, and at which meeting it was decided."""
    meeting = Conference.objects.filter(id=row.conference).first()
    opened = said_of(row, TopicAct.RAISE)[0][1]
    held = {"meeting_title": meeting.title, "day": meeting.day.isoformat()} if meeting else {}
    subject = opened.get("subject", "matter")
    about_what = {"about": ABOUT[subject]} if subject != "matter" else {}
    return replace(facts, said={**facts.said, **held, **about_what, "matter": opened["matter"]})
