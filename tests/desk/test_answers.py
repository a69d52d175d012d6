"""The knowledge base: ready answers, offered where a petition uses their words, warning when they are old."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from huiyin.desk.models import Answer
from tests.city import IDEA_CLASS, organ, person
from tests.desk.life import Life, bureau, wages
from tests.desk.staff import Desk, words

Open = Callable[..., Desk]
TYPED = {"title": "渠道被占怎么办", "words": "灌溉渠 水渠", "body": "占渠的要恢复原状。", "law": "《水法》第三十七条"}


def written(days: int = 90, key: str = "qc-xfj") -> Answer:
    review = timezone.localdate() + timedelta(days=days)
    return Answer.objects.create(**TYPED, organ=organ(key), owner=person("chenhao"), review_on=review)


def test_an_answer_is_written_with_law_owner_and_review_date(desk: Open) -> None:
    answer = desk("chenhao").browser.post("/desk/answers/new", {**TYPED, "review_on": "2030-01-01"})
    kept = Answer.objects.get()
    assert answer.status_code == 303 and (kept.owner, kept.organ) == (person("chenhao"), organ("qc-xfj"))


def test_an_answer_without_its_law_is_not_kept(desk: Open) -> None:
    said = {**TYPED, "law": "", "review_on": "2030-01-01"}
    assert desk("chenhao").browser.post("/desk/answers/new", said).status_code == 422 and not Answer.objects.exists()


def test_it_is_offered_where_the_petition_uses_its_words(desk: Open, letter: Life) -> None:
    written()
    letter.do("classify", "chenhao", classes=IDEA_CLASS)
    assert "渠道被占怎么办" in words(desk("chenhao").open(f"{letter.url}/acts/answer_on_spot"))


def test_it_is_put_into_the_answer(desk: Open, letter: Life) -> None:
    found = written()
    letter.do("classify", "chenhao", classes=IDEA_CLASS)
    page = desk("chenhao").open(f"{letter.url}/acts/answer_on_spot?use={found.id}").content.decode()
    assert "占渠的要恢复原状。" in page[page.index("<textarea") :]


@pytest.mark.parametrize("page", ["/desk/answers", "act"])
def test_an_answer_past_its_review_warns(desk: Open, letter: Life, page: str) -> None:
    written(days=-1)
    letter.do("classify", "chenhao", classes=IDEA_CLASS)
    url = f"{letter.url}/acts/answer_on_spot" if page == "act" else page
    assert "过了复核日期" in words(desk("chenhao").open(url))


def test_another_organs_answer_is_not_changed(desk: Open) -> None:
    assert desk("chenhao").open(f"/desk/answers/{written(key='lx-slj').id}").status_code == 403


def test_what_was_never_written_is_not_put_in(desk: Open, letter: Life) -> None:
    letter.do("classify", "chenhao", classes=IDEA_CLASS)
    assert desk("chenhao").open(f"{letter.url}/acts/answer_on_spot?use=17").status_code == 200


# The list of statutory routes ---------------------------------------------------------------------------------------


def note(desk: Desk, days: int = 30) -> None:
    review = (timezone.localdate() + timedelta(days=days)).isoformat()
    desk.browser.post("/desk/answers/routes/labour_arbitration", {"body": "仲裁院在人民路8号", "review_on": review})


def test_the_routes_stand_with_their_law_and_outside_limit(desk: Open) -> None:
    said = words(desk("chenhao").open("/desk/answers/routes"))
    assert "劳动仲裁" in said and "1年内" in said


def test_a_route_is_found_by_what_people_say(desk: Open) -> None:
    said = words(desk("chenhao").open("/desk/answers/routes?q=欠薪"))
    assert "劳动仲裁" in said and "行政复议" not in said.split("劳动仲裁")[0]


def test_a_note_of_the_own_organ_has_its_owner(desk: Open) -> None:
    note(desk("chenhao"))
    said = words(desk("zhaoning").open("/desk/answers/routes"))
    assert "仲裁院在人民路8号" in said and "陈浩" in said


def test_another_organ_does_not_see_the_note(desk: Open) -> None:
    note(desk("chenhao"))
    assert "仲裁院在人民路8号" not in words(desk("qianwei").open("/desk/answers/routes"))


def test_a_note_past_its_review_warns_and_is_not_put_into_words(desk: Open) -> None:
    note(desk(bureau()), days=-1)
    card = desk(bureau()).open(f"/desk/dispatch/{wages().number}").content.decode()
    assert "过了复核日期" in words(desk(bureau()).open("/desk/answers/routes")) and "人民路8号" not in card


def test_a_note_goes_into_the_words_by_which_somebody_is_guided(desk: Open) -> None:
    note(desk(bureau()))
    assert "仲裁院在人民路8号" in desk(bureau()).open(f"/desk/dispatch/{wages().number}").content.decode()
