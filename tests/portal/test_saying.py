"""Having a say: every act the law gives the petitioner, with refusals in sentences and no word lost."""

import json
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, RequestFactory

from huiyin.cases.models import Material, Rating, Submission
from huiyin.gate import known
from huiyin.people.models import Person
from huiyin.record.models import Event
from tests.city import IDEA_CLASS, organ
from tests.desk.staff import Desk
from tests.portal.life import DAY, Life, begin, confirm, hours_ago, just_now, page, plain, tell

pytestmark = pytest.mark.django_db
Follow = Callable[[Life], Client]


def say(client: Client, life: Life, act: str, **given: object) -> HttpResponse:
    key = given.pop("key", uuid.uuid4().hex)
    seen = given.pop("seen", life.row.seq)
    return client.post(f"/follow/{life.number}/{act}/", {"key": key, "seen": seen, **given})


def test_more_can_be_said_with_papers(follow: Follow, life: Life) -> None:
    paper = SimpleUploadedFile("照片.pdf", b"%PDF-1.7")
    say(follow(life), life, "supplement", text="昨天又占了五米", papers=[paper])
    last = Submission.objects.get(text="昨天又占了五米")
    assert [each.name for each in last.materials.all()] == ["照片.pdf"]


def test_a_paper_handed_in_can_be_fetched_again(follow: Follow, life: Life) -> None:
    client = follow(life)
    say(client, life, "supplement", text="见附件", papers=[SimpleUploadedFile("照片.pdf", b"%PDF-1.7")])
    address = re.search(r'href="(/follow/[^"]+/papers/[^"]+)"', page(client.get(f"/follow/{life.number}/")))
    assert address
    answer = client.get(address.group(1))
    assert b"".join(answer) == b"%PDF-1.7"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_paper_of_another_matter_is_not_given(follow: Follow, life: Life) -> None:
    assert follow(life).get(f"/follow/{life.number}/papers/{'a' * 64}/").status_code == 404


def test_sending_twice_says_it_once(follow: Follow, life: Life) -> None:
    client, key = follow(life), uuid.uuid4().hex
    seen = life.row.seq
    for _ in range(2):
        say(client, life, "supplement", text="再说一遍", key=key, seen=seen)
    assert Submission.objects.filter(text="再说一遍").count() == 1


def test_other_words_from_the_same_page_are_never_taken_for_the_first(follow: Follow, life: Life) -> None:
    """Sent, Back, sent again with something else."""
    client, key, seen = follow(life), uuid.uuid4().hex, life.row.seq
    for text in ("甲", "乙", "乙"):
        assert say(client, life, "supplement", text=text, key=key, seen=seen).status_code == 303
    assert list(Submission.objects.filter(case=life.id).order_by("id").values_list("text", flat=True))[1:] == [
        "甲",
        "乙",
    ]


def test_a_photo_added_after_going_back_is_kept(follow: Follow, life: Life) -> None:
    client, key = follow(life), uuid.uuid4().hex
    say(client, life, "supplement", text="有照片", key=key)
    say(client, life, "supplement", text="有照片", key=key, papers=SimpleUploadedFile("合同.pdf", b"%PDF-1.7"))
    assert Material.objects.filter(submission__case=life.id, name="合同.pdf").exists()


def test_a_key_of_another_matter_reaches_nothing(follow: Follow, life: Life) -> None:
    other, key = begin(), uuid.uuid4().hex
    say(follow(other), other, "supplement", text="那边", key=key)
    say(follow(life), life, "supplement", text="这边", key=key)
    assert Submission.objects.filter(case=life.id, text="这边").exists()


def test_whoever_was_overtaken_keeps_the_words(follow: Follow, life: Life) -> None:
    client, seen = follow(life), life.row.seq
    life.do("contact", "chenhao", way="电话", account="问了情况")
    answer = say(client, life, "withdraw", reason="已经自己解决了", seen=seen)
    assert answer.status_code == 422
    assert "又有了新的进展" in plain(answer)
    assert "已经自己解决了" in page(answer)


def test_too_little_is_refused_beside_the_field(follow: Follow, life: Life) -> None:
    answer = say(follow(life), life, "withdraw", reason="")
    assert answer.status_code == 422
    assert "id_reason_error" in page(answer)


def test_a_matter_can_be_withdrawn(follow: Follow, life: Life) -> None:
    say(follow(life), life, "withdraw", reason="已经解决")
    assert life.row.stage == "closed"


def test_a_closed_door_says_why_with_its_article(follow: Follow, life: Life) -> None:
    answer = follow(life).get(f"/follow/{life.number}/seek_review/")
    assert "收到书面处理意见后 30 天内可以申请" in plain(answer)
    assert "第三十五条" in plain(answer)
    assert "<textarea" not in page(answer)


@pytest.mark.parametrize("act", ["sign", "lodge", "nonsense", "unmask"])
def test_what_is_not_theirs_is_no_page(follow: Follow, life: Life, act: str) -> None:
    assert follow(life).get(f"/follow/{life.number}/{act}/").status_code == 404


# -- after the answer -------------------------------------------------------------------------------------------------


def test_the_application_for_review_is_already_filled(follow: Follow, life: Life) -> None:
    words = plain(follow(life.served()).get(f"/follow/{life.number}/seek_review/"))
    assert all(each in words for each in ("陈**", "柳溪县水利局", "支持您的要求", "柳溪县人民政府", "我不服这个意见"))


def test_review_is_asked_for_with_one_press(follow: Follow, life: Life) -> None:
    say(follow(life.served()), life, "seek_review", reason="我不服这个意见，请求上一级机关审查。")
    assert life.row.holder == organ("lx-zf")


def test_after_thirty_days_review_is_closed_and_says_so(follow: Follow) -> None:
    life = begin(at=hours_ago(24 * 60))
    life.when = hours_ago(24 * 50)
    life.served()
    assert "已经过了" in plain(follow(life).get(f"/follow/{life.number}/seek_review/"))


def test_a_broken_agreement_starts_the_work_again(follow: Follow, life: Life) -> None:
    life.handled()
    until = (hours_ago(0) + 30 * DAY).date().isoformat()
    life.do(
        "mediate",
        life.as_role("handler"),
        terms="砂场十日内恢复水渠",
        parties="陈大山、砂场",
        until=until,
        consent=True,
    )
    say(follow(life), life, "break_agreement", reason="没有恢复")
    assert life.row.stage == "handling"


def test_an_unsolved_matter_can_be_reopened(follow: Follow, life: Life) -> None:
    life.do("classify", "chenhao", classes=IDEA_CLASS)
    life.do("answer_on_spot", "chenhao", answer="已经当面解释清楚了")
    say(follow(life), life, "reopen", reason="没有解决")
    assert life.row.stage == "registered"


def test_a_poor_rating_leads_to_its_end_again_at_the_desk_answered_anew_and_told(follow: Follow, life: Life) -> None:
    life.do("classify", "chenhao", classes=IDEA_CLASS)
    life.do("answer_on_spot", "chenhao", answer="已经当面解释清楚了")
    client = follow(life)
    say(client, life, "rate", office="dissatisfied")
    shown = page(client.get(f"/follow/{life.number}/"))
    one_tap = re.search(r'href="(/follow/\d+/reopen/)"', shown[shown.index('id="unhappy"') :])
    assert one_tap and client.get(one_tap.group(1)).status_code == 200
    say(client, life, "reopen", reason="灯还是不亮")
    told = Desk("chenhao").open(f"/desk/cases/{life.number}")
    assert "灯还是不亮" in told.content.decode()
    life.do("classify", "chenhao", classes=IDEA_CLASS)
    life.do("answer_on_spot", "chenhao", answer="灯泡和线都换了，今晚亮了")
    again = plain(client.get(f"/follow/{life.number}/"))
    assert "灯泡和线都换了" in again and "灯还是不亮" in again and "您说不满意" not in again


# -- rating -----------------------------------------------------------------------------------------------------------


def test_office_and_unit_are_rated_apart_and_nothing_stays_nothing(follow: Follow, life: Life) -> None:
    say(follow(life.served()), life, "rate", office="satisfied", unit="", reason="")
    rating = Rating.objects.get()
    assert (rating.office, rating.unit) == ("satisfied", "")


def test_a_rating_can_be_changed(follow: Follow, life: Life) -> None:
    client = follow(life.served())
    say(client, life, "rate", office="satisfied")
    say(client, life, "rate", unit="dissatisfied")
    rating = Rating.objects.get()
    assert (rating.office, rating.unit) == ("", "dissatisfied")


def test_result_and_service_are_rated_apart(follow: Follow, life: Life) -> None:
    say(follow(life.served()), life, "rate", unit="dissatisfied", unit_service="satisfied")
    rating = Rating.objects.get()
    assert (rating.unit, rating.unit_service, rating.office_service) == ("dissatisfied", "satisfied", "")


def test_the_form_says_until_when_it_can_be_rated(follow: Follow, life: Life) -> None:
    assert "在这以前随时可以改" in plain(follow(life.served()).get(f"/follow/{life.number}/rate/"))


def test_after_the_window_it_is_closed_in_words(follow: Follow) -> None:
    life = begin(hours_ago(24 * 45))
    life.when = hours_ago(24 * 40)
    life.served()
    client = follow(life)
    assert "没有评价的就一直空着" in plain(client.get(f"/follow/{life.number}/rate/"))
    assert say(client, life, "rate", unit="satisfied").status_code == 422
    assert not Rating.objects.exists()


def test_whoever_handles_it_reads_that_it_was_rated_and_not_how(follow: Follow, life: Life) -> None:
    say(follow(life.served()), life, "rate", unit="dissatisfied", reason="电话打了八次没人接")
    desk = Client()
    desk.force_login(Person.objects.get(id=life.row.owner))
    shown = page(desk.get(f"/desk/cases/{life.number}"))
    assert "评价" in shown
    assert "不满意" not in shown and "八次没人接" not in shown


def test_the_form_shows_what_was_rated(follow: Follow, life: Life) -> None:
    client = follow(life.served())
    say(client, life, "rate", unit="dissatisfied")
    form = page(client.get(f"/follow/{life.number}/rate/"))
    assert re.search(r'value="dissatisfied"[^>]*checked', form)


def test_nobody_is_rated_without_being_asked(follow: Follow, life: Life) -> None:
    follow(life.served()).get(f"/follow/{life.number}/")
    assert not Rating.objects.exists()


def test_what_the_petitioner_does_is_done_as_the_petitioner(follow: Follow, life: Life) -> None:
    say(follow(life), life, "supplement", text="补充一句")
    event = Event.objects.filter(record=life.id).latest("seq")
    assert (event.role, event.by, event.organ) == ("petitioner", None, None)


# -- ways on ----------------------------------------------------------------------------------------------------------


def test_whoever_is_not_content_has_the_next_way_before_them(follow: Follow, life: Life) -> None:
    client = follow(life.served())
    say(client, life, "rate", unit="dissatisfied")
    shown = page(client.get(f"/follow/{life.number}/"))
    ways = shown[shown.index('id="unhappy"') :][:900]
    assert "seek_review" in ways and ways.count("button first") == 1 and shown.count("/seek_review/") == 1


def test_a_way_on_says_of_which_promise(follow: Follow, life: Life) -> None:
    client = follow(life.executed())
    say(client, life, "rate", unit="dissatisfied")
    shown = page(client.get(f"/follow/{life.number}/"))
    ways = shown[shown.index('id="unhappy"') :][:1800]
    assert "还没有落实" in ways and life.promises[0].number in ways and "<small>" in ways


def test_whoever_is_content_is_offered_no_quarrel(follow: Follow, life: Life) -> None:
    client = follow(life.served())
    say(client, life, "rate", unit="satisfied")
    assert 'id="unhappy"' not in page(client.get(f"/follow/{life.number}/"))


def test_whose_last_day_has_passed_is_told_who_stands_above_and_that_it_is_noted(follow: Follow) -> None:
    old = begin(at=hours_ago(24 * 80))
    old.when = hours_ago(24 * 79)
    shown = plain(follow(old.handled()).get(f"/follow/{old.number}/"))
    assert "已经超过期限" in shown and "柳溪县人民政府" in shown and "不用重新提交" in shown


def test_whoever_waits_too_long_presses_once_and_sees_by_when_an_answer_is_due(follow: Follow) -> None:
    old = begin(at=hours_ago(24 * 80))
    old.when = hours_ago(24 * 79)
    client = follow(old.handled())
    before = page(client.get(f"/follow/{old.number}/"))
    say(client, old, "urge")
    after = page(client.get(f"/follow/{old.number}/"))
    assert (before.count("/urge/"), after.count("/urge/")) == (1, 0)
    assert "您已经催办，最迟这一天答复您" in plain(client.get(f"/follow/{old.number}/"))


def test_while_there_is_time_nobody_is_sent_elsewhere(follow: Follow, life: Life) -> None:
    assert 'id="late"' not in page(follow(life.handled()).get(f"/follow/{life.number}/"))


def test_what_is_archived_leads_to_another_petition_that_names_it(follow: Follow, life: Life) -> None:
    client = follow(life)
    say(client, life, "withdraw", reason="已经解决了")
    life.issue(just_now())
    life.do("archive", life.as_role("reception"))
    address = re.search(r'href="(/submit/\?after=\d+)"', page(client.get(f"/follow/{life.number}/")))
    assert address
    key = re.search(r'name="key" value="(\w+)"', page(client.get(address.group(1))))
    assert key
    tell(client, text="渠又被占了，希望再恢复", place=life.row.place, key=key.group(1))
    confirm(client)
    assert f'value="{life.number}"' in page(client.get("/submit/you/"))


def test_a_rating_from_an_office_device_or_network_counts_and_the_record_says_so_and_no_more(
    follow: Follow, life: Life, settings: Any
) -> None:
    client = follow(life.served())
    for networks, staffs, noted in ((), False, False), (("127.0.0.0/8",), False, True), ((), True, True):
        settings.HUIYIN_OFFICE_NETWORKS = networks
        client = _staffs(client) if staffs else client
        assert ("办公场所" in plain(client.get(f"/follow/{life.number}/rate/"))) is noted
        say(client, life, "rate", unit="satisfied")
        event = Event.objects.filter(record=life.row.id, act="rate").latest("seq")
        assert json.loads(event.payload)["said"].get("at_office", False) is noted
        assert "127.0.0.1" not in event.payload


def _staffs(client: Client) -> Client:
    """The same browser, with which somebody of staff signed in before."""
    response = HttpResponse()
    known.remember(RequestFactory().get("/"), response, "staff:chenhao")
    client.cookies[known.COOKIE] = response.cookies[known.COOKIE].value
    return client
