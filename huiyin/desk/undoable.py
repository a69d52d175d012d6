"""What was just done and can be taken back (撤销), kept in the session of whoever did it (huiyin.desk.undoing)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.http import HttpRequest

from huiyin.desk.staff import Desk
from huiyin.law.words import P, Phrase

SECONDS: Final = 10
#: A page takes a moment to come and a press to arrive.
GRACE: Final = timedelta(seconds=SECONDS + 5)
SESSION: Final = "desk_undo"


def may_be_undone(request: HttpRequest, desk: Desk, what: str, **put_back: Any) -> None:
    """Remember what was just done, so that the next page offers to take it back."""
    request.session[SESSION] = {"what": what, "at": desk.now.isoformat(), **put_back}


def offered(request: HttpRequest, now: datetime) -> Phrase | None:
    """What was done within these seconds and can be taken back."""
    found = pending(request, now)
    return WORDS[found["what"]] if found else None


def pending(request: HttpRequest, now: datetime) -> Mapping[str, Any] | None:
    found = request.session.get(SESSION)
    if not found or found["what"] not in WORDS or now - datetime.fromisoformat(found["at"]) > GRACE:
        return None
    return dict(found)


WORDS: Final[Mapping[str, Phrase]] = {
    "view": P("列表的样子改了。"), "search": P("存下的查找删掉了。"), "read": P("提醒全部标为看过了。"),
}  # fmt: skip
