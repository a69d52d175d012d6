"""Who may read what is one query; a report of wrongdoing reaches neither the accused nor anybody below them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.city import MONDAY, Matter, actor, at_organ, days, lodge, organ, person

if TYPE_CHECKING:
    from huiyin.law.frame.facts import Actor

pytestmark = pytest.mark.django_db


def sees(who: Actor, matter: Matter) -> bool:
    """Whether it is among what they may read; whichever way it is asked for must give the same answer."""
    from huiyin.cases.acts import MATTERS
    from huiyin.cases.queries import find, of_these, readable_where, visible_to
    from huiyin.record.reading import readers

    day = MONDAY.date()
    listed = visible_to(who, day).filter(id=matter.id).exists()
    ways = (
        find(who, day, matter.row.number) is not None,
        matter.id in of_these(who, day, [matter.id, matter.id + 1, matter.id + 2]),
        bool(readable_where(who, day, "seq < 0 OR lodged_at > %s", [MONDAY.replace(year=2000)], "LIMIT 1")),
        readers(MATTERS, matter.id, [who], day) == [who],
    )
    assert ways == (listed,) * len(ways)
    return listed


def report(on: str = "lx-slj", **changes: object) -> Matter:
    """A report on an organ, received by the discipline organ of the city."""
    from huiyin.cases.lodging import Capacity, ClaimText, PartyText
    from huiyin.law.terms import ClaimKind

    accused = PartyText(Capacity.ACCUSED_ORGAN, organ=organ(on))
    claim = ClaimText("查处水利局虚报工程款", kind=ClaimKind.ACCUSATION)
    return Matter(lodge(claims=(claim,), parties=(accused,), **changes))  # type: ignore[arg-type]


def test_the_organ_that_holds_a_matter_reads_it() -> None:
    assert sees(actor("chenhao"), Matter(lodge()))


def test_an_organ_that_has_nothing_to_do_with_it_does_not() -> None:
    assert not sees(at_organ(organ("lx-slj"), "handler"), Matter(lodge()))


def test_an_organ_reads_a_matter_once_it_is_transferred_to_it() -> None:
    assert sees(at_organ(organ("lx-slj"), "handler"), Matter(lodge()).transferred())


def test_the_first_organ_goes_on_reading_what_it_has_transferred() -> None:
    assert sees(actor("wanglan"), Matter(lodge()).transferred())


def test_the_petition_office_oversees_what_lies_in_its_area() -> None:
    assert sees(actor("qianwei"), Matter(lodge()).transferred())


def test_the_petition_office_of_another_county_does_not() -> None:
    assert not sees(at_organ(organ("yh-xfj"), "dispatcher"), Matter(lodge()).transferred())


@pytest.mark.parametrize("username", ["zhengyu", "fangqing", "heshan"])
def test_analysts_administrators_and_auditors_read_no_matter(username: str) -> None:
    assert not sees(actor(username), Matter(lodge()))


def test_a_report_is_closed_to_colleagues_who_neither_own_nor_dispatch_it() -> None:
    assert not sees(actor("wanglan"), report())


def test_a_report_is_open_to_its_dispatcher() -> None:
    assert sees(actor("chenhao"), report())


def test_a_report_does_not_reach_the_accused_organ_even_with_standing() -> None:
    from huiyin.record.models import Standing

    matter = report()
    Standing.objects.create(record=matter.row.id, organ=organ("lx-slj"))
    assert not any(sees(at_organ(organ("lx-slj"), role), matter) for role in ("handler", "head", "dispatcher"))


def test_a_report_does_not_reach_an_organ_below_the_accused() -> None:
    from huiyin.record.models import Standing

    matter = report(on="lx-zf")
    Standing.objects.create(record=matter.row.id, organ=organ("lx-slj"))
    assert not sees(at_organ(organ("lx-slj"), "head"), matter)


def test_a_report_does_not_reach_the_accused_person_in_the_organ_that_holds_it() -> None:
    from huiyin.cases.lodging import Capacity, ClaimText, PartyText
    from huiyin.law.terms import ClaimKind

    head = actor("zhouping")
    accused = PartyText(Capacity.ACCUSED_PERSON, person=head.person)
    claim = ClaimText("查处周平收礼", kind=ClaimKind.ACCUSATION)
    matter = Matter(lodge(claims=(claim,), parties=(accused,)))
    assert (sees(head, matter), sees(actor("chenhao"), matter)) == (False, True)


def test_a_report_is_not_overseen_from_the_area() -> None:
    matter = report()
    matter.do("transfer", "chenhao", to_organ=organ("qc-jw"), reason="属于纪检监察机关管辖")
    assert not sees(at_organ(organ("qc-zf"), "head"), matter)


def test_a_report_cannot_be_handed_to_the_accused() -> None:
    from huiyin.cases.acts import Refused

    with pytest.raises(Refused, match="被举报"):
        report().do("transfer", "chenhao", to_organ=organ("lx-slj"), reason="水利归它管")


def test_a_report_cannot_be_lodged_with_the_accused() -> None:
    from huiyin.cases.acts import Refused

    with pytest.raises(Refused, match="本机关不能经手"):
        report(on="qc-xfj")


def test_a_report_found_out_on_the_way_is_taken_from_the_accused_and_hidden_from_them() -> None:
    matter = Matter(lodge()).transferred()
    handler = at_organ(organ("lx-slj"), "handler")
    matter.do("classify", handler, classes={"1": {"kind": "accusation"}}, accused_organ=organ("lx-slj"))
    assert (matter.row.holder, sees(handler, matter)) == (organ("lx-jw"), False)


def test_a_person_found_out_to_be_accused_is_a_party_from_then_on() -> None:
    matter = report()
    accused = at_organ(organ("qc-jw"), "handler")
    matter.do("transfer", "chenhao", to_organ=organ("qc-jw"), reason="属于纪检监察机关管辖")
    head = at_organ(organ("qc-jw"), "head")
    matter.do("classify", head, classes={"1": {"kind": "accusation"}}, accused_person=accused.person)
    assert (sees(accused, matter), matter.row.owner != accused.person) == (False, True)


def test_what_remains_after_a_report_is_split_off_hides_its_beginnings_from_the_next_organ() -> None:
    from huiyin.cases.queries import events_of, submissions_of

    matter = mixed().transferred()
    handler = at_organ(organ("lx-slj"), "handler")
    assert not submissions_of(matter.row, handler, MONDAY.date()).exists()
    assert {"lodge", "split"}.isdisjoint(events_of(matter.row, handler, MONDAY.date()).values_list("act", flat=True))


def test_what_remains_after_a_report_is_split_off_names_the_accused_no_more() -> None:
    assert not mixed().row.parties.filter(capacity__startswith="accused").exists()


def test_the_first_organ_still_reads_the_whole_submission() -> None:
    from huiyin.cases.queries import submissions_of

    matter = mixed()
    assert submissions_of(matter.row, actor("chenhao"), MONDAY.date()).exists()


def test_what_remains_after_a_report_is_split_off_is_named_after_the_rest() -> None:
    assert mixed(report_first=True).row.title == "恢复灌溉渠"


def mixed(report_first: bool = False) -> Matter:
    """A grievance and a report in one letter; the report has been split off."""
    from huiyin.cases.lodging import Capacity, ClaimText, PartyText
    from huiyin.law.terms import ClaimKind

    claims = [ClaimText("恢复灌溉渠"), ClaimText("查处水利局虚报工程款", kind=ClaimKind.ACCUSATION)]
    claims.sort(key=lambda claim: (claim.kind is None) == report_first)
    accused = PartyText(Capacity.ACCUSED_ORGAN, organ=organ("lx-slj"))
    matter = Matter(lodge(claims=tuple(claims), parties=(accused,)))
    matter.do("split", "chenhao", claims=[1 if report_first else 2], reason="检举控告另案处理")
    return matter


# --- every post of the person counts ----------------------------------------------------------------------------------


def served_at(username: str, at: str, until: object = None) -> None:
    """The person has, or had, a second post at another organ."""
    from datetime import date

    from huiyin.people.models import Post
    from huiyin.people.stamps import POSTS, touch

    Post.objects.create(
        person_id=person(username), organ_id=organ(at), role="handler", since=date(2020, 1, 1), until=until
    )
    touch(POSTS)


def test_a_second_post_at_the_accused_organ_bars_from_every_seat() -> None:
    matter = report()
    served_at("chenhao", "lx-slj")
    assert not sees(actor("chenhao"), matter)


def test_a_second_post_below_the_accused_organ_bars_from_every_seat() -> None:
    matter = report("lx-zf")
    served_at("chenhao", "lx-slj")
    assert not sees(actor("chenhao"), matter)


def test_a_second_post_elsewhere_bars_from_nothing() -> None:
    matter = report()
    served_at("chenhao", "yh-slj")
    assert sees(actor("chenhao"), matter)


def test_a_post_left_lately_still_bars() -> None:
    matter = report()
    served_at("chenhao", "lx-slj", until=days(-1000).date())
    assert not sees(actor("chenhao"), matter)


def test_a_post_left_long_ago_bars_no_more() -> None:
    matter = report()
    served_at("chenhao", "lx-slj", until=days(-1100).date())
    assert sees(actor("chenhao"), matter)


def test_how_long_a_post_bars_is_a_setting(settings: Any) -> None:
    settings.HUIYIN_TIES_DAYS = 30
    matter = report()
    served_at("chenhao", "lx-slj", until=days(-31).date())
    assert sees(actor("chenhao"), matter)


def test_whoever_ties_bind_is_not_given_the_report_by_duty() -> None:
    served_at("chenhao", "lx-slj")
    assert report(by="wanglan").facts.owner == person("wanglan")
    with pytest.raises(Exception, match="反映的"):
        report(by="chenhao")


def test_what_lies_behind_a_report_closes_with_a_post_of_today_though_nothing_was_done_since() -> None:
    from huiyin.cases.papers.instruments import papers_for_staff
    from huiyin.cases.queries import claims_of, closed_upto, events_of, list_claims, list_submissions, submissions_of
    from huiyin.people.models import Post
    from huiyin.people.stamps import POSTS, touch
    from huiyin.together.notes import beside, note

    matter, clerk, later = mixed(), actor("chenhao"), days(9).date()
    note(matter.row, clerk, "先不要告诉他们", (), MONDAY)
    seq = matter.row.seq
    assert closed_upto(matter.row, clerk, later) == 0
    Post.objects.create(person_id=clerk.person, organ_id=organ("lx-slj"), role="handler", since=days(8).date())
    touch(POSTS)
    upto = closed_upto(matter.row, clerk, later)
    assert (upto > 0, matter.row.seq) == (True, seq)
    shown = (
        submissions_of(matter.row, clerk, later), list_submissions(matter.row, clerk, (), later),
        papers_for_staff(matter.row, clerk, later).filter(event_seq__lte=upto),
        [each for each in events_of(matter.row, clerk, later) if each.seq <= upto],
        [each for each in claims_of(matter.row, clerk, later) if each.split_to],
        [each for each in list_claims(matter.row, clerk, later) if each.split_to],
        [each for each in beside(matter.row, clerk, later).notes if each.seq < upto],
    )  # fmt: skip
    assert not any(map(bool, shown))


def test_who_may_read_what_is_never_asked_without_a_day() -> None:
    import inspect

    from huiyin.cases import parts, queries

    asked = [each for room in (queries, parts) for each in vars(room).values() if inspect.isfunction(each)]
    days_of = [inspect.signature(each).parameters.get("on") for each in asked]
    assert all(day is None or day.default is inspect.Parameter.empty for day in days_of)
