import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model

from huiyin.house.config import ROOT, Config, read
from huiyin.house.faults import Refused
from huiyin.house.production import demo_accounts, refuse_unsafe
from huiyin.house.unsealed import unsealed
from huiyin.law.chart.organs import Level, Organ, OrganKind

pytestmark = pytest.mark.django_db


def make_person(*, is_demo: bool) -> None:
    get_user_model().objects.create(username="alice", name="Alice", is_demo=is_demo)


def production() -> Config:
    return read({"HUIYIN_MODE": "production"})


def test_it_refuses_accounts_whose_passwords_everybody_knows() -> None:
    make_person(is_demo=True)
    with pytest.raises(Refused, match="demo accounts"):
        refuse_unsafe(production())


def test_it_accepts_accounts_of_real_people() -> None:
    make_person(is_demo=False)
    assert demo_accounts() == []


def test_it_lets_a_demo_be_a_demo() -> None:
    make_person(is_demo=True)
    refuse_unsafe(read({}))


def test_the_pages_of_invented_data_are_closed_in_production(tmp_path: Path) -> None:
    own = {"HUIYIN_MODE": "production", "HUIYIN_DATA_DIR": str(tmp_path), "HUIYIN_SECRET_KEY": "k" * 60}
    others = {name: value for name, value in os.environ.items() if not name.startswith("HUIYIN_")}
    asked = "import django; django.setup(); from huiyin.house.urls import urlpatterns; print(urlpatterns)"
    command = [sys.executable, "-c", asked]
    done = subprocess.run(command, cwd=ROOT, env={**others, **own}, capture_output=True, text=True, check=True)
    assert ("preferences" in done.stdout, "parts" in done.stdout) == (True, False), done.stderr


def test_it_says_which_organs_have_made_no_sealing_key_and_starts_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lacking = [
        Organ(number, "990100000000", f"第{number}信访局", "", Level.CITY, OrganKind.PETITION_OFFICE)
        for number in range(12)
    ]
    monkeypatch.setattr("huiyin.house.unsealed.keyless", lambda on: lacking)
    (told,) = unsealed(date(2026, 11, 2))
    assert "12 organs" in told and "第9信访局……" in told and "第10" not in told and "docs/sealed.md" in told
