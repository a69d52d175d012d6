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


def test_a_new_colleague_is_made_waits_for_a_second_person_serves_and_is_taken_away_again(
    provisioner: Machine,
) -> None:
    from django.utils import timezone

    from huiyin.gate.namings import agree, to_agree, waiting
    from huiyin.people.models import AccountAct
    from huiyin.people.posts import actor_of, actors_of
    from huiyin.record.checking import verify
    from tests.city import organ, person

    today, now = timezone.localdate(), timezone.now()
    user = json.loads(send(provisioner, "POST", "/Users", _user("liulan", "刘岚")).content)
    place = f"/Groups/{organ('qc-xfj')}.handler"
    answer = send(provisioner, "PATCH", place, _adding(user["id"]))
    assert answer.status_code == 200 and user["id"] not in _members(answer)
    assert actors_of(int(user["id"]), on=today) == ()
    colleague = actor_of(person("wanglan"), on=today)
    (naming,) = to_agree(colleague, now)
    agree(naming, by=colleague, at=now)
    (actor,) = actors_of(int(user["id"]), on=today)
    assert {role.value for role in actor.roles} == {"handler"} and not waiting(now).exists()
    assert user["id"] in _members(send(provisioner, "PATCH", place, _adding(user["id"])))
    assert send(provisioner, "DELETE", f"/Users/{user['id']}").status_code == 204
    assert actors_of(int(user["id"]), on=today) == ()
    acts = AccountAct.objects.filter(person=user["id"]).order_by("id").values_list("what", flat=True)
    assert sorted(acts) == ["lock", "made", "named", "posted", "removed", "seconded", "unposted"] and verify().sound


def test_what_a_machine_asked_for_it_may_let_go_and_what_a_person_asked_for_stays(provisioner: Machine) -> None:
    from django.utils import timezone

    from huiyin.gate.namings import name_to, waiting
    from huiyin.law.terms import Role
    from huiyin.people.posts import actor_of
    from tests.city import organ, person

    now = timezone.now()
    first, second = (
        json.loads(send(provisioner, "POST", "/Users", _user(n, "刘岚")).content)["id"] for n in ("l1", "l2")
    )
    place, here = f"/Groups/{organ('qc-xfj')}.handler", organ("qc-xfj")
    before = _members(send(provisioner, "GET", place))
    send(provisioner, "PATCH", place, _adding(first))
    name_to(int(second), here, Role.HANDLER, by=actor_of(person("fangqing"), on=timezone.localdate()), at=now)
    send(
        provisioner,
        "PUT",
        place,
        {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"], "members": [{"value": each} for each in before]},
    )
    assert [each.person for each in waiting(now)] == [int(second)]


def _adding(person: str) -> dict[str, Any]:
    return {
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [{"op": "add", "path": "members", "value": [{"value": person}]}],
    }


def _members(answer: Any) -> list[str]:
    return [each["value"] for each in json.loads(answer.content).get("members", [])]


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


ORGAN = "urn:huiyin:params:scim:schemas:2.0:Organ"


def test_an_organ_is_made_read_and_renamed_and_the_ledger_holds_it(provisioner: Machine) -> None:
    from huiyin.people.models import Organ
    from huiyin.record.checking import verify
    from tests.city import organ

    new = {
        "schemas": [ORGAN], "handle": "lx-sjj", "displayName": "柳溪县审计局", "shortName": "县审计局",
        "kind": "department", "division": "990121", "superior": {"value": str(organ("lx-zf"))},
    }  # fmt: skip
    made = send(provisioner, "POST", "/Organs", new)
    assert made.status_code == 201, made.content.decode()
    told = json.loads(made.content)
    assert (told["handle"], told["superior"]["display"], Organ.objects.get(key="lx-sjj").code) == (
        "lx-sjj", "柳溪县人民政府", "990121000000"
    )  # fmt: skip
    place = f"/Organs/{told['id']}"
    changed = {
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
        "Operations": [
            {"op": "replace", "path": "displayName", "value": "柳溪县审计监督局"},
            {"op": "add", "path": "phone", "value": "0999-1"},
        ],
    }  # fmt: skip
    assert json.loads(send(provisioner, "PATCH", place, changed).content)["displayName"] == "柳溪县审计监督局"
    found = json.loads(send(provisioner, "GET", '/Organs?filter=handle eq "lx-sjj"').content)
    assert [(each["displayName"], each["phone"]) for each in found["Resources"]] == [("柳溪县审计监督局", "0999-1")]
    assert verify().sound


def test_what_moves_rights_or_is_wrong_is_refused_and_nothing_is_written(provisioner: Machine) -> None:
    from huiyin.people.models import Organ
    from tests.city import organ

    before, place = Organ.objects.count(), f"/Organs/{organ('lx-slj')}"
    good = {
        "schemas": [ORGAN], "handle": "x1", "displayName": "某局", "shortName": "某局", "kind": "department",
        "division": "990121", "superior": {"value": str(organ("lx-zf"))},
    }  # fmt: skip
    wrong = [
        {"handle": "lx-slj"}, {"handle": "中文"}, {"kind": "palace"}, {"division": "110000"}, {"superior": None},
        {"superior": {"value": str(organ("sf-jw"))}}, {"displayName": "长" * 81},
    ]  # fmt: skip
    answers = [send(provisioner, "POST", "/Organs", {**good, **each}).status_code for each in wrong]
    assert [status // 100 for status in answers] == [4] * len(wrong) and Organ.objects.count() == before
    moved = {**good, "handle": "lx-slj", "superior": {"value": str(organ("qc-xfj"))}, "displayName": "柳溪县水利局"}
    assert send(provisioner, "PUT", place, moved).status_code == 400
    assert send(provisioner, "DELETE", place).status_code == 405
    assert send(provisioner, "GET", f"/Organs/{organ('sf-jw')}").status_code == 404
