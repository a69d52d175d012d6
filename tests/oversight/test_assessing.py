"""An assessment as a record: announced, computed, shown, objected to, published; the same bytes wherever computed."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.city import MONDAY, Matter, actor, at_organ, days, handler_of, lodge, organ
from tests.oversight.test_advice import report

if TYPE_CHECKING:
    from huiyin.law.frame.facts import Actor

pytestmark = pytest.mark.django_db
YEAR = 2026


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands at that Monday, and at each act where the act says."""
    turn(MONDAY, monkeypatch)


def turn(at: datetime, patch: pytest.MonkeyPatch | None = None) -> None:
    from django.utils import timezone

    (patch.setattr if patch else setattr)(timezone, "now", lambda: at.astimezone(UTC))


def announced(**said: Any) -> Any:
    from huiyin.oversight.assessing import ASSESSMENTS
    from huiyin.record.door import open_record

    turn(days(30))
    given = {"title": "2026年度信访工作考核", "year": YEAR, "least": 1, **said}
    return open_record(ASSESSMENTS, by=actor("wuxia"), at=days(30), given=given)


def do(row: Any, act: str, by: Actor, at: datetime, **given: Any) -> Any:
    from huiyin.record.door import perform
    from huiyin.record.kinds import KINDS

    turn(at)
    kind = next(kind for kind in KINDS if isinstance(row, kind.model))
    perform(kind, record=row.id, act=kind.procedure.acts(act), by=by, at=at, given=given)
    row.refresh_from_db()
    return row


def head(key: str = "qc-xfj") -> Actor:
    return at_organ(organ(key), "head")


def taken_in(row: Any, now: datetime | None = None) -> Any:
    from huiyin.oversight.assessment.running import take_in_all

    turn(now or days(31))
    assert take_in_all(now or days(31)) == 1
    row.refresh_from_db()
    return row


def computed(row: Any) -> Any:
    return taken_in(do(row, "compute", actor("wuxia"), days(30)))


def shown(row: Any) -> Any:
    return do(row, "show", head(), days(31), until="2026-12-13")


def result_of(row: Any, key: str) -> Any:
    from huiyin.oversight.assessing import appraisals_of

    return next(each for each in appraisals_of(row.id) if each.holder == organ(key))


def told(row: Any, key: str) -> Any:
    from huiyin.oversight.assessment.results import shown_organ

    found = shown_organ(row.id, organ(key))
    return None if found is None else {k: (v["hits"], v["of"]) for k, v in found.told["indicators"].items()}


def test_an_objection_that_is_upheld_is_counted_anew_before_the_result_is_published(tmp_path: Path) -> None:
    """From the announcement to the circular; at each step the law says what must come first."""
    from huiyin.oversight.assessment.results import last_count
    from huiyin.record.door import Refused

    matter = Matter(lodge()).served()
    row = computed(announced())
    counted = told(row, "lx-slj")
    assert (row.stage, counted["heard"], counted["settled"]) == ("computed", (0, 1), (0, 1))
    shown(row)
    mine = result_of(row, "lx-slj")
    line = f"就地化解：{matter.row.number}"
    do(mine, "object", head("lx-slj"), days(32), reason="双方都不愿意调解，不该计入", left_out=line)
    with pytest.raises(Refused, match="核对"):
        do(row, "publish", head(), days(33))
    do(mine, "decide", head(), days(33), ruling="upheld", reason="经核实双方都书面拒绝调解", left_out=line)
    _all_lapse(row)
    with pytest.raises(Refused, match="没有算进去"):
        do(row, "publish", head(), days(45))
    taken_in(do(row, "recount", actor("wuxia"), days(45)), days(46))
    assert "settled" not in told(row, "lx-slj") and told(row, "lx-slj")["heard"] == (0, 1)
    assert do(row, "publish", head(), days(46)).stage == "published"
    count = last_count(row.id)
    assert count is not None and _again(row, tmp_path / "result.json") == count.result


def _all_lapse(row: Any) -> None:
    from huiyin.oversight.assessing import results_of
    from huiyin.record.clockwork import run_clocks

    turn(days(43))
    run_clocks(days(43))
    assert {each.stage.value for each in results_of(row.id)} == {"settled"}


def _again(row: Any, file: Path) -> str:
    from django.core.management import call_command

    call_command("assess", record=row.number, json=file, stdout=_Quiet())
    return hashlib.sha256(file.read_bytes()).hexdigest()


class _Quiet:
    def write(self, text: str) -> None: ...

    def flush(self) -> None: ...


def test_an_export_without_words_gives_the_very_bytes_whose_digest_is_on_the_page(tmp_path: Path) -> None:
    from django.core.management import call_command

    from huiyin.oversight.assessment.results import last_count
    from huiyin.record.journal import export_journal
    from tests.desk.staff import Desk, words

    Matter(lodge()).served()
    report()
    row = computed(announced())
    count, file, export = last_count(row.id), tmp_path / "result.json", tmp_path / "journal.jsonl"
    assert count is not None and _again(row, file) == count.result
    export.write_bytes(b"".join(export_journal(made_at=days(31))))
    call_command("assess", check=[export, file], stdout=_Quiet())
    assert count.result in words(Desk("wuxia").open(f"/desk/records/assessment/{row.number}"))


def test_an_organ_reads_its_own_result_and_no_others_before_it_is_published() -> None:
    from huiyin.people.models import Person
    from tests.desk.staff import Desk, words

    Matter(lodge()).served()
    row = shown(computed(announced()))
    desks = {key: Desk(Person.objects.get(id=head(key).person or 0).username) for key in ("lx-slj", "lx-zjj", "qc-xfj")}
    result = f"/desk/records/appraisal/{result_of(row, 'lx-slj').number}"
    assert {key: desk.open(result).status_code for key, desk in desks.items()} == {
        "lx-slj": 200, "lx-zjj": 404, "qc-xfj": 200,
    }  # fmt: skip
    page = words(desks["lx-zjj"].open(f"/desk/records/assessment/{row.number}"))
    assert "考核指标和权重" in page and "各单位的结果" not in page
    behind = words(desks["lx-slj"].open(f"{result}/behind/settled/missed"))
    assert "恢复灌溉渠四十二米" in behind


def test_what_becomes_a_report_after_it_was_counted_changes_no_count_and_opens_nowhere() -> None:
    """Nobody accused learns of it by a figure that moves: not in what they were shown, not when it is counted anew."""
    from huiyin.people.models import Person
    from tests.desk.staff import Desk, words

    matter, other = Matter(lodge()).handled(), Matter(lodge()).served()
    row = shown(computed(announced()))
    before = told(row, "lx-slj")
    mine = result_of(row, "lx-slj")
    accused = {"accused_organ": organ("lx-slj")}
    matter.do("classify", handler_of(matter), days(31), classes={"1": {"kind": "accusation"}}, **accused)
    behind = f"/desk/records/appraisal/{mine.number}/behind/taken_up_in_time/kept"
    page = Desk(Person.objects.get(id=head("lx-slj").person or 0).username).open(behind).content.decode()
    assert matter.row.number not in page and other.row.number in page
    line = f"就地化解 {other.row.number}"
    do(mine, "object", head("lx-slj"), days(32), reason="这一件双方都不愿意调解", left_out=line)
    do(mine, "decide", head(), days(33), ruling="upheld", reason="经核实双方都不愿意", left_out=line)
    taken_in(do(row, "recount", actor("wuxia"), days(34)), days(35))
    assert told(row, "lx-slj") == {key: each for key, each in before.items() if key != "settled"}
    assert words(Desk("wuxia").open(f"/desk/records/appraisal/{mine.number}")).count("重算过") == 1


def test_a_report_and_the_order_on_it_stand_in_no_count() -> None:
    from huiyin.oversight.assessment.results import last_count

    secret = report("lx-slj")
    Matter(lodge()).transferred()
    row = computed(announced())
    count = last_count(row.id)
    assert count is not None and secret.id in json.loads(count.left_out)
    assert told(row, "qc-xfj") is None  # nobody assesses themselves


def test_the_same_journal_gives_the_same_bytes_on_every_database() -> None:
    """The suite runs on SQLite and on PostgreSQL; both must come to this digest."""
    from huiyin.oversight.assessment.indicators import INDICATORS
    from huiyin.oversight.assessment.results import digest_of
    from huiyin.oversight.assessment.running import outcome_for
    from huiyin.oversight.assessment.scores import Terms
    from huiyin.oversight.planted.files import plant
    from huiyin.record.models import Event

    as_of = datetime(2026, 11, 27, 8, tzinfo=UTC)
    rows = [(each.life.number, n, event) for each in plant(11, 40) for n, event in enumerate(each.life.events, 1)]
    Event.objects.bulk_create(
        Event(
            record=record, seq=n, act=event.act.value, at=_noon(event.on), recorded_at=_noon(event.on), role="system",
            organ=event.organ, payload="{}", hash=hashlib.sha256(f"{record} {n}".encode()).digest(),
        )
        for record, n, event in rows
    )  # fmt: skip
    formula = {"version": "test", "least": 3, "fewest": 2, "weights": dict.fromkeys(sorted(INDICATORS), 7)}
    assert digest_of(outcome_for(Terms(YEAR, as_of, formula)).text) == PLANTED


def _noon(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 4, tzinfo=UTC)


PLANTED = "659a29bf807ca65ee4dc7ee81ce2ed5e563f5dea5f395462ae5bedd7283a1c14"
