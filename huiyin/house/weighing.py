"""How much a request may bring: known from its address and from who sends it, before anything of it is read."""

from __future__ import annotations

from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie
from typing import Final

from django.conf import settings
from django.urls import Resolver404, resolve

from huiyin.media.limits import BODY, FILE, FILM, MB, MOST_FILES

#: What the front tells Django of a body that it did not take: with what status.
REFUSED: Final = "huiyin.refused"
#: In the place of a status: the disk is full.
FULL: Final = "full"
#: Forms without files; the longest text of a form is a tenth of it.
FORM: Final = 4 * MB
#: Whoever has not even opened a page of ours brings nothing that would be taken.
STRANGER: Final = MB
#: What one submission or one act brings along.
SOME_FILES: Final = MOST_FILES * FILE + FILM
#: Where machines send papers, one at a time, and push whole files.
MACHINES: Final = "/api/v1/materials"
PUSHED: Final = "/channels/"
#: Where another site speaks to us, and how much it says at once (huiyin.channels.exchange.protocol).
SITES: Final = "/exchange/v1"
LONGEST: Final = 4 * MB
#: Pages to which files are sent, by their names.
FILES: Final[Mapping[str, int]] = {
    "portal:submit": SOME_FILES,
    "portal:submit-claims": SOME_FILES,
    "portal:offline": SOME_FILES,
    "portal:say": SOME_FILES,
    "desk:act": SOME_FILES,
    "desk:intake": SOME_FILES,
    "desk:paper-service": SOME_FILES,
    "desk:letters": BODY,
    "desk:letter-add": BODY,
}


def allowed(path: str, cookies: str, authorization: str = "") -> int:
    """Bytes that a request to this path may bring, with these cookies or this key. Asks the database for files of the
    staff and of machines."""
    if path == MACHINES or path.startswith(PUSHED):
        return FILM + MB if _is_known(authorization) else STRANGER
    if path == SITES:
        return LONGEST if _is_site(authorization) else STRANGER
    jar = _read(cookies)
    if settings.CSRF_COOKIE_NAME not in jar:
        return STRANGER  # its token cannot fit: nothing would come of it
    try:
        name = resolve(path).view_name
    except Resolver404:
        return STRANGER
    most = FILES.get(name, FORM)
    if most > FORM and name.startswith("desk:") and not _is_staff(jar.get(settings.SESSION_COOKIE_NAME, "")):
        return FORM
    return most


def _read(cookies: str) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(cookies).items()}
    except CookieError:
        return {}


def _is_staff(key: str) -> bool:
    # The front reads this module in before Django stands; tables come later.
    from huiyin.house.sessions import SessionStore
    from huiyin.people.accounts import signed_in

    return bool(key) and signed_in(SessionStore(key)) is not None


def _is_known(authorization: str) -> bool:
    from huiyin.api.callers import is_known

    return is_known(authorization)


def _is_site(authorization: str) -> bool:
    from huiyin.channels.exchange.pairing import is_known

    return is_known(authorization)


def cut(body: bytes, content_type: str) -> bytes:
    """What arrived of a form before it was refused, ended where its last whole field ends."""
    kind, _, rest = content_type.partition("boundary=")
    if not kind.startswith("multipart/") or not rest:
        return b""
    edge = b"--" + rest.split(";")[0].strip().strip('"').encode()
    end = body.rfind(b"\r\n" + edge)
    return body[:end] + b"\r\n" + edge + b"--\r\n" if end > 0 else b""
