"""An attack by those who have an account: every address, every report of wrongdoing, every way to notice one.

What is asked for is drawn from the table of addresses itself, so that a new page is attacked on the day it is made.
"""

from __future__ import annotations

import difflib
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.test import Client
from django.urls import URLPattern
from django.utils import timezone

from huiyin.api.describing import description
from huiyin.api.keys import Scope, digest, text_of
from huiyin.api.models import Key
from huiyin.cases.models import Case, Material
from huiyin.cases.queries import find
from huiyin.channels.arrivals.models import Arrival
from huiyin.channels.letters.models import Letter, LetterFile, LetterPage
from huiyin.desk.heard import told
from huiyin.desk.lists.trouble import COLUMNS, NEEDLESS_LIST, REWORKED
from huiyin.desk.models import SavedSearch
from huiyin.desk.place.sheets import BOOKS
from huiyin.desk.quality.promises import BEHIND
from huiyin.desk.staff import SEAT
from huiyin.desk.urls import urlpatterns
from huiyin.house.records import register
from huiyin.law.chart.organs import OrganKind
from huiyin.law.frame.facts import Actor
from huiyin.law.matter.shown import Shown
from huiyin.law.terms import Act
from huiyin.papers.covers import KINDS as COVERS
from huiyin.papers.models import Paper
from huiyin.people.charts import chart_on
from huiyin.people.models import Person
from huiyin.people.posts import actors_of
from huiyin.portal import urls as portal_urls
from huiyin.reception.models import Ticket
from huiyin.record.kinds import KINDS
from huiyin.record.models import OwedPaper
from huiyin.together.models import Note, Notification
from huiyin.vault.receipts import receipt
from tests.city import organ
from tests.house.planted import ACCUSED, OPEN, SECRETS

register()
#: Kinds of record that share their pages.
SHARED = [kind.key for kind in KINDS if not kind.page]

NOBODYS = "9901002026112999999"
#: A parameter as the table of addresses writes it, and as it is left for a number of a row.
PARAMETER, LEFT = re.compile(r"<(?:\w+:)?(\w+)>"), re.compile(r"\{(\w+)\}")
#: What stands in an address for words of a fixed list: of one address by its name, else of all that have such a hole.
WORDS: dict[str, dict[str, Sequence[str]]] = {
    "": {
        "act": [act.value for act in Act], "which": ["mine", "organ", "search"], "form": ["pdf", "service"],
        "route": ["civil_suit"], "channel": ["visit", "letter"], "key": ["qc-xfj"], "state": list(BEHIND),
        "name": [each.value for each in Shown], "size": ["a5"],
    },
    "behind": {"what": [*COLUMNS, REWORKED, NEEDLESS_LIST]},
    "cover": {"kind": COVERS},
    "search-names": {"what": ["organ?organ=水", "place?place=县"]},
    "records": {"kind": SHARED}, "record-new": {"kind": SHARED}, "record": {"kind": SHARED},
    "record-act": {"kind": ["advice"], "act": ["submit"]},
    "list-keep": {"which": ["mine"]}, "place-sheet": {"which": list(BOOKS)},
    **{name: {"act": ["propose", "reply", "transfer"]} for name in ("check", "texts", "drop-draft")},
    "machine-part": {"part": ["topics"]},
}  # fmt: skip
#: What changes from one opening of a page to the next and tells nothing.
FLEETING = re.compile(
    r'(?:csrfmiddlewaretoken|_once|once|key|work)" value="[^"]*"|data-work="[^"]*"|nonce="[^"]*"'
    r'|"(?:X-CSRFToken|token|query_code)": ?"[^"]*"'
    r"|DTSTAMP:\w+|[0-9a-f]{32}|\d{16,19}(?!\d)|datetime=\"[^\"]*\"|\d\d:\d\d(?::\d\d(?:\.\d+)?)?"
)
#: What machines ask that hangs on no record; the same for everybody at every moment.
STILL = frozenset({"/api/v1/kinds", "/api/v1/organs", "/api/v1/me", "/api/v1/webhooks", "/api/v1/materials"})
SHAPE = "json"
Said = Mapping[str, Any]
QUERIES = (
    "?channel=letter", "?stage=registered", "?kind=accusation", "?since=2020-01-01&until=2099-01-01", "?all=1",
    "?what=unmasked", "?what=exports", f"?q={OPEN}", f"?q={SECRETS[0]}",
)  # fmt: skip
SEARCHES = ("search", "export/search.csv")
QUERIED = frozenset({"search", "figures", "audit", "papers-unserved", "dispatch"})


@dataclass(eq=False)
class Account:
    """Somebody at their desk, in one of their seats."""

    person: Person
    seat: Actor

    @cached_property
    def browser(self) -> Client:
        """With a machine's key that acts from the same seat: what it is told is what its person may see."""
        browser = Client(HTTP_AUTHORIZATION=f"Bearer {self._key()}")
        browser.force_login(self.person)
        session = browser.session
        session[SEAT] = self.seat.organ
        session.save()
        return browser

    def _key(self) -> str:
        now, every = timezone.now(), " ".join(Scope)
        key = Key(
            name="attack", person=self.person.id, organ=self.seat.organ, scopes=every, digest=digest("x"), most=10**9
        )
        key.made_at, key.expires_at = now, now + timedelta(days=1)
        key.save()
        return text_of(key, "x")

    def __str__(self) -> str:
        return f"{self.person.username}@{self.seat.organ}"

    def may_read(self, case: Case) -> bool:
        return find(self.seat, timezone.localdate(), case.number) is not None


def accounts() -> list[Account]:
    """Everybody of the city who can sign in, in every seat."""
    people = Person.objects.filter(is_active=True).order_by("username")
    return [Account(each, seat) for each in people for seat in actors_of(each.id, on=timezone.localdate())]


def sorts(everybody: Iterable[Account]) -> list[Account]:
    """One of each sort: what the law tells accounts apart by, and how each stands to the organ that is accused."""
    found: dict[tuple[object, ...], Account] = {}
    for each in everybody:
        found.setdefault(sort_of(each), each)
    return list(found.values())


def sort_of(account: Account) -> tuple[object, ...]:
    """Roles, level, post pattern (how many posts, all at one organ or not), discipline or petition office or neither,
    and whether the seat is at, below or above what the planted reports are about."""
    day, seat = timezone.localdate(), account.seat
    chart, held = chart_on(day), actors_of(account.person.id, on=day)
    here, accused = chart.organ(seat.organ or 0), organ(ACCUSED)
    kind = here.kind if here.kind in (OrganKind.DISCIPLINE, OrganKind.PETITION_OFFICE) else None
    near = ("at" if here.id == accused else "", here.id in chart.barred([accused]), here.id in chart.ancestors(accused))
    return (seat.roles, here.level, len(held), kind, near)


# What is asked for ---------------------------------------------------------------------------------------------------


def of_a_matter() -> list[str]:
    """Every address behind a matter's number, with ``{number}`` for it and names in braces for the rest."""
    return [route for route in _routes() if "{number}" in route] + _of_machines("{number}")


def of_no_matter() -> list[str]:
    """Every address without a matter, with what narrows it."""
    plain = {pattern.name: str(pattern.pattern) for pattern in urlpatterns if isinstance(pattern, URLPattern)}
    more = [f"/desk/{plain[name]}{query}" for name in QUERIED for query in QUERIES if name in plain]
    more += [f"/desk/{where}?q={word}" for where in SEARCHES for word in SECRETS]
    lists = [f"{path}{query}" for path in _of_machines("") for query in ("", "?shelf=organ", "?limit=1")]
    return [route for route in _routes() if "{" not in route] + more + lists + [f"/open311/v2/requests.{SHAPE}"]


def _of_machines(hole: str) -> list[str]:
    """What machines ask of matters and of lists, out of the description itself; facades of others beside."""
    paths = [path for path, item in description()["paths"].items() if ("{" in path) == bool(hole)]
    if not hole:
        return [path for path in paths if path not in STILL]
    others = [f"/open311/v2/requests/{{number}}.{SHAPE}", f"/open311/v2/requests.{SHAPE}?service_request_id={{number}}"]
    return [path for path in paths if path.startswith("/api/v1/matters/{number}")] + others


def _routes() -> Iterator[str]:
    for pattern in urlpatterns:
        assert isinstance(pattern, URLPattern)
        if pattern.name in ("sign-in", "sign-out", "feed", "session-end"):
            continue
        words = {**WORDS[""], **WORDS.get(str(pattern.name), {})}
        yield from _filled("/desk/" + PARAMETER.sub(r"{\1}", str(pattern.pattern)), words)


def _filled(route: str, words: Mapping[str, Sequence[str]]) -> Iterator[str]:
    name = next((each for each in words if f"{{{each}}}" in route), None)
    if name is None:
        yield route
    else:
        for word in words[name]:
            yield from _filled(route.replace(f"{{{name}}}", word), words)


def ids_of(case: int) -> dict[str, int]:
    """What stands behind a matter, by the names of parameters; 1 where there is nothing."""
    found: dict[str, Any] = {
        "material": Material.objects.filter(submission__case=case).values_list("id", flat=True).first(),
        "owed": OwedPaper.objects.filter(record=case).values_list("id", flat=True).first(),
        "paper": Paper.objects.filter(matter=case).values_list("id", flat=True).first(),
        "note": Note.objects.filter(case=case).values_list("id", flat=True).first(),
    }
    return {name: value or 1 for name, value in found.items()}


@dataclass(frozen=True)
class Seen:
    """What somebody can notice of an answer: its status, where it leads, and every sign of it."""

    status: int
    leads: str
    body: str


def ask(browser: Client, address: str, *, number: str = NOBODYS, post: bool = False, said: Said | None = None) -> Seen:
    """
    :param said: what is sent; to machines as JSON.
    """
    if post and address.startswith("/api/"):
        answer: Any = browser.post(address, json.dumps(said or {}), content_type="application/json")
    else:
        answer = browser.post(address, said) if post else browser.get(address, said)
    said_back = _text(answer) + answer.headers.get("ETag", "") + answer.headers.get("Link", "")
    leads, body = (text.replace(number, "NUMBER") for text in (answer.headers.get("Location", ""), said_back))
    return Seen(answer.status_code, leads, FLEETING.sub("", body))


def hears(account: Account, row: int) -> Seen:
    """What a browser that listens is told when something was done to a matter (huiyin.house.live asks so)."""
    answer = account.browser.get("/desk/live", **told(matter=[row]))
    return Seen(answer.status_code, "", _text(answer))


def feed_of(account: Account) -> str:
    """The address of their calendar, as a telephone asks for it."""
    page = account.browser.post("/desk/calendar").content.decode()
    found = re.search(r"/desk/calendar/[\w-]+\.ics", page)
    assert found, account
    return found.group()


def difference(one: Seen, other: Seen) -> list[str]:
    """What is not the same, line by line."""
    lines = difflib.unified_diff(other.body.splitlines(), one.body.splitlines(), lineterm="", n=0)
    return [f"{other.status} {other.leads} -> {one.status} {one.leads}", *(line[:600] for line in lines)][:30]


def _text(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            content = b"".join(file.read(name) for name in file.namelist() if "docProps" not in name)
    return content.decode("utf-8", "replace")


#: Rows that an address names by their id, and that are not everybody's: by the name of the hole.
OWN_ROWS: dict[str, type[Any]] = {
    "told": Notification, "arrival": Arrival, "letter": Letter, "page": LetterPage, "file": LetterFile,
    "saved": SavedSearch, "ticket": Ticket,
}  # fmt: skip


def of_rows() -> list[tuple[str, type[Any]]]:
    """Every address that names such a row and no matter, with what it names."""
    found = ((route, LEFT.findall(route)) for route in _routes() if "{number}" not in route)
    return [(route, OWN_ROWS[holes[0]]) for route, holes in found if holes and holes[0] in OWN_ROWS]


def behind(route: str, number: str, ids: dict[str, int]) -> str:
    return LEFT.sub(lambda name: str(ids.get(name[1], 1)), route.replace("{number}", number))


# From outside --------------------------------------------------------------------------------------------------------

#: What stands in the other holes of an address of the public.
_HOLES = {"sha256": "0" * 64, "promise": f"U{1:015}", "int": "1", "slug": "supplement"}


def _of_the_public() -> Iterator[tuple[str, str, dict[str, str]]]:
    """Whatever anybody may send with a number they made up, out of the table of addresses itself."""
    for pattern in portal_urls.urlpatterns:
        route = str(pattern.pattern)
        if "<number:number>" in route:
            filled = re.sub(r"<(\w+):\w+>", lambda hole: _HOLES[hole[1]], route.replace("<number:number>", "{number}"))
            yield from ((method, f"/{filled}", {"text": "补充", "reason": "补充"}) for method in ("get", "post"))
    yield "post", "/follow/", {"number": "{number}", "code": "ABCDEFGH"}
    yield "post", "/verify/", {"number": "{number}", "proof": "{proof}"}


PUBLIC = tuple(_of_the_public())


def from_outside(method: str, address: str, typed: dict[str, str], number: str, place: int) -> Seen:
    """What a stranger sees, from an address of their own, so that no limit speaks."""
    browser = Client(REMOTE_ADDR=f"192.0.2.{place + 1 + 100 * (number == NOBODYS)}")
    # With a check letter that fits the number: else one number in 32 would be told apart by what was typed alone.
    # The page says what was typed back, so both are named alike in what is compared.
    proof = receipt(number, bytes(32)).letters
    said = {name: value.replace("{number}", number).replace("{proof}", proof) for name, value in typed.items()}
    answer = getattr(browser, method)(address.replace("{number}", number), said)
    back = (answer.headers.get("Location", ""), _text(answer))
    leads, body = (text.replace(number, "NUMBER").replace(proof, "PROOF") for text in back)
    return Seen(answer.status_code, leads, FLEETING.sub("", body))
