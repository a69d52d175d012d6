"""A report of wrongdoing is heard by what the words plainly say; a complaint about noise or a shop is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from huiyin.law.accused.signs import reads_as_report, routes_for

LINES = [
    line for line in Path("tests/law/said/reports.txt").read_text(encoding="utf-8").splitlines() if line[:1] in "+-"
]
REPORTS, OTHERS = ([line[2:] for line in LINES if line[:1] == sign] for sign in "+-")
DATA = Path("../shared/data/messages")
#: Of real messages so many are asked about at most.
MOST_ASKED = 0.06


def test_reports_are_heard_and_other_complaints_are_not(capsys: pytest.CaptureFixture[str]) -> None:
    heard = [line for line in REPORTS if reads_as_report(line)]
    wrong = [line for line in OTHERS if reads_as_report(line)]
    with capsys.disabled():
        print(f"\nheard {len(heard)} of {len(REPORTS)} reports; asked for nothing {len(wrong)} of {len(OTHERS)}")
    assert len(LINES) >= 120
    assert len(heard) >= 0.95 * len(REPORTS) and len(wrong) <= 0.03 * len(OTHERS)


@pytest.mark.parametrize("name", ["messages_with_replies.xlsx", "messages_2019.xlsx"])
def test_few_people_are_asked_for_nothing(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    if not (DATA / name).exists():
        pytest.skip(f"absent: {DATA / name}, real messages to measure false alarms on")
    from python_calamine import CalamineWorkbook

    heading, *rows = CalamineWorkbook.from_path(str(DATA / name)).get_sheet_by_index(0).to_python()
    title, detail = heading.index("留言主题"), heading.index("留言详情")
    asked = sum(bool(reads_as_report(f"{row[title]}\n{row[detail]}")) for row in rows)
    with capsys.disabled():
        print(f"\n{name}: asked {asked} of {len(rows)} ({100 * asked / len(rows):.1f} %)")
    assert asked <= MOST_ASKED * len(rows)


def test_the_advice_for_a_report_is_that_of_the_discipline_organs_alone() -> None:
    said = "学校食堂有油烟噪音，行政处罚决定书也没用，我举报校长，请查处，不要让学校知道"
    assert [each.route.key for each in routes_for(said)] == ["discipline"]


def test_what_was_chosen_as_a_report_gets_no_other_advice() -> None:
    assert [each.route.key for each in routes_for("工地噪音扰民，请查处", report=True)] == ["discipline"]


def test_any_other_matter_keeps_its_advice() -> None:
    assert "discipline" not in [each.route.key for each in routes_for("老板拖欠工资三个月")]
