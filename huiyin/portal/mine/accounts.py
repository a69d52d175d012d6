"""One's own list (我的信访事项): several matters together under a phone number or e-mail address and a password.

Nobody needs it; number and code do the same. Neither address nor password is kept, nor anything made from them alone:
the two together, stretched, are the key under which the list is found. So nobody can ask whether somebody has one, and
whoever forgets the password makes another list with their numbers and codes.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django.contrib.auth.hashers import ScryptPasswordHasher
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from huiyin.cases.models import Case
from huiyin.people.hashing import apart
from huiyin.portal.entering import grants
from huiyin.portal.models import Account, Kept
from huiyin.store.locks import writing
from huiyin.typed.addresses import normal_email
from huiyin.typed.phones import normal_phone

MOST: Final = 30
"""So many matters stand in one list."""
LEAST: Final = 8
_SESSION: Final = grants.ACCOUNT
_COST: Final = {"n": 2**14, "r": 8, "p": 5}
"""The cost of stretching, written down here: another one would find no list again."""


def key_of(login: str, password: str) -> str:
    """Where the list of these two stands: 64 hexadecimal figures.

    :param login: a phone number or an e-mail address, however it is spaced.
    """
    salt = salted_hmac("huiyin.portal.account", normal(login), algorithm="sha256").hexdigest()[:32]
    return hashlib.sha256(apart(ScryptPasswordHasher().encode, password, salt, **_COST).encode()).hexdigest()


def normal(login: str) -> str:
    """One way of writing a phone number or an e-mail address."""
    return normal_email(login) if "@" in login else normal_phone(login)


def found(login: str, password: str) -> Account | None:
    return Account.objects.filter(key=key_of(login, password)).first()


def opened_or_made(login: str, password: str, at: datetime) -> Account:
    return Account.objects.get_or_create(key=key_of(login, password), defaults={"made_at": at})[0]


# In this session ---------------------------------------------------------------------------------------------------


def enter(request: HttpRequest, account: Account, at: datetime) -> None:
    """Open the list in this session, and with it every matter in it."""
    request.session.cycle_key()
    request.session[_SESSION] = {"id": account.id, "since": at.isoformat()}
    for case in cases_of(account):
        grants.grant(request, case, at)


def entered(request: HttpRequest) -> Account | None:
    """The list open in this session."""
    held: dict[str, Any] = request.session.get(_SESSION) or {}
    if not held or timezone.now() - datetime.fromisoformat(held["since"]) >= grants.LASTS:
        return None
    return Account.objects.filter(id=held["id"]).first()


# What is in it -----------------------------------------------------------------------------------------------------


def keep(account: Account, case: Case, at: datetime) -> bool:
    """Put a matter into the list; whether there was room."""
    with writing():
        if Kept.objects.filter(account=account).exclude(case=case.id).count() >= MOST:
            return False
        opened = {"since": at, "seal": grants.seal_of(case)}
        Kept.objects.update_or_create(account=account, case=case.id, defaults=opened)
    return True


def take_out(account: Account, cases: Iterable[int]) -> None:
    Kept.objects.filter(account=account, case__in=list(cases)).delete()


def cases_of(account: Account) -> list[Case]:
    """The matters in the list, the newest first; not those whose code was given anew since they were put in."""
    seals = dict(Kept.objects.filter(account=account).values_list("case", "seal")[:MOST])
    rows = Case.objects.filter(id__in=list(seals)).order_by("-lodged_at", "-id")
    return [case for case in rows if hmac.compare_digest(seals[case.id], grants.seal_of(case))]


def forget(account: Account) -> None:
    """The list is gone; the matters are what they were."""
    account.delete()
