"""The worker's ear: after every event the words of the record, and a matter's figures, are drawn anew.

Doing it twice, or late, gives the same. Names, numbers and addresses of persons are never read here.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from huiyin.cases.models import Case, Claim, Submission
from huiyin.cases.queries import readers_as_written
from huiyin.insights import contributions, handling, storage
from huiyin.insights.facets import counted_marks, facets_of
from huiyin.insights.marks import marks_of, marks_of_other
from huiyin.insights.models import Contribution
from huiyin.insights.words import words_in
from huiyin.law.reading import WHOLE
from huiyin.law.terms import Act
from huiyin.record.kinds import KINDS, Kind
from huiyin.record.models import Event, Message, Standing
from huiyin.store.locks import writing

ANSWERING = (Act.ANSWER_ON_SPOT, Act.REPLY, Act.GUIDE, Act.DIRECT_ELSEWHERE, Act.DECIDE_REVIEW, Act.PROPOSE)
# Other writers wait while a batch is written; fifty take some 25 ms.
BATCH = 50
_SAID = ("answer", "explanation", "reason")


def index(batch: list[Message]) -> None:
    """Take in what happened: called by the worker with messages of the topic ``index``."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for message in batch:
        by_kind[message.record_kind].add(message.record)
    refresh(by_kind.pop("matter", set()))
    for kind, ids in by_kind.items():
        refresh_others(KINDS[kind], ids)


def refresh_others(kind: Kind, ids: Iterable[int]) -> None:
    """Draw the words of records of a kind without figures anew: number and title; of one that is not offered none."""
    if not kind.offered:
        return
    for some in batched(sorted(ids), BATCH):
        with writing():
            organs: dict[int, list[int]] = defaultdict(list)
            rows = list(kind.model.objects.filter(id__in=some).select_for_update().order_by("id"))
            for record, organ in Standing.objects.filter(record__in=some).values_list("record", "organ"):
                organs[record].append(organ)
            words = {row.id: words_in([row.number, row.title]) for row in rows}
            storage.put({row.id: words[row.id] | marks_of_other(organs[row.id], row.holder_code) for row in rows})


def refresh(ids: Iterable[int], *, anew: bool = False) -> None:
    """Draw words, figures and marks of these matters anew.

    :param anew: as if nobody had looked at them before.
    """
    for some in batched(sorted(ids), BATCH):
        with writing():
            # Locked before anything is read, so that of two workers the later one writes what is newer.
            before = contributions.lock(some)
            cases = list(Case.objects.filter(id__in=some).order_by("id"))
            after = contributions.drawn(cases)
            storage.put(dict(documents(cases, after)))
            contributions.refresh(after, before)
            handling.refresh(some, some if anew else [each for each in some if each not in before])


def batched(ids: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))


def documents(cases: Iterable[Case], counted: Mapping[int, Contribution]) -> Iterator[tuple[int, set[str]]]:
    """Words and marks of each matter, by its id.

    :param counted: what each counts for.
    """
    matters = {case.id: case for case in cases}
    texts, classes = _texts(matters), _classes(matters)
    organs: dict[int, list[int]] = defaultdict(list)
    for case, organ in Standing.objects.filter(record__in=matters).values_list("record", "organ"):
        organs[case].append(organ)
    for number, case_row in matters.items():
        marks = marks_of(readers_as_written(case_row, organs[number])) | facets_of(case_row, classes[number])
        marks |= counted_marks(counted[number])
        yield number, words_in(texts[number]) | marks


def _classes(matters: dict[int, Case]) -> dict[int, list[tuple[str, str]]]:
    """Kind and ground of each matter's claims."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    rows = Claim.objects.filter(case__in=matters, split_to__isnull=True)
    for number, kind, ground in rows.values_list("case_id", "kind", "ground"):
        found[number].append((kind, ground))
    return found


def _texts(matters: dict[int, Case]) -> dict[int, list[str]]:
    """What everybody with standing may read: nothing that lies behind a report (``Case.screened``), and of a report
    nothing but its number, for its words rest in an envelope."""
    reports = {number: [case.number] for number, case in matters.items() if case.report and case.screened != WHOLE}
    open_ones = {number: case for number, case in matters.items() if not case.report}
    return defaultdict(list, reports) | _open_texts(open_ones)


def _open_texts(matters: dict[int, Case]) -> dict[int, list[str]]:
    texts: dict[int, list[str]] = defaultdict(list)
    texts |= {number: [case.number, case.title] for number, case in matters.items()}
    for number, text in (*_submissions(matters), *_claims(matters), *_answers(matters)):
        texts[number].append(text)
    return texts


def _submissions(matters: dict[int, Case]) -> Iterator[tuple[int, str]]:
    """Each matter's own words, and those of the matters merged into it, unless a report is near."""
    open_ones = [number for number, case in matters.items() if not case.screened]
    merged = Case.objects.filter(merged_into__in=open_ones, screened=0)
    into = dict(merged.values_list("id", "merged_into"))
    rows = Submission.objects.filter(case__in={*matters, *into}).values_list("case_id", "event_seq", "text")
    for case, seq, text in rows:
        for matter in (matters.get(case), matters.get(into.get(case) or 0)):
            if matter is not None and seq > matter.screened:
                yield matter.id, text


def _claims(matters: dict[int, Case]) -> Iterator[tuple[int, str]]:
    rows = Claim.objects.filter(case__in=matters, split_to__isnull=True)
    for number, *parts in rows.values_list("case_id", "request", "facts", "reasons"):
        yield number, "\n".join(parts)


def _answers(matters: dict[int, Case]) -> Iterator[tuple[int, str]]:
    """What the person was told; an opinion only once it was served."""
    rows = Event.objects.filter(record__in=matters, act__in=[act.value for act in ANSWERING])
    for number, act, seq, payload in rows.values_list("record", "act", "seq", "payload"):
        case = matters[number]
        if seq > case.screened and (act != Act.PROPOSE or case.answered_on):
            yield number, "\n".join(_told(json.loads(payload)["said"]))


def _told(said: dict[str, object]) -> Iterator[str]:
    yield from (str(said[name]) for name in _SAID if name in said)
    outcomes = said.get("outcomes")
    if isinstance(outcomes, dict):
        yield from (f"{row.get('finding', '')}\n{row.get('basis', '')}" for row in outcomes.values())
