"""A morning of one office by keyboard, in a real browser: keys, clicks, requests and seconds of waiting for each task.

``python -m tests.commands.office http://127.0.0.1:8000`` with the city loaded by ``./run demo``. Each task is done
``--each`` times by the person whose work it is, and the middle is told; a morning of 40 visitors, 60 letters, 200
messages and 30 due matters is worked out from that. Words that somebody dictates are no keys; what the hand presses
to get from field to field is. ``--json FILE`` writes the same for machines.
"""

import argparse
import json
import os
import random
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from playwright.sync_api import TimeoutError as TookTooLong
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

#: Each is another person with another story: whoever says the same twice is asked whether it is the same matter.
PEOPLE = ("陈大山", "李秀英", "王建军", "赵桂花", "周小兰", "吴国庆", "郑春生", "冯玉梅", "蒋文斌", "沈月琴")
STORIES = (
    "我是上桥村三组村民。去年十月起，灌溉渠被围了{n}米，春耕用不上水。请恢复三组的灌溉渠。",
    "小区楼下的饭店每天排油烟到夜里十一点，{n}户人家开不了窗。请叫他们装净化器。",
    "公交{n}路改线以后不到医院了，老人要走三里路。请恢复医院那一站。",
    "孩子学校门口没有红绿灯，上个月撞了{n}个人。请装红绿灯。",
)
#: How often each task comes in the morning of the issue.
MORNING = {"visitor": 40, "letter": 60, "message": 200, "due": 30}
OFFICE = {"width": 1366, "height": 768}
HERE = "document.activeElement.id || document.activeElement.name"
MOST_TABS = 60


@dataclass
class Spent:
    """What one task took. ``seconds`` are those in which the page was waited for."""

    keys: int = 0
    clicks: int = 0
    requests: int = 0
    seconds: float = 0.0


@dataclass
class Hands:
    """Somebody at a desk who uses the keyboard wherever it leads."""

    page: "Page"
    root: str
    spent: Spent = field(default_factory=Spent)
    dice: random.Random = field(default_factory=lambda: random.Random(time.time()))

    def somebody(self) -> tuple[str, str, str]:
        """Name, telephone and story of the next."""
        number = self.dice.randrange(10**8)
        story = self.dice.choice(STORIES).format(n=self.dice.randrange(2, 400))
        return self.dice.choice(PEOPLE), f"132{number:08}", story

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

    def click(self, words: str) -> None:
        self.spent.clicks += 1
        self.page.locator("main").get_by_role("button", name=words).or_(
            self.page.locator("main").get_by_role("link", name=words)
        ).first.click()

    def wait(self, url: str | re.Pattern[str]) -> None:
        begun = time.monotonic()
        self.page.wait_for_url(url)
        self.spent.seconds += time.monotonic() - begun

    def open(self, path: str) -> None:
        begun = time.monotonic()
        self.page.goto(self.root + path)
        self.spent.seconds += time.monotonic() - begun


def visitor(hands: Hands) -> None:
    """A number is drawn and called; what the visitor says is registered, read back, and the receipt is there."""
    hands.open("/desk/waiting")
    hands.press("Alt+1", "Alt+t")
    hands.page.get_by_role("status").first.wait_for()
    hands.press("c")
    hands.page.get_by_text("来了，开始谈").first.wait_for()
    hands.press("r")
    hands.wait("**/desk/intake/visit?ticket=*")
    name, phone, story = hands.somebody()
    hands.tab_to("id_name")
    hands.type(name)
    hands.tab_to("id_phone")
    hands.type(phone)
    hands.tab_to("id_text")
    hands.type(story)
    hands.press("Alt+r", "Alt+s")
    hands.wait("**/receipt*")


def letter(hands: Hands) -> None:
    """A letter is typed from paper and registered."""
    hands.open("/desk/")
    hands.press("l")
    hands.wait("**/desk/intake/letter")
    name, _, story = hands.somebody()
    hands.tab_to("id_name")
    hands.type(name)
    hands.tab_to("id_text")
    hands.type(story)
    hands.press("Alt+s")
    hands.wait("**/receipt*")


def message(hands: Hands) -> None:
    """What waits is sorted one by one: the advice is read over and taken, or the way that is likelier."""
    if not re.search(r"/desk/dispatch/\d{19}", hands.page.url):
        hands.open("/desk/dispatch")
        hands.press("z")
        hands.wait(re.compile(r"/desk/dispatch/\d{19}"))
    before = hands.page.url
    if hands.page.locator("[data-key='B']").count():
        hands.press("b")
    else:
        # No advice that is sure enough: left for later, as a person does who must ask first.
        hands.press("s")
    begun = time.monotonic()
    hands.page.wait_for_function(
        "before => location.href !== before || document.querySelector('main .error')", arg=before
    )
    if hands.page.url == before:
        # The card asks for more than a key can say: read, and left for later.
        hands.click("先放着，看下一件")
        hands.page.wait_for_function("before => location.href !== before", arg=before)
    hands.page.wait_for_load_state()
    hands.spent.seconds += time.monotonic() - begun


def due(hands: Hands) -> None:
    """The matter nearest its day: opened, what was done is written into its journal, and back to the list."""
    hands.open("/desk/")
    hands.press("s", "Enter")
    hands.wait("**/desk/cases/*")
    where = hands.page.url.partition("?")[0]
    hands.page.goto(f"{where}/acts/contact")
    hands.spent.clicks += 2
    hands.tab_to("f-way")
    hands.type("电话")
    hands.tab_to("f-account")
    hands.type("约好明天上午到现场，请本人在家等。")
    hands.press("Tab", "Tab", "Enter")
    hands.wait("**/desk/cases/*?done=contact")


TASKS: dict[str, tuple[str, Callable[[Hands], None]]] = {
    "visitor": ("wanglan", visitor), "letter": ("wanglan", letter), "message": ("chenhao", message),
    "due": ("gaolei", due),
}  # fmt: skip


@contextmanager
def sitting(browser: "Browser", root: str, who: str) -> Iterator[Hands]:
    context = browser.new_context(viewport=OFFICE, locale="zh-CN")  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(40_000)
    page.goto(f"{root}/desk/login")
    page.fill("[name=username]", who)
    page.fill("[name=password]", "huiyin-demo")
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/login" not in url)
    hands = Hands(page, root)
    page.on("request", lambda _: setattr(hands.spent, "requests", hands.spent.requests + 1))
    yield hands
    context.close()


def measured(browser: "Browser", root: str, task: str, each: int) -> list[Spent]:
    who, work = TASKS[task]
    found: list[Spent] = []
    with sitting(browser, root, who) as hands:
        for _ in range(each):
            hands.spent = Spent()
            try:
                work(hands)
            except (TookTooLong, LookupError) as why:
                print(f"{task}: {str(why).splitlines()[0]} at {hands.page.url}", file=sys.stderr)
                continue
            found.append(hands.spent)
    return found


def middle(some: Sequence[Spent]) -> Spent:
    return Spent(*(statistics.median(getattr(one, name) for one in some) for name in asdict(Spent())))


def tell(task: str, one: dict[str, float]) -> None:
    """One line, as soon as the task is through."""
    row = f"{MORNING[task]:>6}{one['keys']:>6.0f}{one['clicks']:>8.0f}{one['requests']:>10.0f}{one['seconds']:>9.1f}"
    print(f"{task:10}{row}", flush=True)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.commands.office", description=__doc__.partition("\n")[0])
    parser.add_argument("root", help="where the site answers")
    parser.add_argument("--each", type=int, default=5, help="how often each task is done (5)")
    parser.add_argument("--only", choices=TASKS, action="append", help="this task alone")
    parser.add_argument("--json", help="write the figures into this file")
    asked = parser.parse_args(arguments)
    figures: dict[str, dict[str, float]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=["--no-sandbox"])
        print(f"{'':10}{'times':>6}{'keys':>6}{'clicks':>8}{'requests':>10}{'seconds':>9}")
        for task in asked.only or TASKS:
            if some := measured(browser, asked.root.rstrip("/"), task, asked.each):
                figures[task] = {**asdict(middle(some)), "done": len(some)}
                tell(task, figures[task])
        browser.close()
    whole = {name: sum(MORNING[task] * one[name] for task, one in figures.items()) for name in ("keys", "seconds")}
    print(f"morning: {whole['keys']:.0f} keys, {whole['seconds'] / 60:.0f} minutes of waiting for pages")
    if asked.json:
        with open(asked.json, "w") as file:
            json.dump(figures, file, ensure_ascii=False, indent=1)
    return 0 if len(figures) == len(asked.only or TASKS) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
