"""Who is told what of a matter: the new owner, the heads, whoever is concerned; never who may not read it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from huiyin.together.kinds import How, Kind
from huiyin.together.mail import NotSent
from huiyin.together.models import Notification
from tests.city import at_organ, organ, person
from tests.desk.life import Life, ago, begin, report_on
from tests.post import Post, serving, words
from tests.together.told import ADDRESS, told, told_to, wish, work

pytestmark = pytest.mark.django_db


@pytest.fixture
def post(settings: Any) -> Iterator[Post]:
    with serving(settings) as box:
        yield box


@pytest.fixture
def letter() -> Life:
    return begin()


def test_whoever_gets_a_matter_is_told(letter: Life) -> None:
    letter.transferred()
    work(letter)
    assert told_to(letter.row.owner, letter) == ["assigned"]


def test_nobody_is_told_of_what_they_did_themselves(letter: Life) -> None:
    work(letter)
    assert told("chenhao", letter) == []


def test_the_same_message_twice_tells_once(letter: Life) -> None:
    letter.transferred()
    work(letter)
    work(letter)
    assert told_to(letter.row.owner, letter) == ["assigned"]


def test_a_proposal_waits_for_the_head(letter: Life) -> None:
    letter.proposed()
    work(letter)
    assert told_to(letter.at("head").person, letter) == ["approval"]


def test_what_was_signed_meanwhile_waits_for_nobody(letter: Life) -> None:
    letter.proposed()
    letter.do("sign", letter.at("head"))
    work(letter)
    assert told_to(letter.at("head").person, letter) == []


def test_the_handler_hears_that_the_proposal_was_signed(letter: Life) -> None:
    letter.proposed()
    letter.do("sign", letter.at("head"))
    work(letter)
    assert "decided" in told_to(letter.row.owner, letter)


def test_the_handler_hears_that_it_was_sent_back(letter: Life) -> None:
    letter.proposed()
    letter.do("send_back", letter.at("head"), reason="依据写具体")
    work(letter)
    assert "returned" in told_to(letter.row.owner, letter)


def test_the_owner_hears_what_the_petitioner_says(letter: Life) -> None:
    letter.handled()
    letter.do("supplement", "petitioner", text="补充一张照片的说明")
    work(letter)
    assert "petitioner" in told_to(letter.row.owner, letter)


def test_the_owner_hears_of_supervision(letter: Life) -> None:
    letter.handled()
    letter.supervised(at=timezone.now())
    work(letter)
    assert "pressed" in told_to(letter.row.owner, letter)


def test_who_wishes_no_notifications_gets_none(letter: Life) -> None:
    letter.transferred()
    wish(letter.row.owner, Kind.ASSIGNED, How.OFF)
    work(letter)
    assert told_to(letter.row.owner, letter) == []


def test_of_a_report_nobody_of_the_accused_organ_is_told() -> None:
    matter = report_on("lx-slj")
    work(matter)
    assert not Notification.objects.filter(record=matter.id, organ=organ("lx-slj")).exists()


def test_what_waits_unread_is_taken_back_from_who_may_not_read_it_any_more(letter: Life) -> None:
    letter.transferred()
    work(letter)
    owner = letter.row.owner
    letter.do("object", letter.at("handler"), reason="渠道归镇里管，不归县水利局管，请改送镇政府办理", basis="《水法》")
    accused = {"kind": "accusation", "ground": "6"}
    letter.do("agree_objection", "zhouping", reason="同意，重新分流")
    letter.do("classify", "chenhao", classes={"1": accused}, accused_organ=organ("lx-slj"))
    work(letter)
    assert told_to(owner, letter) == []


# By mail -------------------------------------------------------------------------------------------------------------


def test_the_mail_names_the_number_and_nothing_of_the_matter(letter: Life, post: Post) -> None:
    letter.transferred()
    wish(letter.row.owner, Kind.ASSIGNED, How.EMAIL)
    work(letter)
    text = words(post.mails[0])
    assert (letter.number[:6] in text, "有事交给我" in text, "渠" in text, "陈" in text) == (True, True, False, False)


def test_the_mail_of_a_report_names_not_even_the_number(post: Post) -> None:
    matter = report_on("lx-slj")
    matter.do("name_handler", "zhouping", to_person=person("zhaoning"))
    wish(person("zhaoning"), Kind.ASSIGNED, How.EMAIL)
    work(matter)
    text = words(post.mails[0])
    assert (text.startswith("有一件需要您处理"), matter.number[-5:] in text, "检举" in text) == (True, False, False)


def test_the_same_message_twice_sends_one_mail(letter: Life, post: Post) -> None:
    letter.transferred()
    wish(letter.row.owner, Kind.ASSIGNED, How.EMAIL)
    work(letter)
    work(letter)
    assert [mail["To"] for mail in post.mails] == [ADDRESS]


def test_a_mail_server_that_is_away_is_asked_again(letter: Life, settings: Any) -> None:
    letter.transferred()
    wish(letter.row.owner, Kind.ASSIGNED, How.EMAIL)
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 9
    with pytest.raises(NotSent):
        work(letter)
    with serving(settings) as box:
        work(letter)
    assert len(box.mails) == 1


def test_an_address_refused_for_good_is_not_tried_again(letter: Life, post: Post) -> None:
    letter.transferred()
    wish(letter.row.owner, Kind.ASSIGNED, How.EMAIL)
    post.refuse[ADDRESS] = "550 no such user"
    work(letter)
    assert Notification.objects.get(record=letter.id, person=letter.row.owner).mail == "refused"


def test_without_an_address_nothing_is_mailed(letter: Life, post: Post) -> None:
    letter.transferred()
    wish(letter.row.owner, Kind.ASSIGNED, How.EMAIL, address="")
    work(letter)
    assert (post.mails, told_to(letter.row.owner, letter)) == ([], ["assigned"])


def test_words_of_danger_are_told_at_once_to_all_who_answer_for_what_comes_in() -> None:
    letter = begin(text="三年了没有人管，再不给水我就喝农药死在你们门口")
    work(letter)
    work(letter)
    assert told_to(letter.at("head").person, letter) == ["danger"] and told("chenhao", letter) == []


DESPERATE = "三年了没有人管，再不给水我就喝农药死在你们门口"


def test_who_gets_the_matter_is_alarmed_by_what_was_said_before_and_nobody_is_alarmed_twice() -> None:
    letter = begin(text=DESPERATE)
    letter.transferred()
    work(letter)
    work(letter)
    rows = Notification.objects.filter(record=letter.row.id, kind="danger")
    assert {organ("lx-slj"), organ("qc-xfj")} <= set(rows.values_list("organ", flat=True))
    assert told_to(letter.at("head").person, letter).count("danger") == 1
    assert len(set(rows.values_list("person", "organ"))) == rows.count()


def test_old_words_and_a_question_alarm_nobody_who_gets_the_matter_later() -> None:
    old = begin(at=ago(days=20), text=DESPERATE)
    old.transferred_at(ago(days=2))
    asked = begin(text="我表妹从里面把门拴上了，地上有空药瓶，喊她没有声音")
    asked.transferred()
    for letter in (old, asked):
        work(letter)
        later = Notification.objects.filter(record=letter.row.id, organ=organ("lx-slj"))
        assert not later.filter(kind__in=["danger", "maybe_danger"]).exists()


def test_who_is_asked_to_help_is_told_and_who_leads_hears_what_they_report() -> None:
    letter = begin()
    letter.handled()
    until = (timezone.localdate() + timedelta(days=9)).isoformat()
    letter.do("invite", letter.at("handler"), to_organ=organ("lx-zrzy"), part="核对渠道用地的红线图", until=until)
    work(letter)
    helper = at_organ(organ("lx-zrzy"), "dispatcher", timezone.now())
    assert "co_handle" in told_to(helper.person, letter)
    letter.do(
        "co_report", at_organ(organ("lx-zrzy"), "handler", timezone.now()), account="红线图已经核对，渠不在红线里"
    )
    work(letter)
    assert "co_reported" in told_to(letter.row.owner, letter)


def test_what_only_reads_like_danger_is_a_question_and_no_alarm() -> None:
    letter = begin(text="我表妹从里面把门拴上了，地上有空药瓶，喊她没有声音")
    work(letter)
    assert told_to(letter.at("head").person, letter) == ["maybe_danger"]


def test_ordinary_words_alarm_nobody() -> None:
    letter = begin()
    work(letter)
    assert told_to(letter.at("head").person, letter) == []


def test_of_danger_in_a_report_only_those_hear_who_may_read_it() -> None:
    from huiyin.cases.queries import visible_to
    from huiyin.people.posts import actor_of

    matter = report_on("lx-slj", text="他收了钱，还说要打死我")
    work(matter)
    rows = list(Notification.objects.filter(kind="danger", record=matter.id))
    today = rows[0].at.date()
    actors = [actor_of(row.person, on=today, organ=row.organ) for row in rows]
    assert all(visible_to(actor, today).filter(id=matter.id).exists() for actor in actors)
    assert organ("lx-slj") not in {row.organ for row in rows}
