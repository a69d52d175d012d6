"""What people and programs send: mails as they are, with what is wrong with them."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
from email.message import EmailMessage
from typing import Final

TO: Final = "xfj@qingchuan.example"
DITCH: Final = (
    "我是柳溪县石桥镇上桥村三组的陈大山，电话13200007710。"
    "去年十月，村里的灌溉渠被人占了四十二米，春耕用不上水。请帮我们恢复。"
)


def raw(*headers: str, body: bytes = b"", sender: str = "陈大山 <chen@example.org>") -> bytes:
    """A mail put together by hand, so that it may be as wrong as it likes."""
    lines = [f"From: {sender}", f"To: {TO}", "Date: Mon, 2 Nov 2026 08:10:00 +0800", *headers]
    return b"".join(line.encode("utf-8", "surrogateescape") + b"\r\n" for line in lines) + b"\r\n" + body


def word(text: str, charset: str = "gb2312", codec: str = "gb18030") -> str:
    return f"=?{charset}?B?{base64.b64encode(text.encode(codec)).decode()}?="


def plain(subject: str = "灌溉渠被占", text: str = DITCH, *, mark: str = "1", **more: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "陈大山 <chen@example.org>", TO, subject
    mail["Date"], mail["Message-ID"] = "Mon, 2 Nov 2026 08:10:00 +0800", f"<{mark}@example.org>"
    for name, value in more.items():
        name = name.replace("_", "-")
        del mail[name]
        mail[name] = value
    mail.set_content(text)
    return mail.as_bytes()


def mislabelled(label: str) -> bytes:
    """GBK that calls itself something else, in the subject, the name and the body."""
    body = f"{DITCH}喆玥".encode("gb18030")
    return raw(
        f"Subject: {word('渠被占了，玥')}", "Message-ID: <gbk@example.org>", "MIME-Version: 1.0",
        f"Content-Type: text/plain; charset={label}", "Content-Transfer-Encoding: 8bit",
        body=body, sender=f"{word('陈大山')} <chen@example.org>",
    )  # fmt: skip


def raw_headers() -> bytes:
    """Bytes of GBK in the headers themselves, as old forms on web sites send."""
    subject = "灌溉渠被占".encode("gbk").decode("utf-8", "surrogateescape")
    return raw(f"Subject: {subject}", "Message-ID: <raw@example.org>", body=DITCH.encode("gbk"))


def page_only() -> bytes:
    page = (
        "<html><head><style>p{color:red}</style><title>无</title></head><body><p>我是陈大山。</p>"
        "<p>渠被占了&nbsp;42&nbsp;米，<b>春耕</b>用不上水。</p><script>alert(1)</script><table><tr><td>甲</td><td>乙</td></tr></table></body></html>"
    )
    return raw(
        "Subject: page", "Message-ID: <page@example.org>", "Content-Type: text/html; charset=utf-8", body=page.encode()
    )


def with_picture() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = "chen@example.org", TO, "照片", "<pic@example.org>"
    mail.set_content("见照片。")
    mail.add_alternative('<p>见照片。<img src="cid:a"></p>', subtype="html")
    mail.get_payload()[1].add_related(png(), "image", "png", cid="<a>")  # type: ignore[union-attr,index]
    mail.add_attachment(png(), maintype="image", subtype="png", filename="渠.png")
    return mail.as_bytes()


def png() -> bytes:
    return base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    )


def only_a_file(name: str = "情况说明.pdf", data: bytes = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Message-ID"] = "chen@example.org", TO, "<file@example.org>"
    mail.add_attachment(data, maintype="application", subtype="pdf", filename=name)
    return mail.as_bytes()


def with_file(name: str, data: bytes, text: str = "情况见附件。", mark: str = "file") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = "c@example.org", TO, "情况", f"<{mark}@example.org>"
    mail.set_content(text)
    mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def document(text: str) -> bytes:
    """What an office program writes: a .docx with the words in it."""
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr(
            "[Content_Types].xml", f'<Types><Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
        )
        archive.writestr(
            "word/document.xml", f"<w:document><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
        )
    return kept.getvalue()


def forwarded(depth: int = 3) -> bytes:
    inner = EmailMessage()
    inner["From"], inner["Subject"] = "village@example.org", "最早的那封"
    inner.set_content("三组的渠是集体的。")
    for number in range(depth):
        outer = EmailMessage()
        outer["From"], outer["To"], outer["Subject"] = "chen@example.org", TO, f"转{number}"
        outer["Message-ID"] = f"<fw{number}@example.org>"
        outer.set_content(f"请看第{number}封。")
        outer.add_attachment(inner)
        inner = outer
    return inner.as_bytes()


def large(mb: int = 25) -> bytes:
    return only_a_file("录像.mp4", b"\x00\x00\x00\x18ftypmp42" + bytes(mb * 1024 * 1024))


def meeting() -> bytes:
    lines = (
        *("BEGIN:VCALENDAR", "METHOD:REQUEST", "BEGIN:VEVENT", "SUMMARY:现场看渠", "LOCATION:上桥村"),
        *("DTSTART:20261105T010000Z", "DESCRIPTION:请三组的人\\n都来", "END:VEVENT", "END:VCALENDAR", ""),
    )
    text = "\r\n".join(lines)
    return raw(
        "Subject: meeting",
        "Message-ID: <cal@example.org>",
        "Content-Type: text/calendar; charset=utf-8; method=REQUEST",
        body=text.encode(),
    )


def out_of_office() -> bytes:
    return plain("自动回复: 您好", "我在休假。", mark="ooo", Auto_Submitted="auto-replied")


def a_list() -> bytes:
    return plain("本周特价", "买一送一。", mark="list", List_Id="<ads.example.org>")


def signed() -> bytes:
    body = (
        b"--S\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + DITCH.encode() + b"\r\n--S\r\n"
        b'Content-Type: application/pgp-signature; name="signature.asc"\r\n\r\n'
        b"-----BEGIN PGP SIGNATURE-----\r\nabc\r\n--S--\r\n"
    )
    return raw(
        "Subject: signed",
        "Message-ID: <sig@example.org>",
        'Content-Type: multipart/signed; boundary="S"; protocol="application/pgp-signature"',
        body=body,
    )


def locked() -> bytes:
    return raw(
        "Subject: locked", "Message-ID: <smime@example.org>", "Content-Transfer-Encoding: base64",
        'Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name="smime.p7m"',
        body=base64.b64encode(b"\x30\x80" + b"k" * 200),
    )  # fmt: skip


def many_headers(count: int = 10_000) -> bytes:
    return raw(
        *(f"X-Header-{number}: {number}" for number in range(count)),
        "Subject: many",
        "Message-ID: <many@example.org>",
        body=DITCH.encode(),
    )


def winmail() -> bytes:
    return raw(
        "Subject: outlook", "Message-ID: <tnef@example.org>", "Content-Transfer-Encoding: base64",
        'Content-Type: application/ms-tnef; name="winmail.dat"',
        body=base64.encodebytes(tnef("合同.pdf".encode("gbk"), b"%PDF-1.4 inside")),
    )  # fmt: skip


def tnef(title: bytes, data: bytes) -> bytes:
    """What Outlook packs: a signature, then attributes with their checksums."""

    def attribute(level: int, of: int, value: bytes) -> bytes:
        return struct.pack("<BII", level, of, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)

    return (
        struct.pack("<IH", 0x223E9F78, 1)
        + attribute(1, 0x00089006, struct.pack("<I", 0x10000))
        + attribute(2, 0x00069002, bytes(14))
        + attribute(2, 0x00018010, title + b"\0")
        + attribute(2, 0x0006800F, data)
    )


#: Mails from public bug reports on parsers: what is wrong, and the bytes.
BROKEN: Final[dict[str, bytes]] = {
    "no end of a part": raw(
        'Content-Type: multipart/mixed; boundary="X"',
        body=b"--X\r\nContent-Type: text/plain\r\n\r\nwords without an end",
    ),
    "no boundary": raw("Content-Type: multipart/mixed", body=b"words beside everything"),
    "unknown charset": raw("Content-Type: text/plain; charset=klingon-8", body=DITCH.encode()),
    "charset of an address": raw('Content-Type: text/plain; charset="utf-8 <x@y>"', body=DITCH.encode()),
    "broken base64": raw(
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: base64",
        body=base64.b64encode(DITCH.encode())[:-3] + b"!",
    ),
    "unknown encoding": raw(
        "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: x-uuencoded8", body=DITCH.encode()
    ),
    "half an encoded word": raw("Subject: =?utf-8?B?5rih5rqJ?= =?utf-8?B?5r", body=b"words"),
    "cut in a character": raw("Subject: =?utf-8?B?5rig?= =?utf-8?B?6KKr5Y?= =?utf-8?B?2g?=", body=b"words"),
    "no headers": b"\r\nwords",
    "nothing": b"",
    "only a newline": b"\n",
    "nulls": raw("Subject: a\x00b", body=b"words \x00 words"),
    "a boundary in a boundary": raw(
        'Content-Type: multipart/mixed; boundary="X"',
        body=b'--X\r\nContent-Type: multipart/mixed; boundary="X"\r\n\r\n--X\r\n\r\nwords\r\n--X--\r\n',
    ),
    "a date that is none": raw("Date: 32 Foo 99999999999999 99:99", body=b"words"),
    "an address that is none": raw("Subject: x", body=b"words", sender="<<>><,,;:@"),
    "a file name of raw bytes": raw(
        'Content-Type: application/pdf; name="' + "合同.pdf".encode("gbk").decode("utf-8", "surrogateescape") + '"',
        body=b"%PDF",
    ),
    "a name in pieces": raw("Content-Type: application/pdf; name*0*=gb2312''%BA%CF; name*1*=%CD%AC.pdf", body=b"%PDF"),
    "parts without end": raw('Content-Type: multipart/mixed; boundary="X"', body=b"--X\r\n\r\n" * 5000),
    "hundredfold nested": b"".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n'.encode() for n in range(400)
    )
    + b"\r\nwords",
    "a report of nothing": raw(
        "Content-Type: multipart/report; report-type=delivery-status; boundary=R",
        body=b"--R\r\nContent-Type: message/delivery-status\r\n\r\n\r\n--R--",
    ),
    "utf-7": raw("Content-Type: text/plain; charset=utf-7", body=b"Hi Mom +Jjo--!"),
    "a surrogate": raw("Content-Type: text/plain; charset=utf-8", body=b"\xed\xa0\x80words"),
}
