"""Notes, notifications and presence at the desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from huiyin.people import stamps
from huiyin.people.models import Person
from huiyin.together.kinds import How, Kind
from huiyin.together.models import Mailbox, Note, Notification, Wish
from tests.city import person
from tests.desk.life import Life, report_on
from tests.desk.staff import Desk, words
from tests.together.told import work

Open = Callable[..., Desk]


def owner_of(matter: Life) -> str:
    return str(Person.objects.get(id=matter.row.owner).username)


def write(desk: Desk, matter: Life, text: str, **more: object) -> object:
    return desk.browser.post(f"{matter.url}/notes", {"text": text, **more})


def test_the_case_page_says_that_notes_are_not_of_the_record(desk: Open, letter: Life) -> None:
    said = words(desk("chenhao").open(letter.url))
    assert "备注" in said and "不进案卷，不给信访人" in said


def test_a_note_stands_on_the_case_page(desk: Open, letter: Life) -> None:
    write(desk("chenhao"), letter, "先问问镇里")
    assert "先问问镇里" in words(desk("wanglan").open(letter.url))


def test_the_petitioner_never_sees_a_note(desk: Open, letter: Life, client: object) -> None:
    from django.test import Client

    write(desk("chenhao"), letter, "先问问镇里")
    browser = Client()
    browser.post("/follow/", {"number": letter.number, "code": letter.lodged.query_code})
    answer = browser.get(f"/follow/{letter.number}", follow=True)
    assert "先问问镇里" not in answer.content.decode()


def test_a_refused_note_keeps_its_words(desk: Open, letter: Life) -> None:
    answer = write(desk("chenhao"), letter, "请@罗永平看看")
    assert answer.status_code == 422 and "请@罗永平看看" in answer.content.decode()  # type: ignore[attr-defined]


def test_with_htmx_only_the_notes_come_back(desk: Open, letter: Life) -> None:
    chen = desk("chenhao")
    answer = chen.browser.post(f"{letter.url}/notes", {"text": "先问问镇里"}, headers={"HX-Request": "true"})
    assert answer.status_code == 200 and answer.content.decode().lstrip().startswith("<section")


def test_another_persons_note_cannot_be_taken_back(desk: Open, letter: Life) -> None:
    write(desk("chenhao"), letter, "先问问镇里")
    note = Note.objects.get()
    assert desk("wanglan").browser.post(f"{letter.url}/notes/{note.id}/back").status_code == 404
    desk("chenhao").browser.post(f"{letter.url}/notes/{note.id}/back")
    assert not Note.objects.exists()


@pytest.mark.parametrize("page", ["/notes", "/presence"])
def test_a_stranger_to_the_matter_gets_neither_notes_nor_presence(desk: Open, page: str) -> None:
    report = report_on("lx-slj")
    accused = desk("xiongzihan") if Person.objects.filter(username="xiongzihan").exists() else desk("wanglan")
    assert accused.open(report.url + page).status_code in (404, 286)


def test_the_bell_counts_what_is_unread(desk: Open, letter: Life) -> None:
    letter.transferred()
    work(letter)
    page = desk(owner_of(letter)).open("/desk/").content.decode()
    assert '<a class="bell" href="/desk/notifications">' in page


def test_opening_a_notification_leads_to_the_matter_and_reads_it(desk: Open, letter: Life) -> None:
    letter.transferred()
    work(letter)
    owner, row = desk(owner_of(letter)), Notification.objects.get(record=letter.id, person=letter.row.owner)
    answer = owner.browser.post(f"/desk/notifications/{row.id}")
    row.refresh_from_db()
    assert (answer.url, row.read_at is not None) == (letter.url, True)


def test_anothers_notification_is_not_found(desk: Open, letter: Life) -> None:
    letter.transferred()
    work(letter)
    row = Notification.objects.get(record=letter.id, person=letter.row.owner)
    assert desk("wuxia").browser.post(f"/desk/notifications/{row.id}").status_code == 404


def test_all_can_be_marked_read(desk: Open, letter: Life) -> None:
    letter.transferred()
    work(letter)
    owner = desk(owner_of(letter))
    owner.browser.post("/desk/notifications/all-read")
    assert "未读" not in words(owner.open("/desk/notifications"))


def test_the_list_does_not_show_what_may_not_be_read_any_more(desk: Open) -> None:
    report = report_on("lx-slj")
    wang = person("wanglan")
    row = Notification(
        person=wang, organ=report.row.holder, kind="assigned", record=report.id, at=timezone.now(), key="x"
    )
    row.save()
    page = desk("wanglan").open("/desk/notifications")
    assert report.number[:6] not in words(page) and not Notification.objects.exists()


@pytest.fixture
def known() -> None:
    from huiyin.people.models import Person

    who = Person.objects.get(username="chenhao")
    who.set_password("水渠边的柳树发芽了")
    who.save()


@pytest.mark.parametrize("current", ["", "猜一个"])
def test_whoever_finds_a_desk_left_open_chooses_no_address_for_its_password(
    desk: Open, known: None, current: str
) -> None:
    form = {
        **{kind.value: How.PAGE.value for kind in Kind},
        "address": "mine@example.org",
        "hour": "",
        "current": current,
    }
    answer = desk("chenhao").browser.post("/desk/notifications/wishes", form)
    assert answer.status_code in (422, 429) and not Mailbox.objects.filter(address="mine@example.org").exists()


def test_wishes_are_kept(desk: Open, known: None) -> None:
    form = {kind.value: How.OFF.value if kind is Kind.SOON else How.PAGE.value for kind in Kind}
    said = {**form, "address": "chen@example.org", "hour": "8", "current": "水渠边的柳树发芽了"}
    answer = desk("chenhao").browser.post("/desk/notifications/wishes", said)
    box = Mailbox.objects.get(person=person("chenhao"))
    assert (answer.status_code, box.digest_hour, Wish.objects.get(kind="soon").how) == (303, 8, "off")


@pytest.mark.parametrize("wrong", [{"address": "不是邮箱"}, {"hour": "8"}, {"hour": "25"}, {"soon": "pigeon"}])
def test_wrong_wishes_come_back_with_a_sentence(desk: Open, wrong: dict[str, str]) -> None:
    form = {**{kind.value: How.PAGE.value for kind in Kind}, "address": "", "hour": "", **wrong}
    answer = desk("chenhao").browser.post("/desk/notifications/wishes", form)
    assert answer.status_code == 422 and "还有 1 处要改" in words(answer)


def test_a_colleague_on_the_same_matter_is_named(desk: Open, letter: Life) -> None:
    desk("chenhao").open(f"{letter.url}/presence?act=transfer")
    said = desk("wuxia").open(f"{letter.url}/presence").content.decode()
    assert "陈浩正在填“转送”" in said


def test_one_matter_is_one_line_however_often_it_was_told(desk: Open, letter: Life) -> None:
    letter.handled()
    letter.do("supplement", "petitioner", text="补充一张照片的说明")
    letter.do("supplement", "petitioner", text="再补充一句")
    work(letter)
    page = desk(owner_of(letter)).open("/desk/notifications")
    assert page.content.decode().count("<tr>") == 2 and "信访人有话说" in words(page)


@pytest.mark.parametrize("page", ["notifications", "notifications/wishes"])
def test_the_list_and_its_settings_cost_few_queries(
    desk: Open, letter: Life, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.setattr(stamps, "RECHECK_SECONDS", 60.0)
    letter.proposed()
    work(letter)
    owner = desk(owner_of(letter))
    with CaptureQueriesContext(connection) as queries:
        owner.open(f"/desk/{page}")
    assert len(queries) <= 12


def test_the_poll_of_who_is_here_costs_a_session_with_its_person_and_one_query(
    desk: Open, letter: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps, "RECHECK_SECONDS", 60.0)
    chen, url = desk("chenhao"), f"{letter.url}/presence"
    chen.open(url)
    with CaptureQueriesContext(connection) as queries:
        chen.open(url)
    assert len(queries) == 2
