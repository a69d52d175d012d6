"""The one way into the knowledge base: who wrote it last owns it, and its row is bound to the ledger."""

from __future__ import annotations

from huiyin.desk.models import Answer, RouteNote
from huiyin.law.frame.facts import Actor
from huiyin.people import ledgers
from huiyin.store.locks import writing


def keep(row: Answer | RouteNote, by: Actor) -> None:
    """Keep an answer or a note on a way.

    :param by: whoever wrote it, from now on its owner.
    """
    assert by.person is not None
    row.owner = by.person
    kind = "answer" if isinstance(row, Answer) else "note"
    with writing():
        row.save()
        ledgers.bind(ledgers.REFERENCE, kind, [row], by=by.person, organ=by.organ)
