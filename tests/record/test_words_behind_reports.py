"""Every field of every act of every kind that can rest on a report: its words go into the report's envelope, and what
is no word stays as it is. A new kind of field is met here, or this says that it is missing."""

from __future__ import annotations

import json
from typing import Any

import pytest

from huiyin.cases import materials
from huiyin.cases.envelopes import Envelope, new_envelope
from huiyin.cases.resting import said_in
from huiyin.law.frame.particulars import KINDS_OF_FIELD, Field
from huiyin.record.kinds import KINDS
from huiyin.vault.boxes import is_enveloped, take_out, whose_file
from huiyin.vault.opening import is_token

pytestmark = pytest.mark.django_db
SECRET = "槐荫闸虚报工程款"
#: What each kind of field says, with a secret in it wherever words can be.
SAID: dict[str, Any] = {
    "text": SECRET, "line": SECRET, "date": "2026-11-02", "days": 3, "organ": 7, "person": 8, "choice": "x",
    "choices": ["x"], "claims": [1], "classes": {"1": {"kind": "grievance", "ground": "6"}}, "integer": 4,
    "outcomes": {"1": {"outcome": "supported", "finding": SECRET, "basis": SECRET, "executor": SECRET}},
    "routes": {"1": {"route": "civil_suit"}}, "case": "9901002026112999999", "flag": True, "place": "990121000000",
    "people": [{"side": "a", "mark": "0a"}], "instalments": [{"on": "2026-12-01", "what": SECRET, "amount": "5.00"}],
    "answers": {"heard": {"answer": "no", "note": SECRET}},
}  # fmt: skip
ACTS = [(kind.key, act.value) for kind in KINDS if kind.withheld is None for act in kind.procedure.acts]


def said(field: Field) -> Any:
    if field.kind == "files":
        kept = materials.keep(f"{SECRET}的照片".encode())
        return [{"name": f"{SECRET}.jpg", "media_type": "image/jpeg", "size": 9, "sha256": kept}]
    return SAID[field.kind]


def test_every_kind_of_field_is_tried_here() -> None:
    assert SAID.keys() | {"files"} == KINDS_OF_FIELD


@pytest.fixture
def envelope() -> Envelope:
    return new_envelope(11)


@pytest.mark.parametrize("key", sorted({key for key, _ in ACTS}))
def test_no_field_of_a_kind_keeps_words_open(key: str, envelope: Envelope) -> None:
    kind = KINDS[key]
    for act in kind.procedure.acts:
        forms = {field.name: field for field in kind.procedure.needs(act)}
        given = {name: said(field) for name, field in forms.items()}
        # A purpose stands open, for auditors. What an act takes over from another one, or reckons, stands in no form.
        more = {"plan_of_before": SECRET, "reckoned": [[SECRET, "2"]], "digest": "0a"}
        told = said_in(kind, act, {**given, **more}, envelope)
        numbers = {"matter", "matters", "round", "evidence", "purpose"}
        assert SECRET not in json.dumps({n: v for n, v in told.items() if n not in numbers}, ensure_ascii=False)
        assert {name: told[name] for name, field in forms.items() if _is_no_word(field, numbers)} == {
            name: given[name] for name, field in forms.items() if _is_no_word(field, numbers)
        }
        assert told["digest"] == "0a" and told["reckoned"][0][1] == "2" and told.keys() == {**given, **more}.keys()


def _is_no_word(field: Field, numbers: set[str]) -> bool:
    return field.kind not in ("text", "line", "files", "outcomes", "answers", "instalments") or field.name in numbers


WITH_FILES = [
    (key, act) for key, act in ACTS if any(field.kind == "files" for field in KINDS[key].procedure.needs(
        KINDS[key].procedure.acts(act)))
]  # fmt: skip


@pytest.mark.parametrize(("key", "act"), WITH_FILES)
def test_files_of_every_kind_lie_under_the_key_of_the_report(key: str, act: str, envelope: Envelope) -> None:
    kind = KINDS[key]
    field = next(each for each in kind.procedure.needs(kind.procedure.acts(act)) if each.kind == "files")
    given = said(field)
    (kept,) = said_in(kind, kind.procedure.acts(act), {field.name: given}, envelope)[field.name]
    lying = materials._shelf().fetch(kept["sha256"])
    assert is_enveloped(lying) and envelope.private is not None and is_token(kept["name"])
    assert take_out(envelope.private, whose_file(lying)[1], "file:11").decode() == f"{SECRET}的照片"
    assert envelope.left == {given[0]["sha256"]}


@pytest.mark.parametrize(("title", "open_"), [("议题：9901002026112999999", True), (f"上桥村：{SECRET}", False)])
def test_a_title_that_the_program_made_stands_in_lists_unless_it_repeats_what_was_written(
    title: str, open_: bool, envelope: Envelope
) -> None:
    kind = KINDS["sign"]
    told = said_in(kind, kind.procedure.opening, {"thing": SECRET, "title": title}, envelope)
    assert (told["title"] == title) is open_ and is_token(told["title"]) is not open_
