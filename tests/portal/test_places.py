"""Where it happened: typed, said or pointed at; understood as people say it, asked where it may mean several."""

from __future__ import annotations

import pytest
from django.test import Client

from huiyin.people.gazetteer import certain, find, within
from huiyin.people.models import Division
from huiyin.people.sketch import sketch
from huiyin.people.stamps import ORGANS, touch
from huiyin.typed.initials import initials_of
from tests.portal.life import TOLD, confirm, plain

pytestmark = pytest.mark.django_db

UPPER, LOWER, TOWN = "990121101201", "990121101202", "990121101000"
STORY = "渠被砂场填了，没人管。"


def names(said: str) -> list[str]:
    return [each.name for each in find(said)]


@pytest.mark.parametrize("said", [
    "上桥村", "上桥",
    "石桥镇上桥村", "石桥上桥村", "柳溪县 上桥村", "示范省青川市柳溪县石桥镇上桥村", "上桥大队", "990121101201",
])  # fmt: skip
def test_a_village_is_known_however_it_is_said(said: str) -> None:
    found = certain(said)
    assert found is not None and found.code == UPPER


@pytest.mark.parametrize(
    ("typed", "village"),
    [("sqc", "上桥村"), ("xqc", "下桥村"), ("dwz", "大湾镇"), ("lxx", "柳溪县"), ("dpc", "东坡村")],
)
def test_first_letters_of_pinyin_find_it(typed: str, village: str) -> None:
    assert village in names(typed)


def test_what_sounds_alike_is_found_where_nothing_is_written_so() -> None:
    assert "东坡村" in names("冬坡村")


def test_a_part_of_the_name_offers_all_that_have_it() -> None:
    assert {"上桥村", "下桥村", "石桥镇"} <= set(names("桥"))


def test_letters_follow_the_order_of_the_signs() -> None:
    assert initials_of("柳溪县石桥镇") == "lxxsqz"


def test_a_name_with_two_readings_is_found_as_the_city_says_it() -> None:
    Division.objects.filter(code=UPPER).update(initials="cqz")
    touch(ORGANS)
    assert names("cqz") == ["上桥村"]


def test_a_namesake_is_asked_for_and_one_press_answers(client: Client) -> None:
    Division.objects.create(
        code="990121201203", name="上桥村", path="示范省 青川市 柳溪县 梨园乡 上桥村", level="village"
    )
    touch(ORGANS)
    told = {**TOLD, "text": STORY, "place": "上桥村", "spot": ""}
    asked = client.post("/submit/", told)
    assert asked.status_code == 422
    assert "请点您说的那一个" in plain(asked)
    key = asked.context["draft"].key
    answer = client.post("/submit/", {**told, "key": key, "place_meant": "上桥村", "place_is": UPPER})
    assert answer.status_code == 303
    assert "石桥镇 上桥村" in client.get(f"/submit/?draft={key}").content.decode()
    other = client.post(
        "/submit/", {**told, "key": key, "place": "梨园乡上桥村", "place_meant": "上桥村", "place_is": UPPER}
    )
    assert other.status_code == 303
    assert "梨园乡 上桥村" in client.get(f"/submit/?draft={key}").content.decode()


def test_what_is_not_found_stays_in_the_field(client: Client) -> None:
    answer = client.post("/submit/", {**TOLD, "text": STORY, "place": "天上宫阙", "spot": ""})
    assert answer.status_code == 422
    assert "没有找到“天上宫阙”" in plain(answer)
    again = client.get(f"/submit/?draft={answer.context['draft'].key}")
    assert 'value="天上宫阙"' in again.content.decode()


def test_pointing_keeps_every_word_and_brings_the_place(client: Client) -> None:
    begun = client.post("/submit/", {"text": STORY, "kind": "help", "place": "", "spot": "", "point": "1"})
    assert begun.headers["Location"].startswith("/submit/where/")
    page = client.get(begun.headers["Location"])
    assert page.headers["Permissions-Policy"].count("geolocation=(self)") == 1
    assert "柳溪县" in plain(page) and 'class="sketch"' in page.content.decode()
    back = client.post("/submit/where/", {"key": page.context["draft"].key, "place": UPPER})
    story = client.get(back.headers["Location"]).content.decode()
    assert STORY in story and "石桥镇 上桥村" in story


def test_the_map_and_its_list_hold_the_same_and_no_two_marks_touch() -> None:
    for area in ("990100000000", "990121000000", TOWN):
        below = within(area)
        drawn = sketch(below)
        assert drawn is not None
        assert [each.place for each in drawn.marks] == below
        spots = [(each.x, each.y) for each in drawn.marks]
        assert all(abs(x - a) > 40 or abs(y - b) > 40 for n, (x, y) in enumerate(spots) for a, b in spots[:n])


def test_without_centres_there_is_a_list_and_no_map(client: Client) -> None:
    Division.objects.update(longitude=None, latitude=None)
    touch(ORGANS)
    page = client.get("/submit/where/").content.decode()
    assert 'class="sketch"' not in page and "柳溪县" in page and "data-locate" not in page


def test_looking_for_a_place_says_names_and_nothing_else(client: Client) -> None:
    assert client.get("/submit/places/", {"q": "sqc"}).json()["places"][0].keys() == {"code", "path"}
    assert client.get("/submit/places/", {"q": "' OR 1=1 --"}).json() == {"places": []}


def test_whoever_named_no_place_is_asked_one_question_and_told_of_no_mistake(client: Client) -> None:
    client.post("/submit/", {"kind": "help", "text": "孩子班里天天加课，求管一管。", "place": ""})
    shown = client.get("/submit/claims/").content.decode()
    assert "只差一样：事情发生在哪里？" in shown and "处要" not in shown


def test_whoever_said_how_long_ago_is_not_asked_when(client: Client) -> None:
    client.post("/submit/", {"kind": "help", "text": "上桥村的工地欠工钱五个月了，求管一管。", "place": ""})
    assert "是什么时候的事" not in client.get("/submit/claims/").content.decode()


def test_whoever_named_the_city_alone_points_at_a_part_of_it_or_at_all_of_it(client: Client) -> None:
    told = {"kind": "help", "text": "交警贴的单子我不认。在青川市。", "place": ""}
    client.post("/submit/", told)
    shown = client.get("/submit/claims/").content.decode()
    assert "在青川市的哪里？" in shown and 'name="place_is" value="990121000000"' in shown
    answer = confirm(client, place="", place_meant="", place_is="990100000000")
    assert answer.headers["Location"].startswith("/submit/you/")


def test_whoever_named_nothing_points_too(client: Client) -> None:
    client.post("/submit/", {"kind": "help", "text": "孩子班里天天加课。", "place": ""})
    shown = client.get("/submit/claims/").content.decode()
    assert "是哪里的事？" in shown and 'name="place_is"' in shown
