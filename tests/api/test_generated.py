"""A client that a program wrote out of the description files, transfers, answers and serves."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.api.client import Machine

pytestmark = pytest.mark.django_db
#: What the test calls; the whole description makes a client of some thousand files.
CALLED = (
    "/api/v1/matters", "/api/v1/matters/{number}", "/api/v1/matters/{number}/papers/{paper}",
    "/api/v1/organs/{organ}/people", "/api/v1/me",
    *(f"/api/v1/matters/{{number}}/acts/{act}" for act in ("transfer", "accept", "propose", "sign", "serve")),
)  # fmt: skip
SETTINGS = ("project_name_override: written", "package_name_override: written", "post_hooks: []", "")


@pytest.fixture
def written(tmp_path: Path, office: Machine, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The package ``written`` of openapi-python-client."""
    told = office.browser.get("/api/v1/openapi.json").json()
    told["paths"] = {path: told["paths"][path] for path in CALLED}
    for item in told["paths"].values():
        for operation in item.values():
            for answer in operation["responses"].values():
                answer.pop("links", None)
    (tmp_path / "openapi.json").write_text(json.dumps(told, ensure_ascii=False))
    (tmp_path / "config.yaml").write_text("\n".join(SETTINGS))
    done = subprocess.run(
        [sys.executable, "-m", "openapi_python_client", "generate", "--path", "openapi.json", "--config", "config.yaml",
         "--meta", "none", "--output-path", "written"],
        cwd=tmp_path, check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    monkeypatch.syspath_prepend(str(tmp_path))
    return importlib.import_module("written")


def test_a_generated_client_carries_a_matter_to_the_service_of_its_opinion(
    written: Any, office: Machine, machine: Any
) -> None:
    import httpx
    from django.utils import timezone

    from tests.api.client import FILING
    from tests.api.serving import kept
    from tests.city import GROUNDS, OUTCOME, PROOF, organ

    unit = machine("office", "lx-slj")

    def called(who: Machine, module: str, name: str, *where: str, body: Any = None) -> Any:
        """An operation of the generated client: its own models, its own parsing."""
        operation = importlib.import_module(f"written.api.{module}.{name}")
        client = written.AuthenticatedClient("http://testserver", who.given.text)
        client.set_httpx_client(
            httpx.Client(transport=httpx.WSGITransport(app=site), base_url="http://testserver", headers=who.headers)
        )
        more: dict[str, Any] = {"client": client}
        if body is not None:
            model = operation.__annotations__.get("body") or operation._get_kwargs.__annotations__["body"]
            kind = getattr(importlib.import_module("written.models"), str(model).rpartition(".")[2].strip("'"), model)
            more["body"] = kind.from_dict(body)
        answer = operation.sync_detailed(*where, **more)
        assert answer.status_code in (200, 201), answer.content.decode()
        return answer.parsed

    with kept() as site:
        number = called(office, "matters", "matter_opened", body=FILING).number
        here = called(unit, "default", _named(written, "me")).organ.id
        people = called(unit, "default", _named(written, "members"), here)
        handler = next(each.id for each in people if "handler" in each.roles)
        until = (timezone.localdate() + timedelta(days=31)).isoformat()
        steps: list[tuple[Machine, str, dict[str, Any]]] = [
            (office, "transfer", {"to_organ": str(organ("lx-slj")), "reason": "水渠归县水利局管"}),
            (unit, "accept", {"to_person": handler, "procedure": "调查核实后，六十天内书面答复您"}),
            (unit, "propose", {"outcomes": {"1": {**OUTCOME, "execute_by": until}}, **GROUNDS}),
            (unit, "sign", {}),
            (unit, "serve", {**PROOF, "served_on": timezone.localdate().isoformat()}),
        ]
        for who, act, said in steps:
            if act == "serve":
                for paper in called(unit, "matters", "matter_record", number).papers:
                    if paper.organ.id == here and paper.issued_on is None:
                        called(unit, "matters", "matter_issue_paper", number, paper.id)
            done = called(who, "matters", f"matter_{act}", number, body={"said": said})
    assert done.record.stage.value == "served"


def _named(written: Any, name: str) -> str:
    """The module of an operation whose name ends so."""
    folder = Path(written.__file__).parent / "api" / "default"
    return next(path.stem for path in folder.glob(f"*{name}.py"))
