"""Notices by e-mail, sent to a real mail server: that something happened, never what it is about."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import Message as Mail
from typing import Any

import pytest
from django.utils import timezone

from huiyin.cases.identity import Identity
from huiyin.cases.lodging import Capacity, ClaimText, PartyText
from huiyin.channels.models import Sent
from huiyin.channels.notices import NotSent, tell
from huiyin.gate import code_notices
from huiyin.law.terms import ClaimKind
from huiyin.record.models import Message
from tests.city import Matter, days, lodge, organ
from tests.post import Post, serving

pytestmark = pytest.mark.django_db
CHEN = "chen@example.org"


@pytest.fixture
def post(settings: Any) -> Iterator[Post]:
    with serving(settings) as box:
        yield box


def chen(**changes: Any) -> PartyText:
    values: dict[str, Any] = {"identity": Identity("陈大山", email=CHEN), "way": "email"}
    return PartyText(Capacity.PETITIONER, **{**values, **changes})


def messages(matter: Matter) -> list[Message]:
    return list(Message.objects.filter(record=matter.id, topic="notice").order_by("seq"))


def told(*parties: PartyText, **changes: Any) -> Matter:
    """A matter of these parties whose messages have been told."""
    matter = Matter(lodge(parties=parties or (chen(),), **changes))
    tell(messages(matter))
    return matter


def words(mail: Mail) -> str:
    return f"{mail['Subject']}\n{mail.get_payload(decode=True).decode()}"  # type: ignore[union-attr]


def test_who_asked_for_mail_is_told(post: Post) -> None:
    told()
    assert [mail["To"] for mail in post.mails] == [CHEN]


def test_the_mail_names_the_number_and_nothing_of_the_matter(post: Post) -> None:
    matter = told()
    text = words(post.mails[0])
    assert (matter.row.number in text, "渠" in text, "陈" in text) == (True, False, False)


def test_the_mail_is_in_the_language_of_the_person(post: Post) -> None:
    told(chen(language="en"))
    assert "your petition" in words(post.mails[0]).lower()


def test_the_same_message_twice_sends_one_mail(post: Post) -> None:
    matter = told()
    tell(messages(matter))
    assert len(post.mails) == 1


def test_every_step_that_moves_a_right_or_a_date_is_told(post: Post) -> None:
    matter = Matter(lodge(parties=(chen(),))).handled()
    tell(messages(matter))
    assert len(post.mails) == 3  # registered, transferred, accepted; sorting it into a class moves neither


@pytest.mark.parametrize("changes", [{"way": "portal"}, {"way": "letter"}, {"identity": Identity("陈大山")}])
def test_who_looks_themselves_or_has_no_address_gets_no_mail(post: Post, changes: dict[str, Any]) -> None:
    told(chen(**changes))
    assert post.mails == []


def test_the_mail_leads_to_the_matter_with_its_number_filled_in(post: Post, settings: Any) -> None:
    settings.HUIYIN_SITE_URL = "https://huiyin.example/"
    matter = told()
    assert f"https://huiyin.example/follow/?n={matter.row.number}" in words(post.mails[0])


def test_the_mail_never_holds_the_query_code(post: Post) -> None:
    matter = told()
    assert matter.lodged.query_code not in words(post.mails[0])


def test_a_last_day_that_is_the_persons_own_is_told(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: days(1))
    matter = Matter(lodge(parties=(chen(),))).served()
    tell(messages(matter))
    assert "最迟是12月2日（周三）" in words(post.mails[-1])


def test_the_one_complained_of_is_never_told(post: Post) -> None:
    accused = PartyText(Capacity.ACCUSED_PERSON, Identity("赵某", email="z@example.org"), organ("lx-slj"), way="email")
    told(accused, claims=(ClaimText("查处虚报", kind=ClaimKind.ACCUSATION),))
    assert post.mails == []


def test_an_address_that_is_refused_for_good_is_noted_and_not_tried_again(post: Post) -> None:
    post.refuse[CHEN] = "550 no such user"
    matter = told()
    post.refuse.clear()
    tell(messages(matter))
    assert (post.mails, Sent.objects.get(case=matter.id).fault) == ([], "550 recipient refused")


def test_one_address_that_is_put_off_does_not_hold_up_the_others_and_is_tried_again(post: Post) -> None:
    post.refuse[CHEN] = "451 later"
    matter = Matter(lodge(parties=(chen(), chen(identity=Identity("李四", email="li@example.org")))))
    with pytest.raises(NotSent):
        tell(messages(matter))
    post.refuse.clear()
    tell(messages(matter))
    assert [mail["To"] for mail in post.mails] == ["li@example.org", CHEN]


def test_without_a_mail_server_the_message_comes_back(settings: Any) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_PORT = "django.core.mail.backends.smtp.EmailBackend", 9
    with pytest.raises(NotSent):
        told()


def test_a_mail_that_is_sent_again_after_a_crash_bears_the_same_mark(post: Post) -> None:
    matter = told()
    Sent.objects.filter(case=matter.id).update(sent_at=None)
    tell(messages(matter))
    assert len({mail["Message-ID"] for mail in post.mails}) == 1


def test_what_is_no_address_is_noted_without_its_words(post: Post) -> None:
    matter = told(chen(identity=Identity("陈", email="a@example.org\nBcc: b@example.org")))
    assert (post.mails, Sent.objects.get(case=matter.id).fault) == ([], "not an address")


# A query code that was given anew ------------------------------------------------------------------------------------


def renewed(*parties: PartyText, **changes: Any) -> Matter:
    """A matter whose code somebody has had replaced at a counter, and what was to be told of it."""
    from huiyin.joint.codes import Asked, reissue
    from huiyin.joint.models import Proof

    matter = Matter(lodge(parties=parties or (chen(),), **changes))
    party = matter.row.parties.get(capacity="petitioner")
    reissue(matter.row, party, Asked(Proof.DOCUMENT, 1, matter.row.holder), timezone.now())
    code_notices.tell(list(Message.objects.filter(topic="code")))
    return matter


def test_whoever_holds_the_old_code_is_told_that_it_was_replaced(post: Post) -> None:
    matter = renewed()
    assert f"编号{matter.row.number}的查询码补发过" in words(post.mails[0]) and "停下" in words(post.mails[0])


def test_they_are_told_once_and_never_the_code(post: Post) -> None:
    from huiyin.joint.renewing import code_in, under_way

    matter = renewed()
    code_notices.tell(list(Message.objects.filter(topic="code")))
    row = under_way(matter.row)
    assert row is not None and len(post.mails) == 1 and code_in(row) not in words(post.mails[0])


def test_also_who_looks_themselves_is_told_of_that(post: Post) -> None:
    renewed(chen(way="portal"))
    assert len(post.mails) == 1


def test_who_left_an_address_gets_a_letter_and_who_left_a_number_a_call(post: Post) -> None:
    from huiyin.channels.models import Posting

    letter = renewed(chen(identity=Identity("陈大山", address="柳溪村三组"), way="letter"))
    call = renewed(chen(identity=Identity("陈大山", phone="13200007711"), way="phone"))
    listed = Posting.objects.filter(case__in=(letter.id, call.id)).order_by("way").values_list("way", flat=True)
    assert (list(listed), post.mails) == (["letter", "phone"], [])
