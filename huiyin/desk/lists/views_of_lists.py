"""How somebody looks at a list (怎么看): in which order, which part, which columns. All of it stands in the address.

So a view is shared by sending its address; whoever opens it sees what they themselves may read. What somebody wants to
see each time is kept on the server, under their account (:class:`huiyin.desk.models.KeptView`), and given back by
sending them to that very address.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from huiyin.cases.queues import DUE, MARKS, SORTS, Narrowed
from huiyin.desk.entering.sign_in import see_other
from huiyin.desk.models import KeptView
from huiyin.desk.staff import Desk, staff
from huiyin.desk.undoable import may_be_undone
from huiyin.law.chart.organs import CODE_DIGITS
from huiyin.law.terms import Channel, Stage
from huiyin.law.words import P, Phrase
from huiyin.people.gazetteer import place
from huiyin.people.posts import people_of
from huiyin.record.kinds import KINDS, Kind
from huiyin.store.locks import writing
from huiyin.store.rows import read
from huiyin.typed.wholes import row_id

#: The columns of a list of matters, by the word an address names them with; the title always stands first.
COLUMNS: Final[Mapping[str, Phrase]] = {
    "due": P("时限"), "number": P("编号"), "stage": P("阶段"), "class": P("类别"), "source": P("来自"),
    "owner": P("经办人"), "came": P("登记"), "moved": P("最近动静"),
}  # fmt: skip
#: Both ways of each order, as they are offered where no heading of a column can be pressed.
WAYS: Final[Mapping[str, Phrase]] = {
    "due": P("时限近的在前"), "-due": P("时限远的在前"), "came": P("先登记的在前"), "-came": P("后登记的在前"),
    "moved": P("久没动静的在前"), "-moved": P("刚有动静的在前"),
}  # fmt: skip
MARK_WORDS: Final[Mapping[str, Phrase]] = {
    "late": P("超过时限的"), "urgent": P("紧急"), "repeat": P("重复"), "report": P("检举控告"),
}  # fmt: skip
assert set(MARK_WORDS) == set(MARKS)
STAGES: Final = tuple(stage for stage in Stage if stage not in (Stage.NEW, Stage.CLOSED, Stage.ARCHIVED))
#: The columns of a list of another kind of record, and both ways of its orders.
RECORD_COLUMNS: Final[Mapping[str, Phrase]] = {
    name: COLUMNS[name] for name in ("due", "number", "stage", "owner", "came", "moved")
}
RECORD_WHOLE: Final = ("due", "number", "stage", "owner")
TURNED: Final = "turned"
RECORD_WAYS: Final[Mapping[str, Phrase]] = {"": P("按这张表的次序"), TURNED: P("倒过来")}
#: What an address may hold of a view, and the word for the list as it is without any.
NAMES: Final = ("sort", "stage", "channel", "mark", "owner", "place", "col")
PLAIN: Final = "plain"
#: Lists whose view may be kept, and the page of each.
TOUR: Final = "tour"
PAGES: Final[Mapping[str, str]] = {
    "mine": "desk:home", "organ": "desk:organ-queue", "search": "desk:search", TOUR: "desk:home",
}  # fmt: skip
LONGEST: Final = 400


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at a list.

    :param whole: the columns it shows when nobody chose any; ``usual`` the order in which it comes then.
    """

    columns: tuple[str, ...]
    whole: tuple[str, ...]
    sort: str = DUE
    down: bool = False
    narrowed: Narrowed = field(default_factory=Narrowed)
    usual: str = DUE

    @property
    def way(self) -> str:
        return f"-{self.sort}" if self.down else self.sort

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """What its address says, and nothing that goes without saying."""
        part = self.narrowed
        said = {
            "sort": "" if self.way == self.usual else self.way, "stage": part.stage.value if part.stage else "",
            "channel": part.channel.value if part.channel else "", "mark": part.mark,
            "owner": str(part.owner) if part.owner else "", "place": part.place,
        }  # fmt: skip
        columns = [] if self.columns == self.whole else [("col", each) for each in self.columns]
        return [(name, value) for name, value in said.items() if value] + columns

    @property
    def used(self) -> int:
        """How many filters are set."""
        return sum(name in ("stage", "channel", "mark", "owner", "place") for name, _ in self.pairs)


def read_view(said: QueryDict, whole: Sequence[str], columns: Mapping[str, Phrase] = COLUMNS, usual: str = DUE) -> View:
    """The view an address asks for; what it says and nobody understands is as if it said nothing."""
    sort = said.get("sort", "")
    chosen = tuple(name for name in columns if name in said.getlist("col")) or tuple(whole)
    stage, channel, mark = said.get("stage", ""), said.get("channel", ""), said.get("mark", "")
    narrowed = Narrowed(
        Stage(stage) if stage in STAGES else None,
        Channel(channel) if channel in list(Channel) else None,
        mark if mark in MARKS else "",
        row_id(said.get("owner", "")) or 0,
        _digits(said.get("place", "")),
    )
    sort = sort if sort.removeprefix("-") in SORTS else usual
    return View(chosen, tuple(whole), sort.removeprefix("-"), sort.startswith("-"), narrowed, usual)


def _digits(said: str) -> str:
    """Leading digits of a division code; whatever else an address says asks for every place."""
    return said if said.isascii() and said.isdigit() and len(said) <= CODE_DIGITS else ""


def address(pairs: Sequence[tuple[str, str]], **more: str) -> str:
    """The query of an address, with what else it must say."""
    said = QueryDict(mutable=True)
    for name, value in more.items():
        if value:
            said[name] = value
    for name, value in pairs:
        said.appendlist(name, value)
    return said.urlencode()


def kept_views(desk: Desk) -> dict[str, str]:
    """The query that somebody keeps for each of their lists; asked once for a page."""
    return {row.which: row.query for row in read(KeptView, "person = %s", [desk.person.id])}


def as_kept(request: HttpRequest, which: str, views: Mapping[str, str]) -> HttpResponse | None:
    """Where somebody is sent who opens a list without saying how: to the address they keep for it."""
    if any(name in request.GET for name in (*names_of_view(which), "view", "after", "before", "q")):
        return None
    kept = views.get(which)
    if not kept:
        return None
    also = f"&{request.GET.urlencode()}" if request.GET else ""
    return redirect(f"{request.path}?{kept}{also}")


def columns_of(request: HttpRequest, kept: str, whole: Sequence[str]) -> View:
    """The columns of a list that has an order of its own: those of the address, else those that somebody keeps."""
    said = request.GET if "col" in request.GET else QueryDict(kept)
    return View(read_view(said, whole).columns, tuple(whole))


def heads(view: View, sortable: Mapping[str, str], **more: str) -> Iterator[dict[str, Any]]:
    """The headings of the columns; one by which can be sorted leads to that order, and from there to the other way."""
    for name in view.columns:
        sort = name if name in sortable else ""
        now = sort == view.sort and bool(sort)
        turned = f"-{sort}" if now and not view.down else sort
        pairs = [pair for pair in view.pairs if pair[0] != "sort"]
        pairs += [("sort", turned)] if sort else []
        state = ("descending" if view.down else "ascending") if now else ""
        url = f"?{address(pairs, **more)}" if sort else ""
        yield {"label": COLUMNS[name], "url": url, "state": state}


def looked(which: str, kept: str, pairs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Whether a view is the one kept, and by which words it can be."""
    now = address(pairs)
    return {
        "which": which, "kept": kept, "now": now, "changed": bool(pairs), "is_kept": bool(kept) and now == kept
    }  # fmt: skip


def drawn(view: View, desk: Desk, which: str, kept: str, *, owners: bool, **more: str) -> dict[str, Any]:
    """What the form beside a list needs: each choice with what is chosen, and whether this view is the one kept."""
    part, now = view.narrowed, address(view.pairs)
    people = people_of(desk.organ.id, on=desk.today) if owners else []
    named = {one.person: one.name for one in people}
    return {
        "which": which,
        "columns": [(name, label, name in view.columns) for name, label in COLUMNS.items()],
        "heads": list(heads(view, SORTS, **more)),
        "ways": [(way, label, way == view.way) for way, label in WAYS.items()],
        "stages": [(each.value, each, each is part.stage) for each in STAGES],
        "channels": [(each.value, each, each is part.channel) for each in Channel],
        "marks": [(mark, label, mark == part.mark) for mark, label in MARK_WORDS.items()],
        "owners": [(str(person), name, person == part.owner) for person, name in named.items()],
        "used": view.used,
        "changed": bool(view.pairs),
        "kept": kept,
        "is_kept": bool(kept) and now == kept,
        "now": now,
        "more": {**more, "place": part.place},
        "where": found.path if part.place and (found := place(part.place)) else "",
    }


@staff
@require_POST
def keep(request: HttpRequest, desk: Desk, which: str) -> HttpResponse:
    """Keep the view of a page for its list, or let go of it when the form says nothing of one."""
    url, names = page_of(which), names_of_view(which)
    said = QueryDict(request.POST.get("view", "")[:LONGEST])
    query = address([(name, value) for name in names for value in said.getlist(name) if value])[:LONGEST]
    before = kept_views(desk).get(which, "")
    with writing():
        KeptView.objects.filter(person=desk.person.id, which=which).delete()
        if query:
            KeptView.objects.create(person=desk.person.id, which=which, query=query, at=desk.now)
    if which == TOUR:
        return see_other(url)
    may_be_undone(request, desk, "view", which=which, query=before, page=url)
    messages.success(request, gettext("记住了，以后打开就是这样。") if query else gettext("不再记着，列表回到原样。"))
    return see_other(f"{url}?{query}" if query else url)


def page_of(which: str) -> str:
    """The address of a list whose view may be kept."""
    return reverse(PAGES[which]) if which in PAGES else reverse("desk:records", args=[_kind(which).key])


def names_of_view(which: str) -> tuple[str, ...]:
    """What the address of a list may say of how it is looked at."""
    if which in PAGES:
        return {"search": ("col",), TOUR: ("seen",)}.get(which, NAMES)
    return ("shelf", "stage", "sort", "col", *(each.name for each in _kind(which).narrowed))


def _kind(which: str) -> Kind:
    kind = next((each for each in KINDS if f"records-{each.key}" == which), None)
    if kind is None:
        raise Http404
    return kind
