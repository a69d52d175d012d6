"""The opening of a story as a lodging: who came, by which road, and what they said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from huiyin.cases.identity import Identity
from huiyin.cases.lodging import Capacity, ClaimText, Lodging, PartyText
from huiyin.house.demo.cast import Cast
from huiyin.house.demo.stories import Class
from huiyin.law.terms import Channel, ClaimKind
from huiyin.record.worlds import beijing_day

FIRST_OFFICE = "qc-xfj"
POST_DAYS = timedelta(days=3)
_IDENTITY = {"name": "name", "id": "id_number", "phone": "phone", "address": "address", "email": "email"}


def lodging_of(
    told: Mapping[str, Any], classes: Mapping[str, Class], cast: Cast, at: datetime, follows: int | None
) -> Lodging:
    """What the registering office takes in. Only a report of wrongdoing is classed from the first word."""
    channel = Channel(told["channel"])
    return Lodging(
        channel=channel,
        organ=cast.organ(told.get("to", FIRST_OFFICE)),
        place=cast.place(told["place"]),
        received_at=at,
        text=told["text"],
        claims=tuple(_claim(row, classes[str(number)]) for number, row in enumerate(told["claims"], 1)),
        parties=tuple(_parties(told, cast)),
        title=told.get("title", ""),
        sub_channel=told.get("sub_channel", ""),
        postmarked_on=beijing_day(at) - POST_DAYS if channel is Channel.LETTER else None,
        petitioners=told.get("petitioners", 1),
        persons_present=told.get("present", 1),
        helper=told.get("helper", ""),
        read_back=told.get("read_back", channel is Channel.PHONE),
        follows=follows,
        external=tuple(told.get("external", {}).items()),
    )


def _claim(row: Mapping[str, str], found: Class) -> ClaimText:
    kind = found.kind if found.kind is ClaimKind.ACCUSATION else None
    return ClaimText(row["ask"], row.get("facts", ""), row.get("why", ""), kind)


def _parties(told: Mapping[str, Any], cast: Cast) -> list[PartyText]:
    people = [told["who"]] if "who" in told else []
    return [_party(row, cast) for row in (*people, *told.get("with", ()))]


def _party(row: Mapping[str, str], cast: Cast) -> PartyText:
    return PartyText(
        capacity=Capacity(row.get("as", Capacity.PETITIONER)),
        identity=Identity(**{field: str(row[name]) for name, field in _IDENTITY.items() if name in row}),
        organ=cast.organ(row["organ"]) if "organ" in row else None,
        person=cast.person(row["person"]) if "person" in row else None,
        authority=row.get("authority", ""),
        needs=row.get("needs", ""),
        way=row.get("way", ""),
    )
