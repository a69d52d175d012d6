"""Two real sites with a bad line between them: requests cut, slow, doubled and late, processes killed, clocks wrong,
disks full; all of it drawn from a seed. In the end both must hold the same, once.
"""

from __future__ import annotations

import json
import os
import random
import select
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import yaml

from tests.office import ROOT, Office

PATIENCE: Final = 60.0
#: What lives where; the demonstration city stands whole on both.
CITY: Final = ["qc-xfj", "qc-zf", "qc-zrzy", "qc-jw"]
COUNTY: Final = ["lx-xfj", "lx-zf", "lx-zrzy", "lx-rsj", "lx-jw"]


class Died(Exception):
    """The process was killed in the middle of it."""


class Site:
    """One site: its agent, spoken to by lines."""

    def __init__(self, office: Office, name: str, port: int) -> None:
        self.office, self.name, self.port = office, name, port
        self.deaths = self.orders = 0
        self.log = (office.folder / "agent.log").open("w")
        command = [sys.executable, "tests/exchange/agent.py", str(port)]
        environ = {**office.environ, "HUIYIN_MODE": "test"}
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log
        )
        self.left = b""
        self.pid = self._heard()["up"]

    def _heard(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        until = time.monotonic() + PATIENCE
        while b"\n" not in self.left:
            ready, _, _ = select.select([self.process.stdout], [], [], max(0.0, until - time.monotonic()))
            piece = os.read(self.process.stdout.fileno(), 1 << 20) if ready else b""
            if not piece:
                raise RuntimeError(f"{self.name} says nothing; see {self.log.name}")
            self.left += piece
        spoken, _, self.left = self.left.partition(b"\n")
        found: dict[str, Any] = json.loads(spoken)
        return found

    def do(self, what: str, **said: Any) -> Any:
        """:raises Died: it was killed before it answered; another child is there now."""
        assert self.process.stdin is not None
        self.orders += 1
        self.process.stdin.write(json.dumps({"order": self.orders, "do": what, **said}).encode() + b"\n")
        self.process.stdin.flush()
        while True:
            heard = self._heard()
            if "died" in heard:
                # The order may lie there unread, and the next child does it: every order may be given twice.
                self.deaths += 1
                self.pid = self._heard()["up"]
                raise Died
            if heard["order"] != self.orders:
                continue
            if "fault" in heard:
                raise RuntimeError(f"{self.name}: {heard['fault']}\n{heard['where']}")
            return heard["answer"]

    def kill(self) -> None:
        """At once, whatever its threads are doing; the next one stands when this returns."""
        with suppress(ProcessLookupError):  # it may have died of itself a moment ago
            os.kill(self.pid, 9)
        while "died" not in self._heard():
            pass
        self.deaths += 1
        self.pid = self._heard()["up"]

    def must(self, what: str, **said: Any) -> Any:
        """The same, asked again as long as somebody is killed over it; every order may be given twice."""
        while True:
            try:
                return self.do(what, **said)
            except Died:
                continue

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        with suppress(ProcessLookupError):
            os.kill(self.pid, 9)
        self.log.close()


@dataclass
class Wire:
    """The line to one site, with a will of its own."""

    target: int
    dice: random.Random
    bad: float = 0.0
    cut: bool = False
    late: list[tuple[bytes, dict[str, str]]] = field(default_factory=list)
    did: Counter[str] = field(default_factory=Counter)
    port: int = 0

    def passed(self, body: bytes, headers: dict[str, str]) -> tuple[int, bytes] | None:
        """What comes back; ``None`` for a line that broke."""
        if self.cut:
            self.did["cut off"] += 1
            return None
        if self.dice.random() >= self.bad:
            return self._sent(body, headers)
        how = self.dice.choice(["lost", "answer lost", "doubled", "kept back", "slow", "late one first"])
        self.did[how] += 1
        if how == "lost":
            return None
        if how == "kept back":
            self.late.append((body, headers))
            return None
        if how == "late one first" and self.late:
            self._sent(*self.late.pop(self.dice.randrange(len(self.late))))
        if how == "slow":
            time.sleep(0.02)
        found = self._sent(body, headers)
        if how == "doubled":
            self._sent(body, headers)
        return None if how == "answer lost" else found

    def _sent(self, body: bytes, headers: dict[str, str]) -> tuple[int, bytes] | None:
        request = Request(f"http://127.0.0.1:{self.target}/exchange/v1", body, headers, method="POST")
        try:
            with urlopen(request, timeout=20) as answer:
                return answer.status, answer.read()
        except HTTPError as fault:
            with fault:
                return fault.code, fault.read()
        except OSError:
            return None

    @contextmanager
    def running(self) -> Iterator[Wire]:
        wire = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                headers = {name: self.headers[name] for name in ("Content-Type", "Authorization")}
                found = wire.passed(body, headers)
                if found is None:
                    self.close_connection = True
                    self.connection.close()
                    return
                self.send_response(found[0])
                self.send_header("Content-Length", str(len(found[1])))
                self.end_headers()
                self.wfile.write(found[1])

            def log_message(self, *_: Any) -> None: ...

        class Server(ThreadingHTTPServer):
            def handle_error(self, *_: Any) -> None: ...

        server = Server(("127.0.0.1", 0), Handler)
        self.port = server.server_port
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()


@dataclass
class Pair:
    """Both sites and the lines between them."""

    city: Site
    county: Site
    to_county: Wire
    to_city: Wire
    dice: random.Random
    done: Counter[str] = field(default_factory=Counter)

    @property
    def both(self) -> tuple[Site, Site]:
        return self.city, self.county

    def weather(self, bad: float) -> None:
        self.to_county.bad = self.to_city.bad = bad
        self.to_county.cut = self.to_city.cut = False

    def settle(self) -> None:
        """All is mended; both work until neither has anything to tell."""
        self.weather(0.0)
        for site in self.both:
            site.must("full", full=False)
            site.must("skew", seconds=0)
            site.must("die", point="")
        for _ in range(30):
            told = [site.must("work", at_once=True) for site in self.both]
            if not any(told):
                return
        raise RuntimeError("they never come to an end")


@contextmanager
def pair(city: Office, county: Office, seed: int, ports: tuple[int, int]) -> Iterator[Pair]:
    """Two sites that know each other."""
    dice = random.Random(seed)
    to_county, to_city = Wire(ports[1], random.Random(seed + 1)), Wire(ports[0], random.Random(seed + 2))
    with to_county.running(), to_city.running():
        _connect(city, "county", "qc-xfj", to_county.port, COUNTY)
        _connect(county, "city", "lx-xfj", to_city.port, CITY)
        sites: list[Site] = []
        try:
            sites += [Site(city, "city", ports[0])]
            sites += [Site(county, "county", ports[1])]
            found = Pair(sites[0], sites[1], to_county, to_city, dice)
            cards = [site.must("card") for site in sites]
            found.city.must("pair", name="county", card=cards[1])
            found.county.must("pair", name="city", card=cards[0])
            yield found
        finally:
            for site in sites:
                site.end()


def _connect(office: Office, name: str, organ: str, port: int, organs: list[str]) -> None:
    row = {"name": name, "adapter": "exchange", "organ": organ, "url": f"http://127.0.0.1:{port}", "organs": organs}
    path = office.folder / "channels.yaml"
    path.write_text(yaml.safe_dump([row], allow_unicode=True))
    path.chmod(0o600)


# One schedule -------------------------------------------------------------------------------------------------------

LONG: Final = "柳溪村三组的灌溉渠被征地占了四十二米，春耕用不上水，请求恢复原状并说明理由。"
GIVEN: Final[dict[str, dict[str, Any]]] = {
    "classify": {"classes": {"1": {"kind": "grievance", "ground": "6"}}},
    "transfer": {"to_organ": "lx-zrzy", "reason": "征地补偿归县自然资源和规划局管"},
    "accept": {"to_person": "gaolei", "procedure": "由本局调查核实，六十日内书面答复。"},
    "listen": {"on": "", "way": "当面", "account": "本人说渠道被占四十二米。"},
    "investigate": {"on": "", "place": "三组渠口", "heard": "村组干部", "account": "实地量得渠道被占四十二米。"},
    "contact": {"way": "电话", "account": "告诉本人办到哪一步了。"},
    "extend": {"days": 20, "reason": "需要等测绘单位出图，以便答复。"},
    "propose": {"outcomes": {"1": {"outcome": "supported", "finding": "渠道确被占用四十二米。",
                                   "basis": "土地管理法", "execute_by": ""}}},
    "sign": {},
    "serve": {"method": "by_hand", "receiver": "本人", "served_on": "", "proof": "本人签名"},
    "object": {"reason": "这条渠道由水利部门管理，不属于自然资源部门的职权范围，本局无权处理。", "basis": "三定方案"},
    "agree_objection": {"reason": "同意，改送。"},
    "reject_objection": {"reason": "征地引起的归该局。"},
    "take_back": {"reason": "送错了，应当先由市里核实清楚。"},
    "supplement": {"text": "补充：渠口还堆了土。"},
    "urge": {"reason": "请快一点"},
}  # fmt: skip
WORKING: Final = (
    ("gaolei", "listen"), ("gaolei", "investigate"), ("tangyun", "extend"), ("gaolei", "propose"), ("tangyun", "sign"),
    ("gaolei", "issue"), ("gaolei", "serve"),
)  # fmt: skip


@dataclass
class Schedule:
    """One matter that is handed over and worked on while everything goes wrong."""

    pair: Pair
    number: int
    day: str
    ahead: str
    case: int = 0
    acted: list[tuple[str, str, int]] = field(default_factory=list)  # site, act, entry there
    refused: list[str] = field(default_factory=list)

    @property
    def dice(self) -> random.Random:
        return self.pair.dice

    def run(self) -> None:
        self.pair.weather(self.dice.choice([0.0, 0.2, 0.4, 0.6]))
        sizes = [self.dice.choice([900, 40_000, 1_300_000])] * self.dice.randrange(3)
        words = f"{LONG}（第{self.number}件）"
        key = f"trial {self.number}"
        self.case = self.pair.city.must("lodge", organ="qc-xfj", by="chenhao", words=words, files=sizes, key=key)
        self._act(self.pair.city, "chenhao", "classify")
        self._act(self.pair.city, "chenhao", "transfer")
        plan = list(self._plan())
        while plan:
            self._trouble()
            if self._there() is None:
                self._work()
                if self.dice.random() < 0.1 and ("city", "take_back") not in {each[:2] for each in self.acted}:
                    self._act(self.pair.city, "chenhao", "take_back")
                    if self.acted[-1][1] == "take_back":
                        plan = []
                continue
            who, what = plan[0]
            site = self.pair.city if who in ("chenhao", "petitioner") else self.pair.county
            if self._act(site, who, what) or self.dice.random() < 0.3:
                plan.pop(0)
            if self.dice.random() < 0.7:
                self._work()
        self.pair.settle()

    def _plan(self) -> Iterator[tuple[str, str]]:
        """What people do, in the order in which they would."""
        if self.dice.random() < 0.2:
            yield "maxiaojun", "object"
            if self.dice.random() < 0.5:
                yield "chenhao", "agree_objection"
                return
            yield "chenhao", "reject_objection"
        yield "maxiaojun", "accept"
        for each in WORKING:
            if each[1] == "extend" and self.dice.random() < 0.6:
                continue
            yield each
            if self.dice.random() < 0.2:
                yield self.dice.choice([("petitioner", "supplement"), ("gaolei", "contact")])

    def _there(self) -> int | None:
        """The matter on the county's site, once it has arrived."""
        found = self.pair.county.must("elsewhere", mark=str(self.case))
        return found[0] if found else None

    def _act(self, site: Site, who: str, what: str) -> bool:
        case = self.case if site is self.pair.city else self._there()
        if case is None:
            return False
        given = json.loads(json.dumps(GIVEN.get(what, {})))
        for name in ("on", "served_on"):
            if given.get(name) == "":
                given[name] = self.day
        if "outcomes" in given:
            given["outcomes"]["1"]["execute_by"] = self.ahead
        key = f"{self.number} {what} {len(self.acted)}"
        try:
            found = site.must("act", case=case, by=who, act=what, given=given, key=key)
        except RuntimeError as fault:
            if "full" in str(fault) or "No space" in str(fault):
                site.must("full", full=False)
                return False
            raise
        if isinstance(found, dict):
            self.refused.append(f"{what}: {found['refused']}")
            return False
        if what != "issue":
            self.acted.append((site.name, what, found))
        return True

    def _work(self) -> None:
        for site in self.dice.sample(self.pair.both, 2):
            try:
                site.do("work", at_once=self.dice.random() < 0.8)
            except Died:
                self.pair.done["killed at a point"] += 1
            except RuntimeError as fault:
                if not any(word in str(fault) for word in ("full", "No space", "locked")):
                    raise
                self.pair.done["worker stopped by a full disk"] += 1

    def _trouble(self) -> None:
        site = self.dice.choice(self.pair.both)
        troubles: list[tuple[float, str, Callable[[], object]]] = [
            (0.06, "line cut", lambda: self._cut(True)),
            (0.12, "line mended", lambda: self._cut(False)),
            (0.05, "clock set", lambda: site.must("skew", seconds=self.dice.choice([-900, -240, -30, 0, 45, 250]))),
            (0.05, "disk full", lambda: site.must("full", full=True)),
            (0.15, "room made", lambda: site.must("full", full=False)),
            (0.07, "killed", lambda: self._kill(site)),
            (0.08, "to be killed at a point", lambda: site.must("die", point=self.dice.choice(POINTS))),
        ]
        for chance, name, trouble in troubles:
            if self.dice.random() < chance:
                self.pair.done[name] += 1
                trouble()

    def _cut(self, cut: bool) -> None:
        self.dice.choice((self.pair.to_county, self.pair.to_city)).cut = cut

    def _kill(self, site: Site) -> None:
        site.kill()

    # What must be true in the end ----------------------------------------------------------------------------------

    def wrong(self) -> list[str]:
        """What was lost or doubled; empty if nothing was."""
        came = self.pair.county.must("elsewhere", mark=str(self.case))
        here = self.pair.city.must("state", case=self.case)
        if len(came) != 1:
            return [f"it is there {len(came)} times: {here['row']}"]
        there = self.pair.county.must("state", case=came[0])
        found = [*_side("city", here, there), *_side("county", there, here)]
        found += self._all_repeated(here, there)
        if here["files"] != there["files"]:
            found.append(f"materials {len(here['files'])} there {len(there['files'])}")
        refused = [each for each in (*here["lines"], *there["lines"]) if each["became"] == "refused"]
        if not refused and (here["stage"], here["holder"]) != (there["stage"], there["holder"]):
            found.append(f"{here['stage']} at {here['holder']}, there {there['stage']} at {there['holder']}")
        if refused and not any(act == "take_back" for _, act, _ in self.acted):
            found.append(f"refused without a reason to be: {[(e['act'], e['reason']) for e in refused]}")
        self.pair.done["entries repeated"] += sum(e["became"] == "done" for e in (*here["lines"], *there["lines"]))
        self.pair.done["entries refused, for a person"] += len(refused)
        return found

    def _all_repeated(self, here: dict[str, Any], there: dict[str, Any]) -> Iterator[str]:
        """What was acknowledged to somebody on one site stands on the other, once."""
        for site, act, seq in self.acted:
            if site == "city" and act == "classify":
                continue  # before it was handed over: it came as it stood
            own, other = (here, there) if site == "city" else (there, here)
            if own["acts"][seq - 1] != act:
                yield f"{act} is not entry {seq} of {site}"
            line = other["lines"][seq - 1] if len(other["lines"]) >= seq else None
            if line is None or line["became"] not in ("done", "refused"):
                yield f"{act}, entry {seq} of {site}, was lost: {line}"
            elif line["became"] == "done" and other["acts"][line["here"] - 1] != act:
                yield f"{act} stands there as {other['acts'][line['here'] - 1]}"


def _side(name: str, own: dict[str, Any], other: dict[str, Any]) -> Iterator[str]:
    """What one site told, and the other keeps of it."""
    if [each["text"] for each in other["lines"]] != own["journal"]:
        yield f"the journal of {name} ({own['seq']}) is not there byte for byte ({len(other['lines'])}): {own['row']}"
    if other["row"]["head"] != own["head"]:
        yield f"the head of {name} is not there"
    if own["row"]["sent"] != own["seq"] or own["row"]["fault"]:
        yield f"{name} has more to tell: {own['row']}"
    done = [each["here"] for each in other["lines"] if each["became"] == "done"]
    if len(set(done)) != len(done):
        yield f"entries of {name} were doubled: {done}"


POINTS: Final = ("exchange.taken", "exchange.repeated", "exchange.told", "act.written", "act.committed", "file.kept")
