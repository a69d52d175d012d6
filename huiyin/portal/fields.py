"""Fields of the public's forms: several files at once, words that others will read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.law.accused.heard import heard

_PLAINLY = _("听起来是检举控告。写在这里，承办的单位和人看得到；要举报，请从“提出信访”另外写，被举报的看不到。")
_PERHAPS = _(
    "说的是不是哪个干部、公职人员做了不该做的事？写在这里，承办的单位和人看得到；要举报，请从“提出信访”另外写，被举报的看不到。"
)


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


class OpenWords(forms.Form):
    """Own words that are read by whoever handles the matter, holds the hearing, receives the visitor: where they are
    a report of wrongdoing, or like one, it is asked once, before anything is sent, for the accused may be among the readers
    (xf2022 Art. 30 ¶3).

    :param closed: the matter is a report itself, and its readers are chosen by whom it is about.
    """

    def __init__(self, *args: Any, closed: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.closed = closed

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        words = {name: value for name, value in said.items() if isinstance(value, str)}
        sounds = {name: found for name, value in words.items() if (found := heard(value))}
        if self.closed or not sounds:
            return said
        self.fields["no_report"] = forms.BooleanField(label=_("这不是举报，照这样提交"), required=False)
        if not self.data.get("no_report"):
            name, found = next(iter(sounds.items()))
            self.add_error(name, _PLAINLY if found.signs else _PERHAPS)
        return said
