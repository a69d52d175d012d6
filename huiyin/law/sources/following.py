"""Books under a national one follow its amendments by date: what a provincial regulation does not say itself is, from
the day of an amendment on, what the amended regulation says. Matters lodged before keep the book they fell under.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from huiyin.law.sources.articles import Citation
from huiyin.law.sources.bookfiles import frozen, moved_to
from huiyin.law.sources.meanings import CITED
from huiyin.law.sources.rulebook import RuleBook
from huiyin.law.sources.tongues import tell, told

#: Between the key of a book and that of the amendment it follows: ``zhejiang-2016~cn-2028``.
FOLLOWS: Final = "~"


def follow(books: Mapping[str, RuleBook]) -> dict[str, RuleBook]:
    """The books that are new or other ones once every amendment is followed; nothing where all is followed already."""
    known = dict(books)
    for after in sorted((each for each in books.values() if each.amends and not each.under), key=_in_force):
        before = known[after.amends or ""]
        for other in [each for each in known.values() if each.under == before.key]:
            known |= {each.key: each for each in _following(other, before, after, known)}
    return {key: book for key, book in known.items() if books.get(key) != book}


def _in_force(book: RuleBook) -> tuple[object, str]:
    return book.in_force, book.key


def _following(other: RuleBook, before: RuleBook, after: RuleBook, known: Mapping[str, RuleBook]) -> Iterator[RuleBook]:
    """What becomes of one book: a later version of it took from the amendment from its first day; an earlier one is
    followed by a version that does, unless a version of its own begins no later."""
    if other.in_force >= after.in_force:
        yield _taking(other, before, after)
        return
    key = f"{other.key.partition(FOLLOWS)[0]}{FOLLOWS}{after.key}"
    own = [each for each in known.values() if each.amends == other.key and FOLLOWS not in each.key]
    replaced = any(each.in_force <= after.in_force for each in own)
    if key in known or replaced or not other.in_force_on(after.in_force):
        return
    title = _titled(other, after)
    taking = _taking(other, before, after)
    yield replace(taking, key=key, title=title, amends=other.key, in_force=after.in_force)
    yield replace(other, repealed_on=after.in_force)


def _titled(other: RuleBook, after: RuleBook) -> str:
    plain = other.title.partition("，随")[0]
    title = f"{plain}，随{after.title}"
    tell(title, {"en": f"{told(plain, 'en') or plain}, following {told(after.title, 'en') or after.title}"})
    return title


def _taking(other: RuleBook, before: RuleBook, after: RuleBook) -> RuleBook:
    """A book under ``before`` as one under ``after``: places of the one are those of the other."""
    values = moved_to(other, _renumbering(before, after))
    taken = {kind: after.periods[kind] for kind in other.taken}
    values |= {"under": after.key, "periods": {**values["periods"], **taken}}
    return RuleBook(**frozen(values))


def _renumbering(before: RuleBook, after: RuleBook) -> Callable[[Citation], Citation]:
    places = {before.own(asked): after.own(asked) for asked in CITED}

    def moved(place: Citation) -> Citation:
        known = places.get(place)
        return known or (replace(place, law=after.law) if place.law == before.law else place)

    return moved
