"""Somebody who signs in by the directory: the same brakes as at our own door, then the account and its posts."""

from __future__ import annotations

from datetime import datetime

from huiyin.gate.directory.settings import Directory, Silent
from huiyin.gate.limits import give_back
from huiyin.gate.provider.people import Unknown, vouched
from huiyin.gate.sign_in import WRONG, Declined, From, SignedIn, tried
from huiyin.people.models import Person


def ask_or_wait(directory: Directory, *, username: str, password: str, come: From, at: datetime) -> SignedIn | Declined:
    """Ask the directory, unless a brake is on; whoever guesses has the tries of both doors together, and no more.

    :raises Silent: it does not answer, which costs nobody a try.
    :raises Unknown: the password is right, and there is no account here, or none that may come in.
    """
    from huiyin.gate.directory.asking import vouched_for  # its library is read in where there is a directory

    held = come.brakes(username)

    def found() -> Person | None:
        claims = vouched_for(directory, username.strip(), password)
        return vouched(directory, claims, at) if claims else None

    try:
        return tried(held, found, WRONG, at)
    except (Silent, Unknown):
        give_back(held)
        raise
