"""Forms of acts: drawn from the law's list, sent once, and whatever is refused, no word is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from huiyin.cases.identity import Identity
from huiyin.cases.lodging import Capacity, ClaimText, PartyText
from huiyin.cases.models import Submission
from huiyin.desk.matter.buttons import NOT_AT_THE_DESK
from huiyin.law.matter.forms import FORMS
from huiyin.law.terms import Act
from huiyin.people.models import Person
from huiyin.record.models import Event
from tests.city import organ
from tests.desk.life import TWO_CLAIMS, Life, ago, begin, bureau, report_on, wages
from tests.desk.staff import Desk, form_on, words

Open = Callable[..., Desk]
SEND = {"reason": "水渠归县水利局管"}
REPLY = {"on": timezone.localdate().isoformat(), "account": "市政府：全力救人，随时报告"}
LONG = "渠口在三组东头，" * 40


def events(letter: Life) -> list[str]:
    return list(Event.objects.filter(record=letter.id).order_by("seq").values_list("act", flat=True))


def username(person: int) -> str:
    return Person.objects.get(id=person).username


# Drawing -----------------------------------------------------------------------------------------------------------


def test_a_form_has_every_field_the_law_asks(desk: Open, letter: Life) -> None:
    said = words(desk("chenhao").open(f"{letter.url}/acts/assign"))
    assert all(field.label in said for field in FORMS[Act.ASSIGN])


def test_candidates_come_with_their_reasons(desk: Open) -> None:
    letter = begin(title="农田灌溉的渠道被占")
    said = words(desk("chenhao").open(f"{letter.url}/acts/transfer"))
    assert "柳溪县水利局" in said and "“农田灌溉”归柳溪县水利局管，谁主管、谁负责" in said


def test_another_field_of_competence_brings_other_candidates_and_keeps_the_text(desk: Open, letter: Life) -> None:
    answer = desk("chenhao").act(letter.number, "transfer", competence="拖欠工资", _again="1", reason=LONG)
    assert "柳溪县人力资源和社会保障局" in words(answer) and LONG in words(answer)


def test_who_answers_an_urgent_report_is_one_of_those_it_went_to(desk: Open, letter: Life) -> None:
    letter.do("report_urgent", "chenhao", reason="渠口塌方，有人被困", measures="已报消防，现场设了警戒")
    page = desk("chenhao").open(f"{letter.url}/acts/note_reply").content.decode()
    assert "青川市人民政府" in page and "柳溪县水利局" not in page
    desk("chenhao").act(letter.number, "note_reply", from_organ=str(organ("qc-zf")), **REPLY)
    assert events(letter)[-1] == "note_reply"


def test_looking_for_organs_again_does_nothing_to_the_matter(desk: Open, letter: Life) -> None:
    desk("chenhao").act(letter.number, "transfer", competence="拖欠工资", _again="1", **SEND)
    assert events(letter) == ["lodge"]


def test_an_organ_that_a_report_must_not_reach_is_offered_nowhere(desk: Open) -> None:
    page = desk("chenhao").open(f"{report_on('lx-zf').url}/acts/transfer").content.decode()
    assert "柳溪县水利局" not in page and "柳溪县人民政府" not in page and "云河区人民政府" in page


def test_a_grievance_may_only_get_the_three_outcomes(desk: Open, letter: Life) -> None:
    letter.handled()
    said = words(desk(username(letter.row.owner)).open(f"{letter.url}/acts/propose"))
    assert "支持 解释说明 不予支持" in said and "采纳" not in said


def test_what_was_sent_back_is_the_start_of_the_next_draft(desk: Open, letter: Life) -> None:
    letter.proposed().do("send_back", letter.at("head"), reason="依据不准，请改")
    assert "现场丈量，占渠属实" in words(desk(username(letter.row.owner)).open(f"{letter.url}/acts/propose"))


def test_guidance_shows_the_route_its_words_and_its_deadline(desk: Open) -> None:
    letter = wages("老板拖欠工资，请帮我要回来")
    letter.do("classify", bureau(), classes={"1": {"kind": "grievance", "ground": "2"}})
    said = words(desk(bureau()).open(f"{letter.url}/acts/guide"))
    assert "写到“老板拖欠工资”，可能走：劳动仲裁" in said and "1年内" in said


def test_whoever_takes_part_before_may_not_be_named_for_review(desk: Open, letter: Life) -> None:
    letter.served().do("seek_review", "petitioner", reason="不服，没有赔偿")
    page = desk(username(letter.row.owner)).open(f"{letter.url}/acts/admit_review")
    options = [option.value for drawn in page.context["fields"] for option in drawn.options]
    assert options and str(letter.facts.handler) not in options


@pytest.mark.parametrize("act", sorted(set(Act) - NOT_AT_THE_DESK))
def test_every_act_of_the_desk_answers_with_its_form_or_with_the_reason(desk: Open, letter: Life, act: Act) -> None:
    assert desk("chenhao").open(f"{letter.url}/acts/{act}").status_code in (200, 409)


@pytest.mark.parametrize("act", [*sorted(NOT_AT_THE_DESK), "abolish"])
def test_acts_of_others_are_not_found(desk: Open, letter: Life, act: str) -> None:
    assert desk("chenhao").open(f"{letter.url}/acts/{act}").status_code == 404


def test_a_closed_act_opened_by_hand_says_why_and_offers_no_form(desk: Open, letter: Life) -> None:
    answer = desk("chenhao").open(f"{letter.url}/acts/sign")
    assert answer.status_code == 409 and form_on(answer) == {}
    assert "这一步由负责人办理" in words(answer) or "才能做" in words(answer)


# Sending -----------------------------------------------------------------------------------------------------------


def test_an_act_is_done_and_the_page_of_the_matter_opens(desk: Open, letter: Life) -> None:
    answer = desk("chenhao").act(letter.number, "transfer", to_organ=organ("lx-slj"), **SEND)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{letter.url}?done=transfer")
    assert events(letter)[-1] == "transfer"


def test_the_next_page_says_what_was_done_and_which_papers_are_owed(desk: Open, letter: Life) -> None:
    chen = desk("chenhao")
    answer = chen.act(letter.number, "transfer", to_organ=organ("lx-slj"), **SEND)
    assert "“转送”已经记录。要出具的文书：转送函、去向告知书。" in words(chen.open(answer.headers["Location"]))


def test_an_organ_may_be_named_by_hand(desk: Open, letter: Life) -> None:
    desk("chenhao").act(letter.number, "transfer", to_organ_typed="柳溪县水利局", **SEND)
    assert letter.row.holder == organ("lx-slj")


def test_an_unknown_organ_is_told_beside_its_field_and_the_text_stays(desk: Open, letter: Life) -> None:
    answer = desk("chenhao").act(letter.number, "transfer", to_organ_typed="水利部门", reason=LONG)
    assert answer.status_code == 422
    assert "没有找到叫“水利部门”的机关" in words(answer) and LONG in words(answer)


def test_half_a_name_brings_the_organs_that_hold_it(desk: Open, letter: Life) -> None:
    said = words(desk("chenhao").act(letter.number, "transfer", to_organ_typed="水利", **SEND))
    assert "柳溪县水利局" in said and "青川市水利局" in said


def test_a_refused_act_keeps_every_word(desk: Open, letter: Life) -> None:
    letter.handled()
    typed = {"outcomes-1-finding": LONG, "outcomes-1-outcome": "supported", "outcomes-1-basis": "水法第三十七条"}
    answer = desk(username(letter.row.owner)).act(letter.number, "propose", **typed)
    assert answer.status_code == 422
    form = form_on(answer)
    assert {name: form[name][0] for name in typed} == typed


def test_a_refusal_says_why_what_to_do_and_by_which_article(desk: Open, letter: Life) -> None:
    answer = desk("chenhao").act(letter.number, "transfer", to_organ=organ("qc-xfj"), **SEND)
    said = words(answer)
    assert "不能转给自己" in said or "请填写" in said
    assert "《信访工作条例》" in said


def test_an_error_stands_beside_its_field(desk: Open, letter: Life) -> None:
    page = desk("chenhao").act(letter.number, "transfer", to_organ=organ("lx-slj"), reason="嗯").content.decode()
    assert 'id="e-reason"' in page and 'aria-invalid="true"' in page and ">\n嗯</textarea>" in page


def test_the_same_form_sent_twice_counts_once(desk: Open, letter: Life) -> None:
    chen, url = desk("chenhao"), f"{letter.url}/acts/contact"
    form = {**form_on(chen.open(url)), "way": "电话", "account": "约好明天去看"}
    answers = [chen.send(url, form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert events(letter).count("contact") == 1


def test_a_form_sent_again_with_other_words_is_not_taken_for_the_first(desk: Open, letter: Life) -> None:
    chen, url = desk("chenhao"), f"{letter.url}/acts/contact"
    form = {**form_on(chen.open(url)), "way": "电话", "account": "约好明天去看"}
    chen.send(url, form)
    answer = chen.send(url, form, account="改约后天去看")
    assert answer.status_code == 409 and "改约后天去看" in words(answer)


def test_whoever_is_overtaken_is_told_and_loses_nothing(desk: Open, letter: Life) -> None:
    zhao, url = desk("zhaoning"), f"{letter.url}/acts/contact"
    form = form_on(zhao.open(url))
    desk("chenhao").act(letter.number, "transfer", to_organ=organ("lx-slj"), **SEND)
    answer = zhao.send(url, form, way="电话", account=LONG)
    assert answer.status_code == 409
    said = words(answer)
    assert LONG in said and "您打开页面以后发生的事" in said and "转送 → 柳溪县水利局" in said


def test_having_seen_the_news_one_may_send_again(desk: Open, letter: Life) -> None:
    zhao, url = desk("zhaoning"), f"{letter.url}/acts/contact"
    form = form_on(zhao.open(url))
    letter.do("contact", "chenhao", way="电话", account="打过一次")
    overtaken = zhao.send(url, form, way="电话", account="我也打过一次")
    assert zhao.send(url, form_on(overtaken)).status_code == 303


def test_a_late_entry_keeps_its_own_day(desk: Open) -> None:
    letter = begin(ago(days=9))
    when = timezone.localtime(ago(days=3))
    desk("chenhao").act(letter.number, "contact", way="电话", account="打过电话", _at=f"{when:%Y-%m-%dT%H:%M}")
    event = Event.objects.get(record=letter.id, act="contact")
    assert timezone.localtime(event.at).date() == when.date()


def test_another_day_from_the_same_form_is_another_entry(desk: Open) -> None:
    letter = begin(ago(days=9))
    for days in (3, 4):
        when = timezone.localtime(ago(days=days))
        said = {"way": "电话", "account": "打过电话", "_once": "o", "_seen": "", "_at": f"{when:%Y-%m-%dT%H:%M}"}
        desk("chenhao").act(letter.number, "contact", **said)
    assert Event.objects.filter(record=letter.id, act="contact").count() == 2


def test_nothing_happens_in_the_future(desk: Open, letter: Life) -> None:
    answer = desk("chenhao").act(letter.number, "contact", way="电话", account="打过电话", _at="2999-01-01T09:00")
    assert answer.status_code == 422 and "时间不能在现在以后" in words(answer)


def test_a_time_that_is_none_is_told(desk: Open, letter: Life) -> None:
    answer = desk("chenhao").act(letter.number, "contact", way="电话", account="打过电话", _at="昨天")
    assert answer.status_code == 422 and "时间要写成" in words(answer) and "打过电话" in words(answer)


def test_nonsense_in_choices_is_refused_not_a_crash(desk: Open, letter: Life) -> None:
    letter.handled()
    typed = {"outcomes-1-outcome": "magic", "outcomes-1-finding": "属实", "outcomes-1-execute_by": "soon"}
    assert desk(username(letter.row.owner)).act(letter.number, "propose", **typed).status_code == 422


def test_classes_are_one_choice_each(desk: Open) -> None:
    letter = begin(claims=TWO_CLAIMS)
    desk("chenhao").act(letter.number, "classify", **{"classes-1": "grievance.6", "classes-2": "suggestion"})
    assert [(claim.kind, claim.ground) for claim in letter.facts.claims] == [("grievance", "6"), ("suggestion", None)]


def test_a_report_found_in_a_letter_names_organ_and_person(desk: Open, letter: Life) -> None:
    mayor = letter_head("lx-slj")
    typed = {"classes-1": "accusation", "accused_organ_typed": "柳溪县水利局", "accused_person_typed": mayor.name}
    desk("chenhao").act(letter.number, "classify", **typed)
    assert letter.facts.accused_organs == {organ("lx-slj")} and letter.facts.accused_persons == {mayor.id}


def letter_head(key: str) -> Person:
    from tests.city import at_organ

    return Person.objects.get(id=at_organ(organ(key), "head").person or 0)


def test_an_accused_person_nobody_knows_is_told(desk: Open, letter: Life) -> None:
    typed = {"classes-1": "accusation", "accused_organ_typed": "柳溪县水利局", "accused_person_typed": "无名氏"}
    answer = desk("chenhao").act(letter.number, "classify", **typed)
    assert answer.status_code == 422 and "没有找到叫“无名氏”的人" in words(answer)


def test_a_supplement_may_bring_papers(desk: Open, letter: Life) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    photo = SimpleUploadedFile("欠条.txt", "今欠工资三千元".encode())
    desk("chenhao").act(letter.number, "supplement", text="又送来一张欠条", _channel="visit", files=photo)
    submission = Submission.objects.filter(case=letter.id).order_by("-id")[0]
    assert submission.channel == "visit" and submission.materials.get().name == "欠条.txt"


def test_a_paper_of_no_known_kind_is_refused_and_the_text_stays(desk: Open, letter: Life) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    bad = SimpleUploadedFile("病毒.exe", b"MZ\x90\x00\x00\x00")
    answer = desk("chenhao").act(letter.number, "supplement", text="又送来一张欠条", files=bad)
    assert answer.status_code == 422 and "又送来一张欠条" in words(answer) and "病毒.exe" in words(answer)


def test_a_report_leaves_its_giver_and_leads_back_to_the_queue(desk: Open) -> None:
    """Whoever no longer may read the matter is not led to a page that is not found."""
    report = report_on("lx-slj", by="wanglan")
    report.do("classify", "chenhao", classes={"1": {"kind": "accusation"}})
    report.do("name_handler", report.at("head"), to_person=Person.objects.get(username="sunli").id)
    answer = desk("sunli").act(report.number, "transfer", to_organ=organ("qc-jw"), reason="按干部管理权限移送")
    assert answer.headers["Location"] == "/desk/"


# Unmasking ---------------------------------------------------------------------------------------------------------


def test_identity_is_shown_for_a_purpose_once_and_written_down(desk: Open, letter: Life) -> None:
    answer = desk("chenhao").act(letter.number, "unmask", purpose="联系信访人核实情况")
    assert "陈大山" in words(answer) and "19900007710" in words(answer)
    assert events(letter)[-1] == "unmask"


def test_whom_a_closed_part_accuses_is_shown_to_nobody_to_whom_it_is_closed(desk: Open) -> None:
    typed = PartyText(Capacity.ACCUSED_PERSON, Identity(name="姓魏的出纳"))
    known = PartyText(Capacity.ACCUSED_ORGAN, organ=organ("lx-slj"))
    teller = PartyText(Capacity.PETITIONER, Identity(name="陈大山", phone="19900007710"))
    letter = begin(claims=(ClaimText("查处套取补贴的人"),), parties=(teller, known, typed))
    letter.transferred_at(ago(minutes=30))  # it was no report after all
    clerk = desk(Person.objects.get(id=letter.at("handler").person).username)
    page = words(clerk.open(letter.url))
    told = words(clerk.act(letter.number, "unmask", purpose="联系信访人核实情况"))
    assert "陈大山" in told and not any(word in each for each in (page, told) for word in ("姓魏", "被反映"))


def test_what_is_masked_beside_the_words_is_masked_in_them_but_for_whoever_must_answer(desk: Open) -> None:
    typed = PartyText(Capacity.PETITIONER, Identity(name="陈大山", phone="19900007710"))
    claims = (ClaimText("请打19900007710找我", "我陈大山的渠被填了"),)
    letter = begin(claims=claims, parties=(typed,), text="我叫陈大山，电话19900007710，渠被填了。")
    assert "199 0000" not in words(desk("chenhao").open(letter.url))
    letter.transferred_at(ago(minutes=30))
    holder = desk(Person.objects.get(id=letter.at("handler").person).username)
    assert "我叫陈大山，电话19900007710" in words(holder.open(letter.url))
    outside = words(desk("chenhao").open(letter.url))
    assert "渠被填了" in outside and "陈大山" not in outside and "19900007710" not in outside
    told = words(desk("chenhao").act(letter.number, "unmask", purpose="联系信访人核实情况"))
    assert "我叫陈大山，电话19900007710" in told and events(letter)[-1] == "unmask"


def test_forms_and_journals_mask_the_words_too_but_for_whoever_must_answer(desk: Open) -> None:
    typed = PartyText(Capacity.PETITIONER, Identity(name="陈大山", phone="19900007710"))
    claims = (ClaimText("请打19900007710找我", "我陈大山的渠被填了"),)
    letter = begin(claims=claims, parties=(typed,), text="我叫陈大山，电话19900007710，渠被填了。").handled()
    letter.do("supplement", "petitioner", text="陈大山补充：照片在19900007710的手机里")
    outside = desk("chenhao")
    pages = [words(outside.open(f"{letter.url}{form}")) for form in ("", "/acts/supplement", "/acts/supervise")]
    assert all("渠被填了" in each and "陈大山" not in each and "19900007710" not in each for each in pages)
    holder = desk(username(letter.row.owner))
    assert "陈大山补充" in words(holder.open(letter.url))
    assert "19900007710" in words(holder.open(f"{letter.url}/acts/propose"))


def test_the_name_of_a_matter_names_nobody_in_full_wherever_it_is_listed(desk: Open) -> None:
    typed = PartyText(Capacity.PETITIONER, Identity(name="陈大山", phone="19900007710"))
    letter = begin(title="陈大山（19900007710）要求恢复灌溉渠", parties=(typed,))
    assert letter.row.title == "陈**（199****7710）要求恢复灌溉渠"
    for page in (letter.url, "/desk/organ", f"/desk/search?q={letter.number}"):
        told = words(desk("chenhao").open(page))
        assert "恢复灌溉渠" in told and "陈大山" not in told


def test_no_browser_keeps_the_page_with_the_identity(desk: Open, letter: Life) -> None:
    answer = desk("chenhao").act(letter.number, "unmask", purpose="联系信访人核实情况")
    assert answer.headers["Cache-Control"] == "no-store"


def test_without_a_purpose_nothing_is_shown(desk: Open, letter: Life) -> None:
    answer = desk("chenhao").act(letter.number, "unmask", purpose="看")
    assert answer.status_code == 422 and "陈大山" not in words(answer) and events(letter) == ["lodge"]


def test_each_look_is_an_entry_of_its_own(desk: Open, letter: Life) -> None:
    chen, url = desk("chenhao"), f"{letter.url}/acts/unmask"
    form = {**form_on(chen.open(url)), "purpose": "联系信访人核实情况"}
    chen.send(url, form)
    chen.send(url, form)
    assert events(letter).count("unmask") == 2


# Comfort -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", ["transfer", "classify", "contact", "request_material", "unmask", "supplement"])
def test_the_first_field_has_the_focus(desk: Open, letter: Life, act: str) -> None:
    assert desk("chenhao").open(f"{letter.url}/acts/{act}").content.decode().count(" autofocus") == 2


def test_after_a_refusal_the_message_has_it(desk: Open, letter: Life) -> None:
    page = desk("chenhao").act(letter.number, "contact", way="", account="").content.decode()
    assert "data-errors" in page and page.count(" autofocus") == 1


def test_colleagues_at_one_computer_do_not_see_each_others_drafts(desk: Open, letter: Life) -> None:
    drafts = {desk(name).open(f"{letter.url}/acts/contact").context["draft"] for name in ("chenhao", "zhaoning")}
    assert len(drafts) == 2


def test_the_page_after_an_act_drops_its_draft(desk: Open, letter: Life) -> None:
    chen = desk("chenhao")
    draft = chen.open(f"{letter.url}/acts/contact").context["draft"]
    answer = chen.act(letter.number, "contact", way="电话", account="约好明天去看")
    assert f'data-draft-done="{draft}"' in chen.open(answer.headers["Location"]).content.decode()


def test_a_field_record_keeps_its_photos(desk: Callable[..., Desk], letter: Life) -> None:
    letter.handled()
    worker = desk(Person.objects.get(id=letter.row.owner).username)
    photo = SimpleUploadedFile("渠口.txt", "现场照片".encode())
    said = {"place": "渠口", "heard": "陈大山", "account": "现场丈量，占渠四十二米", "files": [photo]}
    assert worker.act(letter.number, "investigate", **said).status_code == 303
    page = worker.open(letter.url).content.decode()
    assert "渠口.txt" in page
    link = page[page.index(f"{letter.url}/records/") :].split('"')[0]
    assert b"".join(worker.open(link).streaming_content).decode() == "现场照片"


# What a decision answers -------------------------------------------------------------------------------------------


def test_whoever_reviews_has_the_persons_reason_and_the_opinion_beside_the_form(desk: Open, letter: Life) -> None:
    letter.served().do("seek_review", "petitioner", reason="不服，没有赔偿")
    said = words(desk(username(letter.row.owner)).open(f"{letter.url}/acts/admit_review"))
    assert "要回应的" in said and "不服，没有赔偿" in said


def test_whoever_decides_about_an_objection_has_its_reason_beside_the_form(desk: Open, letter: Life) -> None:
    letter.transferred()
    why = "该渠道由乡镇自建自管，一直不在本局的管理名录里，本局没有这项职权"
    letter.do("object", username(letter.row.owner), reason=why, basis="《农田水利条例》第十条", proper="柳溪镇政府")
    assert why in words(desk(username(letter.row.owner)).open(f"{letter.url}/acts/reject_objection"))


def test_a_form_that_answers_nobody_shows_nothing_to_answer(desk: Open, letter: Life) -> None:
    assert "要回应的" not in words(desk("chenhao").open(f"{letter.url}/acts/transfer"))
