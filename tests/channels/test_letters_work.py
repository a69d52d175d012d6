"""Letters on their way: kept unaltered and encrypted, read in line, none lost with a worker, tidied when settled."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from huiyin.cases.materials import Unwelcome
from huiyin.channels.letters.faults import Fault, NotReadable
from huiyin.channels.letters.lines import Line
from huiyin.channels.letters.reader import Died, PageRead, Reader
from huiyin.law.frame.facts import Actor
from tests.channels.drawn_letters import NAME, PHONE, drawn
from tests.city import days
from tests.office import postgresql, sqlite

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
NOW = days(0)
ORGAN = 77
CLERK = Actor(1, ORGAN, frozenset())
SCAN = b"\xff\xd8\xff" + b"a letter"


class Canned(Reader):
    """Reads what it was told: pages of words, or a fault; never starts a process."""

    def __init__(self, *said: str | Exception) -> None:
        super().__init__()
        self.said = said

    def read(self, media_type: str, data: bytes) -> Iterator[PageRead]:
        pages = [words for words in self.said if isinstance(words, str)]
        for number, words in enumerate(self.said, 1):
            if isinstance(words, Exception):
                raise words
            line = Line(words, (10, 10, 200, 30), (99,) * len(words))
            yield PageRead(number, len(pages), 1000, 1400, 0, 0.0, (line,), b"picture" + words.encode())


@pytest.fixture(autouse=True)
def uploads(settings: Any, tmp_path: Path) -> Path:
    settings.HUIYIN_DATA_DIR = tmp_path
    return tmp_path


def arrive(*files: bytes, batch: Any = None, name: str = "来信.jpg") -> list[Any]:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from huiyin.channels.letters.arrival import take_in
    from huiyin.channels.letters.batches import open_batch

    batch = batch or open_batch(ORGAN, 1, NOW, NOW)
    return [take_in(batch, SimpleUploadedFile(name, data), NOW).file for data in files]


def read_all(reader: Reader, at: Any = NOW) -> None:
    from huiyin.channels.letters.work import read_next

    while read_next(reader, lambda: at):
        pass


def kept(sha256: str) -> bool:
    from huiyin.channels.letters.keeping import place_of

    return place_of(sha256).exists()


def settle(file: Any, at: Any = NOW) -> None:
    from huiyin.channels.letters.batches import set_aside

    set_aside(file.letter, "广告", 1, at)


# Arriving ----------------------------------------------------------------------------------------------------------


def test_the_original_comes_back_bit_for_bit() -> None:
    from huiyin.channels.letters.keeping import fetch

    (file,) = arrive(SCAN)
    assert fetch(file.sha256) == SCAN and file.sha256 == hashlib.sha256(SCAN).hexdigest()


def test_nothing_on_the_disk_can_be_read_without_the_key(uploads: Path) -> None:
    arrive(SCAN)
    kept = [path.read_bytes() for path in uploads.rglob("*") if path.is_file()]
    assert kept and not any(b"a letter" in each for each in kept)


def test_what_was_changed_on_the_disk_is_noticed() -> None:
    from huiyin.channels.letters.keeping import Lost, fetch, place_of

    (file,) = arrive(SCAN)
    place = place_of(file.sha256)
    lying = place.read_bytes()
    place.write_bytes(lying[:-1] + bytes([lying[-1] ^ 1]))
    with pytest.raises(Lost):
        fetch(file.sha256)


@pytest.mark.parametrize("data", [b"", b"MZ a program", b"PK\x03\x04 an archive"], ids=["empty", "program", "archive"])
def test_what_is_no_scan_is_refused_whatever_its_name(data: bytes) -> None:
    with pytest.raises(Unwelcome):
        arrive(data, name="来信.jpg")


def test_a_batch_takes_the_same_file_once() -> None:
    (file,) = arrive(SCAN)
    (again,) = arrive(SCAN, batch=file.letter.batch)
    assert again.id == file.id


def test_a_letter_scanned_on_another_day_is_pointed_out() -> None:
    from huiyin.channels.letters.batches import twins

    (first,), (second,) = arrive(SCAN), arrive(SCAN)
    assert twins([second], CLERK)[second.id].id == first.id and twins([first], CLERK) == {}


# Reading -----------------------------------------------------------------------------------------------------------


def test_what_was_read_rests_encrypted() -> None:
    from huiyin.channels.letters.models import LetterPage
    from huiyin.channels.letters.work import lines_of

    arrive(SCAN)
    read_all(Canned(f"我叫{NAME}，电话{PHONE}"))
    page = LetterPage.objects.get()
    assert PHONE.encode() not in bytes(page.reading) and PHONE in lines_of(page)[0].words


def test_a_bad_file_stops_no_other() -> None:
    from huiyin.channels.letters.models import LetterFile

    good, bad = arrive(SCAN, SCAN + b"bad")
    read_all(Canned(NotReadable(Fault.BROKEN)))
    read_again(good)
    read_all(Canned("读好了"))
    faults = dict(LetterFile.objects.values_list("id", "fault"))
    assert faults == {good.id: "", bad.id: "broken"}


def read_again(file: Any) -> None:
    from huiyin.channels.letters.work import read_again as put_back

    put_back(file, NOW)


def test_a_file_is_taken_by_one_worker_and_comes_back_when_that_one_dies() -> None:
    from huiyin.channels.letters.work import LEASE, take

    (file,) = arrive(SCAN)
    first, second, third = take(NOW), take(NOW), take(NOW + LEASE)
    assert first and third and (first.id, second, third.id) == (file.id, None, file.id)


def test_reading_twice_does_no_harm() -> None:
    from huiyin.channels.letters.models import LetterPage

    (file,) = arrive(SCAN)
    read_all(Canned("第一页", "第二页"))
    read_again(file)
    read_all(Canned("第一页", "第二页"))
    assert list(LetterPage.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


@pytest.mark.parametrize("fault", [Fault.OUT_OF_MEMORY, Fault.TOO_SLOW, Fault.CRASHED, Fault.TOO_LARGE])
def test_a_file_that_met_a_limit_is_not_tried_again_and_the_next_one_is_read(fault: Fault) -> None:
    from huiyin.channels.letters.models import LetterFile

    arrive(SCAN)
    read_all(Canned(NotReadable(fault)))
    file = LetterFile.objects.get()
    assert (file.fault, file.attempts, file.ready_at) == (fault.value, 1, None)


def test_a_file_that_kills_the_reader_three_times_is_given_up() -> None:
    from huiyin.channels.letters.models import LetterFile

    arrive(SCAN)
    read_all(Canned("第一页", Died()))
    file = LetterFile.objects.get()
    assert (file.fault, file.attempts, file.ready_at) == ("died", 3, None)


def test_a_worker_asked_to_stop_puts_the_file_back_in_line() -> None:
    from huiyin.channels.letters.models import LetterFile
    from huiyin.channels.letters.work import read_next

    arrive(SCAN)
    read_next(Canned("第一页", "第二页"), lambda: NOW, lambda: True)
    assert LetterFile.objects.filter(ready_at__lte=NOW, attempts=0).exists()


def test_nothing_is_lost_when_the_worker_is_killed_in_the_middle_of_a_batch(tmp_path: Path) -> None:
    drawn("甲")  # without a font there is nothing to try
    on_postgresql = os.environ.get("HUIYIN_DATABASE_URL", "").startswith("postgres")
    environ = {
        **os.environ,
        "HUIYIN_DATABASE_URL": (postgresql if on_postgresql else sqlite)(tmp_path),
        "HUIYIN_DATA_DIR": str(tmp_path),
        "PYTHONPATH": str(ROOT),
    }
    worker = [sys.executable, "tests/channels/letter_worker.py"]
    first = subprocess.Popen([*worker, "start"], cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True)
    assert first.stdout and first.stdout.readline() == "page 1\n"
    first.send_signal(signal.SIGKILL)
    first.wait()
    later = subprocess.run([*worker, "later"], cwd=ROOT, env=environ, capture_output=True, text=True, check=True)
    told = json.loads(later.stdout.splitlines()[-1])
    assert told["words"] == [f"{name}的第{number}页" for name in "甲乙丙" for number in (1, 2)]
    assert (told["waiting"], told["faults"]) == (0, 0)


# Settling and tidying ----------------------------------------------------------------------------------------------


def test_two_files_of_one_letter_are_put_together() -> None:
    from huiyin.channels.letters.batches import join_previous
    from huiyin.channels.letters.models import Letter

    first, second = arrive(SCAN, SCAN + b"2")
    joined = join_previous(second.letter, CLERK, NOW)
    assert joined == first.letter and list(Letter.objects.get().files.order_by("id")) == [first, second]


def test_what_is_not_settled_is_never_tidied() -> None:
    from huiyin.channels.letters.batches import tidy_letters
    from huiyin.channels.letters.keeping import fetch

    first, second = arrive(SCAN, SCAN + b"2")
    settle(first)
    tidy_letters(NOW + timedelta(days=4000))
    assert (fetch(first.sha256), fetch(second.sha256)) == (SCAN, SCAN + b"2")


def test_a_settled_batch_is_tidied_after_thirty_days_and_its_hash_remembered() -> None:
    from huiyin.channels.letters.batches import KEPT, tidy_letters, twins
    from huiyin.channels.letters.keeping import place_of
    from huiyin.channels.letters.models import LetterPage

    (file,) = arrive(SCAN)
    read_all(Canned("一页"))
    settle(file)
    before, after = tidy_letters(NOW + KEPT), tidy_letters(NOW + KEPT + timedelta(days=1))
    (again,) = arrive(SCAN)
    assert (before, after, LetterPage.objects.count()) == (0, 2, 0)
    assert twins([again], CLERK)[again.id].id == file.id and place_of(file.sha256).exists()


@pytest.mark.parametrize("registered", [True, False], ids=["registered", "set aside"])
def test_a_scan_that_was_split_is_kept_while_a_matter_has_a_part_of_it(registered: bool) -> None:
    from huiyin.channels.letters.batches import KEPT, set_aside, tidy_letters
    from huiyin.channels.letters.batches import registered as note
    from huiyin.channels.letters.splitting import split

    (arrived,) = arrive(SCAN)
    read_all(Canned("第一封", "第二封"))
    first, second = split(arrived.letter, {2}, NOW)
    set_aside(first, "广告", 1, NOW)
    note(second, 1, 1, NOW) if registered else set_aside(second, "广告", 1, NOW)
    tidy_letters(NOW + KEPT + timedelta(days=1))
    assert kept(arrived.sha256) == registered


def test_bytes_that_another_open_batch_needs_are_left_to_it() -> None:
    from huiyin.channels.letters.batches import KEPT, tidy_letters
    from huiyin.channels.letters.keeping import fetch

    (first,), (second,) = arrive(SCAN), arrive(SCAN)
    settle(first)
    tidy_letters(NOW + KEPT + timedelta(days=1))
    assert fetch(second.sha256) == SCAN


def test_the_daily_tidying_of_drafts_leaves_letters_alone() -> None:
    from huiyin.cases.tidying import tidy_uploads
    from huiyin.channels.letters.keeping import fetch, place_of

    (file,) = arrive(SCAN)
    os.utime(place_of(file.sha256), (0, 0))
    tidy_uploads(NOW)
    assert fetch(file.sha256) == SCAN
