"""Notes (备注) beside a matter: for colleagues who may read it now, never part of its record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from huiyin.cases.envelopes import Envelope, envelope_of
from huiyin.cases.models import Case
from huiyin.cases.queries import closed_upto
from huiyin.law.frame.facts import Actor
from huiyin.law.words import P, Phrase
from huiyin.people.charts import chart_on
from huiyin.record.models import Message, Standing
from huiyin.record.worlds import beijing_day
from huiyin.store.locks import writing
from huiyin.store.rows import insert
from huiyin.together.kinds import Kind
from huiyin.together.models import Note
from huiyin.together.reading import colleagues
from huiyin.together.telling import STAFF, Told, tell
from huiyin.vault.opening import stored

LONGEST = 2000
MOST = 100
#: The name after an @, and, where two have the same, the organ behind it: @张伟（县水利局）.
MENTIONED = re.compile(
    r"(?<![A-Za-z0-9._])[@＠]([\u3400-\u9fff\U00020000-\U0003ffff·]{2,12}|[A-Za-z][A-Za-z .'-]{1,38})"
    r"(?:[（(]([^）)]{2,40})[）)])?"
)
IDENTITY = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|1[3-9]\d{9})(?!\d)")


class NotNoted(Exception):
    """The note was not kept. ``reason`` says why and what to do; the words are still the writer's."""

    def __init__(self, reason: Phrase) -> None:
        super().__init__(str(reason))
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who may be mentioned."""

    person: int
    name: str
    organ: int
    organ_name: str


@dataclass(frozen=True, slots=True)
class Beside:
    """The notes beside a matter for one reader, oldest first, each with its author's name as ``who``; ``more``: there
    are older ones."""

    notes: list[Note]
    more: bool = False


_BESIDE = """SELECT n.*, p.name AS who FROM together_note n LEFT JOIN people_person p ON p.id = n.person
    WHERE n."case" = %s AND n.seq >= %s ORDER BY n.id DESC LIMIT %s"""


def beside(case: Case, actor: Actor, on: date, most: int = MOST) -> Beside:
    """The notes of a matter that the actor has just fetched, the last ``most`` of them.

    What was noted before a report was split off is closed to the next organ like the journal itself.
    """
    upto = closed_upto(case, actor, on)
    rows = list(Note.objects.raw(_BESIDE, [case.id, upto, most + 1]))
    return Beside(rows[:most][::-1], len(rows) > most)


def readers_of(case: Case, actor: Actor, at: datetime) -> list[Colleague]:
    """Colleagues whom the actor may mention: of the organs that have to do with the matter, and who may read it."""
    on = beijing_day(at)
    chart = chart_on(on)
    organs = {*Standing.objects.filter(record=case.id).values_list("organ", flat=True), actor.organ or 0}
    found = colleagues(case, sorted(organ for organ in organs if organ in chart.organs), on)
    named = [Colleague(person, name, organ, chart.organ(organ).short) for person, name, organ in found]
    first = (actor.organ,)
    others = (each for each in named if each.person != actor.person)
    return sorted(others, key=lambda each: (each.organ not in first, each.organ_name, each.name))


def note(case: Case, actor: Actor, text: str, people: Iterable[int], at: datetime) -> Note:
    """Keep a note and tell those whom it mentions.

    :param people: persons ticked beside the text; those written as @姓名 are found in it.
    :raises NotNoted: it says nothing, too much, somebody's identity, or mentions somebody who may not read it.
    """
    text = text.replace("\r\n", "\n").strip()
    _refuse_unfit(text)
    mentioned = _mentioned(text, set(people), readers_of(case, actor, at))
    envelope = envelope_of(case.id) if case.report else None
    kept = envelope.words(text) if envelope else text
    row = Note(case=case.id, seq=case.seq, person=actor.person or 0, organ=actor.organ or 0, at=at, text=kept)
    with writing():
        insert([row])
        told = [
            Told(each.person, each.organ, Kind.MENTION, case.id, f"note.{row.id}", row.person) for each in mentioned
        ]
        if tell(told, at):
            insert([Message(topic=STAFF, record=case.id, seq=0, ready_at=at)])
    return row


def put_in(case: int, upto: int, envelope: Envelope) -> None:
    """Notes written up to an entry go where the matter's words went (huiyin.cases.enveloping)."""
    for row in Note.objects.filter(case=case, seq__lte=upto):
        row.text = envelope.words(stored(row.text))
        row.save(update_fields=["text"])


def take_back(case: Case, actor: Actor, number: int) -> bool:
    """Remove one's own note; others' stay."""
    gone, _ = Note.objects.filter(case=case.id, id=number, person=actor.person or 0).delete()
    return bool(gone)


def _refuse_unfit(text: str) -> None:
    if not text:
        raise NotNoted(P("请先写点什么。"))
    if len(text) > LONGEST:
        raise NotNoted(P("备注最多 {most} 字，现在有 {many} 字。长的内容请写进案卷。", most=LONGEST, many=len(text)))
    if IDENTITY.search(text):
        raise NotNoted(P("备注里不要写身份证号和手机号。请删去，需要时在案件页查看身份。"))


def _mentioned(text: str, ticked: set[int], readers: Sequence[Colleague]) -> list[Colleague]:
    """Whom the note is for. One sentence for all who are not found, so that it tells nothing about them."""
    chosen = {each.person: each for each in readers if each.person in ticked}
    for name, organ in MENTIONED.findall(text):
        each = _one(name, organ, readers)
        chosen[each.person] = each
    if ticked - chosen.keys():
        raise NotNoted(P("选中的人里，有人现在不能看这件事。请重新选。"))
    return list(chosen.values())


def _one(written: str, organ: str, readers: Sequence[Colleague]) -> Colleague:
    """The one reader whose name is written; Chinese runs on without a space, so the name may be a beginning."""
    found = [each for each in readers if written.startswith(each.name) and organ in ("", each.organ_name)]
    longest = max((len(each.name) for each in found), default=0)
    found = [each for each in found if len(each.name) == longest]
    if not found:
        raise NotNoted(P("不能提到“{name}”：能看这件事的同事里没有这个名字。请改从下面的名单里选。", name=written))
    if len(found) > 1:
        raise NotNoted(P("能看这件事的有好几位{name}。请写明单位，例如 @{name}（{organ}）。",
                         name=found[0].name, organ=found[0].organ_name))  # fmt: skip
    return found[0]
