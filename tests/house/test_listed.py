"""No list is cut without a word: each says that there is more and offers the rest, or stands here with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from types import SimpleNamespace as Step
from typing import Any

import pytest
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string

from huiyin.house.config import ROOT
from huiyin.law.papers import Paper
from huiyin.law.terms import Act
from huiyin.wording.listed import LONGEST, cut, listed, wanted

HOUSE = ROOT / "huiyin"
#: Where lists for pages are made; the index only proposes, and the interface for machines has pages of its own.
ROOMS = ("desk", "portal", "cases", "channels", "together", "reception", "joint", "gate", "insights", "api")
CUT = re.compile(r"\[ ?: ?(?:[A-Z][A-Z_]+|[a-z_]*most[a-z_]*|count)\b[^\]]*\]|LIMIT \{?[A-Za-z_.]+")
#: Those who say it themselves, with a way to the rest; the caller counts one row more.
COUNTED = "the page says so: huiyin.wording.listed"
PAGES = "pages, each with an address of the next"
TEXT = "a text or a typed value, no list"
BEST = "the best few of what is only proposed"
PORTION = "a portion; the rest follows in the next round"
TOLD = "whoever would add one more is told"
WHY: dict[str, str] = {
    "desk/accounts/lists.py": PAGES,
    "desk/answers/ready.py": BEST,
    "desk/lists/approvals.py": COUNTED,
    "desk/audit/seals.py": PAGES,
    "desk/audit/shelves.py": PAGES,
    "desk/matter/case_page.py": COUNTED,
    "desk/dispatch/batches.py": "as many as one page of cards can tick",
    "desk/records/bulk.py": "as many as one sheet takes; that more were ticked is said on it",
    "desk/lists/counting.py": "a count that says 99+",
    "desk/lists/helping.py": "a count that says 99+",
    "desk/dispatch/cards.py": PAGES,
    "desk/dispatch/order.py": PAGES,
    "desk/lists/exports.py": PORTION,
    "desk/keeping/pages.py": "the oldest five thousand files; what is destroyed or kept on makes room for the rest",
    "desk/field/mine.py": "what a phone takes along; the desk has the whole list",
    "desk/field/sending.py": TEXT,
    "desk/lists/finding.py": BEST,
    "desk/lists/hand_over.py": "the page says so; what is handed over makes room for the rest",
    "desk/intake/alike.py": BEST,
    "desk/intake/calls.py": TEXT,
    "desk/intake/hints.py": BEST,
    "desk/meeting/conference.py": "each kind of record has a list of its own, with pages",
    "desk/matter/offered.py": BEST,
    "desk/papers/lists.py": PAGES,
    "desk/place/changes.py": "the page says how many rows of a change it leaves out",
    "desk/place/home.py": "the last few; the list of all changes is one link away",
    "desk/place/organs.py": "places offered while typing; any other is written as it is called",
    "desk/entering/provider.py": TEXT,
    "desk/lists/queues.py": PAGES,
    "desk/reception/on_the_day.py": TEXT,
    "desk/reception/rooms.py": "the newest words of visitors, in no order",
    "desk/reception/sheets.py": "one printed page; the visit's own page has the rest",
    "desk/reception/waiting.py": TEXT,
    "desk/records/lists.py": PAGES,
    "desk/lists/saved_searches.py": TOLD,
    "desk/lists/search.py": COUNTED,
    "desk/entering/sign_in.py": "the demonstration's list of accounts",
    "desk/topics/pages.py": COUNTED,
    "desk/lists/trouble.py": COUNTED,
    "desk/trying/pages.py": "the page of a trial says how many it was played on",
    "desk/matter/unsure.py": "a sentence; dots say that there are more",
    "portal/filing/claims.py": TOLD,
    "joint/way_back.py": "the newest of one person; the counter has the others",
    "portal/filing/drafts.py": "begun and not sent within three days in one browser",
    "portal/filing/pressing.py": BEST,
    "portal/following/pages.py": TEXT,
    "portal/following/visits.py": TEXT,
    "portal/heard/shown.py": "the hearings that come next, and the newest that were published",
    "portal/mine/accounts.py": TOLD,
    "cases/accused.py": TEXT,
    "cases/carrying.py": PORTION,
    "cases/asked.py": "one typed number; so many matters of one foreign number are ambiguous anyway",
    "cases/earlier.py": "folded behind the first; the search says that there are more",
    "cases/papers/history.py": "the paper says what it leaves out, and where that stands",
    "cases/papers/finishing.py": PORTION,
    "cases/papers/service.py": COUNTED,
    "cases/ledgers.py": PAGES,
    "cases/keeping_keys.py": PORTION,
    "cases/lodging.py": TEXT,
    "cases/materials.py": TEXT,
    "cases/queries.py": COUNTED,
    "cases/rotation.py": PORTION,
    "channels/letters/arrival.py": TEXT,
    "channels/management/commands/import_messages.py": "all of them are in the file that the command names",
    "channels/scans/reading.py": TEXT,
    "desk/dispatch/suggestions.py": BEST,
    "desk/orders/pages.py": "the page counts those that it does not show, and takes all of them in",
    "channels/posting.py": COUNTED,
    "channels/sheets/reading.py": "the lines in which headings are looked for",
    "together/daily.py": "a mail that says so; the rest is on the desk",
    "together/notes.py": COUNTED,
    "together/unserved.py": PORTION,
    "portal/public/open_data.py": "the page says so; the files hold all of it",
    "reception/choosing.py": BEST,
    "reception/conduct.py": TEXT,
    "reception/words.py": TEXT,
    "reception/room.py": "the wall shows who was called last",
    "cases/queues.py": PAGES,
    "desk/lists/views_of_lists.py": TEXT,
    "desk/forms/acts.py": TEXT,
    "desk/forms/inserting.py": BEST,
    "channels/arrivals/lists.py": COUNTED,
    "cases/withheld.py": TEXT,
    "channels/arrivals/tidying.py": PORTION,
    "channels/orders/columns.py": TEXT,
    "channels/orders/ordering.py": PORTION,
    "channels/orders/registering.py": PORTION,
    "channels/mail/reading.py": TEXT,
    "desk/forms/answered.py": "a matter is objected to twice by each organ at most",
    "desk/mails/filled.py": TEXT,
    "gate/keys.py": PORTION,
    "insights/language/calling.py": TEXT,
    "insights/language/drafting.py": "what is read to a model, and how much of its answer is shown",
    "insights/earlier.py": "more than that is no one person; the page that shows them says that there are more",
    "insights/gathering.py": "what is read of the newest to see whether they gather",
    "insights/growing.py": BEST,
    "insights/agreement.py": "the newest of a year are counted; of corrections the newest are shown",
    "insights/likeness.py": "the closest are compared; the worker goes on where it ended",
    "insights/counting_words.py": "a sample from all over the record",
    "insights/learned/grams.py": TEXT,
    "insights/learned/model.py": BEST,
    "insights/learned/training.py": BEST,
    "insights/others.py": "the page of the search says that there are more",
    "desk/forms/opinion.py": TEXT,
    "insights/replies.py": TEXT,
    "insights/own.py": "the newest from which is learned",
    "insights/own_subjects.py": "the newest from which is learned",
    "insights/subjects.py": BEST,
    "insights/quality.py": COUNTED,
    "insights/related.py": BEST,
    "insights/same/pairs.py": BEST,
    "insights/similar.py": TEXT,
    "insights/storage.py": "of one rare word so many; what shares more words is ranked before",
    "insights/suggesting.py": BEST,
    "insights/topics/kept.py": "topics are shown by their first members; each leads to the list of all",
    "insights/spoken.py": BEST,
    "insights/topics/vectors.py": TEXT,
    "insights/trends.py": "a picture of the largest; the table behind it has all",
    "insights/words.py": TEXT,
    "api/hooks/operations.py": "the oldest that failed; what is sent again makes room for the rest",
    "api/hooks/work.py": PORTION,
    "channels/exchange/sending.py": PORTION,
    "channels/mail/attached.py": "told as unread, on the list and beside the file",
    "api/keys.py": TEXT,
    "api/open311/reports.py": "GeoReport v2 says so: the first 1,000 of a span, narrowed by its days",
    "api/records/lists.py": PAGES,
    "api/records/shown.py": TEXT,
    "api/scim/people.py": "told in totalResults; found by filter beyond that",
    "gate/known.py": "the names that one device keeps",
}


def cuts() -> Iterator[str]:
    for room in ROOMS:
        for path in sorted((HOUSE / room).rglob("*.py")):
            if "migrations" not in path.parts and CUT.search(path.read_text("utf-8")):
                yield path.relative_to(HOUSE).as_posix()


def test_every_cut_has_its_reason() -> None:
    assert sorted(set(cuts()) - WHY.keys()) == []


@pytest.mark.parametrize("place", sorted(place for place, why in WHY.items() if why == COUNTED and "desk/" in place))
def test_a_page_that_cuts_says_so(place: str) -> None:
    assert "huiyin.wording.listed" in (HOUSE / place).read_text("utf-8")


def test_every_list_of_a_page_is_followed_by_its_rest() -> None:
    used = [
        path
        for path in HOUSE.rglob("*.py")
        if "listed(request" in path.read_text() or "cut(request" in path.read_text()
    ]
    told = [path for path in HOUSE.rglob("*.html") if "parts/rest.html" in path.read_text("utf-8")]
    assert len(told) >= len({path.name for path in used if path.name != "listed.py"})


# The value itself ----------------------------------------------------------------------------------------------------


def asked(query: str = "") -> HttpRequest:
    request = HttpRequest()
    request.GET = QueryDict(query)
    return request


def shown(query: str, rows: int, most: int = 10) -> str:
    return render_to_string("parts/rest.html", {"list": listed(asked(query), list(range(rows)), most)})


def test_a_list_that_is_whole_says_nothing() -> None:
    assert shown("", 10).strip() == ""


def test_a_longer_one_says_how_many_are_shown_and_offers_the_rest() -> None:
    html = shown("of=7", 11)
    assert "这里先列 10 项" in html and 'href="?of=7&amp;show=50"' in html


def test_the_rest_is_there_when_it_is_asked_for() -> None:
    assert len(listed(asked("show=50"), list(range(40)), 10)) == 40


def test_what_no_page_can_hold_says_what_to_do_instead() -> None:
    assert "请缩小范围" in shown(f"show={LONGEST}", LONGEST + 1)


@pytest.mark.parametrize("typed", ["-1", "0", "5", "²", "9" * 30, "1e9", str(LONGEST + 1)])
def test_a_strange_number_changes_nothing(typed: str) -> None:
    assert wanted(asked(f"show={typed}"), 10) == 10


def test_two_lists_of_a_page_do_not_disturb_each_other() -> None:
    first, second = asked("show=50&posted=20"), cut(asked("show=50"), range(20), True, 20, "posted")
    assert (wanted(first, 10), wanted(first, 10, "posted"), second.rest) == (50, 20, "?show=50&posted=100")


@pytest.mark.parametrize(("steps", "lines"), [(40, 40), (41, 40), (90, 40)])
def test_a_long_history_on_paper_says_what_it_leaves_out(steps: int, lines: int, monkeypatch: Any) -> None:
    from huiyin.cases.papers import history as paper

    monkeypatch.setattr(paper, "people", lambda case, secret: ())
    monkeypatch.setattr(paper.Organ.objects, "filter", lambda **asked: ())
    events = [Step(act=Act.CONTACT, on=date(2026, 1, 1) + timedelta(days=n), organ=None) for n in range(steps + 1)]
    record = Step(kind=Paper.ARCHIVE_FORM, events=[(Step(seq=n), each) for n, each in enumerate(events, 1)], begins=1)
    record.case, record.facts = None, Step(report=False)
    told = list(paper.history(record))
    left_out = [line.text for line in told if "从略" in line.text]
    assert len(told) == lines and left_out == ([] if steps == 40 else [left_out[0]])
    assert steps == 40 or f"的{steps - 39}步从略" in left_out[0]
