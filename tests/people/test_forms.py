"""A form shares its fields with the others of its class until it changes one."""

from __future__ import annotations

from django import forms

from huiyin.people.forms import LightForm


class _Person(LightForm):
    name = forms.CharField(label="姓名", widget=forms.TextInput(attrs={"rows": 1}))
    place = forms.ChoiceField(choices=[("1", "东")])


def test_fields_are_not_copied() -> None:
    assert _Person().fields["name"] is _Person().fields["name"]


def test_a_field_taken_as_ones_own_changes_no_other_form() -> None:
    own = _Person().own("name")
    own.widget.attrs["rows"], own.error_messages["required"] = 9, "？"
    other = _Person().fields["name"]
    assert other.widget.attrs["rows"] == 1 and other.error_messages["required"] != "？"


def test_a_field_left_out_of_one_form_stays_in_the_next() -> None:
    del _Person().fields["name"]
    assert "name" in _Person().fields


def test_own_choices_are_what_is_accepted() -> None:
    form = _Person({"name": "安", "place": "2"})
    form.own("place").choices = [("2", "西")]
    assert form.is_valid() and not _Person({"name": "安", "place": "2"}).is_valid()
