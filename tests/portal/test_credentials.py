"""A credential is never wider than its giver: what was declared opens nothing, a later code no split-off report."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from huiyin.cases.identity import Identity
from huiyin.cases.lodging import Capacity, ClaimText, PartyText
from huiyin.cases.models import Case, Party
from huiyin.cases.projections import query_code_of
from huiyin.joint.codes import Asked, reissue
from huiyin.joint.models import Proof
from huiyin.law.terms import ClaimKind, Ground
from tests.portal.life import Life, begin, page

pytestmark = pytest.mark.django_db
VICTIM = PartyText(Capacity.PETITIONER, Identity("王秀英", "990121195001010011", "13200007719"))


def opened(matter: Life) -> Client:
    return with_code(matter.number, matter.lodged.query_code)


def with_code(number: str, code: str) -> Client:
    visitor = Client()
    visitor.post("/follow/", {"number": number, "code": code})
    return visitor


@pytest.mark.parametrize("into_the_victims", [True, False])
def test_an_invented_matter_that_names_the_victim_opens_nothing_of_theirs(into_the_victims: bool) -> None:
    victim = begin(parties=(VICTIM,), text="只有王秀英自己知道的一句话")
    impostor = begin(parties=(VICTIM,), text="冒名编的一句话")
    gone, into = (impostor, victim) if into_the_victims else (victim, impostor)
    gone.do("merge", "chenhao", into=into.number, reason="同一件事")
    visitor = opened(impostor)
    places = (f"/follow/{into.number}/", f"/follow/{victim.number}/receipt/", f"/documents/{victim.number}/")
    shown = "".join(page(visitor.get(place, follow=True)) for place in places)
    assert "只有王秀英自己知道" not in shown and query_code_of(victim.row)[:4] not in shown


def test_whoever_shows_both_codes_reads_both() -> None:
    first, again = begin(text="第一次说的话"), begin(text="第二次说的话")
    again.do("merge", "chenhao", into=first.number, reason="同一件事")
    visitor = opened(first)
    visitor.post("/follow/", {"number": again.number, "code": again.lodged.query_code})
    shown = page(visitor.get(f"/follow/{first.number}/"))
    assert "第一次说的话" in shown and "第二次说的话" in shown


@pytest.fixture
def parted(settings: Any) -> tuple[Life, Case, str]:
    """A matter from which a report was split off, the report, and the code with which both were filed."""
    settings.HUIYIN_CODE_PAUSE_DAYS = 0
    claims = (
        ClaimText("恢复灌溉渠", kind=ClaimKind.GRIEVANCE, ground=Ground.PETITION),
        ClaimText("查处收钱的人", kind=ClaimKind.ACCUSATION),
    )
    whole = begin(claims=claims, text="恢复灌溉渠。有人收钱，要查处收钱的人。")
    whole.do("split", "chenhao", claims=[2], reason="举报分开办")
    return whole, Case.objects.get(follows=whole.id), whole.lodged.query_code


def give_anew(whole: Life) -> str:
    party = Party.objects.filter(case=whole.id, capacity="petitioner").get()
    return reissue(whole.row, party, Asked(Proof.DOCUMENT, 1, whole.row.holder), timezone.now()).code


def test_the_code_of_the_filing_opens_what_was_split_off(parted: tuple[Life, Case, str]) -> None:
    whole, report, code = parted
    assert with_code(whole.number, code).get(f"/follow/{report.number}/").status_code == 200


def test_a_code_given_anew_for_the_rest_does_not_open_the_report(parted: tuple[Life, Case, str]) -> None:
    whole, report, _code = parted
    visitor = with_code(whole.number, give_anew(whole))
    assert visitor.get(f"/follow/{whole.number}/").status_code == 200
    assert visitor.get(f"/follow/{report.number}/").status_code == 404
    shown = [page(visitor.get(f"/follow/{whole.number}/{place}")) for place in ("", "receipt/", "supplement/")]
    assert report.number not in "".join(shown) and "查处收钱" not in "".join(shown)


@pytest.mark.parametrize("by", ["whole", "report"])
def test_the_true_code_still_opens_the_report(parted: tuple[Life, Case, str], by: str) -> None:
    whole, report, code = parted
    give_anew(whole)
    visitor = with_code(whole.number if by == "whole" else report.number, code)
    assert visitor.get(f"/follow/{report.number}/").status_code == 200
    assert visitor.get(f"/follow/{whole.number}/").status_code == 404
