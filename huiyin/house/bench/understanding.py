"""./run bench understanding: what the insight reaches on a folder of messages, in one table with seed and split.

The folder holds ``labelled_train.csv``, ``messages_2019.xlsx``, ``messages_with_replies.xlsx``; what misses is said.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

import numpy as np

from huiyin.house.bench.dangers import left_out, shares
from huiyin.house.bench.planted import EDITS, Editor, events
from huiyin.house.faults import Refused
from huiyin.house.insight.files import Row, read
from huiyin.house.insight.signs import notice_of
from huiyin.insights.early import Notice, signs_of
from huiyin.insights.learned.calibration import calibrated, calibration_error, coverage_at, macro_f1
from huiyin.insights.learned.model import Model
from huiyin.insights.learned.training import FOLDS, Labelled, Table, folds_of, held_out, train
from huiyin.insights.replies import COMPLETE, HOLLOW, Answered, Checked, Fault, checked, checked_all, counted
from huiyin.insights.same.compare import Told, compare, rarity
from huiyin.insights.taking_up import passed_over, requests
from huiyin.insights.topics.events import ENOUGH, Said, topics_of

Tell = Callable[[str], None]
#: Of each kind of edit so many; so many planted series for the signs.
EDITED: Final = 300
_SHORTEST: Final = 40


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table."""

    what: str
    value: str
    aim: str = ""


def measured(folder: Path, seed: int, tell: Tell, large: bool = False) -> Iterator[Figure]:
    """All figures that the folder allows.

    :param large: also the time for 100,000 messages.
    :raises Refused: nothing of it is there.
    """
    parts = {
        "labelled_train.csv": _classes,
        "messages_2019.xlsx": _matters,
        "messages_with_replies.xlsx": _replies,
    }
    there = {name: part for name, part in parts.items() if (folder / name).is_file()}
    if not there:
        raise Refused(f"{folder} holds none of {', '.join(parts)}. Name the folder of messages: --messages DIR")
    for name, part in parts.items():
        if name in there:
            yield from part(folder / name, seed, tell)
        else:
            yield Figure(f"{name} is not there", "not measured")
    yield from _dangers(seed, tell)
    if large and "messages_2019.xlsx" in there:
        yield from _large(folder / "messages_2019.xlsx", seed, tell)


def shown(figures: Sequence[Figure], machine: str, seed: int) -> str:
    """The table as it stands in docs/understanding.md."""
    lines = [f"Seed {seed}; {machine}", "", "| what | reached | aim |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {each.what} | {each.value} | {each.aim} |" for each in figures)])


def _classes(path: Path, seed: int, tell: Tell) -> Iterator[Figure]:
    rows = [Labelled(row.title, row.text, row.label, row.group) for row in read(path, ["id", "label", "title", "text"])]
    labels = sorted({row.label for row in rows})
    wanted = np.array([labels.index(row.label) for row in rows])
    folds = folds_of([row.group for row in rows], FOLDS, seed)
    tell("classes: five folds")
    scores = held_out(Table.of([row.title for row in rows], [row.text for row in rows]), wanted, len(labels), folds)
    shares, answered = np.zeros_like(scores, float), np.zeros(len(rows), bool)
    for fold in range(FOLDS):
        # Probabilities and threshold of a fold come from the other folds only.
        mine = folds == fold
        calibration = calibrated(scores[~mine], wanted[~mine])
        shares[mine] = calibration.probabilities(scores[mine])
        answered[mine] = shares[mine].max(1) >= calibration.threshold
    given, sure = shares.argmax(1), shares.max(1)
    right = given == wanted
    each = [macro_f1(wanted[folds == fold], given[folds == fold], len(labels)) for fold in range(FOLDS)]
    top = (np.argsort(-shares, 1)[:, :2] == wanted[:, None]).any(1).mean()
    split = f"{len(rows):,} messages, {len(labels)} classes, {FOLDS} folds by group"
    yield Figure(f"class: macro-F1 ({split})", f"{np.mean(each):.4f} ± {np.std(each):.4f}", "≥ .928")
    yield Figure("class: top-2", f"{top:.4f}", "≥ .988")
    yield Figure("class: calibration error (15 bins)", f"{calibration_error(sure, right):.4f}", "≤ .02")
    yield Figure("class: coverage at precision ≥ .98", f"{coverage_at(sure, right):.3f}", "≥ .80")
    yield Figure(
        "class: precision and coverage at the threshold of the other folds",
        f"{right[answered].mean():.4f} at {answered.mean():.3f}",
    )
    started, used = time.monotonic(), time.process_time()
    model = train(rows, tell, seed)
    yield Figure(
        "class: training", f"{time.process_time() - used:.0f} s of CPU ({time.monotonic() - started:.0f} s)", "≤ 120 s"
    )
    with tempfile.TemporaryDirectory() as folder:
        model.save(Path(folder))
        size = sum(file.stat().st_size for file in Path(folder).iterdir())
        model = Model.load(Path(folder))
    messages = [(row.title, row.text) for row in rows]
    list(model.answers(messages[:600]))
    used = time.process_time()
    list(model.answers(messages))
    yield Figure("class: messages a second of one core", f"{len(rows) / (time.process_time() - used):,.0f}", "≥ 2,000")
    yield Figure("class: size of the model", f"{size / 1e6:.1f} MB", "≤ 50 MB")


def _matters(path: Path, seed: int, tell: Tell) -> Iterator[Figure]:
    rows = read(path, ["id", "title", "text", "time"])
    yield from _same(rows, seed, tell)
    yield from _topics(rows, seed, tell)
    yield from _signs(rows, seed, tell)


def _same(rows: Sequence[Row], seed: int, tell: Tell) -> Iterator[Figure]:
    tell(f"the same matter: {EDITED} of each edit")
    told = [Told.of(row.title, row.text, row.user) for row in rows]
    counts: Counter[str] = Counter()
    for each in told:
        counts.update(each.pairs)
    weigh = rarity(counts, len(told))
    editor = Editor([(row.title, row.text) for row in rows], seed)
    long = [at for at, row in enumerate(rows) if len(row.text) >= _SHORTEST]
    edits: Counter[str] = Counter()
    for kind, (edit, same) in EDITS.items():
        answers: Counter[str] = Counter()
        used = time.process_time()
        while answers.total() < EDITED:
            at = editor.dice.choice(long)
            made = edit(editor, rows[at].title, rows[at].text)
            if made:
                answers[compare(told[at], Told.of(*made, "another"), weigh).same.value] += 1
        shares = {name: count / EDITED for name, count in answers.items()}
        aim = (
            "joined ≤ .02"
            if same is False
            else "joined ≤ .05"
            if same is None
            else "≥ .90"
            if "mixed" in kind
            else "≥ .97"
        )
        value = f"{shares.get('1', 0):.3f} joined, {shares.get('ask', 0):.3f} asked, {shares.get('0', 0):.3f} apart"
        took = (time.process_time() - used) / EDITED * 1000
        yield Figure(f"same matter: {kind}", f"{value} ({took:.1f} ms)", aim)
        if same and "mixed" not in kind:
            edits.update(answers)
    yield Figure("same matter: all edits but the mixed", f"{edits['1'] / edits.total():.3f} joined", "≥ .97")


def _topics(rows: Sequence[Row], seed: int, tell: Tell) -> Iterator[Figure]:
    tell("topics: planted events at several settings")
    said = [Said(Told.of(row.title, row.text, row.user), row.time, row.likes) for row in rows]
    moments = [row.time for row in rows if row.time]
    planted = events(seed, min(moments), (max(moments) - min(moments)).days)
    among = [*said, *(each for event in planted for each in event)]
    starts = np.cumsum([len(said), *(len(event) for event in planted)])
    for enough in (0.12, 0.14, ENOUGH, 0.18, 0.2):
        used = time.process_time()
        found = topics_of(among, enough=enough)
        took = time.process_time() - used
        precision, recall = [], []
        for at, event in enumerate(planted):
            members = set(range(starts[at], starts[at] + len(event)))
            best = max(found, key=lambda topic: len(members & set(topic.members)))
            hit = len(members & set(best.members))
            precision.append(hit / len(best.members))
            recall.append(hit / len(event))
        mark = " (the setting)" if enough == ENOUGH else ""
        value = f"precision {np.mean(precision):.3f}, recall {np.mean(recall):.3f}; {took:.0f} s for {len(among):,}"
        yield Figure(f"topics: {len(planted)} planted events at {enough}{mark}", value, "≥ .9, ≥ .85")


def _signs(rows: Sequence[Row], seed: int, tell: Tell) -> Iterator[Figure]:
    tell("signs: shuffled years")
    usual = [notice_of(row) for row in rows]
    yield Figure("signs: in the year itself, at most one a year by chance", str(len(signs_of(usual, seed=seed))))
    dice = random.Random(seed)
    first, last = min(notice.day for notice in usual), max(notice.day for notice in usual)
    for people in (10, 6, 4):
        planted, begun = list(usual), {}
        for number in range(20):
            name = f"planted{number}"
            begun[name] = first + timedelta(days=dice.randrange(60, (last - first).days - 20))
            for at in range(people):
                day = begun[name] + timedelta(days=dice.randrange(14))
                planted.append(Notice(day, f"{name}-{at}", "供水", ((name, ""),)))
        signs = {sign.place: sign for sign in signs_of(planted, seed=seed) if sign.place in begun}
        delays = sorted((sign.day - begun[name]).days for name, sign in signs.items())
        value = f"{len(signs) / len(begun):.2f} found" + (
            f", {delays[len(delays) // 2]} days after the start" if delays else ""
        )
        yield Figure(f"signs: {people} people in 14 days at a new place", value)


def _replies(path: Path, seed: int, tell: Tell) -> Iterator[Figure]:
    tell("replies")
    rows = read(path, ["id", "title", "text", "answer"])
    used = time.process_time()
    found = checked_all([Answered(row.title, row.text, row.answer) for row in rows])
    took = (time.process_time() - used) / len(rows) * 1000
    often = Counter(fault for checked in found for fault in checked.faults)
    yield from _exchanged(rows, found, seed)
    yield Figure(
        f"replies: faults of {len(rows):,} ({took:.1f} ms each)", ", ".join(f"{name} {often[name]:,}" for name in Fault)
    )


def _exchanged(rows: Sequence[Row], found: Sequence[Checked], seed: int) -> Iterator[Figure]:
    """Answers exchanged between messages are answers to something else; a request of another message, set behind a
    message's own, is one that was not answered.
    """
    dice, scale = random.Random(seed), counted([Answered(row.title, row.text, row.answer) for row in rows])
    long = [at for at, each in enumerate(found) if len(each.content) >= HOLLOW and Fault.PLACEHOLDER not in each.faults]
    others = dice.sample(long, len(long))
    exchanged = [
        Fault.UNRELATED in checked(Answered(rows[at].title, rows[at].text, rows[other].answer), scale=scale).faults
        for at, other in zip(long, others, strict=True) if rows[at].answer != rows[other].answer
    ]  # fmt: skip
    own = sum(Fault.UNRELATED in found[at].faults for at in long) / len(long)
    yield Figure(
        f"replies: {len(exchanged):,} exchanged between messages",
        f"{np.mean(exchanged):.3f} pointed out; {own:.3f} of the {len(long):,} own ones",
    )
    asked = {at: some for at in long if (some := requests(rows[at].text)) and len(found[at].content) >= COMPLETE}
    planted = []
    for at, mine in asked.items():
        other = dice.choice(list(asked))
        if other != at:
            text = f"诉求如下：\n一、{mine[0]}\n二、{dice.choice(asked[other])}"
            planted.append(bool(passed_over(text, Told.of("", rows[at].answer), scale)))
    several = [at for at, mine in asked.items() if len(mine) > 1]
    named = sum(bool(passed_over(rows[at].text, Told.of("", rows[at].answer), scale)) for at in several)
    yield Figure(
        f"replies: a request of another message set behind one's own, {len(planted)} times",
        f"{np.mean(planted):.3f} named; one named in {named} of {len(several)} own ones with several requests",
    )


def _dangers(seed: int, tell: Tell) -> Iterator[Figure]:
    """The lines are our own, so that no folder is needed."""
    tell("danger: written lines in folds")
    answers = left_out(seed)
    recall, precision = shares(answers)
    what = f"danger: {len(answers)} written lines, five folds, each seen by the other four"
    yield Figure(what, f"recall {recall:.3f}, precision {precision:.3f}", "≥ .98, ≥ .5")
    missed = "; ".join(line for kind, line, seen in answers if kind and not seen)
    yield Figure("danger: missed", missed or "none")


def _large(path: Path, seed: int, tell: Tell) -> Iterator[Figure]:
    """100,000 messages made of real ones: half of each text, other words, spread over years."""
    rows = read(path, ["id", "title", "text", "time"])
    editor = Editor([(row.title, row.text) for row in rows], seed)
    made = []
    for at in range(100_000):
        row = rows[at % len(rows)]
        title, text = editor.moved(row.title, row.text) or (row.title, row.text)
        _, text = editor.shuffled("", text)
        when: Any = row.time + timedelta(days=365 * (at // len(rows))) if row.time else datetime.min
        made.append(Said(Told.of(title, text, f"u{at % 60_000}"), when))
    tell("100,000 messages: topics")
    started, used = time.monotonic(), time.process_time()
    found = topics_of(made, tell)
    value = f"{time.process_time() - used:.0f} s of CPU ({time.monotonic() - started:.0f} s), {len(found):,} topics"
    yield Figure("topics: 100,000 messages", value, "≤ 300 s")
