"""Reports of wrongdoing planted in the city: of every age, at every place they may lie, beside other matters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from huiyin.cases.accused import Accused, accused_of, told_by
from huiyin.cases.lodging import Capacity, ClaimText, PartyText
from huiyin.cases.models import Claim
from huiyin.channels.arrivals.models import Arrival
from huiyin.insights.indexing import index
from huiyin.law.terms import ClaimKind
from huiyin.record.models import Message
from huiyin.store.ids import new_id
from huiyin.together.telling import hear
from tests.city import at_organ, organ
from tests.desk.life import Life, ago, begin

#: What most of the planted reports are about.
ACCUSED = "lx-slj"
COUNTY = "990121000000"
#: Words that stand nowhere else: one for each planted report, and one for what is left beside a report.
SECRETS = (
    "槐荫闸",
    "柳浪桥",
    "稻香渡",
    "枫林坝",
    "菱角湾",
    "梧桐堰",
    "石榴沟",
    "杏花埠",
    "槭叶汀",
    "银杏坞",
    "紫藤矶",
    "楝树港",
    "桑园浦",
)
#: Of reports that were split off.
BESIDE = SECRETS[-2:]
OPEN = "芦苇荡"
LINKED = "槐荫闸虚报工程款"
#: So many messages a worker takes at once.
AT_ONCE = 100
#: Who deals with reports on the county's organs.
DISCIPLINE = "lx-jw"


def _told(word: str, *accused: PartyText, **more: Any) -> Life:
    claim = ClaimText(f"查处{word}的账", f"{word}虚报了工程款", kind=ClaimKind.ACCUSATION)
    return begin(ago(days=1), claims=(claim,), parties=accused, text=f"{word}的事，请保密", **more)


# Of every age --------------------------------------------------------------------------------------------------------


def _new(word: str) -> list[Life]:
    return [_told(word, PartyText(Capacity.ACCUSED_ORGAN, organ=organ(ACCUSED)))]


def _on_the_head(word: str) -> list[Life]:
    head = at_organ(organ("qc-xfj"), "head", timezone.now())
    return [_told(word, PartyText(Capacity.ACCUSED_PERSON, person=head.person))]


def _held_above(word: str) -> list[Life]:
    """By the city's discipline organ, because half a name may mean somebody at the county's."""
    found = accused_of(timezone.localdate(), COUNTY, organ="县水利局", person="唐主任")
    return [_unsure(word, found)]


def _by_the_post(word: str) -> list[Life]:
    """Nobody's name: 县水利局局长."""
    return [_unsure(word, accused_of(timezone.localdate(), COUNTY, person="县水利局局长"))]


def _in_its_words(word: str) -> list[Life]:
    """No field names anybody, the story does (a row of a sheet, another machine)."""
    return [_unsure(word, told_by(timezone.localdate(), COUNTY, f"县水利局{word}的工程，有人收受好处费，请查处。"))]


def _only_like_one(word: str) -> list[Life]:
    """It says no word of the law, and came by a door where nobody could be asked."""
    story = f"县水利局的救护车，领导开回{word}老家给他妈过寿，油都是公家加的，账还报在外面。"
    return [_unsure(word, told_by(timezone.localdate(), COUNTY, story))]


def _unsure(word: str, found: Accused) -> Life:
    assert found.meant.anybody
    return _told(word, *found.parties(), by="yanzheng", organ=organ("qc-jw"), unsure=True)


def _handed_on(word: str) -> list[Life]:
    (report,) = _new(word)
    report.do("transfer", "chenhao", ago(hours=20), to_organ=organ(DISCIPLINE), reason="归它管，请依法办理")
    return [report]


def _in_work(word: str) -> list[Life]:
    (report,) = _handed_on(word)
    handler = report.at("handler")
    report.do("accept", handler, ago(hours=19), to_person=handler.person, procedure="按规定核查，依法保密")
    return [report]


def _answered(word: str) -> list[Life]:
    (report,) = _in_work(word)
    report.do("reply", report.at("handler"), ago(hours=18), answer=f"{word}的事已经核查", method="by_hand")
    report.issue(ago(hours=17))
    return [report]


def _archived(word: str) -> list[Life]:
    (report,) = _answered(word)
    report.do("close", report.at("handler"), ago(hours=16))
    report.issue(ago(hours=15))
    report.do("archive", report.at("handler"), ago(hours=14))
    return [report]


def _merged(word: str) -> list[Life]:
    (into,), (report,) = _new(word), _new(word)
    report.do("merge", "chenhao", ago(hours=20), into=into.number, reason="同一件事")
    return [into, report]


#: A report in every state in which one may lie somewhere, by what is said of it; each with a word of its own.
AGES: Mapping[str, Callable[[str], list[Life]]] = {
    "new": _new, "on the head of the office that has it": _on_the_head, "held above": _held_above,
    "named by the post": _by_the_post, "named in its words": _in_its_words, "only like one": _only_like_one,
    "handed on": _handed_on, "in work": _in_work, "answered": _answered, "archived": _archived, "merged": _merged,
}  # fmt: skip


def plant(age: str) -> list[Life]:
    planted = AGES[age](SECRETS[list(AGES).index(age)])
    work_off()
    return planted


def plant_ages() -> list[Life]:
    """One of every age; what was split off stands in :func:`plant_pairs`."""
    return [report for age in AGES for report in plant(age)]


def plant_pairs() -> tuple[list[Life], list[Life]]:
    """Reports that came out of other matters after these had gone their way: reports, and what stands beside them."""
    reports, beside = [], []
    for word, twice in zip(BESIDE, (False, True), strict=True):
        claims = (ClaimText(f"查处{word}", f"{word}的事"), ClaimText(f"修{OPEN}的路", f"{OPEN}的路坏了"))
        parent = begin(ago(days=2), claims=claims, text=f"{word}和{OPEN}")
        if twice:
            other = begin(ago(days=2), claims=claims, text=f"又写一遍：{word}和{OPEN}")
            other.do("merge", "chenhao", into=parent.number, reason="同一件事")
            beside.append(other)
        parent.do("split", "chenhao", claims=[1], reason=f"{word}另案")
        child = object.__new__(Life)
        child.id = Claim.objects.values_list("split_to", flat=True).get(case=parent.id, seq=1) or 0
        parent.do("classify", "chenhao", classes={"2": {"kind": "grievance", "ground": "6"}})
        parent.do("transfer", "chenhao", to_organ=organ(ACCUSED), reason="归它管理，请依法办理")
        work_off()
        child.do("classify", "chenhao", classes={"1": {"kind": "accusation"}}, accused_organ=organ(ACCUSED))
        reports.append(child)
        beside.append(parent)
    return reports, beside


def list_people() -> None:
    """Whom hearings draw from: a list of the office's own, which no report is behind."""
    from tests.meeting.hearing import enrol

    enrol()


def plant_linked() -> list[Any]:
    """A record of every kind that is linked to matters, each on one that turns out a report on who holds the record."""
    from tests.record import test_behind_reports as behind_reports

    planted = []
    for key, begin_it in behind_reports.BEGIN.items():
        matter, _ = begin_it()
        behind_reports.turns_out_a_report(key, matter)
        planted.append(matter)
    work_off()
    return planted


def work_off() -> None:
    """What the worker would do now: words, figures, notifications."""
    for topic, room in (("index", index), ("staff", hear)):
        while rows := list(Message.objects.filter(topic=topic)[:AT_ONCE]):
            room(rows)
            Message.objects.filter(id__in=[row.id for row in rows]).delete()


def plant_mail() -> Arrival:
    """A letter that came by mail, names the head of the office it came to, and waits for somebody who may have it."""
    head = at_organ(organ("qc-xfj"), "head", timezone.now())
    row = Arrival(
        id=new_id(), connection="xfj-mail", adapter="mail", organ=organ("qc-jw"), mark="m", sha256="0" * 64, size=1,
        arrived_at=timezone.now(), report=True, withheld=[head.person],
    )  # fmt: skip
    row.save(force_insert=True)
    return row
