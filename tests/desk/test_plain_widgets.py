"""The plain widgets are Django's own, letter for letter, and let nothing through."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from huiyin.desk.forms.plain_widgets import PlainRenderer

EVIL = '"><script>alert(1)</script>'
WIDGETS = (
    (forms.TextInput(attrs={"data-private": "", "maxlength": "80", "disabled": False}), EVIL),
    (forms.TextInput(), None),
    (forms.NumberInput(attrs={"min": 1}), 3),
    (forms.EmailInput(), "a@b.cn"),
    (forms.DateInput(attrs={"type": "date"}), "2026-11-02"),
    (forms.CheckboxInput(attrs={"accesskey": "r"}), True),
    (forms.CheckboxInput(), False),
    (forms.Textarea(attrs={"rows": 5, "required": True}), EVIL),
    (forms.Textarea(), None),
    (forms.Select(choices=[("", "请选择"), (EVIL, EVIL), ("2", "二")]), EVIL),
)


@pytest.mark.parametrize(("widget", "value"), WIDGETS)
def test_it_is_what_django_draws(widget: Any, value: Any) -> None:
    plain = widget.render("field", value, renderer=PlainRenderer())
    django = widget.render("field", value, renderer=DjangoTemplates())
    assert "".join(plain.split()) == "".join(django.split())


def test_nothing_typed_becomes_markup() -> None:
    drawn = [widget.render("field", EVIL, renderer=PlainRenderer()) for widget, _ in WIDGETS]
    assert not any("<script" in each for each in drawn)
