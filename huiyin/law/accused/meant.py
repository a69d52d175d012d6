"""Who is meant by what was typed (被反映人认定), and which organs may keep the report until that is certain.

It fails closed: whoever could be meant is kept away, and what nobody can place leaves the matter *unsure* until a
person says who is meant. Source: xf2022 Art. 30 ¶3.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from huiyin.law.accused.reading import Kind, Known, Piece, Register
from huiyin.law.chart.organs import Level, Organ, OrganKind
from huiyin.law.chart.routing import authorities
from huiyin.law.words import P, Phrase

_NOBODY: frozenset[int] = frozenset()
#: Whoever names several people and their organs needs no more.
_LONGEST_NAMES = 120
_NAMES = (Kind.ORGAN, Kind.PERSON, Kind.DIVISION)
_WORDS = (Kind.TITLE, Kind.FILLER, Kind.LINK)
#: A name nobody knows that sounds like one of a discipline organ.
_LIKE_DISCIPLINE = re.compile(r"纪[委检律组监]|监[委察]")
#: A name nobody knows that is called like an organ: 廉政办, 查案的那个组, 县反贪.
#: Whoever is called so is certainly no organ that looks into reports.
_ELSEWHERE = re.compile(r"(?:公司|集团|厂|店|商行|合作社|企业|物业|超市|酒店|学校|小学|中学|医院|银行)$")
_LIKE_ORGAN = re.compile(r"^[省市县区]|(?:[委办组室院处所站队会府部]|中心|部门)$")


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody said of whom a report is about.

    :param chosen: an organ chosen from the list.
    :param words: what was typed, field by field; each may name several organs and people.
    :param place: the division where it happened; it tells which 县教育局 is meant.
    """

    chosen: int | None = None
    words: tuple[str, ...] = ()
    place: str = ""

    @property
    def said(self) -> str:
        return "、".join(word.strip() for word in self.words if word.strip())


@dataclass(frozen=True, slots=True)
class Meant:
    """Who is certainly meant, who may be, and what nobody can place.

    :param unclear: pieces that name somebody, but nobody known, or more than one.
    :param shunned: discipline organs that do not keep it if another can, for they may hide behind words nobody knows.
    """

    organs: frozenset[int] = _NOBODY
    persons: frozenset[int] = _NOBODY
    maybe_organs: frozenset[int] = _NOBODY
    maybe_persons: frozenset[int] = _NOBODY
    unclear: tuple[str, ...] = ()
    shunned: frozenset[int] = _NOBODY

    @property
    def sure(self) -> bool:
        return not (self.maybe_organs or self.maybe_persons or self.unclear)

    @property
    def anybody(self) -> bool:
        return bool(self.organs or self.persons) or not self.sure

    @property
    def perhaps(self) -> Meant:
        """The same, of words in which nobody said whom they report on: everybody in them only may be meant."""
        unclear = self.unclear or ("",)
        return Meant(maybe_organs=self.all_organs, maybe_persons=self.all_persons, unclear=unclear)

    @property
    def all_organs(self) -> frozenset[int]:
        return self.organs | self.maybe_organs

    @property
    def all_persons(self) -> frozenset[int]:
        return self.persons | self.maybe_persons


def who_is_meant(typed: Typed, register: Register) -> Meant:
    """The organs and people that what was typed may name."""
    return _Reader(typed, register).meant()


@dataclass(slots=True)
class _Reader:
    typed: Typed
    register: Register
    organs: set[int] = field(default_factory=set)
    persons: set[int] = field(default_factory=set)
    maybe_organs: set[int] = field(default_factory=set)
    maybe_persons: set[int] = field(default_factory=set)
    unclear: list[str] = field(default_factory=list)
    #: Whether something was typed that is like no name at all.
    strange: bool = False
    #: Whether names were asked for: in a story single characters and sounds mean anybody and tell nothing.
    names_only: bool = True
    #: The organs in line with where it happened, once they were asked for.
    line: frozenset[int] | None = None

    def meant(self) -> Meant:
        spelt = [self.register.words.spell(word) for word in self.typed.words]
        self.names_only = len(self.typed.said) <= _LONGEST_NAMES
        fields = [self.register.pieces(each) for each in spelt]
        if self.typed.chosen in self.register.chart.organs:
            self.organs.add(self.typed.chosen)  # type: ignore[arg-type]  # a key of the chart is an int
        places = self._places(fields)
        self._read_organs(fields, places)
        self._read_people(fields, places)
        if any(each.text for each in spelt) and not self._anybody():
            self._nobody_placed(places)
        return Meant(
            frozenset(self.organs), frozenset(self.persons), frozenset(self.maybe_organs - self.organs),
            frozenset(self.maybe_persons - self.persons), tuple(dict.fromkeys(self.unclear)), self._shunned(),
        )  # fmt: skip

    def _anybody(self) -> bool:
        return bool(self.organs or self.persons or self.maybe_organs or self.maybe_persons)

    # Organs -----------------------------------------------------------------------------------------------------------

    def _places(self, fields: list[list[Piece]]) -> tuple[str, ...]:
        """Divisions that are named, the smallest first."""
        named = {
            code for pieces in fields for piece in pieces if piece.kind is Kind.DIVISION
            for code in self.register.places[piece.text]
        }  # fmt: skip
        return tuple(sorted(named, key=lambda code: (-len(code), code)))

    def _read_organs(self, fields: list[list[Piece]], places: tuple[str, ...]) -> None:
        for piece in (piece for pieces in fields for piece in pieces if piece.kind is Kind.ORGAN):
            found = self._placed(self.register.organs[piece.text], places)
            if found is None:
                # It is called so elsewhere; here it is somebody we do not know: 云河区环保分局 where only 柳溪 has one.
                self.maybe_organs.update(self.register.organs[piece.text])
                self.unclear.append(piece.text)
                self.strange = True
            else:
                (self.organs if len(found) == 1 else self.maybe_organs).update(found)

    def _placed(self, forms: dict[int, bool], places: tuple[str, ...]) -> frozenset[int] | None:
        """Of the organs a form may mean those of the place that is named, else those in line with where it happened;
        nothing if none of them is there."""
        whole = frozenset(organ for organ, is_whole in forms.items() if is_whole)
        if len(whole) == 1:
            return whole
        among = whole or frozenset(forms)
        for place in places:
            there = frozenset(each for each in among if self._organ(each).area == place)
            if there:
                return there
        if places and not any(self._in_line(among, place) for place in places):
            return None
        return self._in_line(among, self.typed.place) or (None if significant(self.typed.place) else among)

    def _in_line(self, organs: Iterable[int], place: str) -> frozenset[int]:
        digits = significant(place)
        return frozenset(each for each in organs if digits and _touch(self._organ(each).area, digits))

    def _organ(self, organ: int) -> Organ:
        return self.register.chart.organs[organ]

    # People -----------------------------------------------------------------------------------------------------------

    def _read_people(self, fields: list[list[Piece]], places: tuple[str, ...]) -> None:
        for pieces in fields:
            for before, piece, after in zip([None, *pieces], pieces, [*pieces[1:], None], strict=False):
                if piece.kind is Kind.PERSON:
                    self._named(piece.text, places)
                elif piece.kind is Kind.UNKNOWN:
                    self._hinted(piece.text, places)
                elif piece.kind in _WORDS and (family := self._family_in(before, piece, after)):
                    self._hinted(family, places)

    def _family_in(self, before: Piece | None, piece: Piece, after: Piece | None) -> str:
        """The family name that a word may be, or end or begin with: 向局长, 原任主任, 文书记; empty if there is none.

        A name that follows takes the word for itself (向唐振华行贿), a name before it takes the post (唐主任同志).
        """
        families, word = self.register.families, piece.text
        if len(word) == 1:
            taken = after is not None and after.kind in _NAMES
            return word if word in families and not taken else ""
        if self.register.begins_with_title(word[1:] + (after.text if after else "")) and word[0] in families:
            return word[0]
        own = before is not None and before.kind in (*_NAMES, Kind.UNKNOWN)
        ends = after is not None and after.kind in (Kind.TITLE, Kind.UNKNOWN) and not own
        return word[-1] if ends and word[-1] in families else ""

    def _named(self, name: str, places: tuple[str, ...]) -> None:
        """Somebody by the full name: of several those of the organ or place that is named."""
        known = self.register.names[name]
        here = self._of_the_named(known, places)
        found = here or known
        if len(found) == 1 and (here or not self._where(places)):
            self.persons.add(found[0].id)
            return
        self.maybe_persons.update(person.id for person in found)
        self.unclear.append(name)

    def _hinted(self, piece: str, places: tuple[str, ...]) -> None:
        """A family name, a given name, or a name nobody here has: all who could be meant by it are kept away."""
        sounding, organs = self.register.sounding(piece) if self.names_only else ((), _NOBODY)
        called = self.register.called(piece) if self.names_only else ()
        found = tuple(dict.fromkeys((*self._like(piece), *called, *sounding)))
        self.maybe_organs.update(self._in_line(organs, self.typed.place) or organs)
        known = found and not _LIKE_ORGAN.search(piece)
        self.strange |= not organs and not known and not _ELSEWHERE.search(piece)
        here = self._of_the_named(found, places)
        pure = piece in self.register.families or piece in self.register.given_names
        if pure and len(here) == 1 and len(self.organs) == 1:
            self.persons.add(here[0].id)
            return
        self.maybe_persons.update(person.id for person in (here or self._nearby(found)))
        self.unclear.append(piece)
        if _LIKE_DISCIPLINE.search(piece):
            self._any_discipline_organ()

    def _any_discipline_organ(self) -> None:
        """Whoever would keep what is unclear may be meant by it."""
        organs = self.register.chart.organs
        found = [each.id for each in organs.values() if each.kind is OrganKind.DISCIPLINE]
        self.maybe_organs.update(self._in_line(found, self.typed.place) or found)

    def _like(self, piece: str) -> tuple[Known, ...]:
        """Everybody with the piece's family name, or with the given name in it; further pieces of a run likewise."""
        register, words = self.register, self.register.words
        found = list(register.families.get(words.surname(piece), ()))
        for start in range(len(piece)):
            if start > (0 if self.names_only else 1):
                found += register.families.get(words.surname(piece[start:]), ())
            for end in range(start + 2, min(start + 4, len(piece)) + 1):
                found += register.given_names.get(piece[start:end], ())
        return tuple(dict.fromkeys(found))

    def _where(self, places: tuple[str, ...]) -> bool:
        return bool(self.organs or self.maybe_organs or places)

    def _of_the_named(self, people: Iterable[Known], places: tuple[str, ...]) -> tuple[Known, ...]:
        """Of the people those who serve, or served, at an organ or in a division that is named."""
        named = self.organs | self.maybe_organs
        if not named and places:
            named = {organ.id for organ in self.register.chart.organs.values() if organ.area.startswith(places[0])}
        return tuple(person for person in people if person.organs & named)

    def _nearby(self, people: tuple[Known, ...]) -> tuple[Known, ...]:
        if self.line is None:
            self.line = self._in_line(self.register.chart.organs, self.typed.place)
        line = self.line
        return tuple(person for person in people if person.organs & line) or people

    # What nobody can place --------------------------------------------------------------------------------------------

    def _nobody_placed(self, places: tuple[str, ...]) -> None:
        """A place alone means whoever leads it; anything else is told as it was typed."""
        leading = (OrganKind.GOVERNMENT, OrganKind.PARTY_COMMITTEE, OrganKind.VILLAGE_COMMITTEE)
        self.maybe_organs.update(
            organ.id for organ in self.register.chart.organs.values()
            if places and organ.area == places[0] and organ.kind in leading
        )  # fmt: skip
        self.unclear = self.unclear or [self.typed.said]
        self.strange |= not self.maybe_organs and not _ELSEWHERE.search(self.typed.said)

    def _shunned(self) -> frozenset[int]:
        """What is like no name may hide whoever looks into reports at the place: 查案子的那个地方."""
        if not (self.strange and self.names_only):
            return _NOBODY
        serving = [each for each in self.register.chart.serving(self.typed.place) if each.kind is OrganKind.DISCIPLINE]
        lowest = min((each.level.height for each in serving), default=0)
        said = max((level.height for level in Level if level.label[-1:] in self.typed.said), default=lowest)
        return frozenset(each.id for each in serving if each.level.height <= max(said, lowest))


def significant(place: str) -> str:
    """A division code without the zeros that fill it: 990121 of 990121000000."""
    widths = sorted(level.width for level in Level)
    return next((place[:width] for width in widths if width <= len(place) and not place[width:].strip("0")), place)


def _touch(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


# Who may keep it ------------------------------------------------------------------------------------------------------


def keepers(register: Register, place: str, meant: Meant, bound: Callable[[int], frozenset[int]]) -> Iterator[Organ]:
    """The discipline organs that may hold the report, best first; where the accused serve come last.

    :param bound: the organs at which somebody serves, or served not long ago.
    """
    chart = register.chart
    barred = chart.barred(meant.all_organs)
    found = list(authorities(chart, place=place, accused=meant.all_organs))
    if not found and not meant.sure:
        # Somebody who only may be meant does not leave a report without an organ: the highest that stands apart.
        found = [organ for organ in chart.serving(place) if organ.kind is OrganKind.DISCIPLINE]
        found = [organ for organ in reversed(found) if organ.id not in barred]
    served = {organ for person in meant.all_persons for organ in bound(person)}
    yield from sorted(found, key=lambda organ: organ.id in served | meant.shunned)


# What is said of it ---------------------------------------------------------------------------------------------------


def understood(meant: Meant, register: Register, said: str) -> Phrase:
    """One sentence for whoever typed it: what was understood, so that they may correct it.

    People who only may be meant are not named: nobody learns from us who serves where.
    """
    names = [register.chart.organ(organ).name for organ in sorted(meant.organs)]
    names += [register.by_id[person].name for person in sorted(meant.persons)]
    if meant.sure:
        return P("我们理解，您反映的是：{who}。不对就请改。", who=tuple(names))
    if names:
        return P(
            "我们理解，您反映的有：{who}；“{said}”里还有认不准的，先由纪检监察机关核对，能避开的都避开。不对就请改。",
            who=tuple(names),
            said=said,
        )
    return P(
        "“{said}”可能指谁，我们还认不准：能避开的都避开，先由纪检监察机关核对。写全单位和姓名，会更快。", said=said
    )
