"""./run insight topics."""

from __future__ import annotations

from pathlib import Path

from huiyin.house.faults import Refused
from huiyin.house.insight.files import read, table, tell
from huiyin.insights.same.compare import Told
from huiyin.insights.topics.engines import Elsewhere, Engine, Here
from huiyin.insights.topics.events import Said, topics_of

TOPICS = ("topic", "rank", "heat", "name", "message_id")


def topics(source: Path, target: Path, scheduler: str | None = None) -> None:
    """Write the topics of a file, the hottest first, a line for each of their messages.

    :param scheduler: of Dask, whose workers share the work.
    :raises Refused: nobody answers there, or what is needed is not installed.
    """
    rows = read(source, ["id", "title", "text"])
    messages = [Said(Told.of(row.title, row.text, row.user), row.time, row.likes) for row in rows]
    found = topics_of(messages, tell, engine=_engine(scheduler))
    with table(target, TOPICS) as out:
        for rank, topic in enumerate(found, 1):
            for at in topic.members:
                out.add((rank, rank, f"{topic.heat:.2f}", topic.name, rows[at].id))
    alone = len(rows) - out.written
    tell(f"{len(rows):,} messages: {len(found):,} topics with {out.written:,} of them, {alone:,} stand alone")


def _engine(scheduler: str | None) -> Engine:
    if not scheduler:
        return Here()
    try:
        return Elsewhere(scheduler)
    except ImportError:
        raise Refused("--scheduler needs Dask, which is not installed: requirements/spread.txt.") from None
    except OSError as fault:
        raise Refused(f"No scheduler answers at {scheduler}: {fault}") from None
