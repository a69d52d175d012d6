"""What the own mail server found out about a sender (SPF, DKIM, DMARC): shown, and never a reason not to hear."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from huiyin.law.words import P, Phrase

METHODS: Final = ("spf", "dkim", "dmarc")
_WORDS: Final[Mapping[str, tuple[str, Phrase]]] = {
    "pass": ("ok", P("通过")),
    "fail": ("late", P("没有通过")),
    "softfail": ("soon", P("多半不是")),
    "none": ("none", P("没有设置")),
}
_UNSURE: Final = ("soon", P("查不清"))


def checks(read: Mapping[str, Any], authserv: str) -> Iterator[tuple[str, str, Phrase]]:
    """Method, sign and word of each check that the server of this name noted.

    Whoever sends a mail can write such notes into it; a server takes those under its own name out and puts its own on
    top (RFC 8601 §5), so only the uppermost under that name counts.
    """
    import authres

    for header in read.get("checked", ()) if authserv else ():
        try:
            found = authres.AuthenticationResultsHeader.parse(f"Authentication-Results: {header}")
        except Exception:  # a library on strangers' words
            continue
        if found.authserv_id.lower() != authserv.lower():
            continue
        for each in found.results:
            if each.method in METHODS:
                yield (each.method.upper(), *_WORDS.get(each.result, _UNSURE))
        return
