"""The first office of a new installation: begun once with the code of the terminal, and closed behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from huiyin.gate import first
from huiyin.gate.models import Reset
from huiyin.gate.namings import name_to, to_agree
from huiyin.gate.resets import lacking
from huiyin.house.config import read
from huiyin.house.welcome import text
from huiyin.law.terms import Role
from huiyin.people.account_acts import make
from huiyin.people.charts import chart_on
from huiyin.people.loading.sheets import Row
from huiyin.people.loading.write import load
from huiyin.people.models import Competence, Division, Organ, OrganBook, Person, Post, RoomText, Superior
from huiyin.people.posts import actor_of
from huiyin.people.stamps import ORGANS, POSTS, touch
from huiyin.people.usual import Usual, usual
from huiyin.record.worlds import beijing_day

PASSWORD = "Zhuo-zi-42-deng"
SAID = {
    "code": "990121", "name": "柳溪县",
    "others": "99 示范省\n9901，青川市\n990121101 石桥镇\n990121102 城关街道\n990121101201 上桥村",
    "government": "柳溪县人民政府", "government_short": "柳溪县政府",
    "office": "柳溪县信访局", "office_short": "县信访局",
    "above": "青川市人民政府", "above_short": "市政府", "phone": "", "address": "", "hours": "",
    "admin_name": "方青", "admin": "fangqing", "second_name": "陈浩", "second": "chenhao", "role": "dispatcher",
}  # fmt: skip


@pytest.fixture
def bare(db: None) -> None:
    """A site with nothing but what every installation begins with; what the city had comes back when the test ends."""
    Organ.objects.update(successor=None)
    for model in (Post, RoomText, OrganBook, Competence, Superior, Organ, Person, Division):
        model.objects.all().delete()
    touch(ORGANS, POSTS)


def rows_of(found: Iterable[Usual]) -> Iterator[Row]:
    """What the sheet of usual organs says, put up as it was taken."""
    for each in found:
        said = {"key": each.key, "division": each.code, "kind": each.kind, "name": each.name, "short": each.short}
        yield Row("organs", each.name, said)
        if each.under:
            yield Row("superiors", each.name, {"organ": each.key, "superior": each.under, "primary": "1"})
        if each.words:
            yield Row("competences", each.name, {"organ": each.key, "words": each.words})


def begin(**said: str) -> Any:
    return Client().post("/desk/first", {**SAID, "pin": first.code(), **said})


def test_only_the_code_of_the_terminal_begins_an_office_and_only_once(bare: None) -> None:
    assert first.code() in text(read({})) and "现在开办" in Client().get("/desk/login").content.decode()
    assert begin(pin="wrong").status_code == 422 and first.is_open()
    assert begin().status_code == 200 and not first.is_open()
    assert begin().status_code == 404 and first.code() not in text(read({}))
    assert Client().get("/desk/first").status_code == 404


def test_who_begins_an_office_is_two_people_with_a_slip_each_that_opens_by_itself(bare: None) -> None:
    page = begin().content.decode()
    codes = [each.split("<")[0] for each in page.split('class="code">')[1:]]
    for username, code in zip(("fangqing", "chenhao"), codes, strict=True):
        said = {"username": username, "pin": code, "new": PASSWORD, "again": PASSWORD}
        assert Client().post("/desk/reset", said).status_code == 303
    roles = dict(Post.objects.values_list("person__username", "role"))
    assert roles == {"fangqing": "admin", "chenhao": "dispatcher"}


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("code", "99012"), ("others", "石桥镇"), ("others", ""), ("second", "fangqing"), ("admin", "方青"),
        ("government", ""), ("above_short", ""), ("role", "admin"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_written(bare: None, field: str, said: str) -> None:
    answer = begin(**{field: said})
    assert answer.status_code == 422 and first.is_open() and not Person.objects.exists()
    assert 'name="pin"' in answer.content.decode()


def test_where_nobody_serves_up_to_the_top_whoever_sits_beside_the_administrator_is_asked(bare: None) -> None:
    begin()
    now, office = timezone.now(), Organ.objects.get(key="990121-xfj")
    said = {"key": "sl", "division": "990121", "kind": "department", "name": "柳溪县水利局", "short": "水利局"}
    edge = {"organ": "sl", "superior": "990121-zf", "primary": "1"}
    rows = [Row("organs", "x", said), Row("superiors", "x", edge)]
    load(rows, on=beijing_day(now), demo_allowed=False)
    Person.objects.filter(username="chenhao").update(password="a-password-somebody-signs-in-with")
    people = {name: Person.objects.get(username=name) for name in ("fangqing", "chenhao")}
    admin, second = (
        actor_of(people[name].id, on=beijing_day(now), organ=office.id) for name in ("fangqing", "chenhao")
    )
    new, there = make("lixiang", "李响", by=admin, at=now), Organ.objects.get(key="sl").id
    naming = name_to(new.id, there, Role.HANDLER, by=admin, at=now + timedelta(minutes=1))
    assert naming is not None and [each.id for each in to_agree(second, now + timedelta(minutes=2))] == [naming.id]
    assert not to_agree(admin, now + timedelta(minutes=2))


def test_the_slips_of_the_first_two_lack_nobodys_agreement(bare: None) -> None:
    begin()
    assert [lacking(each, beijing_day(each.at)) for each in Reset.objects.all()] == [[], []]


def test_the_usual_organs_of_a_place_load_as_they_are_and_are_offered_no_more(bare: None) -> None:
    begin()
    found = list(usual("990121"))
    names = {each.name for each in found}
    assert {"柳溪县水利局", "石桥镇人民政府", "城关街道办事处", "上桥村村民委员会"} <= names
    assert "城关街道人民政府" not in names and "柳溪县人民政府" not in names and all("{" not in each for each in names)
    load(list(rows_of(found)), on=timezone.localdate(), demo_allowed=False)
    assert not list(usual("990121"))
    chart = chart_on(timezone.localdate())
    village = Organ.objects.get(name="上桥村村民委员会").id
    assert [chart.organ(each).short for each in chart.primary_line(village)] == ["石桥镇政府", "柳溪县政府", "市政府"]
