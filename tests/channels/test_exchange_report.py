"""A report of wrongdoing across two real sites: it leaves by a person with a key, and is read by whoever may there."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest

from huiyin.house.bench.site import free_port
from tests.exchange.partition import Pair, pair
from tests.office import Office, sqlite

#: Words that stand nowhere else: the story, the file, who filed it.
STORY, FILE, NAME, PHONE = MARKERS = ("蘅芜苑的食堂账", "芦雪广账本", "甄士隐甲", "13299990042")


@pytest.fixture(scope="module", params=[sqlite])
def sites(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    folders = [tmp_path_factory.mktemp(name) for name in ("city", "county")]
    city, county = (Office(folder, request.param(folder)) for folder in folders)
    with pair(city, county, 11, (free_port(), free_port())) as found:
        found.county.must("keys", organs=["lx-xfj", "lx-jw"])
        found.city.must("keys", organs=["qc-xfj", "qc-jw"])
        yield found


def reported(sites: Pair, **more: Any) -> int:
    """A report about the county's education office, handed up to the discipline organ of the city."""
    who = {"name": NAME, "phone": PHONE}
    told = {"words": f"{STORY}不对，请查。", "file": FILE, "who": who, **more}
    case = sites.county.must("report", organ="lx-xfj", by="qianwei", accused="lx-jyj", **told)
    given = {"to_organ": "qc-jw", "reason": "反映县教育局，按管理权限报市纪委监委"}
    status, page = sites.county.must("act_with_key", case=case, by="qianwei", act="transfer", given=given)
    assert status == 303, page
    sites.county.must("work", at_once=True)
    return int(case)


def sent(site: Any, case: int, by: str) -> None:
    assert site.must("page", case=case, by=by, part="/elsewhere", send=True)[0] == 303


def reads(site: Any, case: int, *people: str) -> dict[str, bool]:
    """Who reads what the report says, and to whom there is no such page."""
    found = {}
    for name in people:
        status, page = site.must("page", case=case, by=name)
        assert status in (200, 404)
        found[name] = status == 200 and STORY in page
    return found


def words(page: str) -> str:
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_a_report_goes_up_is_read_there_by_its_organ_alone_and_what_is_done_comes_back(sites: Pair) -> None:
    here, there = sites.county, sites.city
    case = reported(sites)
    waits = here.must("page", case=case, by="qianwei", part="/elsewhere")[1]
    assert there.must("elsewhere", mark=str(case)) == [] and "只能由有权看它的人亲自发出" in waits
    sent(here, case, "qianwei")
    (came,) = there.must("elsewhere", mark=str(case))
    assert there.must("state", case=came)["holder"] == "qc-jw"
    assert there.must("wraps", case=came)[0] == ["qc-jw"] and here.must("wraps", case=case)[0] == ["lx-xfj"]
    assert reads(there, came, "yanzheng", "weiqing", "chenhao", "zhaoning", "fangqing") == {
        "yanzheng": True, "weiqing": True, "chenhao": False, "zhaoning": False, "fangqing": False
    }  # fmt: skip
    assert reads(here, case, "qianwei", "tangzhenhua", "yuanzihan", "shenjianguo") == {
        "qianwei": True, "tangzhenhua": False, "yuanzihan": False, "shenjianguo": False
    }  # fmt: skip

    given = {"to_person": "yanzheng", "procedure": "按监督执纪的规定办理，依法保密。"}
    status, page = there.must("act_with_key", case=came, by="yanzheng", act="accept", given=given)
    assert status == 303, words(page)
    there.must("work", at_once=True)
    assert here.must("state", case=case)["stage"] == "transferred"  # nothing of it leaves by itself
    sent(there, came, "yanzheng")
    assert here.must("state", case=case)["stage"] == there.must("state", case=came)["stage"]
    assert "接收" in words(here.must("page", case=case, by="qianwei", part="/elsewhere")[1])
    assert [site.must("lies_open", words=list(MARKERS)) for site in sites.both] == [[], []]


def test_where_the_other_site_cannot_tell_who_is_meant_it_takes_nothing_and_says_so(sites: Pair) -> None:
    sites.city.must("renamed", organ="lx-jyj", name="柳溪县教育和体育局")
    case = reported(sites)
    sent(sites.county, case, "qianwei")
    page = words(sites.county.must("page", case=case, by="qianwei", part="/elsewhere")[1])
    assert sites.city.must("elsewhere", mark=str(case)) == [] and "对方认不准反映的是谁" in page
    sites.city.must("renamed", organ="lx-jyj", name="柳溪县教育局")
    sent(sites.county, case, "qianwei")
    assert len(sites.city.must("elsewhere", mark=str(case))) == 1


def test_what_the_other_site_cannot_hand_to_its_organ_is_said_here_and_goes_on_when_it_is_mended(sites: Pair) -> None:
    here, there = sites.county, sites.city
    there.must("ended", organ="qc-zrzy", ended=True)
    case = here.must("lodge", organ="lx-xfj", by="qianwei", words="绕城公路占地补偿款少算了，请核实。", key="held")
    classes = {"1": {"kind": "grievance", "ground": "6"}}
    here.must("act", case=case, by="qianwei", act="classify", given={"classes": classes}, key="held 1")
    moved = {"to_organ": "qc-zrzy", "reason": "市里征的地"}
    assert isinstance(here.must("act", case=case, by="qianwei", act="transfer", given=moved, key="held 2"), int)
    here.must("work", at_once=True)
    (came,) = there.must("elsewhere", mark=str(case))
    page = words(here.must("page", case=case, by="qianwei", part="/elsewhere")[1])
    assert there.must("state", case=came)["holder"] == "lx-xfj" and "没有人在办" in page
    there.must("ended", organ="qc-zrzy", ended=False)
    sent(here, case, "qianwei")
    here.must("work")
    assert there.must("state", case=came)["holder"] == "qc-zrzy"
    assert here.must("state", case=case)["row"]["fault"] == ""


def test_both_journals_are_whole(sites: Pair) -> None:
    faults = [line for site in sites.both for line in site.must("checked")["wrong"]]
    assert [line for line in faults if not line.startswith("people_")] == []  # names and passwords that tests changed
