"""Rounds of handling (一轮办理): from when a matter was taken up, or came back, to what was decided on it then."""

from __future__ import annotations

from collections.abc import Sequence

from huiyin.law.frame.verdict import Event
from huiyin.law.terms import Act, Stage


def begins(events: Sequence[Event]) -> int:
    """Where the last round begins: after the last time the matter came back to be handled."""
    back = [place for place, event in enumerate(events) if event.act is Act.REOPEN or redoes(event)]
    return back[-1] + 1 if back else 0


def redoes(event: Event) -> bool:
    """Whether a review that revoked the opinion was served, so that it is handled anew."""
    return event.act is Act.SERVE and event.to is Stage.HANDLING


def heard(events: Sequence[Event]) -> bool:
    """Whether the person was heard in these steps (Art. 31 (6))."""
    return any(
        event.act in (Act.LISTEN, Act.CLOSE_HEARING) or (event.act is Act.PROPOSE and event.particulars.get("heard"))
        for event in events
    )


def looked_into(events: Sequence[Event]) -> bool:
    """Whether something was looked into in these steps, or it was said why the papers suffice."""
    return any(
        event.act in (Act.INVESTIGATE, Act.CLOSE_HEARING)
        or (event.act is Act.PROPOSE and event.particulars.get("suffices"))
        for event in events
    )
