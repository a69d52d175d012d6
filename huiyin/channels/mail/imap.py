"""Reading a mailbox (收信): by IMAP, with IDLE where the server has it; the mailbox itself is not changed.

Where reading stands is a number the server gives (UID), noted after some mails that are safe. Whatever dies, the same
mails come again and are known by their bytes.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from huiyin.channels.adapter import Connection, Fault, Looked, Take
from huiyin.channels.arrivals.models import Watched
from huiyin.channels.arrivals.work import TOO_LARGE
from huiyin.channels.mail.settings import Imap
from huiyin.law.words import P
from huiyin.vault.points import reach

if TYPE_CHECKING:
    from imapclient import IMAPClient

#: A mail larger than this stays in the mailbox; a person is told.
LARGEST: Final = 60 * 1024 * 1024
ANSWER_WITHIN: Final = 60.0
#: So long one connection waits for news, in seconds; servers end it after half an hour.
WAITS: Final = 240.0
GLANCE: Final = 2.0
AT_ONCE: Final = 50

_AWAY: Final = Fault(P("邮件服务器连不上。"), P("请核对 imap 里的主机名和端口，看网络和防火墙是否放行；会自己再试。"))
_NOT_LET_IN: Final = Fault(
    P("邮件服务器不认这个用户名和密码。"),
    P("请核对 imap 里的用户名和密码；不少邮箱要先在网页上打开 IMAP，用专门的授权码当密码。"),
)
_NO_FOLDER: Final = Fault(P("邮箱里没有这个文件夹。"), P("请核对 imap 地址最后的文件夹名，收件箱写 INBOX。"))
_NOT_TRUSTED: Final = Fault(
    P("邮件服务器的证书不可信。"), P("请用证书上的主机名；单位自己签发的证书，请装进这台机器的可信证书。")
)


def fetch(connection: Connection, take: Take, stopping: Callable[[], bool], wait: bool) -> None:
    """Take in what is new, then wait for more until it is time to come again."""
    until = time.monotonic() + WAITS
    with opened(connection) as box:
        while True:
            _new(connection, box, take, stopping)
            if not wait or stopping() or time.monotonic() > until:
                return
            _wait(connection, box, until, stopping)


def check(connection: Connection) -> Iterator[Looked]:
    """Sign in, open the folder, say what is there."""
    try:
        with opened(connection) as box:
            there = box.select_folder(connection["imap"].folder, readonly=True)
            yield Looked(True, P("邮箱能打开，里面有{n}封信。", n=int(there.get(b"EXISTS", 0))))
            if not box.has_capability("IDLE"):
                yield Looked(True, P("服务器不会主动通知，每{n}秒看一次。", n=connection["poll"]))
    except Fault as fault:
        yield Looked(False, fault.said, fault.todo)


@contextmanager
def opened(connection: Connection) -> Iterator[IMAPClient]:
    """The mailbox, signed in and with its folder open for reading only.

    :raises Fault: what is wrong, and what to do.
    """
    from imapclient import IMAPClient
    from imapclient.exceptions import IMAPClientError, LoginError

    to: Imap = connection["imap"]
    try:
        box = IMAPClient(to.host, to.port, use_uid=True, ssl=to.tls == "ssl", timeout=ANSWER_WITHIN)
        try:
            if to.tls == "starttls":
                box.starttls(ssl.create_default_context())
            box.login(to.user, to.password)
            yield box
        finally:
            with suppress(IMAPClientError, OSError):
                box.logout()
    except LoginError:
        raise _NOT_LET_IN from None
    except ssl.SSLError:
        raise _NOT_TRUSTED from None
    except (IMAPClientError, OSError) as fault:
        raise (_NO_FOLDER if "select failed" in str(fault) else _AWAY) from None


def _new(connection: Connection, box: IMAPClient, take: Take, stopping: Callable[[], bool]) -> None:
    there = _selected(box, connection["imap"].folder)
    place, _ = Watched.objects.get_or_create(connection=connection.name)
    validity = str(there[b"UIDVALIDITY"])
    kept, _, last = place.place.partition(":")
    # A mailbox that was made anew numbers its mails anew: all of it is looked at, and what is known stays one.
    after = int(last or 0) if kept == validity else 0
    uids = sorted(uid for uid in box.search(["UID", f"{after + 1}:*"]) if uid > after)
    for start in range(0, len(uids), AT_ONCE):
        sizes = box.fetch(uids[start : start + AT_ONCE], ["RFC822.SIZE", "INTERNALDATE"])
        for uid in sorted(sizes):
            _one(box, uid, sizes[uid], f"{validity}:{uid}", take)
        reach("arrival.taken")
        Watched.objects.filter(connection=connection.name).update(place=f"{validity}:{max(sizes, default=after)}")
        if stopping():
            return


def _one(box: IMAPClient, uid: int, said: dict[bytes, Any], mark: str, take: Take) -> None:
    large = int(said.get(b"RFC822.SIZE", 0)) > LARGEST
    item = "BODY.PEEK[HEADER]" if large else "BODY.PEEK[]"
    answered = box.fetch([uid], [item]).get(uid, {})
    data = answered.get(b"BODY[HEADER]" if large else b"BODY[]")
    if data:  # somebody may have deleted it meanwhile
        take(bytes(data), mark, _came(said.get(b"INTERNALDATE")), fault=TOO_LARGE if large else "")


def _came(internal: object) -> datetime:
    """When the server took it; never later than now, whatever its clock says."""
    now = timezone.now()
    if not isinstance(internal, datetime):
        return now
    # imapclient gives local time without a zone
    at = internal.astimezone(UTC)
    return min(at, now)


def _selected(box: IMAPClient, folder: str) -> Any:
    return box.select_folder(folder, readonly=True)


def _wait(connection: Connection, box: IMAPClient, until: float, stopping: Callable[[], bool]) -> None:
    """Until something happens, by IDLE or by asking every so often."""
    if not box.has_capability("IDLE"):
        again = min(until, time.monotonic() + connection["poll"])
        while time.monotonic() < again and not stopping():
            time.sleep(min(GLANCE, max(0.0, again - time.monotonic())))
        return
    box.idle()
    try:
        while not stopping() and time.monotonic() < until and not _news(box):
            continue
    finally:
        box.idle_done()


def _news(box: IMAPClient) -> bool:
    return any(len(each) > 1 and each[1] == b"EXISTS" for each in box.idle_check(timeout=GLANCE))
