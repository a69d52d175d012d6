"""A dispute becomes a petition (转为信访) with what was said already: nobody tells it twice, nobody types it twice."""

from __future__ import annotations

from typing import Final

from huiyin.cases.acts import lodge
from huiyin.cases.identity import Identity
from huiyin.cases.lodging import Capacity, ClaimText, Lodging, PartyText
from huiyin.cases.models import Case
from huiyin.field import people
from huiyin.field.models import Dispute
from huiyin.law.dispute.procedure import DISPUTE
from huiyin.law.frame.facts import Actor
from huiyin.law.terms import Channel
from huiyin.people.posts import names_of
from huiyin.record.kinds import Given, Moment
from huiyin.record.reading import events_of, words_of

SUB_CHANNEL: Final = "dispute"


def lodged_for(row: Dispute, given: Given, by: Actor, moment: Moment) -> Case:
    """The matter that one side brings; registered in the caller's transaction, and gone with it if the law says no."""
    words = words_of(DISPUTE, events_of(row))
    request, account = str(given.get("request") or ""), str(words.get("account", ""))
    lodging = Lodging(
        channel=Channel.VISIT,
        sub_channel=SUB_CHANNEL,
        organ=by.organ or row.holder,
        place=row.place,
        received_at=moment.at,
        text="\n".join(part for part in (request, account) if part),
        claims=(ClaimText(request, account),),
        parties=tuple(_parties(row, str(given.get("side") or ""))),
        helper=names_of([by.person]).get(by.person, "") if by.person else "",
        read_back=bool(given.get("read_back")),
    )
    return lodge(lodging, by=by, at=moment.at, key=f"dispute:{row.id}").case


def _parties(row: Dispute, side: str) -> list[PartyText]:
    """The side that brings it petitions; the others are whom it concerns."""
    found: list[PartyText] = []
    for each in people.involved_in(row.id):
        said = people.clear(each)
        identity = Identity(**{name: said.get(name, "") for name in people.FIELDS})
        own = Capacity.COSIGNER if any(one.capacity is Capacity.PETITIONER for one in found) else Capacity.PETITIONER
        found.append(PartyText(own if each.side == side else Capacity.CONCERNED, identity))
    return found
