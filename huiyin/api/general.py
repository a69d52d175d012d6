"""What there is beside the records: their kinds, organs and their people, the key itself, papers to be sent first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import File, Query, Router
from ninja.files import UploadedFile

from huiyin.api.answers import answers, many, ref
from huiyin.api.keys import Scope
from huiyin.api.matters import papers
from huiyin.api.plain import Day
from huiyin.api.problems import not_found
from huiyin.api.records import kinds
from huiyin.api.site import Row, asking, caller, told
from huiyin.insights.figures import Ratings, Share
from huiyin.insights.figures import figures as counted
from huiyin.law.sources.books import book
from huiyin.people.charts import book_for
from huiyin.people.posts import people_of
from huiyin.record.kinds import KINDS
from huiyin.typed.wholes import row_id

router = Router()


@router.get(
    "/kinds", openapi_extra=answers(many(ref("Kind"))), summary="Every kind of record: stages, acts, fields, articles"
)
def every_kind(request: HttpRequest) -> HttpResponse:
    who = caller(request)
    by = book(book_for(who.organ.id, who.today))
    return told([kinds.told(kind, by) for kind in KINDS.offered])


@router.get("/me", openapi_extra=answers(ref("Self")), summary="Whom this key acts for")
def me(request: HttpRequest) -> HttpResponse:
    who = caller(request)
    return told(
        {
            "name": who.key.name,
            "organ": {"id": str(who.organ.id), "name": who.organ.name},
            "roles": sorted(role.value for role in who.actor.roles),
            "scopes": sorted(scope.value for scope in who.scopes),
            "expires_at": who.key.expires_at.isoformat(),
        }
    )


@router.get("/organs", openapi_extra=answers(many(ref("Organ"))), summary="Organs, by code of their division")
def organs(
    request: HttpRequest, code: Annotated[str, Query(pattern=r"^[0-9]{0,12}$", description="begins with")] = ""
) -> HttpResponse:
    who = asking(request, Scope.READ)
    found = sorted(who.world.chart.organs.values(), key=lambda organ: (organ.code, organ.id))
    rows = [organ for organ in found if organ.code.startswith(code)]
    return told(
        [
            {
                "id": str(each.id), "name": each.name, "short": each.short, "code": each.code,
                "kind": each.kind.value, "level": each.level.value,
            }
            for each in rows
        ]
    )  # fmt: skip


@router.get("/organs/{organ}/people", openapi_extra=answers(many(ref("Member"))), summary="Who serves at an organ")
def members(request: HttpRequest, organ: Row) -> HttpResponse:
    who, found = asking(request, Scope.READ), row_id(organ)
    if found is None or found not in who.world.chart.organs:
        raise not_found()
    rows = people_of(found, on=who.today)
    return told([{"id": str(m.person), "name": m.name, "roles": sorted(role.value for role in m.roles)} for m in rows])


@router.post(
    "/materials", openapi_extra=answers(ref("Paper"), 413, 415, status=201),
    summary="Send a paper or photo, to be named by its token",
)  # fmt: skip
def send_material(request: HttpRequest, file: Annotated[UploadedFile, File()]) -> HttpResponse:
    who = caller(request)
    if not who.scopes & {Scope.FILE, Scope.ACT}:
        who.needs(Scope.FILE)
    return told(papers.keep(file, who), 201)


@router.get(
    "/figures",
    openapi_extra=answers(ref("Figures")),
    summary="Figures of the organ or area, each a part of a whole",
)
def figures(request: HttpRequest, since: Day = None, until: Day = None) -> HttpResponse:
    who = asking(request, Scope.FIGURES)
    found = counted(who.actor, who.today, since, until)
    return told({each.name: _figure(getattr(found, each.name)) for each in fields(found)})


def _figure(value: object) -> object:
    match value:
        case Share():
            return {"part": value.part, "whole": value.whole, "percent": value.percent}
        case Ratings():
            return {each.name: _figure(getattr(value, each.name)) for each in fields(value)}
        case Mapping():
            return {str(name): _figure(each) for name, each in value.items()}
        case date():
            return value.isoformat()
    return value
