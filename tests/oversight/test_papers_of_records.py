"""Papers that an advice and a yearly report owe: drawn from the journal, numbered, voided; and what came before."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.city import MONDAY, Matter, actor, at_organ, days, lodge, organ, person
from tests.oversight.test_advice import do, head, issued, raised

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def uploads(settings: Any, tmp_path: Path) -> None:
    settings.HUIYIN_DATA_DIR = tmp_path


def owed(row: Any) -> Any:
    from huiyin.record.instruments import debts_of
    from huiyin.record.kinds import KINDS

    (debt,) = debts_of(KINDS["annual" if "annual" in row._meta.db_table else "advice"], row)
    return debt


def drawn_up(**said: Any) -> Any:
    from huiyin.oversight.annual import ANNUALS
    from huiyin.record.door import open_record

    given = {"title": "2026年信访情况年度报告", "year": 2026, "part4": "另有联合接访情况见附件", **said}
    return open_record(ANNUALS, by=actor("wuxia"), at=MONDAY, given=given)


def act(row: Any, what: str, by: Any, at: Any = MONDAY, **given: Any) -> Any:
    from huiyin.law.annual.vocabulary import AnnualAct
    from huiyin.oversight.annual import ANNUALS
    from huiyin.record.door import perform

    perform(ANNUALS, record=row.id, act=AnnualAct(what), by=by, at=at, given=given)
    row.refresh_from_db()
    return row


# Advice --------------------------------------------------------------------------------------------------------------


def test_the_letter_says_what_was_raised_and_amended_and_when_to_answer() -> None:
    from huiyin.record.instruments import facts_of

    row = raised(Matter(lodge()).transferred())
    words = {"account": "七件来信没有按期书面告知", "demand": "专人每天核对", "basis": "条例第二十三条"}
    words |= {"title": "按期告知", "evidence": Matter(lodge()).row.number}
    do(row, "amend", actor("wuxia"), to_organ=organ("lx-slj"), **words)
    facts = facts_of(owed(issued(row)), MONDAY.date())
    assert (facts.kind.value, facts.word("account"), facts.word("until")) == (
        "advice_on_work", "七件来信没有按期书面告知", "2026-11-12",
    )  # fmt: skip
    assert facts.to is not None and facts.to.name == "柳溪县水利局" and facts.organ.name == "青川市信访局"
    assert (facts.handler, facts.approver) == ("吴霞", "周平")


def test_it_is_numbered_drawn_and_paid_by_the_office_that_owes_it_and_by_nobody_else() -> None:
    from huiyin.record.instruments import NotYours, issue

    row = issued(raised(Matter(lodge()).transferred()))
    debt = owed(row).row.id
    with pytest.raises(NotYours):
        issue(debt, at_organ(organ("lx-slj"), "head"), MONDAY)
    paper = issue(debt, actor("wuxia"), MONDAY)
    assert (paper.seq, paper.matter, paper.drawn_at) == (1, row.id, MONDAY) and (paper.file("pdf") or b"")[
        :4
    ] == b"%PDF"
    assert issue(debt, actor("wuxia"), MONDAY).id == paper.id and not row.owed_papers.filter(issued_on=None).exists()


def test_the_page_issues_opens_and_voids_it_and_the_list_of_debts_names_it() -> None:
    from tests.desk.staff import Desk, words

    row = issued(raised(Matter(lodge()).transferred()))
    url, debt = f"/desk/records/advice/{row.number}", owed(row).row.id
    wu, zhou, water = Desk("wuxia"), Desk("zhouping"), Desk(username(at_organ(organ("lx-slj"), "head").person))
    assert row.title in words(wu.open("/desk/papers")) and row.title not in words(water.open("/desk/papers"))
    assert water.browser.post(f"{url}/papers/drafts/{debt}/issue").status_code == 404
    assert wu.open(f"{url}/papers/drafts/{debt}").content[:4] == b"%PDF"
    assert wu.browser.post(f"{url}/papers/drafts/{debt}/issue").status_code == 303
    paper = owed(row).paper.id
    opened = [each.open(f"{url}/papers/{paper}/pdf").status_code for each in (wu, water, Desk("zhuming"))]
    assert opened == [200, 200, 404]
    assert zhou.browser.post(f"{url}/papers/{paper}/void", {"why": ""}).status_code == 422
    assert wu.browser.post(f"{url}/papers/{paper}/void", {"why": "错了"}).status_code == 404
    zhou.browser.post(f"{url}/papers/{paper}/void", {"why": "日期写错"})
    assert "日期写错" in words(wu.open(url)) and owed(row).row.issued_on is None


def username(found: int | None) -> str:
    from huiyin.people.models import Person

    return Person.objects.get(id=found).username


# The yearly report ---------------------------------------------------------------------------------------------------


def test_it_counts_the_advice_of_the_year_and_what_was_adopted() -> None:
    row = issued(raised(Matter(lodge()).transferred()))
    do(row, "answer", at_organ(organ("lx-slj"), "head"), adoption="partly", answer="台账已经建立，专人负责告知")
    said = json.loads(drawn_up().events.get(seq=1).payload)["said"]
    told = [[name, value] for name, value, *_ in said["figures"]["3"]]
    assert told[:2] == [["改进工作建议书（份）", "1"], ["其中被采纳、部分采纳（份）", "1"]]


def test_it_names_fields_and_the_organs_complained_about_most() -> None:
    from huiyin.insights.indexing import index
    from huiyin.record.models import Message

    Matter(lodge()).transferred()
    index(list(Message.objects.filter(topic="index")))
    said = json.loads(drawn_up().events.get(seq=1).payload)["said"]
    told = {name: (value, *behind) for name, value, *behind in said["figures"]["1"]}
    number, behind = told["被投诉较多的机关：柳溪县水利局（件）"]
    assert number == "1" and behind["page"] == "organ-figures"


def test_it_goes_to_party_committee_government_and_the_office_above() -> None:
    from huiyin.papers.instruments import compose
    from huiyin.record.instruments import facts_of, issue
    from huiyin.record.kinds import KINDS
    from huiyin.record.reading import find

    row = act(act(drawn_up(), "submit", actor("wuxia")), "issue", head())
    facts = facts_of(owed(row), MONDAY.date())
    assert facts.to is not None
    assert {facts.to.name, *facts.also_to} == {"中共青川市委员会", "青川市人民政府", "示范省信访局"}
    assert compose(facts).to == "中共青川市委员会，青川市人民政府，示范省信访局："
    assert facts.figures["2"] and issue(owed(row).row.id, head(), MONDAY).official_number.startswith("青信年")
    above = at_organ(organ("qc-zf"), "head")
    assert find(KINDS["annual"], above, MONDAY.date(), row.number) is not None


def test_an_analyst_draws_it_up_and_reads_no_other_record() -> None:
    from tests.desk.staff import Desk

    analyst = Desk("zhengyu")
    assert analyst.open("/desk/records/annual/new").status_code == 200
    assert "/desk/records/annual" in analyst.open("/desk/figures").content.decode()
    assert "/desk/records/advice" not in analyst.open("/desk/figures").content.decode()


# What an earlier version kept beside the record ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def table(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """The table of letters as version 0.1.0 had it."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    with django_db_blocker.unblock():
        model = MigrationLoader(connection).project_state(("papers", "0003_gaps")).apps.get_model("papers", "Outgoing")
        with connection.schema_editor() as schema:
            schema.create_model(model)
    yield model
    with django_db_blocker.unblock(), connection.schema_editor() as schema:
        schema.delete_model(model)


@pytest.fixture
def letters(table: Any, db: None) -> Any:
    return table


def test_letters_of_an_earlier_version_become_records_and_keep_their_numbers(letters: Any) -> None:
    from django.db import connection

    from huiyin.law.papers import Paper as Kind
    from huiyin.oversight.carrying import TABLE, carry_over
    from huiyin.oversight.models import Advice, AnnualReport
    from huiyin.papers.models import Paper
    from huiyin.papers.numbers import Order, give_number
    from huiyin.record.checking import verify
    from huiyin.record.journal import seal_day

    office, water = organ("qc-xfj"), organ("lx-slj")
    order = Order(Kind.ADVICE_ON_WORK, office, "青川市信访局", days(1).date(), to_organ=water, by=person("zhouping"))
    paper = give_number(order)
    said = {"account": "三个月二十一件", "basis": "条例第四十条", "demand": "请改进", "until": "2026-11-20"}
    shared = {"organ": office, "drafted_by": person("wuxia"), "drafted_at": MONDAY, "figures": ""}
    advice = {**shared, "kind": "advice_on_work", "to_organ": water, "said": json.dumps(said)}
    signed = {"approved_by": person("zhouping"), "issued_on": days(1).date(), "answer_by": days(18).date()}
    answer = {
        "answered_on": days(9).date(),
        "answered_by": at_organ(water, "head").person,
        "adopted": "partly",
        "answer": "照办",
    }
    letters.objects.create(**advice, state="draft")
    letters.objects.create(**advice, state="submitted")
    letters.objects.create(**advice, state="answered", paper_id=paper.id, **signed, **answer)
    report = {
        **shared,
        "kind": "annual_report",
        "to_organ": organ("sf-xfj"),
        "said": '{"year": "2025"}',
        "state": "issued",
    }
    letters.objects.create(**{**report, "figures": '{"1": [["收到（件）", "9"]]}'}, **{**signed, "answer_by": None})
    assert carry_over() == 4 and TABLE not in connection.introspection.table_names()
    assert sorted(Advice.objects.values_list("stage", flat=True)) == ["answered", "draft", "submitted"]
    row = Advice.objects.get(stage="answered")
    assert Paper.objects.get(id=paper.id).matter == row.id and row.owner == person("wuxia")
    assert [event.act for event in row.events.order_by("seq")] == ["raise", "submit", "issue", "answer"]
    assert AnnualReport.objects.get().stage == "issued" and carry_over() == 0
    seal_day(days(30).date(), made_at=MONDAY + timedelta(days=400))
    assert verify().sound
