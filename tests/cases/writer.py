"""A process that writes until it is killed: lodges matters and acts on them, and says aloud what was acknowledged.

Run by tests against a database of its own: ``lodge NAME``, ``race CASE NAME``, ``seal DAYS``, ``merge A B C D …``.
"""

from __future__ import annotations

import sys
import time

import django

django.setup()

from tests.city import MONDAY, actor, days, lodge  # noqa: E402


def lodge_for_ever(name: str) -> None:
    for count in range(100_000):
        print(lodge(key=f"{name}-{count}").case.number, flush=True)


def race(case: int, name: str) -> None:
    """Take one of the steps that only one may win."""
    from huiyin.cases.acts import Refused, perform
    from huiyin.law.terms import Act

    given = {"answer": f"{name}的当场答复，写得清清楚楚"}
    try:
        perform(case=case, act=Act.ANSWER_ON_SPOT, by=actor("chenhao"), at=MONDAY, given=given, seen=1)
        print("won", flush=True)
    except Refused as no:
        print(f"lost: {no.refusal.reason}", flush=True)


def seal(many: int) -> None:
    """Seal the days that come, as fast as it goes, each until it is sealed; how many were ours."""
    from huiyin.record.journal import seal_day
    from huiyin.record.models import Seal

    ours = 0
    for moment in map(days, range(many)):
        while not Seal.objects.filter(day=moment.date()).exists():
            ours += seal_day(moment.date(), made_at=moment) is not None
    print(ours, flush=True)


def merge(*numbers: str) -> None:
    """Merge the first into the second, the third into the fourth, and so on, each at the start of a tenth second."""
    from huiyin.cases.acts import Refused, perform
    from huiyin.cases.models import Case
    from huiyin.law.terms import Act

    by, ids = actor("chenhao"), dict(Case.objects.values_list("number", "id"))
    for case, into in zip(numbers[::2], numbers[1::2], strict=True):
        time.sleep(0.1 - time.time() % 0.1)
        try:
            perform(case=ids[case], act=Act.MERGE, by=by, at=MONDAY, given={"into": into, "reason": "同一条渠"})
            print("won", flush=True)
        except Refused:
            print("lost", flush=True)


def again(key: str) -> None:
    print(lodge(key=key).case.number, flush=True)


def registered(key: str) -> None:
    """The number of every matter that was registered under a key."""
    from huiyin.cases.models import Case
    from huiyin.record.keys import digest_of
    from huiyin.record.models import Event

    records = Event.objects.filter(key=digest_of(key)).values("record")
    print(*Case.objects.filter(id__in=records).values_list("number", flat=True))


def owe() -> None:
    """The id of a paper that is owed: a matter was transferred, and the person must be told in writing."""
    from huiyin.record.models import OwedPaper
    from tests.city import Matter

    matter = Matter(lodge()).transferred()
    print(OwedPaper.objects.filter(record=matter.id, issued_on=None).order_by("-event_seq", "id").first().id)


def issue(owed: int) -> None:
    from huiyin.cases.papers.facts import issuer
    from huiyin.cases.papers.instruments import debt
    from huiyin.cases.papers.instruments import issue as issue_paper
    from tests.city import at_organ

    issue_paper(owed, at_organ(issuer(debt(owed, MONDAY.date()).record), "dispatcher"), MONDAY)


def paid(owed: int) -> None:
    from huiyin.papers.models import Paper
    from huiyin.record.models import OwedPaper

    papers = Paper.objects.filter(owed=owed)
    drawn = "drawn" if all(paper.drawn_at for paper in papers) else "not drawn"
    print(f"{len(papers)} {drawn}, {'paid' if OwedPaper.objects.get(id=owed).issued_on else 'owed'}")


DOES = {"lodge": lodge_for_ever, "race": lambda case, name: race(int(case), name), "seal": lambda many: seal(int(many))}
DOES |= {"merge": merge, "again": again, "issue": lambda owed: issue(int(owed))}

if __name__ == "__main__":
    DOES[sys.argv[1]](*sys.argv[2:])
