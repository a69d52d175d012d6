"""What is shown of an exchange: of one matter to whoever reads it, of all sites to whoever keeps the machine."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from huiyin.cases.models import Case
from huiyin.channels.exchange.models import Exchanged, Line, Site
from huiyin.channels.exchange.packing import CAME
from huiyin.channels.exchange.pairing import connected, own_key, peers
from huiyin.channels.exchange.protocol import Card, card_of
from huiyin.channels.exchange.repeating import DONE, KEPT, REFUSED, SEEN
from huiyin.law.terms import Act
from huiyin.law.words import P, Phrase
from huiyin.papers.models import Paper
from huiyin.people.models import Organ
from huiyin.vault.errors import EnvelopeRefused

#: What became of an entry of the other site, in words.
BECAME: Final = {
    DONE: P("本站照做了"),
    KEPT: P("只留存，本站不变"),
    REFUSED: P("本站没有照做，等人处理"),
    SEEN: P("本站没有照做，已经看过"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the other site's journal as it is shown."""

    id: int
    seq: int
    act: str
    at: datetime
    came_at: datetime
    became: Phrase
    refused: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a matter stands with another site; ``site`` is its organ's name there, ``untold`` what is still to tell."""

    row: Exchanged
    site: str
    untold: int
    steps: list[Step]
    papers: list[Paper]

    @property
    def refused(self) -> int:
        return sum(step.refused for step in self.steps)


def standing_of(case: Case) -> Standing | None:
    """Of a matter that stands on another site too; ``None`` of any other."""
    row = Exchanged.objects.filter(case=case.id).order_by("begun_at").first()
    if row is None:
        return None
    steps = [_step(line) for line in row.lines.defer("text", "repeat").order_by("-seq")]
    papers = list(Paper.objects.filter(matter=case.id, sealed_by__startswith=CAME).order_by("id"))
    return Standing(row, _named(row), max(0, case.seq - row.sent), steps, papers)


def _named(row: Exchanged) -> str:
    """The site by the first organ that lives there, for nobody at a desk knows the names of connections."""
    keys = next((list(each["organs"]) for each in connected() if each.name == row.site), [])
    name = Organ.objects.filter(key=keys[0]).values_list("name", flat=True).first() if keys else None
    return name or row.site


def _step(line: Line) -> Step:
    known = line.act in {each.value for each in Act}
    label = Act(line.act).label if known else line.act
    refused = line.became == REFUSED
    return Step(line.id, line.seq, label, line.at, line.came_at, BECAME[line.became], refused, line.reason)


def seen(case: Case, line: int) -> bool:
    """A person has seen what was not repeated here, and did what there was to do."""
    rows = Line.objects.filter(id=line, exchanged__case=case.id, became=REFUSED)
    return bool(rows.update(became=SEEN))


def living_elsewhere() -> list[str]:
    """The names of organs that live on other sites that are paired."""
    ids = [organ for each in peers() for organ in each.ids]
    return list(Organ.objects.filter(id__in=ids).order_by("code", "id").values_list("name", flat=True))


@dataclass(frozen=True, slots=True)
class Known:
    """One site for whoever keeps the machine: no matter is named."""

    name: str
    url: str
    site: Site | None
    fingerprint: str
    stuck: int
    refused: int


def known_sites() -> list[Known]:
    """All connections to other sites."""
    sites = {row.name: row for row in Site.objects.all()}
    return [_known(each.name, each["url"], sites.get(each.name)) for each in connected()]


def _known(name: str, url: str, site: Site | None) -> Known:
    # Whoever keeps the machine reads no report, and no number tells them of one.
    open_ = Case.objects.filter(report=False, screened=0)
    stuck = Exchanged.objects.filter(site=name, ready_at=None, case__in=open_.values("id")).exclude(fault="").count()
    refused = Line.objects.filter(exchanged__site=name, exchanged__case__in=open_.values("id"), became=REFUSED).count()
    print_ = Card(bytes(site.signer), bytes(site.to)).fingerprint if site else ""
    return Known(name, url, site, print_, stuck, refused)


def own_fingerprint() -> str:
    """Ours, to be read out on the telephone; empty where our keys cannot be read."""
    try:
        return card_of(own_key()).fingerprint
    except (EnvelopeRefused, OSError):
        return ""
