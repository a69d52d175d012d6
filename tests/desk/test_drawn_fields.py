"""The fields of every act of every kind of record, as their template draws them."""

import pytest
from django.template.loader import render_to_string

from huiyin.desk.forms.drawn import Drawn
from huiyin.record.kinds import KINDS

#: Every tick of every form, by what it says.
TICKS = sorted(
    {
        (field.name, str(field.label))
        for kind in KINDS
        for fields in kind.procedure.forms.values()
        for field in fields
        if field.kind == "flag"
    }
)


@pytest.mark.parametrize(("name", "label"), TICKS)
def test_a_tick_says_its_words_once(name: str, label: str) -> None:
    page = render_to_string("desk/_field.html", {"field": Drawn(name, "flag", label, True, "", None)})
    assert page.count(label) == 1


def test_there_are_ticks() -> None:
    assert len(TICKS) > 5
