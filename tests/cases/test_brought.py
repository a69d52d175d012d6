"""A paper names what was handed in by what it is."""

import pytest

from huiyin.cases.brought import as_named


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ([("来信1（第2页）.pdf", "application/pdf")], ["来信1页"]),
        ([("来信1（第1-3页）.pdf", "application/pdf"), ("来信2.pdf", "application/pdf")], ["来信3页", "来信1份"]),
        ([("IMG_2031.jpg", "image/jpeg"), ("微信图片_20261103.jpg", "image/jpeg")], ["照片2张"]),
        ([("水渠.jpg", "image/jpeg"), ("DSC1.jpg", "image/jpeg")], ["“水渠”照片1张", "照片1张"]),
        ([("rec.m4a", "audio/mp4"), ("工资条.xlsx", "application/vnd.ms-excel")], ["录音1段", "“工资条”文件1份"]),
        ([], []),
    ],
)
def test_things_are_counted_and_telling_names_stay(files: list[tuple[str, str]], told: list[str]) -> None:
    assert as_named(files) == told
