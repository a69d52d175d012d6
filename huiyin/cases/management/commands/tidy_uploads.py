"""./run manage tidy_uploads: delete files of drafts that were never filed. The worker does so every day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from huiyin.cases.tidying import tidy_uploads


class Command(BaseCommand):
    help = "Delete files handed in for drafts that were never filed."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{tidy_uploads(timezone.now())} files deleted")
