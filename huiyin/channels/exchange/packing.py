"""A matter as it is written for another site (交出): what was brought, each entry of the journal, papers and files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Final

from django.utils import timezone

from huiyin.cases.identity import open_identity
from huiyin.cases.lodging import Capacity
from huiyin.cases.materials import open_material
from huiyin.cases.models import Case, Claim, Material, Party, Submission
from huiyin.channels.exchange.models import Exchanged
from huiyin.channels.exchange.pairing import Peer
from huiyin.channels.exchange.words import ELSEWHERE, REPEATED, YOURS, told
from huiyin.law.frame.fold import evolve
from huiyin.law.matter.facts import Facts
from huiyin.law.matter.procedure import MATTER
from huiyin.law.terms import Act, Role
from huiyin.papers import store
from huiyin.papers.models import Paper
from huiyin.people.models import Organ, Post, in_force
from huiyin.people.posts import everybody
from huiyin.record.door import as_law
from huiyin.record.journal import export_record
from huiyin.record.models import Event
from huiyin.typed.times import beijing_day
from huiyin.vault import opening
from huiyin.vault.chain import stamp

#: So many entries go in one message.
AT_ONCE: Final = 50
#: And so many bytes of them, at least one.
HEAVIEST: Final = 1_500_000
#: Papers of these kinds stay: the receipt holds the query code.
_NOT_SENT: Final = frozenset({"receipt"})
#: How a paper is marked that came from another site, before the name of its connection.
CAME: Final = "@"


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that goes along: how it is known there, and its bytes when they are asked for."""

    sha256: str
    size: int
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is to be told now.

    :param lines: entries of the journal, each with what to repeat; ``proof`` the signed lines that stand before them.
    """

    brought: Mapping[str, Any] | None
    lines: list[dict[str, Any]]
    proof: str
    papers: list[dict[str, Any]]
    files: list[Kept] = field(default_factory=list)


class Names:
    """How organs are written: by the handle the receiver has for its own, else by ours."""

    def __init__(self, peer: Peer) -> None:
        self._theirs = peer.ids
        self._ours: dict[int, str] = {}

    def get(self, organ: Any, default: str = "") -> str:
        if not isinstance(organ, int):
            return default
        if organ in self._theirs:
            return YOURS + self._theirs[organ]
        if not self._ours:
            self._ours = dict(Organ.objects.values_list("id", "key"))
        return self._ours.get(organ, default)


def parcel(row: Exchanged, peer: Peer, now: datetime) -> Parcel:
    """All that they do not have yet of this matter.

    :raises Shut: it is a report whose words the keys at hand do not open.
    """
    case, names = Case.objects.get(id=row.case), Names(peer)
    files: dict[str, Kept] = {}
    exported = [line.decode().rstrip("\n") for line in export_record(case.id, made_at=now, full=True)]
    entries = [line for line in exported if json.loads(line)["kind"] == "event"]
    proof = "\n".join(line for line in exported if json.loads(line)["kind"] != "event")
    lines = list(_lines(row, case, peer, names, dict(enumerate(entries, 1)), files))
    brought = _brought(case, row, names, files) if row.first and row.arrived_at is None else None
    papers = list(_papers(case, names, files))
    return Parcel(brought, lines, proof, papers, list(files.values()))


def _lines(
    row: Exchanged, case: Case, peer: Peer, names: Names, spelt: Mapping[int, str], files: dict[str, Kept]
) -> Iterator[dict[str, Any]]:
    facts: Facts | None = None
    for event in case.journal():
        law = as_law(event)
        after = evolve(MATTER, facts if facts is not None else MATTER.newborn(law.particulars), law)
        if event.seq > row.sent:
            again = _repeat(row, event, facts, after, peer, names, files)
            yield {"seq": event.seq, "line": spelt[event.seq], "repeat": again}
        facts = after


def _repeat(
    row: Exchanged, event: Event, before: Facts | None, after: Facts, peer: Peer, names: Names, files: dict[str, Kept]
) -> dict[str, Any] | None:
    """What the other site is to do as well; nothing for what came from there, or was before the hand-over."""
    said = json.loads(event.payload)["said"]
    known = event.act in REPEATED and event.role != Role.SYSTEM
    earlier = row.first and event.seq < row.begun
    if before is None or not known or earlier or said.get(ELSEWHERE, {}).get("site") == peer.name:
        return None
    said = _bare(said)
    if isinstance(said.get("files"), list):
        said = {**said, "files": [_file(each, files) for each in said["files"]]}
    return {
        "act": event.act,
        "at": stamp(event.at),
        "role": event.role,
        "organ": names.get(event.organ),
        "before": names.get(before.holder),
        "after": names.get(after.holder),
        "given": told(Act(event.act), said, names),  # type: ignore[arg-type]  # only ``get`` is asked of it
    }


def _bare(value: Any) -> Any:
    """The words themselves. :raises Shut: they are closed here."""
    if isinstance(value, str):
        return opening.bare(opening.stored(value))
    if isinstance(value, dict):
        return {name: _bare(each) for name, each in value.items()}
    return [_bare(each) for each in value] if isinstance(value, list) else value


def _file(row: Mapping[str, Any], files: dict[str, Kept]) -> dict[str, Any]:
    """A file as it is known outside of envelopes; its bytes go along."""
    lying, name = str(row["sha256"]), _bare(str(row["name"]))

    def read() -> bytes:
        return open_material(lying).read()

    sha256, size = lying, int(row["size"])
    if opening.is_token(opening.stored(row["name"])):
        data = read()
        sha256, size = hashlib.sha256(data).hexdigest(), len(data)
    files[sha256] = Kept(sha256, size, read)
    return {"name": name, "media_type": row["media_type"], "size": size, "sha256": sha256}


# What was brought ---------------------------------------------------------------------------------------------------


def _brought(case: Case, row: Exchanged, names: Names, files: dict[str, Kept]) -> dict[str, Any]:
    """What was brought, as it stands at the hand-over: words, claims, people, materials."""
    letters = list(Submission.objects.filter(case=case, event_seq__lt=row.begun).order_by("received_at", "id"))
    first, facts = letters[0], _facts_before(case, row.begun)
    live = {claim.id for claim in facts.claims}
    claims = [each for each in Claim.objects.filter(case=case).order_by("seq") if each.seq in live]
    materials = Material.objects.filter(submission__in=letters).order_by("id")
    return {
        "number": case.number, "channel": case.channel, "place": case.place, "title": _bare(case.title),
        "received_at": stamp(case.lodged_at), "text": "\n\n".join(_letter(each) for each in letters),
        "sub_channel": first.sub_channel, "persons_present": first.persons_present, "helper": _bare(first.helper),
        "postmarked_on": first.postmarked_on.isoformat() if first.postmarked_on else "",
        "read_back": first.read_back, "petitioners": facts.petitioners, "unsure": facts.unsure,
        "organ": names.get(facts.holder), "extra": _bare(json.loads(_bare(first.extra)) if first.extra else {}),
        "claims": [_claim(each) for each in claims],
        "parties": [_party(each, facts, names) for each in Party.objects.filter(case=case).order_by("id")],
        "files": [
            _file({"name": each.name, "media_type": each.media_type, "size": each.size, "sha256": each.sha256}, files)
            for each in materials
        ],
    }  # fmt: skip


def _facts_before(case: Case, seq: int) -> Facts:
    facts: Facts | None = None
    for event in case.journal():
        if event.seq >= seq:
            break
        law = as_law(event)
        facts = evolve(MATTER, facts if facts is not None else MATTER.newborn(law.particulars), law)
    assert facts is not None
    return facts


def _letter(row: Submission) -> str:
    return str(_bare(row.text))


def _claim(row: Claim) -> dict[str, Any]:
    words = {name: _bare(getattr(row, name)) for name in ("request", "facts", "reasons")}
    return {"number": row.seq, "kind": row.kind, "ground": row.ground, **words}


def _party(row: Party, facts: Facts, names: Names) -> dict[str, Any]:
    capacity = Capacity(row.capacity)
    said: dict[str, Any] = {
        "capacity": row.capacity, "organ": names.get(row.organ), "authority": _bare(row.authority),
        "needs": _bare(row.needs), "language": row.language,
        "unsure": row.organ in facts.unsure_organs or row.person in facts.unsure_persons,
        "identity": asdict(open_identity(row)),
    }  # fmt: skip
    if capacity is Capacity.ACCUSED_PERSON and row.person is not None:
        # By name and posts: the other site has no such number.
        said["identity"]["name"] = next((each.name for each in everybody() if each.id == row.person), "")
        said["serves_at"] = _serves_at(row.person)
    if capacity.accused and row.organ is not None:
        said["organ_name"] = Organ.objects.values_list("name", flat=True).get(id=row.organ)
    return said


def _serves_at(person: int) -> list[str]:
    """The official names of the organs where somebody has a post: handles differ between sites, these do not."""
    held = Post.objects.filter(in_force(beijing_day(timezone.now())), person=person).values("organ")
    return sorted(Organ.objects.filter(id__in=held).values_list("name", flat=True))


# Papers -------------------------------------------------------------------------------------------------------------


def papers_of(case: Case) -> list[Paper]:
    """What was drawn here about a matter and goes along: not the receipt, which holds the query code."""
    rows = Paper.objects.filter(matter=case.id, drawn_at__isnull=False, voided_on=None).exclude(kind__in=_NOT_SENT)
    return list(rows.exclude(pdf="").exclude(sealed_by__startswith=CAME).order_by("id"))


def _papers(case: Case, names: Names, files: dict[str, Kept]) -> Iterator[dict[str, Any]]:
    for paper in papers_of(case):
        data = store.fetch(paper.pdf)
        sha256 = hashlib.sha256(data).hexdigest()
        files[sha256] = Kept(sha256, len(data), lambda lying=paper.pdf: store.fetch(lying))  # type: ignore[misc]
        yield {
            "kind": paper.kind, "organ": names.get(paper.organ), "number": paper.number, "code": paper.code,
            "year": paper.year, "seq": paper.seq, "issued_on": paper.issued_on.isoformat(), "event": paper.event_seq,
            "to_petitioner": paper.to_petitioner, "digest": paper.digest, "sha256": sha256,
        }  # fmt: skip
