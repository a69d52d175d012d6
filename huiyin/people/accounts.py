"""Whose session it is: read by one short statement, because every request asks. Signing in is in sign_in.py."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend

from huiyin.people.models import Person
from huiyin.people.rows import one


class Accounts(ModelBackend):
    """Django's own, but for how the person of a session is found."""

    def get_user(self, user_id: Any) -> Person | None:
        person = one(Person, id=user_id)
        return person if person is not None and self.user_can_authenticate(person) else None
