"""Messages of another system come in whole, once, at their true times, with their true answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from huiyin.cases.identity import masked, open_identity
from huiyin.cases.models import Case
from huiyin.cases.snapshots import load_facts
from huiyin.people.models import Organ
from huiyin.people.stamps import touch
from huiyin.record.checking import verify
from huiyin.record.models import Message
from tests.channels.test_mapping import LIUYAN
from tests.channels.workbooks import ANSWERED, HEADINGS, OPEN, matter, row, take, workbook
from tests.city import organ

pytestmark = pytest.mark.django_db


def test_each_row_becomes_a_matter_lodged_at_its_true_time(tmp_path: Path) -> None:
    take(workbook(tmp_path, ANSWERED, OPEN))
    assert matter(1001).lodged_at.isoformat() == "2019-04-01T01:32:09+00:00"


def test_a_reply_becomes_the_answer_at_its_true_time(tmp_path: Path) -> None:
    take(workbook(tmp_path, ANSWERED))
    answer = matter(1001).events.get(act="reply")
    assert (answer.at.isoformat(), "路灯已经修好" in answer.payload) == ("2019-04-11T08:00:00+00:00", True)


def test_a_matter_is_judged_by_the_book_of_its_time(tmp_path: Path) -> None:
    take(workbook(tmp_path, ANSWERED, row(OPEN, 留言编号=3, 留言时间="2024/1/5 8:00:00")))
    assert (matter(1001).book, matter(3).book) == ("cn-2005", "cn-2022")


def test_a_matter_without_a_reply_waits_in_the_queue_of_the_one_on_duty(tmp_path: Path) -> None:
    take(workbook(tmp_path, OPEN))
    assert (matter(1002).stage, str(matter(1002).queue_on)) == ("registered", "2019-05-17")


def test_the_text_comes_in_without_the_blank_lines_around_it(tmp_path: Path) -> None:
    take(workbook(tmp_path, ANSWERED))
    assert matter(1001).submissions.get().text == "滨河路第三盏路灯坏了两个月。"


def test_the_user_is_kept_encrypted(tmp_path: Path) -> None:
    take(workbook(tmp_path, ANSWERED))
    party = matter(1001).parties.get()
    assert (open_identity(party).name, masked(party)["name"] != "UU001") == ("UU001", True)


def test_votes_are_kept_beside_the_message(tmp_path: Path) -> None:
    headings = (*HEADINGS[:5], "反对数", "点赞数")
    take(workbook(tmp_path, (*OPEN[:5], 2, 17), headings=headings))
    assert json.loads(matter(1002).submissions.get().extra) == {"反对数": "2", "点赞数": "17"}


def test_another_organ_can_be_named(tmp_path: Path) -> None:
    take(workbook(tmp_path, OPEN), "--organ", "lx-xfj")
    assert matter(1002).holder == organ("lx-xfj")


def test_nobody_is_sent_a_notice_of_what_happened_long_ago(tmp_path: Path) -> None:
    take(workbook(tmp_path, ANSWERED))
    assert not Message.objects.filter(record=matter(1001).id, topic="notice").exists()


def test_the_journal_of_what_came_in_is_sound(tmp_path: Path) -> None:
    take(workbook(tmp_path, ANSWERED, OPEN))
    assert verify().sound


# Again --------------------------------------------------------------------------------------------------------------


def test_the_same_file_twice_brings_nothing_new(tmp_path: Path) -> None:
    path = workbook(tmp_path, ANSWERED, OPEN)
    take(path)
    again = take(path)
    assert (again["new"], again["already_there"], Case.objects.count()) == (0, 2, 2)


def test_other_words_under_a_number_that_is_there_are_told_and_not_taken(tmp_path: Path) -> None:
    take(workbook(tmp_path, OPEN))
    changed = take(workbook(tmp_path, row(OPEN, 留言详情="完全不同的另一句话"), name="changed.xlsx"))
    assert (changed["refused"], changed["already_there"], Case.objects.count()) == (1, 0, 1)


def test_the_figures_of_the_second_time_are_those_of_the_first(tmp_path: Path) -> None:
    path = workbook(tmp_path, ANSWERED, OPEN)
    first, again = take(path), take(path)
    assert [again[name] for name in PROMPTNESS] == [first[name] for name in PROMPTNESS]


def test_an_import_that_was_cut_off_goes_on_where_it_ended(tmp_path: Path) -> None:
    take(workbook(tmp_path, ANSWERED, name="half.xlsx"))
    assert take(workbook(tmp_path, ANSWERED, OPEN))["new"] == 1


def test_a_row_without_a_number_comes_in_once(tmp_path: Path) -> None:
    path = workbook(tmp_path, row(OPEN, 留言编号=""))
    assert [take(path)["new"] for _ in range(2)] == [1, 0]


def test_a_later_export_brings_the_answer_to_a_matter_that_is_there(tmp_path: Path) -> None:
    take(workbook(tmp_path, OPEN))
    path = workbook(tmp_path, row(OPEN, 答复意见="屋顶本月修好。", 答复时间="2019/5/20 9:00:00"))
    assert (take(path)["newly_answered"], str(matter(1002).answered_on)) == (1, "2019-05-20")


# Figures ------------------------------------------------------------------------------------------------------------

PROMPTNESS = ("answered", "within_15_days", "within_60_days", "late", "unanswered")


@pytest.mark.parametrize(
    ("answered_at", "figures"),
    [
        ("2019/4/1 9:40:00", [1, 1, 1, 0, 0]),
        ("2019/4/16 23:59:59", [1, 1, 1, 0, 0]),
        ("2019/4/17 0:00:01", [1, 0, 1, 0, 0]),
        ("2019/5/31 23:00:00", [1, 0, 1, 0, 0]),
        ("2019/6/1 0:10:00", [1, 0, 0, 1, 0]),
    ],
)
def test_an_answer_is_late_where_it_was_late(tmp_path: Path, answered_at: str, figures: list[int]) -> None:
    account = take(workbook(tmp_path, row(答复时间=answered_at)))
    assert [account[name] for name in PROMPTNESS] == figures


def test_the_figures_are_printed_with_what_they_are_a_part_of(tmp_path: Path) -> None:
    assert "1 of 2" in take(workbook(tmp_path, ANSWERED, OPEN))["said"]


# What does not fit --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"留言时间": "上周"}, "看不懂"),
        ({"留言时间": "2099/1/1 8:00"}, "在将来"),
        ({"留言时间": "1999/1/1 8:00"}, "还没有可以适用"),
        ({"留言主题": "", "留言详情": " \n"}, "没有标题，也没有内容"),
        ({"留言编号": 1002}, "在第2行已经用过"),
    ],
)
def test_a_row_that_cannot_come_in_is_listed_with_its_line_and_reason(
    tmp_path: Path, changes: dict[str, object], reason: str
) -> None:
    account = take(workbook(tmp_path, OPEN, row(**changes)))
    (remark,) = account["remarks"]
    assert (account["new"], remark["row"], remark["outcome"], reason in remark["reason"]) == (1, 3, "refused", True)


def test_refused_rows_are_written_to_a_sheet_with_all_their_cells(tmp_path: Path) -> None:
    account = take(workbook(tmp_path, row(留言时间="上周")))
    listed = Path(account["remarks_file"])
    assert (listed.name, "路灯已经修好" in listed.read_text(encoding="utf-8-sig")) == ("a.xlsx.refused.csv", True)


@pytest.mark.parametrize("answered_at", ["", "不详", "2019/3/1 8:00", "2099/1/1 8:00"])
def test_an_answer_whose_time_cannot_be_true_is_kept_beside_and_never_counted_in_time(
    tmp_path: Path, answered_at: str
) -> None:
    account = take(workbook(tmp_path, row(答复时间=answered_at)))
    kept = "路灯已经修好" in matter(1001).submissions.get().extra
    assert (account["new"], account["unanswered"], account["without_their_answer"], kept) == (1, 1, 1, True)


def test_an_answer_dated_without_an_hour_counts_on_the_day_of_the_message(tmp_path: Path) -> None:
    assert take(workbook(tmp_path, row(答复时间="2019/4/1")))["answered"] == 1


def test_an_answer_with_its_time_corrected_comes_in_with_the_next_reading(tmp_path: Path) -> None:
    take(workbook(tmp_path, row(答复时间="")))
    assert take(workbook(tmp_path, ANSWERED))["newly_answered"] == 1


def test_an_organ_that_did_not_exist_yet_cannot_have_received_it(tmp_path: Path) -> None:
    Organ.objects.filter(key="qc-xfj").update(since="2020-01-01")
    touch("organs")
    (remark,) = take(workbook(tmp_path, OPEN))["remarks"]
    assert "还没有成立" in remark["reason"]


def test_a_class_given_by_the_mapping_holds_the_law_to_it(tmp_path: Path) -> None:
    """A matter of Art. 31 (6) needs an opinion: a plain reply is then no answer by law, and is said to be missing."""
    text = LIUYAN.read_text(encoding="utf-8").replace('{kind: "", ground: ""}', '{kind: grievance, ground: "6"}')
    mapping = tmp_path / "strict.yaml"
    mapping.write_text(text, encoding="utf-8")
    account = take(workbook(tmp_path, ANSWERED), "--mapping", str(mapping))
    assert (account["new"], account["unanswered"], "意见书" in account["remarks"][0]["reason"]) == (1, 1, True)


# A report of wrongdoing ---------------------------------------------------------------------------------------------

ABOUT = (*HEADINGS, "被举报单位", "被举报人")


@pytest.mark.parametrize(
    ("unit", "person", "holder", "unsure"),
    [
        ("县教育局", "", "qc-xfj", False), ("", "唐主任", "qc-jw", True), ("市信访局", "", "qc-jw", False),
        ("宏远公司", "", "qc-jw", True), ("", "", "qc-xfj", False),
    ],
)  # fmt: skip
def test_whom_a_row_accuses_is_kept_away(tmp_path: Path, unit: str, person: str, holder: str, unsure: bool) -> None:
    take(workbook(tmp_path, (*OPEN, unit, person), headings=ABOUT))
    facts = load_facts(matter(1002).facts)
    assert (matter(1002).holder, facts.unsure, matter(1002).report) == (organ(holder), unsure, bool(unit or person))


@pytest.mark.parametrize("headings", [HEADINGS, ABOUT])
@pytest.mark.parametrize("told", ["我举报青川市信访局王兰收受好处费，请查处。", "我要举报市信访局乱收费。"])
def test_words_that_are_plainly_a_report_are_held_whatever_the_columns(
    tmp_path: Path, told: str, headings: tuple[str, ...]
) -> None:
    cells = (*row(OPEN, 留言主题="", 留言详情=told, 答复意见="查无此事。", 答复时间="2019/5/3 9:00"), "", "")
    account = take(workbook(tmp_path, cells[: len(headings)], headings=headings))
    case = matter(1002)
    away = accused_persons(case) | accused_organs(case)
    assert (case.report, case.holder, load_facts(case.facts).unsure) == (True, organ("qc-jw"), True)
    assert organ("qc-xfj") in away and case.answered_on is None and "查无此事" in case.submissions.get().extra
    assert (account["new"], account["refused"]) == (1, 0)


def accused_organs(case: Case) -> set[int | None]:
    return set(case.parties.filter(capacity="accused_organ").values_list("organ", flat=True))


def accused_persons(case: Case) -> set[int | None]:
    return set(case.parties.filter(capacity="accused_person").values_list("person", flat=True))


def test_a_row_that_may_mean_every_organ_is_refused_with_the_reason(tmp_path: Path) -> None:
    account = take(workbook(tmp_path, (*OPEN, "纪委", ""), headings=ABOUT))
    assert not Case.objects.exists() and "请写全单位和姓名" in json.dumps(account, ensure_ascii=False)
