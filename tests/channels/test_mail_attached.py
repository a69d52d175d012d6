"""What hangs on a mail is read before anybody opens it; what cannot be read is said so."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from huiyin.channels.mail.attached import MOST_PAGES, answer
from huiyin.channels.mail.attaching import with_words, words_in
from tests.channels import mails
from tests.channels.drawn_letters import drawn, packed

STORY = "我举报青川市信访局王兰收受红包，请查处。"
NAMED = "王兰"


def read(data: bytes) -> tuple[str, bool]:
    (_, said), *_rest = list(answer({}, data))
    told = json.loads(said)
    return told["words"], told["unread"]


def zipped(**files: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return kept.getvalue()


def sheet() -> bytes:
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return zipped(**{
        "[Content_Types].xml": f'<Types><Override ContentType="{main}"/></Types>'.encode(),
        "xl/sharedStrings.xml": f"<sst><si><t>{STORY}</t></si></sst>".encode(),
    })  # fmt: skip


PICTURE = packed(drawn(STORY))
READABLE = {  # by kind
    "text": STORY.encode(), "text of Windows": STORY.encode("gb18030"), "page": f"<html><p>{STORY}</p></html>".encode(),
    "document": mails.document(STORY), "sheet": sheet(), "photo": PICTURE,
    "packed": zipped(**{"情况.txt": STORY.encode()}),
}  # fmt: skip


@pytest.mark.parametrize("kind", READABLE)
def test_whatever_can_be_read_is_read(kind: str) -> None:
    words, unread = read(READABLE[kind])
    assert NAMED in words and not unread


UNREAD = {
    "recording": b"#!AMR\n" + b"\x3c" + bytes(31), "nothing known": bytes(range(256)), "broken": b"%PDF-1.4\nnothing",
    "page without a word": packed(drawn("")), "packed twice": zipped(**{"a.zip": zipped(**{"b.zip": zipped(c=b"x")})}),
}  # fmt: skip


@pytest.mark.parametrize("kind", UNREAD)
def test_whatever_cannot_be_read_says_so(kind: str) -> None:
    assert read(UNREAD[kind])[1]


def test_a_bundle_is_read_as_far_as_it_goes_and_says_that_there_is_more() -> None:
    words, unread = read(zipped(**{f"{n}.txt": f"第{n}页".encode() for n in range(30)}))
    assert "第3页" in words and unread and MOST_PAGES < 30


def test_files_of_a_mail_come_with_their_words_and_one_bad_one_stops_no_other() -> None:
    mail = mails.with_file("坏的.pdf", b"%PDF-1.4\nnothing")
    told = with_words({"files": [{"name": "坏的.pdf", "bytes": 16}, {"name": "没有.txt", "bytes": 3}]}, mail)
    assert [each["unread"] for each in told["files"]] == [True, True]
    assert next(iter(words_in(told["files"]))) == "坏的.pdf"
