"""What a reader chose: language, edition (长辈版) and theme, kept in three cookies and nowhere else.

Chinese comes first whatever the browser says: a public computer's browser speaks for its vendor, not its reader.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from huiyin.house import languages
from huiyin.house.languages import Language
from huiyin.house.marked_chinese import mark_answer

YEAR: Final = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Preferences:
    """The reader's wishes; the first value of each of CHOICES is the default, Chinese that of the language."""

    language: str = "zh-hans"
    edition: str = "normal"
    theme: str = "system"

    @property
    def spoken(self) -> Language:
        """The language, with its tag for HTML and its direction."""
        return languages.language(self.language)

    @property
    def tag(self) -> str:
        """The language tag for HTML."""
        return self.spoken.tag

    @property
    def others(self) -> tuple[Language, ...]:
        """The languages one can change to."""
        return tuple(each for each in languages.offered() if each.code != self.language)


CHOICES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {"edition": ("normal", "large"), "theme": ("system", "light", "dark")}
)
_WISHES: Final = ("language", *CHOICES)


def _choices(wish: str) -> tuple[str, ...]:
    return tuple(each.code for each in languages.offered()) if wish == "language" else CHOICES[wish]


def _cookie(wish: str) -> str:
    return settings.LANGUAGE_COOKIE_NAME if wish == "language" else f"huiyin_{wish}"


def _valid(given: Mapping[str, str | None]) -> dict[str, str]:
    return {wish: value for wish, value in given.items() if value and value in _choices(wish)}


def read(request: HttpRequest) -> Preferences:
    """The wishes in a request's cookies; unknown values count as none."""
    return replace(Preferences(), **_valid({wish: request.COOKIES.get(_cookie(wish)) for wish in _WISHES}))


class PreferencesMiddleware:
    """Speaks the reader's language during a request and puts `request.preferences` on it. Replaces LocaleMiddleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wishes = read(request)
        request.preferences = wishes  # type: ignore[attr-defined]
        with translation.override(wishes.language):
            response = self.get_response(request)
        if wishes.spoken is not languages.CHINESE:
            mark_answer(response)
        response.headers.setdefault("Content-Language", wishes.tag)
        patch_vary_headers(response, ("Cookie",))
        return response


def context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `preferences`, and `site_name`, the office that keeps this installation."""
    wishes = getattr(request, "preferences", None) or read(request)
    return {"preferences": wishes, "site_name": getattr(settings, "HUIYIN_SITE_NAME", "")}


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe else "/"


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep one or more wishes (`language`, `edition`, `theme`) and go back to `next`."""
    response = HttpResponseRedirect(_back(request))
    response.status_code = 303
    for wish, value in _valid({wish: request.POST.get(wish) for wish in _WISHES}).items():
        response.set_cookie(
            _cookie(wish), value, max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    return response
