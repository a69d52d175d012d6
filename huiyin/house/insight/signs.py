"""./run insight signs."""

from __future__ import annotations

from pathlib import Path

from huiyin.house.insight.files import Row, read, table, tell
from huiyin.insights.early import Notice, series_of, signs_of
from huiyin.insights.learned.grams import plain
from huiyin.insights.same.names import names_in
from huiyin.insights.suggesting import guess_words
from huiyin.law.subjects import EVERYDAY

SIGNS = ("day", "place", "thing", "people", "score", "false_alarms_a_year")


def signs(source: Path, target: Path) -> None:
    """Write the early signs of a file, by their days."""
    rows = read(source, ["id", "title", "text", "time"])
    tell(f"{len(rows):,} messages: reading places and things")
    found = signs_of([notice_of(row) for row in rows], tell)
    with table(target, SIGNS) as out:
        for sign in found:
            out.add((sign.day, sign.place, sign.thing, sign.people, f"{sign.score:.2f}", f"{sign.false_a_year:.3f}"))
    tell(f"{len(rows):,} messages: {out.written:,} signs, of which chance would bring at most one a year")


def notice_of(row: Row) -> Notice:
    """A message as the signs see it: its day, who sent it, what it is about and where."""
    title = plain(row.title)
    guesses = guess_words(row.text[:600], EVERYDAY, row.title)
    thing = guesses[0].word if guesses else ""
    places = [(name.whole, name.kind) for name in names_in(title)]
    assert row.time is not None
    return Notice(row.time.date(), row.user, thing, series_of(list(dict.fromkeys(places)), thing))
