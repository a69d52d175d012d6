"""Messages into the record: each once, at its true time, with its true answer, however often the file is read.

Whoever may not read the matter that has a row's number is told what they would be told of a number nobody knows; what
is new in such a row goes to that matter, where the right reader finds it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import Enum
from itertools import islice
from typing import Any, Final

from django.db import IntegrityError

from huiyin.cases.acts import Past, Refused, Taken, lodge, perform, take_in
from huiyin.cases.content import has_words
from huiyin.cases.lodging import Capacity, ClaimText, Lodging, PartyText, claims_told
from huiyin.cases.models import Case, ExternalNumber
from huiyin.channels.sheets.mapping import SheetMapping
from huiyin.channels.sheets.placing import Placed, placed
from huiyin.channels.sheets.reading import Message
from huiyin.law.frame.facts import PETITIONER, SYSTEM, Actor
from huiyin.law.terms import Act, ClaimKind, Role
from huiyin.law.words import P, Phrase
from huiyin.people.charts import chart_on
from huiyin.people.posts import actor_of, duty_person
from huiyin.record.models import Event
from huiyin.record.worlds import beijing_day
from huiyin.typed.texts import text_of

# Large enough to share the cost of a commit, small enough that a clerk at the counter does not wait.
BATCH = 200
_NOBODY_MAY_KEEP: Final = P("检举控告，反映的可能是这里的各级机关，没有可以接收的；请写全单位和姓名。")
_OTHER_WORDS: Final = P("这个编号已经登记过，内容和那次的不一样；现在的内容没有登记。")
#: Of the matters with the numbers of a sheet those of which whoever asks may be told nothing.
Secret = Callable[[Collection[Case]], frozenset[int]]


class Fate(Enum):
    """What became of a row."""

    NEW = "new"
    ALREADY = "already"
    ANSWERED = "answered"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one message: the days that count for the figures, and why it, or its answer, did not come in.

    :param away: who may be meant by it, :param secret: it is told as new, for the matter with its number is closed.
    """

    message: Message
    fate: Fate
    answered_on: date | None = None
    reason: Phrase | None = None
    away: frozenset[int] = frozenset()
    secret: bool = False

    @property
    def lodged_on(self) -> date:
        return beijing_day(self.message.received_at)


def _all_may_be_told(cases: Collection[Case]) -> frozenset[int]:
    return frozenset()


def _no_note(outcomes: Sequence[Outcome]) -> None:
    return


@dataclass(frozen=True, slots=True)
class Desk:
    """Where the messages of one file are received.

    :param organ: id of the receiving organ, ``place`` the division code of the matters.
    :param secret: of which matters nothing may be told here.
    :param note: told of what is registered in the very transaction in which it is.
    """

    mapping: SheetMapping
    organ: int
    place: str
    secret: Secret = _all_may_be_told
    note: Callable[[Sequence[Outcome]], None] = _no_note

    def take(self, messages: Iterable[Message]) -> Iterator[Outcome]:
        """Take in messages, batch by batch; every batch that was begun is whole or not there."""
        waiting = iter(messages)
        while batch := list(islice(waiting, BATCH)):
            yield from self._take_batch(self._placed(batch))

    def _take_batch(self, batch: Sequence[Placed]) -> list[Outcome]:
        there = self._there(batch)
        new = [each for each in batch if each.message.number not in there]
        taken = dict(zip((each.message.number for each in new), self._take_new(new), strict=True))
        texts, secret = _digests(there.values()), self.secret(list(there.values()))
        return [
            self._old(each, case, texts, case.id in secret)
            if (case := there.get(each.message.number)) is not None
            else taken[each.message.number]
            for each in batch
        ]

    def foreseen(self, batch: Sequence[Message]) -> Iterator[Outcome]:
        """What would become of them; whoever else registers meanwhile is not known."""
        rows = self._placed(batch)
        there = self._there(rows)
        secret = self.secret(list(there.values()))
        texts = _digests(case for case in there.values() if case.id not in secret)
        for each in rows:
            case = there.get(each.message.number)
            if case is not None and case.id not in secret:
                other = not has_words(texts.get(case.id, {}), text_of(each.message.text))
                fate, reason = (Fate.REFUSED, _OTHER_WORDS) if other else (Fate.ALREADY, None)
                yield Outcome(each.message, fate, None, reason, each.away)
            else:
                yield self._as_new(each, case is not None)

    def _as_new(self, each: Placed, secret: bool) -> Outcome:
        if (refused := self._not_here(each)) is not None:
            return refused
        return Outcome(each.message, Fate.NEW, None, each.remark, each.away, secret)

    def _placed(self, batch: Iterable[Message]) -> list[Placed]:
        return [placed(message, self.organ, self.place) for message in batch]

    def _there(self, batch: Sequence[Placed]) -> dict[str, Case]:
        numbers = [each.message.number for each in batch]
        rows = ExternalNumber.objects.filter(system=self.mapping.system, number__in=numbers)
        there = dict(rows.values_list("number", "case"))
        # Not joined: a database that has not counted its rows yet lays each of the batch against every matter there is.
        cases = Case.objects.defer("facts").in_bulk(set(there.values()))
        return {number: cases[case] for number, case in there.items()}

    # A message that is new ------------------------------------------------------------------------------------------

    def _take_new(self, new: Sequence[Placed]) -> list[Outcome]:
        known = [each for each in new if self._not_here(each) is None]
        results = dict(zip((each.message.number for each in known), self._register(known), strict=True))
        return [self._not_here(each) or results[each.message.number] for each in new]

    def _not_here(self, each: Placed) -> Outcome | None:
        """Why it cannot be taken in at all."""
        message = each.message
        if self.organ not in chart_on(beijing_day(message.received_at)).organs:
            early = P("收件机关在{day}还没有成立。", day=message.received_at.date())
            return Outcome(message, Fate.REFUSED, None, early, each.away)
        return Outcome(message, Fate.REFUSED, None, _NOBODY_MAY_KEEP, each.away) if each.holder is None else None

    def _register(self, rows: Sequence[Placed]) -> list[Outcome]:
        try:
            return self._together(rows)
        except IntegrityError:
            return [self._alone(each) for each in rows]

    def _together(self, rows: Sequence[Placed]) -> list[Outcome]:
        found: list[Outcome] = []

        def note(taken: Sequence[Taken]) -> None:
            found[:] = [self._outcome(each, became) for each, became in zip(rows, taken, strict=True)]
            self.note([each for each in found if each.fate is Fate.NEW])

        if rows:
            take_in([self._past(each) for each in rows], note)
        return found

    def _alone(self, each: Placed) -> Outcome:
        """Somebody else may have registered it in this very moment."""
        try:
            return self._together([each])[0]
        except IntegrityError:
            return Outcome(each.message, Fate.ALREADY, away=each.away)

    def _past(self, each: Placed) -> Past:
        lodging, message = self._lodging(each), each.message
        if message.answered_at is None or each.report:
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

    def _lodging(self, each: Placed) -> Lodging:
        mapping, message, report = self.mapping, each.message, each.report
        told = (ClaimText(message.title),) if message.title else claims_told(message.text)
        kind = ClaimKind.ACCUSATION if report else mapping.kind
        beside = {"来文里的答复": message.answer} if report and message.answer else {}
        return Lodging(
            channel=mapping.channel,
            sub_channel=mapping.sub_channel or mapping.system[:20],
            organ=each.holder or self.organ,
            place=self.place,
            received_at=message.received_at,
            title=message.title,
            text=message.text,
            claims=tuple(replace(one, kind=kind, ground=None if report else mapping.ground) for one in told),
            parties=(PartyText(Capacity.PETITIONER, message.who), *each.accused.parties()),
            unsure=not each.accused.meant.sure,
            external=((mapping.system, message.number),),
            register=message.register,
            extra={**message.extra, **beside},
        )

    def _outcome(self, each: Placed, taken: Taken) -> Outcome:
        reason = taken.refusal.reason if taken.refusal else each.remark
        if taken.lodged is None:
            return Outcome(each.message, Fate.REFUSED, None, reason, each.away)
        return Outcome(each.message, Fate.NEW, taken.lodged.case.answered_on, reason, each.away)

    # A message that is there already --------------------------------------------------------------------------------

    def _old(self, each: Placed, case: Case, texts: Mapping[int, Mapping[str, Any]], secret: bool) -> Outcome:
        """Nothing is done to it, unless the file now holds an answer the record has not; other words are refused."""
        message = each.message
        same = has_words(texts.get(case.id, {}), text_of(message.text))
        if secret:
            if not same:
                self._add(each, case)
            return self._as_new(each, secret=True)
        if case.answered_on is None and message.answered_at is not None:
            return self._late_answer(each, case, message.answered_at)
        if not same:
            return Outcome(message, Fate.REFUSED, None, _OTHER_WORDS, each.away)
        return Outcome(message, Fate.ALREADY, case.answered_on, message.oddity, each.away)

    def _late_answer(self, each: Placed, case: Case, answered_at: datetime) -> Outcome:
        answer = self._answer(each.message)
        try:
            perform(case=case.id, act=Act.REPLY, by=self._answerer(each.message), at=answered_at, given=answer)
        except Refused as refused:
            return Outcome(each.message, Fate.ALREADY, None, refused.refusal.reason, each.away)
        return Outcome(each.message, Fate.ANSWERED, beijing_day(answered_at), away=each.away)

    def _add(self, each: Placed, case: Case) -> None:
        """Other words under the number of a matter that is closed here go to it; where it takes none any more, they
        are a matter of their own with whoever may hold it."""
        message = each.message
        words = "\n".join(dict.fromkeys(filter(None, (message.title, message.text, message.answer))))
        digest = hashlib.sha256(text_of(words).encode()).hexdigest()[:32]
        key, given = f"row:{case.id}:{digest}", {"channel": self.mapping.channel.value, "text": words}
        try:
            perform(case=case.id, act=Act.SUPPLEMENT, by=PETITIONER, at=message.received_at, given=given, key=key)
        except Refused:
            own = replace(self._lodging(each), external=(), extra={**message.extra, "来文编号": message.number})
            lodge(own, by=SYSTEM, at=message.received_at, key=f"own-{key}")


def foresee(desk: Desk, messages: Sequence[Message]) -> Iterator[Outcome]:
    """What would become of each message, without a word written."""
    for start in range(0, len(messages), BATCH):
        yield from desk.foreseen(messages[start : start + BATCH])


def _digests(cases: Iterable[Case]) -> dict[int, Mapping[str, Any]]:
    """What the journal says of the words each matter was registered with."""
    first = Event.objects.filter(record__in=[case.id for case in cases], seq=1).values_list("record", "payload")
    return {case: json.loads(payload)["said"] for case, payload in first}
