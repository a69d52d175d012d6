"""Letters by e-mail: delivered by a real server, read from its mailbox, and what becomes of each."""

from __future__ import annotations

import email
from collections.abc import Iterator
from email.message import Message as Mail
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from huiyin.cases.identity import Identity
from huiyin.cases.lodging import Capacity, PartyText
from huiyin.channels.adapter import Fault
from huiyin.channels.arrivals.beside import fetch_once, read_arrivals
from huiyin.channels.arrivals.keeping import fetch, read_of
from huiyin.channels.arrivals.models import Arrival, Watched
from huiyin.channels.mail.sending import send_receipts
from huiyin.channels.models import Posting, Sent
from huiyin.channels.notices import tell
from huiyin.channels.registry import adapter, connection
from huiyin.record.models import Event, Message
from tests.channels import mails
from tests.channels.mailroom import DOMAIN, Mailroom, carrying, connect
from tests.city import Matter, lodge, organ, person
from tests.post import Post, serving, words

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def servers() -> Iterator[Mailroom]:
    room = Mailroom()
    yield room
    room.close()


@pytest.fixture
def room(servers: Mailroom, settings: Any, tmp_path: Path) -> Mailroom:
    servers.empty()
    connect(settings, tmp_path, servers.channel())
    return servers


@pytest.fixture
def post(settings: Any) -> Iterator[Post]:
    with serving(settings) as box:
        yield box


class Never:
    def is_set(self) -> bool:
        return False


def come(room: Mailroom, *letters: bytes) -> list[Arrival]:
    """Delivered, fetched, read and settled."""
    room.put(*letters)
    channel = connection("xfj-mail")
    assert channel is not None
    assert fetch_once(channel), Watched.objects.get().said
    read_arrivals(Never(), once=True)  # type: ignore[arg-type]
    return list(Arrival.objects.order_by("id"))


def receipts(post: Post) -> list[Mail]:
    send_receipts(list(Message.objects.filter(topic="receipt")))
    return post.mails


def chen(**more: Any) -> PartyText:
    return PartyText(
        Capacity.PETITIONER, Identity("陈大山", phone="13200007710", email="chen@example.org"), way="email", **more
    )


def told(post: Post, **changes: Any) -> tuple[Matter, Mail]:
    """A matter whose person was told by mail, and that mail."""
    matter = Matter(lodge(parties=(chen(),), **changes))
    tell(list(Message.objects.filter(record=matter.id, topic="notice")))
    return matter, post.mails[-1]


def supplements(matter: Matter) -> list[str]:
    return [each for each in Event.objects.filter(record=matter.id, act="supplement").values_list("payload", flat=True)]


def test_a_mail_is_kept_byte_for_byte_and_waits_for_the_clerk_of_its_organ(room: Mailroom) -> None:
    (row,) = come(room, mails.plain())
    assert (row.organ, row.settled_at, row.fault) == (organ("qc-xfj"), None, "")
    (lying,) = room.letters("xfj")
    assert fetch(row) == lying.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    assert read_of(row)["text"] == mails.DITCH


def test_looking_twice_takes_each_mail_once_also_where_the_place_was_lost(room: Mailroom) -> None:
    come(room, mails.plain())
    Watched.objects.all().delete()
    assert len(come(room)) == 1


def test_the_same_mail_by_another_way_is_the_same_letter(room: Mailroom) -> None:
    first, second = come(room, mails.plain(), b"Received: from elsewhere\r\n" + mails.plain())
    assert (second.same_as, second.became) == (first.id, "same")


def test_the_mailbox_is_not_changed(room: Mailroom) -> None:
    come(room, mails.plain())
    assert len(room.letters("xfj")) == 1 and not list((room.folder / "mail/xfj/cur").glob("*:2,*S*"))


def test_twenty_five_megabytes_come_whole(room: Mailroom) -> None:
    (row,) = come(room, mails.large(17))
    assert row.size > 23_000_000 and row.fault == ""


def test_who_wrote_gets_one_receipt_without_a_word_of_the_letter(room: Mailroom, post: Post) -> None:
    come(room, mails.plain())
    (receipt,) = receipts(post)
    text = words(receipt)
    assert (receipt["To"], "渠" in text, "信访" in text, receipt["Auto-Submitted"]) == (
        "chen@example.org",
        False,
        False,
        "auto-replied",
    )
    assert receipt["In-Reply-To"] == "<1@example.org>"
    assert len(receipts(post)) == 1


@pytest.mark.parametrize(
    "letter", [mails.out_of_office(), mails.a_list(), mails.plain(From="mailer-daemon@mx.example")]
)
def test_a_machine_is_never_answered_and_its_mail_can_still_be_looked_at(
    room: Mailroom, post: Post, letter: bytes
) -> None:
    (row,) = come(room, letter)
    assert (row.became, receipts(post)) == ("automatic", [])


def test_two_mailboxes_that_answer_each_other_fall_silent(room: Mailroom, post: Post) -> None:
    for number in range(8):
        come(room, mails.plain(f"Re: {number}", f"您的邮件收到了 {number}", mark=f"loop{number}"))
    assert len(receipts(post)) <= 3


def test_our_own_address_is_not_answered(room: Mailroom, post: Post) -> None:
    come(room, mails.plain(From=f"xfj+x@{DOMAIN}"))
    assert receipts(post) == []


def test_the_persons_own_answer_to_a_notice_is_added_to_their_matter(room: Mailroom, post: Post) -> None:
    matter, notice = told(post)
    room.put(
        mails.plain("Re: 进展", "渠还没有恢复。\n\n> 您好", mark="answer", In_Reply_To="<x@y>"), to=notice["Reply-To"]
    )
    (row,) = come(room)
    assert (row.became, row.case, "渠还没有恢复。" in supplements(matter)[0], "> 您好" in supplements(matter)[0]) == (
        "added",
        matter.id,
        True,
        False,
    )


def test_an_answer_that_accuses_somebody_is_not_put_into_a_matter_they_may_read(room: Mailroom, post: Post) -> None:
    matter, notice = told(post)
    room.put(mails.plain("Re: 进展", "我举报王兰收受红包，请查处。", mark="accuses"), to=notice["Reply-To"])
    (row,) = come(room)
    assert (row.became, row.report, person("wanglan") in row.withheld) == ("", True, True)
    assert not supplements(matter)


def test_without_such_addresses_an_answer_is_known_by_its_headers(room: Mailroom, post: Post) -> None:
    matter, notice = told(post)
    (row,) = come(room, mails.plain("Re: 进展", "渠还没有恢复。", mark="answer", In_Reply_To=str(notice["Message-ID"])))
    assert (row.became, row.case) == ("added", matter.id)


def test_a_strangers_answer_opens_nothing(room: Mailroom, post: Post) -> None:
    matter, notice = told(post)
    room.put(mails.plain("Re", "我也想知道。", mark="s", From="eve@example.net"), to=notice["Reply-To"])
    (row,) = come(room)
    assert (row.case, row.became, row.reason, supplements(matter)) == (None, "", "stranger", [])


def test_a_mark_that_somebody_made_up_is_none(room: Mailroom, post: Post) -> None:
    matter, notice = told(post)
    forged = str(notice["Reply-To"])[: -1 - len(DOMAIN)][:-1] + (
        "a" if str(notice["Reply-To"])[-2 - len(DOMAIN)] != "a" else "b"
    )
    room.put(mails.plain("Re", "加一句", mark="f"), to=f"{forged}@{DOMAIN}")
    (row,) = come(room)
    assert (row.case, row.reason, supplements(matter)) == (None, "", [])


def test_what_the_law_no_longer_lets_in_waits_for_a_person(room: Mailroom, post: Post) -> None:
    matter, notice = told(post)
    matter.do("withdraw", "petitioner", reason="不想办了")
    (row,) = come(room, mails.plain("Re", "再说一句", mark="late", In_Reply_To=str(notice["Message-ID"])))
    assert (row.settled_at, row.case) == (None, None)


def test_an_answer_to_a_receipt_follows_the_letter(room: Mailroom, post: Post) -> None:
    first = come(room, mails.plain())[0]
    (receipt,) = receipts(post)
    second = come(room, mails.plain("Re", "忘了附照片。", mark="2", In_Reply_To=str(receipt["Message-ID"])))[1]
    assert second.follows == first.id


def test_a_report_is_kept_from_the_organ_and_the_people_it_names(room: Mailroom) -> None:
    text = "我实名举报青川市信访局办信科王兰收受好处费，请查处。"
    (row,) = come(room, mails.plain("举报", text))
    assert (row.report, row.organ != organ("qc-xfj"), person("wanglan") in row.withheld) == (True, True, True)


def test_a_report_on_others_stays_with_the_organ_that_is_only_greeted(room: Mailroom) -> None:
    (row,) = come(room, mails.plain("举报", "尊敬的青川市信访局领导：\n我举报柳溪县水利局局长收受回扣，套取资金。"))
    assert (row.report, row.organ) == (True, organ("qc-xfj"))


def test_a_wrong_password_is_said_with_what_to_do(room: Mailroom, settings: Any, tmp_path: Path) -> None:
    wrong = room.channel()["imap"].replace("geheim", "falsch")
    connect(settings, tmp_path, {**room.channel(), "imap": wrong})
    channel = connection("xfj-mail")
    assert channel is not None and not fetch_once(channel)
    assert "授权码" in Watched.objects.get().todo


def test_a_folder_that_is_not_there_is_said(room: Mailroom, settings: Any, tmp_path: Path) -> None:
    connect(settings, tmp_path, {**room.channel(), "imap": room.channel()["imap"].replace("INBOX", "Nowhere")})
    channel = connection("xfj-mail")
    inward = adapter("mail").inward
    assert channel is not None and inward is not None
    with pytest.raises(Fault, match="没有这个文件夹"):
        inward.fetch(channel, lambda *_, **__: None, lambda: False, False)


def test_a_notice_that_comes_back_is_known_and_the_person_is_called_instead(room: Mailroom, settings: Any) -> None:
    """Carried by Postfix, refused by Dovecot, reported by Postfix, read from the mailbox."""
    import time

    with carrying(room) as port:
        settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
            "huiyin.store.mail.Backend",
            "127.0.0.1",
            port,
        )
        nobody = PartyText(
            Capacity.PETITIONER, Identity("陈大山", phone="13200007710", email=f"nobody@{DOMAIN}"), way="email"
        )
        matter = Matter(lodge(parties=(nobody,)))
        tell(list(Message.objects.filter(record=matter.id, topic="notice")))
        assert Sent.objects.get(case=matter.id).sent_at is not None
        deadline = time.monotonic() + 20
        while not room.letters("xfj") and time.monotonic() < deadline:
            time.sleep(0.1)
        (row,) = come(room)
    sent = Sent.objects.get(case=matter.id)
    assert (row.became, sent.returned_at is not None, sent.fault) == ("bounced", True, "5.1.1")
    assert list(Posting.objects.filter(case=matter.id).values_list("way", flat=True)) == ["phone"]


def test_a_report_of_failure_that_somebody_made_up_changes_nothing(room: Mailroom, post: Post) -> None:
    matter, _ = told(post)
    report = (
        b"From: mailer-daemon@x\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=R\r\n\r\n"
        b"--R\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n"
        b"Action: failed\r\nStatus: 5.1.1\r\n\r\n"
        b"--R\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <n-1-aaaaaaaaaaaaaaaa@x>\r\n\r\n--R--\r\n"
    )
    come(room, report)
    assert Sent.objects.get(case=matter.id).returned_at is None


def test_every_mail_that_people_send_comes_in(room: Mailroom) -> None:
    sent = [
        mails.mislabelled("gb2312"),
        mails.raw_headers(),
        mails.page_only(),
        mails.forwarded(),
        mails.winmail(),
        mails.locked(),
        mails.signed(),
        mails.meeting(),
        mails.many_headers(2000),
        *(each for each in mails.BROKEN.values() if each.strip()),
    ]
    rows = come(room, *sent)
    assert len(rows) == len(sent)
    assert [row.fault for row in rows if row.fault] == []
    assert timezone.now() >= max(row.arrived_at for row in rows)


def parsed(mail: bytes) -> Mail:
    return email.message_from_bytes(mail, policy=default)  # type: ignore[arg-type]
