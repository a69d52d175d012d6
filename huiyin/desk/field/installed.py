"""The page that a phone keeps (可以安装的页面): the blank forms and their looks, never what was written in them.

What is written lies encrypted in the phone's own database (desk/field/strongbox.js) until there is a net.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from huiyin.desk.field.offered import BY_ITSELF, ON_THE_SPOT, TAKEN, acts_of, openings
from huiyin.desk.forms.drawn import Drawn, Option
from huiyin.desk.forms.rows import CELLS, rows_of
from huiyin.law.frame.particulars import Field
from huiyin.record.kinds import KINDS, Kind

LOOKS: Final = (
    "house/huiyin.css", "house/desk.css", "house/huiyin.js", "house/mark.svg", "desk/field/field.css",
    "desk/field.js", "desk/field/strongbox.js", "desk/field/taking.js", "desk/field/app.js",
)  # fmt: skip
#: More than so many words are a list to choose from, not buttons to scroll past.
MOST_TO_TICK: Final = 8
#: What a record made on the spot needs, though one made at the desk does not.
NEEDED_THERE: Final = frozenset({"went", "signed"})
#: It may ask the phone where it is and open its camera, when somebody presses the button; no other page may.
MAY_ASK: Final = "camera=(self), microphone=(), geolocation=(self), payment=()"


@dataclass(frozen=True, slots=True)
class Blank:
    """One blank form: of an act, with the fields that are filled out there."""

    kind: Kind
    act: Any
    fields: tuple[Drawn, ...]

    @property
    def on_the_spot(self) -> bool:
        return self.act in ON_THE_SPOT

    @property
    def opens(self) -> bool:
        return bool(self.act is self.kind.procedure.opening)


@require_safe
@never_cache
def shell(request: HttpRequest) -> HttpResponse:
    """The same for everybody: nothing in it is of anybody."""
    pairs = [*openings(), *((KINDS[key], act) for key in TAKEN for act in acts_of(KINDS[key]))]
    blanks = [Blank(kind, act, tuple(_drawn(kind, act))) for kind, act in pairs]
    response = render(request, "desk/field/app.html", {"blanks": blanks})
    response.headers["Permissions-Policy"] = MAY_ASK
    return response


def _drawn(kind: Kind, act: Any) -> list[Drawn]:
    fields = [each for each in kind.procedure.needs(act) if each.name not in BY_ITSELF]
    return [_blank(each) for each in fields]


def _blank(each: Field) -> Drawn:
    options = tuple(Option(value, words) for value, words in each.choices.items())
    rows = tuple(rows_of(each, ())) if each.kind in CELLS else ()
    kind = "listed" if each.kind == "choice" and len(options) > MOST_TO_TICK else each.kind
    needed = each.required or each.name in NEEDED_THERE
    return Drawn(each.name, kind, each.label, needed, each.hint, None, options=options, rows=rows)


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker; its place gives it this page as scope. Language and edition make another one of it."""
    context = {"looks": [static(each) for each in LOOKS]}
    answer = render(request, "desk/field/worker.js", context, content_type="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; connect-src 'self'"
    return answer


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What the phone shows once it is installed."""
    here = reverse("desk:field")
    told = {
        "name": _("回音下乡"), "short_name": _("回音下乡"), "id": here, "start_url": here, "scope": here,
        "display": "standalone", "background_color": "#fbfaf7", "theme_color": "#1d4f91",
        "icons": [{"src": static("house/mark.svg"), "sizes": "any", "type": "image/svg+xml"}],
    }  # fmt: skip
    answer = JsonResponse(told, json_dumps_params={"ensure_ascii": False})
    answer.headers["Content-Type"] = "application/manifest+json"
    return answer
