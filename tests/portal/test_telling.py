"""Every act of the table can be told, from whatever its form asks for: no page of a person's may break."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

from huiyin.law.frame.particulars import Field
from huiyin.law.frame.procedure import Move
from huiyin.law.matter.procedure import MATTER
from huiyin.law.matter.table import MOVES
from huiyin.law.terms import Act, ClockKind, Stage
from huiyin.portal.entering.grants import Opened
from huiyin.portal.following import answers, standing
from huiyin.portal.following.matter import Matter, Told, gather
from huiyin.portal.telling import history
from huiyin.record.models import Event
from tests.portal.life import Life, in_a_month

pytestmark = pytest.mark.django_db
TODAY = "2026-11-02"
SAID: Mapping[str, Any] = {
    "text": "一句话", "line": "一行", "date": TODAY, "days": 10, "integer": 1, "claims": [1], "case": "9" * 19,
    "flag": True, "classes": {"1": {"kind": "grievance", "ground": "6"}},
    "outcomes": {"1": {"outcome": "supported", "finding": "属实", "basis": "《水法》", "execute_by": TODAY}},
    "routes": {"1": {"route": "labour_arbitration"}},
}  # fmt: skip
ROWS = [pytest.param(move, id=f"{move.act.value}-{move.to or 'stays'}") for move in MOVES if move.act is not Act.UNMASK]


def value(field: Field, life: Life) -> Any:
    if field.name == "clock":
        return ClockKind.HANDLE.value
    if field.kind == "choice":
        return next(iter(field.terms)).value if field.terms else "x"
    ids = {"organ": life.row.holder, "person": life.row.owner}
    return ids[field.kind] if field.kind in ids else SAID[field.kind]


def told(move: Move, life: Life) -> Told:
    row, now = life.row, timezone.now()
    said = {field.name: value(field, life) for field in MATTER.needs(move.act)} | {
        "channel": "web",
        "organ": row.holder,
    }
    follows = {"to": (move.to or Stage(row.stage)).value, "holder": row.holder, "owner": row.owner}
    role = move.by[0].value
    event = Event(record=row.id, seq=2, act=move.act.value, at=now, recorded_at=now, role=role, organ=row.holder)
    return Told(event, move.act, timezone.localdate(), said, follows)


def shown(life: Life) -> Matter:
    return gather(Opened(life.row))


def test_what_was_done_twice_in_the_same_words_is_read_once(life: Life) -> None:
    for _ in range(2):
        life.do("supplement", "chenhao", text="卖粮单找到了", channel="phone")
    steps = history.history(shown(life))
    assert len(steps) == len({(each.title, each.at, each.words, each.text) for each in steps})
    assert life.row.events.filter(act="supplement").count() == 2


@pytest.mark.parametrize("move", ROWS)
def test_each_row_of_the_table_is_told(life: Life, move: Move) -> None:
    steps = [history.step(shown(life), told(move, life))]
    html = render_to_string("portal/_history.html", {"steps": steps})
    assert "<strong></strong>" not in html
    assert "{" not in html


@pytest.mark.parametrize("move", [row for row in ROWS if row.values[0].act in answers._WRITES])  # type: ignore[union-attr]
def test_each_written_answer_can_be_read(life: Life, move: Move) -> None:
    matter = shown(life)
    answer = answers._WRITES[move.act](matter, told(move, life))
    html = render_to_string("portal/_answer.html", {"answer": answer, "matter": matter})
    assert answer.organ in html


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.NEW])
def test_every_stage_has_its_sentence(life: Life, stage: Stage) -> None:
    assert stage is Stage.CLOSED or stage in standing._NOW


def test_an_answer_is_awaited_until_something_is_added(life: Life) -> None:
    life.do("request_material", "chenhao", what="请补一张照片", until=in_a_month())
    assert history.asked(shown(life)) is not None
    life.do("supplement", "petitioner", text="照片在附件里")
    assert history.asked(shown(life)) is None
