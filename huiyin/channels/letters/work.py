"""Reading in the background (后台识字): leased rows, so that a dead worker loses nothing and a bad file stops nobody.

A page is written as soon as it is read; a file taken again overwrites its pages, so doing it twice does no harm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Final

from huiyin.cases.identity import ring
from huiyin.cases.rotation import Encrypted
from huiyin.cases.withheld import withhold
from huiyin.channels.letters.faults import Fault, NotReadable
from huiyin.channels.letters.keeping import Lost, fetch, keep
from huiyin.channels.letters.lines import Line, from_json, text_of, to_json
from huiyin.channels.letters.models import Letter, LetterFile, LetterPage
from huiyin.channels.letters.reader import PATIENCE, Died, PageRead, Reader
from huiyin.store.ids import new_id
from huiyin.store.leases import lease
from huiyin.store.locks import writing
from huiyin.vault.boxes import is_enveloped
from huiyin.vault.fields import decrypt, encrypt
from huiyin.vault.opening import file as file_out

LEASE: Final = timedelta(seconds=PATIENCE + 60)
"""Longer than one page may take; renewed with every page."""
MOST_ATTEMPTS: Final = 3
Clock = Callable[[], datetime]


class Stopped(Exception):
    """The worker was asked to stop in the middle of a file."""


def read_next(reader: Reader, clock: Clock, stopping: Callable[[], bool] = lambda: False) -> bool:
    """Read one file that waits, the oldest first; whether there was one.

    :param stopping: asked between pages; the file goes back in line then, as if it had not been taken.
    """
    file = take(clock())
    if file is None:
        return False
    try:
        _read(reader, file, clock, stopping)
        _settle(file, "", clock())
    except Stopped:
        LetterFile.objects.filter(id=file.id).update(ready_at=clock(), attempts=file.attempts - 1)
    except NotReadable as no:
        _settle(file, no.fault, clock())
    except Lost:
        _settle(file, Fault.LOST, clock())
    except Died:
        if file.attempts >= MOST_ATTEMPTS:
            _settle(file, Fault.DIED, clock())
        else:
            LetterFile.objects.filter(id=file.id).update(ready_at=clock())
    return True


def take(now: datetime) -> LetterFile | None:
    """Lease the file that waits longest. One that was taken too often without an end is given up."""
    waiting = LetterFile.objects.filter(ready_at__lte=now).order_by("ready_at")
    return lease(waiting, now, LEASE, MOST_ATTEMPTS, lambda spent: _settle(spent, Fault.DIED, now))


def read_again(file: LetterFile, now: datetime) -> None:
    """Put a file back in line; its pages stay until they are read anew."""
    LetterFile.objects.filter(id=file.id).update(ready_at=now, attempts=0, fault="")


def lines_of(page: LetterPage) -> list[Line]:
    """What was read on a page."""
    return from_json(reading_bytes(page).decode())


def reading_bytes(page: LetterPage) -> bytes:
    """What was read on a page as it is kept, in the clear.

    :raises Shut: it is of a report whose envelope the keys at hand do not open.
    """
    if is_enveloped(page.reading):
        return file_out(bytes(page.reading))
    return decrypt(ring(), bytes(page.reading), _context(page.id)).encode()


def _read(reader: Reader, file: LetterFile, clock: Clock, stopping: Callable[[], bool]) -> None:
    for page in reader.read(file.media_type, fetch(file.sha256)):
        _write(file, page, clock() + LEASE)
        if stopping() and page.number < page.of:
            raise Stopped


def _write(file: LetterFile, page: PageRead, until: datetime) -> None:
    picture = keep(page.picture)
    with writing():
        known = LetterPage.objects.filter(file=file, number=page.number).values_list("id", flat=True).first()
        row = known or new_id()
        LetterPage.objects.update_or_create(
            id=row,
            defaults={
                "file": file, "number": page.number, "width": page.width, "height": page.height,
                "turned": page.turned, "picture": picture,
                "reading": encrypt(ring(), to_json(page.lines), _context(row)),
            },
        )  # fmt: skip
        LetterFile.objects.filter(id=file.id).update(pages=page.of, ready_at=until)


def _settle(file: LetterFile, fault: str, at: datetime) -> None:
    """It is through; in the same moment it is known who must not see its letter, which nobody opens before."""
    with writing():
        LetterFile.objects.filter(id=file.id).update(ready_at=None, fault=fault)
        judge(LetterFile.objects.filter(id=file.id).values_list("letter", flat=True), at)


def judge(letters: Iterable[int], at: datetime) -> None:
    """Who may have letters in hand that nobody settled, by all that was read of them so far and the names of their
    files (huiyin.cases.withheld); the caller's transaction has it or not."""
    for letter in Letter.objects.filter(id__in=list(letters), settled_at=None):
        letter.report, letter.withheld = False, []
        withhold(letter, _words(letter), at)
        letter.save(update_fields=Letter.CHANGED)


def judge_again(at: datetime) -> None:
    """Once a day, for whoever came to an office since."""
    judge(Letter.objects.filter(settled_at=None).values_list("id", flat=True), at)


def _words(letter: Letter) -> str:
    files = list(letter.files.filter(cut=False).order_by("arrived_at", "id"))
    pages = LetterPage.objects.filter(file__in=files).order_by("file__arrived_at", "file_id", "number")
    return "\n".join([text_of([lines_of(page) for page in pages])[0], *(file.name for file in files)])


def _context(page: int) -> str:
    return f"letter-page:{page}:reading"


READINGS: Final = Encrypted(LetterPage, {"reading": lambda page: _context(page.id)})
