"""Topics of a set of messages: which belong together, what each is called, how hot it is.

Heat = people + half of the most people within 60 days + 2 · ln(1 + likes); of a person only one message counts.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Final

import numpy as np

from huiyin.insights.same.compare import Told, elsewhere
from huiyin.insights.topics.engines import Engine
from huiyin.insights.topics.linking import linked
from huiyin.insights.topics.vectors import FEW, HERE, neighbours, table_of

#: How alike the messages of a topic are on average; chosen on planted events (docs/understanding.md).
ENOUGH: Final = 0.16
#: The same among few (vectors.FEW).
ENOUGH_AMONG_FEW: Final = 0.24
#: Of fewer messages than MANY more is asked: two are easily a little alike, and then they are two unlike matters.
FEW_MORE: Final = 2.0
MANY: Final = 6
SPAN: Final = timedelta(days=60)
_OPENING: Final = re.compile(
    r"^(?:再次|强烈|请求|恳请|请|关于|反映|投诉|举报|咨询|质疑|建议|希望|要求|询问|对|就|求助|急盼|呼吁|[:,，：]|[a-z]市(?=[a-z]\d))+"
)


@dataclass(frozen=True, slots=True)
class Said:
    """One message as topics see it; ``user`` any mark that is the same for the same person, empty for nobody known."""

    told: Told
    at: datetime | None = None
    likes: int = 0


@dataclass(frozen=True, slots=True)
class Topic:
    """Messages (by their place in the list) about one event; ``people`` counts each person once.

    :param central: the same messages, the one that is most like all others first.
    """

    name: str
    place: str
    members: tuple[int, ...]
    people: int
    heat: float
    first: datetime | None
    last: datetime | None
    central: tuple[int, ...] = ()


def topics_of(
    messages: Sequence[Said],
    tell: Callable[[str], None] = lambda said: None,
    enough: float | None = None,
    divisions: frozenset[str] = frozenset(),
    engine: Engine = HERE,
) -> list[Topic]:
    """Topics of at least two people's messages, the hottest first.

    :param enough: how alike the messages of a topic are on average, instead of what was chosen for so many.
    :param engine: what works through the stages that look at every message.
    """
    enough = (ENOUGH_AMONG_FEW if len(messages) < FEW else ENOUGH) if enough is None else enough
    told = [each.told for each in messages]
    table = table_of(told, divisions, engine)
    edges = [edge for edge in neighbours(table, tell, engine) if not elsewhere(told[edge[0]], told[edge[1]])]
    tell(f"{len(edges):,} pairs are alike and name no different places")
    groups = linked(len(messages), edges, enough)
    found = [_topic(messages, table, group) for group in groups if _alike(table, group) >= _floor(len(group), enough)]
    return sorted((topic for topic in found if topic.people > 1), key=lambda topic: (-topic.heat, topic.members))


def _alike(table: Any, group: Sequence[int]) -> float:
    """How alike the messages of a group are, each with each."""
    whole = np.asarray(table[group].sum(0)).ravel()
    many = len(group)
    return float(whole @ whole - many) / (many * (many - 1))


def _floor(many: int, enough: float) -> float:
    """How alike so many must be to be called a topic."""
    return enough + FEW_MORE * ENOUGH / many if many < MANY else enough


def heat(people: int, most_at_once: int, likes: int) -> float:
    """The published formula."""
    return people + most_at_once / 2 + 2 * math.log1p(likes)


def _topic(messages: Sequence[Said], table: Any, group: Sequence[int]) -> Topic:
    some = [messages[one] for one in group]
    people = len({_person(each, at) for at, each in enumerate(some)})
    times = sorted(each.at for each in some if each.at)
    dated = [(each.at, _person(each, at)) for at, each in enumerate(some) if each.at]
    hot = heat(people, most_at_once(dated), sum(each.likes for each in some))
    near = np.asarray((table[group] @ table[group].T).sum(1)).ravel()
    central = tuple(group[at] for at in np.argsort(-near, kind="stable").tolist())
    return Topic(
        called(messages[central[0]].told), _place(some), tuple(group), people, round(hot, 2),
        times[0] if times else None, times[-1] if times else None, central,
    )  # fmt: skip


def _person(said: Said, at: int) -> str:
    return said.told.user or f"\0{at}"


def most_at_once(moments: Iterable[tuple[datetime, Hashable]]) -> int:
    """The most different people within SPAN, of moments at which one of them wrote."""
    dated = sorted(moments, key=lambda pair: pair[0])
    inside: Counter[Hashable] = Counter()
    most = first = 0
    for at, person in dated:
        inside[person] += 1
        while dated[first][0] < at - SPAN:
            inside[dated[first][1]] -= 1
            if not inside[dated[first][1]]:
                del inside[dated[first][1]]
            first += 1
        most = max(most, len(inside))
    return most


def called(told: Told) -> str:
    """The title in the middle of a topic, without how it opens."""
    return _OPENING.sub("", told.title) or told.title or told.text[:20]


def _place(some: Sequence[Said]) -> str:
    """The closest place that most titles name."""
    named: Counter[str] = Counter(name.whole for each in some for name in each.told.named if name.kind not in "区县市")
    return next((name for name, count in islice(named.most_common(1), 1) if count * 3 >= len(some)), "")
