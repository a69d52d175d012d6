"""What a mailbox is told (邮箱的设置)."""

from __future__ import annotations

from typing import Any, Final, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from huiyin.channels.adapter import Setting


class Imap(NamedTuple):
    """A mailbox on a server; ``tls`` is ssl, starttls or none."""

    host: str
    port: int
    user: str
    password: str
    folder: str
    tls: str


def imap(value: str) -> Imap:
    url = urlsplit(value)
    tls = parse_qs(url.query).get("tls", ["ssl" if url.scheme == "imaps" else "starttls"])[0]
    if url.scheme not in ("imap", "imaps") or not url.hostname or tls not in ("ssl", "starttls", "none"):
        raise ValueError(value)
    if tls == "none" and url.hostname not in ("127.0.0.1", "localhost", "::1"):
        raise ValueError(value)  # a password never crosses a network in the clear
    folder = unquote(url.path.lstrip("/")) or "INBOX"
    port = url.port or (993 if tls == "ssl" else 143)
    return Imap(url.hostname, port, unquote(url.username or ""), unquote(url.password or ""), folder, tls)


def address(value: str) -> str:
    local, _, domain = value.strip().rpartition("@")
    if not local or not domain or any(sign in value for sign in " <>\r\n") or not value.isascii():
        raise ValueError(value)
    return value.strip().lower()


def yes_or_no(value: str) -> bool:
    return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}[value.lower()]


def seconds(value: str) -> int:
    found = int(value)
    if not 5 <= found <= 3600:
        raise ValueError(value)
    return found


def one_sign(value: str) -> str:
    if len(value) > 1 or value not in "+-=":
        raise ValueError(value)
    return value


def words(value: str) -> str:
    return value.strip()


SETTINGS: Final[tuple[Setting, ...]] = (
    Setting(
        "imap", "imaps://user:password@host/FOLDER, or imap://… with STARTTLS", imap,
        "The mailbox that is read. Signs such as @ in the user's name are written as %40. Without encryption "
        "(?tls=none) only on this machine.", needed=True,
    ),
    Setting("address", "e-mail address", address, "The mailbox's own address, as people write to it.", needed=True),
    Setting("poll", "whole seconds from 5 to 3600", seconds, "How often to look where the server knows no IDLE.", "60"),
    Setting(
        "delimiter", "+, -, = or empty", one_sign,
        "What parts the name of the mailbox from a mark behind it (xfj+mark@…), so that answers find their matter. "
        "Empty if the mail server knows no such addresses; answers are then known by their headers.", "",
    ),
    Setting("receipts", "true or false", yes_or_no, "Whether who writes is told at once that it came.", "true"),
    Setting(
        "authserv", "the name in Authentication-Results", words,
        "The name under which your own mail server notes its SPF, DKIM and DMARC checks; notes under other names are "
        "anybody's and are not shown.", "",
    ),
)  # fmt: skip


def shown(value: Any) -> str:
    """A setting without its password."""
    return f"{value.user}@{value.host}:{value.port}/{value.folder}" if isinstance(value, Imap) else str(value)
