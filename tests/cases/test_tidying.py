"""Files of drafts that were never filed go after some days; a file that a matter has stays for good."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from huiyin.cases import materials
from huiyin.cases.lodging import File
from huiyin.cases.tidying import KEPT, keep_young, tidy_uploads
from tests.city import lodge

pytestmark = pytest.mark.django_db
LATER = timezone.now() + KEPT + timedelta(hours=1)


@pytest.fixture(autouse=True)
def own_folder(settings: object, tmp_path: Path) -> None:
    settings.HUIYIN_DATA_DIR = tmp_path  # type: ignore[attr-defined]


def hand_in(text: str = "收据") -> File:
    return materials.store(SimpleUploadedFile("收据.txt", text.encode()))


def age(file: File) -> None:
    old = (timezone.now() - KEPT - timedelta(hours=1)).timestamp()
    os.utime(materials.place_of(file.sha256), (old, old))


def test_a_file_nobody_filed_goes_after_some_days() -> None:
    file = hand_in()
    assert tidy_uploads(LATER) == 1
    assert not materials.place_of(file.sha256).exists()


def test_a_file_of_a_draft_that_is_still_young_stays() -> None:
    hand_in()
    assert tidy_uploads(timezone.now()) == 0


def test_a_file_that_a_matter_has_stays_for_good() -> None:
    file = hand_in()
    lodge(files=(file,))
    assert tidy_uploads(LATER + timedelta(days=900)) == 0
    assert materials.open_material(file.sha256).read() == "收据".encode()


def test_a_photo_of_an_investigation_stays_for_good_also_when_its_matter_becomes_a_report() -> None:
    from dataclasses import asdict

    from huiyin.record.checking import verify
    from tests.city import Matter, handler_of

    file, matter = hand_in("现场照片"), Matter(lodge())
    handler = handler_of(matter.handled())
    matter.do("investigate", handler, on="2026-11-02", place="渠边", heard="陈大山", account="现场丈量四十二米属实",
              files=[asdict(file)])  # fmt: skip
    assert tidy_uploads(LATER + timedelta(days=900)) == 0
    matter.do("classify", handler, classes={"1": {"kind": "accusation"}}, accused_elsewhere=True)
    (exhibit,) = matter.row.exhibits.all()
    tidy_uploads(LATER + timedelta(days=900))
    assert exhibit.sha256 != file.sha256 and materials.place_of(exhibit.sha256).exists() and not list(verify().rows)


def test_whoever_still_writes_keeps_their_files() -> None:
    file = hand_in()
    age(file)
    keep_young([file.sha256])
    assert tidy_uploads(timezone.now()) == 0


def test_the_same_file_handed_in_again_is_young_again() -> None:
    age(hand_in())
    hand_in()
    assert tidy_uploads(timezone.now()) == 0


def test_what_a_broken_upload_left_behind_goes_too() -> None:
    (materials.root() / ".in-half").write_bytes(b"half")
    assert tidy_uploads(LATER) == 1
