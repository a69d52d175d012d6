"""What a form of the public will not take is said beside the field, before anybody meets it; over every form."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django import forms

import huiyin.portal
from huiyin.law.frame.particulars import LONGEST_TEXT
from huiyin.law.sources.books import BOOKS
from huiyin.people import fields as typed
from huiyin.portal.fields import Sentence
from huiyin.portal.filing.doors import Kind
from huiyin.portal.filing.forms import YouForm
from huiyin.portal.following.reaching import ReachForm
from huiyin.portal.heard import forms as heard
from huiyin.portal.heard import panel
from huiyin.portal.joining.pages import JoinForm
from huiyin.portal.promised import lasting, pages
from huiyin.portal.saying.form import SayForm

pytestmark = pytest.mark.django_db
TEMPLATES = Path("huiyin/portal/templates")
#: A bound of so many signs nobody comes to by writing a name, an address or a story.
FAR = 5_000


def every_class() -> set[type[forms.Form]]:
    """Every form that a page of the portal shows."""
    for each in pkgutil.walk_packages(huiyin.portal.__path__, "huiyin.portal."):
        importlib.import_module(each.name)
    found: set[type[forms.Form]] = set()
    ahead: list[type[forms.Form]] = [forms.Form]
    while ahead:
        below = ahead.pop().__subclasses__()
        ahead += below
        found |= {each for each in below if each.__module__.startswith("huiyin.portal.")}
    return found


def instances() -> Iterator[forms.Form]:
    """One of each, and of those whose fields are made when they are, one for each thing they may ask."""
    from huiyin.law.matter.forms import FORMS

    made: dict[type[forms.Form], list[dict[str, Any]]] = {
        YouForm: [{"kind": kind, "book": next(iter(BOOKS.values()))} for kind in Kind],
        ReachForm: [{"known": {"phone": "132****7710"}, "report": False}],
        JoinForm: [{"room": True}],
        SayForm: [{"act": act} for act in FORMS],
        pages.WordForm: [{"act": act} for act in pages._FIELD],
        lasting.WordForm: [{"label": "还好吗"}],
        panel.Sign: [{}],
        heard.Answer: [{}],
    }
    for each in sorted(every_class(), key=lambda each: each.__qualname__):
        for options in made.get(each, [{}]):
            yield each(**options)


def told(field: forms.BoundField) -> str:
    return f"{field.label} {field.help_text} {getattr(field.field, 'told', '')}"


def test_every_limit_of_every_form_of_the_public_is_told_before_it_is_met() -> None:
    untold, seen = [], 0
    for form in instances():
        for field in form:
            limits = list(_limits(field.field))
            seen += len(limits)
            untold += [(type(form).__name__, field.name, each) for each in limits if each not in told(field)]
    assert seen > 8 and untold == []


def _limits(field: forms.Field) -> Iterator[str]:
    if isinstance(field, typed.Phone):
        yield "11"
    if isinstance(field, typed.Document):
        yield "18"
    long = isinstance(field, Sentence) or not isinstance(field, typed.Line)
    if isinstance(field, typed.Words) and long and field.most < FAR:
        yield str(field.most)


def test_what_is_nearly_used_up_is_counted_and_nothing_is_cut() -> None:
    for form in instances():
        for field in form:
            if isinstance(field.field, typed.Words) and field.field.most < LONGEST_TEXT and not field.is_hidden:
                assert f'data-most="{field.field.most}"' in str(field), field.name
                assert "maxlength" not in str(field), field.name


@pytest.mark.parametrize("page", sorted(TEMPLATES.rglob("*.html")), ids=lambda page: page.stem)
def test_a_field_written_into_a_page_tells_how_much_it_takes(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for field in re.finditer(r"<(?:textarea|input)[^>]*maxlength=\"(\d+)\"", text):
        most = int(field.group(1))
        if most < 100 or field.group(1) == "160":
            continue  # numbers, codes, names
        before = text[max(0, field.start() - 400) : field.start()]
        assert f"most={most}" in before, (page.name, most)
