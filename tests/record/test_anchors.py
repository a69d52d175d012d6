"""Seals that were sent outside: an older database in the place of the present one is found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.city import days, lodge
from tests.post import serving

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    from huiyin.record.anchors import add_to
    from huiyin.record.journal import seal_day

    file = tmp_path / "anchor.jsonl"
    for day in (1, 2):
        lodge()
        seal_day(days(day).date(), made_at=days(day + 1))
        add_to(file)
    return file


def test_what_was_sent_is_what_is_here(sent: Path) -> None:
    from huiyin.record.anchors import check

    assert (len(sent.read_text().splitlines()), check(sent)) == (2, [])


def test_an_older_database_in_its_place_is_found(sent: Path) -> None:
    from huiyin.record.anchors import check
    from huiyin.record.models import Seal, SealedHead

    SealedHead.objects.filter(seal=2).delete()
    Seal.objects.filter(number=2).delete()
    assert [(fault.kind.value, fault.seal) for fault in check(sent)] == [("rolled_back", 2)]


def test_another_seal_under_the_same_number_is_found(sent: Path) -> None:
    from huiyin.record.anchors import check

    sent.write_text(sent.read_text().replace('"hash":"', '"hash":"0'))
    assert [fault.seal for fault in check(sent)] == [1, 2]


def test_a_mail_that_was_sent_outside_finds_an_older_database(sent: Path, settings: Any, tmp_path: Path) -> None:
    from huiyin.record import anchors
    from huiyin.record.models import Seal, SealedHead

    settings.CONFIG = replace(settings.CONFIG, anchor_mail="auditor@example.gov.cn", anchor_file=None)
    with serving(settings) as post:
        anchors.send(days(3))
    mail = tmp_path / "seal.eml"
    mail.write_bytes(post.mails[0].as_bytes())
    assert anchors.check(mail) == []
    SealedHead.objects.filter(seal=2).delete()
    Seal.objects.filter(number=2).delete()
    assert [(fault.kind.value, fault.seal) for fault in anchors.check(mail)] == [("rolled_back", 2)]
