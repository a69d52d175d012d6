"""Handing over everything of one person, and the receptionist's one button."""

from __future__ import annotations

from collections.abc import Callable

from huiyin.people.models import Person
from huiyin.record.models import Event
from tests.city import person
from tests.desk.life import Life, begin
from tests.desk.staff import Answer, Desk, form_on, words

Open = Callable[..., Desk]


def hand_over(desk: Desk, giver: str, heir: str, *matters: Life) -> Answer:
    url = f"/desk/hand-over?from={person(giver)}"
    numbers = [matter.number for matter in matters]
    return desk.send("/desk/hand-over", form_on(desk.open(url)), to=str(person(heir)), case=numbers)


def test_everything_of_one_person_goes_to_another_at_once(desk: Open) -> None:
    first, second = begin(), begin()
    assert "移交了 2 件" in words(hand_over(desk("zhouping"), "chenhao", "zhaoning", first, second))
    assert {first.row.owner, second.row.owner} == {person("zhaoning")}


def test_each_matter_tells_of_it_in_its_own_journal(desk: Open, letter: Life) -> None:
    hand_over(desk("zhouping"), "chenhao", "zhaoning", letter)
    assert Event.objects.filter(record=letter.id, act="name_handler", by=person("zhouping")).count() == 1


def test_what_was_unticked_stays(desk: Open) -> None:
    given, kept = begin(), begin()
    hand_over(desk("zhouping"), "chenhao", "zhaoning", given)
    assert kept.row.owner == person("chenhao")


def test_what_the_law_refuses_is_listed_with_the_reason(desk: Open) -> None:
    matter = begin().proposed()
    head, handler = (username(matter.at(role).person) for role in ("head", "handler"))
    said = words(hand_over(desk(head), username(matter.row.owner), handler, matter))
    assert "有 1 件没有移交" in said and "意见待签发" in said


def username(found: int | None) -> str:
    return str(Person.objects.get(id=found).username)


def test_somebody_of_another_organ_cannot_be_the_heir(desk: Open, letter: Life) -> None:
    assert hand_over(desk("zhouping"), "chenhao", "xumei", letter).status_code == 422
    assert letter.row.owner == person("chenhao")


def test_a_receptionist_hands_nothing_of_others_over(desk: Open) -> None:
    assert desk("wanglan").open("/desk/hand-over").status_code == 403


def test_the_receptionist_gives_a_new_matter_to_the_dispatcher_with_one_button(desk: Open) -> None:
    matter = begin(by="wanglan")
    wang = desk("wanglan")
    assert "交给办信的人分流" in words(wang.open(matter.url))
    wang.browser.post(f"{matter.url}/to-dispatcher")
    assert matter.row.owner in (person("chenhao"), person("zhaoning"))


def test_the_receptionist_takes_nothing_from_a_colleague(desk: Open, letter: Life) -> None:
    desk("wanglan").browser.post(f"{letter.url}/to-dispatcher")
    assert Event.objects.filter(record=letter.id).count() == 1
