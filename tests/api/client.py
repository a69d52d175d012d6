"""A client of the API in tests: a key, and requests with it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from huiyin.api.keys import CLIENTS, Given, give
from tests.city import actor, organ

#: What a machine hands in that took it down at its own counter.
FILING = {
    "channel": "phone",
    "text": "柳溪村三组的灌溉渠被占了四十二米，春耕用不上水。",
    "place": "990121000000",
    "claims": [{"request": "恢复灌溉渠四十二米", "facts": "去年十月被占", "kind": "grievance", "ground": "6"}],
    "parties": [{"name": "陈大山", "phone": "19900007710", "address": "柳溪村三组"}],
}


class Machine:
    def __init__(self, given: Given) -> None:
        self.given = given
        self.browser = Client()

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.given.text}"}

    def get(self, path: str, **headers: str) -> Any:
        return self.browser.get(f"/api/v1{path}", headers={**self.headers, **_named(headers)})

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.browser.post(
            f"/api/v1{path}", json.dumps(body or {}), content_type="application/json",
            headers={**self.headers, **_named(headers)},
        )  # fmt: skip

    def delete(self, path: str) -> Any:
        return self.browser.delete(f"/api/v1{path}", headers=self.headers)

    def file(self, **changes: Any) -> str:
        """A matter's number."""
        answer = self.post("/matters", {**FILING, **changes})
        assert answer.status_code == 201, answer.content.decode()
        return str(answer.json()["number"])

    def do(self, number: str, act: str, **said: Any) -> Any:
        return self.post(f"/matters/{number}/acts/{act}", {"said": said})


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


def machine(kind: str, at_organ: str = "qc-xfj", **changes: Any) -> Machine:
    client = CLIENTS[kind]
    values: dict[str, Any] = {"scopes": client.scopes, "roles": client.roles, "most": 1_000_000, **changes}
    by = actor("fangqing", timezone.now())
    return Machine(give(client.name, organ(at_organ), by=by, at=timezone.now(), **values))


def through_the_law(office: Machine, unit: Machine) -> Any:
    """A matter from filing to the service of its opinion, every act over the wire; the record as it then is."""
    from tests.city import GROUNDS, OUTCOME, PROOF

    today = timezone.localdate()
    number = office.file()
    taken: list[tuple[Machine, str, dict[str, Any]]] = [
        (office, "transfer", {"to_organ": str(organ("lx-slj")), "reason": "水渠归县水利局管"}),
        (unit, "accept", {"to_person": _handler(unit), "procedure": "调查核实后，六十天内书面答复您"}),
        (
            unit,
            "propose",
            {"outcomes": {"1": {**OUTCOME, "execute_by": (today + timedelta(days=31)).isoformat()}}, **GROUNDS},
        ),
        (unit, "sign", {}),
        (unit, "serve", {**PROOF, "served_on": today.isoformat()}),
    ]
    for who, act, said in taken:
        if act == "serve":
            issue_owed(number, office, unit)
        answer = who.do(number, act, **said)
        assert answer.status_code == 200, (act, answer.content.decode())
    return unit.get(f"/matters/{number}").json()


def _handler(unit: Machine) -> str:
    """Somebody there who handles matters."""
    here = unit.get("/me").json()["organ"]["id"]
    people = unit.get(f"/organs/{here}/people").json()
    return str(next(each["id"] for each in people if "handler" in each["roles"]))


def issue_owed(number: str, *organs: Machine) -> list[str]:
    """Each organ issues what it owes in a matter; where the papers are fetched."""
    found = []
    for each in organs:
        seen = each.get(f"/matters/{number}").json()
        here = each.get("/me").json()["organ"]["id"]
        for paper in seen["papers"]:
            if paper["organ"]["id"] == here and paper["issued_on"] is None:
                answer = each.post(f"/matters/{number}/papers/{paper['id']}")
                assert answer.status_code == 200, answer.content.decode()
                found.append(answer.json()["href"])
    return found
