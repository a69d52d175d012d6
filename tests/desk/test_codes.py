"""At the counter a lost query code is given anew; the old one opens nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from huiyin.cases.identity import Identity
from huiyin.cases.lodging import Capacity, PartyText
from huiyin.cases.projections import query_code_of
from huiyin.joint.models import Proof, Reissued, State
from huiyin.joint.renewing import settle_all
from huiyin.law.terms import Role
from huiyin.people.models import Person, Post
from tests.desk.life import Life, begin, report_on
from tests.desk.staff import Desk, words
from tests.desk.test_permissions import somebody

pytestmark = pytest.mark.django_db
Open = Callable[..., Desk]

PEOPLE = (
    PartyText(Capacity.PETITIONER, Identity("陈大山", phone="13200007710")),
    PartyText(Capacity.COSIGNER, Identity("王二梅", phone="13200007711")),
)


@pytest.fixture
def joint(db: None) -> Life:
    return begin(parties=PEOPLE, petitioners=2)


def give(desk: Desk, matter: Life, **changes: str) -> str:
    page = words(desk.open(f"{matter.url}/codes"))
    assert "给谁补发" in page
    found = re.search(r'name="party" value="(\d+)"', desk.open(f"{matter.url}/codes").content.decode())
    assert found
    said = {"party": found.group(1), "proof": Proof.DOCUMENT.value, **changes}
    return words(desk.browser.post(f"{matter.url}/codes", said, follow=True))


def card(shown: str) -> dict[str, str]:
    found = re.search(r"编号 ([\d ]+) 查询码 (\w{4} \w{4})", shown)
    assert found, shown
    return {"number": found.group(1), "code": found.group(2)}


def test_somebody_named_at_the_registration_gets_a_first_code(desk: Open, joint: Life) -> None:
    follows = Client().post("/follow/", card(give(desk("wanglan"), joint)))
    assert follows.status_code == 303


def test_the_second_code_replaces_the_first(desk: Open, joint: Life) -> None:
    first, second = (card(give(desk("wanglan"), joint)) for _time in range(2))
    assert first["number"] == second["number"]
    assert [Client().post("/follow/", each).status_code for each in (first, second)] == [422, 303]


def test_who_gave_it_and_how_they_knew_the_person_is_kept(desk: Open, joint: Life) -> None:
    give(desk("wanglan"), joint)
    assert Reissued.objects.get().proof == Proof.DOCUMENT
    assert "以前补发过" in words(desk("wanglan").open(f"{joint.url}/codes"))


def test_the_person_sees_which_office_gave_it(desk: Open, joint: Life) -> None:
    client = Client()
    client.post("/follow/", card(give(desk("wanglan"), joint)))
    shown = words(client.get(f"/follow/{joint.number}/"))
    assert "给您补发过查询码。不是您要的，请马上打电话告诉我们" in shown


def test_without_proof_nothing_is_given(desk: Open, joint: Life) -> None:
    assert "补发好了" not in give(desk("wanglan"), joint, proof="") and not Reissued.objects.exists()


def test_the_word_of_a_representative_is_no_proof_at_the_counter(desk: Open, joint: Life) -> None:
    assert "补发好了" not in give(desk("wanglan"), joint, proof=Proof.REPRESENTATIVE.value)


def test_the_case_page_leads_there(desk: Open, joint: Life) -> None:
    assert f"{joint.url}/codes" in desk("wanglan").open(joint.url).content.decode()


def test_whoever_filed_gets_a_new_code_and_the_old_one_ends_after_a_pause(desk: Open, letter: Life) -> None:
    old = {"number": letter.number, "code": query_code_of(letter.row)}
    new = card(give(desk("wanglan"), letter))
    during = [Client().post("/follow/", each).status_code for each in (old, new)]
    over()
    assert (during, [Client().post("/follow/", each).status_code for each in (old, new)]) == ([303, 303], [422, 303])


def over() -> None:
    """The pause is over, and the worker has looked."""
    Reissued.objects.filter(state=State.GIVEN).update(ends_at=timezone.now())
    settle_all(timezone.now())


def test_the_holder_stops_a_code_they_did_not_ask_for(desk: Open, letter: Life) -> None:
    old = {"number": letter.number, "code": query_code_of(letter.row)}
    new = card(give(desk("wanglan"), letter))
    holder = Client()
    holder.post("/follow/", old)
    assert "不是我要的，停下" in words(holder.get(f"/follow/{letter.number}/"))
    holder.post(f"/follow/{letter.number}/code/stop/")
    over()
    assert [Client().post("/follow/", each).status_code for each in (old, new)] == [303, 422]


def test_after_a_stop_two_persons_are_needed(desk: Open, letter: Life) -> None:
    holder = Client()
    holder.post("/follow/", {"number": letter.number, "code": query_code_of(letter.row)})
    give(desk("wanglan"), letter)
    holder.post(f"/follow/{letter.number}/code/stop/")
    assert "补发好了" not in give(desk("wanglan"), letter)


def test_a_report_s_code_is_given_by_two_persons_and_opens_after_the_pause(desk: Open) -> None:
    report = report_on("lx-slj")
    old = {"number": report.number, "code": query_code_of(report.row)}
    first, second = two_of(report)
    assert "补发好了" not in give(first, report)
    assert first.browser.post(f"{report.url}/codes", {"asked": str(Reissued.objects.get().id)}).status_code == 403
    new = card(answer(second, report))
    assert [Client().post("/follow/", each).status_code for each in (old, new)] == [303, 422]
    over()
    assert [Client().post("/follow/", each).status_code for each in (old, new)] == [422, 303]
    row = Reissued.objects.get()
    assert row.by and row.second and row.by != row.second


def test_the_second_person_may_refuse(desk: Open) -> None:
    report = report_on("lx-slj")
    first, second = two_of(report)
    give(first, report)
    answer(second, report, refuse="1")
    assert Reissued.objects.get().state == State.REFUSED
    assert Client().post("/follow/", {"number": report.number, "code": query_code_of(report.row)}).status_code == 303


def two_of(report: Life) -> tuple[Desk, Desk]:
    """Two persons of the organ that holds it."""
    people = Post.objects.filter(organ=report.row.holder, role__in=["dispatcher", "head"])
    first, second = Person.objects.filter(id__in=people.values("person")).order_by("id")[:2]
    return Desk(first.username), Desk(second.username)


def answer(desk: Desk, matter: Life, **said: str) -> str:
    row = Reissued.objects.get(state=State.ASKED)
    return words(
        desk.browser.post(f"{matter.url}/codes", {"asked": str(row.id), **(said or {"confirm": "1"})}, follow=True)
    )


def test_what_the_old_code_had_opened_is_closed(desk: Open, letter: Life, settings: Any) -> None:
    settings.HUIYIN_CODE_PAUSE_DAYS = 0
    finder = Client()
    finder.post("/follow/", {"number": letter.number, "code": query_code_of(letter.row)})
    give(desk("wanglan"), letter)
    assert finder.get(f"/follow/{letter.number}/").status_code == 404


def test_whoever_filed_sees_that_a_code_was_given(desk: Open, letter: Life) -> None:
    client = Client()
    client.post("/follow/", card(give(desk("wanglan"), letter)))
    assert "给您补发过查询码" in words(client.get(f"/follow/{letter.number}/"))


def test_nobody_without_a_name_is_known_again(desk: Open) -> None:
    nameless = begin(parties=(PartyText(Capacity.PETITIONER),))
    assert desk("wanglan").open(f"{nameless.url}/codes").status_code == 404


def test_of_a_report_only_whoever_made_it_gets_a_code(desk: Open) -> None:
    report = report_on("lx-slj")
    shown = desk("chenhao").open(f"{report.url}/codes").content.decode()
    assert len(re.findall(r'name="party"', shown)) == 1


def test_whoever_does_not_register_gives_no_codes(desk: Open, joint: Life) -> None:
    joint.transferred()
    assert somebody("lx-slj", Role.REVIEWER).open(f"{joint.url}/codes").status_code == 403
