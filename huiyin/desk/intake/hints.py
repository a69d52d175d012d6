"""What appears beside the form while somebody talks: earlier and alike matters, who is competent, ready answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from huiyin.cases.accused import Accused
from huiyin.cases.earlier import Earlier, earlier_matters
from huiyin.cases.identity import Identity
from huiyin.cases.models import Case
from huiyin.desk.answers.ready import fitting
from huiyin.desk.intake.alike import alike
from huiyin.desk.intake.claims import TypedClaim
from huiyin.desk.matter.offered import competence_words
from huiyin.desk.models import Answer
from huiyin.desk.names import Names, short_name
from huiyin.desk.staff import Desk
from huiyin.insights.related import SAME_SAID, same_as
from huiyin.insights.same.compare import Same
from huiyin.insights.suggesting import guess_words
from huiyin.law.accused.meant import Meant
from huiyin.law.chart.routing import Candidate, Reason, WalkIn, candidates, walk_in
from huiyin.law.frame.turn import RECEIVERS
from huiyin.law.sources.articles import Citation
from huiyin.law.sources.books import book
from huiyin.law.terms import Channel, ClaimKind, Ground, Stage
from huiyin.law.words import Phrase
from huiyin.people.charts import book_for

MOST_ROUTES = 3
#: So many earlier matters are held against what is typed.
MOST_COMPARED = 6
#: Of a word that fits, so many organs, the nearest ones.
NEAREST = 2


@dataclass(frozen=True, slots=True)
class Typed:
    """What the form says so far, as far as it can point anywhere.

    :param accused: whom it is about, if it is a report of wrongdoing.
    """

    channel: Channel
    identity: Identity
    text: str
    claims: Sequence[TypedClaim]
    place: str
    accused: Accused | None = None

    @property
    def words(self) -> str:
        return "\n".join([self.text, *(f"{each.request}\n{each.facts}\n{each.reasons}" for each in self.claims)])

    @property
    def report(self) -> bool:
        return bool(self.accused and self.accused.said) or any(
            each.kind.partition(".")[0] == ClaimKind.ACCUSATION for each in self.claims
        )

    @property
    def litigation(self) -> bool:
        return any(each.kind.partition(".")[2] == Ground.LITIGATION for each in self.claims)


@dataclass(frozen=True, slots=True)
class Route:
    """An organ that may be competent, why, and who takes it in there.

    :param own: it is the organ of this desk: nothing need be passed on.
    """

    candidate: Candidate
    person: str
    own: bool

    @property
    def reason(self) -> Reason:
        return self.candidate.reasons[0]


@dataclass(frozen=True, slots=True)
class Standing:
    """How an earlier matter stands, for whoever has its person before them: its stage, who has it, until when."""

    stage: str
    holder: str
    on: date | None


@dataclass(frozen=True, slots=True)
class Beside:
    """What is shown.

    :param counter: for a visitor, whether this is the right counter (Art. 20 ¶1); the visit is registered anyhow.
    :param document: where the book says that a visitor brings a document.
    :param looked: somebody asked, so that finding nothing must be said too.
    """

    earlier: Sequence[Earlier] = ()
    alike: Sequence[Case] = ()
    routes: Sequence[Route] = ()
    answers: Sequence[tuple[Answer, bool]] = ()
    counter: WalkIn | None = None
    document: Citation | None = None
    looked: bool = False
    same: Mapping[int, Same] = field(default_factory=dict)
    standing: Mapping[int, Standing] = field(default_factory=dict)

    @property
    def marks(self) -> dict[int, Phrase]:
        """Which of them are about the same thing, by what their claims say; a person decides."""
        return {case: SAME_SAID[same] for case, same in self.same.items() if same in SAME_SAID}

    @property
    def choices(self) -> list[tuple[int, Case, str]]:
        """Everything that may be the same matter: the number of its key, the matter, and how it is known."""
        found = [(each.case, "person" if each.sure else "name") for each in self.earlier]
        found += [(case, "words") for case in self.alike]
        return [(key, case, how) for key, (case, how) in enumerate(found, 1)]


def beside(desk: Desk, typed: Typed, looked: bool) -> Beside:
    """The matters of the same person always, for they are asked about; the rest when somebody looks."""
    earlier = earlier_matters(typed.identity, desk.actor, desk.today)
    if not looked:
        return Beside(earlier, document=_document(desk, typed), standing=_standing(desk, earlier, ()))
    known = frozenset(each.case.id for each in earlier)
    found = routes(desk, typed)
    like = alike(desk, typed.words, known)
    return Beside(
        earlier,
        like,
        found,
        () if typed.report else fitting(typed.words, desk.today),
        _counter(desk, typed, found),
        _document(desk, typed),
        looked=True,
        standing=_standing(desk, earlier, like),
        same={}
        if typed.report
        else same_as("", typed.words, [*(each.case for each in earlier[:MOST_COMPARED]), *like]),
    )


def _standing(desk: Desk, earlier: Sequence[Earlier], like: Sequence[Case]) -> dict[int, Standing]:
    """By matter; nothing is asked for it, the row of each says it."""
    cases = [*(each.case for each in earlier), *like]
    return {
        case.id: Standing(Stage(case.stage).label, short_name(desk.world.chart, case.holder), _last_day(case))
        for case in cases
    }


def _last_day(case: Case) -> date | None:
    """The last day of the period that runs; where none runs, the day in the row only says its place in a list."""
    return case.queue_on if case.queue_clock else None


def _same(typed: Typed, cases: Sequence[Case]) -> dict[int, Same]:
    """Which of these are about the same thing; of a report of wrongdoing nothing is said."""
    return {} if typed.report or not cases else same_as("", typed.words, cases)


def _counter(desk: Desk, typed: Typed, found: Sequence[Route]) -> WalkIn | None:
    """The right counter for a visitor, by the organ most likely competent (Art. 20 ¶1); of a report nothing is said."""
    if typed.channel is not Channel.VISIT or typed.report or not found:
        return None
    return walk_in(desk.world.chart, desk.organ.id, found[0].candidate.organ.id)


def _document(desk: Desk, typed: Typed) -> Citation | None:
    """Where it says that a visitor brings a document (zj2016 Art. 15 ¶1); who has none is registered all the same."""
    if typed.channel is not Channel.VISIT:
        return None
    return book(book_for(desk.organ.id, desk.today)).visitors_document


def routes(desk: Desk, typed: Typed) -> tuple[Route, ...]:
    """The organs most likely competent, each with the law's reason; those a report must not reach are never there."""
    found: dict[int, Candidate] = {}
    for each in _candidates(desk, typed):
        found.setdefault(each.organ.id, each)
    chosen = list(found.values())[:MOST_ROUTES]
    world = desk.world
    away = typed.accused.away(world) if typed.accused else frozenset()
    people = {each.organ.id: world.duty(each.organ.id, RECEIVERS, away) for each in chosen}
    names = Names.of(world.chart, [person for person in people.values() if person])
    return tuple(
        Route(each, names.person(person) if (person := people[each.organ.id]) else "", each.organ.id == desk.organ.id)
        for each in chosen
    )


def _candidates(desk: Desk, typed: Typed) -> Iterator[Candidate]:
    chart = desk.world.chart
    accused = typed.accused.meant if typed.accused else Meant()
    if not accused.sure:
        return
    words = [guess.word for guess in guess_words(typed.words, competence_words(chart))]
    for word in words or ([""] if typed.report or typed.litigation else []):
        yield from candidates(
            chart,
            place=typed.place or desk.organ.area,
            competence=word,
            channel=typed.channel.value,
            accused=accused.organs,
            litigation=typed.litigation,
            report=typed.report,
            at=desk.organ.id,
        )[:NEAREST]
