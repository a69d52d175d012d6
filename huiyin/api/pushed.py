"""What other systems push here by themselves: work orders and scans as files, a gateway's reports on text messages.

A file goes the way of one that lies in a watched folder: kept byte for byte before anything is answered, read in a
process apart, settled by the worker. The same bytes are the same file however often they are pushed.
"""

from __future__ import annotations

import json
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from huiyin.api import problems
from huiyin.api.callers import Caller, caller_of
from huiyin.api.keys import Scope
from huiyin.api.problems import Problem, not_found, unfit
from huiyin.api.site import told
from huiyin.cases.materials import plain_name
from huiyin.channels.adapter import Connection
from huiyin.channels.arrivals.models import Arrival
from huiyin.channels.arrivals.taking import take_in
from huiyin.channels.registry import known
from huiyin.channels.reports import note
from huiyin.law.words import P
from huiyin.people.models import Organ
from huiyin.typed.wholes import row_id
from huiyin.vault.points import reach

#: Adapters whose things may be pushed; a mailbox has a door of its own.
PUSHED: Final = ("orders", "scans")
NOT_YET: Final = P("有的消息这里还不认识，请过一会儿再报一次。")
EMPTY: Final = P("没有内容。文件的原样就是请求的正文。")
#: How the state of a file is told.
WAITING: Final = "waiting"


@csrf_exempt
@require_POST
def files(request: HttpRequest, name: str) -> HttpResponse:
    """Take one file, whose bytes are the body."""
    try:
        caller = caller_of(request).needs(Scope.FILE)
        channel = _channel(name, caller)
        if not request.body:
            raise unfit({"body": EMPTY})
        mark = plain_name(request.GET.get("name", "") or f"{caller.now:%Y%m%d%H%M%S}")
        found = take_in(channel, request.body, mark, timezone.now())
        reach("arrival.taken")
        return told(_state(found), 202, {"Location": f"/channels/{name}/files/{found.id}"})
    except Problem as problem:
        return problems.answer(request, problem)


@require_safe
def file(request: HttpRequest, name: str, arrival: str) -> HttpResponse:
    """What became of one."""
    try:
        channel = _channel(name, caller_of(request).needs(Scope.FILE))
        return told(_state(_arrival(channel, arrival)))
    except Problem as problem:
        return problems.answer(request, problem)


def _channel(name: str, caller: Caller) -> Connection:
    """The connection, for a key of the very organ that receives by it."""
    channel = known(name)
    if channel is None or channel.adapter not in PUSHED:
        raise not_found()
    if not Organ.objects.filter(key=channel.organ, id=caller.organ.id).exists():
        raise not_found()
    return channel


def _arrival(channel: Connection, number: str) -> Arrival:
    found = Arrival.objects.filter(id=row_id(number) or 0, connection=channel.name).first()
    if found is None:
        raise not_found()
    return found


def _state(found: Arrival) -> dict[str, Any]:
    """What became of it; of rows that read as a report of wrongdoing nothing is counted."""
    hidden = found.report or found.withheld
    return {
        "id": str(found.id),
        "sha256": found.sha256,
        "state": found.became or ("unreadable" if found.fault else WAITING),
        "said": "" if hidden else found.reason,
    }


@csrf_exempt
@require_POST
def reports(request: HttpRequest, name: str, word: str) -> HttpResponse:
    """A gateway reports what became of messages and calls; it is known by the word in its address alone."""
    channel = known(name)
    how = channel.values.get("reports", {}) if channel is not None else {}
    if channel is None or not how or not constant_time_compare(how["word"], word):
        return problems.answer(request, not_found())
    if not note(channel, _said(request), timezone.now()):
        return problems.answer(request, Problem(404, "not-yet", NOT_YET))
    return HttpResponse(how.get("answer", "OK"), content_type="text/plain; charset=utf-8")


def _said(request: HttpRequest) -> Any:
    if request.content_type == "application/x-www-form-urlencoded":
        return request.POST.dict()
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError):
        return {}
