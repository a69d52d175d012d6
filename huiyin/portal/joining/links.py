"""The link by which others join, until whoever filed the matter takes it back; a new one is another link."""

from __future__ import annotations

from functools import cache

from django.core.signing import BadSignature, Signer
from django.http import Http404
from django.utils import timezone
from django.utils.crypto import get_random_string

from huiyin.cases.asked import named
from huiyin.cases.models import Case
from huiyin.portal.models import Invitation


@cache
def _signer() -> Signer:
    # Not at import: without a secret key production must still be able to say what is missing.
    return Signer(salt="huiyin.portal.join", sep="~")


def invite(case: Case) -> Invitation:
    """The invitation to a matter; there is one at a time, and a new one after it was taken back is another link."""
    return Invitation.objects.get_or_create(
        case=case.id, defaults={"serial": get_random_string(12), "made_at": timezone.now()}
    )[0]


def token_of(case: Case, row: Invitation) -> str:
    return _signer().sign(f"{case.number}-{row.serial}")


def invited_to(token: str) -> Case:
    """The matter a link belongs to.

    :raises Http404: the link was changed, taken back, or never was one; the answer does not tell which.
    """
    try:
        number, _dash, serial = _signer().unsign(token).partition("-")
    except BadSignature:
        raise Http404 from None
    case = named(number)
    if case is None or not Invitation.objects.filter(case=case.id, serial=serial).exists():
        raise Http404
    return case
