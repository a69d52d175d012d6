"""Forms of the administrator's changes; each is turned into the rows that a file would hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.law.chart.organs import OrganKind
from huiyin.law.sources.books import BOOKS
from huiyin.law.words import P
from huiyin.people.loading.cells import LONGEST_LINE, MOST_LINES
from huiyin.people.loading.sheets import Row
from huiyin.people.models import (
    CalendarDay,
    CalendarYear,
    Competence,
    Division,
    Organ,
    OrganBook,
    RoomPart,
    RoomText,
    Superior,
    in_force,
)
from huiyin.store.ids import new_id
from huiyin.wording.words import say

FROM: Final = "1"
_DATE: Final = {"type": "date"}
_LISTED: Final = {"list": "l-organs", "autocomplete": "off"}
_SPLIT: Final = re.compile(r"[、，,；;\s]+")


def _row(table: str, place: str, **values: object) -> Row:
    said = {name: value.isoformat() if isinstance(value, date) else value or "" for name, value in values.items()}
    return Row(table, place, said)


class OrganField(forms.CharField):
    """An organ by its name or short name."""

    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=80, widget=forms.TextInput(attrs=_LISTED), **more)

    def clean(self, value: Any) -> Organ | None:
        typed = super().clean(value).strip()
        if not typed:
            return None
        found = Organ.objects.filter(name=typed).first() or Organ.objects.filter(short=typed).first()
        if found is None:
            raise forms.ValidationError(_("没有叫这个名字的机关，请从名单里选。"))
        return found


class DayField(forms.DateField):
    """The first day on which it counts."""

    def __init__(self, **more: Any) -> None:
        super().__init__(label=_("从哪天起"), widget=forms.DateInput(format="%Y-%m-%d", attrs=_DATE), **more)


def _lines_field(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("一行一条。空着的，用通用的那一版。"),
    )  # fmt: skip


class NewOrgan(forms.Form):
    """A new organ: what it is called, where it is, under whom, what it is competent for."""

    name = forms.CharField(label=_("全称"), max_length=80, error_messages={"required": _("请写全称。")})
    short = forms.CharField(label=_("简称"), max_length=40, error_messages={"required": _("请写简称。")})
    kind = forms.ChoiceField(label=_("类别"), choices=lambda: [(each.value, say(P(each.label))) for each in OrganKind])
    division = forms.CharField(
        label=_("在哪里"), max_length=80, help_text=_("写地名或者行政区划代码，从名单里选。"),
        widget=forms.TextInput(attrs={"list": "l-places", "autocomplete": "off"}),
        error_messages={"required": _("请写在哪里。")},
    )  # fmt: skip
    above = OrganField(
        label=_("上级"), help_text=_("本级政府或者上级机关。"), error_messages={"required": _("请写上级。")}
    )
    since = DayField()
    words = forms.CharField(
        label=_("归口"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("归口目录里的词，用顿号隔开。"),
    )  # fmt: skip
    phone = forms.CharField(label=_("电话"), required=False, max_length=40)
    address = forms.CharField(label=_("地址"), required=False, max_length=160)
    hours = forms.CharField(label=_("办公时间"), required=False, max_length=160)

    def clean_division(self) -> str:
        typed = self.cleaned_data["division"].strip()
        found = (
            Division.objects.filter(code=typed.ljust(12, "0")).first() or Division.objects.filter(path=typed).first()
        )
        if found is None:
            raise forms.ValidationError(_("没有这个地方，请从名单里选。"))
        return found.code

    def rows(self) -> list[Row]:
        said, key = self.cleaned_data, f"o{new_id():x}"
        given = {
            name: said[name] for name in ("name", "short", "kind", "division", "phone", "address", "hours", "since")
        }
        words = "、".join(filter(None, _SPLIT.split(said["words"])))
        return [
            _row("organs", said["name"], key=key, **given),
            _row("superiors", said["name"], organ=key, superior=said["above"].key, primary=FROM, since=said["since"]),
            *([_row("competences", said["name"], organ=key, words=words, since=said["since"])] if words else []),
        ]


class Renamed(forms.Form):
    """How an organ is called and reached, from today on; papers of before keep what they say."""

    name = forms.CharField(label=_("全称"), max_length=80, error_messages={"required": _("请写全称。")})
    short = forms.CharField(label=_("简称"), max_length=40, error_messages={"required": _("请写简称。")})
    phone = forms.CharField(label=_("电话"), required=False, max_length=40)
    address = forms.CharField(label=_("地址"), required=False, max_length=160)
    hours = forms.CharField(label=_("办公时间"), required=False, max_length=160)

    def rows(self, organ: Organ, on: date) -> list[Row]:
        return [_row("organs", organ.name, key=organ.key, **self.cleaned_data)]


class Moved(forms.Form):
    """Another superior of its own level from a day on; lines above in the trade (条线) stay."""

    above = OrganField(label=_("新的上级"), error_messages={"required": _("请写新的上级。")})
    since = DayField()

    def rows(self, organ: Organ, on: date) -> list[Row]:
        above, since = self.cleaned_data["above"], self.cleaned_data["since"]
        edges = Superior.objects.filter(in_force(max(on, since)), organ=organ).select_related("superior")
        kept = [each for each in edges if each.superior_id != above.id or each.since != since]
        rows = [
            _row(
                "superiors", organ.name, organ=organ.key, superior=each.superior.key, since=each.since,
                primary=FROM if each.primary else "0", until=since if each.primary else each.until,
            )
            for each in kept
        ]  # fmt: skip
        return [
            *rows,
            _row("superiors", organ.name, organ=organ.key, superior=above.key, primary=FROM, since=since, until=""),
        ]


class Ended(forms.Form):
    """An organ that is dissolved, or goes into another (撤销、合并): who carries on its powers and open matters."""

    heir = OrganField(label=_("由谁接着办"), error_messages={"required": _("请写由哪个机关接着办。")})
    since = DayField()

    def rows(self, organ: Organ, on: date) -> list[Row]:
        heir, until = self.cleaned_data["heir"], self.cleaned_data["since"]
        return [_row("organs", organ.name, key=organ.key, successor=heir.key, until=until)]


class Competent(forms.Form):
    """The words of the competence list from a day on."""

    words = forms.CharField(
        label=_("归口"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("归口目录里的词，用顿号隔开；删去的词从那天起不再归它管。"),
    )  # fmt: skip
    since = DayField()

    def rows(self, organ: Organ, on: date) -> list[Row]:
        since, wanted = self.cleaned_data["since"], set(filter(None, _SPLIT.split(self.cleaned_data["words"])))
        held = {each.word_id: each for each in Competence.objects.filter(in_force(since), organ=organ)}
        rows = [
            _row("competences", organ.name, organ=organ.key, word=word, since=each.since,
                 until=each.until if word in wanted else since)
            for word, each in held.items()
        ]  # fmt: skip
        new = sorted(wanted - held.keys())
        return rows + [
            _row("competences", organ.name, organ=organ.key, word=word, since=since, until="") for word in new
        ]


class Booked(forms.Form):
    """The rule book by which an organ and those below it work from a day on."""

    book = forms.ChoiceField(
        label=_("规则书"), choices=lambda: [(key, say(P(each.title))) for key, each in BOOKS.items()]
    )
    since = DayField()

    def rows(self, organ: Organ, on: date) -> list[Row]:
        book, since = self.cleaned_data["book"], self.cleaned_data["since"]
        held = OrganBook.objects.filter(in_force(since), organ=organ).exclude(since=since)
        rows = [
            _row("books", organ.name, organ=organ.key, book=each.book, since=each.since, until=since) for each in held
        ]
        return [*rows, _row("books", organ.name, organ=organ.key, book=book, since=since, until="")]


class RoomWords(forms.Form):
    """What a reception room promises, what is said there and what is not: a line for each sentence."""

    promise = _lines_field(_("我们这样接待您"))
    say = _lines_field(_("我们这样说"))
    never = _lines_field(_("我们不这样说"))
    since = DayField()

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for part in RoomPart:
            lines = [line.strip() for line in str(said.get(part.value, "")).splitlines() if line.strip()]
            if len(lines) >= MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
                self.add_error(part.value, _("最多二十条，每条不超过120个字。"))
            said[part.value] = lines
        return said

    def rows(self, organ: Organ, on: date) -> list[Row]:
        """The whole text as it will be: what stays keeps its day, what another line takes the place of ends on it."""
        since, rows = self.cleaned_data["since"], dict[tuple[str, int, date], Row]()
        wanted = {
            (part.value, number): words
            for part in RoomPart
            for number, words in enumerate(self.cleaned_data[part.value], 1)
        }
        for held in RoomText.objects.filter(organ=organ, until__isnull=True).order_by("since"):
            place = (held.part, held.line)
            stays = wanted.get(place) == held.words
            rows[(*place, held.since)] = _line(organ, *place, held.words, held.since, "" if stays else since)
            if stays:
                del wanted[place]
        rows |= {(*place, since): _line(organ, *place, words, since, "") for place, words in wanted.items()}
        return list(rows.values())


def _line(organ: Organ, part: str, line: int, words: str, since: date, until: date | str) -> Row:
    said = {"organ": organ.key, "part": part, "line": line, "words": words, "since": since, "until": until}
    return _row("room_texts", organ.name, **said)


class Holidays(forms.Form):
    """One year: the days off and the weekends worked instead, as the notice of the State Council lists them."""

    holidays = forms.CharField(
        label=_("放假"), max_length=4000, widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("一行一个节日：名称、日期，例如“春节 2027-02-05..2027-02-12”。几段用空格隔开。"),
        error_messages={"required": _("请写放假的日子。")},
    )  # fmt: skip
    makeups = forms.CharField(
        label=_("调休上班"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("周末上班的日子，用空格隔开，例如“2027-02-14 2027-02-20”。"),
    )  # fmt: skip
    source = forms.CharField(
        label=_("根据"),
        max_length=200,
        help_text=_("通知的名称和文号。"),
        error_messages={"required": _("请写根据哪个通知。")},
    )
    settled = forms.BooleanField(label=_("国务院办公厅的通知已经出来了"), required=False)

    def clean_holidays(self) -> dict[str, list[str]]:
        said: dict[str, list[str]] = {}
        for line in self.cleaned_data["holidays"].splitlines():
            name, *spans = line.replace("：", " ").split()[:1] + line.replace("：", " ").split()[1:] or [""]
            if not line.strip():
                continue
            if not spans:
                raise forms.ValidationError(_("“%(line)s”没有写日期。"), params={"line": line})
            said.setdefault(name, []).extend(spans)
        return said

    def rows(self, year: int, version: int) -> list[Row]:
        said, makeups = self.cleaned_data, filter(None, _SPLIT.split(self.cleaned_data["makeups"]))
        values = {
            "year": year, "version": version, "settled": said["settled"], "source": said["source"],
            "holidays": said["holidays"], "makeups": list(makeups),
        }  # fmt: skip
        return [Row("calendar", str(year), values)]


def spoken(year: CalendarYear) -> dict[str, Any]:
    """A year as the form shows it."""
    days = list(year.days.all())
    names: dict[str, list[date]] = {}
    for each in days:
        if each.kind == CalendarDay.HOLIDAY:
            names.setdefault(each.name, []).append(each.date)
    lines = (f"{name} {' '.join(_spans(dates))}" for name, dates in names.items())
    makeups = " ".join(each.date.isoformat() for each in days if each.kind == CalendarDay.MAKEUP)
    return {"holidays": "\n".join(lines), "makeups": makeups, "source": year.source, "settled": year.settled}


def _spans(dates: Iterable[date]) -> Iterator[str]:
    """Days in a row are said as one."""
    spans: list[list[date]] = []
    for each in sorted(dates):
        if spans and each - spans[-1][1] == timedelta(days=1):
            spans[-1][1] = each
        else:
            spans.append([each, each])
    for first, last in spans:
        yield first.isoformat() if first == last else f"{first}..{last}"
