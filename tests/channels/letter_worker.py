"""A worker that reads letters until it is killed, and says aloud every page it has written.

Run by test_letters_work.py against a database of its own: ``letter_worker.py start`` puts three files in line, reads;
``letter_worker.py later`` is a worker that comes when the lease of the dead one is over.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import timedelta

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from huiyin.channels.letters.arrival import take_in  # noqa: E402
from huiyin.channels.letters.batches import open_batch  # noqa: E402
from huiyin.channels.letters.models import LetterFile, LetterPage  # noqa: E402
from huiyin.channels.letters.reader import PageRead, Reader  # noqa: E402
from huiyin.channels.letters.work import LEASE, lines_of, read_next  # noqa: E402
from huiyin.house.ready import make_keyring  # noqa: E402
from tests.channels.drawn_letters import drawn, packed  # noqa: E402


class Telling(Reader):
    """Says which page comes next, when the one before it is written."""

    def read(self, media_type: str, data: bytes) -> Iterator[PageRead]:
        for page in super().read(media_type, data):
            yield page
            print(f"page {page.number}", flush=True)


def put() -> None:
    make_keyring(settings.CONFIG)
    call_command("migrate", verbosity=0)
    now = timezone.now()
    batch = open_batch(1, 1, now, now)
    for name in ("甲", "乙", "丙"):
        pages = [drawn(f"{name}的第{number}页") for number in (1, 2)]
        take_in(batch, SimpleUploadedFile(f"{name}.pdf", packed(*pages, kind="PDF")), now)


def work(clock_ahead: timedelta) -> None:
    reader = Telling()
    while read_next(reader, lambda: timezone.now() + clock_ahead):
        pass
    reader.close()


def tell() -> None:
    pages = LetterPage.objects.order_by("file_id", "number")
    words = ["".join(line.words for line in lines_of(page)) for page in pages]
    waiting = LetterFile.objects.filter(ready_at__isnull=False).count()
    print(json.dumps({"words": words, "waiting": waiting, "faults": LetterFile.objects.exclude(fault="").count()}))


if __name__ == "__main__":
    if sys.argv[1] == "start":
        put()
        work(timedelta(0))
    else:
        work(2 * LEASE)
        tell()
