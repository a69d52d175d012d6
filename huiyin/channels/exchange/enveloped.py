"""What another site told of a report of wrongdoing: its lines go where the words of the matter went (密封)."""

from __future__ import annotations

from huiyin.cases.envelopes import Envelope, envelope_of
from huiyin.cases.models import Case
from huiyin.channels.exchange.models import Exchanged, Line
from huiyin.law.reading import WHOLE
from huiyin.store.locks import writing
from huiyin.vault.opening import stored


def put_in(case: int, upto: int, envelope: Envelope) -> None:
    """All lines that became an entry up to that one, and those that became none (huiyin.cases.enveloping)."""
    for row in Line.objects.filter(exchanged__case=case, here__lte=upto):
        row.text, row.repeat = (envelope.words(stored(text)) for text in (row.text, row.repeat))
        row.save(update_fields=["text", "repeat"])


def carry_lines() -> None:
    """Called after migrating: the lines of reports of before."""
    reports = Case.objects.filter(id__in=Exchanged.objects.values("case"), report=True)
    for case in reports.values_list("id", flat=True):
        if (envelope := envelope_of(case)) is not None:
            with writing():
                put_in(case, WHOLE, envelope)
