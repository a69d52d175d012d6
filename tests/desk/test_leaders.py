"""What leaders and supervisors see: approvals in one list, where it hurts, whom to press."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from huiyin.cases.models import Case
from huiyin.cases.snapshots import load_facts
from huiyin.insights.indexing import refresh
from huiyin.people import stamps
from huiyin.people.models import Person
from huiyin.record.snapshots import dump_facts
from tests.city import GROUNDS, IDEA_CLASS, PROOF
from tests.desk.life import Life, ago, begin, report_on
from tests.desk.staff import Answer, Desk, words

Open = Callable[..., Desk]
MOST_QUERIES = 12


def head_of(matter: Life) -> str:
    return str(Person.objects.get(id=matter.at("head").person).username)


def post_from_list(desk: Desk, page: str, matter: Life, act: str, **typed: str) -> Answer:
    """Press the button of a form on a list, with the hidden fields it carries."""
    text = desk.open(page).content.decode()
    form = text[text.index(f'action="/desk/cases/{matter.number}/acts/{act}"') :]
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[: form.index("</form>")])
    return desk.browser.post(f"/desk/cases/{matter.number}/acts/{act}", {**dict(hidden), **typed})


def test_a_proposal_waits_for_the_head_with_its_words(desk: Open, letter: Life) -> None:
    said = words(desk(head_of(letter.proposed())).open("/desk/approvals"))
    assert all(part in said for part in ("意见待签发", "现场丈量，占渠属实", "支持", "签发", "退回修改"))


def test_signing_from_the_list_goes_on_with_the_next_one(desk: Open, letter: Life) -> None:
    answer = post_from_list(desk(head_of(letter.proposed())), "/desk/approvals", letter, "sign")
    assert answer.status_code == 303 and answer.url == "/desk/approvals" and letter.row.stage == "decided"


def test_sending_back_without_a_reason_is_asked_again_and_keeps_the_stage(desk: Open, letter: Life) -> None:
    answer = post_from_list(desk(head_of(letter.proposed())), "/desk/approvals", letter, "send_back", reason="")
    assert answer.status_code == 422 and letter.row.stage == "proposed"


def test_an_extension_asked_for_is_granted_in_two_taps(desk: Open, letter: Life) -> None:
    letter.handled()
    letter.do("ask_extension", letter.at("handler"), days=20, reason="要等鉴定结论出来")
    boss = desk(head_of(letter))
    assert "申请延长 20 日" in words(boss.open("/desk/approvals"))
    post_from_list(boss, "/desk/approvals", letter, "extend", days="20", reason="鉴定结论要二十天才能出来")
    assert letter.facts.extended


def test_more_time_asked_for_stays_a_question_of_its_own_beside_the_opinion(desk: Open, letter: Life) -> None:
    """What was asked for, and why, is not lost when the opinion comes before the head has answered."""
    letter.handled()
    letter.do("ask_extension", letter.at("handler"), days=20, reason="要等鉴定结论出来")
    letter.do("propose", letter.at("handler"), outcomes={"1": letter.outcome}, **GROUNDS)
    said = words(desk(head_of(letter)).open("/desk/approvals"))
    assert all(part in said for part in ("现场丈量，占渠属实", "申请延长 20 日", "要等鉴定结论出来", "批准延期"))


def test_before_signing_a_head_reads_what_comes_of_it(desk: Open, letter: Life) -> None:
    said = words(desk(head_of(letter.proposed())).open("/desk/approvals"))
    assert "出信访处理意见书，由经办人送达" in said and "30日内可以申请复查" in said


def test_an_objection_waits_for_the_head_of_the_sender(desk: Open, letter: Life) -> None:
    letter.transferred()
    reason = "渠道归镇里管，不归县水利局管，请改送镇政府办理"
    letter.do("object", letter.at("handler"), reason=reason, basis="《水法》")
    assert "对方提出异议" in words(desk("zhouping").open("/desk/approvals"))


def test_the_first_page_of_a_head_says_what_waits_for_them(desk: Open, letter: Life) -> None:
    assert "1 件等您批" in words(desk(head_of(letter.proposed())).open("/desk/"))


def test_nothing_to_approve_says_so(desk: Open) -> None:
    assert "没有等您批的事" in words(desk("zhouping").open("/desk/approvals"))


@pytest.mark.parametrize("page", ["approvals", "trouble"])
def test_a_receptionist_has_no_leaders_page(desk: Open, page: str) -> None:
    assert desk("wanglan").open(f"/desk/{page}").status_code == 403


def test_trouble_counts_what_is_late_by_organ(desk: Open) -> None:
    begin(ago(days=40)).transferred_at(ago(days=30))
    said = words(desk("zhouping").open("/desk/trouble"))
    assert "县水利局" in said and "■ 1" in said


def test_no_number_tells_that_there_is_a_report(desk: Open) -> None:
    report_on("lx-slj", at=ago(days=40))
    assert "没有超期的" in words(desk("zhouping").open("/desk/trouble"))


def test_a_number_leads_to_its_matters(desk: Open) -> None:
    late = begin(ago(days=40)).transferred_at(ago(days=30))
    boss = desk("zhouping")
    page = boss.open("/desk/trouble").content.decode()
    assert f"/desk/trouble/late?of={late.row.holder}" in page
    assert late.number in boss.open(f"/desk/trouble/late?of={late.row.holder}").content.decode()


@pytest.mark.parametrize("what", ["late", "soon", "repeat", "denied", "review", "dispute"])
def test_no_list_behind_a_number_shows_a_report(desk: Open, what: str) -> None:
    report = report_on("lx-slj", at=ago(days=40))
    assert report.number not in desk("zhouping").open(f"/desk/trouble/{what}").content.decode()


def test_an_objection_is_counted_as_a_dispute(desk: Open, letter: Life) -> None:
    letter.transferred()
    reason = "渠道归镇里管，不归县水利局管，请改送镇政府办理"
    letter.do("object", letter.at("handler"), reason=reason, basis="《水法》")
    assert letter.number in desk("zhouping").open("/desk/trouble/dispute").content.decode()


def test_what_grows_is_said_with_its_numbers_and_leads_to_its_matters(desk: Open) -> None:
    matters = [begin(ago(hours=hours)) for hours in (1, 2, 3)]
    before = [begin(ago(days=10))]
    refresh([each.id for each in (*matters, *before)])
    boss = desk("zhouping")
    page = boss.open("/desk/trouble")
    assert "农田灌溉 柳溪县 3 1 0.2" in words(page)
    link = re.findall(r'href="(/desk/trouble/grows[^"]*)"', page.content.decode())[0]
    shown = boss.open(html.unescape(link)).content.decode()
    assert all(each.number in shown for each in matters) and before[0].number not in shown


def test_two_of_a_topic_are_chance(desk: Open) -> None:
    refresh([begin().id, begin().id])
    assert "没有哪一类明显比前四周多" in words(desk("zhouping").open("/desk/trouble"))


def found_late() -> Life:
    """A matter that the worker found: 柳溪县信访局 has its proposed orders."""
    from huiyin.oversight.watching import watch

    matter = begin(ago(days=40)).transferred_at(ago(days=30))
    watch(ago(minutes=1))
    return matter


def send(desk: Desk, matter: Life) -> Answer:
    """Press the first one-key button of the list that is about the matter."""
    text = desk.open("/desk/oversight").content.decode()
    url = re.findall(r'action="(/desk/records/order/\w+/acts/issue)"', text[text.index(matter.number) :])[0]
    form = text[text.index(f'action="{url}"') :]
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[: form.index("</form>")])
    return desk.browser.post(url, dict(hidden))


def test_what_the_record_found_is_sent_with_one_key_and_the_list_goes_on(desk: Open) -> None:
    matter = found_late()
    jiang = desk("jiangwen")
    said = words(jiang.open("/desk/oversight"))
    assert "超过期限没有办" in said and "还没有办" in said and "县水利局" in said
    answer = send(jiang, matter)
    assert answer.status_code == 303 and answer.url == "/desk/oversight"
    assert matter.row.events.order_by("-seq").first().act == "supervise"


def test_a_letter_that_waited_says_how_late_it_is_now_and_by_which_ground_of_the_law(desk: Open) -> None:
    from huiyin.oversight.watching import watch

    begin(ago(days=40)).transferred_at(ago(days=30))
    watch(ago(days=5))
    text = desk("jiangwen").open("/desk/oversight").content.decode()
    days = [int(each) for each in re.findall(r'name="account" value="“[^"]*已经超过(\d+)日', text)]
    assert (
        days == [int(each) for each in re.findall(r'<p lang="zh-Hans">“[^<]*已经超过(\d+)日', text)] and min(days) > 9
    )
    assert "推诿、敷衍、拖延" in words(desk("jiangwen").open("/desk/oversight"))


def test_a_sent_order_waits_for_its_feedback_and_marks_its_matter(desk: Open) -> None:
    matter = found_late()
    jiang = desk("jiangwen")
    send(jiang, matter)
    assert matter.number in jiang.open("/desk/oversight?shelf=issued").content.decode()
    assert "▲ 督办中" in words(jiang.open(matter.url))


def test_what_was_passed_on_and_forgotten_has_a_page_that_should_be_empty(desk: Open) -> None:
    page = "/desk/oversight?shelf=forgotten"
    assert "这一类里没有办件" in words(desk("wuxia").open(page))
    forgotten, fresh = found_late(), begin().transferred()
    said = desk("wuxia").open(page).content.decode()
    assert forgotten.number in said and fresh.number not in said
    assert f"/desk/records/order/new?matter={forgotten.number}" in said
    send(desk("jiangwen"), forgotten)
    assert "✓ 已经督办" in words(desk("wuxia").open(page))


def test_a_matter_offers_its_supervisor_an_order_with_its_number_filled_in(desk: Open, letter: Life) -> None:
    letter.handled()
    assert f"/desk/records/order/new?matter={letter.number}" in desk("wuxia").open(letter.url).content.decode()
    answer = desk("wuxia").open(f"/desk/records/order/new?matter={letter.number}")
    assert f'value="{letter.number}"' in answer.content.decode()


def test_no_list_of_supervision_shows_a_report_to_the_accused(desk: Open) -> None:
    from huiyin.oversight.watching import watch

    report = report_on("lx-xfj", at=ago(days=40))
    watch(ago(minutes=1))
    for shelf in ("proposed", "issued", "answered", "forgotten"):
        assert report.number not in desk("jiangwen").open(f"/desk/oversight?shelf={shelf}").content.decode()


@pytest.mark.parametrize(
    ("who", "page"),
    [
        ("zhouping", "approvals"),
        ("zhouping", "trouble"),
        *(("wuxia", f"oversight?shelf={s}") for s in ("proposed", "issued", "forgotten")),
    ],
)
def test_a_leaders_page_costs_few_queries(desk: Open, monkeypatch: pytest.MonkeyPatch, who: str, page: str) -> None:
    monkeypatch.setattr(stamps, "RECHECK_SECONDS", 60.0)
    for _ in range(6):
        begin(ago(days=40)).transferred_at(ago(days=30))
    leader = desk(who)
    leader.open(f"/desk/{page}")
    with CaptureQueriesContext(connection) as queries:
        leader.open(f"/desk/{page}")
    assert len(queries) <= MOST_QUERIES


# Done again --------------------------------------------------------------------------------------------------------


def answered_and_reopened(matter: Life) -> Life:
    matter.do("classify", matter.at("dispatcher"), classes=IDEA_CLASS)
    matter.do("answer_on_spot", matter.at("dispatcher"), answer="已经当面解释清楚了")
    matter.do("reopen", "petitioner", reason="没有解决")
    refresh([matter.id])
    return matter


def test_the_number_of_what_was_done_again_leads_to_its_list(desk: Open, letter: Life) -> None:
    once = begin()
    refresh([once.id])
    again = answered_and_reopened(letter)
    head = desk(head_of(letter))
    assert "/desk/trouble/reworked" in head.open("/desk/trouble").content.decode()
    listed = head.open("/desk/trouble/reworked").content.decode()
    assert again.number in listed and once.number not in listed


def test_a_report_done_again_is_not_on_that_list(desk: Open) -> None:
    report = report_on("lx-slj")
    again = dump_facts(load_facts(report.row.facts).changed({"round": 2}))
    Case.objects.filter(id=report.id).update(facts=again)
    refresh([report.id])
    assert report.number not in desk(head_of(report)).open("/desk/trouble/reworked").content.decode()


def test_that_list_asks_no_more_than_a_few_questions(desk: Open, letter: Life, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamps, "RECHECK_SECONDS", 60.0)
    head = desk(head_of(answered_and_reopened(letter)))
    head.open("/desk/trouble/reworked")
    with CaptureQueriesContext(connection) as made:
        head.open("/desk/trouble/reworked")
    assert len(made) <= MOST_QUERIES


def drafted(matter: Life, ruling: str) -> None:
    """Taken by its reviewer, who lays a draft before the head."""
    reviewer = matter.at("reviewer")
    matter.do("admit_review", reviewer, to_person=reviewer.person)
    matter.do(
        "propose_review", reviewer, ruling=ruling, reason="到现场量过，原意见有凭有据", outcomes={"1": matter.outcome}
    )


@pytest.mark.parametrize("again", [False, True], ids=["review", "rereview"])
def test_a_review_that_was_drafted_waits_in_the_list_of_the_head_who_signs_it(
    desk: Open, letter: Life, again: bool
) -> None:
    """The head's list said that nothing waits, while the drafted review lay with the head alone."""
    letter.served().do("seek_review", "petitioner", reason="不服，没有赔偿")
    drafted(letter, "uphold")
    if again:
        letter.do("decide_review", letter.at("head"), ruling="uphold", reason="原意见清楚，依据充分，予以维持")
        letter.issue(ago(minutes=1))
        proof = {**PROOF, "served_on": timezone.localdate().isoformat()}
        letter.do("serve", letter.at("reviewer"), **proof)
        letter.do("seek_rereview", "petitioner", reason="还是不服，没有赔偿")
        drafted(letter, "change")
    boss = desk(head_of(letter))
    page = boss.open("/desk/approvals")
    assert letter.number in page.content.decode()
    assert ("复核意见待签发" if again else "复查意见待签发") in words(page)
    assert ("变更" if again else "维持") in words(page)
    assert re.search(r"需要我批 A?\s*1 ", navigation(boss.open("/desk/notifications")))


def navigation(answer: Answer) -> str:
    """What the menu says, with the figures beside its lists."""
    aside = answer.content.decode().partition("<aside")[2].partition("</aside>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", aside).split()) + " "
