"""Where another Huiyin site speaks to this one: one address, one sealed message, one sealed answer.

Whoever is not believed is told one word, for the people who look why two sites do not understand each other; nothing
else, and nothing about any matter.
"""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from huiyin.channels.exchange.protocol import LONGEST, Untrue
from huiyin.channels.exchange.receiving import answer

#: The status with each word; a machine between the two reads no words.
STATUS: Final = {"unknown": 401, "signature": 401, "time": 409, "replayed": 409, "unreadable": 400}


@csrf_exempt
@require_POST
def exchange(request: HttpRequest) -> HttpResponse:
    """Take one message; what it says is in it alone."""
    message = request.body
    if len(message) > LONGEST:
        return HttpResponse("size", status=413, content_type="text/plain")
    try:
        return HttpResponse(answer(message, timezone.now()), content_type="application/octet-stream")
    except Untrue as untrue:
        status = STATUS.get(untrue.code, 400)
        return HttpResponse(untrue.code, status=status, content_type="text/plain")
