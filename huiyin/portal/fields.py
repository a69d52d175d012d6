"""Fields of the public's forms: each tells its limits before they are met; several files at once."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from huiyin.law.accused.heard import heard
from huiyin.law.frame.particulars import LONGEST_TEXT
from huiyin.people import fields

_PLAINLY = _("听起来是检举控告。写在这里，承办的单位和人看得到；要举报，请从“提出信访”另外写，被举报的看不到。")
_PERHAPS = _(
    "说的是不是哪个干部、公职人员做了不该做的事？写在这里，承办的单位和人看得到；要举报，请从“提出信访”另外写，被举报的看不到。"
)
#: Above so many signs nobody counts; the page says it only once they are nearly used up.
_MANY: Final = 5_000


class Phone(fields.Phone):
    """Telephone numbers; beside the name of the field stands how many digits there must be (``told``)."""

    told = _("手机 11 位，座机连区号")


class Document(fields.Document):
    """The number of an identity document."""

    told = _("身份证 18 位")


class Words(fields.Words):
    """Text; a limit that somebody may come to is told before."""

    def __init__(self, *, most: int = LONGEST_TEXT, **options: Any) -> None:
        super().__init__(most=most, **options)
        self.told = format_lazy(_("最多 {most} 字"), most=most) if most < _MANY else ""


class Sentence(fields.Line):
    """A sentence on one line, no more than so many signs."""

    def __init__(self, *, most: int, **options: Any) -> None:
        super().__init__(most=most, **options)
        self.told = format_lazy(_("最多 {most} 字"), most=most)


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
    a report of wrongdoing, or like one, it is asked once, before anything is sent, for the accused may be among the
    readers (xf2022 Art. 30 ¶3).

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
