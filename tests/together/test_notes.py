"""Notes beside a matter: for colleagues who may read it, never part of its record."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from huiyin.law.terms import ClaimKind, Role
from huiyin.people.models import Person, Post
from huiyin.people.stamps import POSTS, touch
from huiyin.record.models import Event, Message
from huiyin.together.models import Note, Notification
from huiyin.together.notes import NotNoted, beside, note, readers_of, take_back
from tests.city import MONDAY, Matter, actor, handler_of, lodge, organ, person
from tests.desk.life import TWO_CLAIMS, report_on
from tests.together.told import told

pytestmark = pytest.mark.django_db


def say(matter: Matter, text: str, by: str = "chenhao", to: tuple[int, ...] = (), at: datetime = MONDAY) -> Note:
    return note(matter.row, actor(by, at), text, to, at)


def read(matter: Matter, by: Any) -> list[str]:
    who = actor(by) if isinstance(by, str) else by
    return [row.text for row in beside(matter.row, who, MONDAY.date()).notes]


@pytest.fixture
def matter() -> Matter:
    return Matter(lodge())


def test_a_colleague_reads_it_with_the_name_of_its_author(matter: Matter) -> None:
    say(matter, "先问问镇里")
    assert [(row.text, row.who) for row in beside(matter.row, actor("wanglan"), MONDAY.date()).notes] == [
        ("先问问镇里", "陈浩")
    ]


def test_a_note_is_no_event_and_changes_nothing_of_the_matter(matter: Matter) -> None:
    before = (matter.row.seq, bytes(matter.row.head), Event.objects.count())
    say(matter, "先问问镇里")
    assert (matter.row.seq, bytes(matter.row.head), Event.objects.count()) == before


@pytest.mark.parametrize("text", ["", "  \n ", "长" * 2001, "他是330102195001010011", "打13812345678找他"])
def test_what_is_no_note_is_refused_with_a_sentence(matter: Matter, text: str) -> None:
    with pytest.raises(NotNoted) as fault:
        say(matter, text)
    assert str(fault.value.reason).endswith("。") and not Note.objects.exists()


@pytest.mark.parametrize("text", ["请@吴霞看一下时限", "＠吴霞（市信访局）看看", "看看 @吴霞"])
def test_who_is_mentioned_is_told(matter: Matter, text: str) -> None:
    say(matter, text)
    assert told("wuxia", matter) == ["mention"]


def test_who_is_ticked_is_told_once_even_when_also_written(matter: Matter) -> None:
    say(matter, "请@吴霞看", to=(person("wuxia"),))
    assert told("wuxia", matter) == ["mention"]


@pytest.mark.parametrize("name", ["罗永平", "没有这个人"])
def test_who_may_not_read_the_matter_cannot_be_mentioned_nor_told_from_who_does_not_exist(
    matter: Matter, name: str
) -> None:
    with pytest.raises(NotNoted) as fault:
        say(matter, f"请@{name}看")
    assert str(fault.value.reason).startswith("不能提到") and not Notification.objects.exists()


def test_a_stranger_cannot_be_ticked_either(matter: Matter) -> None:
    with pytest.raises(NotNoted):
        say(matter, "看看", to=(handler_of(Matter(lodge()).transferred()).person or 0,))


def test_two_of_one_name_need_the_organ(matter: Matter) -> None:
    matter.transferred()
    twin = Person.objects.create_person("wuxia2", "吴霞")
    Post.objects.create(person=twin, organ_id=organ("lx-slj"), role=Role.HANDLER.value)
    touch(POSTS)
    with pytest.raises(NotNoted):
        say(matter, "请@吴霞看")
    say(matter, "请@吴霞（市信访局）看")
    assert told("wuxia", matter) == ["mention"]


def test_an_address_is_no_mention(matter: Matter) -> None:
    assert say(matter, "镇里的邮箱是office@example.org").id


def test_a_mention_goes_to_the_worker_so_that_it_is_mailed(matter: Matter) -> None:
    before = Message.objects.filter(topic="staff").count()
    say(matter, "请@吴霞看")
    assert Message.objects.filter(topic="staff").count() == before + 1


def test_the_next_organ_reads_the_notes_when_it_has_the_matter(matter: Matter) -> None:
    say(matter, "先问问镇里")
    matter.transferred()
    assert read(matter, handler_of(matter)) == ["先问问镇里"]


def test_what_was_noted_before_a_report_was_split_off_stays_with_the_first_organ() -> None:
    report = replace(TWO_CLAIMS[1], request="查处水利局的人", kind=ClaimKind.ACCUSATION)
    matter = Matter(lodge(claims=(TWO_CLAIMS[0], report)))
    say(matter, "信里告了水利局的人")
    matter.do("split", "chenhao", claims=[2], reason="检举控告要分开")
    say(matter, "分开了")
    matter.transferred()
    assert (read(matter, handler_of(matter)), len(read(matter, "chenhao"))) == (["分开了"], 2)


def test_the_accused_are_not_among_those_to_mention() -> None:
    matter = report_on("lx-slj")
    names = {each.organ_name for each in readers_of(matter.row, actor("chenhao"), MONDAY)}
    assert "县水利局" not in names


def test_of_a_report_only_confidants_can_be_mentioned() -> None:
    matter = report_on("lx-slj")
    readers = {each.name for each in readers_of(matter.row, actor("chenhao"), MONDAY)}
    assert "吴霞" in readers and "王兰" not in readers


def test_one_takes_back_ones_own_note_only(matter: Matter) -> None:
    row = say(matter, "写错了")
    assert (take_back(matter.row, actor("wanglan"), row.id), take_back(matter.row, actor("chenhao"), row.id)) == (
        False,
        True,
    )
