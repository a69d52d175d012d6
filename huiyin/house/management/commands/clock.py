"""./run clock: what the worker thinks of this machine's clock; --right: a person says that it is right."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from huiyin.record.clock_guard import WORD, believe
from huiyin.record.models import ClockWord


class Command(BaseCommand):
    help = "Say whether the worker trusts the clock; decide that it is right."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--right", action="store_true", help="the clock is right as it is: go on by date")

    def handle(self, *args: Any, right: bool, **options: Any) -> None:
        now = timezone.localtime()
        if right:
            believe(now)
        word = ClockWord.objects.filter(id=WORD).first()
        self.stdout.write(f"The clock of this machine says {now:%Y-%m-%d %H:%M:%S %Z}.")
        if word is not None and word.doubt:
            self.stdout.write(f"The worker does nothing by date: {word.doubt}")
            self.stdout.write("Set the clock; or, if it is right as it is, type: ./run clock --right")
            return
        self.stdout.write("Nothing speaks against it; the worker goes by it.")
