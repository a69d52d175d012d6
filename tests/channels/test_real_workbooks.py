"""The real message workbooks, read where they lie: every row comes in, and the desk shows the figures printed."""

from __future__ import annotations

import io
import json
import os
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from huiyin.cases.models import Case
from huiyin.insights.figures import figures
from huiyin.insights.indexing import refresh
from huiyin.people import stamps

FOLDER = Path(os.environ.get("MESSAGES", Path(__file__).resolve().parents[3] / "shared" / "data" / "messages"))
FILES = ("messages_with_replies.xlsx", "messages_2019.xlsx")
#: How promptly they were answered counts from each matter's own clocks, which what comes in with its answer has not.
NAMES = ("rows", "new", "refused", "answered", "unanswered")


def take(name: str, folder: Path) -> list[int]:
    account: dict[str, Any] = {}
    if not (FOLDER / name).exists():
        pytest.skip(f"absent: {name}; name its folder in MESSAGES")
    shutil.copyfile(FOLDER / name, folder / name)  # what is refused is listed beside the file
    call_command("import_messages", str(folder / name), "--json", str(folder / "a.json"), stdout=io.StringIO())
    account.update(json.loads((folder / "a.json").read_text(encoding="utf-8")))
    return [account[key] for key in NAMES]


@pytest.mark.django_db
def test_every_row_comes_in_that_somebody_may_hold_and_the_desk_shows_the_figures_that_were_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps, "RECHECK_SECONDS", 2.0)  # as outside of tests
    printed = [sum(pair) for pair in zip(*(take(name, tmp_path) for name in FILES), strict=True)]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as a server does by itself; inside one transaction it cannot, and plans blindly
    refresh(Case.objects.values_list("id", flat=True))
    shown = figures(None, date(2026, 11, 23))
    rows, new, refused, *answers = printed
    assert (rows, answers) == (7142, [shown.answered.part, shown.unanswered.part])
    # Some accuse every discipline organ there is; nobody here may hold those.
    assert new + refused == 7142 and refused <= 20 and shown.received == new
