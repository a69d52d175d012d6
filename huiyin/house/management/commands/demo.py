"""./run demo: the demonstration city's matters, in every stage of the law, dated from today."""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from huiyin.cases.models import Case
from huiyin.house import demo
from huiyin.house.demo.stories import StoryFault
from huiyin.law.terms import Stage
from huiyin.people.models import Organ


class Command(BaseCommand):
    help = "Load the demonstration city's matters; does nothing when they are there."

    def handle(self, *args: Any, **options: Any) -> None:
        if not Organ.objects.filter(key="qc-xfj").exists():
            raise CommandError("The demonstration city is not here yet; ./run people loads it (never in production).")
        try:
            opened = demo.load(timezone.now())
        except StoryFault as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(f"{opened} matters opened." if opened else "The demonstration's matters are here already.")
        self._stages()
        for example in demo.examples():
            self.stdout.write(f"  number 编号 {example.number}  code 查询码 {example.code}  {example.title}")

    def _stages(self) -> None:
        counts = Counter(Case.objects.values_list("stage", flat=True))
        for stage in Stage:
            if counts[stage.value]:
                self.stdout.write(f"  {counts[stage.value]:4} {stage.label}")
