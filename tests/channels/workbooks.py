"""Small invented workbooks, and the command that takes them in."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management import call_command
from openpyxl import Workbook

from huiyin.cases.models import Case

HEADINGS = ("留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间")
ANSWERED = (
    1001, "UU001", "滨河路路灯不亮", "2019/4/1 9:32:09", "\n\n\u3000\u3000滨河路第三盏路灯坏了两个月。\n",
    "您好，路灯已经修好，谢谢您告诉我们。", "2019/4/11 16:00:00",
)  # fmt: skip
OPEN = (1002, "UU002", "菜市场漏雨", datetime(2019, 5, 2, 8, 5), "\t菜市场屋顶漏雨，下雨天摊位全湿。", "", "")


def row(base: Sequence[Any] = ANSWERED, **changes: Any) -> tuple[Any, ...]:
    """A row of :data:`HEADINGS`, with some cells changed: ``row(留言编号=7)``."""
    return tuple(changes.get(heading, cell) for heading, cell in zip(HEADINGS, base, strict=True))


def workbook(folder: Path, *rows: Sequence[Any], headings: Sequence[str] = HEADINGS, name: str = "a.xlsx") -> Path:
    """Write a workbook with these rows and return its path."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (headings, *rows):
        sheet.append(list(line))
    path = folder / name
    book.save(path)
    return path


def take(path: Path, *options: str) -> dict[str, Any]:
    """``./run import PATH --json``: the figures it writes, and under ``said`` what it prints."""
    figures, said = path.with_suffix(".json"), io.StringIO()
    call_command("import_messages", str(path), "--json", str(figures), *options, stdout=said, stderr=said)
    return {**json.loads(figures.read_text(encoding="utf-8")), "said": said.getvalue()}


def matter(number: object) -> Case:
    """The matter that has this number on the message board."""
    return Case.objects.get(external_numbers__system="领导留言板", external_numbers__number=str(number))
