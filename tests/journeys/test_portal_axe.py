"""Axe on every public page there is, found by itself: 400 % zoom, large type, dark, on paper, in English."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.journeys.axe import SMALL, faults
from tests.journeys.visitor import Visit, follow

#: No pages: a script, a list for installing, what is only ever sent to, and files.
NO_PAGES = {
    "worker", "manifest", "places", "centres",
    "submit-discard", "leave", "mine-as-file", "open-csv", "open-json", "open-catalog",
}  # fmt: skip
OF_A_MATTER = (
    "",
    "receipt/",
    "card/",
    "together/",
    "notices/",
    "keep/",
    "supplement/",
    "rate/",
    "reopen/",
    "seek_review/",
)
ONLY_SENT_TO, NOT_FOUND = 405, 404
#: A window of 1280 px at 400 % is 320 px wide, each of them four dots.
ZOOMED = {"viewport": SMALL, "device_scale_factor": 4}
WAYS: dict[str, dict[str, Any]] = {
    "400 % zoom": {"device": ZOOMED},
    "large type, dark": {"device": {"viewport": SMALL, "color_scheme": "dark"}, "wishes": {"huiyin_edition": "large"}},
    "English, large type": {
        "device": {"viewport": SMALL},
        "wishes": {"huiyin_edition": "large", "django_language": "en"},
    },
    "on paper": {"device": {"viewport": {"width": 794, "height": 1123}}, "media": "print"},
    "forced colours": {"device": {"viewport": SMALL, "forced_colors": "active"}},
}


@pytest.fixture(params=WAYS.values(), ids=WAYS.keys())
def way(request: pytest.FixtureRequest) -> dict[str, Any]:
    found: dict[str, Any] = request.param
    return found


@pytest.fixture
def answered(city: None) -> Any:
    from tests.portal.life import begin

    return begin().executed()


@pytest.fixture
def joint(city: None) -> Any:
    from huiyin.cases.identity import Identity
    from huiyin.cases.lodging import Capacity, PartyText
    from tests.portal.life import begin

    capacities = (Capacity.PETITIONER, Capacity.REPRESENTATIVE, Capacity.COSIGNER)
    names = ("陈大山", "王二梅", "李长根")
    parties = (PartyText(how, Identity(name, phone="13200007710")) for how, name in zip(capacities, names, strict=True))
    return begin(parties=tuple(parties), petitioners=3)


def everything() -> Iterator[str]:
    """The address of every page that needs nothing to be known."""
    from django.urls import URLPattern, reverse

    from huiyin.portal.urls import urlpatterns

    for each in urlpatterns:
        if isinstance(each, URLPattern) and each.name not in NO_PAGES and "<" not in str(each.pattern):
            yield reverse(f"portal:{each.name}")


def look(visit: Visit, way: dict[str, Any], pages: list[str], matter: Any = None) -> dict[str, list[str]]:
    page = visit("/follow/", **way["device"])
    base = page.url.removesuffix("/follow/")
    wishes = way.get("wishes", {})
    if matter is not None:
        follow(page, matter.number, matter.lodged.query_code)
        page.wait_for_url(f"**/{matter.number}/")
    page.context.add_cookies([{"name": name, "value": wish, "url": base} for name, wish in wishes.items()])
    if "media" in way:
        page.emulate_media(media=way["media"])
    found = {}
    for where in pages:
        if page.request.get(base + where, max_redirects=0).status == ONLY_SENT_TO:
            continue
        answer = page.goto(base + where)
        assert answer is not None and answer.status != NOT_FOUND, where
        found[where] = faults(page, targets="media" not in way)
    return {where: wrong for where, wrong in found.items() if wrong}


def test_no_page_shuts_anybody_out(visit: Visit, way: dict[str, Any]) -> None:
    assert look(visit, way, list(everything())) == {}


def test_no_page_of_a_matter_shuts_anybody_out(visit: Visit, way: dict[str, Any], answered: Any) -> None:
    pages = [*(f"/follow/{answered.number}/{each}" for each in OF_A_MATTER), f"/documents/{answered.number}/"]
    assert look(visit, way, pages, answered) == {}


def test_no_page_of_those_who_file_together_shuts_anybody_out(visit: Visit, way: dict[str, Any], joint: Any) -> None:
    from huiyin.cases.models import Party

    party = Party.objects.filter(case=joint.id, capacity="cosigner").values_list("id", flat=True)[0]
    pages = [f"/follow/{joint.number}/together/", f"/follow/{joint.number}/together/{party}/code/"]
    assert look(visit, way, pages, joint) == {}
