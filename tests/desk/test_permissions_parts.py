"""The pages behind pages: a batch's letters, a day's change, a paper's service; and that no address is left untried."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import resolve
from django.utils import timezone

from huiyin.channels.letters.models import Letter, LetterFile, LetterPage
from huiyin.desk.duty import HANDS_OVER
from huiyin.desk.frame import LOOKS_AFTER, WATCHES_ORGAN
from huiyin.desk.lists.oversight import SUPERVISES
from huiyin.desk.lists.trouble import WATCHES
from huiyin.desk.models import Answer as ReadyAnswer
from huiyin.desk.models import SavedSearch
from huiyin.desk.quality.asked import WATCHES as QUALITY
from huiyin.desk.reception.days import PLANS
from huiyin.desk.reception.leaders import SEES_LEADERS
from huiyin.desk.reception.rooms import LOOKS
from huiyin.desk.staff import INTAKE_ROLES
from huiyin.desk.urls import urlpatterns
from huiyin.law.chart.routes import ROUTES
from huiyin.law.papers import Paper as Kind
from huiyin.law.terms import Channel, Role
from huiyin.papers.models import Paper
from huiyin.people.models import Person
from huiyin.reception.models import ReceptionDay
from huiyin.reception.tickets import Visitor, take
from huiyin.record.journal import seal_day
from huiyin.together.models import Notification
from tests.city import actor, organ
from tests.desk import test_permissions as matrix
from tests.desk.life import Life
from tests.desk.staff import Desk
from tests.desk.test_letters import scanned
from tests.desk.test_papers import issued
from tests.desk.test_permissions import ROLES, WORKERS, somebody
from tests.desk.test_reception_days import plan

#: Fixtures of the other half of the matrix.
matter, report = matrix.matter, matrix.report

ROUTE = next(iter(ROUTES))
EVERYBODY = frozenset(ROLES)
#: Who may raise an advice (三项建议).
RAISERS = frozenset({Role.SUPERVISOR, Role.DISPATCHER, Role.HEAD})
#: Pages without a matter, and the roles for which they open; whoever else asks is told so (403).
OF_ROLES: dict[str, frozenset[Role]] = {
    "/desk/answers": EVERYBODY,
    "/desk/answers/new": EVERYBODY,
    f"/desk/answers/routes/{ROUTE}": EVERYBODY,
    "/desk/approvals": frozenset({Role.HEAD}),
    "/desk/export/mine.xlsx": EVERYBODY,
    "/desk/export/organ.xlsx": WATCHES_ORGAN,
    "/desk/export/mine.csv": EVERYBODY,
    "/desk/export/organ.csv": WATCHES_ORGAN,
    "/desk/hand-over": HANDS_OVER,
    "/desk/leaders": SEES_LEADERS,
    "/desk/room": PLANS,
    "/desk/rooms": LOOKS,
    "/desk/waiting/word": INTAKE_ROLES,
    "/desk/visits/choose": PLANS,
    "/desk/machine": frozenset({Role.ADMIN}),
    "/desk/oversight": SUPERVISES,
    "/desk/records/advice": EVERYBODY,
    "/desk/records/advice/new": RAISERS,
    "/desk/records/annual": EVERYBODY,
    "/desk/records/annual/new": RAISERS | {Role.ANALYST},
    "/desk/records/bulletin": EVERYBODY,
    "/desk/records/bulletin/new": RAISERS | {Role.ANALYST},
    "/desk/records/assessment": EVERYBODY,
    "/desk/records/assessment/new": RAISERS | {Role.ANALYST},
    "/desk/records/appraisal": EVERYBODY,
    "/desk/records/plan": EVERYBODY,
    "/desk/records/plan/new": RAISERS,
    "/desk/security/sure": EVERYBODY,
    "/desk/topics": EVERYBODY,
    "/desk/trouble": WATCHES,
    "/desk/trouble/late": WATCHES,
    "/desk/trouble/reworked": WATCHES,
    "/desk/trouble/grows?topic=路灯&place=99": WATCHES,
    "/desk/keeping": LOOKS_AFTER | {Role.ADMIN},
    "/desk/organ/map": EVERYBODY,
    "/desk/quality": QUALITY,
    "/desk/quality/visits?kind=group": QUALITY,
    "/desk/quality/roots?by=place": QUALITY,
    "/desk/quality/promises": QUALITY,
    "/desk/quality/promises/due": QUALITY,
    "/desk/quality/behind/again": QUALITY,
    "/desk/waiting/wall": INTAKE_ROLES,
}
#: Behind a batch of letters, with what is done there by POST.
LETTER_READ = ("", "read/{letter}", "pages/{page}.jpg", "files/{file}", "read/{letter}/skip")
LETTER_DO = (
    "{batch}/files",
    "{batch}/do",
    *(f"read/{{letter}}/{what}" for what in ("typed", "aside", "split", "whole")),
)
#: Behind a paper that was issued in a matter; the letters are done by POST.
PAPER_READ = ("{paper}/pdf", "{paper}/service", "{paper}/service/1/picture")
PAPER_DO = ("{paper}/void", "{paper}/service/1/returned", "drafts/{owed}/issue")
#: Behind a matter, by POST.
MATTER_DO = ("to-dispatcher", "notes/1/back", "acts/sign/check", "acts/sign/drop")
#: By what one shows who one is, changed only by whoever has just shown it.
FACTORS = tuple(f"/desk/security/{each}" for each in ("app", "key", "key/challenge", "remove", "codes"))
#: Behind a matter, opened.
BEHIND_ITS_NUMBER = (
    "presence", "changed", "covers", "covers/cover-a4.pdf", "codes", "records/1/1", "materials/1", "acts/sign/texts",
)  # fmt: skip
#: Addresses that stand in no table, each with why not.
REASONS = {
    "sign-in": "the door itself",
    "places": "names of places, for whoever is signed in: tests/desk/test_intake.py",
    **dict.fromkeys(
        ("machine-summary", "machine-part"), "there only where an office has a model: tests/insights/test_language.py"
    ),
    **dict.fromkeys(
        ("bulletin-read", "bulletin-figure", "bulletin-advice"), "of one bulletin: tests/oversight/test_bulletins.py"
    ),
    "sign-out": "whoever is in may leave",
    "second": "the door's second step, for whoever knew the password: tests/gate/test_factors.py",
    "second-challenge": "the same",
    **dict.fromkeys(
        ("provider", "provider-back", "provider-left", "provider-out"),
        "the door by another service: tests/gate/test_provider.py",
    ),
    "directory": "the door by the office's directory: tests/gate/test_directory.py",
    "reset": "opened by its one-time code, without a session: tests/gate/test_resets.py",
    "first": "open while there is no organ, by the code of the terminal: tests/gate/test_first.py",
    **dict.fromkeys(
        ("conference", "conference-office", "conference-convener", "conference-member"),
        "lists of what the reader may read of meetings and topics: tests/meeting/test_conferences.py",
    ),
    "colleague": "for whoever administers, and only for the organs in their charge: tests/gate/test_namings.py",
    "posts-given": "for whoever administers, and only for the organs in their charge: tests/gate/test_namings.py",
    **dict.fromkeys(
        (
            "place",
            "changes",
            "change",
            "place-organs",
            "place-organ-new",
            "place-organ",
            "place-calendar",
            "place-rooms",
            "place-room",
            "place-year",
            "place-sheets",
            "place-sheet",
            "place-channels",
        ),
        "for whoever administers, and only for the organs in their charge: tests/gate/test_changes.py",
    ),
    "second-post": "does nothing but with what a colleague was asked to agree to: tests/gate/test_namings.py",
    "agree": "does nothing but with what a colleague was asked to agree to: tests/gate/test_resets.py",
    "session-end": "ends one's own sessions alone: test_security.py",
    **dict.fromkeys(
        ("organ-keys", "organ-keys-begin", "organ-keys-give", "organ-keys-paper", "organ-keys-recover"),
        "one's own organ's keys; who reads no reports is told so and nothing is done: test_envelopes.py",
    ),
    **dict.fromkeys(("alike", "alike-said"), "who dispatches at a petition office: tests/insights/test_likeness.py"),
    "drift": "who looks after figures or the machine, or dispatches: tests/insights/test_agreement.py",
    "learned": "who dispatches at a petition office: tests/insights/test_own.py",
    **dict.fromkeys(("mail", "mail-original", "mail-file"), "who sees a mail: test_mails.py"),
    "sheet": "who sees a sheet of another register: test_orders.py",
    **dict.fromkeys(
        ("field", "field-manifest", "field-worker", "field-mine", "field-send", "field-coverage"),
        "who takes what along on a phone, and where it goes: test_field.py",
    ),
    "conduct-notice": "who may tell somebody of their conduct: tests/reception/test_conduct.py",
    "panel-slips": "who prints slips for the members of a panel: tests/meeting/test_panel_members.py",
    "register-form": "who prints the form of the register: test_registering.py",
    "feed": "opened by its key from a calendar, without a session: test_taking_away.py",
}
#: Organs at which nobody reads an ordinary matter, and at which nobody reads the report.
STRANGERS, ACCUSED = "lx-zjj", "lx-slj"


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", OF_ROLES)
def test_a_page_of_a_role_opens_for_it_and_for_no_other(page: str, role: Role, db: None) -> None:
    expected = 200 if role in OF_ROLES[page] else 403
    assert somebody("lx-xfj", role).open(page).status_code == expected


@pytest.mark.parametrize("role", ROLES)
def test_an_account_opens_for_the_administrator_and_a_seal_for_the_auditor(role: Role, letter: Life) -> None:
    seal = seal_day(timezone.localdate(), made_at=timezone.now())
    assert seal is not None
    keeper = somebody("qc-xfj", role)
    colleague = Person.objects.get(username="chenhao")
    pages = {f"/desk/accounts/{colleague.id}": Role.ADMIN, f"/desk/audit/seals/{seal.number}.json": Role.AUDITOR}
    for page, keeps in pages.items():
        assert (page, keeper.open(page).status_code) == (page, 200 if role is keeps else 403)


# Letters -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def places(db: None) -> dict[str, int]:
    """A letter of two pages that the city's petition office received, read and waiting."""
    scanned(Desk("wanglan"), ("甲",), ("乙",))
    letter = Letter.objects.get()
    file, page = LetterFile.objects.get(), LetterPage.objects.earliest("number")
    return {"letter": letter.id, "batch": letter.batch_id, "file": file.id, "page": page.id}


def letter_pages(which: tuple[str, ...], places: dict[str, int]) -> list[str]:
    return [f"/desk/letters/{(each or '{batch}').format(**places)}" for each in which]


@pytest.mark.parametrize("role", ROLES)
def test_the_pages_of_letters_are_for_those_who_register_at_the_organ(role: Role, places: dict[str, int]) -> None:
    here, elsewhere = somebody("qc-xfj", role), somebody("lx-xfj", role)
    clerk = role in INTAKE_ROLES
    for page in letter_pages(LETTER_READ, places):
        found = (here.open(page).status_code in (200, 303), elsewhere.open(page).status_code)
        assert (page, *found) == (page, clerk, 404 if clerk else 403)


@pytest.mark.parametrize("role", ROLES)
def test_nobody_else_does_anything_to_a_letter(role: Role, places: dict[str, int]) -> None:
    elsewhere = somebody("lx-xfj", role)
    turned_away = 404 if role in INTAKE_ROLES else 403
    found = {page: elsewhere.browser.post(page).status_code for page in letter_pages(LETTER_DO, places)}
    assert set(found.values()) == {turned_away}, found
    assert Letter.objects.filter(settled_at=None, typed=None).count() == 1


# Reception days ----------------------------------------------------------------------------------------------------


@pytest.fixture
def day(db: None) -> ReceptionDay:
    """周平 of the city's petition office receives today."""
    plan(Desk("wanglan"))
    return ReceptionDay.objects.get()


@pytest.mark.parametrize("role", ROLES)
def test_a_reception_day_is_opened_and_changed_where_it_is_kept(role: Role, day: ReceptionDay) -> None:
    here, elsewhere = somebody("qc-xfj", role), somebody("lx-xfj", role)
    page, change = f"/desk/reception-days/{day.id}", f"/desk/reception-days/{day.id}/change"
    keeps = role in PLANS
    assert [here.open(page).status_code, elsewhere.open(page).status_code] == [200 if keeps else 404, 404]
    assert [here.open(change).status_code, elsewhere.open(change).status_code] == ([200, 404] if keeps else [403, 403])


@pytest.mark.parametrize("role", ROLES)
def test_a_slip_is_printed_by_those_who_register_at_the_organ(role: Role, db: None) -> None:
    ticket = take(Visitor("new"), organ=organ("qc-xfj"), at=timezone.now())
    opened = [somebody(key, role).open(f"/desk/waiting/{ticket.id}").status_code for key in ("qc-xfj", "lx-xfj")]
    assert opened == ([200, 404] if role in INTAKE_ROLES else [403, 403])


# Papers ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def served(letter: Life) -> dict[str, Any]:
    """A notice that 陈浩 of the city's petition office issued."""
    letter.transferred()
    paper = issued(letter, Kind.DESTINATION_NOTICE, actor("chenhao", timezone.now()))
    return {"root": f"{letter.url}/papers/", "paper": paper.id, "owed": 1}


@pytest.mark.parametrize("role", ROLES)
def test_an_issued_paper_and_its_service_open_for_those_who_work_on_the_matter(
    role: Role, served: dict[str, Any]
) -> None:
    pages = [served["root"] + each.format(**served) for each in PAPER_READ[:2]]
    here, strangers = somebody("qc-xfj", role), somebody(STRANGERS, role)
    assert [here.open(page).status_code for page in pages] == [200 if role in WORKERS else 404] * 2
    everything = [served["root"] + each.format(**served) for each in PAPER_READ]
    assert {strangers.open(page).status_code for page in everything} == {404}


@pytest.mark.parametrize("role", ROLES)
def test_strangers_do_nothing_to_a_paper(role: Role, served: dict[str, Any]) -> None:
    strangers = somebody(STRANGERS, role)
    found = [strangers.browser.post(served["root"] + each.format(**served)).status_code for each in PAPER_DO]
    assert set(found) == {404} and Paper.objects.get(id=served["paper"]).voided_on is None


@pytest.mark.parametrize("role", ROLES)
def test_a_batch_of_papers_is_drawn_again_only_by_whoever_ordered_it(role: Role, db: None) -> None:
    assert somebody("lx-xfj", role).browser.post("/desk/papers/batches/1/again").status_code in (403, 404)


# Behind a matter ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ROLES)
def test_a_card_opens_for_whoever_may_read_the_matter(role: Role, matter: Life, report: Life) -> None:
    office, accused = somebody("lx-xfj", role), somebody(ACCUSED, role)
    mine, hidden = f"/desk/dispatch/{matter.number}", f"/desk/dispatch/{report.number}"
    assert [office.open(mine).status_code, office.open(f"{mine}/skip").status_code] == (
        [200, 303] if role in WORKERS else [404, 404]
    )
    assert [accused.open(hidden).status_code, accused.open(f"{hidden}/skip").status_code] == [404, 404]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("page", MATTER_DO)
def test_nothing_behind_a_report_answers_the_accused(page: str, role: Role, report: Life) -> None:
    answer = somebody(ACCUSED, role).browser.post(f"{report.url}/{page}", {"_once": "1"})
    assert answer.status_code == 404 and report.row.seq == 1


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(
    "page",
    ["presence", "changed", "covers", "covers/cover-a4.pdf", "codes", "records/1/1", "materials/1", "acts/sign/texts"],
)
def test_nothing_behind_a_report_is_shown_to_the_accused(page: str, role: Role, report: Life) -> None:
    answer = somebody(ACCUSED, role).open(f"{report.url}/{page}")
    assert answer.status_code in (404, 286, 403) and not answer.content.count(report.number.encode())


# One's own ---------------------------------------------------------------------------------------------------------


def test_a_notification_is_opened_by_whom_it_told(matter: Life) -> None:
    told = Notification.objects.create(
        person=matter.row.owner, organ=organ("lx-slj"), kind="assigned", record=matter.id, at=timezone.now(), key="1"
    )
    other = somebody("lx-slj", Role.HANDLER).browser
    assert other.post(f"/desk/notifications/{told.id}").status_code == 404
    other.post("/desk/notifications/all-read")
    assert Notification.objects.filter(id=told.id, read_at=None).exists()


def test_a_saved_search_is_forgotten_by_whom_it_belongs_to(db: None) -> None:
    Desk("chenhao").browser.post("/desk/search/saved", {"name": "渠", "query": "q=灌溉渠", "q": "灌溉渠"})
    mine = SavedSearch.objects.get()
    Desk("wanglan").browser.post(f"/desk/search/saved/{mine.id}/forget")
    assert SavedSearch.objects.filter(id=mine.id).exists()


def test_a_ready_answer_is_changed_by_the_organ_that_owns_it(db: None) -> None:
    row = ReadyAnswer.objects.create(
        organ=organ("lx-slj"), owner=1, title="渠", words="渠", body="会修", law="", review_on=timezone.localdate()
    )
    assert somebody("lx-zjj", Role.HANDLER).open(f"/desk/answers/{row.id}").status_code == 403


@pytest.mark.parametrize("role", ROLES)
def test_what_one_shows_who_one_is_by_changes_for_nobody_who_has_not_just_shown_it(role: Role, db: None) -> None:
    browser = somebody("lx-xfj", role).browser
    assert {browser.post(page).headers.get("Location") for page in FACTORS} == {"/desk/security/sure"}


# The list is whole -------------------------------------------------------------------------------------------------

#: Of addresses that name something, what stands in its place.
ANY = {"batch": 1, "letter": 1, "page": 1, "file": 1, "paper": 1, "owed": 1}


def tried() -> set[str]:
    """The names of all addresses in the tables here and in the other half of the matrix."""
    case = "/desk/cases/990100202611240000117"
    pages = [*matrix.OF_EVERYBODY, *matrix.OF_SOME, *matrix.LISTS, *OF_ROLES, *FACTORS]
    pages += [case + each for each in matrix.OF_A_MATTER] + [f"{case}/{each}" for each in MATTER_DO]
    pages += [f"{case}/papers/{each.format(**ANY)}" for each in (*PAPER_READ, *PAPER_DO, "drafts/1")]
    pages += letter_pages((*LETTER_READ, *LETTER_DO), ANY)
    pages += [f"{case}/{each}" for each in ("presence", "changed", "codes", "covers", "covers/cover-a4.pdf")]
    pages += [f"{case}/{each}" for each in ("records/1/1", "materials/1", "acts/sign/texts")]
    pages += [f"/desk/reception-days/{each}" for each in ("1", "1/change")]
    pages += [
        "/desk/waiting/1",
        "/desk/papers/batches/1",
        "/desk/papers/batches/1/again",
        f"/desk/intake/{Channel.VISIT}",
    ]
    pages += ["/desk/dispatch/99", "/desk/dispatch/99/skip", "/desk/answers/1"]
    pages += ["/desk/notifications/1", "/desk/notifications/all-read"]
    pages += [
        "/desk/search/saved",
        "/desk/search/saved/1/forget",
        "/desk/lists/mine/keep",
        "/desk/live",
        "/desk/bulk",
        "/desk/records/advice/bulk",
        "/desk/undo",
    ]
    # Who opens one, and what is closed there, is tried in test_records.py, tests/oversight and tests/meeting.
    pages += [f"/desk/records/advice/1{each}" for each in ("", "/acts/submit", "/papers/1/pdf", "/papers/1/void")]
    pages += ["/desk/records/hearing/1/files/1/0"]
    pages += [f"/desk/records/advice/1/papers/drafts/1{each}" for each in ("", "/issue")]
    # Whose figures one sees is tried in test_quality.py.
    pages += ["/desk/quality/organs/1", "/desk/quality/checks"]
    # Whose account one sees is tried in test_leaders_visits.py.
    pages += ["/desk/leaders/1"]
    # What only sample checks have is tried in test_checks.py.
    pages += [f"/desk/records/check/1/{each}" for each in ("acts/read", "acts/settle", "frame.txt")]
    # Who opens the sheet of a visit is who reads the visit: test_leaders_visits.py.
    pages += [
        "/desk/rooms/lx-xfj",
        "/desk/rooms/lx-xfj/heard/did",
        "/desk/visits/1/sheet",
        "/desk/reception-days/1/sheets",
    ]
    pages += ["/desk/records/appraisal/1/behind/heard/kept"]
    # Whose matters stand behind a number of a plan is tried in tests/oversight/test_plans.py.
    pages += ["/desk/records/plan/1/behind/back/since"]
    # Which topics one reads, and which of their matters, is tried in tests/insights/test_gathering.py.
    pages += ["/desk/topics/1"]
    pages += ["/desk/accounts/1", "/desk/audit/seals/1.json"]
    return {resolve(page.partition("?")[0]).url_name or "" for page in pages}


def test_every_address_of_the_desk_stands_in_the_matrix_or_has_a_reason() -> None:
    names = {str(pattern.name) for pattern in urlpatterns}
    assert names - tried() - set(REASONS) == set()


def test_no_reason_outlives_its_address() -> None:
    assert set(REASONS) <= {str(pattern.name) for pattern in urlpatterns} - tried()
