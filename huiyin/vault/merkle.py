"""A Merkle tree in the manner of RFC 6962 §2.1: one root for many heads, a short proof for each of them.

Leaves and inner nodes are hashed with different first bytes, so neither can pass for the other. A node without a
partner moves up unchanged, which gives the RFC's tree exactly.
"""

from __future__ import annotations

from collections.abc import Sequence

from huiyin.vault.digests import DIGESTS, Algorithm

LEAF = b"\x00"
NODE = b"\x01"


def root(leaves: Sequence[bytes], algorithm: Algorithm = Algorithm.SHA256) -> bytes:
    """The root over ``leaves`` in their order: 32 bytes; of no leaves, the digest of nothing."""
    digest = DIGESTS[algorithm]
    level = [digest(LEAF + leaf) for leaf in leaves]
    while len(level) > 1:
        level = _above(level, algorithm)
    return level[0] if level else digest(b"")


def prove(leaves: Sequence[bytes], index: int, algorithm: Algorithm = Algorithm.SHA256) -> tuple[bytes, ...]:
    """The hashes that lead from leaf ``index`` (from 0) to the root, lowest first.

    :raises IndexError: if there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    level = [DIGESTS[algorithm](LEAF + leaf) for leaf in leaves]
    path: list[bytes] = []
    while len(level) > 1:
        if index ^ 1 < len(level):
            path.append(level[index ^ 1])
        level, index = _above(level, algorithm), index // 2
    return tuple(path)


def check_proof(
    leaf: bytes,
    index: int,
    count: int,
    path: Sequence[bytes],
    expected: bytes,
    algorithm: Algorithm = Algorithm.SHA256,
) -> bool:
    """Whether ``leaf`` is number ``index`` of ``count`` leaves under the root ``expected``."""
    if not 0 <= index < count:
        return False
    digest, rest = DIGESTS[algorithm], list(path)
    node = digest(LEAF + leaf)
    while count > 1:
        if index ^ 1 < count:
            if not rest:
                return False
            other = rest.pop(0)
            node = digest(NODE + other + node) if index % 2 else digest(NODE + node + other)
        index, count = index // 2, (count + 1) // 2
    return not rest and node == expected


def _above(level: Sequence[bytes], algorithm: Algorithm) -> list[bytes]:
    digest = DIGESTS[algorithm]
    above = [digest(NODE + level[at] + level[at + 1]) for at in range(0, len(level) - 1, 2)]
    return [*above, level[-1]] if len(level) % 2 else above
