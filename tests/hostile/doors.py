"""Every door by which a report of wrongdoing comes in, and names written so that they need not be written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.test import Client
from django.utils import timezone

from huiyin.cases.accused import accused_of
from huiyin.cases.lodging import ClaimText
from huiyin.cases.models import Case, Claim
from huiyin.channels.arrivals.models import Arrival
from huiyin.channels.arrivals.taking import take_in
from huiyin.channels.arrivals.work import Readers, work_on_next
from huiyin.channels.exchange import receiving
from huiyin.channels.exchange.pairing import Peer
from huiyin.channels.exchange.protocol import Untrue
from huiyin.channels.registry import connection
from huiyin.law.terms import ClaimKind
from huiyin.people.charts import chart_on
from huiyin.people.models import Person, Post
from huiyin.record.door import Refused
from tests.api.client import Machine
from tests.channels import mails
from tests.channels.stands import workbook as sheet_of
from tests.channels.test_exchange import accused_by_them, told_by_them
from tests.channels.workbooks import HEADINGS, take, workbook
from tests.city import organ
from tests.desk.life import Life, begin
from tests.desk.staff import Answer, Desk, form_on, words
from tests.desk.test_orders import take as take_sheet
from tests.portal.life import confirm, hand_in, plain, tell

PLACE: Final = "990121000000"


@dataclass(frozen=True)
class Named:
    """Somebody, as a person wrote it who dared not, or could not, write the name.

    :param organ: the handle of the organ that is meant; ``person`` a username. Neither: nobody can say who is meant.
    :param field: in which field it stands.
    """

    kind: str
    typed: str
    field: str = "organ"
    organ: str = ""
    person: str = ""

    def __str__(self) -> str:
        return f"{self.kind} ({self.typed})"

    @property
    def shut(self) -> list[tuple[int, int]]:
        """Whoever must not have it: person and seat."""
        if self.person:
            who = Person.objects.get(username=self.person).id
            return [(who, seat) for seat in Post.objects.filter(person=who).values_list("organ", flat=True)]
        barred = chart_on(timezone.localdate()).barred([organ(self.organ)]) if self.organ else ()
        return list(Post.objects.filter(organ__in=barred).order_by("id").values_list("person", "organ"))


NAMES: Final = (
    Named("letters", "县jw", organ="lx-jw"),
    Named("sound", "县记委", organ="lx-jw"),
    Named("old forms", "柳溪縣紀委", organ="lx-jw"),
    Named("half a name", "唐主任", "person", person="tangzhenhua"),
    Named("name in letters", "tang zhen hua", "person", person="tangzhenhua"),
    Named("sound of a name", "糖振华", "person", person="tangzhenhua"),
    Named("title of an office", "柳溪县水利局局长", organ="lx-slj"),
    Named("punctuation", "「柳 溪·县 水利局」", organ="lx-slj"),
    Named("abbreviation", "柳溪县纪检委", organ="lx-jw"),
    Named("another name", "柳溪县土地局", organ="lx-zrzy"),
    Named("who leads it", "柳溪县府", organ="lx-zf"),
    Named("nobody known", "那个管事的"),
)


@dataclass
class Through:
    """What a door was told and what it answered.

    :param case: what came of it; none where it was not taken.
    :param told: what whoever stood at the door read.
    """

    case: Case | None
    told: str = ""


class House:
    """The doors of one city. ``word`` stands in what is told and nowhere else."""

    def __init__(self, machine: Callable[..., Machine], folder: Path, peer: Peer) -> None:
        self.office, self.app, self.folder, self.peer, self.count = (
            machine("office"),
            machine("open311"),
            folder,
            peer,
            0,
        )

    def story(self, word: str, name: Named | None = None) -> str:
        whom = f"我举报{name.typed}收受好处费" if name else "有人收受好处费，我要举报"
        return f"{whom}，{word}的账不清楚，请查处。"

    def portal(self, name: Named, word: str) -> Through:
        client = Client()
        tell(client, kind="report", text=self.story(word), place=PLACE)
        confirm(client, **{"organ": {"accused_name": name.typed}, "person": {"accused_person": name.typed}}[name.field])
        told = plain(client.get("/submit/you/"))
        answer = hand_in(client)
        return Through(_newest() if answer.status_code == 303 else None, told)

    def counter(self, name: Named, word: str, channel: str = "visit") -> Through:
        clerk, url = Desk("wanglan"), f"/desk/intake/{channel}"
        typed = {"text": self.story(word), "place": PLACE, f"accused_{name.field}": name.typed}
        return _registered(clerk, url, typed)

    def letter(self, name: Named, word: str) -> Through:
        return self.counter(name, word, "letter")

    def telephone(self, name: Named, word: str) -> Through:
        return self.counter(name, word, "phone")

    def sheet(self, name: Named, word: str) -> Through:
        self.count += 1
        cells = (str(7000 + self.count), "UU1", "", "2026-11-02 08:05", self.story(word), "", "")
        more = (name.typed, "") if name.field == "organ" else ("", name.typed)
        path = workbook(self.folder, (*cells, *more), headings=(*HEADINGS, "被举报单位", "被举报人"))
        return Through(_newest() if take(path)["new"] else None)

    def hotline(self, name: Named, word: str) -> Through:
        """A work order has no field for it: its words say so."""
        self.count += 1
        row = [f"G{self.count}", "2026-11-02 08:00", self.story(word, name), "13200007710"]
        channel = connection("hotline")
        assert channel is not None
        came = take_in(channel, sheet_of(["工单编号", "来电时间", "诉求内容", "来电号码"], row), row[0], timezone.now())
        _work()
        take_sheet(Desk("wanglan"), came)
        return Through(Case.objects.filter(external_numbers__number=row[0]).first())

    def mail(self, name: Named, word: str) -> Through:
        self.count += 1
        channel = connection("xfj-mail")
        assert channel is not None
        came = take_in(channel, mails.plain("举报", self.story(word, name), mark=f"m{self.count}"), "1", timezone.now())
        _work()
        came.refresh_from_db()
        if came.organ is None:
            return Through(None)
        clerk = _clerk(came)
        url = f"/desk/intake/email?mail={came.id}"
        return _registered(clerk, url, {"place": PLACE, f"accused_{name.field}": name.typed})

    def interface(self, name: Named, word: str) -> Through:
        claims = [{"request": f"查处{word}", "kind": "accusation"}]
        told = self.office.post(
            "/matters",
            {"channel": "phone", "text": self.story(word), "place": PLACE, "claims": claims, "parties": [],
             "accused": {name.field: name.typed}},
        )  # fmt: skip
        return Through(_newest() if told.status_code == 201 else None, told.content.decode())

    def open311(self, name: Named, word: str) -> Through:
        body = {"api_key": self.app.given.text, "service_code": "light", "description": self.story(word, name),
                "address_string": "柳溪县", "attribute[pole]": "1", "attribute[fault]": "dark"}  # fmt: skip
        told = self.app.browser.post("/open311/v2/requests.json", body)
        return Through(_newest() if told.status_code == 200 else None, told.content.decode())

    def exchange(self, name: Named, word: str) -> Through:
        self.count += 1
        capacity = {"organ": "accused_organ", "person": "accused_person"}[name.field]
        claim = {"number": 1, "kind": "accusation", "ground": "", "request": f"查处{word}", "facts": "", "reasons": ""}
        brought = told_by_them(
            number=f"99012120261130{self.count:05}", text=self.story(word), claims=[claim], unsure=True,
            organ="lx-xfj", place=PLACE, parties=[accused_by_them(name.typed, capacity)],
        )  # fmt: skip
        said = {"brought": brought, "mark": str(self.count), "upto": 1, "head": "00", "begun": 1}
        try:
            receiving._taken_in(self.peer, said, timezone.now())
        except (Untrue, Refused) as refused:
            return Through(None, str(refused))
        return Through(_newest())

    def split(self, name: Named, word: str) -> Through:
        """One claim of a matter is a report; it goes its own way."""
        found = accused_of(timezone.localdate(), PLACE, **{name.field: name.typed})
        claims = (
            ClaimText(f"查处{word}", kind=ClaimKind.ACCUSATION),
            ClaimText("恢复灌溉渠", kind=ClaimKind.GRIEVANCE),
        )
        whole = begin(
            by="yanzheng", organ=organ("qc-jw"), claims=claims, parties=found.parties(), place=PLACE,
            unsure=not found.meant.sure, text=self.story(word),
        )  # fmt: skip
        whole.do("split", "yanzheng", claims=[2], reason="两件事分开办理")
        assert Claim.objects.filter(case=whole.id, split_to__isnull=False).exists()
        return Through(whole.row)

    def classify(self, name: Named, word: str) -> Through:
        """What came in as something else turns out a report when it is sorted."""
        matter: Life = begin(text=self.story(word), place=PLACE)
        typed = {"classes-1": "accusation", f"accused_{name.field}_typed": name.typed}
        clerk = Desk("chenhao")
        answer = clerk.act(matter.number, "classify", **typed)
        return Through(matter.row if answer.status_code == 303 else None, _led_to(clerk, answer))


#: The doors by their names; where nobody stands, nobody is told.
DOORS: Final = (
    "portal", "counter", "letter", "telephone", "sheet", "hotline", "mail", "interface", "open311", "exchange", "split",
    "classify",
)  # fmt: skip
#: Where somebody is asked, and reads whom they were understood to mean.
ASKING: Final = ("portal", "counter", "letter", "telephone", "interface", "mail", "classify")
CHANNELS: Final[tuple[Mapping[str, Any], ...]] = (
    {"name": "xfj-mail", "adapter": "mail", "organ": "qc-xfj", "address": "xfj@qingchuan.example",
     "imap": "imaps://xfj:x@imap.example/INBOX", "authserv": "mx.example"},
    {"name": "hotline", "adapter": "orders", "organ": "qc-xfj", "mapping": "12345"},
    {"name": "county", "adapter": "exchange", "organ": "qc-xfj", "url": "http://127.0.0.1:9",
     "organs": ["lx-xfj", "lx-zrzy"]},
)  # fmt: skip


def _newest() -> Case:
    return Case.objects.latest("id")


def _work() -> None:
    readers = Readers()
    while work_on_next(readers):
        pass
    readers.close()


def _clerk(came: Arrival) -> Desk:
    """Somebody at the organ that has it who may have it in hand and may register it."""
    rows = Post.objects.filter(organ=came.organ, role__in=("reception", "dispatcher")).exclude(person__in=came.withheld)
    return Desk(rows.order_by("id")[0].person.username)


def _registered(clerk: Desk, url: str, typed: Mapping[str, str]) -> Through:
    """What stands beside the form while it is filled is read; then it is sent, once more where something is asked."""
    looked = clerk.fill(url, **typed, _look="1")
    answer = clerk.send(url, form_on(looked))
    if "accused-warning" in answer.content.decode():
        answer = clerk.send(url, form_on(answer))
    return Through(_newest() if answer.status_code == 303 else None, words(looked))


def _led_to(desk: Desk, answer: Answer) -> str:
    """What the page says to which somebody is led."""
    page = desk.open(answer.headers["Location"]) if answer.status_code == 303 else answer
    return words(page) if page.status_code in (200, 422) else ""
