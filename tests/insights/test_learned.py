"""Classes learned from labelled messages: what is learned, what is said of doubt, what a model's files may hold."""

from __future__ import annotations

import csv
import json
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from django.core.management import CommandError, call_command

from huiyin.insights.learned.calibration import calibrated, calibration_error, coverage_at, threshold_for
from huiyin.insights.learned.grams import Vocabulary, looked_up, plain, views_of
from huiyin.insights.learned.model import Model, UnusableModel
from huiyin.insights.learned.training import Labelled, TooLittle, folds_of, train

FIELDS = {
    "供水": ["自来水停了", "水压太低", "水管爆裂", "水质发黄", "水表不准"],
    "交通": ["公交车不来", "红绿灯坏了", "堵车严重", "路口没有斑马线", "司机拒载"],
    "教育": ["学校乱收费", "老师补课", "幼儿园涨价", "学位不够", "食堂不干净"],
}
PLACES = ["东风路", "柳树村", "和平小区", "南湖镇", "向阳街"]


def messages() -> list[Labelled]:
    return [
        Labelled(f"{place}{trouble}", f"我住在{place}，{trouble}已经{days}天，请求解决。", label, f"{place}{trouble}")
        for label, troubles in FIELDS.items()
        for trouble in troubles
        for place in PLACES
        for days in (3, 9)
    ]


@pytest.fixture(scope="module")
def model() -> Model:
    return train(messages())


@pytest.fixture
def saved(model: Model, tmp_path: Path) -> Path:
    model.save(tmp_path / "model")
    return tmp_path / "model"


def sheet(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def test_what_was_learned_is_known_again_in_other_words(model: Model) -> None:
    said = list(
        model.answers([("柳树村自来水又停了", ""), ("", "公交车总是不来，司机还拒载"), ("老师私下补课", "学校不管")])
    )
    assert [each.label for each in said] == ["供水", "交通", "教育"]


def test_words_that_say_nothing_are_left_to_a_person(model: Model) -> None:
    assert [each.abstained for each in model.answers([("", ""), ("你好", "谢谢"), ("", "🙂\ud800\x00")])] == [True] * 3


def test_the_reasons_are_words_of_the_message_for_and_against(model: Model) -> None:
    reasons = model.reasons("自来水停了", "水管爆裂，门口也堵车")
    assert "自来水" in reasons.speaking_for
    assert any(word in ("堵车", "门口") for word in reasons.against)


def test_a_batch_answers_as_each_message_by_itself(model: Model) -> None:
    some = [(row.title, row.text) for row in messages()[::7]]
    alone = [next(model.answers([each])) for each in some]
    assert [each.label for each in model.answers(some)] == [each.label for each in alone]


def test_a_model_comes_back_from_the_disk_as_it_was(model: Model, saved: Path) -> None:
    some = [("自来水停了", "水压太低")]
    assert list(Model.load(saved).answers(some)) == pytest.approx(list(model.answers(some)))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: (folder / "weights.npy").write_bytes((folder / "keys.npy").read_bytes()),
        lambda folder: (folder / "offset.npy").write_bytes(pickle.dumps(print)),
        lambda folder: (folder / "model.json").write_text("{"),
        lambda folder: (folder / "model.json").write_text("[]"),
        lambda folder: (folder / "model.json").unlink(),
        lambda folder: (folder / "views.npy").unlink(),
        lambda folder: _change(folder, "version", 2),
        lambda folder: _change(folder, "labels", ["一", "二"]),
        lambda folder: _change(folder, "sha256", {}),
    ],
)
def test_a_changed_model_is_not_believed(saved: Path, spoil: Callable[[Path], object]) -> None:
    spoil(saved)
    with pytest.raises(UnusableModel):
        Model.load(saved)


def _change(folder: Path, name: str, value: object) -> None:
    head = json.loads((folder / "model.json").read_text())
    (folder / "model.json").write_text(json.dumps(head | {name: value}))


def test_no_text_stands_in_a_model(saved: Path) -> None:
    held = b"".join(path.read_bytes() for path in saved.iterdir())
    assert not any(word.encode() in held for place in PLACES for word in (place, "自来水"))


def test_a_class_of_which_there_is_too_little_is_named() -> None:
    with pytest.raises(TooLittle, match="税务"):
        train([*messages(), Labelled("发票", "不开发票", "税务")])


def test_a_group_is_never_on_both_sides() -> None:
    folds = folds_of(["a", "b", "a", "", "", "b"], 5, seed=1)
    assert folds[0] == folds[2] and folds[1] == folds[5]


def test_a_piece_counts_once_however_often_it_stands_there() -> None:
    pieces = views_of(["水水水水水"], [""])[0]
    keys = np.unique(pieces.keys)
    assert len(looked_up(pieces, Vocabulary(keys)).places) == 3  # 水, 水水, 水水水


def test_a_known_key_is_found_and_no_other() -> None:
    keys = np.unique(np.random.default_rng(1).integers(0, 2**48, 5000).astype(np.uint64))
    vocabulary = Vocabulary(keys[::2])
    assert (vocabulary.places(keys[::2]) == np.arange(len(keys[::2]))).all()
    assert (vocabulary.places(keys[1::2]) == -1).all()


def test_a_calibrated_probability_holds_what_it_says() -> None:
    rng = np.random.default_rng(2)
    wanted = rng.integers(0, 3, 4000)
    scores = rng.normal(size=(4000, 3)) + 1.5 * np.eye(3)[wanted]
    shares = calibrated(scores, wanted).probabilities(scores)
    assert calibration_error(shares.max(1), shares.argmax(1) == wanted) < 0.02


def test_where_people_label_some_messages_unforeseeably_no_answer_is_certain() -> None:
    rng = np.random.default_rng(3)
    wanted = rng.integers(0, 3, 4000)
    scores = 9 * np.eye(3)[wanted] + rng.normal(size=(4000, 3))
    labels = np.where(rng.random(4000) < 0.03, rng.integers(0, 3, 4000), wanted)
    shares = calibrated(scores, labels).probabilities(scores)
    assert 0.97 < shares.max() < 0.99 and np.allclose(shares.sum(1), 1)


def test_an_answer_says_how_often_answers_as_sure_were_right_and_stays_the_answer() -> None:
    """The formula alone is wrong here: of the sure answers of one class a third are wrong."""
    rng = np.random.default_rng(4)
    wanted = rng.integers(0, 3, 6000)
    scores = rng.normal(size=(6000, 3)) + rng.choice([0.5, 4.0], 6000)[:, None] * np.eye(3)[wanted]
    found = calibrated(scores[::2], wanted[::2])
    before, after = replace(found, levels=()).probabilities(scores[1::2]), found.probabilities(scores[1::2])
    right = after.argmax(1) == wanted[1::2]
    assert (before.argmax(1) == after.argmax(1)).all() and (after >= 0).all()
    assert calibration_error(after.max(1), right) < calibration_error(before.max(1), right)


def test_of_few_answers_nobody_asks_how_often_they_were_right() -> None:
    rng = np.random.default_rng(5)
    wanted = rng.integers(0, 3, 300)
    assert calibrated(rng.normal(size=(300, 3)) + np.eye(3)[wanted], wanted).levels == ()


def test_a_model_of_earlier_days_is_drawn_to_nothing(saved: Path) -> None:
    head = json.loads((saved / "model.json").read_text())
    del head["calibration"]["levels"]
    head["calibration"]["doubt"] = 0.01
    (saved / "model.json").write_text(json.dumps(head))
    assert Model.load(saved).calibration.levels == ()


def test_above_the_threshold_the_answers_are_as_right_as_asked() -> None:
    sure, right = np.array([0.9, 0.8, 0.7, 0.6]), np.array([True, True, False, True])
    assert threshold_for(sure, right, 1.0) == 0.8
    assert coverage_at(sure, right, 0.75) == 1.0
    assert threshold_for(sure, ~right, 0.9) > 1


def test_width_and_gaps_make_no_difference() -> None:
    assert plain("Ａ１ 区\u3000道 路\n") == "a1区道路"


def test_from_the_command_line_every_row_is_answered(tmp_path: Path) -> None:
    head = ["id", "label", "title", "detail"]
    data = [[str(at), row.label, row.title, row.text] for at, row in enumerate(messages())]
    call_command("insight", "train", "--data", sheet(tmp_path / "l.csv", [head, *data]), "--model", tmp_path / "m")
    asked = sheet(tmp_path / "i.csv", [["id", "title", "detail"], ["7", "停水", "自来水停了"], ["8", "", ""]])
    call_command("insight", "classify", "--model", tmp_path / "m", "--in", asked, "--out", tmp_path / "o.csv")
    rows = list(csv.DictReader((tmp_path / "o.csv").open(encoding="utf-8")))
    assert [row["id"] for row in rows] == ["7", "8"] and rows[0]["label"] == "供水" and rows[1]["abstained"] == "1"
    assert list(rows[0]) == ["id", "label", "probability", "second", "abstained"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_file_is_read_however_it_was_saved(saved: Path, tmp_path: Path, encoding: str) -> None:
    told = "id,title,detail,\n7,停水,自来水停了,,\n7,停水,又停了,\n"
    (tmp_path / "i.csv").write_bytes(told.encode(encoding))
    call_command("insight", "classify", "--model", saved, "--in", tmp_path / "i.csv", "--out", tmp_path / "o.csv")
    rows = list(csv.DictReader((tmp_path / "o.csv").open(encoding="utf-8")))
    assert [(row["id"], row["label"]) for row in rows] == [("7", "供水"), ("7", "供水")]


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (b"id,title,detail\n1,\xff\xfe,x\n", "UTF-8"),
        ("id,title,detail\n1,停水了没人管,".encode() + "自来水停了好几天".encode() * 9 + b"\xe6\x97,\n", "UTF-8"),
        (b"id,title\n1,x\n", "detail"),
        (b"id,title,detail\n", "no messages"),
        (b"id,title,detail\n1,a,b,c\n", "more cells"),
        (b"id,title,detail\n,a,b\n", "no id"),
        (b"", "column is missing"),
    ],
)
def test_a_bad_file_is_named_and_nothing_is_written(saved: Path, tmp_path: Path, held: bytes, said: str) -> None:
    (tmp_path / "i.csv").write_bytes(held)
    with pytest.raises(CommandError, match=said):
        call_command("insight", "classify", "--model", saved, "--in", tmp_path / "i.csv", "--out", tmp_path / "o.csv")
    assert not (tmp_path / "o.csv").exists()
