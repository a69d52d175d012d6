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


def asked_in_production(folder: Path, program: str) -> str:
    """What a program prints that runs under the settings of production."""
    own = {"HUIYIN_MODE": "production", "HUIYIN_DATA_DIR": str(folder), "HUIYIN_SECRET_KEY": "k" * 60}
    others = {name: value for name, value in os.environ.items() if not name.startswith("HUIYIN_")}
    command = [sys.executable, "-c", f"import django; django.setup(); {program}"]
    done = subprocess.run(command, cwd=ROOT, env={**others, **own}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_pages_of_invented_data_are_closed_in_production(tmp_path: Path) -> None:
    told = asked_in_production(tmp_path, "from huiyin.house.urls import urlpatterns; print(urlpatterns)")
    assert ("preferences" in told, "parts" in told) == (True, False)


def test_no_neighbour_can_plant_a_cookie_that_opens_something(tmp_path: Path) -> None:
    names = "settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, keys.COOKIE, known.COOKIE, browser.COOKIE"
    told = asked_in_production(
        tmp_path,
        "from django.conf import settings; from huiyin.gate import keys, known; "
        f"from huiyin.portal.entering import browser; print({names})",
    )
    assert [name.startswith("__Host-") for name in told.split()] == [True] * 5


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
