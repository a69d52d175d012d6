"""A joint conference of 青川市 by the one door: its members, a meeting, topics on matters."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.city import MONDAY, PETITION_CLASS, Matter, actor, days, lodge, organ

if TYPE_CHECKING:
    from huiyin.law.frame.facts import Actor

OFFICE, CONVENER = "yunfei", "shenjing"
MEMBERS = ("qc-slj", "qc-nyj", "qc-zrzy", "qc-gaj", "lx-slj")


def matter(at: datetime = MONDAY) -> Matter:
    """A letter that 柳溪县水利局 has not taken yet."""
    found = Matter(lodge(at=at))
    found.do("classify", "chenhao", at, classes=PETITION_CLASS)
    found.do("transfer", "chenhao", at, to_organ=organ("lx-slj"), reason="水渠归县水利局管")
    return found


def _open(kind: str, by: str | Actor, at: datetime, given: dict[str, Any]) -> Any:
    from huiyin.record.door import open_record
    from huiyin.record.kinds import KINDS

    return open_record(KINDS[kind], by=actor(by, at) if isinstance(by, str) else by, at=at, given=given)


def seat(key: str, at: datetime = MONDAY, branch: str = "government") -> Any:
    given = {"to_organ": organ(key), "branch": branch, "member": "某局长", "until": days(300).date().isoformat()}
    return _open("membership", OFFICE, at, given)


def seated(at: datetime = MONDAY) -> None:
    for key in MEMBERS:
        seat(key, at, "law" if key.endswith("gaj") else "government")


def call(at: datetime, on: datetime, by: str = OFFICE) -> Any:
    said = {"title": "第四次联席会议", "day": on.date().isoformat(), "hour": "上午9时", "place": "市政府三号会议室"}
    return _open("conference", by, at, {**said, "chair": "沈静（召集人）"})


def propose(about: Matter, at: datetime, by: str | Actor = "chenhao", **said: Any) -> Any:
    given = {"matter": about.lodged.case.number, "cause": "remit", "asks": "请定由谁受理、谁牵头", **said}
    return _open("topic", by, at, given)


def do(row: Any, act: str, by: str | Actor, at: datetime, **given: Any) -> Any:
    from huiyin.record.door import perform
    from huiyin.record.kinds import KINDS

    kind = next(kind for kind in KINDS if isinstance(row, kind.model))
    who = actor(by, at) if isinstance(by, str) else by
    perform(kind, record=row.id, act=kind.procedure.acts(act), by=who, at=at, given=given)
    row.refresh_from_db()
    return row


def refused(call_: Any) -> str:
    from huiyin.record.door import Refused

    with pytest.raises(Refused) as why:
        call_()
    refusal = why.value.refusal
    return str(refusal.reason) + "".join(map(str, refusal.wrong.values()))


def sheet(row: Any, at: datetime) -> Any:
    return do(row, "sheet", OFFICE, at, background="渠被占了四十二米，两家都说不归自己管", proposal="由县水利局先受理")


def listed(at: datetime = MONDAY, on: datetime | None = None) -> tuple[Matter, Any, Any]:
    """A matter, its topic on the agenda, and the meeting."""
    seated(at)
    meeting, about = call(at, on or at + timedelta(days=3)), matter(at)
    row = sheet(propose(about, at), at)
    return about, do(row, "list", OFFICE, at, meeting=meeting.number), meeting


def opened(at: datetime = MONDAY) -> tuple[Matter, Any, Any]:
    """The same on the day, with everybody there."""
    about, row, meeting = listed(at)
    do(meeting, "notify", OFFICE, at)
    do(meeting, "start", CONVENER, at + timedelta(days=3), present="市水利局、市农业农村局、市自然资源局")
    return about, row, meeting


def resolution(at: datetime, **said: Any) -> dict[str, Any]:
    until = (at + timedelta(days=20)).date().isoformat()
    return {
        "resolution": "由县水利局受理，恢复渠道", "competent": organ("lx-slj"), "lead": organ("lx-slj"),
        "task": "到现场量清楚，恢复渠道", "until": until, **said,
    }  # fmt: skip
