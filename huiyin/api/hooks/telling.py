"""What is told: a CloudEvent (1.0) without a word of what the record is about, signed as Standard Webhooks has it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import datetime
from typing import Any, Final

from django.conf import settings

from huiyin.api.callers import Caller
from huiyin.api.faces import face_of
from huiyin.api.hooks.keeping import secret_of
from huiyin.api.models import Delivery, Hook, Key
from huiyin.api.records.shown import term
from huiyin.people.charts import chart_on
from huiyin.people.posts import actor_of
from huiyin.record.kinds import KINDS
from huiyin.record.models import Event
from huiyin.record.reading import near_a_report
from huiyin.record.worlds import beijing_day

MEDIA_TYPE: Final = "application/cloudevents+json"
Told = dict[str, Any]


def told(delivery: Delivery, key: Key, at: datetime) -> Told | None:
    """The event for this client as of now; nothing where it may not read the record, or the record is near a report."""
    kind = KINDS.offers(delivery.record_kind)
    caller = _caller(key, at)
    row = kind.model.objects.filter(id=delivery.record).first() if kind else None
    if kind is None or caller is None or row is None or near_a_report(row):
        return None
    face = face_of(kind).find(kind, caller, row.number)
    if face is None or face.hides(delivery.seq):
        return None
    event = Event.objects.get(id=delivery.event)
    address = f"/api/v1/{kind.collection}/{row.number}"
    return {
        "specversion": "1.0",
        "id": str(event.id),
        "source": settings.HUIYIN_SITE_URL or "urn:huiyin",
        "type": f"org.huiyin.{kind.key}.{event.act}",
        "subject": row.number,
        "time": event.recorded_at.isoformat(),
        "datacontenttype": "application/json",
        "data": {
            "kind": kind.key,
            "number": row.number,
            "act": term(kind.procedure.acts(event.act)),
            "stage": term(kind.procedure.stages(json.loads(event.payload)["follows"]["to"])),
            "href": address,
        },
    }


def _caller(key: Key, at: datetime) -> Caller | None:
    day = beijing_day(at)
    actor, chart = actor_of(key.person, on=day, organ=key.organ), chart_on(day)
    good = key.ended_at is None and at < key.expires_at and actor.organ in chart.organs
    return Caller(key, actor, chart.organ(key.organ), frozenset(), at) if good else None


def signed(hook: Hook, event: Told, at: datetime) -> tuple[bytes, dict[str, str]]:
    """The body and its headers. The id stays the same however often it is sent: a receiver counts it once."""
    body = json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()
    name, moment = f"{hook.id}.{event['id']}", str(int(at.timestamp()))
    mac = hmac.new(secret_of(hook), f"{name}.{moment}.".encode() + body, hashlib.sha256).digest()
    headers = {
        "Content-Type": MEDIA_TYPE,
        "User-Agent": "Huiyin",
        "webhook-id": name,
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{base64.b64encode(mac).decode()}",
    }
    return body, headers
