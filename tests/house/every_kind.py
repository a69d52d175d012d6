"""What is true of every kind of record there is, tried on the demonstration's records; collected by test_demo."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from huiyin.cases.envelopes import new_envelope
from huiyin.cases.models import Case, MatterKey
from huiyin.cases.queries import visible_to as matters_of
from huiyin.cases.resting import close_up
from huiyin.house.demo.records import read_record_stories
from huiyin.house.records import register
from huiyin.law.frame.decide import decide
from huiyin.law.frame.facts import Actor
from huiyin.law.frame.verdict import Decision
from huiyin.law.reading import WHOLE
from huiyin.law.terms import OUTSIDE, Role
from huiyin.people.bound import BOUND
from huiyin.people.models import Person, Post
from huiyin.people.posts import actor_of
from huiyin.record.captions import borrowed
from huiyin.record.kinds import KINDS, Kind
from huiyin.record.models import Event, Link
from huiyin.record.reading import find, for_head, readers, resting_on
from huiyin.record.snapshots import facts_from
from huiyin.record.worlds import beijing_day, world_on
from huiyin.vault.boxes import is_enveloped
from huiyin.vault.opening import is_token, stored
from tests.desk.staff import Desk, asked, form_on, words
from tests.hostile.test_no_answer_of_500 import VALUES, answered

register()
SHARED = [kind.key for kind in KINDS if not kind.page]
FIGURES = (
    "/desk/pictures", "/desk/figures", "/desk/figures/organ", "/desk/trouble", "/desk/quality",
    "/desk/quality/promises",
)  # fmt: skip
BORROWING = [key for key in SHARED if KINDS[key].borrows is not KINDS["round"].borrows]


def everybody() -> list[Actor]:
    today = beijing_day(timezone.now())
    return [actor_of(person, on=today, organ=organ) for person, organ in Post.objects.values_list("person", "organ")]


def rows(kind: Kind) -> list[Any]:
    return list(kind.model.objects.all()[:12])


def openings(kind: Kind, row: Any, by: Actor) -> Iterator[Any]:
    """What somebody may do by hand; what only another record writes is asked of that one."""
    facts, today = facts_from(kind.procedure, row.facts), beijing_day(timezone.now())
    for act in kind.by_hand:
        world = kind.surroundings(row, act, facts, world_on(today))
        fits = isinstance(decide(kind.procedure, act, facts, by, today, world), Decision)
        if fits and kind.hinders(row, act, facts, today) is None:
            yield act


@pytest.mark.parametrize("key", SHARED)
def test_every_kind_tells_a_story_and_stands_in_most_stages(key: str) -> None:
    assert [story for story in read_record_stories() if story.kind == key]
    stages = set(KINDS[key].model.objects.values_list("stage", flat=True))
    assert len(stages) >= len(KINDS[key].procedure.stages) // 2


@pytest.mark.parametrize("key", SHARED)
def test_nobody_may_do_anything_to_what_they_may_not_read(key: str) -> None:
    kind, today, people = KINDS[key], beijing_day(timezone.now()), everybody()
    for row in rows(kind):
        near = facts_from(kind.procedure, row.facts).organs
        asked = [by for by in people if by.organ in near] + people[:: max(1, len(people) // 40)]
        seeing = {by.person for by in readers(kind, row.id, asked, today)}
        assert not [by for by in asked if by.person not in seeing and any(openings(kind, row, by))]


@pytest.mark.parametrize("key", SHARED)
def test_of_many_ticked_in_its_list_each_is_done_that_the_law_lets_be_done_and_nothing_unseen(key: str) -> None:
    kind, today = KINDS[key], beijing_day(timezone.now())
    held = {row.holder: row for row in rows(kind)}
    able = (each for each in everybody() if each.organ in held and {Role.HEAD, Role.DISPATCHER} & each.roles)
    by = next(each for each in able if find(kind, each, today, held[each.organ or 0].number))
    desk, ticked = Desk(_username(by.person or 0)), "&".join(f"case={row.number}" for row in rows(kind))
    seen = [row for row in rows(kind) if find(kind, by, today, row.number)]
    assert all(f'name="case" value="{row.number}"' in _listed(desk, kind, row) for row in seen)
    choice = desk.open(f"/desk/records/{key}/bulk?{ticked}").content.decode()
    for act in kind.procedure.of_many:
        may = [row for row in seen if act in openings(kind, row, by)]
        assert re.search(rf'value="{act.value}"[^<]*<span class="num">{len(may)}<', choice.replace(act.label, ""))
        sheet = desk.open(f"/desk/records/{key}/bulk?act={act.value}&{ticked}")
        before = Event.objects.filter(record_kind=key, act=act.value).count()
        done = words(desk.browser.post(f"/desk/records/{key}/bulk", form_on(sheet)))
        more = Event.objects.filter(record_kind=key, act=act.value).count() - before
        assert more <= len(may) and (f"办好了 {more} 件" in done) == bool(more)


def _listed(desk: Desk, kind: Kind, row: Any) -> str:
    return str(desk.open(f"/desk/records/{kind.key}?shelf=all&stage={row.stage}").content.decode())


def test_what_waits_for_a_head_stands_on_the_page_of_what_they_decide_and_in_its_count_and_nothing_else() -> None:
    today = beijing_day(timezone.now())
    for by in (each for each in everybody() if Role.HEAD in each.roles):
        held = {
            (key, row.id)
            for key in SHARED
            for row in KINDS[key].model.objects.filter(holder=by.organ, queue_on__isnull=False)
            if row.stage in KINDS[key].procedure.for_head and find(KINDS[key], by, today, row.number)
        }
        assert {(kind.key, row.id) for kind, row in for_head(by, today, 60)} == held
        if held:
            page = Desk(_username(by.person or 0)).open("/desk/approvals").content.decode()
            assert all(f"/desk/records/{key}/{KINDS[key].model.objects.get(id=id).number}" in page for key, id in held)
            told = re.search(r'href="/desk/approvals"[^>]*>.*?<span class="count[^"]*">(\d+)', page, re.S)
            assert told is None or int(told[1]) >= len(held)


@pytest.mark.parametrize("key", SHARED)
def test_whatever_is_in_hand_can_be_given_to_a_colleague(key: str) -> None:
    procedure = KINDS[key].procedure
    assert procedure.hands in procedure.acts
    assert {field.name: field.kind for field in procedure.needs(procedure.hands)}["to_person"] == "person"


@pytest.mark.parametrize("key", SHARED)
def test_a_page_opens_for_its_readers_alone_and_draws_what_the_law_allows(key: str) -> None:
    kind, today, row = KINDS[key], beijing_day(timezone.now()), rows(KINDS[key])[0]
    there = [by for by in everybody() if by.organ in (row.holder, facts_from(kind.procedure, row.facts).coordinator)]
    elsewhere = [by for by in everybody() if find(kind, by, today, row.number) is None and by.roles - OUTSIDE]
    for by in [*there[:4], *elsewhere[:2]]:
        desk = Desk(Person.objects.get(id=by.person).username)
        url = f"/desk/records/{key}/{row.number}"
        page, may = desk.open(url), find(kind, by, today, row.number) is not None
        assert page.status_code == (200 if may else 404)
        drawn = {act for act in kind.procedure.acts if f'href="{url}/acts/{act.value}"' in page.content.decode()}
        assert drawn == (set(openings(kind, row, by)) - {kind.procedure.opening} if may else set())
        act = next(act for act in kind.procedure.acts if act is not kind.procedure.opening)
        answer = desk.browser.post(f"{url}/acts/{act.value}", {"_once": "x"})
        assert may or answer.status_code == 404
        assert may or words(page).count(row.title) == 0


@pytest.mark.parametrize("key", BORROWING)
def test_a_record_says_what_it_is_about_to_whoever_may_read_its_matter_and_its_number_to_others(key: str) -> None:
    kind, today, people, row = KINDS[key], beijing_day(timezone.now()), everybody(), rows(KINDS[key])[-1]
    seeing = readers(kind, row.id, people, today)
    knowing = {by for by in seeing if matters_of(by, today).filter(id=row.matter).exists()}
    words_lent = {by: borrowed([(kind, row)], by, today) for by in seeing}
    assert knowing and {by for by, lent in words_lent.items() if lent} == knowing
    told, *_ = words_lent[next(iter(knowing))].values()
    for by in {next(iter(knowing)), *list(set(seeing) - knowing)[:1]}:
        page = words(Desk(Person.objects.get(id=by.person).username).open(f"/desk/records/{key}/{row.number}"))
        assert row.title in page and (told in page) >= (by in knowing)
    Case.objects.filter(id=row.matter).update(report=True)  # the outermost guard: not even to who may read the report
    assert not any(borrowed([(kind, row)], by, today) for by in seeing)
    Case.objects.filter(id=row.matter).update(report=False)


def test_a_page_of_many_records_asks_once_what_they_are_about() -> None:
    today, mixed = beijing_day(timezone.now()), [(KINDS[key], row) for key in BORROWING for row in rows(KINDS[key])]
    kind, row = mixed[0]
    [reader, *_] = readers(kind, row.id, everybody(), today)
    with CaptureQueriesContext(connection) as questions:
        assert borrowed(mixed, reader, today)
    assert len(questions) <= 4  # of matters, of claims, of what topics are about: matters or disputes


@pytest.mark.parametrize("key", SHARED)
def test_a_page_of_a_record_asks_no_more_than_a_dozen_statements(key: str) -> None:
    """In each stage, whatever it owes: papers are tried out, and what each lacks is said on the page."""
    here = {row.stage: row for row in KINDS[key].model.objects.filter(owner__isnull=False).order_by("seq")}
    counts = {
        stage: asked(Desk(_username(row.owner)), f"/desk/records/{key}/{row.number}") for stage, row in here.items()
    }
    assert {stage: count for stage, count in counts.items() if count > 12} == {}


def _username(person: int) -> str:
    return str(Person.objects.get(id=person).username)


@pytest.mark.parametrize("page", FIGURES)
@pytest.mark.parametrize("username", ["wuxia", "zhouping"])
def test_a_page_of_figures_asks_no_more_than_a_dozen_statements(page: str, username: str) -> None:
    assert asked(Desk(username), page) <= 12


@pytest.mark.parametrize("key", SHARED)
def test_hostile_words_in_every_field_of_every_act_are_answered(key: str) -> None:
    """By whoever has the record; each field gets another value, and each act another turn of them."""
    kind, row, faults = KINDS[key], KINDS[key].model.objects.order_by("-seq").first(), list[str]()
    desk, url = Desk(Person.objects.get(id=row.owner).username), f"/desk/records/{key}"
    for turn, act in enumerate(kind.procedure.acts):
        opens = act is kind.procedure.opening
        fields = [field.name for field in kind.procedure.needs(act)]
        sent = {name: VALUES[(turn + place) % len(VALUES)] for place, name in enumerate(fields)}
        sent |= {f"{name}_typed": value for name, value in sent.items()} | {"_once": VALUES[turn % len(VALUES)]}
        faults.append(answered(desk.browser, "POST", f"{url}/new" if opens else f"{url}/{row.number}/acts/{act}", sent))
    assert [fault for fault in faults if fault] == []


# Behind a report -----------------------------------------------------------------------------------------------------

#: What stands open of a record that rests on a report: leaders and panels by name, the published sheet of questions,
#: and titles that the program put together from numbers, places and vocabulary.
OPEN_BEHIND_REPORTS = frozenset({"leader_name", "panel_named", "drawn", "asked", "title"})
OF_PANELS = frozenset({"hearing facts name", "hearing facts capacity"})
#: Why somebody looked; auditors read it (docs/sealed.md).
FOR_AUDITORS = frozenset({"unmask purpose"})


def _written(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Whatever is written in words in a value, by the name nearest to it."""
    if isinstance(value, str) and re.search("[\u3400-\u9fff]", value) and not is_token(value):
        yield name, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _written(each, str(key))
    elif isinstance(value, list):
        for each in value:
            yield from _written(each, name)


def test_nothing_that_rests_on_a_matter_says_a_word_once_that_is_a_report() -> None:
    """All of the demonstration's records, in every stage: journals, facts, columns and rows beside them."""
    with transaction.atomic():
        linked = Link.objects.filter(other_kind="matter").values("other")
        reports = Case.objects.filter(id__in=linked, report=True).values_list("id", flat=True)
        plain = Case.objects.filter(id__in=linked).exclude(id__in=MatterKey.objects.values("case"))
        resting = set(resting_on([*reports, *plain.values_list("id", flat=True)]))
        for case in plain:
            close_up(case, new_envelope(case.id), WHOLE)
        found: dict[str, Any] = {}
        for event in Event.objects.filter(record__in=resting).exclude(record_kind="matter"):
            for name, text in _written(json.loads(event.payload)["said"]):
                found[f"{event.record_kind} {event.act} {name}"] = text
        for kind in KINDS:
            for row in kind.model.objects.filter(id__in=resting) if kind.withheld is None else ():
                for name, text in _written(json.loads(row.facts)):
                    found[f"{kind.key} facts {name}"] = text
                for each in kind.belongings(row):
                    found |= {f"{type(each).__name__} {name}": text for name, text in _open_columns(each)}
        transaction.set_rollback(True)
    found = {key: text for key, text in found.items() if key.split()[-1] not in OPEN_BEHIND_REPORTS}
    assert {key: text for key, text in found.items() if key not in OF_PANELS} == {}


def test_no_entry_of_a_report_says_a_word() -> None:
    found: dict[str, str] = {}
    for event in Event.objects.filter(record__in=Case.objects.filter(report=True).values("id")):
        for name, text in _written(json.loads(event.payload)["said"]):
            found[f"{event.act} {name}"] = text
    assert {name: text for name, text in found.items() if name not in FOR_AUDITORS} == {}


def _open_columns(row: Any) -> Iterator[tuple[str, Any]]:
    for name in BOUND[type(row)].columns if type(row) in BOUND else ():
        value = stored(getattr(row, name))
        if name in BOUND[type(row)].secret and value and not is_enveloped(value):
            yield name, value
        elif isinstance(value, str):
            yield from ((name, text) for _, text in _written(value))
