"""A petition that is mediated in its village (huiyin.field): the way there, and what was agreed there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from huiyin.cases.models import Case
from huiyin.desk.staff import Desk
from huiyin.field.disputes import DISPUTES
from huiyin.law.dispute.guards import near_the_people
from huiyin.law.dispute.vocabulary import DisputeAct
from huiyin.law.matter.waiting import OVER
from huiyin.law.terms import Act, Stage
from huiyin.record.reading import near_a_report, visible_to
from huiyin.vault.opening import read_out


def way_to_mediate(case: Case, desk: Desk) -> str:
    """Where this desk registers the dispute behind a petition; empty where it mediates nothing, and of a report."""
    if Stage(case.stage) in OVER or not near_the_people(desk.actor, desk.world) or near_a_report(case):
        return ""
    if visible_to(DISPUTES, desk.actor, desk.today).filter(matter=case.id).exists():
        return ""
    said = urlencode({"matter": case.number, "place": case.place})
    return f"{reverse('desk:record-new', args=[DISPUTES.key])}?{said}"


def agreed_there(case: Case, act: Act, desk: Desk) -> Mapping[str, Any]:
    """What was agreed in the dispute, as far as this desk may read it: the petition's own agreement begins with it."""
    if act is not Act.MEDIATE:
        return {}
    row = visible_to(DISPUTES, desk.actor, desk.today).filter(matter=case.id).order_by("-id").first()
    event = row.events.filter(act=DisputeAct.AGREE.value).order_by("-seq").first() if row else None
    if event is None:
        return {}
    said = read_out(event.payload)["said"]
    last = max((each["on"] for each in said.get("instalments", ())), default=said["agreed_on"])
    return {"terms": said["terms"], "until": last}
