"""Sessions in the database, each read by one short statement, because every request of somebody signed in asks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from huiyin.people.rows import one


class SessionStore(DatabaseStore):
    """Django's own, but for how a session is read."""

    def load(self) -> dict[str, Any]:
        found = one(Session, session_key=self.session_key or "")
        if found is None or found.expire_date <= timezone.now():
            self._session_key = None
            return {}
        return self.decode(found.session_data)


def clear(now: datetime) -> None:
    """Throw away the sessions that ended before ``now``; the worker does so every night."""
    Session.objects.filter(expire_date__lt=now).delete()
