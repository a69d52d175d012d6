"""Asking the directory (查目录): who is called so, and whether the password is theirs. It is kept nowhere.

Found by an account that may look people up, and then tried by signing in as whoever was found: the directory itself
says whether the password is right, and whether the account is locked or has run out.
"""

from __future__ import annotations

import re
import ssl
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from ldap3 import AUTO_BIND_NONE, SUBTREE, Connection, Server, Tls
from ldap3.core.exceptions import LDAPException
from ldap3.utils.conv import escape_filter_chars

from huiyin.gate.directory.settings import Directory, Silent

SECONDS: Final = 8
LONGEST_NAME: Final = 100
#: RFC 4511, appendix A: what a directory says of a wrong password, a locked or an outdated account.
NOT_THEIRS: Final = frozenset({49, 19, 50, 53})

#: Looked up, and if more than two have the name.
FOUND: Final = frozenset({0, 4})


def vouched_for(directory: Directory, name: str, password: str) -> dict[str, Any] | None:
    """What the directory says of whoever has this name and password; nothing if that is nobody.

    :returns: ``sub``, the user name and the values that tell of posts, named as the file names them.
    :raises Silent: it does not answer.
    """
    # RFC 4513, section 5.1.2: an empty password is no wrong one, it asks to be let in as nobody.
    if not name or not password or len(name) > LONGEST_NAME:
        return None
    try:
        entry = _found(directory, name)
        if entry is None or not _theirs(directory, entry["dn"], password):
            return None
    except (LDAPException, OSError) as fault:
        raise Silent(f"{type(fault).__name__}: {str(fault)[:200]}") from None
    return _claims(directory, entry)


def looked(directory: Directory) -> None:
    """Whether it answers, lets our account look, and knows the place where people are.

    :raises Silent: with what is wrong.
    """
    try:
        with _line(directory, directory.search_as, directory.password) as (line, code):
            if code:
                raise Silent("the account in search_as is not let in: look at search_as and password")
            line.search(directory.base, "(objectClass=*)", "BASE", attributes=["1.1"], time_limit=SECONDS)
            if line.result["result"]:
                raise Silent(f"{directory.base} is not there, or may not be read: look at base")
    except (LDAPException, OSError) as fault:
        raise Silent(f"{type(fault).__name__}: {str(fault)[:200]}") from None


def _found(directory: Directory, name: str) -> Any:
    """Exactly one entry, or nobody: of two, neither is believed."""
    wanted = [directory.id, directory.user, *([directory.claim] if directory.claim else [])]
    with _line(directory, directory.search_as, directory.password) as (line, code):
        if code:
            raise Silent("the account in search_as is not let in")
        line.search(
            directory.base, directory.find.replace("{name}", escape_filter_chars(name)), SUBTREE,
            attributes=wanted, size_limit=2, time_limit=SECONDS,
        )  # fmt: skip
        if line.result["result"] not in FOUND:
            raise Silent(f"it looks nobody up: result {line.result['result']} ({line.result['description']})")
        entries = [each for each in line.response or () if each.get("type") == "searchResEntry"]
    return entries[0] if len(entries) == 1 else None


def _theirs(directory: Directory, who: str, password: str) -> bool:
    with _line(directory, who, password) as (_, code):
        if code and code not in NOT_THEIRS:
            raise Silent(f"it answered with result {code}")
        return not code


@contextmanager
def _line(directory: Directory, who: str, password: str) -> Iterator[tuple[Connection, int]]:
    """A line on which somebody is signed in, or the number that says why not; no referral is followed."""
    tls = Tls(
        validate=ssl.CERT_REQUIRED, ca_certs_file=directory.certificates or None,
        version=ssl.PROTOCOL_TLS_CLIENT,
    )  # fmt: skip
    server = Server(directory.host, directory.port, directory.tls, tls=tls, connect_timeout=SECONDS)
    line = Connection(
        server, who, password, auto_bind=AUTO_BIND_NONE, auto_referrals=False, receive_timeout=SECONDS,
        read_only=True, raise_exceptions=False,
    )  # fmt: skip
    try:
        line.open(read_server_info=False)
        if not directory.tls and not directory.plain and not line.start_tls(read_server_info=False):
            raise Silent("it does not speak TLS (StartTLS)")
        line.bind(read_server_info=False)
        yield line, int(line.result["result"])
    finally:
        line.unbind()


def _claims(directory: Directory, entry: Any) -> dict[str, Any]:
    """In the words of the sign-in service, so that accounts and posts follow in the same way."""
    raw = {name.lower(): values for name, values in entry["raw_attributes"].items()}
    never_changes = _only(raw.get(directory.id.lower()) or [])
    # Active Directory gives the sixteen bytes of a GUID, everybody else words.
    guid = directory.id.lower() == "objectguid" and len(never_changes) == 16
    claims: dict[str, Any] = {"sub": str(uuid.UUID(bytes_le=never_changes)) if guid else _text(never_changes)}
    claims[directory.user] = _text((raw.get(directory.user.lower()) or [b""])[0])
    if directory.claim:
        known = {_plain(each.value): each.value for each in directory.posts}
        values = [_text(each) for each in raw.get(directory.claim.lower()) or ()]
        claims[directory.claim] = [known.get(_plain(each), each) for each in values]
    return claims


def _plain(name: str) -> str:
    """Directories do not tell capitals apart in names, nor spaces between their parts."""
    return re.sub(r"\s*([,=])\s*", r"\1", name.strip()).casefold()


def _only(values: list[bytes]) -> bytes:
    """:raises Silent: it does not show what people are known by, so that nobody may be let in."""
    if len(values) != 1 or not values[0]:
        raise Silent("it does not show the attribute in id: may the account in search_as read it?")
    return values[0]


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace")
