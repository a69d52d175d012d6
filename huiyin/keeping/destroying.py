"""Destruction (销毁): rows, files and keys of records go; their journals stay whole and say nothing any more.

No table is known by name here. Whatever names one of the records by its id goes with it, and what hangs on that; so a
table that is added tomorrow is not forgotten. Files go first: if the machine dies in between, what is left is rows
without files, and the act is simply done again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import CharField, Model, Q

from huiyin.channels.letters.models import LetterFile, LetterPage
from huiyin.insights import storage
from huiyin.papers.models import Paper
from huiyin.people import ledgers
from huiyin.people.bound import BOUND
from huiyin.record.bindings import ENTRY, tie_entry
from huiyin.record.door import COMMITTED, DESTROYED, body_of
from huiyin.record.kinds import KINDS
from huiyin.record.models import Destroyed, Event, Link, Recorded, SealedHead
from huiyin.record.snapshots import canonical
from huiyin.store.ids import new_id
from huiyin.store.rows import update

#: How the ledgers call it.
DESTROY: Final = "destroy"
#: Columns that name a record by its id.
NAMING: Final = ("record", "case_id", "case", "matter", "record_id")
#: Rows that stay: the journal and its seals, what is left of a record, and the number of a paper, which was given.
STAYING: Final = frozenset({Event, SealedHead, Destroyed, Paper})
#: Of a paper that stays: the files, and what its content was.
OF_PAPERS: Final = ("pdf", "words", "plain")
_HASH: Final = re.compile(r"[0-9a-f]{64}")


def destroy(records: Mapping[int, str], listed: str, at: datetime) -> None:
    """Destroy records of any kinds, inside the transaction of the act that does it.

    :param records: their ids, each with the key of its kind.
    :param listed: the number of the list by which they go, carried out ``at``.
    :raises LookupError: a row of another record would go with them: then nothing may.
    """
    _leave_no_trace()
    doomed = [*_doomed(records.keys()), *_whole_scans(records.keys())]
    _refuse_strangers(doomed, records)
    events = list(Event.objects.filter(record__in=list(records)).order_by("record", "seq"))
    papers = list(Paper.objects.filter(matter__in=list(records)))
    _forget_files({*_hashes(doomed), *_in_journals(events), *_of(papers)}, doomed, papers)
    _empty_papers([each for each in papers if not each.secret], at)
    _delete([*doomed, *_with_dependents(Paper, [each.pk for each in papers if each.secret])])
    storage.drop(records)
    _empty_journals(events, listed)


def left_over(record: Recorded, kind: str, disposal: int, listed: str, *, report: bool) -> Destroyed:
    """The row that is left of a record, to be written with the event of its list."""
    return Destroyed(
        id=new_id(), record=record.id, record_kind=kind, seq=record.seq, head=bytes(record.head), disposal=disposal,
        listed=listed, report=report,
    )  # fmt: skip


# Rows ----------------------------------------------------------------------------------------------------------------

Doomed = tuple[type[Model], list[Any]]


def _doomed(records: Collection[int]) -> Iterator[Doomed]:
    """Every row that goes, by its table; what hangs on others comes before them."""
    ids = list(records)
    seen: set[tuple[type[Model], Any]] = set()
    for model in apps.get_models():
        if model in STAYING:
            continue
        asked = _naming(model, ids)
        if asked is None:
            continue
        for each, keys in _with_dependents(model, list(model._base_manager.filter(asked).values_list("pk", flat=True))):
            fresh = [key for key in keys if (each, key) not in seen]
            seen |= {(each, key) for key in fresh}
            if fresh:
                yield each, fresh


def _whole_scans(records: Collection[int]) -> Iterator[Doomed]:
    """A scan that held several people's letters shows this one too: its pages go, the others have their own parts."""
    pages = LetterPage.objects.filter(file__parts__letter__case__in=list(records))
    keys = sorted(set(pages.exclude(file__letter__case__in=list(records)).values_list("pk", flat=True)))
    if keys:
        yield LetterPage, keys


def _naming(model: type[Model], ids: list[int]) -> Q | None:
    """Which rows of a table are, or are of, one of these records."""
    names = {each.attname for each in model._meta.concrete_fields}
    if model is Link:
        return Q(record__in=ids)
    if issubclass(model, Recorded):
        return Q(pk__in=ids)
    if {"holder", "of", "case"} <= names:  # keys under a query code, which may be another matter's
        return Q(case__in=ids) | Q(holder__in=("code", "next"), of__in=ids)
    asked = Q()
    for name in NAMING:
        if name in names:
            asked |= Q(**{f"{name}__in": ids})
    return asked or None


def _with_dependents(model: type[Model], keys: list[Any]) -> Iterator[Doomed]:
    """These rows, after all rows that hang on them by a foreign key."""
    if not keys:
        return
    for relation in model._meta.related_objects:
        other: Any = relation.related_model
        hanging = other._base_manager.filter(**{f"{relation.field.name}__in": keys})
        if other is not model:
            yield from _with_dependents(other, list(hanging.values_list("pk", flat=True)))
    if "same_as" in {each.attname for each in model._meta.concrete_fields}:  # the same thing, come twice
        keys = [*keys, *model._base_manager.filter(same_as__in=keys).exclude(pk__in=keys).values_list("pk", flat=True)]
    yield model, keys


def _refuse_strangers(doomed: Iterable[Doomed], records: Mapping[int, str]) -> None:
    """No record goes that nobody named."""
    for model, keys in doomed:
        if issubclass(model, Recorded) and not records.keys() >= set(keys):
            raise LookupError(model._meta.db_table)


def _delete(doomed: Iterable[Doomed]) -> None:
    """Each table once, what hangs on others first; a ledger that binds some hears that they are gone."""
    for model, keys in doomed:
        if model is LetterFile:
            LetterFile.objects.filter(part_of__in=keys).exclude(pk__in=keys).update(part_of=None)
        bound = BOUND.get(model)
        if bound is not None and bound.ledger:
            ledgers.bind(bound.ledger, DESTROY, gone=list(model._base_manager.filter(pk__in=keys)))
        model._base_manager.filter(pk__in=keys)._raw_delete(model._base_manager.db)


def _empty_papers(papers: list[Paper], at: datetime) -> None:
    """A number that was given stays in its series, and says that a paper was; what it said is gone."""
    for paper in papers:
        for name in OF_PAPERS:
            setattr(paper, name, "")
        paper.gaps = type(paper)._meta.get_field("gaps").get_default()
        # What was numbered and never drawn is not drawn any more.
        paper.drawn_at = paper.drawn_at or at
        paper.save(update_fields=[*OF_PAPERS, "gaps", "drawn_at"])
    hanging = [each for model in _hanging_on(Paper) for each in _of_papers(model, papers)]
    _delete(hanging)
    ledgers.bind(ledgers.PAPERS, DESTROY, papers)


def _hanging_on(model: type[Model]) -> list[Any]:
    return [relation for relation in model._meta.related_objects]


def _of_papers(relation: Any, papers: list[Paper]) -> Iterator[Doomed]:
    other = relation.related_model
    keys = list(other._base_manager.filter(**{f"{relation.field.name}__in": papers}).values_list("pk", flat=True))
    if keys:
        yield other, keys


# Files ---------------------------------------------------------------------------------------------------------------


def _hashes(doomed: Iterable[Doomed]) -> Iterator[str]:
    """What the rows name that may be a file."""
    for model, keys in doomed:
        names = _file_columns(model)
        if names:
            for row in model._base_manager.filter(pk__in=keys).values_list(*names):
                yield from (value for value in row if value and _HASH.fullmatch(value))


def _file_columns(model: type[Model]) -> list[str]:
    return [each.attname for each in model._meta.concrete_fields if type(each) is CharField and each.max_length == 64]


def _in_journals(events: Iterable[Event]) -> Iterator[str]:
    for event in events:
        yield from _HASH.findall(event.payload)


def _of(papers: Iterable[Paper]) -> Iterator[str]:
    for paper in papers:
        yield from (value for name in OF_PAPERS if (value := getattr(paper, name)))


def _forget_files(hashes: set[str], doomed: list[Doomed], papers: list[Paper]) -> None:
    """Delete each that no other row names: somebody else may have handed in the same one."""
    going = {model: set(keys) for model, keys in _joined(doomed)}
    going.setdefault(Paper, set()).update(each.pk for each in papers)
    scans = _scans(going.get(LetterPage, ()))
    found = [path for sha256 in sorted(hashes | scans) for path in _lying(sha256)]
    named = _named_elsewhere({path.name for path in found}, going) - scans
    for path in found:
        if path.name not in named:
            path.unlink(missing_ok=True)


def _scans(pages: Collection[Any]) -> set[str]:
    """The files of whole scans whose pages go."""
    return set(LetterFile.objects.filter(read_pages__in=list(pages)).values_list("sha256", flat=True))


def _joined(doomed: Iterable[Doomed]) -> Iterator[Doomed]:
    together: dict[type[Model], list[Any]] = {}
    for model, keys in doomed:
        together.setdefault(model, []).extend(keys)
    yield from together.items()


def _lying(sha256: str) -> list[Path]:
    """Wherever something lies under this hash, whatever shelf it is."""
    folder = Path(settings.HUIYIN_DATA_DIR)
    shelves = {each.parent for pattern in ("*/", "*/*/", "*/*/*/") for each in folder.glob(f"{pattern}{sha256[:2]}")}
    return [path for shelf in shelves if (path := shelf / sha256[:2] / sha256).is_file()]


def _named_elsewhere(hashes: set[str], going: Mapping[type[Model], set[Any]]) -> set[str]:
    found: set[str] = set()
    if not hashes:
        return found
    for model in apps.get_models():
        for name in _file_columns(model):
            rows = model._base_manager.filter(**{f"{name}__in": sorted(hashes)})
            found |= {value for key, value in rows.values_list("pk", name) if key not in going.get(model, ())}
    return found


# Journals ------------------------------------------------------------------------------------------------------------


def _empty_journals(events: list[Event], listed: str) -> None:
    """Of each entry stays what the chain hashes of it, and what followed by law: stages, days, ids."""
    for event in events:
        event.payload = _emptied(event, listed)
        update(Event, {"payload": event.payload}, id=event.pk)
    if events:
        ledgers.append(ledgers.MATTERS, DESTROY, {ENTRY: {str(event.pk): tie_entry(event) for event in events}})


def _emptied(event: Event, listed: str) -> str:
    said = json.loads(event.payload)
    left: dict[str, Any] = {"said": {}, "follows": said["follows"], DESTROYED: listed}
    if COMMITTED in said or "salt" in said:
        left[COMMITTED] = said.get(COMMITTED) or body_of(event)["particulars"]
    return canonical(left)


def _leave_no_trace() -> None:
    """SQLite writes zeros over what is deleted; PostgreSQL frees it when it is vacuumed (docs/keeping.md)."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def kinds_of(records: Iterable[int], known: Mapping[int, str]) -> Iterator[tuple[str, Any]]:
    """The rows of these records, each with the key of its kind."""
    for kind in KINDS:
        ids = [record for record in records if known[record] == kind.key]
        for row in kind.model.objects.filter(id__in=ids) if ids else ():
            yield kind.key, row
