"""Registration of all six channels."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from huiyin.cases.identity import open_identity
from huiyin.cases.models import Case, Claim, Party, Submission
from huiyin.insights.indexing import refresh
from huiyin.law.terms import Channel
from tests.city import organ, person
from tests.desk.life import Life, begin
from tests.desk.staff import Answer, Desk, form_on, words

Open = Callable[..., Desk]
STORY = "三组的灌溉渠去年十月被占，春耕用不上水。请帮我们恢复。"
ME = {"name": "陈大山", "phone": "199 0000 7710"}


def register(desk: Desk, channel: str = "visit", /, **typed: Any) -> Answer:
    return desk.fill(f"/desk/intake/{channel}", **{"text": STORY, **typed})


def newest() -> Case:
    return Case.objects.latest("id")


def submission() -> Submission:
    return newest().submissions.get()


@pytest.mark.parametrize("channel", Channel)
def test_each_of_the_six_channels_can_be_registered(desk: Open, channel: Channel) -> None:
    answer = register(desk("wanglan"), channel.value)
    assert answer.headers["Location"] == f"/desk/cases/{newest().number}/receipt"
    assert newest().channel == channel.value


def test_an_unknown_channel_is_not_found(desk: Open) -> None:
    assert desk("wanglan").open("/desk/intake/pigeon").status_code == 404


def test_whoever_registers_owns_the_matter(desk: Open) -> None:
    register(desk("wanglan"))
    assert words(desk("wanglan").open("/desk/")).count("三组的灌溉渠") == 1


def test_a_letter_keeps_its_postmark(desk: Open) -> None:
    day = timezone.localdate() - timedelta(days=2)
    register(desk("wanglan"), "letter", postmarked_on=day.isoformat())
    assert submission().postmarked_on == day


def test_the_day_of_receipt_starts_the_clock(desk: Open) -> None:
    when = timezone.localtime() - timedelta(days=3)
    register(desk("wanglan"), "letter", received_at=f"{when:%Y-%m-%dT%H:%M}")
    assert newest().queue_on == when.date() + timedelta(days=15)


def test_it_cannot_have_been_received_tomorrow(desk: Open) -> None:
    answer = register(desk("wanglan"), "letter", received_at="2999-01-01T09:00")
    assert answer.status_code == 422 and "收到的时间不能在现在以后" in words(answer) and STORY in words(answer)


def test_a_visit_keeps_who_was_present_and_that_it_was_read_back(desk: Open) -> None:
    register(desk("wanglan"), persons_present="3", petitioners="12", unelected="on", read_back="on", helper="村文书")
    found = submission()
    assert (found.persons_present, found.read_back, found.helper) == (3, True, "村文书")


def test_representatives_are_written_one_a_line(desk: Open) -> None:
    register(desk("wanglan"), petitioners="12", representatives="王强 13800001234\n李梅，139-0000-5678")
    found = Party.objects.filter(case=newest(), capacity="representative").order_by("id")
    assert [open_identity(party).name for party in found] == ["王强", "李梅"]
    assert [open_identity(party).phone for party in found] == ["13800001234", "139-0000-5678"]


@pytest.mark.parametrize("said", ["上桥村", "sqc", "石桥镇上桥村", "990121101201"])
def test_a_village_is_typed_as_people_say_it(desk: Open, said: str) -> None:
    assert register(desk("wanglan"), place=said).status_code == 303
    assert newest().place == "990121101201"


def test_a_place_that_is_elsewhere_or_several_is_asked_for_and_stays(desk: Open) -> None:
    several = register(desk("wanglan"), place="桥")
    assert several.status_code == 422 and "不止一个" in words(several)
    none = register(desk("wanglan"), place="天上宫阙")
    assert none.status_code == 422 and "没有“天上宫阙”" in words(none) and STORY in words(none)


def test_names_are_offered_while_a_place_is_typed_to_whoever_is_signed_in(desk: Open) -> None:
    found = desk("wanglan").browser.get("/desk/places", {"q": "sqc"}).json()["places"]
    assert found[0]["path"].endswith("上桥村")
    assert Client().get("/desk/places", {"q": "sqc"}).status_code == 302


def test_five_visitors_are_asked_to_choose_and_registered_all_the_same(desk: Open) -> None:
    asked = register(desk("wanglan"), persons_present="5", petitioners="86")
    assert asked.status_code == 422 and "一共 86 人，请他们推选代表" in words(asked) and STORY in words(asked)
    assert register(desk("wanglan"), persons_present="5", petitioners="86", unelected="on").status_code == 303
    assert register(desk("wanglan"), persons_present="4", petitioners="4").status_code == 303


def test_beside_a_visitor_who_came_before_stands_where_that_is(desk: Open) -> None:
    register(desk("wanglan"), "letter", **ME)
    on = newest().queue_on
    beside = words(register(desk("wanglan"), **ME))
    assert on and re.search(rf"最迟 (?:{on.year}年 )?{on.month}月{on.day}日", beside)
    assert re.search(r"登记\S* · \S+ · 最迟", beside)


def test_the_page_knows_from_how_many_people_representatives_are_asked_for(desk: Open) -> None:
    page = desk("wanglan").open("/desk/intake/visit").content.decode()
    assert 'data-from="5"' in page and "data-from" not in desk("wanglan").open("/desk/intake/letter").content.decode()


def test_too_many_representatives_are_refused_and_the_text_stays(desk: Open) -> None:
    six = "\n".join(f"代表{number}" for number in range(6))
    answer = register(desk("wanglan"), petitioners="20", representatives=six)
    assert answer.status_code == 422 and "代表最多5人" in words(answer) and STORY in words(answer)


def test_identity_is_sealed(desk: Open) -> None:
    register(desk("wanglan"), **ME)
    party = Party.objects.get(case=newest())
    assert open_identity(party).name == "陈大山" and "陈大山".encode() not in bytes(party.name or b"")


def test_without_name_it_is_anonymous(desk: Open) -> None:
    register(desk("wanglan"))
    assert not Party.objects.filter(case=newest()).exists()


def test_help_needed_is_kept(desk: Open) -> None:
    register(desk("wanglan"), **ME, needs=["大字", "打电话"], way="phone")
    party = Party.objects.get(case=newest())
    assert (party.needs, party.way) == ("大字、打电话", "phone")


# Claims ------------------------------------------------------------------------------------------------------------


def test_without_claims_what_the_text_complains_of_and_asks_counts(desk: Open) -> None:
    register(desk("wanglan"))
    said = "三组的灌溉渠去年十月被占，春耕用不上水。请帮我们恢复"
    assert [claim.request for claim in newest().claims.all()] == [said]


def test_another_claim_is_added_without_a_script_and_nothing_is_lost(desk: Open) -> None:
    answer = register(desk("wanglan"), **{"claims-1-request": "恢复水渠", "_add": "1"})
    form = form_on(answer)
    assert answer.status_code == 200 and form["claims"] == ["2"]
    assert form["claims-1-request"] == ["恢复水渠"] and form["text"] == [STORY] and "claims-2-request" in form


def test_each_claim_is_kept_with_its_class(desk: Open) -> None:
    typed = {"claims": "2", "claims-1-request": "恢复水渠", "claims-1-kind": "grievance.6"}
    register(desk("wanglan"), **typed, **{"claims-2-request": "修一条路", "claims-2-kind": "suggestion"})
    kinds = newest().claims.order_by("seq").values_list("request", "kind", "ground")
    assert list(kinds) == [("恢复水渠", "grievance", "6"), ("修一条路", "suggestion", "")]


@pytest.mark.parametrize("claims", ["-1", "x", "9999999"])
def test_a_forged_number_of_claims_does_no_harm(desk: Open, claims: str) -> None:
    assert register(desk("wanglan"), claims=claims).status_code == 303


# Reports -----------------------------------------------------------------------------------------------------------


def test_a_report_names_the_organ_so_that_it_never_sees_it(desk: Open) -> None:
    typed = {"claims-1-request": "查处", "claims-1-kind": "accusation", "accused_organ": "柳溪县水利局"}
    register(desk("wanglan"), **typed)
    assert newest().report and Party.objects.get(case=newest(), capacity="accused_organ").organ == organ("lx-slj")


def test_a_report_on_the_own_organ_is_not_taken_and_the_text_stays(desk: Open) -> None:
    typed = {"claims-1-request": "查处", "claims-1-kind": "accusation", "accused_organ": "青川市信访局"}
    answer = register(desk("wanglan"), **typed)
    assert answer.status_code == 422 and STORY in words(answer) and not Case.objects.exists()


# Earlier matters ---------------------------------------------------------------------------------------------------


def test_somebody_who_came_before_is_asked_about_before_anything_is_written(desk: Open, letter: Life) -> None:
    answer = register(desk("wanglan"), **ME)
    assert "这个人以前来过。是不是同一件事？" in words(answer) and "恢复灌溉渠四十二米" in words(answer)
    assert Case.objects.count() == 1 and STORY in words(answer)


def test_the_same_matter_again_is_a_repeat(desk: Open, letter: Life) -> None:
    wang = desk("wanglan")
    wang.send("/desk/intake/visit", form_on(register(wang, **ME)), follows=letter.number)
    assert newest().follows == letter.id and newest().repeat


def test_another_matter_of_the_same_person_is_not(desk: Open, letter: Life) -> None:
    wang = desk("wanglan")
    wang.send("/desk/intake/visit", form_on(register(wang, **ME)), follows="")
    assert newest().id != letter.id and not newest().repeat


def test_a_name_alone_does_not_stop_the_clerk(desk: Open, letter: Life) -> None:
    assert register(desk("wanglan"), name="陈大山", phone="13900000000").status_code == 303


def test_looking_writes_nothing(desk: Open, letter: Life) -> None:
    answer = register(desk("wanglan"), name="陈大山", _look="1")
    assert "同名" in words(answer) and Case.objects.count() == 1


def test_looking_in_vain_is_said(desk: Open) -> None:
    assert "没有查到以前的事项" in words(register(desk("wanglan"), **ME, _look="1"))


def test_what_the_clerk_may_not_read_is_not_told(desk: Open) -> None:
    begin(by="sunli", organ=organ("qc-xfj"))
    other = desk("xumei")
    assert "没有查到以前的事项" in words(register(other, **ME, _look="1"))


def test_a_matter_the_clerk_may_not_read_cannot_be_followed(desk: Open, letter: Life) -> None:
    register(desk("xumei"), follows=letter.number)
    assert newest().follows is None


# Files -------------------------------------------------------------------------------------------------------------


def paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("欠条.txt", "今欠工资三千元".encode())


def test_papers_are_kept(desk: Open) -> None:
    register(desk("wanglan"), files=paper())
    assert [each.name for each in submission().materials.all()] == ["欠条.txt"]


def test_a_paper_survives_a_form_that_comes_back(desk: Open) -> None:
    wang = desk("wanglan")
    form = form_on(register(wang, files=paper(), text=""))
    wang.send("/desk/intake/visit", form, text=STORY)
    assert [each.name for each in submission().materials.all()] == ["欠条.txt"]


def test_a_forged_paper_is_not_believed(desk: Open) -> None:
    register(desk("wanglan"), kept="forged")
    assert not submission().materials.exists()


def test_a_paper_of_no_known_kind_is_told(desk: Open) -> None:
    answer = register(desk("wanglan"), files=SimpleUploadedFile("a.exe", b"MZ\x00"))
    assert answer.status_code == 422 and "不是能收的类型" in words(answer)


def test_a_paper_opens_for_those_who_may_read_the_matter(desk: Open) -> None:
    wang = desk("wanglan")
    register(wang, files=paper())
    url = f"/desk/cases/{newest().number}/materials/{submission().materials.get().id}"
    answer = wang.open(url)
    assert b"".join(answer.streaming_content).decode() == "今欠工资三千元"
    assert "sandbox" in answer.headers["Content-Security-Policy"] and desk("qianwei").open(url).status_code == 404


def voice(desk: Open) -> tuple[Desk, str]:
    wang = desk("wanglan")
    register(wang, files=SimpleUploadedFile("语音.amr", b"#!AMR\n" + (b"\x04" + bytes(12)) * 9))
    return wang, f"/desk/cases/{newest().number}"


def test_a_voice_message_is_heard_on_the_page_of_its_matter(desk: Open) -> None:
    wang, url = voice(desk)
    shown = " ".join(wang.open(url).content.decode().split())
    assert f'<audio class="no-paper" controls preload="none" src="{url}/materials/' in shown
    assert "media-src 'self'" in wang.open(url).headers["Content-Security-Policy"]


def test_the_player_may_wind_to_any_place(desk: Open) -> None:
    wang, url = voice(desk)
    place = f"{url}/materials/{submission().materials.get().id}"
    answer = wang.browser.get(place, headers={"Range": "bytes=6-18"})
    assert (answer.status_code, answer.content) == (206, b"\x04" + bytes(12))
    assert answer.headers["Content-Range"] == "bytes 6-18/123"
    assert wang.browser.get(place, headers={"Range": "bytes=500-"}).status_code == 416


# Once, and the receipt ---------------------------------------------------------------------------------------------


def test_the_same_form_sent_twice_is_one_matter(desk: Open) -> None:
    wang = desk("wanglan")
    form = {**form_on(wang.open("/desk/intake/visit")), "text": STORY}
    answers = [wang.send("/desk/intake/visit", form) for _ in range(2)]
    assert answers[0].headers["Location"] == answers[1].headers["Location"] and Case.objects.count() == 1


def test_a_form_sent_again_with_other_words_is_told_and_loses_nothing(desk: Open) -> None:
    wang = desk("wanglan")
    form = {**form_on(wang.open("/desk/intake/visit")), "text": STORY}
    wang.send("/desk/intake/visit", form)
    answer = wang.send("/desk/intake/visit", form, text=f"{STORY}还有补偿。")
    assert answer.status_code == 409 and "还有补偿。" in words(answer) and Case.objects.count() == 1


@pytest.mark.parametrize(
    "changed", [{"name": "陈大川"}, {"phone": "13200007711"}, {"then": "answer", "answer": "当场答了"}]
)
def test_a_form_sent_again_with_another_name_phone_or_step_is_told(desk: Open, changed: dict[str, str]) -> None:
    wang = desk("wanglan")
    form = {**form_on(wang.open("/desk/intake/visit")), "text": STORY, "name": "陈大山", "phone": "13200007710"}
    wang.send("/desk/intake/visit", form)
    answer = wang.send("/desk/intake/visit", form, follows="", **changed)
    assert answer.status_code == 409 and next(iter(changed.values())) in answer.content.decode()
    assert Case.objects.count() == 1


def test_whoever_says_that_it_is_another_matter_registers_it(desk: Open) -> None:
    wang = desk("wanglan")
    form = {**form_on(wang.open("/desk/intake/visit")), "text": STORY}
    wang.send("/desk/intake/visit", form)
    asked = wang.send("/desk/intake/visit", form, text="路灯坏了。").content.decode()
    another = re.search(r'<button class="button" name="_once" value="(\w+)"', asked)
    assert another
    assert wang.send("/desk/intake/visit", form, text="路灯坏了。", _once=another.group(1)).status_code == 303
    assert Case.objects.count() == 2


def test_the_receipt_tells_number_code_claims_and_the_next_day(desk: Open) -> None:
    wang = desk("wanglan")
    said = words(wang.open(register(wang).headers["Location"]))
    parts = ("信访事项登记回执", "青川市信访局", "三组的灌溉渠", "现在由市信访局办理", "剩")
    assert all(part in said for part in parts)


def test_the_receipt_leads_to_the_next_step(desk: Open) -> None:
    chen = desk("chenhao")
    assert "分类定性" in words(chen.open(register(chen).headers["Location"]))


def test_the_code_on_the_receipt_opens_the_matter(desk: Open, client: Any) -> None:
    wang = desk("wanglan")
    receipt = wang.open(register(wang).headers["Location"]).context["receipt"]
    answer = client.post("/follow/", {"number": receipt["number"], "code": receipt["code"]})
    assert answer.status_code == 303


def test_nobody_else_is_told_the_code(desk: Open, letter: Life) -> None:
    said = words(desk("zhaoning").open(f"{letter.url}/receipt"))
    assert "•••• ••••" in said and "查询码只由登记的人在登记当天打印" in said


def test_whoever_registers_nothing_is_turned_away(desk: Open) -> None:
    assert desk("zhengyu").open("/desk/intake/visit").status_code == 403


def test_matters_with_the_same_words_are_offered_while_registering(desk: Callable[..., Desk], letter: Life) -> None:
    refresh([letter.id])
    wang = desk("wanglan")
    form = form_on(wang.open("/desk/intake/visit"))
    said = words(wang.send("/desk/intake/visit", form, _look="1", text="灌溉渠又被占了，春耕没有水"))
    assert "内容相似" in said and "恢复灌溉渠四十二米" in said and "像是同一件事" not in said
    told = "\n".join(f"{each.request}，{each.facts}" for each in Claim.objects.filter(case=letter.id))
    again = wang.send("/desk/intake/visit", form, _look="1", text=told)
    assert "像是同一件事" in words(again)


# While they talk, and before they leave ------------------------------------------------------------------------------

LOOK = {"HX-Request": "true"}


def looked(desk: Desk, **typed: str) -> str:
    """What comes beside the form while somebody types."""
    return desk.browser.post("/desk/intake/visit", {"_look": "1", **typed}, headers=LOOK).content.decode()


def test_while_typing_only_what_stands_beside_comes_anew(desk: Open, letter: Life) -> None:
    part = looked(desk("wanglan"), **ME)
    assert "恢复灌溉渠四十二米" in part and "<html" not in part


def test_the_competent_organ_is_named_with_its_reason_and_who_receives(desk: Open) -> None:
    part = looked(desk("wanglan"), text="物业费涨了没有公示，物业管理太差", place="990100000000")
    assert "市住建局" in part and "谁主管、谁负责" in part and "接收" in part


def test_a_reception_clerk_may_only_tell_it_and_a_dispatcher_may_pass_it_on(desk: Open) -> None:
    typed = {"text": "物业费涨了没有公示，物业管理太差", "place": "990100000000"}
    assert "当场转送" not in looked(desk("wanglan"), **typed) and "当场转送" in looked(desk("chenhao"), **typed)


def test_the_organ_complained_of_is_never_suggested(desk: Open) -> None:
    typed = {"text": "农田灌溉的钱被挪用", "place": "990121000000", "accused_organ": "柳溪县水利局"}
    shown = looked(desk("chenhao"), **typed)
    assert f"to-{organ('lx-slj')}" not in shown and "转送 柳溪县水利局" not in shown


@pytest.fixture
def ready(db: None) -> Any:
    from huiyin.desk.models import Answer as Ready

    day = timezone.localdate() + timedelta(days=30)
    body, law = "灌溉渠由乡镇水管站维护，报修后三日内到场。", "《农田水利条例》"
    return Ready.objects.create(
        title="灌溉渠报修", words="灌溉渠", body=body, law=law, organ=organ("qc-xfj"), owner=1, review_on=day
    )


def test_ready_answers_are_offered_by_the_words_typed(desk: Open, ready: Any) -> None:
    assert "灌溉渠报修" in looked(desk("wanglan"), text=STORY)


def test_no_ready_answer_is_offered_for_a_report(desk: Open, ready: Any) -> None:
    assert "灌溉渠报修" not in looked(desk("wanglan"), text=STORY, accused_person="李某")


def test_a_ready_answer_is_taken_over_and_nothing_is_lost(desk: Open, ready: Any) -> None:
    wang = desk("wanglan")
    form = form_on(register(wang, _use=str(ready.id), answer="您好。"))
    assert (
        "您好。\n灌溉渠由乡镇水管站维护" in form["answer"][0] and form["then"] == ["answer"] and form["text"] == [STORY]
    )


def test_answered_on_the_spot_is_registered_and_closed(desk: Open) -> None:
    answer = register(desk("wanglan"), then="answer", answer="水管站今天下午就到现场，三日内修通。")
    assert newest().stage == "closed" and "三日内修通" in words(desk("wanglan").open(answer.headers["Location"]))


def test_an_answer_without_words_is_asked_for(desk: Open) -> None:
    answer = register(desk("wanglan"), then="answer")
    assert answer.status_code == 422 and "请写下答复的话" in words(answer) and not Case.objects.exists()


def test_a_report_cannot_be_answered_on_the_spot_and_nothing_is_written(desk: Open) -> None:
    typed = {
        "claims-1-request": "查处",
        "claims-1-kind": "accusation",
        "then": "answer",
        "answer": "我们已经知道了，谢谢。",
    }
    answer = register(desk("wanglan"), **typed)
    assert answer.status_code == 422 and STORY in words(answer) and not Case.objects.exists()


def test_handed_to_the_dispatcher_before_the_visitor_leaves(desk: Open) -> None:
    answer = register(desk("wanglan"), then="duty")
    assert newest().owner == person("chenhao") and "陈浩" in words(desk("wanglan").open(answer.headers["Location"]))


def test_passed_on_at_once_the_receipt_names_organ_person_and_date(desk: Open) -> None:
    chen, target = desk("chenhao"), organ("qc-zjj")
    typed = {"text": "物业费涨了没有公示，物业管理太差", "place": "990100000000", "then": f"to-{target}"}
    said = words(chen.open(register(chen, **typed).headers["Location"]))
    assert newest().holder == target and newest().stage == "transferred"
    assert "市住建局" in said and "剩" in said


def test_the_reason_for_passing_it_on_is_the_laws(desk: Open) -> None:
    typed = {"text": "物业费涨了没有公示，物业管理太差", "place": "990100000000", "then": f"to-{organ('qc-zjj')}"}
    register(desk("chenhao"), **typed)
    assert "谁主管、谁负责" in newest().events.get(act="transfer").payload


@pytest.mark.parametrize("then", ["to-7", "to-x", "to-" + "9" * 40, "nonsense"])
def test_a_forged_choice_registers_nothing_wrong(desk: Open, then: str) -> None:
    answer = register(desk("chenhao"), then=then)
    assert answer.status_code in (303, 422) and not Case.objects.exclude(stage="registered").exists()


def test_the_same_answer_sent_twice_is_one_matter(desk: Open) -> None:
    wang = desk("wanglan")
    form = {**form_on(wang.open("/desk/intake/visit")), "text": STORY, "then": "answer", "answer": "今天下午就到现场。"}
    answers = [wang.send("/desk/intake/visit", form) for _ in range(2)]
    assert answers[0].headers["Location"] == answers[1].headers["Location"] and Case.objects.count() == 1


def test_who_read_it_back_stands_on_the_receipt(desk: Open) -> None:
    wang = desk("wanglan")
    answer = register(wang, read_back="on", read_back_by="林小满")
    assert "记录已由林小满念给本人听，本人确认" in words(wang.open(answer.headers["Location"]))


def test_enter_in_a_line_looks_and_registers_nothing(desk: Open) -> None:
    page = desk("wanglan").open("/desk/intake/visit").content.decode()
    first = page[page.index('<form id="intake"') :]
    assert 'name="_look"' in first[first.index("<button") : first.index("</button>")]


def test_the_paper_in_the_printer_is_remembered(desk: Open) -> None:
    wang = desk("wanglan")
    url = register(wang).headers["Location"]
    wang.open(f"{url}?paper=80")
    assert wang.open(url).context["paper"] == "80"


def test_what_came_before_any_law_of_petitions_is_refused_and_nothing_typed_is_lost(desk: Callable[..., Desk]) -> None:
    answer = register(desk("wanglan"), "letter", received_at="2000-01-01T09:00")
    assert answer.status_code in (409, 422) and "还没有可以适用的信访法规" in words(answer)


@pytest.mark.parametrize(
    ("said", "asked_for"),
    [
        ("我是石桥镇上桥村的。征地的时候少量了两分。请重新丈量。", "征地的时候少量了两分。请重新丈量"),
        ("尊敬的领导：\n你好！路灯坏了三盏，晚上摔了人。\n此致\n敬礼", "路灯坏了三盏，晚上摔了人"),
        (
            "我叫李老栓，身份证990121194001010013，电话13299990001。村里的井干了半年，谁来管？",
            "村里的井干了半年，谁来管？",
        ),
        (
            "我家住柳溪县石桥镇下桥村二组。二〇二六年三月五日。低保停了三个月，没人跟我说为什么。",
            "低保停了三个月，没人跟我说为什么",
        ),
    ],
)
def test_who_somebody_is_and_how_a_letter_begins_or_ends_never_becomes_the_claim(
    desk: Open, said: str, asked_for: str
) -> None:
    desk("wanglan").fill("/desk/intake/letter", name="李老栓", text=said)
    claim = Claim.objects.get()
    assert claim.request == asked_for


@pytest.mark.parametrize(
    ("told", "typed", "kept"),
    [
        ("我是石桥镇上桥村的。渠被围了。", None, "990121101201"),
        ("我是石桥镇上桥村的。渠被围了。", "示范省 青川市 柳溪县 梨园乡", "990121201000"),
        ("上桥村和东坡村的渠都被围了。", None, "990100000000"),
        ("渠被围了，用不上水。", None, "990100000000"),
    ],
)
def test_a_place_left_as_it_came_is_the_one_that_the_story_plainly_names(
    desk: Open, told: str, typed: str | None, kept: str
) -> None:
    desk("wanglan").fill("/desk/intake/letter", name="李老栓", text=told, **({"place": typed} if typed else {}))
    assert Case.objects.get().place == kept
