"""Filing: three quiet steps without account or script, nothing typed is ever lost, and the right organ gets it."""

import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from huiyin.cases.identity import open_identity
from huiyin.cases.models import Case, Claim, Party, Submission
from huiyin.people.models import Post
from huiyin.people.stamps import POSTS, touch
from huiyin.portal.models import Draft
from huiyin.record.models import Event
from tests.city import organ, person
from tests.portal.life import ME, STORY, TOLD, WAGES, confirm, fields, file, go_on, hand_in, key_of, page, plain, tell

pytestmark = pytest.mark.django_db
AtMost = Callable[[int], AbstractContextManager[None]]

REPORT = {"kind": "report", "text": "学校收费不开票。希望查一查。"}


def accuse(key: str, **more: str) -> dict[str, str]:
    return {"accused_organ": str(organ(key)), **more}


# -- the first page ---------------------------------------------------------------------------------------------------

PLACED = "去年三月起上桥村停水，全村两百人。希望通水。"
UNPLACED = "老板拖欠工钱26000元，一直不给。希望结清。"


def said_at_home(client: Client, **more: str) -> HttpResponse:
    """What the first page sends: its hidden fields as they stand there, and the words."""
    hidden = dict(re.findall(r'type="hidden" name="(key|kind)" value="(\w+)"', page(client.get("/"))))
    return client.post("/submit/", {**hidden, "text": PLACED, **more})


def test_a_story_told_on_the_first_page_goes_straight_to_what_was_understood(client: Client) -> None:
    answer = said_at_home(client)
    assert answer.headers["Location"].startswith("/submit/claims/")


def test_where_the_story_names_no_place_that_alone_is_asked(client: Client) -> None:
    begun = said_at_home(client, text=UNPLACED)
    shown = client.get(begun.headers["Location"])
    assert "只差一样：事情发生在哪里？" in plain(shown) and "结清" in plain(shown)
    assert "aria-invalid" not in page(shown)
    unsaid = confirm(client)
    assert unsaid.status_code == 422 and "点一下，或者写村、镇的名字" in plain(unsaid)
    assert confirm(client, place="上桥村").headers["Location"].startswith("/submit/you/")
    assert "上桥村" in plain(client.get("/submit/you/"))


def test_beside_the_claims_a_place_is_pointed_at_and_what_was_changed_there_stays(client: Client) -> None:
    said_at_home(client, text=UNPLACED)
    changed = {f"request-{fields(client.get('/submit/claims/'))['claim'][0]}": "把两万六结清"}
    away = confirm(client, point="1", **changed)
    assert away.headers["Location"].startswith("/submit/where/")
    key = client.get(away.headers["Location"]).context["draft"].key
    back = client.post("/submit/where/", {"key": key, "place": "990121101201"})
    assert back.headers["Location"].startswith("/submit/claims/")
    shown = plain(client.get(back.headers["Location"]))
    assert "把两万六结清" in shown and "只差一样" not in shown


def test_a_name_of_several_places_is_asked_once_more_beside_the_claims(client: Client) -> None:
    said_at_home(client, text=UNPLACED)
    asked = confirm(client, place="天上宫阙")
    assert asked.status_code == 422 and "没有找到“天上宫阙”" in plain(asked)
    assert confirm(client, place="天上宫阙", place_meant="天上宫阙", place_is="990121101201").status_code == 303


def test_of_a_report_it_is_asked_first_for_it_says_whom_it_may_not_reach(client: Client) -> None:
    assert said_at_home(client, text="书记收了砂场的钱。", kind="report").status_code == 422


def test_whoever_has_papers_finds_the_words_already_there(client: Client) -> None:
    answer = client.get(said_at_home(client, text=UNPLACED, more="1").headers["Location"])
    assert answer.status_code == 200
    assert UNPLACED in plain(answer)
    assert 'name="papers"' in page(answer)


def test_the_first_page_never_writes_into_what_was_begun_before(client: Client) -> None:
    said_at_home(client, text=WAGES)
    said_at_home(client)
    assert Draft.objects.count() == 2


def test_the_first_page_says_what_is_not_finished(client: Client) -> None:
    said_at_home(client)
    assert "您还有一件没写完。" in plain(client.get("/"))
    assert "您还有一件没写完。" not in plain(Client().get("/"))


def test_a_visit_of_the_first_page_alone_leaves_no_mark_of_who_writes(client: Client) -> None:
    client.get("/")
    assert not [name for name in client.cookies if "writing" in name]


# -- the three steps --------------------------------------------------------------------------------------------------


def test_a_story_becomes_a_matter_in_three_steps(client: Client) -> None:
    case = file(client)
    assert case.channel == "web"
    assert [claim.request for claim in Claim.objects.order_by("seq")] == ["希望恢复水渠。", "希望赔偿我的损失3200元。"]


def test_the_petition_office_of_the_county_receives_it(client: Client) -> None:
    assert file(client).holder == organ("lx-xfj")


def test_the_words_are_kept_as_they_were_said(client: Client) -> None:
    file(client)
    assert Submission.objects.get().text == f"{STORY}\n\n地点：三组水渠边"


def test_the_identity_is_not_stored_in_the_clear(client: Client) -> None:
    file(client)
    party = Party.objects.get()
    assert "陈大山".encode() not in bytes(party.name or b"")
    assert open_identity(party).name == "陈大山"


def test_the_receipt_is_shown_at_once(client: Client) -> None:
    tell(client)
    confirm(client)
    receipt = client.get(hand_in(client).headers["Location"])
    assert "登记回执" in plain(receipt)


def test_pressing_twice_makes_one_matter(client: Client) -> None:
    tell(client)
    confirm(client)
    key = key_of(client)
    places = {client.post("/submit/you/", {**ME, "key": key}).headers["Location"] for _ in range(2)}
    assert len(places) == 1
    assert Case.objects.count() == 1


def test_everything_is_read_back_before_it_is_filed(client: Client) -> None:
    tell(client)
    confirm(client)
    shown = plain(client.get("/submit/you/"))
    assert all(words in shown for words in ("希望恢复水渠。", "三组水渠边", "柳溪县信访局"))


def test_claims_can_be_added_and_removed_without_a_script(client: Client) -> None:
    tell(client)
    confirm(client, add="1")
    three = fields(client.get("/submit/claims/"))["claim"]
    confirm(client, remove=three[0])
    assert fields(client.get("/submit/claims/"))["claim"] == three[1:]


def test_a_corrected_claim_is_what_counts(client: Client) -> None:
    tell(client)
    first = fields(client.get("/submit/claims/"))["claim"][0]
    confirm(client, **{f"request-{first}": "把渠修好"})
    hand_in(client)
    assert Claim.objects.get(seq=1).request == "把渠修好"


def test_going_back_loses_nothing(client: Client) -> None:
    tell(client)
    confirm(client)
    hand_in(client, back="1", address="柳溪村三组")
    assert "柳溪村三组" in page(client.get("/submit/you/"))


def test_a_changed_story_is_offered_anew_only_when_asked(client: Client) -> None:
    tell(client)
    confirm(client)
    tell(client, text="希望修路。")
    assert "希望恢复水渠。" in page(client.get("/submit/claims/"))
    assert "希望修路。" in fields(client.get("/submit/claims/?again")).values()


def test_beginning_anew_forgets_the_draft(client: Client) -> None:
    tell(client)
    assert client.post("/submit/discard/").headers["Location"] == "/submit/?new"
    assert STORY not in page(client.get("/submit/"))


def test_a_half_written_story_is_still_there(client: Client) -> None:
    tell(client)
    assert STORY in page(client.get("/submit/")) and STORY in page(go_on(client))


@pytest.mark.parametrize("step", ["claims", "you"])
def test_a_later_step_without_a_story_leads_to_the_first(client: Client, step: str) -> None:
    assert client.get(f"/submit/{step}/").headers["Location"] == "/submit/"


def test_a_draft_rests_encrypted(client: Client) -> None:
    tell(client)
    assert "水渠" not in str(dict(client.session))


# -- the right door first ---------------------------------------------------------------------------------------------


def test_a_worker_is_told_the_arbitration_limit_before_anything_else(client: Client) -> None:
    tell(client, text=WAGES)
    shown = plain(client.get("/submit/claims/"))
    assert 0 < shown.index("1年内") < shown.index("您希望怎么解决")


def test_who_is_told_of_another_way_may_still_file(client: Client) -> None:
    assert file(client, {"text": WAGES}).title == "支付拖欠的工资"


def test_dates_places_and_sums_are_shown(client: Client) -> None:
    tell(client)
    shown = page(client.get("/submit/claims/"))
    assert all(f'<span class="tag">{words}</span>' in shown for words in ("去年10月", "柳溪村三组", "3200元"))


def test_it_asks_for_what_is_missing(client: Client) -> None:
    tell(client, text="水停了。希望通水。", spot="")
    assert "是什么时候的事" in plain(client.get("/submit/claims/"))


# -- whatever people type ---------------------------------------------------------------------------------------------


def test_a_story_that_is_too_long_is_refused_and_kept(client: Client) -> None:
    answer = tell(client, text="长" * 200_000)
    assert answer.status_code == 422
    assert "太长了：写了 200000 个字" in plain(answer)
    assert "长" * 200_000 in page(answer)


def test_signs_nobody_can_print_are_left_out(client: Client) -> None:
    file(client, {"text": "希望\x00通\x1b水😀。\r\n谢谢"})
    assert Submission.objects.get().text.startswith("希望通水😀。\n谢谢")


def test_markup_is_only_text(client: Client) -> None:
    tell(client, text="希望<script>alert(1)</script>通水")
    for step in ("claims", "you"):
        assert "<script>alert" not in page(client.get(f"/submit/{step}/"))


def test_a_phone_with_letters_gets_a_sentence_beside_its_field(client: Client) -> None:
    tell(client)
    confirm(client)
    answer = hand_in(client, phone="一三二abc")
    assert answer.status_code == 422
    assert re.search(r'id="id_phone_error">电话里有不是数字的字', page(answer))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "请写您的姓名"),
        ({"name": "·"}, "请写您的姓名"),
        ({"name": "——。"}, "请写您的姓名"),
        ({"phone": "", "address": "。"}, "请留一个能找到您的办法"),
        ({"phone": ""}, "请留一个能找到您的办法"),
        ({"phone": "12"}, "电话的位数不对"),
        ({"way": "letter"}, "您选了用这个办法告诉您"),
        ({"email": "chen@"}, "请"),
        ({"id_number": "990121195001010011"}, "证件号码好像写错了一位"),
        ({"helper": "李小明，孙子"}, "替别人填写，要本人同意"),
        ({"people": "12", "representatives": "甲\n乙\n丙\n丁\n戊\n己"}, "代表最多 5 人"),
        ({"people": "十二"}, "请写数字"),
    ],
)
def test_what_does_not_fit_gets_a_clear_sentence(client: Client, typed: dict[str, str], words: str) -> None:
    tell(client)
    confirm(client)
    answer = hand_in(client, **typed)
    assert answer.status_code == 422
    assert words in plain(answer)
    assert Case.objects.count() == 0


def test_an_unfit_form_keeps_every_word(client: Client) -> None:
    tell(client)
    confirm(client)
    assert "柳溪村三组" in page(hand_in(client, phone="x", address="柳溪村三组"))


@pytest.mark.parametrize(
    "story",
    [
        "老板欠我工资不给，你们给我做主",
        "房子漏水，物业不修，谁来管",
        "我家的渠被占了",
        "窗口让我白跑三趟",
        "My boss has not paid me.",
    ],
)
def test_whoever_asks_for_nothing_in_particular_is_asked_kindly_and_never_stopped(client: Client, story: str) -> None:
    tell(client, text=story)
    assert "我们先写上了您的原话" in plain(client.get("/submit/claims/"))
    assert confirm(client).headers["Location"].startswith("/submit/you/")


def test_a_claim_whose_request_was_taken_out_is_asked_for(client: Client) -> None:
    tell(client, text="水停了，没人管")
    request = next(name for name in fields(client.get("/submit/claims/")) if name.startswith("request-"))
    answer = confirm(client, **{request: ""})
    assert answer.status_code == 422
    assert "您希望我们做什么" in plain(answer)


def test_a_story_is_asked_for(client: Client) -> None:
    assert tell(client, text="").status_code == 422


def test_whoever_names_the_place_need_not_choose_it(client: Client) -> None:
    answer = tell(client, text="我是石桥镇上桥村三组的，渠被砂场填了，没人管。", place="")
    assert answer.status_code == 303
    assert "事情发生在示范省 青川市 柳溪县 石桥镇 上桥村" in plain(client.get(answer.headers["Location"]))


def test_a_city_is_no_place_yet(client: Client) -> None:
    answer = tell(client, text="我在青川市，楼上漏水没人管。", place="", spot="")
    assert "在青川市的哪里？" in plain(client.get(answer.headers["Location"]))


# -- papers and photos ------------------------------------------------------------------------------------------------


def paper(name: str = "合同.pdf", data: bytes = b"%PDF-1.7") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_papers_go_with_the_story(client: Client) -> None:
    file(client, {"papers": [paper(), paper("渠.txt", "照片说明".encode())]})
    assert [each.name for each in Submission.objects.get().materials.order_by("id")] == ["合同.pdf", "渠.txt"]


def test_a_paper_that_is_not_taken_costs_no_word(client: Client) -> None:
    answer = tell(client, papers=[paper("病毒.exe", b"MZ\x00")])
    assert answer.status_code == 422
    assert "不是能收的类型" in plain(answer)
    assert STORY in page(answer)


def test_a_paper_can_be_taken_out_again(client: Client) -> None:
    tell(client, papers=[paper()])
    sha256 = re.search(r'name="drop"\s+value="(\w+)"', page(go_on(client)))
    assert sha256
    client.post("/submit/", {**TOLD, "drop": sha256.group(1)})
    assert "合同.pdf" not in page(go_on(client))


# -- reports ----------------------------------------------------------------------------------------------------------


def test_a_report_goes_to_the_discipline_organ(client: Client) -> None:
    assert file(client, REPORT, accuse("lx-jyj")).holder == organ("lx-jw")


def test_a_report_on_the_discipline_organ_goes_above_it(client: Client) -> None:
    assert file(client, REPORT, accuse("lx-jw")).holder == organ("qc-jw")


def test_a_report_on_the_government_goes_above_it(client: Client) -> None:
    assert file(client, REPORT, accuse("lx-zf")).holder == organ("qc-jw")


def test_a_report_is_closed_to_the_accused_from_the_first_moment(client: Client) -> None:
    case = file(client, REPORT, accuse("lx-jyj"))
    assert case.report
    assert str(organ("lx-jyj")) in Event.objects.get(record=case.id).payload


def test_an_organ_named_in_words_is_found_by_its_name(client: Client) -> None:
    file(client, REPORT, {"accused_name": "柳溪县教育局"})
    assert Party.objects.get(capacity="accused_organ").organ == organ("lx-jyj")


def test_a_person_named_is_kept_away_by_name(client: Client) -> None:
    file(client, REPORT, {"accused_person": "钱伟"})
    accused = set(Party.objects.filter(capacity="accused_person").values_list("person", flat=True))
    assert person("qianwei") in accused


def test_a_report_must_say_on_whom(client: Client) -> None:
    tell(client, **REPORT)
    answer = confirm(client)
    assert answer.status_code == 422
    assert "请写明反映的是哪个单位" in plain(answer)


def test_where_nobody_may_have_it_it_says_so_and_keeps_the_words(client: Client) -> None:
    tell(client, **REPORT)
    confirm(client, **accuse("sf-zf"))
    answer = client.post("/submit/you/", {**ME, "key": key_of(client)})
    assert answer.status_code == 422
    assert "12388" in plain(answer)
    assert "希望查一查" in plain(answer)


def test_retaliation_is_told_to_the_office_above(client: Client) -> None:
    case = file(client, {"kind": "retaliation", "text": "因为我信访，村里停了我的低保。希望恢复。"}, accuse("lx-mzj"))
    assert case.holder == organ("qc-xfj")


def test_a_report_may_be_anonymous(client: Client) -> None:
    case = file(client, REPORT, accuse("lx-jyj"), anonymous="on", name="", phone="")
    assert '"anonymous":true' in Event.objects.get(record=case.id).payload


def test_a_name_typed_beside_anonymous_is_not_kept(client: Client) -> None:
    file(client, REPORT, accuse("lx-jyj"), anonymous="on")
    assert open_identity(Party.objects.get(capacity="petitioner")).name == ""


def test_a_plain_request_offers_no_anonymity(client: Client) -> None:
    tell(client)
    confirm(client)
    assert 'name="anonymous"' not in page(client.get("/submit/you/"))


# -- together ---------------------------------------------------------------------------------------------------------


def test_several_people_send_representatives(client: Client) -> None:
    file(client, people="12", representatives="李四 13200001111\n王五")
    assert Party.objects.filter(capacity="representative").count() == 2
    assert '"petitioners":12' in Event.objects.get().payload


def test_how_many_there_are_follows_the_story(client: Client) -> None:
    tell(client, text="我们十二个人在砖厂干活，工钱一分没给。请帮我们要回来。")
    confirm(client)
    shown = page(client.get("/submit/you/"))
    assert 'name="people" value="12"' in shown and "您写到 12 个人" in shown


def test_whoever_writes_stands_among_the_representatives_once(client: Client) -> None:
    file(client, name="陈大山", phone="13200001234", people="6", representatives="陈大山 13200001234\n李四 13200001111")
    assert Party.objects.filter(capacity="representative").count() == 1


def test_who_helped_is_written_down(client: Client) -> None:
    file(client, helper="李小明，孙子", consent="on")
    assert Submission.objects.get().helper == "李小明，孙子"


def test_needs_go_with_the_person(client: Client) -> None:
    file(client, needs=["大字", "方言"])
    assert Party.objects.get().needs == "大字、方言"


def test_an_earlier_number_that_was_opened_here_makes_it_a_repeat(client: Client) -> None:
    first = file(client)
    assert file(client, earlier=first.number).follows == first.id


def test_an_earlier_number_is_answered_alike_whether_it_exists_or_not(client: Client) -> None:
    known = file(Client()).number
    filed = [file(client, earlier=number) for number in (known, known[:-2] + "99")]
    assert [(each.follows, each.repeat) for each in filed] == [(None, False)] * 2
    kept = [json.loads(each.submissions.get().extra) for each in filed]
    assert [list(each.values()) for each in kept] == [[known], [known[:-2] + "99"]]


# -- light ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["", "claims/", "you/"])
def test_a_step_needs_few_queries(client: Client, step: str, at_most: AtMost) -> None:
    tell(client)
    confirm(client)
    with at_most(12):
        assert client.get(f"/submit/{step}").status_code == 200


def test_the_second_press_finds_the_receipt_even_in_a_new_session(client: Client) -> None:
    """The browser drops the first answer, and with it the new session's cookie."""
    tell(client)
    confirm(client)
    key = key_of(client)
    first = client.post("/submit/you/", {**ME, "key": key})
    del client.cookies["sessionid"]
    second = client.post("/submit/you/", {**ME, "key": key})
    assert second.headers["Location"] == first.headers["Location"]
    assert client.get(second.headers["Location"]).status_code == 200


def test_a_made_up_key_opens_nothing(client: Client) -> None:
    file(client)
    client.cookies.clear()
    assert client.post("/submit/you/", {**ME, "key": "0" * 32}).headers["Location"] == "/submit/"


def test_the_law_s_refusal_keeps_every_word(client: Client) -> None:
    """Between the page and the press the organ on duty went away."""
    tell(client)
    confirm(client)
    key = key_of(client)
    Post.objects.exclude(organ=organ("qc-jyj")).delete()
    touch(POSTS)
    answer = client.post("/submit/you/", {**ME, "key": key})
    assert answer.status_code == 422
    assert 'value="陈大山"' in page(answer)


def test_an_old_tab_does_not_file_the_next_draft(client: Client) -> None:
    tell(client)
    confirm(client)
    key = key_of(client)
    first = client.post("/submit/you/", {**ME, "key": key}).headers["Location"]
    tell(client, text="希望修路。")
    confirm(client)
    assert client.post("/submit/you/", {**ME, "key": key}).headers["Location"] == first
    assert Case.objects.count() == 1
