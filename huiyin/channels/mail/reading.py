"""What a mail says, read in a process apart: its words, who wrote it, what is attached, whether a program sent it.

Nothing in it is believed and nothing is refused: of a broken mail there is as much as can be read. The original stays
as it came; whoever needs a part of it asks for it by its number.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message as Mail
from email.policy import compat32
from email.utils import getaddresses, parsedate_to_datetime
from typing import Any, Final

from huiyin.channels.mail.characters import fields, first, header_words, line, words_of
from huiyin.channels.mail.pages import text_of_page
from huiyin.channels.mail.programs import automatic, failure, is_own_answer
from huiyin.channels.mail.quoted import own_words
from huiyin.media.apart.messages import Message

MOST_TEXT: Final = 200_000
MOST_PARTS: Final = 300
DEEPEST: Final = 8
MOST_HEADERS: Final = 40
#: Parts that are a seal or a lock on others, and are left whole.
_SIGNED: Final = {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
_LOCKED: Final = {"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"}
#: Shown beside the words, as they stand.
_SHOWN: Final = ("From", "To", "Cc", "Date", "Subject", "Reply-To")


@dataclass(slots=True)
class Read:
    """A mail on the way from bytes to words.

    :param plain: the words of each text part, ``pages`` of each page; ``files`` what is attached, with its bytes.
    """

    plain: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    inner: list[str] = field(default_factory=list)
    files: list[tuple[dict[str, Any], bytes]] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)

    @property
    def text(self) -> str:
        own = "\n\n".join(filter(None, self.plain)) or "\n\n".join(filter(None, self.pages))
        return "\n\n".join(filter(None, [own, *self.inner]))[:MOST_TEXT]


def answer(head: dict[str, Any], body: bytes) -> Iterator[Message]:
    """What the mail says; with ``part`` the bytes of that attachment, from 0."""
    mail = message_from_bytes(body, policy=compat32)
    read = Read()
    _walk(mail, read, 0)
    if (part := head.get("part")) is not None:
        yield from read.files[part : part + 1]
        return
    yield {}, json.dumps(_told(mail, read), ensure_ascii=False).encode("utf-8", "replace")


def _told(mail: Mail, read: Read) -> dict[str, Any]:
    text = read.text
    people = {name: _addresses(mail, name) for name in ("From", "To", "Cc", "Reply-To", "Sender")}
    return {
        "subject": header_words(first(mail, "Subject"))[:400],
        "from": people["From"][:1],
        "reply_to": people["Reply-To"][:1],
        "to": [each[1] for name in ("To", "Cc") for each in people[name]][:100]
        + [line(value)[:200] for name in ("Delivered-To", "X-Original-To") for value in fields(mail, name)[:5]],
        "date": _date(mail),
        "text": text,
        "own": own_words(text) if is_own_answer(mail) else text,
        "message_id": line(first(mail, "Message-ID"))[:400],
        "follows": re.findall(r"<[^<>\s]{1,300}>", " ".join(fields(mail, "In-Reply-To") + fields(mail, "References")))[
            -50:
        ],
        "files": [told for told, _ in read.files],
        "marks": sorted(read.marks),
        "automatic": automatic(mail),
        "failure": failure(mail),
        "checked": [line(value)[:2000] for value in fields(mail, "Authentication-Results")[:5]],
        "shown": [[name, header_words(value)[:1000]] for name in _SHOWN for value in fields(mail, name)[:3]][
            :MOST_HEADERS
        ],
    }


def _addresses(mail: Mail, name: str) -> list[list[str]]:
    """Name and address of each; a name in whatever encoding, an address as it stands."""
    raw = [line(value)[:4000] for value in fields(mail, name)[:20]]
    found = []
    for called, address in getaddresses(raw):
        if "@" in address and len(address) <= 254:
            found.append(
                [
                    header_words(called)[:120],
                    address.strip().encode("utf-8", "surrogateescape").decode("utf-8", "replace"),
                ]
            )
    return found[:200]


def _date(mail: Mail) -> str:
    """When its writer's machine says it was written; an ISO moment, empty if it says nothing that can be read."""
    try:
        return parsedate_to_datetime(first(mail, "Date")).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


# Parts ---------------------------------------------------------------------------------------------------------------


def _walk(part: Mail, read: Read, depth: int) -> None:
    if len(read.files) >= MOST_PARTS or depth > DEEPEST:
        read.marks.add("deep")
        return
    kind = part.get_content_type()
    if part.is_multipart() and kind != "message/rfc822":
        _marked(kind, part, read)
        if kind == "multipart/alternative":
            _best(part, read, depth)
            return
        for each in _inside(part):
            _walk(each, read, depth + 1)
        return
    if kind == "message/rfc822":
        _forwarded(part, read, depth)
    elif kind.startswith("multipart/") or (kind in ("text/plain", "text/html") and not _is_file(part)):
        _words(part, kind, read)
    else:
        _file(part, kind, read)


def _inside(part: Mail) -> list[Mail]:
    inside = part.get_payload()
    return [each for each in inside if isinstance(each, Mail)] if isinstance(inside, list) else []


def _marked(kind: str, part: Mail, read: Read) -> None:
    if kind == "multipart/signed":
        read.marks.add("signed")
    elif kind == "multipart/encrypted":
        read.marks.add("locked")


def _best(part: Mail, read: Read, depth: int) -> None:
    """The same words several times over: the plain ones, unless there are hardly any; and all that is no words."""
    mine = Read()
    for each in _inside(part):
        _walk(each, mine, depth + 1)
    plain, pages = "\n".join(mine.plain).strip(), "\n".join(mine.pages).strip()
    if plain and len(plain) * 4 >= len(pages):
        read.plain.append(plain)
    elif pages or plain:
        read.plain.append(pages or plain)
    read.inner += mine.inner
    read.files += mine.files
    read.marks |= mine.marks


def _words(part: Mail, kind: str, read: Read) -> None:
    data = _bytes(part)
    text = words_of(data, _charset(part, data)).replace("\r\n", "\n").replace("\x00", "")[: MOST_TEXT * 4]
    if kind == "text/html":
        read.pages.append(text_of_page(text))
    else:
        read.plain.append(text.strip())


def _charset(part: Mail, data: bytes) -> str | None:
    """What the part says of its characters, or the page in it."""
    label = part.get_content_charset()
    if label is None and (
        found := re.search(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{2,20})", data[:4000], re.IGNORECASE)
    ):
        label = found.group(1).decode("ascii")
    return label


def _bytes(part: Mail) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        data = None
    if isinstance(data, bytes):
        return data
    payload = part.get_payload()
    return payload.encode("utf-8", "surrogateescape") if isinstance(payload, str) else b""


def _is_file(part: Mail) -> bool:
    return part.get_content_disposition() == "attachment" or bool(
        part.get_filename() and part.get_content_disposition() != "inline"
    )


def _forwarded(part: Mail, read: Read, depth: int) -> None:
    """A mail inside a mail: its words behind the others', itself and what hangs on it among the files."""
    inside = _inside(part)
    if not inside:
        _file(part, "message/rfc822", read)
        return
    for each in inside:
        mine = Read()
        _walk(each, mine, depth + 1)
        subject, writer = header_words(first(each, "Subject")), header_words(first(each, "From"))
        read.inner.append(f"—— 转来的邮件：{subject}（{writer}） ——\n{mine.text}".strip())
        _add(
            read,
            f"{subject or '转来的邮件'}.eml",
            "message/rfc822",
            each.as_bytes(policy=compat32.clone(linesep="\r\n")),
        )
        read.files += mine.files
        read.marks |= mine.marks | {"forwarded"}


def _file(part: Mail, kind: str, read: Read) -> None:
    name, data = _name(part, kind), _bytes(part)
    if kind in _SIGNED:
        read.marks.add("signed")
    elif kind in _LOCKED:
        read.marks.add("locked" if "signed" not in str(part.get_param("smime-type") or "") else "signed")
    elif kind == "text/calendar":
        _meeting(part, data, read)
    if kind == "application/ms-tnef" or name.lower() == "winmail.dat":
        _outlook(data, read)
        return
    if data or part.get_filename():
        _add(read, name, kind, data, inline=bool(part["Content-ID"]) and part.get_content_disposition() != "attachment")


def _add(read: Read, name: str, kind: str, data: bytes, *, inline: bool = False) -> None:
    told = {"name": line(name)[-120:] or "附件", "kind": kind[:80], "bytes": len(data), "inline": inline}
    read.files.append((told, data))


def _name(part: Mail, kind: str) -> str:
    """The name of a file, also where it stands in raw bytes or in encoded words, which the standard forbids."""
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError, UnicodeError):
        name = ""
    ending = {"text/calendar": ".ics", "text/html": ".html", "text/plain": ".txt"}.get(kind, "")
    return header_words(name) or f"附件{ending}"


def _meeting(part: Mail, data: bytes, read: Read) -> None:
    """An invitation: its subject and description as words, if there are no others."""
    read.marks.add("calendar")
    text = re.sub(r"\r?\n[ \t]", "", words_of(data, part.get_content_charset()))
    said = dict(re.findall(r"^(SUMMARY|LOCATION|DESCRIPTION|DTSTART)[^:\n]*:(.*)$", text, re.MULTILINE))
    if not read.plain and not read.pages and said:
        read.plain.append("\n".join(said.values()).replace("\\n", "\n").replace("\\,", ",").strip())


def _outlook(data: bytes, read: Read) -> None:
    """winmail.dat: what Outlook wraps up for itself."""
    read.marks.add("outlook")
    try:
        from tnefparse import TNEF

        packed = TNEF(data, do_checksum=False)
        page = packed.htmlbody or b""
        page = page if isinstance(page, bytes) else str(page).encode("utf-8", "surrogateescape")
        plain = packed.body or ""
        text = text_of_page(words_of(page)) if page else plain if isinstance(plain, str) else words_of(bytes(plain))
        if text and not any(each.strip() for each in read.plain):
            read.plain.append(text.strip())
        found = [(_packed_name(each), bytes(each.data)) for each in packed.attachments]
    except MemoryError:
        raise
    except Exception:  # a library on strangers' bytes; the whole stays among the files
        _add(read, "winmail.dat", "application/ms-tnef", data)
        return
    for name, inside in found or [("winmail.dat", data)]:
        _add(read, name.strip("\x00"), "application/octet-stream" if found else "application/ms-tnef", inside)


def _packed_name(packed: Any) -> str:
    """The library takes every name for UTF-8; Outlook writes them in the code page of its machine."""
    try:
        name = packed.long_filename()
    except UnicodeError:
        name = ""
    return str(name or "").strip("\x00 ") or words_of(bytes(packed._name or b"")).strip("\x00 ") or "附件"
