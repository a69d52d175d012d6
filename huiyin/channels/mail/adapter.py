"""The adapter of e-mail."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.core.mail import get_connection

from huiyin.channels.adapter import Adapter, Connection, Inward, Looked, Outward
from huiyin.channels.mail import imap
from huiyin.channels.mail.attaching import with_words
from huiyin.channels.mail.parts import READER
from huiyin.channels.mail.sending import sending
from huiyin.channels.mail.settings import SETTINGS
from huiyin.channels.mail.settling import key_of, settle, words_of
from huiyin.channels.ways import EMAIL
from huiyin.law.words import P


def check(connection: Connection) -> Iterator[Looked]:
    """The mailbox, and the outgoing server."""
    yield from imap.check(connection)
    yield outgoing()


def outgoing() -> Looked:
    """Whether the outgoing mail server answers."""
    backend = get_connection()
    try:
        backend.open()
        backend.close()
    except OSError:
        return Looked(
            False, P("发信服务器连不上，或者不认用户名和密码。"),
            P("请核对 HUIYIN_SMTP_URL；没有设置时，邮件只写进数据目录的 mail 文件夹。"),
        )  # fmt: skip
    return Looked(True, P("发信服务器能用。"))


MAIL: Final = Adapter(
    "mail",
    P("电子邮件"),
    SETTINGS,
    check,
    Inward(imap.fetch, READER, key_of, settle, words_of, beside=with_words),
    Outward(EMAIL, sending),
)
