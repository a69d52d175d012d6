"""The words of an answer without what it quotes (引文): what stands above the first mark of an older mail."""

from __future__ import annotations

import re
from typing import Final

#: How programs begin the mail they quote: QQ, NetEase, Foxmail, Outlook, Apple, Gmail.
_BEGINS: Final = re.compile(
    r"^\s*(?:-{2,}\s*(?:原始邮件|原始郵件|Original Message|Original|回复的原邮件|转发邮件信息)\s*-{2,}"
    r"|在\s*\d{4}[-年/].{4,80}(?:写道|写：|寫道)[:：]?\s*$|.{0,40}于\s*\d{4}年.{4,60}写道[:：]\s*$"
    r"|On .{6,120} wrote:\s*$|_{20,}\s*$|发件人[:：].{2,200}$|From:\s.{2,200}$|&gt;|>)",
    re.IGNORECASE | re.MULTILINE,
)


def own_words(text: str) -> str:
    """What the writer wrote; the whole if nothing would be left."""
    found = _BEGINS.search(text)
    own = text[: found.start()].strip() if found else text
    return own or text
