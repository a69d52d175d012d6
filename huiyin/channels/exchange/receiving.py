"""The answering side (收): a message is opened, believed once, and what it says is done; twice is once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from huiyin.cases import acts
from huiyin.cases.accused import accused_of
from huiyin.cases.envelopes import envelope_of
from huiyin.cases.identity import Identity
from huiyin.cases.lodging import Capacity, ClaimText, File, Lodging, PartyText
from huiyin.cases.materials import lies_here
from huiyin.cases.models import Case
from huiyin.channels.exchange import keeping, protocol
from huiyin.channels.exchange.accused import called, meant
from huiyin.channels.exchange.models import Exchanged, Line, Nonce, Site
from huiyin.channels.exchange.pairing import Peer, actor_at, own_keys, speaking_to, turned, whose
from huiyin.channels.exchange.papers import take_papers
from huiyin.channels.exchange.protocol import Card, Untrue
from huiyin.channels.exchange.repeating import REFUSED, Organs, repeat
from huiyin.channels.exchange.words import ELSEWHERE
from huiyin.channels.ways import PORTAL
from huiyin.law.terms import Channel, ClaimKind, Ground
from huiyin.record.door import Refused
from huiyin.store.ids import new_id
from huiyin.store.locks import writing
from huiyin.typed.times import beijing_day
from huiyin.vault.chain import GENESIS, commitment, link
from huiyin.vault.digests import Algorithm
from huiyin.vault.points import reach

Body = Mapping[str, Any]
#: The number another site gave a matter stands under this, with the name of its connection.
SYSTEM: Final = "互通："


def answer(message: bytes, now: datetime) -> bytes:
    """The sealed answer to a sealed message.

    :raises Untrue: it cannot be believed, so nothing is answered but a word: ``unknown``, ``signature``, ``time``,
        ``replayed``, ``unreadable``.
    """
    found = whose(protocol.signer_of(message), now)
    if found is None:
        raise Untrue("unknown")
    peer, card = found
    head, body = protocol.opened(own_keys(), card, message, now)
    _once(peer, head, now)
    Site.objects.filter(name=peer.name).update(seen_at=now)
    said = _said(peer, head, body, now)
    back = protocol.new_head(head.verb, now, head.version, answers=head.nonce)
    return protocol.sealed(speaking_to(peer.site), card, back, protocol.spelt(said))


def _once(peer: Peer, head: protocol.Head, now: datetime) -> None:
    Nonce.objects.filter(until__lt=now).delete()
    try:
        with transaction.atomic():
            Nonce.objects.create(site=peer.name, nonce=head.nonce, until=now + 2 * protocol.WINDOW)
    except IntegrityError:
        raise Untrue("replayed") from None


def _said(peer: Peer, head: protocol.Head, body: bytes, now: datetime) -> dict[str, Any]:
    """What is answered; what goes wrong is answered too, for whoever asks is known."""
    verb = VERBS.get(head.verb)
    if verb is None or head.version not in protocol.VERSIONS:
        return {"refused": "version", "versions": list(protocol.VERSIONS)}
    try:
        return verb(peer, body, now)
    except Untrue as untrue:
        return {"refused": untrue.code}
    except Refused as refused:
        return {"refused": "law", "why": str(refused.refusal.reason)[:300]}
    except (KeyError, ValueError, TypeError, AttributeError):
        return {"refused": "unreadable"}


def _hello(peer: Peer, body: bytes, now: datetime) -> dict[str, Any]:
    protocol.agreed(protocol.read(body)["versions"])
    return {"versions": list(protocol.VERSIONS)}


def _card(peer: Peer, body: bytes, now: datetime) -> dict[str, Any]:
    """The other site has turned its keys; it says so signed with the ones we know."""
    card: Card = protocol.read_card(protocol.read(body)["card"])
    turned(peer.site, card, now)
    return {"known": card.fingerprint}


def _have(peer: Peer, body: bytes, now: datetime) -> dict[str, Any]:
    files = protocol.read(body)["files"]
    wanted = {each["sha256"]: keeping.missing(peer.name, each["sha256"], int(each["size"])) for each in files}
    return {"missing": {sha256: numbers for sha256, numbers in wanted.items() if numbers}}


def _piece(peer: Peer, body: bytes, now: datetime) -> dict[str, Any]:
    line, _, data = body.partition(b"\n")
    said = protocol.read(line)
    whole = keeping.take(peer.name, str(said["sha256"]), int(said["size"]), int(said["number"]), data, now)
    return {"whole": whole}


# A matter -----------------------------------------------------------------------------------------------------------


def _steps(peer: Peer, body: bytes, now: datetime) -> dict[str, Any]:
    """Entries of a matter's journal, with what was brought where it is new here."""
    said = protocol.read(body)
    first = not said["first"]  # what was first on their site is not first on ours
    row = Exchanged.objects.filter(site=peer.name, first=first, mark=str(said["mark"])).first()
    if row is None:
        if first or not said.get("brought"):
            return {"upto": 0, "again": True}
        row = _taken_in(peer, said, now)
    reach("exchange.taken")
    take_papers(row, peer, said["papers"], now)
    for each in said["lines"]:
        if not _taken(row, peer, each, now):
            break
        take_papers(row, peer, said["papers"], now)
    case = Case.objects.get(id=row.case)
    Exchanged.objects.filter(id=row.id).update(
        proof=str(said["proof"]), told_at=now, their_number=str(said["number"])[:19]
    )
    row.refresh_from_db()
    told = {"upto": row.got, "number": case.number, "seq": case.seq, "head": bytes(case.head).hex()}
    return {**told, "held": held} if (held := _held(row, peer, now)) else told


def _held(row: Exchanged, peer: Peer, now: datetime) -> str:
    """Why the hand-over itself could not be repeated here: the matter lies with an organ of theirs, and nobody of ours
    sees it. It is tried once more with each message, for somebody may have mended what stood in the way."""
    line = row.lines.filter(seq=row.begun, became=REFUSED).first() if not row.first else None
    if line is None or Case.objects.values_list("holder", flat=True).get(id=row.case) not in peer.ids:
        return ""
    if envelope_of(row.case) is None:  # what lies in an envelope nobody here may open now
        with writing():
            repeat(row, line, peer, now)
            line.save(update_fields=["became", "reason", "here"])
    return line.reason if line.became == REFUSED else ""


def _taken_in(peer: Peer, said: Body, now: datetime) -> Exchanged:
    """Lodge what was brought, through the ordinary door, by the organ that hands it over."""
    brought, organs = said["brought"], Organs(peer)
    organ = organs.get(brought["organ"])
    if organ is None:
        raise Untrue("organ")
    if any(not lies_here(each["sha256"]) for each in brought["files"]):
        raise Untrue("files")
    lodging = _lodging(brought, peer, organ, said)
    if lodging.unsure and not brought["unsure"]:
        # It would lie here with the organ that hands it over, where nobody reads it, and could go no further.
        raise Untrue("accused")
    mark, numbers = str(said["mark"]), [str(each["number"]) for each in brought["claims"]]
    with writing():
        known = Exchanged.objects.filter(site=peer.name, first=False, mark=mark).first()
        if known is not None:
            return known
        lodged = acts.lodge(lodging, by=actor_at(peer, organ, now), key=f"exchange {peer.name} {mark}")
        row = Exchanged.objects.create(
            id=new_id(), site=peer.name, case=lodged.case.id, first=False, mark=mark, begun=int(said["begun"]),
            their_number=str(brought["number"])[:19], begun_at=now, arrived_at=now,
            claims=json.dumps({number: at for at, number in enumerate(numbers, 1)}), ready_at=now,
        )  # fmt: skip
    return row


def _lodging(brought: Body, peer: Peer, organ: int, said: Body) -> Lodging:
    place, on = str(brought["place"]), beijing_day(datetime.fromisoformat(brought["received_at"]))
    parties = tuple(party for each in brought["parties"] for party in _parties(each, peer, place, on))
    unsure = bool(brought["unsure"]) or any(party.unsure for party in parties)
    here = {"site": peer.name, "number": brought["number"], "seq": said["upto"], "hash": said["head"]}
    return Lodging(
        channel=Channel(brought["channel"]), organ=organ, place=str(brought["place"]),
        received_at=datetime.fromisoformat(brought["received_at"]), text=str(brought["text"]),
        title=str(brought["title"]), claims=tuple(map(_claim, brought["claims"])), parties=parties,
        sub_channel=str(brought["sub_channel"]), persons_present=int(brought["persons_present"]),
        postmarked_on=date.fromisoformat(brought["postmarked_on"]) if brought["postmarked_on"] else None,
        petitioners=int(brought["petitioners"]), helper=str(brought["helper"]), read_back=bool(brought["read_back"]),
        unsure=unsure, external=((f"{SYSTEM}{peer.name}"[:40], str(brought["number"])),),
        register={ELSEWHERE: here}, extra={str(name): str(each) for name, each in dict(brought["extra"]).items()},
        files=tuple(File(**{name: each[name] for name in _FILE}) for each in brought["files"]),
    )  # fmt: skip


_FILE: Final = ("name", "media_type", "size", "sha256")


def _claim(row: Body) -> ClaimText:
    kind, ground = (ClaimKind(row["kind"]) if row["kind"] else None), (Ground(row["ground"]) if row["ground"] else None)
    return ClaimText(str(row["request"]), str(row["facts"]), str(row["reasons"]), kind, ground)


def _parties(row: Body, peer: Peer, place: str, on: date) -> Iterator[PartyText]:
    """Whoever petitions is told by the site where they filed, and by no other: there they look themselves."""
    capacity, identity = Capacity(row["capacity"]), Identity(**{k: str(v) for k, v in row["identity"].items()})
    party = PartyText(
        capacity, identity, Organs(peer).get(row["organ"]), None, str(row["authority"]), str(row["needs"]), PORTAL,
        str(row["language"]), bool(row["unsure"]),
    )  # fmt: skip
    if not capacity.accused or party.organ is not None:
        yield party
    elif capacity is Capacity.ACCUSED_PERSON:
        person, certain = meant(identity.name, posts := row.get("serves_at") or ())
        known = person is not None or (bool(posts) and certain)
        yield from (replace(party, person=person),) if known else _understood(party, place, on)
    elif (organ := called(row.get("organ_name"))) is not None:
        yield replace(party, organ=organ)
    else:
        yield from _understood(party, place, on)


def _understood(party: PartyText, place: str, on: date) -> Iterator[PartyText]:
    """Somebody whom the other site knows by no more than what was typed: understood as at every other door
    (huiyin.cases.accused), so that whoever may be meant is kept away; not certain where nobody can be told."""
    name, is_person = party.identity.name, party.capacity is Capacity.ACCUSED_PERSON
    found = accused_of(on, place, "" if is_person else name, name if is_person else "").parties()
    if not any(each.organ or each.person for each in found):
        yield replace(party, unsure=True)
        return
    for each in found:
        who = replace(party.identity, name=each.identity.name) if each.identity.name else each.identity
        yield replace(each, identity=who, unsure=each.unsure or party.unsure)


def _taken(row: Exchanged, peer: Peer, said: Body, now: datetime) -> bool:
    """One entry, kept and repeated in one transaction; whether the next one may come.

    :raises Untrue: ``chain``: it does not follow from the one before.
    """
    seq = int(said["seq"])
    with writing():
        fresh = Exchanged.objects.select_for_update().get(id=row.id)
        if seq <= fresh.got:
            return True
        if seq != fresh.got + 1:
            return False
        spelt = str(said["line"])
        entry = _proved(spelt, seq, fresh.their_head)
        wanted = said.get("repeat")
        line = Line(
            id=new_id(), exchanged=fresh, seq=seq, text=spelt, act=str(entry["body"]["act"])[:24],
            at=datetime.fromisoformat(entry["body"]["at"]), came_at=now,
            repeat=json.dumps(wanted, ensure_ascii=False) if wanted else "",
        )  # fmt: skip
        repeat(fresh, line, peer, now)
        # Asked for afterwards: this very line may be the one by which the matter became a report.
        if (envelope := envelope_of(fresh.case)) is not None:
            line.text, line.repeat = envelope.words(line.text), envelope.words(line.repeat)
        line.save(force_insert=True)
        Exchanged.objects.filter(id=row.id).update(got=F("got") + 1, their_head=str(entry["hash"]))
        reach("exchange.repeated")
    return True


def _proved(spelt: str, seq: int, before: str) -> dict[str, Any]:
    """The entry, if it is the next link of their chain and says what its commitment commits to."""
    try:
        entry: dict[str, Any] = json.loads(spelt)
        body, algorithm = entry["body"], Algorithm(settings.HUIYIN_HASH)
        previous = bytes.fromhex(before) if before else GENESIS
        fits = body["seq"] == seq and link(previous, body, algorithm).hex() == entry["hash"]
        said = entry.get("particulars")
        if fits and said is not None and body.get("v") == 3:
            fits = commitment(said, algorithm) == body["particulars"]
    except (ValueError, KeyError, TypeError):
        fits = False
    if not fits:
        raise Untrue("chain")
    return entry


VERBS: Final[Mapping[str, Callable[[Peer, bytes, datetime], dict[str, Any]]]] = {
    "hello": _hello, "card": _card, "have": _have, "piece": _piece, "steps": _steps,
}  # fmt: skip
