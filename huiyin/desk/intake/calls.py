"""The call sheet (来电登记): opened by the telephone exchange as ``/desk/intake/call?phone=…``, typed while listening.

Opening it only reads, so a browser that fetches pages ahead does no harm; what is written is written by the form.
"""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huiyin.desk.intake.register import sheet
from huiyin.desk.staff import Desk, staff
from huiyin.law.terms import Channel

#: Exchanges send numbers as they like: with +86, with the zero before long-distance mobile numbers, with blanks.
_NOISE = re.compile(r"[\s\-()（）]")
_ABROAD = re.compile(r"^(?:\+|00)86")
_LONG_DISTANCE = re.compile(r"^0(?=1[3-9]\d{9}$)")
LONGEST = 40


@staff
@require_safe
def call(request: HttpRequest, desk: Desk) -> HttpResponse:
    response = sheet(request, desk, Channel.PHONE, {"phone": dialled(request.GET.get("phone", ""))})
    # The address holds a telephone number: it stays in no cache, and no other site learns it (the policy of all pages).
    response.headers["Cache-Control"] = "no-store"
    return response


def dialled(told: str) -> str:
    """The caller's number as people write it: ``008613200007710`` and ``013200007710`` are ``13200007710``."""
    plain = _ABROAD.sub("", _NOISE.sub("", told[:LONGEST]))
    return _LONG_DISTANCE.sub("", plain)
