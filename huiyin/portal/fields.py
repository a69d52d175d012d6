"""Form fields that take what people really type: signs no printer knows are left out, never a reason to refuse."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from huiyin.cases.lodging import tidy
from huiyin.law.frame.particulars import LONGEST_TEXT

_PHONE: Final = re.compile(r"[\d\s+()\-转#*/、,，]+")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


class Words(forms.CharField):
    """Text of any kind, tidied as the record will keep it.

    :param most: the most characters; text that is too long is refused in a sentence and stays in the form.
    """

    def __init__(self, *, most: int = LONGEST_TEXT, **options: Any) -> None:
        self.most = most
        super().__init__(strip=True, **options)
        # Django refuses a NUL; here it is left out with the other signs that cannot be printed.
        self.validators = []

    def to_python(self, value: Any) -> str:
        return tidy(str(value or "").replace("\r\n", "\n").replace("\r", "\n"))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > self.most:
            raise ValidationError(
                _("太长了：写了 {n} 个字，最多 {most} 个字。请删短一些，细节可以放在附件里。").format(
                    n=len(value), most=self.most
                )
            )


class Line(Words):
    """One line of text."""

    def __init__(self, *, most: int = 160, **options: Any) -> None:
        super().__init__(most=most, **options)

    def to_python(self, value: Any) -> str:
        return " ".join(super().to_python(value).split())


class Phone(Line):
    """A telephone number, with area code or extension if there is one."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"})

    def to_python(self, value: Any) -> str:
        return unicodedata.normalize("NFKC", super().to_python(value))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if not value:
            return
        figures = sum(char.isdigit() for char in value)
        if not _PHONE.fullmatch(value):
            raise ValidationError(_("电话里有不是数字的字。请只写数字，比如 13200001234 或 0571-88001234。"))
        if not 5 <= figures <= 20:
            raise ValidationError(_("电话的位数不对，请再核对一下。"))


class IdNumber(Line):
    """The number of an identity document; that of a resident's card is checked for slips."""

    def to_python(self, value: Any) -> str:
        return unicodedata.normalize("NFKC", super().to_python(value)).replace(" ", "").upper()

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and (not 5 <= len(value) <= 20 or not value.isascii() or not value.isalnum() or _slipped(value)):
            raise ValidationError(_("证件号码好像写错了一位，请核对。不想填可以空着。"))


def _slipped(number: str) -> bool:
    """Whether a number that looks like a resident's (GB 11643) has the wrong last sign."""
    if len(number) != 18 or not number[:17].isdigit():
        return False
    total = sum(int(figure) * weight for figure, weight in zip(number, _WEIGHTS, strict=False))
    return "10X98765432"[total % 11] != number[-1]


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
