"""Beginning (开办): the one page of a site that has no office yet. It closes behind whoever used it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from django import forms
from django.core.validators import RegexValidator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from huiyin.desk.accounts.posts import USERNAME
from huiyin.desk.links import link
from huiyin.desk.place.faults import in_words
from huiyin.gate import first
from huiyin.gate.addresses import address_of
from huiyin.gate.limits import Brake, count, give_back
from huiyin.gate.resets import code_of
from huiyin.gate.sign_in import MINUTE
from huiyin.law.chart.organs import OrganKind
from huiyin.law.terms import Role
from huiyin.people.loading.sheets import Row
from huiyin.people.loading.tally import Rejected
from huiyin.typed.names import name_of

TRIES: Final = Brake("first", 10, MINUTE, 15 * MINUTE)
_CODE: Final = RegexValidator(
    r"^\d{2}(\d{2}(\d{2}(\d{3}(\d{3})?)?)?)?\Z", _("行政区划代码是 2、4、6、9 或者 12 位数字。")
)
_LINE: Final = re.compile(r"(\d{2,12})[\s,，、:：]+(\S.*)")
#: Who may be the second person: whoever reads matters at a petition office, most often the one who sorts them.
_SECOND: Final = (Role.DISPATCHER, Role.HEAD, Role.RECEPTION, Role.SUPERVISOR)


def _line(label: Any, most: int = 80, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, **more)


def _username(label: Any) -> forms.CharField:
    return _line(
        label, 40, validators=[USERNAME], help_text=_("登录时用，例如姓名的拼音。"),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}),
    )  # fmt: skip


class FirstOffice(forms.Form):
    """Where this is, which office keeps it, and its first two people."""

    pin = _line(
        _("开办用的码"), 40, help_text=_("启动系统的窗口里印着，十六个字母和数字。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )  # fmt: skip
    code = _line(_("本地的行政区划代码"), 12, validators=[_CODE], help_text=_("县、区写 6 位，例如 990121。"))
    name = _line(_("本地的名称"), help_text=_("例如“柳溪县”。"))
    others = forms.CharField(
        label=_("上面的省、市，下面的乡镇、村"), required=False, max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=_("一行一个：代码，空一格，名称。现在写不全，以后用表格补。"),
    )  # fmt: skip
    government = _line(_("本级政府的全称"), help_text=_("例如“柳溪县人民政府”。"))
    government_short = _line(_("本级政府的简称"), 40)
    office = _line(_("信访部门的全称"), help_text=_("例如“柳溪县信访局”。"))
    office_short = _line(_("信访部门的简称"), 40)
    above = _line(_("上一级政府的全称"), required=False, help_text=_("复查、复核时要写它；它的代码和名称也写在上面。"))
    above_short = _line(_("上一级政府的简称"), 40, required=False)
    phone = _line(_("电话"), 40, required=False)
    address = _line(_("地址"), 160, required=False)
    hours = _line(_("办公时间"), 160, required=False)
    admin_name = _line(_("管理员的姓名"), 40)
    admin = _username(_("管理员的用户名"))
    second_name = _line(_("另一位同事的姓名"), 40)
    second = _username(_("另一位同事的用户名"))
    role = forms.ChoiceField(
        label=_("另一位同事的岗位"), choices=[(each.value, each.label) for each in _SECOND],
        help_text=_("管理员给岗位，要这位同事同意才算数，所以不能是同一个人。"),
    )  # fmt: skip

    def clean_pin(self) -> str:
        if not first.is_right(self.cleaned_data["pin"]):
            raise forms.ValidationError(_("码不对，请照着启动系统的窗口再核对一遍。"))
        return str(self.cleaned_data["pin"])

    def clean_others(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for line in filter(None, map(str.strip, self.cleaned_data["others"].splitlines())):
            said = _LINE.fullmatch(line)
            if said is None:
                raise forms.ValidationError(
                    _("这一行看不懂：“%(line)s”。先写代码，空一格，再写名称。"), params={"line": line[:60]}
                )
            found[said[1]] = said[2].strip()
        return found

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("admin") and said.get("admin") == said.get("second"):
            self.add_error("second", _("要是另一个人，用户名也要不同。"))
        if said.get("above") and not said.get("above_short"):
            self.add_error("above_short", _("请写简称。"))
        if said.get("above") and self._around() not in said.get("others", {}):
            self.add_error("others", _("上一级政府所在的地方还没有写：请加一行它的代码和名称。"))
        return said

    def _around(self) -> str:
        """The code of the place around this one."""
        code = str(self.cleaned_data.get("code", ""))
        return code[: max((width for width in (2, 4, 6, 9) if width < len(code)), default=0)]

    def rows(self) -> Iterator[Row]:
        """What a folder of files would say of this office."""
        said = self.cleaned_data
        for code, name in ({said["code"]: said["name"]} | said["others"]).items():
            yield Row("divisions", name, {"code": code, "name": name})
        key, office = said["code"], {name: said[name] for name in ("phone", "address", "hours")}
        yield _organ(f"{key}-zf", OrganKind.GOVERNMENT, said, "government")
        yield _organ(f"{key}-xfj", OrganKind.PETITION_OFFICE, said, "office", **office)
        if said["above"]:
            around = f"{self._around()}-zf"
            yield _organ(around, OrganKind.GOVERNMENT, {**said, "code": self._around()}, "above")
            yield Row("superiors", said["government"], {"organ": f"{key}-zf", "superior": around, "primary": "1"})
        yield Row("superiors", said["office"], {"organ": f"{key}-xfj", "superior": f"{key}-zf", "primary": "1"})
        for who, role in (("admin", Role.ADMIN.value), ("second", said["role"])):
            name = name_of(said[f"{who}_name"])
            yield Row("people", name, {"username": said[who], "name": name})
            yield Row("posts", name, {"person": said[who], "organ": f"{key}-xfj", "role": role, "duty": "1"})


def _organ(key: str, kind: OrganKind, said: dict[str, Any], which: str, **more: str) -> Row:
    names = {"name": said[which], "short": said[f"{which}_short"]}
    return Row("organs", said[which], {"key": key, "division": said["code"], "kind": kind.value, **names, **more})


@never_cache
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Say it once; the answer shows the slips of the two, this once."""
    if not first.is_open():
        raise Http404
    if request.method != "POST":
        return _page(request, FirstOffice())
    now, held = timezone.now(), ((TRIES, address_of(request)),)
    form, faults = FirstOffice(request.POST), list[Any]()
    if count(held, now).until:
        form.add_error("pin", _("试得太多了，请过几分钟再试。"))
        return _page(request, form, status=429)
    if "pin" not in form.errors:
        give_back(held)
    if form.is_valid():
        try:
            names = [form.cleaned_data["admin"], form.cleaned_data["second"]]
            slips = first.begin(list(form.rows()), names, now)
        except Rejected as rejected:
            faults = in_words(rejected.faults)
        else:
            return _done(request, form.cleaned_data, [code_of(slip) for slip in slips])
    return _page(request, form, faults, 422)


def _page(request: HttpRequest, form: FirstOffice, faults: list[Any] | None = None, status: int = 200) -> HttpResponse:
    return render(request, "desk/first.html", {"form": form, "faults": faults or []}, status=status)


def _done(request: HttpRequest, said: dict[str, Any], codes: list[str]) -> HttpResponse:
    people = [(said[f"{who}_name"], said[who]) for who in ("admin", "second")]
    context = {
        "slips": [(name, username, code) for (name, username), code in zip(people, codes, strict=False)],
        "office": said["office"],
        "address": request.build_absolute_uri(link("reset")),
    }
    return render(request, "desk/first_done.html", context)
