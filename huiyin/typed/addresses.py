"""Addresses: where somebody lives (住址), and where their mail goes (电子邮箱)."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from huiyin.typed.names import folded
from huiyin.typed.texts import line_of

_AROUND: Final = re.compile(r"[^<>]*<([^<>@]+@[^<>@]+)>")


def address_of(raw: str) -> str:
    """An address as it is kept: one line."""
    return line_of(raw)


def email_of(raw: str) -> str:
    """An e-mail address as it is kept: one width, no spaces, its letters as written, without what programs put around
    one: 张三 <a@b.cn>, mailto:a@b.cn."""
    plain = "".join(unicodedata.normalize("NFKC", line_of(raw)).split()).rstrip("。.,;")
    around = _AROUND.fullmatch(plain)
    return (around[1] if around else plain).removeprefix("mailto:")


def normal_email(address: str) -> str:
    """An address to compare by: one width and case, without spaces."""
    return folded("".join(unicodedata.normalize("NFKC", address).split()))
