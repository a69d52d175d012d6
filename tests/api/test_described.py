"""The description is kept: whatever is sent, no answer is a failure of ours, undocumented or of another form.

Here a few operations are tried with a little of what can be sent; ``./run contract`` tries all of them with everything.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

pytestmark = pytest.mark.django_db
SEED, EACH = 11, 2
#: So many operations as each of them; the whole takes minutes.
FEW = {"office": 4, "analyst": 2, "unit": 2}


@pytest.fixture
def described() -> Iterator[Any]:
    import schemathesis
    from schemathesis.config import SchemathesisConfig

    from tests.api.serving import kept

    with kept() as site:
        config = SchemathesisConfig.from_dict(ALLOWED)
        yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", site, config=config)


#: A request of the right form may still meet a law that says no.
ALLOWED = {"checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", 401, 403, 404, 409, 412, 422]}}}


def test_the_description_is_one_by_the_schema_of_openapi_and_names_each_operation_once(office: Any) -> None:
    from jsonschema import Draft202012Validator

    told = office.browser.get("/api/v1/openapi.json").json()
    operations = [each for item in told["paths"].values() for each in item.values()]
    names = [each["operationId"] for each in operations]
    assert told["openapi"] == "3.1.0" and len(names) == len(set(names))
    for each in operations:
        for content in each.get("requestBody", {}).get("content", {}).values():
            Draft202012Validator.check_schema({"components": told["components"], **content["schema"]})


def test_what_is_about_to_go_says_so_with_every_answer_and_in_the_description(office: Any, monkeypatch: Any) -> None:
    from huiyin.api import describing, leaving

    path, instead = "/api/v1/matters/{number}/acts/contact", "/api/v1/matters/{number}/acts/listen"
    goes = leaving.Leaving("post", path, date(2026, 12, 1), date(2027, 6, 30), instead)
    monkeypatch.setattr(leaving, "LEAVING", (goes,))
    number = office.file()
    done, refused = (office.do(number, "contact", **said) for said in ({"way": "电话", "account": "说了"}, {}))
    stays = office.do(number, "classify", classes={"1": {"kind": "grievance", "ground": "6"}})
    assert (done.status_code, refused.status_code, "Sunset" in stays.headers) == (200, 422, False)
    for answer in (done, refused):
        assert answer.headers["Deprecation"] == "@1796054400"
        assert answer.headers["Sunset"] == "Wed, 30 Jun 2027 15:59:59 GMT"
        assert 'rel="deprecation"' in answer.headers["Link"] and instead in answer.headers["Link"]
    told = describing._drawn()["paths"]
    assert told[path]["post"]["deprecated"] and "2027-06-30" in told[path]["post"]["description"]
    assert sum(each.get("deprecated", False) for item in told.values() for each in item.values()) == 1


def test_nothing_goes_sooner_than_half_a_year_after_it_was_said() -> None:
    from huiyin.api.leaving import LEAST, LEAVING

    assert [each.path for each in LEAVING if (each.until - each.since).days < LEAST] == []


@pytest.mark.parametrize("who", list(FEW))
def test_what_is_sent_is_answered_as_described(described: Any, machine: Any, who: str) -> None:
    from schemathesis import GenerationMode

    client = machine("office", "lx-slj") if who == "unit" else machine(who)
    number = machine("office").file()
    operations = [each.ok() for each in described.get_all_operations()]
    for operation in random.Random(f"{SEED}{who}").sample(operations, FEW[who]):
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            if mode is GenerationMode.POSITIVE or operation.body or operation.query or operation.headers:
                strategy = operation.as_strategy(generation_mode=mode)
                _each(strategy, client, number if mode is GenerationMode.POSITIVE else "")


def _each(strategy: Any, client: Any, number: str) -> None:
    """Send what is drawn; nothing stays of it."""
    from django.db import transaction
    from hypothesis import HealthCheck, Phase, given, seed, settings

    few = settings(
        max_examples=EACH,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )

    @seed(SEED)
    @few
    @given(case=strategy)
    def tried(case: Any) -> None:
        if number and "number" in (case.path_parameters or {}):
            case.path_parameters["number"] = number
        with transaction.atomic():
            answer = case.call(headers=client.headers)
            transaction.set_rollback(True)
        case.validate_response(answer, headers=client.headers)

    tried()
