"""What works through the parts of a set of messages: this process, or other machines (an optional engine, Dask).

Topics are made in stages, each a function of one part and of what all parts share. Where a part is worked through makes
no difference to what comes out; a machine that dies has its parts worked through by the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, Protocol, TypeVar

Part = TypeVar("Part")
Made = TypeVar("Made")
Shared = TypeVar("Shared")
#: So often a stage is asked for anew when what it shares was lost with a machine.
TRIES: Final = 3


class Engine(Protocol):
    """Whatever can work through parts."""

    def each(self, stage: Callable[[Part, Shared], Made], parts: Sequence[Part], shared: Shared) -> Iterable[Made]:
        """What the stage makes of each part, in their order."""


class Here:
    """This process, one part after the other."""

    def each(self, stage: Callable[[Part, Shared], Made], parts: Sequence[Part], shared: Shared) -> Iterator[Made]:
        return (stage(part, shared) for part in parts)


class Elsewhere:
    """Workers of a Dask scheduler, which have this program installed.

    :param address: of the scheduler, ``tcp://10.0.0.5:8786``.
    :raises ImportError: what it needs is not installed: requirements/spread.txt.
    """

    def __init__(self, address: str) -> None:
        import distributed

        client: Any = distributed.Client
        self._client = client(address, set_as_default=False)
        self._lost = (distributed.client.FutureCancelledError, distributed.scheduler.KilledWorker, KeyError, OSError)

    def each(self, stage: Callable[[Part, Shared], Made], parts: Sequence[Part], shared: Shared) -> list[Made]:
        for left in reversed(range(TRIES)):
            try:
                # To one worker, of whom the others fetch it: a broadcast waits for ever for one that dies meanwhile.
                (held,) = self._client.scatter([shared], hash=False)
                made: list[Made] = self._client.gather(self._client.map(stage, parts, [held] * len(parts), pure=False))
                return made
            except self._lost:
                # The machine died that was to have what every part needs, or was the only one to have it.
                if not left:
                    raise
        raise AssertionError("unreachable")

    def wait_for(self, workers: int, seconds: float) -> None:
        """Until so many workers are there.

        :raises TimeoutError: they are not.
        """
        self._client.wait_for_workers(workers, timeout=seconds)

    def close(self) -> None:
        self._client.close()
