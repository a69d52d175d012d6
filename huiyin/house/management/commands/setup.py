"""./run manage setup: everything `up` makes ready, without starting anything."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from huiyin.house.ready import prepare


class Command(BaseCommand):
    help = "Make keys (not in production), tables, the English catalogue and static files."

    def handle(self, *args: Any, **options: Any) -> None:
        prepare(settings.CONFIG)
