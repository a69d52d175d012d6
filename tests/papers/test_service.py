"""Service of papers: every way with its proof, the act of record for an opinion, and what waits too long."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection

from huiyin.cases.acts import Refused
from huiyin.cases.papers.instruments import issue
from huiyin.cases.papers.service import (
    NotToServe,
    came_back,
    follow,
    prove,
    serve,
    taken_online,
    unserved,
    unserved_by,
)
from huiyin.law.papers import Paper as Kind
from huiyin.law.papers import Service as Method
from huiyin.law.terms import Role
from huiyin.papers.models import Paper, Service
from huiyin.papers.service import ASKED, Proof, Words, faults, in_a_line, words_of
from huiyin.record.models import Event, Message, OwedPaper
from huiyin.together.models import Notification
from huiyin.together.unserved import remind
from tests.city import (
    GROUNDS,
    MONDAY,
    OUTCOME,
    PROOF,
    Matter,
    actor,
    at_organ,
    days,
    handler_of,
    holder_as,
    lodge,
    organ,
)

pytestmark = pytest.mark.django_db
TODAY = MONDAY.date()
TOLD = Words("陈大山", "柳溪村三组他家里", "EMS1234567", "村主任李强，柳溪村委会", "回证存放在档案室")
BY_HAND = Proof(Method.BY_HAND, None, TODAY, TOLD)


def issued(matter: Matter, kind: Kind, by: Any) -> Paper:
    owed = OwedPaper.objects.filter(record=matter.id, kind=kind.value).latest("id")
    return issue(owed.id, by, MONDAY)


@pytest.fixture
def notice(db: None) -> Paper:
    """A notice of acceptance of the county's water bureau."""
    matter = Matter(lodge()).handled()
    return issued(matter, Kind.ACCEPTANCE_NOTICE, handler_of(matter))


@pytest.fixture
def matter(db: None) -> Matter:
    """A matter whose opinion is signed."""
    found = Matter(lodge()).handled()
    found.do("propose", handler_of(found), outcomes={"1": OUTCOME}, **GROUNDS)
    found.do("sign", holder_as(found, "head"))
    return found


def opinion(matter: Matter) -> Paper:
    return issued(matter, Kind.OPINION, handler_of(matter))


def whose(paper: Paper) -> Any:
    return at_organ(paper.organ, "handler")


def test_an_issued_notice_is_not_served(notice: Paper) -> None:
    assert notice.to_serve and notice.served_on is None


def test_its_proof_serves_it(notice: Paper) -> None:
    serve(notice, BY_HAND, whose(notice), MONDAY, "a")
    assert Paper.objects.get(id=notice.id).served_on == TODAY


def test_who_took_it_rests_encrypted(notice: Paper) -> None:
    row = serve(notice, BY_HAND, whose(notice), MONDAY, "a")
    assert "陈大山".encode() not in bytes(row.words) and words_of(row).receiver == "陈大山"


def test_the_same_form_sent_twice_is_one_attempt(notice: Paper) -> None:
    rows = [serve(notice, BY_HAND, whose(notice), MONDAY, "a") for _ in range(2)]
    assert rows[0].id == rows[1].id and Service.objects.count() == 1


def test_a_letter_on_its_way_is_not_service(notice: Paper) -> None:
    serve(notice, Proof(Method.POST, TODAY, None, TOLD), whose(notice), MONDAY, "a")
    assert Paper.objects.get(id=notice.id).served_on is None


def test_its_receipt_proves_it_later(notice: Paper) -> None:
    row = serve(notice, Proof(Method.POST, TODAY, None, TOLD), whose(notice), MONDAY, "a")
    prove(row, Proof(Method.POST, TODAY, date(2026, 11, 5), Words(receiver="他儿子")), whose(notice), days(4), "b")
    row.refresh_from_db()
    assert (row.paper.served_on, words_of(row).receiver, words_of(row).tracking) == (
        date(2026, 11, 5), "他儿子", "EMS1234567",
    )  # fmt: skip


def test_what_came_back_is_still_to_be_served(notice: Paper) -> None:
    row = serve(notice, Proof(Method.POST, TODAY, None, TOLD), whose(notice), MONDAY, "a")
    came_back(row, whose(notice), TODAY)
    serve(notice, BY_HAND, whose(notice), MONDAY, "b")
    assert Paper.objects.get(id=notice.id).served_on == TODAY


def test_another_organ_cannot_serve_it(notice: Paper) -> None:
    with pytest.raises(NotToServe):
        serve(notice, BY_HAND, actor("chenhao"), MONDAY, "a")


def test_what_was_served_is_not_served_again(notice: Paper) -> None:
    serve(notice, BY_HAND, whose(notice), MONDAY, "a")
    with pytest.raises(NotToServe):
        serve(notice, BY_HAND, whose(notice), MONDAY, "b")


# What each way must prove ---------------------------------------------------------------------------------------------


def right(method: Method) -> Proof:
    """An attempt of which everything is told."""
    later = date(2026, 12, 10)
    served = {Method.NOTICE: later}.get(method, date(2026, 11, 5))
    return Proof(method, TODAY, served, TOLD)


@pytest.mark.parametrize("method", Method)
def test_whatever_is_told_in_full_is_taken(method: Method) -> None:
    assert faults(right(method), TODAY, date(2026, 12, 31)) == {}


@pytest.mark.parametrize("method", Method)
def test_its_line_on_the_proof_of_service_writes_days_as_papers_do(method: Method) -> None:
    assert in_a_line(right(method)) and not re.search(r"\d{4}-\d\d-\d\d", in_a_line(right(method)))


NEEDED = [(method, asked.name) for method in Method for asked in ASKED[method] if asked.required]


@pytest.mark.parametrize(("method", "name"), NEEDED)
def test_what_a_way_demands_cannot_be_left_out(method: Method, name: str) -> None:
    proof = right(method)
    if hasattr(proof.words, name):
        less = replace(proof, words=replace(proof.words, **{name: ""}))
    else:
        less = replace(proof, **{name: None})
    assert name in faults(less, TODAY, date(2026, 12, 31))


def test_by_hand_needs_the_signed_proof_or_where_it_is_kept() -> None:
    proof = replace(right(Method.BY_HAND), words=replace(TOLD, note=""))
    assert "signature" in faults(proof, TODAY, date(2026, 12, 31))


def test_a_public_notice_stands_thirty_days() -> None:
    proof = replace(right(Method.NOTICE), served_on=date(2026, 12, 1))
    assert "served_on" in faults(proof, TODAY, date(2026, 12, 31))


@pytest.mark.parametrize("day", [date(2026, 11, 1), date(2027, 1, 1)])
def test_service_lies_between_the_paper_and_today(day: date) -> None:
    assert "served_on" in faults(replace(BY_HAND, served_on=day), TODAY, date(2026, 12, 31))


# An opinion -----------------------------------------------------------------------------------------------------------


def test_the_proof_of_an_opinion_is_the_act_its_period_runs_from(matter: Matter) -> None:
    serve(opinion(matter), BY_HAND, handler_of(matter), MONDAY, "a")
    assert (matter.row.stage, matter.facts.served_on) == ("served", TODAY)


def test_without_proof_the_period_does_not_run(matter: Matter) -> None:
    serve(opinion(matter), Proof(Method.POST, TODAY, None, TOLD), handler_of(matter), MONDAY, "a")
    assert matter.row.stage == "decided"


def test_the_law_refuses_and_nothing_is_recorded(matter: Matter) -> None:
    paper = opinion(matter)
    nobody = replace(handler_of(matter), roles=frozenset({Role.ANALYST}))
    with pytest.raises(Refused):
        serve(paper, BY_HAND, nobody, MONDAY, "a")
    assert not Service.objects.exists()


def served_elsewhere(matter: Matter) -> None:
    """The act done on its own page, and the worker told of it."""
    matter.do("serve", handler_of(matter), **PROOF)
    follow(list(Message.objects.filter(topic="served", record=matter.id)))


def test_the_act_on_its_own_page_marks_the_paper_served(matter: Matter) -> None:
    paper = opinion(matter)
    served_elsewhere(matter)
    assert Paper.objects.get(id=paper.id).served_on == TODAY


def test_the_worker_may_be_told_twice(matter: Matter) -> None:
    opinion(matter)
    served_elsewhere(matter)
    follow(list(Message.objects.filter(topic="served", record=matter.id)))
    assert Service.objects.count() == 1


def test_an_opinion_drawn_after_its_service_is_served(matter: Matter) -> None:
    matter.issue()
    served_elsewhere(matter)
    assert opinion(matter).served_on == TODAY


# On the portal --------------------------------------------------------------------------------------------------------


def test_the_petitioner_may_take_a_notice_online(notice: Paper) -> None:
    assert taken_online(notice, MONDAY)
    assert Paper.objects.get(id=notice.id).served_on == TODAY


def test_an_opinion_taken_online_waits_for_the_act_of_its_organ(matter: Matter) -> None:
    paper = opinion(matter)
    taken_online(paper, MONDAY)
    row = Service.objects.get()
    assert (row.by, row.sent_on, row.served_on, matter.row.stage) == (None, TODAY, None, "decided")


def test_pressing_twice_is_one_service(notice: Paper) -> None:
    taken_online(notice, MONDAY)
    taken_online(notice, MONDAY)
    assert Service.objects.count() == 1


# What waits -----------------------------------------------------------------------------------------------------------


def test_the_list_shows_what_waits_three_days(notice: Paper) -> None:
    found = [[paper.id for paper, _ in unserved_by(whose(notice), days(n).date())[0]] for n in (2, 3)]
    assert found == [[], [notice.id]]


def test_what_is_served_leaves_the_list(notice: Paper) -> None:
    serve(notice, BY_HAND, whose(notice), MONDAY, "a")
    assert unserved_by(whose(notice), days(9).date()) == ([], False)


def test_another_organ_does_not_see_it(notice: Paper) -> None:
    assert unserved_by(at_organ(organ("lx-jyj"), "handler"), days(9).date()) == ([], False)


def test_the_list_is_walked_by_its_own_index(notice: Paper) -> None:
    if connection.vendor == "postgresql":
        # A table of a few rows would be read as it lies.
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = unserved(TODAY).filter(organ=notice.organ).order_by("issued_on", "id").explain()
    assert "papers_paper_unserved" in plan


def test_the_owner_is_reminded_once_in_three_days(notice: Paper) -> None:
    assert [remind(days(n)) for n in (2, 3, 4, 5, 6)] == [0, 1, 0, 0, 1]
    assert set(Notification.objects.values_list("kind", flat=True)) == {"unserved"}


def test_nobody_is_reminded_of_what_is_served(notice: Paper) -> None:
    serve(notice, BY_HAND, whose(notice), MONDAY, "a")
    assert remind(days(9)) == 0


def test_the_service_of_a_notice_leaves_the_journal_alone(notice: Paper) -> None:
    before = Event.objects.count()
    serve(notice, BY_HAND, whose(notice), MONDAY, "a")
    assert Event.objects.count() == before
