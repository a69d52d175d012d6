"""A report filed on the web reaches nobody it may be about, however the name was typed; its author is told."""

import pytest
from django.test import Client
from django.utils import timezone

from huiyin.cases.models import Case, Party
from huiyin.cases.queries import visible_to
from huiyin.cases.snapshots import load_facts
from huiyin.people.models import Post
from huiyin.people.posts import actors_of
from huiyin.people.stamps import POSTS, touch
from tests.city import organ, person
from tests.portal.life import confirm, file, hand_in, page, plain, tell

pytestmark = pytest.mark.django_db

REPORT = {"kind": "report", "text": "学校收费不开票。希望查一查。", "place": "990121000000"}
HEARD = {"text": "学校食堂被校长包给亲戚，餐费一年涨三次。我举报他，请查处，不要让学校知道。希望查清。"}


def reads(username: str, case: Case) -> bool:
    today = timezone.localdate()
    seats = actors_of(person(username), on=today)
    return any(visible_to(seat, today).filter(id=case.id).exists() for seat in seats)


# -- whom it is about --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "accused", "holder"),
    [
        ("县政府", "lx-zf", "qc-jw"), ("县纪委", "lx-jw", "qc-jw"), ("青川市纪委监委", "qc-jw", "sf-jw"),
        ("县教育局", "lx-jyj", "lx-jw"), ("柳溪县教育局。", "lx-jyj", "lx-jw"), ("柳溪县 教育局", "lx-jyj", "lx-jw"),
    ],
)  # fmt: skip
def test_an_organ_typed_in_any_way_is_kept_away(client: Client, name: str, accused: str, holder: str) -> None:
    case = file(client, REPORT, {"accused_name": name})
    assert (load_facts(case.facts).accused_organs, case.holder) == ({organ(accused)}, organ(holder))


@pytest.mark.parametrize("name", ["唐振华主任", "唐 振华", "唐振华（主任）", "唐振华同志", "县纪委的唐振华"])
def test_a_person_typed_in_any_way_neither_owns_nor_reads_it(client: Client, name: str) -> None:
    case = file(client, REPORT, {"accused_person": name})
    assert case.owner != person("tangzhenhua") and not reads("tangzhenhua", case)
    assert case.holder == organ("qc-jw")


def test_half_a_name_leaves_it_unsure_and_keeps_everybody_away_whom_it_fits(client: Client) -> None:
    case = file(client, REPORT, {"accused_person": "唐主任"})
    facts = load_facts(case.facts)
    assert facts.unsure and {person("tangzhenhua"), person("tanghai"), person("tangyun")} <= facts.unsure_persons
    assert not any(reads(name, case) for name in ("tangzhenhua", "tanghai", "tangyun"))


def test_what_nobody_can_place_is_a_report_that_waits_with_a_discipline_organ(client: Client) -> None:
    case = file(client, REPORT, {"accused_name": "宏远建材公司"})
    assert (case.holder, case.report, load_facts(case.facts).unsure) == (organ("lx-jw"), True, True)


def test_a_typed_name_is_kept_as_it_was_typed(client: Client) -> None:
    from huiyin.cases.identity import open_identity

    file(client, REPORT, {"accused_person": "唐主任"})
    assert "唐主任" in {open_identity(row).name for row in Party.objects.filter(capacity="accused_person")}


def test_whoever_left_the_accused_organ_lately_does_not_own_it(client: Client) -> None:
    Post.objects.create(
        person_id=person("tangzhenhua"), organ_id=organ("lx-jyj"), role="handler",
        since=timezone.localdate().replace(year=2020, day=1), until=timezone.localdate(),
    )  # fmt: skip
    touch(POSTS)
    case = file(client, REPORT, {"accused_name": "县教育局"})
    assert case.owner != person("tangzhenhua") and not reads("tangzhenhua", case)


def test_one_sentence_says_what_was_understood(client: Client) -> None:
    tell(client, **REPORT)
    confirm(client, accused_name="县教育局")
    assert "我们理解，您反映的是：柳溪县教育局。不对就请改。" in plain(client.get("/submit/you/"))


def test_what_was_understood_can_be_corrected(client: Client) -> None:
    tell(client, **REPORT)
    confirm(client, accused_name="县教育局")
    hand_in(client, back="1")
    confirm(client, accused_name="县水利局")
    assert "柳溪县水利局" in plain(client.get("/submit/you/"))


def test_nobody_learns_from_half_a_name_who_serves_where(client: Client) -> None:
    tell(client, **REPORT)
    confirm(client, accused_person="唐主任")
    shown = page(client.get("/submit/you/"))
    assert "认不准" in shown and "唐振华" not in shown


def test_a_name_that_may_mean_every_level_is_asked_for_in_full(client: Client) -> None:
    tell(client, **REPORT)
    confirm(client, accused_name="纪委")
    assert "请回上一步写全名称" in plain(client.get("/submit/you/"))


def test_marks_alone_name_nobody(client: Client) -> None:
    tell(client, **REPORT)
    assert "请写明反映的是哪个单位" in plain(confirm(client, accused_name="。"))


# -- what the words plainly say ----------------------------------------------------------------------------------------


def test_words_that_are_plainly_a_report_are_asked_about_once(client: Client) -> None:
    tell(client, **HEARD)
    assert confirm(client).headers["Location"] == "/submit/asked/"
    assert "是要举报吗？" in plain(client.get("/submit/asked/"))
    client.post("/submit/asked/", {"report": "no"})
    assert confirm(client).headers["Location"] == "/submit/you/"


def test_a_story_of_wrongdoing_without_its_words_is_asked_about(client: Client) -> None:
    tell(client, text="卫生院的院长把救护车开回老家给他妈过寿，油都是公家加的。")
    assert confirm(client).headers["Location"] == "/submit/asked/"
    shown = plain(client.get("/submit/asked/"))
    assert "是要举报吗？" in shown and "您提到了" not in shown


def test_nothing_is_sent_before_the_question_is_answered(client: Client) -> None:
    tell(client, **HEARD)
    confirm(client)
    assert client.get("/submit/you/").headers["Location"] == "/submit/asked/"


def test_whoever_says_yes_files_a_report(client: Client) -> None:
    tell(client, **HEARD)
    confirm(client)
    assert client.post("/submit/asked/", {"report": "yes"}).headers["Location"] == "/submit/claims/"
    confirm(client, accused_name="县教育局")
    answer = hand_in(client)
    assert Case.objects.get(number=answer.headers["Location"].split("/")[2]).report


def test_whoever_says_no_files_what_they_chose(client: Client) -> None:
    tell(client, **HEARD)
    confirm(client)
    client.post("/submit/asked/", {"report": "no"})
    answer = hand_in(client)
    assert not Case.objects.get(number=answer.headers["Location"].split("/")[2]).report


def test_an_ordinary_story_is_not_asked_about(client: Client) -> None:
    tell(client, text="楼下饭店油烟扰民，举报了好几次没人管。希望处理。")
    assert confirm(client).headers["Location"] == "/submit/you/"


def test_the_advice_beside_a_report_is_of_discipline_alone(client: Client) -> None:
    tell(client, **HEARD)
    shown = plain(client.get("/submit/claims/"))
    assert "12388" in shown and "行政复议" not in shown and "城管" not in shown


def test_the_question_comes_in_english_too(client: Client) -> None:
    client.cookies["django_language"] = "en"
    tell(client, **HEARD)
    confirm(client)
    assert "Is this a report of wrongdoing?" in plain(client.get("/submit/asked/"))
