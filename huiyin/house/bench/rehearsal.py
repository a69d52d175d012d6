"""One matter played through the door that writes, its rows kept as a template, and everything taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from django.db import transaction
from django.db.models import Model

from huiyin.cases.acts import lodge, perform
from huiyin.cases.identity import Identity
from huiyin.cases.lodging import Capacity, ClaimText, Lodging, PartyText
from huiyin.cases.models import Case, Claim, Party, Rating, Submission
from huiyin.cases.snapshots import load_facts
from huiyin.house.bench.shapes import Shape, given
from huiyin.house.demo.cast import Cast
from huiyin.house.demo.promised import MEANT, tell
from huiyin.insights import contributions, indexing
from huiyin.insights.models import Contribution, DailyFigure
from huiyin.insights.words import words_in
from huiyin.law.frame.facts import PETITIONER, SYSTEM
from huiyin.law.matter.procedure import RESTS_ON_PAPERS
from huiyin.law.terms import Act, Channel, ClaimKind, Role
from huiyin.record.models import Event, OwedPaper, RunningClock, Standing
from huiyin.record.worlds import BEIJING
from huiyin.store.locks import writing

#: Foreign keys point upwards in this list.
TABLES: tuple[type[Model], ...] = (
    Case, Event, Submission, Claim, Party, Standing, RunningClock, OwedPaper, Rating, Contribution,
)  # fmt: skip
#: Those that name the record of any kind.
SHARED = (Event, Standing, RunningClock, OwedPaper)
OPENS_AT = time(9)
STEP = timedelta(minutes=20)
#: A word that no letter of the city contains, so that it can be taken out again.
NOWORD = "饕餮"

AREAS = (("qc", "青川市"), ("yh", "云河区"), ("lx", "柳溪县"))
DEPARTMENTS = ("zrzy", "zjj", "rsj", "jyj", "jtj", "sthj", "wjw", "scjg", "cgj", "nyj", "slj", "mzj")
DISCIPLINE = "jw"
CHANNELS = (Channel.WEB, Channel.WEB, Channel.PHONE, Channel.LETTER, Channel.VISIT)


@dataclass(frozen=True, slots=True)
class Template:
    """A life with all its rows.

    :param words: words of the index that are not the letter's own.
    :param figures: rows of the daily figures with what one such matter adds.
    """

    shape: Shape
    day: date
    rows: dict[type[Model], list[Model]]
    words: set[str]
    figures: list[DailyFigure] = field(default_factory=list)

    @property
    def case(self) -> Case:
        return self.rows[Case][0]  # type: ignore[return-value]

    @property
    def contribution(self) -> Contribution:
        return self.rows[Contribution][0]  # type: ignore[return-value]

    @property
    def events(self) -> list[Event]:
        return self.rows[Event]  # type: ignore[return-value]


def rehearse(shapes: Iterable[Shape], chance: Random, now: datetime) -> list[Template]:
    """One template for each of the shapes, on days, at organs and by channels that ``chance`` draws."""
    cast = Cast()
    with writing():
        return [_rehearse(shape, _Scene(shape, cast, chance, now)) for shape in shapes]


class _Scene:
    """Where and when a shape is played."""

    def __init__(self, shape: Shape, cast: Cast, chance: Random, now: datetime) -> None:
        self.cast = cast
        area, place = chance.choice(AREAS)
        self.place = cast.place(place)
        department = DISCIPLINE if shape.kind is ClaimKind.ACCUSATION else chance.choice(DEPARTMENTS)
        self.department = cast.organ(f"{area}-{department}")
        self.office = self.department if shape.direct else cast.organ(f"{area}-xfj")
        self.channel = Channel.VISIT if shape.direct else chance.choice(CHANNELS)
        self.start = now.astimezone(BEIJING).date() - timedelta(days=chance.randint(*sorted(shape.ago)))

    def moment(self, days: int, step: int) -> datetime:
        """Steps of one day follow each other."""
        return datetime.combine(self.start + timedelta(days=days), OPENS_AT, BEIJING) + step * STEP


def _rehearse(shape: Shape, scene: _Scene) -> Template:
    point = transaction.savepoint()
    case = _played(shape, scene)
    indexing.refresh([case])
    template = Template(shape, scene.start, _rows(case), _words(case), list(DailyFigure.objects.all()))
    transaction.savepoint_rollback(point)
    return template


def _played(shape: Shape, scene: _Scene) -> int:
    at = scene.moment(0, 0)
    by = PETITIONER
    if scene.channel is not Channel.WEB:
        by = scene.cast.on_duty(scene.office, Role.RECEPTION, at.date())
    case = lodge(_lodging(shape, scene, at), by=by).case.id
    for step, (days, act) in enumerate(shape.steps, 1):
        _step(shape, scene, case, act, scene.moment(days, step))
    return case


def _step(shape: Shape, scene: _Scene, case: int, act: Act, at: datetime) -> None:
    facts = load_facts(Case.objects.values_list("facts", flat=True).get(id=case))
    day = at.astimezone(BEIJING).date()
    by = SYSTEM if act is Act.LAPSE else scene.cast.whoever(act, facts, day)
    handler = facts.owner if act is Act.ADMIT_REVIEW else scene.cast.on_duty(facts.holder, Role.HANDLER, day).person
    assert handler is not None
    later = (day + timedelta(days=30)).isoformat()
    said = given(act, shape, department=scene.department, handler=handler, day=day.isoformat(), later=later)
    if act in RESTS_ON_PAPERS:
        OwedPaper.objects.filter(record=case, issued_on__isnull=True).update(issued_on=day)
    if act in MEANT:
        tell(case, act, by, at, said, f"bench:{case}:{at}")
    else:
        perform(case=case, act=act, by=by, at=at, given=said)


def _lodging(shape: Shape, scene: _Scene, at: datetime) -> Lodging:
    kind = shape.kind if shape.kind is ClaimKind.ACCUSATION else None
    someone = Identity("某", "990121195001010011", "19900000000", "某地")
    return Lodging(
        channel=scene.channel,
        organ=scene.office,
        place=scene.place,
        received_at=at,
        text=NOWORD,
        claims=(ClaimText(NOWORD, NOWORD, NOWORD, kind),),
        parties=(PartyText(Capacity.PETITIONER, someone),),
    )


def _rows(case: int) -> dict[type[Model], list[Model]]:
    rows = {model: list(model._default_manager.filter(**_whose(model, case)).order_by("pk")) for model in TABLES}
    return {model: found for model, found in rows.items() if found}


def _whose(model: type[Model], case: int) -> dict[str, int]:
    if model is Case:
        return {"id": case}
    return {"record" if model in SHARED else "case": case}


def _words(case: int) -> set[str]:
    (row,) = Case.objects.filter(id=case)
    ((_, words),) = indexing.documents([row], contributions.drawn([row]))
    return words - words_in([NOWORD]) - {row.number}
