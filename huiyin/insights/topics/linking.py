"""Groups by average linkage over a sparse graph: two groups join while their pairs are alike enough on average.

A pair that is no edge counts as not alike at all, so that a chain of neighbours makes no group.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable


def linked(count: int, edges: Iterable[tuple[int, int, float]], enough: float) -> list[list[int]]:
    """The groups of more than one, the largest first, their members in order.

    :param count: how many there are, 0 to ``count`` - 1.
    :param enough: how alike the pairs of two groups must be on average for them to become one.
    """
    sums: list[dict[int, float]] = [{} for _ in range(count)]
    for one, other, alike in edges:
        sums[one][other] = sums[other][one] = alike
    sizes = [1] * count
    members: list[list[int]] = [[one] for one in range(count)]
    heap = [(-alike, one, other) for one in range(count) for other, alike in sums[one].items() if one < other]
    heap = [entry for entry in heap if -entry[0] >= enough]
    heapq.heapify(heap)
    alive = [True] * count
    while heap:
        far, one, other = heapq.heappop(heap)
        if not (alive[one] and alive[other]):
            continue
        if -far != sums[one][other] / (sizes[one] * sizes[other]):
            continue
        if len(sums[one]) < len(sums[other]):
            one, other = other, one
        alive[other] = False
        del sums[one][other], sums[other][one]
        sizes[one] += sizes[other]
        members[one] += members[other]
        members[other] = []
        for third, value in sums[other].items():
            del sums[third][other]
            sums[one][third] = sums[third][one] = sums[one].get(third, 0.0) + value
        sums[other] = {}
        for third, value in sums[one].items():
            mean = value / (sizes[one] * sizes[third])
            if mean >= enough:
                heapq.heappush(heap, (-mean, min(one, third), max(one, third)))
    groups = [sorted(group) for group in members if len(group) > 1]
    return sorted(groups, key=lambda group: (-len(group), group[0]))
