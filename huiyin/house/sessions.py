"""Sessions in the database, each read by one short statement, because every request of somebody signed in asks."""

from __future__ import annotations

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
