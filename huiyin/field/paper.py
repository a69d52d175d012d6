"""What the agreement (人民调解协议书) says beside the words of its act: parties in the clear, committee, dates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from huiyin.field import people
from huiyin.field.models import Dispute, Involved
from huiyin.field.places import called
from huiyin.law.dispute.facts import promised
from huiyin.law.dispute.measures import measures
from huiyin.law.dispute.vocabulary import DisputeAct, Side
from huiyin.papers.document import long_day
from huiyin.papers.facts import PaperFacts, PersonText
from huiyin.people.models import Organ
from huiyin.record.models import Event
from huiyin.vault.opening import read_out

INSTALMENTS: Final = "instalments"


def agreement_of(facts: PaperFacts, row: Dispute, events: Sequence[Event]) -> PaperFacts:
    said = read_out(events[-1].payload)["said"]
    assigned = [read_out(each.payload)["said"] for each in events if each.act == DisputeAct.ASSIGN]
    more = {
        "committee": committee_of(events[-1].organ),
        "mediators": assigned[-1]["mediators"] if assigned else "",
        "confirmation": str(measures().confirmation),
    }
    rows = promised(said.get(INSTALMENTS, ()))
    return replace(
        facts,
        said={**facts.said, **more},
        people=tuple(_person(each) for each in people.involved_in(row.id)),
        figures={INSTALMENTS: tuple((long_day(each.on), _what(each.what, each.amount)) for each in rows)},
    )


def _what(what: str, amount: str) -> str:
    return f"{what}（{amount}元）" if amount else what


def _person(row: Involved) -> PersonText:
    said = people.clear(row)
    return PersonText(
        said.get("name", ""), Side(row.side).label, said.get("phone", ""), said.get("address", ""),
        said.get("id_number", ""),
    )  # fmt: skip


def committee_of(organ: int | None) -> str:
    """The mediation committee of the place that an organ serves (tiaojie2010 Art. 8, 34): 上桥村人民调解委员会."""
    code = Organ.objects.filter(id=organ or 0).values_list("code", flat=True).first() or ""
    return f"{called(code)}人民调解委员会"
