"""./run up: from a bare clone to a running site, and again in seconds."""

import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from huiyin.house import demo, welcome
from huiyin.house.config import ROOT, Config
from huiyin.house.demo import keys
from huiyin.house.faults import refuse_taken_port
from huiyin.house.processes import become
from huiyin.house.production import refuse_unsafe
from huiyin.house.ready import prepare
from huiyin.house.typefaces import ensure_typefaces
from huiyin.people.models import Organ


class Command(BaseCommand):
    help = "Make everything ready, then run the site and its worker until Ctrl-C."

    def handle(self, *args: Any, **options: Any) -> None:
        config: Config = settings.CONFIG
        refuse_taken_port(config)
        refuse_unsafe(config)
        prepare(config)
        ensure_typefaces(self.stdout.write)
        load(config)
        self.stdout.write(welcome.text(config))
        self.stdout.flush()
        manage = [sys.executable, str(ROOT / "manage.py")]
        become([[*manage, "serve"], [*manage, "work"]])


def load(config: Config) -> None:
    """Reference data where there is none and, in demo mode, the demonstration city's matters."""
    if not Organ.objects.exists():
        call_command("people")
    if config.mode == "demo" and not demo.is_loaded():
        call_command("demo")
    if config.mode == "demo":
        keys.give_all()
