"""Form fields that take what people really type, the same on every page; a refusal is a sentence."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _

from huiyin.law.frame.particulars import LONGEST_TEXT
from huiyin.media import limits
from huiyin.typed import documents, phones
from huiyin.typed.addresses import email_of
from huiyin.typed.signs import plain_digits
from huiyin.typed.slips import Slip
from huiyin.typed.texts import line_of, text_of
from huiyin.typed.times import FIRST_DAY, LAST_DAY, day_of, moment_of, written
from huiyin.typed.wholes import whole
from huiyin.wording.slips import SAID

_LONGEST_NUMBER: Final = 40


class Words(forms.CharField):
    """Text of any kind, tidied as the record will keep it.

    :param most: the most characters; text that is too long is refused in a sentence and stays in the form.
    """

    def __init__(self, *, most: int = LONGEST_TEXT, **options: Any) -> None:
        self.most = most
        super().__init__(strip=True, **options)
        # Django refuses a NUL; here it is left out with the other signs that cannot be printed.
        self.validators = []

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        # No maxlength: a browser would cut what is pasted without a word. The page counts, and says what is left.
        told = {"data-most": self.most} if self.most < LONGEST_TEXT and not widget.is_hidden else {}
        return super().widget_attrs(widget) | told

    def to_python(self, value: Any) -> str:
        return text_of(str(value or ""))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > self.most:
            raise ValidationError(
                _("太长了：写了 {n} 个字，最多 {most} 个字。请删短一些，细节可以放在附件里。").format(
                    n=len(value), most=self.most
                )
            )


class Line(Words):
    """One line of text: a name, an address, a title."""

    def __init__(self, *, most: int = 160, **options: Any) -> None:
        super().__init__(most=most, **options)

    def to_python(self, value: Any) -> str:
        return line_of(str(value or ""))


class Phone(Line):
    """Telephone numbers, with area code or extension if there is one; every one of them must have its digits."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"})

    def to_python(self, value: Any) -> str:
        return phones.phone_of(str(value or ""))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and (slip := phones.phone_slip(value)):
            raise _slip(slip)


class Document(Line):
    """The number of an identity document of any kind; that of a resident's card is checked for slips.

    :param copied: written down from a paper that somebody else wrote: its slips are the paper's, and stay.
    """

    def __init__(self, *, copied: bool = False, **options: Any) -> None:
        self.copied = copied
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        return documents.document_of(str(value or ""))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not self.copied and (slip := documents.document_slip(value)):
            raise _slip(slip)


class Email(forms.EmailField):
    """An e-mail address, in any width."""

    def to_python(self, value: Any) -> str:
        return email_of(str(value or ""))


class Day(forms.DateField):
    """A day within the bounds of what is asked.

    :param first, last: both included.
    """

    widget = forms.DateInput({"type": "date"}, "%Y-%m-%d")

    def __init__(self, *, first: date = FIRST_DAY, last: date = LAST_DAY, **options: Any) -> None:
        self.first, self.last = first, last
        super().__init__(**options)

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        day = day_of(value, self.first, self.last)
        if day is None:
            raise _slip(Slip.YEAR if day_of(value, date.min, date.max) else Slip.NO_DAY)
        return day


class Moment(forms.DateTimeField):
    """A moment within bounds, in China's time unless it says otherwise.

    :param first, last: days, both included.
    """

    widget = forms.DateTimeInput({"type": "datetime-local"}, "%Y-%m-%dT%H:%M")

    def __init__(self, *, first: date = FIRST_DAY, last: date = LAST_DAY, **options: Any) -> None:
        self.first, self.last = first, last
        super().__init__(**options)

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        moment = moment_of(value, self.first, self.last)
        if moment is None:
            raise _slip(Slip.YEAR if written(value) else Slip.NO_MOMENT)
        return moment


class Whole(forms.IntegerField):
    """How many there are, from ``min_value`` to ``max_value``."""

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values:
            return None
        number = whole(plain_digits(line_of(str(value)[:_LONGEST_NUMBER])), -(10**18), 10**18)
        if number is None:
            raise _slip(Slip.NO_WHOLE)
        return number


def said(sentence: Any) -> Any:
    """A translated sentence with the limits of what may be handed in: ``{files}``, ``{file}``, ``{film}``."""
    sizes = {"file": limits.shown(limits.FILE), "film": limits.shown(limits.FILM), "files": limits.MOST_FILES}
    return format_lazy(sentence, **sizes)


def _slip(slip: Slip) -> ValidationError:
    return ValidationError(SAID[slip], code="invalid")
