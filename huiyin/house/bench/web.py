"""./run bench --web: what the pages cost a cheap phone on a thin line, and what fifty people filing cost the server."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from typing import Any, Final

from huiyin.house.bench.fill import CASTS
from huiyin.house.bench.scenes import Cast
from huiyin.house.bench.site import Server, serving, sites
from huiyin.house.bench.web_filing import crowd
from huiyin.house.config import ROOT
from huiyin.house.faults import Refused
from huiyin.house.welcome import aligned

CASES: Final = 2_000
PEOPLE: Final = 50
KB: Final = 1024
#: Kilobytes over the wire on a first visit, and milliseconds until the page can be used.
PORTAL_KB, DESK_KB, USABLE_MS, FILING_MS = 120, 250, 2_000, 10
PORTAL: Final = {
    "filing": "/submit/",
    "first page": "/",
    "following": "/follow/",
    "how it works": "/guide/",
}
HEADINGS: Final = ("", "aim KB", "KB", "requests", "usable ms", "again KB", "again ms")


def measure_web(vendors: Iterable[str], seed: int, told: Callable[[str], None]) -> dict[str, Any]:
    """Pages in Chromium, and a crowd that files at once; a site of its own for each database.

    :returns: ``{"pages": [one row for each page], "filing": {vendor: figures}}``, sizes in bytes, times in ms.
    :raises Refused: Playwright or Chromium is not there.
    """
    found: dict[str, Any] = {"pages": [], "filing": {}}
    for vendor in vendors:
        with sites(vendor) as fresh:
            site = next(fresh)
            site.inside("fill", CASES, seed)
            cast = Cast(**json.loads((site.folder / CASTS).read_text())[0])
            with serving(site) as server:
                if not found["pages"]:  # what a page weighs does not hang on the database behind it
                    told("pages in Chromium, 400 kbit/s and a processor four times slower")
                    found["pages"] = _pages(server, cast)
                told(f"{vendor}: {PEOPLE} people filing at once")
                found["filing"][vendor] = crowd(server, PEOPLE, cast.place)
    return found


def _pages(server: Server, cast: Cast) -> list[dict[str, Any]]:
    desk = {
        "my queue": "/desk/",
        "organ's queue": "/desk/organ",
        "case page": f"/desk/cases/{cast.cases[0]}",
        "form of an act": f"/desk/cases/{cast.cases[0]}/acts/transfer",
    }
    order = {
        "port": server.port,
        "portal": PORTAL,
        "desk": desk,
        "username": cast.dispatcher,
        "password": cast.password,
    }
    command = [sys.executable, "-m", "huiyin.house.bench.web_browser"]
    done = subprocess.run(
        command, cwd=ROOT, env=server.site.environ, input=json.dumps(order), stdout=subprocess.PIPE, text=True,
        check=False,
    )  # fmt: skip
    if done.returncode:
        raise Refused("Chromium could not measure the pages; the lines above say why.")
    pages: list[dict[str, Any]] = json.loads(done.stdout)
    return [{**each, "aim_kb": PORTAL_KB if each["front"] == "portal" else DESK_KB} for each in pages]


def web_table(found: dict[str, Any]) -> str:
    """The figures for a reader, with what is over its aim marked by an exclamation mark."""
    rows = [HEADINGS, *(_row(each) for each in found["pages"])]
    lines = ["Pages: 400 kbit/s, 100 ms away, a processor four times slower; sizes with headers and service worker"]
    lines += ["  " + line for line in aligned(rows)]
    for vendor, each in found["filing"].items():
        lines.append(
            f"{vendor}: {each['people']} people at once, {each['faults']} faults, {each['seconds']:.1f} s for all; "
            f"CPU per filing {_marked(each['app_ms'], FILING_MS)} ms + database {each['database_ms']:.1f} ms; "
            f"all three steps {each['way_app_ms']:.0f} ms; yardstick {each['yardstick_ms']:.0f}"
        )
    return "\n".join(lines) + "\n"


def _row(each: dict[str, Any]) -> tuple[str, ...]:
    return (
        each["page"],
        f"{each['aim_kb']}",
        _marked(each["bytes"] / KB, each["aim_kb"]),
        f"{each['requests']}",
        _marked(each["usable_ms"], USABLE_MS),
        f"{each['again_bytes'] / KB:.1f}",
        f"{each['again_ms']:.0f}",
    )


def _marked(value: float, most: float) -> str:
    return f"{value:.1f}" + (" !" if value > most else "")
