"""Messages into the record: each once, at its true time, with its true answer, however often the file is read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from itertools import islice
from typing import Any, Final

from django.db import IntegrityError

from huiyin.cases.accused import Accused, accused_of
from huiyin.cases.acts import FIRST_ASKED, Past, Refused, Taken, perform, take_in
from huiyin.cases.content import has_words
from huiyin.cases.lodging import Capacity, ClaimText, Lodging, PartyText, first_sentence
from huiyin.cases.models import Case, ExternalNumber
from huiyin.channels.sheets.mapping import SheetMapping
from huiyin.channels.sheets.reading import Message
from huiyin.law.frame.facts import SYSTEM, Actor
from huiyin.law.terms import Act, ClaimKind, Role
from huiyin.law.words import P, Phrase
from huiyin.people.charts import chart_on
from huiyin.people.posts import actor_of, duty_person
from huiyin.record.models import Event
from huiyin.record.worlds import beijing_day, world_on
from huiyin.typed.texts import text_of

# Large enough to share the cost of a commit, small enough that a clerk at the counter does not wait.
BATCH = 200


_NOBODY_MAY_KEEP = P("检举控告，反映的可能是这里的各级机关，没有可以接收的；请写全单位和姓名。")


class Fate(Enum):
    """What became of a row."""

    NEW = "new"
    ALREADY = "already"
    ANSWERED = "answered"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one message: the days that count for the figures, and why it, or its answer, did not come in."""

    message: Message
    fate: Fate
    answered_on: date | None = None
    reason: Phrase | None = None

    @property
    def lodged_on(self) -> date:
        return beijing_day(self.message.received_at)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the messages of one file are received.

    :param organ: id of the receiving organ, ``place`` the division code of the matters.
    """

    mapping: SheetMapping
    organ: int
    place: str

    def take(self, messages: Iterable[Message]) -> Iterator[Outcome]:
        """Take in messages, batch by batch; every batch that was begun is whole or not there."""
        waiting = iter(messages)
        while batch := list(islice(waiting, BATCH)):
            yield from self._take_batch(batch)

    def _take_batch(self, batch: Sequence[Message]) -> list[Outcome]:
        there = self._there(batch)
        new = [message for message in batch if message.number not in there]
        taken = dict(zip((message.number for message in new), self._take_new(new), strict=True))
        texts = _digests(there.values())
        return [
            self._old(message, there[message.number], texts) if message.number in there else taken[message.number]
            for message in batch
        ]

    def foreseen(self, batch: Sequence[Message]) -> Iterator[Outcome]:
        """What would become of them; whoever else registers meanwhile is not known."""
        there = self._there(batch)
        texts = _digests(there.values())
        for message in batch:
            if (case := there.get(message.number)) is not None:
                other = not has_words(texts.get(case.id, {}), text_of(message.text))
                yield Outcome(message, Fate.REFUSED if other else Fate.ALREADY, None, _OTHER_WORDS if other else None)
            elif not self._known(message) or self._keeper(message) is None:
                yield self._outcome(message, None)
            else:
                yield Outcome(message, Fate.NEW, None, message.oddity)

    def _there(self, batch: Sequence[Message]) -> dict[str, Case]:
        rows = ExternalNumber.objects.filter(
            system=self.mapping.system, number__in=[message.number for message in batch]
        )
        return {row.number: row.case for row in rows.select_related("case").defer("case__facts")}

    def _take_new(self, new: Sequence[Message]) -> list[Outcome]:
        known = [message for message in new if self._known(message) and self._keeper(message) is not None]
        results = dict(zip((message.number for message in known), self._register(known), strict=True))
        return [self._outcome(message, results.get(message.number)) for message in new]

    def _known(self, message: Message) -> bool:
        return self.organ in chart_on(beijing_day(message.received_at)).organs

    def _accused(self, message: Message) -> Accused:
        day = beijing_day(message.received_at)
        return accused_of(day, self.place, message.accused_organ, message.accused_person)

    def _keeper(self, message: Message) -> int | None:
        """Who holds it: the receiving organ, or for a report that may be about it, or about nobody known, another."""
        if not (message.accused_organ or message.accused_person):
            return self.organ
        accused, world = self._accused(message), world_on(beijing_day(message.received_at))
        barred, away = world.chart.barred(accused.meant.all_organs), accused.away(world)
        if accused.meant.sure and self.organ not in barred and world.duty(self.organ, FIRST_ASKED, away):
            return self.organ
        found = (organ.id for organ in accused.keepers(world) if world.duty(organ.id, FIRST_ASKED, away))
        return next(found, None) if accused.meant.anybody else self.organ

    def _register(self, messages: Sequence[Message]) -> list[Taken | None]:
        """``None`` for what somebody else registered in this very moment."""
        try:
            return list(take_in([self._past(message) for message in messages]))
        except IntegrityError:
            return [self._register_one(message) for message in messages]

    def _register_one(self, message: Message) -> Taken | None:
        try:
            return take_in([self._past(message)])[0]
        except IntegrityError:
            return None

    def _past(self, message: Message) -> Past:
        lodging = self._lodging(message)
        if message.answered_at is None:
            return Past(lodging, SYSTEM)
        return Past(lodging, SYSTEM, self._answer(message), message.answered_at, self._answerer(message))

    def _answer(self, message: Message) -> dict[str, str]:
        return {"answer": message.answer, "method": self.mapping.method.value}

    def _answerer(self, message: Message) -> Actor:
        role = self.mapping.answered_by
        if role is Role.SYSTEM or message.answered_at is None:
            return SYSTEM
        day = beijing_day(message.answered_at)
        person = duty_person(self.organ, role, on=day)
        return SYSTEM if person is None else actor_of(person, on=day, organ=self.organ)

    def _lodging(self, message: Message) -> Lodging:
        mapping, accused = self.mapping, self._accused(message)
        request = message.title or first_sentence(message.text)
        kind = ClaimKind.ACCUSATION if accused.meant.anybody else mapping.kind
        return Lodging(
            channel=mapping.channel,
            sub_channel=mapping.sub_channel or mapping.system[:20],
            organ=self._keeper(message) or self.organ,
            place=self.place,
            received_at=message.received_at,
            title=message.title,
            text=message.text,
            claims=(ClaimText(request, kind=kind, ground=None if accused.meant.anybody else mapping.ground),),
            parties=(PartyText(Capacity.PETITIONER, message.who), *accused.parties()),
            unsure=not accused.meant.sure,
            external=((mapping.system, message.number),),
            register=message.register,
            extra=message.extra,
        )

    def _outcome(self, message: Message, taken: Taken | None) -> Outcome:
        if taken is None:
            if self._known(message):
                if self._keeper(message) is None:
                    return Outcome(message, Fate.REFUSED, None, _NOBODY_MAY_KEEP)
                return Outcome(message, Fate.ALREADY)
            return Outcome(
                message, Fate.REFUSED, None, P("收件机关在{day}还没有成立。", day=message.received_at.date())
            )
        reason = taken.refusal.reason if taken.refusal else message.oddity
        if taken.lodged is None:
            return Outcome(message, Fate.REFUSED, None, reason)
        return Outcome(message, Fate.NEW, taken.lodged.case.answered_on, reason)

    # A message that is there already --------------------------------------------------------------------------------

    def _old(self, message: Message, case: Case, texts: Mapping[int, Mapping[str, Any]]) -> Outcome:
        """Nothing is done to it, unless the file now holds an answer the record has not; other words are refused."""
        if case.answered_on is None and message.answered_at is not None:
            return self._late_answer(message, case, message.answered_at)
        if not has_words(texts.get(case.id, {}), text_of(message.text)):
            return Outcome(message, Fate.REFUSED, None, _OTHER_WORDS)
        return Outcome(message, Fate.ALREADY, case.answered_on, message.oddity)

    def _late_answer(self, message: Message, case: Case, answered_at: datetime) -> Outcome:
        try:
            perform(
                case=case.id, act=Act.REPLY, by=self._answerer(message), at=answered_at, given=self._answer(message)
            )
        except Refused as refused:
            return Outcome(message, Fate.ALREADY, None, refused.refusal.reason)
        return Outcome(message, Fate.ANSWERED, beijing_day(answered_at))


def foresee(desk: Desk, messages: Sequence[Message]) -> Iterator[Outcome]:
    """What would become of each message, without a word written."""
    for start in range(0, len(messages), BATCH):
        yield from desk.foreseen(messages[start : start + BATCH])


_OTHER_WORDS: Final = P("这个编号已经登记过，内容和那次的不一样；现在的内容没有登记。")


def _digests(cases: Iterable[Case]) -> dict[int, Mapping[str, Any]]:
    """What the journal says of the words each matter was registered with."""
    first = Event.objects.filter(record__in=[case.id for case in cases], seq=1).values_list("record", "payload")
    return {case: json.loads(payload)["said"] for case, payload in first}
