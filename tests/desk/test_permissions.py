"""Every role × every page × own organ, office above, other organ, the accused: what opens, and what is not found."""

from __future__ import annotations

import pytest
from django.utils import timezone

from huiyin.cases.papers.batches import start
from huiyin.desk.lists.counting import SORTERS
from huiyin.desk.reception.days import PLANS
from huiyin.desk.staff import INTAKE_ROLES
from huiyin.law.terms import OUTSIDE, Channel, Role
from huiyin.people.models import Person, Post
from huiyin.people.stamps import POSTS, touch
from huiyin.record.models import OwedPaper
from tests.city import at_organ, organ
from tests.desk.life import Life, begin, report_on
from tests.desk.staff import Answer, Desk

ROLES = [role for role in Role if role not in OUTSIDE]
NOBODY: frozenset[Role] = frozenset()
WORKERS = frozenset(ROLES) - {Role.ANALYST, Role.ADMIN, Role.AUDITOR}
OVERSEERS = frozenset({Role.DISPATCHER, Role.HEAD, Role.SUPERVISOR})
CONFIDANTS = OVERSEERS | {Role.REVIEWER}

#: An ordinary matter lies with the county's water bureau, brought there by the county's petition office.
MATTER = {
    "lx-slj": WORKERS,  # the organ that has it
    "lx-xfj": WORKERS,  # the office that was asked first
    "qc-xfj": OVERSEERS,  # the office of the city above
    "sf-xfj": OVERSEERS,  # the office of the province
    "qc-slj": NOBODY,  # the same trade one level up
    "lx-zjj": NOBODY,  # another bureau of the county
    "yh-xfj": NOBODY,  # the office of another county
}
#: A report on the county's water bureau lies with the city's petition office.
REPORT = {
    "qc-xfj": CONFIDANTS,
    "lx-slj": NOBODY,  # the accused
    "lx-xfj": NOBODY,
    "sf-xfj": NOBODY,  # a report is not overseen from above
    "qc-slj": NOBODY,
}
OF_A_MATTER = (
    "",
    "/notes",
    "/receipt",
    "/papers",
    "/opinion",
    "/told",
    "/elsewhere",
    "/taking",
    "/hearing",
    "/acts/contact",
    "/acts/unmask",
    "/acts/transfer",
    "/materials/1",
)
OF_EVERYBODY = (
    "/desk/password",
    "/desk/security",
    "/desk/answers/routes",
    "/desk/search?stage=registered",
    "/desk/notifications",
    "/desk/notifications/wishes",
    "/desk/organ",
    "/desk/search",
    "/desk/figures",
    "/desk/figures/organ",
    "/desk/figures/behind?counts=received",
    "/desk/pictures",
    "/desk/posts",
    "/desk/postings",
    "/desk/reception-days",
    "/desk/calendar",
    "/desk/search/names/organs",
    "/desk/trial",
    "/desk/trial/compared",
    "/desk/trial/open",
)
OFFICE, BUREAU = "lx-xfj", "lx-slj"
AUDITED = ("unmasked", "readings", "exports", "accounts")
#: Where the day begins for those who have no matters of their own.
ELSEWHERE = {Role.AUDITOR: "/desk/audit", Role.ADMIN: "/desk/accounts", Role.ANALYST: "/desk/pictures"}
#: Pages for some roles only: whoever else asks is told so (403).
OF_SOME: dict[str, frozenset[Role]] = {
    "/desk/papers": WORKERS,
    "/desk/papers/unserved": WORKERS,
    "/desk/papers/unserved?all=1": WORKERS,
    "/desk/papers/numbers": WORKERS,
    "/desk/papers/numbers?kind=advice_on_work": WORKERS,
    "/desk/letters": INTAKE_ROLES,
    "/desk/mails": INTAKE_ROLES,
    "/desk/sheets": INTAKE_ROLES,
    "/desk/waiting": INTAKE_ROLES,
    "/desk/intake/call": INTAKE_ROLES,
    "/desk/dispatch": SORTERS,
    "/desk/dispatch/batch?act=transfer": SORTERS,
    "/desk/reception-days/new": PLANS,
    "/desk/audit": frozenset({Role.AUDITOR}),
    **{f"/desk/audit?what={each}": frozenset({Role.AUDITOR}) for each in AUDITED},
    "/desk/accounts": frozenset({Role.ADMIN}),
    "/desk/accounts/keys": frozenset({Role.ADMIN}),
}
#: Lists on which a report of wrongdoing must not stand for the accused, whatever is asked of them.
LISTS = (
    "/desk/",
    "/desk/organ",
    "/desk/papers",
    "/desk/papers/unserved?all=1",
    "/desk/papers/numbers",
    "/desk/dispatch",
    "/desk/postings",
    "/desk/topics",
    "/desk/notifications",
    "/desk/reception-days",
    "/desk/audit?what=readings",
    "/desk/audit?what=unmasked",
    "/desk/audit?what=exports",
    "/desk/accounts",
)


def somebody(key: str, role: Role) -> Desk:
    """A new member of staff with that one role at the organ."""
    person = Person.objects.create_person(f"{key}-{role}", "甲")
    Post.objects.create(person=person, organ_id=organ(key), role=role.value)
    touch(POSTS)
    return Desk(person.username)


@pytest.fixture
def matter(db: None) -> Life:
    clerk = at_organ(organ("lx-xfj"), "dispatcher")
    assert clerk.person is not None
    letter = begin(by=Person.objects.get(id=clerk.person).username, organ=organ("lx-xfj"))
    letter.do("transfer", clerk, to_organ=organ("lx-slj"), reason="水渠归县水利局管")
    return letter


@pytest.fixture
def report(db: None) -> Life:
    return report_on("lx-slj")


def found(answer: Answer) -> bool:
    assert answer.status_code in (200, 303, 404, 409)
    return bool(answer.status_code != 404)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("key", MATTER)
def test_a_matter_opens_for_those_who_work_on_it_or_oversee_it(key: str, role: Role, matter: Life) -> None:
    desk = somebody(key, role)
    pages = [found(desk.open(matter.url + page)) for page in OF_A_MATTER[:-1]]
    assert pages == [role in MATTER[key]] * len(pages)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("key", REPORT)
def test_a_report_opens_for_its_confidants_and_never_for_the_accused(key: str, role: Role, report: Life) -> None:
    desk = somebody(key, role)
    pages = [found(desk.open(report.url + page)) for page in OF_A_MATTER[:-1]]
    assert pages == [role in REPORT[key]] * len(pages)


@pytest.mark.parametrize("role", ROLES)
def test_the_accused_cannot_do_anything_to_a_report_either(role: Role, report: Life) -> None:
    answer = somebody("lx-slj", role).browser.post(f"{report.url}/acts/contact", {"way": "电话", "account": "问问是谁"})
    assert answer.status_code == 404 and report.row.seq == 1


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", OF_EVERYBODY)
def test_the_common_pages_open_for_everybody_with_a_post(page: str, role: Role, db: None) -> None:
    assert somebody("lx-slj", role).open(page).status_code == 200


@pytest.mark.parametrize("role", ROLES)
def test_the_first_page_is_ones_own_list_or_what_one_looks_after(role: Role, db: None) -> None:
    answer = somebody("lx-slj", role).open("/desk/")
    assert answer.headers.get("Location") == ELSEWHERE.get(role)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", OF_SOME)
def test_a_page_for_some_roles_opens_for_these_and_no_others(page: str, role: Role, db: None) -> None:
    expected = 200 if role in OF_SOME[page] else 403
    assert {somebody(key, role).open(page).status_code for key in (OFFICE, BUREAU)} == {expected}


@pytest.mark.parametrize("role", ROLES)
def test_a_batch_of_papers_opens_for_whoever_ordered_it_alone(role: Role, matter: Life) -> None:
    ordered = start([], at_organ(organ(OFFICE), "dispatcher"), timezone.now())
    pages = [found(somebody(key, role).open(f"/desk/papers/batches/{ordered.id}")) for key in (OFFICE, BUREAU)]
    assert pages == [False, False]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("key", MATTER)
def test_what_is_owed_is_drafted_and_issued_by_the_organ_that_owes_it(key: str, role: Role, matter: Life) -> None:
    desk = somebody(key, role)
    owed = OwedPaper.objects.filter(record=matter.row.id, organ=organ("lx-xfj")).latest("id")
    draft = desk.open(f"{matter.url}/papers/drafts/{owed.id}")
    assert (draft.status_code != 404) == (key == "lx-xfj" and role in WORKERS)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", LISTS)
def test_no_list_tells_the_accused_of_a_report(page: str, role: Role, report: Life) -> None:
    answer = somebody("lx-slj", role).open(page)
    assert answer.status_code in (200, 302, 403) and report.number not in answer.content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_registering_is_for_those_the_law_names(role: Role, db: None) -> None:
    desk = somebody("lx-xfj", role)
    pages = {desk.open(f"/desk/intake/{channel}").status_code for channel in Channel}
    assert pages == {200 if role in INTAKE_ROLES else 403}


@pytest.mark.parametrize("page", [*OF_EVERYBODY, *OF_SOME, "/desk/intake/visit", *OF_A_MATTER])
def test_a_stranger_sees_nothing_but_the_door(page: str, matter: Life, client: object) -> None:
    from django.test import Client

    url = page if page.startswith("/desk") else matter.url + page
    answer = Client().get(url)
    assert answer.status_code == 302 and answer.headers["Location"].startswith("/desk/login?next=")


@pytest.mark.parametrize("act", ["transfer", "sign", "unmask"])
def test_a_stranger_cannot_act(act: str, matter: Life) -> None:
    from django.test import Client

    assert Client().post(f"{matter.url}/acts/{act}").status_code == 302 and matter.row.seq == 2


def test_a_form_from_elsewhere_is_turned_away(matter: Life) -> None:
    from django.test import Client

    browser = Client(enforce_csrf_checks=True)
    browser.force_login(Person.objects.get(id=matter.row.owner))
    assert browser.post(f"{matter.url}/acts/contact", {"way": "电话", "account": "约好明天"}).status_code == 403


def test_the_accused_person_does_not_see_the_report_even_from_another_organ(report: Life) -> None:
    from huiyin.cases.models import Party

    desk = somebody("qc-xfj", Role.DISPATCHER)
    accused = Person.objects.get(username="qc-xfj-dispatcher")
    Party.objects.create(case=report.row, capacity="accused_person", person=accused.id)
    assert desk.open(report.url).status_code == 404
