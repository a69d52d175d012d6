"""The addresses under /scim/v2/. Models, filters and patches are scim2-models'; the rest is accounts."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path
from django.views.decorators.csrf import csrf_exempt
from pydantic import ValidationError
from scim2_models import (
    Context,
    Error,
    ForbiddenException,
    InvalidSyntaxException,
    ListResponse,
    NotFoundException,
    PatchOp,
    Resource,
    ResourceType,
    Schema,
    SCIMException,
    SearchRequest,
)  # fmt: skip

from huiyin.api.callers import Caller, caller_of
from huiyin.api.keys import Scope
from huiyin.api.problems import Problem
from huiyin.api.scim import models, organs, people
from huiyin.api.scim.models import Group, Organ, User
from huiyin.store.locks import writing
from huiyin.wording.words import say

MEDIA_TYPE: Final = "application/scim+json"
NO_SUCH_METHOD: Final = 405
View = Callable[..., HttpResponse]


def served(**by_method: View) -> View:
    """One address; whatever fails is told as the standard has it."""

    @csrf_exempt
    def view(request: HttpRequest, **more: Any) -> HttpResponse:
        try:
            caller = caller_of(request).needs(Scope.SCIM)
            handler = by_method.get((request.method or "").lower())
            if handler is None:
                allow = ", ".join(sorted(each.upper() for each in by_method))
                return _error(Error(status=NO_SUCH_METHOD, detail="no such method here"), {"Allow": allow})
            with writing():
                return handler(request, caller, **more)
        except Problem as problem:
            return _error(Error(status=problem.status, detail=say(problem.detail)), dict(problem.headers))
        except SCIMException as fault:
            return _error(fault.to_error())
        except ValidationError as fault:
            return _error(Error.from_validation_error(fault.errors()[0]))

    return view


def _error(error: Error, headers: dict[str, str] | None = None) -> HttpResponse:
    return _answer(error.model_dump(), int(error.status or 400), headers)


def _answer(body: Any, status: int = 200, headers: dict[str, str] | None = None) -> HttpResponse:
    text = json.dumps(body, ensure_ascii=False)
    return HttpResponse(text, status=status, content_type=MEDIA_TYPE, headers=headers or {})


def _body(request: HttpRequest) -> Any:
    try:
        body = json.loads(request.body or b"{}")
    except (ValueError, RecursionError):
        raise InvalidSyntaxException from None
    if not isinstance(body, dict):
        raise InvalidSyntaxException
    return body


# What the service is --------------------------------------------------------------------------------------------------


def _config(request: HttpRequest, caller: Caller) -> HttpResponse:
    return _answer(models.config().model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE))


def _catalogue(all_of_them: Callable[[], list[Any]], kind: Any) -> tuple[View, View]:
    """A list of descriptions, and one of them."""

    def every(request: HttpRequest, caller: Caller) -> HttpResponse:
        if "filter" in request.GET:
            raise ForbiddenException(detail="descriptions are not filtered")
        rows = all_of_them()
        told = ListResponse[kind](total_results=len(rows), start_index=1, items_per_page=len(rows), resources=rows)
        return _answer(told.model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE))

    def one(request: HttpRequest, caller: Caller, name: str) -> HttpResponse:
        found = next((each for each in all_of_them() if each.id == name), None)
        if found is None:
            raise NotFoundException(detail="no such description")
        return _answer(found.model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE))

    return every, one


# People and posts -----------------------------------------------------------------------------------------------------


def _asked(request: HttpRequest, kind: Any) -> Any:
    """The parameters of a query, or a search sent as a body."""
    if request.method == "POST":
        return SearchRequest[kind].model_validate(_body(request), scim_ctx=Context.SEARCH_REQUEST)
    return SearchRequest[kind].model_validate(dict(request.GET.items()))


def _listed(rows: list[Any], asked: Any, kind: Any, context: Context) -> HttpResponse:
    kept = [row for row in rows if asked.filter is None or asked.filter.match(row)]
    if asked.sort_by:
        kept = asked.sort(kept)
    shown = kept[asked.start_index_0 : asked.stop_index_0]
    told = ListResponse[kind](
        total_results=len(kept), start_index=asked.start_index or 1, items_per_page=len(shown), resources=shown or None
    )
    return _answer(told.model_dump(scim_ctx=context, response_parameters=asked))


def _one(row: Resource[Any], asked: Any, context: Context, status: int = 200) -> HttpResponse:
    location = {"Location": str(row.meta.location)} if row.meta else {}
    return _answer(row.model_dump(scim_ctx=context, response_parameters=asked), status, location)


def _users(request: HttpRequest, caller: Caller) -> HttpResponse:
    return _listed(people.users(caller), _asked(request, User), User, Context.RESOURCE_QUERY_RESPONSE)


def _create(request: HttpRequest, caller: Caller) -> HttpResponse:
    said = User.model_validate({"active": True, **_body(request)}, scim_ctx=Context.RESOURCE_CREATION_REQUEST)
    return _one(people.create(caller, said), None, Context.RESOURCE_CREATION_RESPONSE, 201)


def _user(request: HttpRequest, caller: Caller, number: str) -> HttpResponse:
    return _one(people.user(caller, number), _asked(request, User), Context.RESOURCE_QUERY_RESPONSE)


def _replace(request: HttpRequest, caller: Caller, number: str) -> HttpResponse:
    row = people.user(caller, number)
    body = {"active": row.active, **_body(request)}
    said = User.model_validate(body, scim_ctx=Context.RESOURCE_REPLACEMENT_REQUEST)
    said.replace(row)
    return _one(people.change(caller, number, said), None, Context.RESOURCE_REPLACEMENT_RESPONSE)


def _patch(request: HttpRequest, caller: Caller, number: str) -> HttpResponse:
    row = people.user(caller, number)
    PatchOp[User].model_validate(_body(request), scim_ctx=Context.RESOURCE_PATCH_REQUEST).patch(row)
    return _one(people.change(caller, number, row), None, Context.RESOURCE_PATCH_RESPONSE)


def _remove(request: HttpRequest, caller: Caller, number: str) -> HttpResponse:
    people.remove(caller, number)
    return HttpResponse(status=204)


def _groups(request: HttpRequest, caller: Caller) -> HttpResponse:
    return _listed(people.groups(caller), _asked(request, Group), Group, Context.RESOURCE_QUERY_RESPONSE)


def _group(request: HttpRequest, caller: Caller, number: str) -> HttpResponse:
    return _one(people.group(caller, number), _asked(request, Group), Context.RESOURCE_QUERY_RESPONSE)


def _seat(request: HttpRequest, caller: Caller, number: str) -> HttpResponse:
    said = Group.model_validate(_body(request), scim_ctx=Context.RESOURCE_REPLACEMENT_REQUEST)
    done = people.seat(caller, number, said.members or ())
    return _one(done, None, Context.RESOURCE_REPLACEMENT_RESPONSE)


def _seat_some(request: HttpRequest, caller: Caller, number: str) -> HttpResponse:
    row = people.wished(caller, number)
    PatchOp[Group].model_validate(_body(request), scim_ctx=Context.RESOURCE_PATCH_REQUEST).patch(row)
    return _one(people.seat(caller, number, row.members or ()), None, Context.RESOURCE_PATCH_RESPONSE)


def _organs(request: HttpRequest, caller: Caller) -> HttpResponse:
    return _listed(organs.organs(caller), _asked(request, Organ), Organ, Context.RESOURCE_QUERY_RESPONSE)


def _found(request: HttpRequest, caller: Caller) -> HttpResponse:
    said = Organ.model_validate(_body(request), scim_ctx=Context.RESOURCE_CREATION_REQUEST)
    return _one(organs.create(caller, said), None, Context.RESOURCE_CREATION_RESPONSE, 201)


def _organ(request: HttpRequest, caller: Caller, number: str) -> HttpResponse:
    return _one(organs.organ(caller, number), _asked(request, Organ), Context.RESOURCE_QUERY_RESPONSE)


def _call(request: HttpRequest, caller: Caller, number: str) -> HttpResponse:
    row = organs.organ(caller, number)
    said = Organ.model_validate(_body(request), scim_ctx=Context.RESOURCE_REPLACEMENT_REQUEST)
    said.replace(row)
    return _one(organs.change(caller, number, said), None, Context.RESOURCE_REPLACEMENT_RESPONSE)


def _call_some(request: HttpRequest, caller: Caller, number: str) -> HttpResponse:
    row = organs.organ(caller, number)
    PatchOp[Organ].model_validate(_body(request), scim_ctx=Context.RESOURCE_PATCH_REQUEST).patch(row)
    return _one(organs.change(caller, number, row), None, Context.RESOURCE_PATCH_RESPONSE)


def _search(request: HttpRequest, caller: Caller) -> HttpResponse:
    both = User | Group
    return _listed(
        [*people.users(caller), *people.groups(caller)], _asked(request, both), both, Context.SEARCH_RESPONSE
    )


def _nowhere(request: HttpRequest, caller: Caller) -> HttpResponse:
    raise NotFoundException(detail="there is nothing here")


_types, _type = _catalogue(models.types, ResourceType)
_schemas, _schema = _catalogue(models.schemas, Schema)
_ANY: Final = ("get", "post", "put", "patch", "delete")
urlpatterns: list[URLPattern] = [
    path("ServiceProviderConfig", served(get=_config)),
    path("ResourceTypes", served(get=_types)),
    path("ResourceTypes/<str:name>", served(get=_type)),
    path("Schemas", served(get=_schemas)),
    path("Schemas/<str:name>", served(get=_schema)),
    path("Users", served(get=_users, post=_create)),
    path("Users/.search", served(post=_users)),
    path("Users/<str:number>", served(get=_user, put=_replace, patch=_patch, delete=_remove)),
    path("Groups", served(get=_groups)),
    path("Groups/.search", served(post=_groups)),
    path("Groups/<str:number>", served(get=_group, put=_seat, patch=_seat_some)),
    path("Organs", served(get=_organs, post=_found)),
    path("Organs/.search", served(post=_organs)),
    path("Organs/<str:number>", served(get=_organ, put=_call, patch=_call_some)),
    path(".search", served(post=_search)),
    re_path(r"^.*$", served(**{method: _nowhere for method in _ANY})),
]
