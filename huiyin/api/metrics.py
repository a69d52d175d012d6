"""/metrics for whoever watches the machine (Prometheus): ages and states, nobody's matter and no number of them.

Off unless HUIYIN_METRICS_KEY is set, which Prometheus then sends as its bearer token.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db.models import Min
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe

from huiyin import __version__
from huiyin.api.models import Delivery
from huiyin.record.clock_guard import WORD
from huiyin.record.models import ClockWord, Message, Seal, SetAside

MEDIA_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
Metric = tuple[str, str, float]


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    key = settings.HUIYIN_METRICS_KEY
    if not key or not constant_time_compare(shown, key):
        raise Http404
    found = _found(timezone.now())
    lines = (f"# HELP {name} {what}\n# TYPE {name} gauge\n{name} {value:g}" for name, what, value in found)
    build = f'# TYPE huiyin_build_info gauge\nhuiyin_build_info{{version="{__version__}"}} 1'
    return HttpResponse("\n".join([*lines, build, ""]), content_type=MEDIA_TYPE)


def _found(now: datetime) -> Iterator[Metric]:
    oldest = Message.objects.exclude(topic="seal").filter(ready_at__lte=now).aggregate(Min("ready_at"))["ready_at__min"]
    yield "huiyin_outbox_oldest_seconds", "How long the oldest message has waited for the worker.", _since(oldest, now)
    yield "huiyin_set_aside", "Work that failed again and again.", SetAside.objects.filter(given_up=True).count()
    word = ClockWord.objects.filter(id=WORD).first()
    yield "huiyin_clock_trusted", "Whether the worker goes by the clock.", not (word and word.doubt)
    sealed = Seal.objects.order_by("-day").values_list("day", flat=True).first()
    age = (timezone.localdate(now) - sealed).days if sealed else 0
    yield "huiyin_seal_age_days", "Days since the last sealed day.", age
    hooks = Delivery.objects.filter(dead=False, due_at__lte=now).aggregate(Min("due_at"))["due_at__min"]
    yield "huiyin_webhook_oldest_seconds", "How long the oldest delivery has waited.", _since(hooks, now)
    yield "huiyin_webhook_dead", "Deliveries that wait for a person.", Delivery.objects.filter(dead=True).count()


def _since(moment: datetime | None, now: datetime) -> float:
    return max(0.0, (now - moment).total_seconds()) if moment else 0.0
