"""What comes from a phone when there is a net: one entry at a time, each under the key it was written with.

An entry that came twice is one record. What the law refuses, and what somebody else has moved on since, is told in the
answer and stays on the phone until its writer has looked at it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.views.decorators.http import require_POST

from huiyin.cases.parts import seen_mark, seq_seen, since
from huiyin.cases.queries import events_of as matter_events
from huiyin.desk.field.offered import OPENED, TAKEN, acts_of
from huiyin.desk.field.pictures import Unlike, kept
from huiyin.desk.records.fetching import Shown, url_of
from huiyin.desk.records.forms import Form
from huiyin.desk.records.story import story
from huiyin.desk.staff import Desk, staff
from huiyin.field.alike import alike
from huiyin.law.frame.verdict import Refusal, to_correct
from huiyin.law.words import P
from huiyin.record.door import Refused, open_record, perform
from huiyin.record.keys import opened_under
from huiyin.record.kinds import KINDS, Kind
from huiyin.record.reading import events_of, find
from huiyin.record.worlds import beijing_day
from huiyin.typed.times import moment_of
from huiyin.wording.words import moment, say

#: So long may an entry's name be; it was made on the phone.
KEY: Final = 64
#: So long may an entry lie on a phone and keep its own day.
LONGEST: Final = timedelta(days=60)
GONE: Final = P("没有找到这件，或者您不再经手。写的内容还在手机里。")


@dataclass(frozen=True)
class Entry:
    """One entry as it came."""

    desk: Desk
    said: QueryDict

    @property
    def kind(self) -> Kind | None:
        key = self.said.get("_kind", "")
        return KINDS.get(key) if key in TAKEN else None

    @property
    def key(self) -> str:
        return self.key_of(self.said.get("_key", ""))

    def key_of(self, key: str) -> str:
        return f"field:{self.desk.person.id}:{key[:KEY]}"

    def at(self, not_before: date | None = None) -> datetime:
        """When it happened, as the phone has it; a clock that is plainly wrong counts for nothing."""
        told, now = moment_of(self.said.get("_at", "")), self.desk.now
        if told is None or told < now - LONGEST or (not_before is not None and beijing_day(told) < not_before):
            return now
        return min(told, now)


@staff
@require_POST
def send(request: HttpRequest, desk: Desk) -> HttpResponse:
    entry = Entry(desk, request.POST)
    kind = entry.kind
    if kind is None or not entry.said.get("_key"):
        return _told({"refused": say(GONE)}, 404)
    if number := entry.said.get("_record", ""):
        return _act(request, entry, kind, number)
    return _opened(entry, kind) if kind.key in OPENED else _told({"refused": say(GONE)}, 404)


# A record begun out there ---------------------------------------------------------------------------------------------


def _opened(entry: Entry, kind: Kind) -> HttpResponse:
    form = Form(kind, kind.procedure.opening, entry.desk, typed=entry.said)
    given, wrong = form.read()
    if wrong:
        return _refused(to_correct(form.act, _article(form), wrong))
    if _round(entry, given) is None:
        return _told({"later": True}, 409)
    if not entry.said.get("_another") and opened_under(entry.key) is None:
        found = alike(kind, entry.desk.actor, entry.desk.today, given)
        if found:
            return _told({"alike": [_line(kind, row) for row in found]}, 409)
    try:
        row = open_record(kind, by=entry.desk.actor, at=entry.at(), given=given, key=entry.key)
    except Refused as refused:
        return _refused(refused.refusal)
    return _done(kind, row)


def _round(entry: Entry, given: dict[str, Any]) -> str | None:
    """The number of the round on which it was found, which has to have come first; empty where there was none."""
    key = entry.said.get("_round", "")
    event = opened_under(entry.key_of(key)) if key else None
    if key and event is None:
        return None
    if event is not None:
        given["round"] = KINDS[event.record_kind].model.objects.get(id=event.record).number
    return str(given.get("round", ""))


def _article(form: Form) -> Any:
    return form.kind.procedure.by_act[form.act][0].article


# What was done to a record --------------------------------------------------------------------------------------------


def _act(request: HttpRequest, entry: Entry, kind: Kind, number: str) -> HttpResponse:
    row = find(kind, entry.desk.actor, entry.desk.today, number)
    act = next((each for each in acts_of(kind) if each.value == entry.said.get("_act", "")), None)
    if row is None or act is None or row.report:
        return _told({"refused": say(GONE)}, 404)
    shown = Shown(kind, row, entry.desk)
    form = Form(kind, act, entry.desk, row.id, shown.facts.holder, entry.said)
    given, wrong = form.read()
    if wrong:
        return _refused(to_correct(act, _article(form), wrong))
    try:
        given |= kept(request.FILES.getlist("_file"), entry.said.getlist("_note"))
    except Unlike as fault:
        return _told({"refused": say(fault.phrase)}, 422)
    mark = entry.said.get("_seen", "")
    try:
        perform(
            kind, record=row.id, act=act, by=entry.desk.actor, at=entry.at(shown.facts.moved_on), given=given,
            key=entry.key, seen=seq_seen(row, mark),
        )  # fmt: skip
    except Refused as refused:
        fresh = find(kind, entry.desk.actor, entry.desk.today, number)
        if fresh is not None and mark not in ("", seen_mark(fresh)):
            return _overtaken(shown, fresh, mark)
        return _refused(refused.refusal)
    return _done(kind, kind.model.objects.get(id=row.id))


def _overtaken(shown: Shown, fresh: Any, mark: str) -> HttpResponse:
    """Somebody went on since: what they did, so that the writer can say whether the entry still holds."""
    desk = shown.desk
    rows = matter_events(fresh, desk.actor, desk.today) if shown.kind.page else events_of(fresh)
    events = since(rows.order_by("seq"), mark)
    entries = story(shown.procedure, events, shown.desk.world.chart)
    news = [f"{moment(each.at)} {'·'.join(map(say, each.who))}：{say(each.act)}" for each in entries]
    return _told({"overtaken": news, "seen": seen_mark(fresh)}, 409)


# Answers --------------------------------------------------------------------------------------------------------------


def _done(kind: Kind, row: Any) -> HttpResponse:
    return _told({"done": _line(kind, row), "seen": seen_mark(row)})


def _line(kind: Kind, row: Any) -> dict[str, Any]:
    stage = kind.procedure.stages(row.stage).label
    return {"number": row.number, "title": row.title, "stage": say(stage), "url": url_of(kind, row.number)}


def _refused(refusal: Refusal) -> HttpResponse:
    told: dict[str, Any] = {"refused": say(refusal.reason), "wrong": {n: say(why) for n, why in refusal.wrong.items()}}
    if refusal.instead is not None:
        told["instead"] = say(refusal.instead)
    return _told(told, 422)


def _told(told: dict[str, Any], status: int = 200) -> HttpResponse:
    return JsonResponse(told, status=status, json_dumps_params={"ensure_ascii": False})
