"""Papers on the pages: at the desk by visibility, for the petitioner only their own, for everyone the question."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from huiyin.cases.identity import Identity
from huiyin.cases.lodging import Capacity, PartyText
from huiyin.cases.papers.instruments import issue
from huiyin.law.papers import Paper as Kind
from huiyin.papers.instruments import INSTRUMENTS
from huiyin.papers.kinds import TO_SERVE
from huiyin.papers.models import Opening, Paper
from huiyin.papers.numbers import void
from huiyin.people.models import Person
from huiyin.record.models import OwedPaper
from tests.city import GROUNDS, OUTCOME, Matter, actor, at_organ, lodge, organ

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.papers.urls")]


class Now(Matter):
    """A matter whose acts happen now."""

    def do(self, act: str, by: Any, at: datetime | None = None, **given: Any) -> Any:
        return super().do(act, by, at or timezone.now(), **given)

    def owed(self, kind: Kind) -> int:
        return OwedPaper.objects.filter(record=self.id, kind=kind.value).values_list("id", flat=True).latest("id")

    def issued(self, kind: Kind = Kind.DESTINATION_NOTICE) -> Paper:
        return issue(self.owed(kind), actor("chenhao"), timezone.now())

    @property
    def at_desk(self) -> str:
        return f"/desk/cases/{self.row.number}/papers"


@pytest.fixture
def matter() -> Now:
    return Now(lodge(at=timezone.now())).transferred()  # type: ignore[return-value]


def at_desk(who: str | int) -> Client:
    browser = Client()
    browser.force_login(Person.objects.get(id=who) if isinstance(who, int) else Person.objects.get(username=who))
    return browser


def following(matter: Now) -> Client:
    visitor = Client()
    visitor.post("/follow/", {"number": matter.row.number, "code": matter.lodged.query_code})
    return visitor


def handler_elsewhere() -> int:
    found = at_organ(organ("lx-slj"), "handler").person
    assert found is not None
    return found


def test_the_desk_lists_what_is_owed(matter: Now) -> None:
    words = at_desk("chenhao").get(matter.at_desk).content.decode()
    assert all(label in words for label in ("登记回执", "转送函", "去向告知书"))


def test_a_click_issues_a_paper_and_leads_back(matter: Now) -> None:
    answer = at_desk("chenhao").post(f"{matter.at_desk}/drafts/{matter.owed(Kind.DESTINATION_NOTICE)}/issue")
    assert (answer.status_code, Paper.objects.get().kind) == (303, "destination_notice")


def test_a_draft_is_shown_as_pdf(matter: Now) -> None:
    answer = at_desk("chenhao").get(f"{matter.at_desk}/drafts/{matter.owed(Kind.TRANSFER_LETTER)}")
    assert (answer["Content-Type"], answer.content[:4]) == ("application/pdf", b"%PDF")


def test_the_draft_of_another_organ_is_not_found(matter: Now) -> None:
    answer = at_desk(handler_elsewhere()).get(f"{matter.at_desk}/drafts/{matter.owed(Kind.TRANSFER_LETTER)}")
    assert answer.status_code == 404


@pytest.mark.parametrize(("form", "start"), [("pdf", b"%PDF"), ("docx", b"PK"), ("plain", b"%PDF")])
def test_an_issued_paper_is_opened_at_the_desk(matter: Now, form: str, start: bytes) -> None:
    answer = at_desk("chenhao").get(f"{matter.at_desk}/{matter.issued().id}/{form}")
    assert answer.content.startswith(start) and answer["Cache-Control"] == "private, no-store"


def test_who_opened_it_is_noted(matter: Now) -> None:
    at_desk("chenhao").get(f"{matter.at_desk}/{matter.issued().id}/pdf")
    assert Opening.objects.get().person == actor("chenhao").person


def test_a_matter_one_may_not_read_has_no_papers(matter: Now) -> None:
    stranger = at_organ(organ("lx-jyj"), "handler").person
    assert stranger is not None
    assert at_desk(stranger).get(matter.at_desk).status_code == 404


def test_a_notice_to_the_petitioner_is_not_for_the_receiving_organ(matter: Now) -> None:
    answer = at_desk(handler_elsewhere()).get(f"{matter.at_desk}/{matter.issued().id}/pdf")
    assert answer.status_code == 404


def test_the_letter_sent_to_it_is(matter: Now) -> None:
    paper = matter.issued(Kind.TRANSFER_LETTER)
    assert at_desk(handler_elsewhere()).get(f"{matter.at_desk}/{paper.id}/pdf").status_code == 200


def test_only_the_head_may_void(matter: Now) -> None:
    paper = matter.issued()
    head = at_organ(organ("qc-xfj"), "head").person
    assert head is not None
    answers = [at_desk(who).post(f"{matter.at_desk}/{paper.id}/void", {"why": "写错了"}).status_code
               for who in (actor("chenhao").person or 0, head)]  # fmt: skip
    assert answers == [404, 303]


def test_the_drafts_of_an_opinion_show_remarks(matter: Now) -> None:
    answer = at_desk("chenhao").get(f"/desk/cases/{matter.row.number}/opinion")
    assert "还没有拟稿" in answer.content.decode()


def test_the_petitioner_finds_their_papers(matter: Now) -> None:
    paper = matter.issued()
    answer = following(matter).get(f"/documents/{matter.row.number}/")
    assert paper.number in answer.content.decode()


def test_the_petitioner_opens_the_plain_page(matter: Now) -> None:
    paper = matter.issued()
    assert following(matter).get(f"/documents/{matter.row.number}/{paper.id}/plain").content[:4] == b"%PDF"


def test_a_name_that_cannot_be_printed_has_a_slip_at_the_desk_and_for_its_owner() -> None:
    named = Now(lodge(at=timezone.now(), parties=(PartyText(Capacity.PETITIONER, Identity(name="张\U0002ebf0")),)))
    named.transferred()
    paper = named.issued()
    pages = [at_desk("chenhao").get(named.at_desk), following(named).get(f"/documents/{named.row.number}/")]
    assert all(f"{paper.id}/slip" in page.content.decode() for page in pages)
    assert following(named).get(f"/documents/{named.row.number}/{paper.id}/slip").content[:4] == b"%PDF"


def test_the_petitioner_does_not_get_letters_between_organs(matter: Now) -> None:
    paper = matter.issued(Kind.TRANSFER_LETTER)
    assert following(matter).get(f"/documents/{matter.row.number}/{paper.id}/pdf").status_code == 404


def test_nobody_without_the_code_finds_any(matter: Now) -> None:
    assert Client().get(f"/documents/{matter.row.number}/").status_code == 404


def asked(**typed: str) -> tuple[int, str]:
    answer = Client().post("/papers/verify/", typed)
    return answer.status_code, answer.content.decode()


def test_a_genuine_paper_is_called_genuine(matter: Now) -> None:
    paper = matter.issued()
    status, words = asked(n=paper.number, c=paper.code.lower(), d=paper.digest[:16])
    assert status == 200 and "是真的" in words and "摘要也对得上" in words


def test_the_answer_tells_nothing_of_the_content(matter: Now) -> None:
    paper = matter.issued()
    words = asked(n=paper.number, c=paper.code)[1]
    assert "陈大山" not in words and "去向告知书" not in words and matter.row.number not in words


def test_a_changed_digest_is_noticed(matter: Now) -> None:
    paper = matter.issued()
    assert "摘要对不上" in asked(n=paper.number, c=paper.code, d="0" * 16)[1]


def test_brackets_may_be_typed_as_they_come(matter: Now) -> None:
    paper = matter.issued()
    number = paper.number.replace("〔", "[").replace("〕", "]")
    assert "是真的" in asked(n=number, c=paper.code)[1]


def test_a_voided_paper_is_called_void(matter: Now) -> None:
    paper = matter.issued()
    void(paper, timezone.localdate(), "写错了")
    assert "已经作废" in asked(n=paper.number, c=paper.code)[1]


def test_a_wrong_code_is_unknown_and_counted(matter: Now) -> None:
    paper = matter.issued()
    answers = [asked(n=paper.number, c="WRONGCODE234")[0] for _ in range(11)]
    assert (answers[0], answers[-1]) == (422, 429)


def following_papers(matter: Now, *rest: object) -> str:
    return "/".join(("/documents", str(matter.row.number), *map(str, rest)))


def test_a_paper_is_read_in_plain_words_on_the_page(matter: Now) -> None:
    paper = matter.issued()
    words = following(matter).get(following_papers(matter, paper.id, "words")).content.decode()
    assert all(part in words for part in ("定了什么", "为什么", "您可以做什么", "到什么时候"))


def test_nobody_else_reads_it(matter: Now) -> None:
    paper = matter.issued()
    assert Client().get(following_papers(matter, paper.id, "words")).status_code == 404


def test_a_letter_between_organs_has_no_plain_words(matter: Now) -> None:
    paper = matter.issued(Kind.TRANSFER_LETTER)
    assert following(matter).get(following_papers(matter, paper.id, "words")).status_code == 404


@pytest.mark.parametrize("kind", sorted(TO_SERVE), ids=str)
def test_every_paper_that_is_served_has_its_page_in_plain_words(kind: Kind) -> None:
    assert INSTRUMENTS[kind].plain is not None


def test_the_petitioner_says_that_they_have_it(matter: Now) -> None:
    paper, visitor = matter.issued(), following(matter)
    before = visitor.get(following_papers(matter, "")).content.decode()
    visitor.post(following_papers(matter, paper.id, "received"))
    after = visitor.get(following_papers(matter, "")).content.decode()
    assert "还没有送达" in before and "送到您手里" in after and "我收到了" not in after


@pytest.mark.parametrize("form", ["pdf", "docx", "plain", "words"])
def test_an_opinion_is_read_once_it_is_served_or_taken_online(matter: Now, form: str) -> None:
    paper, visitor = signed(matter), following(matter)
    place = following_papers(matter, paper.id, form)
    before = visitor.get(place)
    visitor.post(following_papers(matter, paper.id, "received"))
    assert (before.status_code, visitor.get(place).status_code) == (303, 200)


def test_the_list_offers_nothing_of_an_opinion_that_is_on_its_way(matter: Now) -> None:
    paper, visitor = signed(matter), following(matter)
    shown = visitor.get(following_papers(matter, "")).content.decode()
    assert f"{paper.id}/words" not in shown and f"{paper.id}/pdf" not in shown and f"{paper.id}/received" in shown


def signed(matter: Now) -> Paper:
    handler = at_organ(matter.row.holder, "handler", timezone.now())
    matter.do("accept", handler, to_person=handler.person, procedure="调查后书面答复您")
    matter.do("propose", handler, outcomes={"1": OUTCOME}, **GROUNDS)
    matter.do("sign", at_organ(matter.row.holder, "head", timezone.now()))
    return issue(matter.owed(Kind.OPINION), handler, timezone.now())


def test_only_the_petitioner_can_say_so(matter: Now) -> None:
    paper = matter.issued()
    assert Client().post(following_papers(matter, paper.id, "received")).status_code == 404
    assert Paper.objects.get(id=paper.id).served_on is None


def test_a_look_alone_is_no_service(matter: Now) -> None:
    paper = matter.issued()
    assert following(matter).get(following_papers(matter, paper.id, "received")).status_code == 405
    assert Paper.objects.get(id=paper.id).served_on is None
