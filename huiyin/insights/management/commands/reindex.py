"""./run manage reindex: draw the words of every record and all figures anew, for instance after a bulk import."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from huiyin.cases.models import Case
from huiyin.insights.indexing import BATCH, batched, refresh, refresh_others
from huiyin.record.kinds import KINDS


class Command(BaseCommand):
    help = "Draw search words and figures of every matter anew. May run while the site is in use."

    def handle(self, *args: Any, **options: Any) -> None:
        ids = list(Case.objects.order_by("id").values_list("id", flat=True))
        with tqdm(total=len(ids), unit="matter", disable=not sys.stderr.isatty()) as bar:
            for some in batched(ids, BATCH):
                refresh(some, anew=True)
                bar.update(len(some))
        self.stdout.write(f"{len(ids):,} matters indexed.")
        for kind in KINDS:
            if kind.page:
                continue
            others = list(kind.model.objects.order_by("id").values_list("id", flat=True))
            refresh_others(kind, others)
            if others:
                self.stdout.write(f"{len(others):,} × {kind.key} indexed.")
