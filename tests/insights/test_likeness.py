"""Over the whole record: repeats of a person, one matter of several, what a person says of it; no report among them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from huiyin.insights import counting_words, likeness, rarity, storage
from huiyin.insights.indexing import refresh
from huiyin.insights.models import Likeness
from huiyin.insights.similar import closest
from huiyin.store.locks import writing
from tests.city import Matter, actor, organ
from tests.desk.staff import Desk, asked, words
from tests.insights.test_gathering import brought
from tests.insights.test_same import TEXT, TITLE

pytestmark = pytest.mark.django_db
IN_OTHER_WORDS = TITLE.replace("扰民", "影响生活"), TEXT.replace("每天", "天天").replace("没有结果", "没人管")
ELSEWHERE = TITLE.replace("翠竹园", "金桂苑"), TEXT.replace("翠竹园", "金桂苑")
FAR = "水渠塌了没人修", "灌溉渠被占了四十二米，春耕用不上水，村里的稻田都干了。"


def soon() -> datetime:
    return timezone.now() + timedelta(minutes=5)


def compared(*matters: Matter, anew: bool = False) -> likeness.Looked:
    refresh([each.id for each in matters])
    return likeness.look(soon(), anew=anew)


def pairs() -> set[tuple[int, int, bool]]:
    return set(Likeness.objects.values_list("case", "other", "one_person"))


def test_what_a_person_brings_again_is_a_repeat_and_what_another_brings_may_be_a_topic() -> None:
    first, far, elsewhere = brought(TITLE, TEXT, 1), brought(*FAR, 1), brought(*ELSEWHERE, 4)
    again, another = brought(*IN_OTHER_WORDS, 1), brought(TITLE, TEXT, 2)
    found = compared(first, far, elsewhere, again, another)
    assert pairs() == {(again.id, first.id, True), (another.id, first.id, False), (another.id, again.id, False)}
    assert (found.matters, found.repeats, found.alike) == (5, 1, 2)


def test_it_goes_on_where_it_ended_and_waits_for_what_the_index_has_not_read() -> None:
    first = brought(TITLE, TEXT, 1)
    assert compared(first).matters == 1
    second = brought(*IN_OTHER_WORDS, 2)
    assert likeness.look(soon()).matters == 0
    assert compared(second).matters == 1 and pairs() == {(second.id, first.id, False)}
    assert likeness.look(timezone.now() - timedelta(days=1), anew=True).matters == 0


def test_a_persons_word_is_remembered_with_who_and_when_and_stands_on_the_card() -> None:
    first, second = brought(TITLE, TEXT, 1), brought(*IN_OTHER_WORDS, 1)
    compared(first, second)
    desk, row = Desk("chenhao"), Likeness.objects.get()
    card = f"/desk/dispatch/{second.row.number}"
    assert "像是同一件事" in words(desk.open(card))
    page = desk.open("/desk/topics/alike")
    assert first.row.title in words(page) and "同一个人" in words(page) and asked(desk, "/desk/topics/alike") <= 12
    desk.send(f"/desk/topics/alike/{row.pk}", {"said": "different"})
    row.refresh_from_db()
    assert (row.answer, row.by) == ("different", actor("chenhao").person) and row.at is not None
    assert "像是同一件事" not in words(desk.open(card))
    assert "不是同一件事" in words(desk.open("/desk/topics/alike?shelf=done"))
    compared(anew=True)
    row.refresh_from_db()
    assert row.answer == "different"
    desk.send(f"/desk/topics/alike/{row.pk}", {"said": "open"})
    row.refresh_from_db()
    assert (row.answer, row.by, row.at) == ("", None, None)


def test_a_pair_is_gone_once_one_of_it_is_a_report_and_a_report_is_never_compared() -> None:
    first, second = brought(TITLE, TEXT, 1), brought(*IN_OTHER_WORDS, 2)
    compared(first, second)
    row = Likeness.objects.get()
    second.do("classify", "chenhao", classes={"1": {"kind": "accusation"}}, accused_organ=organ("lx-slj"))
    desk = Desk("chenhao")
    assert TITLE not in words(desk.open("/desk/topics/alike?shelf=others"))
    assert desk.send(f"/desk/topics/alike/{row.pk}", {"said": "same"}).status_code == 404
    third = brought(TITLE, TEXT, 3)
    compared(third)
    assert {(third.id, first.id, False)} == pairs() - {(second.id, first.id, False)}


def test_only_whoever_dispatches_at_a_petition_office_is_asked() -> None:
    compared(brought(TITLE, TEXT, 1), brought(*IN_OTHER_WORDS, 1))
    row = Likeness.objects.get()
    assert Desk("linxiaoman").open("/desk/topics/alike").status_code == 403
    assert Desk("linxiaoman").send(f"/desk/topics/alike/{row.pk}", {"said": "same"}).status_code == 403
    assert Desk("chenhao").send(f"/desk/topics/alike/{2**70}", {"said": "same"}).status_code == 404
    assert Desk("chenhao").send(f"/desk/topics/alike/{row.pk}", {"said": "perhaps"}).status_code == 404


def test_in_a_counted_record_the_rarest_words_find_the_matter_and_no_word_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(counting_words, "FEWEST", 2)
    matters = [
        brought(TITLE, TEXT, 1),
        brought(*FAR, 2),
        brought("路灯不亮", "村口的路灯坏了一个月，晚上看不见路。", 3),
    ]
    refresh([each.id for each in matters])
    assert counting_words.count(soon(), anew=True)
    try:
        assert closest(IN_OTHER_WORDS[1])[0] == matters[0].id
        assert rarity.known() is not None and not counting_words.count(soon())
        assert "翠竹".encode() not in bytes(counting_words.WordRarity.objects.get().counts)
    finally:
        rarity.forget()


def test_a_record_that_came_in_one_night_is_counted_all_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its ids lie in a thousandth of the span, so nearly every stretch of it is empty."""
    for name, most in (("FEWEST", 2), ("SAMPLE", 8), ("STRETCHES", 4), ("EACH", 2)):
        monkeypatch.setattr(counting_words, name, most)
    refresh([brought(*FAR, 1).id for _ in range(10)])
    with writing():
        storage.put({1: {"远古"}})
    try:
        assert counting_words.count(soon(), anew=True)
        assert counting_words.WordRarity.objects.get().sampled >= 7
    finally:
        rarity.forget()


def test_once_a_matter_is_a_report_nothing_says_whose_other_matter_it_is_like() -> None:
    first, again, another = brought(TITLE, TEXT, 1), brought(*IN_OTHER_WORDS, 1), brought(TITLE, TEXT, 2)
    compared(first, again, another)
    assert len(pairs()) == 3
    accused = {"classes": {"1": {"kind": "accusation"}}, "accused_organ": organ("lx-slj")}
    again.do("classify", "chenhao", **accused)
    assert pairs() == {(another.id, first.id, False)}
    compared(anew=True)
    assert pairs() == {(another.id, first.id, False)}
