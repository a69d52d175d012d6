"""Many at once by a sheet (用表格改): taken away as it is, put back changed, seen row by row before it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from io import BytesIO
from pathlib import PurePath
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.channels.sheets.mapping import WrongMapping
from huiyin.channels.sheets.opening import sheets_of
from huiyin.desk.frame import page
from huiyin.desk.lists.exports import SHEET, noted
from huiyin.desk.place.changes import administrator, prepared
from huiyin.desk.staff import Desk, staff
from huiyin.law.terms import Role
from huiyin.law.words import P, Phrase
from huiyin.people.account_acts import accounts_of
from huiyin.people.charts import chart_on
from huiyin.people.loading.cells import MILLIONTHS
from huiyin.people.loading.sheets import Row, plain, table
from huiyin.people.models import Competence, Division, Organ, OrganBook, Post, Superior, in_force
from huiyin.people.usual import usual

LARGEST: Final = 3 * 1024 * 1024
MOST_ROWS: Final = 3000

Rows = Iterable[Iterable[object]]


@staff
@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A place to put a sheet, and the sheets as they are to begin from."""
    administrator(desk)
    wrong: Phrase | None = None
    if request.method == "POST":
        upload = request.FILES.get("file")
        found = _rows(upload)
        if not isinstance(found, Phrase):
            title = gettext("表格：%(name)s") % {"name": PurePath(str(upload.name if upload else "")).name}
            return prepared(desk, title, found)
        wrong = found
    context = {"wrong": wrong}
    return page(request, desk, "desk/place/sheet.html", context, here="place", status=422 if wrong else 200)


def _rows(upload: Any) -> list[Row] | Phrase:
    """The rows of an upload, or why it is not taken."""
    if upload is None or not upload.size:
        return P("还没有选文件。请选好表格再上传。")
    if upload.size > LARGEST:
        return P("超过 3 MB。请分成几份。")
    name = PurePath(upload.name or "").name[:60]
    try:
        opened = [each for each in sheets_of(upload.read(), name) if not each.hidden]
    except WrongMapping:
        return P("打不开这份表格。请存成 xlsx 或者 CSV 再上传。")
    one = name.lower().endswith(".csv")
    rows = [
        row
        for each in opened
        for row in _of_one(
            PurePath(name).stem if one else each.name, name if one else f"{name} {each.name} ", each.rows
        )
    ]
    if not rows:
        return P("表格里一行也没有。第一行要写列名。")
    return rows if len(rows) <= MOST_ROWS else P("超过 {n} 行。请分成几份。", n=MOST_ROWS)


def _of_one(title: str, name: str, lines: Rows) -> Iterator[Row]:
    for row in table(title, f"{name} line", ([_cell(cell) for cell in line] for line in lines)):
        yield Row(row.table, row.place, {column: plain(value) for column, value in row.values.items() if column})


def _cell(cell: object) -> object:
    return "" if cell is None else cell


# Taken away as it is ---------------------------------------------------------------------------------------------


@staff
@require_safe
def as_it_is(request: HttpRequest, desk: Desk, which: str) -> HttpResponse:
    """A workbook with what is in the administrator's charge: ``organs`` or ``people``."""
    from openpyxl import Workbook  # seven megabytes that no other page needs

    charge = administrator(desk)
    makers = _usual_book(desk) if which == "usual" else BOOKS.get(which)
    if makers is None:
        raise Http404
    book, many = Workbook(write_only=True), 0
    for name, (columns, explained, maker) in makers.items():
        page_of = book.create_sheet(name)
        page_of.append(columns)
        page_of.append([f"# {explained[0]}", *explained[1:]])
        for line in maker(charge, desk.today):
            page_of.append([_text(cell) for cell in line])
            many += 1
    out = BytesIO()
    book.save(out)
    noted(desk, f"place/{which}", many)
    response = HttpResponse(out.getvalue(), content_type=SHEET)
    response.headers["Content-Disposition"] = f'attachment; filename="huiyin-{which}-{desk.today}.xlsx"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _text(cell: object) -> str:
    """Text is never a formula: what begins like one gets a space before it, which reading takes away again."""
    said = "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)
    return f" {said}" if said[:1] in ("=", "+", "-", "@") else said


def _divisions(charge: frozenset[int], on: date) -> Rows:
    organs = chart_on(on).organs
    areas = tuple({organs[each].area for each in charge if each in organs})
    for each in Division.objects.order_by("code"):
        if each.code.startswith(areas):
            yield each.code, each.name, each.aliases, each.initials, _degrees(each.longitude), _degrees(each.latitude)


def _degrees(millionths: int | None) -> str:
    return "" if millionths is None else f"{millionths / MILLIONTHS:.6f}"


def _organs(charge: frozenset[int], on: date) -> Rows:
    for each in Organ.objects.filter(in_force(on), id__in=charge).order_by("code", "id"):
        yield (
            each.key,
            each.code,
            each.kind,
            each.name,
            each.short,
            each.phone,
            each.address,
            each.hours,
            "",
            each.since,
            "",
        )


def _superiors(charge: frozenset[int], on: date) -> Rows:
    rows = Superior.objects.filter(in_force(on), organ__in=charge).order_by("organ_id", "-primary")
    for each in rows.select_related("organ", "superior"):
        yield each.organ.key, each.superior.key, "1" if each.primary else "0", each.since, ""


def _competences(charge: frozenset[int], on: date) -> Rows:
    rows = (
        Competence.objects.filter(in_force(on), organ__in=charge)
        .select_related("organ")
        .order_by("organ_id", "word_id")
    )
    return ((each.organ.key, each.word_id, each.since, "") for each in rows)


def _books(charge: frozenset[int], on: date) -> Rows:
    rows = OrganBook.objects.filter(in_force(on), organ__in=charge).select_related("organ").order_by("organ_id")
    return ((each.organ.key, each.book, each.since, "") for each in rows)


def _people(charge: frozenset[int], on: date) -> Rows:
    for each in accounts_of(charge, on):
        yield each.username, each.name, each.phone_office, "1" if each.is_active else "0"


def _posts(charge: frozenset[int], on: date) -> Rows:
    hidden = (Role.ADMIN.value, Role.AUDITOR.value, Role.SYSTEM.value)
    rows = Post.objects.filter(in_force(on), organ__in=charge).exclude(role__in=hidden)
    for each in rows.exclude(person__username__startswith="service.").select_related("person", "organ"):
        yield each.person.username, each.organ.key, each.role, "1" if each.duty else "0"


def _usual_book(desk: Desk) -> Mapping[str, tuple[list[str], list[str], Maker]]:
    """Organs that most places have and this one has not yet, to be gone through before they are put up."""
    found = list(usual(desk.organ.area))
    makers: dict[str, Maker] = {
        "organs": lambda charge, on: (
            (each.key, each.code, each.kind, each.name, each.short, "", "", "", "", "", "") for each in found
        ),
        "superiors": lambda charge, on: ((each.key, each.under, "1", "", "") for each in found if each.under),
        "competences": lambda charge, on: (
            (each.key, word, "", "") for each in found for word in each.words.split("、") if word
        ),
    }
    return {name: (*BOOKS["organs"][name][:2], maker) for name, maker in makers.items()}


Maker = Callable[[frozenset[int], date], Rows]
BOOKS: Final[Mapping[str, Mapping[str, tuple[list[str], list[str], Maker]]]] = {
    "organs": {
        "divisions": (
            ["code", "name", "aliases", "initials", "longitude", "latitude"],
            ["区划代码", "名称", "别的叫法", "拼音首字母", "经度", "纬度"],
            _divisions,
        ),
        "organs": (
            ["key", "division", "kind", "name", "short", "phone", "address", "hours", "successor", "since", "until"],
            ["代号", "区划代码", "类别", "全称", "简称", "电话", "地址", "办公时间", "由谁接着办（代号）", "从哪天起",
             "到哪天为止"],
            _organs,
        ),
        "superiors": (
            ["organ", "superior", "primary", "since", "until"],
            ["机关（代号）", "上级（代号）", "是不是本级的上级", "从哪天起", "到哪天为止"],
            _superiors,
        ),
        "competences": (
            ["organ", "word", "since", "until"], ["机关（代号）", "归口", "从哪天起", "到哪天为止"], _competences
        ),
        "books": (["organ", "book", "since", "until"], ["机关（代号）", "规则书", "从哪天起", "到哪天为止"], _books),
    },
    "people": {
        "people": (["username", "name", "phone", "active"], ["用户名", "姓名", "办公电话", "能不能登录"], _people),
        "posts": (["person", "organ", "role", "duty"], ["用户名", "机关（代号）", "岗位", "值班"], _posts),
    },
}  # fmt: skip
