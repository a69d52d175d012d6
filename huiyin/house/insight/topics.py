"""./run insight topics."""

from __future__ import annotations

from pathlib import Path

from huiyin.house.insight.files import read, table, tell
from huiyin.insights.same.compare import Told
from huiyin.insights.topics.events import Said, topics_of

TOPICS = ("topic", "rank", "heat", "name", "message_id")


def topics(source: Path, target: Path) -> None:
    """Write the topics of a file, the hottest first, a line for each of their messages."""
    rows = read(source, ["id", "title", "text"])
    messages = [Said(Told.of(row.title, row.text, row.user), row.time, row.likes) for row in rows]
    found = topics_of(messages, tell)
    with table(target, TOPICS) as out:
        for rank, topic in enumerate(found, 1):
            for at in topic.members:
                out.add((rank, rank, f"{topic.heat:.2f}", topic.name, rows[at].id))
    alone = len(rows) - out.written
    tell(f"{len(rows):,} messages: {len(found):,} topics with {out.written:,} of them, {alone:,} stand alone")
