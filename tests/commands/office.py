"""A morning of one office by keyboard, in a real browser: keys, clicks, requests and seconds of waiting for each task.

``python -m tests.commands.office http://127.0.0.1:8000`` with the city loaded by ``./run demo`` walks all of it: 40
visitors, 60 letters, 200 messages and 30 due matters, each by the person whose work it is (``--each N``: so many of
each). Words that somebody dictates are no keys; what the hand presses to get from field to field is. ``--json FILE``
writes every task for machines.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from playwright.sync_api import Error, sync_playwright

from tests.commands.office_words import Somebody, people

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

#: How often each task comes in the morning of the issue.
MORNING = {"visitor": 40, "letter": 60, "message": 200, "due": 30}
OFFICE = {"width": 1366, "height": 768}
HERE = "document.activeElement.id || document.activeElement.name"
MOST_TABS = 60
CARD = re.compile(r"/desk/dispatch/\d{19}")
#: Sends a registration without a page being opened, so that there is something to be sorted.
LODGE = """async ([path, said]) => {
  const page = new DOMParser().parseFromString(await (await fetch(path)).text(), "text/html");
  const form = page.getElementById("intake"), words = new FormData(form);
  Object.entries(said).forEach(([name, value]) => words.set(name, value));
  if (page.getElementById("then-duty")) words.set("then", "duty");
  return (await fetch(form.getAttribute("action"), {method: "POST", body: words})).url;
}"""


@dataclass
class Spent:
    """What one task took. ``seconds`` are those in which the page was waited for, ``sent`` the requests of which the
    browser's own cache answered none; ``way`` says how it ended."""

    keys: int = 0
    clicks: int = 0
    requests: int = 0
    sent: int = 0
    seconds: float = 0.0
    way: str = ""


@dataclass
class Hands:
    """Somebody at a desk who uses the keyboard wherever it leads.

    :ivar turn: which task of theirs this is, from 0.
    :ivar known: whose words stand on a card, by what they say.
    """

    page: Page
    root: str
    come: Iterator[Somebody]
    known: dict[str, Somebody]
    spent: Spent = field(default_factory=Spent)
    turn: int = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.spent.keys += 1
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.insert_text(text)

    def tab_to(self, name: str) -> None:
        for _ in range(MOST_TABS):
            if self.page.evaluate(HERE) == name:
                return
            self.press("Tab")
        raise LookupError(f"{name} cannot be reached by Tab")

    def click(self, selector: str) -> None:
        """A link or button, and before it the fold that hides it."""
        spot = self.page.locator(selector).first
        fold = spot.locator("xpath=ancestor::details[not(@open)]/summary")
        if fold.count():
            self.spent.clicks += 1
            fold.first.click()
        self.spent.clicks += 1
        spot.click()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        begun = time.monotonic()
        yield
        self.spent.seconds += time.monotonic() - begun

    def wait(self, url: str | re.Pattern[str]) -> None:
        with self.waiting():
            self.page.wait_for_url(url)

    def open(self, path: str) -> None:
        with self.waiting():
            self.page.goto(self.root + path)


def visitor(hands: Hands) -> None:
    """A number is drawn and called; what the visitor says is registered, read back, and the receipt is there."""
    hands.open("/desk/waiting")
    hands.press("Alt+1", "Alt+t")
    hands.page.get_by_role("status").first.wait_for()
    hands.press("c")
    hands.page.get_by_text("来了，开始谈").first.wait_for()
    hands.press("r")
    hands.wait("**/desk/intake/visit?ticket=*")
    one = next(hands.come)
    hands.tab_to("id_name")
    hands.type(one.name)
    hands.tab_to("id_phone")
    hands.type(one.phone)
    hands.tab_to("id_text")
    hands.type(one.story)
    hands.press("Alt+r", "Alt+s")
    hands.wait("**/receipt*")
    hands.known[one.story] = one


def letter(hands: Hands) -> None:
    """A letter is typed from paper and registered."""
    hands.open("/desk/")
    hands.press("l")
    hands.wait("**/desk/intake/letter*")
    one = next(hands.come)
    hands.tab_to("id_name")
    hands.type(one.name)
    hands.tab_to("id_text")
    hands.type(one.story)
    hands.press("Alt+s")
    hands.wait("**/receipt*")
    hands.known[one.story] = one


def message(hands: Hands) -> None:
    """What waits is sorted one by one: advice that is right is taken; else the right organ is written, and there it
    goes; what asks for more than that is left for later."""
    if not CARD.search(hands.page.url):
        hands.open("/desk/dispatch")
        hands.press("z")
        hands.wait(CARD)
    page, before = hands.page, hands.page.url
    text = page.locator("main").inner_text()
    one = next((each for story, each in hands.known.items() if story in text), None)
    advice = page.locator("main .next h2").first.inner_text()
    sends, by_hand = "→" in advice or "还不知道转给谁" in text, page.locator("#f-to_organ_typed")
    if one and sends and not one.fits(advice) and by_hand.count():
        hands.spent.way = "organ written"
        if page.locator("#f-to_organ_typed[data-key]").count():
            hands.press(page.locator("#f-to_organ_typed").get_attribute("data-key") or "")
        else:
            hands.spent.clicks += 1
            by_hand.click()
        hands.type(one.to)
        hands.press("Enter")
    elif page.locator("[data-key='B']").count():
        hands.spent.way = "advice taken"
        hands.press("b")
    else:
        hands.spent.way = "left"
        hands.press("s")
    with hands.waiting():
        page.wait_for_function(
            "b => location.href !== b || document.querySelector('main [role=alert], main .error')", arg=before
        )
        if page.url.partition("?")[0] == before.partition("?")[0]:
            # The card asks for more than a key can say: read, and left for later.
            hands.spent.way = "more asked, left"
            hands.press("s")
            page.wait_for_url(lambda url: url.partition("?")[0] != before.partition("?")[0])
        page.wait_for_load_state()


def due(hands: Hands) -> None:
    """The next matter by its day: opened, what was done is written into its journal, and back to the list."""
    hands.open("/desk/")
    rows = hands.page.locator("main table tbody tr:has(a[href*='/desk/cases/'])")
    if not (many := rows.count()):
        raise LookupError("no matter is there")
    if hands.page.locator("tr[data-row-of]").count():
        # Where one stood is kept, so that the key goes on to the next line.
        back = hands.page.evaluate("sessionStorage.getItem('huiyin:row:/desk/') !== null")
        hands.press(*["s"] * (1 if back else hands.turn % many + 1), "Enter")
    else:
        hands.spent.clicks += 1
        rows.nth(hands.turn % many).locator("a").first.click()
    hands.wait("**/desk/cases/*")
    link = hands.page.locator("a[href*='/acts/contact']")
    if not link.count():
        hands.spent.way = "only read"
        return
    hands.spent.way = "contact written"
    hands.click("a[href*='/acts/contact']")
    hands.wait("**/acts/contact*")
    hands.tab_to("f-way")
    hands.type("电话")
    hands.tab_to("f-account")
    hands.type("约好明天上午到现场，请本人在家等。")
    sends = hands.page.locator("#keys kbd", has_text="Ctrl").count()
    hands.press(*(["Control+Enter"] if sends else ["Tab", "Tab", "Enter"]))
    hands.wait("**/desk/cases/*?done=contact*")


#: Whose work each task is; the due matters lie with several.
TASKS: dict[str, tuple[tuple[str, ...], Callable[[Hands], None]]] = {
    "visitor": (("wanglan",), visitor), "letter": (("wanglan",), letter), "message": (("chenhao",), message),
    "due": (("gaolei", "sunli", "luofei", "baochunlai", "feiqin", "yuyue"), due),
}  # fmt: skip


@contextmanager
def sitting(
    browser: Browser, root: str, who: str, come: Iterator[Somebody], known: dict[str, Somebody]
) -> Iterator[Hands]:
    context = browser.new_context(viewport=OFFICE, locale="zh-CN")  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(40_000)
    page.goto(f"{root}/desk/login")
    page.fill("[name=username]", who)
    page.fill("[name=password]", "huiyin-demo")
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/login" not in url)
    hands = Hands(page, root, come, known)
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.on("Network.requestWillBeSent", lambda _: _count(hands, 1))
    line.on("Network.requestServedFromCache", lambda _: _count(hands, 0))
    yield hands
    context.close()


def _count(hands: Hands, asked: int) -> None:
    hands.spent.requests += asked
    hands.spent.sent += 1 if asked else -1


def brought_in(browser: Browser, root: str, many: int, come: Iterator[Somebody], known: dict[str, Somebody]) -> None:
    """So many messages that wait to be sorted."""
    with sitting(browser, root, "linxiaoman", come, known) as hands:
        for _ in range(many):
            one = next(come)
            said = {"name": one.name, "phone": one.phone, "text": one.story, "read_back": "on", "_save": "1"}
            if "/receipt" in hands.page.evaluate(LODGE, ["/desk/intake/phone", said]):
                known[one.story] = one
    print(f"brought in: {len(known)} messages of {many}", flush=True)


def walked(
    browser: Browser, root: str, task: str, many: int, come: Iterator[Somebody], known: dict[str, Somebody]
) -> list[Spent]:
    """Every task of a kind, one behind the other; one that cannot be done is told and stands in the table as such."""
    (whose, work), found = TASKS[task], list[Spent]()
    for place, who in enumerate(whose):
        share = range(place, many, len(whose))
        with sitting(browser, root, who, come, known) as hands:
            for turn, _ in enumerate(share):
                hands.spent, hands.turn = Spent(), turn
                try:
                    work(hands)
                except (Error, LookupError) as why:
                    print(f"{task}, {who}: {str(why).splitlines()[0]} at {hands.page.url}", file=sys.stderr)
                    hands.spent.way = "not done"
                found.append(hands.spent)
    return found


def table(found: dict[str, list[Spent]]) -> Iterator[str]:
    """A line for each kind and way: how often, and of each figure the middle and the worst."""
    names = [name for name in asdict(Spent()) if name != "way"]
    yield "| task | times | " + " | ".join(f"{name}: median, worst" for name in names) + " |"
    yield "|---" * (2 + len(names)) + "|"
    for task, all_of_it in found.items():
        ways = Counter(each.way for each in all_of_it)
        for way, times in [("", len(all_of_it)), *(ways.most_common() if set(ways) != {""} else [])]:
            some = [each for each in all_of_it if way in ("", each.way)]
            cells = (_cell([getattr(each, name) for each in some]) for name in names)
            yield f"| {'– ' + way if way else task} | {times} | " + " | ".join(cells) + " |"
    every = [each for some in found.values() for each in some]
    whole = {name: sum(getattr(each, name) for each in every) for name in names}
    yield f"| all | {len(every)} | " + " | ".join(f"{whole[name]:.0f} in all" for name in names) + " |"


def _cell(values: Sequence[float]) -> str:
    middle, worst = statistics.median(values), max(values)
    return f"{middle:.1f}, {worst:.1f}" if isinstance(worst, float) else f"{middle:.0f}, {worst:.0f}"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.commands.office", description=__doc__.partition("\n")[0])
    parser.add_argument("root", help="where the site answers")
    parser.add_argument("--each", type=int, help="so many of each task (the whole morning)")
    parser.add_argument("--only", choices=TASKS, action="append", help="this task alone")
    parser.add_argument("--seed", type=int, default=1, help="who comes, and with what (1)")
    parser.add_argument("--json", help="write every task into this file")
    asked = parser.parse_args(arguments)
    root, come, found = asked.root.rstrip("/"), people(asked.seed), dict[str, list[Spent]]()
    known: dict[str, Somebody] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=["--no-sandbox"])
        wanted = {task: asked.each or MORNING[task] for task in asked.only or TASKS}
        if "message" in wanted:
            brought_in(browser, root, wanted["message"], come, known)
        for task, many in wanted.items():
            found[task] = walked(browser, root, task, many, come, known)
            print("\n".join(table({task: found[task]})), flush=True)
            if asked.json:
                with open(asked.json, "w") as file:
                    json.dump({name: [asdict(each) for each in some] for name, some in found.items()}, file)
        browser.close()
    print("\n".join(table(found)))
    return 0 if all(each.way != "not done" for some in found.values() for each in some) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
