"""Named points between two effects, at which a process may die (断点): what is half done there, and who finishes it.

Every effect that takes two steps stands here, and between its steps the code says :func:`reach`. ``./run faults`` and
tests/cases/test_points.py kill a process at each of them and look whether what was begun is finished. Unless
HUIYIN_DIE_AT names a point, reaching one costs nothing.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from typing import Final

VARIABLE: Final = "HUIYIN_DIE_AT"

#: Point → what is half done there, and who goes on with it.
POINTS: Final[Mapping[str, str]] = {
    "act.written": "an act is written and not committed: the database takes it back, the person asks again",
    "act.committed": "an act is committed and nobody was told: the same key gives the same answer",
    "paper.numbered": "a paper has its number and no pages: cases.papers.finishing draws it",
    "paper.kept": "a paper's pages lie on the disk and no row knows them: drawn again under the same number",
    "batch.drawn": "a paper of a batch is drawn and the batch does not know: its message comes back, the same paper",
    "notice.claimed": "a notice is about to be handed to the mail server: its message comes back",
    "notice.sent": "a notice was handed over and is not marked: sent again under the same Message-ID",
    "result.given": "a register took what came of its order and that is not marked: given again under the same name",
    "hook.sent": "a client took what happened and that is not marked: sent again with the same webhook-id",
    "arrival.bytes": "the bytes of something lie on the disk and no row knows them: its source brings it again",
    "arrival.row": "a row says that it is here and its source was not told: it comes again and is known by its bytes",
    "arrival.taken": "it is here and the place at its source is not noted: it comes again and is known by its bytes",
    "arrival.read": "it is read and nothing was done with it: its lease brings it back",
    "arrival.settled": "it is settled and that was not noted: settled again, to the same effect",
    "sheet.ordered": "a sheet is ordered to be registered and the clerk was not told: pressed again, it is the same",
    "sheet.registered": "rows are registered with their results, the others have none yet: gone on with behind them",
    "sheet.batch": "a batch has all its results and its lease was not given back: gone on with once that is over",
    "sheet.through": "every row has its result and the sheet is still open: closed by whoever comes next",
    "exchange.taken": "a matter of another site is lodged and it was not told: it comes again and is known",
    "exchange.repeated": "an entry of another site is repeated and nothing is committed: it comes again",
    "exchange.told": "another site has taken it and that is not marked: told again, and known there",
    "receipt.sent": "a receipt was handed over and is not marked: sent again under the same Message-ID",
    "staff.sent": "a colleague's mail was handed over and is not marked: sent again under the same Message-ID",
    "digest.sent": "a digest was handed over and is not marked: sent again under the same Message-ID",
    "outbox.handled": "messages were handled and are not taken away: handled again, to the same effect",
    "clocks.written": "clocks were acted on and nothing is committed: their leases bring them back",
    "seal.written": "a day is sealed and nothing is committed: the next round seals it",
    "file.arriving": "a file lies beside its place: nobody was told that it is kept; tidied away",
    "file.kept": "a file is kept and no row knows it: tidied away after some days",
    "restore.ready": "a backup lies ready and nothing is changed: ./run restore --continue, or --undo",
    "restore.loaded": "the record is replaced, the uploads are not: ./run restore --continue, or --undo",
    "restore.swapped": "both are replaced and not checked: ./run restore --continue, or --undo",
    "rotate.ring": "a new key is in the ring and nothing is written under it: ./run rotate --continue",
}


_point, _, _times = os.environ.get(VARIABLE, "").partition(":")
_visits = {_point: int(_times or 1)}


def _die_at(point: str) -> None:
    """As a power cut or the kernel would end the process: nothing is tidied, nobody is told."""
    if point not in POINTS:
        raise KeyError(point)
    if point in _visits:
        _visits[point] -= 1
        if not _visits[point]:
            os.kill(os.getpid(), signal.SIGKILL)


def _pass(point: str) -> None:
    return


#: Say that a point is reached.
reach: Final = _die_at if _point else _pass
