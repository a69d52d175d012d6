"""Whatever desk and portal can do, by the same door: the same refusals, the same readers, once for every kind."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from PIL import Image

if TYPE_CHECKING:
    from tests.api.client import Machine

pytestmark = pytest.mark.django_db
WHOLE = {"Prefer": "return=representation"}


def test_a_filing_has_number_code_and_address_and_a_person_answers_for_it(office: Machine) -> None:
    from tests.api.client import FILING

    answer = office.post("/matters", FILING, Prefer="return=representation")
    told = answer.json()
    assert answer.status_code == 201 and answer.headers["Location"] == f"/api/v1/matters/{told['number']}"
    assert len(told["query_code"]) == 8 and told["record"]["owner"]["name"] == "陈浩"
    assert told["record"]["details"]["parties"][0]["masked"]["name"] == "陈**"


def test_the_same_filing_under_the_same_key_counts_once_and_other_words_are_a_clear_no(office: Machine) -> None:
    from tests.api.client import FILING

    first, again = (office.post("/matters", FILING, Idempotency_Key="k1").json()["number"] for _ in range(2))
    other = office.post("/matters", {**FILING, "text": "另一件事，水管坏了。"}, Idempotency_Key="k1")
    assert first == again and (other.status_code, other.json()["number"]) == (409, first)


REPORT = "我举报柳溪县水利局局长受贿，请查处，不要让他知道。"


def test_words_that_are_plainly_a_report_are_held_where_nobody_was_asked(office: Machine) -> None:
    from huiyin.cases.models import Case
    from tests.city import organ

    for changes, report in (({}, True), ({"asked": True}, False), ({"claims": []}, True)):
        case = Case.objects.get(number=office.file(**{"text": REPORT, **changes}))
        assert (case.report, case.holder != organ("qc-xfj")) == (report, report)
        assert office.get(f"/matters/{case.number}").status_code == (404 if report else 200)


def test_a_number_of_another_system_that_a_closed_matter_has_is_answered_like_a_new_one(office: Machine) -> None:
    from huiyin.cases.models import Case, ExternalNumber
    from tests.api.client import FILING

    elsewhere = {"external": [{"system": "12345热线", "number": "G9"}]}
    first = office.file(text=REPORT, **elsewhere)
    again = office.file(**elsewhere)
    assert ExternalNumber.objects.get(number="G9").case.number == first
    assert "12345热线 G9" in Case.objects.get(number=again).submissions.get().extra
    open_one = office.file(external=[{"system": "12345热线", "number": "G1"}])
    taken = office.post("/matters", {**FILING, "external": [{"system": "12345热线", "number": "G1"}]})
    assert (taken.status_code, taken.json()["number"]) == (409, open_one)


def test_the_law_says_no_with_its_article_and_a_way_out(office: Machine) -> None:
    answer = office.do(office.file(), "ask_decision", reason="情况重大而且紧急", proposal="请政府决定怎么办")
    told = answer.json()
    assert answer.status_code == 409 and answer.headers["Content-Type"] == "application/problem+json"
    assert told["article"]["key"] == "xf2022:25.1" and "报告重大紧急" in told["instead"]


def test_what_is_missing_is_told_member_by_member(office: Machine) -> None:
    answer = office.post(f"/matters/{office.file()}/acts/transfer", {"said": {"to_organ": "1"}})
    assert answer.status_code == 422 and answer.json()["wrong"] == {"reason": "请填写“为什么归它管”。"}


def test_a_particular_that_the_form_does_not_have_never_reaches_the_law(office: Machine) -> None:
    from tests.api.client import FILING

    answer = office.do(office.file(), "name_handler", to_person="1", owner="2")
    assert answer.status_code == 422 and answer.json()["wrong"]["owner"] == "这里没有叫“owner”的项。"
    filed = office.post("/matters", {**FILING, "partys": []})
    assert filed.status_code == 422 and filed.json()["wrong"] == {"partys": "这里没有叫“partys”的项。"}


def test_an_act_is_refused_when_somebody_was_faster(office: Machine) -> None:
    number = office.file()
    seen = office.get(f"/matters/{number}").headers["ETag"]
    said = {"said": {"way": "电话", "account": "核对了渠道的位置"}}
    first = office.post(f"/matters/{number}/acts/contact", said, If_Match=seen)
    late = office.post(f"/matters/{number}/acts/contact", {"said": {**said["said"], "way": "上门"}}, If_Match=seen)
    assert (first.status_code, late.status_code) == (200, 412)
    assert office.post(f"/matters/{number}/acts/contact", said, If_Match=first.headers["ETag"]).status_code == 200
    known = office.get(f"/matters/{number}").headers["ETag"]
    assert office.get(f"/matters/{number}", If_None_Match=known).status_code == 304


def test_the_same_act_under_the_same_key_is_one_entry(office: Machine) -> None:
    number, said = office.file(), {"said": {"way": "电话", "account": "核对了渠道的位置"}}
    for _ in range(2):
        assert office.post(f"/matters/{number}/acts/contact", said, Idempotency_Key="once").status_code == 200
    assert [each["act"]["value"] for each in office.get(f"/matters/{number}/events").json()] == ["lodge", "contact"]


def test_a_matter_goes_its_whole_way_over_the_wire(office: Machine, machine: Any) -> None:
    from tests.api.client import through_the_law

    told = through_the_law(office, machine("office", "lx-slj"))
    assert told["stage"]["value"] == "served"


def test_pages_follow_each_other_without_gap_or_double(office: Machine) -> None:
    numbers = [office.file(text=f"第{n}封信，说的是水渠的事。") for n in range(5)]
    found, path = [], "/matters?limit=2"
    while path:
        page = office.get(path)
        found += [each["number"] for each in page.json()["items"]]
        path = page.headers.get("Link", "").partition(">")[0].removeprefix("</api/v1")
    assert [number for number in found if number in numbers] == numbers[::-1] and len(found) == len(set(found))
    mine = office.get("/matters?shelf=organ&stage=registered&limit=100").json()["items"]
    assert set(numbers) <= {each["number"] for each in mine}


def test_papers_are_sent_first_and_come_back_as_they_were(office: Machine) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    file = SimpleUploadedFile("渠.txt", "现场情况".encode())
    kept = office.browser.post("/api/v1/materials", {"file": file}, headers=office.headers)
    assert kept.status_code == 201
    number = office.file(files=[kept.json()["token"]])
    (material,) = office.get(f"/matters/{number}").json()["details"]["submissions"][0]["materials"]
    answer = office.browser.get(material["href"], headers=office.headers)
    assert b"".join(answer.streaming_content) == "现场情况".encode()


def test_a_token_of_another_client_names_nothing(office: Machine, machine: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from tests.api.client import FILING

    file = SimpleUploadedFile("渠.txt", b"x")
    token = office.browser.post("/api/v1/materials", {"file": file}, headers=office.headers).json()["token"]
    assert machine("office").post("/matters", {**FILING, "files": [token]}).status_code == 422


def test_identities_are_told_for_a_purpose_and_written_down(office: Machine) -> None:
    number = office.file()
    answer = office.do(number, "unmask", purpose="联系信访人核实情况")
    assert answer.json()["identities"][0]["name"] == "陈大山"
    assert office.get(f"/matters/{number}/events").json()[-1]["act"]["value"] == "unmask"


def test_own_words_are_masked_for_every_client_but_those_of_the_organ_that_must_answer(
    office: Machine, machine: Any
) -> None:
    number = office.file(text="我是陈大山，电话19900007710，渠被占了。", title="陈大山要求恢复灌溉渠")
    assert "陈大山" in office.get(f"/matters/{number}").content.decode()
    office.do(number, "transfer", to_organ=str(_organ("lx-slj")), reason="归县水利局管")
    for path in (f"/matters/{number}", f"/matters/{number}/events"):
        outside = office.get(path).content.decode()
        assert "陈大山" not in outside and "19900007710" not in outside
    assert "我是陈大山，电话19900007710" in machine("office", "lx-slj").get(f"/matters/{number}").content.decode()


def _organ(key: str) -> int:
    from tests.city import organ

    return organ(key)


def test_a_report_whose_accused_is_not_certain_goes_where_it_cannot_be_meant(office: Machine) -> None:
    from tests.api.client import FILING

    claims = [{"request": "查处套取补贴的人", "facts": "虚报面积", "kind": "accusation"}]
    told = office.post("/matters", {**FILING, "claims": claims, "accused": {"person": "王局长"}}, **WHOLE).json()
    assert told["record"] is None and told["understood"]
    assert office.get(f"/matters/{told['number']}").status_code == 404


def test_a_kind_that_nobody_planned_for_is_served_at_once(office: Machine, slips: Any) -> None:
    kinds = {each["kind"]: each for each in office.get("/kinds").json()}
    assert [act["value"] for act in kinds["slip"]["acts"] if act["by_hand"]][:2] == ["pass_on", "return"]
    opened = office.post("/slips", {"said": {"title": "黑色雨伞一把"}}, Prefer="return=representation")
    number = opened.json()["number"]
    assert opened.status_code == 201 and opened.json()["record"]["words"] == {"title": "黑色雨伞一把"}
    no = office.post(f"/slips/{number}/acts/return", {"said": {"receipt": "核对了身份证"}})
    assert no.status_code == 409 and no.json()["detail"] == "还不知道是谁丢的。"
    assert [each["number"] for each in office.get("/slips?stage=kept").json()["items"]] == [number]
    described = office.browser.get("/api/v1/openapi.json").json()["paths"]
    assert "/api/v1/slips/{number}/acts/pass_on" in described


def test_a_new_act_of_a_kind_needs_no_code_here() -> None:
    from pathlib import Path

    from huiyin.record.kinds import KINDS

    code = "\n".join(path.read_text() for path in Path("huiyin/api").rglob("*.py"))
    named = {f'"{act.value}"' for kind in KINDS for act in kind.by_hand} & set(code.split())
    assert named == set()


def test_a_plan_is_drafted_and_read_over_the_wire_with_what_its_page_shows(office: Machine) -> None:
    number = office.file()
    said = {
        "title": "修路断水一类问题", "root": "not_carried_out", "account": "几个组都说修路断了水，起因是同一个",
        "demand": "补留过水口，今后先批后占", "matters": number,
    }  # fmt: skip
    begun = office.post("/plans", {"said": said}, Prefer="return=representation")
    assert begun.status_code == 201, begun.content.decode()
    told = office.get(f"/plans/{begun.json()['number']}").json()
    (section,) = told["details"]["sections"]
    assert section["table"][0][0] == number and told["links"][0]["kind"] == "matter"
    unknown = office.post("/plans", {"said": {**said, "matters": "990100202611020000001"}})
    assert unknown.status_code == 422


def test_a_key_that_began_another_kind_is_refused_and_begins_nothing(office: Machine) -> None:
    from tests.api.client import FILING

    module = {"title": "催办 答复", "uses": ["answer"], "text": "请在本周内答复。", "law": "《信访工作条例》第三十四条",
              "since": "2026-11-30"}  # fmt: skip
    first = office.post("/modules", {"said": module}, Idempotency_Key="k2")
    assert first.status_code == 201, first.content.decode()
    assert office.post("/matters", FILING, Idempotency_Key="k3").status_code == 201
    answers = [
        office.post("/matters", FILING, Idempotency_Key="k2"),
        office.post("/modules", {"said": {**module, "title": "又一条"}}, Idempotency_Key="k3"),
    ]
    assert [(each.status_code, "另一类办件" in each.content.decode()) for each in answers] == [(409, True)] * 2
    spaced = office.post("/modules", {"said": {**module, "title": f" {module['title']}  "}})
    other = office.post("/modules", {"said": {**module, "title": "另一条"}}).json()["number"]
    renamed = office.post(f"/modules/{other}/acts/amend", {"said": module})
    assert [(each.status_code, "已经有一条" in each.json()["detail"]) for each in (spaced, renamed)] == [
        (409, True)
    ] * 2


def test_a_paper_is_issued_fetched_and_voided_by_the_organ_that_owes_it_and_by_nobody_else(
    office: Machine, machine: Any
) -> None:
    from tests.api.client import issue_owed
    from tests.city import organ

    unit, number = machine("office", "lx-slj"), office.file()
    assert office.do(number, "transfer", to_organ=str(organ("lx-slj")), reason="水渠归县水利局管").status_code == 200
    papers = unit.get(f"/matters/{number}").json()["papers"]
    note = next(each for each in papers if each["paper"]["value"] == "transfer_letter")
    here = f"/matters/{number}/papers/{note['id']}"
    assert (note["issued_on"], note["href"], unit.get(here).status_code) == (None, None, 404)
    assert (unit.post(here).status_code, office.post(here[:-4] + "1234").status_code) == (403, 404)
    assert f"/api/v1{here}" in issue_owed(number, office)
    assert len({office.post(here).json()["number"] for _ in range(2)}) == 1, "asked twice, it is the same paper"
    file = unit.get(here)
    assert file.headers["Content-Type"] == "application/pdf" and file.content.startswith(b"%PDF")
    refused = unit.post(f"{here}/void", {"why": "写错了"}), office.post(f"{here}/void")
    assert [each.status_code for each in refused] == [403, 422]
    assert office.post(f"{here}/void", {"why": "写错了"}).json()["issued_on"] is None
    assert office.get(here).status_code == 404 and office.post(here).json()["number"]


def test_what_is_the_other_half_of_an_act_is_done_by_no_hand(office: Machine) -> None:
    """Else anybody might write into a matter that another one was merged into it."""
    from huiyin.record.kinds import KINDS

    number = office.file()
    halves = [act.value for kind in KINDS for act in kind.procedure.halves]
    answers = [office.do(number, act, **{"from": office.file()}).status_code for act in halves]
    assert halves == ["absorb"] and answers == [404]


def decided(office: Machine, unit: Machine) -> tuple[str, str]:
    """A matter whose opinion is signed and drawn: its number, and where the opinion is."""
    from tests.api.client import _handler, issue_owed
    from tests.city import GROUNDS, OUTCOME, organ

    number, later = office.file(), (timezone.localdate() + timedelta(days=31)).isoformat()
    for who, act, said in (
        (office, "transfer", {"to_organ": str(organ("lx-slj")), "reason": "水渠归县水利局管"}),
        (unit, "accept", {"to_person": _handler(unit), "procedure": "调查核实后，六十天内书面答复您"}),
        (unit, "propose", {"outcomes": {"1": {**OUTCOME, "execute_by": later}}, **GROUNDS}),
        (unit, "sign", {}),
    ):
        assert who.do(number, act, **said).status_code == 200
    issue_owed(number, office, unit)
    papers = unit.get(f"/matters/{number}").json()["papers"]
    return number, next(f"/matters/{number}/papers/{p['id']}" for p in papers if p["paper"]["value"] == "opinion")


def test_a_paper_is_served_over_the_wire_as_at_the_desk(office: Machine, machine: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    unit, today = machine("office", "lx-slj"), timezone.localdate().isoformat()
    number, here = decided(office, unit)
    letter = {"method": "post", "sent_on": today, "tracking": "EX1", "place": "柳溪村三组"}
    assert office.post(f"{here}/service", letter).status_code == 404, "it is for the organ that owes it"
    assert unit.post(f"{here}/service", {"method": "post"}).json()["wrong"].keys() >= {"sent_on", "tracking"}
    assert unit.post(f"{here}/returned").status_code == 409
    assert unit.post(f"{here}/service", letter).json()["served_on"] is None
    assert unit.post(f"{here}/returned").status_code == 200
    assert unit.get(f"/matters/{number}").json()["stage"]["value"] == "decided"
    out = io.BytesIO()
    Image.new("L", (60, 80), 200).save(out, "PNG")
    sent = {"file": SimpleUploadedFile("回证.png", out.getvalue())}
    picture = unit.browser.post("/api/v1/materials", sent, headers=unit.headers).json()["token"]
    hand = {"method": "by_hand", "served_on": today, "receiver": "本人", "place": "家里", "signature": picture}
    stranger = unit.post(f"{here}/service", {**hand, "signature": "x"})
    assert stranger.status_code == 422 and "signature" in stranger.json()["wrong"]
    answers = [unit.post(f"{here}/service", hand, Idempotency_Key="once") for _ in range(2)]
    assert [each.json()["served_on"] for each in answers] == [today, today]
    assert unit.post(f"{here}/service", hand).status_code == 409, "it is served"
    record = unit.get(f"/matters/{number}").json()
    assert record["stage"]["value"] == "served"
    served = [event for event in unit.get(f"/matters/{number}/events").json() if event["act"]["value"] == "serve"]
    assert len(served) == 1
