"""What points to a person in their own words is hidden on every page of whoever does not answer the matter."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from huiyin.cases.identity import Identity
from huiyin.cases.lodging import Capacity, ClaimText, PartyText
from tests.desk.life import Life, begin
from tests.desk.staff import Desk

Open = Callable[..., Desk]
PHONE, NAME, NUMBER = "13912345678", "慕容守拙", "990101195603021234"
WORDS = f"我叫{NAME}，电话{PHONE}，身份证{NUMBER}，渠被占了"
OF_A_MATTER = [
    *("", "/receipt", "/papers", "/opinion", "/notes", "/told", "/covers", "/register", "/codes", "/taking"),
    *("/acts/contact", "/acts/supplement", "/acts/unmask", "/acts/supervise", "/acts/consult", "/papers/register"),
]
LISTS = [
    *("", "organ", "dispatch", "notifications", "oversight", "oversight?shelf=late", "hand-over", "topics", "trouble"),
    *(
        "search?q=水渠",
        "search?q=渠被占",
        f"search?q={PHONE}",
        "records/order/new?matter={number}",
        "postings",
        "figures",
    ),
    *("export/organ.csv", "organ/map", "approvals", "quality", "pictures"),
]


@pytest.fixture
def told(db: None) -> Life:
    claim = ClaimText(f"恢复水渠，联系{PHONE}", WORDS, f"{NAME}说的")
    who = PartyText(Capacity.PETITIONER, Identity(name=NAME, phone=PHONE, id_number=NUMBER))
    life = begin(text=WORDS, claims=(claim,), parties=(who,))
    life.handled()
    return life


@pytest.mark.parametrize("who", ["chenhao", "wuxia", "zhouping", "wanglan"])
def test_whoever_sent_it_on_or_watches_it_reads_no_number_in_the_words(desk: Open, told: Life, who: str) -> None:
    staff = desk(who)
    urls = [*(f"{told.url}{each}" for each in OF_A_MATTER), *(f"/desk/{each}" for each in LISTS)]
    shown = {}
    for url in urls:
        answer = staff.open(url.format(number=told.number))
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        page = body.decode(errors="ignore").replace(f'value="{PHONE}"', "")
        found = [each for each in (PHONE, NAME, NUMBER) if each in page]
        if found and not (PHONE in url and found == [PHONE]):
            shown[url] = found
    assert shown == {}


def test_nor_on_the_slip_of_the_file(told: Life) -> None:
    from tests.desk.test_covers import text_of

    assert PHONE not in text_of("chenhao", told, "slip").replace("\n", "").replace(" ", "")


def test_whoever_answers_it_reads_the_words_as_they_came(desk: Open, told: Life) -> None:
    from huiyin.people.models import Person

    page = desk(Person.objects.get(id=told.row.owner).username).open(told.url).content.decode()
    assert PHONE in page and NAME in page
