"""Sessions in the database, each read by one short statement together with whoever signed in: every request asks.

A new session is written once, with the answer. Django writes an empty one first to be sure of its key; thirty-two
characters of chance need no such care, and the unique key would refuse a second one.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone
from django.utils.crypto import get_random_string

from huiyin.people.accounts import BEGAN, DEVICE, ends
from huiyin.people.models import Person, Session
from huiyin.store.rows import delete, insert, pair

KEY_LENGTH = 32


class SessionStore(DatabaseStore):
    """Django's own, but for how a session is read, begun and given another key.

    ``person`` is whoever the session named when it was read; see huiyin.people.accounts for whether they still are,
    and for how long they stay. ``row`` is how the session stood then.
    ``ended`` is whoever it named if it had ended by then: what they were typing is given back to them alone.
    """

    person: Person | None = None
    row: Session | None = None
    ended: Person | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def load(self) -> dict[str, Any]:
        found, self.person = pair(Session, Person, "person", session_key=self.session_key or "")
        if found is None or found.expire_date <= timezone.now():
            self.ended, self.person, self._session_key = self.person, None, None
            return {}
        self.row = found
        return self.decode(found.session_data)

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        if SESSION_KEY not in data:
            return cast(Session, super().create_model_instance(data))
        now = timezone.now()
        data.setdefault(BEGAN, now.isoformat())
        row = cast(Session, super().create_model_instance(data))
        row.person, row.device, row.seen_at = int(data[SESSION_KEY]), str(data.get(DEVICE, "")), now
        row.since = datetime.fromisoformat(data[BEGAN])
        row.expire_date = ends(row.since, now)
        return row

    def create(self) -> None:
        self._session_key = get_random_string(KEY_LENGTH, VALID_KEY_CHARS)
        # Nothing is kept under a key just drawn, so nothing is looked for.
        self._session_cache = getattr(self, "_session_cache", {})
        insert([self.create_model_instance(self._session_cache)])
        self.modified = True

    def cycle_key(self) -> None:
        """What is held moves under a key that nobody knew before; it gets that key when it is saved."""
        held = dict(self.items())
        self.delete()
        self._session_key, self._session_cache = None, held
        self.modified = True

    def delete(self, session_key: str | None = None) -> None:
        if key := session_key or self.session_key:
            delete(Session, session_key=key)


def clear(now: datetime) -> None:
    """Throw away the sessions that ended before ``now``; the worker does so every night."""
    Session.objects.filter(expire_date__lt=now).delete()
