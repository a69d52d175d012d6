"""The description (OpenAPI 3.1), every kind and every act of it: drawn from the tables when it is asked for."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from huiyin.api.answers import COMPONENTS, with_body
from huiyin.api.assembled import api
from huiyin.api.leaving import described
from huiyin.api.matters.filing import Filing
from huiyin.api.records.forms import act_schema, opening_schema
from huiyin.api.records.issuing import VOIDING
from huiyin.api.records.serving import SERVED
from huiyin.record.kinds import KINDS, Kind

Description = dict[str, Any]
OF_ANY: Final = "/{collection}"
_HOLE: Final = re.compile(r"\{(label|opening|act)\}")
SECURITY: Final = {
    "key": {"type": "http", "scheme": "bearer", "description": "a key (hy_…), or a token that was drawn with one"},
    "client": {
        "type": "oauth2",
        "flows": {"clientCredentials": {"tokenUrl": "/api/v1/oauth/token", "scopes": {}}},
    },
}
#: What is described and how it is spelt, by those who listed the same kinds.
_kept: dict[tuple[Kind, ...], tuple[Description, bytes]] = {}


def description() -> Description:
    """All operations. Drawn once for the kinds there are."""
    return _both()[0]


def _both() -> tuple[Description, bytes]:
    known = KINDS.offered
    if known not in _kept:
        drawn = _drawn()
        _kept.clear()
        _kept[known] = drawn, json.dumps(drawn, ensure_ascii=False).encode()
    return _kept[known]


def _drawn() -> Description:
    drawn: Description = api.get_openapi_schema(path_prefix="api/v1/")
    drawn = copy.deepcopy(dict(drawn))
    filing = Filing.model_json_schema(ref_template="#/components/schemas/{model}")
    parts = filing.pop("$defs", {})
    drawn["components"] = {
        "schemas": {**drawn["components"]["schemas"], **COMPONENTS, **parts, "Filing": filing},
        "securitySchemes": SECURITY,
    }
    drawn["security"] = [{"key": []}, {"client": []}]
    drawn["servers"] = [{"url": "/"}]
    for item in drawn["paths"].values():
        for method, operation in item.items():
            if method == "post":
                operation["responses"] = with_body(operation["responses"])
    drawn["paths"] = {path: described(path, item) for path, item in _paths(drawn["paths"])}
    return drawn


def _paths(paths: Description) -> Iterator[tuple[str, Description]]:
    for path, item in paths.items():
        for operation in item.values():
            operation.pop("security", None)
        tail = path.removeprefix("/api/v1")
        if not tail.startswith(OF_ANY):
            yield path, item
            continue
        for kind in KINDS.offered:
            yield from _of_kind(kind, path, item)


def _of_kind(kind: Kind, path: str, item: Description) -> Iterator[tuple[str, Description]]:
    here = path.replace(OF_ANY, f"/{kind.collection}", 1)
    if "{act}" not in path:
        yield here, {method: _operation(kind, method, each) for method, each in item.items()}
        return
    for act in kind.by_hand:
        yield here.replace("{act}", act.value), {"post": _act(kind, act, item["post"])}


def _operation(kind: Kind, method: str, drawn: Description, **words: str) -> Description:
    operation = copy.deepcopy(drawn)
    procedure = kind.procedure
    said = {"label": procedure.label, "opening": procedure.opening.label, **words}
    operation["summary"] = _HOLE.sub(lambda hole: said[hole[1]], operation["summary"])
    operation["operationId"] = f"{kind.key}_{operation['operationId'].rpartition('_operations_')[2]}"
    operation["tags"] = [kind.collection]
    operation["parameters"] = [each for each in operation["parameters"] if each["name"] not in ("collection", "act")]
    for each in operation["parameters"]:
        if each["name"] == "stage":
            each["schema"] = {"type": "string", "enum": ["", *(stage.value for stage in procedure.stages)]}
    if method == "post" and operation["operationId"].endswith("_void_paper"):
        operation["requestBody"] = _body(VOIDING)
    elif method == "post" and operation["operationId"].endswith("_serve_paper"):
        operation["requestBody"] = _body(SERVED)
    elif method == "post" and operation["operationId"].endswith("_opened"):
        operation["requestBody"] = _body(opening_schema(kind))
        operation["responses"][201]["links"] = _links(kind)
    return operation


def _links(kind: Kind) -> Description:
    """What can be done with what was just opened."""
    number = {"parameters": {"number": "$response.body#/number"}}
    after = ["record", "events", "acts", *(act.value for act in kind.by_hand)]
    return {name: {"operationId": f"{kind.key}_{name}", **number} for name in after}


def _act(kind: Kind, act: Any, drawn: Description) -> Description:
    operation = _operation(kind, "post", drawn, act=act.label)
    operation["operationId"] = f"{kind.key}_{act.value}"
    article = kind.procedure.by_act[act][0].article
    operation["description"] = article.label()
    operation["requestBody"] = _body(act_schema(kind, act))
    return operation


def _body(schema: Description) -> Description:
    return {"required": True, "content": {"application/json": {"schema": schema}}}


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The description; for everybody, for there is nothing in it that the source does not say."""
    return HttpResponse(_both()[1], content_type="application/json")
