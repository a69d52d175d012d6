"""Mail servers from the distribution: Dovecot keeps mailboxes, Postfix carries what we send and reports what fails."""

from __future__ import annotations

import getpass
import grp
import os
import shutil
import smtplib
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

SECRET = "geheim-2026"
BOX = "xfj"
DOMAIN = "qingchuan.example"
DOVECOT, POSTFIX = "/usr/sbin/dovecot", "/usr/sbin/postfix"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Mailroom:
    """A Dovecot of its own, with the mailbox of the office and one of a petitioner."""

    def __init__(self) -> None:
        if not Path(DOVECOT).exists():
            pytest.skip("absent: no Dovecot; ./run test installs it (dovecot-imapd, dovecot-lmtpd)")
        # Not among the folders of the tests: those are for their own user alone.
        folder = Path(tempfile.mkdtemp(prefix="huiyin-mail-"))
        self.folder, self.imap, self.lmtp, self.smtp = folder, free_port(), free_port(), free_port()
        root, me = os.geteuid() == 0, getpass.getuser()
        # Dovecot's servers never run as root: as root they get the users the distribution made for them.
        self.inside, self.login, self.uid, self.gid = (
            ("dovecot", "dovenull", 65534, 65534) if root else (me, me, os.getuid(), os.getgid())
        )
        self.group = "dovecot" if root else grp.getgrgid(os.getgid()).gr_name
        if root:
            (folder / "mail").mkdir()
            os.chown(folder / "mail", self.uid, self.gid)
            folder.chmod(0o711)  # their servers are not root
        (folder / "users").write_text(
            "".join(f"{name}@{DOMAIN}:{{PLAIN}}{SECRET}\n" for name in (BOX, "chen", "huiyin"))
        )
        (folder / "dovecot.conf").write_text(self._dovecot())
        self.server = subprocess.Popen([DOVECOT, "-F", "-c", str(folder / "dovecot.conf")], stderr=subprocess.DEVNULL)
        wait_for(self.imap)
        wait_for(self.lmtp)

    def _dovecot(self) -> str:
        top = self.folder
        return f"""
base_dir = {top}/run
log_path = {top}/log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_failure_delay = 0
recipient_delimiter = +
default_internal_user = {self.inside}
default_internal_group = {self.group}
default_login_user = {self.login}
first_valid_uid = 0
mail_location = maildir:{top}/mail/%n
postmaster_address = postmaster@{DOMAIN}
passdb {{
  driver = passwd-file
  args = {top}/users
}}
userdb {{
  driver = static
  args = uid={self.uid} gid={self.gid} home={top}/mail/%n
}}
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {self.imap}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {self.lmtp}
  }}
}}
"""

    def close(self) -> None:
        self.server.terminate()
        self.server.wait(10)
        shutil.rmtree(self.folder, ignore_errors=True)

    # What people send --------------------------------------------------------------------------------------------

    def put(self, *mails: bytes, to: str = f"{BOX}@{DOMAIN}", sender: str = "chen@example.org") -> None:
        """Deliver, as a server that has no say in what a mail looks like."""
        with smtplib.LMTP("127.0.0.1", self.lmtp) as line:
            for mail in mails:
                line.ehlo_or_helo_if_needed()
                code, said = line.mail(sender)
                assert code == 250, said
                code, said = line.rcpt(to)
                assert code == 250, said
                code, said = line.data(mail)
                assert code == 250, said

    def empty(self) -> None:
        for name in (BOX, "chen", "huiyin"):
            subprocess.run(
                f"doveadm -c {self.folder}/dovecot.conf expunge -u {name}@{DOMAIN} mailbox * all".split(),
                check=False, stderr=subprocess.DEVNULL,
            )  # fmt: skip

    def letters(self, name: str = "chen") -> list[bytes]:
        """What lies in a mailbox."""
        folder = self.folder / "mail" / name
        return [
            path.read_bytes() for part in ("new", "cur") for path in sorted((folder / part).glob("*")) if path.is_file()
        ]

    def channel(self, **more: Any) -> dict[str, Any]:
        """The connection as the file of channels has it."""
        return {
            "name": "xfj-mail", "adapter": "mail", "organ": "qc-xfj", "address": f"{BOX}@{DOMAIN}", "delimiter": "+",
            "imap": f"imap://{BOX}%40{DOMAIN}:{SECRET}@127.0.0.1:{self.imap}/INBOX?tls=none", "poll": 5, **more,
        }  # fmt: skip


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline:
        with closing(socket.socket()) as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"nobody listens on {port}")


@contextmanager
def carrying(room: Mailroom) -> Iterator[int]:
    """A Postfix of its own: what is for the domain goes to Dovecot, what fails comes back as a report (RFC 3464)."""
    if os.geteuid() or not Path(POSTFIX).exists():
        pytest.skip("absent: Postfix, or the right to start one; ./run test as root installs it")
    conf, queue, data = (room.folder / f"postfix-{name}" for name in ("conf", "queue", "data"))
    for each in (conf, queue, data):
        each.mkdir(exist_ok=True)
    shutil.chown(data, "postfix", "postfix")
    (conf / "main.cf").write_text(
        f"""compatibility_level = 3.6
queue_directory = {queue}
data_directory = {data}
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
meta_directory = /etc/postfix
shlib_directory = /usr/lib/postfix
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.{DOMAIN}
mydestination =
mynetworks = 127.0.0.0/8
local_transport = error:no local mail
alias_maps =
virtual_mailbox_domains = {DOMAIN}, example.org
virtual_mailbox_maps =
virtual_transport = lmtp:inet:127.0.0.1:{room.lmtp}
local_recipient_maps =
recipient_delimiter = +
message_size_limit = 80000000
mailbox_size_limit = 0
maillog_file = {room.folder}/postfix.log
maillog_file_prefixes = /tmp, /var
"""
    )
    services = Path("/usr/share/postfix/master.cf.dist")
    master = (services if services.exists() else Path("/etc/postfix/master.cf")).read_text()
    (conf / "master.cf").write_text(
        master.replace("smtp      inet  n", f"127.0.0.1:{room.smtp}      inet  n").replace("  y       ", "  n       ")
    )
    subprocess.run(["postfix", "-c", str(conf), "start"], check=True, capture_output=True)
    try:
        wait_for(room.smtp)
        yield room.smtp
    finally:
        subprocess.run(["postfix", "-c", str(conf), "stop"], check=False, capture_output=True)


def connect(settings: Any, folder: Path, *rows: dict[str, Any]) -> None:
    """The file of channels, as an administrator writes it."""
    path = folder / "channels.yaml"
    path.write_text(yaml.safe_dump(list(rows), allow_unicode=True))
    settings.HUIYIN_CHANNELS = path
