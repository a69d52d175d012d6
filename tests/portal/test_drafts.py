"""Each filing is its own draft: two tabs write two, pages that come again find theirs, a key alone opens nothing."""

import re

import pytest
from django.test import Client

from huiyin.cases.models import Case, Claim, Submission
from huiyin.portal.models import Draft
from huiyin.record.models import Event
from tests.portal.life import ME, STORY, TOLD, confirm, fields, file, hand_in, key_of, page, plain, tell

pytestmark = pytest.mark.django_db
OTHER = "东岭县的路灯坏了三个月没人修。希望修好路灯。"


class Tab:
    """A tab of one browser: it sends back the key its page came with, and follows where it is led."""

    def __init__(self, browser: Client, text: str) -> None:
        self.browser, self.text = browser, text
        self.place, self.answer = "/submit/", browser.get("/submit/")

    @property
    def key(self) -> str:
        found = re.search(r'name="key" value="(\w+)"', page(self.answer))
        assert found, page(self.answer)
        return found.group(1)

    def send(self, data: dict[str, object]) -> None:
        self.place = self.browser.post(self.place, {"key": self.key, **data}).headers["Location"]
        self.answer = self.browser.get(self.place)

    def tell(self) -> "Tab":
        self.send({**TOLD, "text": self.text})
        return self

    def confirm(self) -> "Tab":
        self.send(fields(self.answer))
        return self

    def hand_in(self) -> Case:
        self.send(ME)
        return Case.objects.get(number=self.place.split("/")[2])


@pytest.fixture
def two(client: Client) -> tuple[Tab, Tab]:
    return Tab(client, STORY), Tab(client, OTHER)


def test_two_tabs_file_two_matters_and_nothing_mixes(two: tuple[Tab, Tab]) -> None:
    for step in (Tab.tell, Tab.confirm):
        for tab in two:
            step(tab)
    cases = [tab.hand_in() for tab in two]
    for tab, case in zip(two, cases, strict=True):
        claims = Claim.objects.filter(case=case)
        assert tab.text in Submission.objects.get(case=case).text
        assert claims and all(claim.request in tab.text for claim in claims)


def test_a_second_tab_begins_with_nothing_of_the_first(two: tuple[Tab, Tab], client: Client) -> None:
    two[0].tell()
    assert STORY not in page(client.get("/submit/")).split("<textarea")[1]


def test_what_was_not_finished_is_offered_and_can_be_gone_on_with(client: Client) -> None:
    tell(client)
    again = re.search(r'href="(/submit/\?draft=\w+)"', page(client.get("/submit/")))
    assert again and STORY in page(client.get(again.group(1))).split("<textarea")[1]


def test_an_address_that_could_mean_two_drafts_asks_which(two: tuple[Tab, Tab], client: Client) -> None:
    for tab in two:
        tab.tell()
    shown = plain(client.get("/submit/claims/"))
    assert "接着写哪一件" in shown and "灌溉渠" in shown and "路灯" in shown


def test_the_first_tab_goes_on_after_the_second_has_filed(two: tuple[Tab, Tab]) -> None:
    two[0].tell()
    two[1].tell().confirm().hand_in()
    assert STORY in Submission.objects.get(case=two[0].confirm().hand_in()).text


def test_a_draft_is_of_one_browser_alone(client: Client) -> None:
    tell(client)
    key = re.search(r"draft=(\w+)", page(client.get("/submit/")))
    assert key and STORY not in page(Client().get(f"/submit/claims/?draft={key.group(1)}", follow=True))


def test_words_put_back_on_another_draft_are_sent_with_its_key(client: Client) -> None:
    tell(client)
    confirm(client)
    old = key_of(client)
    client.post("/submit/discard/", {"key": old})
    client.post("/submit/you/", {**ME, "key": old}, HTTP_ORIGIN="http://testserver")
    tell(client)
    confirm(client)
    shown = page(client.get("/submit/you/"))
    assert 'value="陈大山"' in shown and f'name="key" value="{old}"' not in shown


def test_a_draft_outlives_the_session(client: Client) -> None:
    tell(client)
    client.session.flush()
    assert "希望恢复水渠。" in page(client.get("/submit/claims/"))


def test_a_draft_rests_encrypted_and_under_no_key_of_the_page(client: Client) -> None:
    tell(client)
    confirm(client)
    row = Draft.objects.get()
    assert "水渠".encode() not in bytes(row.body) and key_of(client) not in (row.key, row.browser)


def test_nothing_of_a_draft_rests_once_it_is_filed(client: Client) -> None:
    file(client)
    assert bytes(Draft.objects.get().body) == b""


def test_the_first_step_of_a_filed_page_is_another_matter(client: Client) -> None:
    tab = Tab(client, STORY)
    key = tab.key
    first = tab.tell().confirm().hand_in()
    answer = client.post("/submit/", {**TOLD, "key": key, "text": OTHER}, follow=True)
    assert first.number[-5:] in plain(answer) and "路灯" in plain(answer)


# -- keys -------------------------------------------------------------------------------------------------------------


def test_a_key_alone_opens_nothing_in_a_fresh_browser(client: Client) -> None:
    tell(client)
    confirm(client)
    key = key_of(client)
    receipt = hand_in(client, key=key).headers["Location"]
    stranger = Client()
    for place in ("/submit/you/", "/submit/offline/", "/submit/claims/", "/submit/"):
        stranger.post(place, {"key": key})
    assert stranger.get(receipt).status_code == 404


def test_a_key_alone_finds_the_receipt_where_it_was_sent(client: Client) -> None:
    """The net broke at the last step: the device asks whether it arrived."""
    tell(client)
    confirm(client)
    key = key_of(client)
    receipt = hand_in(client, key=key).headers["Location"]
    del client.cookies["sessionid"]
    assert client.post("/submit/you/", {"key": key}).headers["Location"] == receipt
    assert client.get(receipt).status_code == 200


def test_whoever_leaves_leaves_no_key_that_opens(client: Client) -> None:
    tell(client)
    confirm(client)
    key = key_of(client)
    receipt = hand_in(client, key=key).headers["Location"]
    client.post("/follow/leave/")
    client.post("/submit/you/", {"key": key})
    assert client.get(receipt).status_code == 404


def test_no_key_stands_in_the_journal(client: Client) -> None:
    tell(client)
    confirm(client)
    key = key_of(client)
    hand_in(client, key=key)
    event = Event.objects.get()
    assert event.key and key not in event.key + event.payload


@pytest.mark.parametrize("changed", [{"phone": "13200001234"}, {"name": "陈小山"}, {"address": "柳溪村三组"}])
def test_a_filed_page_sent_with_other_words_says_so_and_shows_them(client: Client, changed: dict[str, str]) -> None:
    tell(client)
    confirm(client)
    key = key_of(client)
    hand_in(client, key=key)
    answer = client.post("/submit/you/", {**ME, "key": key, **changed})
    assert answer.status_code == 409 and "没有另外登记" in plain(answer)
    assert next(iter(changed.values())) in plain(answer) and Case.objects.count() == 1
