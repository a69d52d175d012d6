"""What was typed into a form and sent: by name and value, the chosen files by their names, passwords never."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from urllib.parse import urlsplit

from django.http import HttpRequest

from huiyin.cases.identity import ring
from huiyin.vault import fields
from huiyin.vault.errors import VaultError

SESSION: Final = "typed"
LASTS: Final = timedelta(hours=12)
#: Characters that a session carries; longer texts come back at once or from the device.
LONGEST: Final = 400_000
TOKEN: Final = "csrfmiddlewaretoken"
#: Fields for what nobody but its owner may know: never shown again, never kept.
SECRET: Final = re.compile(r"password|^(current|new|again|pin|otp|totp|recovery)$", re.IGNORECASE)
_CONTEXT: Final = "house:typed"


@dataclass(frozen=True, slots=True)
class Typed:
    """A form as it was sent.

    :param to: the address it was sent to, with its query.
    :param page: the page on which it stood.
    :param values: name and value of every field in their order.
    :param files: names of the files chosen, by the name of their field.
    """

    to: str
    page: str
    values: list[tuple[str, str]] = field(default_factory=list)
    files: dict[str, list[str]] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return urlsplit(self.to).path

    @property
    def by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, value in self.values:
            found.setdefault(name, []).append(value)
        return found

    @property
    def file_names(self) -> list[str]:
        return [name for names in self.files.values() for name in names]

    @property
    def something(self) -> bool:
        """Whether a person gave anything; buttons and marks alone are nothing to give back."""
        return bool(self.files) or any(value.strip() for _, value in self.values)


def of(request: HttpRequest) -> Typed:
    """What a POST brought. A body that cannot be read brought nothing."""
    values = [(name, value) for name, some in request.POST.lists() for value in some]
    files = {name: [each.name or "" for each in some] for name, some in request.FILES.lists()}
    shown = [(name, value) for name, value in values if name != TOKEN and not SECRET.search(name)]
    return Typed(request.get_full_path(), _page(request), shown, files)


def _page(request: HttpRequest) -> str:
    """Where the form stood: the browser names it to its own site; else the form is taken to send to its own page."""
    told = urlsplit(request.headers.get("Referer", ""))
    own = told.netloc == request.get_host() and told.path
    return f"{told.path}?{told.query}" if own and told.query else told.path if own else request.get_full_path()


# Kept for later, when the page cannot be shown now -------------------------------------------------------------------


def hold(request: HttpRequest, typed: Typed, at: datetime) -> bool:
    """Keep it in the browser's session, as ciphertext, until its page is opened again; whether there was room."""
    kept = {**asdict(typed), "at": at.isoformat(), "whose": _whose(request)}
    text = json.dumps(kept, ensure_ascii=False)
    if len(text) > LONGEST:
        return False
    request.session[SESSION] = base64.b64encode(fields.encrypt(ring(), text, _CONTEXT)).decode()
    return True


def held(request: HttpRequest, at: datetime) -> Typed | None:
    """What waits for this page, if it is for whoever asks now."""
    if SESSION not in request.session:
        return None
    kept = _opened(request.session[SESSION])
    if not kept or datetime.fromisoformat(kept.pop("at")) < at - LASTS:
        drop(request)
        return None
    whose, typed = kept.pop("whose"), Typed(**{**kept, "values": [tuple(each) for each in kept["values"]]})
    fits = request.path in (typed.path, urlsplit(typed.page).path)
    return typed if fits and whose in (None, _whose(request)) else None


def drop(request: HttpRequest) -> None:
    request.session.pop(SESSION, None)


def _opened(sealed: str) -> dict[str, Any]:
    try:
        return dict(json.loads(fields.decrypt(ring(), base64.b64decode(sealed), _CONTEXT)))
    except (VaultError, ValueError):
        return {}


def _whose(request: HttpRequest) -> int | None:
    """Whoever is signed in, or was until a moment ago; nobody on the public pages."""
    person = getattr(request.session, "person", None) or getattr(request.session, "ended", None)
    return person.pk if person else None
