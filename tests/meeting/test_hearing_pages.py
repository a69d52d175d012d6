"""The pages of a hearing at the desk: its form takes files, which stand with it for its readers and nobody else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.meeting.hearing import called

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uploads(settings: Any, tmp_path: Path) -> None:
    settings.HUIYIN_DATA_DIR = tmp_path


def photo(name: str = "签名页.txt") -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, "陈大山（签名）".encode())


def test_what_is_handed_in_is_kept_by_its_hash_and_opened_by_whoever_reads_the_record() -> None:
    from tests.desk.staff import Desk, form_on, words

    hearing = called().noticed()
    url, host = f"/desk/records/hearing/{hearing.row.number}", Desk("tangyun")
    refused = host.fill(f"{url}/acts/attach", piece="", files=photo())
    assert refused.status_code == 422 and "签名页.txt" in words(refused)
    kept = form_on(refused)  # what was chosen once need not be chosen again
    answer = host.browser.post(f"{url}/acts/attach", {**kept, "piece": "signatures"})
    assert answer.status_code == 303 and "签名页.txt" in words(host.open(url))
    seq = hearing.row.events.latest("seq").seq
    mine, strangers = (who.open(f"{url}/files/{seq}/0") for who in (host, Desk("luofei")))
    assert b"".join(mine.streaming_content) == "陈大山（签名）".encode() and strangers.status_code == 404


def test_the_page_of_the_matter_leads_to_its_hearing_and_says_how_it_stands() -> None:
    from tests.desk.staff import Desk, words

    hearing = called()
    gao = Desk("gaolei")
    shown = gao.open(f"/desk/cases/{hearing.matter.row.number}")
    assert "已决定举行，筹备中" in words(shown)
    way = gao.open(f"/desk/cases/{hearing.matter.row.number}/hearing")
    assert way.url == f"/desk/records/hearing/{hearing.row.number}"


def test_what_waits_for_a_hearing_says_so_before_its_form_is_filled() -> None:
    from huiyin.cases.relations import AFTER_HEARING
    from huiyin.law.terms import Act
    from tests.desk.staff import Desk, form_on, words

    hearing = called()
    gao, url = Desk("gaolei"), f"/desk/cases/{hearing.matter.row.number}/acts"
    assert Act.PROPOSE in AFTER_HEARING
    answer = gao.open(f"{url}/propose")
    assert answer.status_code == 409 and hearing.row.number in words(answer) and not form_on(answer)
