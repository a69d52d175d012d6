"""A few child processes kept running side by side: whichever ends is started again, with growing pauses.

Run as a program, this file is the whole of what `./run up` becomes once everything is ready: ten megabytes instead of
the hundred and more that Django and the demonstration city leave behind.
"""

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NoReturn

PATIENCE = 10.0
GLANCE = 0.1
#: A child that ends by itself sooner than this after its first start was never well: somebody must look.
NEVER_WELL = 10.0
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
PR_SET_PDEATHSIG = 1

Child = subprocess.Popen[bytes]


@dataclass(slots=True)
class Kept:
    """A child that is kept running; while it rests, ``again_at`` says when it is started next (monotonic)."""

    command: Sequence[str]
    child: Child = field(init=False)
    started: float = 0.0
    again_at: float = 0.0
    pause: float = FIRST_PAUSE
    times: int = 0

    def start(self) -> None:
        self.child, self.started, self.again_at = _start(self.command), time.monotonic(), 0.0
        self.times += 1

    @property
    def name(self) -> str:
        return self.command[-1]

    @property
    def never_well(self) -> bool:
        """It ended in its first seconds and nobody killed it: starting it again would say the same again."""
        ended_by_itself = self.child.returncode is not None and self.child.returncode >= 0
        return ended_by_itself and self.times == 1 and time.monotonic() - self.started < NEVER_WELL

    def look(self) -> None:
        """Start it again when its pause is over; when it has just ended, end what it left behind and begin a pause."""
        now = time.monotonic()
        if self.again_at:
            if now >= self.again_at:
                self.start()
        elif self.child.poll() is not None:
            _kill_group(self.child)
            if now - self.started > LONGEST_PAUSE:
                self.pause = FIRST_PAUSE
            print(f"{self.name} ended with code {self.child.returncode}; again in {self.pause:g} s.", file=sys.stderr)
            self.again_at, self.pause = now + self.pause, min(2 * self.pause, LONGEST_PAUSE)


def become(commands: Sequence[Sequence[str]]) -> NoReturn:
    """This process keeps the commands running from now on, under its number, and is nothing else any more."""
    os.execv(sys.executable, [sys.executable, "-P", __file__, json.dumps(commands)])


def run_together(commands: Sequence[Sequence[str]]) -> int:
    """Keep all commands running until SIGINT or SIGTERM arrives, then end them.

    Returns:
        0 when asked to stop; the exit code (1 if that was 0) of one that ended by itself as soon as it was started.
    """
    asked: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda number, frame: asked.append(number))
    kept = [Kept(command) for command in commands]
    for each in kept:
        each.start()
    try:
        while not asked:
            for each in kept:
                if each.child.poll() is not None and each.never_well:
                    return _report(each)
                each.look()
            time.sleep(GLANCE)
        return 0
    finally:
        _end([each.child for each in kept])


def _start(command: Sequence[str]) -> Child:
    """Each child leads its own group, so that what it started can be ended with it."""
    return subprocess.Popen(command, env=frugal(os.environ), process_group=0, preexec_fn=end_with_parent)


def end_with_parent(by: signal.Signals = signal.SIGTERM) -> None:
    """Where Linux offers it, a child is told when we are killed and cannot tell it ourselves."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, by)


def frugal(environ: Mapping[str, str]) -> dict[str, str]:
    """An environment in which threads share two heaps: the C library would give each its own."""
    return {"MALLOC_ARENA_MAX": "2", **environ}


def give_back() -> None:
    """What the C library keeps of memory that was freed goes back to the machine, where it can do that."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)


def _report(kept: Kept) -> int:
    code = kept.child.returncode
    print(f"{kept.name} ended as soon as it was started, with code {code}; so does everything else.", file=sys.stderr)
    return code or 1


def _end(children: Sequence[Child]) -> None:
    for child in children:
        child.terminate()
    deadline = time.monotonic() + PATIENCE
    for child in children:
        try:
            child.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            pass
        finally:
            _kill_group(child)


def _kill_group(child: Child) -> None:
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):  # macOS says the second for a group of zombies
        return
    child.wait()


if __name__ == "__main__":
    sys.exit(run_together(json.loads(sys.argv[1])))
