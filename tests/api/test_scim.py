"""SCIM 2.0, judged by scim2-tester, which nobody here wrote; what it changes stands in the ledger of accounts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.api.client import Machine

pytestmark = pytest.mark.django_db


@pytest.fixture
def provisioner(machine: Any) -> Machine:
    found: Machine = machine("scim")
    return found


def send(who: Machine, method: str, path: str, body: Any = None) -> Any:
    return who.browser.generic(
        method, f"/scim/v2{path}", json.dumps(body) if body else "", "application/scim+json", headers=who.headers
    )


def test_the_foreign_tester_finds_no_fault(provisioner: Machine) -> None:
    from scim2_client.engines.wsgi import WSGISCIMClient
    from scim2_tester import Status, check_server

    from tests.api.serving import kept

    with kept() as site:
        client = WSGISCIMClient(site, "http://testserver/scim/v2", headers=provisioner.headers)
        results = check_server(client, resource_types=["User"])
    faults = [f"{each.title}: {each.reason}" for each in results if each.status in (Status.ERROR, Status.CRITICAL)]
    assert faults == [], "\n".join(faults)
    assert len(results) > 20


def test_a_new_colleague_is_made_given_a_post_and_taken_away_again(provisioner: Machine) -> None:
    from django.utils import timezone

    from huiyin.people.models import AccountAct
    from huiyin.people.posts import actors_of
    from huiyin.record.checking import verify
    from tests.city import organ

    user = json.loads(send(provisioner, "POST", "/Users", _user("liulan", "刘岚")).content)
    place = f"/Groups/{organ('qc-xfj')}.handler"
    patch = {
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{"op": "add", "path": "members", "value": [{"value": user["id"]}]}],
    }
    assert send(provisioner, "PATCH", place, patch).status_code == 200
    (actor,) = actors_of(int(user["id"]), on=timezone.localdate())
    assert {role.value for role in actor.roles} == {"handler"}
    assert send(provisioner, "DELETE", f"/Users/{user['id']}").status_code == 204
    assert actors_of(int(user["id"]), on=timezone.localdate()) == ()
    acts = AccountAct.objects.filter(person=user["id"]).order_by("id").values_list("what", flat=True)
    assert list(acts) == ["made", "posted", "unposted", "lock", "removed"] and verify().sound


def _user(name: str, shown: str) -> dict[str, Any]:
    return {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"], "userName": name, "displayName": shown}


def test_nobody_is_made_an_administrator_or_auditor_by_a_machine_and_no_machine_is_seen(provisioner: Machine) -> None:
    from tests.city import organ

    told = json.loads(send(provisioner, "GET", "/Groups").content)
    assert not [each for each in told["Resources"] if each["id"].endswith((".admin", ".auditor"))]
    assert send(provisioner, "PUT", f"/Groups/{organ('qc-xfj')}.admin", {"members": []}).status_code == 404
    users = json.loads(send(provisioner, "GET", "/Users").content)["Resources"]
    assert not [each for each in users if each["userName"].startswith("service.")]


def test_people_of_organs_that_somebody_else_manages_are_not_there(machine: Any) -> None:
    from tests.city import person

    county = machine("scim", "lx-slj")
    assert send(county, "GET", f"/Users/{person('wanglan')}").status_code == 404
    assert send(county, "PATCH", f"/Users/{person('wanglan')}", {}).status_code == 404


def test_a_name_that_somebody_has_is_a_conflict(provisioner: Machine) -> None:
    answer = send(provisioner, "POST", "/Users", _user("wanglan", "王兰"))
    assert (answer.status_code, json.loads(answer.content)["scimType"]) == (409, "uniqueness")


def test_another_key_manages_nobody(office: Machine) -> None:
    assert send(office, "GET", "/Users").status_code == 403
