"""Following: number and code and nothing else open a matter; its page answers first, and is silent about no silence."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from huiyin.cases.identity import Identity
from huiyin.cases.lodging import Capacity, ClaimText, PartyText
from huiyin.cases.models import Case
from huiyin.cases.readings import record_reading
from huiyin.gate import known
from huiyin.law.terms import Act
from huiyin.portal.entering import grants
from huiyin.portal.following.matter import THEIR_ACTS
from huiyin.portal.saying import words
from huiyin.portal.telling.sentences import TELL
from tests.city import GROUNDS, OUTCOME, PETITION_CLASS, organ
from tests.portal.life import DAY, Life, begin, file, hours_ago, in_a_month, page, plain, proof

pytestmark = pytest.mark.django_db
Follow = Callable[[Life], Client]
AtMost = Callable[[int], AbstractContextManager[None]]


def look_up(client: Client, number: str, code: str) -> int:
    return client.post("/follow/", {"number": number, "code": code}).status_code


def shown(client: Client, life: Life) -> str:
    return plain(client.get(f"/follow/{life.number}/"))


# -- the door ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("spelled", [str, str.lower, lambda code: f" {code[:4]}-{code[4:]} "])
def test_the_code_opens_in_any_spelling(client: Client, life: Life, spelled: Callable[[str], str]) -> None:
    assert look_up(client, life.number, spelled(life.lodged.query_code)) == 303


def test_a_grouped_number_opens_too(client: Client, life: Life) -> None:
    number = f"{life.number[:6]} {life.number[6:14]} {life.number[14:]}"
    assert look_up(client, number, life.lodged.query_code) == 303


@pytest.mark.parametrize("code", ["", "XXXXXXXX", "全角ＡＢ", "\x00"])
def test_a_wrong_code_does_not_open(client: Client, life: Life, code: str) -> None:
    assert look_up(client, life.number, code) == 422


def test_an_unknown_number_is_refused_in_the_same_words(client: Client, life: Life) -> None:
    wrong = client.post("/follow/", {"number": life.number, "code": "XXXXXXXX"})
    unknown = client.post("/follow/", {"number": "9" * 19, "code": "XXXXXXXX"})
    assert plain(wrong).split("还可以试")[0] == plain(unknown).split("还可以试")[0]


def test_after_ten_failures_even_the_right_code_must_wait(client: Client, life: Life) -> None:
    for _ in range(10):
        look_up(client, life.number, "XXXXXXXX")
    assert look_up(client, life.number, life.lodged.query_code) == 429


def test_another_address_need_not_wait(client: Client, life: Life) -> None:
    for _ in range(10):
        look_up(client, life.number, "XXXXXXXX")
    answer = client.post("/follow/", {"number": life.number, "code": life.lodged.query_code}, REMOTE_ADDR="203.0.113.9")
    assert answer.status_code == 303


def test_a_number_itself_is_protected_from_many_addresses(client: Client, life: Life) -> None:
    for guess in range(40):
        client.post("/follow/", {"number": life.number, "code": "X"}, REMOTE_ADDR=f"203.0.113.{guess}")
    assert look_up(client, life.number, life.lodged.query_code) == 429


def test_forty_wrong_tries_from_one_address_do_not_shut_the_owner_out(client: Client, life: Life) -> None:
    for _ in range(40):
        client.post("/follow/", {"number": life.number, "code": "X"}, REMOTE_ADDR="203.0.113.9")
    assert look_up(client, life.number, life.lodged.query_code) == 303


def test_a_device_that_opened_the_matter_before_does_not_wait_for_guessers(client: Client, life: Life) -> None:
    look_up(client, life.number, life.lodged.query_code)
    for guess in range(40):
        Client().post("/follow/", {"number": life.number, "code": "X"}, REMOTE_ADDR=f"203.0.113.{guess}")
    for _ in range(10):
        Client().post("/follow/", {"number": "9" * 19, "code": "X"})
    assert look_up(client, life.number, life.lodged.query_code) == 303
    assert look_up(Client(), life.number, life.lodged.query_code) == 429


def test_guesses_over_many_numbers_meet_a_pause(client: Client, db: None) -> None:
    tries = [look_up(client, f"{guess:019d}", "XXXXXXXX") for guess in range(11)]
    assert tries == [422] * 10 + [429]


def test_of_a_report_no_mark_stays_on_the_device(client: Client, life: Life) -> None:
    Case.objects.filter(id=life.id).update(report=True)
    look_up(client, life.number, life.lodged.query_code)
    assert known.COOKIE not in client.cookies


def test_leaving_takes_the_mark_away(client: Client, life: Life) -> None:
    look_up(client, life.number, life.lodged.query_code)
    client.post("/follow/leave/")
    assert client.cookies[known.COOKIE].value == ""


def test_without_the_code_there_is_no_such_page(client: Client, life: Life) -> None:
    assert client.get(f"/follow/{life.number}/").status_code == 404


def test_one_matter_opens_no_other(follow: Follow, life: Life) -> None:
    assert follow(life).get(f"/follow/{begin().number}/").status_code == 404


def test_leaving_closes_it(follow: Follow, life: Life) -> None:
    client = follow(life)
    client.post("/follow/leave/")
    assert client.get(f"/follow/{life.number}/").status_code == 404


def test_it_closes_by_itself_after_a_while(follow: Follow, life: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    client = follow(life)
    monkeypatch.setattr(grants, "LASTS", timedelta(0))
    assert client.get(f"/follow/{life.number}/").status_code == 404


# -- the page ---------------------------------------------------------------------------------------------------------


def test_it_says_who_has_it_and_whom_to_call(follow: Follow, life: Life) -> None:
    words = shown(follow(life), life)
    assert "青川市信访局收到了" in words
    assert "负责人 陈浩" in words
    assert "0999-" in words


def test_it_says_by_when_and_by_which_article(follow: Follow, life: Life) -> None:
    words = shown(follow(life), life)
    assert "最迟这一天告诉您由谁办" in words
    assert "《信访工作条例》第二十二条第一款" in words


def test_the_four_are_always_there(follow: Follow, life: Life) -> None:
    words = shown(follow(life), life)
    assert all(each in words for each in ("时限", "程序", "结果", "负责人"))


def test_a_transfer_tells_its_reason(follow: Follow, life: Life) -> None:
    life.transferred()
    words = shown(follow(life), life)
    assert "青川市信访局转给柳溪县水利局" in words
    assert "水渠归县水利局管" in words


def test_a_draft_opinion_is_not_shown(follow: Follow, life: Life) -> None:
    life.handled()
    life.do("propose", life.as_role("handler"), outcomes={"1": OUTCOME}, **GROUNDS)
    words = shown(follow(life), life)
    assert "负责人正在审" in words
    assert "现场丈量，占渠属实" not in words


def test_a_signed_opinion_is_shown_only_when_served(follow: Follow, life: Life) -> None:
    life.handled()
    life.do("propose", life.as_role("handler"), outcomes={"1": OUTCOME}, **GROUNDS)
    life.do("sign", life.as_role("head"))
    assert "现场丈量，占渠属实" not in shown(follow(life), life)


def test_a_served_answer_is_read_claim_by_claim(follow: Follow, life: Life) -> None:
    words = shown(follow(life.served()), life)
    assert all(each in words for each in ("支持您的要求", "现场丈量，占渠属实", "《水法》"))


def test_it_says_until_when_and_whom_to_ask_for_review(follow: Follow, life: Life) -> None:
    words = shown(follow(life.served()), life)
    assert "可以申请复查" in words
    assert "向谁提出： 柳溪县人民政府 柳溪县城关" in words


def test_it_says_that_re_review_is_the_end(follow: Follow, life: Life) -> None:
    reviewed(life.served(), "uphold", "seek_review")
    reviewed(life, "uphold", "seek_rereview")
    assert "复核是最后一步" in shown(follow(life), life)


def reviewed(life: Life, ruling: str, sought: str) -> None:
    life.do(sought, "petitioner", reason="不服")
    reviewer = life.as_role("reviewer")
    life.do("admit_review", reviewer, to_person=reviewer.person)
    life.do("decide_review", life.as_role("head"), ruling=ruling, reason="事实不清，证据不足")
    life.issue(timezone.now())
    life.do("serve", reviewer, **proof())


def test_a_revoked_opinion_no_longer_counts(follow: Follow, life: Life) -> None:
    reviewed(life.served(), "redo", "seek_review")
    words = shown(follow(life), life)
    assert "原来的意见被撤销" in words
    assert "已被撤销" in words
    assert "还没有答复" in words


def test_silence_is_told_as_silence(follow: Follow) -> None:
    life = begin(at=hours_ago(24 * 30))
    assert "到今天，没有新的进展" in shown(follow(life), life)


def test_silence_between_two_steps_names_both_days(follow: Follow) -> None:
    life = begin(at=hours_ago(24 * 30))
    life.do("classify", "chenhao", classes=PETITION_CLASS)
    first, last = (timezone.localdate() - DAY * days for days in (29, 1))
    words = shown(follow(life), life)
    assert f"{first.month}月{first.day}日" in words.split("没有新的进展")[0]
    assert f"到{last.month}月{last.day}日" in words


def test_looking_at_a_name_is_no_progress(follow: Follow) -> None:
    life = begin(at=hours_ago(24 * 30))
    life.do("unmask", "chenhao", purpose="核对身份以便回电")
    assert "到今天，没有新的进展" in shown(follow(life), life)


def test_who_looked_is_told_but_not_for_what(follow: Follow, life: Life) -> None:
    life.do("unmask", "chenhao", purpose="核对身份以便回电")
    words = shown(follow(life), life)
    assert "青川市信访局 分流员" in words
    assert "核对身份以便回电" not in words


def test_what_offices_argue_about_stays_with_them(follow: Follow, life: Life) -> None:
    life.transferred()
    reason = "灌溉渠由乡镇管理，不属于本机关的法定职权范围，请重新确定"
    life.do("object", life.as_role("handler"), reason=reason, basis="三定方案")
    words = shown(follow(life), life)
    assert "认为不归它办" in words
    assert reason not in words


def test_a_report_shows_who_opened_it(client: Client) -> None:
    case = file(client, {"kind": "report", "text": "收费不开票。希望查。"}, {"accused_organ": str(organ("lx-jyj"))})
    life = Life.__new__(Life)
    life.id = case.id
    record_reading(case, life.as_role("head"), timezone.now())
    words = plain(client.get(f"/follow/{case.number}/"))
    assert "柳溪县监察委员会 负责人" in words


def test_a_page_needs_few_queries(follow: Follow, life: Life, at_most: AtMost) -> None:
    client = follow(life.served())
    with at_most(12):
        client.get(f"/follow/{life.number}/")


# -- merged and split -------------------------------------------------------------------------------------------------


NEIGHBOUR = PartyText(Capacity.PETITIONER, Identity("李二", phone="13200009999"))


def merged(life: Life, other: Life) -> None:
    life.do("merge", "chenhao", into=other.number, reason="同一件事")


def test_a_merged_number_leads_to_where_it_went(client: Client, life: Life) -> None:
    other = begin()
    merged(life, other)
    answer = client.post("/follow/", {"number": life.number, "code": life.lodged.query_code})
    assert answer.headers["Location"] == f"/follow/{other.number}/"
    assert client.get(answer.headers["Location"]).status_code == 200


def test_what_another_wrote_in_a_matter_merged_into_ones_own_stays_theirs(follow: Follow, life: Life) -> None:
    other = begin(parties=(NEIGHBOUR,), text="李二说邻村也缺水")
    merged(other, life)
    client = follow(life)
    assert "李二说邻村也缺水" not in shown(client, life)


def test_what_is_added_after_a_merger_stays_with_whoever_added_it(follow: Follow, life: Life) -> None:
    other = begin(parties=(NEIGHBOUR,), text="李二说邻村也缺水")
    merged(other, life)
    visitor = Client()
    visitor.post("/follow/", {"number": other.number, "code": other.lodged.query_code})
    visitor.post(f"/follow/{life.number}/supplement/", {"text": "李二的井也干了"})
    assert "李二的井也干了" in shown(visitor, life)
    assert "李二的井也干了" not in shown(follow(life), life)


def test_whoever_was_merged_does_not_read_what_another_wrote(follow: Follow, life: Life) -> None:
    neighbour = PartyText(Capacity.PETITIONER, Identity("李秀英", phone="13200008888"))
    other = begin(parties=(neighbour,), claims=(ClaimText("给我家装水泵"),), text="我家的私事")
    merged(life, other)
    client = follow(life)
    words = shown(client, other)
    assert "给我家装水泵" not in words
    assert "我家的私事" not in words
    assert client.get(f"/follow/{other.number}/withdraw/").status_code == 404
    assert client.get(f"/follow/{other.number}/receipt/").status_code == 403


def test_a_split_off_claim_is_reached_from_its_parent(client: Client) -> None:
    parent = Life.__new__(Life)
    parent.id = file(client).id
    parent.do("split", parent.as_role("dispatcher"), claims=[2], reason="分开办理")
    child = Case.objects.exclude(id=parent.id).get()
    assert child.number in page(client.get(f"/follow/{parent.number}/"))
    assert client.get(f"/follow/{child.number}/").status_code == 200


# -- every act has its words ------------------------------------------------------------------------------------------


def test_every_act_is_told_in_plain_words() -> None:
    assert set(TELL) | {Act.UNMASK} == set(Act)


def test_every_act_of_the_petitioner_has_a_button() -> None:
    # Joining has a page of its own.
    assert set(words.LABELS) == THEIR_ACTS == {Act.JOIN, *words.DONE} == {Act.JOIN, *words.ADVICE}


def test_retaliation_is_told_from_the_page_with_place_and_organ_filled_in(follow: Follow, life: Life) -> None:
    client = follow(life.transferred())
    answer = page(client.get(f"/submit/?kind=retaliation&about={life.number}"))
    assert 'name="place" value="示范省 青川市 柳溪县"' in answer


def test_whoever_was_asked_for_papers_sees_it_at_the_top(follow: Follow, life: Life) -> None:
    life.do("request_material", "chenhao", what="请补一张承包证的照片", until=in_a_month())
    words = shown(follow(life), life)
    assert words.index("请补一张承包证的照片") < words.index("您可以")


def test_the_person_sees_by_whom_the_handling_is_supervised_and_what_became_of_it(follow: Follow, life: Life) -> None:
    from huiyin.law.order.vocabulary import OrderAct
    from huiyin.oversight.orders import ORDERS
    from huiyin.record.door import perform
    from tests.city import actor

    client, now = follow(life.handled()), timezone.now()
    assert "谁在督办" not in shown(client, life)
    row = life.supervised(at=now)
    said = shown(client, life)
    assert "谁在督办" in said and "青川市信访局正在督办柳溪县水利局" in said
    by = actor("wuxia", now)
    perform(ORDERS, record=row.id, act=OrderAct.REVOKE, by=by, at=timezone.now(), given={"reason": "事实有出入"})
    assert "后来撤销了" in shown(client, life)
