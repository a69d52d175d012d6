"""Changes of what an office stands on: shown first, done or waiting for a second person, in the ledger, taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from huiyin.gate import changes
from huiyin.gate.models import Change
from huiyin.law.sources.books import BOOKS
from huiyin.people.charts import book_for, chart_on
from huiyin.people.models import CalendarYear, Competence, Organ, Person, Post, in_force
from tests.city import organ, person
from tests.desk.staff import Answer, Desk, words

pytestmark = pytest.mark.django_db
NEW = {"name": "柳溪县水务局", "short": "县水务局", "kind": "department", "division": "330100000000"}


@pytest.fixture
def admin() -> Desk:
    """方青, administrator of the city's petition office."""
    return Desk("fangqing")


def today() -> Any:
    return timezone.localdate()


def to(admin: Desk, key: str, act: str, **said: str) -> Answer:
    """What the page of an organ answers; a change that was prepared is shown."""
    said = {"since": str(today()), **said}
    return admin.browser.post(f"/desk/place/organs/{organ(key)}", {"act": act, **said}, follow=True)


def says(who: Desk, act: str) -> Answer:
    return who.browser.post(f"/desk/place/changes/{Change.objects.latest('at').id}", {"act": act}, follow=True)


def sheet(admin: Desk, name: str, *lines: str) -> Answer:
    file = SimpleUploadedFile(name, "\n".join(lines).encode())
    return admin.browser.post("/desk/place/sheets", {"file": file}, follow=True)


def name_of(key: str) -> str:
    return Organ.objects.values_list("name", flat=True).get(key=key)


def other_book(key: str) -> str:
    return next(each for each in BOOKS if each != book_for(organ(key), today()))


def test_a_new_name_is_shown_before_it_counts_and_taken_back_again(admin: Desk) -> None:
    before = name_of("lx-slj")
    shown = words(to(admin, "lx-slj", "rename", name="柳溪县水务局", short="县水务局"))
    assert before in shown and "柳溪县水务局" in shown and name_of("lx-slj") == before
    says(admin, "ask")
    assert name_of("lx-slj") == "柳溪县水务局"
    says(admin, "undo")
    assert name_of("lx-slj") == "柳溪县水务局"
    says(admin, "ask")
    assert name_of("lx-slj") == before


def test_whoever_carries_on_open_matters_is_agreed_to_by_a_second_person(admin: Desk) -> None:
    heir = name_of("lx-zjj")
    to(admin, "lx-slj", "end", heir=heir)
    says(admin, "ask")
    assert organ("lx-slj") in chart_on(today()).organs
    assert "1 件等本机关的第二个人同意" in words(Desk("zhouping").browser.get("/desk/approvals"))
    assert "等您同意的改动" in words(Desk("zhouping").browser.get("/desk/security"))
    says(Desk("zhouping"), "yes")
    assert chart_on(today()).current(organ("lx-slj")) == organ("lx-zjj")


@pytest.mark.parametrize("username", ["fangqing", "zhengyu", "gaolei"], ids=["who asked", "an analyst", "elsewhere"])
def test_nobody_else_says_yes(admin: Desk, username: str) -> None:
    to(admin, "lx-slj", "end", heir=name_of("lx-zjj"))
    says(admin, "ask")
    says(Desk(username), "yes")
    assert organ("lx-slj") in chart_on(today()).organs


def test_a_no_leaves_everything_as_it_is(admin: Desk) -> None:
    before = book_for(organ("lx-slj"), today())
    to(admin, "lx-slj", "book", book=other_book("lx-slj"))
    says(admin, "ask")
    says(Desk("zhouping"), "no")
    assert Change.objects.latest("at").ended_at is not None and book_for(organ("lx-slj"), today()) == before


def test_a_change_of_rule_book_shows_what_the_two_say_differently(admin: Desk) -> None:
    assert "期限" in words(to(admin, "lx-slj", "book", book=other_book("lx-slj")))


def test_a_list_of_competences_is_changed_from_a_day_on(admin: Desk) -> None:
    held = set(Competence.objects.filter(in_force(today()), organ=organ("lx-slj")).values_list("word_id", flat=True))
    gone = sorted(held)[0]
    to(admin, "lx-slj", "competent", words="、".join(held - {gone}))
    says(admin, "ask")
    assert gone not in chart_on(today()).organ(organ("lx-slj")).competences
    says(admin, "undo")
    says(admin, "ask")
    assert gone in chart_on(today()).organ(organ("lx-slj")).competences


def test_a_new_organ_stands_under_its_superior(admin: Desk) -> None:
    above = name_of("lx-gov") if Organ.objects.filter(key="lx-gov").exists() else name_of("lx-xfj")
    said = {**NEW, "division": Organ.objects.get(key="lx-slj").code, "above": above, "since": str(today())}
    shown = admin.browser.post("/desk/place/organs/new", said, follow=True)
    assert "新加" in words(shown)
    says(admin, "ask")
    made = Organ.objects.get(name="柳溪县水务局")
    assert chart_on(today()).organs[chart_on(today()).superior(made.id) or 0].name == above


def test_a_year_is_corrected_by_a_new_version_and_the_days_that_move_are_shown(admin: Desk) -> None:
    year = today().year + 1
    said = {"holidays": f"元旦 {year}-01-01..{year}-01-03", "makeups": "", "source": "国办发明电", "settled": "1"}
    shown = admin.browser.post(f"/desk/place/calendar/{year}", said, follow=True)
    # A version of a year that is there already is no new year: what each day was stands beside what it becomes.
    assert "1月2日" in words(shown) and "新加" not in words(shown) and "照平常" in words(shown)
    says(admin, "ask")
    says(Desk("zhouping"), "yes")
    assert CalendarYear.objects.filter(year=year).order_by("-version").first().settled  # type: ignore[union-attr]


def test_a_sheet_with_one_wrong_line_changes_nothing_and_says_why(admin: Desk) -> None:
    shown = sheet(admin, "competences.csv", "organ,word", "lx-slj,没有这个词", "nobody,水利")
    assert "没有“没有这个词”" in words(shown) and "没有“nobody”" in words(shown) and shown.status_code == 422


def test_people_by_a_sheet_wait_for_a_second_person_as_they_do_on_their_page(admin: Desk) -> None:
    sheet(admin, "people.csv", "username,name", "lixiang,李想", "zhaomin,赵敏")
    says(admin, "ask")
    assert Person.objects.get(username="lixiang").has_usable_password() is False
    sheet(admin, "posts.csv", "person,organ,role", "lixiang,qc-xfj,handler", "zhaomin,qc-xfj,analyst")
    says(admin, "ask")
    held = Post.objects.filter(in_force(today()), person__username__in=("lixiang", "zhaomin"))
    assert list(held.values_list("person__username", "role")) == [("zhaomin", "analyst")]


@pytest.mark.parametrize(
    "lines",
    [
        ("people", "username,name,password", "lixiang,李想,123456789012"),
        ("people", "username,name", "service.x,李想"),
        ("posts", "person,organ,role", "fangqing,qc-xfj,handler"),
        ("posts", "person,organ,role", "wanglan,qc-xfj,admin"),
        ("posts", "person,organ,role", "wanglan,sf-xfj,handler"),
    ],
    ids=["a password", "a machine's name", "one's own post", "an administrator", "an organ elsewhere"],
)
def test_what_the_pages_refuse_a_sheet_is_refused_too(admin: Desk, lines: tuple[str, ...]) -> None:
    posts = Post.objects.count()
    sheet(admin, f"{lines[0]}.csv", *lines[1:])
    says(admin, "ask")
    assert Change.objects.latest("at").done_at is None and Post.objects.count() == posts


def test_an_administrator_of_a_part_changes_nothing_beyond_it(admin: Desk) -> None:
    Post.objects.create(person_id=person("chuxiangyang"), organ_id=organ("lx-slj"), role="admin", since=today())
    from huiyin.people.stamps import POSTS, touch

    touch(POSTS)
    local = Desk("chuxiangyang")
    assert local.browser.get(f"/desk/place/organs/{organ('lx-zjj')}").status_code == 404
    sheet(local, "organs.csv", "key,name", "lx-zjj,改了")
    says(local, "ask")
    year = today().year + 1
    local.browser.post(f"/desk/place/calendar/{year}", {"holidays": f"元旦 {year}-01-01", "source": "我"}, follow=True)
    says(local, "ask")
    assert not Change.objects.filter(done_at__isnull=False).exists()


def test_an_auditor_sees_what_was_changed_and_changes_nothing(admin: Desk) -> None:
    to(admin, "lx-slj", "rename", name="柳溪县水务局", short="县水务局")
    auditor = Desk("heshan")
    assert "改名称和联系方式" in words(auditor.browser.get("/desk/place/changes"))
    says(auditor, "ask")
    assert Change.objects.latest("at").asked_at is None
    assert auditor.browser.get("/desk/place").status_code == 403


def test_nobody_but_administrators_sees_these_pages() -> None:
    for each in ("", "/organs", "/organs/new", "/calendar", "/sheets", "/channels", "/changes", "/sheets/people.xlsx"):
        assert Desk("wanglan").browser.get(f"/desk/place{each}").status_code == 403
    assert Desk("wanglan").browser.get("/desk/place/changes/1").status_code == 404


def test_a_change_that_waited_too_long_is_done_by_nobody(admin: Desk) -> None:
    to(admin, "lx-slj", "end", heir=name_of("lx-zjj"))
    says(admin, "ask")
    late = timezone.now() - timedelta(days=1)
    Change.objects.update(until=late)
    says(Desk("zhouping"), "yes")
    assert not changes.waiting(timezone.now()).exists() and organ("lx-slj") in chart_on(today()).organs
