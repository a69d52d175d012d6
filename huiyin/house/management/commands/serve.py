"""./run serve: the web server alone. Its process becomes granian's, so signals reach it directly."""

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from huiyin.house.config import ROOT, Config
from huiyin.house.faults import refuse_taken_port
from huiyin.house.processes import frugal
from huiyin.house.production import refuse_unsafe
from huiyin.house.unsealed import unsealed
from huiyin.house.versions import refuse_other

APPLICATION = "huiyin.house.front:front"


class Command(BaseCommand):
    help = "Run the web server."

    def handle(self, *args: Any, **options: Any) -> None:
        config: Config = settings.CONFIG
        refuse_unsafe(config)
        refuse_other()
        refuse_taken_port(config)
        if config.mode == "production":
            for line in unsealed(timezone.localdate()):
                self.stderr.write(line)
        os.execve(sys.executable, server(config), {**frugal(os.environ), "PYTHONPATH": str(ROOT)})


def server(config: Config) -> list[str]:
    """The web server's command line."""
    options = {
        "--interface": "rsgi",
        "--loop": "uvloop",
        "--working-dir": ROOT,
        "--host": config.host,
        "--port": config.port,
        "--workers": config.workers,
        "--backpressure": 2048,  # lines on which something may be arriving; how many views work is front's to say
        "--workers-kill-timeout": 5,  # a worker asked to end while still starting would otherwise never hear it
        "--log-level": "warning",
    }
    pairs = [str(part) for option in options.items() for part in option]
    return [sys.executable, "-m", "huiyin.house.serving", *pairs, "--no-ws", "--respawn-failed-workers", APPLICATION]
