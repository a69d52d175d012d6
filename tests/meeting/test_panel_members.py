"""A member of a panel has no account: a slip opens the sheet of one hearing, their recusal, the record, and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.city import actor, at_organ, organ
from tests.meeting.hearing import HELD, Hearing, called
from tests.portal.life import plain

if TYPE_CHECKING:
    from django.test import Client

pytestmark = pytest.mark.django_db


def slip(hearing: Hearing, name: str = "李静") -> dict[str, str]:
    from huiyin.meeting.slips import slips_of

    row = hearing.row
    return {"number": row.number, "code": next(code for member, code in slips_of(row) if member.name == name)}


def head() -> Any:
    return at_organ(organ("lx-zrzy"), "head")


def opens(client: Client, held: dict[str, str]) -> bool:
    answer = client.post("/panel/", held)
    assert answer.status_code in (200, 422) and answer["Cache-Control"] == "no-store"
    return "案情单" in plain(answer) and answer.status_code == 200


def test_the_slip_opens_the_sheet_and_no_more(client: Client) -> None:
    from huiyin.cases.identity import known_of
    from huiyin.cases.models import Party

    hearing = called().noticed()
    party = Party.objects.filter(case=hearing.matter.id, capacity="petitioner").get()
    answer = client.post("/panel/", slip(hearing))
    shown, known = plain(answer), known_of(party)
    assert all(each in shown for each in ("李静（律师）", known.name, "水利局三楼会议室", hearing.matter.row.title))
    assert known.phone and known.phone not in shown and hearing.matter.row.number not in shown
    assert not client.session.keys(), "nothing is remembered of whoever looked"
    assert client.get("/panel/").status_code == 200 and "案情单" not in plain(client.get("/panel/")).replace(
        "打开案情单", ""
    )


def test_a_wrong_code_opens_nothing_and_guessing_is_braked(client: Client) -> None:
    hearing = called().noticed()
    wrong = {**slip(hearing), "code": "aaaaaaaaaaaa"}
    answers = [client.post("/panel/", wrong).status_code for _ in range(12)]
    assert answers[0] == 422 and answers[-1] == 429
    assert client.post("/panel/", slip(hearing)).status_code == 429


def test_a_member_declares_recusal_is_decided_on_and_then_sees_nothing(client: Client) -> None:
    hearing = called().noticed()
    held, other = slip(hearing), slip(hearing, "赵一鸣")
    assert client.post("/panel/", {**held, "act": "declare", "reason": ""}).status_code == 422
    page = plain(client.post("/panel/", {**held, "act": "declare", "reason": "砂场老板是我表弟"}))
    assert "由负责人决定" in page and "我要回避" not in page
    assert hearing.facts.undecided.own and hearing.row.events.latest("seq").role == "panelist"
    hearing.do("rule", head(), ruling="granted", whom="李静", reason="有直接利害关系，同意回避")
    assert [each.name for each in hearing.facts.panel] == ["赵一鸣"]
    assert not opens(client, held) and opens(client, other)


def test_the_petitioner_reads_who_asked_for_it(client: Client) -> None:
    from tests.meeting.test_portal_hearings import following

    hearing = called().noticed()
    client.post("/panel/", {**slip(hearing), "act": "declare", "reason": "砂场老板是我表弟"})
    shown = plain(client.get(following(client, hearing)))
    assert "本人提出" in shown and "砂场老板是我表弟" in shown


def test_a_member_reads_the_record_has_it_corrected_and_writes_an_opinion(client: Client) -> None:
    from tests.desk.staff import Desk, words

    hearing = called().held()
    held, url = slip(hearing), f"/desk/records/hearing/{hearing.row.number}"
    assert "渠是集体的" in plain(client.post("/panel/", held))
    assert client.post("/panel/", {**held, "act": "sign", "reading": "signed"}).status_code == 422
    client.post("/panel/", {**held, "act": "sign", "reading": "corrected", "remarks": "是四十三米"})
    assert hearing.facts.to_correct and not hearing.facts.petitioner_read
    hearing.do("speak", hearing.host, HELD, part="statement", speaker="陈大山", words="更正：四十三米")
    client.post("/panel/", {**held, "act": "sign", "reading": "confirmed", "opinion": "占渠属实，应当恢复"})
    assert hearing.facts.signed == ("李静", "李静")
    hearing.do("read", hearing.host, HELD, reader="陈大山", reading="signed", petitioner=True)
    assert "李静：占渠属实，应当恢复" in words(Desk("tangyun").open(f"{url}/acts/conclude"))


def test_a_slip_given_anew_voids_the_one_before_and_no_other(client: Client) -> None:
    hearing = called().noticed()
    lost, other = slip(hearing), slip(hearing, "赵一鸣")
    hearing.do("renew", actor("gaolei"), member="李静", reason="本人说单子丢了")
    assert not opens(client, lost) and opens(client, other) and opens(client, slip(hearing))


def test_it_ends_with_the_hearing_and_opens_nothing_of_a_report(client: Client) -> None:
    from huiyin.cases.models import Case

    hearing = called().held()
    held = slip(hearing)
    Case.objects.filter(id=hearing.matter.id).update(screened=1)
    assert not opens(client, held)
    Case.objects.filter(id=hearing.matter.id).update(screened=0)
    assert opens(client, held)
    hearing.do("read", hearing.host, HELD, reader="陈大山", reading="signed", petitioner=True)
    hearing.do("conclude", hearing.host, HELD, opinions="两人一致认为属实", conclusion="占渠属实，应当恢复")
    assert not opens(client, held)


def test_who_prepares_it_prints_the_slips_and_nobody_above_does() -> None:
    from tests.desk.staff import Desk, words

    hearing = called()
    url = f"/desk/hearings/{hearing.row.number}/slips"
    assert url not in Desk("gaolei").open(f"/desk/records/hearing/{hearing.row.number}").content.decode()
    hearing.noticed()
    assert url in Desk("gaolei").open(f"/desk/records/hearing/{hearing.row.number}").content.decode()
    page = Desk("gaolei").open(url)
    assert slip(hearing)["code"] in words(page) and page["Cache-Control"] == "no-store"
    assert Desk("wuxia").open(url).status_code in (403, 404)


def test_no_post_gives_the_word_of_a_member() -> None:
    from huiyin.gate.namings import GIVEN
    from huiyin.law.frame.facts import Actor
    from huiyin.law.terms import OUTSIDE, Role
    from tests.desk.staff import Desk
    from tests.meeting.test_hearings import refused

    hearing = called().noticed()
    said = {"member": "李静", "reason": "有关系"}
    posing = Actor(actor("gaolei").person, organ("lx-zrzy"), frozenset({Role.PANELIST, Role.HEAD}))
    assert refused(hearing, "declare", posing, **said) and refused(hearing, "declare", actor("gaolei"), **said)
    assert Desk("gaolei").open(f"/desk/records/hearing/{hearing.row.number}/acts/declare").status_code == 404
    assert not OUTSIDE & set(GIVEN)


def test_a_word_for_somebody_who_does_not_sit_there_is_refused() -> None:
    from huiyin.law.frame.facts import PANELIST
    from tests.meeting.test_hearings import refused

    hearing = called().noticed()
    assert "没有这个名字" in refused(hearing, "declare", PANELIST, member="孙大海", reason="不熟")
