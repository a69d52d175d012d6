"""Until when an archived matter is kept, and why (保管期限): a schedule is data, the first rule that fits decides."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from huiyin.law.matter.facts import Facts
from huiyin.law.words import P, Phrase

#: What somebody wrote when they archived it: 永久, 30年, 三十年.
_YEARS: Final = re.compile(r"([0-9]{1,3}|[一二三四五六七八九十]{1,3})年")
_DIGITS: Final = "零一二三四五六七八九"
FOREVER: Final = 0


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of a schedule.

    :param when: any of these makes it fit, see :func:`marks_of`; ``always`` fits whatever is left.
    :param years: how long, :data:`FOREVER` for good.
    :param certainty: how sure the number is; ``memory`` where nobody has compared it with the text yet.
    """

    key: str
    when: frozenset[str]
    years: int
    says: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Schedule:
    """One version of an office's schedule, with where it was taken from."""

    version: str
    source: str
    certainty: str
    rules: tuple[Rule, ...]

    def rule(self, marks: Collection[str]) -> Rule:
        """The first rule that fits. :raises ValueError: none does; a schedule ends with ``always``."""
        for each in self.rules:
            if "always" in each.when or not each.when.isdisjoint(marks):
                return each
        raise ValueError(f"schedule {self.version} has no rule for {sorted(marks)}")


@dataclass(frozen=True, slots=True)
class Kept:
    """How long one matter is kept.

    :param until: the last day, ``None`` for good.
    :param why: the rule in words, or who said otherwise.
    :param rule: its key; ``said`` where a longer period was said when it was archived, or at an appraisal.
    """

    until: date | None
    why: Phrase
    rule: str
    years: int

    def over(self, on: date) -> bool:
        """Whether the period is past on a day."""
        return self.until is not None and self.until < on


def marks_of(facts: Facts, links: Collection[str]) -> frozenset[str]:
    """What a schedule asks of a matter.

    :param links: the keys of the kinds of record that rest on it.
    """
    found = {
        "report": facts.report,
        "urgent": facts.urgent,
        "charge": "charge" in links,
        "topic": "topic" in links,
        "rereview": bool(facts.rereviewed_by),
        "answered": any(claim.outcome is not None for claim in facts.claims) or facts.content,
    }
    return frozenset(name for name, there in found.items() if there)


def kept(schedule: Schedule, marks: Collection[str], archived_on: date, said: str = "") -> Kept:
    """Until when a matter is kept that was archived on a day.

    :param said: what was written as its period when it was archived. It counts where it is longer than the schedule:
        shorter than that nobody may keep it by a word in a form.
    """
    rule, own = schedule.rule(marks), years_in(said)
    if own is not None and rule.years != FOREVER and (own == FOREVER or own > rule.years):
        return Kept(_until(archived_on, own), P("归档时定为{said}", said=said.strip()), "said", own)
    why = P("{says}（{source}）", says=rule.says, source=schedule.version)
    return Kept(_until(archived_on, rule.years), why, rule.key, rule.years)


def _until(archived_on: date, years: int) -> date | None:
    """Counted from the first day of the next year, so it ends with a year."""
    return None if years == FOREVER else date(archived_on.year + years, 12, 31)


def years_in(said: str) -> int | None:
    """How many years somebody wrote; :data:`FOREVER` for 永久, ``None`` where no period is to be read."""
    if "永久" in said:
        return FOREVER
    found = _YEARS.search(said)
    if found is None:
        return None
    return int(found[1]) if found[1].isascii() else _chinese(found[1])


def _chinese(word: str) -> int:
    """三十, 十五, 七: numbers below a hundred."""
    tens, ten, ones = word.partition("十")
    if not ten:
        return _DIGITS.index(word[0])
    return (_DIGITS.index(tens) if tens else 1) * 10 + (_DIGITS.index(ones[0]) if ones else 0)
