"""A form field for a place in somebody's own words."""

from __future__ import annotations

from typing import Any

from django import forms

from huiyin.people.fields import Line
from huiyin.people.gazetteer import LONGEST, certain, place


class PlaceWords(Line):
    """Where something happened, in the person's words; a code of a division is shown as its name."""

    def __init__(self, **options: Any) -> None:
        # A name is typed in its own words; nothing the browser remembers of other pages helps here.
        super().__init__(most=LONGEST, widget=forms.TextInput(attrs={"autocomplete": "off"}), **options)

    def prepare_value(self, value: Any) -> Any:
        found = place(str(value or ""))
        return found.path if found else value


def code_said(said: object) -> str:
    """The code of the place that the words name beyond doubt; where they name none, the words."""
    found = certain(str(said or ""))
    return found.code if found else str(said or "")
