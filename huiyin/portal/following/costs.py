"""What the matter has cost its petitioner so far (您的付出), told to them: the organ sees the same numbers."""

from __future__ import annotations

from huiyin.law.matter.cost import Burden, Course, Done, known_costs
from huiyin.law.terms import Channel
from huiyin.portal.following.matter import Matter
from huiyin.record.worlds import beijing_day


def costs(matter: Matter) -> list[tuple[Burden, int]]:
    """As far as the record shows it; of a matter of which a report was split off nothing is told."""
    case = matter.case
    if not matter.own or matter.parted:
        return []
    ways = {each.event_seq: Channel(each.channel) for each in matter.submissions if each.case_id == case.id}
    done = [Done(told.act, ways.get(told.event.seq)) for told in matter.told]
    until = case.answered_on or case.closed_on or matter.today
    return known_costs(Course(beijing_day(case.lodged_at), until, len(matter.facts.organs), case.repeat, done))
