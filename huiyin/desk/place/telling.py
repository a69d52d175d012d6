"""What a change does, in words: row by row, what was and what will be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from huiyin.law.chart.organs import OrganKind
from huiyin.law.sources.books import book
from huiyin.law.terms import Role
from huiyin.law.words import P, Phrase
from huiyin.people.loading.tally import ADDED, CHANGED, CLOSED, Told
from huiyin.people.models import CalendarDay, Organ, Person, RoomPart
from huiyin.wording.words import day

Words = Phrase | str
WHAT: Final[Mapping[str, tuple[str, Phrase]]] = {
    ADDED: ("ok", P("新加")),
    CHANGED: ("soon", P("改")),
    CLOSED: ("late", P("到期不再用")),
}
TABLES: Final[Mapping[str, Phrase]] = {
    "divisions": P("行政区划"),
    "organs": P("机关"),
    "superiors": P("上级"),
    "competence_words": P("归口目录"),
    "competences": P("归口"),
    "books": P("规则书"),
    "room_texts": P("接待室的文字"),
    "people": P("账号"),
    "posts": P("岗位"),
    "calendar": P("节假日"),
}
FIELDS: Final[Mapping[str, Phrase]] = {
    "code": P("区划代码"),
    "aliases": P("别的叫法"),
    "initials": P("拼音首字母"),
    "longitude": P("经度"),
    "latitude": P("纬度"),
    "kind": P("类别"),
    "name": P("名称"),
    "short": P("简称"),
    "phone": P("电话"),
    "address": P("地址"),
    "hours": P("办公时间"),
    "successor_id": P("由谁接着办"),
    "since": P("从哪天起"),
    "until": P("到哪天为止"),
    "primary": P("是不是本级的上级"),
    "english": P("英文"),
    "field": P("大类"),
    "book": P("规则书"),
    "words": P("怎么写"),
    "is_active": P("能不能登录"),
    "duty": P("值班"),
    "phone_office": P("办公电话"),
    "settled": P("放假通知出来了没有"),
    "source": P("根据"),
}
ROOM_PARTS: Final[Mapping[RoomPart, Phrase]] = {
    RoomPart.PROMISE: P("我们这样接待您"), RoomPart.SAY: P("我们这样说"), RoomPart.NEVER: P("我们不这样说"),
}  # fmt: skip
_HIDDEN: Final = frozenset({"id", "path", "level", "password", "is_demo", "language", "version", "days"})
LONG_AGO: Final = "1949-10-01"


@dataclass(frozen=True, slots=True)
class Difference:
    label: Phrase
    was: Words
    now: Words


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a change as the page shows it."""

    table: Phrase
    state: str
    what: Phrase
    about: Words
    differences: tuple[Difference, ...]
    #: The book that is new here, and of which organ, to be set beside the one before.
    book: str = ""
    organ: int = 0


@dataclass
class Teller:
    """Names of what the lines speak of, fetched once."""

    lines: Sequence[Told]
    organs: dict[int, str] = field(default_factory=dict)
    people: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        ids = {value for line in self.lines for value in _ids(line, ("organ_id", "superior_id", "successor_id"))}
        who = {value for line in self.lines for value in _ids(line, ("person_id",))}
        self.organs = dict(Organ.objects.filter(id__in=ids).values_list("id", "name"))
        self.people = dict(Person.objects.filter(id__in=who).values_list("id", "name"))
        for line in self.lines:
            if line.what == ADDED and line.table in ("organs", "people"):
                names = self.organs if line.table == "organs" else self.people
                names[int(line.row)] = str(line.now["name"])

    def told(self) -> list[Line]:
        return [self._line(each) for each in self.lines]

    def _line(self, told: Told) -> Line:
        # The next version of a year is new as a row, and to whoever reads it a change of that year.
        again = told.table == "calendar" and bool(told.was)
        state, what = WHAT[CHANGED if again else told.what]
        gone = told.table != "calendar" and told.now.keys() == {"until"} and told.now["until"] is not None
        if gone and told.what == CHANGED:
            state, what = WHAT[CLOSED]
        found = tuple(self._days(told) if told.table == "calendar" else self._differences(told))
        new = told.table == "books" and told.what == ADDED
        about = self._about(told)
        return Line(
            TABLES[told.table], state, what, about, found,
            str(told.now.get("book", "")) if new else "", int(told.key.get("organ_id", 0)) if new else 0,
        )  # fmt: skip

    def _about(self, told: Told) -> Words:
        key = told.key
        match told.table:
            case "divisions":
                return f"{told.now.get('name', '')} {key['code']}".strip()
            case "organs":
                return str(told.now.get("name") or told.was.get("name") or self._organ_of(told))
            case "superiors":
                return P(
                    "{organ}的上级：{above}", organ=self._organ(key), above=self.organs.get(key["superior_id"], "")
                )
            case "competences":
                return P("{organ}：{word}", organ=self._organ(key), word=key["word_id"])
            case "books":
                return self._organ(key)
            case "room_texts":
                part = ROOM_PARTS[RoomPart(key["part"])]
                return P("{organ}：{part}第{n}条", organ=self._organ(key), part=part, n=key["line"])
            case "people":
                return f"{told.now.get('name') or self._person_of(told)} {key['username']}"
            case "posts":
                return P(
                    "{person} · {organ} {role}",
                    person=self.people.get(key["person_id"], ""), organ=self._organ(key), role=Role(key["role"]).label,
                )  # fmt: skip
            case "calendar":
                return P("{year}年", year=str(key["year"]))
        return " ".join(str(value) for value in key.values())

    def _organ(self, key: Mapping[str, Any]) -> str:
        return self.organs.get(key["organ_id"], "")

    def _organ_of(self, told: Told) -> str:
        return Organ.objects.filter(id=told.row).values_list("name", flat=True).first() or str(told.key["key"])

    def _person_of(self, told: Told) -> str:
        return Person.objects.filter(id=told.row).values_list("name", flat=True).first() or ""

    def _differences(self, told: Told) -> Iterator[Difference]:
        for name, label in FIELDS.items():
            if name in told.now and name not in _HIDDEN:
                was, now = self._said(name, told.was.get(name)), self._said(name, told.now[name])
                if was != now and not (told.what == ADDED and now == "—"):
                    yield Difference(label, "" if told.what == ADDED else was, now)
        since = told.key.get("since")
        if told.what == ADDED and since and since != LONG_AGO:
            yield Difference(FIELDS["since"], "", day(date.fromisoformat(since)))

    def _said(self, name: str, value: Any) -> Words:
        if value is None or value == "":
            return "—"
        if name in ("since", "until"):
            return "—" if value == LONG_AGO else day(date.fromisoformat(value))
        if isinstance(value, bool):
            return P("是") if value else P("否")
        if name == "kind":
            return OrganKind(value).label
        if name == "successor_id":
            return self.organs.get(value, "")
        return P(book(value).title) if name == "book" else str(value)

    def _days(self, told: Told) -> Iterator[Difference]:
        """The days that become others, each with what it was."""
        was, now = told.was.get("days", {}), told.now["days"]
        for each in sorted({*was, *now}):
            if was.get(each) != now.get(each):
                label = P("{day}", day=date.fromisoformat(each))
                yield Difference(label, _kind(was.get(each)), _kind(now.get(each)))
        for name in ("settled", "source"):
            if told.was.get(name) != told.now[name]:
                yield Difference(FIELDS[name], self._said(name, told.was.get(name)), self._said(name, told.now[name]))


def _kind(said: Sequence[str] | None) -> Words:
    if said is None:
        return P("照平常")
    kind, name = said
    if kind == CalendarDay.MAKEUP:
        return P("上班（调休）")
    return P("放假（{name}）", name=name) if name else P("放假")


def _ids(told: Told, names: Sequence[str]) -> Iterator[int]:
    for name in names:
        for values in (told.key, told.was, told.now):
            if isinstance(values.get(name), int):
                yield values[name]
