"""A mapping says which column means what, so that another city's export is read without code."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError

from huiyin.cases.models import Case
from huiyin.cases.registered import register_of
from huiyin.channels.sheets.mapping import WrongMapping, read_mapping, recognise
from tests.channels.workbooks import HEADINGS, OPEN, take, workbook

LIUYAN = Path(settings.BASE_DIR) / "data" / "mappings" / "liuyan.yaml"
OTHER = """
system: 市长信箱
channel: email
organ: lx-xfj
columns: {number: 信件号, user: 写信人, title: 题目, time: 来信时间, text: 正文}
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "other.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", sorted(LIUYAN.parent.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_mapping_that_is_shipped_can_be_read(path: Path) -> None:
    assert read_mapping(path).name == path.stem


def test_a_mapping_is_recognised_by_its_headings_in_any_order() -> None:
    assert recognise(HEADINGS[::-1], [read_mapping(LIUYAN)]) is not None


def test_a_sheet_without_a_needed_column_is_not_recognised() -> None:
    assert recognise(HEADINGS[:3], [read_mapping(LIUYAN)]) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (OTHER.replace("channel: email", "channel: 信鸽"), "信鸽"),
        (OTHER.replace("system:", "systm:"), "systm"),
        (OTHER.replace("organ: lx-xfj\n", ""), "organ is missing"),
        ("just words", "other.yaml"),
    ],
)
def test_a_wrong_mapping_says_what_is_wrong(tmp_path: Path, text: str, why: str) -> None:
    with pytest.raises(WrongMapping, match=why):
        read_mapping(write(tmp_path, text))


@pytest.mark.django_db
def test_another_citys_export_is_read_with_its_own_mapping(tmp_path: Path) -> None:
    headings = ("正文", "来信时间", "题目", "写信人", "信件号")
    path = workbook(tmp_path, ("渠道堵了，水下不来。", "2023-03-01", "渠道堵塞", "李四", "信-9"), headings=headings)
    assert take(path, "--mapping", str(write(tmp_path, OTHER)))["new"] == 1


@pytest.mark.django_db
def test_a_workbook_that_no_mapping_knows_is_refused_whole(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no sheet has the headings"):
        take(workbook(tmp_path, OPEN, headings=[f"列{n}" for n in range(7)]))


@pytest.mark.django_db
def test_an_unknown_organ_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no organ “nowhere”"):
        take(workbook(tmp_path, OPEN), "--organ", "nowhere")


@pytest.mark.django_db
def test_headings_that_are_not_read_are_named(tmp_path: Path) -> None:
    assert "心情" in take(workbook(tmp_path, (*OPEN, "生气"), headings=(*HEADINGS, "心情")))["said"]


@pytest.mark.parametrize(
    "headings",
    [
        ("【留言编号】", "留 言 用 户", "留言时间：", "*留言详情"),
        ("留言編號", "留言用戶", "留言時間", "留言詳情"),
        ("《留言编号》", "“留言用户”", "留言时间（必填）", "[留言详情]"),
    ],
)
def test_a_heading_is_known_whatever_stands_around_it(headings: tuple[str, ...]) -> None:
    mapping = recognise(headings, [read_mapping(LIUYAN)])
    assert mapping is not None and mapping.name == "liuyan"
    assert set(mapping.places(headings)) == {"number", "user", "time", "text"}


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("被举报对象", "accused_person"), ("被反映人姓名", "accused_person"), ("被检举干部", "accused_person"),
        ("被控告的单位", "accused_organ"), ("被反映人单位", "accused_organ"), ("举报对象", "accused_person"),
        ("举报人", None), ("反映人", None), ("被投诉单位", None),
    ],
)  # fmt: skip
def test_whom_a_report_is_about_is_read_under_headings_that_nobody_listed(heading: str, column: str | None) -> None:
    headings = ("留言时间", "留言详情", heading)
    mapping = read_mapping(LIUYAN)
    assert mapping.places(headings).get(column or "accused_person") == (2 if column else None)
    assert (heading in mapping.ignored(headings)) is (column is None)


@pytest.mark.django_db
def test_the_three_levels_of_a_hotlines_contents_come_in_as_one_path(tmp_path: Path) -> None:
    headings = ("工单编号", "受理时间", "诉求内容", "一级分类", "二级分类", "三级分类")
    rows = [
        ("G1", "2023-03-01", "小区停水三天了。", "城乡建设", "供水", "停水/水压"),
        ("G2", "2023-03-01", "路灯不亮。", "城乡建设", "", ""),
        ("G3", "2023-03-01", "没有写类别。", "", "", ""),
    ]
    path = workbook(tmp_path, *rows, headings=headings)
    take(path, "--mapping", str(LIUYAN.parent / "12345.yaml"))
    said = [register_of(case).get("subject", "") for case in Case.objects.order_by("id")]
    assert said == ["城乡建设/供水/停水、水压", "城乡建设", ""]
