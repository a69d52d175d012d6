"""Forms whose fields are those of their class.

Django copies every field, its widget and its messages for every form it makes: for a form of twenty fields that costs
more than reading what was typed into it. Here a field is copied only by a form that changes it.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from django import forms


class _Uncopied(dict[str, forms.Field]):
    """Fields that stay the same ones when the form asks for a copy of all."""

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, forms.Field]:
        return dict(self)


class LightForm(forms.Form):
    """A form that shares its fields with all others of its class; take :meth:`own` before changing one."""

    def __init__(self, *args: Any, **options: Any) -> None:
        self.base_fields = _Uncopied(self.base_fields)  # type: ignore[misc]
        super().__init__(*args, **options)

    def own(self, name: str) -> Any:
        """The field as this form's alone, to be changed."""
        field = self.fields[name] = deepcopy(self.fields[name])
        return field
