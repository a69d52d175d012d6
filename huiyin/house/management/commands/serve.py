"""./run serve: the web server alone. Its process becomes granian, so signals reach it directly."""

import os
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from huiyin.house.config import ROOT, Config
from huiyin.house.faults import Refused, refuse_taken_port
from huiyin.house.production import refuse_unsafe


# Each thread of a worker holds a database connection of its own.
THREADS, BACKLOG = "4", "64"


class Command(BaseCommand):
    help = "Run the web server."

    def handle(self, *args: Any, **options: Any) -> None:
        config: Config = settings.CONFIG
        refuse_unsafe(config)
        refuse_old_tables()
        refuse_taken_port(config)
        os.execv(sys.executable, server(config))


def refuse_old_tables() -> None:
    """Raise Refused when the database is older than the program."""
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        raise Refused(f"The database lacks {len(missing)} migrations. Type: ./run migrate")


def server(config: Config) -> list[str]:
    """The web server's command line."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--working-dir", str(ROOT)),
        *("--host", config.host, "--port", str(config.port), "--workers", str(config.workers)),
        *(
            "--blocking-threads",
            THREADS,
            "--backpressure",
            BACKLOG,
            "--no-ws",
            "--log-level",
            "warning",
            "--respawn-failed-workers",
            "huiyin.house.wsgi:application",
        ),
    ]
