"""./run migrate: bring the database to this version; one of a newer version is refused."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate

from huiyin.house.versions import applied, refuse_newer


class Command(Migrate):
    def handle(self, *args: Any, **options: Any) -> None:
        refuse_newer(applied())
        super().handle(*args, **options)
