"""Filing together: others join by a link that shows what is asked for and nothing else, until it is taken back."""

import re
from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client

from huiyin.cases.identity import open_identity
from huiyin.cases.models import Party
from huiyin.record.models import Event
from tests.portal.life import Life, file, page, plain

pytestmark = pytest.mark.django_db
Follow = Callable[[Life], Client]

WANG = {"name": "王二梅", "phone": "13200007711"}


@pytest.fixture
def link(life: Life, follow: Follow) -> str:
    return make_link(follow(life), life)


def make_link(client: Client, life: Life) -> str:
    client.post(f"/follow/{life.number}/together/")
    found = re.search(r'value="http://testserver(/join/[^"]+)"', page(client.get(f"/follow/{life.number}/together/")))
    assert found
    return found.group(1)


def joins(link: str, client: Client | None = None, **who: str) -> HttpResponse:
    return (client or Client()).post(link, {**WANG, **who})


def people(life: Life) -> list[tuple[str, str]]:
    rows = Party.objects.filter(case=life.id).order_by("id")
    return [(row.capacity, open_identity(row).name) for row in rows]


def test_the_link_shows_what_is_asked_for_and_nothing_else(link: str) -> None:
    shown = page(Client().get(link))
    assert "恢复灌溉渠四十二米" in shown
    assert not [words for words in ("去年十月被占", "陈大山", "春耕用不上水", "陈") if words in shown]


def test_who_joins_becomes_a_party_of_the_matter(link: str, life: Life) -> None:
    assert joins(link).status_code == 303
    assert people(life)[1:] == [("cosigner", "王二梅")]


def test_the_journal_learns_that_somebody_joined_but_not_who(link: str, life: Life) -> None:
    joins(link)
    event = Event.objects.get(record=life.id, act="join")
    assert "王二梅" not in event.payload and "13200007711" not in event.payload


def test_the_same_person_joins_once(link: str, life: Life) -> None:
    for _press in range(2):
        joins(link)
    assert len(people(life)) == 2


def test_the_number_of_people_grows_with_those_who_join(link: str, life: Life) -> None:
    for figure in range(5):
        joins(link, phone=f"1320000772{figure}")
    assert life.facts.petitioners == 6


def test_those_counted_at_the_filing_are_not_counted_twice(client: Client) -> None:
    case = file(client, people="12")
    found = Life.__new__(Life)
    found.id = case.id
    link = make_link(client, found)
    joins(link)
    assert found.facts.petitioners == 12


def test_a_link_taken_back_opens_nothing(link: str, life: Life, follow: Follow) -> None:
    follow(life).post(f"/follow/{life.number}/together/", {"revoke": "1"})
    assert Client().get(link).status_code == 404


def test_a_new_link_is_another_one(link: str, life: Life, follow: Follow) -> None:
    client = follow(life)
    client.post(f"/follow/{life.number}/together/", {"revoke": "1"})
    assert make_link(client, life) != link


def test_a_changed_link_opens_nothing(link: str) -> None:
    assert Client().get(link[:-3] + "xx/").status_code == 404


def test_there_are_no_more_representatives_than_the_law_allows(link: str, life: Life) -> None:
    for figure in range(7):
        joins(link, phone=f"1320000772{figure}", speaks="on")
    assert [capacity for capacity, _name in people(life)].count("representative") == 5


def test_the_one_who_filed_sees_the_names_half_hidden(link: str, life: Life, follow: Follow) -> None:
    joins(link)
    shown = page(follow(life).get(f"/follow/{life.number}/together/"))
    assert "王*" in shown and "王二梅" not in shown


def test_a_mistake_keeps_what_was_typed(link: str) -> None:
    answer = joins(link, phone="一三二")
    assert answer.status_code == 422
    assert 'value="王二梅"' in page(answer)


def test_who_joined_gets_a_proof_that_can_be_checked(link: str, life: Life) -> None:
    client = Client()
    shown = plain(client.get(joins(link, client).headers["Location"]))
    proof = re.search(r"存证码 (\S+)", shown)
    assert proof
    assert "是真的" in plain(client.post("/verify/", {"number": life.number, "proof": proof.group(1)}))


def test_nobody_joins_once_it_is_decided(link: str, life: Life) -> None:
    life.served()
    answer = joins(link)
    assert answer.status_code == 422
    assert len(people(life)) == 1


def test_a_report_of_wrongdoing_has_no_link(client: Client) -> None:
    case = file(
        client, {"kind": "report", "text": "学校收费不开票。希望查一查。"}, {"accused_name": "某学校"}, anonymous="on"
    )
    client.post(f"/follow/{case.number}/together/")
    shown = page(client.get(f"/follow/{case.number}/together/"))
    assert "/join/" not in shown and "检举控告要保密" in shown


def test_the_history_says_that_somebody_joined(link: str, life: Life, follow: Follow) -> None:
    joins(link)
    assert "又有一个人一起提出" in plain(follow(life).get(f"/follow/{life.number}/"))


def test_only_the_one_who_filed_makes_a_link(life: Life) -> None:
    assert Client().post(f"/follow/{life.number}/together/").status_code == 404
