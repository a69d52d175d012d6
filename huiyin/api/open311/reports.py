"""A service request is a petition matter: filed by the same door, and told of without anything that somebody said.

To the public goes what kind of thing it is, roughly where, who deals with it and by which legal day. The words, the
exact place and the address go back to the client that brought them, and to nobody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext

from huiyin.api.callers import Caller
from huiyin.api.models import Reported
from huiyin.api.open311.wire import Fault
from huiyin.cases.accused import Accused, keeper, told_by
from huiyin.cases.acts import Lodged, Refused, lodge
from huiyin.cases.envelopes import Envelope
from huiyin.cases.identity import Identity
from huiyin.cases.lodging import Capacity, ClaimText, Lodging, PartyText, first_sentence
from huiyin.cases.models import Case
from huiyin.cases.projections import query_code_of
from huiyin.law.chart.organs import OrganChart
from huiyin.law.matter.waiting import OVER
from huiyin.law.reading import WHOLE
from huiyin.law.terms import Channel, ClaimKind, Stage
from huiyin.people.charts import chart_on
from huiyin.people.divisions import divisions_in
from huiyin.record.worlds import BEIJING, beijing_day
from huiyin.store.locks import writing
from huiyin.wording.words import say

SUB_CHANNEL: Final = "open311"
LONGEST: Final = 4000
MOST: Final = 1000
SPAN: Final = timedelta(days=90)
#: Degrees are told to the public to three places, some hundred metres.
ROUGH: Final = 3
_WHO: Final = ("first_name", "last_name", "phone", "email")


def file(said: Mapping[str, Any], code: str, service: Mapping[str, Any], caller: Caller) -> dict[str, str]:
    """Register what was reported; the answer is for the client alone.

    :raises Fault: an argument is missing or unfit, or the law says no.
    """
    where = _where(said)
    text = _text(said, service, where)
    accused = told_by(caller.today, caller.organ.code, text)
    request = first_sentence(str(said.get("description", "")).strip() or service["name"])
    lodging = Lodging(
        channel=Channel.WEB,
        organ=_keeper(accused, caller),
        place=caller.organ.code,
        received_at=caller.now,
        text=text,
        claims=(ClaimText(request, kind=ClaimKind.ACCUSATION if accused.meant.anybody else None),),
        parties=(*_parties(said), *accused.parties()),
        unsure=not accused.meant.sure,
        title=service["name"],
        sub_channel=SUB_CHANNEL,
    )
    try:
        with writing():
            lodged = lodge(lodging, by=caller.actor)
            if accused.meant.anybody:
                return _kept(lodged)  # where it was told of lies with its words, and nowhere else
            Reported(
                matter=lodged.case.id, service=code, key=caller.key.id, at=caller.now, lat=where[0], long=where[1],
                address=where[2],
            ).save(force_insert=True)  # fmt: skip
    except Refused as refused:
        raise Fault(400, say(refused.refusal.reason)) from None
    return _kept(lodged)


def _kept(lodged: Lodged) -> dict[str, str]:
    """What the client is told, to be handed on."""
    keep = {"number": lodged.case.number, "code": query_code_of(lodged.case)}
    notice = gettext("编号{number}，查询码{code}。凭它们在本网站查看进展。").format(**keep)
    return {"service_request_id": lodged.case.number, "service_notice": notice, "account_id": ""}


def _keeper(accused: Accused, caller: Caller) -> int:
    """The organ that takes such things; for what reads as a report of wrongdoing one that cannot be meant.

    :raises Fault: there is none; whoever reports is sent where they are asked.
    """
    try:
        return keeper(accused, caller.organ, caller.actor, caller.world).id
    except Refused as refused:
        raise Fault(400, say(refused.refusal.reason)) from None


def _where(said: Mapping[str, Any]) -> tuple[float | None, float | None, str]:
    """Latitude, longitude and address; one of the two ways to name a place must be there."""
    address = str(said.get("address_string") or said.get("address_id") or "").strip()[:200]
    if not said.get("lat") and not said.get("long"):
        if not address:
            raise Fault(400, "lat and long, address_string or address_id is required")
        return None, None, address
    return _degrees(said, "lat", 90), _degrees(said, "long", 180), address


def _degrees(said: Mapping[str, Any], name: str, most: int) -> float:
    try:
        value = float(str(said.get(name, "")))
    except ValueError:
        value = float("nan")
    if not -most <= value <= most:
        raise Fault(400, f"{name} is missing or no number of degrees")
    return value


def _text(said: Mapping[str, Any], service: Mapping[str, Any], where: tuple[float | None, float | None, str]) -> str:
    description = str(said.get("description", "")).strip()
    if len(description) > LONGEST:
        raise Fault(400, f"description is longer than {LONGEST} characters")
    lines = [service["name"], description, f"地点：{where[2]}" if where[2] else ""]
    lines.append(f"经纬度：{where[1]}, {where[0]}" if where[0] is not None else "")
    for each in service.get("attributes", ()):
        values = said.getlist(f"attribute[{each['code']}]") + said.getlist(f"attribute[{each['code']}][]")  # type: ignore[attr-defined]
        if each.get("required") and not any(values):
            raise Fault(400, f"attribute[{each['code']}] is required")
        known = {str(value["key"]): str(value["name"]) for value in each.get("values", ())}
        if known and not set(values) <= known.keys():
            raise Fault(400, f"attribute[{each['code']}] has other values")
        if any(values):
            lines.append(f"{each['description']}：{'、'.join(known.get(value, value)[:200] for value in values)}")
    return "\n".join(line for line in lines if line)


def _parties(said: Mapping[str, Any]) -> tuple[PartyText, ...]:
    first, last, phone, email = (str(said.get(name, "")).strip()[:80] for name in _WHO)
    if not (first or last or phone or email):
        return ()
    chinese = not f"{last}{first}".isascii()
    name = f"{last}{first}" if chinese else f"{first} {last}".strip()
    notify = "email" if email else "phone" if phone else ""
    return (PartyText(Capacity.PETITIONER, Identity(name=name, phone=phone, email=email), way=notify),)


def put_in(case: int, upto: int, envelope: Envelope) -> None:
    """What became a report of wrongdoing was never told of here (huiyin.cases.enveloping)."""
    if upto == WHOLE:
        Reported.objects.filter(matter=case).delete()


# Told ----------------------------------------------------------------------------------------------------------------


def found(numbers: Iterable[str]) -> list[tuple[Reported, Case]]:
    """Those of these numbers that were reported so and are open to everybody, in the order of the numbers."""
    wanted = list(dict.fromkeys(numbers))[:MOST]
    cases = {case.id: case for case in Case.objects.filter(number__in=wanted, report=False, screened=0)}
    pairs = {cases[row.matter].number: (row, cases[row.matter]) for row in Reported.objects.filter(matter__in=cases)}
    return [pairs[number] for number in wanted if number in pairs]


def between(since: datetime, until: datetime, service: str, statuses: frozenset[str]) -> list[tuple[Reported, Case]]:
    """What was reported in a span of time, the newest first.

    What turned out to be, or to hold, a report of wrongdoing is not there, as if it had never been.
    """
    # Asked before anything is cut: a full page with one row less would tell that there is a report.
    open_ones = Case.objects.filter(id=OuterRef("matter"), report=False, screened=0)
    rows = Reported.objects.filter(Exists(open_ones), at__gte=since, at__lte=until).order_by("-at", "-id")
    if service:
        rows = rows.filter(service__in=service.split(","))
    kept = list(rows[:MOST])
    cases = {
        case.id: case for case in Case.objects.filter(id__in=[row.matter for row in kept], report=False, screened=0)
    }
    pairs = [(row, cases[row.matter]) for row in kept if row.matter in cases]
    return [pair for pair in pairs if not statuses or _status(pair[1]) in statuses]


def told(row: Reported, case: Case, services: Mapping[str, Mapping[str, Any]], caller: Caller | None) -> dict[str, Any]:
    """One request; exactly where, and in whose words, for the client that brought it alone."""
    chart = chart_on(beijing_day(case.lodged_at))
    own = caller is not None and caller.key.id == row.key
    service = services.get(row.service, {})
    body: dict[str, Any] = {
        "service_request_id": case.number,
        "status": _status(case),
        "status_notes": gettext("已经答复本人。") if case.answered_on and case.stage not in _ON_ITS_WAY else "",
        "service_name": service.get("name", ""),
        "service_code": row.service,
        "description": case.title if not own else _words(case),
        "agency_responsible": _organ(chart, case.holder),
        "service_notice": "",
        "requested_datetime": _utc(case.lodged_at),
        "updated_datetime": _utc(max(case.lodged_at, datetime.combine(case.last_on, time(), BEIJING))),
        "expected_datetime": _expected(case),
        "address": (row.address if own else "") or _place(case),
        "address_id": "",
        "zipcode": "",
    }
    if row.lat is not None and row.long is not None:
        body |= {"lat": row.lat if own else round(row.lat, ROUGH), "long": row.long if own else round(row.long, ROUGH)}
    return body


#: Decided and not served: of what is on its way nothing is told.
_ON_ITS_WAY: Final = frozenset(
    {Stage.PROPOSED, Stage.DECIDED, Stage.REVIEW_DECIDED, Stage.REREVIEW_DECIDED, Stage.HANDLING}
)


def _status(case: Case) -> str:
    return "closed" if Stage(case.stage) in OVER or case.closed_on else "open"


def _words(case: Case) -> str:
    first = case.submissions.order_by("event_seq", "id").first()
    return str(first.text if first else case.title)


def _place(case: Case) -> str:
    return next((name for code, name in divisions_in(case.place) if code == case.place), "")


def _organ(chart: OrganChart, organ: int) -> str:
    return chart.organs[organ].name if organ in chart.organs else ""


def _expected(case: Case) -> str:
    """The end of the last day of the legal period that runs; nothing where none does."""
    if not case.queue_clock or case.queue_on is None:
        return ""
    return _utc(_end_of(case.queue_on))


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59, 59), BEIJING)


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
