"""Numbers of papers (发文字号): 柳水信意〔2026〕3号, without gaps per organ, kind and year.

A number is given in the transaction that writes the paper's row: if that fails the number was never given, and once it
stands the row stands too, voided if need be.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction

from huiyin.papers.instruments import INSTRUMENTS
from huiyin.papers.kinds import NO_NUMBER, TO_SERVE, Kind
from huiyin.papers.models import NumberWord, Paper
from huiyin.people import ledgers
from huiyin.store.statements import answers

#: Letters and digits nobody mistakes for another when copied by hand.
_ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_CODE_LENGTH: Final = 12
#: What the word of a series ends with that stands in no register (Art. 30 ¶3).
SECRET: Final = "密"
_NEXT: Final = (
    "INSERT INTO papers_numberseries (key, last) VALUES (%s, 1)"
    " ON CONFLICT (key) DO UPDATE SET last = papers_numberseries.last + 1 RETURNING last"
)
_DIVISION: Final = re.compile(
    r"(?:中共)?(?P<place>[^省市县区镇乡]{1,9}?)(?:自治区|自治州|自治县|街道|省|市|县|区|镇|乡|村)(?:人民)?(?P<rest>.*)"
)


@dataclass(frozen=True, slots=True)
class Order:
    """A paper to be numbered: who issues it, what it is, what it is about and for whom.

    :param secret: it is about a report of wrongdoing.
    """

    kind: Kind
    organ: int
    organ_name: str
    on: date
    matter: int | None = None
    event_seq: int = 0
    owed: int | None = None
    to_organ: int | None = None
    to_petitioner: bool = False
    by: int | None = None
    secret: bool = False


def give_number(order: Order) -> Paper:
    """Write the row of a paper with the next number of its series. Joins a transaction that is open."""
    with transaction.atomic():
        word = _word_of(order.organ, order.organ_name)
        seq = _by_lot(order) if order.secret else _next(f"{order.organ}:{order.kind.value}:{order.on.year}")
        paper = Paper.objects.create(
            kind=order.kind.value,
            organ=order.organ,
            year=order.on.year,
            seq=seq,
            secret=order.secret,
            number=_spelt(order, word, seq),
            code="".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH)),
            matter=order.matter,
            event_seq=order.event_seq,
            owed=order.owed,
            to_organ=order.to_organ,
            to_petitioner=order.to_petitioner,
            to_serve=order.to_petitioner and order.kind in TO_SERVE,
            issued_on=order.on,
            issued_by=order.by,
        )
        ledgers.bind(ledgers.PAPERS, "number", [paper], by=order.by, organ=order.organ)
        return paper


def _by_lot(order: Order) -> int:
    """A number nobody can count: one more in a row would tell that there is a report of wrongdoing."""
    series = Paper.objects.filter(organ=order.organ, kind=order.kind.value, year=order.on.year, secret=True)
    while True:
        seq = 100_000 + secrets.randbelow(900_000)
        if not series.filter(seq=seq).exists():
            return seq


def _spelt(order: Order, word: str, seq: int) -> str:
    """柳水信意〔2026〕3号; of a record, which is no 公文, its place in the register: 柳水送达回证2026-3."""
    secret = SECRET if order.secret else ""
    if order.kind in NO_NUMBER:
        return f"{word}{order.kind.label}{secret}{order.on.year}-{seq}"
    return f"{_joined(word, INSTRUMENTS[order.kind].word + secret)}〔{order.on.year}〕{seq}号"


def _joined(organ: str, kind: str) -> str:
    """青信 and 信去 are 青信去; no organ's word has a single character, so this is nobody else's number."""
    return organ + kind[organ[-1:] == kind[:1] :]


def _next(series: str) -> int:
    ((last,),) = answers(_NEXT, [series])
    return int(last)


def void(paper: Paper, on: date, why: str) -> None:
    """Void a paper: its number stays taken and visible, what it settled is owed again.

    :param why: the reason, at most 200 characters.
    """
    with transaction.atomic():
        Paper.objects.filter(id=paper.id, voided_on__isnull=True).update(voided_on=on, voided_why=why[:200], owed=None)
        ledgers.bind(ledgers.PAPERS, "void", Paper.objects.filter(id=paper.id))
    paper.refresh_from_db()


def _word_of(organ: int, name: str) -> str:
    """The organ's word, chosen the first time and kept: the shortest that no other organ has."""
    known = NumberWord.objects.filter(organ=organ).first()
    if known is not None:
        return known.word
    taken = set(NumberWord.objects.values_list("word", flat=True))
    word = next(each for each in (*words(name), f"{name[:12]}{organ % 1000}") if each not in taken)
    row, _ = NumberWord.objects.get_or_create(organ=organ, defaults={"word": word})
    return row.word


def words(name: str) -> Iterator[str]:
    """Words for an organ, the shortest first: 柳溪县水利局 → 柳水, 柳溪水, 柳溪水利 …"""
    found = _DIVISION.match(name)
    place, rest = (found["place"], found["rest"]) if found else (name[:1], name[1:])
    rest = rest or "政"
    for length in range(1, len(rest) + 1):
        yield place[:1] + rest[:length]
        yield place + rest[:length]
