"""Conduct at a visit: persuaded first, told, contested, judged by another, gone in time; nothing lists people by it."""

from __future__ import annotations

import ast
import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.city import Matter, actor, at_organ, days, lodge, organ, person
from tests.reception.test_visits import refused

if TYPE_CHECKING:
    from datetime import datetime

    from huiyin.law.frame.facts import Actor

pytestmark = pytest.mark.django_db
#: Words that stand nowhere else.
ACCOUNT = "下班以后坐在门口吹唢呐，吹了半个小时"


def _day(at: datetime) -> str:
    from huiyin.record.worlds import beijing_day

    return beijing_day(at).isoformat()


def said(at: datetime, **changes: Any) -> dict[str, Any]:
    usual = {
        "happened_on": _day(at), "spot": "接待大厅，10点半", "clause": "staying", "account": ACCOUNT,
        "persuaded": "倒了水，请到里间坐下说", "witness": "值班科长", "called": "colleagues",
    }  # fmt: skip
    return {**usual, **changes}


def note(at: datetime, by: str = "wanglan", **changes: Any) -> Any:
    from huiyin.reception.conduct import CONDUCTS
    from huiyin.record.door import open_record

    return open_record(CONDUCTS, by=actor(by, at), at=at, given=said(at, **changes))


def do(row: Any, act: str, by: str | Actor, at: datetime, **given: Any) -> Any:
    from huiyin.law.conduct.vocabulary import ConductAct
    from huiyin.reception.conduct import CONDUCTS
    from huiyin.record.door import perform

    who = actor(by, at) if isinstance(by, str) else by
    perform(CONDUCTS, record=row.id, act=ConductAct(act), by=who, at=at, given=given)
    row.refresh_from_db()
    return row


def told(at: datetime) -> Any:
    return do(note(at), "tell", "wanglan", at, way="by_hand", told_on=_day(at))


def contested(at: datetime) -> Any:
    from huiyin.law.frame.facts import PETITIONER

    return do(told(at), "contest", PETITIONER, at + timedelta(days=1), objection="我没有吹，是别人吹的")


def head() -> Actor:
    return at_organ(organ("qc-xfj"), "head")


def words(row: Any) -> dict[str, str]:
    from huiyin.reception.conduct import words_of

    return dict(words_of(row))


def sees(who: Actor, row: Any, at: datetime) -> bool:
    from huiyin.reception.conduct import CONDUCTS
    from huiyin.record.reading import find

    return find(CONDUCTS, who, at.date(), row.number) is not None


def clock(until: int) -> None:
    from huiyin.record.clockwork import run_clocks

    while run_clocks(days(until)):
        pass


# Its life ------------------------------------------------------------------------------------------------------------


def test_who_was_not_persuaded_first_is_not_written_down_unless_somebody_may_be_hurt() -> None:
    assert "劝阻" in refused(lambda: note(days(0), persuaded=""))
    assert "劝阻" in refused(lambda: note(days(0), persuaded="", clause="harming", called="nobody"))
    assert note(days(0), persuaded="", clause="harming", called="guards").stage == "noted"


def test_the_refusal_names_the_place_where_the_book_of_the_area_says_so() -> None:
    from dataclasses import replace

    from huiyin.law.conduct.procedure import CONDUCT
    from huiyin.law.conduct.vocabulary import ConductAct
    from huiyin.law.frame.decide import decide
    from huiyin.law.frame.verdict import Refusal
    from huiyin.record.snapshots import facts_from
    from huiyin.record.worlds import world_on

    at, row = days(0), note(days(0))
    facts = replace(facts_from(CONDUCT, row.facts), stage=CONDUCT.stages("new"), clocks=())
    for book, place in (("cn-2022", "xf2022:47.1"), ("shandong-2015", "sd2015:66"), ("zhejiang-2016", "zj2016:34.1")):
        here = replace(facts, book_key=book)
        verdict = decide(CONDUCT, ConductAct.NOTE, here, actor("wanglan"), at.date(), world_on(at.date()),
                         said(at, persuaded=""))  # fmt: skip
        assert isinstance(verdict, Refusal) and verdict.citation is not None and verdict.citation.key == place


def test_it_says_what_was_done_and_never_who() -> None:
    at = days(0)
    _heard("罗素英", at)
    assert "姓名" in refused(lambda: note(at, account=f"罗素英坐在地上，{ACCOUNT}"))
    assert "姓名" in refused(lambda: note(at, spot="打电话13900007710来的"))
    assert "姓名" in refused(lambda: note(at, account="９９０１２１１９５００１０１００１１，坐在地上不走"))
    # Whom somebody else received is not compared: a refusal would tell that they came.
    assert note(at, by="xumei", account=f"罗素英坐在地上，{ACCOUNT}").stage == "noted"


def test_long_ago_and_not_yet_are_not_written_down() -> None:
    assert "不补记" in refused(lambda: note(days(10), happened_on=days(5).date().isoformat()))
    assert "不能晚于" in refused(lambda: note(days(10), happened_on=days(11).date().isoformat()))


def test_few_see_it() -> None:
    row = note(days(0))
    assert sees(actor("wanglan"), row, days(0)) and sees(head(), row, days(0))
    above, beside = at_organ(organ("sf-xfj"), "head"), actor("chenhao")
    assert not any(sees(who, row, days(0)) for who in (above, beside, at_organ(organ("lx-xfj"), "head")))


def test_what_was_not_told_in_time_is_void() -> None:
    row = note(days(0))
    clock(3)
    assert words(row)
    clock(4)
    row.refresh_from_db()
    assert row.stage == "expired" and not words(row) and not sees(head(), row, days(4))


def test_an_objection_is_judged_by_another_and_void_if_nobody_does() -> None:
    from dataclasses import replace

    from huiyin.law.conduct.vocabulary import ConductAct
    from huiyin.law.frame.decide import decide
    from huiyin.reception.conduct import CONDUCTS
    from huiyin.record.snapshots import facts_from
    from huiyin.record.worlds import world_on

    row = contested(days(0))
    assert row.owner == head().person and words(row)["为什么不对"] == "我没有吹，是别人吹的"
    itself = replace(head(), person=person("wanglan"))
    facts, reason = facts_from(CONDUCTS.procedure, row.facts), {"reason": "看了录像，确实如此记的"}
    verdict = decide(
        CONDUCTS.procedure, ConductAct.UPHOLD, facts, itself, days(1).date(), world_on(days(1).date()), reason
    )
    assert not verdict.allowed and "自己" in str(verdict.reason)
    clock(17)
    row.refresh_from_db()
    assert row.stage == "expired" and not words(row)


def test_what_is_upheld_may_be_contested_again_and_goes_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    from huiyin.law.frame.facts import PETITIONER

    monkeypatch.setattr("django.utils.timezone.now", lambda: days(400))
    row = do(contested(days(0)), "uphold", head(), days(2), reason="看了门口录像，写的属实")
    assert row.owner == person("wanglan")
    row = do(row, "contest", PETITIONER, days(3), objection="录像里不是我")
    row = do(row, "uphold", head(), days(4), reason="又看了一遍录像，写的属实")
    clock(90)
    row.refresh_from_db()
    assert row.stage == "upheld" and len(words(row)) == 6
    clock(91)
    row.refresh_from_db()
    assert row.stage == "expired" and not words(row)


def test_struck_out_its_words_are_gone_and_the_journal_never_had_them() -> None:
    from huiyin.reception.conduct import intact
    from huiyin.reception.models import ConductWords
    from huiyin.record.checking import verify

    row = contested(days(0))
    assert intact(row) and not any(ACCOUNT in event.payload for event in row.events)
    ConductWords.objects.filter(record=row.id, name="account").delete()
    assert not intact(row)
    row = do(row, "strike", head(), days(2), reason="录像里看不出来，撤销")
    assert row.stage == "struck" and not ConductWords.objects.exists() and verify().sound


# Nothing lists people by it ------------------------------------------------------------------------------------------


def _heard(name: str, at: datetime, case: int | None = None) -> Any:
    """Somebody whom 王兰 received."""
    from huiyin.reception.models import Ticket, Waiting
    from huiyin.reception.sealed import seal

    ticket = Ticket(
        organ=organ("qc-xfj"), day=at.date(), series="A", number=1 + Ticket.objects.count(), purpose="new",
        arrived_at=at, queued_at=at, called_at=at, seated_at=at, state=Waiting.SEATED, clerk=person("wanglan"),
        case=case,
    )  # fmt: skip
    seal(ticket, "name", name)
    ticket.save()
    return ticket


def test_its_tables_have_no_room_for_a_person() -> None:
    """Every column is one of any record's, or one of its words'; none names a person, a matter, or a ticket."""
    from huiyin.reception.models import Conduct, ConductWords
    from huiyin.record.models import Recorded

    shared = {field.name for field in Recorded._meta.get_fields()} | {"id"}
    assert {field.name for field in Conduct._meta.get_fields()} == shared
    assert {field.name for field in ConductWords._meta.get_fields()} == {"id", "record", "seq", "name", "words"}


def test_what_the_record_is_folded_to_has_no_person_but_who_works_on_it() -> None:
    from dataclasses import fields

    from huiyin.law.conduct.procedure import CONDUCT, WORDS, ConductFacts
    from huiyin.law.frame.facts import Frame

    own = {each.name for each in fields(ConductFacts)} - {each.name for each in fields(Frame)}
    assert own == {"clause", "called", "drafter", "happened_on", "told_on"}
    asked = {field.name: field.kind for form in CONDUCT.forms.values() for field in form}
    assert {asked[name] for name in asked.keys() - {"to_person"}} <= {"text", "line", "date", "choice"}
    assert {name for name in asked if asked[name] in ("text", "line")} - {"note"} == WORDS


def test_no_other_part_of_the_program_knows_its_tables() -> None:
    """Whoever cannot ask a table cannot count by it."""
    knows = set()
    for path in Path("huiyin").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {each.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for each in node.names}
        texts = {
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
        if names & {"Conduct", "ConductWords", "CONDUCTS"} or any("reception_conduct" in text for text in texts):
            knows.add(path.as_posix().removeprefix("huiyin/"))
    assert knows == {
        "house/records.py", "portal/public/order.py", "reception/conduct.py", "reception/sealed.py",
        "reception/models.py", "reception/migrations/0004_conduct.py", "reception/migrations/0006_notes_in_hand.py",
    }  # fmt: skip


def test_no_record_rests_on_it_and_it_rests_on_none() -> None:
    from huiyin.law.conduct.procedure import CONDUCT
    from huiyin.record.models import Link

    row = do(contested(days(0)), "uphold", head(), days(2), reason="看了门口录像，写的属实")
    assert not Link.objects.filter(record=row.id).exists() and not Link.objects.filter(other=row.id).exists()
    assert not [move for move in CONDUCT.moves if getattr(move, "also", ())]


def pages() -> list[str]:
    """Every address of the program that needs nothing but itself."""
    from tests.hostile.addresses import addresses

    passed = re.compile(r"(logout|static|media|events|stream)")
    return [each.filled() for each in addresses() if not each.holes and not passed.search(each.route)]


def test_every_page_index_search_export_and_answer_is_silent_about_whose_it_was() -> None:
    """A visitor with a matter, a ticket and a note of conduct: no answer holds both of them; to those who may not read
    the note none holds it at all."""
    from django.utils import timezone

    from huiyin.people.models import Person
    from tests.api.client import machine
    from tests.desk.staff import Desk

    at = timezone.localtime() - timedelta(minutes=5)
    matter = Matter(lodge(at=at, by="wanglan"))
    _heard("陈大山", at, matter.id)
    row, number = told(at), matter.row.number
    searches = ("陈大山", "19900007710", number, row.number, "唢呐", "滞留", "conduct")
    of_matter = ("", "/notes", "/papers", "/receipt", "/told", "/acts/contact", "/export", "/archive")
    every = [
        *pages(), *(f"/desk/search?q={each}" for each in searches),
        *(f"/desk/cases/{number}{end}" for end in of_matter),
        "/desk/records/conduct?shelf=all", "/desk/records/conduct?shelf=organ", f"/desk/records/conduct/{row.number}",
        f"/desk/conduct/{row.number}/notice", f"/desk/records/conduct?q={row.number}",
    ]  # fmt: skip
    opened = 0
    for who in ("wanglan", Person.objects.get(id=head().person).username, "chenhao", "zhengyu", "heshan", "fangqing"):
        desk, may = Desk(who), sees(actor(who, at), row, at)
        for url in every:
            answer = desk.open(url)
            text = b"".join(answer) if answer.streaming else answer.content
            opened += answer.status_code == 200
            body = text.decode(errors="ignore")
            mine = row.number in body.replace(f"q={row.number}", "").replace(f'value="{row.number}"', "")
            assert may or not (mine or ACCOUNT in body), (who, url)
            assert not (ACCOUNT in body and "陈大山" in body), (who, url)
            assert ACCOUNT not in body or url.startswith(("/desk/records/conduct/", "/desk/conduct/")), (who, url)
    assert opened > 6 * 40
    office = machine("office")
    for path in ("/conduct", f"/conduct/{row.number}", f"/matters/{number}", "/matters", "/records", "/events"):
        said = office.get(path).content.decode()
        assert ACCOUNT not in said and not (row.number in said and "陈" in said), path
        assert path.startswith("/conduct") or row.number not in said, path


def test_what_somebody_asks_for_goes_on_as_it_would() -> None:
    """The matter's journal, its last days and whose turn it is are the same with and without."""

    def told_of(number: Matter) -> Any:
        row = number.row
        return (row.seq, row.stage, row.owner, [(each.kind, each.due_on) for each in row.clocks.order_by("kind")])

    matter = Matter(lodge())
    _heard("陈大山", days(0), matter.id)
    before = told_of(matter)
    do(contested(days(0)), "uphold", head(), days(2), reason="看了门口录像，写的属实")
    assert told_of(matter) == before
    matter.do("classify", "chenhao", days(1), classes={"1": {"kind": "grievance", "ground": "6"}})
    matter.do("transfer", "chenhao", days(1), to_organ=organ("lx-slj"), reason="水渠归县水利局管")
    assert matter.row.stage == "transferred"


# With the paper in one's hand ----------------------------------------------------------------------------------------


def test_with_number_and_code_it_is_read_and_contested(client: Any) -> None:
    from django.utils import timezone

    from huiyin.reception.conduct import code_of

    row = told(timezone.localtime() - timedelta(minutes=5))
    assert client.get(f"/order/?n={row.number}").status_code == 200
    wrong = client.post("/order/", {"number": row.number, "code": "aaaaaaaaaa"})
    assert wrong.status_code == 422 and ACCOUNT not in wrong.content.decode()
    ours = {"number": row.number, "code": code_of(row).upper()}
    page = client.post("/order/", ours)
    assert ACCOUNT in page.content.decode() and page["Cache-Control"] == "no-store"
    assert client.post("/order/", {**ours, "objection": "我的电话13900007710，不是我"}).status_code == 422
    assert "核实" in client.post("/order/", {**ours, "objection": "吹唢呐的不是我"}).content.decode()
    row.refresh_from_db()
    assert row.stage == "contested"


def test_the_paper_has_the_code_and_only_readers_print_it() -> None:
    from django.utils import timezone

    from huiyin.reception.conduct import code_of
    from tests.desk.staff import Desk
    from tests.desk.staff import words as text

    row = note(timezone.localtime() - timedelta(minutes=5))
    assert code_of(row) in text(Desk("wanglan").open(f"/desk/conduct/{row.number}/notice"))
    assert Desk("chenhao").open(f"/desk/conduct/{row.number}/notice").status_code == 404


def test_machines_are_offered_nothing_of_it_in_lists_hooks_search_and_exports() -> None:
    from django.utils import timezone

    from huiyin.api.describing import description
    from huiyin.api.hooks import work
    from huiyin.api.hooks.keeping import make
    from huiyin.api.models import Delivery
    from huiyin.insights.indexing import index
    from huiyin.insights.models import Document
    from huiyin.insights.others import find_others
    from huiyin.record.journal import export_journal, export_record
    from huiyin.record.kinds import KINDS
    from huiyin.record.models import Message
    from tests.api.client import machine
    from tests.record.tampered import HOOK

    now, office = timezone.localtime(), machine("office")
    caller = type("C", (), {"key": office.given.key, "actor": actor("fangqing"), "organ": _office()})
    make(caller, HOOK, (), now)
    row = told(now - timedelta(hours=1))
    kinds = [kind.collection for kind in KINDS if not kind.offered]
    assert kinds == ["bulletins", "conduct", "disposals"]
    assert not [path for path in description()["paths"] if "conduct" in path]
    known = {each["kind"] for each in office.get("/kinds").json()}
    assert "conduct" not in known and "visit" in known
    assert {office.get(f"/conduct{rest}").status_code for rest in ("", f"/{row.number}")} == {404}
    assert office.post("/webhooks", {"url": HOOK, "kinds": ["conduct"]}).status_code == 422
    work.spread(list(Message.objects.filter(record=row.id)))
    index(list(Message.objects.filter(topic="index")))
    assert not Delivery.objects.exists() and not Document.objects.filter(id=row.id).exists()
    assert not [each for each in find_others(actor("wanglan"), now.date(), row.number, 9) if each[1].id == row.id]
    for written in (export_record(row.id, made_at=now, full=True), export_journal(made_at=now, full=True)):
        lines = b"".join(written).decode()
        assert row.number not in lines and "staying" not in lines and "唢呐" not in lines


def _office() -> Any:
    from huiyin.people.models import Organ

    return Organ.objects.get(id=organ("qc-xfj"))
