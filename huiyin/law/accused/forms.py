"""What an organ is called (全称、简称、俗称), each form in the one spelling of spelling.py.

A form is *whole* if it names the place (柳溪县教育局, 柳溪教育局), else it means one organ only together with a place:
县教育局, 教育局.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from huiyin.law.accused.spelling import Vocabulary
from huiyin.law.chart.organs import Organ

#: How a division's name ends, by which its organs are called for short: 县教育局, 街道办.
LEVEL_WORDS = ("省", "市", "县", "区", "镇", "乡", "村", "街道", "社区", "州", "旗", "盟")
_PARTY = "中共"
_SHORTEST = 2


def forms_of(organ: Organ, division: str, words: Vocabulary) -> Iterator[tuple[str, bool]]:
    """Every form of an organ's name, and whether it is whole.

    :param division: the name of the division it serves, 柳溪县; empty when unknown.
    """
    told = (organ.name, organ.short, *words.also.get(organ.name, ()))
    names = {words.plain(part).removeprefix(_PARTY) for name in told for part in (name, *name.split("、"))} - {""}
    place, level = words.plain(division), level_word(division)
    stems = _variants({stem for name in names for stem in _stems(name, place, level)}, words)
    for form in _variants(names, words):
        if form not in stems:
            yield form, not any(form == level + stem for stem in stems)
    for stem in stems:
        yield from _around(stem, place, level)
        if len(stem) >= _SHORTEST:
            yield stem, False
    for leader in words.leaders.get(organ.kind.value, ()):
        yield from _around(words.plain(leader), place, level)


def level_word(division: str) -> str:
    """县 of 柳溪县, 街道 of 滨河街道; empty if the name ends in none of them."""
    return next((word for word in sorted(LEVEL_WORDS, key=len, reverse=True) if division.endswith(word)), "")


def _stems(name: str, place: str, level: str) -> Iterator[str]:
    """What is left of a name without its place: 教育局 of 柳溪县教育局, of 柳溪教育局 and of 县教育局."""
    for before in (place, place.removesuffix(level), level):
        if before and name.startswith(before) and len(name) > len(before):
            yield name.removeprefix(before)


def _around(stem: str, place: str, level: str) -> Iterator[tuple[str, bool]]:
    if place:
        yield place + stem, True
        if len(place.removesuffix(level)) >= _SHORTEST:
            yield place.removesuffix(level) + stem, True
    if level:
        yield level + stem, False


def _variants(names: Iterable[str], words: Vocabulary) -> frozenset[str]:
    """The names with every ending in each of its ways; twice, for 县委员会组织部 has two."""
    found = frozenset(names)
    for _ in range(2):
        found |= {each for name in found for each in _swapped(name, words.spelt_groups)}
    return found


def _swapped(name: str, groups: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for group in groups:
        longest = max((member for member in group if member and member in name), key=len, default="")
        if longest:
            yield from (name.replace(longest, member, 1) for member in group if member != longest)


def vocabulary_of(
    organs: Iterable[Organ], divisions: Mapping[str, str], words: Vocabulary
) -> dict[str, dict[int, bool]]:
    """Every form of every organ: the organs it may mean, each with whether the form is whole for it."""
    found: dict[str, dict[int, bool]] = {}
    for organ in organs:
        for form, whole in forms_of(organ, divisions.get(organ.area, ""), words):
            meant = found.setdefault(form, {})
            meant[organ.id] = meant.get(organ.id, False) or whole
    return found
