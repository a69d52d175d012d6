"""A workbook made to fill the memory: the import says which limit it met, and nothing is taken in by halves."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from huiyin.cases.models import Case
from huiyin.channels.sheets import tables, unpacking
from huiyin.media.apart.limits import Limit
from tests.channels.bombs import sheet_with_a_far_corner, workbook

pytestmark = pytest.mark.django_db


def test_a_cell_far_out_ends_the_reading_and_not_the_import(tmp_path: Path) -> None:
    file = tmp_path / "far.xlsx"
    file.write_bytes(sheet_with_a_far_corner())
    with pytest.raises(CommandError, match="MB，停下了"):
        call_command("import_messages", str(file))
    assert not Case.objects.exists()


def test_a_sheet_of_more_cells_than_anybody_needs_is_refused_before_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tables, "MOST_CELLS", 3)
    cells = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 6))
    told = next(unpacking.answer({}, workbook(f"<sheetData>{cells}</sheetData>")))
    assert told[0] == {"limit": Limit.SIZE.value}
