"""What a matter is about, down to three levels: proposed by its words, corrected by a person, learned from."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from huiyin.cases.lodging import ClaimText
from huiyin.cases.models import Case
from huiyin.cases.registered import register_of
from huiyin.desk.dispatch import suggestions
from huiyin.house.insight import learning
from huiyin.insights import agreement, own, own_subjects
from huiyin.insights.models import Agreement, Correction, LearnedModel
from huiyin.insights.own_subjects import chosen_of, descend, examples, joined
from huiyin.insights.subjects import SubjectGuess, guess_subject
from huiyin.law.subjects import thirds_of
from huiyin.people.models import CompetenceWord
from tests.city import PETITION_CLASS
from tests.desk.life import Life, begin, report_on
from tests.desk.staff import Desk, form_on, words
from tests.desk.test_dispatch import seated

pytestmark = pytest.mark.django_db
SUPPLY = "城乡建设/供水供气供热/停供和压力"
WATER, BURIAL, SCHOOL = "城乡建设/供水供气供热/水质", "民政/殡葬管理/墓地", "教育/学校管理/补课"
#: What people call things that no everyday word knows.
TOLD = {
    WATER: ["老井里打上来的泛着红锈", "井台边打上来的一股锈味", "井里的打上来全是红锈", "老井打上来沉着一层锈"],
    BURIAL: ["后坡那几座老坡要挪走没人商量", "老坡边挖土惊了先人", "老坡让推土机铲了半边", "先人的老坡要挪到哪里"],
    SCHOOL: ["娃娃礼拜天还叫去坐教室", "礼拜天娃娃坐教室到天黑", "放假了娃娃还去坐教室", "娃娃礼拜六也坐教室"],
}


def told(request: str, subject: str) -> Life:
    matter = begin(title=request, text=request, claims=(ClaimText(request, f"事情是这样的：{request}。"),))
    matter.do("classify", "chenhao", classes=PETITION_CLASS, subject=subject)
    return matter


@pytest.fixture
def record(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for round_ in range(2):
        for several in zip(*([(each, path) for each in some] for path, some in TOLD.items()), strict=True):
            for request, path in several:
                told(f"{request}{'，请看看' * round_}", path)
    monkeypatch.setattr(learning, "FOLDER", tmp_path)
    monkeypatch.setattr(suggestions, "MODELS", tmp_path)
    monkeypatch.setattr(own, "FEWEST_PLAYED", 2)
    own_subjects._loaded.cache_clear()
    return tmp_path


def learned(record: Path) -> LearnedModel:
    call_command("insight", "learn")
    return LearnedModel.objects.get(folder__startswith="subjects-")


# By everyday words -------------------------------------------------------------------------------------------------


def catalogue() -> list[str]:
    return list(CompetenceWord.objects.order_by("word").values_list("word", flat=True))


def test_words_lead_down_to_the_third_level() -> None:
    guess = guess_subject("楼上水压不足，天天停水", "小区停水，二次供水没有水压", catalogue())
    assert (guess.path, guess.sure) == (SUPPLY, True) and "水压" in guess.found


def test_two_contents_of_like_weight_are_a_question() -> None:
    guess = guess_subject("学费太贵，污水横流", "学费和污水", catalogue())
    assert guess.path and not guess.sure and guess.others


def test_words_that_say_nothing_propose_nothing() -> None:
    assert guess_subject("这日子没法过了", "", catalogue()) == SubjectGuess()


def test_every_word_of_the_catalogue_that_has_thirds_is_one_of_the_catalogue() -> None:
    from huiyin.law import subjects

    known = set(catalogue())
    assert set(subjects._thirds) <= known and len(subjects._thirds) > 0.9 * len(known)
    assert all(len(f"{row.field}/{row.word}/{third}") <= 40 and "/" not in third
               for row in CompetenceWord.objects.all() for third in thirds_of(row.word))  # fmt: skip


# On the card -------------------------------------------------------------------------------------------------------


def test_what_the_card_proposes_is_written_into_the_register_with_one_key() -> None:
    matter = begin(
        title="小区停水，二次供水没有水压", text="没水", claims=(ClaimText("恢复供水", "楼上水压不足，天天停水"),)
    )
    page = Desk("chenhao").open(f"/desk/dispatch/{matter.number}")
    assert form_on(page)["subject"] == [SUPPLY] and "不对就改" in words(page)
    assert Desk("chenhao").fill(f"/desk/dispatch/{matter.number}").status_code == 303
    assert register_of(Case.objects.get(id=matter.id))["subject"] == SUPPLY


def test_a_correction_on_the_card_is_an_entry_of_its_own_and_stands() -> None:
    matter = begin(
        title="小区停水，二次供水没有水压", text="没水", claims=(ClaimText("恢复供水", "楼上水压不足，天天停水"),)
    )
    matter.do("classify", "chenhao", classes=PETITION_CLASS, subject=WATER)
    right = "生态环境/水污染"
    assert Desk("chenhao").fill(f"/desk/dispatch/{matter.number}", subject=right).status_code == 303
    assert chosen_of([matter.id]) == {matter.id: ("生态环境", "水污染")}


def test_where_it_is_not_certain_the_field_stays_empty() -> None:
    matter = begin(title="学费和污水", text="学费太贵，污水横流", claims=(ClaimText("管一管", "学费太贵，污水横流"),))
    page = Desk("chenhao").open(f"/desk/dispatch/{matter.number}")
    assert form_on(page)["subject"] == [""] and "说不准，没有替您填" in words(page)


def test_a_press_on_a_likely_one_fills_the_field_and_nothing_is_done_yet() -> None:
    matter = begin(title="学费和污水", text="学费太贵，污水横流", claims=(ClaimText("管一管", "学费太贵，污水横流"),))
    desk = Desk("chenhao")
    page = desk.open(f"/desk/dispatch/{matter.number}").content.decode()
    likely = page.split('value="subject:')[1].split('"')[0]
    again = desk.fill(f"/desk/dispatch/{matter.number}", _again=f"subject:{likely}", reason="归它管")
    assert form_on(again)["subject"] == [likely] and form_on(again)["reason"] == ["归它管"]
    assert chosen_of([matter.id]) == {}


def test_of_a_report_nothing_is_proposed() -> None:
    matter = report_on("lx-jyj", title="举报校长收受贿赂", text="校长收受贿赂，食堂水质发黄")
    page = Desk("chenhao").open(f"/desk/dispatch/{matter.number}")
    assert page.status_code != 200 or "l-about" not in page.content.decode()


# Learned -----------------------------------------------------------------------------------------------------------


def test_what_people_chose_is_proposed_once_a_person_let_it(record: Path) -> None:
    row = learned(record)
    matter = begin(title="井里泛红锈", text="x", claims=(ClaimText("管一管", "老井里打上来的全是锈，泛着红锈"),))
    case = Case.objects.get(id=matter.id)
    assert not (suggestions.suggest(case, seated("chenhao")).subject or SubjectGuess()).learned
    call_command("insight", "switch-on", "--model", row.folder, "--by", "chenhao")
    found = suggestions.suggest(case, seated("chenhao")).subject
    assert found is not None and found.learned and found.sure and found.path == "城乡建设"
    assert "内容分类" in words(Desk("chenhao").open("/desk/topics/learned"))


def test_below_a_first_level_the_second_is_learned_where_people_told_two_apart(record: Path, tmp_path: Path) -> None:
    for request in ("锅炉半夜就凉了", "锅炉凉得伸不出手", "锅炉房半夜熄了", "半夜锅炉凉透", "锅炉不烧半夜凉"):
        told(request, "城乡建设/供热")
    own_subjects._grow(examples(), tmp_path / "tree", 0, lambda said: None)
    found = descend(tmp_path / "tree", "锅炉半夜就凉了", "事情是这样的：锅炉半夜就凉了")
    assert found.path in ("城乡建设/供热", "城乡建设") and found.sure
    assert (tmp_path / "tree" / "0" / "model.json").is_file()


def test_a_report_is_not_learned_from(record: Path) -> None:
    report_on("lx-jyj", title="王麻子在老坡受贿", text="王麻子受贿")
    late = told("锈水里有名堂，校长收钱", WATER)
    late.do("classify", "chenhao", classes={"1": {"kind": "accusation"}}, subject=WATER)
    assert late.id not in {each.case for each in examples()}
    learned(record)
    held = b"".join(path.read_bytes() for path in record.rglob("*") if path.is_file())
    assert "王麻子".encode() not in held and "老坡".encode() not in held


def test_switching_one_kind_on_leaves_the_other_alone(record: Path) -> None:
    row = learned(record)
    other = LearnedModel.objects.create(
        folder="organs-1", made_at=timezone.now(), messages=1, newest=1, replay="{}", on_at=timezone.now(), on_by=1
    )
    call_command("insight", "switch-on", "--model", row.folder, "--by", "chenhao")
    other.refresh_from_db()
    assert other.off_at is None


def test_everyday_words_that_go_deeper_go_on_where_the_model_ends() -> None:
    model = SubjectGuess("城乡建设", (), True, (), True)
    assert joined(model, SubjectGuess(WATER, ("水质",), False)).path == WATER
    assert joined(model, SubjectGuess(SCHOOL, ("补课",), True)).path == "城乡建设"
    assert joined(SubjectGuess("教育", (), False, (), True), SubjectGuess(WATER, ("水质",), True)).path == WATER


def test_contents_of_any_length_are_counted(tmp_path: Path) -> None:
    told("二次供水天天停水没有水压", f"城乡建设/{'很长的' * 40}/更细")
    assert agreement.count(timezone.now(), tmp_path) == 2
    wrong = Correction.objects.get(what=agreement.SUBJECT)
    assert wrong.chosen.startswith("城乡建设/很长的") and len(wrong.chosen) == agreement.LONGEST


def test_how_often_people_kept_it_is_counted_with_the_newest_corrections(tmp_path: Path) -> None:
    told("二次供水天天停水没有水压", WATER)
    told("二次供水停水，水压不足", "生态环境/水污染")
    agreement.count(timezone.now(), tmp_path)
    row = Agreement.objects.get(what=agreement.SUBJECT)
    assert (row.name, row.many, row.agreed) == ("城乡建设", 2, 1)
    wrong = Correction.objects.get(what=agreement.SUBJECT)
    assert (wrong.proposed, wrong.chosen) == ("城乡建设/供水供气供热", "生态环境/水污染")
    assert "内容分类的建议" in words(Desk("chenhao").open("/desk/topics/drift"))
