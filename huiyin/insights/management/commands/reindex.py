"""./run manage reindex: draw the words and figures of every matter anew, for instance after rows came in in bulk."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from huiyin.cases.models import Case
from huiyin.insights.indexing import BATCH, batched, refresh


class Command(BaseCommand):
    help = "Draw search words and figures of every matter anew. May run while the site is in use."

    def handle(self, *args: Any, **options: Any) -> None:
        ids = list(Case.objects.order_by("id").values_list("id", flat=True))
        with tqdm(total=len(ids), unit="matter", disable=not sys.stderr.isatty()) as bar:
            for some in batched(ids, BATCH):
                refresh(some)
                bar.update(len(some))
        self.stdout.write(f"{len(ids):,} matters indexed.")
