"""Playing all stories at once, in the order of time, so that numbers and journal look as a year leaves them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from huiyin.cases.acts import Refused, lodge, perform
from huiyin.cases.models import Case, Claim
from huiyin.cases.snapshots import load_facts
from huiyin.house.demo.cast import Cast, said_by_them
from huiyin.house.demo.clock import clock_at
from huiyin.house.demo.openings import FIRST_OFFICE, lodging_of
from huiyin.house.demo.paperwork import Paperwork
from huiyin.house.demo.particulars import Prompter
from huiyin.house.demo.promised import MEANT, tell
from huiyin.house.demo.records import NUMBER, Clerk, RecordStory
from huiyin.house.demo.stories import Step, Story, StoryFault
from huiyin.house.demo.timetable import Timetable
from huiyin.insights.indexing import index
from huiyin.law.frame.facts import PETITIONER, Actor
from huiyin.law.matter.procedure import MATTER, RESTS_ON_PAPERS
from huiyin.law.terms import Act, Channel, Role
from huiyin.oversight.assessment.running import take_in_all
from huiyin.oversight.watching import watch
from huiyin.people.calendars import calendar
from huiyin.record.clockwork import run_clocks
from huiyin.record.journal import seal_day
from huiyin.record.models import Event, Link
from huiyin.record.outbox import deliver
from huiyin.record.worlds import BEIJING, beijing_day

SUNDAY = 6
#: What is to be supervised is looked for in the last days alone: what was found before was long sent or gone.
LATELY = timedelta(days=14)
#: The worker looks at the clocks every few seconds; here it does so once, soon after midnight.
NIGHT = time(0, 5)


@dataclass(frozen=True, slots=True)
class Beat:
    """One thing that happens at one moment: ``number`` 0 opens the matter, the others are its steps; of a record of
    another kind the first step opens it."""

    at: datetime
    story: Story | RecordStory
    number: int
    step: Step | None


def _offset(beat: Beat) -> int:
    """The day that its story sets."""
    when = beat.story.steps[beat.number - 1].when if beat.number else getattr(beat.story, "when", None)
    return when.day if when is not None else 0


def key_of(story: str, number: int = 0) -> str:
    """The idempotency key of a beat."""
    return f"demo:{story}:{number}"


class Play:
    """All stories of the city. ``cases`` maps a story to the matter it opened."""

    def __init__(self, stories: Sequence[Story], now: datetime, records: Sequence[RecordStory] = ()) -> None:
        self.cases: dict[str, int] = {}
        self._now = now
        self._cast = Cast()
        self._table = Timetable(now, calendar())
        self._paperwork = Paperwork(self._cast, self._table.today, calendar())
        self._prompter = Prompter(self._cast, self._table, self._number_of)
        self._clerk = Clerk(self._cast, self._table, self._number_of)
        self._beats = self._in_order(stories, records)

    def run(self) -> None:
        """From the first day to now; the clocks are watched every night, the journal is sealed every Sunday."""
        day = beijing_day(self._beats[0].at)
        for beat in self._beats:
            self._pass_nights(day, beijing_day(beat.at))
            day = beijing_day(beat.at)
            with clock_at(beat.at):
                self._do(beat)
        self._pass_nights(day, self._table.today)
        run_clocks(self._now)
        watch(self._now)
        take_in_all(self._now)
        self._draw(self._now)

    def _in_order(self, stories: Sequence[Story], records: Sequence[RecordStory]) -> list[Beat]:
        told = {story.key: story for story in stories}
        beats = [beat for story in stories if story.when for beat in self._beats_of(story, told)]
        # What another record opened is told after that one.
        for record in sorted(records, key=lambda each: "from" in each.steps[0].given):
            beats += self._beats_of_record(record, beats)
        return sorted(beats, key=lambda beat: beat.at)

    def _beats_of(self, story: Story, told: dict[str, Story], after: datetime | None = None) -> Iterator[Beat]:
        """The beats of a story, and those of the matter split off from it."""
        if story.when:
            clock = self._table.at_home if story.channel is Channel.WEB else self._table.in_office
            after = clock(story.when, story.key, None)
            yield Beat(after, story, 0, None)
        for number, step in enumerate(story.steps, 1):
            after = self._moment(story, number, step, after)
            yield Beat(after, story, number, step)
            if "child" in step.given:
                yield from self._beats_of(told[step.given["child"]], told, after)

    def _beats_of_record(self, story: RecordStory, told: Sequence[Beat]) -> list[Beat]:
        """Before a day off several days fall on one: what a step speaks of has come as far as its own day says."""
        found: list[Beat] = []
        for number, step in enumerate(story.steps, 1):
            named = {*NUMBER.findall(str(step.given)), str(step.given.get("from", ""))}
            before = (beat.at for beat in told if beat.story.key in named and _offset(beat) <= step.when.day)
            last = max((*(beat.at for beat in found[-1:]), *before), default=None)
            found.append(Beat(self._table.in_office(step.when, key_of(story.key, number), last), story, number, None))
        return found

    def _moment(self, story: Story, number: int, step: Step, after: datetime | None) -> datetime:
        at_home = step.by == "petitioner" or (step.by is None and said_by_them(step.act))
        clock = self._table.at_home if at_home else self._table.in_office
        return clock(step.when, key_of(story.key, number), after)

    def _draw(self, at: datetime) -> None:
        while deliver({"index": index}, at):
            pass

    def _do(self, beat: Beat) -> None:
        try:
            if isinstance(beat.story, RecordStory):
                # What a record counts, it counts as the worker would have drawn it by then.
                self._draw(beat.at)
                self._clerk.do(beat.story, beat.number, beat.at, key_of(beat.story.key, beat.number))
                record = self._clerk.rows[beat.story.key].id
                self._paperwork.of_record(record, beat.at)
                self._issue_beside(record, beat.at)
            elif beat.step is None:
                self._open(beat, beat.story)
            else:
                self._perform(beat, beat.story, beat.step)
        except Refused as refused:
            wrong = "".join(f" {name}: {phrase}" for name, phrase in refused.refusal.wrong.items())
            raise StoryFault(f"{_name(beat)}: {refused}{wrong}") from refused
        except (KeyError, ValueError, StopIteration) as fault:
            raise StoryFault(f"{_name(beat)}: {type(fault).__name__} {fault}") from fault

    def _issue_beside(self, record: int, at: datetime) -> None:
        """Papers that the act owed in the journal of a matter it is about."""
        about = Link.objects.filter(record=record, other_kind=MATTER.key).values_list("other", flat=True).distinct()
        for case in about:
            last = Event.objects.filter(record=case).latest("seq")
            if last.at == at:
                self._paperwork.after(case, last, at)

    def _open(self, beat: Beat, story: Story) -> None:
        told = story.opening
        follows = self.cases[told["follows"]] if "follows" in told else None
        told = self._table.spell(told, beijing_day(beat.at))
        lodging = lodging_of(told, story.classes, self._cast, beat.at, follows)
        lodged = lodge(lodging, by=self._registrar(beat, story), key=key_of(story.key))
        self.cases[story.key] = lodged.case.id
        self._paperwork.after(lodged.case.id, lodged.event, beat.at)

    def _registrar(self, beat: Beat, story: Story) -> Actor:
        told, day = story.opening, beijing_day(beat.at)
        if "by" in told:
            return self._cast.actor(told["by"], day)
        if story.channel is Channel.WEB:
            return PETITIONER
        return self._cast.on_duty(self._cast.organ(told.get("to", FIRST_OFFICE)), Role.RECEPTION, day)

    def _perform(self, beat: Beat, story: Story, step: Step) -> None:
        day = beijing_day(beat.at)
        case = self.cases[story.key]
        facts = load_facts(Case.objects.values_list("facts", flat=True).get(id=case))
        by = self._cast.actor(step.by, day) if step.by else self._cast.whoever(step.act, facts, day)
        given = self._prompter.particulars(step, facts, story.classes, day)
        key = key_of(story.key, beat.number)
        if step.act in RESTS_ON_PAPERS:
            self._paperwork.before(case, by, beat.at)
        if step.act in MEANT:
            event = tell(case, step.act, by, beat.at, given, key)
        else:
            event = perform(case=case, act=step.act, by=by, at=beat.at, given=given, key=key)
        self._paperwork.after(case, event, beat.at)
        if step.act is Act.SPLIT:
            child = self.cases[step.given["child"]] = _child_of(case, given["claims"])
            self._paperwork.after(child, Event.objects.get(record=child, seq=1), beat.at)

    def _number_of(self, story: str) -> str:
        if story in self._clerk.rows:
            return str(self._clerk.rows[story].number)
        return Case.objects.values_list("number", flat=True).get(id=self.cases[story])

    def _pass_nights(self, last: date, today: date) -> None:
        """The nights between two days on which something happens."""
        for ahead in range(1, (today - last).days + 1):
            night = datetime.combine(last + timedelta(days=ahead), NIGHT, BEIJING)
            yesterday = beijing_day(night) - timedelta(days=1)
            with clock_at(night):
                run_clocks(night)
                take_in_all(night)
                if beijing_day(night) > self._table.today - LATELY:
                    watch(night)
                if yesterday.weekday() == SUNDAY:
                    seal_day(yesterday, made_at=night)


def _child_of(parent: int, claims: Sequence[int]) -> int:
    child = Claim.objects.values_list("split_to", flat=True).get(case=parent, seq=claims[0])
    assert child is not None
    return child


def _name(beat: Beat) -> str:
    return f"{beat.story.key}, {beat.at:%Y-%m-%d %H:%M} {beat.step.act if beat.step else 'lodge'}"
