"""What a mail says, whatever is wrong with it; read in a process apart."""

from __future__ import annotations

import json
from typing import Any

import pytest

from huiyin.channels.mail.reading import answer
from huiyin.media.apart.limits import Limit, LimitMet
from huiyin.media.apart.reader import Apart
from tests.channels import mails


def read(mail: bytes) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(next(iter(answer({}, mail)))[1])
    return said


def names(said: dict[str, Any]) -> list[str]:
    return [each["name"] for each in said["files"]]


@pytest.mark.parametrize("label", ["gb2312", "gbk", "iso-8859-1", "us-ascii", "utf-8", "windows-1252", "unknown-8bit"])
def test_gbk_is_read_whatever_it_calls_itself(label: str) -> None:
    said = read(mails.mislabelled(label))
    assert (mails.DITCH in said["text"], said["text"].endswith("喆玥"), said["from"][0][0]) == (True, True, "陈大山")
    assert said["subject"] == "渠被占了，玥"


def test_raw_bytes_in_headers_are_read() -> None:
    said = read(mails.raw_headers())
    assert (said["subject"], said["text"]) == ("灌溉渠被占", mails.DITCH)


def test_words_of_another_language_are_not_taken_for_chinese() -> None:
    body = "Señor, la acequia está ocupada. ¿Qué pasó?".encode("iso-8859-1")
    said = read(mails.raw("Content-Type: text/plain; charset=iso-8859-1", body=body))
    assert said["text"] == "Señor, la acequia está ocupada. ¿Qué pasó?"


def test_of_a_page_there_are_its_words_and_nothing_that_runs() -> None:
    text = read(mails.page_only())["text"]
    assert "渠被占了 42 米，春耕用不上水。" in text
    assert not any(word in text for word in ("alert", "color", "无"))


def test_pictures_inside_and_beside_are_files() -> None:
    said = read(mails.with_picture())
    assert ([each["inline"] for each in said["files"]], said["text"]) == ([True, False], "见照片。")
    assert names(said)[1] == "渠.png"


def test_a_mail_of_nothing_but_a_file_has_it() -> None:
    said = read(mails.only_a_file())
    assert (said["text"], names(said)) == ("", ["情况说明.pdf"])


def test_a_file_is_taken_out_bit_for_bit() -> None:
    mail = mails.only_a_file(data=b"%PDF-1.4\x00\xff\r\n.\r\n")
    assert next(iter(answer({"part": 0}, mail)))[1] == b"%PDF-1.4\x00\xff\r\n.\r\n"


def test_every_mail_of_a_forwarded_chain_is_read() -> None:
    said = read(mails.forwarded(3))
    assert all(words in said["text"] for words in ("请看第2封", "请看第0封", "三组的渠是集体的", "village@example.org"))
    assert names(said) == ["转1.eml", "转0.eml", "最早的那封.eml"]


def test_an_invitation_says_what_it_is_about() -> None:
    said = read(mails.meeting())
    assert ("现场看渠" in said["text"], said["marks"], names(said)) == (True, ["calendar"], ["附件.ics"])


def test_what_outlook_packs_is_unpacked() -> None:
    said = read(mails.winmail())
    assert (said["marks"], names(said)) == (["outlook"], ["合同.pdf"])
    assert next(iter(answer({"part": 0}, mails.winmail())))[1] == b"%PDF-1.4 inside"


def test_what_is_no_winmail_stays_whole() -> None:
    mail = mails.raw('Content-Type: application/ms-tnef; name="winmail.dat"', body=b"\x78\x9f\x3e\x22 broken")
    assert names(read(mail)) == ["winmail.dat"]


def test_a_signature_is_said_and_the_words_are_read() -> None:
    said = read(mails.signed())
    assert (said["marks"], said["text"], names(said)) == (["signed"], mails.DITCH, ["signature.asc"])


def test_what_is_locked_is_said_and_stays_whole() -> None:
    said = read(mails.locked())
    assert (said["marks"], names(said)) == (["locked"], ["smime.p7m"])


@pytest.mark.parametrize(
    ("mail", "sign"),
    [
        (mails.out_of_office(), "auto-submitted"),
        (mails.a_list(), "list-id"),
        (mails.plain(From="MAILER-DAEMON@mx.example"), "from"),
        (mails.plain(From="no-reply@example.org"), "from"),
        (mails.plain("自动回复：休假中"), "subject"),
        (mails.plain(Precedence="bulk"), "precedence"),
        (mails.plain(Return_Path="<>"), "return-path"),
        (mails.plain(), ""),
        (mails.plain(Auto_Submitted="no"), ""),
        (mails.plain("回复：自动扶梯坏了"), ""),
    ],
)
def test_what_a_program_sent_is_known_by_its_signs(mail: bytes, sign: str) -> None:
    assert read(mail)["automatic"] == sign


@pytest.mark.parametrize(
    "quoted",
    [
        "------------------ 原始邮件 ------------------\n发件人: 信访局\n您好",
        '在 2026-11-02 08:10:00，"信访局" <xfj@qingchuan.example> 写道：\n> 您好',
        "发件人：信访局 <xfj@qingchuan.example>\n您好",
        "On Mon, Nov 2, 2026 at 8:10 AM xfj <xfj@q.example> wrote:\n> hi",
        "> 您好\n> 有新的进展",
    ],
)
def test_of_an_answer_its_own_words_are_known(quoted: str) -> None:
    said = read(mails.plain("回复: 您的信访事项", f"渠还是没有恢复。\n\n{quoted}", In_Reply_To="<a@b>"))
    assert said["own"] == "渠还是没有恢复。"


@pytest.mark.parametrize("name", mails.BROKEN)
def test_of_a_broken_mail_there_is_as_much_as_can_be_read(name: str) -> None:
    said = read(mails.BROKEN[name])
    assert isinstance(said["text"], str)
    if b"words" in mails.BROKEN[name] and "hundredfold" not in name and "parts without end" not in name:
        assert "words" in said["text"]
    if mails.DITCH.encode() in mails.BROKEN[name]:
        assert mails.DITCH in said["text"]


def test_a_process_apart_reads_ten_thousand_headers_and_survives_what_it_cannot_read() -> None:
    from dataclasses import replace

    from huiyin.channels.adapter import LIMITS
    from huiyin.channels.mail.parts import READER

    apart = Apart(READER, replace(LIMITS, seconds=5))
    try:
        ((_, said),) = list(apart.ask({}, mails.many_headers()))
        assert json.loads(said)["subject"] == "many"
        small = Apart(READER, replace(LIMITS, memory=96 * 1024**2))
        with pytest.raises(LimitMet) as met:
            list(small.ask({}, mails.raw(body=b"x" * 30_000_000)))
        assert met.value.limit in (Limit.MEMORY, Limit.CRASH)
        small.close()
    finally:
        apart.close()
