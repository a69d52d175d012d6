"""Key rotation: old ciphertext is rewritten, and reads the same."""

from __future__ import annotations

import pytest

from tests.city import Matter, lodge

pytestmark = pytest.mark.django_db


@pytest.fixture
def rotated(tmp_path: object, settings: object) -> None:
    """A ring and a folder of its own for this test, to be rotated."""
    from pathlib import Path

    from huiyin.vault.keyring import KeyRing

    file = Path(str(tmp_path)) / "keyring.json"
    KeyRing.generate().save(file)
    settings.HUIYIN_KEYRING = file  # type: ignore[attr-defined]
    settings.HUIYIN_DATA_DIR = file.parent  # type: ignore[attr-defined]


def rotate() -> None:
    from django.core.management import call_command

    call_command("rotate", verbosity=0)


def test_identity_reads_the_same_after_rotation(rotated: None) -> None:
    from huiyin.cases.identity import open_identity

    matter = Matter(lodge())
    rotate()
    assert open_identity(matter.row.parties.get()).name == "陈大山"


def test_nothing_is_left_under_the_old_key(rotated: None) -> None:
    from huiyin.cases.identity import ring
    from huiyin.vault.fields import needs_rotation

    matter = Matter(lodge())
    rotate()
    row = matter.row.parties.get()
    assert not any(needs_rotation(ring(), bytes(blob)) for blob in (row.name, row.phone, matter.row.query_code))


def test_the_query_code_still_fits_after_rotation(rotated: None) -> None:
    from huiyin.cases.numbers import code_fits

    lodged = lodge()
    rotate()
    assert code_fits(Matter(lodged).row, lodged.query_code)
