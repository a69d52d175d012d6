"""The Open311 façade, read by a program and by rules that nobody here wrote; nobody stands in it by name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest

if TYPE_CHECKING:
    from tests.api.client import Machine

pytestmark = pytest.mark.django_db
WHAT = {
    "service_code": "light", "description": "村口第三根杆子的路灯不亮，张小明说的", "address_string": "柳溪村三组12号",
    "lat": "36.123456", "long": "103.654321", "attribute[pole]": "A-17", "attribute[fault]": "dark",
    "first_name": "小明", "last_name": "张", "phone": "19900007711", "email": "x@example.org",
}  # fmt: skip


@pytest.fixture
def app(machine: Any) -> Machine:
    found: Machine = machine("open311")
    return found


def report(app: Machine, form: str = "json", **changes: str) -> Any:
    return app.browser.post(f"/open311/v2/requests.{form}", {"api_key": app.given.text, **WHAT, **changes})


def number_of(answer: Any) -> str:
    assert answer.status_code == 200, answer.content.decode()
    return str(json.loads(answer.content)[0]["service_request_id"])


def test_what_is_reported_is_a_matter_under_the_law(app: Machine, office: Machine) -> None:
    told = office.get(f"/matters/{number_of(report(app))}").json()
    assert told["stage"]["value"] == "registered" and "灯杆编号：A-17" in told["details"]["submissions"][0]["text"]
    assert told["details"]["parties"][0]["masked"]["name"].startswith("张")


def test_the_public_learns_what_where_about_who_deals_with_it_and_by_when(app: Machine) -> None:
    number = number_of(report(app))
    (told,) = json.loads(app.browser.get(f"/open311/v2/requests/{number}.json").content)
    text = json.dumps(told, ensure_ascii=False)
    assert not any(word in text for word in ("小明", "19900007711", "example.org", "三组12号", "第三根"))
    assert (told["lat"], told["status"], told["agency_responsible"]) == (36.123, "open", "青川市信访局")
    assert told["expected_datetime"].endswith("T15:59:59Z")


def test_the_client_that_brought_it_reads_its_own_words_and_no_other_does(app: Machine, machine: Any) -> None:
    number = number_of(report(app))
    asked = f"/open311/v2/requests/{number}.json"
    own, other = (app.browser.get(asked, {"api_key": key}) for key in (app.given.text, machine("open311").given.text))
    assert "第三根" in own.content.decode() and "第三根" not in other.content.decode()


def test_what_turns_out_a_report_of_wrongdoing_was_never_there(app: Machine, office: Machine) -> None:
    number = number_of(report(app))
    accused = {"classes": {"1": {"kind": "accusation"}}, "accused_elsewhere": True}
    assert office.do(number, "classify", **accused).status_code == 200
    for form in ("json", "xml"):
        one, none = (app.browser.get(f"/open311/v2/requests/{each}.{form}") for each in (number, "9901002026112999999"))
        assert (one.status_code, one.content) == (404, none.content)
    assert number not in app.browser.get("/open311/v2/requests.json").content.decode()


def test_what_reads_as_a_report_of_wrongdoing_is_held_by_an_organ_that_cannot_be_meant(app: Machine) -> None:
    from huiyin.cases.models import Case
    from tests.city import organ

    number = number_of(report(app, description="柳溪县水利局局长受贿，路灯是他小舅子装的。"))
    case = Case.objects.get(number=number)
    assert case.report and case.holder != organ("qc-xfj")
    assert app.browser.get(f"/open311/v2/requests/{number}.json").status_code == 404


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"api_key": ""}, 403), ({"api_key": "hy_1_x"}, 403), ({"service_code": ""}, 400), ({"service_code": "x"}, 404),
        ({"lat": "x"}, 400), ({"lat": "", "long": "", "address_string": ""}, 400), ({"jurisdiction_id": "x"}, 404),
        ({"description": "字" * 4001}, 400), ({"attribute[fault]": "nonsense"}, 400), ({"lat": "nan"}, 400),
    ],
)  # fmt: skip
def test_errors_are_those_of_the_standard(app: Machine, changes: dict[str, str], status: int) -> None:
    answer = report(app, **changes)
    assert answer.status_code == status and json.loads(answer.content)[0]["code"] == str(status)
    tree = ElementTree.fromstring(report(app, "xml", **changes).content)
    assert tree.tag == "errors" and tree[0].tag == "error" and tree[0][0].text == str(status)


def test_an_office_key_reports_nothing_here_and_without_a_list_nothing_is_here(office: Machine, settings: Any) -> None:
    assert report(office).status_code == 403
    settings.HUIYIN_OPEN311 = None
    assert office.browser.get("/open311/v2/services.json").status_code == 404


@pytest.mark.parametrize("form", ["json", "xml"])
def test_georeport_reads_services_definitions_and_requests(app: Machine, form: str) -> None:
    """PyPI's georeport, which nobody here wrote."""
    from georeport import GeoReport

    from tests.api.serving import serving

    number = number_of(report(app))
    with serving() as site:
        client = GeoReport(f"{site}/open311/v2", output_format=form)
        assert {"light", "road"} <= {each["service_code"] for each in client.get_service_list()}
        assert "pole" in str(client.get_service_definition("light"))
        assert number in str(client.get_service_request(number))
        assert number in str(client.get_service_requests(service_code="light,road", status="open"))


def ported_requests(tree: ElementTree.Element) -> list[str]:
    """The rules of octolabs/open311-validator for a list of requests, ported: what each element must be."""
    faults = []
    for request in tree:
        value = {each.tag: (each.text or "") for each in request}
        rules = {
            "service_request_id": bool(value.get("service_request_id")),
            "status": value.get("status") in ("open", "closed"),
            "lat": not value.get("lat") or abs(float(value["lat"])) <= 90,
            "long": not value.get("long") or abs(float(value["long"])) <= 180,
            "zipcode": not value.get("zipcode") or value["zipcode"].isdigit(),
            **{
                name: not value.get(name) or value[name].endswith("Z") or value[name][-6] in "+-"
                for name in ("requested_datetime", "updated_datetime", "expected_datetime")
            },
        }
        faults += [name for name, kept in rules.items() if not kept]
    return faults


def test_the_ported_list_of_the_validator_passes(app: Machine) -> None:
    report(app)
    get = app.browser.get
    discovery = ElementTree.fromstring(get("/open311/v2/discovery.xml").content)
    endpoint = discovery.find("endpoints/endpoint")
    assert endpoint is not None and [each.tag for each in endpoint][:4] == ["specification", "url", "changeset", "type"]
    services = ElementTree.fromstring(get("/open311/v2/services.xml").content)
    assert services.tag == "services" and {each.tag for each in services} == {"service"}
    assert all(each.findtext("metadata") in ("true", "false") for each in services)
    assert all(each.findtext("type") in ("realtime", "batch", "blackbox") for each in services)
    definition = ElementTree.fromstring(get("/open311/v2/services/light.xml").content)
    assert all((each.findtext("order") or "").isdigit() for each in definition.iter("attribute"))
    requests = ElementTree.fromstring(get("/open311/v2/requests.xml").content)
    assert requests.tag == "service_requests" and ported_requests(requests) == []
    assert get("/open311/v2/requests.xml").headers["Content-Type"] == "text/xml; charset=utf-8"


def test_yes_and_no_are_such_in_json_as_the_published_schemas_want_them(app: Machine) -> None:
    """Against the five JSON Schemas of open311/schema-validation, which are not ours to keep here, this was the one
    thing that differed."""
    services = json.loads(app.browser.get("/open311/v2/services.json").content)
    assert {type(each["metadata"]) for each in services} == {bool} and {each["type"] for each in services} == {
        "realtime"
    }
    (attribute, *_) = json.loads(app.browser.get("/open311/v2/services/light.json").content)["attributes"]
    assert attribute["variable"] is True and isinstance(attribute["required"], bool)
    assert isinstance(attribute["order"], int)


def test_a_full_page_is_not_one_row_short_of_a_report(app: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    from huiyin.api.open311 import reports
    from huiyin.cases.models import Case

    monkeypatch.setattr(reports, "MOST", 2)
    numbers = [number_of(report(app, description=f"路灯{place}不亮")) for place in range(3)]
    Case.objects.filter(number=numbers[-1]).update(report=True)
    told = json.loads(app.browser.get("/open311/v2/requests.json").content)
    assert [each["service_request_id"] for each in told] == numbers[1::-1]
