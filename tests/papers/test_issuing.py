"""From the debt in the record to the paper in the hand."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from huiyin.cases.identity import Identity
from huiyin.cases.lodging import Capacity, ClaimText, PartyText
from huiyin.cases.papers.instruments import (
    application,
    debt,
    issue,
    owed_by,
    papers_for_petitioner,
    papers_for_staff,
    preview,
    versions_of,
)
from huiyin.cases.papers.service import unserved
from huiyin.law.papers import Paper as Kind
from huiyin.papers import seals
from huiyin.papers.fonts import NoFonts, Unprintable
from huiyin.papers.measuring import measure
from huiyin.papers.models import Paper
from huiyin.papers.needs import Incomplete
from huiyin.papers.redline import changed
from huiyin.record.instruments import NotYours, withdraw
from huiyin.record.models import OwedPaper
from tests.city import GROUNDS, MONDAY, Matter, actor, at_organ, days, handler_of, holder_as, lodge, organ

pytestmark = pytest.mark.django_db
OUTCOME = {
    "outcome": "supported", "finding": "2026年11月10日现场丈量，占渠42米属实", "basis": "《农田水利条例》第二十三条",
    "executor": "县水利局", "execute_by": "2026-12-30",
}  # fmt: skip
REPORT = {"1": {"kind": "accusation"}}


def owed(matter: Matter, kind: Kind) -> int:
    return OwedPaper.objects.filter(record=matter.id, kind=kind.value).values_list("id", flat=True).latest("id")


def said(matter: Matter, kind: Kind, at: Any = MONDAY) -> Any:
    return debt(owed(matter, kind), at.date()).facts


def signed(**changes: Any) -> Matter:
    matter = Matter(lodge(**changes)).handled()
    matter.do("propose", handler_of(matter), outcomes={"1": OUTCOME}, **GROUNDS)
    matter.do("sign", holder_as(matter, "head"))
    return matter


def test_an_issued_paper_has_a_number_and_three_files() -> None:
    matter = signed()
    paper = issue(owed(matter, Kind.OPINION), handler_of(matter), MONDAY)
    kinds = [(paper.file(form) or b"")[:2] for form in ("pdf", "docx", "plain")]
    assert (paper.number, kinds) == ("柳水信意〔2026〕1号", [b"%P", b"PK", b"%P"])


def test_the_debt_is_settled_by_it() -> None:
    matter = signed()
    issue(owed(matter, Kind.OPINION), handler_of(matter), MONDAY)
    assert OwedPaper.objects.get(id=owed(matter, Kind.OPINION)).issued_on == MONDAY.date()


def test_asked_twice_it_gives_the_same_paper() -> None:
    matter = signed()
    papers = [issue(owed(matter, Kind.OPINION), handler_of(matter), MONDAY) for _ in range(2)]
    assert papers[0].id == papers[1].id and Paper.objects.count() == 1


def test_what_a_crash_left_undrawn_is_finished_under_its_number() -> None:
    matter = signed()
    first = issue(owed(matter, Kind.OPINION), handler_of(matter), MONDAY)
    Paper.objects.update(drawn_at=None, pdf="")
    again = issue(owed(matter, Kind.OPINION), handler_of(matter), MONDAY)
    assert (again.id, again.pdf) == (first.id, first.pdf)


def test_a_voided_paper_is_owed_again_under_the_next_number() -> None:
    matter = signed()
    first = issue(owed(matter, Kind.OPINION), handler_of(matter), MONDAY)
    withdraw(first, holder_as(matter, "head"), MONDAY.date(), "写错了名字")
    again = issue(owed(matter, Kind.OPINION), handler_of(matter), MONDAY)
    assert (again.number, Paper.objects.count()) == ("柳水信意〔2026〕2号", 2)


def test_only_the_head_of_its_organ_voids_a_paper() -> None:
    matter = signed()
    paper = issue(owed(matter, Kind.OPINION), handler_of(matter), MONDAY)
    with pytest.raises(NotYours):
        withdraw(paper, actor("chenhao"), MONDAY.date(), "不同意")


def test_the_drafts_of_an_opinion_show_what_changed_between_them() -> None:
    matter = Matter(lodge()).handled()
    matter.do("propose", handler_of(matter), outcomes={"1": OUTCOME}, **GROUNDS)
    matter.do("send_back", holder_as(matter, "head"), reason="期限太晚")
    matter.do("propose", handler_of(matter), outcomes={"1": {**OUTCOME, "execute_by": "2026-12-10"}}, **GROUNDS)
    newest, oldest = versions_of(matter.row)
    assert changed(newest.changes) and not oldest.changes


def test_another_organ_may_not_issue_it() -> None:
    with pytest.raises(NotYours):
        issue(owed(signed(), Kind.OPINION), actor("chenhao"), MONDAY)


def test_the_opinion_names_the_superior_as_the_next_organ() -> None:
    assert said(signed(), Kind.OPINION).next_organ.name == "柳溪县人民政府"


def test_the_opinion_says_what_was_found_of_each_claim() -> None:
    claim = said(signed(), Kind.OPINION).claims[0]
    assert (claim.finding, claim.basis, claim.executor) == (OUTCOME["finding"], OUTCOME["basis"], "县水利局")


def test_the_transfer_goes_to_the_organ_it_was_sent_to_with_its_dates() -> None:
    facts = said(Matter(lodge()).transferred(), Kind.TRANSFER_LETTER)
    assert (facts.to.name, {clock.value for clock in facts.dues}) == ("柳溪县水利局", {"C3", "C4"})


def test_a_paper_drawn_late_says_what_stood_then() -> None:
    matter = signed()
    assert "C3" in {clock.value for clock in said(matter, Kind.TRANSFER_LETTER, days(9)).dues}


def test_a_report_of_wrongdoing_goes_to_another_organ_without_the_name() -> None:
    matter = Matter(lodge())
    matter.do("classify", "chenhao", classes=REPORT)
    matter.do("transfer", "chenhao", to_organ=organ("lx-jw"), reason="属于纪检监察机关管理")
    assert [person.name for person in said(matter, Kind.TRANSFER_LETTER).people] == ["陈**"]


def test_the_clerk_who_took_it_in_prints_the_code_on_that_day() -> None:
    matter = Matter(lodge())
    facts = debt(owed(matter, Kind.RECEIPT), date.today(), actor("chenhao").person).facts
    assert facts.query_code == matter.lodged.query_code


def test_nobody_else_prints_it() -> None:
    matter = Matter(lodge())
    assert said(matter, Kind.RECEIPT).query_code == "登记时已交给您本人"


def test_a_name_without_a_typeface_costs_no_number() -> None:
    chen = PartyText(Capacity.PETITIONER, Identity("王\U0002a6a5"))
    matter = signed(parties=(chen,))
    with pytest.raises(Unprintable):
        issue(owed(matter, Kind.OPINION), handler_of(matter), MONDAY)
    assert not Paper.objects.exists()


def test_a_proof_of_service_wants_the_paper_that_was_served() -> None:
    matter = Matter(lodge()).served(**OUTCOME)
    with pytest.raises(Incomplete, match="送达的文书和文号"):
        issue(owed(matter, Kind.PROOF_OF_SERVICE), handler_of(matter), MONDAY)


def test_the_petitioner_gets_only_what_is_addressed_to_them() -> None:
    matter = signed()
    issue(owed(matter, Kind.OPINION), handler_of(matter), MONDAY)
    issue(owed(matter, Kind.TRANSFER_LETTER), actor("chenhao"), MONDAY)
    assert [paper.kind for paper in papers_for_petitioner(matter.row)] == [Kind.OPINION.value]


def test_the_receipt_is_opened_at_the_desk_by_its_clerk_alone() -> None:
    matter = Matter(lodge())
    issue(owed(matter, Kind.RECEIPT), actor("chenhao"), MONDAY)
    dispatcher = at_organ(organ("qc-xfj"), "head")
    seen = [papers_for_staff(matter.row, who, MONDAY.date()).count() for who in (actor("chenhao"), dispatcher)]
    assert seen == [1, 0]


def test_an_organ_sees_what_it_owes() -> None:
    matter = Matter(lodge()).transferred()
    kinds = {each.record.kind for each in owed_by(actor("chenhao"), MONDAY.date()) if each.row.record == matter.id}
    assert kinds == {Kind.RECEIPT, Kind.TRANSFER_LETTER, Kind.DESTINATION_NOTICE}


def test_a_preview_has_no_number_and_spends_none() -> None:
    assert preview(owed(signed(), Kind.OPINION), MONDAY)[:4] == b"%PDF"
    assert not Paper.objects.exists()


def test_the_application_for_review_is_prefilled() -> None:
    matter = Matter(lodge()).handled()
    matter.do("propose", handler_of(matter), outcomes={"1": OUTCOME}, **GROUNDS)
    matter.do("sign", holder_as(matter, "head"))
    issue(owed(matter, Kind.OPINION), handler_of(matter), MONDAY)
    matter.do("serve", handler_of(matter), method="by_hand", receiver="陈大山", served_on="2026-11-02", proof="签名")
    assert application(matter.row, MONDAY)[:4] == b"%PDF"


def test_an_opinion_waiting_three_days_for_service_is_found() -> None:
    matter = signed()
    paper = issue(owed(matter, Kind.OPINION), handler_of(matter), MONDAY)
    waits = [paper in unserved(days(n).date()) for n in (2, 3)]
    assert waits == [False, True]


def test_ten_thousand_characters_are_issued_whole() -> None:
    matter = Matter(lodge(claims=(ClaimText("渠" * 10_000),)))
    assert issue(owed(matter, Kind.RECEIPT), actor("chenhao"), MONDAY).pdf


HOSTILE = "渠\x00被\x07占\u200b了😀\u202e四十二米"


@pytest.mark.parametrize("name", ["王", "买" * 30, "王\x00小\u202e明😀"])
def test_whatever_was_typed_becomes_a_right_paper(name: str, tmp_path: Path) -> None:
    party = PartyText(Capacity.PETITIONER, Identity(name, phone="19900007710"))
    matter = Matter(lodge(claims=(ClaimText(HOSTILE, HOSTILE, HOSTILE * 20),), parties=(party,)))
    paper = issue(owed(matter, Kind.RECEIPT), actor("chenhao"), MONDAY)
    file = tmp_path / "paper.pdf"
    file.write_bytes(paper.file("pdf") or b"")
    measured = measure(file)
    assert measured.holes == 0 and measured.claims


def test_without_typefaces_nothing_is_numbered(monkeypatch: Any) -> None:
    def none() -> None:
        raise NoFonts("no typeface")

    matter = signed()
    monkeypatch.setattr("huiyin.papers.issuing.fonts_here", none)
    with pytest.raises(NoFonts):
        issue(owed(matter, Kind.OPINION), handler_of(matter), MONDAY)
    assert not Paper.objects.exists()


class Asleep:
    """A provider of seals that takes every call and says nothing."""

    key = "asleep"

    def impression(self, organ: str, number: str, digest: str) -> None:
        return None

    def sign(self, pdf: bytes) -> bytes:
        time.sleep(30)
        return pdf


def test_a_provider_of_seals_that_does_not_answer_is_left_when_the_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seals, "ANSWER_WITHIN", 0.2)
    with pytest.raises(seals.SealAway):
        seals.InTime(Asleep()).sign(b"")


def opened_by(matter: Matter, organ_id: int) -> set[str]:
    return {paper.kind for paper in papers_for_staff(matter.row, at_organ(organ_id, "head"), MONDAY.date())}


def test_whoever_reviews_reads_all_that_the_person_was_told() -> None:
    matter = signed()
    drawn = (Kind.RECEIPT, Kind.ACCEPTANCE_NOTICE, Kind.OPINION)
    for kind, by in zip(drawn, (actor("chenhao"), handler_of(matter), handler_of(matter)), strict=True):
        issue(owed(matter, kind), by, MONDAY)
    matter.do("serve", handler_of(matter), method="by_hand", receiver="陈大山", served_on="2026-11-02", proof="签名")
    matter.do("seek_review", "petitioner", reason="不服，没有赔偿")
    assert {Kind.ACCEPTANCE_NOTICE.value, Kind.OPINION.value} <= opened_by(matter, matter.row.holder)
    assert Kind.RECEIPT.value not in opened_by(matter, matter.row.holder)


def test_a_co_handler_reads_the_opinion_and_not_what_was_sent_to_others() -> None:
    matter = Matter(lodge()).handled()
    land = organ("lx-zrzy")
    matter.do("invite", handler_of(matter), to_organ=land, part="请核实产权", until="2026-11-20")
    matter.do("co_report", at_organ(land, "handler"), account="产权已经核实")
    matter.do("propose", handler_of(matter), outcomes={"1": OUTCOME}, **GROUNDS)
    matter.do("sign", holder_as(matter, "head"))
    for kind in (Kind.ACCEPTANCE_NOTICE, Kind.OPINION):
        issue(owed(matter, kind), handler_of(matter), MONDAY)
    assert opened_by(matter, land) & {Kind.OPINION.value, Kind.ACCEPTANCE_NOTICE.value} == {Kind.OPINION.value}
