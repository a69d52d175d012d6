"""A field that takes several files at once."""

from __future__ import annotations

from typing import Any

from django import forms


class ManyFilesInput(forms.ClearableFileInput):
    """A file field that takes several files at once."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class Files(forms.FileField):
    """Any number of files; what may be kept is judged by huiyin.cases.materials."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False, allow_empty_file=True, widget=ManyFilesInput(attrs=options.pop("attrs")), **options
        )

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data]
        return [each for each in given if each]
