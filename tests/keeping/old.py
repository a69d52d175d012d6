"""Matters that were archived long ago, and what is done about them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from huiyin.keeping.disposals import DISPOSALS
from huiyin.keeping.holds import HOLDS
from huiyin.keeping.models import Disposal, Hold
from huiyin.record.door import open_record, perform
from tests.city import MONDAY, Matter, actor, at_organ, lodge, organ

LONG_AGO = datetime.fromisoformat("2014-11-03T09:00:00+08:00")
NOW = MONDAY + timedelta(days=7)
CLERK, HEAD, OTHER, WITNESS, THIRD = "chenhao", "zhouping", "zhaoning", "wanglan", "linxiaoman"


def archived(at: datetime = LONG_AGO, retention: str = "", **changes: Any) -> Matter:
    """Withdrawn, so that there is no answer in it: kept ten years."""
    matter = Matter(lodge(at=at, **changes))
    matter.do("classify", CLERK, at, classes={"1": {"kind": "grievance", "ground": "6"}})
    return put_away(matter, at, retention)


def put_away(matter: Matter, at: datetime = LONG_AGO, retention: str = "") -> Matter:
    matter.do("withdraw", "petitioner", at + timedelta(days=1), reason="已经和村里说好了")
    matter.issue(at + timedelta(days=2))
    matter.do("archive", CLERK, at + timedelta(days=3), **({"retention": retention} if retention else {}))
    return matter


def drawn(by: str = CLERK, **given: Any) -> Disposal:
    row: Disposal = open_record(DISPOSALS, by=actor(by, NOW), at=NOW, given={"reason": "年度清理到期案卷", **given})
    return row


def do(row: Disposal | Hold, act: str, by: str, at: datetime = NOW, **given: Any) -> Any:
    kind = DISPOSALS if isinstance(row, Disposal) else HOLDS
    perform(kind, record=row.id, act=kind.procedure.acts(act), by=actor(by, at), at=at, given=given)
    row.refresh_from_db()
    return row


def appraised(row: Disposal, by: str = CLERK) -> Disposal:
    do(row, "appraise", by, places="1-" + str(len(row_items(row))), finding="destroy")
    return do(row, "submit", by, summary="办公室、业务科、档案室三人看过")


def cleared(row: Disposal) -> Disposal:
    do(appraised(row), "approve", HEAD)
    return do(row, "countersign", OTHER)


def carried_out(row: Disposal) -> Disposal:
    said = {"witness": actor(WITNESS).person, "paper_files": "无", "confirmed": True}
    return do(row, "carry_out", CLERK, **said)


def row_items(row: Disposal) -> Any:
    from huiyin.keeping.disposals import facts_of

    return facts_of(row).items


def held(matter: Matter, by: str = CLERK, **given: Any) -> Hold:
    said = {"matter": matter.row.number, "ground": "audit", "reason": "巡视组调阅，函2026第3号", **given}
    row: Hold = open_record(HOLDS, by=actor(by, NOW), at=NOW, given=said)
    return row


def head_of(key: str) -> Any:
    return at_organ(organ(key), "head", NOW)
