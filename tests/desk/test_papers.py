"""Papers at the desk: served with proof, issued many at once, looked up by number, written to other organs."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from huiyin.cases.papers.batches import draw
from huiyin.cases.papers.instruments import issue
from huiyin.law.papers import Paper as Kind
from huiyin.law.terms import Role
from huiyin.papers import drawing
from huiyin.papers.models import Batch, Paper, Service
from huiyin.papers.numbers import void
from huiyin.papers.service import words_of
from huiyin.people import stamps
from huiyin.people.models import Person, Post
from huiyin.people.stamps import POSTS, touch
from huiyin.record.models import Message, OwedPaper
from tests.city import actor, at_organ, organ
from tests.desk.life import Life, report_on
from tests.desk.staff import Desk, form_on, words

pytestmark = pytest.mark.django_db


def picture(name: str = "回证.jpg") -> SimpleUploadedFile:
    data = BytesIO()
    Image.new("RGB", (40, 30), "white").save(data, "JPEG")
    return SimpleUploadedFile(name, data.getvalue(), "image/jpeg")


def of(matter: Life, kind: Kind) -> int:
    return OwedPaper.objects.filter(record=matter.id, kind=kind.value).values_list("id", flat=True).latest("id")


def issued(matter: Life, kind: Kind, by: Any) -> Paper:
    return issue(of(matter, kind), by, timezone.now())


def user(by: Any) -> str:
    return str(Person.objects.get(id=by.person).username)


def somebody(key: str, role: Role) -> Desk:
    person = Person.objects.create_person(f"{key}-{role}", "甲")
    Post.objects.create(person=person, organ_id=organ(key), role=role.value)
    touch(POSTS)
    return Desk(person.username)


@pytest.fixture
def notice(letter: Life) -> Paper:
    letter.transferred()
    return issued(letter, Kind.DESTINATION_NOTICE, actor("chenhao", timezone.now()))


@pytest.fixture
def signed(letter: Life) -> Life:
    letter.proposed()
    letter.do("sign", letter.at("head"))
    return letter


TOLD = {"method": "by_hand", "receiver": "陈大山", "place": "柳溪村三组", "note": "档案室"}


def today() -> str:
    return timezone.localdate().isoformat()


def service_page(letter: Life, paper: Paper) -> str:
    return f"{letter.url}/papers/{paper.id}/service"


# Service --------------------------------------------------------------------------------------------------------------


def test_the_page_of_papers_says_not_served_until_it_is_proved(desk: Any, letter: Life, notice: Paper) -> None:
    before = words(desk("chenhao").open(f"{letter.url}/papers"))
    desk("chenhao").fill(service_page(letter, notice), **TOLD, served_on=today())
    after = words(desk("chenhao").open(f"{letter.url}/papers"))
    assert "未送达" in before and "未送达" not in after


def test_the_case_page_says_so_too(desk: Any, letter: Life, notice: Paper) -> None:
    assert "未送达" in words(desk("chenhao").open(letter.url))


def test_the_signed_proof_is_kept_and_shown(desk: Any, letter: Life, notice: Paper) -> None:
    told = {**TOLD, "note": "", "served_on": today(), "signature": picture()}
    answer = desk("chenhao").fill(service_page(letter, notice), **told)
    row = Service.objects.get()
    shown = desk("chenhao").open(f"{service_page(letter, notice)}/{row.id}/picture")
    assert (answer.status_code, shown["Content-Type"], shown.content[:2]) == (303, "image/jpeg", b"\xff\xd8")


@pytest.mark.parametrize(
    ("name", "data"), [("回证.exe", b"MZ\x90\x00" + b"\x00" * 64), ("回证.jpg", b""), ("回证.txt", "文字".encode())]
)
def test_what_is_no_picture_is_refused_and_nothing_typed_is_lost(
    desk: Any, letter: Life, notice: Paper, name: str, data: bytes
) -> None:
    upload = SimpleUploadedFile(name, data)
    answer = desk("chenhao").fill(service_page(letter, notice), **TOLD, served_on=today(), signature=upload)
    assert answer.status_code == 422 and "柳溪村三组" in answer.content.decode() and not Service.objects.exists()


def test_an_accepted_picture_need_not_be_sent_again(desk: Any, letter: Life, notice: Paper) -> None:
    clerk, url = desk("chenhao"), service_page(letter, notice)
    first = clerk.fill(url, **{**TOLD, "receiver": "", "note": ""}, served_on=today(), signature=picture())
    second = clerk.send(url, form_on(first), receiver="陈大山")
    assert (first.status_code, second.status_code, bool(Service.objects.get().signature)) == (422, 303, True)


def test_a_made_up_hash_is_no_picture(desk: Any, letter: Life, notice: Paper) -> None:
    told = {**TOLD, "note": "", "kept": notice.pdf}
    assert desk("chenhao").fill(service_page(letter, notice), **told, served_on=today()).status_code == 422


def test_a_day_in_the_future_is_refused(desk: Any, letter: Life, notice: Paper) -> None:
    answer = desk("chenhao").fill(service_page(letter, notice), **TOLD, served_on="2099-01-01")
    assert answer.status_code == 422 and "不能在今天以后" in words(answer)


def test_another_way_of_serving_loses_nothing_typed(desk: Any, letter: Life, notice: Paper) -> None:
    clerk, url = desk("chenhao"), service_page(letter, notice)
    other = clerk.fill(url, **{**TOLD, "served_on": "2026-01-02"}, signature=picture(), switch="post")
    back = form_on(clerk.send(url, form_on(other), tracking="EMS123", switch="by_hand"))
    kept = {name: back[name][0] for name in ("receiver", "place", "note", "served_on", "tracking", "method")}
    assert kept == {**TOLD, "served_on": "2026-01-02", "tracking": "EMS123"} and back["kept"][0]
    assert not Service.objects.exists()


def test_a_day_that_was_only_proposed_is_not_taken_along(desk: Any, letter: Life, notice: Paper) -> None:
    other = form_on(desk("chenhao").fill(service_page(letter, notice), **TOLD, switch="post"))
    assert other["served_on"] == [""] and other["sent_on"] == [today()]


def test_what_was_carried_along_is_recorded_by_the_way_that_asks_for_it(desk: Any, letter: Life, notice: Paper) -> None:
    clerk, url = desk("chenhao"), service_page(letter, notice)
    other = clerk.fill(url, **TOLD, switch="left")
    clerk.send(url, form_on(other), witness="村委会 王平", note="敲门不开，写明拒收")
    row = Service.objects.get()
    assert (row.method, words_of(row).place, words_of(row).witness) == ("left", "柳溪村三组", "村委会 王平")


def test_a_letter_is_posted_comes_back_and_goes_out_again(desk: Any, letter: Life, notice: Paper) -> None:
    clerk, url = desk("chenhao"), service_page(letter, notice)
    clerk.fill(f"{url}?method=post", method="post", sent_on=today(), tracking="EMS123")
    row = Service.objects.get()
    clerk.browser.post(f"{url}/{row.id}/returned")
    assert "退回" in words(clerk.open(url))
    clerk.fill(url, **TOLD, served_on=today())
    assert Paper.objects.get(id=notice.id).served_on == timezone.localdate()


def test_the_proof_of_a_letter_starts_the_period(desk: Any, signed: Life) -> None:
    paper = issued(signed, Kind.OPINION, signed.at("handler"))
    clerk, url = desk(user(signed.at("handler"))), service_page(signed, paper)
    clerk.fill(f"{url}?method=post", method="post", sent_on=today(), tracking="EMS123")
    waiting = signed.row.stage
    clerk.fill(url, served_on=today(), receiver="陈大山")
    assert (waiting, signed.row.stage) == ("decided", "served")


def test_whoever_may_not_issue_it_cannot_serve_it(desk: Any, letter: Life, notice: Paper) -> None:
    other = desk(user(at_organ(organ("lx-slj"), "handler")))
    assert other.open(service_page(letter, notice)).status_code == 404


# What waits -----------------------------------------------------------------------------------------------------------


def waited(paper: Paper, days: int = 4) -> None:
    Paper.objects.filter(id=paper.id).update(issued_on=timezone.localdate() - timedelta(days=days))


def test_the_list_names_what_waits_three_days(desk: Any, letter: Life, notice: Paper) -> None:
    fresh = words(desk("chenhao").open("/desk/papers/unserved"))
    waited(notice)
    late = words(desk("chenhao").open("/desk/papers/unserved"))
    assert notice.number not in fresh and notice.number in late and "4 天未送达" in late


def test_a_report_is_on_nobodys_list_but_its_confidants(desk: Any, db: None) -> None:
    report = report_on("lx-slj")
    paper = issued(report, Kind.RECEIPT, actor("chenhao", timezone.now()))
    Paper.objects.filter(id=paper.id).update(to_serve=True)
    waited(paper)
    seen = [paper.number in words(desk(name).open("/desk/papers/unserved")) for name in ("chenhao", "wanglan")]
    accused = words(desk(user(at_organ(organ("lx-slj"), "head"))).open("/desk/papers/unserved"))
    assert seen == [True, False] and paper.number not in accused


# Many at once ---------------------------------------------------------------------------------------------------------


def test_ticked_papers_are_drawn_by_the_worker(desk: Any, letter: Life) -> None:
    letter.transferred()
    clerk = desk("chenhao")
    owed = of(letter, Kind.DESTINATION_NOTICE)
    answer = clerk.browser.post("/desk/papers", {"owed": [owed]})
    before = words(clerk.open(answer["Location"]))
    draw(list(Message.objects.filter(topic="draw")))
    after = words(clerk.open(answer["Location"]))
    assert "共 1 份" in before and "1 份已经出具" in after


def test_all_of_a_kind_are_ordered_with_one_button(desk: Any, letter: Life) -> None:
    letter.transferred()
    desk("chenhao").browser.post("/desk/papers", {"all": "1", "kind": "destination_notice"})
    assert Batch.objects.get().items.count() == 1


def test_all_of_every_kind_is_not_one_press_away(desk: Any, letter: Life) -> None:
    letter.transferred()
    desk("chenhao").browser.post("/desk/papers", {"all": "1"})
    assert not Batch.objects.exists()


def test_a_batch_is_seen_by_whoever_ordered_it_only(desk: Any, letter: Life) -> None:
    letter.transferred()
    answer = desk("chenhao").browser.post("/desk/papers", {"owed": [of(letter, Kind.DESTINATION_NOTICE)]})
    assert desk("zhouping").open(answer["Location"]).status_code == 404


def test_a_book_is_left_to_the_worker_to_draw(desk: Any, letter: Life, monkeypatch: Any) -> None:
    letter.transferred()
    monkeypatch.setattr(drawing, "is_quick", lambda document: False)
    monkeypatch.setattr("huiyin.cases.papers.instruments.is_quick", lambda document: False)
    desk("chenhao").browser.post(f"{letter.url}/papers/drafts/{of(letter, Kind.DESTINATION_NOTICE)}/issue")
    assert not Paper.objects.exists() and "正在出具" in words(desk("chenhao").open(f"{letter.url}/papers"))


# Numbers --------------------------------------------------------------------------------------------------------------


def test_a_voided_number_stays_in_the_register(desk: Any, letter: Life, notice: Paper) -> None:
    void(notice, timezone.localdate(), "日期写错了")
    shown = words(desk("chenhao").open("/desk/papers/numbers?kind=destination_notice"))
    assert notice.number in shown and "已作废" in shown and "日期写错了" in shown


def test_the_register_shows_no_matter_to_whoever_may_not_read_it(desk: Any, letter: Life, notice: Paper) -> None:
    report = report_on("lx-slj")
    paper = issued(report, Kind.RECEIPT, actor("chenhao", timezone.now()))
    void(paper, timezone.localdate(), "检举内容")
    shown = words(desk("wanglan").open("/desk/papers/numbers?kind=receipt"))
    assert paper.number not in shown and report.row.title not in shown and "检举内容" not in shown


@pytest.mark.parametrize(
    "query", ["kind=x", "year=20x6", "year=0001", "year=²⁰²⁶", "below=x", "kind=opinion&year=2026"]
)
def test_whatever_is_typed_the_register_opens(desk: Any, query: str) -> None:
    assert desk("chenhao").open(f"/desk/papers/numbers?{query}").status_code == 200


PAGES = ("/desk/papers", "/desk/papers/unserved", "/desk/papers/numbers")


@pytest.mark.parametrize("role", [Role.ANALYST, Role.ADMIN, Role.AUDITOR])
@pytest.mark.parametrize("page", PAGES)
def test_whoever_reads_no_matter_has_no_papers(page: str, role: Role, db: None) -> None:
    assert somebody("qc-xfj", role).open(page).status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_each_page_asks_little(
    page: str, desk: Any, letter: Life, notice: Paper, django_assert_max_num_queries: Any, monkeypatch: Any
) -> None:
    # In tests the stamps of the reference data are looked at whenever one is needed, on a site every two seconds.
    monkeypatch.setattr(stamps, "RECHECK_SECONDS", 60)
    waited(notice)
    clerk = desk("chenhao")
    clerk.open(page)
    with django_assert_max_num_queries(8):
        clerk.open(page)
