"""What an installation learned of contents (内容分类) from what its own people wrote into the register.

One model tells the first levels apart, below each of them one of its own the second, and the third below that, as far
as people chose often enough. Each has its own threshold; where one is not sure the path ends, and a person goes on.
Learned is by the same rules as which organ accepts what (huiyin.insights.own): no report, and silent until a person
lets it speak.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Final

from huiyin.cases.models import Case
from huiyin.cases.registered import SAYING, registered
from huiyin.insights.learned.model import HEAD, Model, UnusableModel
from huiyin.insights.learned.training import FOLDS, Labelled, TooLittle, train
from huiyin.insights.models import LearnedModel
from huiyin.insights.own import HELD_BACK, MOST, Replay, Tell, compared, on_of, open_to_all, words_of
from huiyin.insights.similar import COMMON
from huiyin.insights.subjects import MOST_OTHERS, SubjectGuess, top
from huiyin.people.subjects import BELOW, below
from huiyin.record.models import Event
from huiyin.store.locks import writing
from huiyin.vault.opening import read_out

KIND: Final = "subjects"
LEVELS: Final = 3
#: What is proposed without a model, as a path; empty: nothing.
ByRule = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A matter and the path that stands in its register."""

    case: int
    title: str
    words: str
    path: tuple[str, ...]


def examples(most: int = MOST) -> list[Chosen]:
    """Matters of which somebody said what they are about, the oldest first; no report, nor what lies behind one."""
    found: list[Chosen] = []
    rest = open_to_all().order_by("-id").iterator(chunk_size=500)
    while (some := list(islice(rest, 500))) and len(found) < most:
        ids = [case.id for case in some]
        said, paths = words_of(ids), chosen_of(ids)
        found += [
            Chosen(case.id, case.title, said.get(case.id, ""), paths[case.id]) for case in some if case.id in paths
        ]
    return found[:most][::-1]


def chosen_of(cases: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """Of each matter the path that was said last, by the journal."""
    said: dict[int, list[dict[str, str]]] = {}
    rows = Event.objects.filter(record__in=cases, act__in=SAYING).order_by("record", "seq")
    for record, payload in rows.values_list("record", "payload"):
        said.setdefault(record, []).append(read_out(payload)["said"])
    paths = {case: path_of(str(registered(each).get("subject", ""))) for case, each in said.items()}
    return {case: path for case, path in paths.items() if path}


def path_of(typed: str) -> tuple[str, ...]:
    """The levels of what stands in the register."""
    return tuple(part.strip() for part in typed.split(BELOW) if part.strip())[:LEVELS]


# Learning ------------------------------------------------------------------------------------------------------------


def learn(folder: Path, by_rule: ByRule, at: datetime, tell: Tell = lambda said: None) -> LearnedModel:
    """Learn from the whole record, having first been played over its newest part; the model is not switched on.

    :raises TooLittle: the record holds too little.
    """
    known = examples()
    held = len(known) // HELD_BACK
    tell(f"{len(known):,} matters with their contents; played over the newest {held:,}")
    with tempfile.TemporaryDirectory() as trial:
        _grow(known[: len(known) - held], Path(trial), 0, tell)
        played = replay(Path(trial), known[len(known) - held :], by_rule)
    made = folder / f"{KIND}-{at:%Y%m%d-%H%M%S}"
    _grow(known, made, 0, tell)
    with writing():
        return LearnedModel.objects.create(
            folder=made.name, made_at=at, messages=len(known), newest=max(each.case for each in known),
            replay=json.dumps(asdict(played), ensure_ascii=False),
        )  # fmt: skip


def _grow(known: Sequence[Chosen], folder: Path, level: int, tell: Tell) -> None:
    """A model of this level, and below each of its answers one of the next.

    :raises TooLittle: of the first level.
    """
    deep = [each for each in known if len(each.path) > level]
    often = Counter(each.path[level] for each in deep)
    rows = [each for each in deep if often[each.path[level]] >= FOLDS]
    if level and len({each.path[level] for each in rows}) < 2:
        return
    if not rows:
        raise TooLittle(f"Two contents of {FOLDS} matters each are needed.")
    model = train([Labelled(each.title, each.words, each.path[level], each.words[:120]) for each in rows])
    model.about["messages"] = len(rows)
    model.save(folder)
    tell(f"level {level + 1}: {len(rows):,} matters, {len(model.labels)} contents")
    for place, label in enumerate(model.labels):
        if level + 1 < LEVELS:
            _grow([each for each in rows if each.path[level] == label], folder / str(place), level + 1, tell)


def replay(folder: Path, newer: Sequence[Chosen], by_rule: ByRule) -> Replay:
    """Play a model over matters it has not seen, beside the everyday words."""
    counts: Counter[str] = Counter()
    changed: list[str] = []
    numbers = dict(Case.objects.filter(id__in=[each.case for each in newer]).values_list("id", "number"))
    for each in newer:
        said, rule = descend(folder, each.title, each.words), by_rule(each.title, each.words)
        mine = said.path if said.sure else rule
        counts["sure"] += said.sure
        counts["sure_right"] += said.sure and _right(mine, each.path)
        name = compared(_right(mine, each.path), _right(rule, each.path))
        counts[name] += 1
        if name in ("better", "worse") and len(changed) < 20:
            changed.append(f"{name} {numbers[each.case]}")
    return Replay(len(newer), examples=tuple(changed), **counts)


def _right(proposed: str, chosen: tuple[str, ...]) -> bool:
    """Whether nothing that was chosen contradicts it: one of the two may go deeper."""
    said = path_of(proposed)
    return bool(said) and all(one == other for one, other in zip(said, chosen, strict=False))


# Answering -----------------------------------------------------------------------------------------------------------


def opinion(folder: Path, title: str, words: str) -> SubjectGuess | None:
    """What the model that is switched on says; ``None`` where none is, or its files are not what they were."""
    row = on_of(KIND) if folder.is_dir() else None
    try:
        return descend(folder / row.folder, title, words) if row else None
    except UnusableModel:
        return None


def descend(folder: Path, title: str, words: str) -> SubjectGuess:
    """As far down as each level is sure; where the first is not, its two best stand as a question.

    :raises UnusableModel: a model is not what it was.
    """
    path: list[str] = []
    found: list[str] = []
    while (folder / HEAD).is_file() or not path:
        model = _loaded(folder)
        answer = next(model.answers([(title, words)]))
        if answer.abstained:
            doubt = (below(*path, answer.label), below(*path, answer.second))
            if not path:
                return SubjectGuess(doubt[0], (), False, doubt[1:], True)
            return SubjectGuess(below(*path), tuple(dict.fromkeys(found)), True, doubt[:MOST_OTHERS], True)
        path.append(answer.label)
        found += [word for word in model.reasons(title, words).speaking_for if word not in COMMON]
        folder /= str(model.labels.index(answer.label))
    return SubjectGuess(below(*path), tuple(dict.fromkeys(found)), True, (), True)


def joined(learned: SubjectGuess | None, everyday: SubjectGuess) -> SubjectGuess:
    """Both together: where they agree on the first level, whichever goes deeper; else what was learned, if sure."""
    if learned is None or (not learned.sure and everyday.sure):
        return everyday
    deeper = everyday.path.startswith(learned.path + BELOW)
    if deeper and (learned.sure or top(everyday.path) == learned.path):
        return replace(everyday, sure=learned.sure, learned=learned.sure)
    return learned


@lru_cache(maxsize=12)
def _loaded(folder: Path) -> Model:
    return Model.load(folder)


def drift(row: LearnedModel, folder: Path) -> tuple[int, int]:
    """Of what was said since a model was made: how often it was sure, and how often right then."""
    newer = [each for each in examples() if each.case > row.newest]
    said = [(descend(folder / row.folder, each.title, each.words), each.path) for each in newer]
    sure = [_right(guess.path, path) for guess, path in said if guess.sure]
    return len(sure), sum(sure)
