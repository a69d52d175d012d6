"""A report of wrongdoing is heard by what the words plainly say; a complaint about noise or a shop is none."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from huiyin.law.accused.heard import heard
from huiyin.law.accused.lines import lines, reads_like_report
from huiyin.law.accused.signs import reads_as_report, routes_for

LINES = [
    line for line in Path("tests/law/said/reports.txt").read_text(encoding="utf-8").splitlines() if line[:1] in "+-"
]
REPORTS, OTHERS = ([line[2:] for line in LINES if line[:1] == sign] for sign in "+-")
DATA = Path("../shared/data/messages")
#: Of real messages so many are asked about at most.
MOST_ASKED = 0.06
#: And so many more because their story is like one.
MOST_LIKE = 0.02


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
    told = [f"{row[title]}\n{row[detail]}" for row in rows]
    plain = [bool(reads_as_report(each)) for each in told]
    asked, like = sum(plain), sum(not sure and reads_like_report(each) for sure, each in zip(plain, told, strict=True))
    with capsys.disabled():
        print(f"\n{name}: asked {asked} of {len(rows)} ({100 * asked / len(rows):.1f} %), by likeness {like} more")
    assert asked <= MOST_ASKED * len(rows) and like <= MOST_LIKE * len(rows)


def test_the_advice_for_a_report_is_that_of_the_discipline_organs_alone() -> None:
    said = "学校食堂有油烟噪音，行政处罚决定书也没用，我举报校长，请查处，不要让学校知道"
    assert [each.route.key for each in routes_for(said)] == ["discipline"]


def test_what_was_chosen_as_a_report_gets_no_other_advice() -> None:
    assert [each.route.key for each in routes_for("工地噪音扰民，请查处", report=True)] == ["discipline"]


def test_any_other_matter_keeps_its_advice() -> None:
    assert "discipline" not in [each.route.key for each in routes_for("老板拖欠工资三个月")]


TOLD = Path("tests/law/said/stories.txt").read_text(encoding="utf-8").splitlines()
STORIES, QUIET = ([line[2:] for line in TOLD if line[:1] == sign] for sign in "+-")


def test_who_tells_of_wrongdoing_in_their_own_words_is_asked(capsys: pytest.CaptureFixture[str]) -> None:
    asked = [line for line in STORIES if reads_as_report(line) or reads_like_report(line)]
    wrong = [line for line in QUIET if reads_as_report(line) or reads_like_report(line)]
    with capsys.disabled():
        print(f"\nasked of {len(asked)} of {len(STORIES)} stories; for nothing {len(wrong)} of {len(QUIET)}")
    assert len(STORIES) >= 40 and len(asked) >= 0.8 * len(STORIES)
    assert len(QUIET) >= 20 and len(wrong) <= 0.15 * len(QUIET)


def told(name: str) -> tuple[list[str], list[str]]:
    """Stories of wrongdoing and hard ordinary ones, by whoever tells them."""
    found = yaml.safe_load(Path(f"tests/law/said/{name}.yaml").read_text(encoding="utf-8"))
    reports, ordinary = ([story for some in found[kind].values() for story in some] for kind in ("reports", "ordinary"))
    return reports, ordinary


@pytest.mark.parametrize(("name", "least", "most"), [("whistle", 0.95, 0.15), ("whistle_fresh", 0.65, 0.15)])
def test_people_of_ten_kinds_are_asked(
    name: str, least: float, most: float, capsys: pytest.CaptureFixture[str]
) -> None:
    reports, ordinary = told(name)
    asked, wrong = ([story for story in some if heard(story)] for some in (reports, ordinary))
    with capsys.disabled():
        print(f"\n{name}: asked of {len(asked)} of {len(reports)}; for nothing {len(wrong)} of {len(ordinary)}")
    assert len(reports) >= 40 and len(asked) >= least * len(reports)
    assert len(ordinary) >= 40 and len(wrong) <= most * len(ordinary)


def test_of_what_people_add_in_a_sentence_little_is_asked_for_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    added = Path("tests/law/said/additions.txt").read_text(encoding="utf-8").splitlines()
    reports, ordinary = ([line[2:] for line in added if line[:1] == sign] for sign in "+-")
    asked, wrong = ([line for line in some if heard(line)] for some in (reports, ordinary))
    with capsys.disabled():
        print(f"\nadditions: asked of {len(asked)} of {len(reports)}; for nothing {len(wrong)} of {len(ordinary)}")
    assert len(reports) >= 20 and len(asked) >= 0.8 * len(reports)
    assert len(ordinary) >= 60 and len(wrong) <= 0.1 * len(ordinary)


def test_the_stories_that_are_tried_were_not_learned() -> None:
    tried = {
        *STORIES,
        *QUIET,
        *(story for name in ("whistle", "whistle_fresh") for some in told(name) for story in some),
    }
    assert tried.isdisjoint(line for some in lines() for line in some)


def test_what_stands_behind_much_else_is_heard() -> None:
    """A bundle of papers thins out no story in it."""
    story = next(each for each in STORIES if reads_like_report(each))
    assert reads_like_report("路灯坏了，请派人来修。" * 400 + "\n" + story)


@pytest.mark.parametrize("text", ["", "喂", "您好", "一二三四五六七"])
def test_next_to_nothing_is_like_no_report(text: str) -> None:
    assert not reads_like_report(text)


def test_numbers_beside_a_story_change_nothing() -> None:
    marks = "52656365697665643a2066726f6d20656c736577686572650d0a 13900001231 330106199001011234"
    assert [reads_like_report(line) for line in STORIES] == [reads_like_report(f"{marks}\n{line}") for line in STORIES]
