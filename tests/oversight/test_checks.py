"""A sample check by the one door: drawn so that anybody can draw it again, read by two blind to each other, told to the
organ, answered; and nothing of a report is drawn, counted or sent."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from huiyin.law.check.agreement import agreement
from huiyin.law.check.draw import Wanted, digest_of, draw
from tests.city import IDEA_CLASS, MONDAY, Matter, actor, at_organ, days, lodge, organ

if TYPE_CHECKING:
    from huiyin.law.frame.facts import Actor

pytestmark = pytest.mark.django_db
ANSWER = "渠道本周恢复，您放心用水，水费也一并退还给您。"
READS, READS_TOO = "wuxia", "zhouping"


@pytest.fixture(autouse=True)
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: days(400))


# The draw and the agreement, pure -------------------------------------------------------------------------------------


def test_whoever_has_seed_and_numbers_draws_the_same_and_no_number_changes_anothers_rank() -> None:
    numbers = [f"9901212026{n:08d}" for n in range(200)]
    drawn = draw(numbers, "七月开奖", Wanted(12, 0, 30, 3), {})
    brute = sorted(numbers, key=lambda n: hashlib.sha256(f"七月开奖:{n}".encode()).hexdigest())[:12]
    assert list(drawn.chance) == brute
    shuffled = Random(3).sample(numbers, len(numbers))
    assert draw(shuffled, "七月开奖", Wanted(12, 0, 30, 3), {}) == drawn
    gone = [each for each in numbers if each != brute[-1]]
    assert set(brute[:-1]) < set(draw(gone, "七月开奖", Wanted(12, 0, 30, 3), {}).chance)
    assert len(drawn.twice) == 4 and set(drawn.twice) <= set(drawn.chance)


def test_what_is_drawn_for_risk_bears_the_most_marks_and_was_not_drawn_by_chance() -> None:
    numbers, risks = [str(n) for n in range(50)], {str(n): n % 4 for n in range(50)}
    drawn = draw(numbers, "s", Wanted(5, 6, 0, 0), risks)
    assert not set(drawn.chance) & set(drawn.risk)
    assert [risks[each] for each in drawn.risk] == [3] * 6 and drawn.twice == ()


def test_a_draw_is_fair() -> None:
    numbers = [str(n) for n in range(20)]
    counted = Counter(each for seed in range(2000) for each in draw(numbers, str(seed), Wanted(5, 0, 0, 0), {}).chance)
    assert all(400 < many < 600 for many in counted.values()) and len(counted) == 20


def test_kappa_is_the_textbooks() -> None:
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    found = agreement(pairs)
    assert (found.same, found.of, found.kappa) == (35, 50, Fraction(2, 5))
    assert agreement([("y", "y")] * 9).kappa is None and agreement([]).percent == "—"


# In the record --------------------------------------------------------------------------------------------------------


def answered(many: int) -> list[Matter]:
    """Letters that the county's water bureau answered."""
    from huiyin.insights.indexing import refresh

    found = []
    for _ in range(many):
        matter = Matter(lodge())
        matter.do("classify", "chenhao", classes=IDEA_CLASS)
        matter.do("transfer", "chenhao", to_organ=organ("lx-slj"), reason="水渠归县水利局管")
        there = at_organ(organ("lx-slj"), "handler")
        matter.do("reply", there, answer=ANSWER, method="by_hand")
        found.append(matter)
    refresh([matter.id for matter in found])
    return found


def framed(**said: Any) -> Any:
    from huiyin.oversight.checks import CHECKS
    from huiyin.record.door import open_record

    given = {
        "title": "水利局答复质量抽查", "to_organ": organ("lx-slj"), "about": "answered", "since": "2026-11-01",
        "until": "2026-11-03", "chance": 3, "risk": 0, "sheet": "handling", "second": actor(READS_TOO).person, **said,
    }  # fmt: skip
    return open_record(CHECKS, by=actor(READS), at=days(1), given=given)


def do(row: Any, act: str, by: str | Actor = READS, **given: Any) -> Any:
    from huiyin.law.check.vocabulary import CheckAct
    from huiyin.oversight.checks import CHECKS
    from huiyin.record.door import perform

    who = actor(by) if isinstance(by, str) else by
    perform(CHECKS, record=row.id, act=CheckAct(act), by=who, at=days(1), given=given)
    row.refresh_from_db()
    return row


def facts(row: Any) -> Any:
    from huiyin.oversight.checks import facts_of

    return facts_of(row)


def sheet(**wrong: str) -> dict[str, Any]:
    from huiyin.law.check.sheets import SHEETS

    return {each.key: {"answer": wrong.get(each.key, "yes")} for each in SHEETS["handling"].questions}


def number(matter: int) -> str:
    from huiyin.cases.models import Case

    return str(Case.objects.get(id=matter).number)


def read_by_both(row: Any, wrong: dict[str, str], other: dict[str, str]) -> Any:
    """The first reader sees ``wrong`` everywhere, the second ``other``; where they differ, the first is right."""
    for matter in sorted(facts(row).sample):
        do(row, "read", matter=number(matter), answers=sheet(**wrong))
    for matter in sorted(facts(row).twice):
        do(row, "read", READS_TOO, matter=number(matter), answers=sheet(**other))
    for matter in sorted(facts(row).differing):
        do(row, "settle", matter=number(matter), answers=sheet(**wrong))
    return row


def concluded(wrong: dict[str, str], other: dict[str, str]) -> Any:
    answered(6)
    row = read_by_both(do(framed(), "draw", seed="7 11 23", seed_from="2026-11-02开奖公告"), wrong, other)
    return do(row, "conclude", summary="总的来说办得规范，送达凭证是短处")


def refused(match: str, call: Any) -> None:
    from huiyin.record.door import Refused

    with pytest.raises(Refused, match=match):
        call()


def test_frame_seed_and_sample_stand_in_the_journal_and_can_be_drawn_again() -> None:
    matters = {matter.row.number for matter in answered(6)}
    row = do(framed(), "draw", seed="7 11 23", seed_from="2026-11-02开奖公告")
    known = facts(row)
    assert (known.size, known.digest) == (6, digest_of(matters))
    brute = sorted(matters, key=lambda n: hashlib.sha256(f"7 11 23:{n}".encode()).hexdigest())[:3]
    assert [number(each) for each in known.drawn] == brute


def test_a_seed_that_somebody_brings_says_where_everybody_can_read_it() -> None:
    answered(3)
    row = framed()
    refused("写明从哪里来", lambda: do(row, "draw", seed="42"))
    assert len(facts(do(row, "draw")).seed) == 32


def test_what_a_reader_dealt_with_is_left_out_of_the_frame() -> None:
    """Chen Hao passed these letters on."""
    answered(3)
    assert facts(framed()).left_out == 0
    refused("没有可以抽的事项", lambda: framed(second=actor("chenhao").person))


class TestReading:
    def test_two_read_without_seeing_each_other_and_what_they_see_differently_is_settled(self) -> None:
        answered(6)
        row = do(framed(), "draw")
        refused("还有", lambda: do(row, "conclude", summary="先看一看再说，还没有"))
        read_by_both(row, {"served": "no"}, {"served": "no", "heard": "no"})
        row = do(row, "conclude", summary="总的来说办得规范，送达凭证是短处")
        told = dict(self.result(row))
        assert told["两人一致的答案"].startswith("27／30，90.0%；kappa")
        assert told["随机抽取里有问题的"].startswith("0／3") and told["送达有凭证，时间对得上"].startswith("0／3")

    def test_one_grave_answer_or_two_others_make_a_matter_wanting(self) -> None:
        for wrong, wanting in (({"done": "no"}, 3), ({"heard": "no", "told": "no"}, 3), ({"heard": "no"}, 0)):
            row = concluded(wrong, wrong)
            assert len(facts(row).wanting) == wanting

    def test_what_a_reader_saw_stands_in_no_entry_that_the_other_may_read(self) -> None:
        answered(6)
        row = do(framed(), "draw")
        first = sorted(facts(row).twice)[0]
        do(row, "read", matter=number(first), answers=sheet(honest="no"))
        said = json.loads(row.events.get(act="read").payload)["said"]
        assert set(said) == {"matter", "matter_id", "turn", "differs"}
        refused("不用您评议|已经评议过", lambda: do(row, "read", matter=number(first), answers=sheet()))

    def test_readings_are_bound_to_the_journal(self) -> None:
        from huiyin.oversight.models import CheckReading
        from huiyin.record.checking import verify

        concluded({"done": "no"}, {"done": "no"})
        assert verify().sound
        reading = CheckReading.objects.first()
        assert reading is not None
        CheckReading.objects.filter(id=reading.id).update(answers=reading.answers.replace("no", "yes"))
        assert not verify().sound

    def test_what_is_wanting_goes_to_the_organ_which_answers_within_its_clock(self) -> None:
        row = concluded({"done": "no"}, {"done": "no"})
        refused("还没有反馈给机关", lambda: do(row, "close", upheld="upheld", note="没有听机关说明"))
        row = do(row, "send", demand="逐件说明原因，补齐凭证", until="2026-11-18")
        assert (row.stage, row.holder, str(row.queue_on)) == ("sent", organ("lx-slj"), "2026-11-18")
        there = at_organ(organ("lx-slj"), "head")
        row = do(row, "answer", there, stand="partly", answer="两件已经落实，凭据当时没有上传，现在补上")
        assert row.holder == organ("qc-xfj")
        assert do(row, "close", upheld="changed", note="凭据补齐，一件更正").closed_on

    def test_the_organ_reads_nothing_of_it_before_it_is_sent(self) -> None:
        from huiyin.oversight.checks import CHECKS
        from huiyin.record.reading import find

        there = at_organ(organ("lx-slj"), "head")
        row = concluded({"done": "no"}, {"done": "no"})
        assert find(CHECKS, there, days(1).date(), row.number) is None
        row = do(row, "send", demand="逐件说明原因，补齐凭证", until="2026-11-18")
        assert find(CHECKS, there, days(1).date(), row.number) is not None

    def test_an_order_because_of_it_rests_on_it_and_only_on_what_was_found_wanting(self) -> None:
        from huiyin.oversight.models import Order
        from huiyin.record.models import Link

        row = concluded({"done": "no"}, {"done": "no"})
        matter = number(min(facts(row).wanting))
        said = {"ground": "not_executed", "account": "答应的事没有落实，材料写已经落实", "confirmed": True,
                "demand": "请按意见落实并反馈凭据", "until": "2026-11-18"}  # fmt: skip
        refused("没有查出问题", lambda: do(row, "order", matter=number(answered(1)[0].id), **said))
        do(row, "order", matter=matter, **said)
        order = Order.objects.get()
        assert Link.objects.filter(record=order.id, other=row.id).exists()

    def test_its_letter_says_how_it_was_drawn_and_what_was_found(self) -> None:
        from huiyin.papers.instruments import compose
        from huiyin.record.instruments import debts_of, facts_of
        from huiyin.record.kinds import KINDS

        row = do(concluded({"done": "no"}, {"done": "no"}), "send", demand="逐件说明原因", until="2026-11-18")
        (debt,) = debts_of(KINDS["check"], row)
        paper = facts_of(debt, days(1).date())
        assert compose(paper)
        assert dict(paper.figures["drawn"])["种子"] == "7 11 23（2026-11-02开奖公告）"
        assert {name for name, _ in paper.figures["found"]} == {number(each) for each in facts(row).wanting}

    @staticmethod
    def result(row: Any) -> Any:
        return json.loads(row.events.get(act="conclude").payload)["said"]["result"]


# Reports --------------------------------------------------------------------------------------------------------------


def becomes_a_report(matter: int) -> None:
    told = Matter.__new__(Matter)
    told.id = matter
    told.do("reopen", "petitioner", days(1), reason="其实是有人收了钱才这样办")
    accused = {"accused_organ": organ("lx-slj")}
    told.do("classify", "chenhao", days(1), classes={"1": {"kind": "accusation"}}, **accused)


def test_what_became_a_report_is_not_drawn_and_the_others_stay() -> None:
    matters = answered(4)
    row = framed(chance=4)
    becomes_a_report(matters[0].id)
    do(row, "draw")
    assert matters[0].id not in facts(row).sample and len(facts(row).sample) == 3


def test_what_rests_on_a_report_is_read_by_nobody_it_accuses_and_goes_to_none_of_them() -> None:
    from huiyin.cases.models import Case
    from huiyin.oversight.checks import CHECKS
    from huiyin.record.reading import find

    there = at_organ(organ("lx-slj"), "head")
    sent, row = concluded({"done": "no"}, {"done": "no"}), concluded({"done": "no"}, {"done": "no"})
    do(sent, "send", demand="逐件说明原因", until="2026-11-18")
    for each in (sent, row):
        if not Case.objects.get(id=min(facts(each).sample)).report:  # both may have drawn it
            becomes_a_report(min(facts(each).sample))
        assert find(CHECKS, there, MONDAY.date(), each.number) is None
    refused("不能告诉这个机关", lambda: do(row, "send", demand="逐件说明原因", until="2026-11-18"))
