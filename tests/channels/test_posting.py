"""Notices by printed letter: listed for the organ that acted, printed by whoever may read the matter, posted, noted."""

from __future__ import annotations

from datetime import UTC, timedelta
from typing import Any

import pytest

from huiyin.cases.identity import Identity
from huiyin.cases.lodging import Capacity, ClaimText, PartyText
from huiyin.channels.models import Posting
from huiyin.channels.notices import tell
from huiyin.channels.posting import Letter, lists, mark_posted, print_letters
from huiyin.law.frame.facts import Actor
from huiyin.law.terms import ClaimKind
from huiyin.record.models import Event, Message
from huiyin.wording.words import day
from tests.city import MONDAY, Matter, actor, handler_of, lodge, organ

pytestmark = pytest.mark.django_db
TODAY = MONDAY.date()
HOME = "柳溪县石桥镇上桥村三组"


def chen(**changes: Any) -> PartyText:
    values: dict[str, Any] = {"identity": Identity("陈大山", address=HOME), "way": "letter"}
    return PartyText(Capacity.PETITIONER, **{**values, **changes})


def tell_of(matter: Matter) -> None:
    tell(list(Message.objects.filter(record=matter.id, topic="notice").order_by("seq")))


def told(**changes: Any) -> Matter:
    matter = Matter(lodge(parties=(chen(**changes),)))
    tell_of(matter)
    return matter


def printed(matter: Matter, by: Actor) -> Letter:
    return print_letters(lists(by, TODAY).to_print, by=by, at=MONDAY).letters[0]


def words(letter: Letter) -> str:
    return "\n".join([*letter.paragraphs, *letter.ways, *letter.closing])


def numbers(rows: list[Any]) -> list[str]:
    return [row.case.number for row in rows]


def test_who_asked_for_a_letter_stands_on_the_list_of_the_organ_that_acted() -> None:
    matter = told()
    assert numbers(lists(actor("chenhao"), TODAY).to_print) == [matter.row.number]


def test_told_twice_it_stands_there_once() -> None:
    matter = told()
    tell_of(matter)
    assert Posting.objects.count() == 1


def test_steps_before_printing_make_one_letter() -> None:
    matter = Matter(lodge(parties=(chen(),))).transferred()
    tell_of(matter)
    assert numbers(lists(actor("chenhao"), TODAY).to_print) == [matter.row.number]


def test_a_step_after_printing_makes_another_letter() -> None:
    matter = told()
    printed(matter, actor("chenhao"))
    matter.transferred()
    tell_of(matter)
    assert len(lists(actor("chenhao"), TODAY).to_print) == 1


def test_the_next_organ_posts_what_it_did_itself() -> None:
    matter = Matter(lodge(parties=(chen(),))).handled()
    tell_of(matter)
    assert numbers(lists(handler_of(matter), TODAY).to_print) == [matter.row.number]


def test_another_organ_sees_no_letter() -> None:
    told()
    assert lists(actor("xiongzihan"), TODAY).to_print == []


@pytest.mark.parametrize("changes", [{"way": "portal"}, {"identity": Identity("陈大山")}])
def test_who_asked_for_none_or_has_no_address_gets_none(changes: dict[str, Any]) -> None:
    told(**changes)
    assert Posting.objects.count() == 0


def test_the_letter_says_the_number_and_nothing_of_the_matter() -> None:
    matter = told()
    letter = printed(matter, actor("chenhao"))
    assert (letter.number, "渠" in words(letter)) == (matter.row.number, False)


def test_the_letter_never_holds_the_query_code() -> None:
    matter = told()
    assert matter.lodged.query_code not in words(printed(matter, actor("chenhao")))


def test_the_letter_is_in_the_language_of_the_person() -> None:
    matter = told(language="en")
    assert "There is news of the matter you registered with us." in words(printed(matter, actor("chenhao")))


def test_the_letter_names_a_telephone_for_those_without_a_net() -> None:
    letter = printed(told(), actor("chenhao"))
    assert letter.ways[0].startswith("打电话 ")


def test_the_letter_bears_the_day_it_is_in_china() -> None:
    matter, late = told(), MONDAY.astimezone(UTC).replace(hour=20)
    letter = print_letters(lists(actor("chenhao"), TODAY).to_print, by=actor("chenhao"), at=late).letters[0]
    assert (matter.row.number, letter.closing[-1]) == (letter.number, day((MONDAY + timedelta(days=1)).date()))


def test_printing_is_written_in_the_matter_before_the_address_is_shown() -> None:
    matter = told()
    printed(matter, actor("chenhao"))
    assert Event.objects.filter(record=matter.id).order_by("-seq")[0].act == "unmask"


def test_of_a_report_the_window_names_no_office() -> None:
    matter = Matter(lodge(parties=(chen(),), claims=(ClaimText("查处虚报", kind=ClaimKind.ACCUSATION),)))
    tell_of(matter)
    assert "信访" not in printed(matter, actor("chenhao")).sender


def test_the_accused_organ_never_sees_that_a_letter_waits() -> None:
    accused = PartyText(Capacity.ACCUSED_ORGAN, organ=organ("lx-slj"))
    claims = (ClaimText("查处虚报", kind=ClaimKind.ACCUSATION),)
    matter = Matter(lodge(parties=(chen(), accused), claims=claims))
    tell_of(matter)
    Posting.objects.update(organ=organ("lx-slj"))
    assert lists(actor("chuxiangyang"), TODAY).to_print == []


def test_what_was_posted_leaves_the_list_with_its_number() -> None:
    matter, by = told(), actor("chenhao")
    printed(matter, by)
    mark_posted(lists(by, TODAY).to_post[0], "XA12345678933", by=by, on=TODAY)
    assert lists(by, TODAY).to_post == []
    assert [row.posting.tracking for row in lists(by, TODAY).posted] == ["XA12345678933"]


def test_the_letter_about_the_end_can_still_be_printed() -> None:
    matter = Matter(lodge(parties=(chen(),)))
    matter.do("classify", "chenhao", classes={"1": {"kind": "suggestion"}})
    matter.do("withdraw", "petitioner", reason="已经解决了")
    assert matter.row.stage == "closed"
    Posting.objects.all().delete()
    tell_of(matter)
    by = actor("chenhao")
    assert print_letters(lists(by, TODAY).to_print, by=by, at=MONDAY).refused == []
