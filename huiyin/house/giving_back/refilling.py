"""A page with a form, filled with what somebody typed before: the page's own markup with other values in it.

No view has to know of it. Our pages are well-formed, so html.parser of the standard library suffices; whatever is not
a field of the form goes through letter by letter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urljoin, urlsplit

from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils.html import escape, format_html

from huiyin.house.giving_back.typed import TOKEN, Typed

Attrs = list[tuple[str, str | None]]
#: Names and values that no person typed: our own marks begin with a line, keys are long and without words.
MACHINE: Final = re.compile("_")
MARK: Final = re.compile(r"|[\w:-]{32,}|on|\d{1,3}", re.ASCII)
_ALONE: Final = {"autofocus", "checked", "disabled", "hidden", "multiple", "open", "readonly", "required", "selected"}
_TICKED: Final = frozenset({"checkbox", "radio"})
_KEPT_AS_IS: Final = frozenset({"submit", "button", "reset", "image", "password"})


@dataclass
class Form:
    """One form of a page.

    :param at: which of the page's forms, from 0.
    :param names: of its fields.
    """

    at: int
    id: str
    path: str
    method: str
    names: set[str] = field(default_factory=set)


def refilled(page: str, typed: Typed, notice: str) -> str | None:
    """The page with the typed values in its form and a notice at the form's head; ``None`` if it has no such form."""
    form = _chosen(page, typed)
    if form is None:
        return None
    writer = _Filling(form, typed, notice)
    writer.feed(page)
    writer.close()
    return "".join(writer.out)


def _chosen(page: str, typed: Typed) -> Form | None:
    """The form that sends to the same address, and of several the one that shares most names."""
    reader = _Forms(typed.page)
    reader.feed(page)
    names = {name for name, _ in typed.values} | set(typed.files)
    fitting = [each for each in reader.forms if each.method == "post" and each.path == typed.path]
    best = max(fitting, key=lambda each: (len(each.names & names), -each.at), default=None)
    return best if best and best.names & names else None


class _Forms(HTMLParser):
    """The forms of a page with the names of their fields; a field may name its form from outside."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self._page, self.forms = page, list[Form]()
        self._open: Form | None = None

    def handle_starttag(self, tag: str, attrs: Attrs) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            path = urlsplit(urljoin(self._page, given.get("action", ""))).path
            self._open = Form(len(self.forms), given.get("id", ""), path, given.get("method", "get").lower())
            self.forms.append(self._open)
        elif tag in ("input", "textarea", "select") and given.get("name"):
            owner = next((each for each in self.forms if each.id and each.id == given.get("form")), self._open)
            if owner is not None and given["name"] != TOKEN:
                owner.names.add(given["name"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None


class _Filling(HTMLParser):
    """Copies a page and changes the values of one form."""

    def __init__(self, form: Form, typed: Typed, notice: str) -> None:
        super().__init__(convert_charrefs=False)
        self.out: list[str] = []
        self._form, self._typed, self._notice = form, typed, notice
        self._left = typed.by_name
        self._wanted = {name: list(values) for name, values in typed.by_name.items()}
        self._count, self._inside, self._skips, self._select = -1, False, False, ""

    def handle_starttag(self, tag: str, attrs: Attrs) -> None:
        given = {name: value or "" for name, value in attrs}
        raw = self.get_starttag_text() or ""
        if tag == "form":
            self._count += 1
            self._inside = self._count == self._form.at
            self.out += [raw, self._notice if self._inside else ""]
        elif self._ours(given) and tag in ("input", "textarea", "select"):
            self._field(tag, given, raw)
        elif tag == "button" and self._ours(given):
            self._left.pop(given["name"], None)  # which one is pressed, is said anew
            self.out.append(raw)
        elif tag == "details" and self._inside:
            self.out.append(_tag("details", {**given, "open": ""}))  # nothing that was typed hides
        elif tag == "option" and self._select:
            self.out.append(self._option(given))
        else:
            self.out.append(raw)

    def _ours(self, given: dict[str, str]) -> bool:
        if not given.get("name") or given["name"] == TOKEN:
            return False
        return given["form"] == self._form.id if "form" in given else self._inside

    def _field(self, tag: str, given: dict[str, str], raw: str) -> None:
        name, kind = given["name"], given.get("type", "text")
        if tag == "textarea":
            value = self._next(name)
            self.out.append(raw if value is None else f"{raw}\n{escape(value)}")
            self._skips = value is not None
        elif tag == "select":
            self._select = name if name in self._wanted else ""
            self.out.append(raw)
        elif kind == "file":
            self.out += [raw, _choose_again(self._typed.files.get(name))]
        elif kind in _TICKED:
            self.out.append(self._ticked(given))
        elif kind in _KEPT_AS_IS or "data-own" in given:
            # A secret, a button that is pressed anew, or what the page itself is about: another draft than before.
            self._left.pop(name, None)
            self.out.append(raw)
        elif (value := self._next(name)) is None:
            self.out.append(raw)
        else:
            self.out.append(_tag("input", {**given, "value": value}))

    def _next(self, name: str) -> str | None:
        """The value for the next field of that name."""
        if not self._left.get(name):
            return None
        return self._left[name].pop(0)

    def _ticked(self, given: dict[str, str]) -> str:
        """A box that was not ticked sends nothing: what the form says without it is no longer true."""
        value = given.get("value", "on")
        rest = {name: each for name, each in given.items() if name != "checked"}
        if value not in self._wanted.get(given["name"], ()):
            return _tag("input", rest)
        self._used(given["name"], value)
        return _tag("input", {**rest, "checked": ""})

    def _option(self, given: dict[str, str]) -> str:
        rest = {name: each for name, each in given.items() if name != "selected"}
        if given.get("value", "") not in self._wanted[self._select]:
            return _tag("option", rest)
        self._used(self._select, given.get("value", ""))
        return _tag("option", {**rest, "selected": ""})

    def _used(self, name: str, value: str) -> None:
        if value in self._left.get(name, ()):
            self._left[name].remove(value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._skips = False
        elif tag == "select":
            self._select = ""
        elif tag == "form" and self._inside:
            self.out.append(without_a_field(self._left))
            self._inside = False
        self.out.append(f"</{tag}>")

    def handle_startendtag(self, tag: str, attrs: Attrs) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if not self._skips:
            self.out.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.out.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.out.append(f"<!{decl}>")


def without_a_field(left: dict[str, list[str]]) -> str:
    """What has no field on the page goes along: words to be read and changed, marks of the machine unseen."""
    values = [(name, each) for name, some in left.items() for each in some]
    words = [(name, each) for name, each in values if is_word(name, each)]
    marks = [each for each in values if each not in words]
    return render_to_string("giving_back/left.html", {"words": words, "marks": marks}) if values else ""


def is_word(name: str, value: str) -> bool:
    """Whether a person typed it, rather than the form."""
    return not MACHINE.match(name) and not MARK.fullmatch(value)


def _choose_again(names: list[str] | None) -> str:
    return render_to_string("giving_back/files.html", {"names": names}) if names else ""


def _tag(name: str, given: dict[str, str]) -> str:
    """A start tag. An attribute without a value is written alone, as in the page it came from."""
    attrs = {each: value or (True if each in _ALONE else "") for each, value in given.items()}
    return format_html("<{}{}>", name, flatatt(attrs))
