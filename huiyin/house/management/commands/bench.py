"""./run bench: what a request costs, in databases that are made for it and thrown away."""

from __future__ import annotations

import json
import sys
from argparse import REMAINDER, ArgumentParser
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management.base import BaseCommand

from huiyin.house.bench.beside import beside, counted, counted_table, pairs_table
from huiyin.house.bench.exporting import export
from huiyin.house.bench.fill import casts, fill, fill_crowds, fill_orders
from huiyin.house.bench.inside import statement_counts
from huiyin.house.bench.likeness import measured
from huiyin.house.bench.measure import Result, measure
from huiyin.house.bench.plans import Plan, plans
from huiyin.house.bench.raw import write_raw
from huiyin.house.bench.report import as_json, machine, table
from huiyin.house.bench.site import sites
from huiyin.house.bench.web import measure_web, web_table
from huiyin.house.config import ROOT
from huiyin.house.faults import Refused
from huiyin.oversight.planted.files import judge, reaches, told, write

SIZES = [10_000, 100_000]
PLAN_SIZE = 100_000
#: Rows of each other kind of record, where plans are looked at: more than makes a table large.
CROWD = 12_000
PLANTED = 5_000
MESSAGES = ROOT.parent / "shared" / "data" / "messages"
VENDORS = {"sqlite": ["sqlite"], "postgresql": ["postgresql"], "both": ["sqlite", "postgresql"]}


class Command(BaseCommand):
    help = "Measure this machine with a made-up city; the installation's own data are not touched."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "what",
            nargs="?",
            choices=["understanding", "exports", "likeness", "supervision"],
            help="what the insight reaches; long lists; how much of what must be supervised is found",
        )
        parser.add_argument(
            "--messages", type=Path, metavar="DIR", default=MESSAGES, help="understanding: real messages"
        )
        parser.add_argument("--large", action="store_true", help="understanding: also 100,000 messages")
        parser.add_argument("--cases", type=int, nargs="+", metavar="N", help="matters in the city; several sizes")
        parser.add_argument("--orders", type=int, default=0, metavar="N", help="supervision orders over these matters")
        parser.add_argument("--database", choices=VENDORS, default="both")
        parser.add_argument("--seconds", type=float, default=5.0, help="how long each kind of request is measured")
        parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same city")
        parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures for machines too")
        parser.add_argument("--plans", action="store_true", help="show how each question is answered; 1 if by scanning")
        parser.add_argument(
            "--web", action="store_true", help="pages in Chromium on a thin line, and fifty filing at once"
        )
        parser.add_argument("--beside", type=Path, metavar="CHECKOUT", help="another version, asked in turns with this")
        parser.add_argument("--counted", action="store_true", help="beside: count function calls instead of time")
        parser.add_argument("--turns", type=int, default=5, help="beside: how often each is asked for each thing")
        parser.add_argument("--inside", nargs=REMAINDER, help="a part of this, in the database of the environment")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["inside"]:
            what, *words = options["inside"]
            self.stdout.write(json.dumps(INSIDE[what](*words)))
            return
        if not Path("/proc/self/stat").exists():
            raise Refused("The bench reads CPU times from /proc, which only Linux has.")
        if options["beside"]:
            self._beside(options)
            return
        if options["plans"]:
            sys.exit(self._plans(options))
        if options["what"] == "exports":
            self._exports(options)
            return
        if options["what"] == "likeness":
            self._likeness(options)
            return
        if options["what"] == "supervision":
            sys.exit(self._supervision(options))
        if options["what"]:
            self._understanding(options)
            return
        if options["web"]:
            self._web(options)
            return
        self._measure(options)

    def _exports(self, options: Mapping[str, Any]) -> None:
        """A list of a million matters, unless another number is asked for, taken away on each database."""
        for vendor in VENDORS[options["database"]]:
            with sites(vendor) as some:
                for told in next(some).inside("export", (options["cases"] or [1_000_000])[0]):
                    self.stdout.write(f"{vendor} " + " · ".join(f"{name} {value}" for name, value in told.items()))

    def _likeness(self, options: Mapping[str, Any]) -> None:
        """How the matters most like one are found among so many, on each database."""
        for vendor in VENDORS[options["database"]]:
            with sites(vendor) as some:
                site = next(some)
                site.inside("fill", (options["cases"] or [1_000_000])[0], options["seed"])
                for name, value in site.inside("likeness", options["seed"]).items():
                    self.stdout.write(f"{vendor}: {name} {value}")

    def _supervision(self, options: Mapping[str, Any]) -> int:
        """Histories with a known truth, planted and judged: precision and recall of every cause."""
        with TemporaryDirectory() as folder:
            count = write(Path(folder), options["seed"], (options["cases"] or [PLANTED])[0])
            scores = judge(Path(folder))
        self.stdout.write("\n".join([f"{count:,} matters planted with seed {options['seed']}", *told(scores)]))
        return 0 if reaches(scores) else 1

    def _understanding(self, options: Mapping[str, Any]) -> None:
        # Only this needs scipy; the other benches start without it.
        from huiyin.house.bench.understanding import measured as understood
        from huiyin.house.bench.understanding import shown

        figures = []
        for figure in understood(options["messages"], options["seed"], self._tell, options["large"]):
            self._tell(f"{figure.what}: {figure.value}")
            figures.append(figure)
        self.stdout.write(shown(figures, json.dumps(machine()), options["seed"]))

    def _web(self, options: Mapping[str, Any]) -> None:
        self.stdout.write(f"On this machine: {json.dumps(machine())}\n")
        found = measure_web(VENDORS[options["database"]], options["seed"], self._tell)
        self.stdout.write("\n" + web_table(found))
        if options["json"]:
            options["json"].write_text(json.dumps({"machine": machine(), "web": found}, indent=1))

    def _measure(self, options: Mapping[str, Any]) -> None:
        self.stdout.write(f"On this machine: {json.dumps(machine())}\n")
        results: list[Result] = []
        for vendor in VENDORS[options["database"]]:
            with sites(vendor) as fresh:
                for cases in options["cases"] or SIZES:
                    result = measure(
                        next(fresh), cases, options["seed"], options["seconds"], self._tell, options["orders"]
                    )
                    self.stdout.write("\n" + table(result))
                    results.append(result)
                    if options["json"]:
                        options["json"].write_text(json.dumps(as_json(results), indent=1))

    def _beside(self, options: Mapping[str, Any]) -> None:
        self.stdout.write(f"On this machine: {json.dumps(machine())}\n")
        given = (options["seed"], options["turns"], options["seconds"], self._tell)
        for vendor in VENDORS[options["database"]]:
            for cases in options["cases"] or SIZES:
                if options["counted"]:
                    found = counted(options["beside"].resolve(), vendor, cases, options["seed"], self._tell)
                    self.stdout.write("\n" + counted_table(vendor, cases, found))
                    continue
                pairs = list(beside(options["beside"].resolve(), vendor, cases, *given))
                self.stdout.write("\n" + pairs_table(vendor, cases, pairs))

    def _plans(self, options: Mapping[str, Any]) -> int:
        found = [
            (vendor, plan)
            for vendor in VENDORS[options["database"]]
            for plan in self._plans_of(vendor, (options["cases"] or [PLAN_SIZE])[0], options)
        ]
        scanning = [(vendor, plan) for vendor, plan in found if plan.scans]
        for vendor, plan in scanning:
            self.stdout.write(f"{vendor}: {plan.page} reads all of {', '.join(plan.scans)}")
        self.stdout.write(f"{len(found)} plans, {len(scanning)} of them read a large table whole.")
        return 1 if scanning else 0

    def _plans_of(self, vendor: str, cases: int, options: Mapping[str, Any]) -> list[Plan]:
        with sites(vendor) as fresh:
            site = next(fresh)
            site.inside("fill", cases, options["seed"])
            if options["orders"]:
                site.inside("orders", options["orders"], options["seed"])
            site.inside("crowd", CROWD, options["seed"])
            found = [Plan(**told) for told in site.inside("plans")]
        for plan in found:
            self.stdout.write(
                "\n".join([f"\n{vendor}: {plan.page}", plan.statement, *("    " + s for s in plan.steps)])
            )
        return found

    def _tell(self, what: str) -> None:
        self.stderr.write(f"  … {what}")


INSIDE: Mapping[str, Callable[..., Any]] = {
    "crowd": lambda count, seed: fill_crowds(int(count), int(seed)),
    "export": export,
    "fill": lambda cases, seed: fill(int(cases), int(seed)),
    "likeness": lambda seed: measured(int(seed)),
    "orders": lambda count, seed: fill_orders(int(count), int(seed)),
    "statements": lambda: statement_counts(casts()[0]),
    "plans": lambda: [asdict(plan) for plan in plans(casts()[0])],
    "raw": lambda seconds, writers, seed: write_raw(float(seconds), int(writers), int(seed)),
}
