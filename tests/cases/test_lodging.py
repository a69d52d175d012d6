"""Registering a matter: what is acknowledged is there, once, whole, and provable."""

from __future__ import annotations

import re
from datetime import date

import pytest

from huiyin.record.models import NumberCounter
from huiyin.record.numbers import next_number
from tests.city import MONDAY, Matter, lodge, organ, person

pytestmark = pytest.mark.django_db


def test_a_matter_gets_a_number_of_division_day_and_lot() -> None:
    assert re.fullmatch(r"99010020261102\d{5}", lodge().case.number)


def test_numbers_of_one_day_tell_nothing_of_what_came_between(monkeypatch: pytest.MonkeyPatch) -> None:
    lots = iter([7, 7, 7, 99_999, 3])
    monkeypatch.setattr("huiyin.record.numbers.secrets.randbelow", lambda most: next(lots))
    assert [lodge().case.number[14:] for _ in range(3)] == ["00007", "99999", "00003"]


def test_where_most_lots_are_gone_there_are_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huiyin.record.numbers.secrets.randbelow", lambda most: most - 1)
    NumberCounter.objects.create(prefix="99010020261102", last=89_998)
    numbers = [next_number("cases_case", "990100000000", date(2026, 11, 2)) for _ in range(2)]
    assert [number[14:] for number in numbers] == ["99999", "999999"]


def test_the_query_code_has_nothing_to_do_with_the_number() -> None:
    assert lodge().query_code != lodge().query_code


def test_a_query_code_is_accepted_as_people_type_it() -> None:
    from huiyin.cases.numbers import code_fits

    lodged = lodge()
    typed = f" {lodged.query_code[:4].lower()}-{lodged.query_code[4:].lower()}"
    assert code_fits(lodged.case, typed)


def test_a_wrong_query_code_is_not_accepted() -> None:
    from huiyin.cases.numbers import code_fits

    assert not code_fits(lodge().case, "ZZZZZZZZ")


def test_the_same_request_twice_gives_one_matter() -> None:
    assert lodge(key="same").case.id == lodge(key="same").case.id


def test_the_second_answer_to_the_same_request_shows_the_same_query_code() -> None:
    assert lodge(key="same").query_code == lodge(key="same").query_code


def test_whoever_is_asked_first_owns_the_matter() -> None:
    assert lodge(by="wanglan").case.owner == person("wanglan")


def test_a_matter_from_the_web_is_owned_by_the_person_on_duty() -> None:
    from huiyin.cases import acts
    from huiyin.cases.lodging import ClaimText, Lodging
    from huiyin.law.frame.facts import PETITIONER
    from huiyin.law.terms import Channel

    web = Lodging(Channel.WEB, organ("qc-xfj"), "990121000000", MONDAY, "路灯不亮", (ClaimText("修好路灯"),))
    assert acts.lodge(web, by=PETITIONER).case.owner == person("chenhao")


def test_the_first_clock_runs_from_the_day_of_receipt() -> None:
    matter = Matter(lodge())
    assert matter.row.queue_on.isoformat() == "2026-11-17"


def test_the_text_is_kept_as_said() -> None:
    from huiyin.cases.models import Submission

    lodged = lodge(text="第一行\n\n　　第二行 <b>不是标签</b> 🙏")
    assert Submission.objects.get(case=lodged.case).text == "第一行\n\n　　第二行 <b>不是标签</b> 🙏"


def test_characters_that_no_database_keeps_are_left_out() -> None:
    from huiyin.cases.models import Submission

    lodged = lodge(text="水\x00渠\x07")
    assert Submission.objects.get(case=lodged.case).text == "水渠"


def test_the_journal_commits_to_the_text_without_holding_it() -> None:
    from huiyin.cases.lodging import digest

    lodged = lodge(text="只有当事人知道的话")
    assert digest("只有当事人知道的话") in lodged.event.payload
    assert "当事人知道" not in lodged.event.payload


def test_a_group_visit_may_send_five_representatives_and_no_more() -> None:
    from huiyin.cases.acts import Refused
    from huiyin.cases.identity import Identity
    from huiyin.cases.lodging import Capacity, PartyText
    from huiyin.law.terms import Channel

    six = tuple(PartyText(Capacity.REPRESENTATIVE, Identity(f"代表{n}")) for n in range(6))
    with pytest.raises(Refused, match="代表最多5人"):
        lodge(channel=Channel.VISIT, parties=six, petitioners=20)


def test_a_refused_lodging_leaves_nothing_behind() -> None:
    from huiyin.cases.acts import Refused
    from huiyin.cases.identity import Identity
    from huiyin.cases.lodging import Capacity, PartyText
    from huiyin.cases.models import Case
    from huiyin.law.terms import Channel

    before = Case.objects.count()
    six = tuple(PartyText(Capacity.REPRESENTATIVE, Identity(f"代表{n}")) for n in range(6))
    with pytest.raises(Refused):
        lodge(channel=Channel.VISIT, parties=six, petitioners=20)
    assert Case.objects.count() == before


def test_a_matter_of_2021_is_kept_under_the_rules_of_2005() -> None:
    from datetime import datetime

    assert lodge(at=datetime.fromisoformat("2021-06-01T09:00:00+08:00")).case.book == "cn-2005"


def test_another_systems_number_is_kept_beside_ours() -> None:
    from huiyin.cases.models import ExternalNumber

    lodged = lodge(external=(("市长信箱", "A-2026-7"),))
    assert ExternalNumber.objects.get(system="市长信箱", number="A-2026-7").case_id == lodged.case.id


def test_what_came_before_any_law_of_petitions_is_refused_in_words() -> None:
    from datetime import datetime

    from huiyin.cases.acts import Refused
    from huiyin.record.worlds import BEIJING

    with pytest.raises(Refused, match="2000年1月1日还没有可以适用的信访法规"):
        lodge(received_at=datetime(2000, 1, 1, 9, tzinfo=BEIJING), at=datetime(2000, 1, 1, 9, tzinfo=BEIJING))
