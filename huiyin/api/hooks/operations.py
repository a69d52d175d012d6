"""Webhooks of a client: make, list, try, end; what could not be delivered, and having it sent again."""

from __future__ import annotations

from typing import Annotated, Any, Final

from django.http import HttpRequest, HttpResponse
from ninja import Router
from pydantic import Field, StringConstraints

from huiyin.api.answers import answers, many, ref
from huiyin.api.hooks import keeping, work
from huiyin.api.hooks.sending import Forbidden
from huiyin.api.keys import Scope
from huiyin.api.matters.filing import Strict
from huiyin.api.models import Delivery, Hook
from huiyin.api.problems import Problem, not_found, unfit
from huiyin.api.site import Row, asking, told
from huiyin.law.words import P
from huiyin.record.kinds import KINDS
from huiyin.typed.wholes import row_id

MOST: Final = 100
router = Router()


class Wanted(Strict):
    """Where to be told, and of which kinds of record; of all where none is named."""

    url: Annotated[str, StringConstraints(min_length=8, max_length=500, pattern=r"^https?://")]
    kinds: Annotated[list[Annotated[str, StringConstraints(max_length=12)]], Field(max_length=40)] = []


@router.get("/webhooks", openapi_extra=answers(many(ref("Hook"))), summary="This client's webhooks")
def hooks(request: HttpRequest) -> HttpResponse:
    return told([_told(hook) for hook in keeping.hooks_of(asking(request, Scope.HOOKS))])


@router.post(
    "/webhooks", openapi_extra=answers(ref("NewHook"), 409, status=201), summary="Be told of what happens (CloudEvents)"
)
def make_hook(request: HttpRequest, wanted: Wanted) -> HttpResponse:
    caller = asking(request, Scope.HOOKS)
    unknown = [kind for kind in wanted.kinds if KINDS.offers(kind) is None]
    if unknown:
        why = P("没有这一类办件：{kinds}。", kinds=tuple(unknown))
        raise unfit({"kinds": why})
    try:
        hook, secret = keeping.make(caller, wanted.url, wanted.kinds, caller.now)
    except Forbidden as fault:
        why = P("这个地址不能用：{why}。", why=str(fault))
        raise Problem(409, "address", why) from None
    return told({**_told(hook), "secret": secret}, 201)


@router.delete("/webhooks/{hook}", openapi_extra=answers(None, status=204), summary="Be told no more")
def end_hook(request: HttpRequest, hook: Row) -> HttpResponse:
    caller = asking(request, Scope.HOOKS)
    keeping.end(_hook(request, hook), caller.now, by=caller.actor.person, organ=caller.organ.id)
    return HttpResponse(status=204)


@router.get(
    "/webhooks/{hook}/failed", openapi_extra=answers(many(ref("Failed"))), summary="What could not be delivered yet"
)
def failed(request: HttpRequest, hook: Row) -> HttpResponse:
    rows = Delivery.objects.filter(hook=_hook(request, hook).id, attempts__gt=0).order_by("id")[:MOST]
    return told(
        [
            {
                "id": str(row.id), "tries": row.attempts, "fault": row.fault, "dead": row.dead,
                "due_at": row.due_at.isoformat(),
            }
            for row in rows
        ]
    )  # fmt: skip


@router.post(
    "/webhooks/{hook}/replay", openapi_extra=answers(ref("Replayed")), summary="Have the dead letters sent again"
)
def replay(request: HttpRequest, hook: Row) -> HttpResponse:
    caller = asking(request, Scope.HOOKS)
    dead = Delivery.objects.filter(hook=_hook(request, hook).id, dead=True).values_list("id", flat=True)
    return told({"replayed": work.replay(dead, caller.now)})


def _hook(request: HttpRequest, number: str) -> Hook:
    caller = asking(request, Scope.HOOKS)
    found = Hook.objects.filter(id=row_id(number) or 0, key=caller.key.id, ended_at=None).first()
    if found is None:
        raise not_found()
    return found


def _told(hook: Hook) -> dict[str, Any]:
    return {
        "id": str(hook.id), "url": hook.url, "kinds": hook.kinds.split(), "made_at": hook.made_at.isoformat(),
        "failing": hook.failing,
    }  # fmt: skip
