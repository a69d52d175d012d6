"""What is asked of the site: the pages staff look at all day, and a whole life of a matter, form by form."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import partial
from random import Random
from urllib.parse import quote_plus
from uuid import uuid4

from huiyin.house.bench.visitor import Visitor, done, seen, sign_in
from huiyin.store.ids import first_id_at

CHINA = timezone(timedelta(hours=8))
_CODE = re.compile(r"\b([2-9A-Z]{4}) ([2-9A-Z]{4})\b")
_OWED = re.compile(r"/papers/drafts/(\d+)/issue")
_NUMBER = re.compile(r"\d{19}")
#: Two words of which every twentieth letter has one and every eightieth the other.
SEARCHES = ("灌溉渠 柳溪", "路灯 老人", "油烟 云河", "工资 班组", "电梯 图纸", "医保 材料", "噪声 热线", "下水道 物业")


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of one area, and matters that the dispatcher may read: usernames, ids, numbers."""

    place: str
    clerk: str
    dispatcher: str
    department: int
    handler: str
    handler_id: int
    head: str
    supervisor: str
    password: str
    cases: list[str]


class Office:
    """The staff of one area, each signed in when first needed. ``visit`` opens a browser."""

    def __init__(self, cast: Cast, visit: Callable[[], Visitor], chance: Random) -> None:
        self.cast, self.chance, self._visit = cast, chance, visit
        self._signed_in: dict[str, Visitor] = {}
        self._sortable = ""

    def _at_desk(self, username: str) -> Visitor:
        if username not in self._signed_in:
            self._signed_in[username] = visitor = self._visit()
            sign_in(visitor, username, self.cast.password)
        return self._signed_in[username]

    @property
    def clerk(self) -> Visitor:
        return self._at_desk(self.cast.clerk)

    @property
    def dispatcher(self) -> Visitor:
        return self._at_desk(self.cast.dispatcher)

    @property
    def handler(self) -> Visitor:
        return self._at_desk(self.cast.handler)

    @property
    def head(self) -> Visitor:
        return self._at_desk(self.cast.head)

    @property
    def supervisor(self) -> Visitor:
        return self._at_desk(self.cast.supervisor)

    # Pages ---------------------------------------------------------------------------------------------------------

    def look_at_my_queue(self) -> None:
        seen(self.handler.get("/desk/"))

    def look_at_organ_queue(self) -> None:
        seen(self.dispatcher.get("/desk/organ"))

    def look_at_case(self) -> None:
        seen(self.dispatcher.get(f"/desk/cases/{self.chance.choice(self.cast.cases)}"))

    def look_at_form(self) -> None:
        self._sortable = self._sortable or self.register()
        seen(self.dispatcher.get(f"/desk/cases/{self._sortable}/acts/transfer"))

    def search(self) -> None:
        seen(self.dispatcher.get(f"/desk/search?q={quote_plus(self.chance.choice(SEARCHES))}"))

    def search_number(self) -> None:
        seen(self.dispatcher.get(f"/desk/search?q={self.chance.choice(self.cast.cases)}"))

    def search_person(self) -> None:
        form = {"name": "", "phone": f"199{self.chance.randrange(1000):08}", "id_number": ""}
        seen(self.dispatcher.post("/desk/search", form))

    def look_at_figures(self) -> None:
        seen(self.dispatcher.get("/desk/figures"))

    def look_for_the_late(self) -> None:
        seen(self.supervisor.get("/desk/oversight"))

    def look_at_orders(self) -> None:
        seen(self.supervisor.get("/desk/records/order?shelf=all"))

    def look_at_answered_orders(self) -> None:
        seen(self.supervisor.get("/desk/records/order?shelf=all&stage=answered"))

    def look_for_leaders(self) -> None:
        seen(self.dispatcher.get("/desk/visits/choose"))

    def pages(self) -> dict[str, Callable[[], object]]:
        """Every page, by the name it has in the tables."""
        return {
            "my queue": self.look_at_my_queue,
            "organ queue": self.look_at_organ_queue,
            "case page": self.look_at_case,
            "form of an act": self.look_at_form,
            "search: words": self.search,
            "search: number": self.search_number,
            "search: person": self.search_person,
            "figures": self.look_at_figures,
            "oversight": self.look_for_the_late,
            "orders": self.look_at_orders,
            "orders: one stage": self.look_at_answered_orders,
            "for leaders": self.look_for_leaders,
        }

    def lists(self) -> dict[str, Callable[[], object]]:
        """Both queues in every order there is, from their beginning and from behind a line; and narrowed."""
        from huiyin.cases.queues import MARKS, SORTS  # a browser's process has no models

        ways = [f"sort={sign}{sort}" for sort in SORTS for sign in ("", "-")] + [f"mark={mark}" for mark in MARKS]
        behind = f"&after=0_{datetime.now(CHINA):%Y-%m-%d}_{first_id_at(datetime.now(CHINA))}"
        pages = {"mine": (self.handler, "/desk/"), "organ": (self.dispatcher, "/desk/organ")}
        return {
            f"{name}: {way}{' behind' if more else ''}": partial(self._look, who, f"{url}?{way}{more}")
            for name, (who, url) in pages.items()
            for way in ways
            for more in ("", behind)
        }

    def _look(self, who: Visitor, url: str) -> None:
        seen(who.get(url))

    # A life --------------------------------------------------------------------------------------------------------

    def register(self) -> str:
        """Type in a letter; returns the number of the matter."""
        found = _NUMBER.search(done(self.clerk.post("/desk/intake/letter", self._letter())))
        assert found is not None
        return found[0]

    def _letter(self) -> dict[str, str]:
        someone = self.chance.randrange(10**8)
        return {
            "text": f"我家门前的路灯坏了{someone % 90 + 2}天，晚上一片漆黑，上个月有老人摔伤。请尽快修好。",
            "received_at": datetime.now(CHINA).strftime("%Y-%m-%dT%H:%M"),
            "place": self.cast.place,
            "name": "安" + "知远方明文山"[someone % 6] + chr(0x4E00 + someone % 2000),
            "phone": f"198{someone:08}",
            "id_number": f"99012119700101{someone % 10000:04}",
            "email": f"an{someone}@example.org",
            "address": "柳溪村三组",
            "petitioners": "1",
            "claims": "1",
            "claims-1-request": "请修好坏了的路灯",
            "claims-1-facts": "路灯坏了很久",
            "claims-1-reasons": "影响出行安全",
            "claims-1-kind": "grievance.6",
            "follows": "",
            "_once": uuid4().hex,
        }

    def acts(self) -> list[tuple[Visitor, str, Mapping[str, str]]]:
        today = datetime.now(CHINA).date()
        outcome = {"outcome": "supported", "finding": "现场查看，路灯确已损坏", "basis": "《城市照明管理规定》"}
        outcome["execute_by"] = (today + timedelta(days=30)).isoformat()
        grounds = {"heard": "当面听取了本人陈述", "suffices": "照片清楚，各方没有争议"}
        proof = {"method": "by_hand", "receiver": "安知远", "served_on": today.isoformat(), "proof": "本人签名"}
        return [
            (self.dispatcher, "transfer", {"to_organ": str(self.cast.department), "reason": "路灯归该单位管"}),
            (self.handler, "accept", {"to_person": str(self.cast.handler_id), "procedure": "核实后六十日内书面答复您"}),
            (self.handler, "propose", {**{f"outcomes-1-{part}": said for part, said in outcome.items()}, **grounds}),
            (self.head, "sign", {}),
            (self.handler, "serve", proof),
        ]

    def issue(self, number: str) -> None:
        """The handler issues the opinion, which is owed last: it has to be there before it is served (Art. 32, 35)."""
        owed = _OWED.findall(seen(self.handler.get(f"/desk/cases/{number}/papers")))
        done(self.handler.post(f"/desk/cases/{number}/papers/drafts/{owed[-1]}/issue", {}))

    def do(self, who: Visitor, number: str, act: str, fields: Mapping[str, str]) -> None:
        done(who.post(f"/desk/cases/{number}/acts/{act}", {**fields, "_once": uuid4().hex}))

    def do_with_pages(self, who: Visitor, number: str, act: str, fields: Mapping[str, str]) -> None:
        """The act as a person does it: queue, matter, form; then the form is sent, and the matter seen again."""
        seen(who.get("/desk/"))
        seen(who.get(f"/desk/cases/{number}"))
        if act == "serve":
            self.issue(number)  # its form says 409 before
        seen(who.get(f"/desk/cases/{number}/acts/{act}"))
        self.do(who, number, act, fields)
        self._may_see(who, number)

    def _may_see(self, who: Visitor, number: str) -> None:
        """Whoever gave the matter away may be shown the queue instead."""
        if who.get(f"/desk/cases/{number}").status != 200:
            seen(who.get("/desk/"))

    def confirm(self, number: str, code: str, *, pages: bool = False) -> None:
        """The petitioner opens the matter with number and code and says that they are content."""
        petitioner = self._visit()
        if pages:
            seen(petitioner.get("/follow/"))
        done(petitioner.post("/follow/", {"number": number, "code": code}))
        if pages:
            seen(petitioner.get(f"/follow/{number}/"))
            seen(petitioner.get(f"/follow/{number}/rate/"))
        done(petitioner.post(f"/follow/{number}/rate/", {"unit": "satisfied", "key": uuid4().hex}))
        if pages:
            seen(petitioner.get(f"/follow/{number}/"))
        petitioner.close()

    def follow(self, number: str, code: str) -> None:
        """The petitioner looks how things stand."""
        petitioner = self._visit()
        done(petitioner.post("/follow/", {"number": number, "code": code}))
        seen(petitioner.get(f"/follow/{number}/"))
        petitioner.close()

    def receipt(self, number: str) -> str:
        """The clerk prints the receipt; returns the query code on it."""
        found = _CODE.search(seen(self.clerk.get(f"/desk/cases/{number}/receipt")))
        assert found is not None
        return "".join(found.groups())

    def live(self) -> None:
        """One whole life in forms that are sent and none that is looked at: register, transfer, accept and tell (告知),
        propose and sign (decide), issue, serve, rate. Only the receipt is opened, for its query code,
        and the petitioner signs in with it."""
        number = self.register()
        code = self.receipt(number)
        for who, act, fields in self.acts():
            if act == "serve":
                self.issue(number)
            self.do(who, number, act, fields)
        self.confirm(number, code)

    def lives(self) -> dict[str, Callable[[], object]]:
        """What writes, by the name it has in the tables."""
        return {"intake": self.register, "lifecycle": self.live, "lifecycle with pages": self.live_with_pages}

    def live_with_pages(self) -> None:
        """The same life with every page that people open on the way."""
        seen(self.clerk.get("/desk/intake/letter"))
        number = self.register()
        code = self.receipt(number)
        for who, act, fields in self.acts():
            self.do_with_pages(who, number, act, fields)
        self.confirm(number, code, pages=True)
