"""Notices by printed letter and by telephone (寄信、打电话): put on an organ's list, carried out by its clerk, noted.

Whoever may read a matter may post its letters, nobody else sees that they are there. Printing shows an address, so it
is an act of record before anything is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext

from huiyin.cases.acts import Refused, perform
from huiyin.cases.identity import Identity
from huiyin.cases.models import Case, Party
from huiyin.cases.queries import of_these
from huiyin.cases.unmasking import unmask
from huiyin.channels.models import Posting, Sent
from huiyin.channels.saying import CHINESE, follow_address, own_last_day
from huiyin.channels.ways import LETTER, PHONE
from huiyin.law.frame.facts import Actor
from huiyin.law.frame.verdict import Refusal
from huiyin.law.sources.articles import cite
from huiyin.law.terms import Act
from huiyin.law.words import P
from huiyin.people.models import Organ
from huiyin.record.worlds import beijing_day
from huiyin.store.locks import writing
from huiyin.vault.opening import Shut
from huiyin.wording.words import day

PURPOSE: Final = "打印寄给本人的通知信"
MOST: Final = 200
SHOWN: Final = 20


def put_on_list(case: Case, seq: int, party: Party, organ: int, way: str, *, at: datetime, again: bool = False) -> None:
    """Once for each event and party; while an earlier letter waits to be printed, that one tells this too.

    :param again: it was told by another way, and came back.
    """
    with writing():
        sent, _ = Sent.objects.get_or_create(
            case=case.id, seq=seq, party=party.id, defaults={"organ": organ, "way": way}
        )
        if sent.sent_at and not again:
            return
        if not Posting.objects.filter(party=party.id, organ=organ, way=way, printed_at=None).update(seq=seq):
            _list(Posting(case=case.id, seq=seq, party=party.id, organ=organ, way=way, listed_at=at))
        if not again:
            Sent.objects.filter(id=sent.id).update(sent_at=at, way=way)


def _list(posting: Posting) -> None:
    try:
        with transaction.atomic():
            posting.save(force_insert=True)
    except IntegrityError:  # another worker has put one there just now; it tells this too
        return


@dataclass(frozen=True, slots=True)
class Waiting:
    """One letter on the list, with the matter it belongs to."""

    posting: Posting
    case: Case


@dataclass(frozen=True, slots=True)
class Lists:
    """An organ's letters: to print and to post with the oldest first, posted with the newest first; and its calls."""

    to_call: list[Waiting]
    to_print: list[Waiting]
    to_post: list[Waiting]
    posted: list[Waiting]
    more: bool = False
    more_posted: bool = False


def lists(actor: Actor, on: date, most: int = MOST, most_posted: int = SHOWN) -> Lists:
    """The letters of the actor's organ, of matters the actor may read and no others; three queries.

    :param most: how many that wait, ``most_posted`` how many that are posted; ``more`` says that there are others.
    """
    mine = Posting.objects.filter(organ=actor.organ or 0)
    still_here = list(mine.filter(posted_on=None).order_by("listed_at", "id")[: most + 1])
    gone = list(mine.filter(posted_on__isnull=False).order_by("-posted_on", "-id")[: most_posted + 1])
    more, more_posted = len(still_here) > most, len(gone) > most_posted
    still_here, gone = still_here[:most], gone[:most_posted]
    cases = of_these(actor, on, {row.case for row in (*still_here, *gone)})
    here, done = ([Waiting(row, cases[row.case]) for row in rows if row.case in cases] for rows in (still_here, gone))
    letters = [row for row in here if row.posting.way == LETTER]
    return Lists(
        to_call=sorted((row for row in here if row.posting.way == PHONE), key=lambda row: row.posting.tries),
        to_print=[row for row in letters if row.posting.printed_at is None],
        to_post=[row for row in letters if row.posting.printed_at],
        posted=[row for row in done if row.posting.way == LETTER],
        more=more,
        more_posted=more_posted,
    )


@dataclass(frozen=True, slots=True)
class Letter:
    """One sheet of paper, ready to fold: where it goes, who sends it, what it says.

    :param language: of its words, for the page that shows it.
    :param sender: as the window shows it. Of a report of wrongdoing the window names no office: neighbours read it.
    """

    language: str
    name: str
    address: str
    sender: str
    number: str
    paragraphs: tuple[str, ...]
    ways: tuple[str, ...]
    closing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """What came of printing: letters, and the matters that the law kept closed."""

    letters: list[Letter]
    refused: list[tuple[Case, Refusal]]


def print_letters(rows: Iterable[Waiting], *, by: Actor, at: datetime) -> Printed:
    """Draw the letters; that the addresses were seen is in the journal of each matter before it is shown."""
    printed = Printed([], [])
    for row in rows:
        try:
            identities = dict((party.id, (party, who)) for party, who in _seen(row.case, by, at))
        except Refused as refused:
            printed.refused.append((row.case, refused.refusal))
            continue
        except Shut as shut:
            printed.refused.append((row.case, Refusal(Act.UNMASK, P(shut.text), cite("xf2022", 30, 3))))
            continue
        party, who = identities[row.posting.party]
        Posting.objects.filter(id=row.posting.id).update(printed_at=at, printed_by=by.person)
        printed.letters.append(_letter(row, party, who, beijing_day(at)))
    return printed


def _seen(case: Case, by: Actor, at: datetime) -> list[tuple[Party, Identity]]:
    return unmask(case, by=by, at=at, given={"purpose": PURPOSE})


def mark_posted(row: Waiting, tracking: str, *, by: Actor, on: date) -> None:
    """It was taken to the post; ``tracking`` is the number on the slip, if there is one."""
    waiting = Posting.objects.filter(id=row.posting.id, posted_on=None)
    waiting.update(posted_on=on, posted_by=by.person, tracking=tracking[:40])


def mark_called(row: Waiting, *, by: Actor, at: datetime) -> None:
    """The person was called and told."""
    waiting = Posting.objects.filter(id=row.posting.id, posted_on=None)
    called = {"printed_at": at, "printed_by": by.person, "posted_on": beijing_day(at), "posted_by": by.person}
    waiting.update(reached=True, **called)


def mark_not_reached(row: Waiting, *, at: datetime) -> None:
    """Nobody answered: it stays on the list, behind those that were not tried yet."""
    waiting = Posting.objects.filter(id=row.posting.id, posted_on=None)
    waiting.update(reached=False, tries=F("tries") + 1, tried_at=at)


def say_on_call(row: Waiting, account: str, *, by: Actor, at: datetime) -> None:
    """What was said on the telephone goes into the matter as a contact (联系), and the call is done.

    :raises Refused: the law lets nobody of the actor's post note a contact there now; the call stays on the list.
    """
    given = {"way": "打电话", "account": account}
    perform(case=row.case.id, act=Act.CONTACT, by=by, at=at, given=given, key=f"call:{row.posting.id}")
    mark_called(row, by=by, at=at)


def _letter(row: Waiting, party: Party, who: Identity, on: date) -> Letter:
    organ = Organ.objects.get(id=row.posting.organ)
    language = party.language or CHINESE
    with translation.override(language):
        return Letter(
            "en" if language == "en" else "zh-Hans", who.name, who.address,
            organ.address if row.case.report else f"{organ.name} {organ.address}",
            row.case.number, tuple(_news(row.case, who.name)), tuple(_ways(row.case, organ)),
            (organ.name, day(on)),
        )  # fmt: skip


def _news(case: Case, name: str) -> Iterator[str]:
    yield gettext("{name}：").format(name=name) if name else gettext("您好！")
    yield gettext("您在我们这里登记的事有新的进展。")
    if last := own_last_day(case):
        yield gettext("其中有一步要您自己决定，最迟是{day}。请早点看。").format(day=last)
    yield gettext("想知道是什么进展，哪样方便用哪样：")


def _ways(case: Case, organ: Organ) -> Iterator[str]:
    if organ.phone:
        yield gettext("打电话 {phone}，说出编号。我们核对是您本人，就告诉您。").format(phone=organ.phone)
    if organ.address:
        yield gettext("带上证件，到{organ}来问：{address}。").format(organ=organ.name, address=organ.address)
    if address := follow_address(case):
        yield gettext("上网打开 {address}，输入查询码。查询码在您的回执上。").format(address=address)
