"""Lists that are shown in part (清单): each says so and offers the rest. No list is cut without a word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Generic, TypeVar, overload

from django.http import HttpRequest

from huiyin.typed.wholes import whole

Item = TypeVar("Item")
Other = TypeVar("Other")
#: More than that nobody reads on one page; who wants all of it narrows the list, or takes it away as a sheet.
LONGEST: Final = 3000
STEP: Final = 5


@dataclass(frozen=True, slots=True)
class Listed(Sequence[Item], Generic[Item]):
    """The first rows of a list.

    :param more: there are others behind them; ``rest`` is the address that shows them too, empty where a page cannot.
    """

    rows: tuple[Item, ...]
    more: bool = False
    rest: str = ""

    @overload
    def __getitem__(self, place: int) -> Item: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Item]: ...
    def __getitem__(self, place: int | slice) -> Item | Sequence[Item]:
        return self.rows[place]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Item]:
        return iter(self.rows)

    def of(self, draw: Callable[[Sequence[Item]], Iterable[Other]]) -> Listed[Other]:
        """The same list as the page shows its rows."""
        return Listed(tuple(draw(self.rows)), self.more, self.rest)

    def __or__(self, more: bool) -> Listed[Item]:
        """The same list where something before it was cut too."""
        return replace(self, more=self.more or more)


def wanted(request: HttpRequest, most: int, name: str = "show") -> int:
    """How many rows a page shows: ``most``, or as many as its address asks for."""
    return whole(request.GET.get(name), most, LONGEST) or most


def listed(request: HttpRequest, found: Any, most: int, name: str = "show") -> Listed[Any]:
    """The first rows of what was found.

    :param found: rows or a query, of which at least one row more than :func:`wanted` can be taken.
    :param most: how many are shown at first; ``name`` of the list in the address, where a page has several.
    """
    count = wanted(request, most, name)
    rows = tuple(found[: count + 1])
    return cut(request, rows[:count], len(rows) > count, most, name)


def cut(request: HttpRequest, rows: Iterable[Item], more: bool, most: int, name: str = "show") -> Listed[Item]:
    """The same of rows that somebody else has counted."""
    count = wanted(request, most, name)
    if not more or count >= LONGEST:
        return Listed(tuple(rows), more)
    asked = request.GET.copy()
    asked[name] = str(min(count * STEP, LONGEST))
    return Listed(tuple(rows), True, f"?{asked.urlencode()}")
