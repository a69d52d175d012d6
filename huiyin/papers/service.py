"""Serving a paper on the person (送达): the five ways, what each must prove, and the record of every attempt.

Periods for the person run from the day a paper reached them, so an attempt counts only with its proof. A letter or a
public notice is begun first and proved later; what came back is kept as having failed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction

from huiyin.law.papers import Service as Method
from huiyin.law.words import P, Phrase
from huiyin.media import limits
from huiyin.papers import store
from huiyin.papers.document import long_day
from huiyin.papers.models import Paper, Service
from huiyin.papers.store import Lay, read_words, seal_words
from huiyin.people import ledgers
from huiyin.store.ids import new_id
from huiyin.vault import opening
from huiyin.vault.boxes import is_enveloped

#: A public notice counts as service when this many days have passed (as 民事诉讼法 has it for courts).
NOTICE_DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that is asked when a service is recorded. ``kind`` is date, line, text or picture."""

    name: str
    label: Phrase
    kind: str = "line"
    required: bool = True
    hint: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """What is told of a service that names people and places; rests encrypted."""

    receiver: str = ""
    place: str = ""
    tracking: str = ""
    witness: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """One attempt as it is told.

    :param sent_on: when it was posted or made public; ``served_on`` when it reached the person, None while it has not.
    :param signature: SHA-256 of the picture of the signed receipt or of the spot, kept by :mod:`huiyin.papers.store`.
    """

    method: Method
    sent_on: date | None = None
    served_on: date | None = None
    words: Words = Words()
    signature: str = ""


_LATER = P("还没有签收的先不填，收到凭证再补。")
_SENT = Asked("sent_on", P("寄出日期"), "date")
_SERVED = Asked("served_on", P("送达日期"), "date")
_SERVED_LATER = Asked("served_on", P("签收日期"), "date", required=False, hint=_LATER)
_RECEIVER = Asked("receiver", P("谁签收的"), hint=P("代收的，写明与本人的关系。"))
_PLACE = Asked("place", P("在哪里送的"))
_PICTURE = P("照片、扫描件或 PDF，不超过 {mb} MB。", mb=limits.shown(limits.FILE))

ASKED: Final[Mapping[Method, tuple[Asked, ...]]] = {
    Method.BY_HAND: (
        _SERVED,
        _RECEIVER,
        _PLACE,
        Asked("signature", P("签了名的回证"), "picture", required=False, hint=_PICTURE),
        Asked("note", P("没有照片的，写明回证存放在哪里"), required=False),
    ),
    Method.POST: (
        _SENT,
        Asked("tracking", P("邮件号")),
        Asked("place", P("寄到哪里"), required=False),
        _SERVED_LATER,
        Asked("receiver", P("谁签收的"), required=False),
        Asked("signature", P("签收凭证"), "picture", required=False, hint=_PICTURE),
    ),
    Method.ELECTRONIC: (
        _SERVED,
        _RECEIVER,
        Asked("note", P("本人何时、怎样同意网上送达"), "text"),
    ),
    Method.LEFT: (
        _SERVED,
        Asked("receiver", P("谁拒绝签收")),
        _PLACE,
        Asked("note", P("拒收的经过"), "text"),
        Asked("witness", P("见证人的姓名和单位")),
        Asked("signature", P("现场照片"), "picture", required=False, hint=_PICTURE),
    ),
    Method.NOTICE: (
        Asked("sent_on", P("公告日期"), "date"),
        Asked("place", P("公告在哪里")),
        Asked("note", P("为什么只能公告"), "text"),
        Asked("served_on", P("视为送达的日期"), "date", required=False, hint=P("公告满30日以后再填。")),
    ),
}


def faults(proof: Proof, issued_on: date, today: date) -> dict[str, Phrase]:
    """What is missing or cannot be, by the name of what is asked; empty when it may be recorded.

    :param issued_on: the day of the paper, ``today`` the day of recording.
    """
    found = {
        asked.name: P("请填写。") for asked in ASKED[proof.method] if asked.required and not _told(proof, asked.name)
    }
    for name in ("sent_on", "served_on"):
        day = getattr(proof, name)
        if day is not None and day > today:
            found[name] = P("日期不能在今天以后。")
        elif day is not None and day < issued_on:
            found[name] = P("日期不能早于文书的日期{day}。", day=issued_on)
    return found | _faults_between(proof, found)


def _told(proof: Proof, name: str) -> object:
    return getattr(proof.words, name) if hasattr(proof.words, name) else getattr(proof, name)


def _faults_between(proof: Proof, found: Mapping[str, Phrase]) -> dict[str, Phrase]:
    """What contradicts itself, where nothing else is wrong with it."""
    sent, served, words = proof.sent_on, proof.served_on, proof.words
    if served and sent and served < sent and not found:
        return {"served_on": P("签收不能早于寄出。")}
    if proof.method is Method.NOTICE and served and sent and (served - sent).days < NOTICE_DAYS:
        return {"served_on": P("公告要满30日，最早{day}。", day=sent + timedelta(days=NOTICE_DAYS))}
    if proof.method is Method.POST and served and not words.receiver:
        return {"receiver": P("写明谁签收的。")}
    if proof.method is Method.BY_HAND and not proof.signature and not words.note:
        return {"signature": P("请传签了名的回证，或者写明回证存放在哪里。")}
    return {}


def record(
    paper: Paper, proof: Proof, by: int | None, organ: int | None, at: datetime, key: str | None, lay: Lay | None = None
) -> Service:
    """Write an attempt down; with its proof the paper is served. The same key gives the attempt of the first call.

    :param by: who served it; None where the petitioner took it on the portal.
    :param lay: of a paper in an envelope: who took it, where, and the receipt that they signed go there, too.
    """
    known = Service.objects.filter(key=key).first() if key else None
    if known is not None:
        return known
    row = Service(id=new_id(), paper=paper, by=by, organ=organ, key=key, recorded_at=at, signature=proof.signature)
    row.method, row.sent_on, row.served_on = proof.method.value, proof.sent_on, proof.served_on
    row.words, row.signature = _laid(row, proof.words, lay), _picture_laid(row.signature, lay)
    with transaction.atomic():
        row.save(force_insert=True)
        _reflect(paper, proof.served_on)
        _bind(row, "served")
    return row


def prove(row: Service, proof: Proof, lay: Lay | None = None) -> None:
    """Add the day and the proof to an attempt that was under way; what was told before stays unless told anew.

    :raises Shut: what was told before is in an envelope that the keys at hand do not open.
    """
    told = words_of(row)
    merged = Words(**{name: value or getattr(told, name) for name, value in asdict(proof.words).items()})
    signature = _picture_laid(proof.signature, lay) or row.signature
    values = {"served_on": proof.served_on, "words": _laid(row, merged, lay), "signature": signature}
    with transaction.atomic():
        Service.objects.filter(id=row.id, served_on__isnull=True, failed_on__isnull=True).update(**values)
        _reflect(row.paper, proof.served_on)
        _bind(row, "proved")


def fail(row: Service, on: date) -> None:
    """It came back (退回): the paper is still to be served."""
    with transaction.atomic():
        Service.objects.filter(id=row.id, served_on__isnull=True).update(failed_on=on)
        _bind(row, "failed")


def _bind(row: Service, act: str) -> None:
    """What was served, and how, stands in the ledger of papers."""
    rows = [*Service.objects.filter(id=row.id), *Paper.objects.filter(id=row.paper_id)]
    ledgers.bind(ledgers.PAPERS, act, rows)


def words_of(row: Service) -> Words:
    """Who, where and with what witness, in the clear.

    :raises Shut: it is in an envelope that the keys at hand do not open.
    """
    return Words(**opening.in_words(json.loads(_spelt(row))))


def shown_of(row: Service) -> Words:
    """The same for a page, which says that it is closed where it is."""
    try:
        return words_of(row)
    except opening.Shut:
        return Words(receiver=opening.closed())


def put_in(paper: Paper, lay: Lay) -> None:
    """A paper's files, and how it was served, go into an envelope with all else of its matter."""
    store.put_in(paper, lay)
    rows = [row for row in Service.objects.filter(paper=paper) if not is_enveloped(row.words)]
    for row in rows:
        row.words, row.signature = lay(_spelt(row).encode()), _picture_laid(row.signature, lay)
        row.save(update_fields=["words", "signature"])
    if rows:
        ledgers.bind(ledgers.PAPERS, "envelope", rows)


def _spelt(row: Service) -> str:
    kept = bytes(row.words)
    return opening.file(kept).decode() if is_enveloped(kept) else read_words(kept, context_of(row))


def _laid(row: Service, words: Words, lay: Lay | None) -> bytes:
    text = json.dumps(asdict(words), ensure_ascii=False)
    return seal_words(text, context_of(row)) if lay is None else lay(text.encode())


def _picture_laid(sha256: str, lay: Lay | None) -> str:
    return sha256 if lay is None or not sha256 else store.laid(sha256, lay)


def attempts(paper: Paper) -> list[Service]:
    """Every attempt to serve a paper, the newest first."""
    return list(Service.objects.filter(paper=paper).order_by("-recorded_at", "-id"))


def _reflect(paper: Paper, served_on: date | None) -> None:
    if served_on is not None:
        Paper.objects.filter(id=paper.id, served_on__isnull=True).update(served_on=served_on)
        paper.refresh_from_db(fields=["served_on"])


def context_of(row: Service) -> str:
    """What the words of an attempt are bound to as ciphertext."""
    return f"service:{row.id}"


def in_a_line(proof: Proof) -> str:
    """The proof as one line, as the journal and the 送达回证 have it."""
    words = proof.words
    told = {
        Method.BY_HAND: words.note and f"回证存放在{words.note}",
        Method.POST: f"邮件号{words.tracking}",
        Method.ELECTRONIC: words.note,
        Method.LEFT: f"{words.receiver}拒收，见证人：{words.witness}",
        Method.NOTICE: proof.sent_on and f"{long_day(proof.sent_on)}起公告于{words.place}",
    }[proof.method]
    picture = "签了名的回证（图片）" if proof.signature and proof.method is not Method.LEFT else ""
    return "；".join(part for part in (told, picture) if part)
