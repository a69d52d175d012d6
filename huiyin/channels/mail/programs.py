"""Mail that no person wrote (自动邮件): answers of machines, lists, and reports that a mail could not be delivered.

None of it is ever answered (RFC 3834), so that two machines never talk to each other.
"""

from __future__ import annotations

import re
from email.message import Message as Mail
from typing import Any, Final

from huiyin.channels.mail.characters import first, header_words

_ROBOT: Final = re.compile(
    r"^(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|noreply[-.\w]*|bounces?[-+.\w]*|daemon|autoreply)@",
    re.IGNORECASE,
)
_BULK: Final = frozenset({"bulk", "list", "junk", "auto_reply", "auto-reply"})
_SUBJECT: Final = re.compile(
    r"^\s*(?:\[?(?:自动回复|自动答复|外出|休假)|auto(?:matic)?[ -]?(?:reply|response)|out of (?:the )?office)",
    re.IGNORECASE,
)
_ANSWER: Final = re.compile(r"^\s*(?:re|回复|答复|回覆|答覆)\s*[:：]", re.IGNORECASE)


def automatic(mail: Mail) -> str:
    """The sign by which a program, a list or a mail server sent it; empty for what a person wrote."""
    said = first(mail, "Auto-Submitted").strip().lower()
    if said and not said.startswith("no"):
        return "auto-submitted"
    if first(mail, "Precedence").strip().lower() in _BULK:
        return "precedence"
    for name in (
        "List-Id",
        "List-Unsubscribe",
        "X-Autoreply",
        "X-Autorespond",
        "X-Auto-Response-Suppress",
        "Feedback-ID",
    ):
        if name in mail and (
            name != "X-Auto-Response-Suppress" or re.search(r"all|autoreply|oof", first(mail, name), re.IGNORECASE)
        ):
            return name.lower()
    if first(mail, "Return-Path").strip() == "<>":
        return "return-path"
    if mail.get_content_type() == "multipart/report":
        return "report"
    return _by_words(mail)


def _by_words(mail: Mail) -> str:
    writer = first(mail, "From").rpartition("<")[2].rstrip("> ")
    if _ROBOT.match(writer.strip()):
        return "from"
    return "subject" if _SUBJECT.match(header_words(first(mail, "Subject"))) else ""


def is_own_answer(mail: Mail) -> bool:
    """Whether it answers a mail, so that what it quotes is left out of its own words."""
    return bool(first(mail, "In-Reply-To") or _ANSWER.match(header_words(first(mail, "Subject"))))


def failure(mail: Mail) -> dict[str, Any] | None:
    """What a report of (non-)delivery says (RFC 3464): of which mail, and whether it failed for good."""
    if mail.get_content_type() != "multipart/report" or "delivery-status" not in str(
        mail.get_param("report-type") or ""
    ):
        return None
    parts = [each for each in mail.walk() if isinstance(each, Mail)]
    status = next((each for each in parts if each.get_content_type() == "message/delivery-status"), None)
    if status is None:
        return None
    said = [dict(block.items()) for block in status.walk() if block is not status]
    each = next((block for block in said if "Action" in block or "Status" in block), {})
    return {
        "action": str(each.get("Action", "")).strip().lower()[:20],
        "status": str(each.get("Status", "")).strip()[:20],
        "of": _of_which(parts)[:400],
    }


def _of_which(parts: list[Mail]) -> str:
    """The Message-ID of the mail that could not be delivered, from its headers that came back."""
    for each in parts:
        if each.get_content_type() == "text/rfc822-headers":
            found = re.search(r"^Message-ID:\s*(<[^<>\s]+>)", str(each.get_payload()), re.IGNORECASE | re.MULTILINE)
            if found:
                return found.group(1)
        elif each.get_content_type() == "message/rfc822":
            inside = each.get_payload()
            if isinstance(inside, list) and inside and isinstance(inside[0], Mail) and first(inside[0], "Message-ID"):
                return first(inside[0], "Message-ID").strip()
    return ""
