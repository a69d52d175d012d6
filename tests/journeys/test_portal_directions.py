"""From right to left (Uyghur) and from top to bottom (Mongolian): a translator adds a file of words and nothing else.

The words here are none: letters of the script in place of every Chinese sentence, a third longer, as real ones are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polib
import pytest

from tests.journeys.visitor import PHONE, Visit

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCRIPTS = {"ug": "ئۇيغۇر تىلىدا يېزىلغان سۆز ", "mn-mong": "ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ ᠦᠭᠡ "}
DESKTOP = {"width": 1280, "height": 800}
PAGES = (
    "/", "/submit/", "/follow/", "/guide/", "/offices/", "/privacy/", "/retaliation/", "/verify/", "/submit/offline/",
)  # fmt: skip
_HOLE = re.compile(r"%\(\w+\)[sd]|\{\w+[^}]*\}|%%")
#: Words that lie on words, and what sticks out of the window across the lines.
_FAULTS = """() => {
  const root = document.documentElement, down = getComputedStyle(root).writingMode.startsWith('vertical');
  const said = [];
  if (down ? root.scrollHeight > root.clientHeight + 1 : root.scrollWidth > root.clientWidth + 1)
    said.push(`runs over: ${root.scrollWidth}×${root.scrollHeight}`);
  const picked = 'h1,h2,h3,p,label,legend,input,textarea,select,.button,summary,dt,dd,.doors a,nav a,.plain,.due,.tag';
  const all = [...document.querySelectorAll(picked)].filter((e) => e.checkVisibility() && !e.closest('.unseen, .skip'))
    .map((e) => ({ e, b: e.getBoundingClientRect() })).filter(({ b }) => b.width > 1 && b.height > 1);
  for (const { e, b } of all) {
    const out = down ? b.top < -1 || b.bottom > innerHeight + 1 : b.left < -1 || b.right > innerWidth + 1;
    if (out) said.push('sticks out: ' + e.outerHTML.slice(0, 90));
  }
  for (let i = 0; i < all.length; i++) for (let j = i + 1; j < all.length; j++) {
    const { e: a, b: p } = all[i], { e: c, b: q } = all[j];
    if (a.contains(c) || c.contains(a)) continue;
    const w = Math.min(p.right, q.right) - Math.max(p.left, q.left);
    const h = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
    if (w > 3 && h > 3) said.push('overlap: ' + a.outerHTML.slice(0, 70) + ' × ' + c.outerHTML.slice(0, 70));
  }
  return said.slice(0, 6);
}"""


def words(script: str, msgid: str) -> str:
    """Letters of the script as long as the sentence and a third more, with its holes."""
    length = len(_HOLE.sub("", msgid)) * 4 // 3 + 2
    return (SCRIPTS[script] * (length // len(SCRIPTS[script]) + 1))[:length] + " ".join(_HOLE.findall(msgid))


@pytest.fixture(params=SCRIPTS)
def script(request: pytest.FixtureRequest, tmp_path: Path, settings: Any) -> Iterator[str]:
    """One file of words is added; everything else follows from its name."""
    from django.utils.translation import trans_real

    from huiyin.house import languages, translations

    code = str(request.param)
    part = polib.POFile()
    part.metadata = {"Content-Type": "text/plain; charset=utf-8"}
    for msgid in {use.msgid for use in translations.uses()}:
        part.append(polib.POEntry(msgid=msgid, msgstr=words(code, msgid)))
    (tmp_path / "parts").mkdir()
    part.save(str(tmp_path / "parts" / f"portal.{code}.po"))
    translations.compile_messages(tmp_path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(languages, "offered", lambda: languages.present(tmp_path / "parts"))
        settings.LANGUAGES = [(each.code, each.name) for each in languages.present(tmp_path / "parts")]
        settings.LOCALE_PATHS = [str(tmp_path), *settings.LOCALE_PATHS]
        trans_real._translations.pop(code, None)
        yield code
    trans_real._translations.pop(code, None)


@pytest.fixture
def matter(city: None) -> Any:
    from tests.portal.life import begin

    return begin().executed()


def faults(page: Page) -> list[str]:
    found: list[str] = page.evaluate(_FAULTS)
    return found


def choose(page: Page, script: str) -> None:
    page.locator(f"button[name=language][value={script}]").click()
    page.locator(f"html[lang='{script}' i]").wait_for(state="attached")


@pytest.fixture(params=[PHONE, DESKTOP], ids=["phone", "desktop"])
def reader(request: pytest.FixtureRequest, visit: Visit, script: str) -> Callable[[str], Page]:
    """Somebody who reads that script and opens pages."""

    def open_page(where: str) -> Page:
        page = visit(where, viewport=request.param)
        choose(page, script)
        return page

    return open_page


def test_the_public_pages_run_the_way_the_script_runs(reader: Callable[[str], Page]) -> None:
    page, found = reader("/"), {}
    base = page.url.rstrip("/")
    for where in PAGES:
        page.goto(base + where)
        found[where] = faults(page)
    assert {where: wrong for where, wrong in found.items() if wrong} == {}


def test_a_matter_runs_the_way_the_script_runs(reader: Callable[[str], Page], matter: Any) -> None:
    page = reader(f"/follow/?n={matter.number}")
    page.locator("#number").fill(matter.number)
    page.locator("#code").fill(matter.lodged.query_code)
    page.locator("main form .button").click()
    page.wait_for_url(f"**/{matter.number}/")
    assert faults(page) == []


def test_the_page_says_which_way_it_runs(visit: Visit, script: str) -> None:
    page = visit("/")
    choose(page, script)
    mode, direction = page.evaluate(
        "[getComputedStyle(document.body).writingMode, getComputedStyle(document.body).direction]"
    )
    assert (mode, direction) == {"ug": ("horizontal-tb", "rtl"), "mn-mong": ("vertical-lr", "ltr")}[script]


def test_without_a_file_of_words_a_language_is_not_offered(visit: Visit) -> None:
    page = visit("/")
    offered = page.locator("button[name=language]").evaluate_all("all => all.map((each) => each.value)")
    assert offered == ["en"]
