"""Where each regulation says what the national one says (对应条文): a line for every place an act or paper cites.

Acts, guards and papers name places of the national regulation. A book of another regulation answers for each of them:
with its own place, or with "=" where it is silent and the national regulation itself binds. A book that leaves one
open is not loaded, so that no paper cites an article of another law by oversight.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from huiyin.law.sources.articles import Citation

NATIONAL: Final = "xf2022"
SILENT: Final = "="
# Columns: the national regulation of 2022, that of 2005, Zhejiang's of 2016. The regulation of 2005 was whole in
# itself: where it knows no such duty (its book lacks the act) stands its nearest general one.
_TABLE: Final = """
17      17      14.1
17.1    2.1     14.1
18.1    9.1     12
18.4    3.3     8
19.1    17      14.2
19.2    19      10..2
19.3    16      20.1.5
20.1    18.1    15.1
20.2    14.2    19
20.3    18.2    15.2
20.4    4       3
21.2    12      13.2
22.1    21.1    20.1
22.1.1  21.1.2  20.1.3
22.1.2  21.1.3  20.1.4
22.1.3  21.1.4  29
22.2    21.1.1  19
23.1    22.1    20.1
23.2    22.2    20.1
23.3    21.2    20.2
23.4    22.2    =
24.1    24      21.1
24.2    25      21.2
25.1    26      =
26      20      11
27      22.2    22.1
28.1    28      22.1
28.2    14.2    19
28.3    30      27.1
29.1    29      23.3
29.2    8.1     =
29.3    29      =
30.1    23      =
30.2    28      =
30.3    23      26..4
31      21.1    19
31..1   14.2    19
31..2   14.2    19
31..3   14.2    19
31..4   14.2    19
31..5   32.1    =
31..6   31.1    23.1
32      32      =
32.1    32.1    =
32.1.1  32.1.1  =
32.1.2  32.1.2  =
32.1.3  32.1.3  =
32.2    32.2    =
33      13      28.1
34      33      23.1
35      34      =
36.1    35.1    =
36.2    35.2    =
36.3    35.3    25.2
37.2    28      =
39.3    38      =
40.1    36.1    29
40.2    37      =
40.3    38      29
40.4    36.2    =
41      39      =
45      43      32
"""
_COLUMNS: Final = (NATIONAL, "xf2005", "zj2016")


class Incomplete(LookupError):
    """A book does not say where its regulation has a place that an act or paper cites."""


def equivalents_of(law: str) -> Mapping[Citation, Citation]:
    """The table of one regulation of ours, by its key."""
    at = _COLUMNS.index(law)
    rows = (line.split() for line in _TABLE.split("\n") if line)
    return MappingProxyType({_place(NATIONAL, row[0]): _answer(law, row[0], row[at]) for row in rows})


def _answer(law: str, asked: str, said: str) -> Citation:
    return _place(NATIONAL, asked) if said == SILENT else _place(law, said)


def _place(law: str, place: str) -> Citation:
    return Citation.parse(f"{law}:{place}")


CITED: Final = frozenset(equivalents_of(NATIONAL))
"""Every place of the national regulation that an act, a guard or a paper may cite."""


def refuse_gaps(title: str, equivalents: Mapping[Citation, Citation]) -> None:
    """Stop a book that leaves places open.

    :raises Incomplete: with every place that is missing.
    """
    missing = sorted(place.key for place in CITED - equivalents.keys())
    if missing:
        raise Incomplete(f"{title}: no equivalent for {', '.join(missing)}")
