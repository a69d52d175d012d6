"""What an installation learns from its own record: only what may be, silent until a person lets it, honest in doubt."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from huiyin.cases.lodging import ClaimText
from huiyin.cases.models import Case
from huiyin.desk.dispatch import suggestions
from huiyin.house.insight import learning
from huiyin.insights import own
from huiyin.insights.models import LearnedModel
from huiyin.law.terms import ClaimKind
from tests.city import PETITION_CLASS, handler_of, organ, person
from tests.desk.life import Life, begin, report_on
from tests.desk.staff import Desk, words
from tests.desk.test_dispatch import seated

pytestmark = pytest.mark.django_db
WATER = [
    "灌溉渠被占，春耕用不上水",
    "水渠塌了没人修，稻田没水",
    "抽水站坏了，渠道里没有水",
    "水渠被人堵了，田里放不进水",
]
SCHOOL = ["小学食堂饭菜不干净", "中学违规补课收费", "幼儿园乱收保教费", "小学班主任收礼不管学生"]


def accepted(request: str, by: str) -> Life:
    """A matter that the organ with this handle accepted."""
    matter = begin(title=request, text=request, claims=(ClaimText(request, f"事情是这样的：{request}。"),))
    matter.do("classify", "chenhao", classes=PETITION_CLASS)
    matter.do("transfer", "chenhao", to_organ=organ(by), reason="属于它的职责范围")
    handler = handler_of(matter)
    matter.do("accept", handler, to_person=handler.person, procedure="调查核实后，六十天内书面答复您")
    return matter


@pytest.fixture
def record(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for round_ in range(2):
        for water, school in zip(WATER, SCHOOL, strict=True):
            accepted(f"{water}{'，请尽快' * round_}", "lx-slj")
            accepted(f"{school}{'，请尽快' * round_}", "lx-jyj")
    monkeypatch.setattr(learning, "FOLDER", tmp_path)
    monkeypatch.setattr(suggestions, "MODELS", tmp_path)
    monkeypatch.setattr(own, "FEWEST_PLAYED", 2)
    own._loaded.cache_clear()
    return tmp_path


def learned(record: Path) -> LearnedModel:
    call_command("insight", "learn")
    return LearnedModel.objects.get()


def waiting() -> Life:
    return begin(title="水渠没有水", text="灌溉渠没水", claims=(ClaimText("修水渠", "灌溉渠里没有水，田里放不进水"),))


def test_what_was_learned_speaks_only_once_a_person_let_it(record: Path, capsys: Any) -> None:
    row, matter = learned(record), waiting()
    assert "played over" in capsys.readouterr().out
    assert suggestions.suggest(Case.objects.get(id=matter.id), seated("chenhao")).learned is None
    call_command("insight", "switch-on", "--model", row.folder, "--by", "chenhao")
    row.refresh_from_db()
    assert row.on_by == person("chenhao")
    page = Desk("chenhao").open("/desk/topics/learned")
    assert (page.status_code, "在用" in words(page)) == (200, True)
    assert {Desk(each).open("/desk/topics/learned").status_code for each in ("wanglan", "zhengyu")} == {403}
    card = suggestions.suggest(Case.objects.get(id=matter.id), seated("chenhao"))
    assert card.learned is not None and card.learned.organ == organ("lx-slj")
    assert card.learned.reasons.speaking_for
    call_command("insight", "switch-off", "--by", "chenhao")
    assert suggestions.suggest(Case.objects.get(id=matter.id), seated("chenhao")).learned is None


def test_a_report_is_neither_learned_from_nor_answered(record: Path) -> None:
    report_on("lx-jyj", title="套取灌溉补贴的人叫王麻子", text="王麻子套取灌溉补贴")
    mixed = accepted("校长收钱办学位", "lx-jyj")
    mixed.do("classify", handler_of(mixed), classes={"1": {"kind": "accusation"}})
    told = "".join(each.title + each.words for each in own.examples())
    assert "王麻子" not in told and "校长收钱" not in told
    row = learned(record)
    call_command("insight", "switch-on", "--model", row.folder, "--by", "chenhao")
    held = b"".join(path.read_bytes() for path in record.rglob("*") if path.is_file())
    assert "王麻子".encode() not in held and "灌溉渠".encode() not in held
    claims = (ClaimText("查处水利局局长", "水利局长受贿，灌溉渠没有水", kind=ClaimKind.ACCUSATION),)
    report = begin(title="举报水利局长受贿", text="水利局长受贿", claims=claims)
    assert suggestions.suggest(Case.objects.get(id=report.id), seated("chenhao")).learned is None


def test_a_model_that_made_proposals_worse_stays_off(record: Path) -> None:
    row = learned(record)
    LearnedModel.objects.update(replay=row.replay.replace('"worse": ', '"worse": 9'))
    with pytest.raises(CommandError, match="worse"):
        call_command("insight", "switch-on", "--model", row.folder, "--by", "chenhao")


def test_a_model_whose_files_were_changed_says_nothing(record: Path) -> None:
    row, matter = learned(record), waiting()
    call_command("insight", "switch-on", "--model", row.folder, "--by", "chenhao")
    (record / row.folder / "offset.npy").write_bytes(b"x")
    assert suggestions.suggest(Case.objects.get(id=matter.id), seated("chenhao")).learned is None


def test_a_record_that_holds_too_little_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "FOLDER", tmp_path)
    with pytest.raises(CommandError, match="too little"):
        call_command("insight", "learn")
    assert not LearnedModel.objects.exists() and not list(tmp_path.iterdir())


def test_nobody_unknown_switches_anything(record: Path) -> None:
    with pytest.raises(CommandError, match="no model"):
        call_command("insight", "switch-on", "--model", "x", "--by", "chenhao")
    with pytest.raises(CommandError, match="no active account"):
        call_command("insight", "switch-off", "--by", "nobody")
