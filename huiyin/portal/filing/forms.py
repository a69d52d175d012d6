"""The forms of filing: what happened, and who you are. The claims between them have a page of their own."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiyin.cases import materials
from huiyin.channels.ways import asked_of, choices, needed
from huiyin.law.chart.organs import Level
from huiyin.law.sources.books import RuleBook
from huiyin.people.fields import Email, Line, Whole, said
from huiyin.people.forms import LightForm
from huiyin.people.gazetteer import Place, certain, find, known, place, within
from huiyin.people.place_words import PlaceWords
from huiyin.portal.fields import Document, Files, Phone, Words
from huiyin.portal.filing.doors import Kind
from huiyin.typed.names import normal_name
from huiyin.typed.people import people_in
from huiyin.typed.texts import line_of
from huiyin.wording.reading import places_told

KINDS: Final = (
    (Kind.HELP, _("有困难，请帮我解决")),
    (Kind.SUGGEST, _("有建议想说")),
    (Kind.REPORT, _("举报单位或工作人员违纪违法")),
    (Kind.RETALIATION, _("因为信访被打击报复")),
)
#: Offered only to whoever comes from the page of a room.
OF_A_ROOM: Final = (Kind.ROOM, _("对接待室的接待有意见"))
NEEDS: Final = (
    ("大字", _("给我大字的")),
    ("请打电话", _("请打电话给我")),
    ("手语", _("手语")),
    ("方言", _("说方言")),
    ("行动不便", _("行动不便，请上门或就近")),
)
MOST_PEOPLE: Final = 100_000
#: Whoever names no more than these is asked where.
_FEW: Final = 14
"""So many places are offered as buttons at most."""
_WIDE: Final = frozenset({Level.PROVINCE, Level.CITY})
_NO_NAME: Final = _("请写您的姓名。信访一般要写明姓名，答复才能送到您手上。")


class StoryForm(forms.Form):
    """Step 1: tell it."""

    kind = forms.ChoiceField(label=_("您来做什么"), choices=KINDS, initial=Kind.HELP, widget=forms.RadioSelect)
    text = Words(
        label=_("用您自己的话说"),
        widget=forms.Textarea,
        help_text=_("什么时候、在哪里、谁做了什么、您找过谁、您希望怎么解决。写错了没关系，下一步还能改。"),
        error_messages={"required": _("请写下发生了什么事，几句话就行。")},
    )
    place = PlaceWords(
        label=_("事情发生在哪里"), required=False,
        help_text=_("写村、镇或者县的名字，也可以写拼音的头一个字母。上面写过的，可以不填。"),
    )  # fmt: skip
    spot = Line(label=_("具体地点"), required=False, help_text=_("比如：三组水渠边、人民路12号。"))
    papers = Files(
        label=_("照片、录音和材料"),
        help_text=said(
            _(
                "照片、录音、短录像、PDF、Word、Excel 都行。"
                "一共不超过 {files} 份，每份不超过 {file} MB，录像不超过 {film} MB。"
            )
        ),
        attrs={"multiple": True, "accept": materials.ACCEPT},
    )
    keep_location = forms.BooleanField(label=_("保留照片、录音、录像里记着的地点（平时我们会去掉）"), required=False)

    def __init__(self, *args: Any, rows: int = 9, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["text"].widget.attrs["rows"] = rows
        #: The place as it was read from the words, for whoever named none beyond doubt.
        self.read_as: Place | None = None
        #: The places that what was typed may mean, where it may mean several.
        self.meant: list[Place] = []
        #: What the story names where that is too wide to say whose task it is.
        self.within: Place | None = None
        self.several = False
        #: What is asked of whoever has not been asked before; empty where it is no question.
        self.question = ""
        if (self.data or self.initial).get("kind") == Kind.ROOM:
            self.fields["kind"].choices = [OF_A_ROOM, *KINDS]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if "place" in given:
            found = self._pointed_at() or certain(given["place"]) or self._read(given)
            given["place"] = found.code if found else ""
            if found is None:
                self.add_error("place", self._unclear(self.place_said))
        return given

    def only_ask(self) -> None:
        """Show that the place is asked for as a question, where nobody has made a mistake yet."""
        self.question = str(self.errors.pop("place", [""])[0])

    @property
    def place_said(self) -> str:
        """What was typed for the place, whether it names one or not."""
        return line_of(self.data.get("place", ""))[:60]

    @property
    def lacks_place_alone(self) -> bool:
        """Whether all that is left is to ask where; that is a question and no mistake."""
        return set(self.errors) == {"place"} and not self.place_said

    def _pointed_at(self) -> Place | None:
        """The one of several that the person pointed at; other words since then mean another place."""
        pointed = place(self.data.get("place_is", ""))
        return pointed if pointed and self.data.get("place_meant") == self.data.get("place") else None

    def _read(self, given: dict[str, Any]) -> Place | None:
        """The place as what was typed and the story name it together."""
        self.meant = find(given["place"])
        story = f"{given['place']}\n{given.get('text', '')}\n{given.get('spot', '')}"
        several = places_told(story, ((each.code, each.path) for each in known().values()))
        told = several[0] if len(several) == 1 else ""
        fitting = [each for each in self.meant if each.code == told or (place(told) and each.is_in(told))]
        if given["place"]:
            self.read_as = next(iter(fitting), None) if len(fitting) == 1 else None
            self.read_as = self.read_as or (self.meant[0] if len(self.meant) == 1 else None)
        else:
            self.read_as = place(told)
            self.meant = [found for code in several if (found := place(code)) and found.level not in _WIDE]
            self.several = bool(self.meant)
            if self.read_as is not None and self.read_as.level in _WIDE:
                self.within, self.read_as = self.read_as, None
            if self.read_as is None and not self.meant:
                self.meant = _parts_of(self.within)
        return self.read_as

    def _unclear(self, said: str) -> str:
        if self.within and not said:
            return gettext("在{place}的哪里？点一下，或者写村、镇的名字。").format(place=self.within.name)
        if self.meant and not said and not self.several:
            return gettext("是哪里的事？点一下，或者写村、镇的名字。")
        if self.meant and not said:
            return gettext("您写到了不止一个地方。事情发生在哪一个？点一下。")
        if self.meant:
            return gettext("叫这个名字的不止一个，请点您说的那一个。")
        if said:
            return gettext("没有找到“{said}”。换个叫法，或者写镇、县的名字。").format(said=said)
        return gettext("请写一个地方，我们好交给管得着的单位。")


def _parts_of(wide: Place | None) -> list[Place]:
    """What to point at within a place, itself at the end; of nothing the first level that has several."""
    parts = within(wide.code if wide else "")
    while wide is None and len(parts) == 1:
        parts = within(parts[0].code)
    if not 1 < len(parts) <= _FEW:
        return []
    return [*parts, wide] if wide else parts


class YouForm(LightForm):
    """Step 3: who you are, and how to reach you."""

    anonymous = forms.BooleanField(
        label=_("我不留姓名"),
        required=False,
        help_text=_(
            "不留姓名，我们没法书面答复您，办理单位也没法找您核实；凭编号和查询码，您照样能看进展。留了姓名，也依法为您保密。"
        ),
    )
    name = Line(label=_("您的姓名"), required=False, most=40, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    phone = Phone(label=_("电话"), required=False, help_text=_("电话、住址、邮箱，至少写一样，好找到您。"), most=40)
    address = Line(
        label=_("住址"), required=False, help_text=_("寄书面答复用。"),
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )  # fmt: skip
    email = Email(
        label=_("电子邮箱"), required=False, max_length=120, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    id_number = Document(
        label=_("证件号码"), required=False, help_text=_("可以不填。填了便于核对是不是同一件事。"), most=20,
        widget=forms.TextInput(attrs={"data-private": "", "autocomplete": "off"}),
    )  # fmt: skip
    way = forms.ChoiceField(label=_("有了进展，怎么告诉您"), required=False, initial="", widget=forms.RadioSelect)
    needs = forms.MultipleChoiceField(
        label=_("需要我们怎么帮您"), choices=NEEDS, required=False, widget=forms.CheckboxSelectMultiple
    )
    helper = Line(
        label=_("代写人的姓名，和本人是什么关系"), required=False, most=80, help_text=_("比如：李小明，孙子。")
    )
    consent = forms.BooleanField(label=_("本人知道我在替他（她）提出，并且同意"), required=False)
    people = Whole(
        label=_("一共几个人"), required=False, min_value=1, max_value=MOST_PEOPLE, initial=1,
        error_messages={"invalid": _("请写数字，比如 12。")},
    )  # fmt: skip
    representatives = Words(
        label=_("代表的姓名和电话"), required=False, most=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("一行写一位代表。其余的人，可以在材料里附名单。"),
    )  # fmt: skip
    earlier = Line(label=_("以前反映过同一件事的编号"), required=False, most=40)

    MAIN: Final = ("name", "phone", "address", "email", "way")

    def __init__(self, *args: Any, kind: Kind, book: RuleBook, **options: Any) -> None:
        super().__init__(*args, **options)
        self.book = book
        self.own("way").choices = choices(asked_of(kind.accuses))
        speakers = self.own("representatives")
        speakers.told = gettext("最多 {limit} 人，{most} 字").format(
            limit=book.representatives.limit(MOST_PEOPLE), most=speakers.most
        )
        if not kind.may_be_anonymous:
            del self.fields["anonymous"]
            name = self.own("name")
            name.required = True
            name.error_messages["required"] = _NO_NAME

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("anonymous"):
            self._must_be_reachable(given)
        if given.get("helper") and not given.get("consent"):
            self.add_error("consent", gettext("替别人填写，要本人同意。本人同意了，请在这里打勾。"))
        self._within_limit(given)
        return given

    def _must_be_reachable(self, given: dict[str, Any]) -> None:
        # A dot is neither a name nor a place where anything arrives.
        if "name" in given and not normal_name(given["name"] or "") and "name" not in self.errors:
            self.add_error("name", _NO_NAME)
        reached = given.get("phone") or normal_name(given.get("address") or "") or given.get("email")
        if not reached and not {"phone", "address", "email"} & self.errors.keys():
            self.add_error("phone", gettext("请留一个能找到您的办法：电话、住址、邮箱，写一样就行。"))
        where = needed(given.get("way", ""))
        if where and not given.get(where) and where not in self.errors:
            self.add_error(where, gettext("您选了用这个办法告诉您，请写上它。"))

    def _within_limit(self, given: dict[str, Any]) -> None:
        people = given.get("people") or 1
        limit = self.book.representatives.limit(people)
        if len(representatives(given)) > limit:
            self.add_error(
                "representatives", gettext("代表最多 {limit} 人，其余的人照样算共同提出的人。").format(limit=limit)
            )


def representatives(given: dict[str, Any]) -> list[tuple[str, str]]:
    """Name and phone of each representative."""
    return list(people_in(str(given.get("representatives") or "")))
