"""A matter that lives now, and a visitor who files one: the cast's words, with the present day for every act."""

from __future__ import annotations

import html
import re
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from huiyin.cases.models import Case
from huiyin.law.frame.facts import Actor
from huiyin.record.models import Event
from tests.city import GROUNDS, OUTCOME, Matter, at_organ, lodge

STORY = (
    "我是柳溪村三组村民陈大山。去年10月我们组的灌溉渠被一家砂场围起来占了42米，春耕用不上水，减产损失3200元。"
    "我找过村里，村里说管不了。根据《水法》规定，渠道是集体的。希望恢复水渠。希望赔偿我的损失3200元。"
)
WAGES = "我在滨河路12号工地干活，老板从2026年3月起拖欠工资26000元。\n诉求：\n1、支付拖欠的工资\n2、补缴社保"
TOLD = {"kind": "help", "text": STORY, "place": "990121101201", "spot": "三组水渠边"}
ME = {"name": "陈大山", "phone": "13200007710", "way": "portal", "people": "1"}
DAY = timedelta(days=1)
CARRIED_OUT = "水渠已经恢复，有照片为证"


def hours_ago(count: float) -> datetime:
    return timezone.now() - timedelta(hours=count)


def just_now() -> datetime:
    """A minute ago, and of today: in the first minute after midnight that would be yesterday."""
    return max(hours_ago(1 / 60), timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0))


def in_a_month() -> str:
    return (timezone.localdate() + timedelta(days=31)).isoformat()


class Life(Matter):
    """A matter whose acts happen a minute ago, or at ``when``."""

    when: datetime | None = None

    def do(self, act: str, by: str | Actor, at: datetime | None = None, **given: Any) -> Event:
        return super().do(act, by, at or self.when or just_now(), **given)

    @property
    def number(self) -> str:
        return str(self.row.number)

    def as_role(self, role: str) -> Actor:
        return at_organ(self.row.holder, role, timezone.now())

    @property
    def outcome(self) -> dict[str, str]:
        """A supporting outcome, promised for a month after the acts."""
        return {**OUTCOME, "execute_by": (timezone.localdate(self.when) + timedelta(days=31)).isoformat()}

    def served(self, **outcome: str) -> Life:
        self.handled()
        self.do("propose", self.as_role("handler"), outcomes={"1": {**self.outcome, **outcome}}, **GROUNDS)
        self.do("sign", self.as_role("head"))
        self.issue(self.when or just_now())
        self.do("serve", self.as_role("handler"), **proof(self.when))
        return self

    def executed(self) -> Life:
        self.served()
        return self.executed_now()

    def executed_now(self) -> Life:
        self.word("report", self.as_role("handler"), self.when or just_now(), account=CARRIED_OUT, kind="site")
        return self


def proof(at: datetime | None = None) -> dict[str, str]:
    day = timezone.localdate(at or just_now())
    return {"method": "by_hand", "receiver": "陈大山", "served_on": day.isoformat(), "proof": "签名"}


def begin(at: datetime | None = None, **changes: Any) -> Life:
    return Life(lodge(at=at or hours_ago(1), **changes))


# A visitor who files -------------------------------------------------------------------------------------------------


def page(answer: HttpResponse) -> str:
    return answer.content.decode()


def plain(answer: HttpResponse) -> str:
    """The words of the page's main part, without markup."""
    whole = page(answer)
    main = whole[whole.index("<main") : whole.index("</main>")]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def fields(answer: HttpResponse) -> dict[str, Any]:
    """What the claims page holds, as a browser would send it back."""
    whole = page(answer)
    found: dict[str, Any] = {"claim": re.findall(r'name="claim" value="(\w+)"', whole)}
    for name, value in re.findall(r'<textarea id="[^"]+" name="([^"]+)"[^>]*>\n?(.*?)</textarea>', whole, re.DOTALL):
        found[name] = html.unescape(value)
    return found


def tell(client: Client, **changes: Any) -> HttpResponse:
    return client.post("/submit/", {**TOLD, **changes})


def go_on(client: Client) -> HttpResponse:
    """The first step again, with what was begun."""
    link = re.search(r'href="(/submit/\?draft=\w+)"', page(client.get("/submit/")))
    assert link
    return client.get(link.group(1))


def confirm(client: Client, **changes: Any) -> HttpResponse:
    return client.post("/submit/claims/", {**fields(client.get("/submit/claims/")), **changes})


def key_of(client: Client) -> str:
    found = re.search(r'name="key" value="(\w+)"', page(client.get("/submit/you/")))
    assert found
    return found.group(1)


def hand_in(client: Client, **changes: Any) -> HttpResponse:
    return client.post("/submit/you/", {**ME, "key": key_of(client), **changes})


def file(client: Client, story: dict[str, Any] | None = None, claims: dict[str, Any] | None = None, **you: Any) -> Case:
    """All three steps; the matter that came of it."""
    tell(client, **(story or {}))
    confirm(client, **(claims or {}))
    answer = hand_in(client, **you)
    assert answer.status_code == 303, plain(answer)
    return Case.objects.get(number=answer.headers["Location"].split("/")[2])
