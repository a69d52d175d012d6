"""What a client is told when something is not done: Problem Details (RFC 9457), with the article and a way out."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse

from huiyin.law.frame.procedure import Procedure
from huiyin.law.frame.verdict import TO_CORRECT, Refusal
from huiyin.law.sources.articles import Citation
from huiyin.law.words import P, Phrase
from huiyin.wording.words import say

MEDIA_TYPE: Final = "application/problem+json"
_NAMES: Final = "urn:huiyin:problem:"

NO_KEY: Final = P("没有密钥，或者密钥不对、过期、停用了。")
NOT_FOUND: Final = P("没有找到，或者您不能看。")
NO_SCOPE: Final = P("这把密钥不能做这件事，需要“{scope}”权限。")
TOO_MANY: Final = P("请求太频繁，请过{seconds}秒再试。")
OVERTAKEN: Final = P("您上次读取以后，这件事又有了新的进展，这一步没有提交。")
READ_AGAIN: Final = P("请再读一次，看过新的进展，用新的 ETag 再提交。")
UNREADABLE: Final = P("请求的内容不是合法的 JSON。")
FAILED: Final = P("系统出了错，不是您的错。请用同一个 Idempotency-Key 再送一次，只算一次。")
AWAY: Final = P("系统这会儿用不了，请过一会儿再试。")


class Problem(Exception):
    """An answer that is a no. ``name`` ends its type, ``more`` are further members, ``headers`` go with it."""

    def __init__(
        self, status: int, name: str, detail: Phrase | str, *, instead: Phrase | None = None,
        article: Citation | None = None, wrong: Mapping[str, Phrase | str] | None = None,
        headers: Mapping[str, str] | None = None, **more: Any,
    ) -> None:  # fmt: skip
        super().__init__(name)
        self.status, self.name, self.detail, self.instead = status, name, detail, instead
        self.article, self.wrong, self.headers, self.more = article, wrong or {}, headers or {}, more

    def body(self) -> dict[str, Any]:
        """In the language of the one who asks."""
        told: dict[str, Any] = {
            "type": f"{_NAMES}{self.name}",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": say(self.detail),
        }
        if self.instead:
            told["instead"] = say(self.instead)
        if self.article:
            told["article"] = cited(self.article)
        if self.wrong:
            told["wrong"] = {name: say(why) for name, why in self.wrong.items()}
        return {**told, **self.more}


def not_found() -> Problem:
    """What there is not, and what the caller may not read: one answer."""
    return Problem(404, "not-found", NOT_FOUND)


def unfit(wrong: Mapping[str, Phrase | str]) -> Problem:
    """What was sent does not fit.

    :param wrong: per member of the request, why.
    """
    return Problem(422, "unfit", TO_CORRECT, wrong=wrong)


def cited(article: Citation) -> dict[str, str]:
    """An article by its key and in words."""
    return {"key": article.key, "text": say(article)}


def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The problem as it goes over the wire."""
    return JsonResponse(
        problem.body(), status=problem.status, content_type=MEDIA_TYPE, headers=dict(problem.headers),
        json_dumps_params={"ensure_ascii": False},
    )  # fmt: skip


def of_refusal(refusal: Refusal, procedure: Procedure, roles: frozenset[Any]) -> Problem:
    """The law's no: 422 where something said with the act does not fit, 403 where the caller has no role for the act,
    409 where the record stands in the way."""
    rows = procedure.by_act[refusal.act]
    if refusal.wrong:
        status, name = 422, "unfit"
    elif not any(roles & set(row.by) for row in rows):
        status, name = 403, "not-your-role"
    else:
        status, name = 409, "refused"
    return Problem(
        status, name, refusal.reason, instead=refusal.instead, article=refusal.citation, wrong=refusal.wrong,
        act=refusal.act.value,
    )  # fmt: skip
