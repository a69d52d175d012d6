"""A registration that is still being typed is never lost, and never registered without a name by mistake."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from huiyin.cases.models import Case
from huiyin.desk.intake import register, unfinished
from huiyin.desk.models import Unfinished
from tests.desk.staff import Answer, Desk, form_on, words

Open = Callable[..., Desk]
VISIT = "/desk/intake/visit"
TYPED = {"name": "陈大山", "phone": "13200007710", "text": "渠道被占，春耕用不上水。", "claims-1-request": "恢复渠道"}


def begun(clerk: Desk, **typed: Any) -> str:
    """A sheet of which something was typed and kept; its key."""
    form = form_on(clerk.open(VISIT))
    clerk.send(VISIT, form, _keep="1", **{**TYPED, **typed})
    return form["_once"][0]


def back(clerk: Desk, key: str) -> dict[str, list[str]]:
    return form_on(clerk.open(f"{VISIT}?sheet={key}"))


def test_what_was_typed_stands_in_the_sheet_when_it_is_opened_again(desk: Open) -> None:
    key = begun(desk("wanglan"))
    assert {name: back(desk("wanglan"), key)[name] for name in TYPED} == {
        name: [value] for name, value in TYPED.items()
    }


def test_a_blank_sheet_stays_blank_and_names_what_waits(desk: Open) -> None:
    key = begun(desk("wanglan"))
    blank = desk("wanglan").open(VISIT)
    assert form_on(blank)["name"] == [""] and f"sheet={key}" in blank.content.decode() and "陈" in words(blank)


def test_two_visitors_at_two_windows_do_not_mix(desk: Open) -> None:
    first, second = begun(desk("wanglan")), begun(desk("wanglan"), name="李秀英")
    assert (back(desk("wanglan"), first)["name"], back(desk("wanglan"), second)["name"]) == (["陈大山"], ["李秀英"])


def test_nobody_else_can_open_it(desk: Open) -> None:
    assert back(desk("chenhao"), begun(desk("wanglan")))["name"] == [""]


def test_it_rests_encrypted(desk: Open) -> None:
    begun(desk("wanglan"))
    assert b"%E9%99%88" not in bytes(Unfinished.objects.get().body) and TYPED["phone"].encode() not in bytes(
        Unfinished.objects.get().body
    )


def test_a_form_with_something_missing_is_kept_as_well(desk: Open) -> None:
    clerk = desk("wanglan")
    form = form_on(clerk.open(VISIT))
    assert clerk.send(VISIT, form, **{**TYPED, "text": ""}).status_code == 422
    assert back(clerk, form["_once"][0])["name"] == ["陈大山"]


def test_it_outlives_a_fault_while_it_is_registered(desk: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise RuntimeError("the plug was pulled")

    clerk = desk("wanglan")
    form = form_on(clerk.open(VISIT))
    monkeypatch.setattr(register, "register", fails)
    with pytest.raises(RuntimeError):
        clerk.send(VISIT, form, **TYPED)
    assert back(clerk, form["_once"][0])["name"] == ["陈大山"]


def test_it_is_gone_once_it_is_registered(desk: Open) -> None:
    clerk, key = desk("wanglan"), begun(desk("wanglan"))
    assert clerk.send(VISIT, back(clerk, key)).status_code == 303
    assert back(clerk, key)["name"] == [""] and not Unfinished.objects.exists()


def test_it_is_gone_when_its_writer_throws_it_away(desk: Open) -> None:
    clerk, key = desk("wanglan"), begun(desk("wanglan"))
    clerk.browser.post(VISIT, {"_drop": key})
    assert back(clerk, key)["name"] == [""]


def test_the_worker_throws_away_what_nobody_finishes(desk: Open) -> None:
    begun(desk("wanglan"))
    unfinished.tidy(timezone.now() + unfinished.LASTS + timedelta(minutes=1))
    assert not Unfinished.objects.exists()


# -- without a name ----------------------------------------------------------------------------------------------------


def nameless(clerk: Desk, **typed: Any) -> Answer:
    form = form_on(clerk.open(VISIT))
    return clerk.browser.post(VISIT, {**form, "text": TYPED["text"], **typed})


def test_a_matter_of_nobody_is_asked_about_before_it_is_registered(desk: Open) -> None:
    answer = nameless(desk("wanglan"))
    assert (answer.status_code, "匿名登记？" in words(answer), Case.objects.exists()) == (422, True, False)


def test_it_is_registered_once_somebody_says_so(desk: Open) -> None:
    assert nameless(desk("wanglan"), nameless="1").status_code == 303


@pytest.mark.parametrize("known", [{"name": "陈大山"}, {"phone": "13200007710"}, {"representatives": "李秀英"}])
def test_whoever_is_known_by_anything_is_not_asked_about(desk: Open, known: dict[str, str]) -> None:
    assert nameless(desk("wanglan"), **known).status_code == 303
