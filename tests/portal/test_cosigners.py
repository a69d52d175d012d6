"""Whoever joined follows by a number and a code of their own, sees what they joined and no story, and may leave."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from huiyin.cases.identity import Identity
from huiyin.cases.lodging import Capacity, ClaimText, PartyText
from huiyin.cases.models import Case, Party, Submission
from huiyin.joint.models import Cosigner
from huiyin.record.models import Event
from tests.portal.life import Life, begin, page, plain
from tests.portal.test_joining import joins, make_link

pytestmark = pytest.mark.django_db
Follow = Callable[[Life], Client]


@pytest.fixture
def link(life: Life, follow: Follow) -> str:
    return make_link(follow(life), life)


@pytest.fixture
def card(link: str) -> dict[str, str]:
    """Number and code of Wang, who has joined."""
    return join(link)


def join(link: str, **who: str) -> dict[str, str]:
    client = Client()
    shown = plain(client.get(joins(link, client, **who).headers["Location"]))
    found = re.search(r"您的编号 ([\d ]+) 您的查询码 (\w{4} \w{4})", shown)
    assert found, shown
    return {"number": found.group(1), "code": found.group(2)}


def follows(card: dict[str, str]) -> Client:
    client = Client()
    answer = client.post("/follow/", card)
    assert answer.status_code == 303, plain(answer)
    return client


def look(client: Client, life: Life) -> str:
    return plain(client.get(f"/follow/{life.number}/"))


def leave(client: Client, life: Life) -> HttpResponse:
    return client.post(f"/follow/{life.number}/leave/", {"reason": ""})


def parties(life: Life) -> list[str]:
    return list(Party.objects.filter(case=life.id).order_by("id").values_list("capacity", flat=True))


# -- getting in -----------------------------------------------------------------------------------------------------


def test_each_gets_another_number_and_another_code(link: str) -> None:
    one, other = join(link), join(link, phone="13200007799")
    assert one["number"] != other["number"] and one["code"] != other["code"]


def test_number_and_code_open_what_was_joined(card: dict[str, str], life: Life) -> None:
    assert "您和别人一起提出了这件事" in look(follows(card), life)


def test_whoever_has_just_joined_sees_it_at_once(link: str, life: Life) -> None:
    client = Client()
    joins(link, client)
    assert "您和别人一起提出了这件事" in look(client, life)


def test_the_code_is_nowhere_in_the_database(card: dict[str, str]) -> None:
    assert card["code"].replace(" ", "") not in Cosigner.objects.get().code


def test_the_code_of_one_does_not_open_the_number_of_another(link: str) -> None:
    one, other = join(link), join(link, phone="13200007799")
    assert Client().post("/follow/", {"number": one["number"], "code": other["code"]}).status_code == 422


def test_the_code_of_one_who_joined_does_not_open_the_whole_matter(card: dict[str, str], life: Life) -> None:
    assert Client().post("/follow/", {"number": life.number, "code": card["code"]}).status_code == 422


def test_the_code_of_the_matter_does_not_open_the_number_of_one_who_joined(card: dict[str, str], life: Life) -> None:
    typed = {"number": card["number"], "code": life.lodged.query_code}
    assert Client().post("/follow/", typed).status_code == 422


def test_a_number_is_written_in_one_way_so_that_guesses_are_counted_together(card: dict[str, str], life: Life) -> None:
    for number in (f"{life.number}001", f"{life.number}000001", f"{life.number}00000177"):
        assert Client().post("/follow/", {**card, "number": number}).status_code == 422


def test_a_number_nobody_has_is_refused_like_a_wrong_code(life: Life) -> None:
    typed = {"number": f"{life.number}77", "code": "ABCDEFGH"}
    assert Client().post("/follow/", typed).status_code == 422


def test_the_same_name_and_phone_from_elsewhere_get_no_code(link: str) -> None:
    join(link)
    client = Client()
    shown = plain(client.get(joins(link, client).headers["Location"]))
    assert "您以前加入过" in shown and "您的查询码" not in shown


def test_the_same_name_and_phone_from_elsewhere_open_nothing(link: str, life: Life) -> None:
    join(link)
    client = Client()
    joins(link, client)
    assert client.get(f"/follow/{life.number}/").status_code == 404


# -- what is seen ---------------------------------------------------------------------------------------------------


def test_what_is_asked_is_seen_and_the_story_is_not(card: dict[str, str], life: Life) -> None:
    shown = look(follows(card), life)
    assert "恢复灌溉渠四十二米" in shown
    assert not [words for words in ("去年十月被占", "春耕用不上水", "陈大山") if words in shown]


def test_the_answer_is_seen(card: dict[str, str], life: Life) -> None:
    life.served()
    assert "查明：" in look(follows(card), life)


@pytest.mark.parametrize("what", ["receipt", "keep", "together", "withdraw", "rate", "reopen"])
def test_what_belongs_to_the_one_who_filed_is_closed(card: dict[str, str], life: Life, what: str) -> None:
    assert follows(card).get(f"/follow/{life.number}/{what}/").status_code in (403, 404)


def test_the_papers_of_the_one_who_filed_are_closed(card: dict[str, str], life: Life) -> None:
    assert follows(card).get(f"/documents/{life.number}/").status_code == 404


def test_what_one_adds_the_office_reads_and_the_others_do_not(
    card: dict[str, str], link: str, life: Life, follow: Follow
) -> None:
    mine = follows(card)
    mine.post(f"/follow/{life.number}/supplement/", {"text": "我家的田也淹了"})
    assert Submission.objects.filter(case=life.id, text="我家的田也淹了").exists()
    assert "我家的田也淹了" in look(mine, life)
    other = follows(join(link, phone="13200007799"))
    assert "我家的田也淹了" not in look(other, life) + look(follow(life), life)


def test_what_the_one_who_filed_adds_is_told_without_the_words(
    card: dict[str, str], life: Life, follow: Follow
) -> None:
    follow(life).post(f"/follow/{life.number}/supplement/", {"text": "砂场老板来骂过我"})
    shown = look(follows(card), life)
    assert "一起提出的人补充了情况" in shown and "砂场老板" not in shown


def test_what_was_joined_and_merged_elsewhere_shows_only_how_that_stands(
    card: dict[str, str], life: Life, follow: Follow
) -> None:
    neighbour = PartyText(Capacity.PETITIONER, Identity("李秀英", phone="13200008888"))
    other = begin(parties=(neighbour,), claims=(ClaimText("给我家装水泵"),), text="我家的私事")
    life.do("merge", "chenhao", into=other.number, reason="同一件事")
    mine = follows(card)
    mine.post(f"/follow/{other.number}/supplement/", {"text": "我家的田也淹了"})
    words = look(mine, other)
    assert "现在：" in words and "我家的田也淹了" in words
    assert not [secret for secret in ("给我家装水泵", "我家的私事") if secret in words]
    assert "我家的田也淹了" not in look(follow(other), other)


def test_what_becomes_a_report_is_closed_to_those_who_joined(card: dict[str, str], life: Life) -> None:
    mine = follows(card)
    Case.objects.filter(id=life.id).update(report=True)
    assert mine.get(f"/follow/{life.number}/").status_code == 404
    assert "要保密办理" in plain(Client().post("/follow/", card))


def test_the_link_of_what_became_a_report_tells_nothing(link: str, life: Life) -> None:
    Case.objects.filter(id=life.id).update(report=True)
    assert "恢复灌溉渠四十二米" not in page(Client().get(link))


def test_each_chooses_how_to_be_told(card: dict[str, str], life: Life) -> None:
    typed = {"way": "email", "email": "wang@example.org", "phone": "", "address": ""}
    assert follows(card).post(f"/follow/{life.number}/notices/", typed).status_code == 303
    told = Party.objects.filter(case=life.id, way="email").values_list("capacity", flat=True)
    assert list(told) == ["cosigner"]


# -- representatives ------------------------------------------------------------------------------------------------


def elect(life: Life, follow: Follow) -> None:
    party = Party.objects.filter(case=life.id, capacity="representative").latest("id")
    follow(life).post(f"/follow/{life.number}/together/", {"elect": str(party.id)})


def test_whoever_only_offers_to_speak_does_not_speak_for_all(link: str, life: Life) -> None:
    card = join(link, speaks="on")
    life.served()
    assert follows(card).post(f"/follow/{life.number}/seek_review/", {"reason": "我们都不服"}).status_code == 404


def test_the_choice_of_a_representative_is_of_record(link: str, life: Life, follow: Follow) -> None:
    join(link, speaks="on")
    elect(life, follow)
    assert Submission.objects.filter(case=life.id, text__startswith="推选王").exists()


def test_one_who_only_joined_cannot_be_made_a_representative(card: dict[str, str], life: Life, follow: Follow) -> None:
    party = Party.objects.filter(case=life.id, capacity="cosigner").get()
    follow(life).post(f"/follow/{life.number}/together/", {"elect": str(party.id)})
    assert not Cosigner.objects.get().elected


def test_nobody_who_joined_chooses_a_representative(link: str, life: Life) -> None:
    client = follows(join(link, speaks="on"))
    client.post(f"/follow/{life.number}/together/", {"elect": str(Cosigner.objects.get().party)})
    assert not Cosigner.objects.get().elected


def test_a_representative_may_ask_for_review_for_all(link: str, life: Life, follow: Follow) -> None:
    card = join(link, speaks="on")
    elect(life, follow)
    life.served()
    answer = follows(card).post(f"/follow/{life.number}/seek_review/", {"reason": "我们都不服"})
    assert answer.status_code == 303
    assert life.facts.stage == "review_sought"


def test_one_who_only_joined_may_not(card: dict[str, str], life: Life) -> None:
    life.served()
    assert follows(card).post(f"/follow/{life.number}/seek_review/", {"reason": "我不服"}).status_code == 404


def test_the_page_says_who_may_ask_for_review_instead(card: dict[str, str], life: Life) -> None:
    life.served()
    assert "由提出的人或者代表替大家申请" in look(follows(card), life)


# -- leaving --------------------------------------------------------------------------------------------------------


def test_whoever_leaves_leaves_no_name_behind(card: dict[str, str], life: Life) -> None:
    assert leave(follows(card), life).status_code == 303
    assert parties(life) == ["petitioner"]


def test_leaving_is_an_act_of_record(card: dict[str, str], life: Life) -> None:
    leave(follows(card), life)
    assert Event.objects.filter(record=life.id, act="leave").count() == 1
    assert life.facts.petitioners == 1


def test_after_leaving_the_code_opens_nothing(card: dict[str, str], life: Life) -> None:
    mine = follows(card)
    leave(mine, life)
    assert mine.get(f"/follow/{life.number}/").status_code == 404
    assert Client().post("/follow/", card).status_code == 422


def test_whoever_left_may_join_again(card: dict[str, str], link: str, life: Life) -> None:
    leave(follows(card), life)
    join(link)
    assert parties(life) == ["petitioner", "cosigner"]


def test_a_representative_who_leaves_makes_room_for_another(link: str, life: Life) -> None:
    cards = [join(link, phone=f"1320000772{figure}", speaks="on") for figure in range(5)]
    leave(follows(cards[0]), life)
    join(link, phone="13200007730", speaks="on")
    assert parties(life).count("representative") == 5


def test_the_history_says_that_somebody_left(card: dict[str, str], life: Life, follow: Follow) -> None:
    leave(follows(card), life)
    assert "有一个人退出了" in look(follow(life), life)


def test_the_page_says_that_nobody_may_force_one_to_leave(card: dict[str, str], life: Life) -> None:
    assert "没有人可以要求您退出" in plain(follows(card).get(f"/follow/{life.number}/leave/"))


def test_the_one_who_filed_cannot_withdraw_for_the_others(card: dict[str, str], life: Life, follow: Follow) -> None:
    client = follow(life)
    assert "还有1个人和您一起提出" in plain(client.get(f"/follow/{life.number}/withdraw/"))
    assert client.post(f"/follow/{life.number}/withdraw/", {"reason": "不想办了"}).status_code == 422
    assert life.facts.stage == "registered"


def test_once_the_others_have_left_it_can_be_withdrawn(card: dict[str, str], life: Life, follow: Follow) -> None:
    leave(follows(card), life)
    assert follow(life).post(f"/follow/{life.number}/withdraw/", {"reason": "解决了"}).status_code == 303


def test_the_counter_withdraws_for_all_with_their_word(card: dict[str, str], life: Life) -> None:
    life.do("withdraw", "wanglan", reason="三个人都来窗口说不办了", proof="三人签名的撤回申请")
    assert life.facts.stage == "closed"


def test_the_one_who_filed_withdraws_and_does_not_leave(life: Life, follow: Follow) -> None:
    assert follow(life).get(f"/follow/{life.number}/leave/").status_code == 404


# -- a lost code ----------------------------------------------------------------------------------------------------


def renew(client: Client, life: Life) -> HttpResponse:
    party = Party.objects.filter(case=life.id, capacity__in=("cosigner", "representative")).latest("id")
    return client.post(f"/follow/{life.number}/together/{party.id}/code/")


def given(answer: HttpResponse) -> dict[str, str]:
    found = re.search(r"编号 ([\d ]+) 查询码 (\w{4} \w{4})", plain(answer))
    assert found, plain(answer)
    return {"number": found.group(1), "code": found.group(2)}


def test_a_lost_code_is_given_anew_by_whoever_filed(card: dict[str, str], client: Client, life: Life) -> None:
    anew = given(renew(client, life))
    assert anew["number"] == card["number"] and anew["code"] != card["code"]
    assert "您和别人一起提出了这件事" in look(follows(anew), life)


def after_the_pause() -> datetime:
    from huiyin.joint.renewing import settle_all

    later = timezone.now() + timedelta(days=10)
    settle_all(later)
    return later


def test_the_old_code_dies_after_a_pause_and_not_at_once(card: dict[str, str], client: Client, life: Life) -> None:
    renew(client, life)
    assert Client().post("/follow/", card).status_code == 303
    after_the_pause()
    assert Client().post("/follow/", card).status_code == 422


def test_its_holder_sees_a_replacement_and_stops_it(card: dict[str, str], client: Client, life: Life) -> None:
    anew = given(renew(client, life))
    holder = follows(card)
    assert "不是我要的，停下" in look(holder, life)
    holder.post(f"/follow/{life.number}/code/stop/")
    after_the_pause()
    assert (Client().post("/follow/", anew).status_code, Client().post("/follow/", card).status_code) == (422, 303)


def test_a_replacement_of_ones_code_is_nothing_to_the_one_who_filed(
    card: dict[str, str], client: Client, life: Life
) -> None:
    renew(client, life)
    assert "不是我要的，停下" not in look(client, life)
    client.post(f"/follow/{life.number}/code/stop/")
    after_the_pause()
    assert Client().post("/follow/", card).status_code == 422


def test_what_the_old_code_had_opened_is_closed_after_the_pause(
    card: dict[str, str], client: Client, life: Life
) -> None:
    holder = follows(card)
    renew(client, life)
    after_the_pause()
    assert holder.get(f"/follow/{life.number}/").status_code == 404


def test_an_old_code_is_not_shown_again_where_it_was_given(link: str, client: Client, life: Life) -> None:
    theirs = Client()
    place = joins(link, theirs).headers["Location"]
    renew(client, life)
    after_the_pause()
    assert "您的查询码" not in plain(theirs.get(place))


def test_whoever_got_a_new_code_is_told_when_and_by_whom(card: dict[str, str], client: Client, life: Life) -> None:
    anew = given(renew(client, life))
    assert "提出的人或者代表替您补发过查询码" in look(follows(anew), life)


def test_looking_at_the_page_gives_nothing_anew(card: dict[str, str], client: Client, life: Life) -> None:
    party = Party.objects.filter(case=life.id).latest("id")
    assert client.get(f"/follow/{life.number}/together/{party.id}/code/").status_code == 200
    assert look(follows(card), life)


def test_somebody_who_joined_gives_nobody_a_code(link: str, card: dict[str, str], life: Life) -> None:
    other = join(link, phone="13200007799")
    assert renew(follows(card), life).status_code == 404 and other


def test_a_representative_sees_who_is_in_and_gives_a_cosigner_a_code(link: str, client: Client, life: Life) -> None:
    speaker = elected(link, client, life)
    join(link, phone="13200007799")
    page_of_all = plain(speaker.get(f"/follow/{life.number}/together/"))
    assert "已经加入的人 2" in page_of_all and "/join/" not in page_of_all
    assert given(renew(speaker, life))["code"]


def test_a_representative_gives_no_other_representative_a_code(link: str, client: Client, life: Life) -> None:
    speaker = elected(link, client, life)
    join(link, phone="13200007799", speaks="on")
    assert renew(speaker, life).status_code == 404


def test_of_a_report_nobody_gives_out_codes(card: dict[str, str], client: Client, life: Life) -> None:
    Case.objects.filter(id=life.id).update(report=True)
    assert renew(client, life).status_code == 404


def elected(link: str, client: Client, life: Life) -> Client:
    speaker = follows(join(link, speaks="on"))
    party = Party.objects.get(case=life.id, capacity="representative")
    client.post(f"/follow/{life.number}/together/", {"elect": str(party.id)})
    return speaker
