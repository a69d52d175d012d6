"""What an installation learned from its own record: which organ took matters like these on (从本单位的件里学).

Learned is from matters that an organ accepted; a report of wrongdoing, what lies behind one, and every claim that
accuses somebody are left out by the query itself, so that no number of a model comes from them. A model says nothing
before it was played over newer matters than it had seen (回放) and a person switched it on; its row says who and when.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Final

from django.db.models import Exists, OuterRef, QuerySet

from huiyin.cases.models import Case, Claim
from huiyin.cases.snapshots import load_facts
from huiyin.insights.learned.calibration import SURE
from huiyin.insights.learned.model import Answer, Model, Reasons, UnusableModel
from huiyin.insights.learned.training import FOLDS, Labelled, TooLittle, train
from huiyin.insights.models import LearnedModel
from huiyin.insights.similar import COMMON
from huiyin.law.terms import ClaimKind
from huiyin.store.locks import writing

#: The newest so many matters are learned from; a fifth of them, the newest, is what a model is played over.
MOST, HELD_BACK = 60_000, 5
#: A model that was played over fewer matters, or was right less often where it was sure, is not switched on.
FEWEST_PLAYED: Final = 20
#: What folders of these models begin with; huiyin.insights.own_subjects has another.
KIND: Final = "organs"
Tell = Callable[[str], None]
#: Which organ is proposed today, by the law and the everyday words, as its id; ``None``: none.
ByRule = Callable[[Case, str], int | None]


class NotFit(Exception):
    """A model may not be switched on; the message says why."""


@dataclass(frozen=True, slots=True)
class Example:
    """A matter that an organ accepted: its words, and that organ."""

    case: int
    title: str
    words: str
    organ: int


@dataclass(frozen=True, slots=True)
class Replay:
    """What a model would have changed in matters it had not seen, beside what is proposed without it.

    ``better`` where only the model was right, ``worse`` where only what is proposed today was; ``sure`` answers were
    above the threshold, of them ``sure_right`` right.
    """

    played: int = 0
    sure: int = 0
    sure_right: int = 0
    better: int = 0
    worse: int = 0
    both_right: int = 0
    both_wrong: int = 0
    examples: tuple[str, ...] = ()

    @property
    def precision(self) -> float:
        return self.sure_right / self.sure if self.sure else 0.0


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the model that is switched on says of one matter; ``sure``: above its threshold, else 说不准."""

    organ: int
    second: int
    probability: float
    sure: bool
    reasons: Reasons


def examples(most: int = MOST) -> list[Example]:
    """Accepted matters, the oldest first; never a report, nor what lies behind one."""
    found: list[Example] = []
    rest = open_to_all().order_by("-id").iterator(chunk_size=500)
    while (some := list(islice(rest, 500))) and len(found) < most:
        said = words_of([case.id for case in some])
        for case in some:
            facts = load_facts(case.facts)
            if facts.responsible is not None and facts.accepted_on is not None and not facts.report:
                found.append(Example(case.id, case.title, said.get(case.id, ""), facts.responsible))
    return found[:most][::-1]


def open_to_all() -> QuerySet[Case]:
    """Matters whose words may teach, and stand beside others: no report, none of which a part lies behind one, none
    with a claim that accuses somebody. What a reader may read is still to be asked."""
    accuses = Claim.objects.filter(case=OuterRef("pk"), kind=ClaimKind.ACCUSATION)
    return Case.objects.filter(report=False, screened=0, merged_into=None).exclude(Exists(accuses))


def claims_of(cases: Sequence[int]) -> QuerySet[Claim]:
    """The claims of these matters that accuse nobody."""
    return Claim.objects.filter(case__in=cases, split_to=None).exclude(kind=ClaimKind.ACCUSATION)


def words_of(cases: Sequence[int]) -> dict[int, str]:
    """What the claims of these matters ask for and tell; never who brought them."""
    said: dict[int, list[str]] = {}
    rows = claims_of(cases).order_by("case", "seq")
    for case, *parts in rows.values_list("case_id", "request", "facts"):
        said.setdefault(case, []).extend(parts)
    return {case: "\n".join(parts) for case, parts in said.items()}


def learn(folder: Path, by_rule: ByRule, at: datetime, tell: Tell = lambda said: None) -> LearnedModel:
    """Learn from the whole record, having first been played over its newest part; the model is not switched on.

    :param folder: where models lie; each has a folder of its own.
    :raises TooLittle: the record holds too little.
    """
    known = _often(examples())
    held = len(known) // HELD_BACK
    older, newer = known[: len(known) - held], known[len(known) - held :]
    tell(f"{len(known):,} accepted matters; played over the newest {held:,}")
    played = replay(train(_labelled(_often(older)), tell), newer, by_rule)
    model = train(_labelled(known), tell)
    made = folder / f"{KIND}-{at:%Y%m%d-%H%M%S}"
    model.about.update({"messages": len(known), "replay": asdict(played)})
    model.save(made)
    with writing():
        return LearnedModel.objects.create(
            folder=made.name, made_at=at, messages=len(known), newest=max(each.case for each in known),
            replay=json.dumps(asdict(played), ensure_ascii=False),
        )  # fmt: skip


def replay(model: Model, newer: Sequence[Example], by_rule: ByRule) -> Replay:
    """Play a model over matters it has not seen."""
    counts: Counter[str] = Counter()
    changed: list[str] = []
    cases = Case.objects.in_bulk([each.case for each in newer])
    answers = model.answers([(each.title, each.words) for each in newer])
    for example, answer in zip(newer, answers, strict=True):
        case = cases[example.case]
        rule = by_rule(case, example.words)
        mine = rule if answer.abstained else int(answer.label)
        counts["sure"] += not answer.abstained
        counts["sure_right"] += not answer.abstained and mine == example.organ
        name = compared(mine == example.organ, rule == example.organ)
        counts[name] += 1
        if name in ("better", "worse") and len(changed) < 20:
            changed.append(f"{name} {case.number}")
    return Replay(len(newer), examples=tuple(changed), **counts)


def compared(model: bool, rule: bool) -> str:
    """Which of the two was right."""
    return ("both_right" if rule else "better") if model else ("worse" if rule else "both_wrong")


def switch_on(row: LearnedModel, folder: Path, person: int, at: datetime) -> None:
    """From now on this model speaks, and no other of its kind.

    :raises NotFit: its replay does not allow it, or it cannot be read.
    """
    told = json.loads(row.replay)
    played = Replay(**{**told, "examples": tuple(told["examples"])})
    if played.played < FEWEST_PLAYED:
        raise NotFit(f"It was played over {played.played} matters; {FEWEST_PLAYED} are needed.")
    if played.sure and played.precision < SURE - 0.02:
        raise NotFit(f"Where it was sure it was right in {played.precision:.1%}; {SURE - 0.02:.0%} are asked.")
    if played.worse > played.better:
        raise NotFit(f"It would have made {played.worse} proposals worse and {played.better} better.")
    try:
        Model.load(folder / row.folder)
    except UnusableModel as fault:
        raise NotFit(str(fault)) from None
    with writing():
        _on(row.folder.partition("-")[0]).update(off_at=at, off_by=person)
        LearnedModel.objects.filter(id=row.id).update(on_at=at, on_by=person, off_at=None, off_by=None)


def switch_off(person: int, at: datetime) -> int:
    """No model speaks any more; says how many did."""
    with writing():
        return _on().update(off_at=at, off_by=person)


def on_of(kind: str) -> LearnedModel | None:
    """The model of a kind that speaks."""
    return _on(kind).order_by("-on_at").first()


def _on(kind: str = "") -> QuerySet[LearnedModel]:
    """Models that speak; their folders begin with what they know."""
    return LearnedModel.objects.filter(on_at__isnull=False, off_at=None, folder__startswith=kind and f"{kind}-")


def opinion(folder: Path, title: str, words: str) -> Opinion | None:
    """What the model that is switched on says; ``None`` where none is, or its files are not what they were."""
    # Where nothing was ever learned, no page pays a question for it.
    row = on_of(KIND) if folder.is_dir() else None
    if row is None:
        return None
    try:
        model = _loaded(folder / row.folder)
    except UnusableModel:
        return None
    answer: Answer = next(model.answers([(title, words)]))
    told = model.reasons(title, words)
    reasons = Reasons(
        *(tuple(word for word in some if word not in COMMON) for some in (told.speaking_for, told.against))
    )
    return Opinion(int(answer.label), int(answer.second), answer.probability, not answer.abstained, reasons)


@lru_cache(maxsize=2)
def _loaded(folder: Path) -> Model:
    return Model.load(folder)


def drift(row: LearnedModel, folder: Path) -> tuple[int, int]:
    """Of what was accepted since a model was made: how often it was sure, and how often it was right then."""
    newer = [each for each in examples() if each.case > row.newest]
    answers = Model.load(folder / row.folder).answers([(each.title, each.words) for each in newer])
    sure = [
        int(answer.label) == each.organ for each, answer in zip(newer, answers, strict=True) if not answer.abstained
    ]
    return len(sure), sum(sure)


def _often(known: Sequence[Example]) -> list[Example]:
    """Those of organs that accepted enough to be learned."""
    counts = Counter(each.organ for each in known)
    return [each for each in known if counts[each.organ] >= FOLDS]


def _labelled(known: Sequence[Example]) -> list[Labelled]:
    if len({each.organ for each in known}) < 2:
        raise TooLittle(f"Two organs that accepted {FOLDS} matters each are needed.")
    return [Labelled(each.title, each.words, str(each.organ), each.words[:120]) for each in known]


def rows() -> Iterator[LearnedModel]:
    """Every model ever made, the newest first."""
    yield from LearnedModel.objects.order_by("-made_at")
