"""Whom a meeting or a hearing tells beside whoever has it: the members, who sits at the table, who signs.

A notification says that there is something, on its page stands what. Members of a panel from outside the offices have
no account: who prepares the hearing hands them a slip (huiyin.meeting.slips).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from huiyin.law.conference.facts import ConferenceFacts
from huiyin.law.conference.procedure import CONFERENCE
from huiyin.law.conference.table import CONVENERS
from huiyin.law.conference.vocabulary import ConferenceAct as C
from huiyin.law.hearing.vocabulary import HearingAct as H
from huiyin.law.terms import Role
from huiyin.meeting.hearing_shown import facts_of as hearing_facts
from huiyin.meeting.memberships import seats_of
from huiyin.meeting.models import Conference, Hearing
from huiyin.people.posts import people_of
from huiyin.record.kinds import Tells
from huiyin.record.models import Event
from huiyin.record.snapshots import facts_from
from huiyin.record.worlds import beijing_day

#: Names of notifications (huiyin.together.kinds).
INVITED, CHANGED, TO_SIGN = "invited", "changed", "to_sign"
#: Who answers for an organ when it is invited.
ANSWERING: Final = frozenset({Role.HEAD, Role.DISPATCHER})
_MEMBERS: Final = {C.NOTIFY: INVITED, C.MOVE: CHANGED, C.CANCEL: CHANGED, C.SIGN: CHANGED}
_TABLE: Final = {
    H.NOTIFY: INVITED, H.RULE: INVITED, H.POSTPONE: CHANGED, H.CANCEL: CHANGED, H.FALL_AWAY: CHANGED,
    H.FINISH: TO_SIGN, H.READ: TO_SIGN, H.SIGN: TO_SIGN,
}  # fmt: skip


def tells_of_meeting(row: Conference, event: Event) -> Iterator[Tells]:
    """The invited organs of the meeting, its other day, its end, its minutes; who convenes of minutes to sign."""
    on, act = beijing_day(event.at), C(event.act)
    if act is C.DRAFT:
        yield from ((each, row.holder, TO_SIGN) for each in _holding(row.holder, CONVENERS, on))
    if act in _MEMBERS:
        facts: ConferenceFacts = facts_from(CONFERENCE, row.facts)
        named = {each.member_organ: f"{each.member} {each.deputy}" for each in seats_of(row.holder)}
        for organ in sorted(facts.invited):
            yield from ((each, organ, _MEMBERS[act]) for each in _answering(organ, named.get(organ, ""), on))


def _answering(organ: int, seated: str, on: date) -> Iterator[int]:
    """Who sits there for the organ, by name, and who answers for it."""
    for member in people_of(organ, on=on):
        if member.roles & ANSWERING or member.name in seated:
            yield member.person


def _holding(organ: int, roles: Iterable[Role], on: date) -> list[int]:
    return [member.person for member in people_of(organ, on=on) if member.roles & frozenset(roles)]


def tells_of_hearing(row: Hearing, event: Event) -> Iterator[Tells]:
    """Host and recorder: of the day, of another one, and of the record that has to be read and signed."""
    facts, act = hearing_facts(row), H(event.act)
    if act not in _TABLE or facts.noticed_on is None or (act in (H.READ, H.SIGN) and not facts.to_correct):
        return
    for person in filter(None, (facts.host, facts.recorder)):
        yield person, facts.holder, _TABLE[act]
