"""When an archived matter may go on a list of destruction, and who says yes (dangan2020 Art. 21).

What the record knows comes with the particulars: ``items`` what is past its period and may be listed, ``left_out`` how
many are past it and may not, ``going`` what of the list may still be destroyed on the day, ``unfit`` persons whom the
reports on the list are about.
"""

from __future__ import annotations

from huiyin.law.disposal.facts import DisposalSituation, places_in
from huiyin.law.disposal.vocabulary import Finding
from huiyin.law.frame.facts import Actor, World
from huiyin.law.frame.verdict import Refusal
from huiyin.law.reading import WORKERS
from huiyin.law.words import P

#: So much longer something may be kept at a time.
MOST_YEARS = 100


def works_there(by: Actor, world: World) -> bool:
    return by.organ in world.chart.organs and not by.roles.isdisjoint(WORKERS)


def something_past_its_period(s: DisposalSituation) -> Refusal | None:
    """Nothing that is held, that rests under something open, or whose period runs, is ever listed."""
    if s.given is None or s.value("items"):
        return None
    return s.no(
        P("没有可以列入清册的：没有到期，或者冻结、关联事项没有了结。"),
        P("在“档案保管”里可以看到每件到哪天、为什么。"),
    )


def on_the_list(s: DisposalSituation) -> Refusal | None:
    if s.given is None or places_in(str(s.value("places")), len(s.facts.items)):
        return None
    return s.no(P("请写清册里的序号，从1到{n}。", n=len(s.facts.items)), P("比如：1-20、23。"))


def kept_on_with_reason(s: DisposalSituation) -> Refusal | None:
    """What is kept beyond its period is kept for a reason, and for how long."""
    if s.given is None:
        return None
    finding, years = Finding(s.value("finding")), int(s.value("years") or 0)
    if finding is Finding.PROLONG and not 1 <= years <= MOST_YEARS:
        return s.no(P("延长保管，要写延长几年。"))
    if finding is not Finding.DESTROY and not s.value("reason"):
        return s.no(P("不销毁的，要写理由。"))
    return None


def all_appraised(s: DisposalSituation) -> Refusal | None:
    left = s.facts.unappraised
    return None if not left else s.no(P("还有{n}件没有鉴定。", n=left), P("每一件都要有鉴定意见，才能报批。"))


def by_a_second_person(s: DisposalSituation) -> Refusal | None:
    """Nobody approves what they drew up or appraised themselves."""
    if s.by.person not in {s.facts.drawer, *s.facts.appraisers}:
        return None
    return s.no(P("编制、鉴定的人不能自己批准。"), P("请换一位负责人。"))


def by_a_third_person(s: DisposalSituation) -> Refusal | None:
    """For the archive agrees who had no hand in it."""
    if s.by.person not in {s.facts.drawer, *s.facts.appraisers, s.facts.approver}:
        return None
    return s.no(P("编制、鉴定、批准的人不能再作档案监督。"), P("请没有经手这一册的人核准。"))


def witnessed(s: DisposalSituation) -> Refusal | None:
    """Two persons, always (两人以上监销)."""
    if s.given is None:
        return None
    witness = s.value("witness")
    if witness != s.by.person and s.world.serves(witness, s.holder) and witness not in (s.value("unfit") or ()):
        return None
    return s.no(P("监销人要是本机关的另一个人。"))


def something_still_goes(s: DisposalSituation) -> Refusal | None:
    """What was held, or opened again by something, since the list was drawn up stays."""
    if s.given is None or s.value("destroyed"):
        return None
    return s.no(P("清册里没有现在可以销毁的。"), P("被冻结、被关联的会一直留着；请作废这一册。"))
